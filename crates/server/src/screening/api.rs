//! Screening for programs: an entity, a zone or a name in, one of four actions with its evidence out; decisions, lost
//! documents and lists.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::gate::{Acting, idempotency_key};
use crate::screening::asked::{Question, Wire};
use crate::screening::{decisions, lost, service};
use crate::stop_payment::service::Repeat;

/// Most questions in one batch.
const MOST_QUESTIONS: usize = 100;

/// A batch of questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    queries: Vec<Wire>,
}

/// Why something is taken back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Why {
    reason: String,
}

fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, No> {
    Ok(serde_json::from_slice(bytes)?)
}

fn repeat(acting: &Acting, headers: &HeaderMap, uri: &Uri, bytes: &[u8]) -> Result<Repeat, No> {
    let key = idempotency_key(headers).ok_or_else(|| {
        No::new(
            StatusCode::BAD_REQUEST,
            "key-missing",
            "send a header Idempotency-Key of 1 to 200 visible characters",
        )
    })?;
    Ok(Repeat::new(&acting.client, key, uri.path(), bytes))
}

/// `POST /v1/screen`: one traveller.
pub async fn screen(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    bytes: Bytes,
) -> Result<Response, No> {
    let asked: Wire = body(&bytes)?;
    let question = asked.question(app.today().year())?;
    let mut answers = service::screen(&app, &acting, &[question]).await?;
    let answer = answers.pop().ok_or_else(No::not_found)?;
    Ok(Json(answer).into_response())
}

/// `POST /v1/screen/batch`: up to a hundred travellers, all or none.
pub async fn batch(State(app): State<App>, Extension(acting): Extension<Acting>, bytes: Bytes) -> Result<Response, No> {
    let batch: Batch = body(&bytes)?;
    if batch.queries.is_empty() || batch.queries.len() > MOST_QUESTIONS {
        return Err(No::field(
            "queries",
            "count",
            format!(
                "a batch holds 1 to {MOST_QUESTIONS} queries, this one {}",
                batch.queries.len()
            ),
        ));
    }
    let year = app.today().year();
    let mut questions: Vec<Question> = Vec::with_capacity(batch.queries.len());
    for (at, wire) in batch.queries.iter().enumerate() {
        let question = wire.question(year).map_err(|no| {
            let field = no.field.clone().unwrap_or_default();
            No {
                field: Some(format!("queries[{at}].{field}")),
                ..no
            }
        })?;
        questions.push(question);
    }
    let answers = service::screen(&app, &acting, &questions).await?;
    let named = batch.queries.iter().zip(answers).map(|(wire, answer)| {
        let mut answer = serde_json::to_value(answer)?;
        answer["id"] = json!(wire.id);
        Ok(answer)
    });
    let answers = named.collect::<Result<Vec<_>, serde_json::Error>>()?;
    Ok(Json(json!({ "answers": answers })).into_response())
}

/// `POST /v1/screen/decisions`: this traveller is not that person.
pub async fn decide(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    uri: Uri,
    bytes: Bytes,
) -> Result<Response, No> {
    let repeat = repeat(&acting, &headers, &uri, &bytes)?;
    let id = decisions::record(&app, &acting, &body(&bytes)?, Some(repeat)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))).into_response())
}

/// `POST /v1/screen/decisions/{id}/revoke`: the decision is taken back.
pub async fn revoke(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Response, No> {
    let why: Why = body(&bytes)?;
    decisions::revoke(&app, &acting, &id, &why.reason).await?;
    Ok(Json(json!({ "id": id })).into_response())
}

/// `POST /v1/documents`: a stolen or lost document, entered by its issuer.
pub async fn enter(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    uri: Uri,
    bytes: Bytes,
) -> Result<Response, No> {
    let repeat = repeat(&acting, &headers, &uri, &bytes)?;
    let id = lost::report(&app, &acting, &body(&bytes)?, Some(repeat)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))).into_response())
}

/// `POST /v1/documents/{id}/withdraw`: found again, or entered in error.
pub async fn withdraw(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, No> {
    lost::take_back(&app, &acting, &id).await?;
    Ok(Json(json!({ "id": id })).into_response())
}
