//! Resolutions: languages, amendments, division, consequences, numbers, reconsideration.

use std::collections::BTreeSet;

use cordon_assembly::assembly::Act;
use cordon_assembly::difference::Piece;
use cordon_assembly::language::{Language, Texts};
use cordon_assembly::multilingual::{LanguageState, Multilingual};
use cordon_assembly::next_step::{Step, delegate_view, next_steps};
use cordon_assembly::resolution::{
    AmendmentState, Change, Clause, Matter, NewParagraph, ResolutionAct, ResolutionNumber, ResolutionState, Role,
    suggested_order,
};
use cordon_assembly::votes::{Mode, Subject};

use crate::hall::*;

const WHOLE: Subject = Subject::Whole { resolution: 1 };

fn amend(oral: bool, change: Change) -> Act {
    Act::Resolution(ResolutionAct::Amend {
        resolution: 1,
        oral,
        change,
    })
}

fn replace(paragraph: u32, words: &str) -> Act {
    amend(
        false,
        Change::Replace {
            paragraph,
            texts: texts(words),
        },
    )
}

fn amendment(amendment: u32) -> Subject {
    Subject::Amendment {
        resolution: 1,
        amendment,
    }
}

fn order(ruled: Option<Vec<u32>>, reason: Option<&str>) -> Act {
    let reason = reason.map(str::to_owned);
    Act::Resolution(ResolutionAct::OrderAmendments {
        resolution: 1,
        ruled,
        reason,
    })
}

#[test]
fn no_vote_before_all_four_languages_of_this_very_revision_are_out() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(
        head("QN"),
        amend(
            true,
            Change::Replace {
                paragraph: 2,
                texts: Texts::one(Language::English, "Asks."),
            },
        ),
    );
    assert!(hall.vote(amendment(1), 4, 1, 1));
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "languages-behind");
    let body = &hall.state.resolutions[&1].body;
    assert_eq!(
        body.state(Language::French),
        LanguageState::Stale { paragraphs: vec![2] }
    );
    assert_eq!(body.state(Language::English), LanguageState::Ready);
    let distribute = |language| {
        Act::Resolution(ResolutionAct::Distribute {
            resolution: 1,
            language,
        })
    };
    assert_eq!(hall.no(secretariat(), distribute(Language::French)), "language-stale");
    for language in [Language::Arabic, Language::Spanish, Language::French] {
        let act = ResolutionAct::Translate {
            resolution: 1,
            paragraph: 2,
            language,
            text: "…".to_owned(),
        };
        hall.ok(secretariat(), Act::Resolution(act));
        hall.ok(secretariat(), distribute(language));
        assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "languages-behind");
    }
    hall.ok(secretariat(), distribute(Language::English));
    assert!(hall.vote(WHOLE, 4, 1, 1));
}

#[test]
fn a_text_that_is_out_is_not_exchanged_in_silence() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let language = Language::Spanish;
    let act = ResolutionAct::Translate {
        resolution: 1,
        paragraph: 2,
        language,
        text: "otra cosa".to_owned(),
    };
    assert_eq!(hall.no(secretariat(), Act::Resolution(act)), "wrong-state");
}

#[test]
fn amendments_are_voted_furthest_first_and_the_chairs_other_order_is_kept_with_its_reason() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(head("QN"), replace(2, "Asks members to answer within two hours;"));
    hall.ok(
        head("QO"),
        amend(
            false,
            Change::Insert {
                after: Some(3),
                role: Role::Preambular,
                texts: texts("Noting,"),
            },
        ),
    );
    hall.ok(head("QP"), amend(false, Change::Delete { paragraph: 4 }));
    hall.ok(head("QQ"), replace(2, "Asks nobody for anything at all;"));
    assert_eq!(suggested_order(&hall.state.resolutions[&1]), [3, 4, 1, 2]);
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "amendments-open");
    assert_eq!(hall.no(chair(), open(amendment(1), Mode::Hands)), "out-of-order");
    assert_eq!(
        hall.no(chair(), order(Some(vec![1, 2, 3]), Some("short"))),
        "order-incomplete"
    );
    assert_eq!(
        hall.no(chair(), order(Some(vec![1, 1, 2, 3]), Some("double"))),
        "order-incomplete"
    );
    assert_eq!(hall.no(chair(), order(Some(vec![1, 3, 4, 2]), None)), "reason-missing");
    hall.ok(
        chair(),
        order(Some(vec![1, 3, 4, 2]), Some("amendment 1 is the contested one")),
    );
    let kept = hall.state.resolutions[&1].order.clone().expect("an order");
    assert_eq!((kept.suggested, kept.ruled), (vec![3, 4, 1, 2], vec![1, 3, 4, 2]));
    assert_eq!(kept.reason.as_deref(), Some("amendment 1 is the contested one"));
    assert_eq!(hall.no(chair(), open(amendment(3), Mode::Hands)), "out-of-order");
    assert!(hall.vote(amendment(1), 4, 1, 1));
    assert!(hall.vote(amendment(3), 4, 1, 1));
    assert!(!hall.vote(amendment(4), 1, 4, 1));
    assert!(!hall.vote(amendment(2), 1, 4, 1));
    let text = hall.state.resolutions[&1].assemble(Language::English).expect("English");
    assert_eq!(
        text.operative,
        [
            "Asks members to answer within two hours;",
            "Asks members to record outcomes;"
        ]
    );
}

