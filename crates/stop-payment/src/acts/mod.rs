//! The acts of a case. One function each; [`decide`] is the table of contents.

mod answer;
mod appeal;
mod clock;
mod correct;
mod file;
mod forward;
mod hold;
mod offer;
mod release;
mod withdraw;

use cordon_vocabulary::{Actor, BureauId, Instant, InstitutionId, Money, OfficerId, PartRef, Who};
use serde::{Deserialize, Serialize};

use crate::allocation::{Claim, Raise, SharingRule};
use crate::term::{HoldTerm, TermCalendar};
use crate::{AskId, Case, ClockKind, Event, Payment, Refusal, Reply, Route};

pub use file::file;
pub use offer::{Offer, offer};

/// What a country's profile says, as far as an answer or a hold needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRules {
    /// The term used when the bank states none.
    pub term: HoldTerm,
    /// The calendar it is counted in.
    pub calendar: TermCalendar,
    /// Whether an innocent holder may appeal through the bank.
    pub appeal_through_bank: bool,
    /// How new money held is shared among the requests that meet at one account.
    pub sharing: SharingRule,
    /// Whether the country's financial intelligence unit is asked, too, where money went.
    pub ask_fiu_where_to: bool,
}

/// One act on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the fields are named after what they are; each act says what it does"
)]
pub enum Act {
    /// A second officer releases the first request under the mandate.
    Release,
    /// One key: nothing new goes out.
    StopPursuit,
    /// A second officer lets the pursuit go on; what waited only for that goes out.
    ResumePursuit,
    /// An officer releases a request that was held back.
    ReleaseAsk { ask: AskId },
    /// The receiver is on it.
    Acknowledge { ask: AskId },
    /// A reply to a request.
    Answer {
        ask: AskId,
        reply: Reply,
        rules: Box<HoldRules>,
        /// What other requests at the same account have and want.
        others: Vec<Claim>,
    },
    /// New money is held where several requests meet: this request's share of it, in local units.
    Share {
        ask: AskId,
        units: i64,
        rules: Box<HoldRules>,
    },
    /// A reply that came through a link is confirmed by call-back or by the receiving bureau.
    Confirm { ask: AskId },
    /// The converting bank states what arrived.
    StateRate {
        ask: AskId,
        question: u32,
        credited: Money,
        rate: String,
    },
    /// "Not ours": the request goes to another office.
    Forward { ask: AskId, to: Route },
    /// A hold gets a new end, counted from now.
    Extend { ask: AskId, rules: Box<HoldRules> },
    /// A court or authority orders what is held.
    Order { ask: AskId, order: String },
    /// Held money is paid back; local amount.
    Return {
        ask: AskId,
        amount: Money,
        uetr: Option<String>,
    },
    /// The hold's end has come.
    Lapse { ask: AskId },
    /// The requester gives a hold up, in whole or in part; local amount.
    ReleaseHold { ask: AskId, amount: Option<Money> },
    /// An innocent holder appeals through the bank.
    Appeal {
        ask: AskId,
        words: Option<PartRef>,
        permitted: bool,
    },
    /// The requesting bureau decides an appeal.
    DecideAppeal { ask: AskId, granted: bool },
    /// What was refused, missed, lapsed or released is asked again.
    Reopen { ask: AskId },
    /// The filing is corrected; a revision supersedes.
    Correct { payment: Box<Payment> },
    /// The case is taken back; releases are asked of every holder.
    Withdraw,
    /// A clock ran out.
    ClockRan { ask: AskId, clock: ClockKind, level: u8 },
}

/// What an act brings about: the case as it will stand, and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The case after the act.
    pub case: Case,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What requests of other cases at the same account get by it. Never told to this case's readers.
    pub raises: Vec<Raise>,
}

