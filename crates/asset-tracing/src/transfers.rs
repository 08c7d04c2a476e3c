//! Transfers in one total order, as columns: (time, place in the file).

use std::borrow::Cow;
use std::mem;

use rayon::slice::ParallelSliceMut;

use crate::amount::Scale;
use crate::ids::{Id, Ids};
use crate::instant::{Style, TimeFault, TimeKind, Times};
use crate::names::{AccountNumber, Names};
use crate::refusal::Refusal;

/// A transfer's place in the total order, from 0.
pub type Position = u32;

/// So many transfers, entered once at the payer and once at the payee, can still be numbered in 32 bits.
pub const MAX_TRANSFERS: u32 = u32::MAX / 2;

/// Who paid whom how much, in minor units of the payer's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The payer.
    pub from: AccountNumber,
    /// The payee.
    pub to: AccountNumber,
    /// Never negative.
    pub amount: i64,
}

/// What the payee of a transfer receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credit {
    /// The amount itself.
    Same,
    /// Another amount: the labels are scaled to it.
    Converted(i64),
    /// A conversion without a stated amount: the path ends here, as a named stop.
    Unstated,
}

/// One transfer with what the engine needs of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the total order.
    pub position: Position,
    /// Payer, payee, amount.
    pub transfer: Move,
    /// What the payee receives.
    pub credit: Credit,
}

impl Entry {
    /// The payee's credit in minor units; zero where a conversion does not state it.
    #[must_use]
    pub fn credited(&self) -> i64 {
        match self.credit {
            Credit::Same => self.transfer.amount,
            Credit::Converted(amount) => amount,
            Credit::Unstated => 0,
        }
    }
}

/// The part of a transfer that was stolen: one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The transfer's id.
    pub id: String,
    /// The transfer's place in the order.
    pub position: Position,
    /// How much of it is claimed, in minor units.
    pub amount: i64,
}

/// All transfers of one input, in order, with the accounts' opening balances.
#[derive(Debug)]
pub struct Transfers {
    scale: Scale,
    currency: Option<String>,
    names: Names,
    moves: Vec<Move>,
    times: Times,
    ids: Ids,
    opening: Vec<i64>,
    conversions: Vec<(Position, Option<i64>)>,
    sorted_by_us: bool,
    /// Whether [`Transfers::check_balances`] passed with these opening balances.
    bounded: bool,
}

