//! Acts at an assembly: load, decide, apply. What is in order is the rulebook's word alone.

use axum::http::StatusCode;
use cordon_assembly::actor::{Actor, Capacity};
use cordon_assembly::assembly::{Act, Assembly, decide};
use cordon_assembly::member::{MemberCode, PersonId};
use cordon_assembly::turn::Decision;
use cordon_members::role::Role;
use cordon_store::{Applied, ApplyError, Change, Entry, Idempotency, RecordWrite};
use jiff::Timestamp;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::members::queries::{At, read};
use crate::stop_payment::service::Repeat;

/// The record of a session.
pub const KIND: &str = "assembly";

/// A session as it stands.
///
/// # Errors
/// When there is none, or the store fails.
pub async fn load(app: &App, id: &str) -> Result<At<Assembly>, No> {
    read(&app.store, KIND, id).await?.ok_or_else(No::not_found)
}

/// In what capacity an officer acts: delegates for their country, the secretariat for itself.
///
/// # Errors
/// When the account has no capacity at an assembly.
pub fn capacity(acting: &Acting, chair: bool) -> Result<Actor, No> {
    let officer = acting.officer()?;
    let person = PersonId::new(officer.id.as_str())
        .map_err(|e| No::field("officer", "malformed", e.to_string()))?;
    let capacity = if officer.roles.contains(&Role::Secretariat) {
        // The secretariat's console is also the chair's: what the chair says is entered there.
        if chair {
            Capacity::Chair
        } else {
            Capacity::Secretariat
        }
    } else if officer.roles.contains(&Role::Delegate) {
        let country = officer
            .bureau
            .as_str()
            .split('-')
            .next()
            .unwrap_or_default();
        let member = MemberCode::new(country)
            .map_err(|e| No::field("member", "malformed", e.to_string()))?;
        Capacity::Delegate { member }
    } else {
        return Err(No::new(
            StatusCode::FORBIDDEN,
            "no-capacity",
            "your account has no seat and no office at the assembly",
        ));
    };
    Ok(Actor { person, capacity })
}

/// Opens the record of a session.
///
/// # Errors
/// When one with this identifier exists, or the store fails.
pub async fn found(app: &App, id: &str, start: &Assembly, at: Timestamp) -> Result<(), No> {
    let change = change(
        id,
        start,
        0,
        entry(
            app,
            "assembly.opened_record",
            "operator",
            at,
            json!({"session": start.session.number}),
        ),
    )?;
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
) -> Result<Decision, No> {
    for _ in 0..12 {
        let now = load(app, id).await?;
        let decision = decide(&now.value, act, actor, at).map_err(refused)?;
        let public = json!({
            "session": decision.state.session.number,
            "exercise": decision.state.session.exercise,
            "capacity": actor.capacity.name(),
            "entries": decision.entries,
            "rules": decision.rules,
        });
        let name = format!(
            "assembly:{}",
            serde_json::to_value(&actor.person)?.as_str().unwrap_or("?")
        );
        let mut change = change(
            id,
            &decision.state,
            now.revision,
            entry(app, "assembly.act", &name, at, public),
        )?;
        change.idempotency = repeat.as_ref().map(|r| Idempotency {
            client: r.client.clone(),
            key: r.key.clone(),
            request_hash: r.request,
            status: 200,
            answer: json!({"session": id, "done": true}).to_string(),
            at_us: at.as_microsecond(),
        });
        match app.apply(change).await {
            Ok(Applied::Done { .. } | Applied::Replayed { .. }) => return Ok(decision),
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

fn refused(refusal: cordon_assembly::refusal::Refusal) -> No {
    No::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        refusal.code(),
        refusal.to_string(),
    )
}

fn entry(
    _app: &App,
    kind: &'static str,
    actor: &str,
    at: Timestamp,
    public: serde_json::Value,
) -> Entry {
    Entry {
        kind,
        actor: actor.to_owned(),
        bureau: "HQ".into(),
        at_us: at.as_microsecond(),
        purpose: "session of the assembly".into(),
        case: None,
        public,
        sealed: vec![],
    }
}

fn change(id: &str, state: &Assembly, revision: i64, entry: Entry) -> Result<Change, No> {
    let mut change = Change::new(entry);
    change.audiences = vec!["desk:hq".into()];
    change.records.push(RecordWrite {
        kind: KIND,
        id: id.to_owned(),
        expected_revision: revision,
        body: serde_json::to_string(state)?,
        keys: vec![("session", state.session.number.to_string())],
    });
    Ok(change)
}
