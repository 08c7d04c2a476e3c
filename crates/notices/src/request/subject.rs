//! The person a notice is about. Everything here is personal data and travels sealed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{dates::PartialDate, ids::Country, image::ImageFacts};

/// The person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Subject {
    /// Family name in the main spelling.
    pub family_name: Option<String>,
    /// Forename in the main spelling.
    pub forename: Option<String>,
    /// Spellings in other scripts, one script a spelling.
    pub other_scripts: Vec<Names>,
    /// Other names the person uses.
    pub aliases: Vec<String>,
    /// Sex as recorded.
    pub sex: Option<Sex>,
    /// Birth, to the year at least.
    pub birth_date: Option<PartialDate>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Nationalities.
    pub nationalities: Vec<Country>,
    /// The legal position: accused, convicted, missing, …
    pub status: Option<String>,
    /// The parents' names.
    pub parents: Option<Parents>,
    /// What the person looks like.
    pub description: Option<Description>,
    /// Identity documents.
    pub documents: Vec<TravelDocument>,
    /// Photographs.
    pub photographs: Vec<Photograph>,
    /// Fingerprint records.
    pub fingerprints: Vec<Biometric>,
    /// DNA profiles.
    pub dna: Vec<Biometric>,
    /// The day of death, if known.
    pub died_on: Option<PartialDate>,
}

/// Sex as recorded in identity data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sex {
    /// Female.
    F,
    /// Male.
    M,
    /// Unspecified in the document.
    X,
    /// Unknown.
    U,
}

impl Sex {
    /// Whether the two records contradict each other; X and U contradict nothing.
    #[must_use]
    pub fn contradicts(self, other: Self) -> bool {
        matches!((self, other), (Self::F, Self::M) | (Self::M, Self::F))
    }
}

/// One spelling of the name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Names {
    /// Family name.
    pub family_name: Option<String>,
    /// Forename.
    pub forename: Option<String>,
}

/// The parents.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Parents {
    /// The father's name.
    pub father: Option<String>,
    /// The mother's name.
    pub mother: Option<String>,
}

/// A physical description.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Description {
    /// Height in centimetres.
    pub height_cm: Option<u16>,
    /// Build.
    pub build: Option<String>,
    /// Colour of the eyes.
    pub eyes: Option<String>,
    /// Colour of the hair.
    pub hair: Option<String>,
    /// Scars, tattoos and other marks.
    pub marks: Option<String>,
}

impl Description {
    /// Whether it says anything at all.
    #[must_use]
    pub fn says_something(&self) -> bool {
        let texts = [&self.build, &self.eyes, &self.hair, &self.marks];
        self.height_cm.is_some() || texts.into_iter().flatten().any(|text| !text.trim().is_empty())
    }
}

/// An identity or travel document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TravelDocument {
    /// passport, identity_card, …
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// The issuing state as printed: one to three letters (`UTO` is the specimen state).
    pub issuing_state: Option<String>,
    /// The last day of validity.
    pub expires_on: Option<Date>,
    /// The holder as the document names him or her.
    pub holder: Option<Holder>,
    /// Whether the document is known to be false or another person's, so that its holder need not be the subject.
    pub false_identity: bool,
}

/// A picture attached to the request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Photograph {
    /// The name of the attached file, in the same folder as the request.
    pub file: Option<String>,
    /// Or the bytes themselves, in base64.
    pub content_base64: Option<String>,
    /// What the bytes are; found by looking at them, never believed from a file.
    pub image: Option<ImageFacts>,
    /// The day on which it was taken.
    pub taken_on: Option<PartialDate>,
}

/// A fingerprint record or a DNA profile, named by its file or register number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Biometric {
    /// The file or the number in the register.
    pub reference: Option<String>,
    /// The person as the record names him or her.
    pub holder: Option<Holder>,
}

/// A person as a document or a biometric record names him or her.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// Family name.
    pub family_name: Option<String>,
    /// Forename.
    pub forename: Option<String>,
    /// Birth.
    pub birth_date: Option<PartialDate>,
    /// Sex.
    pub sex: Option<Sex>,
}
