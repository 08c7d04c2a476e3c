//! No sequence of acts makes a notice visible before its approval, to an excluded bureau, or after its recall.

mod desk;

use std::collections::BTreeSet;

use cordon_notices::{
    lifecycle::{Act, Actor, Evidence, Notice, Recipients, Sight, State, Viewer, WarrantAnswer, decide, sight},
    request::{Channel, SealedFactKind},
};
use desk::*;
use jiff::civil::date;
use proptest::prelude::*;

const MEMBERS: [&str; 4] = ["QN", "QO", "QP", "QR"];

/// The act that carries a notice one step on, so that sequences reach every part of a life.
fn onward(notice: &Notice, n: u8) -> (Act, Actor) {
    let language = ["ar", "en", "fr", "es"][usize::from(n) % 4].to_owned();
    match notice.state {
        State::Draft => (Act::Submit, owner()),
        State::Submitted => (Act::Screen, system()),
        State::Screening => (screened(evidence(notice.revision)), system()),
        State::LegalReview => (approve_revision(notice), reviewer(n % 3)),
        State::InformationRequested => {
            let open = notice
                .review
                .questions
                .iter()
                .find(|q| q.answered_at.is_none())
                .map_or(1, |q| q.number);
            (
                Act::AnswerQuestion {
                    number: open,
                    answer: payload(41).id,
                },
                owner(),
            )
        }
        State::Approved => (Act::BeginTranslation, system()),
        State::Translating if n < 60 => (
            Act::SetText {
                language,
                text: payload(u128::from(n)),
            },
            translator(1),
        ),
        State::Translating if n < 120 => (Act::CheckText { language }, translator(2)),
        State::Translating => (publish(), reviewer(1)),
        State::Published => (Act::Tick, system()),
        State::Suspended => (Act::Resume, owner()),
        State::Blocked => (Act::Unblock, oversight()),
        _ => (Act::ConfirmPurge, member(MEMBERS[usize::from(n) % 4])),
    }
}

fn approve_revision(notice: &Notice) -> Act {
    Act::Approve {
        evidence: evidence(notice.revision),
        answered_asks: BTreeSet::new(),
    }
}

/// Any act at all, with arguments that may or may not fit.
fn anything(n: u8, m: u8) -> Act {
    let one = bureaus(&[MEMBERS[usize::from(m) % 4]]);
    let content = payload(u128::from(m) + 200);
    match n % 33 {
        0 => Act::Submit,
        1 => Act::Amend { payload: content },
        2 => Act::Screen,
        3 => screened(if m.is_multiple_of(2) {
            evidence(u32::from(m % 3))
        } else {
            incomplete(1)
        }),
        4 => Act::AskQuestion {
            fields: vec!["interest".into()],
            text: content.id,
        },
        5 => Act::AnswerQuestion {
            number: u32::from(m % 3),
            answer: content.id,
        },
        6 => Act::Approve {
            evidence: Evidence {
                asks: BTreeSet::new(),
                ..evidence(u32::from(m % 4))
            },
            answered_asks: BTreeSet::new(),
        },
        7 => refuse(),
        8 => Act::BeginTranslation,
        9 => Act::SetText {
            language: "en".into(),
            text: content,
        },
        10 => Act::CheckText { language: "en".into() },
        11 => publish(),
        12 => Act::Publish {
            number: "1".into(),
            bureaus: bureaus(&MEMBERS),
            urgent: Some("at once".into()),
        },
        13 => Act::Deliver {
            bureaus: bureaus(&MEMBERS),
        },
        14 => Act::ProposeUpdate { payload: content },
        15 => Act::ApproveUpdate {
            evidence: evidence(u32::from(m % 4)),
            answered_asks: BTreeSet::new(),
        },
        16 => Act::RejectUpdate { articles: articles() },
        17 => Act::AddAddendum {
            text: content,
            sealed_from_owner: m.is_multiple_of(2),
        },
        18 => suspend(),
        19 => Act::Resume,
        20 => Act::Block,
        21 => Act::Unblock,
        22 => withdraw(),
        23 => cancel(),
        24 => Act::Delete { articles: articles() },
        25 => Act::Destroy {
            second: officer("reviewer-2"),
        },
        26 => Act::Restrict { deny: one },
        27 => Act::LiftRestriction { allow: one },
        28 => Act::AnswerRetention {
            until: Some(date(2030, 1, 1)),
            reason: "needed".into(),
            warrant_checked: true,
        },
        29 => warrant(if m.is_multiple_of(2) {
            WarrantAnswer::Stands
        } else {
            WarrantAnswer::Revoked
        }),
        30 => {
            let kind = if m.is_multiple_of(3) {
                SealedFactKind::RefugeeConfirmed
            } else {
                SealedFactKind::ExtraditionRefused
            };
            Act::SealedFact {
                kind,
                against: country("QM"),
                addendum: content,
            }
        }
        31 => Act::ConfirmReceipt,
        _ => Act::Tick,
    }
}

