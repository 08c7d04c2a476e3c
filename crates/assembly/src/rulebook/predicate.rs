//! What a row tests: closed kinds of predicates with their numbers as data.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::facts::{Authority, Proposer, Service};
use crate::delegation::CredentialsState;
use crate::language::Language;
use crate::majority::Majority;

/// Time before an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lead {
    /// Calendar months.
    Months(u8),
    /// Days.
    Days(u16),
}

impl Lead {
    /// The last day that keeps this lead before `opening`; nothing where the calendar ends.
    #[must_use]
    pub fn before(self, opening: Date) -> Option<Date> {
        let span = match self {
            Self::Months(months) => Span::new().try_months(months).ok()?,
            Self::Days(days) => Span::new().try_days(days).ok()?,
        };
        opening.checked_sub(span).ok()
    }
}

/// What missing a deadline means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Too late is refused.
    Binding,
    /// Too late needs leave of the assembly.
    LeaveOfAssembly,
    /// Too late is noted.
    Advisory,
}

/// A part of a whole, in integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Upper part.
    pub numerator: u32,
    /// Lower part.
    pub denominator: u32,
}

/// Motions on the conduct of the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MotionKind {
    /// Suspend the meeting.
    SuspendMeeting,
    /// Adjourn the meeting.
    AdjournMeeting,
    /// Adjourn the debate on the item.
    AdjournDebate,
    /// Close the debate on the item.
    CloseDebate,
}

/// A predicate with its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(
    missing_docs,
    reason = "each parameter is explained by the row's statement in the data files"
)]
pub enum Predicate {
    OrdinarySessions {
        per_year: u32,
        may_be_postponed: bool,
    },
    ExtraordinaryRequest {
        committee_alone: bool,
        share: Share,
    },
    OpeningWindow {
        min_days: i32,
        max_days: i32,
        subjects: u64,
    },
    SentBeforeOpening {
        lead: Lead,
        weight: Weight,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        proposers: Vec<Proposer>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        opinion_required: bool,
    },
    AgendaAdoption {
        whole: bool,
        item_by_item: bool,
    },
    ReceivedByDay {
        month: i8,
        day: i8,
    },
    ObserverRights {
        floor: bool,
        ballot: bool,
    },
    DelegationShape {
        heads: u64,
        authority: Authority,
    },
    Credentials {
        voting: Vec<CredentialsState>,
    },
    OneVote {
        alternates: bool,
        proxies: bool,
    },
    Arrears {
        unpaid_years: u32,
    },
    ArrearsEffects {
        withdrawn: Vec<Service>,
        waivable: Vec<Service>,
        always_pass: Vec<Service>,
        constitution_vote_kept: bool,
    },
    ArrearsAppeal {
        min_days: i32,
        suspensive: bool,
        first_vote: bool,
    },
    DecisionForm {
        normal: String,
    },
    LanguagesOut {
        languages: Vec<Language>,
    },
    OralAmendment {
        paper_on: Majority,
        cost_needs_opinion: bool,
    },
    Majority {
        majority: Majority,
    },
    SecondBallot {
        ballots: u32,
        only_two_thirds: bool,
    },
    VoteModes {
        record_on_request: bool,
    },
    SecretForPersons,
    PresidentLadder {
        two_thirds_ballots: u32,
        term_years: u32,
    },
    CommitteeComposition {
        presidents: u64,
        vice_presidents: u64,
        delegates: u64,
        regions: u64,
        candidacy_days: u16,
        term_years: u32,
    },
    OneCandidatePerPost {
        seats: u64,
    },
    SingleCandidate {
        term_years: u32,
        proposer: Proposer,
    },
    Auditor {
        office: String,
    },
    Division {
        whole_votes: u32,
        falls_without_operative: bool,
    },
    AmendmentsFirst {
        furthest_first: bool,
    },
    PointOfOrder {
        during_ballot: bool,
    },
    MotionPrecedence {
        order: Vec<MotionKind>,
        closure_speakers_against: u64,
    },
    Reconsideration {
        majority: Majority,
    },
    ProvisionalBudget,
    AuthenticLanguages {
        authentic: Vec<Language>,
        working: Vec<Language>,
    },
    Quorum {
        fixed_at_opening: bool,
    },
    Visibility {
        open_by_default: bool,
    },
}
