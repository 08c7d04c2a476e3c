//! Conditions on the oversight body's clocks and on carrying out its decisions.

use jiff::civil::Date;

use super::{Bench, CarryingOutFacts, Fault, OversightFacts, OversightRequest, life::months_after};

/// Admissibility from receipt; the decision from admissibility.
pub(super) fn clocks(
    f: &OversightFacts,
    admissibility: u16,
    access: u16,
    correction: u16,
    bench: &Bench<'_>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let due = months_after(f.received_on, admissibility);
    if late(f.admissibility_on, due, bench) {
        faults.push(
            Fault::broken(
                "admissibility_late",
                "admissibility_on",
                format!("Admissibility was to be decided by {due}."),
            )
            .value("day", due),
        );
    }
    if let Some(admissible) = f.admissibility_on {
        let months = match f.request {
            OversightRequest::Access => access,
            OversightRequest::Correction => correction,
        };
        let due = months_after(admissible, months);
        if late(f.decided_on, due, bench) {
            faults.push(
                Fault::broken(
                    "decision_late",
                    "decided_on",
                    format!("The request was to be decided by {due}."),
                )
                .value("day", due),
            );
        }
    }
    faults
}

/// Carried out within the months, and every holder has confirmed the purge.
pub(super) fn carried_out(f: &CarryingOutFacts, months: u16, bench: &Bench<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let due = months_after(f.received_on, months);
    if late(f.done_on, due, bench) {
        faults.push(
            Fault::broken(
                "decision_not_carried_out",
                "done_on",
                format!("The decision was to be carried out by {due}."),
            )
            .value("day", due),
        );
    }
    if f.done_on.is_some() && !f.unconfirmed.is_empty() {
        let missing: Vec<&str> = f.unconfirmed.iter().map(|b| b.as_str()).collect();
        faults.push(
            Fault::missing(
                "purge_not_confirmed",
                "unconfirmed",
                format!("The purge is not confirmed by: {}.", missing.join(", ")),
            )
            .value("bureaus", missing.join(", ")),
        );
    }
    faults
}

fn late(done: Option<Date>, due: Date, bench: &Bench<'_>) -> bool {
    done.unwrap_or(bench.today) > due
}
