//! The supporting path: by which transfers the claimed money came to an account or into a transfer, each step with what a
//! person needs to re-compute it by hand.

use std::collections::HashMap;

use crate::engine::Request;
use crate::engine::ledgers::Ledgers;
use crate::engine::plan::trace;
use crate::findings::{Findings, Mark, Observation};
use crate::freeze::is_stopped;
use crate::names::AccountNumber;
use crate::refusal::Refusal;
use crate::rules::labels::ClaimNumber;
use crate::transfers::{Position, Transfers};

/// So many entries of one account are stated in full; of a hub with more the number of those left out is stated.
pub const STATED_ENTRIES: usize = 500;

/// Where a path leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To an account.
    Account(AccountNumber),
    /// To a transfer, this one included.
    Transfer(Position),
}

/// One transfer of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathStep {
    /// The transfer, with both accounts before and after it.
    pub observation: Observation,
    /// Of the path's claim: what the step before brought to this payer; for the claimed transfer, the claim.
    pub amount_in: i64,
    /// Of the path's claim: what this transfer carries. Under poison all that counts as tainted.
    pub amount_out: i64,
}

/// What happened in an account on the path between the step that brought the money and the step that took it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    /// The account.
    pub account: AccountNumber,
    /// Its entries after the first tainted credit, up to the step onward, in order.
    pub entries: Vec<Observation>,
    /// Entries that are not stated, because there are more than [`STATED_ENTRIES`].
    pub omitted: usize,
}

/// A path from a claimed transfer to a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportingPath {
    /// The target.
    pub target: Target,
    /// The claim whose money is followed: of those in the target, the one with the largest share.
    pub claim: ClaimNumber,
    /// The transfers, the claimed one first.
    pub steps: Vec<PathStep>,
    /// The accounts between them, in order.
    pub pages: Vec<AccountPage>,
}

/// Finds what a person names: `account:NAME`, `transfer:ID`, or a bare word, which is an account where tainted money
/// came to one of this name, and otherwise a transfer.
///
/// # Errors
/// [`Refusal::NotTainted`] where neither carries tainted money under the rule.
pub fn find_target(transfers: &Transfers, findings: &Findings, text: &str) -> Result<Target, Refusal> {
    let account = |name: &str| {
        let pockets = transfers.names().pockets(name);
        let to = |mark: &Mark| transfers.entry(mark.position).transfer.to;
        findings
            .marks
            .iter()
            .map(to)
            .find(|payee| pockets.contains(payee))
            .map(Target::Account)
    };
    let transfer = |id: &str| {
        findings
            .marks
            .iter()
            .map(|mark| mark.position)
            .find(|place| transfers.id(*place) == id)
            .map(Target::Transfer)
    };
    let found = match (text.strip_prefix("account:"), text.strip_prefix("transfer:")) {
        (Some(name), _) => account(name),
        (_, Some(id)) => transfer(id),
        _ => account(text).or_else(|| transfer(text)),
    };
    found.ok_or_else(|| Refusal::NotTainted {
        target: text.to_owned(),
        rule: findings.rule.name(),
    })
}

/// The supporting path to a target of a trace that recorded its transfers. The trace is run once more to describe the steps.
///
/// # Errors
/// [`Refusal::NotTainted`], or the trace's own refusals.
pub fn supporting_path(
    transfers: &Transfers,
    request: &Request,
    index: Option<&Ledgers>,
    findings: &Findings,
    target: Target,
) -> Result<SupportingPath, Refusal> {
    let (claim, chain) =
        chain(transfers, request, findings, target).ok_or_else(|| not_tainted(transfers, findings, target))?;
    let built;
    let ledgers = match index {
        Some(ledgers) => ledgers,
        None => {
            built = Ledgers::build(transfers);
            &built
        }
    };
    let mut pages: Vec<(AccountPage, Vec<Position>)> = chain
        .windows(2)
        .map(|pair| page_of(transfers, ledgers, findings, pair[0], pair[1]))
        .collect();
    let mut watch: Vec<Position> = chain
        .iter()
        .copied()
        .chain(pages.iter().flat_map(|(_, entries)| entries.iter().copied()))
        .collect();
    watch.sort_unstable();
    watch.dedup();
    let again = trace(
        transfers,
        &Request {
            watch,
            ..request.clone()
        },
        index,
    )?;
    let observed: HashMap<Position, &Observation> = again
        .observations
        .iter()
        .map(|observation| (observation.entry.position, observation))
        .collect();
    for (page, entries) in &mut pages {
        page.entries = entries
            .iter()
            .filter_map(|position| observed.get(position).map(|found| (*found).clone()))
            .collect();
    }
    let mut steps: Vec<PathStep> = Vec::new();
    for position in &chain {
        let Some(observation) = observed.get(position) else {
            continue;
        };
        let amount_in = steps
            .last()
            .map_or(request.claims[claim as usize].amount, |before: &PathStep| {
                before.amount_out
            });
        let amount_out = if request.rule.keeps_the_sum() {
            observation.carried.share(claim)
        } else {
            observation.carried.total()
        };
        steps.push(PathStep {
            observation: (*observation).clone(),
            amount_in,
            amount_out,
        });
    }
    Ok(SupportingPath {
        target,
        claim,
        steps,
        pages: pages.into_iter().map(|(page, _)| page).collect(),
    })
}

