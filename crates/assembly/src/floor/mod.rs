//! The floor: who speaks and for how long, rights of reply, points of order, motions in their precedence, closure.

mod acts;
mod motions;
mod points;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use acts::FloorAct;
pub(crate) use acts::apply;
pub(crate) use motions::{check_motion_vote, settle_motion};
pub(crate) use points::{check_ruling_vote, settle_ruling};

use crate::member::{MemberCode, NotAMemberCode};
use crate::rulebook::MotionKind;

/// Most points of order, and most motions, of one session.
const MOTION_LIMIT: usize = 10_000;

/// Who asks for the floor. Written as `member:QM` or `observer:NAME`, so that it can be a key in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Speaker {
    /// A member's delegation.
    Member(MemberCode),
    /// An observer.
    Observer(String),
}

impl From<Speaker> for String {
    fn from(speaker: Speaker) -> Self {
        match speaker {
            Speaker::Member(member) => format!("member:{member}"),
            Speaker::Observer(organisation) => format!("observer:{organisation}"),
        }
    }
}

impl TryFrom<String> for Speaker {
    type Error = NotAMemberCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.split_once(':') {
            Some(("observer", organisation)) => Ok(Self::Observer(organisation.to_owned())),
            Some(("member", member)) => MemberCode::new(member).map(Self::Member),
            _ => MemberCode::new(&text).map(Self::Member),
        }
    }
}

impl fmt::Display for Speaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(member) => write!(f, "{member}"),
            Self::Observer(organisation) => write!(f, "{organisation}"),
        }
    }
}

/// A place on the list of speakers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Who.
    pub speaker: Speaker,
    /// When it asked.
    pub asked: Timestamp,
    /// Whether to reply to what was said about it.
    pub reply: bool,
}

/// Who has the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    /// Who.
    pub speaker: Speaker,
    /// Since when.
    pub since: Timestamp,
    /// Seconds allowed.
    pub allowed_seconds: u32,
    /// Whether it is a reply.
    pub reply: bool,
}

impl Speech {
    /// Seconds spoken by `now`.
    #[must_use]
    pub fn spoken(&self, now: Timestamp) -> u32 {
        let seconds = now.as_second().saturating_sub(self.since.as_second());
        u32::try_from(seconds.max(0)).unwrap_or(u32::MAX)
    }

    /// Seconds left at `now`; nought once the time is up.
    #[must_use]
    pub fn left(&self, now: Timestamp) -> u32 {
        self.allowed_seconds.saturating_sub(self.spoken(now))
    }
}

/// A debate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debate {
    /// The item.
    pub item: u32,
    /// Whether new speakers may be added.
    pub list_closed: bool,
    /// Speakers, the next one first.
    pub list: VecDeque<Request>,
    /// Replies, heard after the list.
    pub replies: VecDeque<Request>,
    /// Who has the floor.
    pub speaking: Option<Speech>,
    /// Seconds used, by speaker.
    pub used: BTreeMap<Speaker, u32>,
}

/// How a motion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MotionState {
    /// Waits for its vote.
    Pending,
    /// Carried and carried out.
    Carried,
    /// Not carried.
    Lost,
    /// Taken back.
    Withdrawn,
}

/// A motion on the conduct of the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motion {
    /// What is moved.
    pub kind: MotionKind,
    /// Who moves it.
    pub mover: MemberCode,
    /// When.
    pub moved: Timestamp,
    /// Who asks to speak against it (heard for closure).
    pub against: Vec<MemberCode>,
    /// Who was heard.
    pub heard: Vec<MemberCode>,
    /// How it stands.
    pub state: MotionState,
}

/// A ruling of the chair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Whether the chair agrees with the point.
    pub upheld: bool,
    /// Why.
    pub reason: String,
}

/// A point of order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Who raises it.
    pub member: MemberCode,
    /// What it is about.
    pub text: String,
    /// When.
    pub raised: Timestamp,
    /// The ruling.
    pub ruling: Option<Ruling>,
    /// Whether the ruling was appealed against and waits for a vote.
    pub appealed: bool,
    /// Whether the assembly overruled the chair.
    pub overruled: bool,
}

/// The floor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Floor {
    /// The debate under way.
    pub debate: Option<Debate>,
    /// Motions by number.
    pub motions: BTreeMap<u32, Motion>,
    /// Points of order by number.
    pub points: BTreeMap<u32, Point>,
}

impl Floor {
    /// The point of order that must be dealt with before anything else.
    #[must_use]
    pub fn pending_point(&self) -> Option<u32> {
        let pending = |point: &Point| point.ruling.is_none() || point.appealed;
        self.points.iter().find(|(_, point)| pending(point)).map(|(id, _)| *id)
    }

    /// Motions that wait for their vote.
    pub fn pending_motions(&self) -> impl Iterator<Item = (u32, &Motion)> {
        let pending = |(_, motion): &(&u32, &Motion)| motion.state == MotionState::Pending;
        self.motions.iter().filter(pending).map(|(id, motion)| (*id, motion))
    }
}
