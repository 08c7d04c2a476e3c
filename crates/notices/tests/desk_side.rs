//! What stands beside a notice: entries of the desk, the acts a page may offer, the list of a recall.

mod desk;

use std::collections::BTreeSet;

use cordon_notices::{
    check::acting_facts,
    lifecycle::{
        Act, ActKind, Actor, DeskEntry, Refusal, Role, State, Viewer, decide, may_record, open_acts, recall_shown_to,
    },
    request::{Request, SealedFact, read},
};
use desk::*;

fn exception(lifts: &[u16], grounds: bool) -> DeskEntry {
    DeskEntry::Exception {
        lifts: lifts.to_vec(),
        grounds,
    }
}

#[test]
fn a_ruling_is_recorded_only_under_review_by_a_reviewer_who_did_not_write_it() {
    // After everything that the states here have seen, an expiry included.
    let now = days(start(), 40 * 365);
    let record = |state, by: &Actor| may_record(&in_state(state), &DeskEntry::Ruling(1), by, now, &rules());
    for state in State::ALL {
        let possible = matches!(state, State::LegalReview | State::InformationRequested);
        match record(state, &reviewer(1)) {
            Ok(revision) => assert!(possible && revision == 1, "{state:?}"),
            Err(Refusal::Ended(ActKind::Record)) => assert!(state.is_end(), "{state:?}"),
            Err(Refusal::NoUpdate) => assert!(matches!(state, State::Published | State::Suspended)),
            Err(Refusal::WrongState {
                act: ActKind::Record, ..
            }) => assert!(!possible && !state.is_end(), "{state:?}"),
            Err(other) => panic!("{state:?}: {other:?}"),
        }
    }
    for by in [owner(), translator(1), oversight(), system(), member("QN")] {
        assert_eq!(
            record(State::LegalReview, &by),
            Err(Refusal::NotForYou(ActKind::Record))
        );
    }
    let author = Actor {
        role: Role::Reviewer,
        ..owner()
    };
    assert_eq!(record(State::LegalReview, &author), Err(Refusal::OwnWork));
}

#[test]
fn an_entry_names_rows_that_exist_and_grounds_that_are_written() {
    let (notice, now) = (in_review(), hours(start(), 1));
    let record = |entry| may_record(&notice, &entry, &reviewer(1), now, &rules());
    assert_eq!(record(DeskEntry::Ruling(99)), Err(Refusal::NoRow(99)));
    assert_eq!(record(exception(&[19, 99], true)), Err(Refusal::NoRow(99)));
    assert_eq!(record(exception(&[19], false)), Err(Refusal::NoGrounds));
    assert_eq!(record(exception(&[19], true)), Ok(1));
    assert_eq!(record(DeskEntry::Approval), Ok(1));
    let before = start()
        .checked_sub(jiff::SignedDuration::from_hours(1))
        .unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(
        may_record(&notice, &DeskEntry::Approval, &reviewer(1), before, &rules()),
        Err(Refusal::BackInTime)
    );
    assert_eq!(
        (Refusal::NoRow(99).code(), Refusal::NoGrounds.code()),
        ("no_row", "no_grounds")
    );
}

#[test]
fn an_entry_on_a_proposed_update_speaks_of_its_revision() {
    let propose = Act::ProposeUpdate { payload: payload(77) };
    let notice = after(&published(), &propose, &owner(), hours(start(), 5)).notice;
    let revision = may_record(
        &notice,
        &DeskEntry::Ruling(1),
        &reviewer(1),
        hours(start(), 6),
        &rules(),
    );
    assert_eq!(revision, Ok(2));
}

