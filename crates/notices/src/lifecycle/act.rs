//! What can be done with a notice, by whom, and the evidence that reviewers act on.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EndReason, PayloadRef};
use crate::{
    check::{Outcome, Report, Verdict},
    ids::{BureauId, Country, OfficerId, PayloadId},
    memory::Recognised,
    request::SealedFactKind,
    rulebook::RuleNo,
};

/// Who acts. The gate of the program makes it; nothing else may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The person, or the job's name.
    pub officer: OfficerId,
    /// For which bureau.
    pub bureau: BureauId,
    /// As what.
    pub role: Role,
}

/// As what somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An officer of a bureau.
    Officer,
    /// A legal reviewer of the secretariat.
    Reviewer,
    /// A translator of the secretariat.
    Translator,
    /// The oversight body.
    Oversight,
    /// A job of the program.
    System,
}

/// What the machine found on one revision, without the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The revision that was checked.
    pub revision: u32,
    /// The rulebook's version.
    pub rulebook: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Articles on which it would be refused.
    pub refused: BTreeSet<String>,
    /// Missing fields.
    pub missing: BTreeSet<String>,
    /// Rows that want a ruling.
    pub rulings_needed: BTreeSet<RuleNo>,
    /// Rows that ask because nobody adopted them or the machine cannot tell.
    pub asks: BTreeSet<RuleNo>,
}

impl Evidence {
    /// The evidence of a report on one revision.
    #[must_use]
    pub fn of(report: &Report, revision: u32) -> Self {
        let rows = |outcome| {
            report
                .findings()
                .filter(|f| f.outcome == outcome)
                .map(|f| f.rule)
                .collect()
        };
        Self {
            revision,
            rulebook: report.rulebook.clone(),
            verdict: report.verdict(),
            refused: report.refusing_articles().into_iter().collect(),
            missing: report
                .findings()
                .filter(|f| f.outcome == Outcome::Missing)
                .map(|f| f.field.clone())
                .collect(),
            rulings_needed: rows(Outcome::RulingNeeded),
            asks: rows(Outcome::Asks),
        }
    }
}

/// The source's answer on its warrant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarrantAnswer {
    /// It stands.
    Stands,
    /// It was revoked.
    Revoked,
    /// The case is time-barred.
    TimeBarred,
    /// The sentence was served or the person was tried.
    Served,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act")]
