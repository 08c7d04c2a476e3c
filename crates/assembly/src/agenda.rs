//! The agenda: presentations, workshops and debates, with times and speakers.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Capacity;
use crate::language::Texts;
use crate::refusal::Refusal;
use crate::rulebook::Facts;
use crate::session::{SessionKind, SessionState};
use crate::turn::{Turn, check_text, check_texts, next_id};

/// What happens under an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// Somebody presents.
    Presentation,
    /// Delegates work in a group.
    Workshop,
    /// The assembly debates and may vote.
    Debate,
}

/// How far an item has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// On the provisional agenda.
    Provisional,
    /// Came after the closing day and waits for leave.
    AwaitsLeave,
    /// On the agenda.
    Adopted,
    /// Not on the agenda.
    Refused,
    /// Dealt with.
    Done,
}

impl ItemState {
    const fn name(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::AwaitsLeave => "waiting for leave",
            Self::Adopted => "adopted",
            Self::Refused => "refused",
            Self::Done => "done",
        }
    }
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Title.
    pub title: Texts,
    /// Presentation, workshop or debate.
    pub kind: ItemKind,
    /// When it starts, if planned.
    pub starts: Option<Timestamp>,
    /// How long it is planned to take.
    pub minutes: u16,
    /// Who speaks: offices or organisations.
    pub speakers: Vec<String>,
    /// How far it has come.
    pub state: ItemState,
}

/// The agenda of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    /// Items by number.
    pub items: BTreeMap<u32, Item>,
    /// Whether it was adopted.
    pub adopted: bool,
}

/// What a new item holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewItem {
    /// Title.
    pub title: Texts,
    /// Presentation, workshop or debate.
    pub kind: ItemKind,
    /// When it starts, if planned.
    pub starts: Option<Timestamp>,
    /// How long it is planned to take.
    pub minutes: u16,
    /// Who speaks.
    pub speakers: Vec<String>,
}

/// Acts on the agenda. Voting it as a whole or item by item is a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum AgendaAct {
    /// Adds an item.
    Add {
        /// The item.
        item: NewItem,
    },
    /// Moves an item to another time.
    Plan {
        /// The item.
        item: u32,
        /// When it starts.
        starts: Option<Timestamp>,
        /// How long.
        minutes: u16,
        /// Who speaks.
        speakers: Vec<String>,
    },
    /// The chair finds that nobody objects to the agenda.
    AdoptWithoutObjection,
    /// The item has been dealt with.
    Finish {
        /// The item.
        item: u32,
    },
}

const ITEM_LIMIT: usize = 500;
const SPEAKER_LIMIT: usize = 50;

pub(crate) fn apply(turn: &mut Turn<'_>, act: &AgendaAct) -> Result<(), Refusal> {
    match act {
        AgendaAct::Add { item } => add(turn, item),
        AgendaAct::Plan {
            item,
            starts,
            minutes,
            speakers,
        } => plan(turn, *item, *starts, *minutes, speakers),
        AgendaAct::AdoptWithoutObjection => adopt_unopposed(turn),
        AgendaAct::Finish { item } => finish(turn, *item),
    }
}

fn add(turn: &mut Turn<'_>, new: &NewItem) -> Result<(), Refusal> {
    match &turn.actor.capacity {
        Capacity::Secretariat | Capacity::ExecutiveCommittee => {}
        _ => {
            turn.delegate("add an item to the agenda")?;
        }
    }
    check_texts("title", &new.title)?;
    check_speakers(&new.speakers)?;
    if turn.next.agenda.items.len() >= ITEM_LIMIT {
        return Err(Refusal::TooMany {
            what: "items on the agenda",
            limit: ITEM_LIMIT,
        });
    }
    if turn.next.session.sits() && matches!(turn.next.session.kind, SessionKind::Extraordinary { .. }) {
        let why = "an extraordinary session deals with its own subject only".to_owned();
        return Err(Refusal::OutsideWindow { why });
    }
    let state = match turn.next.session.state {
        SessionState::Closed => {
            return Err(Refusal::WrongState {
                what: "session",
                state: "closed",
                act: "add an item to its agenda",
            });
        }
        _ => {
            let (sent, opening) = (turn.today(), turn.next.session.opening);
            let facts = Facts::SentBeforeOpening {
                sent,
                opening,
                proposer: None,
                opinion: false,
            };
            if turn.deadline(6, &facts, |why| Refusal::AgendaForm { why })? {
                ItemState::AwaitsLeave
            } else {
                ItemState::Provisional
            }
        }
    };
    let id = next_id(&turn.next.agenda.items);
    let NewItem {
        title,
        kind,
        starts,
        minutes,
        speakers,
    } = new.clone();
    turn.next.agenda.items.insert(
        id,
        Item {
            title,
            kind,
            starts,
            minutes,
            speakers,
            state,
        },
    );
    turn.enter(
        "agenda-item-added",
        [("item", id.to_string()), ("state", state.name().to_owned())],
    );
    Ok(())
}

