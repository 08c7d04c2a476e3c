//! `FollowTheMoney` JSON lines.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Document, DocumentKind, Entity, GivenName, PartialDate, Schema, Sex};
use crate::nationality::Nationality;

/// Why a line is no entity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntityRefusal {
    /// Not JSON.
    #[error("line {line}: not JSON ({reason})")]
    Json {
        /// Line from one.
        line: usize,
        /// What the parser says.
        reason: String,
    },
    /// No identifier.
    #[error("line {line}: an entity needs a text in \"id\"")]
    Id {
        /// Line from one.
        line: usize,
    },
    /// No object of properties.
    #[error("line {line}: an entity needs an object in \"properties\"")]
    Properties {
        /// Line from one.
        line: usize,
    },
}

/// Most values of one property that are read.
const MOST_VALUES: usize = 500;

/// Reads all lines of a file; empty lines are passed over.
///
/// # Errors
/// Names the first line that is no entity.
pub fn read_entities(text: &str) -> Result<Vec<Entity>, EntityRefusal> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim().trim_start_matches('\u{feff}')))
        .filter(|(_, line)| !line.is_empty())
        .map(|(at, line)| read_line(line, at))
        .collect()
}

fn read_line(line: &str, number: usize) -> Result<Entity, EntityRefusal> {
    let value: Value = serde_json::from_str(line).map_err(|error| EntityRefusal::Json {
        line: number,
        reason: error.to_string(),
    })?;
    read_entity(&value, number)
}

