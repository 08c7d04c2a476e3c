//! Opening a ballot: every gate, then the freeze.

use std::collections::{BTreeMap, BTreeSet};

use super::electorate::compute;
use super::{Ballot, BallotState, Casting, Electorate, Mode, Subject};
use crate::actor::Capacity;
use crate::language::{Language, Texts};
use crate::majority::{Count, Hall, Majority};
use crate::refusal::Refusal;
use crate::resolution;
use crate::rulebook::{Facts, Predicate, RowNumber};
use crate::turn::{Turn, check_text, next_id};

/// Opens a ballot.
pub(super) fn open(turn: &mut Turn<'_>, subject: &Subject, question: &Texts, mode: Mode) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "open a ballot")?;
    if !turn.next.session.sits() {
        return Err(Refusal::NotOpenForVotes {});
    }
    if let Some(ballot) = turn.next.ballots.open_id() {
        return Err(Refusal::BallotOpen { ballot });
    }
    check_question(question)?;
    check_urgent(turn, subject)?;
    check_mode(turn, subject, mode)?;
    check_subject(turn, subject)?;
    let row = subject.row(&turn.next);
    let majority = majority_of(turn, row)?;
    let (number, previous) = check_earlier_ballots(turn, subject, majority)?;
    let electorate = compute(turn, subject)?;
    let quorum = match turn.next.session.settings.fixed() {
        Ok(settings) => settings.quorum,
        Err(missing) => {
            return Err(Refusal::SettingsOpen {
                missing: missing.join("; "),
            });
        }
    };
    check_quorum(&electorate, quorum)?;
    let last = turn.next.ballots.all.values().next_back();
    let changes = last.map_or(vec![], |last| electorate.changes_since(&last.electorate));
    let revision = subject
        .resolution()
        .and_then(|id| Some(turn.next.resolutions.get(&id)?.body.revision));
    let casting = empty_casting(turn, mode, &electorate);
    let id = next_id(&turn.next.ballots.all);
    let (entitled, present) = (electorate.entitled(), electorate.present());
    let ballot = Ballot {
        subject: subject.clone(),
        question: question.clone(),
        mode,
        majority,
        row,
        quorum,
        revision,
        number,
        previous,
        electorate,
        changes,
        opened: turn.now,
        state: BallotState::Open { casting },
    };
    turn.next.ballots.all.insert(id, ballot);
    turn.next.ballots.record_asked = None;
    turn.enter(
        "ballot-opened",
        [
            ("ballot", id.to_string()),
            ("mode", mode.name().to_owned()),
            ("entitled", entitled.to_string()),
            ("present", present.to_string()),
        ],
    );
    Ok(())
}

/// A delegate asks that what comes next be voted by record.
pub(super) fn ask_for_record(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    let member = turn.delegate("ask for a record vote")?;
    let voting_began = turn.next.ballots.open_id().is_some();
    turn.require(
        26,
        &Facts::RecordVote {
            requested: true,
            voting_began,
        },
        |why| Refusal::RecordTooLate { why },
    )?;
    turn.next.ballots.record_asked = Some(member.clone());
    turn.enter("record-vote-asked", [("member", member.to_string())]);
    Ok(())
}

fn check_question(question: &Texts) -> Result<(), Refusal> {
    if let Some(language) = question.missing().first() {
        return Err(Refusal::QuestionNotInLanguage { language: *language });
    }
    Language::ALL
        .into_iter()
        .filter_map(|language| question.get(language))
        .try_for_each(|text| check_text("question", text))
}

/// Points of order and upheld appeals go before everything else.
fn check_urgent(turn: &Turn<'_>, subject: &Subject) -> Result<(), Refusal> {
    if let Some(point) = turn.next.floor.pending_point()
        && *subject != (Subject::Ruling { point })
    {
        return Err(Refusal::PointFirst { point });
    }
    if let Some(member) = turn.next.finances.upheld_appeal() {
        let its_own = matches!(subject, Subject::ArrearsAppeal { member: one } if one == member);
        if !its_own && !matches!(subject, Subject::Ruling { .. }) {
            return Err(Refusal::AppealFirst { member: member.clone() });
        }
    }
    Ok(())
}

