//! Stolen, lost and revoked documents: entered by their issuer alone, and told apart by how well a number agrees.
//!
//! An exact agreement speaks of the document itself. A number that agrees up to signs which optical readers confuse, or
//! whose issuer is not the same or not known, is a weaker finding and is never merged with the exact one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::mrz::confusable_numbers;
use crate::nationality::Nationality;

/// Shortest number that is entered: shorter ones would meet too many documents.
const SHORTEST: usize = 5;
/// Longest number: two lines of a zone hold no more.
const LONGEST: usize = 30;
/// Shortest number that is compared up to confusable signs.
const SHORTEST_ALIKE: usize = 6;

/// What happened to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// Stolen from its holder.
    Stolen,
    /// Lost by its holder.
    Lost,
    /// Stolen before it was given to anyone.
    StolenBlank,
    /// Made invalid by its issuer.
    Revoked,
}

impl Happened {
    /// Every one, in the order of forms.
    pub const ALL: [Self; 4] = [Self::Stolen, Self::Lost, Self::StolenBlank, Self::Revoked];

    /// Reads the word that JSON uses.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == text)
    }

    /// The word that JSON uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stolen => "stolen",
            Self::Lost => "lost",
            Self::StolenBlank => "stolen_blank",
            Self::Revoked => "revoked",
        }
    }
}

/// A document that its issuer wants nobody to travel with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostDocument {
    /// Issuer as [`issuer_code`] writes it.
    pub issuer: String,
    /// Number: letters and digits in capitals.
    pub number: String,
    /// What happened.
    pub happened: Happened,
    /// On which day.
    pub since: Date,
}

/// How well a document agrees with one that is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Issuer and number are equal.
    Equal,
    /// The issuer is equal, the number up to signs that readers confuse.
    Confusable,
    /// The number is equal, the issuer is another or not known.
    NumberAlone,
}

/// Why a document is not entered or withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LostRefusal {
    /// Somebody else's document.
    #[error("only the issuer may enter or withdraw a document; ask the issuer's bureau")]
    NotTheIssuer,
    /// A number that is no number of a document.
    #[error("a document number has {SHORTEST} to {LONGEST} letters and digits")]
    Number,
    /// A day that is still to come.
    #[error("the day of the loss is still to come")]
    Future,
    /// It has been withdrawn.
    #[error("this document was withdrawn already")]
    Withdrawn,
}

impl LostRefusal {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotTheIssuer => "screening.lost.not_the_issuer",
            Self::Number => "screening.lost.number",
            Self::Future => "screening.lost.future",
            Self::Withdrawn => "screening.lost.withdrawn",
        }
    }
}

/// An issuer in one form, however a zone, a list or a bureau writes it: two letters where the code is known, else the
/// capitals themselves (`UTO`, `XPO`, an exercise state).
#[must_use]
pub fn issuer_code(text: &str) -> String {
    if let Some(known) = Nationality::parse(text) {
        return known.code().to_owned();
    }
    let letters = text.chars().filter(char::is_ascii_alphabetic).take(3);
    letters.map(|c| c.to_ascii_uppercase()).collect()
}

/// A number in one form.
#[must_use]
pub fn plain_number(text: &str) -> String {
    let signs = text.chars().filter(char::is_ascii_alphanumeric);
    signs.map(|c| c.to_ascii_uppercase()).take(LONGEST + 1).collect()
}

/// Enters a document for the country `by`.
///
/// # Errors
/// Refuses other countries' documents, numbers that are none, and days to come.
pub fn enter(
    by: &str,
    issuer: &str,
    number: &str,
    happened: Happened,
    since: Date,
    today: Date,
) -> Result<LostDocument, LostRefusal> {
    let issuer = issuer_code(issuer);
    if issuer.is_empty() || issuer != issuer_code(by) {
        return Err(LostRefusal::NotTheIssuer);
    }
    let number = plain_number(number);
    if !(SHORTEST..=LONGEST).contains(&number.len()) {
        return Err(LostRefusal::Number);
    }
    if since > today {
        return Err(LostRefusal::Future);
    }
    Ok(LostDocument {
        issuer,
        number,
        happened,
        since,
    })
}

