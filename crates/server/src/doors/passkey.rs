//! Passkeys: no password exists that could be stolen, guessed or told.

use std::collections::HashMap;
use std::sync::Mutex;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use cordon_store::{Change, Entry, RecordWrite};
use cordon_vocabulary::{Instant, Means, OfficerId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Webauthn, WebauthnBuilder,
};

use crate::answer::No;
use crate::app::{App, new_id};
use crate::doors::session;
use crate::members::queries;

/// A ceremony must end within so many seconds.
const TERM: i64 = 300;
/// So many ceremonies may be open at once; the oldest gives way.
const MOST: usize = 10_000;

/// A ceremony that has begun.
pub enum Ceremony {
    /// Of an officer who enrols.
    Enrols(OfficerId, Box<PasskeyRegistration>),
    /// Of an officer who signs in.
    SignsIn(OfficerId, Box<PasskeyAuthentication>),
}

/// Ceremonies of this process: a browser ends one where it began.
#[derive(Default)]
pub struct Ceremonies(Mutex<HashMap<String, (Instant, Ceremony)>>);

impl Ceremonies {
    /// Keeps a ceremony; gives its name.
    pub fn keep(&self, now: Instant, ceremony: Ceremony) -> String {
        let name = new_id();
        if let Ok(mut open) = self.0.lock() {
            open.retain(|_, (began, _)| now.seconds_since(*began) < TERM);
            if open.len() >= MOST {
                let oldest = open
                    .iter()
                    .min_by_key(|(_, (began, _))| *began)
                    .map(|(name, _)| name.clone());
                oldest.map(|name| open.remove(&name));
            }
            open.insert(name.clone(), (now, ceremony));
        }
        name
    }

    /// Takes a ceremony out: it can end once.
    pub fn take(&self, now: Instant, name: &str) -> Option<Ceremony> {
        let (began, ceremony) = self.0.lock().ok()?.remove(name)?;
        (now.seconds_since(began) < TERM).then_some(ceremony)
    }
}

/// A passkey as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    officer: OfficerId,
    passkey: Passkey,
}

/// The verifier, bound to the address of this program.
///
/// # Errors
/// When the origin in the settings is not an address.
pub fn verifier(app: &App) -> Result<Webauthn, No> {
    let ours = |e: &dyn std::fmt::Display| {
        tracing::error!(error = %e, "passkeys");
        No::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "origin",
            "the origin in the settings does not allow passkeys",
        )
    };
    let origin = Url::parse(&app.settings.origin).map_err(|e| ours(&e))?;
    let host = origin.host_str().unwrap_or("localhost").to_owned();
    WebauthnBuilder::new(&host, &origin)
        .map(|b| b.rp_name("Cordon"))
        .and_then(WebauthnBuilder::build)
        .map_err(|e| ours(&e))
}

/// The same words for every reason, so that nobody learns which accounts exist.
fn shut() -> No {
    No::new(
        StatusCode::UNAUTHORIZED,
        "sign-in",
        "this account and passkey do not open the door",
    )
}

/// Who wants to sign in.
#[derive(Debug, Deserialize)]
pub struct Begin {
    officer: String,
}

/// Begins to sign in: the challenge for the officer's passkeys.
pub async fn login_begin(State(app): State<App>, Json(begin): Json<Begin>) -> Result<Response, No> {
    let officer = session::officer(&app, &begin.officer).await?.ok_or_else(shut)?;
    let keys = passkeys(&app, &officer.id).await?;
    let (options, state) = verifier(&app)?
        .start_passkey_authentication(&keys)
        .map_err(|_| shut())?;
    let state = app
        .ceremonies
        .keep(app.now(), Ceremony::SignsIn(officer.id, Box::new(state)));
    Ok(Json(json!({"state": state, "options": options})).into_response())
}

/// A finished ceremony as the browser sends it.
#[derive(Debug, Deserialize)]
pub struct Finish<T> {
    pub(super) state: String,
    pub(super) credential: T,
}

