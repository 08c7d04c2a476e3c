//! The words people read, in four languages, by message id.

use std::borrow::Cow;
use std::collections::HashMap;

use axum::http::HeaderMap;
use fluent_templates::Loader as _;
use fluent_templates::fluent_bundle::FluentValue;
use unic_langid::{LanguageIdentifier, langid};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "../../locales",
        fallback_language: "en",
        // Isolation marks are right in pages: names inside Arabic text keep their own direction.
    };
}

static ARABIC: LanguageIdentifier = langid!("ar");
static ENGLISH: LanguageIdentifier = langid!("en");
static FRENCH: LanguageIdentifier = langid!("fr");
static SPANISH: LanguageIdentifier = langid!("es");

/// A language of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Arabic, written from right to left.
    Arabic,
    /// English.
    #[default]
    English,
    /// French.
    French,
    /// Spanish.
    Spanish,
}

impl Language {
    /// The four, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Arabic, Self::English, Self::French, Self::Spanish];

    /// Reads a code such as `ar` or `fr-CA`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().get(..2)?.to_ascii_lowercase().as_str() {
            "ar" => Some(Self::Arabic),
            "en" => Some(Self::English),
            "fr" => Some(Self::French),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }

    /// What the browser was told to use: the cookie, or else the browser's own languages.
    #[must_use]
    pub fn of_request(headers: &HeaderMap) -> Option<Self> {
        if let Some(chosen) = crate::gate::cookie(headers, "cordon_language") {
            return Self::parse(&chosen);
        }
        let accepted = headers.get("accept-language")?.to_str().ok()?;
        accepted.split(',').find_map(Self::parse)
    }

    /// The code, as in `lang="ar"`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
            Self::French => "fr",
            Self::Spanish => "es",
        }
    }

    /// The direction, as in `dir="rtl"`.
    #[must_use]
    pub fn direction(self) -> &'static str {
        if self == Self::Arabic { "rtl" } else { "ltr" }
    }

    /// The language's own name.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Arabic => "العربية",
            Self::English => "English",
            Self::French => "Français",
            Self::Spanish => "Español",
        }
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Arabic => &ARABIC,
            Self::English => &ENGLISH,
            Self::French => &FRENCH,
            Self::Spanish => &SPANISH,
        }
    }

    /// A message. A missing line falls back to English; a missing id shows itself.
    #[must_use]
    pub fn t(self, id: &str) -> String {
        LOCALES.try_lookup(self.id(), id).unwrap_or_else(|| id.to_owned())
    }

    /// A message with texts put in.
    #[must_use]
    pub fn with(self, id: &str, values: &[(&'static str, &str)]) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> = values
            .iter()
            .map(|(k, v)| (Cow::Borrowed(*k), FluentValue::from(*v)))
            .collect();
        LOCALES
            .try_lookup_with_args(self.id(), id, &args)
            .unwrap_or_else(|| id.to_owned())
    }

    /// A message with a number put in, in the plural form of the language.
    #[must_use]
    pub fn count(self, id: &str, number: usize) -> String {
        let mut args: HashMap<Cow<'static, str>, FluentValue<'_>> = HashMap::new();
        args.insert(Cow::Borrowed("n"), FluentValue::from(number));
        LOCALES
            .try_lookup_with_args(self.id(), id, &args)
            .unwrap_or_else(|| id.to_owned())
    }
}