fn check_mode(turn: &mut Turn<'_>, subject: &Subject, mode: Mode) -> Result<(), Refusal> {
    if matches!(subject, Subject::Round { .. }) {
        let facts = Facts::ElectionOfPersons {
            secret: mode == Mode::Paper,
        };
        return turn.require(27, &facts, |why| Refusal::PersonsInSecret { why });
    }
    match &turn.next.ballots.record_asked {
        Some(member) if !mode.names() => Err(Refusal::RecordAsked { member: member.clone() }),
        _ => Ok(()),
    }
}

fn check_subject(turn: &mut Turn<'_>, subject: &Subject) -> Result<(), Refusal> {
    match subject {
        Subject::Agenda => {
            if turn.next.agenda.adopted {
                return Err(Refusal::WrongState {
                    what: "agenda",
                    state: "adopted",
                    act: "vote on it",
                });
            }
            turn.require(8, &Facts::AgendaAdoption { as_a_whole: true }, |why| {
                Refusal::AgendaForm { why }
            })
        }
        Subject::AgendaItem { item } => {
            turn.next.agenda.item(*item)?;
            turn.require(8, &Facts::AgendaAdoption { as_a_whole: false }, |why| {
                Refusal::AgendaForm { why }
            })
        }
        Subject::Amendment { resolution, amendment } => check_amendment(turn, *resolution, *amendment),
        Subject::OnPaper { resolution, amendment } => check_on_paper(turn, *resolution, *amendment),
        Subject::Part { resolution, part } => check_part(turn, *resolution, *part),
        Subject::Whole { resolution } => match earlier(turn, subject).is_some() {
            // The gates were passed before the first ballot; the text has stood still since.
            true => match turn.next.resolutions.get(resolution) {
                Some(one) => one.expect_votable(*resolution),
                None => Err(Refusal::Unknown {
                    what: "resolution",
                    id: resolution.to_string(),
                }),
            },
            false => resolution::gate(turn, *resolution, true),
        },
        Subject::Reconsider { resolution } => resolution::may_reopen(turn, *resolution),
        Subject::Motion { motion } => crate::floor::check_motion_vote(turn, *motion),
        Subject::Ruling { point } => crate::floor::check_ruling_vote(turn, *point),
        Subject::ArrearsAppeal { member } => match turn.next.finances.upheld_appeal() {
            Some(one) if one == member => Ok(()),
            _ => Err(Refusal::NoAppeal { member: member.clone() }),
        },
        Subject::Waiver { member } if !turn.next.finances.is_sanctioned(member) => {
            Err(Refusal::NotSanctioned { member: member.clone() })
        }
        Subject::Waiver { .. } => Ok(()),
        Subject::Round { election } => crate::election::check_round(turn, *election),
    }
}

fn check_part(turn: &mut Turn<'_>, id: u32, part: usize) -> Result<(), Refusal> {
    resolution::gate(turn, id, false)?;
    let one = turn.next.resolutions.get(&id).and_then(|one| one.division.get(part));
    if one.is_some_and(|part| part.decided.is_none()) {
        Ok(())
    } else {
        Err(Refusal::Unknown {
            what: "undecided part",
            id: part.to_string(),
        })
    }
}

fn check_amendment(turn: &mut Turn<'_>, id: u32, amendment: u32) -> Result<(), Refusal> {
    let one = tabled(turn, id)?;
    let is_next = resolution::next_amendment(one) == Some(amendment);
    let behind = one
        .amendments
        .get(&amendment)
        .and_then(resolution::Amendment::language_behind);
    let paragraph = one
        .amendments
        .get(&amendment)
        .and_then(|one| one.change.paragraph())
        .unwrap_or(0);
    turn.require(34, &Facts::AmendmentVote { is_next }, |why| Refusal::OutOfOrder { why })?;
    match behind {
        Some(language) => Err(Refusal::LanguageMissing { language, paragraph }),
        None => Ok(()),
    }
}

