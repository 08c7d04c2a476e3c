//! Majorities and quorums: published tallies, boundaries, and the mistakes other programs made.

use cordon_assembly::majority::{Count, Hall, Majority, Undecidable, Verdict, decide, margins};
use cordon_assembly::quorum::{Quorum, QuorumBase};

fn count(yes: u64, no: u64, abstain: u64) -> Count {
    Count { yes, no, abstain }
}

fn of_members(members: u64) -> Hall {
    Hall {
        members: Some(members),
        ..Hall::default()
    }
}

fn verdict(majority: Majority, yes: u64, no: u64, members: u64) -> Verdict {
    let hall = Hall {
        members: (members > 0).then_some(members),
        ..Hall::default()
    };
    decide(majority, count(yes, no, 0), hall, Quorum::None).expect("possible counts")
}

#[test]
fn thresholds_pass_on_the_boundary_and_fail_one_below() {
    use Majority::{Simple, TwoThirdsCast, TwoThirdsMembers};
    let table = [
        (TwoThirdsMembers, 130, 0, 195, true),
        (TwoThirdsMembers, 129, 0, 195, false),
        (TwoThirdsMembers, 131, 0, 196, true),
        (TwoThirdsMembers, 130, 66, 196, false),
        (TwoThirdsCast, 130, 65, 0, true),
        (TwoThirdsCast, 129, 66, 0, false),
        (TwoThirdsCast, 6, 3, 0, true),
        (TwoThirdsCast, 5, 4, 0, false),
        (TwoThirdsCast, 1, 0, 0, true),
        (TwoThirdsCast, 0, 1, 0, false),
        (Simple, 2, 1, 0, true),
        (Simple, 1, 1, 0, false),
        (Simple, 98, 97, 0, true),
        (Simple, 97, 98, 0, false),
    ];
    for (majority, yes, no, members, carried) in table {
        let verdict = verdict(majority, yes, no, members);
        assert_eq!(
            verdict.carried, carried,
            "{majority} {yes}-{no} of {members}: {}",
            verdict.why
        );
    }
}

#[test]
fn nought_to_nought_and_ties_fail_under_every_majority() {
    for majority in Majority::ALL {
        for (yes, no, abstain) in [(0, 0, 0), (0, 0, 40), (50, 50, 0)] {
            let verdict =
                decide(majority, count(yes, no, abstain), of_members(195), Quorum::None).expect("possible counts");
            assert!(!verdict.carried, "{majority} {yes}-{no}-{abstain}: {}", verdict.why);
        }
    }
}

#[test]
fn the_membership_votes_of_2018_fail_by_two_thirds_and_would_pass_by_simple_majority() {
    for (yes, no, abstain, arithmetic) in [
        (76, 56, 22, "3 × 76 < 2 × 132 (228 < 264)"),
        (68, 51, 16, "3 × 68 < 2 × 119 (204 < 238)"),
    ] {
        let hall = Hall::default();
        let counted = count(yes, no, abstain);
        let strict = decide(Majority::TwoThirdsCast, counted, hall, Quorum::None).expect("possible");
        assert!(!strict.carried);
        assert_eq!(strict.why, format!("two thirds of yes and no: {arithmetic}"));
        assert!(
            decide(Majority::Simple, counted, hall, Quorum::None)
                .expect("possible")
                .carried
        );
    }
}

#[test]
fn the_resolution_that_needs_two_thirds_prints_its_arithmetic() {
    let verdict = verdict(Majority::TwoThirdsCast, 130, 65, 0);
    assert_eq!(verdict.why, "two thirds of yes and no: 3 × 130 ≥ 2 × 195 (390 ≥ 390)");
    assert_eq!((verdict.threshold, verdict.base), (130, 195));
}

#[test]
fn two_thirds_of_nine_is_six_not_seven() {
    assert_eq!(verdict(Majority::TwoThirdsCast, 6, 3, 0).threshold, 6);
}

#[test]
fn the_threshold_is_the_smallest_count_that_carries_on_every_small_base() {
    for majority in Majority::ALL {
        for base in 1..=60_u64 {
            let least = (0..=base)
                .find(|yes| verdict(majority, *yes, base - yes, base).carried)
                .expect("all yes carries");
            assert_eq!(verdict(majority, 0, base, base).threshold, least, "{majority} {base}");
        }
    }
}

#[test]
fn abstentions_never_enter_the_base_of_votes_cast() {
    let few = decide(Majority::TwoThirdsCast, count(20, 10, 0), Hall::default(), Quorum::None);
    let many = decide(
        Majority::TwoThirdsCast,
        count(20, 10, 150),
        Hall::default(),
        Quorum::None,
    );
    assert_eq!(few, many);
}

#[test]
fn all_three_margins_are_shown_and_may_disagree() {
    let shown = margins(count(76, 56, 22), Some(192));
    let reached: Vec<bool> = shown.iter().map(|margin| margin.reached).collect();
    assert_eq!(reached, [true, false, false]);
    assert_eq!(margins(count(1, 0, 0), None).len(), 2);
}

