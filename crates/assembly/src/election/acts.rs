//! What can be done in an election besides its ballots.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Candidate, Candidature, Election, ElectionState, rounds};
use crate::actor::Capacity;
use crate::member::MemberCode;
use crate::refusal::Refusal;
use crate::rulebook::{Facts, Officer, Post, Proposer};
use crate::turn::{Turn, check_text, next_id};

/// Acts in elections. Each round is a ballot on [`crate::votes::Subject::Round`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum ElectionAct {
    /// Enters who holds posts that continue, and who leaves one with this session.
    EnterOfficers {
        /// Posts that continue.
        continuing: Vec<Officer>,
        /// Posts that end.
        leaving: Vec<Officer>,
    },
    /// Calls for candidacies.
    Call {
        /// The post.
        post: Post,
        /// Seats.
        seats: u64,
        /// Last day, where the call fixes its own.
        closes: Option<Date>,
    },
    /// A member proposes a candidate.
    Propose {
        /// The election.
        election: u32,
        /// The caller's reference to the person.
        person: String,
        /// The member.
        member: MemberCode,
        /// Who proposes.
        proposer: Proposer,
        /// For auditors: whether the candidate is a national audit office.
        national_audit_office: bool,
    },
    /// A candidacy is withdrawn.
    Withdraw {
        /// The election.
        election: u32,
        /// The candidate.
        candidate: u32,
    },
    /// Candidacies are closed: ballots can begin.
    CloseCandidacies {
        /// The election.
        election: u32,
    },
    /// One of two persons commits to a seed.
    CommitSeed {
        /// The election.
        election: u32,
        /// SHA-256 of the seed, 64 hexadecimal digits.
        commitment: String,
    },
    /// The person reveals it; with the second seed the lot is drawn.
    RevealSeed {
        /// The election.
        election: u32,
        /// The seed, 64 hexadecimal digits.
        seed: String,
    },
}

const CANDIDATE_LIMIT: usize = 200;

pub(crate) fn apply(turn: &mut Turn<'_>, act: &ElectionAct) -> Result<(), Refusal> {
    match act {
        ElectionAct::EnterOfficers { continuing, leaving } => enter_officers(turn, continuing, leaving),
        ElectionAct::Call { post, seats, closes } => call(turn, *post, *seats, *closes),
        ElectionAct::Propose {
            election,
            person,
            member,
            proposer,
            national_audit_office,
        } => propose(turn, *election, person, member, *proposer, *national_audit_office),
        ElectionAct::Withdraw { election, candidate } => withdraw(turn, *election, *candidate),
        ElectionAct::CloseCandidacies { election } => close_candidacies(turn, *election),
        ElectionAct::CommitSeed { election, commitment } => commit(turn, *election, commitment),
        ElectionAct::RevealSeed { election, seed } => reveal(turn, *election, seed),
    }
}

fn enter_officers(turn: &mut Turn<'_>, continuing: &[Officer], leaving: &[Officer]) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "enter who holds posts")?;
    if let Some(election) = turn.next.elections.all.iter().find(|(_, one)| !one.rounds.is_empty()) {
        return Err(Refusal::ElectionDone { election: *election.0 });
    }
    continuing
        .iter()
        .chain(leaving)
        .try_for_each(|officer| turn.known(&officer.member))?;
    turn.next.elections.seated = continuing.to_vec();
    turn.next.elections.leaving = leaving.to_vec();
    turn.enter("officers-entered", [("continuing", continuing.len().to_string())]);
    Ok(())
}

fn call(turn: &mut Turn<'_>, post: Post, seats: u64, closes: Option<Date>) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "call for candidacies")?;
    if seats == 0 {
        return Err(Refusal::NotPositive {
            what: "number of seats",
        });
    }
    let id = next_id(&turn.next.elections.all);
    let state = ElectionState::Candidacies;
    let election = Election {
        post,
        seats,
        closes,
        candidates: BTreeMap::new(),
        rounds: vec![],
        state,
    };
    turn.next.elections.all.insert(id, election);
    turn.enter(
        "candidacies-called",
        [("election", id.to_string()), ("seats", seats.to_string())],
    );
    Ok(())
}

fn propose(
    turn: &mut Turn<'_>,
    id: u32,
    person: &str,
    member: &MemberCode,
    proposer: Proposer,
    national_audit_office: bool,
) -> Result<(), Refusal> {
    may_propose(turn, member)?;
    check_text("candidate", person)?;
    let Some(seat) = turn.next.roll.seat(member) else {
        return Err(Refusal::UnknownMember { member: member.clone() });
    };
    let election = turn.next.elections.get(id)?.clone();
    if election.state != ElectionState::Candidacies {
        return Err(Refusal::ElectionDone { election: id });
    }
    if election.candidates.len() >= CANDIDATE_LIMIT {
        return Err(Refusal::TooMany {
            what: "candidates",
            limit: CANDIDATE_LIMIT,
        });
    }
    check_deadline(turn, &election)?;
    let others_by_member = election
        .candidates
        .values()
        .filter(|one| one.member == *member && stands(one))
        .count() as u64;
    turn.require(30, &Facts::CandidatePerPost { others_by_member }, |why| {
        Refusal::CandidacyTwice { why }
    })?;
    check_post(turn, &election, member, proposer, national_audit_office)?;
    let election = turn.next.elections.get_mut(id)?;
    let number = next_id(&election.candidates);
    let candidate = Candidate {
        person: person.to_owned(),
        member: member.clone(),
        region: seat.region,
        candidature: Candidature::Stands,
    };
    election.candidates.insert(number, candidate);
    turn.enter(
        "candidacy-filed",
        [("election", id.to_string()), ("candidate", number.to_string())],
    );
    Ok(())
}

