//! Speaking.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::{Debate, Request, Speaker, Speech, motions, points};
use crate::actor::Capacity;
use crate::agenda::ItemState;
use crate::refusal::Refusal;
use crate::rulebook::{Facts, MotionKind};
use crate::session::FixedSettings;
use crate::turn::Turn;

/// Acts on the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum FloorAct {
    /// The chair opens the debate on an item.
    OpenDebate {
        /// The item.
        item: u32,
    },
    /// Somebody asks for the floor.
    AskForFloor,
    /// A delegation asks to reply.
    AskToReply,
    /// The chair gives the floor to whoever is next.
    GiveFloor,
    /// The speech is over.
    EndSpeech,
    /// The chair closes the list of speakers.
    CloseList,
    /// The chair ends the debate when nobody asks for the floor any more.
    EndDebate,
    /// A delegation raises a point of order.
    RaisePoint {
        /// What it is about.
        text: String,
    },
    /// The chair rules.
    Rule {
        /// The point.
        point: u32,
        /// Whether the chair agrees with it.
        upheld: bool,
        /// Why.
        reason: String,
    },
    /// A delegation appeals against the ruling.
    AppealRuling {
        /// The point.
        point: u32,
    },
    /// A delegation moves something about the conduct of the meeting.
    Move {
        /// What.
        motion: MotionKind,
    },
    /// The mover takes the motion back.
    WithdrawMotion {
        /// The motion.
        motion: u32,
    },
    /// A delegation asks to speak against closing the debate.
    AskAgainst {
        /// The motion.
        motion: u32,
    },
    /// The chair has heard the next one against it.
    HearAgainst {
        /// The motion.
        motion: u32,
    },
}

const LIST_LIMIT: usize = 1_000;

pub(crate) fn apply(turn: &mut Turn<'_>, act: &FloorAct) -> Result<(), Refusal> {
    if !turn.next.session.sits() {
        return Err(Refusal::NotOpenForVotes {});
    }
    match act {
        FloorAct::OpenDebate { item } => open_debate(turn, *item),
        FloorAct::AskForFloor => ask(turn, false),
        FloorAct::AskToReply => ask(turn, true),
        FloorAct::GiveFloor => give_floor(turn),
        FloorAct::EndSpeech => end_speech(turn),
        FloorAct::CloseList => close_list(turn),
        FloorAct::EndDebate => end_debate(turn),
        FloorAct::RaisePoint { text } => points::raise(turn, text),
        FloorAct::Rule { point, upheld, reason } => points::rule(turn, *point, *upheld, reason),
        FloorAct::AppealRuling { point } => points::appeal(turn, *point),
        FloorAct::Move { motion } => motions::propose(turn, *motion),
        FloorAct::WithdrawMotion { motion } => motions::withdraw(turn, *motion),
        FloorAct::AskAgainst { motion } => motions::ask_against(turn, *motion),
        FloorAct::HearAgainst { motion } => motions::hear_against(turn, *motion),
    }
}

pub(super) fn settings(turn: &Turn<'_>) -> Result<FixedSettings, Refusal> {
    let fixed = turn.next.session.settings.fixed();
    fixed.map_err(|missing| Refusal::SettingsOpen {
        missing: missing.join("; "),
    })
}

fn debate<'a>(turn: &'a mut Turn<'_>) -> Result<&'a mut Debate, Refusal> {
    turn.next.floor.debate.as_mut().ok_or(Refusal::NoDebate {})
}

/// While a point of order waits or a ballot is open, nobody speaks.
fn check_undisturbed(turn: &Turn<'_>) -> Result<(), Refusal> {
    if let Some(point) = turn.next.floor.pending_point() {
        return Err(Refusal::PointFirst { point });
    }
    match turn.next.ballots.open_id() {
        Some(ballot) => Err(Refusal::BallotOpen { ballot }),
        None => Ok(()),
    }
}

fn open_debate(turn: &mut Turn<'_>, item: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "open a debate")?;
    check_undisturbed(turn)?;
    match turn.next.agenda.item(item)?.state {
        ItemState::Adopted => {}
        ItemState::AwaitsLeave => return Err(Refusal::LeaveNeeded { item }),
        _ => {
            return Err(Refusal::WrongState {
                what: "item",
                state: "not on the adopted agenda",
                act: "debate it",
            });
        }
    }
    if let Some(Debate {
        speaking: Some(speech), ..
    }) = &turn.next.floor.debate
    {
        return Err(Refusal::FloorTaken {
            who: speech.speaker.to_string(),
        });
    }
    turn.next.floor.debate = Some(Debate {
        item,
        list_closed: false,
        list: VecDeque::new(),
        replies: VecDeque::new(),
        speaking: None,
        used: BTreeMap::new(),
    });
    turn.enter("debate-opened", [("item", item.to_string())]);
    Ok(())
}

