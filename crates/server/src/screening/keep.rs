//! Keeping the lists: put in force whole, struck out of at once, by the administrators of the headquarters.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_members::bureau::{Bureau, BureauKind};
use cordon_screening::index::ListInfo;
use cordon_screening::yente::EVERY_DATASET;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::members::queries::{bureaus, read};
use crate::screening::shelves::{self, Offer};

/// What the owner of a list says of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    version: u64,
    stated: Date,
    term_days: u16,
    counted: usize,
    #[serde(default)]
    institutions: bool,
}

/// An entity to be struck out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Struck {
    entity: String,
}

/// Lists are the whole organisation's: its headquarters keeps them, or its only bureau.
async fn keeper(app: &App, acting: &Acting) -> Result<(), No> {
    let own = &acting.officer()?.bureau;
    let bureau = read::<Bureau>(&app.store, "bureau", own.as_str()).await?;
    let headquarters = bureau.is_some_and(|b| b.value.kind == BureauKind::Headquarters);
    if headquarters || bureaus(&app.store).await?.len() == 1 {
        return Ok(());
    }
    Err(No::new(
        StatusCode::FORBIDDEN,
        "headquarters",
        "the headquarters keeps the lists; ask its administrators",
    ))
}

/// The name of a list.
///
/// # Errors
/// When it is none, or one that means something else.
pub fn name(list: &str) -> Result<String, No> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let taken = [EVERY_DATASET, shelves::NOTICES].contains(&list);
    if (1..=40).contains(&list.len()) && list.chars().all(fits) && !taken {
        return Ok(list.to_owned());
    }
    let detail = "a name has 1 to 40 small letters, digits and hyphens, and is neither \"default\" nor \"notices\"";
    Err(No::field("list", "name", detail))
}

/// `POST /v1/lists/{list}`: `FollowTheMoney` entities, one JSON object a line. The old list answers until this one is
/// indexed, counted and written down.
pub async fn put(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(list): Path<String>,
    Query(stated): Query<Stated>,
    text: String,
) -> Result<Response, No> {
    keeper(&app, &acting).await?;
    let info = ListInfo {
        name: name(&list)?,
        version: stated.version,
        stated: stated.stated,
        term_days: stated.term_days,
    };
    let offer = Offer {
        info,
        counted: stated.counted,
        institutions: stated.institutions,
        text: &text,
    };
    let entities = shelves::put(&app, offer, &acting.actor.journal_name()).await?;
    Ok(Json(json!({"list": list, "version": stated.version, "entities": entities})).into_response())
}

/// `POST /v1/lists/{list}/strike`: an entity is out of it for every query that begins after the answer.
pub async fn strike(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(list): Path<String>,
    Json(struck): Json<Struck>,
) -> Result<Response, No> {
    keeper(&app, &acting).await?;
    shelves::strike(&app, &list, &struck.entity, &acting.actor.journal_name()).await?;
    Ok(Json(json!({"list": list, "struck": struck.entity})).into_response())
}
