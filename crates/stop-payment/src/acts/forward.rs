//! Requests that reached the wrong office, and requests put again.

use cordon_vocabulary::{Actor, Instant};

use super::{may_answer, own_officer, release};
use crate::ask::{AskState, Revision};
use crate::bucket::{self, Movement};
use crate::{AskId, Bucket, Case, CaseState, Event, Refusal, Route};

/// "Not ours": the receiver, or the requester, passes the request to another office.
pub(super) fn forward(
    case: &mut Case,
    id: AskId,
    to: &Route,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let ask = case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    let ours = actor.officer().is_some() && actor.bureau() == Some(&case.bureau);
    if !(ours || may_answer(case, ask, actor)) {
        return Err(Refusal::NotYourAsk(id));
    }
    if !ask.is_out() {
        return Err(Refusal::AskNotOut(id));
    }
    let ask = case.ask_mut(id).ok_or(Refusal::NoSuchAsk(id))?;
    ask.forwarded_from = Some(std::mem::replace(&mut ask.route, to.clone()));
    if let Route::Bureau { country, .. } = to {
        ask.country = *country;
    }
    ask.state = AskState::Sent;
    ask.acknowledged = None;
    ask.escalations.clear();
    if let Some(last) = ask.revisions.last_mut() {
        last.at = now;
    }
    events.push(Event::AskForwarded { ask: id });
    Ok(())
}

/// Asks again for what was refused, missed, lapsed, released or too small, for instance with a legal basis in hand.
pub(super) fn reopen(
    case: &mut Case,
    id: AskId,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    own_officer(case, actor)?;
    if case.state != CaseState::Pursuing {
        return Err(Refusal::CaseState(case.state));
    }
    case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    let number = case.ask(id).map_or(1, |a| a.revision() + 1);
    let mut any = false;
    for part in case
        .parts
        .iter_mut()
        .filter(|p| p.ask == id && p.bucket != Bucket::Held)
    {
        if let Some(bucket) = bucket::next(part.bucket, Movement::Reopen).filter(|_| part.bucket != Bucket::Chased) {
            part.bucket = bucket;
            part.revision = number;
            any = true;
        }
    }
    if !any {
        return Err(Refusal::NothingToReopen(id));
    }
    if let Some(ask) = case.ask_mut(id) {
        let chain = ask.revisions.last().map(|r| r.chain.clone()).unwrap_or_default();
        let asked_units = ask.asked_units();
        ask.revisions.push(Revision {
            number,
            asked_units,
            at: now,
            chain,
        });
        ask.escalations.clear();
    }
    release::send_or_hold(case, id, None, now, events);
    Ok(())
}
