//! Identifiers: short, typed, never interchangeable.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Malformed;

fn well_formed(what: &'static str, text: &str) -> Result<String, Malformed> {
    let text = text.trim();
    let fits = (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
    if fits {
        Ok(text.to_owned())
    } else {
        Err(Malformed::new(
            what,
            format!("'{text}' must be 1 to 64 letters, digits, '-', '.' or '_'"),
        ))
    }
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads the identifier.
            ///
            /// # Errors
            /// When it is empty, longer than 64, or holds anything but letters, digits, `-`, `.` and `_`.
            pub fn parse(text: &str) -> Result<Self, Malformed> {
                well_formed($what, text).map(Self)
            }
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = Malformed;
            fn try_from(text: String) -> Result<Self, Malformed> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

identifier!(
    /// A national bureau, a FIU or the headquarters: `QM`, `QM-FIU`, `HQ`.
    BureauId, "bureau"
);
identifier!(
    /// One officer's account.
    OfficerId, "officer"
);
identifier!(
    /// A bank, an issuer, an exchange or a card scheme that answers requests.
    InstitutionId, "institution"
);
identifier!(
    /// The reference that people read aloud: `QM-2026-000017`.
    CaseRef, "case reference"
);
identifier!(
    /// A sealed part of the journal: where a personal text lies, never the text.
    PartRef, "sealed part"
);
