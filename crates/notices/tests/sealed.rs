//! Sealed facts act at once, and the requester cannot tell them from any other decision.

mod desk;

use std::collections::BTreeSet;

use cordon_notices::{
    lifecycle::{
        Act, Audience, COMMON_WORDING, EventKind, Notice, Refusal, Sight, State, Viewer, requester_view, sight,
    },
    request::SealedFactKind,
};
use desk::*;
use jiff::Timestamp;

fn constitutional() -> Act {
    Act::Refuse {
        articles: ["C 3; 34(3)".to_owned()].into(),
    }
}

/// What the owner of a notice can see of it, hour by hour for three days.
fn owner_sees(notice: &Notice, from: Timestamp) -> Vec<String> {
    (0..72)
        .map(|h| format!("{:?}", requester_view(notice, hours(from, h), rules().book())))
        .collect()
}

#[test]
fn a_confirmed_refugee_is_let_go_at_once() {
    let done = after(&published(), &refugee(), &system(), hours(start(), 3));
    assert_eq!(
        (done.notice.state, sight(&done.notice, &Viewer::Bureau(bureau("QN")))),
        (State::Deleted, Sight::Tombstone)
    );
    assert!(done.remember.is_some());
    assert!(
        done.events
            .iter()
            .any(|e| e.kind == EventKind::Recalled && e.at == hours(start(), 3))
    );
}

#[test]
fn the_owner_of_a_refused_request_sees_the_same_whether_a_sealed_fact_or_reviewers_refused_it() {
    let now = hours(start(), 3);
    let sealed = after(&in_review(), &refugee(), &system(), now).notice;
    let one = after(&in_review(), &constitutional(), &reviewer(1), start()).notice;
    let reviewed = after(&one, &constitutional(), &reviewer(2), now).notice;
    assert_eq!(owner_sees(&sealed, now), owner_sees(&reviewed, now));
    let told = requester_view(&sealed, days(now, 2), rules().book());
    assert_eq!(
        (told.state, told.grounds),
        (State::Refused, BTreeSet::from([COMMON_WORDING.to_owned()]))
    );
}

#[test]
fn the_owner_of_a_published_notice_sees_the_same_as_after_a_decision_of_the_oversight_body() {
    let now = hours(start(), 3);
    let sealed = after(&published(), &refugee(), &system(), now).notice;
    let decided = after(
        &published(),
        &Act::Delete {
            articles: ["C 2(1); 34(2)".to_owned()].into(),
        },
        &oversight(),
        now,
    )
    .notice;
    assert_eq!(owner_sees(&sealed, now), owner_sees(&decided, now));
}

#[test]
fn until_the_letter_leaves_the_owner_sees_and_is_told_nothing_of_the_end() {
    let now = hours(start(), 3);
    let done = after(&published(), &refugee(), &system(), now);
    let letter = done
        .events
        .iter()
        .find(|e| e.audience == Audience::Owner)
        .unwrap_or_else(|| panic!("the owner gets a letter"));
    assert_eq!(
        (letter.kind.clone(), letter.at),
        (EventKind::Letter, at("2026-11-21T06:00:00Z"))
    );
    assert_eq!(done.events.iter().filter(|e| e.audience == Audience::Owner).count(), 1);
    assert_eq!(
        requester_view(&done.notice, hours(now, 1), rules().book()).state,
        State::Published
    );
    for act in [withdraw(), suspend(), Act::ProposeUpdate { payload: payload(2) }] {
        assert_eq!(refused(&done.notice, &act, &owner(), hours(now, 1)), Refusal::InHand);
    }
}

#[test]
fn a_block_is_not_the_owners_to_know() {
    let blocked = in_state(State::Blocked);
    assert_eq!(
        requester_view(&blocked, hours(start(), 4), rules().book()).state,
        State::Published
    );
}

#[test]
fn a_sealed_fact_acts_only_on_alerts_of_the_state_concerned() {
    let other = Act::SealedFact {
        kind: SealedFactKind::RefugeeConfirmed,
        against: country("QP"),
        addendum: payload(60),
    };
    assert_eq!(
        refused(&published(), &other, &system(), hours(start(), 3)),
        Refusal::NotTheFearedState
    );
}

#[test]
fn a_refused_extradition_stands_beside_a_live_notice_and_undoes_an_approval() {
    let act = Act::SealedFact {
        kind: SealedFactKind::ExtraditionRefused,
        against: country("QM"),
        addendum: payload(60),
    };
    let live = after(&published(), &act, &system(), hours(start(), 3));
    assert_eq!(live.notice.state, State::Published);
    assert!(live.notice.addenda[0].sealed_from_owner && live.events.iter().all(|e| e.audience != Audience::Owner));
    let back = after(&in_state(State::Approved), &act, &system(), hours(start(), 3)).notice;
    assert_eq!(
        (back.state, back.review.approvals.len(), back.review.approved_at),
        (State::LegalReview, 0, None)
    );
}

#[test]
fn the_owner_does_not_see_an_approval_taken_back_because_of_a_sealed_fact() {
    let act = Act::SealedFact {
        kind: SealedFactKind::ExtraditionRefused,
        against: country("QM"),
        addendum: payload(60),
    };
    let now = hours(start(), 3);
    let approved = in_state(State::Translating);
    let back = after(&approved, &act, &system(), now);
    assert_eq!(owner_sees(&approved, now), owner_sees(&back.notice, now));
    assert!(back.events.iter().all(|e| e.audience != Audience::Owner));
    let amend = Act::Amend { payload: payload(2) };
    assert_eq!(refused(&approved, &amend, &owner(), now), Refusal::InHand);
}
