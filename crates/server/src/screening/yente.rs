//! The de-facto standard interface of screening, so that its clients work unchanged: `cordon_screening::yente` answers,
//! this file routes, and writes every search down.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_screening::yente::{
    ALGORITHMS, Dataset, EVERY_DATASET, MatchParameters, MatchRequest, SearchParameters,
    YenteRefusal, answer_entity, answer_match, answer_search, features,
};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::screening::service::{named, write_down};
use crate::screening::shelves::{self, Held, Used};

/// Parameters in the order of the address; a name may stand there several times.
type Pairs = Query<Vec<(String, String)>>;

impl From<YenteRefusal> for No {
    fn from(refusal: YenteRefusal) -> Self {
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
        Self::new(status, refusal.code(), refusal.to_string())
    }
}

/// The lists behind a name, as far as the caller may ask them.
async fn held(app: &App, acting: &Acting, dataset: &str) -> Result<Vec<Held>, No> {
    let mut held = shelves::in_force(app, acting.actor.bureau().is_some()).await?;
    if dataset != EVERY_DATASET {
        held.retain(|one| one.used.list == dataset);
    }
    if held.is_empty() {
        return Err(YenteRefusal::Dataset { name: dataset.chars().take(80).collect() }.into());
    }
    Ok(held)
}

fn datasets(held: &[Held]) -> Vec<Dataset<'_>> {
    let one = held.iter();
    one.map(|Held { now, used }| Dataset {
        name: &used.list,
        index: &now.index,
        tombstones: &now.tombstones,
    })
    .collect()
}

fn public(held: &[Held], queries: usize, results: usize) -> Value {
    let lists: Vec<Used> = held.iter().map(|one| one.used.clone()).collect();
    json!({"queries": queries, "hits": results, "lists": named(&lists)})
}

/// `POST /match/{dataset}`: query by example.
pub async fn match_(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(dataset): Path<String>,
    Query(pairs): Pairs,
    bytes: Bytes,
) -> Result<Response, No> {
    let parameters = MatchParameters::read(&pairs)?;
    let request: MatchRequest = serde_json::from_slice(&bytes)
        .map_err(|e| YenteRefusal::Body { reason: e.to_string() })?;
    let held = held(&app, &acting, &dataset).await?;
    let asked: Vec<String> = request.queries.values().flatten().map(Value::to_string).collect();
    // Up to a hundred queries at once: they must not hold the threads that answer others.
    let (answer, held) = tokio::task::spawn_blocking(move || {
        let answer = answer_match(&datasets(&held), &request, &parameters);
        (answer, held)
    })
    .await
    .map_err(|e| No::new(StatusCode::INTERNAL_SERVER_ERROR, "index", e.to_string()))?;
    let answer = answer?;
    let matches = answer.responses.values().flat_map(|r| &r.results).filter(|r| r.matched).count();
    let size = answer.responses.len();
    let words = asked.iter().map(String::as_str);
    write_down(&app, &acting, "screening.matched", words, public(&held, size, matches)).await?;
    Ok(([("x-batch-size", size.to_string())], Json(answer)).into_response())
}

/// `GET /search/{dataset}`: words as a name.
pub async fn search(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(dataset): Path<String>,
    Query(pairs): Pairs,
) -> Result<Response, No> {
    let parameters = SearchParameters::read(&pairs)?;
    let held = held(&app, &acting, &dataset).await?;
    let words = parameters.q.clone();
    let (answer, held) = tokio::task::spawn_blocking(move || {
        let answer = answer_search(&datasets(&held), &parameters);
        (answer, held)
    })
    .await
    .map_err(|e| No::new(StatusCode::INTERNAL_SERVER_ERROR, "index", e.to_string()))?;
    let public = public(&held, 1, answer.total.value);
    write_down(&app, &acting, "screening.searched", std::iter::once(words.as_str()), public).await?;
    Ok(Json(answer).into_response())
}

/// `GET /entities/{id}`: one entity. Reading it is an act.
pub async fn entity(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, No> {
    let held = shelves::in_force(&app, acting.actor.bureau().is_some()).await?;
    let answer = answer_entity(&datasets(&held), &id)?;
    let public = public(&held, 1, 1);
    write_down(&app, &acting, "screening.entity_read", std::iter::once(id.as_str()), public).await?;
    Ok(Json(answer).into_response())
}

/// `GET /catalog`: the lists that the caller may ask.
pub async fn catalog(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let held = shelves::in_force(&app, acting.actor.bureau().is_some()).await?;
    let dataset = |one: &Held| {
        let used = &one.used;
        let version = used.version.to_string();
        json!({"name": used.list, "title": used.list, "summary": null, "url": null, "load": true, "entities_url": null, "version": version, "index_version": version, "index_current": true, "last_export": used.stated, "entity_count": one.now.index.len(), "children": []})
    };
    let mut datasets: Vec<Value> = held.iter().map(dataset).collect();
    let children: Vec<&str> = held.iter().map(|one| one.used.list.as_str()).collect();
    datasets.push(json!({"name": EVERY_DATASET, "title": "All lists in force", "summary": null, "url": null, "load": false, "entities_url": null, "version": "1", "index_version": "1", "index_current": true, "children": children}));
    let (outdated, current): (Vec<&Held>, Vec<&Held>) = held.iter().partition(|one| one.used.list_old);
    let names = |held: Vec<&Held>| -> Vec<String> { held.iter().map(|h| h.used.list.clone()).collect() };
    let stale = !outdated.is_empty();
    Ok(Json(json!({"datasets": datasets, "current": names(current), "outdated": names(outdated), "index_stale": stale})).into_response())
}

/// `GET /algorithms`: one scorer, under every name that clients ask for.
pub async fn algorithms() -> Response {
    let description = "Evidence per field on one scale, calibrated; names across scripts.";
    let known = ALGORITHMS
        .map(|name| json!({"name": name, "description": description, "features": features()}));
    Json(json!({"algorithms": known, "default": ALGORITHMS[0], "best": ALGORITHMS[0]})).into_response()
}
