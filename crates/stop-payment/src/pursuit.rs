//! Chasing: how one reply splits the parts at an account and opens or raises the next requests.
//!
//! Rule `taint-first`: what is held counts first, then the onward payments by execution instant and then by their
//! order in the reply, until the asked sum is used up. Local amounts map back to the stolen currency by fraction.

use cordon_vocabulary::{Asset, Instant, Money, share};

use crate::ask::{Ask, AskState, Cause, HeldBack, Question, QuestionKind, Revision};
use crate::bucket::{self, Movement};
use crate::part::Hop;
use crate::reply::{Destination, Line, Reply};
use crate::{AskId, Bucket, Case, CaseState, Event, PartId, Refusal};

/// What the rule needs to know about a reply beside its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub now: Instant,
    /// Authenticated: opens the next requests at once. Otherwise they are provisional.
    pub proven: bool,
    /// The position of the answer in its request.
    pub answer: u32,
    /// Local units that this reply may count as newly held; the rest of what it holds belongs to other requests.
    pub room: i64,
}

/// What becomes of one slice of the asked sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Hold,
    Return,
    Onward(usize),
    Spend,
    Charge,
    Refuse,
    Miss,
    Wait,
    Unsaid,
}

/// Settles the covered parts by a reply. The sheet adds up before and after.
pub(crate) fn settle(
    case: &mut Case,
    ask: AskId,
    covered: &[PartId],
    reply: &Reply,
    context: Context,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let asked: i64 = covered.iter().filter_map(|id| part_local(case, *id)).sum();
    let (currency, came) = case
        .ask(ask)
        .map(|a| (a.currency, a.executed))
        .ok_or(Refusal::NoSuchAsk(ask))?;
    check(reply, currency, came, asked)?;
    let slices = slices(reply, asked, context.room);
    let cuts: Vec<i64> = slices.iter().map(|(_, local)| *local).collect();
    let pieces = cut(case, covered, &cuts);
    for ((fate, _), ids) in slices.iter().zip(pieces) {
        match fate {
            Fate::Hold => place(case, ask, &ids, Movement::Hold, events),
            Fate::Return => place(case, ask, &ids, Movement::Return, events),
            Fate::Spend => place(case, ask, &ids, Movement::Spend, events),
            Fate::Charge => place(case, ask, &ids, Movement::Charge, events),
            Fate::Refuse => place(case, ask, &ids, Movement::Refuse, events),
            Fate::Miss => place(case, ask, &ids, Movement::Miss, events),
            Fate::Wait => {}
            Fate::Unsaid => {
                place(case, ask, &ids, Movement::AskWhereTo, events);
                open_question(case, ask, &ids, QuestionKind::WhereTo, None, context.now, events);
            }
            Fate::Onward(line) => {
                if let Some(line) = reply.lines.get(*line) {
                    move_on(case, ask, &ids, line, context, events)?;
                }
            }
        }
    }
    Ok(())
}

fn part_local(case: &Case, id: PartId) -> Option<i64> {
    case.parts.iter().find(|p| p.id == id).map(crate::Part::local_units)
}

