//! Votes in every mode: frozen electorates, one vote each, tellers, certificates, second ballots.

use cordon_assembly::assembly::Act;
use cordon_assembly::resolution::{Matter, ResolutionAct, ResolutionState};
use cordon_assembly::rulebook::{RowState, Rulebook};
use cordon_assembly::votes::{Choice, Exclusion, Mode, Outcome, Papers, Subject, VoteAct};

use crate::hall::*;

const WHOLE: Subject = Subject::Whole { resolution: 1 };

#[test]
fn a_record_vote_counts_each_member_once_and_publishes_names() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let ballot = hall.open(WHOLE, Mode::Record);
    for (code, choice) in STATES
        .into_iter()
        .zip([Choice::Yes, Choice::Yes, Choice::Yes, Choice::No, Choice::Abstain])
    {
        hall.ok(head(code), cast(ballot, code, choice));
    }
    assert_eq!(hall.no(head("QM"), cast(ballot, "QM", Choice::Yes)), "voted-twice");
    assert_eq!(hall.no(second("QM"), cast(ballot, "QM", Choice::No)), "voted-twice");
    hall.ok(second("QR"), cast(ballot, "QR", Choice::No));
    hall.ok(chair(), close(ballot));
    let certificate = hall.state.ballots.certificate(ballot).expect("closed");
    assert_eq!(
        (certificate.count.yes, certificate.count.no, certificate.count.abstain),
        (3, 2, 1)
    );
    assert_eq!((certificate.entitled, certificate.present, certificate.cast), (6, 6, 6));
    let by_seat = certificate.by_seat(&hall.state.roll).expect("names");
    assert_eq!(by_seat[&4], Choice::No);
    assert!(certificate.carried());
}

#[test]
fn no_other_mode_keeps_names() {
    for mode in [Mode::Electronic, Mode::Hands, Mode::Paper] {
        let mut hall = Hall::with_resolution(Matter::Ordinary);
        let ballot = hall.open(WHOLE, mode);
        match mode {
            Mode::Electronic => {
                for code in STATES {
                    hall.ok(head(code), cast(ballot, code, Choice::Yes));
                }
                hall.ok(chair(), close(ballot));
            }
            Mode::Paper => {
                hall.ok(
                    teller("t1"),
                    Act::Vote(VoteAct::IssuePapers {
                        ballot,
                        members: members(&STATES),
                    }),
                );
                hall.finish(ballot, hands(6, 0, 0));
            }
            _ => {
                hall.finish(ballot, hands(6, 0, 0));
            }
        }
        let certificate = hall.state.ballots.certificate(ballot).expect("closed");
        assert!(certificate.names.is_none());
        assert_eq!((certificate.cast, certificate.count.yes), (6, 6));
        let json = serde_json::to_string(&hall.state.ballots.all[&ballot].state).expect("JSON");
        assert!(!json.contains("\"QM\":\"yes\""), "{json}");
    }
}

#[test]
fn a_roll_call_goes_by_seat_and_calls_the_absent_once_more() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let ballot = hall.open(WHOLE, Mode::RollCall);
    assert_eq!(hall.no(head("QN"), cast(ballot, "QN", Choice::Yes)), "not-called");
    hall.ok(chair(), Act::Vote(VoteAct::PassOver { ballot }));
    for code in &STATES[1..] {
        hall.ok(head(code), cast(ballot, code, Choice::Yes));
    }
    assert_eq!(hall.no(chair(), close(ballot)), "not-called");
    hall.ok(head("QM"), cast(ballot, "QM", Choice::No));
    assert_eq!(hall.no(chair(), Act::Vote(VoteAct::PassOver { ballot })), "roll-done");
    assert_eq!(hall.no(head("QM"), cast(ballot, "QM", Choice::No)), "voted-twice");
    hall.ok(chair(), close(ballot));
    let certificate = hall.state.ballots.certificate(ballot).expect("closed");
    assert_eq!((certificate.count.yes, certificate.count.no), (5, 1));
}