#[test]
fn no_act_is_offered_that_role_or_state_forbid() {
    let everybody = [owner(), member("QN"), reviewer(1), translator(1), oversight()];
    let text = payload(900);
    let samples: Vec<Act> = vec![
        Act::Submit,
        Act::Amend { payload: text.clone() },
        Act::BeginTranslation,
        Act::SetText {
            language: "fr".into(),
            text: text.clone(),
        },
        Act::ProposeUpdate { payload: text.clone() },
        Act::AddAddendum {
            text,
            sealed_from_owner: false,
        },
        approve(),
        refuse(),
        suspend(),
        Act::Resume,
        Act::Block,
        Act::Unblock,
        withdraw(),
        cancel(),
        Act::Delete { articles: articles() },
        Act::Destroy {
            second: officer("reviewer-2"),
        },
        Act::ConfirmReceipt,
        Act::ConfirmPurge,
    ];
    let mut offered = BTreeSet::new();
    for state in State::ALL {
        let notice = in_state(state);
        let now = days(notice.touched_at, 2);
        for by in &everybody {
            let open = open_acts(&notice, by, now, &rules());
            offered.extend(open.iter().copied());
            for act in samples.iter().filter(|a| open.contains(&a.kind())) {
                let refusal = decide(&notice, act, by, now, &rules()).err();
                let forbidden = matches!(
                    refusal,
                    Some(
                        Refusal::NotForYou(_)
                            | Refusal::Ended(_)
                            | Refusal::NotAHolder(_)
                            | Refusal::NoPurge(_)
                            | Refusal::ConfirmedBefore(_)
                    )
                );
                assert!(
                    !forbidden,
                    "{:?} offered in {state:?} to {:?}: {refusal:?}",
                    act.kind(),
                    by.role
                );
            }
        }
    }
    let never: BTreeSet<ActKind> = [
        ActKind::Tick,
        ActKind::Screen,
        ActKind::Screened,
        ActKind::Deliver,
        ActKind::SealedFact,
    ]
    .into();
    assert!(offered.is_disjoint(&never));
    assert!(offered.len() > 20, "{offered:?}");
}

#[test]
fn members_see_who_has_not_confirmed_a_recall_and_nobody_sees_who_was_excluded() {
    let now = days(start(), 3);
    let see = |notice: &cordon_notices::lifecycle::Notice, of: &str| {
        recall_shown_to(notice, &Viewer::Bureau(bureau(of)), now).map(|open| open.len())
    };
    assert_eq!(see(&published(), "QN"), None);
    let deny = Act::Restrict { deny: bureaus(&["QN"]) };
    let excluding = after(&published(), &deny, &owner(), hours(start(), 5)).notice;
    assert_eq!(
        (see(&excluding, "QO"), see(&excluding, "QN"), see(&excluding, "QM")),
        (None, None, Some(1))
    );
    assert_eq!(
        recall_shown_to(&excluding, &Viewer::Desk, now).map(|o| o.len()),
        Some(1)
    );
    let recalled = in_state(State::Withdrawn);
    assert_eq!(
        (see(&recalled, "QO"), see(&recalled, "QM"), see(&recalled, "QX")),
        (Some(3), Some(3), None)
    );
    let one = after(&recalled, &Act::ConfirmPurge, &member("QN"), hours(start(), 5)).notice;
    assert_eq!((see(&one, "QN"), see(&one, "QO")), (Some(2), Some(2)));
}

fn request() -> Request {
    let text = include_str!("../../../fixtures/notices/requests/red-complete-before-review.json");
    read(text.as_bytes()).unwrap_or_else(|e| panic!("{e}")).request
}

#[test]
fn a_sealed_fact_acts_only_on_the_same_person_sought_by_the_state_it_is_against() {
    let fact = |change: fn(&mut serde_json::Value)| -> SealedFact {
        let mut value = serde_json::json!({"kind": "refugee_confirmed", "against": "QM", "family_name": "Vossmark", "forename": "Ilda", "birth_date": "1984-05-17"});
        change(&mut value);
        serde_json::from_value(value).unwrap_or_else(|e| panic!("{e}"))
    };
    let acts = |change| acting_facts(&request(), &[fact(change)]).len();
    assert_eq!(acts(|_| ()), 1);
    assert_eq!(acts(|v| v["against"] = "QN".into()), 0);
    assert_eq!(acts(|v| v["birth_date"] = "1984-05-18".into()), 0);
    assert_eq!(
        acts(|v| v["birth_date"] = "1984".into()),
        0,
        "a reviewer rules on what is only possible"
    );
    assert_eq!(acts(|v| v["forename"] = "Irda".into()), 0);
    assert_eq!(acts(|v| v["withdrawn"] = true.into()), 0);
    assert_eq!(acts(|v| v["aimed_at_state"] = true.into()), 0);
}