/// Refuses a reply whose own sums do not agree.
fn check(reply: &Reply, currency: Asset, came: Instant, asked: i64) -> Result<(), Refusal> {
    if reply.lines.is_empty() {
        return Err(Refusal::EmptyReply);
    }
    let mut sum: i128 = 0;
    let mut settled: i128 = 0;
    let mut rests = 0;
    for line in &reply.lines {
        match line.stated() {
            Some(money) if money.asset != currency => {
                return Err(Refusal::WrongCurrency {
                    given: money,
                    wanted: currency.code(),
                });
            }
            Some(money) => {
                sum += i128::from(money.units);
                settled += i128::from(money.units);
            }
            None => rests += 1,
        }
        check_line(line, currency, came)?;
    }
    let money = |units: i128| Money::new(i64::try_from(units).unwrap_or(i64::MAX), currency);
    let contradiction = |what, stated: Money, sum: i128| {
        Err(Refusal::Contradiction {
            what,
            stated,
            sum: money(sum),
        })
    };
    if let Some(stated) = reply.accounts_for {
        if stated.asset != currency {
            return Err(Refusal::WrongCurrency {
                given: stated,
                wanted: currency.code(),
            });
        }
        if i128::from(stated.units) != sum {
            return contradiction("the lines do not add up to the sum stated", stated, sum);
        }
    }
    if rests > 1 {
        return contradiction("two lines speak of the same rest", money(i128::from(asked)), sum);
    }
    if rests == 1 && settled >= i128::from(asked) {
        return contradiction(
            "the lines leave no rest, yet one speaks of it",
            money(i128::from(asked)),
            sum,
        );
    }
    let returned: i128 = reply
        .lines
        .iter()
        .filter_map(|l| matches!(l, Line::Returned { .. }).then(|| l.stated()).flatten())
        .map(|m| i128::from(m.units))
        .sum();
    if returned > i128::from(asked) {
        return contradiction(
            "more is said to be returned than was asked",
            money(i128::from(asked)),
            returned,
        );
    }
    Ok(())
}

fn check_line(line: &Line, currency: Asset, came: Instant) -> Result<(), Refusal> {
    // Banks' clocks differ: a quarter of an hour is borne.
    if let Some(left) = line.executed().filter(|left| left.plus_seconds(900) < came) {
        return Err(Refusal::LeftBeforeItCame { left, came });
    }
    if let Line::Moved {
        debited,
        credited,
        charge,
        ..
    } = line
    {
        if let Some(charge) = charge {
            if charge.asset != currency {
                return Err(Refusal::WrongCurrency {
                    given: *charge,
                    wanted: currency.code(),
                });
            }
            if charge.units > debited.units {
                return Err(Refusal::Contradiction {
                    what: "the charge is more than the payment",
                    stated: *debited,
                    sum: *charge,
                });
            }
        }
        let net = debited.units - charge.map_or(0, |c| c.units);
        if let Some(credited) = credited.filter(|c| c.asset == currency && c.units > net) {
            return Err(Refusal::Contradiction {
                what: "more arrived than left",
                stated: *debited,
                sum: credited,
            });
        }
    }
    Ok(())
}

/// Cuts the asked sum into slices, in the order of the rule; together they are exactly the asked sum.
fn slices(reply: &Reply, asked: i64, mut room: i64) -> Vec<(Fate, i64)> {
    let mut rest = asked;
    let mut slices = Vec::new();
    let mut take = |fate: Fate, wanted: i64, rest: &mut i64| {
        let taken = wanted.clamp(0, *rest);
        *rest -= taken;
        if taken > 0 {
            slices.push((fate, taken));
        }
    };
    for line in &reply.lines {
        match line {
            Line::Held { amount, .. } => {
                let counted = amount.units.min(room);
                room -= counted;
                take(Fate::Hold, counted, &mut rest);
            }
            Line::Returned { amount, .. } => take(Fate::Return, amount.units, &mut rest),
            _ => {}
        }
    }
    let mut outward: Vec<(Instant, usize)> = reply
        .lines
        .iter()
        .enumerate()
        .filter_map(|(i, line)| Some((line.executed()?, i)))
        .collect();
    outward.sort_unstable();
    for (_, i) in outward {
        match &reply.lines[i] {
            Line::Moved { debited, charge, .. } => {
                let taken = debited.units.clamp(0, rest);
                let charge = charge.map_or(0, |c| c.units);
                let charged = part_of(charge, taken, debited.units);
                take(Fate::Charge, charged, &mut rest);
                take(Fate::Onward(i), taken - charged, &mut rest);
            }
            Line::Spent { amount, .. } => take(Fate::Spend, amount.units, &mut rest),
            Line::Charge { amount, .. } => take(Fate::Charge, amount.units, &mut rest),
            _ => {}
        }
    }
    let last = reply.lines.iter().find_map(|line| match line {
        Line::Refused { .. } => Some(Fate::Refuse),
        Line::NotFound => Some(Fate::Miss),
        Line::Waiting { .. } => Some(Fate::Wait),
        _ => None,
    });
    let all = rest;
    take(last.unwrap_or(Fate::Unsaid), all, &mut rest);
    slices
}

