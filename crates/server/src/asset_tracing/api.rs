//! The traces of a case for programs.

use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_asset_tracing::adoption::{Adoption, CaseTraces, KeptFile};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::asset_tracing::accounts::{Standing, standing};
use crate::asset_tracing::run::Traced;
use crate::asset_tracing::service::{self, Done, Opened};
use crate::asset_tracing::upload::Upload;
use crate::asset_tracing::wire::{AdoptIn, TraceSettingsIn};
use crate::gate::{Acting, idempotency_key};
use crate::stop_payment::service::Repeat;

type Answer = Result<Response, No>;

fn repeat(acting: &Acting, headers: &HeaderMap, path: &str, body: &[u8]) -> Result<Repeat, No> {
    let key = idempotency_key(headers).ok_or_else(|| {
        No::new(
            StatusCode::BAD_REQUEST,
            "idempotency-key",
            "send the header Idempotency-Key with a value of your own for this act",
        )
    })?;
    Ok(Repeat::new(&acting.client, key, path, body))
}

fn body<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, No> {
    let place = |e: &serde_json::Error| format!("line {}, column {}", e.line(), e.column());
    serde_json::from_slice(bytes).map_err(|e| No::field(&place(&e), "json", e.to_string()))
}

/// The number of a file, as it stands in the address.
///
/// # Errors
/// When it is no number: nothing is there.
pub fn number(text: &str) -> Result<u32, No> {
    text.parse().map_err(|_| No::not_found())
}

fn answer(done: Done, status: StatusCode) -> Response {
    match done {
        Done::Now(number, traces) => {
            let file = traces.file(number).map(kept);
            let said = json!({"trace": number, "file": file, "in_force": traces.in_force().map(adopted)});
            (status, Json(said)).into_response()
        }
        Done::Before { status, answer } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            (status, [(header::CONTENT_TYPE, "application/json")], answer).into_response()
        }
    }
}

fn kept(file: &KeptFile) -> Value {
    json!({
        "trace": file.number,
        "sha256": file.sha256,
        "balances_sha256": file.balances,
        "bytes": file.bytes,
        "kept": file.kept,
        "settings": file.confirmed.as_ref().map(|(settings, _)| settings),
        "confirmed": file.confirmed.as_ref().map(|(_, by)| by),
    })
}

fn adopted(adoption: &Adoption) -> Value {
    json!({"trace": adoption.file, "rule": adoption.rule, "sha256": adoption.sha256, "result": adoption.outcome, "by": adoption.by})
}

/// The files of a case, and the trace in force.
pub async fn list(State(app): State<App>, Extension(acting): Extension<Acting>, Path(id): Path<String>) -> Answer {
    let traces: CaseTraces = service::of_case(&app, &acting, &id).await?;
    let files: Vec<Value> = traces.files.iter().map(kept).collect();
    let earlier: Vec<Value> = traces.adoptions.iter().map(adopted).collect();
    Ok(Json(json!({"traces": files, "in_force": earlier.last(), "adoptions": earlier})).into_response())
}

/// Keeps a file: the body is the file, or a multipart form with `transfers` and `balances`.
pub async fn keep(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let headers = request.headers().clone();
    let upload = Upload::read(request).await?;
    let repeat = repeat(&acting, &headers, &format!("/v1/cases/{id}/traces"), &upload.whole())?;
    let done = service::keep(&app, &acting, &id, &upload.inputs, Some(repeat)).await?;
    Ok(answer(done, StatusCode::CREATED))
}

/// A kept file: how it is read, and once confirmed, what the six rules say.
pub async fn read(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, trace)): Path<(String, String)>,
) -> Answer {
    let opened = service::open(&app, &acting, &id, number(&trace)?).await?;
    let mut said = kept(&opened.file);
    if opened.file.confirmed.is_none() {
        let settings = TraceSettingsIn::default().settings(opened.filed.case.lost().asset)?;
        match service::look(&opened, settings).await {
            Ok(read) => {
                said["reading"] = json!(read.reading);
                said["input"] = serde_json::to_value(&read.description)?;
            }
            Err(no) => said["unreadable"] = serde_json::to_value(no.problem())?,
        }
        return Ok(Json(said).into_response());
    }
    let (settings, traced) = service::traced(&opened).await?;
    said["reading"] = json!(traced.read.reading);
    said["input"] = serde_json::to_value(&traced.read.description)?;
    let mut rules = Vec::new();
    for ruled in &traced.ruled {
        let mut report = traced.report(ruled, &settings)?;
        report["result_sha256"] = json!(ruled.outcome.digest);
        rules.push(report);
    }
    said["rules"] = Value::Array(rules);
    said["standing"] = in_force(&app, &opened, &traced);
    Ok(Json(said).into_response())
}

/// Where the money stands under the trace in force, and what was asked there.
fn in_force(app: &App, opened: &Opened, traced: &Traced) -> Value {
    let ruled = service::rule_in_force(opened).and_then(|rule| traced.of(rule));
    let Some(ruled) = ruled else {
        return Value::Null;
    };
    let line = |one: &Standing| {
        json!({"account": one.account, "tainted": one.shown, "balance": one.balance, "first_tainted_by": one.first,
            "asked": one.asked, "paid_by_account_of": one.payer, "outside_mandate": one.outside, "below_least": one.too_little})
    };
    let standing = standing(&opened.filed.case, traced, ruled, app.now());
    json!(standing.iter().map(line).collect::<Vec<_>>())
}

/// Confirms how a file is read and what was stolen.
pub async fn confirm(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, trace)): Path<(String, String)>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Answer {
    let repeat = repeat(
        &acting,
        &headers,
        &format!("/v1/cases/{id}/traces/{trace}/confirm"),
        &bytes,
    )?;
    let wish: TraceSettingsIn = body(&bytes)?;
    let done = service::confirm(&app, &acting, &id, number(&trace)?, &wish, Some(repeat)).await?;
    Ok(answer(done, StatusCode::OK))
}

/// Adopts what one rule says as the case's legal trace.
pub async fn adopt(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, trace)): Path<(String, String)>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Answer {
    let repeat = repeat(
        &acting,
        &headers,
        &format!("/v1/cases/{id}/traces/{trace}/adopt"),
        &bytes,
    )?;
    let wish: AdoptIn = body(&bytes)?;
    let done = service::adopt(&app, &acting, &id, number(&trace)?, &wish, Some(repeat)).await?;
    Ok(answer(done, StatusCode::OK))
}
