//! Why collecting refuses.

use crate::questionnaire;
use crate::table::TableError;

/// Every reason for which nothing is sent, taken or chased. The codes are stable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The questionnaire goes out from the headquarters alone.
    #[error("the questionnaire is sent by an analyst of the headquarters")]
    NotHeadquarters,
    /// The year's questionnaire is out already.
    #[error("the assessment of {year} was sent already; correct it by a new year or a new version")]
    SentAlready {
        /// The year.
        year: i32,
    },
    /// Nobody stands on the list of those to ask.
    #[error("nobody stands on the list of those to ask")]
    NobodyToAsk,
    /// A bureau that is not there.
    #[error("there is no bureau {bureau} that could be asked")]
    UnknownBureau {
        /// The name given.
        bureau: String,
    },
    /// Too short or too long to answer.
    #[error("{days} days to answer: give 7 to 180")]
    BadTerm {
        /// The days given.
        days: i64,
    },
    /// A year for which nothing can be asked.
    #[error("{year} is not a year between 1990 and 2200")]
    BadYear {
        /// The year given.
        year: i32,
    },
    /// The round was closed.
    #[error("the assessment of {year} is closed; write to the headquarters")]
    Closed {
        /// The year.
        year: i32,
    },
    /// The bureau does not stand on the list of those asked.
    #[error("{bureau} was not asked in this assessment")]
    NotAsked {
        /// The bureau.
        bureau: String,
    },
    /// A reply that leaves questions open. "Don't know" is an answer.
    #[error("{open} of {all} questions are open; answer them, \"don't know\" is an answer too")]
    Open {
        /// Questions without an answer.
        open: usize,
        /// All questions.
        all: usize,
    },
    /// The clock called and nothing is due.
    #[error("nothing is due")]
    NothingDue,
    /// An answer that is not taken.
    #[error(transparent)]
    Answers(#[from] questionnaire::Refusal),
    /// A file that is no table of counts.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Counts of another state.
    #[error("{place}: the counts of {found} are not {own}'s to hand in")]
    OtherArea {
        /// Which count.
        place: String,
        /// The area given.
        found: String,
        /// The area of the bureau.
        own: String,
    },
}

impl Refusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotHeadquarters => "not_headquarters",
            Self::SentAlready { .. } => "sent_already",
            Self::NobodyToAsk => "nobody_to_ask",
            Self::UnknownBureau { .. } => "unknown_bureau",
            Self::BadTerm { .. } => "bad_term",
            Self::BadYear { .. } => "bad_year",
            Self::Closed { .. } => "closed",
            Self::NotAsked { .. } => "not_asked",
            Self::Open { .. } => "open_questions",
            Self::NothingDue => "nothing_due",
            Self::Answers(refusal) => refusal.code(),
            Self::Table(_) => "malformed",
            Self::OtherArea { .. } => "other_area",
        }
    }
}