/// The share of `whole` that goes with `taken` out of `of`.
fn part_of(whole: i64, taken: i64, of: i64) -> i64 {
    share::divide(whole, &[taken, (of - taken).max(0)])[0]
}

/// Cuts parts, in their order, into slices of so many local units each; gives the parts of each slice.
fn cut(case: &mut Case, covered: &[PartId], slices: &[i64]) -> Vec<Vec<PartId>> {
    let mut pieces = vec![Vec::new(); slices.len()];
    let mut left = slices.to_vec();
    let mut slice = 0;
    for id in covered {
        let Some(place) = case.parts.iter().position(|p| p.id == *id) else {
            continue;
        };
        let mut local = case.parts[place].local_units();
        let mut shares: Vec<(usize, i64)> = Vec::new();
        while slice < left.len() && (local > 0 || left[slice] == 0) {
            let taken = left[slice].min(local);
            if taken > 0 {
                shares.push((slice, taken));
            }
            left[slice] -= taken;
            local -= taken;
            if left[slice] > 0 {
                break;
            }
            slice += 1;
        }
        let weights: Vec<i64> = shares.iter().map(|(_, w)| *w).collect();
        let units = share::divide(case.parts[place].units, &weights);
        for (n, ((slice, local), units)) in shares.into_iter().zip(units).enumerate() {
            let number = if n == 0 { *id } else { case.number() };
            let piece = case.parts[place].cut(number, units, local);
            pieces[slice].push(number);
            case.parts.push(piece);
        }
        if !weights.is_empty() {
            case.parts.remove(place);
        }
    }
    pieces
}

/// Moves parts in the table and reports the sum.
pub(crate) fn place(case: &mut Case, ask: AskId, ids: &[PartId], movement: Movement, events: &mut Vec<Event>) {
    let mut units = 0;
    let mut to = None;
    for part in case.parts.iter_mut().filter(|p| ids.contains(&p.id)) {
        if let Some(bucket) = bucket::next(part.bucket, movement) {
            part.bucket = bucket;
            part.question = None;
            units += part.units;
            to = Some(bucket);
        }
    }
    if let Some(bucket) = to {
        let amount = Money::new(units, case.lost().asset);
        events.push(Event::Placed { ask, bucket, amount });
    }
}

fn open_question(
    case: &mut Case,
    ask: AskId,
    ids: &[PartId],
    kind: QuestionKind,
    onward: Option<Box<Line>>,
    now: Instant,
    events: &mut Vec<Event>,
) {
    let question = case.number();
    for part in case.parts.iter_mut().filter(|p| ids.contains(&p.id)) {
        part.question = Some(question);
    }
    if let Some(ask) = case.ask_mut(ask) {
        ask.questions.push(Question {
            id: question,
            kind,
            opened: now,
            fiu_asked: false,
            closed: None,
            onward,
        });
    }
    events.push(Event::QuestionOpened { ask, question, kind });
}

