//! Why a ranking is refused.

use crate::table::TableError;

/// Every reason for which this module gives no ranking. The codes are stable.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file is no table of units.
    #[error(transparent)]
    Malformed(#[from] TableError),
    /// Nothing to rank against.
    #[error("{found} units with answers; a ranking needs two or more")]
    TooFewUnits {
        /// Units with answers.
        found: usize,
    },
    /// More units than one ranking takes.
    #[error("{found} units; at most {most} are ranked at once")]
    TooManyUnits {
        /// Units found.
        found: usize,
        /// Most units taken.
        most: usize,
    },
    /// A numerator above its denominator, or an exposure that is none.
    #[error("{unit}: {problem}")]
    Impossible {
        /// The unit.
        unit: String,
        /// What cannot be.
        problem: String,
    },
    /// A setting outside its range.
    #[error("{setting}: {problem}")]
    BadSetting {
        /// The setting.
        setting: &'static str,
        /// What is wrong and what would be right.
        problem: String,
    },
}

impl Refusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::TooFewUnits { .. } => "too_few_units",
            Self::TooManyUnits { .. } => "too_many_units",
            Self::Impossible { .. } => "impossible",
            Self::BadSetting { .. } => "bad_setting",
        }
    }
}
