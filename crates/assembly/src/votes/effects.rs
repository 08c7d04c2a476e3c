//! What a closed ballot brings about.

use super::{Ballot, Subject};
use crate::majority::Majority;
use crate::refusal::Refusal;
use crate::resolution::{self, Matter, ResolutionState};
use crate::rulebook::Facts;
use crate::turn::Turn;

/// Carries out what a ballot decided.
pub(super) fn carry_out(turn: &mut Turn<'_>, id: u32, ballot: &Ballot, carried: bool) -> Result<(), Refusal> {
    match &ballot.subject {
        Subject::Agenda => {
            if carried {
                turn.next.agenda.adopt();
            }
            Ok(())
        }
        Subject::AgendaItem { item } => {
            turn.next.agenda.settle(*item, carried);
            Ok(())
        }
        Subject::Amendment {
            resolution: of,
            amendment,
        } => {
            if let Some(one) = turn.next.resolutions.get_mut(of) {
                resolution::settle_amendment(one, *amendment, carried, id)?;
            }
            Ok(())
        }
        Subject::OnPaper {
            resolution: of,
            amendment,
        } => on_paper(turn, *of, *amendment, id),
        Subject::Part { resolution: of, part } => {
            settle_part(turn, *of, *part, carried, id);
            Ok(())
        }
        Subject::Whole { resolution } => whole(turn, id, ballot, *resolution, carried),
        Subject::Reconsider { resolution } => {
            if carried && let Some(one) = turn.next.resolutions.get_mut(resolution) {
                one.state = ResolutionState::Tabled;
                one.whole_votes = 0;
                one.reconsidered = one.reconsidered.saturating_add(1);
                turn.enter("reconsideration-decided", [("resolution", resolution.to_string())]);
            }
            Ok(())
        }
        Subject::Motion { motion } => {
            crate::floor::settle_motion(turn, *motion, carried);
            Ok(())
        }
        Subject::Ruling { point } => {
            crate::floor::settle_ruling(turn, *point, carried);
            Ok(())
        }
        Subject::ArrearsAppeal { member } => {
            crate::finances::settle_appeal(turn, member, carried, id);
            Ok(())
        }
        Subject::Waiver { member } => {
            if carried {
                crate::finances::waive_by_assembly(turn, member, id);
            }
            Ok(())
        }
        Subject::Round { .. } => Ok(()),
    }
}

fn settle_part(turn: &mut Turn<'_>, of: u32, part: usize, kept: bool, ballot: u32) {
    let Some(one) = turn.next.resolutions.get_mut(&of) else {
        return;
    };
    resolution::settle_part(one, part, kept, ballot);
    if one.state == ResolutionState::Fallen {
        turn.enter("resolution-fallen", [("resolution", of.to_string())]);
    }
}

/// A majority for paper makes the amendment wait for its languages.
fn on_paper(turn: &mut Turn<'_>, of: u32, amendment: u32, ballot: u32) -> Result<(), Refusal> {
    let count = turn
        .next
        .ballots
        .certificate(ballot)
        .map(|certificate| certificate.count);
    let at_once = turn.consult(21, &Facts::OralAmendment { paper_asked_by: count })?.met;
    let found = turn
        .next
        .resolutions
        .get_mut(&of)
        .and_then(|one| one.amendments.get_mut(&amendment));
    if let (false, Some(found)) = (at_once, found) {
        found.on_paper = true;
        turn.enter(
            "amendment-on-paper",
            [("resolution", of.to_string()), ("amendment", amendment.to_string())],
        );
    }
    Ok(())
}

fn whole(turn: &mut Turn<'_>, id: u32, ballot: &Ballot, of: u32, carried: bool) -> Result<(), Refusal> {
    let facts = Facts::SecondBallot {
        ballots_held: ballot.number,
        majority: ballot.majority,
    };
    let again = !carried && ballot.majority != Majority::Simple && turn.consult(25, &facts)?.met;
    let Some(one) = turn.next.resolutions.get_mut(&of) else {
        return Ok(());
    };
    one.whole_votes = one.whole_votes.saturating_add(1);
    one.ballots.push(id);
    if again {
        turn.warn(format!(
            "two thirds were missed: one second ballot on resolution {of} may be held"
        ));
        return Ok(());
    }
    if !carried {
        one.state = ResolutionState::Rejected;
        turn.enter("resolution-rejected", [("resolution", of.to_string())]);
        return Ok(());
    }
    let matter = one.matter;
    resolution::adopt(turn, of)?;
    if let Matter::Budget { year } = matter {
        crate::finances::approve_budget(turn, year, of, id)?;
    }
    Ok(())
}
