//! What may be done about a request now, and by whom: each act is offered exactly where deciding it would not refuse.

use cordon_vocabulary::{Actor, Instant, Money};

use super::{Act, HoldRules, decide, may_answer, own_officer};
use crate::ask::{AskState, QuestionKind};
use crate::{AskId, Bucket, Case};

/// The acts on one request that stand open to one actor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// Say that one is on it.
    pub acknowledge: bool,
    /// Answer it, or enter what is said on the telephone.
    pub answer: bool,
    /// Release what waits for an officer.
    pub release: bool,
    /// Confirm a reply that came through a link.
    pub confirm: bool,
    /// Make a one-time link for its institution.
    pub link: bool,
    /// Pass it to another office.
    pub forward: bool,
    /// Ask again for what was refused, missed, lapsed or released.
    pub reopen: bool,
    /// Give the hold a later end.
    pub extend: bool,
    /// Note the order of a court or authority.
    pub order: bool,
    /// Note that held money was paid back.
    pub give_back: bool,
    /// Give the hold up.
    pub release_hold: bool,
    /// Hear the holder, through the bank.
    pub appeal: bool,
    /// Decide an appeal.
    pub decide_appeal: bool,
    /// The open questions for a rate that may be answered.
    pub rates: Vec<u32>,
}

/// What this actor may do about a request at this instant.
///
/// `rules` are those of the country where the account lies. An unknown request offers nothing.
#[must_use]
pub fn offer(case: &Case, ask: AskId, rules: &HoldRules, actor: &Actor, now: Instant) -> Offer {
    let Some(asked) = case.ask(ask) else {
        return Offer::default();
    };
    let may = |act: Act| decide(case, &act, actor, now).is_ok_and(|d| !d.events.is_empty());
    let own = own_officer(case, actor).is_ok();
    let party = own || may_answer(case, asked, actor);
    let rules = || Box::new(rules.clone());
    let rates = asked.questions.iter();
    let held = case.parts_at(ask).any(|p| p.bucket == Bucket::Held);
    Offer {
        acknowledge: may(Act::Acknowledge { ask }),
        answer: asked.is_out() && party,
        release: may(Act::ReleaseAsk { ask }),
        confirm: may(Act::Confirm { ask }),
        link: own && asked.is_out(),
        // Whoever has answered has said that it is his.
        forward: matches!(asked.state, AskState::Sent | AskState::Acknowledged)
            && may(Act::Forward {
                ask,
                to: asked.route.clone(),
            }),
        reopen: may(Act::Reopen { ask }),
        extend: may(Act::Extend { ask, rules: rules() }),
        order: may(Act::Order {
            ask,
            order: String::from("-"),
        }),
        give_back: held
            && may(Act::Return {
                ask,
                amount: Money::new(1, asked.currency),
                uetr: None,
            }),
        release_hold: may(Act::ReleaseHold { ask, amount: None }),
        appeal: may(Act::Appeal {
            ask,
            words: None,
            permitted: rules().appeal_through_bank,
        }),
        decide_appeal: may(Act::DecideAppeal { ask, granted: false }),
        rates: rates
            .filter(|q| q.closed.is_none() && q.kind == QuestionKind::Rate)
            .filter(|_| asked.is_out() && may_answer(case, asked, actor))
            .map(|q| q.id)
            .collect(),
    }
}
