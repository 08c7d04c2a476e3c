//! Supporting paths, reach and the freeze list as JSON, and the answer that holds them beside a trace's report.

use serde::Serialize;

use crate::freeze::Freeze;
use crate::input::description::InputDescription;
use crate::input::load::Loaded;
use crate::path::{PathStep, SupportingPath, Target};
use crate::reach::Reached;
use crate::report::{Report, TimeOf};
use crate::rules::method::Holding;
use crate::transfers::{Position, Transfers};
use crate::{engine::Request, findings::Observation};

/// One rule's report with the answers to further questions.
#[derive(Serialize)]
pub struct Answer<'a> {
    /// The trace.
    #[serde(flatten)]
    pub report: Report<'a>,
    /// Supporting paths, where asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<PathReport<'a>>,
    /// The freeze list, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freeze: Option<Vec<FreezeRow<'a>>>,
    /// Time-respecting reach, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach: Option<ReachReport<'a>>,
    /// What was read, and how.
    pub input: &'a InputDescription,
    /// Lines set aside, in a lenient reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<SetAsideReport>,
}

impl std::fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").finish_non_exhaustive()
    }
}

/// Lines that were not read.
#[derive(Debug, Clone, Serialize)]
pub struct SetAsideReport {
    count: u64,
    lines: Vec<SetAsideRow>,
}

#[derive(Debug, Clone, Serialize)]
struct SetAsideRow {
    line: u64,
    row: u64,
    reason: String,
}

impl SetAsideReport {
    /// The lines that a reading set aside.
    #[must_use]
    pub fn new(loaded: &Loaded) -> Self {
        let row = |found: &crate::input::load::SetAside| SetAsideRow {
            line: found.line,
            row: found.row,
            reason: found.fault.to_string(),
        };
        Self {
            count: loaded.set_aside,
            lines: loaded.described.iter().map(row).collect(),
        }
    }
}

/// Accounts that the money could have reached in time.
#[derive(Serialize)]
pub struct ReachReport<'a> {
    strict: bool,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    accounts: Option<Vec<ReachRow<'a>>>,
}

impl std::fmt::Debug for ReachReport<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReachReport")
            .field("strict", &self.strict)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct ReachRow<'a> {
    account: &'a str,
    first_reached_by: String,
    time: TimeOf<'a>,
}

impl<'a> ReachReport<'a> {
    /// The report; `top` cuts the list, and with `summary` alone there is none.
    #[must_use]
    pub fn new(transfers: &'a Transfers, found: &[Reached], strict: bool, summary: bool, top: Option<usize>) -> Self {
        let row = |reached: &Reached| ReachRow {
            account: transfers.names().account(reached.account),
            first_reached_by: transfers.id(reached.by).into_owned(),
            time: TimeOf(transfers, reached.by),
        };
        let listed = !summary || top.is_some();
        let accounts = listed.then(|| found.iter().take(top.unwrap_or(usize::MAX)).map(row).collect());
        Self {
            strict,
            count: found.len(),
            accounts,
        }
    }
}

/// One line of the freeze list.
#[derive(Serialize)]
pub struct FreezeRow<'a> {
    account: &'a str,
    tainted: String,
    received: String,
    departed: String,
    first_tainted_by: String,
    first_time: TimeOf<'a>,
    last_departure: Option<TimeOf<'a>>,
}

impl<'a> FreezeRow<'a> {
    /// One line with names and amounts.
    #[must_use]
    pub fn new(transfers: &'a Transfers, line: &Freeze) -> Self {
        let show = |units: i128| transfers.scale().show(units);
        Self {
            account: transfers.names().account(line.account),
            tainted: show(i128::from(line.tainted)),
            received: show(line.received),
            departed: show(line.departed),
            first_tainted_by: transfers.id(line.first).into_owned(),
            first_time: TimeOf(transfers, line.first),
            last_departure: line.last_departure.map(|position| TimeOf(transfers, position)),
        }
    }
}

/// A supporting path.
#[derive(Serialize)]
pub struct PathReport<'a> {
    target: TargetRow<'a>,
    claim: String,
    rule: &'static str,
    rule_in_words: &'static str,
    rule_known_from: &'static str,
    steps: Vec<StepRow<'a>>,
    accounts: Vec<PageRow<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum TargetRow<'a> {
    Account(&'a str),
    Transfer(String),
}

