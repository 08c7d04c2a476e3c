//! Counting a round: who is elected, who can no longer hold the post, and what comes after.

use std::collections::BTreeMap;

use super::{Candidate, Candidature, Election, ElectionState, Lot};
use crate::majority::Count;
use crate::refusal::Refusal;
use crate::rulebook::{Facts, Officer, Post, RowNumber};
use crate::session::FixedSettings;
use crate::turn::Turn;
use crate::votes::{Outcome, Papers};

/// What must be true before a round is opened.
pub(crate) fn check_round(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    let (slate, _) = turn.next.elections.slate(id)?;
    if slate.is_empty() {
        return Err(Refusal::NoCandidates { election: id });
    }
    Ok(())
}

/// Counts a round and moves the election on.
pub(crate) fn count_round(turn: &mut Turn<'_>, id: u32, ballot: u32, papers: &Papers) -> Result<Outcome, Refusal> {
    let settings = turn
        .next
        .session
        .settings
        .fixed()
        .map_err(|missing| Refusal::SettingsOpen {
            missing: missing.join("; "),
        })?;
    let (slate, seats) = turn.next.elections.slate(id)?;
    let blanks = if settings.blanks_are_valid { 0 } else { papers.blank };
    let valid = papers.total.saturating_sub(papers.invalid).saturating_sub(blanks);
    let votes: BTreeMap<u32, u64> = slate
        .iter()
        .map(|candidate| (*candidate, papers.candidates.get(candidate).copied().unwrap_or(0)))
        .collect();
    if turn.next.elections.get(id)?.is_confirmation() {
        return confirm(turn, id, ballot, &slate, papers);
    }
    let election = turn.next.elections.get_mut(id)?;
    let tie_ballot = matches!(election.state, ElectionState::TieBallot { .. });
    election.rounds.push(ballot);
    let round = u32::try_from(election.rounds.len()).unwrap_or(u32::MAX);
    let (winners, why) = if tie_ballot {
        tie_winners(&votes)
    } else {
        winners(turn, id, round, &votes, valid, settings)?
    };
    let (elected, tied) = seat(turn, id, ballot, &winners, seats, false)?;
    after(turn, id, tied, tie_ballot)?;
    Ok(Outcome::Round {
        votes,
        valid,
        elected,
        why,
    })
}

/// One candidate, yes or no. Where it is not confirmed, the Executive Committee proposes another.
fn confirm(turn: &mut Turn<'_>, id: u32, ballot: u32, slate: &[u32], papers: &Papers) -> Result<Outcome, Refusal> {
    let Count { yes, no, .. } = papers.count;
    turn.next.elections.get_mut(id)?.rounds.push(ballot);
    let facts = Facts::Majority {
        count: papers.count,
        members: None,
    };
    let used = turn.consult(22, &facts)?;
    let mut elected = Vec::new();
    for candidate in slate {
        if used.met {
            install(turn, id, *candidate, ballot, false)?;
            elected.push(*candidate);
        } else if let Some(one) = turn.next.elections.get_mut(id)?.candidates.get_mut(candidate) {
            one.candidature = Candidature::Excluded {
                reason: format!("not confirmed: {}", used.arithmetic),
            };
        }
    }
    turn.next.elections.get_mut(id)?.state = if used.met {
        ElectionState::Done
    } else {
        ElectionState::Candidacies
    };
    let votes = slate.iter().map(|candidate| (*candidate, yes)).collect();
    Ok(Outcome::Round {
        votes,
        valid: yes.saturating_add(no),
        elected,
        why: vec![used.arithmetic],
    })
}

/// Who reaches the majority, in groups of equal votes, the strongest first; and the arithmetic.
fn winners(
    turn: &mut Turn<'_>,
    id: u32,
    round: u32,
    votes: &BTreeMap<u32, u64>,
    valid: u64,
    settings: FixedSettings,
) -> Result<(Vec<Vec<u32>>, Vec<String>), Refusal> {
    let post = turn.next.elections.get(id)?.post;
    let most = votes.values().copied().max().unwrap_or(0);
    let alone = votes.values().filter(|count| **count == most).count() == 1;
    let mut reached: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    let mut why = Vec::new();
    for (candidate, count) in votes {
        let (met, arithmetic) = if post == Post::President {
            let facts = Facts::PresidentBallot {
                ballot: round,
                votes: *count,
                valid,
                leads_alone: alone && *count == most,
                third_ballot: settings.third_ballot,
            };
            let used = turn.consult(28, &facts)?;
            (used.met, used.arithmetic)
        } else {
            more_than_half(*count, valid)
        };
        why.push(format!("candidate {candidate}: {arithmetic}"));
        if met {
            reached.entry(*count).or_default().push(*candidate);
        }
    }
    // Plurality from the third ballot on: leaders with equal votes are tied, and the tie is resolved among them.
    let two_thirds_over = post == Post::President && round > president_ballots(turn);
    let plurality = settings.third_ballot == crate::rulebook::ThirdBallot::Plurality;
    if two_thirds_over && plurality && !alone && most > 0 {
        let leaders = votes
            .iter()
            .filter(|(_, count)| **count == most)
            .map(|(id, _)| *id)
            .collect();
        reached.insert(most, leaders);
    }
    Ok((reached.into_values().rev().collect(), why))
}

fn president_ballots(turn: &Turn<'_>) -> u32 {
    match turn
        .next
        .rulebook
        .in_force(RowNumber(28), turn.today())
        .map(|row| &row.predicate)
    {
        Ok(crate::rulebook::Predicate::PresidentLadder { two_thirds_ballots, .. }) => *two_thirds_ballots,
        _ => u32::MAX,
    }
}

