//! The de-facto standard interface of screening, so that its clients work unchanged: `cordon_screening::yente` answers,
//! this file routes, and writes every search down.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_notices::ids::BureauId;
use cordon_screening::index::{InForce, ListInfo};
use cordon_screening::yente::{
    ALGORITHMS, Dataset, EVERY_DATASET, EntityResponse, MOST_RESULTS, MatchParameters, MatchRequest, SearchParameters,
    YenteRefusal, answer_entity, answer_match, answer_search, features,
};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::notices::live;
use crate::screening::service::{named, write_down};
use crate::screening::shelves::{self, Held, NOTICES, Used};

/// Parameters in the order of the address; a name may stand there several times.
type Pairs = Query<Vec<(String, String)>>;

impl From<YenteRefusal> for No {
    fn from(refusal: YenteRefusal) -> Self {
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
        Self::new(status, refusal.code(), refusal.to_string())
    }
}

/// The lists that the caller may ask: for a bureau the notices in force are one of them.
async fn every(app: &App, acting: &Acting) -> Result<Vec<Held>, No> {
    let police = acting.actor.bureau().is_some();
    let mut held = shelves::in_force(app, police).await?;
    if police {
        held.extend(notices(app).await?);
    }
    Ok(held)
}

/// Those of them behind a name.
async fn held(app: &App, acting: &Acting, dataset: &str) -> Result<Vec<Held>, No> {
    let mut held = every(app, acting).await?;
    if dataset != EVERY_DATASET {
        held.retain(|one| one.used.list == dataset);
    }
    if held.is_empty() {
        return Err(YenteRefusal::Dataset {
            name: dataset.chars().take(80).collect(),
        }
        .into());
    }
    Ok(held)
}

/// The notices in force: two indexes under one name.
async fn notices(app: &App) -> Result<Vec<Held>, No> {
    let used = Used::live(app.today());
    let info = ListInfo {
        name: used.list.clone(),
        version: used.version,
        stated: used.stated,
        term_days: u16::MAX,
    };
    let info = Arc::new(info);
    let both = live::indexes(app).await?.into_iter();
    let held = both.map(|(index, struck)| Held {
        now: InForce {
            index,
            info: info.clone(),
            tombstones: Arc::new(struck),
        },
        used: used.clone(),
    });
    Ok(held.collect())
}

fn datasets(held: &[Held]) -> Vec<Dataset<'_>> {
    let one = held.iter();
    one.map(|Held { now, used }| Dataset {
        name: &used.list,
        index: &now.index,
        tombstones: &now.tombstones,
        old_days: used.list_old.then_some(used.list_days),
    })
    .collect()
}

fn public(held: &[Held], queries: usize, results: usize) -> Value {
    let lists: Vec<Used> = held.iter().map(|one| one.used.clone()).collect();
    let mut named = named(&lists);
    named.dedup();
    json!({"queries": queries, "hits": results, "lists": named})
}

/// Answers from the lists, off the threads that answer others: up to a hundred queries come at once. What an answer says of
/// notices that the caller's bureau may not see is struck out and the question put again, so that it takes no place and is
/// not counted. `ask` gives the answer and the ids of the notices that it rests on.
async fn answered<A: Send + 'static>(
    app: &App,
    acting: &Acting,
    mut held: Vec<Held>,
    ask: impl Fn(&[Held]) -> Result<(A, Vec<String>), YenteRefusal> + Send + Sync + 'static,
) -> Result<(A, Vec<Held>), No> {
    let ask = Arc::new(ask);
    let bureau = acting.actor.bureau().and_then(|b| BureauId::try_from(b.as_str()).ok());
    loop {
        let (lists, put) = (held.clone(), ask.clone());
        let (answer, mut ids) = tokio::task::spawn_blocking(move || put(&lists))
            .await
            .map_err(|e| No::new(StatusCode::INTERNAL_SERVER_ERROR, "index", e.to_string()))??;
        ids.sort();
        ids.dedup();
        let hidden = match &bureau {
            Some(bureau) => live::unseen(app, ids, bureau).await,
            None => ids,
        };
        if hidden.is_empty() {
            return Ok((answer, held));
        }
        for one in held.iter_mut().filter(|one| one.used.list == NOTICES) {
            let struck = Arc::make_mut(&mut one.now.tombstones);
            hidden.iter().for_each(|id| struck.strike(id));
        }
    }
}

