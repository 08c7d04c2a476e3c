//! What a bureau sends when it asks for a notice or a diffusion.
//!
//! The same shapes are the file format of `cordon notice check` (see the README of this crate). Every field may be
//! absent: what is missing is a finding of the rulebook, not a failure to read. [`RequestHead`] holds no personal data
//! and may stand in the open part of a journal; [`Payload`] holds the person, the facts and the files, and is sealed.

mod case;
mod desk;
mod read;
mod subject;

pub use case::{Act, Case, Extradition, Mode, Offence, Role, Warrant, WarrantCopy};
pub use desk::{Approval, Desk, Override, Ruling, RulingOutcome, SealedFact, SealedFactKind};
pub use read::{FORMAT, FaultKind, LARGEST_FILE, ReadError, RequestFile, SchemaFault, World, read};
pub use subject::{Biometric, Description, Holder, Names, Parents, Photograph, Sex, Subject, TravelDocument};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{Country, OfficerId},
    image::ImageFacts,
};

/// How an alert travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Published to every entitled bureau.
    #[default]
    Notice,
    /// Sent to the bureaus that the sender names.
    Diffusion,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", deny_unknown_fields)]
pub enum Requester {
    /// A national central bureau.
    Bureau {
        /// The country of the bureau.
        country: Country,
    },
    /// An international entity with the power to investigate or prosecute.
    Entity {
        /// Its name, as the list of authorised entities spells it.
        name: String,
    },
    /// The secretariat, of its own motion.
    Secretariat,
}

impl Requester {
    /// The requesting country, if a bureau asks.
    #[must_use]
    pub fn country(&self) -> Option<&Country> {
        match self {
            Self::Bureau { country } => Some(country),
            _ => None,
        }
    }
}

/// The part of a request that names no person: kind, requester, countries, grounds by code.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestHead {
    /// The requester's own reference.
    pub reference: Option<String>,
    /// Counts from 1; every change of content raises it, and a ruling belongs to one revision.
    pub revision: u32,
    /// Code of the kind in the rulebook's catalogue: `red`, `blue`, …
    pub kind: Option<String>,
    /// Notice or diffusion.
    pub channel: Channel,
    /// Who asks.
    pub requester: Option<Requester>,
    /// The officer who wrote the request; no ruling on it may be this officer's.
    pub author: Option<OfficerId>,
    /// The purposes; the rulebook wants exactly one.
    pub purposes: Vec<String>,
    /// Recipients of a diffusion.
    pub recipients: Vec<Country>,
    /// The signed declaration on quality and lawfulness.
    pub declaration: Option<Declaration>,
    /// Countries to which the matter is of interest.
    pub countries_concerned: Vec<Country>,
    /// The public extract that is asked for, if any.
    pub public_extract: Option<PublicExtract>,
    /// The day on which the record is to end.
    pub retention_ends: Option<Date>,
}

/// The part of a request that is sealed: the person or thing, the facts, the files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Payload {
    /// The person.
    pub subject: Option<Subject>,
    /// An entity instead of a person (UN special notices).
    pub entity_name: Option<String>,
    /// A work, an object or an event.
    pub object: Option<ObjectDescription>,
    /// Why the matter concerns more than one country.
    pub interest: Option<String>,
    /// Where the data comes from.
    pub sources: Vec<Source>,
    /// Extra fields for minors, victims, witnesses, the dead and sensitive data.
    pub safeguards: Option<Safeguards>,
    /// The criminal case.
    pub case: Option<Case>,
    /// What follows an arrest.
    pub extradition: Option<Extradition>,
    /// The investigation that a blue or silver notice serves.
    pub investigation: Option<Investigation>,
    /// The threat of a green or orange notice.
    pub threat: Option<Threat>,
    /// The police record of a disappearance or of a finding.
    pub police_record: Option<PoliceRecord>,
    /// The method of a purple notice.
    pub pattern: Option<Pattern>,
    /// Assets of a silver notice.
    pub silver: Option<SilverRequest>,
    /// The UN listing.
    pub un: Option<UnListing>,
    /// The agreement behind another special notice.
    pub agreement: Option<Agreement>,
}

/// A request as the rulebook reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Request {
    /// The open part.
    #[serde(flatten)]
    pub head: RequestHead,
    /// The sealed part.
    #[serde(flatten)]
    pub payload: Payload,
}