#[derive(Serialize)]
struct PageRow<'a> {
    account: &'a str,
    omitted: usize,
    entries: Vec<EntryRow<'a>>,
}

#[derive(Serialize)]
struct StepRow<'a> {
    step: usize,
    rule: &'static str,
    amount_in: String,
    amount_out: String,
    #[serde(flatten)]
    entry: EntryRow<'a>,
}

#[derive(Serialize)]
struct EntryRow<'a> {
    transfer: String,
    time: TimeOf<'a>,
    from: &'a str,
    to: &'a str,
    amount: String,
    tainted: String,
    shortfall: String,
    payer_before: Option<HoldingRow>,
    payer_after: Option<HoldingRow>,
    payee_after: Option<HoldingRow>,
}

#[derive(Serialize)]
struct HoldingRow {
    balance: String,
    tainted: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chunks: Vec<ChunkRow>,
    #[serde(skip_serializing_if = "is_zero")]
    chunks_omitted: usize,
}

// serde asks for a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct ChunkRow {
    claim: Option<String>,
    amount: String,
}

/// A person can follow so many chunks by hand; the number of the others is stated.
const STATED_CHUNKS: usize = 100;

struct Writer<'a> {
    transfers: &'a Transfers,
    request: &'a Request,
}

impl<'a> PathReport<'a> {
    /// The path with names and amounts.
    #[must_use]
    pub fn new(transfers: &'a Transfers, request: &'a Request, path: &SupportingPath) -> Self {
        let writer = Writer { transfers, request };
        let target = match path.target {
            Target::Account(account) => TargetRow::Account(transfers.names().account(account)),
            Target::Transfer(position) => TargetRow::Transfer(transfers.id(position).into_owned()),
        };
        let page = |page: &crate::path::AccountPage| PageRow {
            account: transfers.names().account(page.account),
            omitted: page.omitted,
            entries: page.entries.iter().map(|entry| writer.entry(entry)).collect(),
        };
        Self {
            target,
            claim: request
                .claims
                .get(path.claim as usize)
                .map_or_else(String::new, |claim| claim.id.clone()),
            rule: request.rule.name(),
            rule_in_words: request.rule.statement(),
            rule_known_from: request.rule.known_from(),
            steps: (1..)
                .zip(&path.steps)
                .map(|(number, step)| writer.step(number, step))
                .collect(),
            accounts: path.pages.iter().map(page).collect(),
        }
    }
}

impl std::fmt::Debug for PathReport<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PathReport")
            .field("claim", &self.claim)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for FreezeRow<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FreezeRow")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

impl<'a> Writer<'a> {
    fn show(&self, units: i64) -> String {
        self.transfers.scale().show(i128::from(units))
    }

    fn step(&self, number: usize, step: &PathStep) -> StepRow<'a> {
        StepRow {
            step: number,
            rule: self.request.rule.name(),
            amount_in: self.show(step.amount_in),
            amount_out: self.show(step.amount_out),
            entry: self.entry(&step.observation),
        }
    }

    fn entry(&self, observed: &Observation) -> EntryRow<'a> {
        let position: Position = observed.entry.position;
        let names = self.transfers.names();
        EntryRow {
            transfer: self.transfers.id(position).into_owned(),
            time: TimeOf(self.transfers, position),
            from: names.account(observed.entry.transfer.from),
            to: names.account(observed.entry.transfer.to),
            amount: self.show(observed.entry.transfer.amount),
            tainted: self.show(observed.carried.total()),
            shortfall: self.show(observed.shortfall),
            payer_before: observed.payer_before.as_ref().map(|holding| self.holding(holding)),
            payer_after: observed.payer_after.as_ref().map(|holding| self.holding(holding)),
            payee_after: observed.payee_after.as_ref().map(|holding| self.holding(holding)),
        }
    }

    fn holding(&self, holding: &Holding) -> HoldingRow {
        let chunk = |(claim, amount): &(Option<u32>, i64)| ChunkRow {
            claim: claim
                .and_then(|number| self.request.claims.get(number as usize))
                .map(|claim| claim.id.clone()),
            amount: self.show(*amount),
        };
        HoldingRow {
            balance: self.show(holding.balance),
            tainted: self.show(holding.tainted.total()),
            chunks: holding.chunks.iter().take(STATED_CHUNKS).map(chunk).collect(),
            chunks_omitted: holding.chunks.len().saturating_sub(STATED_CHUNKS),
        }
    }
}