#[test]
fn two_tellers_must_agree_and_a_recount_is_kept() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let ballot = hall.open(WHOLE, Mode::Hands);
    hall.ok(teller("t1"), count(ballot, hands(3, 2, 1)));
    assert_eq!(hall.no(chair(), close(ballot)), "tellers-missing");
    hall.ok(teller("t2"), count(ballot, hands(2, 3, 1)));
    assert_eq!(hall.no(chair(), close(ballot)), "tellers-disagree");
    assert_eq!(hall.no(teller("t3"), count(ballot, hands(2, 3, 1))), "third-teller");
    hall.ok(teller("t2"), count(ballot, hands(3, 2, 1)));
    hall.ok(chair(), close(ballot));
    let certificate = hall.state.ballots.certificate(ballot).expect("closed");
    assert_eq!((certificate.tellers.len(), certificate.recounts), (2, 1));
}

#[test]
fn counts_that_cannot_be_are_refused() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let ballot = hall.open(WHOLE, Mode::Hands);
    assert_eq!(hall.no(teller("t1"), count(ballot, hands(4, 2, 1))), "too-many-votes");
    let blank = Papers {
        blank: 1,
        total: 1,
        ..Papers::default()
    };
    assert_eq!(hall.no(teller("t1"), count(ballot, blank)), "count-mismatch");
    let short = Papers {
        total: 6,
        ..hands(3, 2, 0)
    };
    assert_eq!(hall.no(teller("t1"), count(ballot, short)), "count-mismatch");
    let huge = hands(u64::MAX / 2, 0, 0);
    assert_eq!(hall.no(teller("t1"), count(ballot, huge)), "too-many-votes");
}

#[test]
fn paper_votes_cannot_outnumber_the_papers_and_nobody_gets_two() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let ballot = hall.open(WHOLE, Mode::Paper);
    let issue = |codes: &[&str]| {
        Act::Vote(VoteAct::IssuePapers {
            ballot,
            members: members(codes),
        })
    };
    hall.ok(teller("t1"), issue(&["QM", "QN", "QO"]));
    assert_eq!(hall.no(teller("t1"), issue(&["QP", "QM"])), "voted-twice");
    assert_eq!(hall.no(teller("t1"), count(ballot, hands(4, 0, 0))), "too-many-votes");
    let counted = Papers {
        blank: 1,
        invalid: 1,
        total: 3,
        ..hands(1, 0, 0)
    };
    hall.ok(teller("t1"), count(ballot, counted.clone()));
    assert_eq!(hall.no(teller("t1"), issue(&["QP"])), "wrong-state");
    hall.ok(teller("t2"), count(ballot, counted));
    hall.ok(chair(), close(ballot));
    let certificate = hall.state.ballots.certificate(ballot).expect("closed");
    assert_eq!((certificate.cast, certificate.blank, certificate.invalid), (3, 1, 1));
    assert!(certificate.carried(), "blank and invalid papers are outside the base");
}

#[test]
fn arrivals_and_departures_during_a_ballot_count_for_the_next_one() {
    let mut hall = Hall::with_resolution(Matter::Regulations { opinion: true });
    hall.ok(secretariat(), leave(&["QR"]));
    let first = hall.open(WHOLE, Mode::Record);
    hall.ok(secretariat(), arrive(&["QR"]));
    hall.ok(secretariat(), leave(&["QQ"]));
    assert_eq!(hall.no(head("QR"), cast(first, "QR", Choice::Yes)), "not-present");
    hall.ok(head("QQ"), cast(first, "QQ", Choice::No));
    hall.ok(head("QM"), cast(first, "QM", Choice::Yes));
    hall.ok(chair(), close(first));
    let second = hall.open(WHOLE, Mode::Record);
    let ballot = &hall.state.ballots.all[&second];
    assert_eq!((ballot.number, ballot.previous), (2, Some(first)));
    let changed: Vec<_> = ballot
        .changes
        .iter()
        .map(|change| (change.member.as_str(), change.after.present))
        .collect();
    assert_eq!(changed, [("QQ", false), ("QR", true)]);
    hall.ok(head("QR"), cast(second, "QR", Choice::Yes));
    assert_eq!(hall.no(head("QQ"), cast(second, "QQ", Choice::Yes)), "not-present");
}

