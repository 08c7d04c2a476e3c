//! Closing a ballot: count, decide, certify; or setting it aside.

use std::collections::BTreeMap;

use super::{Ballot, BallotState, Casting, Certificate, Choice, Mode, Outcome, Papers, Subject, effects};
use crate::actor::Capacity;
use crate::majority::{Count, Hall, decide, margins};
use crate::member::{MemberCode, PersonId};
use crate::refusal::Refusal;
use crate::rulebook::Facts;
use crate::turn::Turn;

/// What was counted.
struct Tallied {
    papers: Papers,
    names: Option<BTreeMap<MemberCode, Choice>>,
    tellers: Vec<PersonId>,
    recounts: u32,
}

/// Closes a ballot, certifies it, and carries out what it decided.
pub(super) fn close(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "close a ballot")?;
    let ballot = turn.next.ballots.open_mut(id)?.clone();
    let tallied = tally(&ballot)?;
    let outcome = match &ballot.subject {
        Subject::Round { election } => crate::election::count_round(turn, *election, id, &tallied.papers)?,
        _ => verdict(turn, &ballot, tallied.papers.count)?,
    };
    let certificate = Certificate {
        ballot: id,
        subject: ballot.subject.clone(),
        question: ballot.question.clone(),
        mode: ballot.mode,
        majority: ballot.majority,
        quorum: ballot.quorum,
        number: ballot.number,
        previous: ballot.previous,
        revision: ballot.revision,
        members: ballot.electorate.members(),
        entitled: ballot.electorate.entitled(),
        present: ballot.electorate.present(),
        cast: tallied.papers.total,
        count: tallied.papers.count,
        blank: tallied.papers.blank,
        invalid: tallied.papers.invalid,
        outcome,
        rules: turn.rules.clone(),
        names: tallied.names,
        changes: ballot.changes.clone(),
        tellers: tallied.tellers,
        recounts: tallied.recounts,
        opened: ballot.opened,
        closed: turn.now,
    };
    let carried = certificate.carried();
    let Count { yes, no, abstain } = certificate.count;
    turn.enter(
        "ballot-closed",
        [
            ("ballot", id.to_string()),
            ("carried", carried.to_string()),
            ("yes", yes.to_string()),
            ("no", no.to_string()),
            ("abstain", abstain.to_string()),
            ("cast", certificate.cast.to_string()),
        ],
    );
    turn.next.ballots.open_mut(id)?.state = BallotState::Closed {
        certificate: Box::new(certificate),
    };
    effects::carry_out(turn, id, &ballot, carried)
}

/// Sets a ballot aside before it is closed; the question can be put again.
pub(super) fn annul(turn: &mut Turn<'_>, id: u32, reason: &str) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "set a ballot aside")?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing {
            what: "setting a ballot aside",
        });
    }
    let at = turn.now;
    turn.next.ballots.open_mut(id)?.state = BallotState::Annulled {
        at,
        reason: reason.to_owned(),
    };
    turn.enter("ballot-annulled", [("ballot", id.to_string())]);
    Ok(())
}

fn tally(ballot: &Ballot) -> Result<Tallied, Refusal> {
    let BallotState::Open { casting } = &ballot.state else {
        return Err(Refusal::BallotClosed { ballot: 0 });
    };
    match casting {
        Casting::Named { votes } => Ok(tally_names(ballot.mode, votes)),
        Casting::RollCall { to_call, votes, .. } => match to_call.first() {
            Some(called) => Err(Refusal::NotCalled { called: called.clone() }),
            None => Ok(tally_names(ballot.mode, votes)),
        },
        Casting::Counted { tellers, recounts, .. } => {
            let mut counts = tellers.iter();
            let (Some((first, papers)), Some((second, other))) = (counts.next(), counts.next()) else {
                return Err(Refusal::TellersMissing { entered: tellers.len() });
            };
            if papers != other {
                return Err(Refusal::TellersDisagree {
                    first: in_words(papers),
                    second: in_words(other),
                });
            }
            Ok(Tallied {
                papers: papers.clone(),
                names: None,
                tellers: vec![first.clone(), second.clone()],
                recounts: *recounts,
            })
        }
    }
}

fn in_words(papers: &Papers) -> String {
    let Count { yes, no, abstain } = papers.count;
    let candidates: Vec<_> = papers
        .candidates
        .iter()
        .map(|(id, votes)| format!("{id}: {votes}"))
        .collect();
    if candidates.is_empty() {
        format!(
            "yes {yes}, no {no}, abstain {abstain}, blank {}, invalid {}",
            papers.blank, papers.invalid
        )
    } else {
        format!(
            "{}, blank {}, invalid {}",
            candidates.join(", "),
            papers.blank,
            papers.invalid
        )
    }
}

fn tally_names(mode: Mode, votes: &BTreeMap<MemberCode, Choice>) -> Tallied {
    let mut count = Count::default();
    for choice in votes.values() {
        match choice {
            Choice::Yes => count.yes += 1,
            Choice::No => count.no += 1,
            Choice::Abstain => count.abstain += 1,
        }
    }
    let papers = Papers {
        count,
        total: votes.len() as u64,
        ..Papers::default()
    };
    let names = mode.names().then(|| votes.clone());
    Tallied {
        papers,
        names,
        tellers: vec![],
        recounts: 0,
    }
}

fn verdict(turn: &mut Turn<'_>, ballot: &Ballot, count: Count) -> Result<Outcome, Refusal> {
    let members = ballot.electorate.members();
    let hall = Hall {
        members: Some(members),
        entitled: Some(ballot.electorate.entitled()),
        present: Some(ballot.electorate.present()),
    };
    let verdict = decide(ballot.majority, count, hall, ballot.quorum).map_err(|reason| Refusal::CountMismatch {
        why: reason.to_string(),
    })?;
    if ballot.row == 37 {
        turn.consult(37, &Facts::Reconsideration { count, members })?;
    } else {
        turn.consult(
            ballot.row,
            &Facts::Majority {
                count,
                members: Some(members),
            },
        )?;
    }
    Ok(Outcome::Question {
        verdict,
        margins: margins(count, Some(members)),
    })
}
