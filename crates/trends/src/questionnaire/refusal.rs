//! Why answers are refused.

use crate::table::TableError;

/// Every reason for which answers are not taken. The codes are stable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file is no table of answers.
    #[error(transparent)]
    Malformed(#[from] TableError),
    /// The shipped or loaded questionnaire cannot be read.
    #[error("the questionnaire cannot be read: {problem}")]
    BadQuestionnaire {
        /// What is wrong.
        problem: String,
    },
    /// An item or scale that the questionnaire does not have.
    #[error("{place}: the questionnaire has no {what} {name}")]
    Unknown {
        /// Where.
        place: String,
        /// What was looked for.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// Two answers of one respondent to one question.
    #[error("{place}: {respondent} has answered {item} / {scale} already")]
    Double {
        /// Where.
        place: String,
        /// The respondent.
        respondent: String,
        /// The item.
        item: String,
        /// The scale.
        scale: String,
    },
    /// An answer on a scale version that is not the questionnaire's: shares over two versions would mix two questions.
    #[error("{place}: scale {scale} version {given}, the questionnaire has version {expected}")]
    OtherVersion {
        /// Where.
        place: String,
        /// The scale.
        scale: String,
        /// The version given.
        given: String,
        /// The questionnaire's version.
        expected: u32,
    },
}

impl Refusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::BadQuestionnaire { .. } => "bad_questionnaire",
            Self::Unknown { .. } => "unknown",
            Self::Double { .. } => "double",
            Self::OtherVersion { .. } => "other_version",
        }
    }
}
