//! Resolution numbers in the three formats that three generations of papers carry.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A resolution's number. All three formats are read; the last one is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ResolutionNumber {
    /// `AGN/59/RES/4`, to 1998: session and number.
    BySession {
        /// Session.
        session: u16,
        /// Number.
        number: u16,
    },
    /// `AG-2001-RES-01`, from 2001: year and number.
    ByYear {
        /// Year.
        year: u16,
        /// Number.
        number: u16,
    },
    /// `GA-2019-88-RES-10`: year, session and number.
    ByYearAndSession {
        /// Year.
        year: u16,
        /// Session.
        session: u16,
        /// Number.
        number: u16,
    },
}

/// The text is no resolution number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no resolution number: write AGN/59/RES/4, AG-2001-RES-01 or GA-2019-88-RES-10")]
pub struct NotAResolutionNumber(String);

impl fmt::Display for ResolutionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BySession { session, number } => write!(f, "AGN/{session}/RES/{number}"),
            Self::ByYear { year, number } => write!(f, "AG-{year:04}-RES-{number:02}"),
            Self::ByYearAndSession { year, session, number } => {
                write!(f, "GA-{year:04}-{session:02}-RES-{number:02}")
            }
        }
    }
}

impl FromStr for ResolutionNumber {
    type Err = NotAResolutionNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = || NotAResolutionNumber(text.chars().take(60).collect());
        let separator = if text.contains('/') { '/' } else { '-' };
        let parts: Vec<&str> = text.split(separator).collect();
        let read = |digits: &str, width: usize| {
            let plain = (1..=width).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            if plain {
                digits.parse::<u16>().ok().filter(|number| *number > 0)
            } else {
                None
            }
        };
        let year = |digits: &str| {
            if digits.len() == 4 { read(digits, 4) } else { None }
        };
        let parsed = match (separator, parts.as_slice()) {
            ('/', ["AGN", session, "RES", number]) => read(session, 3)
                .zip(read(number, 4))
                .map(|(session, number)| Self::BySession { session, number }),
            ('-', ["AG", when, "RES", number]) => year(when)
                .zip(read(number, 4))
                .map(|(year, number)| Self::ByYear { year, number }),
            ('-', ["GA", when, session, "RES", number]) => year(when)
                .zip(read(session, 3))
                .zip(read(number, 4))
                .map(|((year, session), number)| Self::ByYearAndSession { year, session, number }),
            _ => None,
        };
        parsed.ok_or_else(fault)
    }
}

impl TryFrom<String> for ResolutionNumber {
    type Error = NotAResolutionNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ResolutionNumber> for String {
    fn from(number: ResolutionNumber) -> Self {
        number.to_string()
    }
}
