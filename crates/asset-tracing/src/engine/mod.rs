//! The two plans and what they share.

pub mod frontier;
pub mod ledgers;
pub mod plan;
pub(crate) mod run;
pub(crate) mod scan;

use std::collections::HashSet;

use crate::names::AccountNumber;
use crate::rules::{Meeting, Overdraft, Rule};
use crate::transfers::{Claim, Position, Transfers};

/// What to trace, and under which policies.
#[derive(Debug, Clone)]
pub struct Request {
    /// The legal rule.
    pub rule: Rule,
    /// The claims, as [`Transfers::claims`] found them.
    pub claims: Vec<Claim>,
    /// Who keeps a unit that two claims meet on.
    pub meeting: Meeting,
    /// What a shortfall does.
    pub overdraft: Overdraft,
    /// Accounts beyond which nothing is followed.
    pub stops: HashSet<AccountNumber>,
    /// Transfers that carry less than this many minor units are not followed.
    pub minimum: i64,
    /// The number of transfers to look at: see [`Transfers::end`].
    pub end: usize,
    /// Whether every tainted transfer is recorded, or only sums and accounts.
    pub record_transfers: bool,
    /// Transfers to describe step by step, in ascending order.
    pub watch: Vec<Position>,
}

impl Request {
    /// A request under the default policies: the newest claim wins, gaps are listed, nothing is cut off.
    #[must_use]
    pub fn new(rule: Rule, claims: Vec<Claim>, transfers: &Transfers) -> Self {
        Self {
            rule,
            claims,
            meeting: Meeting::Newest,
            overdraft: Overdraft::Gap,
            stops: HashSet::new(),
            minimum: 0,
            end: transfers.len(),
            record_transfers: true,
            watch: Vec::new(),
        }
    }

    /// Claims that stand before the end, as (position, number), in order.
    pub(crate) fn claims_in_order(&self) -> Vec<(Position, u32)> {
        let mut claims: Vec<_> = (0_u32..)
            .zip(&self.claims)
            .filter(|(_, claim)| (claim.position as usize) < self.end)
            .map(|(number, claim)| (claim.position, number))
            .collect();
        claims.sort_unstable();
        claims
    }
}
