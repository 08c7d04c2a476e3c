//! Rows 19 to 27: votes.

use super::*;

pub fn row_19_decisions_are_normally_resolutions() -> Row {
    let form = |resolution| Facts::DecisionForm { resolution };
    Row::new(19, vec![(form(true), true), (form(false), false)])
}

pub fn row_20_no_vote_before_four_languages_of_the_same_revision_are_out() -> Row {
    let out = |revisions: [Option<u32>; 4]| {
        let pairs = Language::ALL.into_iter().zip(revisions);
        let out: BTreeMap<_, _> = pairs
            .filter_map(|(language, revision)| Some((language, revision?)))
            .collect();
        Facts::LanguagesOut { revision: 3, out }
    };
    Row::new(
        20,
        vec![
            (out([Some(3); 4]), true),
            (out([Some(2), Some(3), Some(3), Some(3)]), false),
            (out([None, Some(3), Some(3), Some(3)]), false),
            (out([Some(2); 4]), false),
            (out([None; 4]), false),
        ],
    )
}

pub fn row_21_oral_amendments_at_once_unless_a_majority_asks_for_paper_and_costs_need_an_opinion() -> Row {
    let oral = |paper_asked_by| Facts::OralAmendment { paper_asked_by };
    let cost = |costs, opinion| Facts::CostOpinion { costs, opinion };
    Row::new(
        21,
        vec![
            (oral(None), true),
            (oral(Some(count(10, 9, 0))), false),
            (oral(Some(count(9, 9, 0))), true),
            (oral(Some(count(0, 0, 5))), true),
            (cost(false, false), true),
            (cost(true, true), true),
            (cost(true, false), false),
        ],
    )
}

pub fn row_22_simple_majority() -> Row {
    Row::new(
        22,
        vec![
            (majority(76, 56, 192), true),
            (majority(57, 56, 192), true),
            (majority(56, 56, 192), false),
            (majority(0, 0, 192), false),
        ],
    )
}

pub fn row_23_two_thirds_of_yes_and_no() -> Row {
    Row::new(
        23,
        vec![
            (majority(130, 65, 195), true),
            (majority(129, 66, 195), false),
            // One yes less and one no more than the boundary.
            (majority(129, 65, 195), false),
            (majority(130, 65, 196), true),
            (majority(130, 66, 196), false),
            (majority(6, 3, 195), true),
            (majority(5, 4, 195), false),
            (majority(0, 0, 195), false),
            (majority(50, 50, 195), false),
            // Both ballots of the 2018 membership vote, as the press counted them.
            (majority(76, 56, 192), false),
            (majority(68, 51, 192), false),
        ],
    )
}

pub fn row_24_two_thirds_of_all_members() -> Row {
    Row::new(
        24,
        vec![
            (majority(130, 0, 195), true),
            (majority(129, 0, 195), false),
            (majority(131, 65, 196), true),
            (majority(130, 0, 196), false),
            (majority(6, 0, 9), true),
            (majority(0, 0, 195), false),
        ],
    )
}

pub fn row_25_one_second_ballot_where_two_thirds_were_missed() -> Row {
    let held = |ballots_held, majority| Facts::SecondBallot { ballots_held, majority };
    Row::new(
        25,
        vec![
            (held(1, Majority::TwoThirdsCast), true),
            (held(1, Majority::TwoThirdsMembers), true),
            (held(2, Majority::TwoThirdsCast), false),
            (held(1, Majority::Simple), false),
        ],
    )
}

pub fn row_26_record_votes_are_asked_for_before_voting_begins() -> Row {
    let asked = |requested, voting_began| Facts::RecordVote {
        requested,
        voting_began,
    };
    Row::new(
        26,
        vec![
            (asked(true, false), true),
            (asked(true, true), false),
            (asked(false, true), true),
        ],
    )
}

pub fn row_27_persons_in_secret() -> Row {
    let ballot = |secret| Facts::ElectionOfPersons { secret };
    Row::new(27, vec![(ballot(true), true), (ballot(false), false)])
}
