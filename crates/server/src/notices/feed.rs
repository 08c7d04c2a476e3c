//! Notices in force for the check of travellers: what is new since a number of the journal, and what is gone.

use cordon_notices::ids::BureauId;
use cordon_notices::lifecycle::{Notice, Sight, State, Viewer, sight};
use cordon_screening::entity::{Entity, read_entity};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::notices::{desk, queries};

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

/// Notices in force for a bureau (`None`: for anybody), as far as they changed after a number of the journal (0: all).
///
/// # Errors
/// When the store fails or a request cannot be read.
pub async fn in_force(app: &App, bureau: Option<&BureauId>, after: i64) -> Result<Feed, No> {
    let mut feed = Feed {
        up_to: after,
        ..Feed::default()
    };
    let mut touched: Vec<String> = Vec::new();
    loop {
        let entries = app.store.journal(feed.up_to, BATCH).await?;
        let Some(last) = entries.last() else { break };
        feed.up_to = last.seq;
        touched.extend(
            entries
                .into_iter()
                .filter(|e| e.kind == "notices.act")
                .filter_map(|e| e.case),
        );
    }
    touched.sort();
    touched.dedup();
    for id in touched {
        let Ok(at) = queries::load(app, &id).await else {
            continue;
        };
        feed.erased |= at.value.state == State::Destroyed;
        let shown = at.value.state == State::Published
            && bureau.is_none_or(|b| sight(&at.value, &Viewer::Bureau(b.clone())) == Sight::Content);
        match entity(app, &at.value).await? {
            Some(entity) if shown => feed.present.push(entity),
            _ => feed.gone.push(id),
        }
    }
    Ok(feed)
}

/// The person or entity of a notice as screening reads it; none for methods, objects, and what was erased.
async fn entity(app: &App, notice: &Notice) -> Result<Option<Entity>, No> {
    let Some(text) = desk::text(app, &notice.payload.id.to_string()).await? else {
        return Ok(None);
    };
    let request: Value = serde_json::from_str(&text)?;
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
