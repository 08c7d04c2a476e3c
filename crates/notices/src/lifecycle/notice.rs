//! The aggregate: what is known of a notice without naming a person.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::Evidence;
use crate::{
    ids::{BureauId, Country, NoticeId, OfficerId, PayloadId, SubjectId},
    memory::Recognised,
    request::Channel,
};

/// Where a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being written; only its owner sees it.
    Draft,
    /// Sent in; invisible to others.
    Submitted,
    /// The machine checks it.
    Screening,
    /// Two reviewers work on it.
    LegalReview,
    /// The requester has to answer.
    InformationRequested,
    /// Refused, with articles.
    Refused,
    /// Approved by two persons, not yet visible.
    Approved,
    /// The texts are being made.
    Translating,
    /// Before every entitled bureau.
    Published,
    /// Asleep: nobody is to act on it.
    Suspended,
    /// Hidden by the oversight body while it decides.
    Blocked,
    /// Taken back by its source.
    Withdrawn,
    /// Ended by the secretariat.
    Cancelled,
    /// Ended by the oversight body or by a sealed fact.
    Deleted,
    /// Ended by time.
    Expired,
    /// Its payloads are erased.
    Destroyed,
}

impl State {
    /// All states, in the order of a life.
    pub const ALL: [Self; 16] = [
        Self::Draft,
        Self::Submitted,
        Self::Screening,
        Self::LegalReview,
        Self::InformationRequested,
        Self::Refused,
        Self::Approved,
        Self::Translating,
        Self::Published,
        Self::Suspended,
        Self::Blocked,
        Self::Withdrawn,
        Self::Cancelled,
        Self::Deleted,
        Self::Expired,
        Self::Destroyed,
    ];

    /// Whether nothing but its destruction is to come.
    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(
            self,
            Self::Refused | Self::Withdrawn | Self::Cancelled | Self::Deleted | Self::Expired | Self::Destroyed
        )
    }

    /// Whether it was published and has not ended.
    #[must_use]
    pub fn is_live(self) -> bool {
        matches!(self, Self::Published | Self::Suspended | Self::Blocked)
    }

    /// Whether it is before its publication and has not ended.
    #[must_use]
    pub fn is_before_publication(self) -> bool {
        !self.is_end() && !self.is_live()
    }
}

/// A sealed payload by id and hash; the payload itself travels apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayloadRef {
    /// Its id.
    pub id: PayloadId,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl PayloadRef {
    /// The reference of a payload by its exact bytes.
    #[must_use]
    pub fn of(id: PayloadId, bytes: &[u8]) -> Self {
        use sha2::{Digest, Sha256};
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { id, sha256 }
    }
}

/// Who is to receive it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipients {
    /// Every bureau.
    All,
    /// The named ones.
    Only(BTreeSet<BureauId>),
}

/// What a draft starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewNotice {
    /// Its id.
    pub id: NoticeId,
    /// Its kind in the catalogue.
    pub kind: String,
    /// Notice or diffusion.
    pub channel: Channel,
    /// Whether it belongs to a drill.
    pub exercise: bool,
    /// The bureau that asks for it.
    pub owner: BureauId,
    /// The country of that bureau; none for entities and the secretariat.
    pub country: Option<Country>,
    /// Who writes it.
    pub author: OfficerId,
    /// The content.
    pub payload: PayloadRef,
    /// Whom or what it is about.
    pub subject: Option<SubjectId>,
    /// Who is to receive it.
    pub recipients: Recipients,
    /// Whether it rests on a warrant; the watch over it starts at publication.
    pub with_warrant: bool,
}

