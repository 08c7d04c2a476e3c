//! The table of transitions: every act in every state, done or refused as the table says.

mod desk;

use std::collections::BTreeSet;

use cordon_notices::lifecycle::{Act, ActKind, Actor, Refusal, State, WarrantAnswer, decide};
use desk::*;

/// An act, somebody who may do it, and the states in which it is possible with the state that follows.
type Line = (Act, Actor, Vec<(State, State)>);

/// Every act with somebody who may do it, and the states in which it is possible with the state that follows.
#[allow(clippy::too_many_lines, reason = "a table")]
fn table() -> Vec<Line> {
    use State::*;
    let stays = |states: &[State]| states.iter().map(|s| (*s, *s)).collect::<Vec<_>>();
    let to = |target: State, states: &[State]| states.iter().map(|s| (*s, target)).collect::<Vec<_>>();
    let under_way = [
        Draft,
        Submitted,
        Screening,
        LegalReview,
        InformationRequested,
        Approved,
        Translating,
    ];
    let submitted = [
        Submitted,
        Screening,
        LegalReview,
        InformationRequested,
        Approved,
        Translating,
    ];
    let live = [Published, Suspended, Blocked];
    let ended = [Refused, Withdrawn, Cancelled, Deleted, Expired];
    let all = |parts: &[&[State]]| parts.concat();
    let text = Act::SetText {
        language: "fr".into(),
        text: payload(900),
    };
    let update = Act::ProposeUpdate { payload: payload(901) };
    let addendum = Act::AddAddendum {
        text: payload(902),
        sealed_from_owner: false,
    };
    let kept = Act::AnswerRetention {
        until: None,
        reason: String::new(),
        warrant_checked: false,
    };
    let deny = Act::Restrict { deny: bureaus(&["QN"]) };
    let mut sealed = to(Refused, &submitted);
    sealed.extend(to(Deleted, &live));
    vec![
        (Act::Submit, owner(), to(Submitted, &[Draft])),
        (
            Act::Amend { payload: payload(903) },
            owner(),
            stays(&[Draft, InformationRequested]),
        ),
        (Act::Screen, system(), to(Screening, &[Submitted])),
        (screened(evidence(1)), system(), to(LegalReview, &[Screening])),
        (
            screened(incomplete(1)),
            system(),
            to(InformationRequested, &[Screening]),
        ),
        (
            Act::AskQuestion {
                fields: vec!["interest".into()],
                text: payload(904).id,
            },
            reviewer(1),
            to(InformationRequested, &[LegalReview, InformationRequested]),
        ),
        (
            Act::AnswerQuestion {
                number: 1,
                answer: payload(905).id,
            },
            owner(),
            to(Submitted, &[InformationRequested]),
        ),
        (approve(), reviewer(1), stays(&[LegalReview])),
        (refuse(), reviewer(1), stays(&[LegalReview])),
        (Act::BeginTranslation, translator(1), to(Translating, &[Approved])),
        (text, translator(1), stays(&[Translating, Published, Suspended])),
        (
            Act::Deliver {
                bureaus: bureaus(&["QR"]),
            },
            system(),
            stays(&[Published]),
        ),
        (update, owner(), stays(&[Published, Suspended])),
        (addendum, reviewer(1), stays(&live)),
        (suspend(), owner(), to(Suspended, &[Published])),
        (Act::Resume, owner(), to(Published, &[Suspended])),
        (Act::Block, oversight(), to(Blocked, &[Published, Suspended])),
        (Act::Unblock, oversight(), to(Published, &[Blocked])),
        (withdraw(), owner(), to(Withdrawn, &all(&[&under_way, &live]))),
        (cancel(), reviewer(1), to(Cancelled, &live)),
        (
            Act::Delete { articles: articles() },
            oversight(),
            to(Deleted, &all(&[&submitted, &live])),
        ),
        (
            Act::Destroy {
                second: officer("reviewer-2"),
            },
            reviewer(1),
            to(Destroyed, &ended),
        ),
        (deny, owner(), stays(&all(&[&under_way, &live]))),
        (refugee(), system(), sealed),
        (Act::ConfirmReceipt, member("QN"), stays(&live)),
        (kept, owner(), vec![]),
        (warrant(WarrantAnswer::Stands), owner(), vec![]),
        (
            Act::ConfirmPurge,
            member("QN"),
            stays(&[Withdrawn, Cancelled, Deleted, Expired, Destroyed]),
        ),
    ]
}

