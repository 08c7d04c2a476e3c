//! Letting requests out, and stopping them.

use cordon_vocabulary::{Actor, Instant, Money};

use super::{is_of, own_officer};
use crate::ask::{AskState, HeldBack};
use crate::{AskId, Case, CaseState, Event, Refusal};

/// The second person releases the first request.
pub(super) fn release(case: &mut Case, actor: &Actor, now: Instant, events: &mut Vec<Event>) -> Result<(), Refusal> {
    let officer = own_officer(case, actor)?;
    if case.state != CaseState::Filed {
        return Err(Refusal::CaseState(case.state));
    }
    if officer == case.filed.0 {
        return Err(Refusal::SamePerson);
    }
    if now >= case.filing.mandate.ends {
        return Err(Refusal::BadMandate("has ended before it began"));
    }
    case.state = CaseState::Pursuing;
    case.released = Some((officer, now));
    events.push(Event::Released);
    let officer_needed = case.filing.officer_needed;
    let barred = case.filing.mandate.limits(1, 1, case.filing.payment.country, now);
    let why = barred.or_else(|| officer_needed.then_some(HeldBack::ProfileForbids));
    send_or_hold(case, 1, why, now, events);
    Ok(())
}

/// One key stops a pursuit everywhere: nothing new goes out, clocks of open requests rest, holds stand.
pub(super) fn stop(case: &mut Case, actor: &Actor, now: Instant, events: &mut Vec<Event>) -> Result<(), Refusal> {
    let officer = own_officer(case, actor)?;
    if case.state != CaseState::Pursuing {
        return Err(Refusal::CaseState(case.state));
    }
    case.state = CaseState::Stopped;
    case.stopped = Some((officer, now));
    events.push(Event::PursuitStopped);
    Ok(())
}

/// Another officer than the one who stopped it lets the pursuit go on.
pub(super) fn resume(case: &mut Case, actor: &Actor, now: Instant, events: &mut Vec<Event>) -> Result<(), Refusal> {
    let officer = own_officer(case, actor)?;
    if case.state != CaseState::Stopped {
        return Err(Refusal::CaseState(case.state));
    }
    if case.stopped.as_ref().is_some_and(|(by, _)| *by == officer) {
        return Err(Refusal::SamePerson);
    }
    case.state = CaseState::Pursuing;
    events.push(Event::PursuitResumed);
    let waiting: Vec<AskId> = case
        .asks
        .iter()
        .filter(|a| a.state == AskState::HeldBack { why: HeldBack::Stopped })
        .map(|a| a.id)
        .collect();
    for ask in waiting {
        send_or_hold(case, ask, None, now, events);
    }
    Ok(())
}

/// An officer releases a request that was held back: there where the receiving country must agree, here where the
/// mandate was too narrow.
pub(super) fn release_ask(
    case: &mut Case,
    id: AskId,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let bureau = actor.bureau().ok_or(Refusal::OfficerNeeded)?.clone();
    actor.officer().ok_or(Refusal::OfficerNeeded)?;
    if case.state != CaseState::Pursuing {
        return Err(Refusal::CaseState(case.state));
    }
    let ask = case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    let AskState::HeldBack { why } = ask.state else {
        return Err(Refusal::AskNotHeldBack(id));
    };
    let theirs = is_of(&bureau, ask);
    let ours = bureau == case.bureau;
    let may = match why {
        HeldBack::ProfileForbids => theirs,
        HeldBack::Unconfirmed => theirs || ours,
        HeldBack::MostHops
        | HeldBack::MostAccounts
        | HeldBack::BarredCountry
        | HeldBack::MandateEnded
        | HeldBack::Stopped
        | HeldBack::SecondPerson => ours,
    };
    if !may {
        return Err(Refusal::NotYourAsk(id));
    }
    send_or_hold(case, id, None, now, events);
    Ok(())
}

/// Sends a request, or notes why it waits.
pub(super) fn send_or_hold(case: &mut Case, id: AskId, why: Option<HeldBack>, now: Instant, events: &mut Vec<Event>) {
    let Some(ask) = case.ask_mut(id) else { return };
    if let Some(why) = why {
        ask.state = AskState::HeldBack { why };
        events.push(Event::AskHeldBack { ask: id, why });
        return;
    }
    ask.state = AskState::Sent;
    let first = ask.sent.is_none();
    ask.sent = ask.sent.or(Some(now));
    let revision = ask.revision();
    let asked = Money::new(ask.asked_units(), ask.currency);
    events.push(if first {
        Event::AskSent {
            ask: id,
            revision,
            asked,
        }
    } else {
        Event::AskRaised {
            ask: id,
            revision,
            asked,
        }
    });
}
