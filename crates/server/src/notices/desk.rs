//! What the reviewing desk knows of a notice: rulings, approvals, the exception, sealed facts, the memory of refused cases.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use cordon_notices::check::{Report, check_request};
use cordon_notices::ids::Country;
use cordon_notices::image::ImageFacts;
use cordon_notices::lifecycle::{Decision, Notice};
use cordon_notices::memory::{MemoryKey, Recognised, Remembered, marks, recognise};
use cordon_notices::request::{Approval, Desk, Override, RequestFile, Requester, Ruling, read};
use cordon_notices::rulebook::Rules;
use cordon_store::RecordWrite;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::answer::No;
use crate::app::{App, new_id, secret};
use crate::members::queries::{At, bureaus, read as record, read_all};
use crate::notices::{files, queries, sealed};

/// The record of what the desk holds on a notice.
pub const KIND: &str = "notice_desk";
/// The record of a case once refused or deleted.
pub const MEMORY: &str = "notice_memory";

/// What the desk holds on a notice: every text is a sealed part, every picture a file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Held {
    /// The sealed parts of the rulings, in the order in which they were given.
    pub rulings: Vec<String>,
    /// The sealed parts of the approvals of protected data.
    pub approvals: Vec<String>,
    /// The sealed part of the exception clause.
    pub exception: Option<String>,
    /// The files of all revisions, as the request names them.
    pub files: BTreeSet<String>,
}

impl Held {
    /// All its sealed parts.
    pub fn parts(&self) -> impl Iterator<Item = String> + '_ {
        self.rulings
            .iter()
            .chain(&self.approvals)
            .chain(&self.exception)
            .cloned()
    }

    /// The record, found by its files.
    ///
    /// # Errors
    /// Never in practice: the value can be written.
    pub fn record(&self, id: &str, revision: i64) -> Result<RecordWrite, No> {
        Ok(RecordWrite {
            kind: KIND,
            id: id.to_owned(),
            expected_revision: revision,
            body: serde_json::to_string(self)?,
            keys: self.files.iter().map(|f| ("file", f.clone())).collect(),
        })
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

async fn parts<T: DeserializeOwned>(app: &App, ids: &[String]) -> Result<Vec<T>, No> {
    let mut all = Vec::new();
    for part in app.store.sealed(ids).await?.into_iter().flatten() {
        all.push(serde_json::from_slice(&part)?);
    }
    Ok(all)
}

/// The rulings on a notice, as far as they are not erased.
///
/// # Errors
/// When the store fails or a ruling cannot be read.
pub async fn rulings(app: &App, id: &str) -> Result<Vec<Ruling>, No> {
    parts(app, &held(app, id).await?.value.rulings).await
}

/// The exception clause on a notice, if one was recorded.
///
/// # Errors
/// When the store fails or it cannot be read.
pub async fn exception(app: &App, id: &str) -> Result<Option<Override>, No> {
    let part = held(app, id).await?.value.exception;
    Ok(parts(app, &part.into_iter().collect::<Vec<_>>()).await?.pop())
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

/// The request behind a payload, with the head that the program vouches for: owner, author and revision; and with what
/// its attached files are by their content.
///
/// # Errors
/// When the payload was erased, or cannot be read.
pub async fn request(app: &App, notice: &Notice, payload: &str, revision: u32) -> Result<RequestFile, No> {
    let text = text(app, payload)
        .await?
        .ok_or_else(|| No::new(StatusCode::GONE, "erased", "the content of this notice was erased"))?;
    let mut file = read(text.as_bytes()).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    file.request.head.revision = revision;
    file.request.head.author = Some(notice.author.clone());
    match (&notice.country, &file.request.head.requester) {
        (Some(country), _) => {
            file.request.head.requester = Some(Requester::Bureau {
                country: country.clone(),
            })
        }
        (None, Some(Requester::Entity { .. })) => {}
        // The headquarters never asks in a member's name.
        (None, _) => file.request.head.requester = Some(Requester::Secretariat),
    }
    let names: Vec<String> = file.request.photographs_mut().filter_map(|p| p.file.clone()).collect();
    let mut facts: BTreeMap<String, ImageFacts> = BTreeMap::new();
    for name in names {
        let Some(hash) = files::hash_of(&name) else { continue };
        if let Some(found) = app.store.file(&hash).await? {
            facts.insert(name, ImageFacts::of(&found.bytes));
        }
    }
    file.request.look_up_pictures(|name| facts.get(name).copied());
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
    file.desk = all_known(app, notice, &file).await?;
    Ok(check_request(&file, at, rules))
}

/// Everything that the desk knows beside a request.
async fn all_known(app: &App, notice: &Notice, file: &RequestFile) -> Result<Desk, No> {
    let held = held(app, &notice.id.to_string()).await?.value;
    let country = notice.country.as_ref();
    let (silver_total, silver_own) = queries::silver_in_force(app, country).await?;
    let members = bureaus(&app.store).await?;
    let members: BTreeSet<Country> = members
        .iter()
        .filter_map(|b| Country::try_from(b.country.as_ref()?.to_string()).ok())
        .collect();
    Ok(Desk {
        rulings: parts(app, &held.rulings).await?,
        approvals: parts::<Approval>(app, &held.approvals).await?,
        exception: parts(app, &held.exception.into_iter().collect::<Vec<_>>()).await?.pop(),
        sealed_facts: match country {
            Some(country) => sealed::against(app, country.as_str()).await?,
            None => vec![],
        },
        recognised: recognised(app, notice, file).await?,
        un_references: None,
        silver_used_by_country: Some(silver_own),
        silver_used_total: Some(silver_total),
        silver_quota: None,
        silver_participants: None,
        members: Some(members),
    })
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
pub async fn recognised(app: &App, notice: &Notice, file: &RequestFile) -> Result<Vec<Recognised>, No> {
    let key = memory_key(app).await?;
    let mut old: Vec<Remembered> = read_all(&app.store, MEMORY).await?;
    old.retain(|r| r.notice != notice.id);
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
