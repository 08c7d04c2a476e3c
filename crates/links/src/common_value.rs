//! Common values. A value that stands in many cases, or is declared common, is a state that is shown with its reason
//! and a band of counts; it is never silently dropped. It only stops raising "others share this" on every case.

use serde::{Deserialize, Serialize};

/// A value that a reader may read in more cases than this is common for him. (MISP's practice: a value in over 20
/// attributes is set aside and looked up on demand; see `docs/correlations.rework.md` there.)
pub const COMMON_ABOVE: usize = 20;

/// How many cases, in bands that tell no single case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CountBand {
    /// None.
    #[serde(rename = "0")]
    None,
    /// One.
    #[serde(rename = "1")]
    One,
    /// Two to five.
    #[serde(rename = "2-5")]
    Few,
    /// Six to twenty.
    #[serde(rename = "6-20")]
    Several,
    /// Up to a hundred.
    #[serde(rename = "21-100")]
    Many,
    /// Up to a thousand.
    #[serde(rename = "101-1000")]
    Hundreds,
    /// More.
    #[serde(rename = "over 1000")]
    Thousands,
}

impl CountBand {
    /// The band of a count.
    #[must_use]
    pub const fn of(count: usize) -> Self {
        match count {
            0 => Self::None,
            1 => Self::One,
            2..=5 => Self::Few,
            6..=20 => Self::Several,
            21..=100 => Self::Many,
            101..=1000 => Self::Hundreds,
            _ => Self::Thousands,
        }
    }
}

/// Why a value is common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommonReason {
    /// It stands in many of the cases this reader may read.
    InManyCases,
    /// It belongs to an institution: a bank's own account, a ministry's telephone.
    Institution,
    /// It stands for "nothing known".
    Placeholder,
    /// Many strangers use it: a helpline, a shared mailbox, an exchange's deposit wallet.
    SharedService,
}

/// A declaration, for every reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeclaredCommon {
    pub(crate) reason: CommonReason,
    pub(crate) note: String,
}

/// That a value is common, how common, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Common {
    /// In how many cases this reader may read.
    pub band: CountBand,
    /// Why.
    pub reason: CommonReason,
    /// What the declaration says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

pub(crate) fn common(readable: usize, declared: Option<&DeclaredCommon>) -> Option<Common> {
    let band = CountBand::of(readable);
    match declared {
        Some(declared) => Some(Common {
            band,
            reason: declared.reason,
            note: declared.note.clone(),
        }),
        None if readable > COMMON_ABOVE => Some(Common {
            band,
            reason: CommonReason::InManyCases,
            note: String::new(),
        }),
        None => None,
    }
}