pub enum Act {
    /// The owner sends the draft in.
    Submit,
    /// The owner changes a draft, or a request on which there is a question.
    Amend {
        /// The new content.
        payload: PayloadRef,
    },
    /// The machine takes it up.
    Screen,
    /// The machine has checked it.
    Screened {
        /// What it found.
        evidence: Evidence,
        /// Earlier cases it recognised.
        recognised: Vec<Recognised>,
        /// The sealed list of what is missing, sent when the request is incomplete.
        list_of_missing: PayloadId,
    },
    /// A reviewer asks the requester.
    AskQuestion {
        /// The fields it concerns.
        fields: Vec<String>,
        /// Its text, sealed.
        text: PayloadId,
    },
    /// The requester answers.
    AnswerQuestion {
        /// The number of the question.
        number: u32,
        /// The answer, sealed.
        answer: PayloadId,
    },
    /// A reviewer approves; the second one, another person, makes it so.
    Approve {
        /// The check of the present revision with all rulings.
        evidence: Evidence,
        /// Rows that only ask and that the reviewer has answered for.
        answered_asks: BTreeSet<RuleNo>,
    },
    /// A reviewer refuses; the second one, on the same articles, makes it so.
    Refuse {
        /// The articles.
        articles: BTreeSet<String>,
    },
    /// The texts are put in hand.
    BeginTranslation,
    /// A translator hands a text in.
    SetText {
        /// The language.
        language: String,
        /// The text, sealed.
        text: PayloadRef,
    },
    /// Another translator has compared a text with its source.
    CheckText {
        /// The language.
        language: String,
    },
    /// It goes before every entitled bureau.
    Publish {
        /// Its number.
        number: String,
        /// Every bureau there is; who is entitled follows from the notice.
        bureaus: BTreeSet<BureauId>,
        /// The ground of an urgent release before all texts are there.
        urgent: Option<String>,
    },
    /// Bureaus that joined later receive it.
    Deliver {
        /// These bureaus.
        bureaus: BTreeSet<BureauId>,
    },
    /// The owner proposes a new content.
    ProposeUpdate {
        /// It.
        payload: PayloadRef,
    },
    /// A reviewer approves the new content; the second one makes it so.
    ApproveUpdate {
        /// The check of the new revision.
        evidence: Evidence,
        /// Rows that only ask and that the reviewer has answered for.
        answered_asks: BTreeSet<RuleNo>,
    },
    /// A reviewer turns the new content down; the old one stands.
    RejectUpdate {
        /// The articles.
        articles: BTreeSet<String>,
    },
    /// A new fact beside it.
    AddAddendum {
        /// Its text, sealed.
        text: PayloadRef,
        /// Whether the owner may not know of it; only the secretariat and the oversight body may seal.
        sealed_from_owner: bool,
    },
    /// It is put to sleep.
    Suspend {
        /// The last day.
        until: Date,
        /// Why.
        reason: String,
    },
    /// It wakes.
    Resume,
    /// The oversight body hides it.
    Block,
    /// The oversight body lets it go.
    Unblock,
    /// The source takes it back.
    Withdraw {
        /// Why.
        reason: EndReason,
        /// In words, for the reason `other`.
        text: String,
    },
    /// The secretariat ends it.
    Cancel {
        /// Why.
        reason: EndReason,
        /// In words, for the reason `other`.
        text: String,
        /// The articles.
        articles: BTreeSet<String>,
        /// Rows that no longer hold.
        broken_rows: BTreeSet<RuleNo>,
        /// Days for which the requester has been silent.
        silent_days: Option<u32>,
        /// Whether a reviewer ruled on it.
        ruled: bool,
    },
    /// The oversight body decides that it ends.
    Delete {
        /// The articles.
        articles: BTreeSet<String>,
    },
    /// The payloads are erased.
    Destroy {
        /// The second person.
        second: OfficerId,
    },
    /// The owner excludes bureaus.
    Restrict {
        /// These.
        deny: BTreeSet<BureauId>,
    },
    /// The owner lets bureaus in again.
    LiftRestriction {
        /// These.
        allow: BTreeSet<BureauId>,
    },
    /// The source answers whether to keep it.
    AnswerRetention {
        /// The new last day; absent lets it run out.
        until: Option<Date>,
        /// Why it is still needed.
        reason: String,
        /// Whether the warrant was checked.
        warrant_checked: bool,
    },
    /// The source answers on its warrant.
    AnswerWarrant {
        /// What it says.
        answer: WarrantAnswer,
    },
    /// A sealed fact on the subject came to be known.
    SealedFact {
        /// What it is.
        kind: SealedFactKind,
        /// The state whose alerts it acts on.
        against: Country,
        /// The text of the addendum that an extradition refusal makes, sealed.
        addendum: PayloadRef,
    },
    /// A bureau confirms the receipt.
    ConfirmReceipt,
    /// A holder confirms that its copies are gone.
    ConfirmPurge,
    /// Whatever is due by now: questions, silence, expiry, reminders. One thing at a time.
    Tick,
}

/// The name of an act, for tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the act of the same name")]
pub enum ActKind {
    Submit,
    Amend,
    Screen,
    Screened,
    AskQuestion,
    AnswerQuestion,
    Approve,
    Refuse,
    BeginTranslation,
    SetText,
    CheckText,
    Publish,
    Deliver,
    ProposeUpdate,
    ApproveUpdate,
    RejectUpdate,
    AddAddendum,
    Suspend,
    Resume,
    Block,
    Unblock,
    Withdraw,
    Cancel,
    Delete,
    Destroy,
    Restrict,
    LiftRestriction,
    AnswerRetention,
    AnswerWarrant,
    SealedFact,
    ConfirmReceipt,
    ConfirmPurge,
    Tick,
    /// What a reviewer puts beside the notice: a ruling, an approval of protected data, the exception.
    Record,
}

