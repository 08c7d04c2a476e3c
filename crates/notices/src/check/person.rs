//! Conditions on the person: legal position, protection of minors, victims, the dead, refugees.

use std::collections::BTreeSet;

use super::{Bench, Checked, Fault, RequestFacts, fault::length, general::kind_row, general::shown};
use crate::{
    memory::{Likeness, likeness},
    request::{Request, SealedFact, SealedFactKind},
    rulebook::{Datum, SubjectSort},
};

/// Shortest statement of necessity or care, in characters.
const SHORTEST_SAFEGUARD: usize = 20;

/// The legal position is recorded and fits the kind.
pub(super) fn status_fits(f: &RequestFacts<'_>, bench: &Bench<'_>) -> Checked {
    let kind = kind_row(f, bench)?;
    let subject = match (kind.subject, f.request.subject()) {
        (SubjectSort::None | SubjectSort::Object, None) | (SubjectSort::Any, None) => return None,
        (SubjectSort::None | SubjectSort::Object, Some(_)) => {
            let message = format!("{} holds no data of persons; take the subject out.", kind.title);
            return Some(vec![Fault::broken("subject_not_for_kind", "subject", message)]);
        }
        (SubjectSort::Person, None) => {
            return Some(vec![Fault::missing(
                "subject_missing",
                "subject",
                "Say whom the notice is about.",
            )]);
        }
        (_, Some(subject)) => subject,
    };
    let dead_elsewhere = kind.subject == SubjectSort::Person && !kind.statuses.iter().any(|s| s == "deceased");
    if let Some(day) = subject.died_on.filter(|_| dead_elsewhere) {
        let message = format!(
            "The person is recorded as dead since {day}; {} is for the living.",
            kind.title
        );
        return Some(vec![
            Fault::broken("person_is_dead", "subject.died_on", message).value("day", day),
        ]);
    }
    Some(match &subject.status {
        None => {
            let message = format!("Record the legal position of the person: {}.", kind.statuses.join(", "));
            vec![Fault::missing("status_missing", "subject.status", message)]
        }
        Some(status) if kind.statuses.contains(status) => Vec::new(),
        Some(status) => {
            let message = format!(
                "The position {} does not fit: {} is for persons who are {}.",
                shown(status),
                kind.title,
                kind.statuses.join(", ")
            );
            vec![Fault::broken("status_does_not_fit", "subject.status", message)]
        }
    })
}

/// Minors, victims, witnesses, the dead and sensitive data need extra fields and an approval by another person.
pub(super) fn special_persons(
    f: &RequestFacts<'_>,
    adult_age: i16,
    statuses: &BTreeSet<String>,
    sensitive: &BTreeSet<Datum>,
    bench: &Bench<'_>,
) -> Checked {
    let subject = f.request.subject()?;
    let mut grounds: Vec<&str> = Vec::new();
    if subject
        .birth_date
        .is_some_and(|birth| birth.youngest_age(bench.today) < adult_age)
    {
        grounds.push("minor");
    }
    if let Some(status) = subject.status.as_deref().filter(|s| statuses.contains(*s)) {
        grounds.push(status);
    }
    if subject.died_on.is_some() && statuses.contains("deceased") && !grounds.contains(&"deceased") {
        grounds.push("deceased");
    }
    if sensitive.iter().any(|datum| super::has(*datum, f, bench)) {
        grounds.push("sensitive_data");
    }
    if grounds.is_empty() {
        return None;
    }
    let safeguards = f.request.payload.safeguards.clone().unwrap_or_default();
    let mut faults = Vec::new();
    if length(safeguards.necessity.as_deref().unwrap_or_default()) < SHORTEST_SAFEGUARD {
        let message = format!(
            "Say why the data is needed although it is special ({}).",
            grounds.join(", ")
        );
        faults.push(Fault::missing("necessity_missing", "safeguards.necessity", message));
    }
    if grounds.contains(&"minor") && length(safeguards.care.as_deref().unwrap_or_default()) < SHORTEST_SAFEGUARD {
        let message = "The person may be a minor: say how he or she is cared for on being found, and whom to call.";
        faults.push(Fault::missing("care_missing", "safeguards.care", message));
    }
    faults.extend(
        grounds
            .into_iter()
            .filter_map(|ground| approval_fault(f, ground, bench)),
    );
    Some(faults)
}

fn approval_fault(f: &RequestFacts<'_>, ground: &str, bench: &Bench<'_>) -> Option<Fault> {
    let head = &f.request.head;
    let valid = f.desk.approvals.iter().any(|a| {
        a.ground == ground
            && a.revision == head.revision
            && a.at <= bench.now
            && head.author.is_some()
            && head.author.as_ref() != Some(&a.by)
    });
    (!valid).then(|| {
        let message = format!("An approval for {ground} is needed from a person who did not write the request.");
        Fault::ruling("approval_needed", format!("desk.approvals[for={ground}]"), message)
    })
}

/// Sealed facts on the subject that act on alerts of the requesting country.
pub(super) fn sealed_matches<'a>(f: &RequestFacts<'a>) -> impl Iterator<Item = (&'a SealedFact, Likeness)> {
    let requester = f.request.requesting_country();
    let subject = f.request.payload.subject.as_ref();
    f.desk
        .sealed_facts
        .iter()
        .filter(move |fact| Some(&fact.against) == requester && !fact.withdrawn)
        .filter_map(move |fact| {
            Some((
                fact,
                likeness(subject?, &fact.family_name, &fact.forename, fact.birth_date),
            ))
        })
        .filter(|(_, like)| *like != Likeness::None)
}

/// The sealed facts that surely concern a request and act on it: same name, same full birth date, the state named.
#[must_use]
pub fn acting_facts<'a>(request: &Request, facts: &'a [SealedFact]) -> Vec<&'a SealedFact> {
    let requester = request.requesting_country();
    let surely = |fact: &&SealedFact| {
        Some(&fact.against) == requester
            && !fact.withdrawn
            && !fact.aimed_at_state
            && request.subject().is_some_and(|subject| {
                likeness(subject, &fact.family_name, &fact.forename, fact.birth_date) == Likeness::Same
            })
    };
    facts.iter().filter(surely).collect()
}

/// A confirmed refugee is not sought for the state that is feared.
pub(super) fn refugee_protected(f: &RequestFacts<'_>) -> Checked {
    let matches: Vec<(&SealedFact, Likeness)> = sealed_matches(f)
        .filter(|(fact, _)| fact.kind == SealedFactKind::RefugeeConfirmed)
        .collect();
    let surely = matches
        .iter()
        .any(|(fact, like)| *like == Likeness::Same && !fact.aimed_at_state);
    let fault = if surely {
        Fault::broken(
            "sealed_stop",
            "request",
            "The request cannot be published. The reason is sealed; the letter to the requester uses the common wording.",
        )
    } else if !matches.is_empty() {
        Fault::ruling(
            "sealed_possible",
            "request",
            "A sealed fact may bear on this request; a reviewer with access to it must rule.",
        )
    } else {
        return None;
    };
    Some(vec![fault.sealed()])
}
