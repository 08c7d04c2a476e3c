//! What is asked: a traveller, from a zone, a name or an entity, with the exact words for the journal.

use cordon_screening::entity::{Entity, read_entity};
use cordon_screening::lost::issuer_code;
use cordon_screening::mrz::{Mode, Reading, read};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::No;

/// Nothing longer than this is a traveller.
const LONGEST: usize = 4096;

/// One question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Who is meant.
    pub entity: Entity,
    /// The document's zone, where one was read.
    pub reading: Option<Reading>,
    /// What was typed or sent: sealed with the journal's entry.
    pub words: String,
}

/// One question as a program sends it: exactly one of the three.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wire {
    /// The caller's own name for the question; the answer repeats it.
    #[serde(default)]
    pub id: Option<String>,
    /// A `FollowTheMoney` entity.
    #[serde(default)]
    pub entity: Option<Value>,
    /// A machine-readable zone.
    #[serde(default)]
    pub mrz: Option<String>,
    /// A machine-readable zone or a name.
    #[serde(default)]
    pub text: Option<String>,
}

impl Wire {
    /// The question that is meant.
    ///
    /// # Errors
    /// Names the field that cannot be taken.
    pub fn question(&self, this_year: i16) -> Result<Question, No> {
        match (&self.entity, &self.mrz, &self.text) {
            (Some(entity), None, None) => Question::of_entity(entity),
            (None, Some(zone), None) => Question::of_zone(zone, this_year),
            (None, None, Some(text)) => Question::of_text(text, this_year),
            (None, None, None) => Err(No::field(
                "entity",
                "missing",
                "send one of \"entity\", \"mrz\" and \"text\"",
            )),
            _ => Err(No::field(
                "entity",
                "ambiguous",
                "send only one of \"entity\", \"mrz\" and \"text\"",
            )),
        }
    }
}

impl Question {
    /// What an officer typed or a reader sent: a zone, or a name.
    ///
    /// # Errors
    /// When it is empty or longer than any traveller.
    pub fn of_text(text: &str, this_year: i16) -> Result<Self, No> {
        let text = within(text, "query")?;
        if looks_like_a_zone(text) {
            let reading = read(text, Mode::Lenient);
            if reading.format.is_some() {
                return Ok(Self::of_reading(reading, text, this_year));
            }
        }
        let value = json!({"id": "query", "schema": "Person", "properties": {"name": [text]}});
        let entity = read_entity(&value, 1).map_err(|e| No::field("query", "unreadable", e.to_string()))?;
        if text.contains('<') || !text.chars().any(char::is_alphabetic) {
            return Err(No::field(
                "query",
                "unreadable",
                "this is neither a name nor the zone of a document: read it again",
            ));
        }
        Ok(Self {
            entity,
            reading: None,
            words: text.to_owned(),
        })
    }

    /// A zone, as a reader sends it.
    ///
    /// # Errors
    /// When its lines belong to no format.
    pub fn of_zone(zone: &str, this_year: i16) -> Result<Self, No> {
        let zone = within(zone, "mrz")?;
        let reading = read(zone, Mode::Lenient);
        if reading.format.is_none() {
            let why = reading.problems.first().map_or("", |p| p.message.as_str());
            return Err(No::field("mrz", "unreadable", why));
        }
        Ok(Self::of_reading(reading, zone, this_year))
    }

    /// An entity.
    ///
    /// # Errors
    /// When it is none, or says nothing that can be looked up.
    pub fn of_entity(value: &Value) -> Result<Self, No> {
        let mut named = value.clone();
        if let Some(object) = named.as_object_mut() {
            object.entry("id").or_insert_with(|| json!("query"));
        }
        let words = value.to_string();
        within(&words, "entity")?;
        let entity = read_entity(&named, 1).map_err(|e| No::field("entity", "unreadable", e.to_string()))?;
        if entity.names.is_empty() && entity.documents.is_empty() {
            return Err(No::field(
                "entity",
                "empty",
                "an entity needs a name or the number of a document",
            ));
        }
        Ok(Self {
            entity,
            reading: None,
            words,
        })
    }

    fn of_reading(reading: Reading, words: &str, this_year: i16) -> Self {
        Self {
            entity: Entity::from_reading("query", &reading, this_year),
            reading: Some(reading),
            words: words.to_owned(),
        }
    }

    /// Issuer, where it is known, and number of every document.
    #[must_use]
    pub fn documents(&self) -> Vec<(Option<String>, String)> {
        if let Some(fields) = self.reading.as_ref().map(|reading| &reading.fields) {
            let issuer = Some(issuer_code(&fields.issuer)).filter(|code| !code.is_empty());
            return vec![(issuer, fields.number.clone())];
        }
        let documents = self.entity.documents.iter();
        documents
            .map(|one| (one.issuer.map(|i| i.code().to_owned()), one.number.clone()))
            .collect()
    }
}

/// Lines of a zone hold fillers, or are as long as no name is.
fn looks_like_a_zone(text: &str) -> bool {
    text.contains(['<', '«', '‹', '＜'])
}

fn within<'t>(text: &'t str, field: &str) -> Result<&'t str, No> {
    let text = text.trim();
    if text.is_empty() {
        return Err(No::field(
            field,
            "missing",
            "type a name, or read the zone of a document",
        ));
    }
    if text.len() > LONGEST {
        return Err(No::field(
            field,
            "too-long",
            format!("at most {LONGEST} bytes are one traveller"),
        ));
    }
    Ok(text)
}