impl Request {
    /// The person, if there is one.
    #[must_use]
    pub fn subject(&self) -> Option<&Subject> {
        self.payload.subject.as_ref()
    }

    /// The requesting country, if a bureau asks.
    #[must_use]
    pub fn requesting_country(&self) -> Option<&Country> {
        self.head.requester.as_ref().and_then(Requester::country)
    }
}

/// The requester's signed statement that the data is accurate, lawful and may be processed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct Declaration {
    /// Who signed.
    pub signed_by: Option<OfficerId>,
    /// When.
    pub signed_at: Option<Timestamp>,
}

/// A public extract that the requester wishes or consents to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PublicExtract {
    /// Whether an extract is asked for.
    pub requested: bool,
    /// Whether the requester consents to it.
    pub consent: bool,
    /// `public_help` or `danger`.
    pub ground: Option<String>,
}

/// One source of the data, with its date.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// What it is: court file, police report.
    pub what: Option<String>,
    /// Its day.
    pub date: Option<Date>,
}

/// What the rules ask beside the data when a person is protected or data is sensitive.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Safeguards {
    /// Why the data is needed although the person is protected or the data is sensitive.
    pub necessity: Option<String>,
    /// How the person is treated on being found (for a minor: whom to call, where to bring).
    pub care: Option<String>,
}

/// A criminal investigation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Investigation {
    /// Its reference.
    pub reference: Option<String>,
    /// What is to be found out.
    pub information_wanted: Option<String>,
}

/// A threat to public safety.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Threat {
    /// What threatens whom.
    pub description: Option<String>,
    /// The authority that assessed it.
    pub assessed_by: Option<String>,
    /// Convictions or other grounds.
    pub grounds: Option<String>,
    /// Whether it is imminent.
    pub imminent: Option<bool>,
}

/// The police record of a disappearance or of the finding of a person or body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PoliceRecord {
    /// The day of the record.
    pub recorded_on: Option<Date>,
    /// Whether nobody knows where the person is.
    pub whereabouts_unknown: Option<bool>,
    /// Whether national privacy law allows the search for this adult.
    pub privacy_law_allows: Option<bool>,
}

/// A method, an object, a device or a way of concealment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pattern {
    /// How it works.
    pub description: Option<String>,
    /// The serious crime it serves.
    pub serious_crime: Option<String>,
    /// Members to which it is of interest.
    pub countries_interested: Vec<Country>,
}

/// An object, a work of art or an event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ObjectDescription {
    /// What it looks like.
    pub description: Option<String>,
    /// What tells it from all others.
    pub unique_features: Option<String>,
    /// Whether it is of considerable value.
    pub considerable_value: Option<bool>,
    /// The day on which the theft or finding was recorded.
    pub theft_recorded_on: Option<Date>,
    /// Pictures.
    pub images: Vec<Photograph>,
}

/// What a silver request adds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SilverRequest {
    /// Whether a natural person is under criminal investigation.
    pub person_investigated: Option<bool>,
    /// Whether any coercive step is asked for; the pilot allows none.
    pub coercive: Option<bool>,
    /// The assets that are sought.
    pub assets: Option<String>,
}

/// A listing by a sanctions committee.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnListing {
    /// The committee's reference.
    pub reference: Option<String>,
    /// The resolution by number.
    pub resolution: Option<String>,
}

/// An agreement with an international entity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreement {
    /// Its reference.
    pub reference: Option<String>,
}

/// Names the pictures that the caller has to look up, and gives what was found back to the request.
impl Request {
    /// All pictures of the request, the person's and the object's.
    pub fn photographs_mut(&mut self) -> impl Iterator<Item = &mut Photograph> {
        let of_person = self
            .payload
            .subject
            .as_mut()
            .into_iter()
            .flat_map(|s| s.photographs.iter_mut());
        let of_object = self
            .payload
            .object
            .as_mut()
            .into_iter()
            .flat_map(|o| o.images.iter_mut());
        of_person.chain(of_object)
    }

    /// Looks the attached files up by name; `look` gives what the bytes are, or nothing when there is no such file.
    pub fn look_up_pictures(&mut self, look: impl Fn(&str) -> Option<ImageFacts>) {
        for photograph in self.photographs_mut() {
            if let (None, Some(file)) = (photograph.image, photograph.file.as_deref()) {
                photograph.image = look(file);
            }
        }
    }
}
