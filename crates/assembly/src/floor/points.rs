//! Points of order: ruled on at once, and where the ruling is appealed against, voted at once.

use super::{Point, Ruling};
use crate::actor::Capacity;
use crate::refusal::Refusal;
use crate::rulebook::Facts;
use crate::turn::{Turn, check_text, next_id};

pub(super) fn raise(turn: &mut Turn<'_>, text: &str) -> Result<(), Refusal> {
    let member = turn.delegate("raise a point of order")?;
    check_text("point of order", text)?;
    let ballot_open = turn.next.ballots.open_id().is_some();
    turn.require(35, &Facts::PointOfOrder { ballot_open }, |why| {
        Refusal::PointDuringBallot { why }
    })?;
    if let Some(point) = turn.next.floor.pending_point() {
        return Err(Refusal::PointFirst { point });
    }
    if turn.next.floor.points.len() >= super::MOTION_LIMIT {
        return Err(Refusal::TooMany {
            what: "points of order",
            limit: super::MOTION_LIMIT,
        });
    }
    let id = next_id(&turn.next.floor.points);
    let point = Point {
        member: member.clone(),
        text: text.to_owned(),
        raised: turn.now,
        ruling: None,
        appealed: false,
        overruled: false,
    };
    turn.next.floor.points.insert(id, point);
    turn.enter(
        "point-raised",
        [("point", id.to_string()), ("member", member.to_string())],
    );
    Ok(())
}

fn find<'a>(turn: &'a mut Turn<'_>, id: u32) -> Result<&'a mut Point, Refusal> {
    let missing = || Refusal::Unknown {
        what: "point of order",
        id: id.to_string(),
    };
    turn.next.floor.points.get_mut(&id).ok_or_else(missing)
}

pub(super) fn rule(turn: &mut Turn<'_>, id: u32, upheld: bool, reason: &str) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "rule on a point of order")?;
    check_text("reason", reason)?;
    let point = find(turn, id)?;
    if point.ruling.is_some() {
        return Err(Refusal::WrongState {
            what: "point of order",
            state: "ruled on",
            act: "rule on it again",
        });
    }
    point.ruling = Some(Ruling {
        upheld,
        reason: reason.to_owned(),
    });
    turn.enter(
        "point-ruled",
        [("point", id.to_string()), ("upheld", upheld.to_string())],
    );
    Ok(())
}

/// An appeal comes at once: before a later point, and before any ballot opened after the ruling.
pub(super) fn appeal(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.delegate("appeal against a ruling")?;
    if let Some(ballot) = turn.next.ballots.open_id() {
        return Err(Refusal::BallotOpen { ballot });
    }
    let last = turn.next.floor.points.last_key_value().map(|(last, _)| *last);
    let voted = turn
        .next
        .ballots
        .all
        .values()
        .any(|ballot| ballot.subject == crate::votes::Subject::Ruling { point: id });
    let point = find(turn, id)?;
    let state = match &point.ruling {
        None => "waiting for a ruling",
        Some(_) if point.appealed => "appealed against already",
        Some(_) if voted => "decided by the assembly",
        Some(_) if last != Some(id) => "overtaken by a later point",
        Some(_) => {
            point.appealed = true;
            turn.enter("ruling-appealed", [("point", id.to_string())]);
            return Ok(());
        }
    };
    Err(Refusal::WrongState {
        what: "point of order",
        state,
        act: "appeal against its ruling",
    })
}

/// Whether the appeal can be put to the vote.
pub(crate) fn check_ruling_vote(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    if find(turn, id)?.appealed {
        Ok(())
    } else {
        Err(Refusal::WrongState {
            what: "ruling",
            state: "not appealed against",
            act: "vote on it",
        })
    }
}

/// Writes the assembly's decision: yes overrules the chair, a tie lets the ruling stand.
pub(crate) fn settle_ruling(turn: &mut Turn<'_>, id: u32, overruled: bool) {
    if let Ok(point) = find(turn, id) {
        point.appealed = false;
        point.overruled = overruled;
    }
    turn.enter(
        "ruling-decided",
        [("point", id.to_string()), ("overruled", overruled.to_string())],
    );
}
