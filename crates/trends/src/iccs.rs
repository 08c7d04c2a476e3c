//! Codes of the International Classification of Crime for Statistical Purposes (ICCS 1.0, 2015).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::table::CsvTable;

/// The sections and the common codes that ship with the program; an operator loads the full list.
const SHIPPED: &str = include_str!("../data/iccs.csv");

/// A code: text, never a number, because leading zeros count.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IccsCode(String);

impl TryFrom<String> for IccsCode {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        Self::parse(&text)
    }
}

impl From<IccsCode> for String {
    fn from(code: IccsCode) -> Self {
        code.0
    }
}

/// Text that is no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}: an ICCS code has 2, 4, 5 or 6 digits and begins with a section from 01 to 11")]
pub struct NotACode {
    /// The text.
    pub text: String,
}

impl IccsCode {
    /// Reads a code, with or without the prefix `ICCS` that Eurostat writes.
    ///
    /// # Errors
    /// [`NotACode`].
    ///
    /// ```
    /// use cordon_trends::iccs::IccsCode;
    /// let code = IccsCode::parse("ICCS050211").unwrap();
    /// let parents: Vec<String> = code.parents().map(|p| p.to_string()).collect();
    /// assert_eq!(parents, ["05021", "0502", "05"]);
    /// ```
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let refuse = || NotACode { text: text.into() };
        let bare = text.trim();
        let digits = bare.strip_prefix("ICCS").unwrap_or(bare);
        let shaped = matches!(digits.len(), 2 | 4 | 5 | 6) && digits.bytes().all(|b| b.is_ascii_digit());
        let section: u8 = digits.get(..2).and_then(|s| s.parse().ok()).ok_or_else(refuse)?;
        if shaped && (1..=11).contains(&section) {
            Ok(Self(digits.into()))
        } else {
            Err(refuse())
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The codes above this one, nearest first: 6 digits under 5, 5 under 4, 4 under 2.
    pub fn parents(&self) -> impl Iterator<Item = IccsCode> + '_ {
        [5, 4, 2]
            .into_iter()
            .filter(|length| *length < self.0.len())
            .map(|length| IccsCode(self.0[..length].into()))
    }

    /// Whether this code lies beneath the other or is the same.
    #[must_use]
    pub fn within(&self, other: &IccsCode) -> bool {
        self == other || self.parents().any(|parent| parent == *other)
    }
}

impl fmt::Display for IccsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The short title of a shipped code in a language (`en`, `fr`, `es`, `ar`); none if the code is not shipped.
#[must_use]
pub fn shipped_title(code: &IccsCode, language: &str) -> Option<String> {
    let table = CsvTable::read(SHIPPED.as_bytes()).ok()?;
    let column = table.column(&[language])?;
    let row = table
        .rows
        .iter()
        .find(|row| row.fields.first().is_some_and(|c| c == code.as_str()))?;
    row.fields.get(column).cloned()
}

/// All shipped codes in order.
#[must_use]
pub fn shipped_codes() -> Vec<IccsCode> {
    let table = CsvTable::read(SHIPPED.as_bytes());
    let rows = table.map(|t| t.rows).unwrap_or_default();
    rows.iter()
        .filter_map(|row| IccsCode::parse(row.fields.first()?).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "1", "001", "0000", "12", "01011111", "01a1", "ICCS", "0101_0102"] {
            assert!(IccsCode::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_shipped_code_has_a_title_in_four_languages_and_a_shipped_section() {
        let codes = shipped_codes();
        assert_eq!(codes.iter().filter(|code| code.as_str().len() == 2).count(), 11);
        for code in &codes {
            for language in ["en", "fr", "es", "ar"] {
                assert!(
                    shipped_title(code, language).is_some_and(|t| !t.is_empty()),
                    "{code} {language}"
                );
            }
            let section = code.parents().last();
            assert!(section.is_none_or(|section| codes.contains(&section)), "{code}");
        }
    }
}