#[test]
fn two_thirds_missed_give_one_second_ballot_and_no_third() {
    let mut hall = Hall::with_resolution(Matter::Regulations { opinion: true });
    assert!(!hall.vote(WHOLE, 3, 3, 0));
    assert_eq!(hall.state.resolutions[&1].state, ResolutionState::Tabled);
    assert!(!hall.vote(WHOLE, 3, 2, 1));
    assert_eq!(hall.state.resolutions[&1].state, ResolutionState::Rejected);
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "not-reconsidered");
    let ballots = &hall.state.resolutions[&1].ballots;
    let certificate = hall.state.ballots.certificate(ballots[1]).expect("closed");
    assert_eq!((certificate.number, certificate.previous), (2, Some(ballots[0])));
}

#[test]
fn the_second_ballot_can_still_carry() {
    let mut hall = Hall::with_resolution(Matter::Regulations { opinion: true });
    assert!(!hall.vote(WHOLE, 3, 2, 1));
    assert!(hall.vote(WHOLE, 4, 2, 0));
    assert_eq!(hall.state.resolutions[&1].state, ResolutionState::Adopted);
}

#[test]
fn a_simple_majority_missed_gives_no_second_ballot() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    assert!(!hall.vote(WHOLE, 3, 3, 0));
    assert_eq!(hall.state.resolutions[&1].state, ResolutionState::Rejected);
}

#[test]
fn a_constitution_change_weighs_absentees_as_no() {
    let proposer = cordon_assembly::rulebook::Proposer::Member;
    let mut hall = Hall::with_resolution(Matter::Constitution { proposer });
    hall.ok(secretariat(), leave(&["QQ", "QR"]));
    assert!(!hall.vote(WHOLE, 3, 0, 1));
    assert!(hall.vote(WHOLE, 4, 0, 0));
    let last = *hall.state.resolutions[&1].ballots.last().expect("ballots");
    match &hall.state.ballots.certificate(last).expect("closed").outcome {
        Outcome::Question { verdict, .. } => {
            assert!(
                verdict
                    .why
                    .starts_with("two thirds of all members: 3 × 4 ≥ 2 × 6 (12 ≥ 12)"),
                "{}",
                verdict.why
            );
        }
        Outcome::Round { .. } => panic!("a question"),
    }
}

#[test]
fn a_certificate_names_the_rule_its_version_and_that_it_is_not_adopted() {
    let mut hall = Hall::with_resolution(Matter::Regulations { opinion: true });
    hall.vote(WHOLE, 4, 2, 0);
    let certificate = hall.state.ballots.certificate(1).expect("closed");
    let used = certificate.rules.iter().find(|rule| rule.row.0 == 23).expect("row 23");
    assert_eq!((used.state, used.verified, used.met), (RowState::Model, true, true));
    let row = Rulebook::model().expect("readable");
    assert_eq!(
        used.version,
        row.in_force(used.row, hall.today()).expect("in force").version
    );
    assert_eq!(used.arithmetic, "two thirds of yes and no: 3 × 4 ≥ 2 × 6 (12 ≥ 12)");
}

#[test]
fn a_certificate_has_one_digest_that_any_change_breaks() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.vote(WHOLE, 4, 2, 0);
    let certificate = hall.state.ballots.certificate(1).expect("closed").clone();
    let bytes = certificate.to_bytes().expect("bytes");
    let back: cordon_assembly::votes::Certificate = serde_json::from_slice(&bytes).expect("readable");
    assert_eq!(back.digest().expect("digest"), certificate.digest().expect("digest"));
    let mut changed = certificate.clone();
    changed.count.yes += 1;
    assert_ne!(changed.digest().expect("digest"), certificate.digest().expect("digest"));
}

