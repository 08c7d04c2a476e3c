//! Memory of cases once refused or deleted, and recognition of persons across spellings.
//!
//! What is remembered holds no person: each mark is a keyed hash (HMAC-SHA-256, RFC 2104) of one identifying datum, so
//! that the same case is recognised in another colour, as a diffusion or under a new number, and nobody can read it back.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    dates::PartialDate,
    ids::{Country, NoticeId},
    request::{Request, Subject},
    scripts::{folded_number, folded_words},
};

/// The secret of an organisation's memory: 32 bytes that never leave its store.
#[derive(Clone)]
pub struct MemoryKey(pub [u8; 32]);

impl std::fmt::Debug for MemoryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryKey(…)")
    }
}

/// What kind of datum a mark stands for; the order is that of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// Name and full birth date.
    NameAndBirth,
    /// Number and issuing state of a document.
    Document,
    /// Number, authority and country of a warrant.
    Warrant,
    /// Reference of fingerprints or DNA.
    Biometric,
}

/// One hashed datum of a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// What it stands for.
    pub kind: MarkKind,
    /// Keyed hash, 64 hexadecimal digits.
    pub hash: String,
}

/// A case that was refused or deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// The notice it was.
    pub notice: NoticeId,
    /// The country that asked for it.
    pub requester: Option<Country>,
    /// The kind it had.
    pub kind: String,
    /// When it ended.
    pub ended_at: Timestamp,
    /// The articles it ended on.
    pub articles: Vec<String>,
    /// Its marks.
    pub marks: BTreeSet<Mark>,
}

/// A remembered case found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// The notice it was.
    pub notice: NoticeId,
    /// The kind it had.
    pub kind: String,
    /// When it ended.
    pub ended_at: Timestamp,
    /// The articles it ended on.
    pub articles: Vec<String>,
    /// What is the same.
    pub by: BTreeSet<MarkKind>,
}

/// The marks of a request.
#[must_use]
pub fn marks(request: &Request, key: &MemoryKey) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    if let Some(subject) = request.subject() {
        for (kind, datum) in person_data(subject) {
            marks.insert(mark(key, kind, &datum));
        }
    }
    let warrant = request.payload.case.as_ref().and_then(|c| c.warrant.as_ref());
    if let (Some(warrant), Some(country)) = (warrant, request.requesting_country())
        && let (Some(number), Some(authority)) = (&warrant.number, &warrant.authority)
    {
        let datum = [
            vec![country.to_string(), folded_number(number)],
            folded_words(authority),
        ]
        .concat();
        marks.insert(mark(key, MarkKind::Warrant, &datum));
    }
    marks
}

/// Compares the marks of a request with what is remembered, the oldest first.
#[must_use]
pub fn recognise(marks: &BTreeSet<Mark>, memory: &[Remembered]) -> Vec<Recognised> {
    let mut found: Vec<Recognised> = memory
        .iter()
        .filter_map(|old| {
            let by: BTreeSet<MarkKind> = old.marks.intersection(marks).map(|m| m.kind).collect();
            (!by.is_empty()).then(|| Recognised {
                notice: old.notice,
                kind: old.kind.clone(),
                ended_at: old.ended_at,
                articles: old.articles.clone(),
                by,
            })
        })
        .collect();
    found.sort_by_key(|r| (r.ended_at, r.notice));
    found
}

fn person_data(subject: &Subject) -> Vec<(MarkKind, Vec<String>)> {
    let mut data = Vec::new();
    if let Some(birth) = subject.birth_date.filter(|b| b.is_full()) {
        for name in spellings(subject) {
            data.push((MarkKind::NameAndBirth, [name, vec![birth.to_string()]].concat()));
        }
    }
    for document in &subject.documents {
        if let (Some(number), Some(state)) = (&document.number, &document.issuing_state) {
            data.push((MarkKind::Document, vec![state.to_uppercase(), folded_number(number)]));
        }
    }
    for biometric in subject.fingerprints.iter().chain(&subject.dna) {
        if let Some(reference) = &biometric.reference {
            data.push((MarkKind::Biometric, vec![folded_number(reference)]));
        }
    }
    data
}

/// Every full name of the subject as folded words: the main spelling, other scripts, aliases.
#[must_use]
pub fn spellings(subject: &Subject) -> BTreeSet<Vec<String>> {
    let full = |family: &Option<String>, forename: &Option<String>| match (family, forename) {
        (Some(family), Some(forename)) => folded_words(&format!("{family} {forename}")),
        _ => Vec::new(),
    };
    let mut all = BTreeSet::from([full(&subject.family_name, &subject.forename)]);
    all.extend(
        subject
            .other_scripts
            .iter()
            .map(|names| full(&names.family_name, &names.forename)),
    );
    all.extend(subject.aliases.iter().map(|alias| folded_words(alias)));
    all.retain(|words| words.len() > 1);
    all
}

