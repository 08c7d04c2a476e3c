//! Whatever the order of acts: no member votes twice, none votes while not entitled, no closed ballot changes.

use std::collections::{BTreeMap, BTreeSet};

use cordon_assembly::actor::Actor;
use cordon_assembly::assembly::Act;
use cordon_assembly::delegation::{CredentialsState, DelegationAct};
use cordon_assembly::election::ElectionAct;
use cordon_assembly::finances::FinanceAct;
use cordon_assembly::member::MemberCode;
use cordon_assembly::resolution::Matter;
use cordon_assembly::rulebook::Post;
use cordon_assembly::votes::{Ballot, BallotState, Casting, Choice, Mode, Papers, Subject, VoteAct};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::elections::propose;
use crate::hall::*;

/// One thing that somebody in the hall may try at any moment, sense or not.
#[derive(Debug, Clone)]
enum Attempt {
    Open {
        subject: u8,
        mode: Mode,
    },
    Cast {
        by: usize,
        second: bool,
        votes_for: usize,
        choice: Choice,
        ballot: u32,
    },
    ObserverCasts {
        votes_for: usize,
        ballot: u32,
    },
    PassOver {
        ballot: u32,
    },
    Issue {
        to: usize,
        ballot: u32,
    },
    Count {
        teller: u8,
        yes: u64,
        no: u64,
        abstain: u64,
        ballot: u32,
    },
    CountRound {
        teller: u8,
        first: u64,
        second: u64,
        ballot: u32,
    },
    /// A teller enters what another entered.
    CountAlike {
        teller: u8,
    },
    /// The member that is called answers.
    Answer {
        choice: Choice,
    },
    Close {
        ballot: u32,
    },
    Annul {
        ballot: u32,
    },
    Arrive {
        who: usize,
    },
    Leave {
        who: usize,
    },
    Credentials {
        who: usize,
        to: CredentialsState,
    },
    Rename {
        who: usize,
    },
    Pay,
    Sanction,
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![Just(Choice::Yes), Just(Choice::No), Just(Choice::Abstain)]
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![
        3 => Just(Mode::Record), 2 => Just(Mode::RollCall), 2 => Just(Mode::Electronic),
        1 => Just(Mode::Hands), 1 => Just(Mode::Paper),
    ]
}

fn attempt() -> impl Strategy<Value = Attempt> {
    use CredentialsState as S;
    let who = 0_usize..6;
    // Nought aims at the newest ballot, whichever that is.
    let ballot = prop_oneof![3 => Just(0_u32), 1 => 1_u32..6];
    let state = prop_oneof![
        Just(S::Submitted),
        Just(S::Examined),
        Just(S::Accepted),
        Just(S::Provisional),
        Just(S::Contested)
    ];
    prop_oneof![
        4 => (0_u8..4, mode()).prop_map(|(subject, mode)| Attempt::Open { subject, mode }),
        2 => Just(Attempt::Open { subject: 4, mode: Mode::Paper }),
        1 => mode().prop_map(|mode| Attempt::Open { subject: 4, mode }),
        20 => (who.clone(), any::<bool>(), who.clone(), choice(), ballot.clone(), any::<bool>())
            .prop_map(|(by, second, other, choice, ballot, own)| {
                Attempt::Cast { by, second, votes_for: if own { by } else { other }, choice, ballot }
            }),
        1 => (who.clone(), ballot.clone()).prop_map(|(votes_for, ballot)| Attempt::ObserverCasts { votes_for, ballot }),
        2 => ballot.clone().prop_map(|ballot| Attempt::PassOver { ballot }),
        3 => (who.clone(), ballot.clone()).prop_map(|(to, ballot)| Attempt::Issue { to, ballot }),
        4 => (0_u8..3, 0_u64..4, 0_u64..4, 0_u64..2, ballot.clone())
            .prop_map(|(teller, yes, no, abstain, ballot)| Attempt::Count { teller, yes, no, abstain, ballot }),
        4 => (0_u8..3, 0_u64..3, 0_u64..2, ballot.clone())
            .prop_map(|(teller, first, second, ballot)| Attempt::CountRound { teller, first, second, ballot }),
        5 => (0_u8..2).prop_map(|teller| Attempt::CountAlike { teller }),
        6 => choice().prop_map(|choice| Attempt::Answer { choice }),
        4 => ballot.clone().prop_map(|ballot| Attempt::Close { ballot }),
        1 => ballot.prop_map(|ballot| Attempt::Annul { ballot }),
        2 => who.clone().prop_map(|who| Attempt::Arrive { who }),
        2 => who.clone().prop_map(|who| Attempt::Leave { who }),
        3 => (who.clone(), state).prop_map(|(who, to)| Attempt::Credentials { who, to }),
        1 => who.prop_map(|who| Attempt::Rename { who }),
        1 => Just(Attempt::Pay),
        1 => Just(Attempt::Sanction),
    ]
}