/// Carries pieces along one onward payment.
pub(crate) fn move_on(
    case: &mut Case,
    from: AskId,
    ids: &[PartId],
    line: &Line,
    context: Context,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let Line::Moved {
        debited,
        credited,
        rate,
        charge,
        arrives_in,
        executed,
        uetr,
        to,
    } = line
    else {
        return Ok(());
    };
    let units: i64 = case.parts.iter().filter(|p| ids.contains(&p.id)).map(|p| p.units).sum();
    if units < case.filing.mandate.least_units {
        place(case, from, ids, Movement::Drop, events);
        return Ok(());
    }
    let there = case
        .asks
        .iter()
        .find(|a| a.account.key() == to.account.key())
        .map(|a| (a.id, a.currency, a.is_out()));
    let arriving = credited.map_or_else(|| arrives_in.unwrap_or(debited.asset), |c| c.asset);
    let rate_unknown = credited.is_none() && arriving != debited.asset;
    let other_currency = there.is_some_and(|(_, currency, _)| currency != arriving);
    if rate_unknown || other_currency {
        // No market rate is ever invented: the converting bank states it, or the part waits.
        open_question(
            case,
            from,
            ids,
            QuestionKind::Rate,
            Some(Box::new(line.clone())),
            context.now,
            events,
        );
        return Ok(());
    }
    if !context.proven && there.is_some_and(|(_, _, out)| out) {
        // Someone who answers through a link must not be able to disturb a request that is already out.
        open_question(
            case,
            from,
            ids,
            QuestionKind::WhereTo,
            Some(Box::new(line.clone())),
            context.now,
            events,
        );
        return Ok(());
    }
    let net = debited.units - charge.map_or(0, |c| c.units);
    let target = there.map_or_else(|| case.number(), |(id, _, _)| id);
    let arrived = arrive(case, ids, target, net, *credited, arriving, rate.as_deref());
    match there {
        Some(_) => raise(case, from, target, arrived, context, events),
        None => open(
            case,
            from,
            target,
            arrived,
            arriving,
            (*executed, uetr.clone(), to),
            context,
            events,
        ),
    }
    Ok(())
}

/// Adds the hop to each piece; gives the local sum that arrived.
fn arrive(
    case: &mut Case,
    ids: &[PartId],
    target: AskId,
    net: i64,
    credited: Option<Money>,
    currency: Asset,
    rate: Option<&str>,
) -> i64 {
    let revision = case.ask(target).map_or(1, |a| a.revision() + 1);
    let locals: Vec<i64> = ids.iter().filter_map(|id| part_local(case, *id)).collect();
    let taken: i64 = locals.iter().sum();
    let total = credited.map_or(taken, |c| part_of(c.units, taken, net));
    for (id, local) in ids.iter().zip(share::divide(total, &locals)) {
        if let Some(part) = case.parts.iter_mut().find(|p| p.id == *id) {
            part.path.push(Hop {
                ask: target,
                local_units: local,
                currency,
                rate: rate.map(str::to_owned),
            });
            part.ask = target;
            part.revision = revision;
            part.question = None;
        }
    }
    total
}

/// Opens the request at an account that this case has not met before.
#[allow(
    clippy::too_many_arguments,
    reason = "one call site; a struct would only repeat these names"
)]
fn open(
    case: &mut Case,
    from: AskId,
    id: AskId,
    asked: i64,
    currency: Asset,
    (executed, uetr, to): (Instant, Option<String>, &Destination),
    context: Context,
    events: &mut Vec<Event>,
) {
    let hop = case.ask(from).map_or(1, |a| a.hop.saturating_add(1));
    let chain = chain(case, from, context.answer);
    let why = held_back(case, usize::from(hop), case.asks.len() + 1, to, context);
    let state = why.map_or(AskState::Sent, |why| AskState::HeldBack { why });
    case.asks.push(Ask {
        id,
        account: to.account.clone(),
        flags: to.flags.clone(),
        holder_country: to.holder_country,
        route: to.route(),
        country: to.country,
        currency,
        hop,
        uetr,
        executed,
        state,
        revisions: vec![Revision {
            number: 1,
            asked_units: asked,
            at: context.now,
            chain,
        }],
        sent: why.is_none().then_some(context.now),
        clock_began: context.now,
        acknowledged: None,
        answers: vec![],
        questions: vec![],
        hold: None,
        escalations: vec![],
        forwarded_from: None,
    });
    let asked = Money::new(asked, currency);
    events.push(match why {
        Some(why) => Event::AskHeldBack { ask: id, why },
        None => Event::AskSent {
            ask: id,
            revision: 1,
            asked,
        },
    });
}