fn of_notices<'a>(found: impl Iterator<Item = &'a EntityResponse>) -> Vec<String> {
    let of = |one: &&EntityResponse| one.datasets.iter().any(|list| list == NOTICES);
    found.filter(of).map(|one| one.id.clone()).collect()
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
    let request: MatchRequest =
        serde_json::from_slice(&bytes).map_err(|e| YenteRefusal::Body { reason: e.to_string() })?;
    let held = held(&app, &acting, &dataset).await?;
    let asked: Vec<String> = request.queries.values().flatten().map(Value::to_string).collect();
    let (answer, held) = answered(&app, &acting, held, move |held| {
        let answer = answer_match(&datasets(held), &request, &parameters)?;
        let ids = of_notices(
            answer
                .responses
                .values()
                .flat_map(|r| &r.results)
                .map(|one| &one.entity),
        );
        Ok((answer, ids))
    })
    .await?;
    let matches = answer
        .responses
        .values()
        .flat_map(|r| &r.results)
        .filter(|r| r.matched)
        .count();
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
    // Totals and facets count all that was found, not one page of it.
    let whole = SearchParameters {
        limit: MOST_RESULTS,
        offset: 0,
        ..parameters.clone()
    };
    let (answer, held) = answered(&app, &acting, held, move |held| {
        let lists = datasets(held);
        let notices = lists.iter().any(|one| one.name == NOTICES);
        let all = notices.then(|| answer_search(&lists, &whole));
        let ids = all.map(|all| of_notices(all.results.iter())).unwrap_or_default();
        Ok((answer_search(&lists, &parameters), ids))
    })
    .await?;
    let public = public(&held, 1, answer.total.value);
    write_down(
        &app,
        &acting,
        "screening.searched",
        std::iter::once(words.as_str()),
        public,
    )
    .await?;
    Ok(Json(answer).into_response())
}

/// `GET /entities/{id}`: one entity. Reading it is an act.
pub async fn entity(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, No> {
    let held = every(&app, &acting).await?;
    let wanted = id.clone();
    let (answer, held) = answered(&app, &acting, held, move |held| {
        let answer = answer_entity(&datasets(held), &wanted)?;
        let ids = of_notices(std::iter::once(&answer));
        Ok((answer, ids))
    })
    .await?;
    let public = public(&held, 1, 1);
    write_down(
        &app,
        &acting,
        "screening.entity_read",
        std::iter::once(id.as_str()),
        public,
    )
    .await?;
    Ok(Json(answer).into_response())
}

/// `GET /catalog`: the lists that the caller may ask.
pub async fn catalog(State(app): State<App>, Extension(acting): Extension<Acting>) -> Result<Response, No> {
    let police = acting.actor.bureau().is_some();
    let held = shelves::in_force(&app, police).await?;
    let dataset = |one: &Held| {
        let used = &one.used;
        let version = used.version.to_string();
        json!({"name": used.list, "title": used.list, "summary": null, "url": null, "load": true, "entities_url": null, "version": version, "index_version": version, "index_current": true, "last_export": used.stated, "entity_count": one.now.index.len(), "children": []})
    };
    let mut datasets: Vec<Value> = held.iter().map(dataset).collect();
    let mut children: Vec<&str> = held.iter().map(|one| one.used.list.as_str()).collect();
    if police {
        // No count: how many there are that a bureau may not see is not its to know.
        datasets.push(json!({"name": NOTICES, "title": "Notices in force", "summary": null, "url": null, "load": true, "entities_url": null, "version": "0", "index_version": "0", "index_current": true, "last_export": app.today(), "entity_count": null, "children": []}));
        children.push(NOTICES);
    }
    datasets.push(json!({"name": EVERY_DATASET, "title": "All lists in force", "summary": null, "url": null, "load": false, "entities_url": null, "version": "1", "index_version": "1", "index_current": true, "children": children}));
    let (outdated, current): (Vec<&Held>, Vec<&Held>) = held.iter().partition(|one| one.used.list_old);
    let names = |held: Vec<&Held>| -> Vec<String> { held.iter().map(|h| h.used.list.clone()).collect() };
    let stale = !outdated.is_empty();
    let mut current = names(current);
    current.extend(police.then(|| NOTICES.to_owned()));
    Ok(
        Json(json!({"datasets": datasets, "current": current, "outdated": names(outdated), "index_stale": stale}))
            .into_response(),
    )
}

/// `GET /algorithms`: one scorer, under every name that clients ask for.
pub async fn algorithms() -> Response {
    let description = "Evidence per field on one scale, calibrated; names across scripts.";
    let known = ALGORITHMS.map(|name| json!({"name": name, "description": description, "features": features()}));
    Json(json!({"algorithms": known, "default": ALGORITHMS[0], "best": ALGORITHMS[0]})).into_response()
}
