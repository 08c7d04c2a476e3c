//! The yearly assessment and recorded crime for programs: files of answers and counts, handed in under a key.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::gate::{Acting, idempotency_key};
use crate::stop_payment::service::Repeat;
use crate::trends::by::By;
use crate::trends::queries;
use crate::trends::service::{self, Done, Saying};

/// What is to become of a file of answers.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct How {
    /// Signs the reply off.
    hand_in: bool,
}

/// An assessment: who was asked, how many answered, and the caller's own reply.
pub async fn assessment(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(year): Path<i32>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let round = queries::round(&app, year).await?.ok_or_else(No::not_found)?.value;
    let replies = queries::replies(&app, year).await?;
    let answered = replies.iter().filter(|r| r.handed_in.is_some()).count();
    let own = replies.into_iter().find(|r| r.respondent == by.bureau);
    Ok(Json(json!({
        "year": year, "questionnaire": round.questionnaire, "version": round.version, "exercise": round.exercise,
        "asked": round.asked.len(), "answered": answered, "due_us": round.due_us, "closed_us": round.closed_us, "own": own,
    }))
    .into_response())
}

fn repeat(acting: &Acting, headers: &HeaderMap, path: &str, body: &str) -> Result<Repeat, No> {
    let key = idempotency_key(headers).ok_or_else(|| {
        No::new(
            StatusCode::BAD_REQUEST,
            "idempotency-key",
            "send the header Idempotency-Key with a value of your own for this act",
        )
    })?;
    Ok(Repeat::new(&acting.client, key, path, body.as_bytes()))
}

/// An answer given before is given again.
fn before(status: u16, answer: &str) -> Result<Response, No> {
    let value: Value = serde_json::from_str(answer)?;
    Ok((StatusCode::from_u16(status).unwrap_or(StatusCode::OK), Json(value)).into_response())
}

/// Answers as CSV: columns `respondent,item,question,answer` and, if there, `scale_version`.
pub async fn answers(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(year): Path<i32>,
    Query(how): Query<How>,
    headers: HeaderMap,
    text: String,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let path = format!("trends/{year}/answers/{}", how.hand_in);
    let repeat = repeat(&acting, &headers, &path, &text)?;
    let given = service::answers_of(&by.bureau, &text)?;
    let saying = if how.hand_in {
        Saying::HandIn(given)
    } else {
        Saying::Save(given)
    };
    match service::reply(&app, &by, year, &saying, Some(repeat)).await? {
        Done::Now(reply) => Ok(Json(json!({
            "year": year, "answers": reply.given.len(), "handed_in": reply.handed_in.is_some(),
        }))
        .into_response()),
        Done::Before { status, answer } => before(status, &answer),
    }
}

/// Counts as CSV: columns `area,iccs,period,count` and, if there, `population,counting_unit,counting_rule,break`.
pub async fn counts(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    text: String,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let repeat = repeat(&acting, &headers, "trends/counts", &text)?;
    match service::hand_in_counts(&app, &by, &text, Some(repeat)).await? {
        Done::Now(counts) => Ok(Json(json!({"area": by.area, "counts": counts})).into_response()),
        Done::Before { status, answer } => before(status, &answer),
    }
}
