//! What a caller may ask of a notice, in words that carry no evidence: the program finds the evidence itself.

use std::collections::{BTreeMap, BTreeSet};

use cordon_notices::ids::{BureauId, Country, OfficerId};
use cordon_notices::lifecycle::{ActKind, EndReason, WarrantAnswer};
use cordon_notices::request::{RulingOutcome, SealedFactKind};
use cordon_notices::rulebook::RuleNo;
use jiff::civil::Date;
use serde::Deserialize;

/// A wish.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
#[allow(missing_docs, reason = "each is the act of the same name in the life cycle")]
pub enum Wish {
    Submit,
    Amend {
        request: serde_json::Value,
    },
    AskQuestion {
        fields: Vec<String>,
        text: String,
    },
    AnswerQuestion {
        number: u32,
        text: String,
    },
    Approve {
        #[serde(default)]
        answered: BTreeSet<RuleNo>,
    },
    Refuse {
        articles: BTreeSet<String>,
    },
    BeginTranslation,
    SetText {
        language: String,
        text: String,
    },
    CheckText {
        language: String,
    },
    Publish {
        #[serde(default)]
        urgent: Option<String>,
    },
    ProposeUpdate {
        request: serde_json::Value,
    },
    ApproveUpdate {
        #[serde(default)]
        answered: BTreeSet<RuleNo>,
    },
    RejectUpdate {
        articles: BTreeSet<String>,
    },
    AddAddendum {
        text: String,
        #[serde(default)]
        sealed_from_owner: bool,
    },
    Suspend {
        until: Date,
        reason: String,
    },
    Resume,
    Withdraw {
        reason: EndReason,
        #[serde(default)]
        text: String,
    },
    Cancel {
        reason: EndReason,
        #[serde(default)]
        text: String,
        articles: BTreeSet<String>,
        #[serde(default)]
        broken_rows: BTreeSet<RuleNo>,
        #[serde(default)]
        silent_days: Option<u32>,
        #[serde(default)]
        ruled: bool,
    },
    Destroy {
        second: OfficerId,
    },
    Block,
    Unblock,
    Delete {
        articles: BTreeSet<String>,
    },
    Restrict {
        deny: BTreeSet<BureauId>,
    },
    LiftRestriction {
        allow: BTreeSet<BureauId>,
    },
    AnswerRetention {
        #[serde(default)]
        until: Option<Date>,
        #[serde(default)]
        reason: String,
        #[serde(default)]
        warrant_checked: bool,
    },
    AnswerWarrant {
        answer: WarrantAnswer,
    },
    ConfirmReceipt,
    ConfirmPurge,
    /// A reviewer's ruling on a row, with its form.
    Rule {
        rule: u16,
        outcome: RulingOutcome,
        #[serde(default)]
        grounds: String,
        #[serde(default)]
        items: BTreeMap<String, String>,
        #[serde(default)]
        sources: Vec<String>,
    },
    /// A reviewer's approval of data on a protected person, or of sensitive data.
    ApproveProtected {
        ground: String,
    },
    /// The exception clause: a named official publishes although a criterion fails.
    Except {
        office: String,
        consulted_on: Date,
        grounds: String,
        lifts: BTreeSet<u16>,
    },
    /// Of the program itself: bureaus that are let in again, or joined later, receive it.
    #[serde(skip)]
    Deliver,
    /// Of the program itself: a sealed fact acts.
    #[serde(skip)]
    Sealed {
        kind: SealedFactKind,
        against: Country,
    },
    /// Of the program itself: the machine takes the request up.
    #[serde(skip)]
    Screen,
    /// Of the program itself: what the machine found.
    #[serde(skip)]
    Screened,
    /// Of the program itself: whatever is due.
    #[serde(skip)]
    Tick,
}

impl Wish {
    /// The act of the life cycle behind it.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Submit => ActKind::Submit,
            Self::Amend { .. } => ActKind::Amend,
            Self::AskQuestion { .. } => ActKind::AskQuestion,
            Self::AnswerQuestion { .. } => ActKind::AnswerQuestion,
            Self::Approve { .. } => ActKind::Approve,
            Self::Refuse { .. } => ActKind::Refuse,
            Self::BeginTranslation => ActKind::BeginTranslation,
            Self::SetText { .. } => ActKind::SetText,
            Self::CheckText { .. } => ActKind::CheckText,
            Self::Publish { .. } => ActKind::Publish,
            Self::ProposeUpdate { .. } => ActKind::ProposeUpdate,
            Self::ApproveUpdate { .. } => ActKind::ApproveUpdate,
            Self::RejectUpdate { .. } => ActKind::RejectUpdate,
            Self::AddAddendum { .. } => ActKind::AddAddendum,
            Self::Suspend { .. } => ActKind::Suspend,
            Self::Resume => ActKind::Resume,
            Self::Withdraw { .. } => ActKind::Withdraw,
            Self::Cancel { .. } => ActKind::Cancel,
            Self::Destroy { .. } => ActKind::Destroy,
            Self::Restrict { .. } => ActKind::Restrict,
            Self::LiftRestriction { .. } => ActKind::LiftRestriction,
            Self::AnswerRetention { .. } => ActKind::AnswerRetention,
            Self::AnswerWarrant { .. } => ActKind::AnswerWarrant,
            Self::ConfirmReceipt => ActKind::ConfirmReceipt,
            Self::ConfirmPurge => ActKind::ConfirmPurge,
            Self::Screen => ActKind::Screen,
            Self::Screened => ActKind::Screened,
            Self::Tick => ActKind::Tick,
            Self::Block => ActKind::Block,
            Self::Unblock => ActKind::Unblock,
            Self::Delete { .. } => ActKind::Delete,
            Self::Deliver => ActKind::Deliver,
            Self::Sealed { .. } => ActKind::SealedFact,
            Self::Rule { .. } | Self::ApproveProtected { .. } | Self::Except { .. } => ActKind::Record,
        }
    }
}
