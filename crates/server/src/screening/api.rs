//! Screening for programs: an entity or a machine-readable zone in, hits with their evidence out.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_screening::entity::read_entity;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::screening::lists;

/// One question.
#[derive(Debug, Deserialize)]
pub struct Question {
    /// A `FollowTheMoney` entity.
    #[serde(default)]
    entity: Option<Value>,
    /// A machine-readable zone, or a name.
    #[serde(default)]
    text: Option<String>,
}

/// Screens one traveller. The search is written down, with purpose and officer, before it is answered.
pub async fn screen(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Json(question): Json<Question>,
) -> Result<Response, No> {
    let entity = match (&question.entity, &question.text) {
        (Some(value), _) => {
            read_entity(value, 1).map_err(|e| No::field("entity", "unreadable", e.to_string()))?
        }
        (None, Some(text)) => lists::query(text, app.today().year())?,
        (None, None) => return Err(No::field("entity", "missing", "send an entity or a text")),
    };
    let words = serde_json::to_string(&json!({"entity": question.entity, "text": question.text}))?;
    crate::journal::note::search(&app, &acting, "screening.asked", &words, json!({})).await?;
    Ok(Json(lists::ask(&app, &entity, &acting.house()).await?).into_response())
}
