//! From a hit to justice: the positive-query case.
//!
//! ```text
//! opened → source asked → verified → located → arrested → extradition asked → papers due
//! papers due → surrendered | extradition refused | released → closed, with an outcome
//! ```
//!
//! Identity and data are checked with the source before anybody acts. Whether the source learns of the query at all is a
//! choice with a ground: for some travellers the answer "we have seen him" is itself the harm.

mod card;
mod decide;

pub use card::{OfficerCard, card};
pub use decide::{HitDecision, decide_hit, next_hit_due, open_steps};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{BureauId, HitId, NoticeId, OfficerId};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitState {
    /// A query answered with the notice.
    Opened,
    /// The source was asked whether it is the person and the data still stands.
    SourceAsked,
    /// The source confirmed both.
    Verified,
    /// The person was found.
    Located,
    /// The person is held.
    Arrested,
    /// The source asked for extradition.
    ExtraditionAsked,
    /// The papers are on their way, under a clock.
    PapersDue,
    /// Handed over.
    Surrendered,
    /// A court or government said no.
    ExtraditionRefused,
    /// Let go.
    Released,
    /// Another person, or data that no longer stands.
    NotTheSame,
    /// In the register, with its outcome.
    Closed,
}

impl HitState {
    /// All states.
    pub const ALL: [Self; 12] = [
        Self::Opened,
        Self::SourceAsked,
        Self::Verified,
        Self::Located,
        Self::Arrested,
        Self::ExtraditionAsked,
        Self::PapersDue,
        Self::Surrendered,
        Self::ExtraditionRefused,
        Self::Released,
        Self::NotTheSame,
        Self::Closed,
    ];
}

/// Whether the source learns of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "mode")]
pub enum Notify {
    /// At once.
    Told,
    /// Later, on a ground.
    ToldLater {
        /// From when on.
        from: Timestamp,
        /// Why.
        ground: String,
    },
    /// Not at all, on a ground.
    Withheld {
        /// Why.
        ground: String,
    },
}

impl Notify {
    /// Whether the source may know at an instant.
    #[must_use]
    pub fn tells(&self, now: Timestamp) -> bool {
        match self {
            Self::Told => true,
            Self::ToldLater { from, .. } => *from <= now,
            Self::Withheld { .. } => false,
        }
    }

    fn has_ground(&self) -> bool {
        match self {
            Self::Told => true,
            Self::ToldLater { ground, .. } | Self::Withheld { ground } => !ground.trim().is_empty(),
        }
    }
}

/// What a country's profile says of alerts, and the clocks between a pair of countries. Absent means unknown: ask.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PairProfile {
    /// What the alert is worth under the law of the country where the hit is.
    pub legal_value: Option<String>,
    /// Whether nobody may be arrested on the alert alone.
    pub no_arrest_on_this_alone: bool,
    /// Hours for the source's answer.
    pub answer_hours: Option<u16>,
    /// Hours from arrest to the request for extradition.
    pub request_hours: Option<u16>,
    /// Days from arrest to the papers.
    pub papers_days: Option<u16>,
    /// Whether this was compared with the treaty.
    pub verified: bool,
}

impl PairProfile {
    /// Whether an arrest needs a basis beside the alert. An unknown legal value is no basis.
    #[must_use]
    pub fn arrest_needs_basis(&self) -> bool {
        self.no_arrest_on_this_alone || self.legal_value.is_none()
    }
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitOutcome {
    /// Handed over.
    Surrendered,
    /// Extradition refused.
    ExtraditionRefused,
    /// Let go.
    Released,
    /// Another person.
    NotTheSame,
    /// The data no longer stood.
    DataOutdated,
    /// Seen, not held: the law allowed no more.
    LocatedOnly,
}

/// A running or met clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitClock {
    /// What is due.
    pub what: ClockKind,
    /// When it started.
    pub started_at: Timestamp,
    /// When it is due; absent where the pair of countries has no known period.
    pub due_at: Option<Timestamp>,
    /// When it was met.
    pub met_at: Option<Timestamp>,
    /// Reminders so far.
    pub reminders: u32,
    /// When the next reminder leaves.
    pub remind_at: Option<Timestamp>,
}

/// What a clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// The source's answer.
    Answer,
    /// The request for extradition.
    Request,
    /// The papers.
    Papers,
}

/// A step that was taken; the register is only added to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it led to.
    pub to: HitState,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: OfficerId,
    /// Why, where a ground is asked.
    pub ground: Option<String>,
}

