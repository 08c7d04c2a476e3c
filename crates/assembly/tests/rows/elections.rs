//! Rows 28 to 32: elections.

use super::*;

pub fn row_28_the_president_by_two_thirds_and_after_the_second_ballot_by_a_simple_majority() -> Row {
    let ballot = |ballot, votes, valid, leads_alone, third_ballot| Facts::PresidentBallot {
        ballot,
        votes,
        valid,
        leads_alone,
        third_ballot,
    };
    use ThirdBallot::{MoreThanHalf, Plurality};
    Row::new(
        28,
        vec![
            (ballot(1, 108, 162, true, Plurality), true),
            (ballot(1, 107, 162, true, Plurality), false),
            // 2018: 162 voters, 101 or 98 for the leader, never two thirds; on the third ballot the leader wins.
            (ballot(1, 101, 162, true, Plurality), false),
            (ballot(2, 98, 162, true, Plurality), false),
            (ballot(3, 101, 162, true, Plurality), true),
            (ballot(3, 98, 162, true, MoreThanHalf), true),
            // 2025: 84 of 164 is enough late and on no first ballot.
            (ballot(1, 84, 164, true, Plurality), false),
            (ballot(3, 84, 164, true, Plurality), true),
            (ballot(3, 84, 164, true, MoreThanHalf), true),
            (ballot(3, 82, 164, true, MoreThanHalf), false),
            (ballot(3, 82, 164, false, Plurality), false),
            (ballot(3, 60, 164, true, Plurality), true),
            (ballot(1, 0, 0, false, Plurality), false),
            (ballot(3, 0, 0, true, Plurality), false),
        ],
    )
}

fn officer(post: Post, code: &str, region: Region) -> Officer {
    Officer {
        post,
        member: member(code),
        region,
    }
}

pub fn row_29_committee_from_different_countries_and_leaders_from_different_regions() -> Row {
    use Post::{CommitteeDelegate, President, VicePresident};
    let seat = |seated: &[Officer], candidate: Officer, leaves_same_post| Facts::CommitteeSeat {
        seated: seated.to_vec(),
        candidate,
        leaves_same_post,
    };
    let president = officer(President, "QM", Region::Asia);
    let vices = [
        officer(VicePresident, "QN", Region::Africa),
        officer(VicePresident, "QO", Region::Europe),
        officer(VicePresident, "QP", Region::Americas),
    ];
    let delegates: Vec<Officer> = (0..9)
        .map(|n| officer(CommitteeDelegate, &format!("S{n:03}"), Region::Asia))
        .collect();
    let filed = |filed| Facts::Candidacy {
        filed,
        opening: OPENING,
    };
    Row::new(
        29,
        vec![
            (seat(&[], president.clone(), false), true),
            (
                seat(
                    std::slice::from_ref(&president),
                    officer(President, "QQ", Region::Africa),
                    false,
                ),
                false,
            ),
            (seat(std::slice::from_ref(&president), vices[0].clone(), false), true),
            (
                seat(
                    std::slice::from_ref(&president),
                    officer(VicePresident, "QQ", Region::Asia),
                    false,
                ),
                false,
            ),
            (
                seat(
                    std::slice::from_ref(&president),
                    officer(CommitteeDelegate, "QM", Region::Asia),
                    false,
                ),
                false,
            ),
            (
                seat(
                    std::slice::from_ref(&president),
                    officer(CommitteeDelegate, "QQ", Region::Asia),
                    false,
                ),
                true,
            ),
            (seat(&vices, officer(VicePresident, "QQ", Region::Asia), false), false),
            (
                seat(&delegates[..8], officer(CommitteeDelegate, "QQ", Region::Asia), false),
                true,
            ),
            (
                seat(&delegates, officer(CommitteeDelegate, "QQ", Region::Asia), false),
                false,
            ),
            (seat(&[], president, true), false),
            (filed(date(2026, 10, 10)), true),
            (filed(date(2026, 10, 11)), false),
        ],
    )
}

pub fn row_30_one_candidate_for_a_post() -> Row {
    let others = |others_by_member| Facts::CandidatePerPost { others_by_member };
    Row::new(30, vec![(others(0), true), (others(1), false)])
}

pub fn row_31_one_candidate_for_secretary_general_by_the_committee() -> Row {
    let asked = |candidates, proposer| Facts::SingleCandidate { candidates, proposer };
    Row::new(
        31,
        vec![
            (asked(1, Proposer::ExecutiveCommittee), true),
            (asked(2, Proposer::ExecutiveCommittee), false),
            (asked(1, Proposer::Member), false),
        ],
    )
}

pub fn row_32_the_auditor_is_a_national_audit_office() -> Row {
    let office = |national_audit_office| Facts::Auditor { national_audit_office };
    Row::new(32, vec![(office(true), true), (office(false), false)])
}
