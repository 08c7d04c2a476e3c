//! Answers: acknowledgement, replies, second replies, confirmations, rates.

use cordon_vocabulary::{Actor, Instant, Means, Money};

use super::{HoldRules, may_answer};
use crate::allocation::{self, Claim, Meeting, Raise, SharingRule};
use crate::ask::{Answer, AskState, HeldBack, Hold, QuestionKind};
use crate::bucket::Movement;
use crate::pursuit::{self, Context, local_in, parts_in};
use crate::reply::{Line, Reply};
use crate::{AskId, Bucket, Case, Event, PartId, Refusal};

/// The receiver says that it is on it.
pub(super) fn acknowledge(
    case: &mut Case,
    id: AskId,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    check_party(case, id, actor)?;
    let ask = case.ask_mut(id).ok_or(Refusal::NoSuchAsk(id))?;
    if ask.state == AskState::Sent {
        ask.state = AskState::Acknowledged;
        ask.acknowledged = ask.acknowledged.or(Some(now));
        events.push(Event::Acknowledged { ask: id });
    }
    Ok(())
}

fn check_party(case: &Case, id: AskId, actor: &Actor) -> Result<(), Refusal> {
    let ask = case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    if !may_answer(case, ask, actor) {
        return Err(Refusal::NotYourAsk(id));
    }
    if ask.is_out() {
        Ok(())
    } else {
        Err(Refusal::AskNotOut(id))
    }
}

