//! Why a question about change is refused.

use crate::table::TableError;

/// Every reason for which this module gives no answer. The codes are stable.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file is no table of the asked kind.
    #[error(transparent)]
    Malformed(#[from] TableError),
    /// Two values for one time.
    #[error("the time {time} stands twice; give one value for each time")]
    DoubleTime {
        /// The time.
        time: String,
    },
    /// Too few values to say anything.
    #[error(
        "{found} values in the last stretch; {needed} or more are needed, and nothing is read across a flagged break"
    )]
    TooShort {
        /// Values found.
        found: usize,
        /// Values needed.
        needed: usize,
    },
    /// More values than the exact method takes.
    #[error("{found} values; at most {most} are taken: aggregate to longer periods")]
    TooLong {
        /// Values found.
        found: usize,
        /// Most values taken.
        most: usize,
    },
    /// A number beyond the range in which sums stay finite.
    #[error("the value {value} is beyond ±1e100")]
    OutOfRange {
        /// The value.
        value: f64,
    },
    /// Neither group has an event.
    #[error("no event in either group: a ratio of two zeros says nothing")]
    NoEvent,
    /// Time under observation is zero or negative.
    #[error("the time under observation is {time}; it must be above 0")]
    NoTime {
        /// The time given.
        time: f64,
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
            Self::DoubleTime { .. } => "double_time",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::OutOfRange { .. } => "out_of_range",
            Self::NoEvent => "no_event",
            Self::NoTime { .. } => "no_time",
            Self::BadSetting { .. } => "bad_setting",
        }
    }
}
