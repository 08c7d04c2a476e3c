//! What can be done to a session.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Postponement, Sending, Session, SessionKind, SessionState, Settings};
use crate::actor::Capacity;
use crate::refusal::Refusal;
use crate::resolution::ResolutionState;
use crate::rulebook::Facts;
use crate::turn::{Turn, check_text};

/// Acts on the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum SessionAct {
    /// The notice of session goes out today.
    Convoke,
    /// The provisional agenda goes out today.
    SendProvisionalAgenda,
    /// The working papers go out today.
    SendWorkingPapers,
    /// The session cannot be held on its dates.
    Postpone {
        /// Why.
        reason: String,
    },
    /// A postponed session gets new dates.
    Reschedule {
        /// New opening day.
        opening: Date,
        /// New last day.
        closing: Date,
    },
    /// The session fixes what the rules leave open.
    FixSettings {
        /// The settings.
        settings: Settings,
    },
    /// The session opens.
    Open,
    /// The meeting is suspended.
    Suspend,
    /// The meeting goes on.
    Resume,
    /// The date of the next session is decided.
    ScheduleNext {
        /// Its opening day.
        opening: Date,
    },
    /// The session is over.
    Close,
}

pub(crate) fn apply(turn: &mut Turn<'_>, act: &SessionAct) -> Result<(), Refusal> {
    match act {
        SessionAct::Convoke => convoke(turn),
        SessionAct::SendProvisionalAgenda => send_agenda(turn),
        SessionAct::SendWorkingPapers => send_papers(turn),
        SessionAct::Postpone { reason } => postpone(turn, reason),
        SessionAct::Reschedule { opening, closing } => reschedule(turn, *opening, *closing),
        SessionAct::FixSettings { settings } => fix_settings(turn, settings),
        SessionAct::Open => open(turn),
        SessionAct::Suspend => pause(turn, SessionState::Open, SessionState::Suspended, "suspend"),
        SessionAct::Resume => pause(turn, SessionState::Suspended, SessionState::Open, "resume"),
        SessionAct::ScheduleNext { opening } => schedule_next(turn, *opening),
        SessionAct::Close => close(turn),
    }
}

fn expect(session: &Session, states: &[SessionState], act: &'static str) -> Result<(), Refusal> {
    if states.contains(&session.state) {
        Ok(())
    } else {
        Err(Refusal::WrongState {
            what: "session",
            state: session.state.name(),
            act,
        })
    }
}

fn convoke(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    turn.only(
        &[Capacity::SecretaryGeneral, Capacity::Secretariat],
        "convene the session",
    )?;
    expect(&turn.next.session, &[SessionState::Planned], "convene it")?;
    let (opening, today) = (turn.next.session.opening, turn.today());
    match turn.next.session.kind.clone() {
        SessionKind::Ordinary { already_held_this_year } => {
            turn.require(1, &Facts::OrdinarySessions { already_held_this_year }, |why| {
                Refusal::SecondOrdinarySession { why }
            })?;
            let facts = Facts::SentBeforeOpening {
                sent: today,
                opening,
                proposer: None,
                opinion: false,
            };
            turn.deadline(4, &facts, |why| Refusal::NoticeTooLate { why })?;
        }
        SessionKind::Extraordinary {
            requested,
            by_committee,
            supporters,
            ..
        } => {
            for member in &supporters {
                turn.known(member)?;
            }
            let (supporters, members) = (supporters.len() as u64, turn.next.roll.len());
            turn.require(
                2,
                &Facts::ExtraordinaryRequest {
                    by_committee,
                    supporters,
                    members,
                },
                |why| Refusal::RequestTooWeak { why },
            )?;
            let subjects = turn.next.agenda.items.len() as u64;
            turn.require(
                3,
                &Facts::OpeningWindow {
                    requested,
                    opening,
                    subjects,
                },
                |why| Refusal::OutsideWindow { why },
            )?;
        }
    }
    turn.next.session.state = SessionState::Convened;
    turn.next.session.sent.insert(Sending::Notice, today);
    turn.enter(
        "session-convened",
        [
            ("session", turn.next.session.number.to_string()),
            ("opening", opening.to_string()),
        ],
    );
    Ok(())
}

fn send_agenda(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    turn.only(
        &[Capacity::ExecutiveCommittee, Capacity::Secretariat],
        "send the provisional agenda",
    )?;
    expect(
        &turn.next.session,
        &[SessionState::Convened],
        "send its provisional agenda",
    )?;
    let (opening, sent) = (turn.next.session.opening, turn.today());
    if matches!(turn.next.session.kind, SessionKind::Ordinary { .. }) {
        let facts = Facts::SentBeforeOpening {
            sent,
            opening,
            proposer: None,
            opinion: false,
        };
        turn.deadline(5, &facts, |why| Refusal::AgendaTooLate { why })?;
    }
    turn.next.session.sent.insert(Sending::ProvisionalAgenda, sent);
    turn.enter(
        "provisional-agenda-sent",
        [("items", turn.next.agenda.items.len().to_string())],
    );
    Ok(())
}

