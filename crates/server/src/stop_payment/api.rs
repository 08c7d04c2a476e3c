//! The doors for programs: thin handlers that read, call the service, and answer.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use cordon_stop_payment::AskId;
use cordon_vocabulary::Actor;
use serde::Deserialize;
use serde_json::{Value, json};

use super::api_call::{Answer, Call, told, whole};
use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::stop_payment::queries::{self, Sight};
use crate::stop_payment::service::{self, Circumstances, Done, NewCase, Repeat};
use crate::stop_payment::wire::NewCaseIn;
use crate::stop_payment::{api_acts, view};

/// The routes of this module for programs.
pub fn routes() -> Router<App> {
    let ask = |verb: &str| format!("/v1/cases/{{id}}/asks/{{ask}}/{verb}");
    Router::new()
        .route("/v1/cases", post(file).get(list))
        .route("/v1/cases/{id}", get(read))
        .route("/v1/cases/{id}/release", post(api_acts::release))
        .route("/v1/cases/{id}/stop", post(api_acts::stop))
        .route("/v1/cases/{id}/resume", post(api_acts::resume))
        .route("/v1/cases/{id}/withdraw", post(api_acts::withdraw))
        .route("/v1/cases/{id}/correct", post(api_acts::correct))
        .route("/v1/asks", get(asks))
        .route("/v1/cases/{id}/asks/{ask}", get(read_ask))
        .route(&ask("acknowledge"), post(api_acts::acknowledge))
        .route(&ask("answers"), post(api_acts::answer))
        .route(&ask("rate"), post(api_acts::rate))
        .route(&ask("forward"), post(api_acts::forward))
        .route(&ask("return"), post(api_acts::give_back))
        .route(&ask("extend"), post(api_acts::extend))
        .route(&ask("appeal"), post(api_acts::appeal))
        .route(&ask("confirm"), post(api_acts::confirm))
        .route(&ask("release"), post(api_acts::release_ask))
        .route(&ask("order"), post(api_acts::order))
        .route(&ask("release-hold"), post(api_acts::release_hold))
        .route(&ask("decide-appeal"), post(api_acts::decide_appeal))
        .route(&ask("reopen"), post(api_acts::reopen))
        .route(&ask("link"), post(api_acts::link))
        .merge(crate::stop_payment::messages::routes())
}

/// Files a stolen payment. A repeated call is answered as the first one was.
async fn file(call: Call) -> Answer {
    let repeat = call.repeat()?;
    let new: NewCaseIn = call.body()?;
    let done = file_case(&call.app, &call.acting.actor, &new, Some(repeat)).await?;
    told(&call.app, &call.acting, done, StatusCode::CREATED).await
}

/// Seals the personal texts and files; pages and programs come the same way.
///
/// # Errors
/// Names the field, or gives the rulebook's refusal.
pub async fn file_case(app: &App, actor: &Actor, new: &NewCaseIn, repeat: Option<Repeat>) -> Result<Done, No> {
    let mut sealed = Vec::new();
    let person = crate::app::new_id();
    let victim = service::seal(&mut sealed, &person, &new.victim)?;
    let facts = service::seal(&mut sealed, &person, &new.facts)?;
    let filing = new.filing(app.world.exercise(), victim, facts)?;
    let case = NewCase {
        filing,
        to_code: new.to_code.clone(),
        in_flight: new.in_flight,
    };
    service::file(
        app,
        case,
        Circumstances {
            repeat,
            sealed,
            ..Circumstances::of(actor)
        },
    )
    .await
}

async fn list(State(app): State<App>, Extension(acting): Extension<Acting>) -> Answer {
    let cases = queries::cases_for(&app.store, &acting.actor).await?;
    let items: Vec<Value> = cases
        .iter()
        .filter(|(_, sight)| *sight == Sight::Own)
        .map(|(f, _)| json!({"id": f.id, "reference": f.case.filing.reference, "state": f.case.state, "sheet": view::sheet(&f.case)}))
        .collect();
    Ok(Json(json!({"items": items})).into_response())
}

async fn read(State(app): State<App>, Extension(acting): Extension<Acting>, Path(id): Path<String>) -> Answer {
    let (filed, sight) = queries::case_for(&app.store, &id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    if sight != Sight::Own {
        return Err(No::not_found());
    }
    Ok(whole(&filed, StatusCode::OK))
}

/// The requests put to the caller.
async fn asks(State(app): State<App>, Extension(acting): Extension<Acting>) -> Answer {
    let cases = queries::cases_for(&app.store, &acting.actor).await?;
    let items: Vec<Value> = cases
        .iter()
        .flat_map(|(f, _)| {
            let mine = f.case.asks.iter().filter(|a| queries::receives(a, &acting.actor));
            mine.map(|a| view::ask(&f.id, &f.case, a)).collect::<Vec<_>>()
        })
        .collect();
    Ok(Json(json!({"items": items})).into_response())
}

async fn read_ask(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, ask)): Path<(String, AskId)>,
) -> Answer {
    let (filed, sight) = queries::case_for(&app.store, &id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    let found = filed
        .case
        .ask(ask)
        .filter(|a| sight == Sight::Own || queries::receives(a, &acting.actor));
    let found = found.ok_or_else(No::not_found)?;
    Ok(Json(view::ask(&filed.id, &filed.case, found)).into_response())
}

/// A page of a stream: `after` is the last number seen.
#[derive(Debug, Deserialize)]
pub struct After {
    /// The last number seen.
    #[serde(default)]
    pub after: i64,
}

/// The caller's own stream, as a page; `Last-Event-ID` and SSE give the same by `/live`.
pub async fn stream(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Query(after): Query<After>,
) -> Answer {
    let audience = audience(&acting);
    let found = app.store.delivered(&audience, after.after, 500).await?;
    let items: Vec<Value> = found
        .iter()
        .map(|d| crate::journal::stream::item(&audience, d))
        .collect();
    let last = found.last().map_or(after.after, |d| d.seq);
    Ok(Json(json!({"items": items, "after": last})).into_response())
}

/// The name of the caller's stream.
#[must_use]
pub fn audience(acting: &Acting) -> String {
    match &acting.officer {
        Some(officer) if officer.bureau.as_str() == "HQ" => "desk:hq".into(),
        Some(officer) => format!("bureau:{}", officer.bureau),
        None => format!("institution:{}", acting.house()),
    }
}