/// Acts that need more than a state: they are refused here for another reason, which their own tests provoke.
fn needs_more(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NoRetentionQuestion | Refusal::NoWarrantQuestion | Refusal::NotAHolder(_) | Refusal::NoPurge(_)
    )
}

/// States of the desk that the owner is not shown, and in which it is told no more than that the matter is in hand.
fn hidden_from_owner(state: State, by: &Actor) -> bool {
    use State::{Approved, Blocked, Deleted, Screening, Translating};
    *by == owner() && matches!(state, Screening | Approved | Translating | Blocked | Deleted)
}

#[test]
fn every_act_in_every_state_does_what_the_table_says() {
    let mut wrong = Vec::new();
    let mut pairs = 0;
    for state in State::ALL {
        let notice = in_state(state);
        assert_eq!(notice.state, state);
        // After the letters have left, so that the owner meets the plain refusal.
        let now = days(notice.touched_at, 2);
        for (act, by, possible) in table() {
            pairs += 1;
            let expected = possible.iter().find(|(from, _)| *from == state).map(|(_, to)| *to);
            match (decide(&notice, &act, &by, now, &rules()), expected) {
                (Ok(done), Some(to)) if done.notice.state == to => {
                    assert_eq!(done.notice.version, notice.version + 1)
                }
                (Ok(done), _) => wrong.push(format!(
                    "{:?} in {state:?} led to {:?}, expected {expected:?}",
                    act.kind(),
                    done.notice.state
                )),
                (Err(Refusal::WrongState { .. }), None) if !state.is_end() => {}
                (Err(Refusal::Ended(_)), None) if state.is_end() => {}
                (Err(Refusal::InHand), None) if hidden_from_owner(state, &by) => {}
                (Err(other), None) if needs_more(&other) => {}
                (Err(other), _) => wrong.push(format!(
                    "{:?} in {state:?}: {other:?}, expected {expected:?}",
                    act.kind()
                )),
            }
        }
    }
    assert!(pairs > 400, "only {pairs} pairs were tried");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_holds_every_act_but_those_with_a_story_of_their_own() {
    let told_elsewhere = [
        ActKind::CheckText,
        ActKind::Publish,
        ActKind::ApproveUpdate,
        ActKind::RejectUpdate,
        ActKind::LiftRestriction,
        ActKind::Tick,
    ];
    let tried: BTreeSet<ActKind> = table()
        .iter()
        .map(|(act, _, _)| act.kind())
        .chain(told_elsewhere)
        .collect();
    assert_eq!(tried.len(), 33);
}

#[test]
fn acts_with_a_story_are_still_refused_in_the_wrong_states() {
    let update = Act::ApproveUpdate {
        evidence: evidence(2),
        answered_asks: BTreeSet::new(),
    };
    let acts = [
        (
            Act::CheckText { language: "fr".into() },
            translator(2),
            vec![State::Translating, State::Published, State::Suspended],
        ),
        (publish(), reviewer(1), vec![State::Translating]),
        (update, reviewer(1), vec![State::Published, State::Suspended]),
        (
            Act::RejectUpdate { articles: articles() },
            reviewer(1),
            vec![State::Published, State::Suspended],
        ),
    ];
    for state in State::ALL {
        let notice = in_state(state);
        for (act, by, possible) in &acts {
            let refusal = decide(&notice, act, by, days(notice.touched_at, 2), &rules()).err();
            let by_state = matches!(refusal, Some(Refusal::WrongState { .. } | Refusal::Ended(_)));
            assert_eq!(
                by_state,
                !possible.contains(&state),
                "{:?} in {state:?}: {refusal:?}",
                act.kind()
            );
        }
    }
}

#[test]
fn nobody_does_what_is_not_for_the_role_or_bureau() {
    let everybody = [owner(), member("QN"), reviewer(3), translator(3), oversight(), system()];
    let mut tried = 0;
    for (act, by, possible) in table() {
        let Some((state, _)) = possible.first() else {
            continue;
        };
        let notice = in_state(*state);
        let (roles, owner_only) = act.kind().allowed();
        for other in everybody.iter().filter(|a| a.role != by.role || a.bureau != by.bureau) {
            let may =
                roles.contains(&other.role) && (!owner_only || other.role != by.role || other.bureau == notice.owner);
            if may {
                continue;
            }
            tried += 1;
            assert_eq!(
                refused(&notice, &act, other, days(notice.touched_at, 2)),
                Refusal::NotForYou(act.kind())
            );
        }
    }
    assert!(tried > 80, "only {tried} pairs were tried");
}
