//! The frontier: only the later entries of tainted accounts are read. Sans-IO: [`Frontier::step`] says which entries it
//! needs, the caller answers from memory, a file or a database.
//!
//! Why this is exact: before its first tainted credit an account holds nothing but clean money, so under every rule its
//! past is one number, its balance at that instant.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::engine::Request;
use crate::engine::ledgers::Ledgers;
use crate::engine::run::{Run, Slot};
use crate::findings::Findings;
use crate::names::AccountNumber;
use crate::refusal::Refusal;
use crate::rules::Rule;
use crate::rules::blend::Blend;
use crate::rules::chunks::Chunks;
use crate::rules::labels::ClaimNumber;
use crate::rules::method::Method;
use crate::rules::poison::Poison;
use crate::transfers::{Entry, Position, Transfers};

/// Entries asked for at first; later pages of one account double up to the limit.
const FIRST_PAGE: usize = 32;
const LARGEST_PAGE: usize = 4096;

/// Entries of one account that the frontier cannot go on without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The account.
    pub account: AccountNumber,
    /// Entries from this position on, this one included.
    pub from: Position,
    /// Entries before this place only.
    pub end: usize,
    /// So many entries at most.
    pub limit: usize,
    /// Whether the balance before `from` is needed too.
    pub balance: bool,
}

/// The answer to a [`Need`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The account's balance before the first position asked for, shortfalls made up; ignored where not asked for.
    pub balance: i64,
    /// Every transfer that the account pays or receives, in order; a self-transfer once.
    pub entries: Vec<Entry>,
    /// Whether there are entries after these.
    pub more: bool,
}

/// What the frontier wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Answer this with [`Frontier::answer`].
    Need(Need),
    /// Nothing: take the result with [`Frontier::finish`].
    Done,
}

/// A trace by frontier under one rule.
pub struct Frontier<'a> {
    machine: Box<dyn Machine + 'a>,
}

impl std::fmt::Debug for Frontier<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frontier").finish_non_exhaustive()
    }
}

impl<'a> Frontier<'a> {
    /// Starts a trace. Of `transfers` only the claimed transfers, names and ids are read here.
    #[must_use]
    pub fn new(transfers: &'a Transfers, request: &'a Request) -> Self {
        let machine: Box<dyn Machine + 'a> = match request.rule {
            Rule::Fifo => Box::new(Front::new(Chunks::Fifo, transfers, request)),
            Rule::Lifo => Box::new(Front::new(Chunks::Lifo, transfers, request)),
            Rule::ProRata => Box::new(Front::new(Blend::ProRata, transfers, request)),
            Rule::LowestBalance => Box::new(Front::new(Blend::LowestBalance, transfers, request)),
            Rule::TaintFirst => Box::new(Front::new(Blend::TaintFirst, transfers, request)),
            Rule::Poison => Box::new(Front::new(Poison, transfers, request)),
        };
        Self { machine }
    }

    /// Goes on until entries are needed or all is done.
    ///
    /// # Errors
    /// A shortfall under the policy that refuses it.
    pub fn step(&mut self) -> Result<Step, Refusal> {
        self.machine.step()
    }

    /// Gives the entries that the last step asked for.
    ///
    /// # Errors
    /// A shortfall under the policy that refuses it.
    pub fn answer(&mut self, answer: Answer) -> Result<(), Refusal> {
        self.machine.answer(answer)
    }

    /// The result.
    ///
    /// # Errors
    /// [`Refusal::Unfinished`] while a step still needs something.
    pub fn finish(self) -> Result<Findings, Refusal> {
        self.machine.finish()
    }
}

/// Runs a frontier with an index in memory.
pub(crate) fn frontier(transfers: &Transfers, ledgers: &Ledgers, request: &Request) -> Result<Findings, Refusal> {
    let mut frontier = Frontier::new(transfers, request);
    while let Step::Need(need) = frontier.step()? {
        frontier.answer(ledgers.answer(transfers, &need))?;
    }
    frontier.finish()
}

trait Machine {
    fn step(&mut self) -> Result<Step, Refusal>;
    fn answer(&mut self, answer: Answer) -> Result<(), Refusal>;
    fn finish(self: Box<Self>) -> Result<Findings, Refusal>;
}

/// The entries of one once tainted account that are still to come.
struct Cursor {
    account: AccountNumber,
    page: Vec<Entry>,
    next: usize,
    more: bool,
    limit: usize,
}

enum Waiting {
    /// The payee of this transfer becomes tainted: its balance and later entries are needed.
    Opening(Entry, Option<Slot>),
    /// The account's next page is needed.
    Page(Slot, Position),
}

struct Front<'a, M: Method> {
    run: Run<'a, M>,
    transfers: &'a Transfers,
    end: usize,
    /// The next entry of each account: its position and the account's slot.
    heap: BinaryHeap<Reverse<(Position, Slot)>>,
    slots: HashMap<AccountNumber, Slot>,
    cursors: Vec<Cursor>,
    /// Latest claim first.
    claims: Vec<(Position, ClaimNumber)>,
    waiting: Vec<Waiting>,
}

