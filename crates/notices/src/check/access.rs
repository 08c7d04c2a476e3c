//! Conditions on queries, on what is shown to whom, on messages and on the register of lost documents.

use std::collections::BTreeSet;

use super::{
    Bench, Checked, DisclosureFacts, Fault, MessageFacts, QueryFacts, TravelDocumentFacts, ViewerSort, fault::said,
    general::listed, general::shown,
};
use crate::scripts::folded_words;

/// A purpose code on every query; border purposes only within the scope that the bureau granted.
pub(super) fn query_purpose(f: &QueryFacts, codes: &BTreeSet<String>, scoped: &BTreeSet<String>) -> Vec<Fault> {
    let Some(purpose) = &f.purpose else {
        return vec![Fault::missing(
            "query_without_purpose",
            "purpose",
            format!("Name the purpose of the query: {}.", listed(codes)),
        )];
    };
    if !codes.contains(purpose) {
        return vec![Fault::broken(
            "query_purpose_unknown",
            "purpose",
            format!("{} is none of: {}.", shown(purpose), listed(codes)),
        )];
    }
    let granted = f
        .unit
        .as_ref()
        .is_none_or(|unit| unit.granted.as_ref().is_some_and(|grant| grant.contains(purpose)));
    if scoped.contains(purpose) && !granted {
        let message =
            format!("The unit's bureau did not grant queries for {purpose}; ask the bureau to widen the grant.");
        return vec![Fault::broken("query_out_of_scope", "unit", message)];
    }
    Vec::new()
}

/// A national unit works only under a live grant of its bureau.
pub(super) fn national_grant(f: &QueryFacts, bench: &Bench<'_>) -> Checked {
    let unit = f.unit.as_ref()?;
    Some(match (&unit.granted, unit.granted_until) {
        (None, _) => vec![Fault::broken(
            "no_grant",
            "unit",
            "The unit has no grant of its bureau.",
        )],
        (Some(_), Some(until)) if until < bench.now => {
            vec![
                Fault::broken(
                    "grant_ended",
                    "unit",
                    format!("The unit's grant ended at {until}; the bureau must renew it."),
                )
                .value("day", until),
            ]
        }
        (Some(_), _) => Vec::new(),
    })
}

/// An excluded member sees nothing; owner, secretariat and oversight body are never excluded.
pub(super) fn restriction(f: &DisclosureFacts) -> Vec<Fault> {
    match f.viewer {
        ViewerSort::Member if f.excluded && f.shown => {
            vec![Fault::broken(
                "shown_to_excluded",
                "viewer",
                "The record's owner excludes this bureau; it is shown nothing, not even a count.",
            )]
        }
        ViewerSort::Owner | ViewerSort::Secretariat if f.excluded && !f.shown => {
            vec![Fault::broken(
                "withheld_from_exempt",
                "viewer",
                "Owner and secretariat are exempt from restrictions.",
            )]
        }
        _ => Vec::new(),
    }
}

/// The oversight body sees all, and each access is logged.
pub(super) fn oversight_access(f: &DisclosureFacts) -> Checked {
    if f.viewer != ViewerSort::Oversight {
        return None;
    }
    Some(if !f.shown {
        vec![Fault::broken(
            "withheld_from_oversight",
            "viewer",
            "The oversight body has full access.",
        )]
    } else if !f.logged {
        vec![Fault::broken(
            "oversight_not_logged",
            "logged",
            "The access of the oversight body must be logged.",
        )]
    } else {
        Vec::new()
    })
}

/// A blocked record is hidden from members at once.
pub(super) fn interim_block(f: &DisclosureFacts) -> Vec<Fault> {
    if f.blocked && f.shown && f.viewer == ViewerSort::Member {
        return vec![Fault::broken(
            "blocked_but_shown",
            "blocked",
            "An interim block hides the record from members at once; it is not a deletion.",
        )];
    }
    Vec::new()
}

/// Direct messages are read only with the sender's grant or on an incident.
pub(super) fn direct_message(f: &MessageFacts) -> Vec<Fault> {
    if f.read_by_secretariat && !said(f.grant.as_ref()) && !said(f.incident.as_ref()) {
        return vec![Fault::broken(
            "message_sealed",
            "grant",
            "A direct message is read only with the sender's grant or on a named incident.",
        )];
    }
    Vec::new()
}

/// Only the issuing country enters a document, and free text names no person.
pub(super) fn document_ownership(f: &TravelDocumentFacts) -> Vec<Fault> {
    let mut faults = Vec::new();
    if f.issuing_country != f.requester_country {
        let message = format!(
            "Only {} may enter its own documents; {} may tell it.",
            f.issuing_country, f.requester_country
        );
        faults.push(
            Fault::broken("not_issuing_country", "issuing_country", message).value("country", &f.issuing_country),
        );
    }
    let text = folded_words(&f.free_text);
    let named = f
        .personal_data
        .iter()
        .map(|datum| folded_words(datum))
        .any(|words| !words.is_empty() && words.iter().all(|w| text.contains(w)));
    if named {
        faults.push(Fault::broken(
            "person_in_free_text",
            "free_text",
            "The free text names a person; take personal data out.",
        ));
    }
    faults
}
