//! Giving votes in an open ballot.

use super::{BallotState, Casting, Choice, Mode, Papers, Subject};
use crate::actor::Capacity;
use crate::member::MemberCode;
use crate::refusal::Refusal;
use crate::rulebook::Facts;
use crate::turn::Turn;

/// A delegate votes for its member.
pub(super) fn cast(turn: &mut Turn<'_>, id: u32, member: &MemberCode, choice: Choice) -> Result<(), Refusal> {
    if let Capacity::Observer { .. } = turn.actor.capacity {
        return turn.require(12, &Facts::ObserverVotes, |why| Refusal::ObserverNeverVotes { why });
    }
    let voter = turn.delegate("vote")?;
    let head = turn
        .next
        .delegations
        .of
        .get(&voter)
        .is_some_and(|one| one.head == turn.actor.person);
    let ballot = turn.next.ballots.open_mut(id)?;
    let already_voted = match &ballot.state {
        BallotState::Open {
            casting: Casting::Named { votes } | Casting::RollCall { votes, .. },
        } => votes.contains_key(member),
        _ => {
            return Err(Refusal::WrongMode {
                mode: ballot.mode.name(),
                act: "vote by name",
            });
        }
    };
    if voter != *member {
        let facts = Facts::OneVote {
            voter,
            votes_for: member.clone(),
            head,
            already_voted: false,
        };
        return turn.require(15, &facts, |why| Refusal::NotForAnother { why });
    }
    let facts = Facts::OneVote {
        voter,
        votes_for: member.clone(),
        head,
        already_voted,
    };
    let twice = member.clone();
    turn.require(15, &facts, |_| Refusal::VotedTwice { member: twice })?;
    let ballot = turn.next.ballots.open_mut(id)?;
    ballot.electorate.check(member)?;
    match &mut ballot.state {
        BallotState::Open {
            casting: Casting::Named { votes },
        } => {
            votes.insert(member.clone(), choice);
        }
        BallotState::Open {
            casting: Casting::RollCall { to_call, passed, votes },
        } => {
            match to_call.first() {
                Some(called) if called == member => {
                    to_call.remove(0);
                }
                Some(called) => {
                    return Err(Refusal::NotCalled { called: called.clone() });
                }
                None => return Err(Refusal::RollDone {}),
            }
            passed.retain(|one| one != member);
            votes.insert(member.clone(), choice);
        }
        _ => {
            return Err(Refusal::WrongMode {
                mode: ballot.mode.name(),
                act: "vote by name",
            });
        }
    }
    turn.enter(
        "vote-cast",
        [("ballot", id.to_string()), ("member", member.to_string())],
    );
    Ok(())
}

/// The member called does not answer; it is called once more at the end.
pub(super) fn pass_over(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair, Capacity::Secretariat], "call the roll")?;
    let ballot = turn.next.ballots.open_mut(id)?;
    let BallotState::Open {
        casting: Casting::RollCall { to_call, passed, .. },
    } = &mut ballot.state
    else {
        return Err(Refusal::WrongMode {
            mode: ballot.mode.name(),
            act: "be passed over",
        });
    };
    if to_call.is_empty() {
        return Err(Refusal::RollDone {});
    }
    let member = to_call.remove(0);
    if !passed.contains(&member) {
        passed.push(member.clone());
        to_call.push(member.clone());
    }
    turn.enter(
        "passed-over",
        [("ballot", id.to_string()), ("member", member.to_string())],
    );
    Ok(())
}

/// A paper is handed to a member: one paper, one member, once.
pub(super) fn issue_paper(turn: &mut Turn<'_>, id: u32, member: &MemberCode) -> Result<(), Refusal> {
    turn.only(&[Capacity::Teller, Capacity::Secretariat], "hand out ballot papers")?;
    let ballot = turn.next.ballots.open_mut(id)?;
    ballot.electorate.check(member)?;
    let is_paper = ballot.mode == Mode::Paper;
    match &mut ballot.state {
        BallotState::Open {
            casting: Casting::Counted { issued, tellers, .. },
        } if is_paper => {
            if !tellers.is_empty() {
                return Err(Refusal::WrongState {
                    what: "box",
                    state: "being counted",
                    act: "hand out papers",
                });
            }
            if !issued.insert(member.clone()) {
                return Err(Refusal::VotedTwice { member: member.clone() });
            }
        }
        _ => {
            return Err(Refusal::WrongMode {
                mode: ballot.mode.name(),
                act: "receive a paper",
            });
        }
    }
    turn.enter(
        "paper-issued",
        [("ballot", id.to_string()), ("member", member.to_string())],
    );
    Ok(())
}

