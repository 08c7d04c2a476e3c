//! Why a trace is refused. Every case has a stable code.

use thiserror::Error;

/// Why a trace cannot be given. Amounts are printed at the file's scale.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A trace needs at least one claim.
    #[error("no claim is given: name the stolen transfer, with its amount where only a part was stolen")]
    NoClaim,
    /// A claim names a transfer that the file does not hold.
    #[error("transfer `{id}` is not in the file")]
    UnknownTransfer {
        /// The id as given.
        id: String,
    },
    /// A claim names an id that several transfers bear.
    #[error("transfer id `{id}` stands {count} times in the file, so it does not name one transfer")]
    AmbiguousTransfer {
        /// The id as given.
        id: String,
        /// How many transfers bear it.
        count: usize,
    },
    /// Two claims on one transfer: which units belong to whom would be a guess.
    #[error("transfer `{id}` is claimed twice: give one claim with the sum")]
    RepeatedClaim {
        /// The id as given.
        id: String,
    },
    /// A claim is larger than its transfer.
    #[error("the claim of {claimed} out of transfer `{id}` exceeds its amount of {amount}")]
    ClaimTooLarge {
        /// The transfer's id.
        id: String,
        /// What is claimed.
        claimed: String,
        /// What was transferred.
        amount: String,
    },
    /// Claims in several currencies cannot be summed.
    #[error("the claim on transfer `{id}` is in {found}, the trace is in {expected}: trace one currency at a time")]
    ClaimCurrency {
        /// The transfer's id.
        id: String,
        /// The claim's currency.
        found: String,
        /// The trace's currency.
        expected: String,
    },
    /// A balance would not fit in a signed 64-bit integer of minor units.
    #[error(
        "the balance of account `{account}` grows above 9223372036854775807 minor units with transfer `{transfer}`"
    )]
    BalanceTooLarge {
        /// The account.
        account: String,
        /// The transfer that brings it above the limit.
        transfer: String,
    },
    /// Under `--overdraft refuse`: the first shortfall of an account that was ever tainted.
    #[error(
        "account `{account}` pays {amount} by transfer `{transfer}` but holds {balance}: {shortfall} are missing from the data"
    )]
    Shortfall {
        /// The account that pays.
        account: String,
        /// The transfer.
        transfer: String,
        /// The transfer's amount.
        amount: String,
        /// The account's balance before it.
        balance: String,
        /// The difference.
        shortfall: String,
    },
    /// More transfers or accounts than 32 bits can number.
    #[error("the file holds more {what} than the {limit} that one trace can number")]
    TooMany {
        /// `transfers` or `accounts`.
        what: &'static str,
        /// The limit.
        limit: u32,
    },
    /// A path was asked for something that carries no tainted money under the rule.
    #[error("`{target}` names no account or transfer with tainted money under the rule {rule}")]
    NotTainted {
        /// What was asked for.
        target: String,
        /// The rule's name.
        rule: &'static str,
    },
    /// The caller of a frontier stopped answering before it was done.
    #[error("the trace was stopped before it was complete")]
    Unfinished,
}

impl Refusal {
    /// The stable code of this reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoClaim => "no-claim",
            Self::UnknownTransfer { .. } => "unknown-transfer",
            Self::AmbiguousTransfer { .. } => "ambiguous-transfer",
            Self::RepeatedClaim { .. } => "repeated-claim",
            Self::ClaimTooLarge { .. } => "claim-too-large",
            Self::ClaimCurrency { .. } => "claim-currency",
            Self::BalanceTooLarge { .. } => "balance-too-large",
            Self::Shortfall { .. } => "shortfall",
            Self::TooMany { .. } => "too-many",
            Self::NotTainted { .. } => "not-tainted",
            Self::Unfinished => "unfinished",
        }
    }
}
