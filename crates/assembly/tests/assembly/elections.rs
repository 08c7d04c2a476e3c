//! Elections: ladders, regions and countries, ties, and lots that anyone can redraw.

use std::collections::BTreeMap;

use cordon_assembly::assembly::Act;
use cordon_assembly::election::{Candidature, ElectionAct, ElectionState, draw};
use cordon_assembly::rulebook::{Officer, Post, Proposer, ThirdBallot};
use cordon_assembly::votes::{Mode, Papers, Subject, VoteAct};
use proptest::prelude::*;

use crate::hall::*;

fn election(act: ElectionAct) -> Act {
    Act::Election(act)
}

pub fn propose(id: u32, code: &str) -> Act {
    election(ElectionAct::Propose {
        election: id,
        person: format!("candidate-{code}"),
        member: member(code),
        proposer: Proposer::Member,
        national_audit_office: false,
    })
}

/// A sitting session with one election of these candidates; `prepare` runs before candidacies are closed.
fn electing(post: Post, seats: u64, codes: &[&str], prepare: impl FnOnce(&mut Hall)) -> Hall {
    let mut hall = Hall::convened();
    hall.ok(
        secretariat(),
        election(ElectionAct::Call {
            post,
            seats,
            closes: None,
        }),
    );
    prepare(&mut hall);
    for code in codes {
        hall.ok(secretariat(), propose(1, code));
    }
    hall.ok(secretariat(), item("Elections"));
    hall.seat();
    hall.ok(chair(), election(ElectionAct::CloseCandidacies { election: 1 }));
    hall
}

fn papers(votes: &[(u32, u64)], total: u64, blank: u64, invalid: u64) -> Papers {
    Papers {
        candidates: votes.iter().copied().collect(),
        total,
        blank,
        invalid,
        ..Papers::default()
    }
}

/// One secret ballot of six papers.
#[track_caller]
fn round(hall: &mut Hall, votes: &[(u32, u64)], blank: u64) -> bool {
    let ballot = hall.open(Subject::Round { election: 1 }, Mode::Paper);
    hall.ok(
        teller("t1"),
        Act::Vote(VoteAct::IssuePapers {
            ballot,
            members: members(&STATES),
        }),
    );
    hall.finish(ballot, papers(votes, 6, blank, 0))
}

fn candidature(hall: &Hall, id: u32) -> Candidature {
    hall.state.elections.all[&1].candidates[&id].candidature.clone()
}

fn elected(hall: &Hall) -> Vec<u32> {
    hall.state.elections.all[&1].elected()
}

#[test]
fn the_president_needs_two_thirds_twice_and_then_the_lead() {
    let mut hall = electing(Post::President, 1, &["QM", "QN", "QO"], |_| {});
    assert!(!round(&mut hall, &[(1, 3), (2, 2), (3, 1)], 0));
    assert!(!round(&mut hall, &[(1, 3), (2, 2), (3, 1)], 0));
    assert!(round(&mut hall, &[(1, 3), (2, 2), (3, 1)], 0));
    assert_eq!(elected(&hall), [1]);
    assert_eq!(
        hall.no(chair(), open(Subject::Round { election: 1 }, Mode::Paper)),
        "election-done"
    );
}

#[test]
fn exactly_two_thirds_elect_at_once_and_blanks_are_outside_the_base() {
    let mut hall = electing(Post::President, 1, &["QM", "QN"], |_| {});
    assert!(round(&mut hall, &[(1, 4), (2, 2)], 0));
    let mut hall = electing(Post::President, 1, &["QM", "QN"], |_| {});
    assert!(round(&mut hall, &[(1, 2), (2, 1)], 3));
}

#[test]
fn a_session_may_fix_that_the_third_ballot_needs_more_than_half() {
    let mut hall = electing(Post::President, 1, &["QM", "QN", "QO"], |_| {});
    hall.state.session.settings.third_ballot = Some(ThirdBallot::MoreThanHalf);
    for _ in 0..4 {
        assert!(!round(&mut hall, &[(1, 3), (2, 2), (3, 1)], 0));
    }
    hall.ok(
        secretariat(),
        election(ElectionAct::Withdraw {
            election: 1,
            candidate: 3,
        }),
    );
    assert!(round(&mut hall, &[(1, 4), (2, 2)], 0));
}

