//! The four working languages, and texts that exist in several of them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A working language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// Arabic.
    #[serde(rename = "ar")]
    Arabic,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
    /// French.
    #[serde(rename = "fr")]
    French,
}

impl Language {
    /// All four, by code.
    pub const ALL: [Self; 4] = [Self::Arabic, Self::English, Self::Spanish, Self::French];

    /// ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The same short text in one or more languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<Language, String>);

impl Texts {
    /// One text in all four languages.
    #[must_use]
    pub fn all(ar: &str, en: &str, es: &str, fr: &str) -> Self {
        let pairs = [
            (Language::Arabic, ar),
            (Language::English, en),
            (Language::Spanish, es),
            (Language::French, fr),
        ];
        Self(pairs.map(|(language, text)| (language, text.to_owned())).into())
    }

    /// A text in one language only.
    #[must_use]
    pub fn one(language: Language, text: &str) -> Self {
        Self([(language, text.to_owned())].into())
    }

    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        self.0.get(&language).map(String::as_str)
    }

    /// Languages in which no text, or only blanks, stand.
    #[must_use]
    pub fn missing(&self) -> Vec<Language> {
        let blank = |language: &Language| self.get(*language).is_none_or(|text| text.trim().is_empty());
        Language::ALL.into_iter().filter(blank).collect()
    }
}
