//! "Not this person": an officer's decision that a traveller is not the one on the list, offered again at the next hit.
//!
//! A decision is bound to a document and to biographic data and it expires. It never silences a hit: it is offered to the
//! officer who meets the hit next, who may follow it or not.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::entity::dates::{DateRelation, PartialDate, relation};
use crate::entity::{Document, Entity};
use crate::names::{Name, compare};

/// Longest life of a decision, in days.
pub const LONGEST_DAYS: i32 = 365;
/// Least score of the traveller's name now against the name then.
const SAME_NAME: f32 = 0.95;

/// A recorded decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Identifier of the listed entity that the traveller is not.
    pub listed: String,
    /// Document that the traveller carried.
    pub document: String,
    /// Full name of the traveller.
    pub name: String,
    /// Date of birth of the traveller, as `YYYY-MM-DD`.
    pub birth_date: String,
    /// Who decided, as the journal knows them.
    pub officer: String,
    /// Why.
    pub reason: String,
    /// Day of the decision.
    pub decided: Date,
    /// Last day on which it is offered.
    pub expires: Date,
}

impl Decision {
    /// What the decision is bound to, in one form whatever the spelling: the listed entity, the document, the date of
    /// birth, and the words of the name in order of the alphabet. A journal keeps only a hash of it.
    #[must_use]
    pub fn bound_values(&self) -> String {
        let name = Name::parse(&self.name);
        let mut words: Vec<&str> = name.parts.iter().map(|p| p.token.text.as_str()).collect();
        words.sort_unstable();
        format!(
            "{}\n{}\n{}\n{}",
            self.listed,
            self.document,
            self.birth_date,
            words.join(" ")
        )
    }

    /// Takes the decision back, from this day on.
    ///
    /// # Errors
    /// Refuses without a reason, and where there is nothing left to take back.
    pub fn revoke(
        &self,
        revoked: Option<&Revocation>,
        officer: &str,
        reason: &str,
        today: Date,
    ) -> Result<Revocation, DecisionRefusal> {
        if revoked.is_some() {
            return Err(DecisionRefusal::Revoked);
        }
        if today > self.expires {
            return Err(DecisionRefusal::Expired);
        }
        if reason.trim().is_empty() {
            return Err(DecisionRefusal::NoReason);
        }
        Ok(Revocation {
            officer: officer.to_owned(),
            reason: reason.trim().to_owned(),
            day: today,
        })
    }
}

/// That a decision was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Who took it back, as the journal knows them.
    pub officer: String,
    /// Why.
    pub reason: String,
    /// From which day.
    pub day: Date,
}

/// The key under which decisions about a listed entity and a document are found again.
#[must_use]
pub fn found_under(listed: &str, document: &Document) -> String {
    format!("{listed}\n{}", bound(document))
}

/// Why a decision is not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecisionRefusal {
    /// Without a document nothing binds the decision to this traveller.
    #[error("a decision needs the number of the document that was shown")]
    NoDocument,
    /// Without a whole date of birth neither.
    #[error("a decision needs the whole date of birth")]
    NoBirthDate,
    /// No name.
    #[error("a decision needs the traveller's name")]
    NoName,
    /// No reason given.
    #[error("a decision needs a reason")]
    NoReason,
    /// It would last too long, or end before it begins.
    #[error("a decision lasts from one to {LONGEST_DAYS} days")]
    Term,
    /// It is about somebody whom this traveller does not resemble.
    #[error("this traveller is no hit on that entity: there is nothing to decide")]
    NoHit,
    /// It has been taken back.
    #[error("this decision has been taken back already")]
    Revoked,
    /// It is over.
    #[error("this decision is over already")]
    Expired,
}

impl DecisionRefusal {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoDocument => "screening.decision.no_document",
            Self::NoBirthDate => "screening.decision.no_birth_date",
            Self::NoName => "screening.decision.no_name",
            Self::NoReason => "screening.decision.no_reason",
            Self::Term => "screening.decision.term",
            Self::NoHit => "screening.decision.no_hit",
            Self::Revoked => "screening.decision.revoked",
            Self::Expired => "screening.decision.expired",
        }
    }
}

/// Records that this traveller is not the listed entity; `hits` are the entities that he was a hit on.
///
/// # Errors
/// Refuses a decision that nothing binds to the traveller, or that has no end.
pub fn decide(
    traveller: &Entity,
    (hits, listed): (&[&str], &str),
    officer: &str,
    reason: &str,
    decided: Date,
    expires: Date,
) -> Result<Decision, DecisionRefusal> {
    if !hits.contains(&listed) {
        return Err(DecisionRefusal::NoHit);
    }
    let document = traveller.documents.first().ok_or(DecisionRefusal::NoDocument)?;
    let birth = traveller
        .birth_dates
        .iter()
        .find(|date| date.is_whole())
        .ok_or(DecisionRefusal::NoBirthDate)?;
    let name = traveller
        .names
        .first()
        .map(full_text)
        .filter(|name| !name.is_empty())
        .ok_or(DecisionRefusal::NoName)?;
    if reason.trim().is_empty() {
        return Err(DecisionRefusal::NoReason);
    }
    let days = expires.since(decided).map_or(-1, |span| span.get_days());
    if !(1..=LONGEST_DAYS).contains(&days) {
        return Err(DecisionRefusal::Term);
    }
    Ok(Decision {
        listed: listed.to_owned(),
        document: bound(document),
        name,
        birth_date: birth.to_string(),
        officer: officer.to_owned(),
        reason: reason.trim().to_owned(),
        decided,
        expires,
    })
}

