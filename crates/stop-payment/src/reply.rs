//! What a bank or bureau answers, as values.

use cordon_vocabulary::{Account, AccountFlag, Country, Instant, InstitutionId, Money, PartRef};
use serde::{Deserialize, Serialize};

use crate::HoldTerm;

/// Where an onward payment went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The account credited.
    pub account: Account,
    /// The bank's code as the answering bank wrote it.
    pub code: String,
    /// The institution, where the directory knows the code. The gate fills it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<InstitutionId>,
    /// The country of the account.
    pub country: Country,
    /// What the answering bank knows of the account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<AccountFlag>,
    /// The true holder's country where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder_country: Option<Country>,
    /// Whether the country's profile forbids requests without an officer there. The gate fills it in.
    #[serde(default)]
    pub officer_needed: bool,
}

/// How money left for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpentHow {
    /// Cash from a machine or counter.
    Cash,
    /// Card payments.
    Card,
    /// Goods or services bought.
    Spent,
}

/// Why an institution says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoReason {
    /// The customer does not consent (CUST).
    Customer,
    /// The bank itself refuses (AGNT).
    Agent,
    /// The law forbids it, or a basis is missing (LEGL, RR04).
    Law,
    /// Another reason, told in words.
    Other,
}

/// One line of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// So much is held.
    Held {
        /// In the account's currency.
        amount: Money,
        /// The legal basis.
        basis: String,
        /// The term, where the bank states one; otherwise the country's profile gives it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        term: Option<HoldTerm>,
    },
    /// It was paid on.
    Moved {
        /// The onward payment's number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uetr: Option<String>,
        /// When it was executed.
        executed: Instant,
        /// What left the account, charges included.
        debited: Money,
        /// What arrived, where the currency changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credited: Option<Money>,
        /// The rate as the bank states it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rate: Option<String>,
        /// The bank's charge, part of what was debited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        charge: Option<Money>,
        /// The currency that arrived, where it is known to differ although no rate is stated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arrives_in: Option<cordon_vocabulary::Asset>,
        /// Where to.
        to: Destination,
    },
    /// It was taken out or spent.
    Spent {
        /// When.
        executed: Instant,
        /// How much.
        amount: Money,
        /// How.
        how: SpentHow,
    },
    /// The bank kept it.
    Charge {
        /// When.
        executed: Instant,
        /// How much.
        amount: Money,
    },
    /// Paid back towards the victim.
    Returned {
        /// How much.
        amount: Money,
        /// The returning payment's number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uetr: Option<String>,
    },
    /// It moved, and the bank does not say where (AM04, AC04, ARDT, PTNA without onward payments).
    MovedUnsaid,
    /// The rest was never here (NOOR).
    NotFound,
    /// The rest is refused.
    Refused {
        /// Why.
        reason: NoReason,
    },
    /// Not decided yet (NOAS, ARPL, IDMN, RQDA, ADAC, PDCR): the clock runs on.
    Waiting {
        /// The code as written.
        code: String,
    },
}

/// A whole reply to one revision of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The revision it answers.
    pub revision: u32,
    /// Its lines, in the order given.
    pub lines: Vec<Line>,
    /// Everything the institution holds on this account, all cases together, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_total: Option<Money>,
    /// The sum the institution says its lines account for: checked, so that a slip is found while it can be mended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accounts_for: Option<Money>,
    /// Where the holder's name lies, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<PartRef>,
}

impl Destination {
    /// Where a request about this account goes: to the institution, or by default to the country's bureau.
    #[must_use]
    pub fn route(&self) -> crate::Route {
        match &self.institution {
            Some(institution) => crate::Route::Institution {
                institution: institution.clone(),
            },
            None => crate::Route::Bureau {
                country: self.country,
                code: self.code.clone(),
            },
        }
    }
}

impl Line {
    /// The sum the line states, if it states one.
    #[must_use]
    pub fn stated(&self) -> Option<Money> {
        match self {
            Self::Held { amount, .. }
            | Self::Spent { amount, .. }
            | Self::Charge { amount, .. }
            | Self::Returned { amount, .. } => Some(*amount),
            Self::Moved { debited, .. } => Some(*debited),
            Self::MovedUnsaid | Self::NotFound | Self::Refused { .. } | Self::Waiting { .. } => None,
        }
    }

    /// When money left by this line, if it did.
    #[must_use]
    pub fn executed(&self) -> Option<Instant> {
        match self {
            Self::Moved { executed, .. } | Self::Spent { executed, .. } | Self::Charge { executed, .. } => {
                Some(*executed)
            }
            _ => None,
        }
    }
}
