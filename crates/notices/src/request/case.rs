//! The criminal case behind a request: facts, charges, warrant, and what follows an arrest.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{dates::PartialDate, ids::Country, penalty::Penalty};

/// Whether the person is to be tried or has been sentenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Wanted for trial.
    Prosecution,
    /// Wanted to serve a sentence.
    Sentence,
}

/// The criminal case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Case {
    /// Trial or sentence.
    pub mode: Option<Mode>,
    /// What happened, in short and clear sentences.
    pub facts: Option<String>,
    /// What this person did, act by act.
    pub acts: Vec<Act>,
    /// The charges.
    pub offences: Vec<Offence>,
    /// The sentence that was imposed.
    pub sentence_imposed: Option<Penalty>,
    /// What is left to serve.
    pub sentence_remaining: Option<Penalty>,
    /// The warrant, the judgment or an equal decision.
    pub warrant: Option<Warrant>,
}

/// One act of the person sought.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Act {
    /// What the person did.
    pub what: Option<String>,
    /// As what: principal, accomplice, organiser, …
    pub role: Option<Role>,
    /// When.
    pub date: Option<PartialDate>,
    /// Where.
    pub place: Option<String>,
}

/// The part a person took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Did it.
    Principal,
    /// Helped.
    Accomplice,
    /// Planned or led it.
    Organiser,
    /// Brought others to do it.
    Instigator,
    /// Belonged to a group; no act of the person is named by that alone.
    Member,
}

/// One charge.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Offence {
    /// Code in the rulebook's catalogue of offences.
    pub code: Option<String>,
    /// The charge in words.
    pub charge: Option<String>,
    /// The provision of law.
    pub law: Option<String>,
    /// The heaviest penalty that the law allows.
    pub max_penalty: Option<Penalty>,
    /// Whether it serves a serious crime.
    pub enables_serious_crime: bool,
    /// Whether organised crime is suspected.
    pub organised_crime: bool,
}

/// The warrant or an equal judicial decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Warrant {
    /// Its number.
    pub number: Option<String>,
    /// The court or prosecutor.
    pub authority: Option<String>,
    /// Whether that authority had the power to issue it.
    pub authority_competent: Option<bool>,
    /// The day of issue.
    pub issued_on: Option<Date>,
    /// The last day of validity, where the law knows one.
    pub expires_on: Option<Date>,
    /// Whether it was revoked.
    pub revoked: bool,
    /// The day from which the case is time-barred.
    pub time_barred_from: Option<Date>,
    /// The day on which the authority last confirmed that it stands.
    pub last_confirmed_on: Option<Date>,
    /// The copy.
    pub copy: Option<WarrantCopy>,
}

/// A copy of the warrant, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarrantCopy {
    /// The attached file.
    File(String),
    /// The national law that forbids a copy.
    ForbiddenBy(String),
}

/// What follows an arrest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Extradition {
    /// Whether extradition, surrender or similar lawful action will be sought.
    pub will_be_sought: Option<bool>,
    /// Whether this was settled with the authorities for extradition.
    pub coordinated: Option<bool>,
    /// Countries from which it will not be sought; an empty list says "from all", no list says nothing.
    pub excluded_countries: Option<Vec<Country>>,
}
