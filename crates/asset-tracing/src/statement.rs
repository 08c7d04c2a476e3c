//! Every step of a trace, so that a person can compute it again by hand from the transfers that it cites.

use std::collections::{BTreeSet, HashMap};

use crate::engine::Request;
use crate::engine::ledgers::Ledgers;
use crate::engine::plan::trace;
use crate::findings::{Findings, Observation};
use crate::freeze::is_stopped;
use crate::names::AccountNumber;
use crate::path::{Target, supporting_path};
use crate::refusal::Refusal;
use crate::rules::labels::ClaimNumber;
pub use crate::rules::method::Holding;
use crate::transfers::{Position, Transfers};

/// Where all steps are too many, those that lead to so many of the largest holders are stated.
const LEADING: usize = 12;

/// The steps of a trace in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Each with both accounts before and after it.
    pub steps: Vec<Observation>,
    /// Entries of tainted accounts that are not stated, because there are more than the caller wants to print.
    pub omitted: usize,
}

/// Every entry that a person must go through: the claimed transfers and, from its first taint on, each entry of each account
/// that was ever tainted. Above `limit` entries, only those on the supporting paths of the largest holders.
///
/// # Errors
/// The trace's own refusals.
pub fn statement(
    transfers: &Transfers,
    request: &Request,
    index: &Ledgers,
    findings: &Findings,
    limit: usize,
) -> Result<Statement, Refusal> {
    let all = touched(transfers, request, findings);
    let watch = if all.len() <= limit {
        all.clone()
    } else {
        leading(transfers, request, index, findings, limit)?
    };
    let omitted = all.len() - watch.len().min(all.len());
    let asked = Request {
        watch,
        ..request.clone()
    };
    let again = trace(transfers, &asked, Some(index))?;
    Ok(Statement {
        steps: again.observations,
        omitted,
    })
}

fn touched(transfers: &Transfers, request: &Request, findings: &Findings) -> Vec<Position> {
    let mut firsts: HashMap<AccountNumber, Position> = HashMap::new();
    let mut wanted: BTreeSet<Position> = BTreeSet::new();
    for mark in &findings.marks {
        wanted.insert(mark.position);
        if !is_stopped(transfers, request, mark) {
            let payee = transfers.entry(mark.position).transfer.to;
            firsts.entry(payee).or_insert(mark.position);
        }
    }
    let rows = transfers.moves().get(..request.end);
    for (position, row) in (0..).zip(rows.unwrap_or(transfers.moves())) {
        let pays = firsts.get(&row.from).is_some_and(|first| *first < position);
        let receives = firsts.get(&row.to).is_some_and(|first| *first <= position);
        if pays || receives {
            wanted.insert(position);
        }
    }
    wanted.into_iter().collect()
}

fn leading(
    transfers: &Transfers,
    request: &Request,
    index: &Ledgers,
    findings: &Findings,
    limit: usize,
) -> Result<Vec<Position>, Refusal> {
    let mut wanted: BTreeSet<Position> = BTreeSet::new();
    for holder in findings.holders.iter().take(LEADING) {
        let target = Target::Account(holder.account);
        let path = supporting_path(transfers, request, Some(index), findings, target)?;
        let steps = path.steps.iter().map(|step| step.observation.entry.position);
        let pages = path.pages.iter().flat_map(|page| &page.entries);
        let own: BTreeSet<Position> = steps.chain(pages.map(|entry| entry.entry.position)).collect();
        if !wanted.is_empty() && wanted.len() + own.len() > limit {
            break;
        }
        wanted.extend(own);
    }
    Ok(wanted.into_iter().collect())
}

/// What a debit of `amount` takes out of an account's chunks, in the order in which they stand: the pieces, each with its claim.
#[must_use]
pub fn taken(before: &Holding, amount: i64) -> Vec<(Option<ClaimNumber>, i64)> {
    let mut rest = amount;
    let mut pieces = Vec::new();
    for (claim, chunk) in &before.chunks {
        let piece = rest.min(*chunk);
        if piece > 0 {
            pieces.push((*claim, piece));
        }
        rest -= piece;
        if rest == 0 {
            break;
        }
    }
    pieces
}
