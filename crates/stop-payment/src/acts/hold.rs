//! What becomes of held money: extended, ordered, returned, lapsed, released.

use cordon_vocabulary::{Actor, Instant, Money};

use super::{HoldRules, is_of, may_answer, own_officer};
use crate::ask::Hold;
use crate::bucket::Movement;
use crate::pursuit::{local_in, parts_in, place, take_held};
use crate::{AskId, Bucket, Case, Event, Refusal};

fn held(case: &Case, id: AskId) -> Result<&Hold, Refusal> {
    let ask = case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    ask.hold
        .as_ref()
        .filter(|h| h.units > 0)
        .ok_or(Refusal::NothingHeld(id))
}

/// The holder, the bureau of its country, or the requesting bureau.
fn party(case: &Case, id: AskId, actor: &Actor) -> Result<(), Refusal> {
    let ask = case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    let ours = actor.officer().is_some() && actor.bureau() == Some(&case.bureau);
    let theirs = actor.bureau().is_some_and(|b| is_of(b, ask));
    if ours || theirs || may_answer(case, ask, actor) {
        Ok(())
    } else {
        Err(Refusal::NotYourAsk(id))
    }
}

/// Gives a hold a new end, counted from now.
pub(super) fn extend(
    case: &mut Case,
    id: AskId,
    rules: &HoldRules,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    party(case, id, actor)?;
    let old = held(case, id)?.expires;
    let expiry = rules.term.expiry(now, &rules.calendar)?;
    if expiry.at <= old {
        return Err(Refusal::NotLater {
            new: expiry.at,
            old,
        });
    }
    if let Some(hold) = case.ask_mut(id).and_then(|a| a.hold.as_mut()) {
        hold.expires = expiry.at;
        hold.expires_local = expiry.local;
        hold.calendar = expiry.calendar;
        hold.verified_term = expiry.verified;
    }
    events.push(Event::HoldExtended {
        ask: id,
        expires: expiry.at,
    });
    Ok(())
}

/// Notes the order of a court or authority; the money stays held.
pub(super) fn order(
    case: &mut Case,
    id: AskId,
    order: &str,
    actor: &Actor,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    party(case, id, actor)?;
    held(case, id)?;
    if let Some(hold) = case.ask_mut(id).and_then(|a| a.hold.as_mut()) {
        hold.order = Some(order.to_owned());
    }
    events.push(Event::HoldOrdered { ask: id });
    Ok(())
}

/// Held money is paid back.
pub(super) fn give_back(
    case: &mut Case,
    id: AskId,
    amount: Money,
    _uetr: Option<&str>,
    actor: &Actor,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    party(case, id, actor)?;
    leave(case, id, Some(amount), Movement::Return, events)
}

/// The hold's end has come: what is still held and not ordered lapses.
pub(super) fn lapse(
    case: &mut Case,
    id: AskId,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let hold = held(case, id)?;
    if hold.expires > now {
        return Err(Refusal::NotYetExpired(hold.expires));
    }
    if hold.order.is_some() {
        // An order stands until a court ends it; the administrative term no longer counts.
        return Err(Refusal::NothingHeld(id));
    }
    leave(case, id, None, Movement::Lapse, events)
}

/// The requester gives a hold up.
pub(super) fn release(
    case: &mut Case,
    id: AskId,
    amount: Option<Money>,
    actor: &Actor,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    own_officer(case, actor)?;
    held(case, id)?;
    let before = local_in(case, id, Bucket::Held);
    leave(case, id, amount, Movement::Release, events)?;
    let given_up = before - local_in(case, id, Bucket::Held);
    if let Some(ask) = case.ask(id) {
        events.push(Event::ReleaseAsked {
            ask: id,
            amount: Money::new(given_up, ask.currency),
        });
    }
    Ok(())
}

/// Takes a local amount, or everything, out of a hold.
pub(super) fn leave(
    case: &mut Case,
    id: AskId,
    amount: Option<Money>,
    movement: Movement,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    held(case, id)?;
    let currency = case.ask(id).ok_or(Refusal::NoSuchAsk(id))?.currency;
    let here = local_in(case, id, Bucket::Held);
    let wanted = amount.unwrap_or(Money::new(here, currency));
    if wanted.asset != currency {
        return Err(Refusal::WrongCurrency {
            given: wanted,
            wanted: currency.code(),
        });
    }
    if wanted.units > here {
        return Err(Refusal::MoreThanHeld {
            asked: wanted,
            held: Money::new(here, currency),
        });
    }
    if wanted.units <= 0 {
        return Err(Refusal::NoAmount);
    }
    let pieces = if wanted.units == here {
        parts_in(case, id, Bucket::Held)
    } else {
        take_held(case, id, wanted.units)
    };
    place(case, id, &pieces, movement, events);
    let left = local_in(case, id, Bucket::Held);
    if let Some(hold) = case.ask_mut(id).and_then(|a| a.hold.as_mut()) {
        hold.units = left;
    }
    Ok(())
}
