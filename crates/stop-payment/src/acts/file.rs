//! Filing: the first officer writes down what was stolen.

use cordon_vocabulary::{Actor, Instant};

use crate::ask::{Ask, AskState, HeldBack, Revision};
use crate::part::{Hop, Part};
use crate::{Bucket, Case, CaseState, Character, Decision, Event, Filing, PursuitRule, Refusal};

/// Clocks of banks and stations differ: so many minutes ahead are borne.
const AHEAD_MINUTES: i64 = 15;
/// A payment may settle so many days ahead; it is then in flight and comes first.
const SETTLES_DAYS: i64 = 30;

/// Opens a case as one officer files it. It waits for a second person.
///
/// `in_flight` says that the execution instant is a settlement date still ahead.
///
/// # Errors
/// A [`Refusal`] when the matter may not be chased or the filing cannot stand.
pub fn file(filing: Filing, in_flight: bool, actor: &Actor, now: Instant) -> Result<Decision, Refusal> {
    let officer = actor.officer().ok_or(Refusal::OfficerNeeded)?.clone();
    let bureau = actor.bureau().ok_or(Refusal::OfficerNeeded)?.clone();
    check(&filing, in_flight, now)?;
    let payment = &filing.payment;
    let ask = Ask {
        id: 1,
        account: payment.to.clone(),
        flags: payment.flags.clone(),
        holder_country: None,
        route: payment.route.clone(),
        country: payment.country,
        currency: payment.amount.asset,
        hop: 1,
        uetr: payment.uetr.clone(),
        executed: payment.executed,
        state: AskState::HeldBack {
            why: HeldBack::SecondPerson,
        },
        revisions: vec![Revision {
            number: 1,
            asked_units: payment.amount.units,
            at: now,
            chain: vec![],
        }],
        sent: None,
        clock_began: now,
        acknowledged: None,
        answers: vec![],
        questions: vec![],
        hold: None,
        escalations: vec![],
        forwarded_from: None,
    };
    let part = Part {
        id: 2,
        units: payment.amount.units,
        bucket: Bucket::Chased,
        ask: 1,
        revision: 1,
        path: vec![Hop {
            ask: 1,
            local_units: payment.amount.units,
            currency: payment.amount.asset,
            rate: None,
        }],
        question: None,
    };
    let mut events = vec![Event::Filed { amount: payment.amount }];
    if filing.reported_elsewhere {
        events.push(Event::ReportedElsewhere);
    }
    let case = Case {
        bureau,
        rule: PursuitRule::TaintFirst,
        state: CaseState::Filed,
        filed: (officer, now),
        released: None,
        stopped: None,
        parts: vec![part],
        asks: vec![ask],
        next: 3,
        filing,
    };
    Ok(Decision {
        case,
        events,
        raises: vec![],
    })
}

fn check(filing: &Filing, in_flight: bool, now: Instant) -> Result<(), Refusal> {
    if filing.character != Character::OrdinaryCrime {
        return Err(Refusal::Character(filing.character));
    }
    let payment = &filing.payment;
    if payment.amount.units <= 0 {
        return Err(Refusal::NoAmount);
    }
    let ahead = payment.executed.seconds_since(now);
    if in_flight && ahead > SETTLES_DAYS * 86_400 {
        return Err(Refusal::SettlesTooFarAhead {
            settles: payment.executed,
        });
    }
    if !in_flight && ahead > AHEAD_MINUTES * 60 {
        return Err(Refusal::ExecutedAhead {
            executed: payment.executed,
            limit_minutes: AHEAD_MINUTES,
        });
    }
    let mandate = &filing.mandate;
    let wrong = [
        (mandate.grounds.trim().is_empty(), "names no grounds"),
        (mandate.ends <= now, "has ended before it began"),
        (
            mandate.most_hops == 0 || mandate.most_accounts == 0,
            "allows no request",
        ),
        (mandate.least_units < 0, "has a negative least amount"),
    ];
    if let Some((_, what)) = wrong.into_iter().find(|(wrong, _)| *wrong) {
        return Err(Refusal::BadMandate(what));
    }
    match &filing.silence {
        Some(silence) if silence.basis.trim().is_empty() || silence.until <= now => Err(Refusal::SilenceWithoutBasis),
        _ => Ok(()),
    }
}