/// Ends signing in: opens the session.
pub async fn login_finish(
    State(app): State<App>,
    Json(finish): Json<Finish<PublicKeyCredential>>,
) -> Result<Response, No> {
    let Some(Ceremony::SignsIn(id, state)) = app.ceremonies.take(app.now(), &finish.state) else {
        return Err(shut());
    };
    verifier(&app)?
        .finish_passkey_authentication(&finish.credential, &state)
        .map_err(|_| shut())?;
    let officer = session::officer(&app, id.as_str()).await?.ok_or_else(shut)?;
    let cookie = session::open(&app, &officer, Means::Passkey).await?;
    Ok((
        [(header::SET_COOKIE, cookie)],
        Json(json!({"to": session::home(&officer)})),
    )
        .into_response())
}

/// The officer's passkeys.
///
/// # Errors
/// When the store fails or a key cannot be read.
pub async fn passkeys(app: &App, officer: &OfficerId) -> Result<Vec<Passkey>, No> {
    let records = app.store.find("passkey", "officer", officer.as_str()).await?;
    records
        .iter()
        .map(|r| Ok(serde_json::from_str::<Kept>(&r.body)?.passkey))
        .collect()
}

/// Begins to enrol a passkey; the caller has proven that the officer may.
///
/// # Errors
/// When the ceremony cannot begin.
pub async fn enrol_begin(app: &App, officer: &cordon_members::officer::Officer) -> Result<Response, No> {
    let known = passkeys(app, &officer.id).await?;
    let exclude = known.iter().map(|k| k.cred_id().clone()).collect();
    // The handle is drawn from the account's name: the same officer is one user on his key.
    let handle =
        uuid::Uuid::from_slice(&<sha2::Sha256 as sha2::Digest>::digest(officer.id.as_str())[..16]).unwrap_or_default();
    let begun = verifier(app)?.start_passkey_registration(handle, officer.id.as_str(), &officer.name, Some(exclude));
    let (options, state) = begun.map_err(|e| No::new(StatusCode::UNPROCESSABLE_ENTITY, "passkey", e.to_string()))?;
    let state = app
        .ceremonies
        .keep(app.now(), Ceremony::Enrols(officer.id.clone(), Box::new(state)));
    Ok(Json(json!({"state": state, "options": options})).into_response())
}

/// Ends enrolling: the passkey, ready to be kept with the change that spends the link.
///
/// # Errors
/// When the ceremony is unknown, too old, or does not verify.
pub fn enrol_finish(app: &App, finish: &Finish<RegisterPublicKeyCredential>) -> Result<(OfficerId, Change), No> {
    let Some(Ceremony::Enrols(officer, state)) = app.ceremonies.take(app.now(), &finish.state) else {
        return Err(No::new(
            StatusCode::CONFLICT,
            "ceremony",
            "this enrolment took too long; begin again",
        ));
    };
    let passkey = verifier(app)?
        .finish_passkey_registration(&finish.credential, &state)
        .map_err(|e| No::new(StatusCode::UNPROCESSABLE_ENTITY, "passkey", e.to_string()))?;
    let id = hex::encode(passkey.cred_id());
    let kept = Kept {
        officer: officer.clone(),
        passkey,
    };
    let mut change = Change::new(Entry {
        kind: "members.passkey_enrolled",
        actor: format!("officer:{officer}"),
        bureau: String::new(),
        at_us: app.now().micros(),
        purpose: "enrol a passkey".into(),
        case: None,
        public: json!({"officer": officer, "passkey": crate::app::fingerprint(&id)}),
        sealed: vec![],
    });
    change.records.push(RecordWrite {
        kind: "passkey",
        id,
        expected_revision: 0,
        body: serde_json::to_string(&kept)?,
        keys: vec![("officer", officer.to_string())],
    });
    Ok((officer, change))
}

/// A one-time link that has not been spent and has not ended, with its revision.
///
/// # Errors
/// One answer for unknown, spent and ended links.
pub async fn enrolment(app: &App, secret: &str) -> Result<queries::At<queries::Enrolment>, No> {
    let found = queries::read::<queries::Enrolment>(&app.store, "enrolment", &crate::app::fingerprint(secret)).await?;
    found
        .filter(|e| e.value.spent.is_none() && e.value.until > app.now())
        .ok_or_else(|| {
            No::new(
                StatusCode::GONE,
                "link",
                "this link is unknown, spent or over; ask for a new one",
            )
        })
}
