//! What the reviewing desk holds on a request: rulings, approvals, the exception, sealed facts. The requester sends none of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    dates::PartialDate,
    ids::{Country, OfficerId},
    memory::Recognised,
};

/// Everything the desk knows beside the request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    /// Rulings on the rows that a human decides.
    pub rulings: Vec<Ruling>,
    /// Approvals for minors, victims, the dead, sensitive data.
    pub approvals: Vec<Approval>,
    /// The exception clause.
    #[serde(rename = "override")]
    pub exception: Option<Override>,
    /// Facts kept sealed: refugee status, refused extraditions.
    pub sealed_facts: Vec<SealedFact>,
    /// Cases once refused or deleted that this request was found to repeat.
    pub recognised: Vec<Recognised>,
    /// References on the current list of the sanctions committee; absent means the list is not at hand.
    pub un_references: Option<BTreeSet<String>>,
    /// Silver notices and diffusions in force for the requesting country; absent means not counted.
    pub silver_used_by_country: Option<u32>,
    /// Silver notices and diffusions in force altogether.
    pub silver_used_total: Option<u32>,
    /// The requesting country's share of the silver pilot, where the organisation keeps its own.
    pub silver_quota: Option<u32>,
    /// Participants of the silver pilot, where the organisation keeps its own list.
    pub silver_participants: Option<BTreeSet<Country>>,
    /// Member countries at the date; absent means membership is not checked here.
    pub members: Option<BTreeSet<Country>>,
}

/// A person's recorded decision on one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// The number of the row.
    pub rule: u16,
    /// Who ruled.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
    /// The revision that was read.
    pub revision: u32,
    /// What was found.
    pub outcome: RulingOutcome,
    /// Why, in words.
    #[serde(default)]
    pub grounds: String,
    /// The items of the row's form (seven factors, human-rights checklist), each with its finding.
    #[serde(default)]
    pub items: BTreeMap<String, String>,
    /// Links to the sources that were read.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What a ruling says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RulingOutcome {
    /// The request complies with the row.
    Compliant,
    /// It does not.
    NotCompliant,
    /// The requester has to answer first.
    Question,
}

/// Approval of data on protected persons or of sensitive data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// What is approved: `minor`, `victim`, `witness`, `deceased` or `sensitive_data`.
    #[serde(rename = "for")]
    pub ground: String,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
    /// The revision that was read.
    pub revision: u32,
}

/// The exception clause: a named official publishes although a criterion fails.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Override {
    /// Who takes it on himself or herself.
    pub official: Option<OfficerId>,
    /// In which office.
    pub office: Option<String>,
    /// The day on which the requester was consulted.
    pub consulted_on: Option<Date>,
    /// The particular importance, in words.
    pub grounds: Option<String>,
    /// The rows that are lifted.
    pub lifts: BTreeSet<u16>,
}

/// A fact that acts without being shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedFact {
    /// What it is.
    pub kind: SealedFactKind,
    /// The state whose alerts it acts on: the feared state, or the state to which extradition was refused.
    pub against: Country,
    /// Family name of the protected person.
    pub family_name: String,
    /// Forename.
    pub forename: String,
    /// Birth.
    pub birth_date: PartialDate,
    /// Whether the grant was aimed at the state itself in a political way; then it does not act.
    #[serde(default)]
    pub aimed_at_state: bool,
    /// Whether it was withdrawn later.
    #[serde(default)]
    pub withdrawn: bool,
}

/// Kinds of sealed facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedFactKind {
    /// A state confirmed that the person is a refugee from the feared state.
    RefugeeConfirmed,
    /// A state refused to extradite the person to this state.
    ExtraditionRefused,
}
