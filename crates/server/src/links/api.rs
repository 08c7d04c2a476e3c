//! Links for programs: values registered, requests asked and answered, decisions taken.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_vocabulary::CaseRef;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::journal::act::{By, Done, again};
use crate::links::pages::find::Declared;
use crate::links::persons::{self, WishToDecide};
use crate::links::queries::name_of;
use crate::links::register::{self, Registered};
use crate::links::service::{self, WishToAnswer, WishToAsk};

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, No> {
    serde_json::from_slice(bytes).map_err(|e| {
        No::field(
            &format!("line {}, column {}", e.line(), e.column()),
            "json",
            e.to_string(),
        )
    })
}

fn done<T>(done: Done<T>, answer: impl FnOnce(T) -> Value) -> Response {
    match done {
        Done::Now(now) => Json(answer(now)).into_response(),
        Done::Before { status, answer } => again(status, answer),
    }
}

/// Registers the values of a case that the bureau keeps elsewhere.
pub async fn register(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, "links/values", &bytes)?;
    let registered: Registered = parsed(&bytes)?;
    let entered = register::register(&app, &by, &registered).await?;
    Ok(done(
        entered,
        |changed| json!({"case": registered.case, "changed": changed}),
    ))
}

/// The neighbourhood of a case.
pub async fn case(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(case): Path<String>,
) -> Result<Response, No> {
    let case = CaseRef::parse(&case).map_err(|_| No::not_found())?;
    let reader = acting.officer()?.bureau.clone();
    let (around, texts) = service::neighbourhood(&app, &reader, &case).await?;
    crate::journal::note::search(
        &app,
        &acting,
        "links.case_read",
        case.as_str(),
        json!({"reference": case}),
    )
    .await?;
    let shared: Vec<Value> = around
        .table
        .iter()
        .map(|value| {
            let text = texts.get(&name_of(value.key));
            json!({"kind": text.map(|t| t.kind), "value": text.map(|t| &t.text), "places": value.places, "cases": value.cases, "count": value.count, "band": value.band, "elsewhere": value.elsewhere, "common": value.common})
        })
        .collect();
    let drawing = &around.drawing;
    Ok(Json(json!({"case": case, "shared": shared, "drawn": {"values": drawing.values.len(), "cases": drawing.cases.len(), "values_left_out": drawing.values_left_out, "links_left_out": drawing.links_left_out}})).into_response())
}

/// Asks the owners of a link.
pub async fn ask(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, "links/requests", &bytes)?;
    let wish: WishToAsk = parsed(&bytes)?;
    Ok(done(
        service::ask_owners(&app, &by, &wish).await?,
        |asked| json!({"request": asked.id}),
    ))
}

/// The bureau's own requests as it sees them, and those put to it.
pub async fn requests(State(app): State<App>, Extension(acting): Extension<Acting>) -> Result<Response, No> {
    let bureau = acting.officer()?.bureau.clone();
    let own: Vec<Value> = service::own_requests(&app, &bureau)
        .await?
        .iter()
        .map(|r| json!({"request": r.id, "kind": r.kind, "value": r.value, "for_case": r.for_case, "shared": r.view.shared, "open": r.view.open, "closes_at": r.view.closes_at}))
        .collect();
    let put: Vec<Value> = service::put_requests(&app, &bureau)
        .await?
        .iter()
        .map(|r| json!({"request": r.id, "asker": r.asker, "kind": r.kind, "value": r.value, "for_case": r.for_case, "purpose": r.purpose, "cases": r.cases, "open": r.open, "closes_at": r.closes_at}))
        .collect();
    Ok(Json(json!({"own": own, "put_to_us": put})).into_response())
}

/// Answers a request.
pub async fn answer(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, &format!("links/requests/{id}/answers"), &bytes)?;
    let wish: WishToAnswer = parsed(&bytes)?;
    Ok(done(
        service::answer_request(&app, &by, &id, &wish).await?,
        |()| json!({"request": id}),
    ))
}

/// Declares a value common, or takes that back.
pub async fn declare(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, "links/common", &bytes)?;
    let declared: Declared = parsed(&bytes)?;
    let (kind, reason) = declared.parsed()?;
    Ok(done(
        service::declare(&app, &by, kind, declared.value(), reason).await?,
        |()| json!({"kind": kind, "reason": reason}),
    ))
}

/// Decides on the persons of a name in two cases.
pub async fn decide(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, "links/persons", &bytes)?;
    let wish: WishToDecide = parsed(&bytes)?;
    Ok(done(
        persons::decide(&app, &by, &wish).await?,
        |number| json!({"decision": number}),
    ))
}

/// Why a decision is taken back.
#[derive(Debug, Deserialize)]
struct Reason {
    reason: String,
}

/// Takes a decision back.
pub async fn take_back(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(number): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, &format!("links/persons/{number}/take-back"), &bytes)?;
    let number = number.parse().map_err(|_| No::not_found())?;
    let Reason { reason } = parsed(&bytes)?;
    Ok(done(
        persons::take_back(&app, &by, number, &reason).await?,
        |()| json!({"decision": number}),
    ))
}
