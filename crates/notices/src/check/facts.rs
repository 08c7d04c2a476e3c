//! The facts of each stage of the work, as values.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};

use crate::{
    ids::{BureauId, Country, OfficerId},
    request::{Desk, Request, SchemaFault},
    rulebook::{RuleNo, Stage},
};

/// Facts of one stage.
#[derive(Debug, Clone)]
pub enum Facts<'a> {
    /// A request.
    Request(RequestFacts<'a>),
    /// An answer to an incomplete request.
    Answer(AnswerFacts),
    /// A publication.
    Publication(PublicationFacts),
    /// A suspension.
    Suspension(SuspensionFacts),
    /// A withdrawal.
    Withdrawal(WithdrawalFacts),
    /// A cancellation.
    Cancellation(CancellationFacts),
    /// The end or pause of a diffusion.
    DiffusionEnd(DiffusionEndFacts),
    /// A period of retention.
    Retention(RetentionFacts),
    /// A query.
    Query(QueryFacts),
    /// A record about to be shown.
    Disclosure(DisclosureFacts),
    /// A message about to be read by the secretariat.
    Message(MessageFacts),
    /// A person located.
    Location(LocationFacts),
    /// The requester's next step.
    Pursuit(PursuitFacts),
    /// A hit about to be acted on.
    Use(UseFacts),
    /// A hit case about to be closed.
    HitRecord(HitRecordFacts),
    /// A request to the oversight body.
    Oversight(OversightFacts),
    /// A decision of the oversight body.
    CarryingOut(CarryingOutFacts),
    /// A travel document about to be entered.
    TravelDocument(TravelDocumentFacts),
}

impl Facts<'_> {
    /// The stage these facts belong to.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self {
            // The row on retention is checked on requests and on renewals alike.
            Self::Request(_) | Self::Retention(_) => Stage::Request,
            Self::Answer(_) => Stage::Answer,
            Self::Publication(_) => Stage::Publication,
            Self::Suspension(_) => Stage::Suspension,
            Self::Withdrawal(_) => Stage::Withdrawal,
            Self::Cancellation(_) => Stage::Cancellation,
            Self::DiffusionEnd(_) => Stage::DiffusionEnd,
            Self::Query(_) => Stage::Query,
            Self::Disclosure(_) => Stage::Disclosure,
            Self::Message(_) => Stage::Message,
            Self::Location(_) => Stage::Location,
            Self::Pursuit(_) => Stage::Pursuit,
            Self::Use(_) => Stage::Use,
            Self::HitRecord(_) => Stage::HitRecord,
            Self::Oversight(_) => Stage::Oversight,
            Self::CarryingOut(_) => Stage::CarryingOut,
            Self::TravelDocument(_) => Stage::TravelDocument,
        }
    }
}

/// A request with what the desk knows and what could not be read.
#[derive(Debug, Clone, Copy)]
pub struct RequestFacts<'a> {
    /// The request.
    pub request: &'a Request,
    /// What the desk holds.
    pub desk: &'a Desk,
    /// Fields that are not what they should be.
    pub faults: &'a [SchemaFault],
}

/// The answer to an incomplete request (row 13).
#[derive(Debug, Clone, Default)]
pub struct AnswerFacts {
    /// Fields that are missing.
    pub missing: BTreeSet<String>,
    /// Fields that the letter lists.
    pub listed: BTreeSet<String>,
    /// Whether it would be published all the same.
    pub published: bool,
}

/// A publication (rows 12 and 14).
#[derive(Debug, Clone, Default)]
pub struct PublicationFacts {
    /// When.
    pub published_at: Option<Timestamp>,
    /// When the review approved it.
    pub approved_at: Option<Timestamp>,
    /// The texts.
    pub texts: Languages,
    /// Whether the source text is kept.
    pub source_text_kept: bool,
}

/// The state of each language: `true` present, `false` queued.
pub type Languages = BTreeMap<String, bool>;

/// A suspension (row 15).
#[derive(Debug, Clone)]
pub struct SuspensionFacts {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Why.
    pub reason: String,
}

/// A withdrawal (row 16).
#[derive(Debug, Clone)]
pub struct WithdrawalFacts {
    /// Whether the source itself withdraws.
    pub by_source: bool,
    /// Reason code.
    pub reason: String,
    /// Text, needed for the reason `other`.
    pub text: String,
}

/// A cancellation (row 17).
#[derive(Debug, Clone, Default)]
pub struct CancellationFacts {
    /// Reason code.
    pub reason: String,
    /// Text, needed for the reason `other`.
    pub text: String,
    /// Rows that no longer hold.
    pub broken_rows: BTreeSet<RuleNo>,
    /// Days for which the requester has been silent.
    pub silent_days: Option<u32>,
    /// Whether a person ruled on it.
    pub ruled: bool,
}