impl Transfers {
    /// How many transfers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.moves.len()
    }

    /// Whether there is no transfer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// Decimals of the amounts.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The accounts. Each currency of an account is an account of its own.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The currency of an account, where the input states currencies.
    #[must_use]
    pub fn currency(&self, account: AccountNumber) -> Option<&str> {
        self.names.other_currency(account).or(self.currency.as_deref())
    }

    /// Payer, payee and amount by position.
    #[must_use]
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// The times by position.
    #[must_use]
    pub fn times(&self) -> &Times {
        &self.times
    }

    /// The id of a transfer, as the file writes it.
    #[must_use]
    pub fn id(&self, position: Position) -> Cow<'_, str> {
        self.ids.get(position as usize)
    }

    /// Whether the file was out of time order and was sorted.
    #[must_use]
    pub fn was_unsorted(&self) -> bool {
        self.sorted_by_us
    }

    /// Opening balances by account, in minor units; accounts beyond its end open at zero.
    #[must_use]
    pub fn opening_balance(&self, account: AccountNumber) -> i64 {
        self.opening.get(account as usize).copied().unwrap_or(0)
    }

    /// Conversions by position: the stated credit, or none.
    pub(crate) fn conversions(&self) -> &[(Position, Option<i64>)] {
        &self.conversions
    }

    /// The transfer at a position that lies within [`Transfers::len`].
    #[must_use]
    pub fn entry(&self, position: Position) -> Entry {
        let credit = match self.conversions.binary_search_by_key(&position, |(place, _)| *place) {
            Ok(found) => self.conversions[found].1.map_or(Credit::Unstated, Credit::Converted),
            Err(_) => Credit::Same,
        };
        Entry {
            position,
            transfer: self.moves[position as usize],
            credit,
        }
    }

    /// The number of transfers up to and including this time; all of them without one.
    #[must_use]
    pub fn end(&self, until: Option<i64>) -> usize {
        match until {
            Some(until) => self.times.values.partition_point(|time| *time <= until),
            None => self.len(),
        }
    }

    /// Sets what an account held before the first transfer; below zero counts as zero.
    pub fn set_opening_balance(&mut self, account: AccountNumber, balance: i64) {
        let place = account as usize;
        if place < self.names.len() {
            if self.opening.is_empty() {
                self.opening = vec![0; self.names.len()];
            }
            // An opening balance is what there is, not what is owed.
            self.opening[place] = balance.max(0);
            self.bounded = false;
        }
    }

    /// Finds the transfers that claims name; without an amount the whole transfer is claimed.
    ///
    /// # Errors
    /// An id that is unknown, not unique or claimed twice, an amount above the transfer's, and claims in several currencies.
    pub fn claims(&self, wanted: &[(String, Option<i64>)], currency: Option<&str>) -> Result<Vec<Claim>, Refusal> {
        if wanted.is_empty() {
            return Err(Refusal::NoClaim);
        }
        let ids: Vec<&str> = wanted.iter().map(|(id, _)| id.as_str()).collect();
        let found = self.ids.positions(&ids);
        let mut claims: Vec<Claim> = Vec::with_capacity(wanted.len());
        let mut seen = std::collections::HashSet::new();
        let mut currency = currency.map(str::to_owned);
        for (id, amount) in wanted {
            if !seen.insert(id) {
                return Err(Refusal::RepeatedClaim { id: id.clone() });
            }
            let claim = self.claim(id, *amount, found.get(id.as_str()).map_or(&[], Vec::as_slice))?;
            let own = self
                .currency(self.moves[claim.position as usize].from)
                .map(str::to_owned);
            match (&currency, own) {
                (Some(expected), Some(found)) if *expected != found => {
                    return Err(Refusal::ClaimCurrency {
                        id: id.clone(),
                        found,
                        expected: expected.clone(),
                    });
                }
                (None, own) => currency = own,
                _ => {}
            }
            claims.push(claim);
        }
        Ok(claims)
    }

    fn claim(&self, id: &str, amount: Option<i64>, places: &[usize]) -> Result<Claim, Refusal> {
        let place = match places {
            [] => return Err(Refusal::UnknownTransfer { id: id.to_owned() }),
            [place] => *place,
            _ => {
                return Err(Refusal::AmbiguousTransfer {
                    id: id.to_owned(),
                    count: places.len(),
                });
            }
        };
        let whole = self.moves[place].amount;
        let amount = amount.unwrap_or(whole);
        if amount > whole || amount < 0 {
            return Err(Refusal::ClaimTooLarge {
                id: id.to_owned(),
                claimed: self.scale.show(i128::from(amount)),
                amount: self.scale.show(i128::from(whole)),
            });
        }
        Ok(Claim {
            id: id.to_owned(),
            position: Position::try_from(place).unwrap_or(Position::MAX),
            amount,
        })
    }

    /// Makes sure that no balance can leave 64 bits, so that a trace cannot overflow: by one sum where all
    /// money together fits, otherwise by running every account's balance.
    ///
    /// # Errors
    /// [`Refusal::BalanceTooLarge`] with the first account and transfer.
    pub fn check_balances(&mut self) -> Result<(), Refusal> {
        self.bounds()?;
        self.bounded = true;
        Ok(())
    }

    /// Checks the balances unless that was done.
    pub(crate) fn require_bounds(&self) -> Result<(), Refusal> {
        if self.bounded { Ok(()) } else { self.bounds() }
    }

    fn bounds(&self) -> Result<(), Refusal> {
        let mut all: i128 = self.moves.iter().map(|transfer| i128::from(transfer.amount)).sum();
        all += self
            .conversions
            .iter()
            .map(|(_, credit)| i128::from(credit.unwrap_or(0)))
            .sum::<i128>();
        all += i128::from(self.opening.iter().copied().max().unwrap_or(0));
        if all <= i128::from(i64::MAX) {
            return Ok(());
        }
        let mut balances = vec![0_i64; self.names.len()];
        balances[..self.opening.len()].copy_from_slice(&self.opening);
        for position in 0..Position::try_from(self.len()).unwrap_or(Position::MAX) {
            let entry = self.entry(position);
            let payer = &mut balances[entry.transfer.from as usize];
            *payer = payer.saturating_sub(entry.transfer.amount).max(0);
            let payee = &mut balances[entry.transfer.to as usize];
            *payee = payee
                .checked_add(entry.credited())
                .ok_or_else(|| Refusal::BalanceTooLarge {
                    account: self.names.account(entry.transfer.to).to_owned(),
                    transfer: self.id(position).into_owned(),
                })?;
        }
        Ok(())
    }
}

/// A transfer on its way into [`Transfers`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewTransfer<'a> {
    pub(crate) id: Id<'a>,
    pub(crate) time: (TimeKind, i64, Style),
    pub(crate) transfer: Move,
    pub(crate) credit: Credit,
}

/// Collects transfers in file order and puts them into time order.
#[derive(Debug)]
pub struct Collector {
    transfers: Transfers,
    unsorted: bool,
    descending: bool,
    ascending_steps: bool,
}

