//! What stands around an act: who acts, for which bureau, why, and under which key of a repeated call.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cordon_store::{Applied, ApplyError, Change, Entry, Idempotency, SealedPart};
use cordon_vocabulary::{BureauId, PartRef};
use serde_json::Value;

use crate::answer::No;
use crate::app::{App, new_id};
use crate::gate::{Acting, idempotency_key};
use crate::stop_payment::service::Repeat;

/// One who acts for a bureau.
#[derive(Debug, Clone)]
pub struct By {
    /// The name in the journal.
    pub actor: String,
    /// The bureau acted for.
    pub bureau: BureauId,
    /// For what purpose.
    pub purpose: String,
    /// The key of a repeated call.
    pub repeat: Option<Repeat>,
}

/// What an act led to.
#[derive(Debug)]
pub enum Done<T> {
    /// Done now.
    Now(T),
    /// The same call was answered before, with this.
    Before {
        /// The status of that answer.
        status: u16,
        /// Its body.
        answer: String,
    },
}

/// What became of an attempt: done, answered before, or to be decided again.
pub enum Tried {
    /// Durably done.
    Done,
    /// Answered before, with this.
    Before(u16, String),
    /// Somebody else was quicker: load and decide again.
    Again,
}

impl By {
    /// The officer behind a call.
    ///
    /// # Errors
    /// When no officer calls.
    pub fn of(acting: &Acting) -> Result<Self, No> {
        Ok(Self {
            actor: acting.actor.journal_name(),
            bureau: acting.officer()?.bureau.clone(),
            purpose: acting.actor.purpose.clone(),
            repeat: None,
        })
    }

    /// The officer behind a program's call, which needs a key of its own.
    ///
    /// # Errors
    /// When no officer calls, or the header `Idempotency-Key` is missing.
    pub fn repeated(acting: &Acting, headers: &HeaderMap, path: &str, body: &[u8]) -> Result<Self, No> {
        let key = idempotency_key(headers).ok_or_else(|| {
            No::new(
                StatusCode::BAD_REQUEST,
                "idempotency-key",
                "send the header Idempotency-Key with a value of your own for this act",
            )
        })?;
        let repeat = Repeat::new(&acting.client, key, path, body);
        Ok(Self {
            repeat: Some(repeat),
            ..Self::of(acting)?
        })
    }

    /// A named officer of a bureau: for scenes, commands and tests.
    ///
    /// # Errors
    /// When the bureau's name is malformed.
    pub fn named(actor: &str, bureau: &str, purpose: &str) -> Result<Self, No> {
        Ok(Self {
            actor: actor.to_owned(),
            bureau: BureauId::parse(bureau).map_err(|e| No::malformed("bureau", &e))?,
            purpose: purpose.to_owned(),
            repeat: None,
        })
    }

    /// The journal's entry of an act.
    #[must_use]
    pub fn entry(
        &self,
        app: &App,
        kind: &'static str,
        case: Option<&str>,
        mut public: Value,
        sealed: Vec<SealedPart>,
    ) -> Entry {
        if let Some(object) = public.as_object_mut() {
            object.insert("exercise".into(), serde_json::json!(app.world.exercise()));
        }
        Entry {
            kind,
            actor: self.actor.clone(),
            bureau: self.bureau.to_string(),
            at_us: app.now().micros(),
            purpose: self.purpose.clone(),
            case: case.map(str::to_owned),
            public,
            sealed,
        }
    }

    /// The answer kept under the key of a repeated call.
    ///
    /// # Errors
    /// When the key was used with another request, or the store fails.
    pub async fn before<T>(&self, app: &App) -> Result<Option<Done<T>>, No> {
        let Some(repeat) = &self.repeat else {
            return Ok(None);
        };
        let Some(kept) = app.store.idempotent(&repeat.client, &repeat.key).await? else {
            return Ok(None);
        };
        if kept.request_hash != repeat.request {
            return Err(ApplyError::KeyReused.into());
        }
        Ok(Some(Done::Before {
            status: kept.status,
            answer: kept.answer,
        }))
    }

    /// Applies a change with the answer that a repeated call will get.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn apply(&self, app: &App, mut change: Change, answer: &Value) -> Result<Tried, No> {
        change.audiences.sort();
        change.audiences.dedup();
        change.idempotency = self.repeat.as_ref().map(|repeat| Idempotency {
            client: repeat.client.clone(),
            key: repeat.key.clone(),
            request_hash: repeat.request,
            status: 200,
            answer: answer.to_string(),
            at_us: app.now().micros(),
        });
        match app.apply(change).await {
            Ok(Applied::Done { .. }) => Ok(Tried::Done),
            Ok(Applied::Replayed { status, answer }) => Ok(Tried::Before(status, answer)),
            Err(ApplyError::Stale { .. }) => Ok(Tried::Again),
            Err(error) => Err(error.into()),
        }
    }
}

/// A text that may speak of a person, sealed, with the place where it lies.
///
/// # Errors
/// Never in practice: identifiers made here are well formed.
pub fn seal(sealed: &mut Vec<SealedPart>, text: &str) -> Result<PartRef, No> {
    let person = new_id();
    crate::stop_payment::service::seal(sealed, &person, text)
}

/// The texts behind sealed parts; an erased one is absent.
///
/// # Errors
/// When the store fails.
pub async fn unsealed(app: &App, ids: &[String]) -> Result<Vec<Option<String>>, No> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let parts = app.store.sealed(ids).await?;
    Ok(parts
        .into_iter()
        .map(|part| part.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        .collect())
}

/// The answer given before, once more.
#[must_use]
pub fn again(status: u16, answer: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    (status, [(header::CONTENT_TYPE, "application/json")], answer).into_response()
}

/// Too many at once.
#[must_use]
pub fn crowded() -> No {
    No::new(
        StatusCode::CONFLICT,
        "stale",
        "this is being changed by many at once; try again",
    )
}
