//! One trace under way: what happens to a transfer that touches tainted money, whichever plan found it.

use std::collections::BTreeMap;

use crate::engine::Request;
use crate::findings::{Findings, Holder, Mark, Observation, Shortfall, Stop, StopReason, Tally};
use crate::names::{AccountNumber, Names};
use crate::refusal::Refusal;
use crate::rules::Overdraft;
use crate::rules::labels::{ClaimNumber, Labels};
use crate::rules::method::Method;
use crate::transfers::{Credit, Entry, Position, Transfers};

/// The place of a once tainted account in [`Run::books`].
pub(crate) type Slot = usize;

struct Account<B> {
    book: B,
    number: AccountNumber,
    first: Position,
}

pub(crate) struct Run<'a, M: Method> {
    method: M,
    request: &'a Request,
    transfers: &'a Transfers,
    accounts: Vec<Account<M::Book>>,
    carried: M::Carried,
    marks: Vec<Mark>,
    tainted_transfers: u64,
    gap_count: u64,
    gap_amount: i128,
    shortfalls: Vec<Shortfall>,
    stops: BTreeMap<StopReason, (u64, i128)>,
    tallies: Vec<Tally>,
    observing: Option<Observation>,
    observations: Vec<Observation>,
}

impl<'a, M: Method> Run<'a, M> {
    pub(crate) fn new(method: M, request: &'a Request, transfers: &'a Transfers) -> Self {
        Self {
            method,
            request,
            transfers,
            accounts: Vec::new(),
            carried: M::Carried::default(),
            marks: Vec::new(),
            tainted_transfers: 0,
            gap_count: 0,
            gap_amount: 0,
            shortfalls: Vec::new(),
            stops: BTreeMap::new(),
            tallies: vec![Tally::default(); request.claims.len()],
            observing: None,
            observations: Vec::new(),
        }
    }

    /// Takes the debit out of the payer, puts the claim on it, records it and stops what is to be stopped.
    /// Returns whether the payee's credit still carries taint.
    pub(crate) fn debit(
        &mut self,
        entry: &Entry,
        payer: Option<Slot>,
        claim: Option<ClaimNumber>,
    ) -> Result<bool, Refusal> {
        self.observe(entry, payer);
        match payer {
            Some(slot) => self.take(entry, slot)?,
            None => self.method.clean(entry.transfer.amount, &mut self.carried),
        }
        if let Some(claim) = claim {
            self.relabel(claim);
        }
        if !self.method.is_tainted(&self.carried) {
            if let Credit::Converted(credit) = entry.credit {
                self.method.clean(credit, &mut self.carried);
            } else if entry.credit == Credit::Unstated {
                self.method.clean(0, &mut self.carried);
            }
            return Ok(false);
        }
        let labels = self.method.labels(&self.carried);
        if let Some(observation) = &mut self.observing {
            observation.carried = labels.clone();
        }
        let stopped = self.stop_or_convert(entry, &labels);
        self.tainted_transfers += 1;
        if self.request.record_transfers {
            self.marks.push(Mark {
                position: entry.position,
                labels,
            });
        }
        Ok(!stopped && self.method.is_tainted(&self.carried))
    }

    fn take(&mut self, entry: &Entry, slot: Slot) -> Result<(), Refusal> {
        let amount = entry.transfer.amount;
        let balance = self.method.balance(&self.accounts[slot].book);
        if amount > balance {
            self.shortfall(entry, balance)?;
            self.method.top_up(&mut self.accounts[slot].book, amount - balance);
        }
        if let Some(observation) = &mut self.observing {
            observation.shortfall = (amount - balance).max(0);
            observation.payer_before = Some(self.method.view(&self.accounts[slot].book));
        }
        self.method
            .debit(&mut self.accounts[slot].book, amount, &mut self.carried);
        Ok(())
    }

    fn shortfall(&mut self, entry: &Entry, balance: i64) -> Result<(), Refusal> {
        let amount = entry.transfer.amount - balance;
        let account = entry.transfer.from;
        match self.request.overdraft {
            Overdraft::Clean => {}
            Overdraft::Gap => {
                self.gap_count += 1;
                self.gap_amount += i128::from(amount);
                if self.request.record_transfers {
                    self.shortfalls.push(Shortfall {
                        position: entry.position,
                        account,
                        amount,
                    });
                }
            }
            Overdraft::Refuse => {
                let show = |units| self.transfers.scale().show(i128::from(units));
                return Err(Refusal::Shortfall {
                    account: self.transfers.names().account(account).to_owned(),
                    transfer: self.transfers.id(entry.position).into_owned(),
                    amount: show(entry.transfer.amount),
                    balance: show(balance),
                    shortfall: show(amount),
                });
            }
        }
        Ok(())
    }

    fn relabel(&mut self, claim: ClaimNumber) {
        let request = self.request;
        let amount = request.claims[claim as usize].amount;
        let superseded = self.method.relabel(&mut self.carried, amount, claim, request.meeting);
        self.tallies[claim as usize].claimed += i128::from(amount);
        for (loser, lost) in superseded.iter() {
            self.tallies[loser as usize].superseded += i128::from(lost);
        }
    }

