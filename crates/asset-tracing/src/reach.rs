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
    let stopping = !request.stops.is_empty();
    let mut search = Search {
        seen: Bits::new(accounts),
        live: Bits::new(if stopping { accounts } else { 0 }),
        stopping,
        stops: &request.stops,
        found: Vec::new(),
    };
    let moves = transfers
        .moves()
        .get(..request.end)
        .unwrap_or(transfers.moves());
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

/// Rows that are tested together, without a branch.
const BLOCK: usize = 8;
/// Blocks after which the test is chosen anew.
const STRIPE: usize = 256;

/// Two tests that every row which leads anywhere new must pass; each looks up one account, where the whole test looks up two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    /// The payer was reached: rare at first.
    Payer,
    /// The payee was not: rare once most were.
    Payee,
}

struct Search<'a> {
    seen: Bits,
    /// Accounts whose later payments lead on. Without stops these are the seen ones, and this is empty.
    live: Bits,
    stopping: bool,
    stops: &'a HashSet<AccountNumber>,
    found: Vec<Reached>,
}

impl Search<'_> {
    fn rows(&mut self, moves: &[Move], start: usize, end: usize) {
        let rows = moves.get(start..end).unwrap_or_default();
        let mut test = Test::Payer;
        for (stripe, rows) in rows.chunks(BLOCK * STRIPE).enumerate() {
            let mut passed = 0;
            for (number, block) in rows.chunks(BLOCK).enumerate() {
                // No row of the block leads anywhere new as things stood before it, so none does as they come: what one row
                // reaches within the block only matters where some row passes, and then each is looked at in order.
                if !self.any_passes(test, block) {
                    continue;
                }
                passed += 1;
                let first = start + (stripe * STRIPE + number) * BLOCK;
                for (place, row) in block.iter().enumerate() {
                    if self.leads_on(row) {
                        self.arrive(row.to, first + place);
                    }
                }
            }
            // A test that most blocks pass saves nothing: the other one may.
            if passed > STRIPE / 2 {
                test = match test {
                    Test::Payer => Test::Payee,
                    Test::Payee => Test::Payer,
                };
            }
        }
    }

    fn any_passes(&self, test: Test, block: &[Move]) -> bool {
        match (test, self.stopping) {
            (Test::Payer, false) => block.iter().fold(false, |any, row| any | self.seen.has(row.from)),
            (Test::Payer, true) => block.iter().fold(false, |any, row| any | self.live.has(row.from)),
            (Test::Payee, _) => block.iter().fold(false, |any, row| any | !self.seen.has(row.to)),
        }
    }

    fn leads_on(&self, row: &Move) -> bool {
        let live = if self.stopping {
            self.live.has(row.from)
        } else {
            self.seen.has(row.from)
        };
        live & !self.seen.has(row.to) & (row.amount > 0)
    }

    fn arrive(&mut self, account: AccountNumber, place: usize) {
        if self.seen.has(account) {
            return;
        }
        self.seen.set(account);
        self.found.push(Reached {
            account,
            by: Position::try_from(place).unwrap_or(Position::MAX),
        });
        if self.stopping && !self.stops.contains(&account) {
            self.live.set(account);
        }
    }
}

fn strict_reach(transfers: &Transfers, request: &Request) -> Vec<Reached> {
    const NEVER: i64 = i64::MAX;
    let moves = transfers
        .moves()
        .get(..request.end)
        .unwrap_or(transfers.moves());
    let times = transfers.times().values();
    // The earliest arrival at each account; a later one reaches nothing that the earliest does not.
    let mut arrivals = vec![NEVER; transfers.names().len()];
    let mut seen = Bits::new(transfers.names().len());
    let mut claims = request.claims_in_order().into_iter().peekable();
    let start = claims
        .peek()
        .map_or(moves.len(), |(position, _)| *position as usize);
    let mut found = Vec::new();
    for (place, (row, time)) in moves.iter().zip(times).enumerate().skip(start) {
        let claimed = claims
            .next_if(|(position, _)| *position as usize == place)
            .is_some_and(|(_, claim)| request.claims[claim as usize].amount > 0);
        let leads_on = claimed || (arrivals[row.from as usize] < *time && row.amount > 0);
        if leads_on && !seen.has(row.to) {
            seen.set(row.to);
            found.push(Reached {
                account: row.to,
                by: Position::try_from(place).unwrap_or(Position::MAX),
            });
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
    let rows = transfers
        .moves()
        .get(first as usize..request.end)
        .unwrap_or_default();
    rows.iter()
        .filter(|row| reached.has(row.from) || reached.has(row.to))
        .count() as u64
}
