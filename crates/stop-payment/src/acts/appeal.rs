//! Appeals: the innocent holder of an account, heard through the bank.

use cordon_vocabulary::{Actor, Instant, Money, PartRef};

use super::{hold, may_answer, own_officer};
use crate::ask::Appeal;
use crate::bucket::Movement;
use crate::pursuit::local_in;
use crate::{AskId, Bucket, Case, Event, Refusal};

/// An appeal comes in through the bank, where the country's profile permits it.
pub(super) fn open(
    case: &mut Case,
    id: AskId,
    words: Option<&PartRef>,
    permitted: bool,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let ask = case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    if !may_answer(case, ask, actor) {
        return Err(Refusal::NotYourAsk(id));
    }
    if !permitted {
        return Err(Refusal::AppealNotPermitted);
    }
    let hold = case
        .ask_mut(id)
        .and_then(|a| a.hold.as_mut())
        .filter(|h| h.units > 0)
        .ok_or(Refusal::NothingHeld(id))?;
    if hold.appeal.as_ref().is_some_and(|a| a.decided.is_none()) {
        return Err(Refusal::AppealOpen(id));
    }
    hold.appeal = Some(Appeal {
        at: now,
        words: words.cloned(),
        decided: None,
    });
    events.push(Event::AppealOpened { ask: id });
    Ok(())
}

/// The requesting bureau decides; granted means the hold is given up.
pub(super) fn decide(
    case: &mut Case,
    id: AskId,
    granted: bool,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    own_officer(case, actor)?;
    case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    let appeal = case
        .ask_mut(id)
        .and_then(|a| a.hold.as_mut())
        .and_then(|h| h.appeal.as_mut())
        .filter(|a| a.decided.is_none())
        .ok_or(Refusal::NoAppeal(id))?;
    appeal.decided = Some((granted, now));
    events.push(Event::AppealDecided { ask: id, granted });
    if granted {
        let before = local_in(case, id, Bucket::Held);
        hold::leave(case, id, None, Movement::Release, events)?;
        if let Some(ask) = case.ask(id) {
            events.push(Event::ReleaseAsked {
                ask: id,
                amount: Money::new(before, ask.currency),
            });
        }
    }
    Ok(())
}