fn check_speakers(speakers: &[String]) -> Result<(), Refusal> {
    if speakers.len() > SPEAKER_LIMIT {
        return Err(Refusal::TooMany {
            what: "speakers under one item",
            limit: SPEAKER_LIMIT,
        });
    }
    speakers.iter().try_for_each(|speaker| check_text("speaker", speaker))
}

fn plan(
    turn: &mut Turn<'_>,
    id: u32,
    starts: Option<Timestamp>,
    minutes: u16,
    speakers: &[String],
) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat, Capacity::Chair], "plan the agenda")?;
    check_speakers(speakers)?;
    let item = turn.next.agenda.item_mut(id)?;
    if matches!(item.state, ItemState::Refused | ItemState::Done) {
        return Err(Refusal::WrongState {
            what: "item",
            state: item.state.name(),
            act: "plan it",
        });
    }
    (item.starts, item.minutes, item.speakers) = (starts, minutes, speakers.to_vec());
    turn.enter("agenda-item-planned", [("item", id.to_string())]);
    Ok(())
}

fn adopt_unopposed(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "adopt the agenda without a vote")?;
    if !turn.next.session.sits() {
        return Err(Refusal::NotOpenForVotes {});
    }
    turn.require(8, &Facts::AgendaAdoption { as_a_whole: true }, |why| {
        Refusal::AgendaForm { why }
    })?;
    turn.next.agenda.adopt();
    turn.enter("agenda-adopted", [("how", "without objection".to_owned())]);
    Ok(())
}

fn finish(turn: &mut Turn<'_>, id: u32) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "close an item")?;
    let item = turn.next.agenda.item_mut(id)?;
    if item.state != ItemState::Adopted {
        return Err(Refusal::WrongState {
            what: "item",
            state: item.state.name(),
            act: "close it",
        });
    }
    item.state = ItemState::Done;
    turn.enter("agenda-item-done", [("item", id.to_string())]);
    Ok(())
}

impl Agenda {
    /// Adopts every item that needs no leave.
    pub(crate) fn adopt(&mut self) {
        self.adopted = true;
        for item in self
            .items
            .values_mut()
            .filter(|item| item.state == ItemState::Provisional)
        {
            item.state = ItemState::Adopted;
        }
    }

    /// Adopts or refuses one item.
    pub(crate) fn settle(&mut self, id: u32, carried: bool) {
        if let Some(item) = self.items.get_mut(&id) {
            item.state = if carried {
                ItemState::Adopted
            } else {
                ItemState::Refused
            };
        }
        if self
            .items
            .values()
            .all(|item| !matches!(item.state, ItemState::Provisional))
        {
            self.adopted = true;
        }
    }

    pub(crate) fn item(&self, id: u32) -> Result<&Item, Refusal> {
        self.items.get(&id).ok_or_else(|| Refusal::Unknown {
            what: "agenda item",
            id: id.to_string(),
        })
    }

    fn item_mut(&mut self, id: u32) -> Result<&mut Item, Refusal> {
        self.items.get_mut(&id).ok_or_else(|| Refusal::Unknown {
            what: "agenda item",
            id: id.to_string(),
        })
    }
}
