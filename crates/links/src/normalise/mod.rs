//! One spelling for each value, so that equal things have equal keys.
//!
//! What identifies by itself (an account, a telephone number, an e-mail address, a wallet, a document, a hash) is
//! brought to the form its standard gives it, with check digits verified where there are any. Names and postal
//! addresses do not identify: they are folded so that usual spellings meet, and stay weak.

mod account;
mod address;
mod document;
mod email;
mod hash;
mod name;
mod telephone;
mod text;
mod wallet;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest value, in characters.
pub const LONGEST_VALUE: usize = 512;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueKind {
    /// A bank account: IBAN, BIC and number, or a bare number.
    Account,
    /// A telephone number.
    Telephone,
    /// An e-mail address.
    Email,
    /// A wallet on a public chain.
    Wallet,
    /// A travel or identity document.
    Document,
    /// A postal address.
    Address,
    /// A hash of a file or picture.
    Hash,
    /// A name of a person or firm.
    Name,
}

impl ValueKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Account,
        Self::Telephone,
        Self::Email,
        Self::Wallet,
        Self::Document,
        Self::Address,
        Self::Hash,
        Self::Name,
    ];

    /// The name in files and commands.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Telephone => "telephone",
            Self::Email => "email",
            Self::Wallet => "wallet",
            Self::Document => "document",
            Self::Address => "address",
            Self::Hash => "hash",
            Self::Name => "name",
        }
    }

    /// How much two equal values of this kind say.
    #[must_use]
    pub const fn strength(self) -> Strength {
        match self {
            Self::Address | Self::Name => Strength::Weak,
            _ => Strength::Identifying,
        }
    }
}

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The name of a kind is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of value; known are account, telephone, email, wallet, document, address, hash and name")]
pub struct UnknownKind(pub String);

impl FromStr for ValueKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        let word = text.trim().to_ascii_lowercase();
        match word.as_str() {
            "phone" => return Ok(Self::Telephone),
            "e-mail" | "mail" => return Ok(Self::Email),
            "passport" => return Ok(Self::Document),
            _ => {}
        }
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

/// How much two equal values say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Equal values mean the same thing.
    Identifying,
    /// Equal values are a hint: many people share a name, many live at an address.
    Weak,
}

/// A value in its one spelling.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct LinkValue {
    /// What it is.
    pub kind: ValueKind,
    /// The one spelling. Equal values of one kind have equal spellings.
    pub canonical: String,
    /// How much equality says.
    pub strength: Strength,
    /// A second spelling that also leads to this value and says less: a document's number without its issuer.
    pub weaker: Option<String>,
}

impl LinkValue {
    fn new(kind: ValueKind, canonical: impl Into<String>) -> Self {
        Self {
            kind,
            canonical: canonical.into(),
            strength: kind.strength(),
            weaker: None,
        }
    }
}

/// What a text needs beside itself to be understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locale {
    /// Country calling code for national telephone numbers, digits only, for instance `00` is not one and `44` is.
    pub calling_code: Option<String>,
}

/// Why a text is no value of a kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAValue {
    /// Nothing is left of the text.
    #[error("the {0} is empty")]
    Empty(ValueKind),
    /// Longer than [`LONGEST_VALUE`].
    #[error("longer than {LONGEST_VALUE} characters")]
    TooLong,
    /// A control character stands in the text.
    #[error("holds a control character")]
    ControlCharacter,
    /// The form is not that of the kind.
    #[error("not a {kind}: {rule}")]
    Form {
        /// The kind.
        kind: ValueKind,
        /// What such a value looks like.
        rule: &'static str,
    },
    /// The check digits are wrong: a slip of the pen.
    #[error("the check digits of this {kind} are wrong: {rule}")]
    Check {
        /// The kind.
        kind: ValueKind,
        /// What was checked.
        rule: String,
    },
    /// A national number without a calling code to put before it.
    #[error("a national telephone number: write it with + and the country's calling code, or give that code")]
    NoCallingCode,
}

impl NotAValue {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty(_) => "empty-value",
            Self::TooLong => "value-too-long",
            Self::ControlCharacter => "control-character",
            Self::Form { .. } => "wrong-form",
            Self::Check { .. } => "wrong-check-digits",
            Self::NoCallingCode => "no-calling-code",
        }
    }
}

/// Brings a text to the one spelling of its kind.
///
/// ```
/// use cordon_links::normalise::{Locale, ValueKind, normalise};
///
/// let one = normalise(ValueKind::Telephone, "+999 (0)20-1234 567", &Locale::default())?;
/// let other = normalise(ValueKind::Telephone, "tel:00999201234567", &Locale::default())?;
/// assert_eq!(one.canonical, "+999201234567");
/// assert_eq!(one, other);
/// # Ok::<(), cordon_links::normalise::NotAValue>(())
/// ```
///
/// # Errors
/// [`NotAValue`].
pub fn normalise(kind: ValueKind, text: &str, locale: &Locale) -> Result<LinkValue, NotAValue> {
    let clean = text::clean(text)?;
    if clean.is_empty() {
        return Err(NotAValue::Empty(kind));
    }
    match kind {
        ValueKind::Account => account::normalise(&clean),
        ValueKind::Telephone => telephone::normalise(&clean, locale),
        ValueKind::Email => email::normalise(&clean),
        ValueKind::Wallet => wallet::normalise(&clean),
        ValueKind::Document => document::normalise(&clean),
        ValueKind::Address => address::normalise(&clean),
        ValueKind::Hash => hash::normalise(&clean),
        ValueKind::Name => name::normalise(&clean),
    }
}

/// Every kind that a text may be, in its one spelling: for a search box that does not ask. A text that is plainly one
/// thing (it has check digits that hold, or an @) is only that.
///
/// # Errors
/// The fault of the text itself, when it is empty, too long, or holds a control character; or [`NotAValue::Form`]
/// when it can be no kind at all.
pub fn guess(text: &str, locale: &Locale) -> Result<Vec<LinkValue>, NotAValue> {
    let clean = text::clean(text)?;
    if clean.is_empty() {
        return Err(NotAValue::Empty(ValueKind::Name));
    }
    let certain = [
        email::normalise(&clean).ok(),
        wallet::checked(&clean),
        account::checked(&clean),
        telephone::international(&clean),
        hash::normalise(&clean).ok(),
    ];
    if let Some(value) = certain.into_iter().flatten().next() {
        return Ok(vec![value]);
    }
    let has_digit = clean.chars().any(|c| c.is_ascii_digit());
    let all: Vec<LinkValue> = ValueKind::ALL
        .into_iter()
        .filter(|kind| match kind {
            ValueKind::Account | ValueKind::Document | ValueKind::Wallet => has_digit,
            ValueKind::Address => clean.contains(' '),
            ValueKind::Name => !has_digit,
            _ => true,
        })
        .filter_map(|kind| normalise(kind, text, locale).ok())
        .collect();
    if all.is_empty() {
        return Err(NotAValue::Form {
            kind: ValueKind::Name,
            rule: "nor any other kind of value",
        });
    }
    Ok(all)
}
