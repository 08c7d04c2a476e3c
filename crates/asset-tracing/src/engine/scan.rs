//! The full scan: every transfer in order, every account's balance. Best where much of the graph is touched.

use std::hint::black_box;

use crate::engine::Request;
use crate::engine::run::Run;
use crate::findings::Findings;
use crate::refusal::Refusal;
use crate::rules::labels::ClaimNumber;
use crate::rules::method::Method;
use crate::transfers::{Move, Position, Transfers};

/// Rows whose accounts are loaded together before they are worked on: the loads do not depend on each other, so
/// the processor waits for memory once a block instead of once a row.
const BLOCK: usize = 64;
const UNTAINTED: u32 = u32::MAX;

/// An account in the scan: its balance while it never was tainted, then the place of its book.
#[derive(Clone, Copy)]
struct Cell {
    balance: i64,
    slot: u32,
}

/// Runs a rule over all transfers up to the request's end.
pub(crate) fn scan<M: Method>(method: M, transfers: &Transfers, request: &Request) -> Result<Findings, Refusal> {
    let mut scan = Scan {
        run: Run::new(method, request, transfers),
        cells: open_cells(transfers),
        transfers,
    };
    let moves = transfers.moves().get(..request.end).unwrap_or(transfers.moves());
    let mut start = 0;
    for (special, claim) in special_positions(transfers, request) {
        scan.plain(moves, start, special as usize)?;
        scan.touched(special, claim)?;
        start = special as usize + 1;
    }
    scan.plain(moves, start, moves.len())?;
    Ok(scan.run.finish())
}

fn open_cells(transfers: &Transfers) -> Vec<Cell> {
    let mut cells = vec![
        Cell {
            balance: 0,
            slot: UNTAINTED
        };
        transfers.names().len()
    ];
    for (cell, account) in cells.iter_mut().zip(0_u32..) {
        cell.balance = transfers.opening_balance(account);
    }
    cells
}

/// Claims, conversions and watched transfers in order: the transfers that are more than a payment.
fn special_positions(transfers: &Transfers, request: &Request) -> Vec<(Position, Option<ClaimNumber>)> {
    let mut special: Vec<(Position, Option<ClaimNumber>)> = request
        .claims_in_order()
        .into_iter()
        .map(|(position, claim)| (position, Some(claim)))
        .collect();
    let others = transfers
        .conversions()
        .iter()
        .map(|(position, _)| *position)
        .chain(request.watch.iter().copied());
    special.extend(
        others
            .filter(|position| (*position as usize) < request.end)
            .map(|position| (position, None)),
    );
    // Of one position the entry with the claim comes first and is the one that stays.
    special.sort_unstable_by_key(|(position, claim)| (*position, claim.is_none()));
    special.dedup_by_key(|(position, _)| *position);
    special
}

struct Scan<'a, M: Method> {
    run: Run<'a, M>,
    cells: Vec<Cell>,
    transfers: &'a Transfers,
}

impl<M: Method> Scan<'_, M> {
    /// Rows `start..end`, none of them special.
    fn plain(&mut self, moves: &[Move], start: usize, end: usize) -> Result<(), Refusal> {
        let rows = moves.get(start..end).unwrap_or_default();
        for (number, block) in rows.chunks(BLOCK).enumerate() {
            if block.len() == BLOCK {
                self.touch(block);
            }
            for (place, row) in block.iter().enumerate() {
                let payer = &mut self.cells[row.from as usize];
                if payer.slot != UNTAINTED {
                    let position = start + number * BLOCK + place;
                    self.touched(Position::try_from(position).unwrap_or(Position::MAX), None)?;
                    continue;
                }
                // A shortfall raises the balance to the debit, which leaves nothing.
                payer.balance = (payer.balance - row.amount).max(0);
                let payee = &mut self.cells[row.to as usize];
                if payee.slot == UNTAINTED {
                    payee.balance += row.amount;
                } else {
                    self.run.credit_clean(row.amount, payee.slot as usize);
                }
            }
        }
        Ok(())
    }

    /// Loads the accounts of a block, and the books of the tainted ones, into the cache.
    fn touch(&self, block: &[Move]) {
        let mut slots = [UNTAINTED; 2 * BLOCK];
        for (pair, row) in slots.chunks_exact_mut(2).zip(block) {
            pair[0] = self.cells[row.from as usize].slot;
            pair[1] = self.cells[row.to as usize].slot;
        }
        black_box(slots.iter().fold(0, |sum, slot| sum ^ self.run.peek(*slot as usize)));
    }

    /// A transfer with a claim, a conversion or a once tainted payer.
    fn touched(&mut self, position: Position, claim: Option<ClaimNumber>) -> Result<(), Refusal> {
        let entry = self.transfers.entry(position);
        let (from, to) = (entry.transfer.from as usize, entry.transfer.to as usize);
        let payer = self.slot(from);
        let tainted = self.run.debit(&entry, payer, claim)?;
        // The balance before this transfer: `open` takes a self-transfer's debit off itself.
        let before = self.cells[to].balance;
        if payer.is_none() {
            let cell = &mut self.cells[from];
            cell.balance = (cell.balance - entry.transfer.amount).max(0);
        }
        match self.slot(to) {
            Some(slot) => self.run.credit(Some(slot)),
            None if tainted => {
                let slot = self.run.open(&entry, before)?;
                self.run.credit(Some(slot));
                self.cells[to].slot = u32::try_from(slot).unwrap_or(UNTAINTED);
            }
            None => self.cells[to].balance += entry.credited(),
        }
        if self.run.is_watching() {
            let (payer, payee) = (self.slot(from), self.slot(to));
            self.run.observed(payer, payee);
        }
        Ok(())
    }

    fn slot(&self, account: usize) -> Option<usize> {
        let slot = self.cells[account].slot;
        (slot != UNTAINTED).then_some(slot as usize)
    }
}
