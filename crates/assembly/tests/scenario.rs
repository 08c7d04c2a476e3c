//! The story is replayed act by act; what it claims is read from the certificates and books it leaves.

use cordon_assembly::assembly::{Act, Assembly, decide};
use cordon_assembly::commitment::{Standing, country_page, reminders};
use cordon_assembly::election::Candidature;
use cordon_assembly::finances::BudgetState;
use cordon_assembly::language::Language;
use cordon_assembly::member::MemberCode;
use cordon_assembly::resolution::ResolutionState;
use cordon_assembly::scenario::{Expect, Scenario, answer_within_the_hour};
use cordon_assembly::session::SessionState;
use cordon_assembly::turn::day_of;
use cordon_assembly::votes::{Outcome, Subject};
use jiff::civil::{Date, date};

fn story() -> Scenario {
    answer_within_the_hour(date(2026, 11, 23)).expect("a story")
}

fn replay(scenario: &Scenario) -> Assembly {
    let mut state = scenario.start.clone();
    for (number, scene) in scenario.scenes.iter().enumerate() {
        match (decide(&state, &scene.act, &scene.actor, scene.at), scene.expect) {
            (Ok(decision), Expect::Done) => state = decision.state,
            (Err(refusal), Expect::Refused(code)) => {
                assert_eq!(refusal.code(), code, "scene {number}: {refusal}")
            }
            (Ok(_), Expect::Refused(code)) => {
                panic!("scene {number} ({}): expected {code}", scene.beat)
            }
            (Err(refusal), Expect::Done) => panic!("scene {number} ({}): {} {refusal}", scene.beat, refusal.code()),
        }
    }
    state
}

fn member(code: &str) -> MemberCode {
    MemberCode::new(code).expect("a code")
}

#[test]
fn the_hour_is_adopted_by_exactly_two_thirds_of_195() {
    let state = replay(&story());
    let resolution = &state.resolutions[&1];
    assert_eq!(resolution.state, ResolutionState::Adopted);
    assert_eq!(resolution.number.expect("a number").to_string(), "GA-2026-94-RES-01");
    let certificate = state.ballots.certificate(resolution.ballots[0]).expect("a certificate");
    let Outcome::Question { verdict, margins } = &certificate.outcome else {
        panic!("a question")
    };
    assert_eq!(
        (
            certificate.members,
            certificate.entitled,
            certificate.present,
            certificate.cast
        ),
        (196, 195, 195, 195)
    );
    assert!(
        verdict.why.starts_with("two thirds of yes and no: 3 × 130 ≥ 2 × 195"),
        "{}",
        verdict.why
    );
    assert_eq!(
        margins.iter().map(|margin| margin.reached).collect::<Vec<_>>(),
        [true, true, false]
    );
    let names = certificate
        .by_seat(&state.roll)
        .expect("a record vote says who voted how");
    assert_eq!(names.len(), 195);
    assert!(!names.contains_key(&8), "seat 8 is in arrears");
}

#[test]
fn the_adopted_text_holds_the_oral_amendment_in_every_language_and_not_the_contested_one() {
    let state = replay(&story());
    for language in Language::ALL {
        let text = state.resolutions[&1].assemble(language).expect("all languages");
        assert!(text.language.up_to_date);
        assert_eq!((text.preambular.len(), text.operative.len()), (1, 3));
    }
    let english = state.resolutions[&1]
        .assemble(Language::English)
        .expect("English")
        .to_plain();
    assert!(
        english.contains("within one hour") && english.contains("within one day"),
        "{english}"
    );
    assert!(!english.contains("two hours"));
}

#[test]
fn the_payment_brings_the_vote_back_for_the_next_ballot_only() {
    let state = replay(&story());
    let before = state
        .ballots
        .all
        .values()
        .rev()
        .find(|one| one.subject == Subject::Whole { resolution: 1 });
    let after = state
        .ballots
        .all
        .values()
        .find(|one| one.subject == Subject::Whole { resolution: 2 });
    let (before, after) = (before.expect("the hour"), after.expect("the budget"));
    assert_eq!((before.electorate.entitled(), after.electorate.entitled()), (195, 196));
    let joined: Vec<_> = after.changes.iter().map(|change| change.member.as_str()).collect();
    assert_eq!(joined, ["QT"]);
    assert!(!state.finances.is_sanctioned(&member("QT")));
}