/// The end or pause of a diffusion (row 38).
#[derive(Debug, Clone)]
pub struct DiffusionEndFacts {
    /// First and last day, when it is suspended.
    pub suspended: Option<(Date, Date)>,
    /// Why.
    pub reason: String,
    /// Its recipients.
    pub recipients: BTreeSet<BureauId>,
    /// Those who are told.
    pub told: BTreeSet<BureauId>,
}

/// A period of retention (row 41).
#[derive(Debug, Clone)]
pub struct RetentionFacts {
    /// The day on which the current period began.
    pub began_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// Whether the source was asked in time.
    pub asked_on: Option<Date>,
    /// A renewal that is asked for.
    pub renewal: Option<Renewal>,
}

/// A renewal of retention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The new last day.
    pub until: Date,
    /// Why the record is still needed.
    pub reason: String,
    /// Whether the warrant was checked.
    pub warrant_checked: bool,
}

/// A query (rows 4 and 44).
#[derive(Debug, Clone)]
pub struct QueryFacts {
    /// Purpose code.
    pub purpose: Option<String>,
    /// The national unit that asks, when it is not the bureau itself.
    pub unit: Option<Unit>,
}

/// A national unit with the grant of its bureau.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// The purposes for which its bureau granted access; absent means no grant.
    pub granted: Option<BTreeSet<String>>,
    /// The last instant of the grant.
    pub granted_until: Option<Timestamp>,
}

/// Who would see a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewerSort {
    /// A member bureau that does not own the record.
    Member,
    /// The owner.
    Owner,
    /// The secretariat.
    Secretariat,
    /// The oversight body.
    Oversight,
}

/// A record about to be shown (rows 39, 46, 49).
#[derive(Debug, Clone)]
pub struct DisclosureFacts {
    /// Who would see it.
    pub viewer: ViewerSort,
    /// Whether the record's owner excludes this viewer.
    pub excluded: bool,
    /// Whether an interim block is set.
    pub blocked: bool,
    /// Whether the access is being shown (`true`) or withheld (`false`).
    pub shown: bool,
    /// Whether the access is written to the log.
    pub logged: bool,
}

/// A direct message (row 45).
#[derive(Debug, Clone, Default)]
pub struct MessageFacts {
    /// Whether the secretariat reads it.
    pub read_by_secretariat: bool,
    /// The sender's grant.
    pub grant: Option<String>,
    /// The incident that came to light.
    pub incident: Option<String>,
}

/// A person located (row 32).
#[derive(Debug, Clone)]
pub struct LocationFacts {
    /// When.
    pub located_at: Timestamp,
    /// When the source was told.
    pub source_told_at: Option<Timestamp>,
    /// When the secretariat was told.
    pub secretariat_told_at: Option<Timestamp>,
}

/// The requester's next step (row 33).
#[derive(Debug, Clone)]
pub struct PursuitFacts {
    /// When it is due under the treaty; absent means no clock is known for the pair of countries.
    pub due_at: Option<Timestamp>,
    /// When it was taken.
    pub acted_at: Option<Timestamp>,
}

/// A hit about to be acted on (row 42).
#[derive(Debug, Clone, Default)]
pub struct UseFacts {
    /// Whether the source confirmed identity and data.
    pub confirmed_by_source: bool,
    /// Why it could not wait.
    pub urgency: Option<String>,
}

/// A hit case about to be closed (row 43).
#[derive(Debug, Clone, Default)]
pub struct HitRecordFacts {
    /// Outcome code.
    pub outcome: Option<String>,
    /// Whether an entry of the register would be changed instead of added.
    pub overwrites: bool,
}

/// What is asked of the oversight body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OversightRequest {
    /// Access to one's data.
    Access,
    /// Correction or deletion.
    Correction,
}

/// A request to the oversight body (row 47).
#[derive(Debug, Clone)]
pub struct OversightFacts {
    /// What is asked.
    pub request: OversightRequest,
    /// When it arrived.
    pub received_on: Date,
    /// When it was found admissible or not.
    pub admissibility_on: Option<Date>,
    /// When it was decided.
    pub decided_on: Option<Date>,
}

/// A decision of the oversight body (row 48).
#[derive(Debug, Clone)]
pub struct CarryingOutFacts {
    /// When the secretariat received it.
    pub received_on: Date,
    /// When it was carried out.
    pub done_on: Option<Date>,
    /// Holders that have not confirmed the purge.
    pub unconfirmed: BTreeSet<BureauId>,
}

/// A travel document about to be entered (row 50).
#[derive(Debug, Clone)]
pub struct TravelDocumentFacts {
    /// The country of the issuing authority.
    pub issuing_country: Country,
    /// The country that enters it.
    pub requester_country: Country,
    /// Free text.
    pub free_text: String,
    /// Names and numbers of persons that the caller knows in connection with the document.
    pub personal_data: Vec<String>,
    /// Who enters it.
    pub entered_by: OfficerId,
}
