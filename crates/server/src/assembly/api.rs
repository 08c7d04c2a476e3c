//! The assembly for programs: the session as it stands, its certificates, and acts.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_assembly::assembly::Act;
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::assembly::{capacity, service};
use crate::gate::{Acting, idempotency_key};
use crate::stop_payment::service::Repeat;

/// The session with everything it decides upon. Who voted how is shown by seat, where the mode says so at all.
pub async fn read(State(app): State<App>, Path(id): Path<String>) -> Result<Response, No> {
    let state = service::load(&app, &id).await?.value;
    let next = cordon_assembly::next_step::next_steps(&state, app.now().timestamp());
    let ballots: Vec<_> = state
        .ballots
        .all
        .keys()
        .filter_map(|n| state.ballots.certificate(*n))
        .map(|c| json!({"ballot": c.ballot, "question": c.question, "count": c.count, "entitled": c.entitled, "present": c.present, "cast": c.cast,
            "outcome": c.outcome, "rules": c.rules, "digest": c.digest().ok(), "by_seat": c.by_seat(&state.roll)}))
        .collect();
    Ok(Json(json!({"session": state.session, "next": next, "resolutions": state.resolutions, "ballots": ballots, "commitments": state.commitments})).into_response())
}

/// In which part the caller acts, where the account has several.
#[derive(Debug, Deserialize)]
pub struct As {
    #[serde(rename = "as", default)]
    part: Option<String>,
}

/// One act, in the rulebook's own words.
pub async fn act(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Query(named): Query<As>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let key = idempotency_key(&headers).ok_or_else(|| {
        No::new(
            StatusCode::BAD_REQUEST,
            "idempotency-key",
            "send the header Idempotency-Key with a value of your own for this act",
        )
    })?;
    let act: Act = serde_json::from_slice(&bytes).map_err(|e| {
        No::field(
            &format!("line {}, column {}", e.line(), e.column()),
            "json",
            e.to_string(),
        )
    })?;
    let state = service::load(&app, &id).await?.value;
    let actor = capacity::named(&acting, &state, named.part.as_deref())?;
    let repeat = Repeat::new(&acting.client, key, &format!("assembly/{id}"), &bytes);
    let done = service::act(&app, &id, &actor, &act, app.now().timestamp(), Some(repeat)).await?;
    Ok(Json(match done {
        service::Done::Now(decision) => json!({"session": id, "done": true, "entries": decision.entries, "rules": decision.rules, "warnings": decision.warnings}),
        service::Done::Before => json!({"session": id, "done": true}),
    })
    .into_response())
}