fn subject(number: u8) -> Subject {
    match number {
        0 => Subject::Whole { resolution: 1 },
        1 => Subject::Reconsider { resolution: 1 },
        2 => Subject::Waiver { member: member("QR") },
        3 => Subject::AgendaItem { item: 1 },
        _ => Subject::Round { election: 1 },
    }
}

/// The ballot an attempt is aimed at.
fn aim(hall: &Hall, ballot: u32) -> u32 {
    let newest = hall.state.ballots.all.keys().next_back().copied();
    if ballot == 0 { newest.unwrap_or(1) } else { ballot }
}

/// What the first teller of the open ballot entered.
fn entered(hall: &Hall) -> Papers {
    hall.state
        .ballots
        .open()
        .and_then(|(_, ballot)| match &ballot.state {
            BallotState::Open {
                casting: Casting::Counted { tellers, .. },
            } => tellers.values().next().cloned(),
            _ => None,
        })
        .unwrap_or_default()
}

/// The member that is called now, or any.
fn called(hall: &Hall) -> String {
    let called = hall.state.ballots.open().and_then(|(_, ballot)| match &ballot.state {
        BallotState::Open {
            casting: Casting::RollCall { to_call, .. },
        } => to_call.first().map(ToString::to_string),
        _ => None,
    });
    called.unwrap_or_else(|| "QM".to_owned())
}

fn translate(hall: &Hall, attempt: &Attempt, number: usize) -> (Actor, Act) {
    let aim = |ballot: &u32| aim(hall, *ballot);
    let examiner = officer(cordon_assembly::actor::Capacity::CredentialsCommittee);
    match attempt {
        Attempt::Open { subject: about, mode } => (chair(), open(subject(*about), *mode)),
        Attempt::Cast {
            by,
            second: other,
            votes_for,
            choice,
            ballot,
        } => {
            let actor = if *other { second(STATES[*by]) } else { head(STATES[*by]) };
            (actor, cast(aim(ballot), STATES[*votes_for], *choice))
        }
        Attempt::ObserverCasts { votes_for, ballot } => {
            (observer(), cast(aim(ballot), STATES[*votes_for], Choice::Yes))
        }
        Attempt::PassOver { ballot } => (chair(), Act::Vote(VoteAct::PassOver { ballot: aim(ballot) })),
        Attempt::Issue { to, ballot } => (
            teller("t1"),
            Act::Vote(VoteAct::IssuePapers {
                ballot: aim(ballot),
                members: members(&[STATES[*to]]),
            }),
        ),
        Attempt::Count {
            teller: who,
            yes,
            no,
            abstain,
            ballot,
        } => (
            teller(&format!("t{who}")),
            count(aim(ballot), hands(*yes, *no, *abstain)),
        ),
        Attempt::CountRound {
            teller: who,
            first,
            second,
            ballot,
        } => {
            let papers = Papers {
                candidates: BTreeMap::from([(1, *first), (2, *second)]),
                total: first + second,
                ..Papers::default()
            };
            (teller(&format!("t{who}")), count(aim(ballot), papers))
        }
        Attempt::CountAlike { teller: who } => (teller(&format!("t{who}")), count(aim(&0), entered(hall))),
        Attempt::Answer { choice } => {
            let member = called(hall);
            (head(&member), cast(aim(&0), &member, *choice))
        }
        Attempt::Close { ballot } => (chair(), close(aim(ballot))),
        Attempt::Annul { ballot } => (
            chair(),
            Act::Vote(VoteAct::Annul {
                ballot: aim(ballot),
                reason: "a doubt".to_owned(),
            }),
        ),
        Attempt::Arrive { who } => (secretariat(), arrive(&[STATES[*who]])),
        Attempt::Leave { who } => (secretariat(), leave(&[STATES[*who]])),
        Attempt::Credentials {
            who,
            to: CredentialsState::Submitted,
        } => (secretariat(), credentials(&[STATES[*who]], CredentialsState::Submitted)),
        Attempt::Credentials { who, to } => (examiner, credentials(&[STATES[*who]], *to)),
        Attempt::Rename { who } => (
            secretariat(),
            Act::Delegation(DelegationAct::Name {
                delegations: vec![delegation(STATES[*who])],
            }),
        ),
        Attempt::Pay => (secretariat(), pay(&format!("p{number}"), "QR", 100)),
        Attempt::Sanction => (
            secretary_general(),
            Act::Finance(FinanceAct::ApplySanctions { year: 2026 }),
        ),
    }
}

