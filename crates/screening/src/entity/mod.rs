//! Persons and other entities of lists and queries, as `FollowTheMoney` writes them.

pub mod dates;
mod ftm;
pub mod treasury;

pub use dates::PartialDate;
pub use ftm::{EntityRefusal, properties, read_entities, read_entity, write_entity};

use serde::{Deserialize, Serialize};

use crate::nationality::Nationality;

/// What an entity is, as far as screening cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Schema {
    /// A natural person.
    #[default]
    Person,
    /// Anything that may be a person or not: `LegalEntity`, `Thing`.
    Any,
    /// A company, a vessel, anything that is no person.
    Other,
}

impl Schema {
    /// Reads a `FollowTheMoney` schema name.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        match name {
            "Person" => Self::Person,
            "LegalEntity" | "Thing" | "" => Self::Any,
            _ => Self::Other,
        }
    }

    /// Its name as `FollowTheMoney` writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Any => "LegalEntity",
            Self::Other => "Organization",
        }
    }

    /// Whether entities of these schemas can be one.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        !matches!((self, other), (Self::Person, Self::Other) | (Self::Other, Self::Person))
    }
}

/// Sex as lists state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// Male.
    Male,
    /// Female.
    Female,
}

impl Sex {
    /// As `FollowTheMoney` writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// Reads `M`, `male`, `F`, `female`; anything else is not known.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "m" | "male" | "man" => Some(Self::Male),
            "f" | "female" | "woman" => Some(Self::Female),
            _ => None,
        }
    }
}

/// A document by number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Document {
    /// Issuing country, where stated.
    #[serde(skip)]
    pub issuer: Option<Nationality>,
    /// What kind of number it is.
    pub kind: DocumentKind,
    /// Letters and digits only, in capitals.
    pub number: String,
}

/// Kind of a document number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// A passport or other travel document.
    Passport,
    /// A national identity or registration number.
    Identity,
    /// A tax number.
    Tax,
    /// Not stated.
    Unknown,
}

impl Document {
    /// Shortest number that is looked up: shorter ones say nothing.
    const SHORTEST: usize = 4;

    /// A document with its number normalised; `None` when too little of it is left.
    #[must_use]
    pub fn new(kind: DocumentKind, number: &str, issuer: Option<Nationality>) -> Option<Self> {
        let number: String = number
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .take(40)
            .collect();
        (number.len() >= Self::SHORTEST).then_some(Self { issuer, kind, number })
    }
}

/// A name of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GivenName {
    /// Full text, or the family name where `given` is set.
    pub text: String,
    /// Given names, where family and given names are known apart.
    pub given: Option<String>,
    /// A weak alias: a nickname or a word that many bear.
    pub weak: bool,
    /// From a zone whose name field was full.
    pub truncated: bool,
}

/// An entity of a list or a query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entity {
    /// Identifier in its list.
    pub id: String,
    /// What it is.
    pub schema: Schema,
    /// Names and aliases.
    pub names: Vec<GivenName>,
    /// Dates of birth stated.
    pub birth_dates: Vec<PartialDate>,
    /// Nationalities and countries stated.
    pub nationalities: Vec<Nationality>,
    /// Sex, where stated.
    pub sex: Option<Sex>,
    /// Places of birth.
    pub birth_places: Vec<String>,
    /// Documents by number.
    pub documents: Vec<Document>,
}

impl Entity {
    /// Adds a full name, if it is not there yet.
    pub fn add_name(&mut self, text: &str, weak: bool) {
        let text = text.trim();
        if !text.is_empty() && !self.names.iter().any(|name| name.text == text && name.given.is_none()) {
            self.names.push(GivenName {
                text: text.to_owned(),
                weak,
                ..GivenName::default()
            });
        }
    }

    /// A query from a document's zone. The number of the document and the nationality come with it.
    #[must_use]
    pub fn from_reading(id: &str, reading: &crate::mrz::Reading, this_year: i16) -> Self {
        let fields = &reading.fields;
        let name = GivenName {
            text: fields.surname.clone(),
            given: Some(fields.given_names.clone()),
            weak: false,
            truncated: reading.truncated,
        };
        let issuer = Nationality::parse(&fields.issuer);
        Self {
            id: id.to_owned(),
            schema: Schema::Person,
            names: vec![name],
            birth_dates: PartialDate::from_zone(&fields.birth_date, this_year)
                .into_iter()
                .collect(),
            nationalities: Nationality::parse(&fields.nationality).into_iter().collect(),
            sex: Sex::parse(&fields.sex),
            birth_places: Vec::new(),
            documents: Document::new(DocumentKind::Passport, &fields.number, issuer)
                .into_iter()
                .collect(),
        }
    }
}
