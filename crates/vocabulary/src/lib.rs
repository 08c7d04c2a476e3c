//! The words every room shares: countries, bureaus, accounts, money, instants, actors.
//!
//! Values and parsing only. Nothing here decides, waits, reads a clock or touches the outside world: a value
//! that exists is well formed, and a text that is not says which rule it broke.

pub mod account;
pub mod actor;
pub mod asset;
pub mod bic;
pub mod country;
pub mod iban;
pub mod ids;
pub mod instant;
pub mod money;
pub mod share;
pub mod uetr;

pub use account::{Account, AccountFlag};
pub use actor::{Actor, Audience, Means, Who};
pub use asset::Asset;
pub use bic::Bic;
pub use country::Country;
pub use iban::Iban;
pub use ids::{BureauId, CaseRef, InstitutionId, OfficerId, PartRef};
pub use instant::Instant;
pub use money::Money;
pub use uetr::Uetr;

/// Whether a record belongs to the real world or to a drill.
///
/// Exercise records are marked wherever they are shown, never reach a contact outside the drill and never count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exercise {
    /// A matter of the real world.
    Real,
    /// Part of a drill or of an invented world.
    Exercise,
}

/// A text that is not what it should be: which field's type, which rule, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {rule}")]
pub struct Malformed {
    /// The kind of value that was expected, for instance `IBAN`.
    pub what: &'static str,
    /// The rule that the text breaks, in a sentence.
    pub rule: String,
}

impl Malformed {
    pub(crate) fn new(what: &'static str, rule: impl Into<String>) -> Self {
        Self {
            what,
            rule: rule.into(),
        }
    }
}
