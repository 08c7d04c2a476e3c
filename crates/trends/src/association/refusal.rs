//! Why a question about association is refused.

use crate::table::TableError;

/// Every reason for which this module gives no answer. The codes are stable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file is no table of the asked kind.
    #[error(transparent)]
    Malformed(#[from] TableError),
    /// A 2×2 table without anybody.
    #[error("the table {name} is empty")]
    EmptyTable {
        /// Its name.
        name: String,
    },
    /// More crime types than one matrix takes.
    #[error("{found} types; a matrix of at most {most} can be read: group them")]
    TooManyTypes {
        /// Types found.
        found: usize,
        /// Most types taken.
        most: usize,
    },
}

impl Refusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::EmptyTable { .. } => "empty_table",
            Self::TooManyTypes { .. } => "too_many_types",
        }
    }
}
