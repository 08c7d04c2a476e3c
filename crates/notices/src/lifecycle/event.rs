//! What an act leads to: the notice as it then stands, events without persons, payloads to erase, what to remember.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Notice, State};
use crate::{
    check::FindingView,
    ids::{BureauId, PayloadId},
};

/// What follows from an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The notice as it now stands, its version raised by one.
    pub notice: Notice,
    /// What is to be told, to whom, from when on.
    pub events: Vec<Event>,
    /// What rows that nobody adopted would have said; to be recorded and shown.
    pub asks: Vec<FindingView>,
    /// Payloads to erase, with an erasure entry of their own.
    pub erase: Vec<PayloadId>,
    /// Articles under which the case is to be remembered, if it is.
    pub remember: Option<BTreeSet<String>>,
    /// When [`super::Act::Tick`] is to be tried next.
    pub next_due: Option<Timestamp>,
    /// The rulebook under which it was decided.
    pub rulebook: String,
}

/// Something to be told. It holds no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// From when on; a letter may wait for its hour.
    pub at: Timestamp,
    /// To whom.
    pub audience: Audience,
    /// What.
    pub kind: EventKind,
}

/// To whom something is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The owning bureau.
    Owner,
    /// The secretariat's desk.
    Desk,
    /// The oversight body.
    Oversight,
    /// These bureaus.
    Bureaus(BTreeSet<BureauId>),
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// It stands elsewhere.
    State(State),
    /// A question waits for an answer.
    Question(u32),
    /// A question was answered.
    Answer(u32),
    /// One person has decided; the second is awaited.
    SecondPersonAwaited,
    /// It lies in the stream.
    Published,
    /// A new version replaces the old one.
    Updated(u32),
    /// An update waits for review.
    UpdateProposed(u32),
    /// An update was turned down.
    UpdateRejected,
    /// An addendum stands beside it.
    Addendum(u32),
    /// Nobody is to act on it for now.
    Suspended,
    /// It may be acted on again.
    Resumed,
    /// The copy is to be purged.
    Recalled,
    /// The purge is not yet confirmed.
    PurgeReminder(u32),
    /// A holder has confirmed the purge.
    Purged(BureauId),
    /// Does the warrant still stand?
    WarrantAsked,
    /// The source did not answer.
    WarrantSilence,
    /// Is the notice still needed?
    RetentionAsked,
    /// Retention was renewed.
    Renewed,
    /// The decision letter, in the wording of [`super::requester_view`].
    Letter,
    /// A text was handed in or checked.
    Text(String),
    /// An answer is overdue.
    AnswerOverdue(u32),
    /// Its payloads are erased.
    Destroyed,
    /// A positive-query case on it stands elsewhere.
    Hit(crate::hit::HitState),
}
