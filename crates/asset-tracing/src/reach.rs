//! Time-respecting reach: the accounts that money from the claimed transfers could have got to, whatever the amounts.
//!
//! A bound without a rule, tighter than the static graph search that ignores time. A transfer of zero moves nothing.

use std::collections::HashSet;

use crate::engine::Request;
use crate::names::AccountNumber;
use crate::transfers::{Move, Position, Transfers};

/// An account that could have been reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The account.
    pub account: AccountNumber,
    /// The transfer by which it could have been reached first.
    pub by: Position,
}

impl Reached {
    fn at(account: AccountNumber, place: usize) -> Self {
        let by = Position::try_from(place).unwrap_or(Position::MAX);
        Self { account, by }
    }
}

/// One bit an account, so that the whole state of 10⁷ accounts stays in a processor's cache.
struct Bits(Vec<u64>);

impl Bits {
    fn new(count: usize) -> Self {
        Self(vec![0; count / 64 + 1])
    }

    fn has(&self, account: AccountNumber) -> bool {
        self.0[(account >> 6) as usize] >> (account & 63) & 1 == 1
    }

    fn set(&mut self, account: AccountNumber) {
        self.0[(account >> 6) as usize] |= 1 << (account & 63);
    }
}

/// The accounts reachable from the request's claims, in the order in which they could have been reached.
///
/// Equal times may chain in file order; with `strict` a transfer leads on only to strictly later ones. The stop list holds:
/// a stop is reached, but nothing is followed beyond it.
#[must_use]
pub fn reach(transfers: &Transfers, request: &Request, strict: bool) -> Vec<Reached> {
    if strict {
        strict_reach(transfers, request)
    } else {
        chained_reach(transfers, request)
    }
}

fn chained_reach(transfers: &Transfers, request: &Request) -> Vec<Reached> {
    let accounts = transfers.names().len();
    let mut search = Search {
        standing: vec![0; accounts],
        stops: &request.stops,
        found: Vec::new(),
    };
    let moves = transfers.moves().get(..request.end).unwrap_or(transfers.moves());
    let mut start = moves.len();
    for (position, claim) in request.claims_in_order() {
        let place = position as usize;
        if start < place {
            search.rows(moves, start, place);
        }
        if request.claims[claim as usize].amount > 0 {
            search.arrive(moves[place].to, place);
        } else {
            search.rows(moves, place, place + 1);
        }
        start = place + 1;
    }
    search.rows(moves, start, moves.len());
    search.found
}

/// Something has come to the account.
const REACHED: u8 = 0b10;
/// Its later payments lead on: it was reached, and is no stop.
const PAYS_ON: u8 = 0b01;

struct Search<'a> {
    /// [`REACHED`] and [`PAYS_ON`] of each account: a byte, since taking single bits apart costs more than the cache they save.
    standing: Vec<u8>,
    stops: &'a HashSet<AccountNumber>,
    found: Vec<Reached>,
}

impl Search<'_> {
    fn rows(&mut self, moves: &[Move], start: usize, end: usize) {
        let rows = moves.get(start..end).unwrap_or_default();
        let standing = self.standing.as_mut_slice();
        for (place, row) in rows.iter().enumerate() {
            // Whether one account of a row was reached is a coin's toss that no processor foresees; that a row leads from a
            // reached one to a new one is rare. So both are asked, in one sum, and there is one branch.
            let payer = standing[row.from as usize];
            let payee = standing[row.to as usize];
            if payer & PAYS_ON & !(payee >> 1) & u8::from(row.amount > 0) != 0 {
                standing[row.to as usize] = standing_of(self.stops, row.to);
                self.found.push(Reached::at(row.to, start + place));
            }
        }
    }

    fn arrive(&mut self, account: AccountNumber, place: usize) {
        let standing = &mut self.standing[account as usize];
        if *standing & REACHED == 0 {
            *standing = standing_of(self.stops, account);
            self.found.push(Reached::at(account, place));
        }
    }
}

/// How an account stands once it was reached.
fn standing_of(stops: &HashSet<AccountNumber>, account: AccountNumber) -> u8 {
    if stops.contains(&account) {
        REACHED
    } else {
        REACHED | PAYS_ON
    }
}

fn strict_reach(transfers: &Transfers, request: &Request) -> Vec<Reached> {
    const NEVER: i64 = i64::MAX;
    let moves = transfers.moves().get(..request.end).unwrap_or(transfers.moves());
    let times = transfers.times().values();
    // The earliest arrival at each account; a later one reaches nothing that the earliest does not.
    let mut arrivals = vec![NEVER; transfers.names().len()];
    let mut seen = Bits::new(transfers.names().len());
    let mut claims = request.claims_in_order().into_iter().peekable();
    let start = claims.peek().map_or(moves.len(), |(position, _)| *position as usize);
    let mut found = Vec::new();
    for (place, (row, time)) in moves.iter().zip(times).enumerate().skip(start) {
        let claimed = claims
            .next_if(|(position, _)| *position as usize == place)
            .is_some_and(|(_, claim)| request.claims[claim as usize].amount > 0);
        let leads_on = claimed || (arrivals[row.from as usize] < *time && row.amount > 0);
        if leads_on && !seen.has(row.to) {
            seen.set(row.to);
            found.push(Reached::at(row.to, place));
            if !request.stops.contains(&row.to) {
                arrivals[row.to as usize] = *time;
            }
        }
    }
    found
}

/// How many transfers after the first claim touch an account that could have been reached: the most that a frontier
/// can have to read, whatever the rule.
#[must_use]
pub fn reached_rows(transfers: &Transfers, request: &Request) -> u64 {
    let Some((first, _)) = request.claims_in_order().first().copied() else {
        return 0;
    };
    let mut reached = Bits::new(transfers.names().len());
    for found in reach(transfers, request, false) {
        reached.set(found.account);
    }
    let rows = transfers.moves().get(first as usize..request.end).unwrap_or_default();
    rows.iter()
        .filter(|row| reached.has(row.from) || reached.has(row.to))
        .count() as u64
}