#[test]
fn the_adopted_amendment_is_the_new_base_and_what_it_leaves_nothing_to_is_moot() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(head("QN"), amend(false, Change::Delete { paragraph: 2 }));
    hall.ok(head("QO"), replace(2, "Asks members to answer within two hours;"));
    let role = operative("x").role;
    hall.ok(
        head("QP"),
        amend(
            false,
            Change::Insert {
                after: Some(2),
                role,
                texts: texts("Adds this;"),
            },
        ),
    );
    assert!(hall.vote(amendment(1), 4, 1, 1));
    let amendments = &hall.state.resolutions[&1].amendments;
    assert!(matches!(&amendments[&2].state, AmendmentState::Moot { reason } if reason.contains("amendment 1")));
    assert_eq!(amendments[&3].state, AmendmentState::Open);
    assert!(hall.vote(amendment(3), 4, 1, 1));
    let text = hall.state.resolutions[&1].assemble(Language::English).expect("English");
    assert_eq!(text.operative.last().map(String::as_str), Some("Adds this;"));
}

#[test]
fn a_majority_may_want_an_oral_amendment_on_paper_and_then_it_waits_for_its_languages() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let texts = Texts::one(Language::English, "Asks for nothing.");
    hall.ok(head("QN"), amend(true, Change::Replace { paragraph: 2, texts }));
    let on_paper = Subject::OnPaper {
        resolution: 1,
        amendment: 1,
    };
    let mut at_once = Hall {
        state: hall.state.clone(),
        now: hall.now,
    };
    assert!(!at_once.vote(on_paper.clone(), 3, 3, 0));
    assert!(at_once.vote(amendment(1), 4, 1, 1), "a tie does not stop it");

    assert!(hall.vote(on_paper.clone(), 4, 2, 0));
    assert_eq!(hall.no(chair(), open(amendment(1), Mode::Hands)), "language-missing");
    assert!(matches!(
        next_steps(&hall.state, hall.now)[0].step,
        Step::AwaitLanguage { .. }
    ));
    assert_eq!(
        hall.no(chair(), open(on_paper, Mode::Hands)),
        "unknown",
        "it is asked for once"
    );
    for language in [Language::Arabic, Language::Spanish, Language::French] {
        let text = "…".to_owned();
        let act = ResolutionAct::TranslateAmendment {
            resolution: 1,
            amendment: 1,
            language,
            text,
        };
        hall.ok(secretariat(), Act::Resolution(act));
    }
    assert!(hall.vote(amendment(1), 4, 1, 1));
}

#[test]
fn the_same_words_twice_are_moot_and_the_chair_may_find_others_moot_with_a_reason() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let words = "Asks members to answer within two hours;";
    hall.ok(head("QN"), replace(2, words));
    hall.ok(head("QO"), replace(2, words));
    hall.ok(head("QP"), replace(2, "Asks members to answer within three hours;"));
    assert!(hall.vote(amendment(1), 4, 1, 1));
    assert!(matches!(
        hall.state.resolutions[&1].amendments[&2].state,
        AmendmentState::Moot { .. }
    ));
    let moot = |reason: &str| {
        Act::Resolution(ResolutionAct::RuleMoot {
            resolution: 1,
            amendment: 3,
            reason: reason.to_owned(),
        })
    };
    assert_eq!(hall.no(chair(), moot(" ")), "reason-missing");
    hall.ok(chair(), moot("two hours were adopted"));
    assert!(!hall.state.resolutions[&1].has_open_amendments());
}

