//! The payment's own number: UETR.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Malformed;

/// A unique end-to-end transaction reference: a UUID version 4 in lower case (pattern of camt.056.001.08).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uetr(String);

impl Uetr {
    /// Reads a UETR; upper case is refused because the standard's pattern refuses it.
    ///
    /// # Errors
    /// When it does not follow the pattern.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let text = text.trim();
        let fits = text.len() == 36
            && text.bytes().enumerate().all(|(i, b)| match i {
                8 | 13 | 18 | 23 => b == b'-',
                14 => b == b'4',
                19 => matches!(b, b'8' | b'9' | b'a' | b'b'),
                _ => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
            });
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(Malformed::new(
                "UETR",
                format!("'{text}' is not a lower-case UUID version 4, as in 8a562c67-ca16-48ba-b074-65581be6f001"),
            ))
        }
    }

    /// The reference as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Uetr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Uetr {
    type Error = Malformed;
    fn try_from(text: String) -> Result<Self, Malformed> {
        Self::parse(&text)
    }
}

impl From<Uetr> for String {
    fn from(uetr: Uetr) -> Self {
        uetr.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uetr_is_a_lower_case_uuid_of_version_4() {
        assert!(Uetr::parse("8a562c67-ca16-48ba-b074-65581be6f001").is_ok());
        for bad in [
            "8A562C67-CA16-48BA-B074-65581BE6F001",
            "8a562c67-ca16-38ba-b074-65581be6f001",
            "8a562c67-ca16-48ba-c074-65581be6f001",
            "8a562c67ca1648bab07465581be6f001",
            "",
        ] {
            assert!(Uetr::parse(bad).is_err(), "{bad}");
        }
    }
}