/// Reads one entity from JSON; `line` is for messages.
///
/// # Errors
/// An entity without identifier or properties is refused.
pub fn read_entity(value: &Value, line: usize) -> Result<Entity, EntityRefusal> {
    let id = match value.get("id") {
        Some(Value::String(id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => return Err(EntityRefusal::Id { line }),
    };
    let schema = Schema::parse(value.get("schema").and_then(Value::as_str).unwrap_or("Person"));
    let properties = value
        .get("properties")
        .filter(|p| p.is_object())
        .ok_or(EntityRefusal::Properties { line })?;
    Ok(from_properties(id, schema, properties))
}

/// Texts of a property: a list of texts or numbers, or a single one.
fn texts<'a>(properties: &'a Value, name: &str) -> Vec<std::borrow::Cow<'a, str>> {
    let as_text = |value: &'a Value| match value {
        Value::String(text) => Some(std::borrow::Cow::Borrowed(text.as_str())),
        Value::Number(number) => Some(std::borrow::Cow::Owned(number.to_string())),
        Value::Object(entity) => entity
            .get("caption")
            .and_then(Value::as_str)
            .map(std::borrow::Cow::Borrowed),
        _ => None,
    };
    match properties.get(name) {
        Some(Value::Array(values)) => values.iter().take(MOST_VALUES).filter_map(as_text).collect(),
        Some(value) => as_text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn from_properties(id: String, schema: Schema, properties: &Value) -> Entity {
    let mut entity = Entity {
        id,
        schema,
        ..Entity::default()
    };
    for property in ["name", "alias", "previousName"] {
        for text in texts(properties, property) {
            entity.add_name(&text, false);
        }
    }
    for text in texts(properties, "weakAlias") {
        entity.add_name(&text, true);
    }
    add_name_from_parts(&mut entity, properties);
    for property in ["birthDate", "incorporationDate"] {
        entity.birth_dates.extend(
            texts(properties, property)
                .iter()
                .filter_map(|text| PartialDate::parse(text)),
        );
    }
    for property in ["nationality", "citizenship", "country", "jurisdiction"] {
        for country in texts(properties, property)
            .iter()
            .filter_map(|text| Nationality::parse(text))
        {
            if !entity.nationalities.contains(&country) {
                entity.nationalities.push(country);
            }
        }
    }
    let mut sexes: Vec<Sex> = texts(properties, "gender")
        .iter()
        .filter_map(|text| Sex::parse(text))
        .collect();
    sexes.dedup();
    entity.sex = if let [sex] = sexes.as_slice() { Some(*sex) } else { None };
    entity
        .birth_places
        .extend(texts(properties, "birthPlace").iter().map(|text| text.to_string()));
    for (property, kind) in [
        ("passportNumber", DocumentKind::Passport),
        ("idNumber", DocumentKind::Identity),
        ("socialSecurityNumber", DocumentKind::Identity),
        ("registrationNumber", DocumentKind::Identity),
        ("innCode", DocumentKind::Tax),
        ("taxNumber", DocumentKind::Tax),
        ("documentNumber", DocumentKind::Unknown),
    ] {
        entity.documents.extend(
            texts(properties, property)
                .iter()
                .filter_map(|text| Document::new(kind, text, None)),
        );
    }
    entity
}

/// First and last names make a name of their own only where no full name is given.
fn add_name_from_parts(entity: &mut Entity, properties: &Value) {
    let joined = |names: &[&str]| -> String {
        names
            .iter()
            .flat_map(|name| texts(properties, name))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let family = joined(&["lastName"]);
    let given = joined(&["firstName", "secondName", "middleName", "fatherName"]);
    if entity.names.is_empty() && !(family.is_empty() && given.is_empty()) {
        entity.names.push(GivenName {
            text: family,
            given: Some(given),
            weak: false,
            truncated: false,
        });
    }
}

/// The properties of an entity, as [`read_entity`] reads them again.
#[must_use]
pub fn properties(entity: &Entity) -> BTreeMap<String, Vec<String>> {
    let mut properties: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |name: &str, value: String| properties.entry(name.to_owned()).or_default().push(value);
    for (at, name) in entity.names.iter().enumerate() {
        let property = match (name.weak, at) {
            (true, _) => "weakAlias",
            (false, 0) => "name",
            (false, _) => "alias",
        };
        let given = name.given.as_deref().unwrap_or_default();
        add(property, format!("{given} {}", name.text).trim().to_owned());
    }
    for date in &entity.birth_dates {
        add("birthDate", date.to_string());
    }
    for country in &entity.nationalities {
        add("nationality", country.code().to_ascii_lowercase());
    }
    for place in &entity.birth_places {
        add("birthPlace", place.clone());
    }
    if let Some(sex) = entity.sex {
        add("gender", sex.name().to_owned());
    }
    for document in &entity.documents {
        let property = match document.kind {
            DocumentKind::Passport => "passportNumber",
            DocumentKind::Tax => "taxNumber",
            DocumentKind::Identity | DocumentKind::Unknown => "idNumber",
        };
        add(property, document.number.clone());
    }
    properties
}

/// An entity as one line of JSON. The issuers of documents have no place in it.
#[must_use]
pub fn write_entity(entity: &Entity) -> String {
    let schema = entity.schema.name();
    serde_json::json!({"id": entity.id, "schema": schema, "properties": properties(entity)}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_is_read_again_as_it_was_written() {
        let line = r#"{"id":"x1","schema":"Person","properties":{"name":["Ivan Abelard"],"alias":["Vanya A."],"weakAlias":["Red"],"birthDate":["1970-02-03","1971"],"nationality":["qt"],"gender":["male"],"passportNumber":["AB 12-345"],"birthPlace":["Nowhere"]}}"#;
        let read = read_entities(line).unwrap();
        assert_eq!(read_entities(&write_entity(&read[0])).unwrap(), read);
        let company =
            read_entities(r#"{"id":"c","schema":"Company","properties":{"name":["Abelard Trading"]}}"#).unwrap();
        assert_eq!(read_entities(&write_entity(&company[0])).unwrap(), company);
    }

    #[test]
    fn an_entity_is_read_with_all_that_screening_uses() {
        let line = r#"{"id":"x1","schema":"Person","properties":{"name":["Ivan Abelard"],"alias":["Vanya A."],"birthDate":["1970-02-03"],"nationality":["qt","Utopia"],"gender":["male"],"passportNumber":["AB 12-345"],"birthPlace":"Nowhere"}}"#;
        let entity = &read_entities(line).unwrap()[0];
        assert_eq!(entity.names.len(), 2);
        assert_eq!(entity.birth_dates[0].to_string(), "1970-02-03");
        assert_eq!(entity.nationalities.len(), 1);
        assert_eq!(entity.sex, Some(Sex::Male));
        assert_eq!(entity.documents[0].number, "AB12345");
        assert_eq!(entity.birth_places, ["Nowhere"]);
    }

    #[test]
    fn lines_that_are_no_entities_are_refused_by_number() {
        let good = r#"{"id":"a","properties":{}}"#;
        for (bad, expected) in [
            ("nonsense", "not JSON"),
            (r#"{"schema":"Person","properties":{}}"#, "\"id\""),
            (r#"{"id":"a","properties":[]}"#, "\"properties\""),
        ] {
            let refusal = read_entities(&format!("{good}\n\n{bad}\n")).unwrap_err().to_string();
            assert!(refusal.starts_with("line 3") && refusal.contains(expected), "{refusal}");
        }
    }
}