#[test]
fn the_president_is_elected_in_the_third_ballot() {
    let state = replay(&story());
    let election = &state.elections.all[&1];
    assert_eq!(election.rounds.len(), 3);
    let why = |round: usize| match &state
        .ballots
        .certificate(election.rounds[round])
        .expect("closed")
        .outcome
    {
        Outcome::Round { why, elected, .. } => (why[0].clone(), elected.clone()),
        Outcome::Question { .. } => panic!("a round"),
    };
    assert_eq!(
        why(0),
        ("candidate 1: ballot 1: 3 × 88 < 2 × 190 (264 < 380)".to_owned(), vec![])
    );
    assert_eq!(
        why(1),
        (
            "candidate 1: ballot 2: 3 × 117 < 2 × 191 (351 < 382)".to_owned(),
            vec![]
        )
    );
    assert_eq!(why(2).1, [1]);
    assert!(matches!(
        election.candidates[&1].candidature,
        Candidature::Elected { by_lot: false, .. }
    ));
    assert!(
        state
            .ballots
            .certificate(election.rounds[2])
            .expect("closed")
            .names
            .is_none()
    );
}

#[test]
fn the_budget_is_approved_and_spent_against() {
    let state = replay(&story());
    let budget = &state.finances.budgets[&2027];
    assert!(matches!(budget.state, BudgetState::Approved { resolution: 2, .. }));
    assert_eq!((budget.total(), budget.spent()), (5_900_000_000, 250_000_000));
}

#[test]
fn commitments_are_open_for_every_member_and_fed_by_figures() {
    let state = replay(&story());
    let today = date(2027, 4, 2);
    assert_eq!(state.commitments.len(), 2);
    assert!(state.commitments.values().all(|one| one.members.len() == 196));
    let page = country_page(&state, &member("QM"), today);
    assert_eq!(
        (page[0].standing, page[1].standing),
        (Standing::Completed, Standing::Open)
    );
    assert_eq!(
        country_page(&state, &member("QO"), today)[0].standing,
        Standing::InProgress
    );
    assert_eq!(
        country_page(&state, &member("QN"), today)[1].standing,
        Standing::Completed
    );
    let due = state.commitments[&2].due;
    assert_eq!(
        country_page(&state, &member("QO"), due.tomorrow().expect("a day"))[1].standing,
        Standing::Overdue
    );
    let sent = reminders(&state, due);
    assert_eq!(
        sent.iter().filter(|one| one.commitment == 2).count(),
        195,
        "all but the one that is done"
    );
    assert!(reminders(&state, today).is_empty());
    assert_eq!(state.session.state, SessionState::Closed);
}

#[test]
fn state_and_acts_survive_json_at_every_step() {
    let scenario = story();
    let mut state = scenario.start.clone();
    for (number, scene) in scenario.scenes.iter().enumerate() {
        let text = serde_json::to_string(&scene.act).expect("an act");
        let act: Act = serde_json::from_str(&text).unwrap_or_else(|error| panic!("scene {number}: {error}: {text}"));
        assert_eq!(act, scene.act);
        if let Ok(decision) = decide(&state, &act, &scene.actor, scene.at) {
            state = decision.state;
        }
        if number % 25 == 0 || number + 1 == scenario.scenes.len() {
            let text = serde_json::to_string(&state).expect("a state");
            let back: Assembly = serde_json::from_str(&text).unwrap_or_else(|error| panic!("scene {number}: {error}"));
            assert_eq!(back, state);
        }
    }
}

#[test]
fn scenes_follow_in_time_and_name_no_real_country() {
    let scenario = story();
    assert!(scenario.scenes.windows(2).all(|pair| pair[0].at <= pair[1].at));
    for code in scenario.start.roll.members() {
        let text = code.as_str();
        assert!(
            text.starts_with('S') && text.len() == 4 || ("QM"..="QT").contains(&text),
            "{text}"
        );
    }
    let opening = day_of(scenario.end().expect("scenes"));
    assert!(opening > date(2027, 1, 1));
}

#[test]
fn the_story_can_open_on_other_days_and_refuses_the_ends_of_the_calendar() {
    for opening in [date(2024, 2, 29), date(2030, 12, 31), date(2027, 6, 1)] {
        replay(&answer_within_the_hour(opening).expect("a story"));
    }
    assert!(answer_within_the_hour(Date::MIN).is_err());
    assert!(answer_within_the_hour(Date::MAX).is_err());
}
