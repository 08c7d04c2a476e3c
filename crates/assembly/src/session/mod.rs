//! A session: convened, opened, suspended, closed, or postponed; with its settings and its deadlines.

mod acts;
mod deadlines;
mod settings;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use acts::SessionAct;
pub(crate) use acts::apply;
pub use deadlines::{Deadline, DeadlineState, deadlines};
pub use settings::{FixedSettings, Settings};

use crate::language::Texts;
use crate::member::MemberCode;

/// Ordinary or extraordinary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SessionKind {
    /// The yearly session.
    Ordinary {
        /// Ordinary sessions already held in the same year.
        already_held_this_year: u32,
    },
    /// Called on one subject.
    Extraordinary {
        /// When it was asked for.
        requested: Date,
        /// Whether the Executive Committee asked.
        by_committee: bool,
        /// Members that asked.
        supporters: BTreeSet<MemberCode>,
        /// The only subject.
        subject: Texts,
    },
}

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionState {
    /// Dates are known; no notice has been sent.
    Planned,
    /// The notice has been sent.
    Convened,
    /// It cannot be held on its dates; terms of office run on.
    Postponed,
    /// It sits.
    Open,
    /// The meeting is suspended or adjourned to another hour.
    Suspended,
    /// It is over.
    Closed,
}

impl SessionState {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Convened => "convened",
            Self::Postponed => "postponed",
            Self::Open => "open",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }
}

/// Papers whose sending is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sending {
    /// The notice of session.
    Notice,
    /// The provisional agenda.
    ProvisionalAgenda,
    /// The working papers.
    WorkingPapers,
}

/// A change of dates that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Postponement {
    /// When it was decided.
    pub decided: Date,
    /// The opening that fell away.
    pub was_to_open: Date,
    /// Why.
    pub reason: String,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Number of the session.
    pub number: u16,
    /// Year.
    pub year: i16,
    /// Ordinary or extraordinary.
    pub kind: SessionKind,
    /// Host city.
    pub place: String,
    /// Opening day.
    pub opening: Date,
    /// Last day.
    pub closing: Date,
    /// Whether this is an exercise.
    pub exercise: bool,
    /// Where it stands.
    pub state: SessionState,
    /// What it must fix for itself.
    pub settings: Settings,
    /// When watched papers were sent.
    pub sent: BTreeMap<Sending, Date>,
    /// Postponements.
    pub postponements: Vec<Postponement>,
    /// Opening of the next session, until which commitments are followed.
    pub next_opening: Option<Date>,
}

impl Session {
    /// A planned ordinary session.
    #[must_use]
    pub fn ordinary(number: u16, place: &str, opening: Date, closing: Date, exercise: bool) -> Self {
        Self {
            number,
            year: opening.year(),
            kind: SessionKind::Ordinary {
                already_held_this_year: 0,
            },
            place: place.to_owned(),
            opening,
            closing,
            exercise,
            state: SessionState::Planned,
            settings: Settings::default(),
            sent: BTreeMap::new(),
            postponements: vec![],
            next_opening: None,
        }
    }

    /// Whether votes and debates can be held now.
    #[must_use]
    pub fn sits(&self) -> bool {
        self.state == SessionState::Open
    }
}