#[test]
fn vice_presidents_come_from_different_regions_than_the_president_and_each_other() {
    // Seats: QM Africa, QN Americas, QO Asia, QP Europe, QQ Africa, QR Americas.
    let president = Officer {
        post: Post::President,
        member: member("QM"),
        region: roll_region("QM"),
    };
    let mut hall = electing(Post::VicePresident, 3, &["QN", "QO", "QP", "QQ", "QR"], |hall| {
        let act = ElectionAct::EnterOfficers {
            continuing: vec![president],
            leaving: vec![],
        };
        hall.ok(secretariat(), election(act));
    });
    assert!(round(&mut hall, &[(1, 6), (2, 5), (4, 4), (5, 2)], 0));
    assert_eq!(elected(&hall), [1, 2]);
    assert!(matches!(candidature(&hall, 4), Candidature::Excluded { reason } if reason.contains("Africa")));
    assert!(matches!(candidature(&hall, 5), Candidature::Excluded { reason } if reason.contains("Americas")));
    assert!(round(&mut hall, &[(3, 4)], 2));
    assert_eq!(hall.state.elections.all[&1].state, ElectionState::Done);
}

fn roll_region(code: &str) -> cordon_assembly::member::Region {
    roll().seat(&member(code)).expect("a seat").region
}

#[test]
fn a_tie_leads_to_a_ballot_among_the_tied_and_a_second_tie_to_the_lot() {
    let mut hall = electing(Post::CommitteeDelegate, 1, &["QM", "QN", "QO"], |_| {});
    assert!(
        !round(&mut hall, &[(1, 2), (2, 2), (3, 2)], 0),
        "nobody has more than half"
    );
    let mut hall = electing(Post::CommitteeDelegate, 2, &["QM", "QN", "QO"], |_| {});
    assert!(round(&mut hall, &[(1, 6), (2, 4), (3, 2)], 0));
    assert_eq!(elected(&hall), [1, 2]);

    let mut hall = electing(Post::CommitteeDelegate, 2, &["QM", "QN", "QO"], |_| {});
    assert!(round(&mut hall, &[(1, 4), (2, 3), (3, 4)], 0));
    assert_eq!(elected(&hall), [1, 3]);

    let mut hall = electing(Post::CommitteeDelegate, 2, &["QM", "QN", "QO"], |_| {});
    assert!(
        !round(&mut hall, &[(1, 4), (2, 4), (3, 4)], 0),
        "three tied for two seats"
    );
    assert_eq!(
        hall.state.elections.all[&1].state,
        ElectionState::TieBallot { tied: vec![1, 2, 3] }
    );
    assert!(!round(&mut hall, &[(1, 3), (2, 3), (3, 3)], 0), "tied again");
    assert_eq!(
        hall.no(chair(), open(Subject::Round { election: 1 }, Mode::Paper)),
        "lot-first"
    );

    let seeds = ["11".repeat(32), "22".repeat(32)];
    let commit = |commitment: String| {
        election(ElectionAct::CommitSeed {
            election: 1,
            commitment,
        })
    };
    let reveal = |seed: &str| {
        election(ElectionAct::RevealSeed {
            election: 1,
            seed: seed.to_owned(),
        })
    };
    hall.ok(teller("t1"), commit(sha256(&seeds[0])));
    assert_eq!(hall.no(teller("t1"), commit(sha256(&seeds[1]))), "seed-twice");
    assert_eq!(
        hall.no(teller("t1"), reveal(&seeds[0])),
        "seed-mismatch",
        "both commit before either reveals"
    );
    hall.ok(teller("t2"), commit(sha256(&seeds[1])));
    assert_eq!(hall.no(teller("t3"), commit(sha256(&seeds[1]))), "seed-twice");
    assert_eq!(hall.no(teller("t2"), reveal(&"33".repeat(32))), "seed-mismatch");
    assert_eq!(hall.no(teller("t2"), reveal("zz")), "seed-malformed");
    hall.ok(teller("t2"), reveal(&seeds[1]));
    let decision = hall.ok(teller("t1"), reveal(&seeds[0]));
    let drawn = draw(&[0x11; 32], &[0x22; 32], &[1, 2, 3]);
    let entry = decision
        .entries
        .iter()
        .find(|entry| entry.kind == "lot-drawn")
        .expect("a draw");
    assert_eq!(
        entry.facts["order"],
        drawn.iter().map(u32::to_string).collect::<Vec<_>>().join(" ")
    );
    let mut winners = drawn[..2].to_vec();
    winners.sort_unstable();
    assert_eq!(elected(&hall), winners);
    assert!(matches!(
        candidature(&hall, winners[0]),
        Candidature::Elected { by_lot: true, .. }
    ));
}

