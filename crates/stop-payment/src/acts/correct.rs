//! Corrections: a revision supersedes; holds carry over where account and amount allow.

use cordon_vocabulary::{Actor, Instant, Money};

use super::{own_officer, release};
use crate::ask::{AskState, Revision};
use crate::part::{Hop, Part};
use crate::pursuit::{cut_local, parts_in};
use crate::{Bucket, Case, CaseState, Event, Payment, Refusal};

/// Corrects the filing's payment.
pub(super) fn correct(
    case: &mut Case,
    payment: &Payment,
    actor: &Actor,
    now: Instant,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    own_officer(case, actor)?;
    if case.state == CaseState::Withdrawn {
        return Err(Refusal::CaseState(case.state));
    }
    let old = case.lost();
    if payment.amount.units <= 0 {
        return Err(Refusal::NoAmount);
    }
    if payment.amount.asset != old.asset {
        return Err(Refusal::WrongCurrency {
            given: payment.amount,
            wanted: old.asset.code(),
        });
    }
    let moved = case.filing.payment.to.key() != payment.to.key();
    if moved {
        move_first_request(case, payment, now)?;
    }
    change_amount(case, payment.amount.units - old.units)?;
    case.filing.payment = payment.clone();
    events.push(Event::Corrected { amount: payment.amount });
    raise_first(case, moved, now, events);
    Ok(())
}

/// Another account: possible while the first bank has settled nothing, because its holds cannot follow.
fn move_first_request(case: &mut Case, payment: &Payment, now: Instant) -> Result<(), Refusal> {
    let answered: i64 = case
        .parts
        .iter()
        .filter(|p| p.ask != 1 || p.bucket != Bucket::Chased)
        .map(|p| p.units)
        .sum();
    if answered > 0 {
        return Err(Refusal::AlreadyPlaced {
            missing: Money::new(answered, case.lost().asset),
        });
    }
    if let Some(first) = case.ask_mut(1) {
        first.account = payment.to.clone();
        first.flags = payment.flags.clone();
        first.route = payment.route.clone();
        first.country = payment.country;
        first.uetr = payment.uetr.clone();
        first.executed = payment.executed;
        first.acknowledged = None;
        first.clock_began = now;
    }
    Ok(())
}

/// More: a new part at the first account. Less: only what is still chased there can go.
fn change_amount(case: &mut Case, more: i64) -> Result<(), Refusal> {
    let currency = case.lost().asset;
    let revision = case.ask(1).map_or(1, |a| a.revision() + 1);
    if more > 0 {
        let id = case.number();
        let path = vec![Hop {
            ask: 1,
            local_units: more,
            currency,
            rate: None,
        }];
        case.parts.push(Part {
            id,
            units: more,
            bucket: Bucket::Chased,
            ask: 1,
            revision,
            path,
            question: None,
        });
    } else if more < 0 {
        let open = parts_in(case, 1, Bucket::Chased);
        let there: i64 = case
            .parts
            .iter()
            .filter(|p| open.contains(&p.id))
            .map(|p| p.units)
            .sum();
        if there < -more {
            return Err(Refusal::AlreadyPlaced {
                missing: Money::new(-more - there, currency),
            });
        }
        // At the first account local money is the stolen money, unit for unit.
        let gone = cut_local(case, &open, -more);
        case.parts.retain(|p| !gone.contains(&p.id));
    }
    Ok(())
}

fn raise_first(case: &mut Case, moved: bool, now: Instant, events: &mut Vec<Event>) {
    let asked_units = case.filing.payment.amount.units;
    let pursuing = case.state == CaseState::Pursuing;
    let Some(first) = case.ask_mut(1) else { return };
    if first.asked_units() == asked_units && !moved {
        return;
    }
    let number = first.revision() + 1;
    first.revisions.push(Revision {
        number,
        asked_units,
        at: now,
        chain: vec![],
    });
    let was_out = !matches!(first.state, AskState::HeldBack { .. });
    if moved {
        for part in case.parts.iter_mut().filter(|p| p.ask == 1) {
            part.revision = number;
        }
    }
    if pursuing && was_out {
        release::send_or_hold(case, 1, None, now, events);
    }
}