#[test]
fn a_closed_ballot_takes_no_vote_no_count_no_close_and_no_annulment() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.vote(WHOLE, 4, 2, 0);
    let annul = Act::Vote(VoteAct::Annul {
        ballot: 1,
        reason: "a doubt".to_owned(),
    });
    for (actor, act) in [
        (head("QM"), cast(1, "QM", Choice::No)),
        (teller("t1"), count(1, hands(0, 6, 0))),
        (chair(), close(1)),
        (chair(), annul),
    ] {
        assert_eq!(hall.no(actor, act), "ballot-closed");
    }
}

#[test]
fn a_ballot_set_aside_decides_nothing_and_the_question_can_be_put_again() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let ballot = hall.open(WHOLE, Mode::Record);
    hall.ok(head("QM"), cast(ballot, "QM", Choice::Yes));
    hall.ok(
        chair(),
        Act::Vote(VoteAct::Annul {
            ballot,
            reason: "the link to the remote hall failed".to_owned(),
        }),
    );
    assert!(hall.state.ballots.certificate(ballot).is_none());
    assert!(hall.vote(WHOLE, 4, 2, 0));
    assert_eq!(hall.state.ballots.all[&2].number, 1);
}

#[test]
fn a_record_vote_asked_for_binds_the_next_ballot_only() {
    let mut hall = Hall::with_resolution(Matter::Regulations { opinion: true });
    hall.ok(head("QP"), Act::Vote(VoteAct::AskForRecord));
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "record-asked");
    let ballot = hall.open(WHOLE, Mode::Record);
    assert_eq!(hall.no(head("QN"), Act::Vote(VoteAct::AskForRecord)), "record-too-late");
    hall.ok(head("QM"), cast(ballot, "QM", Choice::No));
    hall.ok(chair(), close(ballot));
    hall.vote(WHOLE, 1, 5, 0);
}

#[test]
fn contested_credentials_have_no_vote_and_provisional_ones_do() {
    use cordon_assembly::actor::Capacity;
    use cordon_assembly::delegation::CredentialsState as S;
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    let examiner = officer(Capacity::CredentialsCommittee);
    hall.ok(examiner.clone(), credentials(&["QM", "QN"], S::Contested));
    hall.ok(examiner.clone(), credentials(&["QN"], S::Examined));
    hall.ok(examiner, credentials(&["QN"], S::Provisional));
    let ballot = hall.open(WHOLE, Mode::Record);
    let standing = hall.state.ballots.all[&ballot].electorate.standings[&member("QM")];
    assert_eq!(standing.out, Some(Exclusion::Credentials));
    assert_eq!(hall.no(head("QM"), cast(ballot, "QM", Choice::Yes)), "not-entitled");
    hall.ok(head("QN"), cast(ballot, "QN", Choice::Yes));
}

#[test]
fn a_quorum_is_needed_to_open_a_ballot() {
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.ok(secretariat(), leave(&["QM", "QN", "QO"]));
    assert_eq!(hall.no(chair(), open(WHOLE, Mode::Hands)), "no-quorum");
    hall.ok(secretariat(), arrive(&["QM"]));
    assert!(hall.vote(WHOLE, 3, 1, 0));
}

#[test]
fn the_text_stands_still_while_it_is_voted() {
    use cordon_assembly::language::Language;
    let mut hall = Hall::with_resolution(Matter::Ordinary);
    hall.open(WHOLE, Mode::Record);
    let translate = ResolutionAct::Translate {
        resolution: 1,
        paragraph: 1,
        language: Language::French,
        text: "autre chose".to_owned(),
    };
    assert_eq!(hall.no(secretariat(), Act::Resolution(translate)), "ballot-open");
    let delete = cordon_assembly::resolution::Change::Delete { paragraph: 2 };
    let amend = ResolutionAct::Amend {
        resolution: 1,
        oral: true,
        change: delete,
    };
    assert_eq!(hall.no(head("QN"), Act::Resolution(amend)), "ballot-open");
}