fn sha256(seed: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(hex::decode(seed).expect("hexadecimal")))
}

#[test]
fn the_lot_is_the_sha_256_of_both_seeds_and_the_number() {
    // The definition, computed a second time from the bytes that it names.
    use sha2::{Digest, Sha256};
    let lots: BTreeMap<Vec<u8>, u32> = (1..=4_u32)
        .map(|candidate| {
            let bytes = [&[1_u8; 32][..], &[2; 32], &candidate.to_be_bytes()].concat();
            (Sha256::digest(bytes).to_vec(), candidate)
        })
        .collect();
    assert_eq!(
        draw(&[1; 32], &[2; 32], &[4, 3, 2, 1]),
        lots.into_values().collect::<Vec<_>>()
    );
}

#[test]
fn counts_of_an_election_must_add_up() {
    let mut hall = electing(Post::President, 1, &["QM", "QN"], |_| {});
    let ballot = hall.open(Subject::Round { election: 1 }, Mode::Paper);
    hall.ok(
        teller("t1"),
        Act::Vote(VoteAct::IssuePapers {
            ballot,
            members: members(&STATES),
        }),
    );
    for (what, wrong) in [
        ("a stranger", papers(&[(9, 6)], 6, 0, 0)),
        ("too few marks", papers(&[(1, 3)], 6, 0, 0)),
        ("too many marks", papers(&[(1, 4), (2, 4)], 6, 0, 0)),
        ("more than papers", papers(&[(1, 7)], 6, 0, 0)),
        ("blanks above the total", papers(&[], 6, 4, 3)),
        ("yes and no", hands(6, 0, 0)),
    ] {
        assert_eq!(hall.no(teller("t1"), count(ballot, wrong)), "count-mismatch", "{what}");
    }
    assert_eq!(
        hall.no(teller("t1"), count(ballot, papers(&[(1, 7)], 7, 0, 0))),
        "too-many-votes"
    );
    hall.finish(ballot, papers(&[(1, 3), (2, 1)], 6, 1, 1));
}

#[test]
fn persons_are_never_elected_by_show_of_hands() {
    let mut hall = electing(Post::President, 1, &["QM", "QN"], |_| {});
    for mode in [Mode::Hands, Mode::Record, Mode::RollCall, Mode::Electronic] {
        assert_eq!(
            hall.no(chair(), open(Subject::Round { election: 1 }, mode)),
            "persons-in-secret"
        );
    }
}

#[test]
fn candidacies_have_their_day_their_member_and_their_post() {
    let mut hall = Hall::convened();
    let leaving = vec![Officer {
        post: Post::President,
        member: member("QR"),
        region: roll_region("QR"),
    }];
    hall.ok(
        secretariat(),
        election(ElectionAct::EnterOfficers {
            continuing: vec![],
            leaving,
        }),
    );
    hall.ok(
        secretariat(),
        election(ElectionAct::Call {
            post: Post::President,
            seats: 1,
            closes: None,
        }),
    );
    hall.ok(secretariat(), propose(1, "QM"));
    assert_eq!(hall.no(secretariat(), propose(1, "QM")), "candidacy-twice");
    assert_eq!(hall.no(secretariat(), propose(1, "QR")), "not-eligible");
    hall.on(-45);
    hall.ok(secretariat(), propose(1, "QN"));
    hall.on(-44);
    assert_eq!(hall.no(secretariat(), propose(1, "QO")), "candidacy-late");
    let closes = Some(hall.today());
    hall.ok(
        secretariat(),
        election(ElectionAct::Call {
            post: Post::FilesCommission,
            seats: 7,
            closes,
        }),
    );
    hall.ok(secretariat(), propose(2, "QO"));
    hall.later(86_400);
    assert_eq!(hall.no(secretariat(), propose(2, "QP")), "candidacy-late");
}