fn not_tainted(transfers: &Transfers, findings: &Findings, target: Target) -> Refusal {
    let target = match target {
        Target::Account(account) => transfers.names().account(account).to_owned(),
        Target::Transfer(position) => transfers.id(position).into_owned(),
    };
    Refusal::NotTainted {
        target,
        rule: findings.rule.name(),
    }
}

/// Positions of the path's transfers, the claimed one first. Each account is entered by the first transfer that brought it
/// the claim's money, so positions rise along the path.
fn chain(
    transfers: &Transfers,
    request: &Request,
    findings: &Findings,
    target: Target,
) -> Option<(ClaimNumber, Vec<Position>)> {
    let poison = !request.rule.keeps_the_sum();
    let mut firsts: HashMap<(AccountNumber, ClaimNumber), Position> = HashMap::new();
    for mark in findings
        .marks
        .iter()
        .filter(|mark| !is_stopped(transfers, request, mark))
    {
        let payee = transfers.entry(mark.position).transfer.to;
        for (claim, _) in mark.labels.iter() {
            firsts.entry((payee, claim)).or_insert(mark.position);
        }
    }
    let (label, last) = match target {
        Target::Transfer(position) => {
            let place = findings
                .marks
                .binary_search_by_key(&position, |mark| mark.position)
                .ok()?;
            (largest(&findings.marks[place])?, position)
        }
        Target::Account(account) => {
            let held = findings.holders.iter().find(|holder| holder.account == account);
            let of_end = held.and_then(|holder| {
                holder
                    .labels
                    .iter()
                    .max_by_key(|(claim, amount)| (*amount, u32::MAX - claim))
            });
            let arrived = || {
                findings
                    .marks
                    .iter()
                    .find(|mark| transfers.entry(mark.position).transfer.to == account)
            };
            let claim = of_end.map(|(claim, _)| claim).or_else(|| largest(arrived()?))?;
            // At a stop nothing was tainted: the path then leads to the first transfer that ended there.
            let last = firsts
                .get(&(account, claim))
                .copied()
                .or_else(|| Some(arrived()?.position))?;
            (claim, last)
        }
    };
    let origin = |position: Position| {
        let mut claims = (0_u32..)
            .zip(&request.claims)
            .filter(|(_, claim)| claim.position == position);
        claims
            .find(|(number, _)| poison || *number == label)
            .map(|(number, _)| number)
    };
    let mut chain = vec![last];
    let mut place = last;
    let claim = loop {
        if let Some(claim) = origin(place) {
            break claim;
        }
        place = firsts
            .get(&(transfers.entry(place).transfer.from, label))
            .copied()
            .filter(|before| *before < place)?;
        chain.push(place);
    };
    chain.reverse();
    Some((claim, chain))
}

fn largest(mark: &Mark) -> Option<ClaimNumber> {
    mark.labels
        .iter()
        .max_by_key(|(claim, amount)| (*amount, u32::MAX - claim))
        .map(|(claim, _)| claim)
}

/// The entries of the account between two steps: from the account's first taint of any claim, since its chunks and
/// balance stand from there.
fn page_of(
    transfers: &Transfers,
    ledgers: &Ledgers,
    findings: &Findings,
    inward: Position,
    onward: Position,
) -> (AccountPage, Vec<Position>) {
    let account = transfers.entry(inward).transfer.to;
    let brought = |mark: &&Mark| transfers.entry(mark.position).transfer.to == account;
    let first = findings
        .marks
        .iter()
        .find(brought)
        .map_or(inward, |mark| mark.position.min(inward));
    let entries = ledgers.entries(account);
    let start = entries.partition_point(|position| *position < first);
    let end = entries.partition_point(|position| *position <= onward);
    let all = entries.get(start..end).unwrap_or_default();
    let omitted = all.len().saturating_sub(STATED_ENTRIES);
    // The latest entries are those that decide the step onward.
    let stated = all[omitted..].to_vec();
    (
        AccountPage {
            account,
            entries: Vec::new(),
            omitted,
        },
        stated,
    )
}
