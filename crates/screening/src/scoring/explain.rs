//! Evidence as messages: an id and parameters for the translations, and English for the command line.

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, Finding};
use crate::names::Relation;

/// A line of an explanation: the id of a message in the locales, and what it is filled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Id, such as `screening-name-same-name`.
    pub id: String,
    /// Parameters by name.
    pub parameters: Vec<(String, String)>,
    /// The line in English.
    pub text: String,
}

/// Ids of all messages, for the check that every language has them.
#[must_use]
pub fn messages() -> Vec<&'static str> {
    vec![
        "screening-name-equal",
        "screening-name-same-romanisation",
        "screening-name-same-name",
        "screening-name-across-scripts",
        "screening-name-similar",
        "screening-name-initial",
        "screening-name-cut",
        "screening-name-joined",
        "screening-name-different",
        "screening-name-not-listed",
        "screening-name-not-asked",
        "screening-name-words-differ",
        "screening-name-truncated",
        "screening-birth-date-equal",
        "screening-birth-date-swapped",
        "screening-birth-date-same-month",
        "screening-birth-date-same-year",
        "screening-birth-date-one-slip",
        "screening-birth-date-near-year",
        "screening-birth-date-different",
        "screening-nationality-equal",
        "screening-nationality-different",
        "screening-sex-equal",
        "screening-sex-different",
        "screening-birth-place-equal",
        "screening-document-equal",
        "screening-document-confusable",
        "screening-document-other-issuer",
        "screening-list-old",
    ]
}

/// One line for a piece of evidence.
#[must_use]
pub fn english(evidence: &Evidence) -> Message {
    let pair = |asked: &str, listed: &str| {
        vec![
            ("asked".to_owned(), asked.to_owned()),
            ("listed".to_owned(), listed.to_owned()),
        ]
    };
    match evidence {
        Evidence::NameWord {
            asked,
            listed,
            relation,
            ..
        } => {
            let (id, text) = name_word(*relation, asked, listed);
            Message {
                id: id.to_owned(),
                parameters: pair(asked, listed),
                text,
            }
        }
        Evidence::NameWordsNotListed { words } => Message {
            id: "screening-name-not-listed".to_owned(),
            parameters: vec![("words".to_owned(), words.clone())],
            text: format!("\"{words}\" is missing in the listed name"),
        },
        Evidence::NameWordsNotAsked { words } => Message {
            id: "screening-name-not-asked".to_owned(),
            parameters: vec![("words".to_owned(), words.clone())],
            text: format!("the listed name adds \"{words}\""),
        },
        Evidence::NameWordsDiffer { asked, listed } => Message {
            id: "screening-name-words-differ".to_owned(),
            parameters: pair(asked, listed),
            text: format!("\"{asked}\" stands against \"{listed}\""),
        },
        Evidence::NameTruncated => Message {
            id: "screening-name-truncated".to_owned(),
            parameters: Vec::new(),
            text: "the name may be cut in the document".to_owned(),
        },
        Evidence::Field {
            field,
            finding,
            asked,
            listed,
        } => {
            let (ending, says) = finding_words(*finding);
            let label = field.replace('_', " ");
            let text = if *finding == Finding::Equal {
                format!("{label} {says}: {listed}")
            } else {
                format!("{label} {says}: {asked} against {listed}")
            };
            Message {
                id: format!("screening-{}-{ending}", field.replace('_', "-")),
                parameters: pair(asked, listed),
                text,
            }
        }
    }
}

fn name_word(relation: Relation, asked: &str, listed: &str) -> (&'static str, String) {
    match relation {
        Relation::Equal => ("screening-name-equal", format!("\"{asked}\" equal")),
        Relation::SameRomanisation => (
            "screening-name-same-romanisation",
            format!("\"{asked}\" and \"{listed}\" are written alike in Latin letters"),
        ),
        Relation::SameName => (
            "screening-name-same-name",
            format!("\"{asked}\" and \"{listed}\" are forms of one name"),
        ),
        Relation::AcrossScripts => (
            "screening-name-across-scripts",
            format!("\"{asked}\" sounds like \"{listed}\" in another script"),
        ),
        Relation::Similar => (
            "screening-name-similar",
            format!("\"{asked}\" is close to \"{listed}\""),
        ),
        Relation::Initial => (
            "screening-name-initial",
            format!("\"{asked}\" and \"{listed}\": one is the other's initial"),
        ),
        Relation::Cut => (
            "screening-name-cut",
            format!("\"{asked}\" and \"{listed}\": one is cut short"),
        ),
        Relation::Joined => (
            "screening-name-joined",
            format!("\"{asked}\" and \"{listed}\" differ in how words are joined"),
        ),
        Relation::Different => ("screening-name-different", format!("\"{asked}\" is not \"{listed}\"")),
    }
}

const fn finding_words(finding: Finding) -> (&'static str, &'static str) {
    match finding {
        Finding::Equal => ("equal", "equal"),
        Finding::Swapped => ("swapped", "with day and month exchanged"),
        Finding::SameMonth => ("same-month", "of the same month, the day unknown"),
        Finding::SameYear => ("same-year", "of the same year, no more known"),
        Finding::OneSlip => ("one-slip", "one slip apart"),
        Finding::NearYear => ("near-year", "a year apart and not exact"),
        Finding::Confusable => ("confusable", "equal but for signs that readers confuse"),
        Finding::OtherIssuer => ("other-issuer", "equal but of another issuer"),
        Finding::Unknown => ("unknown", "not known"),
        Finding::Different => ("different", "different"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_known_id() {
        let field = |field: &str, finding| Evidence::Field {
            field: field.into(),
            finding,
            asked: "a".into(),
            listed: "b".into(),
        };
        let all = [
            field("birth_date", Finding::Swapped),
            field("birth_date", Finding::OneSlip),
            field("document", Finding::Confusable),
            field("nationality", Finding::Different),
            Evidence::NameTruncated,
            Evidence::NameWord {
                asked: "a".into(),
                listed: "b".into(),
                relation: Relation::SameName,
                likeness: 0.9,
            },
        ];
        for evidence in all {
            let message = english(&evidence);
            assert!(messages().contains(&message.id.as_str()), "{}", message.id);
        }
    }
}