/// Paper can be asked for once, and only for an amendment that came by word of mouth.
fn check_on_paper(turn: &Turn<'_>, id: u32, amendment: u32) -> Result<(), Refusal> {
    let waits =
        |one: &&resolution::Amendment| one.oral && !one.on_paper && one.state == resolution::AmendmentState::Open;
    match tabled(turn, id)?.amendments.get(&amendment).filter(waits) {
        Some(_) => Ok(()),
        None => Err(Refusal::Unknown {
            what: "oral amendment",
            id: amendment.to_string(),
        }),
    }
}

fn tabled<'a>(turn: &'a Turn<'_>, id: u32) -> Result<&'a resolution::Resolution, Refusal> {
    let missing = || Refusal::Unknown {
        what: "resolution",
        id: id.to_string(),
    };
    let one = turn.next.resolutions.get(&id).ok_or_else(missing)?;
    one.expect(resolution::ResolutionState::Tabled, "vote on its amendments")?;
    Ok(one)
}

fn majority_of(turn: &Turn<'_>, row: u8) -> Result<Majority, Refusal> {
    match turn.next.rulebook.in_force(RowNumber(row), turn.today())?.predicate {
        Predicate::Majority { majority } | Predicate::Reconsideration { majority } => Ok(majority),
        _ => Ok(Majority::Simple),
    }
}

/// The last decided ballot on the same question that was not followed by a reconsideration.
fn earlier<'a>(turn: &'a Turn<'_>, subject: &Subject) -> Option<(u32, &'a Ballot)> {
    let Subject::Whole { resolution } = subject else {
        return None;
    };
    if turn.next.resolutions.get(resolution)?.whole_votes == 0 {
        return None;
    }
    let decided = |ballot: &Ballot| matches!(ballot.state, BallotState::Closed { .. });
    let same = turn
        .next
        .ballots
        .all
        .iter()
        .rev()
        .find(|(_, one)| one.subject == *subject && decided(one));
    same.map(|(id, ballot)| (*id, ballot))
}

/// Where two thirds are needed and were missed, one second ballot is held, linked to the first.
fn check_earlier_ballots(
    turn: &mut Turn<'_>,
    subject: &Subject,
    majority: Majority,
) -> Result<(u32, Option<u32>), Refusal> {
    let Some((previous, number)) = earlier(turn, subject).map(|(id, ballot)| (id, ballot.number)) else {
        return Ok((1, None));
    };
    let facts = Facts::SecondBallot {
        ballots_held: number,
        majority,
    };
    turn.require(25, &facts, |why| Refusal::NoSecondBallot { why })?;
    Ok((number.saturating_add(1), Some(previous)))
}

fn check_quorum(electorate: &Electorate, quorum: crate::quorum::Quorum) -> Result<(), Refusal> {
    let hall = Hall {
        members: Some(electorate.members()),
        entitled: Some(electorate.entitled()),
        present: Some(electorate.present()),
    };
    match quorum.test(Count::default(), hall) {
        Ok(finding) if finding.met => Ok(()),
        Ok(finding) => Err(Refusal::NoQuorum {
            why: finding.arithmetic.unwrap_or_default(),
        }),
        Err(needs) => Err(Refusal::NoQuorum {
            why: format!("the {} is unknown", needs.0),
        }),
    }
}

fn empty_casting(turn: &Turn<'_>, mode: Mode, electorate: &Electorate) -> Casting {
    match mode {
        Mode::Record | Mode::Electronic => Casting::Named { votes: BTreeMap::new() },
        Mode::RollCall => {
            let votes = |member: &crate::member::MemberCode| {
                electorate
                    .standings
                    .get(member)
                    .is_some_and(|standing| standing.votes())
            };
            let to_call = turn.next.roll.by_seat().into_iter().filter(votes).collect();
            Casting::RollCall {
                to_call,
                passed: vec![],
                votes: BTreeMap::new(),
            }
        }
        Mode::Hands | Mode::Paper => Casting::Counted {
            issued: BTreeSet::new(),
            tellers: BTreeMap::new(),
            recounts: 0,
        },
    }
}
