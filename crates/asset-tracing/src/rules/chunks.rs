//! FIFO and LIFO: an account is a row of chunks, each clean or of one claim.

use std::collections::VecDeque;

use crate::rules::Meeting;
use crate::rules::apportion::apportion_ranked;
use crate::rules::labels::{ClaimNumber, Labels};
use crate::rules::method::{Holding, Method};

/// Sorts after every claim, as the tie-break wants it.
const CLEAN: ClaimNumber = ClaimNumber::MAX;

/// Which end of the row a debit takes from. Credits always come on at the back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chunks {
    /// Debits take from the front.
    Fifo,
    /// Debits take from the back, which is the top of the stack.
    Lifo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chunk {
    label: ClaimNumber,
    amount: i64,
}

#[derive(Debug, Default)]
pub(crate) struct Row {
    balance: i64,
    tainted: i64,
    chunks: VecDeque<Chunk>,
}

impl Row {
    fn push_back(&mut self, chunk: Chunk) {
        if chunk.amount == 0 {
            return;
        }
        self.balance += chunk.amount;
        if chunk.label != CLEAN {
            self.tainted += chunk.amount;
        }
        match self.chunks.back_mut() {
            Some(last) if last.label == chunk.label => last.amount += chunk.amount,
            _ => self.chunks.push_back(chunk),
        }
    }

    fn take(&mut self, order: Chunks, wanted: i64) -> Option<Chunk> {
        let next = match order {
            Chunks::Fifo => self.chunks.front_mut(),
            Chunks::Lifo => self.chunks.back_mut(),
        }?;
        let taken = Chunk {
            label: next.label,
            amount: next.amount.min(wanted),
        };
        next.amount -= taken.amount;
        if next.amount == 0 {
            match order {
                Chunks::Fifo => self.chunks.pop_front(),
                Chunks::Lifo => self.chunks.pop_back(),
            };
        }
        self.balance -= taken.amount;
        if taken.label != CLEAN {
            self.tainted -= taken.amount;
        }
        Some(taken)
    }
}

fn sum(chunks: impl Iterator<Item = Chunk>) -> Labels {
    let mut shares: Vec<_> = chunks
        .filter(|chunk| chunk.label != CLEAN)
        .map(|chunk| (chunk.label, chunk.amount))
        .collect();
    shares.sort_unstable_by_key(|(claim, _)| *claim);
    shares.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    Labels::from_shares(shares)
}

fn push_merged(chunks: &mut Vec<Chunk>, chunk: Chunk) {
    match chunks.last_mut() {
        _ if chunk.amount == 0 => {}
        Some(last) if last.label == chunk.label => last.amount += chunk.amount,
        _ => chunks.push(chunk),
    }
}

impl Method for Chunks {
    type Book = Row;
    /// Chunks in the order removed.
    type Carried = Vec<Chunk>;

    fn open(&self, clean: i64) -> Row {
        let mut row = Row::default();
        row.push_back(Chunk {
            label: CLEAN,
            amount: clean,
        });
        row
    }

    fn balance(&self, row: &Row) -> i64 {
        row.balance
    }

    fn tainted(&self, row: &Row) -> Labels {
        if row.tainted == 0 {
            Labels::default()
        } else {
            sum(row.chunks.iter().copied())
        }
    }

    fn view(&self, row: &Row) -> Holding {
        let mut chunks: Vec<_> = row
            .chunks
            .iter()
            .map(|chunk| ((chunk.label != CLEAN).then_some(chunk.label), chunk.amount))
            .collect();
        if *self == Self::Lifo {
            chunks.reverse();
        }
        Holding {
            balance: row.balance,
            tainted: self.tainted(row),
            chunks,
        }
    }

    fn top_up(&self, row: &mut Row, amount: i64) {
        row.push_back(Chunk { label: CLEAN, amount });
    }

    fn debit(&self, row: &mut Row, amount: i64, carried: &mut Vec<Chunk>) {
        carried.clear();
        let mut left = amount;
        while left > 0 {
            let Some(taken) = row.take(*self, left) else {
                break;
            };
            left -= taken.amount;
            push_merged(carried, taken);
        }
    }

    fn credit(&self, row: &mut Row, carried: &Vec<Chunk>) {
        match self {
            Self::Fifo => carried.iter().for_each(|chunk| row.push_back(*chunk)),
            // The payee's chunks stand as they stood at the payer: the first one removed ends on top.
            Self::Lifo => carried.iter().rev().for_each(|chunk| row.push_back(*chunk)),
        }
    }

    fn clean(&self, amount: i64, carried: &mut Vec<Chunk>) {
        carried.clear();
        push_merged(carried, Chunk { label: CLEAN, amount });
    }

    fn labels(&self, carried: &Vec<Chunk>) -> Labels {
        sum(carried.iter().copied())
    }

    fn is_tainted(&self, carried: &Vec<Chunk>) -> bool {
        carried.iter().any(|chunk| chunk.label != CLEAN)
    }

    fn relabel(&self, carried: &mut Vec<Chunk>, amount: i64, claim: ClaimNumber, meeting: Meeting) -> Labels {
        let mut superseded = Labels::default();
        let mut left = amount;
        let mut relabelled = Vec::with_capacity(carried.len() + 1);
        for chunk in carried.drain(..) {
            let part = chunk.amount.min(left);
            left -= part;
            let label = match (chunk.label, meeting) {
                (CLEAN, _) => claim,
                (old, Meeting::Newest) => {
                    superseded.add(old, part);
                    claim
                }
                (old, Meeting::Oldest) => {
                    superseded.add(claim, part);
                    old
                }
            };
            push_merged(&mut relabelled, Chunk { label, amount: part });
            push_merged(
                &mut relabelled,
                Chunk {
                    label: chunk.label,
                    amount: chunk.amount - part,
                },
            );
        }
        *carried = relabelled;
        superseded
    }

    fn convert(&self, carried: &mut Vec<Chunk>, credit: i64) {
        if carried.is_empty() {
            self.clean(credit, carried);
            return;
        }
        let weights: Vec<i64> = carried.iter().map(|chunk| chunk.amount).collect();
        let ranks: Vec<ClaimNumber> = carried.iter().map(|chunk| chunk.label).collect();
        let parts = apportion_ranked(credit, &weights, &ranks);
        let mut converted = Vec::with_capacity(carried.len());
        for (label, amount) in ranks.into_iter().zip(parts) {
            push_merged(&mut converted, Chunk { label, amount });
        }
        *carried = converted;
    }

    fn strip(&self, carried: &mut Vec<Chunk>) {
        let amount = carried.iter().map(|chunk| chunk.amount).sum();
        self.clean(amount, carried);
    }
}
