//! Acts at an assembly: load, decide, apply. What is in order is the rulebook's word alone.

use axum::http::StatusCode;
use cordon_assembly::actor::Actor;
use cordon_assembly::assembly::{Act, Assembly, decide};
use cordon_assembly::turn::Decision;
use cordon_store::{Applied, ApplyError, Change, Entry, Idempotency, RecordWrite};
use cordon_vocabulary::Instant;
use jiff::Timestamp;
use serde_json::json;
use tokio::sync::Mutex;

use crate::answer::No;
use crate::app::App;
use crate::assembly::{certificates, jobs, print, withdrawals};
use crate::members::queries::{At, read};
use crate::stop_payment::service::Repeat;

/// The record of a session.
pub const KIND: &str = "assembly";
/// Who follows the assembly: one audience for all of its pages.
pub const AUDIENCE: &str = "assembly";

/// Acts of one hall are decided one after another. Two processes still meet at the record's revision; within one, two hundred
/// delegates who press at the same second stand in line instead of overtaking each other.
static LINE: Mutex<()> = Mutex::const_new(());

/// What an act led to.
#[derive(Debug)]
pub enum Done {
    /// Done now.
    Now(Box<Decision>),
    /// The same call was answered before.
    Before,
}

/// A session as it stands.
///
/// # Errors
/// When there is none, or the store fails.
pub async fn load(app: &App, id: &str) -> Result<At<Assembly>, No> {
    read(&app.store, KIND, id).await?.ok_or_else(No::not_found)
}

/// Every session by its identifier, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn sessions(app: &App) -> Result<Vec<(String, Assembly)>, No> {
    let mut all = Vec::new();
    for record in app.store.all(KIND, "", 100).await? {
        all.push((record.id, serde_json::from_str::<Assembly>(&record.body)?));
    }
    all.sort_by_key(|(_, one)| std::cmp::Reverse((one.session.opening, one.session.number)));
    Ok(all)
}

/// Opens the record of a session.
///
/// # Errors
/// When one with this identifier exists, or the store fails.
pub async fn found(app: &App, id: &str, start: &Assembly, at: Timestamp) -> Result<(), No> {
    let public = json!({"session": start.session.number, "exercise": start.session.exercise});
    let mut change = change(id, start, 0, entry("assembly.opened_record", "operator", at, public))?;
    change.jobs.extend(jobs::after(id, app.today()));
    app.apply(change).await?;
    Ok(())
}

/// One act by one person at one time.
///
/// # Errors
/// The rulebook's refusal with its row, or a failure of the store.
pub async fn act(
    app: &App,
    id: &str,
    actor: &Actor,
    act: &Act,
    at: Timestamp,
    repeat: Option<Repeat>,
) -> Result<Done, No> {
    let _line = LINE.lock().await;
    for _ in 0..12 {
        // What was answered before is answered again, whatever the rulebook would say now.
        if answered_before(app, repeat.as_ref()).await? {
            return Ok(Done::Before);
        }
        let now = load(app, id).await?;
        let decision = decide(&now.value, act, actor, at).map_err(refused)?;
        let mut change = change(
            id,
            &decision.state,
            now.revision,
            entry("assembly.act", &journal_name(actor), at, public(actor, &decision)),
        )?;
        certificates::sign(app, id, &now.value, &decision.state, &mut change)?;
        withdrawals::follow(app, &now.value, &decision.state, at, &mut change).await?;
        print::follow(app, id, &now.value, &decision.state, at, &mut change).await?;
        change.idempotency = repeat.as_ref().map(|r| Idempotency {
            client: r.client.clone(),
            key: r.key.clone(),
            request_hash: r.request,
            status: 200,
            answer: json!({"session": id, "done": true}).to_string(),
            at_us: at.as_microsecond(),
        });
        match app.apply(change).await {
            Ok(Applied::Done { .. }) => return Ok(Done::Now(Box::new(decision))),
            Ok(Applied::Replayed { .. }) => return Ok(Done::Before),
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(No::new(
        StatusCode::CONFLICT,
        "stale",
        "the session is being changed by many at once; try again",
    ))
}

async fn answered_before(app: &App, repeat: Option<&Repeat>) -> Result<bool, No> {
    let Some(repeat) = repeat else {
        return Ok(false);
    };
    match app.store.idempotent(&repeat.client, &repeat.key).await? {
        Some(kept) if kept.request_hash != repeat.request => Err(ApplyError::KeyReused.into()),
        kept => Ok(kept.is_some()),
    }
}

fn public(actor: &Actor, decision: &Decision) -> serde_json::Value {
    json!({
        "session": decision.state.session.number,
        "exercise": decision.state.session.exercise,
        "capacity": actor.capacity.name(),
        "entries": decision.entries,
        "rules": decision.rules,
    })
}

fn journal_name(actor: &Actor) -> String {
    format!("assembly:{}", actor.person)
}

pub(super) fn refused(refusal: cordon_assembly::refusal::Refusal) -> No {
    No {
        rests_on: refusal.row().map(|row| row.to_string()),
        ..No::new(StatusCode::UNPROCESSABLE_ENTITY, refusal.code(), refusal.to_string())
    }
}

/// An entry of the journal about a session.
pub(super) fn entry(kind: &'static str, actor: &str, at: Timestamp, public: serde_json::Value) -> Entry {
    Entry {
        kind,
        actor: actor.to_owned(),
        bureau: "HQ".into(),
        at_us: Instant::from_micros(at.as_microsecond()).micros(),
        purpose: "session of the assembly".into(),
        case: None,
        public,
        sealed: vec![],
    }
}

fn change(id: &str, state: &Assembly, revision: i64, entry: Entry) -> Result<Change, No> {
    let mut change = Change::new(entry);
    change.audiences = vec![AUDIENCE.into()];
    change.records.push(RecordWrite {
        kind: KIND,
        id: id.to_owned(),
        expected_revision: revision,
        body: serde_json::to_string(state)?,
        keys: vec![("session", state.session.number.to_string())],
    });
    Ok(change)
}