/// A reply settles what is open at its revision; where nothing is open it is a second reply to all that was settled.
#[allow(
    clippy::too_many_arguments,
    reason = "the facts of one answer; a struct would only repeat these names"
)]
pub(super) fn answer(
    case: &mut Case,
    id: AskId,
    reply: &Reply,
    rules: &HoldRules,
    others: &[Claim],
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<Vec<Raise>, Refusal> {
    check_party(case, id, actor)?;
    let ask = case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    if reply.revision == 0 || reply.revision > ask.revision() {
        return Err(Refusal::NoSuchRevision(reply.revision));
    }
    let proven = !matches!(actor.means, Means::Link | Means::LinkAndCode);
    let position = u32::try_from(ask.answers.len()).unwrap_or(u32::MAX);
    events.push(Event::Answered {
        ask: id,
        answer: position,
        proven,
    });
    let held_before = local_in(case, id, Bucket::Held);
    let open = open_parts(case, id, reply.revision);
    let second = open.is_empty();
    let covered = if second {
        reopen_settled(case, id, reply.revision, events)?
    } else {
        open
    };
    close_questions(case, id, &covered, now, events);
    let meeting = meet(case, id, &covered, reply, others, rules.sharing);
    let context = Context {
        now,
        proven,
        answer: position,
        room: meeting.room,
    };
    pursuit::settle(case, id, &covered, reply, context, events)?;
    if rules.ask_fiu_where_to {
        ask_fiu_too(case, id, events);
    }
    note_hold(case, id, reply, rules, (second, &meeting), now, events)?;
    let breach = second && note_breach(case, id, held_before, reply, events);
    let still_open = !parts_in(case, id, Bucket::Chased).is_empty();
    let by = actor.journal_name();
    let ask = case.ask_mut(id).ok_or(Refusal::NoSuchAsk(id))?;
    ask.answers.push(Answer {
        by,
        proven,
        at: now,
        reply: reply.clone(),
        breach,
    });
    ask.acknowledged = ask.acknowledged.or(Some(now));
    ask.state = if still_open {
        AskState::Acknowledged
    } else {
        AskState::Answered
    };
    Ok(meeting.raises)
}

/// What this request may count of the money that the reply holds, and what goes to others at the same account.
fn meet(case: &Case, id: AskId, covered: &[PartId], reply: &Reply, others: &[Claim], rule: SharingRule) -> Meeting {
    let said = held_lines(reply)
        .map(|(amount, ..)| amount.units)
        .fold(0, i64::saturating_add);
    let open: i64 = case
        .parts
        .iter()
        .filter(|p| covered.contains(&p.id))
        .map(crate::Part::local_units)
        .sum();
    let given = local_in(case, id, Bucket::Held);
    let own = Claim {
        ask: id.to_string(),
        received: case
            .ask(id)
            .map_or(Instant::from_micros(0), |a| a.sent.unwrap_or(a.clock_began)),
        wanted: given.saturating_add(open.min(said)),
        given,
    };
    let total = reply.account_total.map(|total| total.units);
    allocation::meet(own, said, total, others, rule)
}

/// The sums that a reply says are held, with basis and term.
fn held_lines(reply: &Reply) -> impl Iterator<Item = (&Money, &String, Option<&crate::HoldTerm>)> {
    reply.lines.iter().filter_map(|line| match line {
        Line::Held { amount, basis, term } => Some((amount, basis, term.as_ref())),
        _ => None,
    })
}

/// Puts the where-to questions that this reply opened to the country's financial intelligence unit, too.
fn ask_fiu_too(case: &mut Case, id: AskId, events: &mut Vec<Event>) {
    let opened: Vec<u32> = events
        .iter()
        .filter_map(|event| match event {
            Event::QuestionOpened {
                ask,
                question,
                kind: QuestionKind::WhereTo,
            } if *ask == id => Some(*question),
            _ => None,
        })
        .collect();
    for question in opened {
        if let Some(asked) = case
            .ask_mut(id)
            .and_then(|a| a.questions.iter_mut().find(|q| q.id == question))
        {
            asked.fiu_asked = true;
        }
        events.push(Event::FiuAsked { ask: id, question });
    }
}

fn open_parts(case: &Case, id: AskId, revision: u32) -> Vec<PartId> {
    let mut ids: Vec<PartId> = case
        .parts_at(id)
        .filter(|p| p.bucket == Bucket::Chased && p.revision <= revision)
        .map(|p| p.id)
        .collect();
    ids.sort_unstable();
    ids
}

/// A second reply: what the first one settled here is open again, and what moved on without an answer comes back.
fn reopen_settled(case: &mut Case, id: AskId, revision: u32, events: &mut Vec<Event>) -> Result<Vec<PartId>, Refusal> {
    let here: Vec<PartId> = case
        .parts_at(id)
        .filter(|p| p.revision <= revision && matches!(p.bucket, Bucket::Held | Bucket::Refused | Bucket::NotFound))
        .map(|p| p.id)
        .collect();
    let unanswered: Vec<AskId> = case
        .asks
        .iter()
        .filter(|a| a.answers.is_empty())
        .map(|a| a.id)
        .collect();
    let gone: Vec<(PartId, AskId)> = case
        .parts
        .iter()
        .filter(|p| p.bucket == Bucket::Chased && unanswered.contains(&p.ask))
        .filter(|p| p.path.iter().rev().nth(1).is_some_and(|hop| hop.ask == id))
        .map(|p| (p.id, p.ask))
        .collect();
    if here.is_empty() && gone.is_empty() {
        return Err(Refusal::NothingOpen(id));
    }
    for part in case.parts.iter_mut() {
        if here.contains(&part.id) {
            if let Some(bucket) = crate::bucket::next(part.bucket, Movement::Reopen) {
                part.bucket = bucket;
            }
        }
        if gone.iter().any(|(p, _)| *p == part.id) {
            part.path.pop();
            part.ask = id;
            part.revision = revision;
        }
    }
    for (_, child) in &gone {
        let left: i64 = case.parts_at(*child).map(crate::Part::local_units).sum();
        if let Some(ask) = case.ask_mut(*child) {
            if let Some(last) = ask.revisions.last_mut() {
                last.asked_units = left;
            }
            if left == 0 && ask.state != AskState::Withdrawn {
                ask.state = AskState::Withdrawn;
                events.push(Event::AskWithdrawn { ask: *child });
            }
        }
    }
    let mut ids: Vec<PartId> = here.into_iter().chain(gone.into_iter().map(|(p, _)| p)).collect();
    ids.sort_unstable();
    Ok(ids)
}

fn close_questions(case: &mut Case, id: AskId, covered: &[PartId], now: Instant, events: &mut Vec<Event>) {
    let answered: Vec<u32> = case
        .parts
        .iter()
        .filter(|p| covered.contains(&p.id))
        .filter_map(|p| p.question)
        .collect();
    let Some(ask) = case.ask_mut(id) else { return };
    for question in ask
        .questions
        .iter_mut()
        .filter(|q| q.closed.is_none() && answered.contains(&q.id))
    {
        question.closed = Some(now);
        events.push(Event::QuestionClosed {
            ask: id,
            question: question.id,
        });
    }
}

/// Writes down the hold that the reply states: the counted sum, its end, and what is frozen beyond it.
fn note_hold(
    case: &mut Case,
    id: AskId,
    reply: &Reply,
    rules: &HoldRules,
    (second, meeting): (bool, &Meeting),
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let stated: Vec<_> = held_lines(reply).collect();
    let counted = local_in(case, id, Bucket::Held);
    let Some(ask) = case.ask_mut(id) else {
        return Ok(());
    };
    let Some((_, basis, term)) = stated.first() else {
        if let Some(hold) = ask.hold.as_mut().filter(|_| second) {
            hold.units = counted;
        }
        return Ok(());
    };
    let before = ask.hold.as_ref().filter(|_| !second).map_or(0, |h| h.units);
    // Frozen beyond what any request here asks: what went to others at this account is not too much.
    let frozen: i64 = stated
        .iter()
        .map(|(amount, ..)| amount.units)
        .fold(0, i64::saturating_add)
        .min(meeting.new);
    let elsewhere = meeting
        .raises
        .iter()
        .map(|raise| raise.units)
        .fold(0, i64::saturating_add);
    let excess = frozen.saturating_sub(counted - before).saturating_sub(elsewhere).max(0);
    let expiry = term.unwrap_or(&rules.term).expiry(now, &rules.calendar)?;
    let kept = ask.hold.take();
    ask.hold = Some(Hold {
        units: counted,
        excess_units: excess,
        basis: (*basis).clone(),
        placed: kept.as_ref().map_or(now, |h| h.placed),
        expires: expiry.at,
        expires_local: expiry.local,
        calendar: expiry.calendar,
        verified_term: expiry.verified,
        order: kept.as_ref().and_then(|h| h.order.clone()),
        appeal: kept.and_then(|h| h.appeal),
    });
    if excess > 0 {
        let excess = Money::new(excess, ask.currency);
        events.push(Event::ExcessFrozen { ask: id, excess });
    }
    Ok(())
}

/// Held before, and now moved or spent: the holder broke its hold.
fn note_breach(case: &Case, id: AskId, held_before: i64, reply: &Reply, events: &mut Vec<Event>) -> bool {
    let gone = held_before - local_in(case, id, Bucket::Held);
    let left = reply
        .lines
        .iter()
        .any(|l| l.executed().is_some() || *l == Line::MovedUnsaid);
    if gone <= 0 || !left {
        return false;
    }
    if let Some(ask) = case.ask(id) {
        events.push(Event::HoldBroken {
            ask: id,
            amount: Money::new(gone, ask.currency),
        });
    }
    true
}

/// Confirms the replies that came through a link: the requests they opened go out, what they parked moves on.
pub(super) fn confirm(
    case: &mut Case,
    id: AskId,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let ask = case.ask(id).ok_or(Refusal::NoSuchAsk(id))?;
    let bureau = actor.bureau().ok_or(Refusal::OfficerNeeded)?;
    if !(super::is_of(bureau, ask) || *bureau == case.bureau) {
        return Err(Refusal::NotYourAsk(id));
    }
    let unproven: Vec<u32> = (0u32..)
        .zip(&ask.answers)
        .filter(|(_, a)| !a.proven)
        .map(|(n, _)| n)
        .collect();
    if unproven.is_empty() {
        return Err(Refusal::AskNotHeldBack(id));
    }
    if let Some(ask) = case.ask_mut(id) {
        ask.answers.iter_mut().for_each(|a| a.proven = true);
    }
    events.push(Event::Confirmed { ask: id });
    let rests_on = |a: &crate::Ask| {
        a.revisions.iter().any(|r| {
            r.chain
                .last()
                .is_some_and(|c| c.ask == id && unproven.contains(&c.answer))
        })
    };
    let waiting: Vec<AskId> = case
        .asks
        .iter()
        .filter(|a| {
            a.state
                == AskState::HeldBack {
                    why: HeldBack::Unconfirmed,
                }
                && rests_on(a)
        })
        .map(|a| a.id)
        .collect();
    for child in waiting {
        super::release::send_or_hold(case, child, None, now, events);
    }
    release_parked(case, id, unproven[0], now, events)
}

/// Moves on what an unconfirmed reply wanted to add to a request that was already out.
fn release_parked(
    case: &mut Case,
    id: AskId,
    answer: u32,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let parked: Vec<(u32, Line)> = case
        .ask(id)
        .into_iter()
        .flat_map(|a| &a.questions)
        .filter(|q| q.closed.is_none() && q.kind == QuestionKind::WhereTo)
        .filter_map(|q| Some((q.id, q.onward.as_deref()?.clone())))
        .collect();
    for (question, line) in parked {
        let ids = waiting_for(case, question);
        close_questions(case, id, &ids, now, events);
        let context = Context {
            now,
            proven: true,
            answer,
            room: 0,
        };
        pursuit::move_on(case, id, &ids, &line, context, events)?;
    }
    Ok(())
}

fn waiting_for(case: &Case, question: u32) -> Vec<PartId> {
    case.parts
        .iter()
        .filter(|p| p.question == Some(question))
        .map(|p| p.id)
        .collect()
}

/// The converting bank states what arrived: the part goes on.
#[allow(
    clippy::too_many_arguments,
    reason = "the facts of one answer; a struct would only repeat these names"
)]
pub(super) fn state_rate(
    case: &mut Case,
    id: AskId,
    question: u32,
    credited: Money,
    rate: &str,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    check_party(case, id, actor)?;
    let line = case
        .ask(id)
        .into_iter()
        .flat_map(|a| &a.questions)
        .find(|q| q.id == question && q.closed.is_none() && q.kind == QuestionKind::Rate)
        .and_then(|q| q.onward.as_deref().cloned())
        .ok_or(Refusal::NoSuchQuestion(question))?;
    let Line::Moved {
        uetr,
        executed,
        debited,
        charge,
        to,
        arrives_in,
        ..
    } = line
    else {
        return Err(Refusal::NoSuchQuestion(question));
    };
    if let Some(expected) = arrives_in.filter(|a| *a != credited.asset) {
        return Err(Refusal::WrongCurrency {
            given: credited,
            wanted: expected.code(),
        });
    }
    let line = Line::Moved {
        uetr,
        executed,
        debited,
        credited: Some(credited),
        rate: Some(rate.to_owned()),
        charge,
        arrives_in,
        to,
    };
    let ids = waiting_for(case, question);
    close_questions(case, id, &ids, now, events);
    let position = case.ask(id).map_or(0, |a| a.answers.len().saturating_sub(1));
    let answer = u32::try_from(position).unwrap_or(u32::MAX);
    let proven = !matches!(actor.means, Means::Link | Means::LinkAndCode);
    pursuit::move_on(
        case,
        id,
        &ids,
        &line,
        Context {
            now,
            proven,
            answer,
            room: 0,
        },
        events,
    )?;
    let still_open = !parts_in(case, id, Bucket::Chased).is_empty();
    if let Some(ask) = case.ask_mut(id) {
        ask.state = if still_open {
            AskState::Acknowledged
        } else {
            AskState::Answered
        };
    }
    Ok(())
}