impl<'a, M: Method> Front<'a, M> {
    fn new(method: M, transfers: &'a Transfers, request: &'a Request) -> Self {
        let mut claims = request.claims_in_order();
        claims.reverse();
        Self {
            run: Run::new(method, request, transfers),
            transfers,
            end: request.end,
            heap: BinaryHeap::new(),
            slots: HashMap::new(),
            cursors: Vec::new(),
            claims,
            waiting: Vec::new(),
        }
    }

    /// The next transfer in the total order: of the claims and of the accounts at the front.
    fn next_event(&mut self) -> Option<(Entry, Option<ClaimNumber>)> {
        let front = self.heap.peek().map(|Reverse((position, _))| *position);
        let claimed = self.claims.last().map(|(position, _)| *position);
        let position = match (front, claimed) {
            (None, None) => return None,
            (Some(front), Some(claimed)) => front.min(claimed),
            (Some(position), None) | (None, Some(position)) => position,
        };
        let claim = self
            .claims
            .pop_if(|(place, _)| *place == position)
            .map(|(_, claim)| claim);
        let mut entry = None;
        while let Some(Reverse((place, slot))) = self.heap.peek().copied() {
            if place != position {
                break;
            }
            self.heap.pop();
            entry = self.cursors[slot].page.get(self.cursors[slot].next).copied();
            self.cursors[slot].next += 1;
            self.schedule(slot, position);
        }
        Some((entry.unwrap_or_else(|| self.transfers.entry(position)), claim))
    }

    /// Puts an account's next entry into the heap, or asks for its next page.
    fn schedule(&mut self, slot: Slot, after: Position) {
        let cursor = &self.cursors[slot];
        if let Some(entry) = cursor.page.get(cursor.next) {
            self.heap.push(Reverse((entry.position, slot)));
        } else if cursor.more {
            self.waiting.push(Waiting::Page(slot, after));
        }
    }

    fn apply(&mut self, entry: Entry, claim: Option<ClaimNumber>) -> Result<(), Refusal> {
        let payer = self.slots.get(&entry.transfer.from).copied();
        let tainted = self.run.debit(&entry, payer, claim)?;
        match self.slots.get(&entry.transfer.to).copied() {
            Some(payee) => {
                self.run.credit(Some(payee));
                self.run.observed(payer, Some(payee));
            }
            // Handled before any page that the same transfer may have asked for: what it carries is kept by the run.
            None if tainted => self.waiting.push(Waiting::Opening(entry, payer)),
            None => self.run.observed(payer, None),
        }
        Ok(())
    }

    fn need(&self, waiting: &Waiting) -> Need {
        match waiting {
            Waiting::Opening(entry, _) => Need {
                account: entry.transfer.to,
                from: entry.position,
                end: self.end,
                limit: FIRST_PAGE,
                balance: true,
            },
            Waiting::Page(slot, after) => Need {
                account: self.cursors[*slot].account,
                from: after.saturating_add(1),
                end: self.end,
                limit: self.cursors[*slot].limit,
                balance: false,
            },
        }
    }

    fn open(&mut self, entry: Entry, payer: Option<Slot>, answer: Answer) -> Result<(), Refusal> {
        let slot = self.run.open(&entry, answer.balance)?;
        self.run.credit(Some(slot));
        let payer = if entry.transfer.from == entry.transfer.to {
            Some(slot)
        } else {
            payer
        };
        self.run.observed(payer, Some(slot));
        self.slots.insert(entry.transfer.to, slot);
        let next = answer.entries.partition_point(|later| later.position <= entry.position);
        let after = answer.entries.last().map_or(entry.position, |last| last.position);
        self.cursors.push(Cursor {
            account: entry.transfer.to,
            page: answer.entries,
            next,
            more: answer.more,
            limit: FIRST_PAGE * 2,
        });
        self.schedule(slot, after);
        Ok(())
    }

    fn turn_page(&mut self, slot: Slot, after: Position, answer: Answer) {
        let cursor = &mut self.cursors[slot];
        cursor.page = answer.entries;
        cursor.next = 0;
        cursor.more = answer.more && !cursor.page.is_empty();
        cursor.limit = (cursor.limit * 2).min(LARGEST_PAGE);
        self.schedule(slot, after);
    }
}

impl<M: Method> Machine for Front<'_, M> {
    fn step(&mut self) -> Result<Step, Refusal> {
        loop {
            if let Some(waiting) = self.waiting.last() {
                return Ok(Step::Need(self.need(waiting)));
            }
            match self.next_event() {
                Some((entry, claim)) => self.apply(entry, claim)?,
                None => return Ok(Step::Done),
            }
        }
    }

    fn answer(&mut self, answer: Answer) -> Result<(), Refusal> {
        match self.waiting.pop() {
            Some(Waiting::Opening(entry, payer)) => self.open(entry, payer, answer),
            Some(Waiting::Page(slot, after)) => {
                self.turn_page(slot, after, answer);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn finish(self: Box<Self>) -> Result<Findings, Refusal> {
        if self.waiting.is_empty() && self.heap.is_empty() && self.claims.is_empty() {
            Ok(self.run.finish())
        } else {
            Err(Refusal::Unfinished)
        }
    }
}
