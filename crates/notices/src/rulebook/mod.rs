//! The rulebook as data: rows, kinds, offences, periods. Another organisation's statute is another file, not other code.
//!
//! The model that ships with this crate is drawn from public descriptions of INTERPOL's published rules. It is named a
//! model wherever it is used, binds nobody, and decides outside exercises only where an organisation adopted a row.

mod adoption;
mod load;
mod row;

pub use adoption::{Adoption, AdoptionError, Proposal, Rules, confirm, propose};
pub use load::{BadRulebook, MODEL_TEXT};
pub use row::{Check, Connector, Human, HumanForm, RowKind, RowState, RuleNo, RuleRow, Stage, Unadopted, When};

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{ids::Country, image::ImageMedia, request::Channel};

/// A whole rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// Its version name; every decision states it.
    pub rulebook: String,
    /// Its title.
    pub title: String,
    /// Whether it is a model, to be named so on every page and letter.
    pub model: bool,
    /// What is said about it beside every use.
    pub notice: String,
    /// The day of which it shows the state.
    pub stands_at: Date,
    /// Periods by which the life cycle runs.
    pub enforcing: Periods,
    /// Authorised international entities.
    pub entities: BTreeSet<String>,
    /// The silver pilot.
    pub silver: SilverPilot,
    /// What counts as a photograph of good quality.
    pub public_photo: PhotoQuality,
    /// What stands in for real lists in exercise worlds.
    pub exercise: ExerciseWorld,
    /// The catalogue of kinds.
    pub kinds: Vec<KindRow>,
    /// The catalogue of offences.
    pub offences: Vec<OffenceRow>,
    /// The rule rows.
    pub rows: Vec<RuleRow>,
}

/// Periods of the life cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Periods {
    /// Days between two questions whether the warrant stands.
    pub warrant_ask_days: u16,
    /// Days for the answer; then the notice is suspended.
    pub warrant_answer_days: u16,
    /// The longest suspension, in months.
    pub suspension_months: u16,
    /// Retention in years.
    pub retention_years: u16,
    /// Months before the end at which the source is asked.
    pub retention_question_months: u16,
    /// Days for the answer to a reviewer's question.
    pub question_answer_days: u16,
    /// Hours within which every holder confirms the purge.
    pub purge_due_hours: u16,
    /// Hours between two reminders.
    pub purge_reminder_hours: u16,
    /// Hours within which an emergency release is reviewed.
    pub emergency_review_hours: u16,
    /// The hour of the day (UTC) at which decision letters leave, so that the time of a letter says nothing.
    pub letters_hour_utc: u8,
    /// Whether these periods were compared with an official text.
    pub verified: bool,
}

/// The silver pilot as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SilverPilot {
    /// Whether the pilot runs.
    pub enabled: bool,
    /// The participants; absent means unknown.
    pub participants: Option<BTreeSet<Country>>,
    /// Notices and diffusions together.
    pub quota_total: u32,
    /// For each country; absent means unknown.
    pub quota_per_country: Option<u32>,
    /// The last day; absent means unknown.
    pub until: Option<Date>,
    /// Whether this was compared with an official text.
    pub verified: bool,
    /// Where it is from.
    pub source: String,
}

/// What counts as a photograph of good quality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoQuality {
    /// Least width in pixels.
    pub min_width: u32,
    /// Least height in pixels.
    pub min_height: u32,
    /// Accepted formats.
    pub media: Vec<ImageMedia>,
    /// Whether this was compared with an official text.
    pub verified: bool,
}

/// What stands in for real lists in exercise worlds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseWorld {
    /// Exercise states.
    pub states: BTreeSet<Country>,
    /// Invented international entities.
    pub entities: BTreeSet<String>,
    /// Participants of the silver pilot.
    pub silver_participants: BTreeSet<Country>,
    /// Quota for each of them.
    pub silver_quota_per_country: u32,
    /// Invented references of the sanctions list.
    pub un_references: BTreeSet<String>,
}

