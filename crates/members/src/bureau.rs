//! Bureaus: where a country meets the others.

use std::collections::BTreeMap;

use cordon_vocabulary::{BureauId, Country, Instant};
use serde::{Deserialize, Serialize};

/// The kinds of bureau.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BureauKind {
    /// A national central bureau.
    Ncb,
    /// A financial intelligence unit.
    Fiu,
    /// A national anti-scam centre.
    AntiScamCentre,
    /// The organisation's headquarters.
    Headquarters,
}

/// A bureau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bureau {
    /// Its identifier, the country code first: `QM`, `QM-FIU`; the headquarters is `HQ`.
    pub id: BureauId,
    /// Its kind.
    pub kind: BureauKind,
    /// Its country; the headquarters has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Its name by language.
    pub names: BTreeMap<String, String>,
    /// Its own time zone, an IANA name.
    pub zone: String,
    /// Since when it is suspended, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Instant>,
}

impl Bureau {
    /// Its name in a language, or in English, or its identifier.
    #[must_use]
    pub fn name(&self, language: &str) -> &str {
        self.names
            .get(language)
            .or_else(|| self.names.get("en"))
            .map_or(self.id.as_str(), String::as_str)
    }
}