/// Who has voted in an open ballot, and how, as far as the mode knows.
fn voters(ballot: &Ballot) -> BTreeMap<MemberCode, Option<Choice>> {
    match &ballot.state {
        BallotState::Open {
            casting: Casting::Named { votes } | Casting::RollCall { votes, .. },
        } => votes
            .iter()
            .map(|(member, choice)| (member.clone(), Some(*choice)))
            .collect(),
        BallotState::Open {
            casting: Casting::Counted { issued, .. },
        } => issued.iter().map(|member| (member.clone(), None)).collect(),
        _ => BTreeMap::new(),
    }
}

fn start() -> Hall {
    let mut hall = Hall::with_arrears();
    hall.ok(
        secretariat(),
        draft(Matter::Regulations { opinion: true }, vec![operative("Asks;")]),
    );
    let call = ElectionAct::Call {
        post: Post::President,
        seats: 1,
        closes: None,
    };
    hall.ok(secretariat(), Act::Election(call));
    for code in ["QM", "QN"] {
        hall.ok(secretariat(), propose(1, code));
    }
    hall.seat();
    hall.ok(chair(), Act::Election(ElectionAct::CloseCandidacies { election: 1 }));
    hall.ok(
        chair(),
        Act::Resolution(cordon_assembly::resolution::ResolutionAct::Table { resolution: 1 }),
    );
    hall.distribute(1);
    hall
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_acts_breaks_a_ballot(attempts in proptest::collection::vec(attempt(), 0..80)) {
        let mut hall = start();
        let mut frozen: BTreeMap<u32, Ballot> = BTreeMap::new();
        for (number, one) in attempts.iter().enumerate() {
            hall.later(1);
            let before = hall.state.ballots.clone();
            let (actor, act) = translate(&hall, one, number);
            let allowed = hall.act(&actor, &act).is_ok();
            for (id, ballot) in &hall.state.ballots.all {
                check_electorate(ballot)?;
                if !before.all.contains_key(id) {
                    prop_assert_eq!(entitled(ballot), may_vote_now(&hall), "the electorate is the hall at the opening");
                }
                if let Some(earlier) = before.all.get(id) {
                    prop_assert_eq!(&earlier.electorate, &ballot.electorate, "the electorate is frozen");
                    check_growth(earlier, ballot, allowed)?;
                }
                match frozen.get(id) {
                    Some(closed) => prop_assert_eq!(closed, ballot, "a closed ballot never changes"),
                    None if !matches!(ballot.state, BallotState::Open { .. }) => {
                        frozen.insert(*id, ballot.clone());
                    }
                    None => {}
                }
            }
            prop_assert!(open_ballots(&hall) <= 1);
        }
    }

    #[test]
    fn a_certificate_counts_exactly_the_votes_that_were_taken(
        choices in proptest::collection::vec(proptest::option::of(choice()), 6), mode in mode(),
    ) {
        let mut hall = start();
        let ballot = hall.open(Subject::Whole { resolution: 1 }, mode);
        let mut taken: BTreeMap<&str, Choice> = BTreeMap::new();
        for (code, choice) in STATES.into_iter().zip(&choices) {
            let attempt = choice.map(|choice| hall.act(&head(code), &cast(ballot, code, choice)));
            match (attempt, choice) {
                (Some(Ok(_)), Some(choice)) => { taken.insert(code, *choice); }
                _ => { let _ = hall.act(&chair(), &Act::Vote(VoteAct::PassOver { ballot })); }
            }
        }
        while hall.act(&chair(), &Act::Vote(VoteAct::PassOver { ballot })).is_ok() {}
        if hall.act(&chair(), &close(ballot)).is_ok() {
            let certificate = hall.state.ballots.certificate(ballot).expect("closed");
            let of = |wanted| taken.values().filter(|choice| **choice == wanted).count() as u64;
            let counted = (certificate.count.yes, certificate.count.no, certificate.count.abstain);
            prop_assert_eq!(counted, (of(Choice::Yes), of(Choice::No), of(Choice::Abstain)));
            prop_assert_eq!(certificate.cast, taken.len() as u64);
            prop_assert!(!taken.contains_key("QR"), "QR is in arrears");
        } else {
            prop_assert!(matches!(mode, Mode::Hands | Mode::Paper));
        }
    }
}

