//! The names by which notices, people at work and countries are told apart.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text of the identifier.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;

            fn try_from(text: String) -> Result<Self, BadId> {
                well_formed($what, text).map(Self)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = BadId;

            fn try_from(text: &str) -> Result<Self, BadId> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// A text that cannot be an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}: 1 to 80 letters, digits and the signs - _ . / : @ are allowed, without spaces")]
pub struct BadId {
    /// The kind of identifier that was expected.
    pub what: &'static str,
}

fn well_formed(what: &'static str, text: String) -> Result<String, BadId> {
    let sign = |c: char| c.is_ascii_alphanumeric() || "-_./:@".contains(c);
    if !text.is_empty() && text.len() <= 80 && text.chars().all(sign) {
        Ok(text)
    } else {
        Err(BadId { what })
    }
}

uuid_id!(
    /// One notice or diffusion, through all its revisions and colours of state.
    NoticeId
);
uuid_id!(
    /// The sealed payload (person, facts, files) of one revision of a notice; it travels apart from the notice.
    PayloadId
);
uuid_id!(
    /// The person, entity or object that a notice is about.
    SubjectId
);
uuid_id!(
    /// A positive-query case.
    HitId
);
text_id!(
    /// A national central bureau, an international entity or a service that acts as one.
    BureauId,
    "bureau"
);
text_id!(
    /// A person at work: officer, reviewer, translator.
    OfficerId,
    "officer"
);

/// A state by two capital letters (ISO 3166-1 alpha-2, or the user-assigned QM to QT of exercises).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(String);

/// A text that is not a country code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("country: two capital letters expected, for instance QM")]
pub struct BadCountry;

impl Country {
    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Country {
    type Error = BadCountry;

    fn try_from(text: String) -> Result<Self, BadCountry> {
        if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
            Ok(Self(text))
        } else {
            Err(BadCountry)
        }
    }
}

impl TryFrom<&str> for Country {
    type Error = BadCountry;

    fn try_from(text: &str) -> Result<Self, BadCountry> {
        Self::try_from(text.to_owned())
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.0
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_refuse_spaces_controls_and_emptiness() {
        for bad in ["", "a b", "a\0b", "é", &"x".repeat(81)] {
            assert!(OfficerId::try_from(bad).is_err(), "{bad:?} was accepted");
        }
        assert_eq!(BureauId::try_from("QM-NCB").map(|b| b.to_string()), Ok("QM-NCB".into()));
    }

    #[test]
    fn a_country_is_two_capital_letters() {
        for bad in ["qm", "QMM", "Q", "ÉA", "1A"] {
            assert_eq!(Country::try_from(bad), Err(BadCountry), "{bad:?}");
        }
        assert!(Country::try_from("QM").is_ok());
    }
}
