//! Countries as two-letter codes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Malformed;

/// A country by its two-letter code: ISO 3166-1, or a user-assigned code of an exercise state (`QM`…`QT`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// Reads a two-letter code; lower case is accepted and raised.
    ///
    /// # Errors
    /// When the text is not two Latin letters.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        match text.trim().as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(Malformed::new(
                "country",
                format!("'{text}' is not a two-letter country code"),
            )),
        }
    }

    /// The code, for instance `QM`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// Whether this is an exercise state (`QM`…`QT`), which exists only in drills.
    #[must_use]
    pub fn is_exercise(&self) -> bool {
        self.0[0] == b'Q' && (b'M'..=b'T').contains(&self.0[1])
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Country {
    type Error = Malformed;
    fn try_from(text: String) -> Result<Self, Malformed> {
        Self::parse(&text)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_two_letters() {
        assert_eq!(Country::parse("qm").unwrap().code(), "QM");
        assert!(Country::parse("QM").unwrap().is_exercise());
        assert!(!Country::parse("QA").unwrap().is_exercise());
        for bad in ["", "Q", "QMX", "Q1", "éa"] {
            assert!(Country::parse(bad).is_err(), "{bad}");
        }
    }
}
