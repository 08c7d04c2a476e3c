//! Notices in force for the check of travellers: what is new since a number of the journal, and what is gone.

use cordon_notices::ids::NoticeId;
use cordon_notices::lifecycle::{PayloadRef, State};
use cordon_screening::entity::{Entity, read_entity};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::notices::change::KIND;

/// What changed among the notices in force.
#[derive(Debug, Default)]
pub struct Feed {
    /// The number up to which the journal was read: the next call goes on from there.
    pub up_to: i64,
    /// Notices in force, new or changed.
    pub present: Vec<Entity>,
    /// Notices that are gone, by id: recalled, suspended, blocked, destroyed.
    pub gone: Vec<String>,
    /// Whether the content of one of them was erased: its name may stand in no memory either.
    pub erased: bool,
}

/// How many entries of the journal are read at once.
const BATCH: i64 = 1000;
/// How many notices are loaded at once.
const TOGETHER: usize = 500;

/// What of a notice says whether it is in force: its copies at two hundred bureaus are not read.
#[derive(Debug, Deserialize)]
struct Standing {
    id: NoticeId,
    state: State,
    payload: PayloadRef,
}

/// Notices in force for anybody, as far as they changed after a number of the journal (0: all).
///
/// # Errors
/// When the store fails or a request cannot be read.
pub async fn in_force(app: &App, after: i64) -> Result<Feed, No> {
    let mut feed = Feed {
        up_to: after,
        ..Feed::default()
    };
    let mut touched: Vec<String> = Vec::new();
    loop {
        let entries = app.store.entries_of_kind("notices.act", feed.up_to, BATCH).await?;
        let Some(last) = entries.last() else { break };
        feed.up_to = last.seq;
        touched.extend(entries.into_iter().filter_map(|e| e.case));
    }
    touched.sort();
    touched.dedup();
    for ids in touched.chunks(TOGETHER) {
        for (notice, text) in with_texts(app, ids).await? {
            feed.erased |= notice.state == State::Destroyed;
            let shown = notice.state == State::Published;
            match entity(&notice, text.as_deref().filter(|_| shown))? {
                Some(entity) => feed.present.push(entity),
                None => feed.gone.push(notice.id.to_string()),
            }
        }
    }
    Ok(feed)
}

/// Notices with their requests as they were filed: none where the content was erased.
async fn with_texts(app: &App, ids: &[String]) -> Result<Vec<(Standing, Option<Vec<u8>>)>, No> {
    let mut notices: Vec<Standing> = Vec::new();
    for record in app.store.records(KIND, ids).await? {
        notices.push(serde_json::from_str(&record.body)?);
    }
    let payloads: Vec<String> = notices.iter().map(|n| n.payload.id.to_string()).collect();
    let texts = app.store.sealed(&payloads).await?;
    Ok(notices.into_iter().zip(texts).collect())
}

/// The person or entity of a notice as screening reads it; none for methods, objects, and what was erased.
fn entity(notice: &Standing, text: Option<&[u8]>) -> Result<Option<Entity>, No> {
    let Some(text) = text else {
        return Ok(None);
    };
    let request: Value = serde_json::from_slice(text)?;
    let Some(properties) = properties(&request) else {
        return Ok(None);
    };
    let schema = if request["subject"].is_object() {
        "Person"
    } else {
        "LegalEntity"
    };
    let value = json!({"id": notice.id, "schema": schema, "properties": properties});
    read_entity(&value, 1)
        .map(Some)
        .map_err(|e| No::field("request", "unreadable", e.to_string()))
}

fn properties(request: &Value) -> Option<Value> {
    let subject = &request["subject"];
    let full = |names: &Value| {
        let part = |key: &str| names[key].as_str().unwrap_or_default().trim().to_owned();
        format!("{} {}", part("forename"), part("family_name"))
            .trim()
            .to_owned()
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut names: Vec<String> = vec![full(subject)];
    names.extend(list(&subject["other_scripts"]).iter().map(full));
    names.extend(request["entity_name"].as_str().map(str::to_owned));
    names.retain(|name| !name.is_empty());
    let documents = list(&subject["documents"]);
    let numbers = |kinds: &[&str]| -> Vec<Value> {
        let of = |d: &&Value| kinds.contains(&d["type"].as_str().unwrap_or("passport"));
        documents.iter().filter(of).map(|d| d["number"].clone()).collect()
    };
    let gender = match subject["sex"].as_str() {
        Some("F") => Some("female"),
        Some("M") => Some("male"),
        _ => None,
    };
    let some = !names.is_empty() || !documents.is_empty();
    some.then(|| {
        json!({
            "name": names,
            "alias": subject["aliases"],
            "birthDate": [subject["birth_date"]],
            "birthPlace": [subject["birth_place"]],
            "nationality": subject["nationalities"],
            "gender": gender.into_iter().collect::<Vec<_>>(),
            "passportNumber": numbers(&["passport"]),
            "idNumber": numbers(&["identity_card"]),
            "documentNumber": numbers(&["other", "driving_licence", "visa", "residence_permit"]),
        })
    })
}
