//! Which acts a page may offer. An offer is no promise: [`super::decide`] alone decides.

use jiff::Timestamp;

use super::{
    ActKind, Actor, Notice, Role, State, requester_view,
    work::{permitted, states_of},
};
use crate::rulebook::Rules;

/// The acts that role, bureau and state leave open to somebody. To the owner nothing is offered or left out that would
/// tell of a state it is not shown.
#[must_use]
pub fn open_acts(notice: &Notice, actor: &Actor, now: Timestamp, rules: &Rules) -> Vec<ActKind> {
    let owner = actor.role == Role::Officer && actor.bureau == notice.owner;
    let state = if owner {
        requester_view(notice, now, rules.book()).state
    } else {
        notice.state
    };
    ActKind::ALL
        .into_iter()
        .filter(|kind| permitted(notice, *kind, actor).is_ok())
        .filter(|kind| states_of(*kind).contains(&state))
        .filter(|kind| makes_sense(notice, *kind, actor, state, now))
        .collect()
}

/// Whether an act has something to act on.
fn makes_sense(notice: &Notice, kind: ActKind, actor: &Actor, state: State, now: Timestamp) -> bool {
    let copy = notice.copies.get(&actor.bureau);
    let reviewed = |by_me: bool| by_me || actor.officer == notice.author;
    match kind {
        ActKind::Tick | ActKind::Screen | ActKind::Screened | ActKind::Deliver | ActKind::SealedFact => false,
        ActKind::ConfirmReceipt => copy.is_some_and(|c| c.purge.is_none() && c.received_at.is_none()),
        ActKind::ConfirmPurge => copy.is_some_and(|c| c.purge.as_ref().is_some_and(|p| p.confirmed_at.is_none())),
        ActKind::Approve => !reviewed(notice.review.approvals.iter().any(|a| a.by == actor.officer)),
        ActKind::AskQuestion => actor.officer != notice.author,
        ActKind::Refuse => !reviewed(
            notice
                .review
                .refusal
                .as_ref()
                .is_some_and(|(by, _)| *by == actor.officer),
        ),
        ActKind::AnswerQuestion => notice.review.questions.iter().any(|q| q.answered_at.is_none()),
        ActKind::ApproveUpdate => notice
            .pending
            .as_ref()
            .is_some_and(|p| p.by != actor.officer && p.approvals.iter().all(|a| a.by != actor.officer)),
        ActKind::RejectUpdate => notice.pending.as_ref().is_some_and(|p| p.by != actor.officer),
        ActKind::ProposeUpdate => notice.pending.is_none(),
        ActKind::Record => {
            let before = !state.is_live() && actor.officer != notice.author;
            before || notice.pending.as_ref().is_some_and(|p| p.by != actor.officer)
        }
        ActKind::AnswerWarrant => notice.warrant.as_ref().is_some_and(|w| w.asked_at.is_some()),
        ActKind::AnswerRetention => notice.retention.as_ref().is_some_and(|r| r.asked_on.is_some()),
        ActKind::LiftRestriction => !notice.denied.is_empty(),
        ActKind::Resume => notice.suspension.as_ref().is_some_and(|s| !s.for_silence),
        ActKind::Destroy => notice.end.as_ref().is_none_or(|end| end.told_at <= now),
        _ => true,
    }
}
