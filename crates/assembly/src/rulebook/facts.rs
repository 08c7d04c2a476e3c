//! Facts that rows are tested against. They are computed by the state machines, or given by whoever checks a rule alone.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::predicate::MotionKind;
use crate::delegation::CredentialsState;
use crate::language::Language;
use crate::majority::{Count, Majority};
use crate::member::{MemberCode, Region};
use crate::quorum::Quorum;

/// Who proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proposer {
    /// A member.
    Member,
    /// The Executive Committee.
    ExecutiveCommittee,
    /// The Secretary General.
    SecretaryGeneral,
}

/// Who names a delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// The competent authority of the government.
    Government,
    /// Anybody else.
    Other,
}

/// What a member in arrears may lose, and what it never loses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// Voting at the assembly and other meetings.
    Vote,
    /// Hosting meetings.
    Hosting,
    /// Seconding officers.
    Secondment,
    /// Training.
    Training,
    /// Services that the Constitution does not give.
    OtherServices,
    /// Asking for a payment to be stopped.
    StopRequest,
    /// Recalling an alert.
    Recall,
    /// Learning of a hit.
    Hit,
    /// Missing children.
    MissingChild,
}

/// What wins an election from the third ballot on: unknown, so a session fixes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThirdBallot {
    /// Whoever leads.
    Plurality,
    /// More than half of the valid votes.
    MoreThanHalf,
}

/// Elected posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Post {
    /// President.
    President,
    /// Vice-President.
    VicePresident,
    /// Delegate on the Executive Committee.
    CommitteeDelegate,
    /// Member of the Commission for the Control of Files.
    FilesCommission,
    /// External auditor.
    Auditor,
    /// Secretary General.
    SecretaryGeneral,
}

/// Someone who holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// The post.
    pub post: Post,
    /// The member whose national holds it.
    pub member: MemberCode,
    /// That member's region.
    pub region: Region,
}

/// The facts of one test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "each fact is named as the row's statement names it")]
pub enum Facts {
    OrdinarySessions {
        already_held_this_year: u32,
    },
    ExtraordinaryRequest {
        by_committee: bool,
        supporters: u64,
        members: u64,
    },
    OpeningWindow {
        requested: Date,
        opening: Date,
        subjects: u64,
    },
    SentBeforeOpening {
        sent: Date,
        opening: Date,
        proposer: Option<Proposer>,
        opinion: bool,
    },
    AgendaAdoption {
        as_a_whole: bool,
    },
    ReceivedByDay {
        received: Date,
        session_year: i16,
    },
    ObserverAsksForFloor,
    ObserverVotes,
    Delegation {
        heads: u64,
        authority: Authority,
    },
    Credentials {
        state: CredentialsState,
    },
    OneVote {
        voter: MemberCode,
        votes_for: MemberCode,
        head: bool,
        already_voted: bool,
    },
    Arrears {
        unpaid_years_in_a_row: u32,
    },
    ServiceDuringArrears {
        service: Service,
        waived: bool,
        constitutional_vote: bool,
    },
    ArrearsAppeal {
        filed: Date,
        committee_meets: Date,
        second: bool,
        leave_on_new_fact: bool,
    },
    DecisionForm {
        resolution: bool,
    },
    LanguagesOut {
        revision: u32,
        out: BTreeMap<Language, u32>,
    },
    OralAmendment {
        paper_asked_by: Option<Count>,
    },
    CostOpinion {
        costs: bool,
        opinion: bool,
    },
    Majority {
        count: Count,
        members: Option<u64>,
    },
    SecondBallot {
        ballots_held: u32,
        majority: Majority,
    },
    RecordVote {
        requested: bool,
        voting_began: bool,
    },
    ElectionOfPersons {
        secret: bool,
    },
    PresidentBallot {
        ballot: u32,
        votes: u64,
        valid: u64,
        leads_alone: bool,
        third_ballot: ThirdBallot,
    },
    CommitteeSeat {
        seated: Vec<Officer>,
        candidate: Officer,
        leaves_same_post: bool,
    },
    Candidacy {
        filed: Date,
        opening: Date,
    },
    CandidatePerPost {
        others_by_member: u64,
    },
    SingleCandidate {
        candidates: u64,
        proposer: Proposer,
    },
    Auditor {
        national_audit_office: bool,
    },
    WholeVote {
        whole_votes_held: u32,
        operative: u64,
        operative_fallen: u64,
    },
    AmendmentVote {
        is_next: bool,
    },
    PointOfOrder {
        ballot_open: bool,
    },
    Motion {
        asked: MotionKind,
        pending: Vec<MotionKind>,
    },
    Closure {
        speakers_against: u64,
        more_ask: bool,
    },
    Reconsideration {
        count: Count,
        members: u64,
    },
    ProvisionalBudget {
        adopted: bool,
        previous: bool,
    },
    AuthenticLanguage {
        language: Language,
    },
    Quorum {
        setting: Option<Quorum>,
    },
    Visibility {
        opened: bool,
    },
}