/// A positive-query case. It names no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitCase {
    /// Its id.
    pub id: HitId,
    /// The notice that answered.
    pub notice: NoticeId,
    /// Whether it belongs to a drill.
    pub exercise: bool,
    /// The bureau where the hit is.
    pub querying: BureauId,
    /// The owner of the notice.
    pub source: BureauId,
    /// The purpose code of the query.
    pub purpose: String,
    /// Whether the source learns of it.
    pub notify: Notify,
    /// Where it stands.
    pub state: HitState,
    /// Whether the source confirmed identity and data.
    pub confirmed_by_source: bool,
    /// Why it could not wait.
    pub urgency: Option<String>,
    /// The clocks.
    pub clocks: Vec<HitClock>,
    /// The steps.
    pub steps: Vec<Step>,
    /// How it ended.
    pub outcome: Option<HitOutcome>,
    /// Raised by one with every act.
    pub version: u64,
    /// The instant of the last act.
    pub touched_at: Timestamp,
}

/// One act on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act")]
pub enum HitAct {
    /// The choice whether the source learns of it.
    SetNotify {
        /// The new choice.
        notify: Notify,
    },
    /// The source is asked to confirm.
    AskSource,
    /// The source answers.
    SourceAnswers {
        /// Whether it is the person.
        same_person: bool,
        /// Whether the data still stands.
        data_stands: bool,
    },
    /// Why it cannot wait for the source.
    RecordUrgency {
        /// Why.
        ground: String,
    },
    /// The person was found.
    Locate,
    /// The person is held.
    Arrest {
        /// The national basis of the arrest, where the alert alone is none.
        national_basis: Option<String>,
    },
    /// The source asks for extradition.
    AskExtradition,
    /// The papers are announced; their clock runs from the arrest.
    AwaitPapers,
    /// The papers came.
    PapersReceived,
    /// Handed over.
    Surrender,
    /// Extradition is refused.
    RefuseExtradition {
        /// Why.
        ground: String,
    },
    /// Let go.
    Release {
        /// Why.
        ground: String,
    },
    /// Another person, found without the source.
    NotTheSame {
        /// How it was seen.
        ground: String,
    },
    /// Into the register.
    Close {
        /// How it ended.
        outcome: HitOutcome,
    },
    /// Whatever is due by now.
    Tick,
}

/// Why an act on a case is not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HitRefusal {
    /// The act does not belong to the state.
    #[error("this is not possible while the case is {0:?}")]
    WrongState(HitState),
    /// The bureau may not do it.
    #[error("this is for the other bureau")]
    NotForYou,
    /// A ground is needed.
    #[error("give the ground in writing")]
    NoGround,
    /// The source is not to know, so it cannot be asked.
    #[error("the source is not to learn of this query; choose to tell it first, on a ground")]
    SourceMayNotKnow,
    /// The profile forbids an arrest on the alert alone.
    #[error("no arrest on this alert alone here: name the national basis")]
    NoArrestOnThisAlone,
    /// A rule row refuses the step.
    #[error("row {rule}, article {article}: {message}")]
    Rule {
        /// The row.
        rule: u16,
        /// Its article.
        article: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// The outcome does not fit what happened.
    #[error("the outcome {outcome:?} does not fit a case that is {state:?}")]
    OutcomeDoesNotFit {
        /// The outcome given.
        outcome: HitOutcome,
        /// The state.
        state: HitState,
    },
    /// Nothing is due.
    #[error("nothing is due")]
    NothingDue,
    /// An earlier instant than the case has seen.
    #[error("the act is dated before what already happened to the case")]
    BackInTime,
}

impl HitRefusal {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongState(_) => "wrong_state",
            Self::NotForYou => "not_for_you",
            Self::NoGround => "no_ground",
            Self::SourceMayNotKnow => "source_may_not_know",
            Self::NoArrestOnThisAlone => "no_arrest_on_this_alone",
            Self::Rule { .. } => "rule",
            Self::OutcomeDoesNotFit { .. } => "outcome_does_not_fit",
            Self::NothingDue => "nothing_due",
            Self::BackInTime => "back_in_time",
        }
    }
}

impl HitCase {
    /// A case as a query opens it.
    ///
    /// # Errors
    /// [`HitRefusal::NoGround`] when telling later or withholding has no ground.
    #[allow(clippy::too_many_arguments, reason = "each is a fact of the query")]
    pub fn open(
        id: HitId,
        notice: NoticeId,
        exercise: bool,
        querying: BureauId,
        source: BureauId,
        purpose: String,
        notify: Notify,
        by: OfficerId,
        at: Timestamp,
    ) -> Result<Self, HitRefusal> {
        if !notify.has_ground() {
            return Err(HitRefusal::NoGround);
        }
        let state = HitState::Opened;
        let steps = vec![Step {
            to: state,
            at,
            by,
            ground: None,
        }];
        Ok(Self {
            id,
            notice,
            exercise,
            querying,
            source,
            purpose,
            notify,
            state,
            confirmed_by_source: false,
            urgency: None,
            clocks: Vec::new(),
            steps,
            outcome: None,
            version: 1,
            touched_at: at,
        })
    }
}