/// A notice or diffusion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// The number it got on publication.
    pub number: Option<String>,
    /// Its kind in the catalogue.
    pub kind: String,
    /// Notice or diffusion.
    pub channel: Channel,
    /// Whether it belongs to a drill.
    pub exercise: bool,
    /// The bureau that asked for it.
    pub owner: BureauId,
    /// The country of that bureau; none for entities and the secretariat.
    pub country: Option<Country>,
    /// Who wrote it.
    pub author: OfficerId,
    /// Where it stands.
    pub state: State,
    /// Raised by one with every act; a decision rests on one value of it.
    pub version: u64,
    /// Raised by one with every change of content.
    pub revision: u32,
    /// The content.
    pub payload: PayloadRef,
    /// Earlier contents, oldest first, kept for the audit until destruction.
    pub earlier: Vec<PayloadRef>,
    /// Whom or what it is about.
    pub subject: Option<SubjectId>,
    /// Who is to receive it.
    pub recipients: Recipients,
    /// Bureaus that the owner excludes.
    pub denied: BTreeSet<BureauId>,
    /// The review.
    pub review: Review,
    /// The texts by language.
    pub texts: BTreeMap<String, NoticeText>,
    /// Its publication.
    pub published: Option<Publication>,
    /// New facts beside it.
    pub addenda: Vec<Addendum>,
    /// An update under review.
    pub pending: Option<PendingUpdate>,
    /// A pause.
    pub suspension: Option<Suspension>,
    /// A block by the oversight body.
    pub block: Option<Block>,
    /// The watch over its warrant; absent for kinds without one.
    pub warrant: Option<WarrantWatch>,
    /// How long it is kept.
    pub retention: Option<Retention>,
    /// Who holds a copy.
    pub copies: BTreeMap<BureauId, Copy>,
    /// Its end.
    pub end: Option<End>,
    /// The instant of the last act.
    pub touched_at: Timestamp,
}

impl Notice {
    /// A new draft, written at `at`.
    #[must_use]
    pub fn draft(new: NewNotice, at: Timestamp) -> Self {
        Self {
            id: new.id,
            number: None,
            kind: new.kind,
            channel: new.channel,
            exercise: new.exercise,
            owner: new.owner,
            country: new.country,
            author: new.author,
            state: State::Draft,
            version: 1,
            revision: 1,
            payload: new.payload,
            earlier: Vec::new(),
            subject: new.subject,
            recipients: new.recipients,
            denied: BTreeSet::new(),
            review: Review::default(),
            texts: BTreeMap::new(),
            published: None,
            addenda: Vec::new(),
            pending: None,
            suspension: None,
            block: None,
            warrant: new.with_warrant.then(WarrantWatch::default),
            retention: None,
            copies: BTreeMap::new(),
            end: None,
            touched_at: at,
        }
    }

    /// Every payload the notice refers to: the list to erase on destruction.
    #[must_use]
    pub fn payloads(&self) -> Vec<PayloadId> {
        let questions = self
            .review
            .questions
            .iter()
            .flat_map(|q| std::iter::once(q.text).chain(q.answer));
        let mut all: Vec<PayloadId> = std::iter::once(self.payload.id)
            .chain(self.earlier.iter().map(|p| p.id))
            .chain(self.texts.values().map(|t| t.payload.id))
            .chain(self.addenda.iter().map(|a| a.text.id))
            .chain(self.pending.iter().map(|p| p.payload.id))
            .chain(questions)
            .collect();
        all.sort();
        all.dedup();
        all
    }
}

/// What the review has done so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Review {
    /// What the machine found on the present revision.
    pub screening: Option<Evidence>,
    /// Earlier cases that this one repeats.
    pub recognised: Vec<Recognised>,
    /// Questions to the requester.
    pub questions: Vec<Question>,
    /// Approvals of the present revision.
    pub approvals: Vec<Approval>,
    /// A refusal that one reviewer proposes, with its articles.
    pub refusal: Option<(OfficerId, BTreeSet<String>)>,
    /// When two persons had approved it.
    pub approved_at: Option<Timestamp>,
}

/// One reviewer's approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
    /// The rulebook it was taken under.
    pub rulebook: String,
}

/// A question to the requester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number, from 1.
    pub number: u32,
    /// The fields it concerns.
    pub fields: Vec<String>,
    /// Its text, sealed.
    pub text: PayloadId,
    /// Who asked; none for the machine.
    pub asked_by: Option<OfficerId>,
    /// When.
    pub asked_at: Timestamp,
    /// When the answer is due.
    pub due_at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// The answer, sealed.
    pub answer: Option<PayloadId>,
}

/// The text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeText {
    /// The text, sealed.
    pub payload: PayloadRef,
    /// The revision it renders.
    pub revision: u32,
    /// Who wrote it.
    pub written_by: OfficerId,
    /// Who compared it with the source text.
    pub checked_by: Option<OfficerId>,
}

impl NoticeText {
    /// Whether it renders the present revision and was checked.
    #[must_use]
    pub fn is_current(&self, revision: u32) -> bool {
        self.revision == revision && self.checked_by.is_some()
    }
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: OfficerId,
    /// The rulebook it was taken under.
    pub rulebook: String,
    /// The ground of an urgent release before all texts were there.
    pub urgent: Option<String>,
}