/// A teller enters what it counted.
pub(super) fn count(turn: &mut Turn<'_>, id: u32, papers: &Papers) -> Result<(), Refusal> {
    turn.only(&[Capacity::Teller], "enter a count")?;
    let teller = turn.actor.person.clone();
    let subject = turn.next.ballots.open_mut(id)?.subject.clone();
    let slate = match subject {
        Subject::Round { election } if turn.next.elections.get(election)?.is_confirmation() => None,
        Subject::Round { election } => Some(turn.next.elections.slate(election)?),
        _ => None,
    };
    let ballot = turn.next.ballots.open_mut(id)?;
    let present = ballot.electorate.present();
    let is_paper = ballot.mode == Mode::Paper;
    let BallotState::Open {
        casting: Casting::Counted {
            issued,
            tellers,
            recounts,
        },
    } = &mut ballot.state
    else {
        return Err(Refusal::WrongMode {
            mode: ballot.mode.name(),
            act: "enter a count",
        });
    };
    let limit = if is_paper { issued.len() as u64 } else { present };
    if papers.total > limit {
        return Err(Refusal::TooManyVotes {
            counted: u128::from(papers.total),
            limit,
        });
    }
    match slate {
        Some((candidates, seats)) => check_slate(papers, &candidates, seats)?,
        None => check_question(papers, is_paper)?,
    }
    if tellers.len() >= 2 && !tellers.contains_key(&teller) {
        return Err(Refusal::ThirdTeller {});
    }
    if tellers.insert(teller, papers.clone()).is_some() {
        *recounts = recounts.saturating_add(1);
    }
    turn.enter(
        "count-entered",
        [("ballot", id.to_string()), ("total", papers.total.to_string())],
    );
    Ok(())
}

fn check_question(papers: &Papers, is_paper: bool) -> Result<(), Refusal> {
    if !papers.candidates.is_empty() {
        return Err(Refusal::CountMismatch {
            why: "a question has no candidates".to_owned(),
        });
    }
    let (blank, invalid) = (u128::from(papers.blank), u128::from(papers.invalid));
    if !is_paper && blank + invalid > 0 {
        return Err(Refusal::CountMismatch {
            why: "raised hands are neither blank nor invalid".to_owned(),
        });
    }
    let sum = papers.count.cast() + blank + invalid;
    if sum != u128::from(papers.total) {
        return Err(Refusal::CountMismatch {
            why: format!("the parts give {sum}, the total is {}", papers.total),
        });
    }
    Ok(())
}

fn check_slate(papers: &Papers, candidates: &[u32], seats: u64) -> Result<(), Refusal> {
    let mismatch = |why: String| Err(Refusal::CountMismatch { why });
    if papers.count.cast() > 0 {
        return mismatch("an election counts candidates, not yes and no".to_owned());
    }
    if let Some(stranger) = papers.candidates.keys().find(|id| !candidates.contains(id)) {
        return mismatch(format!("candidate {stranger} does not stand in this round"));
    }
    let unmarked = u128::from(papers.blank) + u128::from(papers.invalid);
    let Some(marked) = u128::from(papers.total).checked_sub(unmarked) else {
        return mismatch("more blank and invalid papers than papers".to_owned());
    };
    if let Some((id, _)) = papers.candidates.iter().find(|(_, votes)| u128::from(**votes) > marked) {
        return mismatch(format!("candidate {id} has more votes than there are marked papers"));
    }
    let votes: u128 = papers.candidates.values().map(|votes| u128::from(*votes)).sum();
    if votes < marked || votes > marked * u128::from(seats) {
        return mismatch(format!(
            "{marked} marked papers cannot carry {votes} votes for {seats} seats"
        ));
    }
    Ok(())
}
