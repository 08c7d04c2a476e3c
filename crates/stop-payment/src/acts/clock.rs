//! A clock ran out: who is told next.

use cordon_vocabulary::Instant;

use super::hold;
use crate::clocks::{self, ClockTerms};
use crate::{AskId, Case, ClockKind, Event, Refusal};

/// Escalates a clock that still runs; a clock that has been answered meanwhile does nothing.
pub(super) fn ran(
    case: &mut Case,
    id: AskId,
    clock: ClockKind,
    level: u8,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    if clock == ClockKind::Expiry {
        return match hold::lapse(case, id, now, events) {
            // Extended, ordered or returned meanwhile: the clock that was set has nothing to say any more.
            Err(Refusal::NotYetExpired(_) | Refusal::NothingHeld(_)) => Ok(()),
            other => other,
        };
    }
    let terms = ClockTerms::default();
    let still_runs = clocks::running(case, &terms)
        .iter()
        .any(|c| c.ask == id && c.kind == clock && c.level == level);
    if !still_runs {
        return Ok(());
    }
    let Some(ask) = case.ask_mut(id) else {
        return Ok(());
    };
    let next = level.saturating_add(1);
    match ask.escalations.iter_mut().find(|(kind, _)| *kind == clock) {
        Some(entry) => entry.1 = next,
        None => ask.escalations.push((clock, next)),
    }
    events.push(Event::Escalated {
        ask: id,
        clock,
        level: next,
    });
    Ok(())
}
