//! What the reviewing desk knows: the rules of this world, the rulings on a notice, the memory of refused cases.

use axum::http::StatusCode;
use cordon_notices::check::{Report, check_request};
use cordon_notices::lifecycle::{Decision, Notice};
use cordon_notices::memory::{MemoryKey, Recognised, Remembered, marks, recognise};
use cordon_notices::request::{Requester, RequestFile, Ruling, read};
use cordon_notices::rulebook::{Rulebook, Rules};
use cordon_store::RecordWrite;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::answer::No;
use crate::app::{App, World, new_id, secret};
use crate::members::queries::{At, read as record, read_all};

/// The record of what the desk holds on a notice.
pub const KIND: &str = "notice_desk";
/// The record of a case once refused or deleted.
pub const MEMORY: &str = "notice_memory";

/// What the desk holds on a notice: each ruling is a sealed part.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Held {
    /// The sealed parts of the rulings, in the order in which they were given.
    pub rulings: Vec<String>,
}

/// The rules of this world: in an exercise every row decides, elsewhere only adopted rows.
///
/// # Errors
/// When the rulebook cannot be read.
pub fn rules(app: &App) -> Result<Rules, No> {
    let ours = |e: &dyn std::fmt::Display| {
        No::new(StatusCode::INTERNAL_SERVER_ERROR, "rulebook", e.to_string())
    };
    let book = Rulebook::model().map_err(|e| ours(&e))?;
    match app.world {
        World::Demo => Ok(Rules::exercise(book)),
        World::Real => Rules::adopted(book, vec![]).map_err(|e| ours(&e)),
    }
}

/// What the desk holds on a notice, with its revision (0 when nothing is held yet).
///
/// # Errors
/// When the store fails.
pub async fn held(app: &App, id: &str) -> Result<At<Held>, No> {
    Ok(record(&app.store, KIND, id).await?.unwrap_or(At {
        revision: 0,
        value: Held::default(),
    }))
}

/// The rulings on a notice, as far as they are not erased.
///
/// # Errors
/// When the store fails or a ruling cannot be read.
pub async fn rulings(app: &App, id: &str) -> Result<Vec<Ruling>, No> {
    let held = held(app, id).await?.value;
    let parts = app.store.sealed(&held.rulings).await?;
    let mut all = Vec::new();
    for part in parts.into_iter().flatten() {
        all.push(serde_json::from_slice(&part)?);
    }
    Ok(all)
}

/// A sealed text, if it is not erased.
///
/// # Errors
/// When the store fails.
pub async fn text(app: &App, id: &str) -> Result<Option<String>, No> {
    let part = app.store.sealed(&[id.to_owned()]).await?;
    Ok(part
        .into_iter()
        .flatten()
        .next()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// The request behind a payload, with the head that the program vouches for: owner, author and revision.
///
/// # Errors
/// When the payload was erased, or cannot be read.
pub async fn request(app: &App, notice: &Notice, payload: &str, revision: u32) -> Result<RequestFile, No> {
    let text = text(app, payload).await?.ok_or_else(|| {
        No::new(StatusCode::GONE, "erased", "the content of this notice was erased")
    })?;
    let mut file = read(text.as_bytes()).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    file.request.head.revision = revision;
    file.request.head.author = Some(notice.author.clone());
    if let Some(country) = &notice.country {
        file.request.head.requester = Some(Requester::Bureau {
            country: country.clone(),
        });
    }
    Ok(file)
}

/// The findings on a notice's content at an instant, with all that the desk holds.
///
/// # Errors
/// When the store fails or the payload is gone.
pub async fn report(app: &App, notice: &Notice, at: Timestamp, rules: &Rules, pending: bool) -> Result<Report, No> {
    let (payload, revision) = match notice.pending.as_ref().filter(|_| pending) {
        Some(update) => (update.payload.id, update.revision),
        None => (notice.payload.id, notice.revision),
    };
    let mut file = request(app, notice, &payload.to_string(), revision).await?;
    file.desk = cordon_notices::request::Desk {
        rulings: rulings(app, &notice.id.to_string()).await?,
        recognised: recognised(app, &file).await?,
        ..cordon_notices::request::Desk::default()
    };
    Ok(check_request(&file, at, rules))
}

async fn memory_key(app: &App) -> Result<MemoryKey, No> {
    if app.store.meta("notices_memory_secret").await?.is_none() {
        app.store.set_meta("notices_memory_secret", &secret()?).await?;
    }
    let kept = app.store.meta("notices_memory_secret").await?.unwrap_or_default();
    let mut bytes = [0u8; 32];
    hex::decode_to_slice(&kept, &mut bytes)
        .map_err(|e| No::new(StatusCode::INTERNAL_SERVER_ERROR, "memory", e.to_string()))?;
    Ok(MemoryKey(bytes))
}

/// Earlier cases that a request repeats, in whatever colour or channel.
///
/// # Errors
/// When the store fails.
pub async fn recognised(app: &App, file: &RequestFile) -> Result<Vec<Recognised>, No> {
    let key = memory_key(app).await?;
    let old: Vec<Remembered> = read_all(&app.store, MEMORY).await?;
    Ok(recognise(&marks(&file.request, &key), &old))
}

/// What is to be remembered of a decision: keyed marks, no person.
///
/// # Errors
/// When the store fails or the payload is gone.
pub async fn remembered(app: &App, decision: &Decision, at: Timestamp) -> Result<Option<RecordWrite>, No> {
    let Some(articles) = &decision.remember else {
        return Ok(None);
    };
    let notice = &decision.notice;
    let file = request(app, notice, &notice.payload.id.to_string(), notice.revision).await?;
    let remembered = Remembered {
        notice: notice.id,
        requester: notice.country.clone(),
        kind: notice.kind.clone(),
        ended_at: at,
        articles: articles.iter().cloned().collect(),
        marks: marks(&file.request, &memory_key(app).await?),
    };
    Ok(Some(RecordWrite {
        kind: MEMORY,
        id: new_id(),
        expected_revision: 0,
        body: serde_json::to_string(&remembered)?,
        keys: vec![("notice", notice.id.to_string())],
    }))
}