/// Whether the country `by` may withdraw a document of `issuer`: found again, or entered in error.
///
/// # Errors
/// Refuses other countries and a second withdrawal.
pub fn withdraw(by: &str, issuer: &str, withdrawn: bool) -> Result<(), LostRefusal> {
    if issuer != issuer_code(by) {
        return Err(LostRefusal::NotTheIssuer);
    }
    if withdrawn {
        return Err(LostRefusal::Withdrawn);
    }
    Ok(())
}

/// The form under which a number and all that readers may take it for are found.
#[must_use]
pub fn found_under(number: &str) -> String {
    confusable_numbers(&plain_number(number))
}

/// How well a document in hand agrees with a lost one; `None` when it is another document.
#[must_use]
pub fn agreement(issuer: Option<&str>, number: &str, lost: &LostDocument) -> Option<Agreement> {
    let number = plain_number(number);
    let same_issuer = issuer.is_some_and(|issuer| issuer_code(issuer) == lost.issuer);
    if number == lost.number {
        return Some(if same_issuer {
            Agreement::Equal
        } else {
            Agreement::NumberAlone
        });
    }
    let alike = number.len() >= SHORTEST_ALIKE && confusable_numbers(&number) == confusable_numbers(&lost.number);
    (alike && same_issuer).then_some(Agreement::Confusable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 3, 3);

    fn entered(by: &str, issuer: &str, number: &str, since: Date) -> Result<LostDocument, LostRefusal> {
        enter(by, issuer, number, Happened::Stolen, since, TODAY)
    }

    #[test]
    fn the_issuer_alone_enters_and_withdraws() {
        let document = entered("QT", "QT", "x0 b12-345", TODAY).unwrap();
        assert_eq!(document.number, "X0B12345");
        assert_eq!(entered("DE", "D", "C01X00T47", TODAY).unwrap().issuer, "DE");
        let refusals = [
            entered("QM", "QT", "X0B12345", TODAY).unwrap_err(),
            entered("QT", "QT", "X0-1", TODAY).unwrap_err(),
            entered("QT", "QT", "X0B12345", date(2026, 3, 4)).unwrap_err(),
            withdraw("QT", "QT", true).unwrap_err(),
        ];
        assert_eq!(
            refusals.map(LostRefusal::code),
            [
                "screening.lost.not_the_issuer",
                "screening.lost.number",
                "screening.lost.future",
                "screening.lost.withdrawn"
            ]
        );
        assert_eq!(withdraw("QM", "QT", false), Err(LostRefusal::NotTheIssuer));
        assert_eq!(withdraw("QT", "QT", false), Ok(()));
    }

    #[test]
    fn confusable_numbers_and_other_issuers_are_classes_apart() {
        let lost = entered("QT", "QT", "X0B12345", TODAY).unwrap();
        let found = |issuer, number| agreement(issuer, number, &lost);
        assert_eq!(found(Some("QT<"), "X0B12345"), Some(Agreement::Equal));
        assert_eq!(found(Some("QT"), "XOB1Z345"), Some(Agreement::Confusable));
        assert_eq!(found(Some("UTO"), "X0B12345"), Some(Agreement::NumberAlone));
        assert_eq!(found(None, "X0B12345"), Some(Agreement::NumberAlone));
        assert_eq!(found(Some("UTO"), "XOB1Z345"), None);
        assert_eq!(found(Some("QT"), "X0B12346"), None);
        assert_eq!(found_under("XOB1Z345"), found_under("x0b-12345"));
    }

    #[test]
    fn words_are_read_as_they_are_written() {
        for happened in Happened::ALL {
            assert_eq!(Happened::parse(happened.word()), Some(happened));
            let json = serde_json::to_value(happened).unwrap();
            assert_eq!(json, happened.word());
        }
    }
}