/// Whether a decision is to be offered at this hit: the same listed entity, document, date of birth and name, in time.
#[must_use]
pub fn is_offered(decision: &Decision, traveller: &Entity, listed: &str, today: Date) -> bool {
    let in_time = decision.decided <= today && today <= decision.expires;
    let document = traveller
        .documents
        .iter()
        .any(|document| bound(document) == decision.document);
    let then = PartialDate::parse(&decision.birth_date);
    let birth = then.is_some_and(|then| {
        traveller
            .birth_dates
            .iter()
            .any(|now| relation(*now, then) == DateRelation::Equal)
    });
    let name = traveller.names.iter().any(|name| {
        let (now, then) = (Name::parse(&full_text(name)), Name::parse(&decision.name));
        compare(&now, &then).score >= SAME_NAME
    });
    in_time && decision.listed == listed && document && birth && name
}

fn full_text(name: &crate::entity::GivenName) -> String {
    let given = name.given.as_deref().unwrap_or("");
    format!("{given} {}", name.text).trim().to_owned()
}

/// Issuer and number of a document as one text.
fn bound(document: &Document) -> String {
    format!(
        "{}:{}",
        document.issuer.as_ref().map_or("", |issuer| issuer.code()),
        document.number
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::read_entities;
    use jiff::civil::date;

    fn traveller(properties: &str) -> Entity {
        read_entities(&format!(r#"{{"id":"t","properties":{properties}}}"#))
            .unwrap()
            .remove(0)
    }

    const WHOLE: &str = r#"{"name":["Ivan Abelard"],"birthDate":["1970-02-03"],"passportNumber":["AB12345"]}"#;

    #[test]
    fn a_decision_is_offered_to_the_same_traveller_until_it_expires() {
        let same = traveller(WHOLE);
        let decision = decide(
            &same,
            (&["ex-1"], "ex-1"),
            "officer-9",
            "other father",
            date(2026, 1, 1),
            date(2026, 6, 1),
        )
        .unwrap();
        assert!(is_offered(&decision, &same, "ex-1", date(2026, 6, 1)));
        assert!(!is_offered(&decision, &same, "ex-1", date(2026, 6, 2)));
        assert!(!is_offered(&decision, &same, "ex-2", date(2026, 2, 1)));
        for other in [
            r#"{"name":["Ivan Abelard"],"birthDate":["1970-02-03"],"passportNumber":["AB12346"]}"#,
            r#"{"name":["Ivan Abelard"],"birthDate":["1970-02-04"],"passportNumber":["AB12345"]}"#,
            r#"{"name":["Marius Fabien"],"birthDate":["1970-02-03"],"passportNumber":["AB12345"]}"#,
        ] {
            assert!(
                !is_offered(&decision, &traveller(other), "ex-1", date(2026, 2, 1)),
                "{other}"
            );
        }
    }

    #[test]
    fn each_refusal_is_provoked() {
        let (from, to) = (date(2026, 1, 1), date(2026, 6, 1));
        let refusal = |properties: &str, reason: &str, to| {
            decide(&traveller(properties), (&["x"], "x"), "o", reason, from, to).unwrap_err()
        };
        assert_eq!(
            refusal(r#"{"name":["A B"],"birthDate":["1970-02-03"]}"#, "r", to).code(),
            "screening.decision.no_document"
        );
        assert_eq!(
            refusal(
                r#"{"name":["A B"],"birthDate":["1970"],"passportNumber":["AB12345"]}"#,
                "r",
                to
            ),
            DecisionRefusal::NoBirthDate
        );
        assert_eq!(
            refusal(r#"{"birthDate":["1970-02-03"],"passportNumber":["AB12345"]}"#, "r", to),
            DecisionRefusal::NoName
        );
        assert_eq!(refusal(WHOLE, " ", to), DecisionRefusal::NoReason);
        assert_eq!(refusal(WHOLE, "r", date(2027, 6, 1)), DecisionRefusal::Term);
        let no_hit = decide(&traveller(WHOLE), (&[], "x"), "o", "r", from, to).unwrap_err();
        assert_eq!(no_hit.code(), "screening.decision.no_hit");
    }

    #[test]
    fn a_decision_is_taken_back_once_and_in_time() {
        let (from, to) = (date(2026, 1, 1), date(2026, 6, 1));
        let decision = decide(&traveller(WHOLE), (&["x"], "x"), "o", "r", from, to).unwrap();
        let revoked = decision.revoke(None, "p", "it was him", to).unwrap();
        let refused = |before, reason: &str, day| {
            let refusal = decision.revoke(before, "p", reason, day).unwrap_err();
            refusal.code()
        };
        assert_eq!(refused(Some(&revoked), "r", to), "screening.decision.revoked");
        assert_eq!(refused(None, "", to), "screening.decision.no_reason");
        assert_eq!(refused(None, "r", date(2026, 6, 2)), "screening.decision.expired");
    }

    #[test]
    fn bound_values_do_not_depend_on_the_order_of_words() {
        let values = |name: &str| {
            let whole = WHOLE.replace("Ivan Abelard", name);
            let (from, to) = (date(2026, 1, 1), date(2026, 6, 1));
            let decision = decide(&traveller(&whole), (&["x"], "x"), "o", "r", from, to);
            decision.unwrap().bound_values()
        };
        assert_eq!(values("Ivan Abelard"), values("ABELARD, Ivan"));
        assert_ne!(values("Ivan Abelard"), values("Ivan Abelman"));
    }
}