/// How surely a subject is a person known by name and birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Another person, as far as the data says.
    None,
    /// Same name, and a birth that can be the same.
    Possible,
    /// Same name and same full birth date.
    Same,
}

/// Compares a subject with a person known by one name and one birth.
#[must_use]
pub fn likeness(subject: &Subject, family_name: &str, forename: &str, birth: PartialDate) -> Likeness {
    let known = folded_words(&format!("{family_name} {forename}"));
    if !spellings(subject).contains(&known) {
        return Likeness::None;
    }
    match subject.birth_date {
        Some(date) if date == birth && date.is_full() => Likeness::Same,
        Some(date) if !date.may_equal(birth) => Likeness::None,
        _ => Likeness::Possible,
    }
}

fn mark(key: &MemoryKey, kind: MarkKind, datum: &[String]) -> Mark {
    let message = format!("{kind:?}\n{}", datum.join("\n"));
    let pad = |byte: u8| {
        let mut block = [byte; 64];
        block.iter_mut().zip(key.0).for_each(|(b, k)| *b ^= k);
        block
    };
    let inner = Sha256::new()
        .chain_update(pad(0x36))
        .chain_update(message.as_bytes())
        .finalize();
    let outer = Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize();
    Mark {
        kind,
        hash: outer.iter().map(|b| format!("{b:02x}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Case, RequestHead, Requester, TravelDocument, Warrant};

    const KEY: MemoryKey = MemoryKey([7; 32]);

    fn request(kind: &str, family: &str, forename: &str) -> Request {
        let mut request = Request {
            head: RequestHead {
                kind: Some(kind.into()),
                requester: Country::try_from("QM")
                    .ok()
                    .map(|country| Requester::Bureau { country }),
                ..Default::default()
            },
            ..Default::default()
        };
        request.payload.subject = Some(Subject {
            family_name: Some(family.into()),
            forename: Some(forename.into()),
            birth_date: PartialDate::try_from("1980-01-02".to_owned()).ok(),
            ..Default::default()
        });
        request
    }

    fn remembered(request: &Request) -> Remembered {
        Remembered {
            notice: NoticeId(uuid::Uuid::nil()),
            requester: None,
            kind: "red".into(),
            ended_at: Timestamp::UNIX_EPOCH,
            articles: vec!["C 3; 34(3)".into()],
            marks: marks(request, &KEY),
        }
    }

    #[test]
    fn a_refused_red_case_is_recognised_as_a_blue_one_in_another_spelling() {
        let memory = [remembered(&request("red", "Vossmark", "Ilda"))];
        let again = marks(&request("blue", "VOSSMARK", "ilda"), &KEY);
        let found = recognise(&again, &memory);
        assert_eq!(
            found.iter().map(|r| r.by.clone()).collect::<Vec<_>>(),
            [BTreeSet::from([MarkKind::NameAndBirth])]
        );
    }

    #[test]
    fn a_new_name_does_not_hide_the_same_warrant_or_document() {
        let mut old = request("red", "Vossmark", "Ilda");
        let warrant = Warrant {
            number: Some("W-12/2024".into()),
            authority: Some("Court of Exlandia".into()),
            ..Default::default()
        };
        old.payload.case = Some(Case {
            warrant: Some(warrant),
            ..Default::default()
        });
        let passport = TravelDocument {
            number: Some("X 12-3".into()),
            issuing_state: Some("UTO".into()),
            ..Default::default()
        };
        old.payload
            .subject
            .iter_mut()
            .for_each(|s| s.documents.push(passport.clone()));
        let mut new = old.clone();
        new.payload.subject.iter_mut().for_each(|s| {
            s.family_name = Some("Other".into());
            s.documents[0].number = Some("x123".into());
        });
        let found = recognise(&marks(&new, &KEY), &[remembered(&old)]);
        assert_eq!(found[0].by, BTreeSet::from([MarkKind::Document, MarkKind::Warrant]));
    }

    #[test]
    fn another_person_is_not_recognised_and_marks_need_the_key() {
        let memory = [remembered(&request("red", "Vossmark", "Ilda"))];
        assert!(recognise(&marks(&request("red", "Vossmark", "Ilse"), &KEY), &memory).is_empty());
        assert!(
            recognise(
                &marks(&request("red", "Vossmark", "Ilda"), &MemoryKey([8; 32])),
                &memory
            )
            .is_empty()
        );
    }

    #[test]
    fn marks_hold_no_readable_datum() {
        let text = format!("{:?}", marks(&request("red", "Vossmark", "Ilda"), &KEY)).to_lowercase();
        assert!(!text.contains("vossmark") && !text.contains("1980"));
    }
}