fn anybody(n: u8) -> Actor {
    match n % 9 {
        0 | 1 => owner(),
        2 => member("QN"),
        3 => member("QO"),
        4 => reviewer(1),
        5 => reviewer(2),
        6 => translator(n % 2),
        7 => oversight(),
        _ => system(),
    }
}

/// What must hold of every notice, however it came to be.
fn holds(notice: &Notice, ended_before: bool) -> Result<(), String> {
    let approvers: BTreeSet<_> = notice.review.approvals.iter().map(|a| &a.by).collect();
    for of in MEMBERS {
        let viewer = bureau(of);
        let seen = sight(notice, &Viewer::Bureau(viewer.clone()));
        if seen == Sight::Content {
            if notice.published.is_none() || notice.review.approved_at.is_none() || approvers.len() < 2 {
                return Err(format!("{of} sees it before its approval"));
            }
            if notice.state != State::Published {
                return Err(format!("{of} sees it while it is {:?}", notice.state));
            }
            if notice.denied.contains(&viewer) {
                return Err(format!("{of} sees it though it is excluded"));
            }
            if matches!(&notice.recipients, Recipients::Only(list) if !list.contains(&viewer)) {
                return Err(format!("{of} sees a diffusion that is not for it"));
            }
            if ended_before || notice.end.is_some() {
                return Err(format!("{of} sees it after its recall"));
            }
        }
        if ended_before && seen > Sight::Tombstone {
            return Err(format!("{of} sees more than a tombstone after the end"));
        }
    }
    if notice.copies.contains_key(&notice.owner) {
        return Err("the owner holds a copy of its own notice".into());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_acts_shows_a_notice_to_whom_it_is_not_for(
        diffusion in any::<bool>(),
        steps in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), 0u16..400), 1..80),
    ) {
        let mut notice = if diffusion {
            draft_as(Channel::Diffusion, Recipients::Only(bureaus(&["QN", "QO"])))
        } else {
            draft()
        };
        let rules = rules();
        let mut now = start();
        let mut ended = false;
        for (choice, n, m, later) in steps {
            now = hours(now, i64::from(later));
            let (act, by) = if choice < 150 { onward(&notice, n) } else { (anything(n, m), anybody(m.wrapping_add(choice))) };
            if let Ok(done) = decide(&notice, &act, &by, now, &rules) {
                prop_assert_eq!(done.notice.version, notice.version + 1);
                prop_assert!(!ended || done.notice.state.is_end(), "it came back from {:?}", notice.state);
                notice = done.notice;
                ended |= notice.end.is_some();
            }
            if let Err(problem) = holds(&notice, ended) {
                prop_assert!(false, "{} after {:?}", problem, act);
            }
        }
    }
}

#[test]
fn the_sequences_do_reach_publication_and_every_end() {
    // The property would be empty if its sequences never got far.
    let mut reached: BTreeSet<State> = BTreeSet::new();
    let rules = rules();
    for seed in 0..400_u32 {
        let mut notice = draft();
        let mut now = start();
        let mut x = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        for _ in 0..80 {
            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [choice, n, m, _] = x.to_be_bytes();
            now = hours(now, i64::from(m) / 2);
            let (act, by) = if choice < 200 {
                onward(&notice, n)
            } else {
                (anything(n, m), anybody(m.wrapping_add(choice)))
            };
            if let Ok(done) = decide(&notice, &act, &by, now, &rules) {
                notice = done.notice;
            }
            reached.insert(notice.state);
        }
    }
    let missing: Vec<State> = State::ALL
        .into_iter()
        .filter(|s| !reached.contains(s) && *s != State::Expired)
        .collect();
    assert!(missing.is_empty(), "never reached: {missing:?}");
}

#[test]
fn a_notice_reads_back_as_it_was_written() {
    for state in State::ALL {
        let notice = in_state(state);
        let text = serde_json::to_string(&notice).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(serde_json::from_str::<Notice>(&text).ok(), Some(notice), "{state:?}");
    }
}

#[test]
fn a_notice_and_its_events_name_no_person() {
    // The aggregate refers to the person by ids only: no field of it can hold a name.
    let text = serde_json::to_string(&in_state(State::Published)).unwrap_or_else(|e| panic!("{e}"));
    for word in ["family_name", "forename", "birth", "photograph", "facts"] {
        assert!(!text.contains(word), "{word} in the aggregate");
    }
}
