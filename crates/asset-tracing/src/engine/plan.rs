//! Which plan, and why; and the one door to a trace.

use std::fmt;

use crate::engine::Request;
use crate::engine::frontier::frontier;
use crate::engine::ledgers::Ledgers;
use crate::engine::scan::scan;
use crate::findings::Findings;
use crate::reach::reached_rows;
use crate::refusal::Refusal;
use crate::rules::Rule;
use crate::rules::blend::Blend;
use crate::rules::chunks::Chunks;
use crate::rules::poison::Poison;
use crate::transfers::Transfers;

/// How a trace is run. The result is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Every transfer in order.
    Scan,
    /// Only the later entries of tainted accounts.
    Frontier,
}

impl Plan {
    /// The stable name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Scan => "scan",
            Self::Frontier => "frontier",
        }
    }
}

/// A plan with the reason it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The plan.
    pub plan: Plan,
    /// Why, in one sentence for a reader.
    pub reason: String,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.plan.name(), self.reason)
    }
}

/// Building the index reads and writes about as much as this many scans of the same rows.
const INDEX_COST: u64 = 4;
/// An entry at the front costs about as much as this many rows of a scan: it is found by a heap and read from anywhere.
const ENTRY_COST: u64 = 8;

/// Chooses a plan for `traces` traces of the same claims, from the rows that the money could reach in time.
#[must_use]
pub fn choose(transfers: &Transfers, request: &Request, traces: usize, has_index: bool) -> Choice {
    let rows = request.end as u64;
    if !has_index && (traces as u64) < INDEX_COST {
        let reason = "too few traces to build an index for: reading all transfers in order costs less".to_owned();
        return Choice {
            plan: Plan::Scan,
            reason,
        };
    }
    let reached = reached_rows(transfers, request);
    let traces = traces as u64;
    let scan = rows.saturating_mul(traces);
    let index = if has_index { 0 } else { rows.saturating_mul(INDEX_COST) };
    let front = reached
        .saturating_mul(ENTRY_COST)
        .saturating_mul(traces)
        .saturating_add(index);
    let index_words = if has_index {
        "the index stands"
    } else {
        "the index is still to be built"
    };
    let facts =
        format!("{reached} of {rows} transfers touch an account that the money could have reached, {index_words}");
    if front < scan {
        Choice {
            plan: Plan::Frontier,
            reason: format!("{facts}; reading those costs less than reading all"),
        }
    } else {
        Choice {
            plan: Plan::Scan,
            reason: format!("{facts}; reading all in order costs less"),
        }
    }
}

/// Runs one trace by scan, or by frontier where an index is given.
///
/// # Errors
/// A shortfall under the policy that refuses it, and a balance beyond 64 bits.
pub fn trace(transfers: &Transfers, request: &Request, index: Option<&Ledgers>) -> Result<Findings, Refusal> {
    transfers.require_bounds()?;
    if let Some(ledgers) = index {
        return frontier(transfers, ledgers, request);
    }
    match request.rule {
        Rule::Fifo => scan(Chunks::Fifo, transfers, request),
        Rule::Lifo => scan(Chunks::Lifo, transfers, request),
        Rule::ProRata => scan(Blend::ProRata, transfers, request),
        Rule::LowestBalance => scan(Blend::LowestBalance, transfers, request),
        Rule::TaintFirst => scan(Blend::TaintFirst, transfers, request),
        Rule::Poison => scan(Poison, transfers, request),
    }
}
