//! Every account's entries in order, so that a trace can start at any account and instant without reading the rest.

use std::hint::black_box;

use crate::engine::frontier::{Answer, Need};
use crate::names::AccountNumber;
use crate::transfers::{Position, Transfers};

/// One balance is kept for so many entries; the few in between are replayed. 8 bytes for 16 entries
/// instead of 8 for each.
const STRIDE: usize = 16;
const BLOCK: usize = 64;

/// An index over transfers: 4 bytes for each entry (two a transfer), 4 for each account, and the sparse balances.
#[derive(Debug)]
pub struct Ledgers {
    /// Entries of account `a` are `positions[starts[a]..starts[a + 1]]`.
    starts: Vec<u32>,
    positions: Vec<Position>,
    /// Before entry `16 i`, the balance of the account that owns this entry.
    balances: Vec<i64>,
}

impl Ledgers {
    /// Builds the index in two passes over the transfers.
    #[must_use]
    pub fn build(transfers: &Transfers) -> Self {
        let starts = count_entries(transfers);
        let entries = starts.last().map_or(0, |end| *end as usize);
        let mut ledgers = Self {
            positions: vec![0; entries],
            balances: vec![0; entries / STRIDE + 1],
            starts,
        };
        ledgers.fill(transfers);
        ledgers
    }

    fn fill(&mut self, transfers: &Transfers) {
        // Next entry and balance of each account, side by side: one cache line for both.
        let mut heads: Vec<(i64, u32)> = (0_u32..)
            .zip(&self.starts)
            .map(|(account, start)| (transfers.opening_balance(account), *start))
            .collect();
        let mut conversions = transfers.conversions().iter().peekable();
        let moves = transfers.moves();
        let mut position: Position = 0;
        for block in moves.chunks(BLOCK) {
            let touched = block.iter().fold(0, |sum, row| {
                sum ^ heads[row.from as usize].1 ^ heads[row.to as usize].1
            });
            black_box(touched);
            for row in block {
                let credit = match conversions.next_if(|(place, _)| *place == position) {
                    Some((_, credit)) => credit.unwrap_or(0),
                    None => row.amount,
                };
                self.enter(&mut heads[row.from as usize], position);
                let payer = &mut heads[row.from as usize].0;
                *payer = payer.saturating_sub(row.amount).max(0);
                if row.from != row.to {
                    self.enter(&mut heads[row.to as usize], position);
                }
                let payee = &mut heads[row.to as usize].0;
                *payee = payee.saturating_add(credit);
                position += 1;
            }
        }
    }

    fn enter(&mut self, head: &mut (i64, u32), position: Position) {
        let place = head.1 as usize;
        self.positions[place] = position;
        if place.is_multiple_of(STRIDE) {
            self.balances[place / STRIDE] = head.0;
        }
        head.1 += 1;
    }

    /// Answers what a frontier needs, out of memory.
    #[must_use]
    pub fn answer(&self, transfers: &Transfers, need: &Need) -> Answer {
        let (start, end) = self.range(need.account);
        let entries = &self.positions[start..end];
        let from = start + entries.partition_point(|position| *position < need.from);
        let balance = if need.balance {
            self.balance_before(transfers, need.account, from)
        } else {
            0
        };
        let last = from.saturating_add(need.limit).min(end);
        let page: Vec<_> = self.positions[from..last]
            .iter()
            .take_while(|position| (**position as usize) < need.end)
            .map(|position| transfers.entry(*position))
            .collect();
        let more = page.len() == last - from && last < end;
        Answer {
            balance,
            entries: page,
            more,
        }
    }

    /// The positions of all entries of an account, in order.
    #[must_use]
    pub fn entries(&self, account: AccountNumber) -> &[Position] {
        let (start, end) = self.range(account);
        &self.positions[start..end]
    }

    /// How many entries of an account stand at or after a position.
    #[must_use]
    pub fn entries_from(&self, account: AccountNumber, position: Position) -> usize {
        let entries = self.entries(account);
        entries.len() - entries.partition_point(|place| *place < position)
    }

    fn range(&self, account: AccountNumber) -> (usize, usize) {
        let account = account as usize;
        match (self.starts.get(account), self.starts.get(account + 1)) {
            (Some(start), Some(end)) => (*start as usize, *end as usize),
            _ => (0, 0),
        }
    }

    /// The balance before an entry, given by its place; at most two strides are replayed.
    fn balance_before(&self, transfers: &Transfers, account: AccountNumber, entry: usize) -> i64 {
        let (start, end) = self.range(account);
        let mut kept = entry / STRIDE * STRIDE;
        if kept >= end {
            // What is kept here, if anything, is the next account's.
            kept = kept.saturating_sub(STRIDE);
        }
        let (mut balance, from) = if kept >= start && kept < end {
            (self.balances[kept / STRIDE], kept)
        } else {
            (transfers.opening_balance(account), start)
        };
        for position in &self.positions[from..entry.max(from)] {
            let entry = transfers.entry(*position);
            if entry.transfer.from == account {
                balance = balance.saturating_sub(entry.transfer.amount).max(0);
            }
            if entry.transfer.to == account {
                balance = balance.saturating_add(entry.credited());
            }
        }
        balance
    }
}

fn count_entries(transfers: &Transfers) -> Vec<u32> {
    let mut starts = vec![0_u32; transfers.names().len() + 1];
    for row in transfers.moves() {
        starts[row.from as usize] += 1;
        if row.from != row.to {
            starts[row.to as usize] += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        // At most two entries a transfer, and transfers are limited to half of 32 bits.
        (*start, sum) = (sum, sum + *start);
    }
    starts
}
