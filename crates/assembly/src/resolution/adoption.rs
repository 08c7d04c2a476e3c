//! The gates before a vote on a resolution, its adoption, and its number.

use super::acts::find;
use super::{Renumbering, ResolutionNumber, ResolutionState};
use crate::actor::Capacity;
use crate::refusal::Refusal;
use crate::rulebook::Facts;
use crate::turn::Turn;

pub(super) fn renumber(turn: &mut Turn<'_>, id: u32, number: ResolutionNumber, reason: &str) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "correct a number")?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing {
            what: "correcting a number",
        });
    }
    if turn
        .next
        .resolutions
        .iter()
        .any(|(other, one)| *other != id && one.number == Some(number))
    {
        return Err(Refusal::NumberTaken {
            number: number.to_string(),
        });
    }
    let at = turn.today();
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Adopted, "correct its number")?;
    if let Some(was) = resolution.number.replace(number) {
        resolution.renumbered.push(Renumbering {
            was,
            at,
            reason: reason.to_owned(),
        });
    }
    turn.enter(
        "resolution-renumbered",
        [("resolution", id.to_string()), ("number", number.to_string())],
    );
    Ok(())
}

/// What must be true before the whole or a part of a resolution is put to the vote.
pub(crate) fn gate(turn: &mut Turn<'_>, id: u32, whole: bool) -> Result<(), Refusal> {
    let resolution = find(turn, id)?;
    resolution.expect_votable(id)?;
    if resolution.has_open_amendments() {
        return Err(Refusal::AmendmentsOpen { resolution: id });
    }
    let (costs, opinion) = (resolution.costs, resolution.opinion.is_some());
    let (revision, out) = (resolution.body.revision, resolution.body.distributed.clone());
    let parts_open = resolution.division.iter().any(|part| part.decided.is_none());
    let whole_votes_held = resolution.whole_votes;
    let operative = (resolution.operative().len() + resolution.fallen.len()) as u64;
    let operative_fallen = if resolution.operative().is_empty() {
        operative
    } else {
        0
    };
    turn.require(21, &Facts::CostOpinion { costs, opinion }, |why| {
        Refusal::OpinionMissing { why }
    })?;
    turn.require(20, &Facts::LanguagesOut { revision, out }, |why| {
        Refusal::LanguagesBehind { why }
    })?;
    if whole {
        if parts_open {
            return Err(Refusal::PartsOpen { resolution: id });
        }
        let facts = Facts::WholeVote {
            whole_votes_held,
            operative,
            operative_fallen,
        };
        turn.require(33, &facts, |why| Refusal::WholeVoted { why })?;
    }
    Ok(())
}

/// Adopts a resolution and gives it the next number of the session.
pub(crate) fn adopt(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    let year = u16::try_from(turn.next.session.year).unwrap_or(0);
    let session = turn.next.session.number;
    let taken = turn.next.resolutions.values().filter_map(|one| match one.number {
        Some(ResolutionNumber::ByYearAndSession {
            year: y,
            session: s,
            number,
        }) if y == year && s == session => Some(number),
        _ => None,
    });
    let number = taken.max().unwrap_or(0).saturating_add(1);
    let number = ResolutionNumber::ByYearAndSession { year, session, number };
    let resolution = find(turn, id)?;
    resolution.state = ResolutionState::Adopted;
    let number = *resolution.number.get_or_insert(number);
    turn.enter(
        "resolution-adopted",
        [("resolution", id.to_string()), ("number", number.to_string())],
    );
    crate::commitment::open_from(turn, id)
}

/// Whether a decided resolution may be opened again by a vote to reconsider.
pub(crate) fn may_reopen(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    let resolution = find(turn, id)?;
    match resolution.state {
        ResolutionState::Adopted | ResolutionState::Rejected | ResolutionState::Fallen => Ok(()),
        other => Err(Refusal::WrongState {
            what: "resolution",
            state: other.name(),
            act: "reconsider it",
        }),
    }
}
