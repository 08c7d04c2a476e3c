//! Banks' codes: BIC (ISO 9362).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Country, Malformed};

/// A business identifier code of 8 or 11 characters. Digits in the first four are read, as ISO 9362:2022 allows them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bic(String);

impl Bic {
    /// Reads a BIC; lower case is raised.
    ///
    /// # Errors
    /// When the length is not 8 or 11, or a position holds the wrong kind of character.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let code = text.trim().to_ascii_uppercase();
        let bytes = code.as_bytes();
        if bytes.len() != 8 && bytes.len() != 11 {
            return Err(Malformed::new(
                "BIC",
                format!("'{text}' has {} characters; a BIC has 8 or 11", bytes.len()),
            ));
        }
        let country = bytes[4..6].iter().all(u8::is_ascii_uppercase);
        if !bytes.iter().all(u8::is_ascii_alphanumeric) || !country {
            return Err(Malformed::new(
                "BIC",
                format!("'{text}' must be four characters, two letters of the country, then letters or digits"),
            ));
        }
        Ok(Self(code))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The institution's eight characters, without the branch.
    #[must_use]
    pub fn institution(&self) -> &str {
        &self.0[..8]
    }

    /// The country named inside the code (characters 5 and 6).
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        Country::parse(self.0.get(4..6)?).ok()
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Bic {
    type Error = Malformed;
    fn try_from(text: String) -> Result<Self, Malformed> {
        Self::parse(&text)
    }
}

impl From<Bic> for String {
    fn from(bic: Bic) -> Self {
        bic.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bic_names_its_country() {
        let bic = Bic::parse("aldrqm20xxx").unwrap();
        assert_eq!(bic.country().unwrap().code(), "QM");
        assert_eq!(bic.institution().len(), 8);
        for bad in ["ALDRQM2", "ALDR1M20", "ALDRQM20X", "ÄLDRQM2", "ALDRQM-0"] {
            assert!(Bic::parse(bad).is_err(), "{bad}");
        }
    }
}