impl Act {
    /// Its name.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Submit => ActKind::Submit,
            Self::Amend { .. } => ActKind::Amend,
            Self::Screen => ActKind::Screen,
            Self::Screened { .. } => ActKind::Screened,
            Self::AskQuestion { .. } => ActKind::AskQuestion,
            Self::AnswerQuestion { .. } => ActKind::AnswerQuestion,
            Self::Approve { .. } => ActKind::Approve,
            Self::Refuse { .. } => ActKind::Refuse,
            Self::BeginTranslation => ActKind::BeginTranslation,
            Self::SetText { .. } => ActKind::SetText,
            Self::CheckText { .. } => ActKind::CheckText,
            Self::Publish { .. } => ActKind::Publish,
            Self::Deliver { .. } => ActKind::Deliver,
            Self::ProposeUpdate { .. } => ActKind::ProposeUpdate,
            Self::ApproveUpdate { .. } => ActKind::ApproveUpdate,
            Self::RejectUpdate { .. } => ActKind::RejectUpdate,
            Self::AddAddendum { .. } => ActKind::AddAddendum,
            Self::Suspend { .. } => ActKind::Suspend,
            Self::Resume => ActKind::Resume,
            Self::Block => ActKind::Block,
            Self::Unblock => ActKind::Unblock,
            Self::Withdraw { .. } => ActKind::Withdraw,
            Self::Cancel { .. } => ActKind::Cancel,
            Self::Delete { .. } => ActKind::Delete,
            Self::Destroy { .. } => ActKind::Destroy,
            Self::Restrict { .. } => ActKind::Restrict,
            Self::LiftRestriction { .. } => ActKind::LiftRestriction,
            Self::AnswerRetention { .. } => ActKind::AnswerRetention,
            Self::AnswerWarrant { .. } => ActKind::AnswerWarrant,
            Self::SealedFact { .. } => ActKind::SealedFact,
            Self::ConfirmReceipt => ActKind::ConfirmReceipt,
            Self::ConfirmPurge => ActKind::ConfirmPurge,
            Self::Tick => ActKind::Tick,
        }
    }
}

impl ActKind {
    /// Every act, in the order of a life.
    pub const ALL: [Self; 34] = [
        Self::Submit,
        Self::Amend,
        Self::Screen,
        Self::Screened,
        Self::Record,
        Self::AskQuestion,
        Self::AnswerQuestion,
        Self::Approve,
        Self::Refuse,
        Self::BeginTranslation,
        Self::SetText,
        Self::CheckText,
        Self::Publish,
        Self::Deliver,
        Self::ProposeUpdate,
        Self::ApproveUpdate,
        Self::RejectUpdate,
        Self::AddAddendum,
        Self::Suspend,
        Self::Resume,
        Self::Block,
        Self::Unblock,
        Self::AnswerWarrant,
        Self::AnswerRetention,
        Self::Restrict,
        Self::LiftRestriction,
        Self::SealedFact,
        Self::ConfirmReceipt,
        Self::ConfirmPurge,
        Self::Withdraw,
        Self::Cancel,
        Self::Delete,
        Self::Destroy,
        Self::Tick,
    ];

    /// Who may do it: roles, and whether an officer must be of the owning bureau.
    #[must_use]
    pub fn allowed(self) -> (&'static [Role], bool) {
        use Role::{Officer, Oversight, Reviewer, System, Translator};
        match self {
            Self::Submit | Self::Amend | Self::AnswerQuestion | Self::ProposeUpdate | Self::Withdraw => {
                (&[Officer], true)
            }
            Self::Restrict | Self::LiftRestriction | Self::AnswerRetention | Self::AnswerWarrant => (&[Officer], true),
            Self::Screen | Self::Screened | Self::Deliver | Self::Tick => (&[System], false),
            Self::AskQuestion
            | Self::Approve
            | Self::Refuse
            | Self::ApproveUpdate
            | Self::RejectUpdate
            | Self::Record => (&[Reviewer], false),
            Self::Publish | Self::Cancel | Self::Destroy => (&[Reviewer], false),
            Self::BeginTranslation => (&[Reviewer, Translator, System], false),
            Self::SetText | Self::CheckText => (&[Translator], false),
            Self::AddAddendum => (&[Officer, Reviewer, Oversight], true),
            Self::Suspend | Self::Resume => (&[Officer, Reviewer], true),
            Self::Block | Self::Unblock | Self::Delete => (&[Oversight], false),
            Self::SealedFact => (&[Reviewer, Oversight, System], false),
            Self::ConfirmReceipt | Self::ConfirmPurge => (&[Officer], false),
        }
    }
}