    /// A stop wins over a conversion, the stop list over the minimum.
    fn stop_or_convert(&mut self, entry: &Entry, labels: &Labels) -> bool {
        let reason = if self.request.stops.contains(&entry.transfer.to) {
            Some(StopReason::Account(entry.transfer.to))
        } else if labels.total() < self.request.minimum {
            Some(StopReason::Minimum)
        } else if entry.credit == Credit::Unstated {
            Some(StopReason::Conversion(entry.position))
        } else {
            None
        };
        if let Some(reason) = reason {
            let stop = self.stops.entry(reason).or_default();
            stop.0 += 1;
            stop.1 += i128::from(labels.total());
            for (claim, amount) in labels.iter() {
                self.tallies[claim as usize].stopped += i128::from(amount);
            }
            self.method.strip(&mut self.carried);
            match entry.credit {
                Credit::Same => {}
                Credit::Converted(credit) => self.method.clean(credit, &mut self.carried),
                Credit::Unstated => self.method.clean(0, &mut self.carried),
            }
            return true;
        }
        if let Credit::Converted(credit) = entry.credit {
            self.method.convert(&mut self.carried, credit);
            for (claim, amount) in labels.iter() {
                self.tallies[claim as usize].converted_out += i128::from(amount);
            }
            for (claim, amount) in self.method.labels(&self.carried).iter() {
                self.tallies[claim as usize].converted_in += i128::from(amount);
            }
        }
        false
    }

    /// Credits what the last debit carried.
    pub(crate) fn credit(&mut self, payee: Option<Slot>) {
        if let Some(slot) = payee {
            self.method.credit(&mut self.accounts[slot].book, &self.carried);
        }
    }

    /// Credits clean money to a once tainted account.
    pub(crate) fn credit_clean(&mut self, amount: i64, slot: Slot) {
        self.method.clean(amount, &mut self.carried);
        self.method.credit(&mut self.accounts[slot].book, &self.carried);
    }

    /// Opens the book of an account that the last debit taints for the first time. `balance` is what it held
    /// before this transfer. For a self-transfer the debit is taken off it first, as the order says.
    pub(crate) fn open(&mut self, entry: &Entry, balance: i64) -> Result<Slot, Refusal> {
        let mut clean = balance;
        if entry.transfer.from == entry.transfer.to {
            if entry.transfer.amount > balance {
                self.shortfall(entry, balance)?;
                if let Some(observation) = &mut self.observing {
                    observation.shortfall = entry.transfer.amount - balance;
                }
            }
            clean = balance.saturating_sub(entry.transfer.amount).max(0);
        }
        let book = self.method.open(clean);
        self.accounts.push(Account {
            book,
            number: entry.transfer.to,
            first: entry.position,
        });
        Ok(self.accounts.len() - 1)
    }

    fn observe(&mut self, entry: &Entry, payer: Option<Slot>) {
        if self.request.watch.is_empty() || self.request.watch.binary_search(&entry.position).is_err() {
            return;
        }
        self.observing = Some(Observation {
            entry: *entry,
            payer_before: payer.map(|slot| self.method.view(&self.accounts[slot].book)),
            shortfall: 0,
            carried: Labels::default(),
            payer_after: None,
            payee_after: None,
        });
    }

    /// Closes the description of a watched transfer, once both sides are booked.
    pub(crate) fn observed(&mut self, payer: Option<Slot>, payee: Option<Slot>) {
        if let Some(mut observation) = self.observing.take() {
            observation.payer_after = payer.map(|slot| self.method.view(&self.accounts[slot].book));
            observation.payee_after = payee.map(|slot| self.method.view(&self.accounts[slot].book));
            self.observations.push(observation);
        }
    }

    /// Something of an account's book, for loading it into the cache; zero where there is none.
    pub(crate) fn peek(&self, slot: Slot) -> u32 {
        self.accounts.get(slot).map_or(0, |account| account.number)
    }

    pub(crate) fn is_watching(&self) -> bool {
        !self.request.watch.is_empty()
    }

    pub(crate) fn finish(mut self) -> Findings {
        let mut holders = Vec::new();
        for account in &self.accounts {
            let labels = self.method.tainted(&account.book);
            if labels.is_empty() {
                continue;
            }
            for (claim, amount) in labels.iter() {
                self.tallies[claim as usize].tainted += i128::from(amount);
            }
            let balance = self.method.balance(&account.book);
            holders.push(Holder {
                account: account.number,
                balance,
                labels,
                first: account.first,
            });
        }
        sort_holders(&mut holders, self.transfers.names());
        let total = self.tallies.iter().fold(Tally::default(), Tally::plus);
        Findings {
            rule: self.request.rule,
            claims: self.request.claims.clone(),
            tainted_transfers: self.tainted_transfers,
            marks: self.marks,
            holders,
            gap_count: self.gap_count,
            gap_amount: self.gap_amount,
            shortfalls: self.shortfalls,
            stops: self
                .stops
                .into_iter()
                .map(|(reason, (transfers, amount))| Stop {
                    reason,
                    transfers,
                    amount,
                })
                .collect(),
            tallies: self.tallies,
            total,
            observations: self.observations,
        }
    }
}

fn sort_holders(holders: &mut [Holder], names: &Names) {
    holders.sort_unstable_by(|a, b| {
        b.labels
            .total()
            .cmp(&a.labels.total())
            .then_with(|| names.account(a.account).cmp(names.account(b.account)))
            .then(a.account.cmp(&b.account))
    });
}