#[test]
fn a_yes_is_shown_as_a_difference_of_words() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(head("QN"), replace(2, "Asks members to answer within two hours;"));
    let view = delegate_view(&hall.state, &member("QM"), Language::English, hall.now).expect("a vote is ahead");
    assert_eq!(view.subject, amendment(1));
    assert_eq!(
        view.change,
        [
            Piece::Kept("Asks members to answer within".to_owned()),
            Piece::Gone("one hour;".to_owned()),
            Piece::New("two hours;".to_owned()),
        ]
    );
    let ballot = hall.open(amendment(1), Mode::Record);
    let view = delegate_view(&hall.state, &member("QM"), Language::French, hall.now).expect("a vote is open");
    assert_eq!(
        (view.ballot, view.has_voted, view.hindrance),
        (Some(ballot), false, None)
    );
}

#[test]
fn parts_are_voted_before_the_whole_and_what_depends_on_a_fallen_part_falls_with_it() {
    let mut hall = Hall::convened();
    let mut follows = operative("The group reports every year.");
    follows.role = Role::Operative {
        does: Clause::States,
        depends_on: [3].into(),
    };
    let paragraphs = vec![
        preambular("Noting,"),
        operative("Asks;"),
        operative("Creates a group;"),
        follows,
    ];
    hall.ok(secretariat(), draft(Matter::Ordinary, paragraphs));
    hall.seat();
    hall.ok(chair(), Act::Resolution(ResolutionAct::Table { resolution: 1 }));
    hall.distribute(1);
    let divide = |parts: &[&[u32]]| {
        let parts = parts.iter().map(|part| part.iter().copied().collect()).collect();
        Act::Resolution(ResolutionAct::Divide { resolution: 1, parts })
    };
    for unfit in [vec![], vec![&[][..]], vec![&[9][..]], vec![&[2][..], &[2, 3][..]]] {
        assert_eq!(hall.no(head("QN"), divide(&unfit)), "division-unfit");
    }
    hall.ok(head("QN"), divide(&[&[2], &[3]]));
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "parts-open");
    assert!(hall.vote(Subject::Part { resolution: 1, part: 0 }, 4, 1, 1));
    assert!(!hall.vote(Subject::Part { resolution: 1, part: 1 }, 1, 4, 1));
    let fallen = &hall.state.resolutions[&1].fallen;
    assert!(
        fallen[&3].contains("voted out") && fallen[&4].contains("depends"),
        "{fallen:?}"
    );
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "languages-behind");
    hall.distribute(1);
    assert!(hall.vote(WHOLE, 4, 1, 1));
    let text = hall.state.resolutions[&1].assemble(Language::English).expect("English");
    assert_eq!(text.operative, ["Asks;"]);
}

#[test]
fn if_every_operative_part_falls_the_whole_has_fallen_without_a_vote() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let parts: Vec<BTreeSet<u32>> = vec![[2, 3, 4].into()];
    hall.ok(
        head("QN"),
        Act::Resolution(ResolutionAct::Divide { resolution: 1, parts }),
    );
    assert!(!hall.vote(Subject::Part { resolution: 1, part: 0 }, 2, 2, 2));
    assert_eq!(hall.state.resolutions[&1].state, ResolutionState::Fallen);
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "not-reconsidered");
}

#[test]
fn a_draft_with_a_cost_waits_for_the_opinion() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.state.resolutions.get_mut(&1).expect("a resolution").costs = true;
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "opinion-missing");
    assert_eq!(
        next_steps(&hall.state, hall.now)[0].step,
        Step::AwaitOpinion { resolution: 1 }
    );
    hall.ok(
        committee(),
        Act::Resolution(ResolutionAct::GiveOpinion { resolution: 1 }),
    );
    assert!(hall.vote(WHOLE, 4, 1, 1));
}

#[test]
fn numbers_of_three_generations_are_read_and_the_last_is_issued() {
    for text in [
        "AGN/59/RES/4",
        "AG-2001-RES-01",
        "GA-2019-88-RES-10",
        "GA-2026-94-RES-01",
    ] {
        let number: ResolutionNumber = text.parse().expect("a number");
        assert_eq!(number.to_string(), text);
    }
    let spelt: ResolutionNumber = "AG-2004-RES-7".parse().expect("a number");
    assert_eq!(spelt.to_string(), "AG-2004-RES-07");
    for text in [
        "",
        "AGN-59-RES-4",
        "AG-01-RES-01",
        "GA-2019-RES-10",
        "AG-2004-RAP-31",
        "AGN/0/RES/4",
        "AG-2001-RES-",
        "GA-2019-88-RES-99999",
    ] {
        assert!(text.parse::<ResolutionNumber>().is_err(), "{text:?}");
    }
}

