//! Why a paper is not issued, shown or recalled.

use axum::http::StatusCode;

use crate::answer::No;

/// A refusal with its stable code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The organisation has not adopted its key: nobody could check what it issues.
    #[error(
        "nothing is issued before the organisation has adopted its key; run `cordon document key --adopt --store DIR` and publish the key that it prints"
    )]
    NoKey,
    /// Real figures on a paper that no store would know.
    #[error(
        "a paper that is no exercise's is issued from the organisation's store, sealed and recorded: give --store DIR"
    )]
    NoStore,
    /// The organisation has no name yet.
    #[error("a paper carries the organisation's own name; set it first")]
    NoName,
    /// The printing program is not there.
    #[error(
        "the printing program is not installed: build it with `cargo build --release -p cordon-documents` and put it beside `cordon`, or name it in CORDON_DOCUMENTS"
    )]
    NoPress,
    /// Too many papers are being printed.
    #[error("many papers are being printed now; try again in a minute")]
    PressBusy,
    /// It took too long and was ended.
    #[error("printing took longer than {0} seconds and was ended; make the paper smaller")]
    PressSlow(u64),
    /// The printing program ended without a paper.
    #[error("the printing program ended without a paper; nothing was issued")]
    PressFailed,
    /// The printing program says what is wrong with the contents.
    #[error("{message}")]
    Contents {
        /// The program's own code.
        code: String,
        /// The field.
        field: String,
        /// What is wrong.
        message: String,
    },
    /// The paper is larger than a paper may be.
    #[error("the paper has more than {0} MB; leave drawings out or split it")]
    TooLarge(usize),
    /// The paper was recalled.
    #[error("this paper was recalled; print it again if the matter still stands")]
    Recalled,
    /// Another house issued it.
    #[error("only the house that issued a paper recalls it")]
    NotYours,
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoKey => "no-organisation-key",
            Self::NoStore => "no-store",
            Self::NoName => "no-organisation-name",
            Self::NoPress => "no-printing-program",
            Self::PressBusy => "printing-busy",
            Self::PressSlow(_) => "printing-slow",
            Self::PressFailed => "printing-failed",
            Self::Contents { .. } => "paper-contents",
            Self::TooLarge(_) => "paper-too-large",
            Self::Recalled => "paper-recalled",
            Self::NotYours => "not-your-paper",
        }
    }
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        let status = match &refusal {
            Refusal::NoKey | Refusal::NoStore | Refusal::NoName => StatusCode::CONFLICT,
            Refusal::NoPress => StatusCode::NOT_IMPLEMENTED,
            Refusal::PressBusy | Refusal::PressSlow(_) | Refusal::PressFailed => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::Contents { .. } | Refusal::TooLarge(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::Recalled => StatusCode::GONE,
            Refusal::NotYours => StatusCode::FORBIDDEN,
        };
        let field = match &refusal {
            Refusal::Contents { field, .. } => Some(field.clone()),
            _ => None,
        };
        No {
            field,
            ..No::new(status, refusal.code(), refusal.to_string())
        }
    }
}