#[test]
fn impossible_counts_are_refused_with_their_reason() {
    let refused = |count, hall| {
        decide(Majority::Simple, count, hall, Quorum::None)
            .expect_err("an impossible count")
            .code()
    };
    assert_eq!(refused(count(100, 90, 6), of_members(195)), "more-votes-than-voters");
    let present = Hall {
        present: Some(10),
        ..Hall::default()
    };
    assert_eq!(refused(count(6, 5, 0), present), "more-votes-than-voters");
    let crowded = Hall {
        entitled: Some(10),
        present: Some(11),
        members: None,
    };
    assert_eq!(refused(count(1, 0, 0), crowded), "part-above-whole");
    let grown = Hall {
        entitled: Some(196),
        members: Some(195),
        present: None,
    };
    assert_eq!(refused(count(1, 0, 0), grown), "part-above-whole");
    assert_eq!(refused(count(0, 0, 0), of_members(0)), "no-members");
    let unknown = decide(
        Majority::TwoThirdsMembers,
        count(1, 0, 0),
        Hall::default(),
        Quorum::None,
    );
    assert_eq!(unknown.expect_err("no base").code(), "base-missing");
}

#[test]
fn the_largest_counts_do_not_overflow_and_larger_ones_are_refused() {
    for majority in Majority::ALL {
        let most = decide(majority, count(u64::MAX, 0, 0), of_members(u64::MAX), Quorum::None).expect("fits");
        assert!(most.carried && most.base == u64::MAX);
        let more = decide(
            majority,
            count(u64::MAX, 1, 0),
            Hall {
                members: Some(5),
                ..Hall::default()
            },
            Quorum::None,
        );
        assert_eq!(more.expect_err("too many").code(), "more-votes-than-voters");
        let beyond = decide(majority, count(u64::MAX, 1, 0), Hall::default(), Quorum::None);
        assert!(
            matches!(beyond, Err(Undecidable::TooLarge | Undecidable::BaseMissing { .. })),
            "{beyond:?}"
        );
    }
}

#[test]
fn quorum_is_measured_on_its_own_base_and_its_absence_defeats_the_vote() {
    let hall = |present| Hall {
        members: Some(195),
        entitled: Some(180),
        present: Some(present),
    };
    let table = [
        ("none", 60, true),
        ("majority-members", 98, true),
        ("majority-members", 97, false),
        ("majority-entitled", 91, true),
        ("majority-entitled", 90, false),
        ("1/3", 65, true),
        ("1/3", 64, false),
        ("1/3-entitled", 60, true),
        ("0.5-entitled", 90, true),
        ("2/3-members", 129, false),
    ];
    for (quorum, present, met) in table {
        let quorum: Quorum = quorum.parse().expect("a quorum");
        let verdict = decide(Majority::Simple, count(40, 10, 0), hall(present), quorum).expect("possible");
        assert_eq!(
            (verdict.quorate, verdict.carried),
            (met, met),
            "{quorum} {present}: {}",
            verdict.why
        );
    }
}

#[test]
fn without_presence_those_who_voted_are_present() {
    let quorum = Quorum::Majority(QuorumBase::Members);
    let enough = decide(Majority::Simple, count(60, 30, 8), of_members(195), quorum).expect("possible");
    assert!(enough.quorate && enough.carried);
    let few = decide(Majority::Simple, count(60, 30, 7), of_members(195), quorum).expect("possible");
    assert!(!few.quorate && !few.carried);
    assert!(few.why.contains("only those who voted count as present"));
}

#[test]
fn a_quorum_without_its_base_is_not_guessed() {
    for text in ["majority-members", "majority-entitled", "1/3"] {
        let quorum: Quorum = text.parse().expect("a quorum");
        let refused = decide(Majority::Simple, count(2, 1, 0), Hall::default(), quorum);
        assert!(matches!(refused, Err(Undecidable::BaseMissing { .. })), "{text}");
    }
}

#[test]
fn texts_that_are_no_quorum_or_majority_are_refused() {
    for text in [
        "",
        "half",
        "0/3",
        "4/3",
        "1/0",
        "-1/3",
        "1/3/5",
        "1.5",
        "+1/3",
        "1/ 3",
        "0.0",
        ".5",
        "9999999999/1",
    ] {
        assert!(text.parse::<Quorum>().is_err(), "{text:?}");
    }
    for text in ["", "Simple", "two-thirds", "simple "] {
        assert!(text.parse::<Majority>().is_err(), "{text:?}");
    }
}

#[test]
fn quorums_survive_a_round_trip_through_text() {
    for text in [
        "none",
        "majority-members",
        "majority-entitled",
        "1/3",
        "1/3-members",
        "2/3-entitled",
    ] {
        let quorum: Quorum = text.parse().expect("a quorum");
        assert_eq!(quorum.to_string(), text);
    }
}