/// A new fact beside a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addendum {
    /// Its number, from 1.
    pub number: u32,
    /// Its text, sealed.
    pub text: PayloadRef,
    /// When.
    pub at: Timestamp,
    /// Whether the owner of the notice may not know of it.
    pub sealed_from_owner: bool,
}

/// An update under review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingUpdate {
    /// The new content.
    pub payload: PayloadRef,
    /// The officer who wrote it.
    pub by: OfficerId,
    /// The revision it would become.
    pub revision: u32,
    /// Approvals of it.
    pub approvals: Vec<Approval>,
}

/// A pause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Since when.
    pub since: Timestamp,
    /// Its last day.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// Whether the silence of the source on its warrant is the reason; then only an answer ends it.
    pub for_silence: bool,
}

/// A block by the oversight body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Since when.
    pub since: Timestamp,
    /// What it was before.
    pub before: State,
}

/// The watch over a warrant.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WarrantWatch {
    /// When the source is to be asked next.
    pub ask_at: Option<Timestamp>,
    /// When it was asked, while the answer is open.
    pub asked_at: Option<Timestamp>,
    /// When the answer is due.
    pub answer_due: Option<Timestamp>,
    /// When the source last said that it stands.
    pub confirmed_at: Option<Timestamp>,
}

/// How long a notice is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// First day of the period.
    pub began_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// When the source is asked whether to keep it.
    pub ask_on: Date,
    /// When it was asked.
    pub asked_on: Option<Date>,
    /// How often it was renewed.
    pub renewals: u32,
}

/// One bureau's copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// When it was put into the bureau's stream.
    pub delivered_at: Timestamp,
    /// When the bureau confirmed its receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// The task to purge it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purge: Option<Purge>,
}

/// A task to purge a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purge {
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it is due.
    pub due_at: Timestamp,
    /// When the next reminder leaves.
    pub remind_at: Timestamp,
    /// Reminders so far.
    pub reminders: u32,
    /// When the holder confirmed.
    pub confirmed_at: Option<Timestamp>,
}

/// An end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// When.
    pub at: Timestamp,
    /// What it was before; before the block, if it was blocked.
    pub before: State,
    /// Why.
    pub reason: EndReason,
    /// The articles.
    pub articles: BTreeSet<String>,
    /// When the requester is told; all letters leave at one hour of the day, so that the time says nothing.
    pub told_at: Timestamp,
    /// Whether a sealed fact ended it.
    pub sealed: bool,
}

/// Why a notice ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The purpose is reached.
    PurposeAchieved,
    /// The warrant was revoked.
    WarrantRevoked,
    /// The case is time-barred.
    TimeBarred,
    /// The person died.
    Deceased,
    /// The person was tried for the same acts elsewhere.
    NeBisInIdem,
    /// A sealed fact.
    RefugeeConfirmed,
    /// Human rights.
    Art2,
    /// Political, military, religious or racial character.
    Art3,
    /// The conditions of the kind.
    Art83,
    /// The source did not answer.
    NcbNoAnswer,
    /// The source did nothing after the person was located.
    NcbInactiveAfterLocation,
    /// The oversight body decided.
    CcfDecision,
    /// Time ran out.
    Expired,
    /// It says nothing that another notice does not say.
    Superfluous,
    /// Refused before publication.
    Refused,
    /// Another reason, in words.
    Other,
}

impl EndReason {
    /// The code, as rule rows name it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PurposeAchieved => "purpose_achieved",
            Self::WarrantRevoked => "warrant_revoked",
            Self::TimeBarred => "time_barred",
            Self::Deceased => "deceased",
            Self::NeBisInIdem => "ne_bis_in_idem",
            Self::RefugeeConfirmed => "refugee_confirmed",
            Self::Art2 => "art2",
            Self::Art3 => "art3",
            Self::Art83 => "art83",
            Self::NcbNoAnswer => "ncb_no_answer",
            Self::NcbInactiveAfterLocation => "ncb_inactive_after_location",
            Self::CcfDecision => "ccf_decision",
            Self::Expired => "expired",
            Self::Superfluous => "superfluous",
            Self::Refused => "refused",
            Self::Other => "other",
        }
    }
}