fn more_than_half(count: u64, valid: u64) -> (bool, String) {
    let (left, right) = (2 * u128::from(count), u128::from(valid));
    let sign = if left > right { ">" } else { "≤" };
    (left > right, format!("2 × {count} {sign} {valid}"))
}

/// In a ballot among the tied, more votes win: they have reached their majority already.
fn tie_winners(votes: &BTreeMap<u32, u64>) -> (Vec<Vec<u32>>, Vec<String>) {
    let mut groups: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    let mut why = Vec::new();
    for (candidate, count) in votes {
        groups.entry(*count).or_default().push(*candidate);
        why.push(format!("candidate {candidate}: {count} votes among the tied"));
    }
    (groups.into_values().rev().collect(), why)
}

/// Seats groups of equal votes while they fit. Gives who was elected and who is tied for the last seats.
fn seat(
    turn: &mut Turn<'_>,
    id: u32,
    ballot: u32,
    groups: &[Vec<u32>],
    seats: u64,
    by_lot: bool,
) -> Result<(Vec<u32>, Vec<u32>), Refusal> {
    let mut elected = Vec::new();
    for group in groups {
        let mut fitting = Vec::new();
        for candidate in group {
            if fits(turn, id, *candidate)? {
                fitting.push(*candidate);
            }
        }
        let left = seats.saturating_sub(elected.len() as u64);
        if left == 0 {
            break;
        }
        if fitting.len() as u64 > left || clash(turn, id, &fitting)? {
            return Ok((elected, fitting));
        }
        for candidate in fitting {
            install(turn, id, candidate, ballot, by_lot)?;
            elected.push(candidate);
        }
    }
    Ok((elected, vec![]))
}

/// Whether two of equal votes could not both hold the post, so that a ballot between them is needed.
fn clash(turn: &Turn<'_>, id: u32, group: &[u32]) -> Result<bool, Refusal> {
    let election = turn.next.elections.get(id)?;
    let by_region = matches!(election.post, Post::President | Post::VicePresident);
    let chosen: Vec<&Candidate> = group.iter().filter_map(|one| election.candidates.get(one)).collect();
    Ok(chosen.iter().enumerate().any(|(index, one)| {
        chosen
            .iter()
            .skip(index + 1)
            .any(|other| one.member == other.member || by_region && one.region == other.region)
    }))
}

fn officer(election: &Election, candidate: &Candidate) -> Officer {
    Officer {
        post: election.post,
        member: candidate.member.clone(),
        region: candidate.region,
    }
}

/// Tests whether a candidate can still hold the post, and excludes it with the reason if not.
fn fits(turn: &mut Turn<'_>, id: u32, candidate: u32) -> Result<bool, Refusal> {
    let election = turn.next.elections.get(id)?;
    if !matches!(
        election.post,
        Post::President | Post::VicePresident | Post::CommitteeDelegate
    ) {
        return Ok(true);
    }
    let Some(one) = election.candidates.get(&candidate) else {
        return Ok(false);
    };
    let person = officer(election, one);
    let leaves_same_post = turn
        .next
        .elections
        .leaving
        .iter()
        .any(|left| left.post == person.post && left.member == person.member);
    let seated = turn.next.elections.seated.clone();
    let used = turn.consult(
        29,
        &Facts::CommitteeSeat {
            seated,
            candidate: person,
            leaves_same_post,
        },
    )?;
    if !used.met
        && let Some(one) = turn.next.elections.get_mut(id)?.candidates.get_mut(&candidate)
        && one.candidature == Candidature::Stands
    {
        one.candidature = Candidature::Excluded {
            reason: used.arithmetic,
        };
    }
    Ok(used.met)
}

fn install(turn: &mut Turn<'_>, id: u32, candidate: u32, ballot: u32, by_lot: bool) -> Result<(), Refusal> {
    let election = turn.next.elections.get_mut(id)?;
    let Some(one) = election.candidates.get_mut(&candidate) else {
        return Ok(());
    };
    one.candidature = Candidature::Elected { ballot, by_lot };
    let one = one.clone();
    let seated = officer(election, &one);
    turn.next.elections.seated.push(seated);
    turn.enter(
        "elected",
        [("election", id.to_string()), ("candidate", candidate.to_string())],
    );
    Ok(())
}

/// What the election waits for next.
fn after(turn: &mut Turn<'_>, id: u32, tied: Vec<u32>, was_tie_ballot: bool) -> Result<(), Refusal> {
    for candidate in turn.next.elections.get(id)?.standing() {
        fits(turn, id, candidate)?;
    }
    let election = turn.next.elections.get_mut(id)?;
    let still_tied: Vec<u32> = {
        let standing = election.standing();
        tied.into_iter()
            .filter(|candidate| standing.contains(candidate))
            .collect()
    };
    election.state = if election.open_seats() == 0 || election.standing().is_empty() {
        ElectionState::Done
    } else if still_tied.len() > 1 {
        if was_tie_ballot {
            ElectionState::Lot {
                lot: Lot::among(still_tied),
            }
        } else {
            ElectionState::TieBallot { tied: still_tied }
        }
    } else {
        ElectionState::Ballot
    };
    if election.state == ElectionState::Done {
        turn.enter("election-done", [("election", id.to_string())]);
    }
    Ok(())
}

/// Seats the winners of a lot, in the order drawn.
pub(super) fn settle_lot(turn: &mut Turn<'_>, id: u32, drawn: &[u32]) -> Result<(), Refusal> {
    let election = turn.next.elections.get(id)?;
    let (seats, ballot) = (election.open_seats(), election.rounds.last().copied().unwrap_or(0));
    let groups: Vec<Vec<u32>> = drawn.iter().map(|candidate| vec![*candidate]).collect();
    seat(turn, id, ballot, &groups, seats, true)?;
    after(turn, id, vec![], true)
}
