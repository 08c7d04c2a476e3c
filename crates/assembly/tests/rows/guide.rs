//! Tallies that the press published and faults of other programs, each held against the rows that decide it.
//!
//! | published or observed | rows | test |
//! |---|---|---|
//! | 2018, admission of a member: 76-56-22, then 68-51-16 | 22, 23, 25 | `the_membership_vote_of_2018_…` |
//! | 2018, President: three ballots of 162, told as 101-61 and as 98-64 | 28 | `the_presidents_of_2018_2021_and_2025` |
//! | 2021, President: three ballots, 68.9 % in the last | 28 | the same |
//! | 2025, President: 84-60-12-8 of 164, told as a first ballot | 28 | the same |
//! | 130 and 129 of 195, 131 and 130 of 196, 6 and 5 of 9 | 23, 24 | rows 23 and 24, `majority.rs` |
//! | a peer's yes ≥ 2 × no lets 0-0 pass | 22, 23, 24 | `nothing_to_nothing_…` |
//! | a peer counts 7 as two thirds of 9 | 23, 24 | `two_thirds_are_never_rounded_up` |
//! | percentages rounded to two places | 23 | the same |
//! | votes cast for absent holders, and bundles of proxies | 15 | row 15; `never_twice.rs` for whole halls |
//! | paper votes without names, or names with secret ones | – | `no_other_mode_keeps_names` in `assembly/votes.rs` |

use super::*;

fn used(number: u8, facts: &Facts) -> (bool, String) {
    let used = book().test(RowNumber(number), facts, TODAY).expect("a test");
    (used.met, used.arithmetic)
}

#[test]
fn the_membership_vote_of_2018_fails_twice_by_two_thirds_and_there_is_no_third_ballot() {
    let cases = [
        (count(76, 56, 22), "3 × 76 < 2 × 132 (228 < 264)"),
        (count(68, 51, 16), "3 × 68 < 2 × 119 (204 < 238)"),
    ];
    for (count, arithmetic) in cases {
        let facts = Facts::Majority {
            count,
            members: Some(192),
        };
        let (met, why) = used(23, &facts);
        assert!(!met && why.contains(arithmetic), "{why}");
        assert!(used(22, &facts).0, "by a simple majority it would have been carried");
        assert!(!used(24, &facts).0);
    }
    let after = |ballots_held| Facts::SecondBallot {
        ballots_held,
        majority: Majority::TwoThirdsCast,
    };
    assert!(used(25, &after(1)).0 && !used(25, &after(2)).0);
}

#[test]
fn the_presidents_of_2018_2021_and_2025() {
    use ThirdBallot::{MoreThanHalf, Plurality};
    let met = |ballot, votes, valid, third_ballot| {
        used(
            28,
            &Facts::PresidentBallot {
                ballot,
                votes,
                valid,
                leads_alone: true,
                third_ballot,
            },
        )
        .0
    };
    for third in [Plurality, MoreThanHalf] {
        // 2018: whichever of the two accounts is right, two thirds were never reached and the third ballot elects.
        for votes in [101, 98] {
            assert_eq!(
                [1, 2, 3].map(|ballot| met(ballot, votes, 162, third)),
                [false, false, true]
            );
        }
        // 2021: 68.9 % elect in any ballot.
        assert_eq!(
            [1, 2, 3].map(|ballot| met(ballot, 689, 1_000, third)),
            [true, true, true]
        );
        // 2025: 51.2 % of 164 elect nobody in a first ballot, whatever was reported, and somebody in a third one.
        assert_eq!(
            [1, 2, 3].map(|ballot| met(ballot, 84, 164, third)),
            [false, false, true]
        );
        assert!(met(1, 110, 164, third) && !met(1, 109, 164, third));
    }
}

#[test]
fn nothing_to_nothing_and_ties_fail_where_other_programs_let_them_pass() {
    let peer = |yes: u64, no: u64| yes >= 2 * no;
    for yes in 0..=30 {
        for no in 0..=30 {
            let facts = majority(yes, no, 195);
            let ours = used(23, &facts).0;
            if (yes, no) == (0, 0) {
                assert!(peer(yes, no) && !ours, "0-0 is no majority");
            } else {
                assert_eq!(ours, peer(yes, no), "{yes}-{no}");
            }
            assert!(yes != no || !used(22, &facts).0, "a tie carries nothing");
        }
    }
}

#[test]
fn two_thirds_are_never_rounded_up() {
    for third in 1..=100 {
        let base = 3 * third;
        assert!(
            used(23, &majority(2 * third, third, base)).0,
            "{} of {base} are two thirds",
            2 * third
        );
        assert!(!used(23, &majority(2 * third - 1, third + 1, base)).0);
        assert!(used(24, &majority(2 * third, 0, base)).0);
        assert!(!used(24, &majority(2 * third - 1, 0, base)).0);
    }
    // 130 of 195 are 66.666… %: a threshold of 66.67 % would refuse what the rule carries.
    assert!(130 * 10_000 < 195 * 6_667 && used(23, &majority(130, 65, 195)).0);
}