/// Raises the request at an account where another branch of the money has arrived: one request at one account.
fn raise(case: &mut Case, from: AskId, target: AskId, more: i64, context: Context, events: &mut Vec<Event>) {
    let chain = chain(case, from, context.answer);
    let longest = case.parts_at(target).map(|p| p.path.len()).max().unwrap_or(1);
    let accounts = case.asks.len();
    let stopped = case.state != CaseState::Pursuing;
    let limit = case
        .ask(target)
        .and_then(|ask| case.filing.mandate.limits(longest, accounts, ask.country, context.now));
    let Some(ask) = case.ask_mut(target) else {
        return;
    };
    let number = ask.revision() + 1;
    let asked_units = ask.asked_units().saturating_add(more);
    ask.revisions.push(Revision {
        number,
        asked_units,
        at: context.now,
        chain,
    });
    ask.escalations.clear();
    let asked = Money::new(asked_units, ask.currency);
    let why = match ask.state {
        AskState::HeldBack { why } => Some(why),
        _ if stopped => Some(HeldBack::Stopped),
        _ => limit,
    };
    match why {
        Some(why) => {
            ask.state = AskState::HeldBack { why };
            events.push(Event::AskHeldBack { ask: target, why });
        }
        None => {
            ask.state = AskState::Sent;
            events.push(Event::AskRaised {
                ask: target,
                revision: number,
                asked,
            });
        }
    }
}

/// The replies that a request rests on, oldest first: a request never rests on more than its own branch.
fn chain(case: &Case, from: AskId, answer: u32) -> Vec<Cause> {
    let mut chain = case
        .ask(from)
        .and_then(|a| a.revisions.last())
        .map(|r| r.chain.clone())
        .unwrap_or_default();
    chain.push(Cause { ask: from, answer });
    chain
}

fn held_back(case: &Case, hops: usize, accounts: usize, to: &Destination, context: Context) -> Option<HeldBack> {
    if case.state != CaseState::Pursuing {
        return Some(HeldBack::Stopped);
    }
    let limit = case.filing.mandate.limits(hops, accounts, to.country, context.now);
    limit
        .or_else(|| to.officer_needed.then_some(HeldBack::ProfileForbids))
        .or_else(|| (!context.proven).then_some(HeldBack::Unconfirmed))
}

/// The parts of a request that lie in a bucket, in their order.
pub(crate) fn parts_in(case: &Case, ask: AskId, bucket: Bucket) -> Vec<PartId> {
    let mut ids: Vec<PartId> = case
        .parts_at(ask)
        .filter(|p| p.bucket == bucket)
        .map(|p| p.id)
        .collect();
    ids.sort_unstable();
    ids
}

/// Takes exactly so many local units out of the held parts of a request, cutting the last one; gives the pieces.
pub(crate) fn take_held(case: &mut Case, ask: AskId, local: i64) -> Vec<PartId> {
    let held = parts_in(case, ask, Bucket::Held);
    let all: i64 = held.iter().filter_map(|id| part_local(case, *id)).sum();
    let mut pieces = cut(case, &held, &[local.clamp(0, all), all - local.clamp(0, all)]);
    pieces.swap_remove(0)
}

/// Takes exactly so many local units out of what is open at a request and waits for no other answer.
pub(crate) fn take_open(case: &mut Case, ask: AskId, local: i64) -> Vec<PartId> {
    let mut open: Vec<PartId> = case
        .parts_at(ask)
        .filter(|p| p.bucket == Bucket::Chased && p.question.is_none())
        .map(|p| p.id)
        .collect();
    open.sort_unstable();
    cut_local(case, &open, local)
}

/// The local units that lie in a bucket at a request.
pub(crate) fn local_in(case: &Case, ask: AskId, bucket: Bucket) -> i64 {
    case.parts_at(ask)
        .filter(|p| p.bucket == bucket)
        .map(crate::Part::local_units)
        .sum()
}

/// Cuts so many units of the stolen currency off the given parts; gives the pieces.
pub(crate) fn cut_local(case: &mut Case, ids: &[PartId], local: i64) -> Vec<PartId> {
    let all: i64 = ids.iter().filter_map(|id| part_local(case, *id)).sum();
    let wanted = local.clamp(0, all);
    let mut pieces = cut(case, ids, &[wanted, all - wanted]);
    pieces.swap_remove(0)
}