/// Decides one act on a case: the only way in which a case changes.
///
/// # Errors
/// A [`Refusal`]; the case is then unchanged.
pub fn decide(case: &Case, act: &Act, actor: &Actor, now: Instant) -> Result<Decision, Refusal> {
    let mut case = case.clone();
    let mut events = Vec::new();
    let mut raises = Vec::new();
    let (c, e) = (&mut case, &mut events);
    match act {
        Act::Release => release::release(c, actor, now, e)?,
        Act::StopPursuit => release::stop(c, actor, now, e)?,
        Act::ResumePursuit => release::resume(c, actor, now, e)?,
        Act::ReleaseAsk { ask } => release::release_ask(c, *ask, actor, now, e)?,
        Act::Acknowledge { ask } => answer::acknowledge(c, *ask, actor, now, e)?,
        Act::Answer {
            ask,
            reply,
            rules,
            others,
        } => {
            raises = answer::answer(c, *ask, reply, rules, others, actor, now, e)?;
        }
        Act::Share { ask, units, rules } => hold::share(c, *ask, *units, rules, now, e)?,
        Act::Confirm { ask } => answer::confirm(c, *ask, actor, now, e)?,
        Act::StateRate {
            ask,
            question,
            credited,
            rate,
        } => {
            answer::state_rate(c, *ask, *question, *credited, rate, actor, now, e)?;
        }
        Act::Forward { ask, to } => forward::forward(c, *ask, to, actor, now, e)?,
        Act::Extend { ask, rules } => hold::extend(c, *ask, rules, actor, now, e)?,
        Act::Order { ask, order } => hold::order(c, *ask, order, actor, e)?,
        Act::Return { ask, amount, uetr } => hold::give_back(c, *ask, *amount, uetr.as_deref(), actor, e)?,
        Act::Lapse { ask } => hold::lapse(c, *ask, now, e)?,
        Act::ReleaseHold { ask, amount } => hold::release(c, *ask, *amount, actor, e)?,
        Act::Appeal { ask, words, permitted } => appeal::open(c, *ask, words.as_ref(), *permitted, actor, now, e)?,
        Act::DecideAppeal { ask, granted } => appeal::decide(c, *ask, *granted, actor, now, e)?,
        Act::Reopen { ask } => forward::reopen(c, *ask, actor, now, e)?,
        Act::Correct { payment } => correct::correct(c, payment, actor, now, e)?,
        Act::Withdraw => withdraw::withdraw(c, actor, e)?,
        Act::ClockRan { ask, clock, level } => clock::ran(c, *ask, *clock, *level, now, e)?,
    }
    Ok(Decision { case, events, raises })
}

/// The officer of the requesting bureau, or a refusal.
fn own_officer(case: &Case, actor: &Actor) -> Result<OfficerId, Refusal> {
    let officer = actor.officer().ok_or(Refusal::OfficerNeeded)?;
    if actor.bureau() == Some(&case.bureau) {
        Ok(officer.clone())
    } else {
        Err(Refusal::NotYourCase)
    }
}

/// Whether the actor answers for the receiver of a request: the institution, or the bureau of the country asked.
/// The requesting bureau may enter what it hears by telephone.
fn may_answer(case: &Case, ask: &crate::Ask, actor: &Actor) -> bool {
    match (&actor.who, &ask.route) {
        (Who::Institution { institution, .. }, Route::Institution { institution: asked }) => institution == asked,
        (Who::Institution { .. }, Route::Bureau { .. }) => false,
        (Who::Officer { bureau, .. }, _) => {
            is_of(bureau, ask) || (*bureau == case.bureau && actor.means == cordon_vocabulary::Means::Telephone)
        }
        (Who::Program { .. }, _) => false,
    }
}

/// Whether a bureau is that of the country asked: `QM` or `QM-FIU` for QM.
fn is_of(bureau: &BureauId, ask: &crate::Ask) -> bool {
    bureau.as_str().split('-').next() == Some(ask.country.code())
}

/// The institution that a request was put to.
#[must_use]
pub fn asked_institution(ask: &crate::Ask) -> Option<&InstitutionId> {
    match &ask.route {
        Route::Institution { institution } => Some(institution),
        Route::Bureau { .. } => None,
    }
}