#[test]
fn one_candidate_for_secretary_general_and_an_audit_office_for_auditor() {
    let mut hall = Hall::convened();
    let call = |post| {
        election(ElectionAct::Call {
            post,
            seats: 1,
            closes: None,
        })
    };
    hall.ok(secretariat(), call(Post::SecretaryGeneral));
    hall.ok(secretariat(), call(Post::Auditor));
    let by = |id, code: &str, proposer, national_audit_office| {
        let person = "a person".to_owned();
        let member = member(code);
        election(ElectionAct::Propose {
            election: id,
            person,
            member,
            proposer,
            national_audit_office,
        })
    };
    assert_eq!(
        hall.no(secretariat(), by(1, "QM", Proposer::Member, false)),
        "one-candidate-only"
    );
    hall.ok(committee(), by(1, "QM", Proposer::ExecutiveCommittee, false));
    assert_eq!(
        hall.no(committee(), by(1, "QN", Proposer::ExecutiveCommittee, false)),
        "one-candidate-only"
    );
    assert_eq!(
        hall.no(secretariat(), by(2, "QN", Proposer::Member, false)),
        "not-an-audit-office"
    );
    hall.ok(secretariat(), by(2, "QN", Proposer::Member, true));
}

#[test]
fn the_secretary_general_is_confirmed_by_yes_and_no_and_another_is_proposed_where_not() {
    let mut hall = Hall::convened();
    let closes = Some(OPENING);
    hall.ok(
        secretariat(),
        election(ElectionAct::Call {
            post: Post::SecretaryGeneral,
            seats: 1,
            closes,
        }),
    );
    let by_committee = |code: &str| {
        election(ElectionAct::Propose {
            election: 1,
            person: format!("candidate-{code}"),
            member: member(code),
            proposer: Proposer::ExecutiveCommittee,
            national_audit_office: false,
        })
    };
    hall.ok(secretariat(), item("Elections"));
    hall.seat();
    for (code, papers, elected) in [("QM", hands(3, 3, 0), false), ("QN", hands(3, 2, 1), true)] {
        hall.ok(committee(), by_committee(code));
        hall.ok(chair(), election(ElectionAct::CloseCandidacies { election: 1 }));
        let ballot = hall.open(Subject::Round { election: 1 }, Mode::Paper);
        hall.ok(
            teller("t1"),
            Act::Vote(VoteAct::IssuePapers {
                ballot,
                members: members(&STATES),
            }),
        );
        assert_eq!(hall.finish(ballot, papers), elected);
    }
    assert!(matches!(candidature(&hall, 1), Candidature::Excluded { reason } if reason.contains("3 ≤ 3")));
    assert_eq!(elected(&hall), [2]);
    assert_eq!(hall.state.elections.all[&1].state, ElectionState::Done);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_seat_is_filled_twice_and_no_country_sits_twice(
        seats in 1_u64..4,
        counts in proptest::collection::vec(proptest::collection::vec(0_u64..7, 6), 1..6),
    ) {
        let mut hall = electing(Post::CommitteeDelegate, seats, &STATES, |_| {});
        for votes in counts {
            let Ok((ballot, open)) = try_open(&mut hall) else { break };
            let slate: Vec<(u32, u64)> = open.iter().copied().zip(votes).collect();
            let total: u64 = slate.iter().map(|(_, count)| count).sum();
            let left = hall.state.elections.all[&1].open_seats();
            let papers = Papers { candidates: slate.into_iter().collect(), total: 6, ..Papers::default() };
            let fits = total >= 6 && total <= 6 * left;
            let entered = hall.act(&teller("t1"), &count(ballot, papers.clone()));
            prop_assert_eq!(entered.is_ok(), fits);
            if !fits { break; }
            hall.ok(teller("t2"), count(ballot, papers));
            hall.ok(chair(), close(ballot));
        }
        let election = &hall.state.elections.all[&1];
        prop_assert!(election.elected().len() as u64 <= seats);
        let seated: Vec<_> = hall.state.elections.seated.iter().map(|one| one.member.clone()).collect();
        let distinct: std::collections::BTreeSet<_> = seated.iter().cloned().collect();
        prop_assert_eq!(seated.len(), distinct.len());
        prop_assert_eq!(seated.len(), election.elected().len());
    }
}

fn try_open(hall: &mut Hall) -> Result<(u32, Vec<u32>), ()> {
    let slate = match &hall.state.elections.all[&1].state {
        ElectionState::Ballot => hall.state.elections.all[&1].standing(),
        ElectionState::TieBallot { tied } => tied.clone(),
        _ => return Err(()),
    };
    let ballot = hall.open(Subject::Round { election: 1 }, Mode::Paper);
    hall.ok(
        teller("t1"),
        Act::Vote(VoteAct::IssuePapers {
            ballot,
            members: members(&STATES),
        }),
    );
    Ok((ballot, slate))
}