#[test]
fn numbers_follow_each_other_and_may_be_corrected_with_a_reason() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(
        secretariat(),
        draft(Matter::Ordinary, vec![operative("Thanks the host;")]),
    );
    hall.ok(chair(), Act::Resolution(ResolutionAct::Table { resolution: 2 }));
    hall.distribute(2);
    assert!(hall.vote(Subject::Whole { resolution: 2 }, 6, 0, 0));
    assert!(hall.vote(WHOLE, 6, 0, 0));
    let number = |hall: &Hall, id: u32| hall.state.resolutions[&id].number.expect("adopted").to_string();
    assert_eq!(
        (number(&hall, 2), number(&hall, 1)),
        ("GA-2026-94-RES-01".into(), "GA-2026-94-RES-02".into())
    );
    let renumber = |number: &str, reason: &str| {
        let (number, reason) = (number.parse().expect("a number"), reason.to_owned());
        Act::Resolution(ResolutionAct::Renumber {
            resolution: 1,
            number,
            reason,
        })
    };
    assert_eq!(
        hall.no(secretariat(), renumber("GA-2026-94-RES-01", "order of the agenda")),
        "number-taken"
    );
    assert_eq!(
        hall.no(secretariat(), renumber("GA-2026-94-RES-05", "")),
        "reason-missing"
    );
    hall.ok(secretariat(), renumber("GA-2026-94-RES-05", "order of the agenda"));
    assert_eq!(number(&hall, 1), "GA-2026-94-RES-05");
    assert_eq!(
        hall.state.resolutions[&1].renumbered[0].was.to_string(),
        "GA-2026-94-RES-02"
    );
}

#[test]
fn reconsideration_needs_two_thirds_of_all_members_and_then_opens_the_text_again() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    assert!(hall.vote(WHOLE, 4, 2, 0));
    let again = Subject::Reconsider { resolution: 1 };
    assert!(!hall.vote(again.clone(), 3, 0, 3));
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "not-reconsidered");
    assert!(hall.vote(again, 4, 2, 0));
    assert!(!hall.vote(WHOLE, 2, 4, 0));
    let resolution = &hall.state.resolutions[&1];
    assert_eq!(
        (resolution.state, resolution.reconsidered, resolution.ballots.len()),
        (ResolutionState::Rejected, 1, 2)
    );
}

#[test]
fn a_draft_is_changed_by_its_sponsors_until_it_is_tabled() {
    let mut hall = Hall::sitting();
    hall.ok(secretariat(), draft(Matter::Ordinary, vec![operative("Asks;")]));
    let change = Act::Resolution(ResolutionAct::Change {
        resolution: 1,
        paragraph: 1,
        texts: texts("Urges;"),
    });
    hall.ok(head("QM"), change.clone());
    assert_eq!(hall.no(head("QN"), change.clone()), "not-your-part");
    hall.ok(chair(), Act::Resolution(ResolutionAct::Table { resolution: 1 }));
    assert_eq!(hall.no(head("QM"), change), "wrong-state");
    hall.ok(head("QM"), Act::Resolution(ResolutionAct::Withdraw { resolution: 1 }));
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "wrong-state");
}

#[test]
fn paragraph_numbers_are_never_given_twice() {
    let mut text = Multilingual::new(&[texts("one"), texts("two")]).expect("a text");
    text.remove(2).expect("there");
    assert_eq!(text.insert_after(Some(1), &texts("three")).expect("there"), 3);
    assert_eq!(text.revision, 3);
    assert!(text.insert_after(Some(2), &texts("four")).is_err());
}

#[test]
fn hostile_sizes_are_refused() {
    let mut hall = Hall::sitting();
    let long = NewParagraph {
        texts: texts(&"x".repeat(30_000)),
        ..operative("")
    };
    assert_eq!(hall.no(secretariat(), draft(Matter::Ordinary, vec![long])), "too-long");
    let many = vec![operative("x"); 1_001];
    assert_eq!(hall.no(secretariat(), draft(Matter::Ordinary, many)), "too-many");
}
