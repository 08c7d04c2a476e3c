//! One row of the rule table, and the closed set of conditions that rows can name.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Datum, OffenceClass};
use crate::request::Channel;

/// The number of a row.
pub type RuleNo = u16;

/// One row of the rule table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleRow {
    /// Its number.
    pub rule: RuleNo,
    /// Its title.
    pub title: String,
    /// The article, which is also the refusal code.
    pub article: String,
    /// Mechanical, human, or both.
    pub kind: RowKind,
    /// Where in the work it is checked.
    pub stage: Stage,
    /// The kinds of notice it concerns; absent means all.
    pub kinds: Option<Vec<String>>,
    /// The channels it concerns; absent means both.
    pub channels: Option<Vec<Channel>>,
    /// First day.
    pub effective_from: Date,
    /// Last day.
    pub effective_to: Option<Date>,
    /// Whether these days were compared with an official text.
    pub dates_verified: bool,
    /// In force, or on trial.
    pub state: RowState,
    /// Whether the rulebook itself counts the row as adopted; a model never does.
    pub adopted: bool,
    /// Whether a named public source states the row.
    pub verified: bool,
    /// Where it is from.
    pub sources: Vec<String>,
    /// What a row does that nobody adopted.
    pub unadopted: Unadopted,
    /// The condition.
    pub check: Check,
    /// The human half.
    pub human: Option<Human>,
}

impl RuleRow {
    /// Whether the row is in force on a day.
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.effective_from <= on && self.effective_to.is_none_or(|to| on <= to)
    }

    /// Whether the row concerns a kind and a channel.
    #[must_use]
    pub fn concerns(&self, kind: Option<&str>, channel: Channel) -> bool {
        let kind_fits = match (&self.kinds, kind) {
            (None, _) => true,
            (Some(kinds), Some(kind)) => kinds.iter().any(|k| k == kind),
            (Some(_), None) => false,
        };
        kind_fits && self.channels.as_ref().is_none_or(|c| c.contains(&channel))
    }
}

/// Mechanical, human, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// A machine decides.
    #[serde(rename = "M")]
    Mechanical,
    /// A person rules, and the ruling is recorded.
    #[serde(rename = "H")]
    Human,
    /// Both halves.
    #[serde(rename = "M+H")]
    Both,
}

/// Whether a row is in force or on trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// In force.
    InForce,
    /// On trial.
    Pilot,
    /// A policy of the house, not of the rules.
    HousePolicy,
}

/// What a row does that nobody adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unadopted {
    /// It asks a person.
    Ask,
    /// It warns.
    Warn,
}

/// Where in the work a row is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// On the request.
    Request,
    /// On the answer to an incomplete request.
    Answer,
    /// At publication.
    Publication,
    /// When it is suspended.
    Suspension,
    /// When the source withdraws it.
    Withdrawal,
    /// When the secretariat cancels it.
    Cancellation,
    /// When a diffusion is suspended or withdrawn.
    DiffusionEnd,
    /// When a query is made.
    Query,
    /// When a record would be shown.
    Disclosure,
    /// When the secretariat would read a message.
    Message,
    /// When a person was located.
    Location,
    /// When the requester has to act.
    Pursuit,
    /// When an officer would act on a hit.
    Use,
    /// When a hit case is closed.
    HitRecord,
    /// When the oversight body works on a request.
    Oversight,
    /// When its decision is carried out.
    CarryingOut,
    /// When a travel document is entered.
    TravelDocument,
}

/// The human half of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Human {
    /// Always, or only where the machine flags something.
    pub when: When,
    /// The form of the ruling.
    pub form: HumanForm,
    /// The items of the form; each must be answered.
    pub items: Vec<String>,
    /// Whether at least one source must be linked.
    pub needs_sources: bool,
}

/// When a ruling is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// On every request.
    Always,
    /// Where the machine flags something.
    Flagged,
}

/// The form of a ruling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HumanForm {
    /// A tick with grounds.
    Tick,
    /// The seven factors on political character.
    SevenFactors,
    /// The human-rights checklist.
    HumanRightsChecklist,
}

/// How two halves of the sentence threshold are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Connector {
    /// One of them is enough.
    Or,
    /// Both must hold, where both are stated.
    And,
}

/// The conditions that a row can name, with their limits. Limits are data; what they mean is in [`crate::check`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "each variant is described where it is checked, in the modules of `check`"
)]
pub enum Check {
    RulingOnly {
        watch: BTreeSet<OffenceClass>,
        sealed_position: bool,
    },
    OneMainPurpose {},
    QueryPurpose {
        codes: BTreeSet<String>,
        scoped: BTreeSet<String>,
    },
    AccurateRecord {
        youngest_plausible_age_at_act: i16,
    },
    InterestStated {
        min_chars: usize,
    },
    StatusFits {},
    SpecialPersons {
        adult_age: i16,
        statuses: BTreeSet<String>,
        sensitive: BTreeSet<Datum>,
    },
    KindInCatalogue {},
    RequesterMayAsk {},
    DeclarationSigned {},
    ExaminedBeforePublication {},
    MissingFieldsListed {},
    LanguagesPresent {
        languages: BTreeSet<String>,
    },
    SuspensionLimit {
        months: u16,
    },
    WithdrawalReason {
        reasons: BTreeSet<String>,
    },
    CancellationGround {
        rows: BTreeSet<RuleNo>,
        silence_days: u16,
        reasons: BTreeSet<String>,
    },
    AimIn {
        aims: BTreeSet<String>,
    },
    OrdinaryCrime {},
    Exclusion {
        class: OffenceClass,
        unless: BTreeSet<String>,
    },
    ProsecutionThreshold {
        months: u32,
    },
    SentenceThreshold {
        months: u32,
        connector: Connector,
    },
    Exception {
        lifts: BTreeSet<RuleNo>,
        min_chars: usize,
    },
    IdentityRoute {},
    IndividualActs {
        min_chars: usize,
    },
    ChargesComplete {},
    ValidWarrant {
        confirmed_within_days: u16,
    },
    ExtraditionAssured {},
    RefugeeProtected {},
    KindConditions {},
    UnListed {},
    SilverPilot {
        months: u32,
        aims: BTreeSet<String>,
    },
    DiffusionAddressed {},
    DiffusionEnded {
        months: u16,
    },
    AccessRestriction {},
    PublicExtract {
        grounds: BTreeSet<String>,
        never: BTreeSet<String>,
    },
    Retention {
        years: u16,
        notice_months: u16,
    },
    LocationReported {
        within_hours: u16,
    },
    RequesterActs {},
    VerifiedBeforeUse {},
    HitRecorded {},
    NationalGrant {},
    DirectMessageSealed {},
    OversightAccess {},
    OversightClocks {
        admissibility_months: u16,
        access_months: u16,
        correction_months: u16,
    },
    DecisionCarriedOut {
        months: u16,
    },
    InterimBlock {},
    DocumentOwnership {},
}
