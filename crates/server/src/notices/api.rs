//! Notices for programs.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::gate::{Acting, idempotency_key};
use crate::notices::by::By;
use crate::notices::change::Around;
use crate::notices::hits::{self, HitWish};
use crate::notices::service::{self, Done};
use crate::notices::wish::Wish;
use crate::notices::{adoption, queries, view};
use crate::stop_payment::service::Repeat;

pub(crate) fn repeat(acting: &Acting, headers: &HeaderMap, path: &str, body: &[u8]) -> Result<Repeat, No> {
    let key = idempotency_key(headers).ok_or_else(|| {
        No::new(
            StatusCode::BAD_REQUEST,
            "idempotency-key",
            "send the header Idempotency-Key with a value of your own for this act",
        )
    })?;
    Ok(Repeat::new(&acting.client, key, path, body))
}

fn parsed<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, No> {
    serde_json::from_slice(bytes).map_err(|e| {
        No::field(
            &format!("line {}, column {}", e.line(), e.column()),
            "json",
            e.to_string(),
        )
    })
}

pub(crate) fn again(status: u16, answer: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    (status, [(header::CONTENT_TYPE, "application/json")], answer).into_response()
}

/// Everything the caller may know of, one line each.
pub async fn list(State(app): State<App>, Extension(acting): Extension<Acting>) -> Result<Response, No> {
    let viewer = By::of(&app, &acting).await?.viewer();
    let (now, rules) = (app.now().timestamp(), adoption::rules(&app).await?);
    let lines: Vec<_> = queries::list(&app, &viewer)
        .await?
        .iter()
        .map(|n| view::line(n, &viewer, now, rules.book()))
        .collect();
    Ok(Json(json!({"count": lines.len(), "notices": lines})).into_response())
}

/// Files a request: the body is the request file.
pub async fn file(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let repeat = repeat(&acting, &headers, "notices", &bytes)?;
    let by = By::of(&app, &acting).await?;
    let text = std::str::from_utf8(&bytes).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    match service::file(&app, text, &by, app.now().timestamp(), Some(repeat)).await? {
        Done::Now(notice) => Ok((StatusCode::CREATED, Json(json!({"id": notice.id}))).into_response()),
        Done::Before { status, answer } => Ok(again(status, answer)),
    }
}

/// One notice, as far as the caller may see it. Reading about a person is an act.
pub async fn read(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let view = view::of(&app, &id, &by, app.now().timestamp()).await?;
    crate::journal::note::search(&app, &acting, "notices.read", &id, json!({"notice": id})).await?;
    Ok(Json(view).into_response())
}

/// One act.
pub async fn act(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let repeat = repeat(&acting, &headers, &format!("notices/{id}/acts"), &bytes)?;
    let by = By::of(&app, &acting).await?;
    let wish: Wish = parsed(&bytes)?;
    let around = Around {
        repeat: Some(repeat),
        ..Around::default()
    };
    match service::act(&app, &id, &wish, &by, app.now().timestamp(), around).await? {
        Done::Now(notice) => Ok(Json(json!({"id": notice.id})).into_response()),
        Done::Before { status, answer } => Ok(again(status, answer)),
    }
}

/// Opens a positive-query case, or takes a step in one.
pub async fn hit(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let repeat = repeat(&acting, &headers, &format!("notices/{id}/hits"), &bytes)?;
    if let Some(kept) = app.store.idempotent(&repeat.client, &repeat.key).await?
        && kept.request_hash == repeat.request
    {
        return Ok(again(kept.status, kept.answer));
    }
    let by = By::of(&app, &acting).await?;
    let at = app.now().timestamp();
    let around = Around {
        repeat: Some(repeat),
        ..Around::default()
    };
    let (case, end) = match parsed(&bytes)? {
        HitWish::Open { purpose, notify } => (hits::open(&app, &id, &purpose, notify, &by, at, around).await?, None),
        HitWish::Step { hit, step } => {
            if queries::hit(&app, &hit.to_string()).await?.value.notice.to_string() != id {
                return Err(No::not_found());
            }
            let decision = hits::step(&app, &hit.to_string(), &step, &by, at, around).await?;
            (decision.case, decision.end_notice)
        }
    };
    Ok(Json(json!({"hit": case.id, "state": case.state, "end_notice": end})).into_response())
}