fn stands(candidate: &Candidate) -> bool {
    candidate.candidature == Candidature::Stands
}

fn may_propose(turn: &Turn<'_>, member: &MemberCode) -> Result<(), Refusal> {
    match &turn.actor.capacity {
        Capacity::Secretariat | Capacity::ExecutiveCommittee => Ok(()),
        _ => match turn.delegate("propose a candidate")? {
            own if own == *member => Ok(()),
            _ => Err(Refusal::NotYourPart {
                capacity: "another delegation",
                act: "propose this candidate",
            }),
        },
    }
}

fn check_deadline(turn: &mut Turn<'_>, election: &Election) -> Result<(), Refusal> {
    let (filed, opening) = (turn.today(), turn.next.session.opening);
    match election.closes {
        Some(closes) if filed > closes => Err(Refusal::CandidacyLate {
            why: format!("filed: {filed} > {closes}"),
        }),
        Some(_) => Ok(()),
        None => turn.require(29, &Facts::Candidacy { filed, opening }, |why| Refusal::CandidacyLate {
            why,
        }),
    }
}

fn check_post(
    turn: &mut Turn<'_>,
    election: &Election,
    member: &MemberCode,
    proposer: Proposer,
    national_audit_office: bool,
) -> Result<(), Refusal> {
    let left = turn.next.elections.leaving.iter();
    if left
        .into_iter()
        .any(|one| one.post == election.post && one.member == *member)
    {
        return Err(Refusal::NotEligible {
            why: "no immediate return to the same post".to_owned(),
        });
    }
    match election.post {
        Post::SecretaryGeneral => {
            let candidates = election.candidates.values().filter(|one| stands(one)).count() as u64 + 1;
            turn.require(31, &Facts::SingleCandidate { candidates, proposer }, |why| {
                Refusal::OneCandidateOnly { why }
            })
        }
        Post::Auditor => turn.require(32, &Facts::Auditor { national_audit_office }, |why| {
            Refusal::NotAnAuditOffice { why }
        }),
        _ => Ok(()),
    }
}

fn withdraw(turn: &mut Turn<'_>, id: u32, candidate: u32) -> Result<(), Refusal> {
    if let Some(ballot) = turn.next.ballots.open_id() {
        return Err(Refusal::BallotOpen { ballot });
    }
    let election = turn.next.elections.get(id)?;
    if matches!(election.state, ElectionState::Lot { .. } | ElectionState::Done) {
        return Err(Refusal::ElectionDone { election: id });
    }
    let missing = || Refusal::Unknown {
        what: "standing candidate",
        id: candidate.to_string(),
    };
    let member = election
        .candidates
        .get(&candidate)
        .filter(|one| stands(one))
        .ok_or_else(missing)?
        .member
        .clone();
    may_propose(turn, &member)?;
    let election = turn.next.elections.get_mut(id)?;
    if let Some(one) = election.candidates.get_mut(&candidate) {
        one.candidature = Candidature::Withdrawn;
    }
    // Where a tie has dissolved, the round goes on among all who stand.
    if let ElectionState::TieBallot { tied } = &mut election.state {
        tied.retain(|one| *one != candidate);
        if tied.len() < 2 {
            election.state = ElectionState::Ballot;
        }
    }
    turn.enter(
        "candidacy-withdrawn",
        [("election", id.to_string()), ("candidate", candidate.to_string())],
    );
    Ok(())
}

fn close_candidacies(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair, Capacity::Secretariat], "close candidacies")?;
    let election = turn.next.elections.get_mut(id)?;
    if election.state != ElectionState::Candidacies {
        return Err(Refusal::ElectionDone { election: id });
    }
    if election.standing().is_empty() {
        return Err(Refusal::NoCandidates { election: id });
    }
    election.state = ElectionState::Ballot;
    turn.enter("candidacies-closed", [("election", id.to_string())]);
    Ok(())
}

fn commit(turn: &mut Turn<'_>, id: u32, commitment: &str) -> Result<(), Refusal> {
    turn.only(&[Capacity::Teller], "commit to a seed")?;
    let person = turn.actor.person.clone();
    match &mut turn.next.elections.get_mut(id)?.state {
        ElectionState::Lot { lot } => lot.commit(&person, commitment)?,
        _ => return Err(Refusal::ElectionDone { election: id }),
    }
    turn.enter(
        "seed-committed",
        [
            ("election", id.to_string()),
            ("commitment", commitment.to_ascii_lowercase()),
        ],
    );
    Ok(())
}

fn reveal(turn: &mut Turn<'_>, id: u32, seed: &str) -> Result<(), Refusal> {
    turn.only(&[Capacity::Teller], "reveal a seed")?;
    let person = turn.actor.person.clone();
    let drawn = match &mut turn.next.elections.get_mut(id)?.state {
        ElectionState::Lot { lot } => {
            lot.reveal(&person, seed)?;
            lot.drawn()
        }
        _ => return Err(Refusal::ElectionDone { election: id }),
    };
    turn.enter(
        "seed-revealed",
        [("election", id.to_string()), ("seed", seed.to_ascii_lowercase())],
    );
    if let Some(drawn) = drawn {
        let listed = drawn.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        turn.enter("lot-drawn", [("election", id.to_string()), ("order", listed)]);
        rounds::settle_lot(turn, id, &drawn)?;
    }
    Ok(())
}
