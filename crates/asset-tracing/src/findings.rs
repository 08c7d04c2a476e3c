//! What a trace says: which transfers and accounts are tainted, and how the claims' sums add up.

use crate::names::AccountNumber;
use crate::rules::Rule;
use crate::rules::labels::Labels;
use crate::rules::method::Holding;
use crate::transfers::{Claim, Entry, Position};

/// One transfer that carries tainted money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The transfer.
    pub position: Position,
    /// What it carries out of the payer's account, by claim. Under poison one undivided sum.
    pub labels: Labels,
}

/// One account that holds tainted money at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The account.
    pub account: AccountNumber,
    /// Its whole balance, in minor units.
    pub balance: i64,
    /// The tainted part by claim. Under poison the whole balance, undivided.
    pub labels: Labels,
    /// The transfer that first brought taint to it.
    pub first: Position,
}

/// A debit above the balance of an account that was ever tainted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortfall {
    /// The transfer.
    pub position: Position,
    /// Its payer.
    pub account: AccountNumber,
    /// How much was missing, in minor units.
    pub amount: i64,
}

/// Why a path ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StopReason {
    /// The payee stands on the stop list.
    Account(AccountNumber),
    /// The transfer carries less than the minimum.
    Minimum,
    /// A conversion that does not state what the payee received.
    Conversion(Position),
}

/// Tainted money that was not followed further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Why.
    pub reason: StopReason,
    /// How many transfers ended here.
    pub transfers: u64,
    /// How much, over all claims, in minor units.
    pub amount: i128,
}

/// The sums of one claim, in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// What was claimed up to the end of the trace.
    pub claimed: i128,
    /// What is tainted in accounts at the end.
    pub tainted: i128,
    /// What was not followed further.
    pub stopped: i128,
    /// What another claim took over.
    pub superseded: i128,
    /// What went into conversions, in the currencies paid.
    pub converted_out: i128,
    /// What came out of conversions, in the currencies received.
    pub converted_in: i128,
}

impl Tally {
    /// Nothing lost, nothing made: claimed = tainted + stopped + superseded, with what conversions took and gave.
    #[must_use]
    pub fn is_conserved(&self) -> bool {
        self.claimed + self.converted_in == self.tainted + self.stopped + self.superseded + self.converted_out
    }

    pub(crate) fn plus(self, other: &Self) -> Self {
        Self {
            claimed: self.claimed + other.claimed,
            tainted: self.tainted + other.tainted,
            stopped: self.stopped + other.stopped,
            superseded: self.superseded + other.superseded,
            converted_out: self.converted_out + other.converted_out,
            converted_in: self.converted_in + other.converted_in,
        }
    }
}

/// How one transfer on a path changed the two accounts, for a person who re-computes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// The transfer.
    pub entry: Entry,
    /// The payer before the debit, missing money put in; none where the payer never was tainted.
    pub payer_before: Option<Holding>,
    /// Money missing from the data that was put in before the debit.
    pub shortfall: i64,
    /// What the transfer carries, by claim.
    pub carried: Labels,
    /// The payer after the transfer.
    pub payer_after: Option<Holding>,
    /// The payee after the credit; none where it is not tainted and never was.
    pub payee_after: Option<Holding>,
}

/// Everything that both plans must agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// The rule.
    pub rule: Rule,
    /// The claims in the order given.
    pub claims: Vec<Claim>,
    /// How many transfers carry tainted money.
    pub tainted_transfers: u64,
    /// Those transfers in order; empty when only a summary was asked for.
    pub marks: Vec<Mark>,
    /// Accounts with tainted money at the end: most tainted first, then by name.
    pub holders: Vec<Holder>,
    /// How many shortfalls there were, under the policy that lists them.
    pub gap_count: u64,
    /// Their sum in minor units.
    pub gap_amount: i128,
    /// Each shortfall, unless only a summary was asked for.
    pub shortfalls: Vec<Shortfall>,
    /// Where money was not followed further.
    pub stops: Vec<Stop>,
    /// The sums by claim. Under poison only claimed and the sum over all claims mean anything.
    pub tallies: Vec<Tally>,
    /// The sum over all claims.
    pub total: Tally,
    /// The transfers that the request asked to watch.
    pub observations: Vec<Observation>,
}

impl Findings {
    /// Whether each claim's sums and their total add up; none under poison, which keeps no sums.
    #[must_use]
    pub fn conserved(&self) -> Option<bool> {
        self.rule
            .keeps_the_sum()
            .then(|| self.total.is_conserved() && self.tallies.iter().all(Tally::is_conserved))
    }
}