fn send_papers(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "send the working papers")?;
    expect(
        &turn.next.session,
        &[SessionState::Convened, SessionState::Open],
        "send its working papers",
    )?;
    let (opening, sent) = (turn.next.session.opening, turn.today());
    let facts = Facts::SentBeforeOpening {
        sent,
        opening,
        proposer: None,
        opinion: false,
    };
    turn.deadline(7, &facts, |why| Refusal::AgendaTooLate { why })?;
    turn.next.session.sent.insert(Sending::WorkingPapers, sent);
    turn.enter(
        "working-papers-sent",
        [("papers", turn.next.documents.len().to_string())],
    );
    Ok(())
}

fn postpone(turn: &mut Turn<'_>, reason: &str) -> Result<(), Refusal> {
    turn.only(&[Capacity::ExecutiveCommittee], "postpone the session")?;
    check_text("reason", reason)?;
    expect(
        &turn.next.session,
        &[SessionState::Planned, SessionState::Convened],
        "postpone it",
    )?;
    let decided = turn.today();
    let session = &mut turn.next.session;
    session.postponements.push(Postponement {
        decided,
        was_to_open: session.opening,
        reason: reason.to_owned(),
    });
    session.state = SessionState::Postponed;
    let was_to_open = session.opening.to_string();
    turn.warn("terms of office run on until the session is held".to_owned());
    turn.enter("session-postponed", [("was-to-open", was_to_open)]);
    Ok(())
}

fn reschedule(turn: &mut Turn<'_>, opening: Date, closing: Date) -> Result<(), Refusal> {
    turn.only(&[Capacity::ExecutiveCommittee], "give the session new dates")?;
    expect(&turn.next.session, &[SessionState::Postponed], "give it new dates")?;
    if closing < opening {
        return Err(Refusal::DatesReversed { opening, closing });
    }
    let session = &mut turn.next.session;
    (session.opening, session.closing, session.year) = (opening, closing, opening.year());
    session.state = SessionState::Planned;
    session.sent.clear();
    turn.enter("session-rescheduled", [("opening", opening.to_string())]);
    Ok(())
}

fn fix_settings(turn: &mut Turn<'_>, settings: &Settings) -> Result<(), Refusal> {
    turn.only(
        &[Capacity::Chair, Capacity::Secretariat],
        "fix the settings of the session",
    )?;
    if matches!(
        turn.next.session.state,
        SessionState::Open | SessionState::Suspended | SessionState::Closed
    ) {
        return Err(Refusal::SettingsFixed {});
    }
    turn.next.session.settings = settings.clone();
    let quorum = settings.quorum.map_or("open".to_owned(), |quorum| quorum.to_string());
    turn.enter("settings-prepared", [("quorum", quorum)]);
    Ok(())
}

fn open(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "open the session")?;
    expect(&turn.next.session, &[SessionState::Convened], "open it")?;
    let (opening, today) = (turn.next.session.opening, turn.today());
    if today < opening {
        return Err(Refusal::TooEarly { opening, today });
    }
    let setting = turn.next.session.settings.quorum;
    turn.require(40, &Facts::Quorum { setting }, |missing| Refusal::SettingsOpen {
        missing,
    })?;
    if let Err(missing) = turn.next.session.settings.fixed() {
        return Err(Refusal::SettingsOpen {
            missing: missing.join("; "),
        });
    }
    if let SessionKind::Extraordinary { requested, .. } = turn.next.session.kind {
        let subjects = turn.next.agenda.items.len() as u64;
        turn.require(
            3,
            &Facts::OpeningWindow {
                requested,
                opening,
                subjects,
            },
            |why| Refusal::OutsideWindow { why },
        )?;
    }
    turn.next.session.state = SessionState::Open;
    turn.enter("session-opened", [("session", turn.next.session.number.to_string())]);
    Ok(())
}

fn pause(turn: &mut Turn<'_>, from: SessionState, to: SessionState, act: &'static str) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "suspend or resume the meeting")?;
    expect(&turn.next.session, &[from], act)?;
    if let Some(ballot) = turn.next.ballots.open_id() {
        return Err(Refusal::BallotOpen { ballot });
    }
    turn.next.session.state = to;
    turn.enter("meeting", [("state", to.name().to_owned())]);
    Ok(())
}

fn schedule_next(turn: &mut Turn<'_>, opening: Date) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair, Capacity::Secretariat], "date the next session")?;
    if opening <= turn.next.session.closing {
        return Err(Refusal::DatesReversed {
            opening: turn.next.session.closing,
            closing: opening,
        });
    }
    turn.next.session.next_opening = Some(opening);
    turn.enter("next-session-dated", [("opening", opening.to_string())]);
    Ok(())
}

fn close(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "close the session")?;
    expect(
        &turn.next.session,
        &[SessionState::Open, SessionState::Suspended],
        "close it",
    )?;
    if let Some(ballot) = turn.next.ballots.open_id() {
        return Err(Refusal::BallotOpen { ballot });
    }
    for resolution in turn.next.resolutions.values_mut() {
        // Two thirds were missed and nobody asked for the second ballot: the first one stands.
        if resolution.state == ResolutionState::Tabled && resolution.whole_votes > 0 {
            resolution.state = ResolutionState::Rejected;
        }
    }
    turn.next.session.state = SessionState::Closed;
    turn.enter("session-closed", [("session", turn.next.session.number.to_string())]);
    if let Some(year) = turn.next.finances.undecided_budget() {
        turn.warn(format!(
            "the budget of {year} was not adopted: the Executive Committee carries on along the previous one"
        ));
    }
    Ok(())
}
