//! A desk for tests: actors, acts, and notices brought into any state by acts alone.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeSet;

use cordon_notices::{
    check::Verdict,
    ids::{BureauId, Country, NoticeId, OfficerId, PayloadId, SubjectId},
    lifecycle::{
        Act, Actor, Decision, EndReason, Evidence, NewNotice, Notice, PayloadRef, Recipients, Refusal, Role, State,
        WarrantAnswer, decide,
    },
    request::{Channel, SealedFactKind},
    rulebook::{Rulebook, Rules},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use uuid::Uuid;

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

pub fn start() -> Timestamp {
    at("2026-11-20T09:00:00Z")
}

pub fn hours(from: Timestamp, hours: i64) -> Timestamp {
    from.checked_add(SignedDuration::from_hours(hours))
        .unwrap_or_else(|e| panic!("{e}"))
}

pub fn days(from: Timestamp, count: i64) -> Timestamp {
    hours(from, count * 24)
}

pub fn rules() -> Rules {
    Rules::exercise(Rulebook::model().unwrap_or_else(|e| panic!("{e}")))
}

pub fn unadopted() -> Rules {
    Rules::adopted(Rulebook::model().unwrap_or_else(|e| panic!("{e}")), Vec::new()).unwrap_or_else(|e| panic!("{e}"))
}

pub fn bureau(name: &str) -> BureauId {
    BureauId::try_from(name).unwrap_or_else(|e| panic!("{e}"))
}

pub fn bureaus(names: &[&str]) -> BTreeSet<BureauId> {
    names.iter().map(|name| bureau(name)).collect()
}

pub fn officer(name: &str) -> OfficerId {
    OfficerId::try_from(name).unwrap_or_else(|e| panic!("{e}"))
}

pub fn country(code: &str) -> Country {
    Country::try_from(code).unwrap_or_else(|e| panic!("{e}"))
}

pub fn payload(number: u128) -> PayloadRef {
    PayloadRef {
        id: PayloadId(Uuid::from_u128(number)),
        sha256: format!("{number:064x}"),
    }
}

pub fn actor(name: &str, of: &str, role: Role) -> Actor {
    Actor {
        officer: officer(name),
        bureau: bureau(of),
        role,
    }
}

pub fn owner() -> Actor {
    actor("officer-1", "QM", Role::Officer)
}

pub fn member(of: &str) -> Actor {
    actor("officer-9", of, Role::Officer)
}

pub fn reviewer(number: u8) -> Actor {
    actor(&format!("reviewer-{number}"), "HQ", Role::Reviewer)
}

pub fn translator(number: u8) -> Actor {
    actor(&format!("translator-{number}"), "HQ", Role::Translator)
}

pub fn oversight() -> Actor {
    actor("member-1", "CCF", Role::Oversight)
}

pub fn system() -> Actor {
    actor("job", "HQ", Role::System)
}

pub fn draft() -> Notice {
    draft_as(Channel::Notice, Recipients::All)
}

pub fn draft_as(channel: Channel, recipients: Recipients) -> Notice {
    let new = NewNotice {
        id: NoticeId(Uuid::from_u128(1)),
        kind: "red".into(),
        channel,
        exercise: true,
        owner: bureau("QM"),
        country: Some(country("QM")),
        author: officer("officer-1"),
        payload: payload(1),
        subject: Some(SubjectId(Uuid::from_u128(7))),
        recipients,
        with_warrant: true,
    };
    Notice::draft(new, start())
}

pub fn evidence(revision: u32) -> Evidence {
    Evidence {
        revision,
        rulebook: "model-2026.1".into(),
        verdict: Verdict::Publishable,
        refused: BTreeSet::new(),
        missing: BTreeSet::new(),
        rulings_needed: BTreeSet::new(),
        asks: BTreeSet::new(),
    }
}

pub fn incomplete(revision: u32) -> Evidence {
    Evidence {
        verdict: Verdict::Incomplete,
        missing: ["case.acts".to_owned()].into(),
        ..evidence(revision)
    }
}

pub fn screened(evidence: Evidence) -> Act {
    Act::Screened {
        evidence,
        recognised: Vec::new(),
        list_of_missing: payload(50).id,
    }
}

pub fn approve() -> Act {
    Act::Approve {
        evidence: evidence(1),
        answered_asks: BTreeSet::new(),
    }
}

pub fn articles() -> BTreeSet<String> {
    ["83(1)(a)(ii)".to_owned()].into()
}

pub fn refuse() -> Act {
    Act::Refuse { articles: articles() }
}

pub fn publish() -> Act {
    Act::Publish {
        number: "2026/00017".into(),
        bureaus: bureaus(&["QM", "QN", "QO", "QP"]),
        urgent: None,
    }
}

pub fn cancel() -> Act {
    Act::Cancel {
        reason: EndReason::Art83,
        text: String::new(),
        articles: articles(),
        broken_rows: [23].into(),
        silent_days: None,
        ruled: false,
    }
}

pub fn withdraw() -> Act {
    Act::Withdraw {
        reason: EndReason::PurposeAchieved,
        text: String::new(),
    }
}

pub fn suspend() -> Act {
    Act::Suspend {
        until: date(2027, 1, 31),
        reason: "the witness is heard again".into(),
    }
}

pub fn refugee() -> Act {
    Act::SealedFact {
        kind: SealedFactKind::RefugeeConfirmed,
        against: country("QM"),
        addendum: payload(60),
    }
}

pub fn warrant(answer: WarrantAnswer) -> Act {
    Act::AnswerWarrant { answer }
}

/// One act that must succeed.
pub fn after(notice: &Notice, act: &Act, by: &Actor, now: Timestamp) -> Decision {
    decide(notice, act, by, now, &rules()).unwrap_or_else(|e| panic!("{act:?} by {by:?} on {:?}: {e}", notice.state))
}

/// One act that must fail.
pub fn refused(notice: &Notice, act: &Act, by: &Actor, now: Timestamp) -> Refusal {
    match decide(notice, act, by, now, &rules()) {
        Ok(done) => panic!("{act:?} was done: {:?}", done.notice.state),
        Err(refusal) => refusal,
    }
}

/// Acts in a row, all at one instant.
pub fn run(mut notice: Notice, acts: &[(Act, Actor)], now: Timestamp) -> Notice {
    for (act, by) in acts {
        notice = after(&notice, act, by, now).notice;
    }
    notice
}

pub fn in_review() -> Notice {
    run(
        draft(),
        &[
            (Act::Submit, owner()),
            (Act::Screen, system()),
            (screened(evidence(1)), system()),
        ],
        start(),
    )
}

pub fn texts() -> Vec<(Act, Actor)> {
    ["ar", "en", "fr", "es"]
        .iter()
        .enumerate()
        .flat_map(|(n, language)| {
            let text = payload(100 + n as u128);
            let set = Act::SetText {
                language: (*language).into(),
                text,
            };
            [
                (set, translator(1)),
                (
                    Act::CheckText {
                        language: (*language).into(),
                    },
                    translator(2),
                ),
            ]
        })
        .collect()
}

pub fn published() -> Notice {
    let translating = in_state(State::Translating);
    let ready = run(translating, &texts(), start());
    after(&ready, &publish(), &reviewer(1), hours(start(), 1)).notice
}

/// A notice in any state, reached by acts.
pub fn in_state(state: State) -> Notice {
    let now = hours(start(), 2);
    match state {
        State::Draft => draft(),
        State::Submitted => run(draft(), &[(Act::Submit, owner())], start()),
        State::Screening => run(draft(), &[(Act::Submit, owner()), (Act::Screen, system())], start()),
        State::LegalReview => in_review(),
        State::InformationRequested => {
            let ask = Act::AskQuestion {
                fields: vec!["case.acts".into()],
                text: payload(40).id,
            };
            run(in_review(), &[(ask, reviewer(1))], start())
        }
        State::Refused => run(
            in_review(),
            &[(refuse(), reviewer(1)), (refuse(), reviewer(2))],
            start(),
        ),
        State::Approved => run(
            in_review(),
            &[(approve(), reviewer(1)), (approve(), reviewer(2))],
            start(),
        ),
        State::Translating => run(
            in_state(State::Approved),
            &[(Act::BeginTranslation, reviewer(1))],
            start(),
        ),
        State::Published => published(),
        State::Suspended => run(published(), &[(suspend(), owner())], now),
        State::Blocked => run(published(), &[(Act::Block, oversight())], now),
        State::Withdrawn => run(published(), &[(withdraw(), owner())], now),
        State::Cancelled => run(published(), &[(cancel(), reviewer(1))], now),
        State::Deleted => run(published(), &[(Act::Delete { articles: articles() }, oversight())], now),
        State::Expired => after(&published(), &Act::Tick, &system(), at("2031-11-21T00:00:00Z")).notice,
        State::Destroyed => {
            let destroy = Act::Destroy {
                second: officer("reviewer-2"),
            };
            run(in_state(State::Withdrawn), &[(destroy, reviewer(1))], hours(start(), 3))
        }
    }
}