/// A kind of notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindRow {
    /// Its code: `red`, `blue`, …
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The article it rests on.
    pub article: String,
    /// What it is about.
    pub subject: SubjectSort,
    /// Its purposes; a request names exactly one.
    pub purposes: Vec<String>,
    /// The legal positions that fit.
    pub statuses: Vec<String>,
    /// Who may ask for it.
    pub requesters: Vec<RequesterSort>,
    /// How it may travel.
    pub channels: Vec<Channel>,
    /// What a request must hold.
    pub needs: Vec<Need>,
    /// First day on which the kind exists.
    pub effective_from: Date,
    /// Last day on which it exists.
    pub effective_to: Option<Date>,
    /// Whether a named public source states it.
    pub verified: bool,
}

/// What a kind is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectSort {
    /// A natural person.
    Person,
    /// An object.
    Object,
    /// A person, an entity, an object or an event.
    Any,
    /// No person or object.
    None,
}

/// Sorts of requesters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequesterSort {
    /// A national central bureau.
    Bureau,
    /// An international entity.
    Entity,
    /// The secretariat.
    Secretariat,
}

/// One thing a request of a kind must hold: any one of the routes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// The field named when it is missing.
    pub field: String,
    /// What is needed, in words.
    pub say: String,
    /// The ways to meet it.
    pub routes: Vec<Route>,
}

/// One way: all of the first list and one of the second, where that is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// All of these.
    pub all: Vec<Datum>,
    /// And one of these.
    #[serde(default)]
    pub one_of: Vec<Datum>,
}

/// A thing that a request can hold, as needs name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each name says which field of the request it stands for")]
pub enum Datum {
    FamilyName,
    Forename,
    Sex,
    BirthDate,
    Description,
    Dna,
    Fingerprints,
    Document,
    Photograph,
    GoodPhotograph,
    Alias,
    Parents,
    UnidentifiedPerson,
    NoName,
    SurelyMinor,
    InvestigationReference,
    InformationWanted,
    ThreatDescription,
    ThreatAssessed,
    ThreatGrounds,
    ThreatImminent,
    PoliceRecorded,
    WhereaboutsUnknown,
    PrivacyAllows,
    PatternDescription,
    PatternSeriousCrime,
    SeveralMembers,
    ObjectDescription,
    ObjectImage,
    UniqueFeatures,
    ConsiderableValue,
    TheftRecorded,
    EntityName,
    UnReference,
    UnResolution,
    Agreement,
}

/// An offence of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OffenceRow {
    /// Its code in requests.
    pub code: String,
    /// Its title.
    pub title: String,
    /// How the rules class it.
    pub class: OffenceClass,
    /// Whether it is serious by nature.
    pub grade: Grade,
    /// Code in the International Classification of Crime for Statistical Purposes, where one fits.
    pub iccs: Option<String>,
}

/// How the rules class an offence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OffenceClass {
    /// Ordinary-law crime.
    Ordinary,
    /// Not in the catalogue; named in words.
    Unclassified,
    /// List A: controversial among members for cultural or behavioural reasons.
    Cultural,
    /// List B: family or private matters.
    Family,
    /// List C: administrative rules and private disputes.
    Administrative,
    /// Offences that raise the question of political, military, religious or racial character.
    Constitutional,
}

/// Whether an offence is serious by nature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Serious.
    Serious,
    /// Not serious.
    Minor,
}

impl Rulebook {
    /// The kind that a code names on a day.
    #[must_use]
    pub fn kind(&self, code: &str, on: Date) -> Option<&KindRow> {
        self.kinds
            .iter()
            .find(|k| k.kind == code && k.effective_from <= on && k.effective_to.is_none_or(|to| on <= to))
    }

    /// The offence that a code names.
    #[must_use]
    pub fn offence(&self, code: &str) -> Option<&OffenceRow> {
        self.offences.iter().find(|o| o.code == code)
    }

    /// The rows in force on a day, by number.
    pub fn rows_on(&self, on: Date) -> impl Iterator<Item = &RuleRow> {
        self.rows.iter().filter(move |row| row.in_force(on))
    }

    /// The row with this number in force on a day.
    #[must_use]
    pub fn row(&self, rule: RuleNo, on: Date) -> Option<&RuleRow> {
        self.rows_on(on).find(|row| row.rule == rule)
    }
}
