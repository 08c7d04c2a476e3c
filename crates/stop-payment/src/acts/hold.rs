//! What becomes of held money: extended, ordered, returned, lapsed, released.

use cordon_vocabulary::{Actor, Instant, Money};

use super::{HoldRules, is_of, may_answer, own_officer};
use crate::ask::Hold;
use crate::bucket::Movement;
use crate::pursuit::{local_in, parts_in, place, take_held, take_open};
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
        return Err(Refusal::NotLater { new: expiry.at, old });
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
pub(super) fn lapse(case: &mut Case, id: AskId, now: Instant, events: &mut Vec<Event>) -> Result<(), Refusal> {
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

/// New money is held where several requests meet: so much of what is open here is now held, too.
///
/// Where less is open than the share, only that is taken; a question that waits for another answer keeps its parts.
pub(super) fn share(
    case: &mut Case,
    id: AskId,
    units: i64,
    rules: &HoldRules,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    let open: i64 = case
        .parts_at(id)
        .filter(|p| p.bucket == Bucket::Chased && p.question.is_none())
        .map(crate::Part::local_units)
        .sum();
    let taken = units.clamp(0, open);
    if taken == 0 {
        return Ok(());
    }
    let expiry = rules.term.expiry(now, &rules.calendar)?;
    let pieces = take_open(case, id, taken);
    place(case, id, &pieces, Movement::Hold, events);
    let counted = local_in(case, id, Bucket::Held);
    let left = parts_in(case, id, Bucket::Chased).is_empty();
    let Some(ask) = case.ask_mut(id) else {
        return Ok(());
    };
    match ask.hold.as_mut() {
        Some(hold) => hold.units = counted,
        None => {
            ask.hold = Some(Hold {
                units: counted,
                excess_units: 0,
                basis: String::new(),
                placed: now,
                expires: expiry.at,
                expires_local: expiry.local,
                calendar: expiry.calendar,
                verified_term: expiry.verified,
                order: None,
                appeal: None,
            });
        }
    }
    if left && ask.is_out() {
        ask.state = crate::AskState::Answered;
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