/// The attempts above are no empty threat: in a fixed lot of them every kind is allowed somewhere, ballots of every kind of
/// casting are closed with votes in them, and those who try twice, without a vote, or after the close are refused for it.
#[test]
fn the_attempts_reach_what_they_are_meant_to_break() {
    let mut runner = TestRunner::deterministic();
    let lots = proptest::collection::vec(attempt(), 80);
    let (mut allowed, mut refused) = (BTreeSet::new(), BTreeSet::new());
    let mut closed_with_votes = BTreeSet::new();
    for _ in 0..160 {
        let mut hall = start();
        let lot = lots.new_tree(&mut runner).expect("attempts").current();
        for (number, one) in lot.iter().enumerate() {
            hall.later(1);
            let (actor, act) = translate(&hall, one, number);
            match hall.act(&actor, &act) {
                Ok(_) => {
                    let name = format!("{one:?}");
                    allowed.insert(name.split([' ', '{']).next().unwrap_or_default().to_owned());
                }
                Err(refusal) => {
                    refused.insert(refusal.code());
                }
            }
        }
        for ballot in hall.state.ballots.all.values() {
            if let BallotState::Closed { certificate } = &ballot.state
                && certificate.cast > 0
            {
                closed_with_votes.insert(ballot.mode.name());
            }
        }
    }
    let kinds = [
        "Annul",
        "Answer",
        "Arrive",
        "Cast",
        "Close",
        "Count",
        "CountAlike",
        "CountRound",
        "Credentials",
        "Issue",
        "Leave",
        "Open",
        "PassOver",
        "Pay",
        "Rename",
        "Sanction",
    ];
    assert_eq!(
        allowed.iter().map(String::as_str).collect::<Vec<_>>(),
        kinds,
        "an observer's vote is never allowed"
    );
    assert_eq!(closed_with_votes.len(), 5, "{closed_with_votes:?}");
    for code in [
        "voted-twice",
        "not-entitled",
        "not-present",
        "not-for-another",
        "ballot-closed",
        "observer-never-votes",
        "too-many-votes",
    ] {
        assert!(refused.contains(code), "{code} was never provoked: {refused:?}");
    }
}

fn entitled(ballot: &Ballot) -> BTreeSet<MemberCode> {
    let votes = ballot.electorate.standings.iter().filter(|(_, one)| one.votes());
    votes.map(|(member, _)| member.clone()).collect()
}

/// Who has a vote at this moment, read off the hall itself and not off any ballot: seated, with good credentials, paid up.
fn may_vote_now(hall: &Hall) -> BTreeSet<MemberCode> {
    let of = &hall.state.delegations.of;
    let good = |member: &&MemberCode| {
        of.get(*member).is_some_and(|one| {
            let accepted = matches!(
                one.credentials,
                CredentialsState::Accepted | CredentialsState::Provisional
            );
            accepted && !one.present.is_empty()
        })
    };
    let paid = |member: &&MemberCode| !hall.state.finances.is_sanctioned(member);
    hall.state.roll.members().filter(good).filter(paid).cloned().collect()
}

fn open_ballots(hall: &Hall) -> usize {
    hall.state
        .ballots
        .all
        .values()
        .filter(|one| matches!(one.state, BallotState::Open { .. }))
        .count()
}

/// Everybody who voted was entitled and present when the ballot was opened, and the count is no larger than that.
fn check_electorate(ballot: &Ballot) -> Result<(), TestCaseError> {
    let entitled: BTreeSet<&MemberCode> = ballot
        .electorate
        .standings
        .iter()
        .filter(|(_, one)| one.votes())
        .map(|(member, _)| member)
        .collect();
    for voter in voters(ballot).keys() {
        prop_assert!(entitled.contains(voter), "{voter} voted without being entitled");
    }
    if let BallotState::Closed { certificate } = &ballot.state {
        prop_assert!(certificate.cast <= entitled.len() as u64);
        prop_assert_eq!(certificate.present, entitled.len() as u64);
        prop_assert!(certificate.count.cast() <= u128::from(certificate.cast));
        for name in certificate.names.iter().flat_map(BTreeMap::keys) {
            prop_assert!(entitled.contains(name));
        }
    }
    if let BallotState::Open {
        casting: Casting::Counted { tellers, issued, .. },
    } = &ballot.state
    {
        let limit = if ballot.mode == Mode::Paper {
            issued.len()
        } else {
            entitled.len()
        };
        prop_assert!(tellers.values().all(|papers: &Papers| papers.total <= limit as u64));
        prop_assert!(tellers.len() <= 2);
    }
    Ok(())
}

/// A vote once given stays as it was, and one act adds one vote at most.
fn check_growth(earlier: &Ballot, later: &Ballot, allowed: bool) -> Result<(), TestCaseError> {
    if !matches!(later.state, BallotState::Open { .. }) {
        return Ok(());
    }
    let (before, after) = (voters(earlier), voters(later));
    for (member, choice) in &before {
        prop_assert_eq!(after.get(member), Some(choice), "a vote that was given is not changed");
    }
    let added = after.len() - before.len();
    prop_assert!(added <= usize::from(allowed));
    Ok(())
}
