//! Motions on the conduct of the meeting, voted in the order of their precedence.

use super::{Motion, MotionState};
use crate::actor::Capacity;
use crate::refusal::Refusal;
use crate::rulebook::{Facts, MotionKind};
use crate::session::SessionState;
use crate::turn::{Turn, next_id};

pub(super) fn propose(turn: &mut Turn<'_>, kind: MotionKind) -> Result<(), Refusal> {
    let mover = turn.delegate("make a motion")?;
    if let Some(ballot) = turn.next.ballots.open_id() {
        return Err(Refusal::BallotOpen { ballot });
    }
    let about_debate = matches!(kind, MotionKind::AdjournDebate | MotionKind::CloseDebate);
    if about_debate && turn.next.floor.debate.is_none() {
        return Err(Refusal::NoDebate {});
    }
    if turn.next.floor.pending_motions().any(|(_, motion)| motion.kind == kind) {
        return Err(Refusal::MotionTwice {});
    }
    if turn.next.floor.motions.len() >= super::MOTION_LIMIT {
        return Err(Refusal::TooMany {
            what: "motions",
            limit: super::MOTION_LIMIT,
        });
    }
    let id = next_id(&turn.next.floor.motions);
    let motion = Motion {
        kind,
        mover,
        moved: turn.now,
        against: vec![],
        heard: vec![],
        state: MotionState::Pending,
    };
    turn.next.floor.motions.insert(id, motion);
    turn.enter(
        "motion-made",
        [("motion", id.to_string()), ("kind", format!("{kind:?}"))],
    );
    Ok(())
}

fn pending<'a>(turn: &'a mut Turn<'_>, id: u32) -> Result<&'a mut Motion, Refusal> {
    let missing = || Refusal::Unknown {
        what: "pending motion",
        id: id.to_string(),
    };
    let motion = turn.next.floor.motions.get_mut(&id).ok_or_else(missing)?;
    if motion.state == MotionState::Pending {
        Ok(motion)
    } else {
        Err(missing())
    }
}

pub(super) fn withdraw(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    let member = turn.delegate("withdraw a motion")?;
    if let Some(ballot) = turn.next.ballots.open_id() {
        return Err(Refusal::BallotOpen { ballot });
    }
    let motion = pending(turn, id)?;
    if motion.mover != member {
        return Err(Refusal::NotYourPart {
            capacity: "another delegation",
            act: "withdraw this motion",
        });
    }
    motion.state = MotionState::Withdrawn;
    turn.enter("motion-withdrawn", [("motion", id.to_string())]);
    Ok(())
}

pub(super) fn ask_against(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    let member = turn.delegate("speak against a motion")?;
    let motion = pending(turn, id)?;
    if motion.against.contains(&member) || motion.heard.contains(&member) {
        return Err(Refusal::AlreadyListed {
            who: member.to_string(),
        });
    }
    motion.against.push(member.clone());
    turn.enter(
        "against-asked",
        [("motion", id.to_string()), ("member", member.to_string())],
    );
    Ok(())
}

pub(super) fn hear_against(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "call speakers against a motion")?;
    let motion = pending(turn, id)?;
    if motion.against.is_empty() {
        return Err(Refusal::NobodyAsks {});
    }
    let member = motion.against.remove(0);
    motion.heard.push(member.clone());
    turn.enter(
        "against-heard",
        [("motion", id.to_string()), ("member", member.to_string())],
    );
    Ok(())
}

/// Whether a motion can be put to the vote: nothing pending goes before it, and those against closure were heard.
pub(crate) fn check_motion_vote(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    let motion = pending(turn, id)?.clone();
    let others = turn.next.floor.pending_motions().filter(|(other, _)| *other != id);
    let pending = others.map(|(_, other)| other.kind).collect();
    let asked = motion.kind;
    turn.require(36, &Facts::Motion { asked, pending }, |why| Refusal::MotionBefore {
        why,
    })?;
    if asked == MotionKind::CloseDebate {
        let facts = Facts::Closure {
            speakers_against: motion.heard.len() as u64,
            more_ask: !motion.against.is_empty(),
        };
        turn.require(36, &facts, |why| Refusal::HearAgainst { why })?;
    }
    Ok(())
}

/// Writes the outcome of a motion's vote and carries it out.
pub(crate) fn settle_motion(turn: &mut Turn<'_>, id: u32, carried: bool) {
    let Some(motion) = turn.next.floor.motions.get_mut(&id) else {
        return;
    };
    motion.state = if carried {
        MotionState::Carried
    } else {
        MotionState::Lost
    };
    let kind = motion.kind;
    turn.enter(
        "motion-decided",
        [("motion", id.to_string()), ("carried", carried.to_string())],
    );
    if !carried {
        return;
    }
    match kind {
        MotionKind::SuspendMeeting | MotionKind::AdjournMeeting => {
            turn.next.session.state = SessionState::Suspended;
        }
        MotionKind::AdjournDebate | MotionKind::CloseDebate => {
            turn.next.floor.debate = None;
            // Motions about a debate that is over have nothing left to decide.
            for motion in turn.next.floor.motions.values_mut() {
                let about_debate = matches!(motion.kind, MotionKind::AdjournDebate | MotionKind::CloseDebate);
                if about_debate && motion.state == MotionState::Pending {
                    motion.state = MotionState::Withdrawn;
                }
            }
        }
    }
}