impl Collector {
    /// An empty collection of amounts with this many decimals.
    #[must_use]
    pub fn new(scale: Scale) -> Self {
        let transfers = Transfers {
            scale,
            currency: None,
            names: Names::default(),
            moves: Vec::new(),
            times: Times::default(),
            ids: Ids::default(),
            opening: Vec::new(),
            conversions: Vec::new(),
            sorted_by_us: false,
            bounded: false,
        };
        Self {
            transfers,
            unsorted: false,
            descending: false,
            ascending_steps: false,
        }
    }

    pub(crate) fn reserve(&mut self, transfers: usize) {
        // A wrong guess costs address space, not memory; a refused one costs copying later.
        let _ = self.transfers.moves.try_reserve(transfers);
        let _ = self.transfers.times.values.try_reserve(transfers);
    }

    pub(crate) fn set_currency(&mut self, currency: Option<String>) {
        self.transfers.currency = currency;
    }

    pub(crate) fn names_mut(&mut self) -> &mut Names {
        &mut self.transfers.names
    }

    /// How many transfers were collected.
    #[must_use]
    pub fn len(&self) -> usize {
        self.transfers.len()
    }

    /// Whether nothing was collected yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.transfers.is_empty()
    }

    /// Adds a transfer with a whole-number time; `amount` in minor units, not negative.
    ///
    /// # Errors
    /// Times of the other kind, more transfers or accounts than can be numbered. A negative amount counts as too large.
    pub fn add(&mut self, id: &str, time: i64, from: &str, to: &str, amount: i64) -> Result<(), Refusal> {
        let too_many = |what| Refusal::TooMany {
            what,
            limit: MAX_TRANSFERS,
        };
        let from = self
            .transfers
            .names
            .intern(from.as_bytes())
            .ok_or_else(|| too_many("accounts"))?;
        let to = self
            .transfers
            .names
            .intern(to.as_bytes())
            .ok_or_else(|| too_many("accounts"))?;
        let id = crate::ids::number(id.as_bytes()).map_or(Id::Text(id.as_bytes()), Id::Number);
        let time = (TimeKind::Integer, time, Style::default());
        let transfer = Move {
            from,
            to,
            amount: amount.max(0),
        };
        match self.push(NewTransfer {
            id,
            time,
            transfer,
            credit: Credit::Same,
        }) {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(too_many("transfers")),
        }
    }

    /// False when there are too many.
    pub(crate) fn push(&mut self, new: NewTransfer<'_>) -> Result<bool, TimeFault> {
        let transfers = &mut self.transfers;
        let Some(position) = u32::try_from(transfers.moves.len())
            .ok()
            .filter(|count| *count < MAX_TRANSFERS)
        else {
            return Ok(false);
        };
        let (kind, value, style) = new.time;
        if let Some(last) = transfers.times.values.last() {
            self.unsorted |= value < *last;
            self.descending |= value < *last;
            self.ascending_steps |= value > *last;
        }
        transfers.times.push(kind, value, style)?;
        transfers.moves.push(new.transfer);
        transfers.ids.push(new.id);
        match new.credit {
            Credit::Same => {}
            Credit::Converted(amount) => transfers.conversions.push((position, Some(amount))),
            Credit::Unstated => transfers.conversions.push((position, None)),
        }
        Ok(true)
    }

    /// Whether times only ever fall: then the newest transfer stands first.
    pub(crate) fn is_newest_first(&self) -> bool {
        self.descending && !self.ascending_steps
    }

    /// Turns the file around, so that equal times keep the order in which they happened.
    pub(crate) fn reverse(&mut self) {
        let order: Vec<u32> = (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).rev().collect();
        self.reorder(&order);
        mem::swap(&mut self.descending, &mut self.ascending_steps);
        self.unsorted = self.descending;
    }

    /// Sorts by time where needed, stably.
    #[must_use]
    pub fn finish(mut self) -> Transfers {
        if self.unsorted {
            let mut order: Vec<u32> = (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).collect();
            let times = &self.transfers.times.values;
            order.par_sort_by_key(|place| times[*place as usize]);
            self.reorder(&order);
            self.transfers.sorted_by_us = true;
        }
        self.transfers.moves.shrink_to_fit();
        self.transfers.times.values.shrink_to_fit();
        self.transfers
    }

    fn reorder(&mut self, order: &[u32]) {
        let transfers = &mut self.transfers;
        transfers.moves = order.iter().map(|place| transfers.moves[*place as usize]).collect();
        transfers.times.reorder(order);
        transfers.ids.reorder(order);
        if !transfers.conversions.is_empty() {
            let mut place_of = vec![0_u32; order.len()];
            for (position, place) in (0_u32..).zip(order) {
                place_of[*place as usize] = position;
            }
            for (position, _) in &mut transfers.conversions {
                *position = place_of[*position as usize];
            }
            transfers.conversions.sort_unstable();
        }
    }
}
