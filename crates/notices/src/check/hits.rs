//! Conditions on hits: report a location, act on it, verify before use, record the outcome.

use jiff::SignedDuration;

use super::{Bench, Fault, HitRecordFacts, LocationFacts, PursuitFacts, UseFacts, fault::said};

/// The locating country tells the source and the secretariat within the hours.
pub(super) fn location(f: &LocationFacts, within_hours: u16, bench: &Bench<'_>) -> Vec<Fault> {
    let due = f
        .located_at
        .checked_add(SignedDuration::from_hours(within_hours.into()))
        .unwrap_or(f.located_at);
    let late = |told: Option<jiff::Timestamp>| told.map_or(bench.now > due, |at| at > due);
    let told = [
        ("source_told_at", f.source_told_at, "the source"),
        ("secretariat_told_at", f.secretariat_told_at, "the secretariat"),
    ];
    told.into_iter()
        .filter(|(_, at, _)| late(*at))
        .map(|(field, _, who)| {
            Fault::broken(
                "location_not_told",
                field,
                format!(
                    "The person was located at {}; {who} was to be told by {due}.",
                    f.located_at
                ),
            )
            .value("day", due)
        })
        .collect()
}

/// The requester acts by the clock of the treaty; without a known clock a person sets one.
pub(super) fn requester_acts(f: &PursuitFacts, bench: &Bench<'_>) -> Vec<Fault> {
    match (f.due_at, f.acted_at) {
        (None, None) => vec![Fault::unclear(
            "no_treaty_clock",
            "due_at",
            "No clock is known for this pair of countries; ask both and set one.",
        )],
        (Some(due), None) if bench.now > due => {
            vec![
                Fault::broken(
                    "requester_inactive",
                    "acted_at",
                    format!("The requester was to act by {due}; remind it, then open a cancellation."),
                )
                .value("day", due),
            ]
        }
        (Some(due), Some(acted)) if acted > due => {
            vec![
                Fault::note(
                    "requester_late",
                    "acted_at",
                    format!("The requester acted at {acted}, after {due}."),
                )
                .value("day", due),
            ]
        }
        _ => Vec::new(),
    }
}

/// No step on a hit before the source confirmed, or the urgency is recorded.
pub(super) fn verified_before_use(f: &UseFacts) -> Vec<Fault> {
    if f.confirmed_by_source || said(f.urgency.as_ref()) {
        return Vec::new();
    }
    vec![Fault::broken(
        "not_verified",
        "confirmed_by_source",
        "Check identity and data with the source first, or record why it cannot wait.",
    )]
}

/// Every hit ends with an outcome, and the register is only added to.
pub(super) fn recorded(f: &HitRecordFacts) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !said(f.outcome.as_ref()) {
        faults.push(Fault::missing(
            "outcome_missing",
            "outcome",
            "Record the outcome of the hit.",
        ));
    }
    if f.overwrites {
        faults.push(Fault::broken(
            "register_changed",
            "overwrites",
            "The register of hits is only added to; add a correction.",
        ));
    }
    faults
}