fn speaker(turn: &mut Turn<'_>) -> Result<Speaker, Refusal> {
    if let Capacity::Observer { organisation } = &turn.actor.capacity {
        let organisation = organisation.clone();
        let invited = turn
            .next
            .delegations
            .observers
            .get(&organisation)
            .is_some_and(|observer| observer.persons.contains(&turn.actor.person));
        if !invited {
            return Err(Refusal::NoFloor {});
        }
        turn.require(12, &Facts::ObserverAsksForFloor, |_| Refusal::NoFloor {})?;
        return Ok(Speaker::Observer(organisation));
    }
    turn.delegate("ask for the floor").map(Speaker::Member)
}

fn ask(turn: &mut Turn<'_>, reply: bool) -> Result<(), Refusal> {
    let speaker = speaker(turn)?;
    let asked = turn.now;
    let debate = debate(turn)?;
    if debate.list_closed && !reply {
        return Err(Refusal::ListClosed {});
    }
    let queue = if reply { &mut debate.replies } else { &mut debate.list };
    if queue.iter().any(|request| request.speaker == speaker) {
        return Err(Refusal::AlreadyListed {
            who: speaker.to_string(),
        });
    }
    if queue.len() >= LIST_LIMIT {
        return Err(Refusal::TooMany {
            what: "speakers on the list",
            limit: LIST_LIMIT,
        });
    }
    let who = speaker.to_string();
    queue.push_back(Request { speaker, asked, reply });
    turn.enter(if reply { "reply-asked" } else { "floor-asked" }, [("speaker", who)]);
    Ok(())
}

fn give_floor(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "give the floor")?;
    check_undisturbed(turn)?;
    let settings = settings(turn)?;
    let since = turn.now;
    let debate = debate(turn)?;
    if let Some(speech) = &debate.speaking {
        return Err(Refusal::FloorTaken {
            who: speech.speaker.to_string(),
        });
    }
    let request = debate
        .list
        .pop_front()
        .or_else(|| debate.replies.pop_front())
        .ok_or(Refusal::NobodyAsks {})?;
    let used = debate.used.get(&request.speaker).copied().unwrap_or(0);
    let budget = settings.debate_seconds.saturating_sub(used);
    let allowed_seconds = if request.reply {
        settings.reply_seconds
    } else {
        settings.speech_seconds.min(budget)
    };
    let who = request.speaker.to_string();
    if allowed_seconds == 0 {
        // The speaker leaves the list, so the meeting does not stand still: the next call reaches the next one.
        turn.warn(format!("{who} has used all its time in this debate and is passed over"));
        turn.enter("no-time-left", [("speaker", who)]);
        return Ok(());
    }
    debate.speaking = Some(Speech {
        speaker: request.speaker,
        since,
        allowed_seconds,
        reply: request.reply,
    });
    turn.enter(
        "floor-given",
        [("speaker", who), ("seconds", allowed_seconds.to_string())],
    );
    Ok(())
}

fn end_speech(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    if turn.actor.capacity != Capacity::Chair {
        let who = speaker(turn)?;
        let speaks = turn
            .next
            .floor
            .debate
            .as_ref()
            .and_then(|debate| debate.speaking.as_ref());
        if speaks.is_none_or(|speech| speech.speaker != who) {
            return Err(Refusal::NotYourPart {
                capacity: "another delegation",
                act: "end this speech",
            });
        }
    }
    let now = turn.now;
    let debate = debate(turn)?;
    let Some(speech) = debate.speaking.take() else {
        return Err(Refusal::NobodyAsks {});
    };
    let spoken = speech.spoken(now);
    let who = speech.speaker.to_string();
    if !speech.reply {
        let used = debate.used.entry(speech.speaker).or_insert(0);
        *used = used.saturating_add(spoken);
    }
    if spoken > speech.allowed_seconds {
        let over = spoken.saturating_sub(speech.allowed_seconds);
        turn.warn(format!("{who} spoke {over} seconds longer than allowed"));
    }
    turn.enter("speech-ended", [("speaker", who), ("seconds", spoken.to_string())]);
    Ok(())
}

fn close_list(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "close the list of speakers")?;
    debate(turn)?.list_closed = true;
    turn.enter("list-closed", []);
    Ok(())
}

fn end_debate(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "end the debate")?;
    check_undisturbed(turn)?;
    let debate = debate(turn)?;
    if let Some(speech) = &debate.speaking {
        return Err(Refusal::FloorTaken {
            who: speech.speaker.to_string(),
        });
    }
    if let Some(request) = debate.list.front().or_else(|| debate.replies.front()) {
        // Whoever still asks is heard first; only a carried motion cuts the list short.
        return Err(Refusal::FloorTaken {
            who: request.speaker.to_string(),
        });
    }
    turn.next.floor.debate = None;
    turn.enter("debate-ended", []);
    Ok(())
}
