//! Known pictures for programs: hashes in, leads out.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_fingerprints::lists::{KnownList, MatchRule, Say, TrustRule, standing};
use cordon_members::role::Right;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::fingerprints::pages::board::incoming;
use crate::fingerprints::queries;
use crate::fingerprints::reports::{self, Step, Wish};
use crate::fingerprints::service::{self, Found};
use crate::fingerprints::{import, sought};
use crate::gate::Acting;
use crate::journal::act::{By, Done, again};

fn parsed<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, No> {
    serde_json::from_slice(bytes).map_err(|e| {
        No::field(
            &format!("line {}, column {}", e.line(), e.column()),
            "json",
            e.to_string(),
        )
    })
}

fn text(bytes: &[u8]) -> Result<&str, No> {
    std::str::from_utf8(bytes).map_err(|_| No::field("body", "not-text", "send hashes as text, one a line"))
}

fn done<T>(done: Done<T>, answer: impl FnOnce(T) -> Value) -> Response {
    match done {
        Done::Now(now) => Json(answer(now)).into_response(),
        Done::Before { status, answer } => again(status, answer),
    }
}

/// The distance of a search.
#[derive(Debug, Default, Deserialize)]
pub struct Distance {
    distance: Option<u32>,
}

/// Looks for hashes: the body is a hash file.
pub async fn matches(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Query(wanted): Query<Distance>,
    bytes: Bytes,
) -> Result<Response, No> {
    let files = sought::read(text(&bytes)?)?;
    let mut rule = MatchRule::default();
    if let Some(distance) = wanted.distance {
        rule.distance = distance.min(256);
    }
    let found = service::matches(&app, &By::of(&acting)?, files, rule).await?;
    let answers: Vec<Value> = found
        .into_iter()
        .map(|(name, leads)| json!({"id": name, "leads": leads.leads, "featureless_left_out": leads.featureless_left_out}))
        .collect();
    Ok(Json(json!({"files": answers})).into_response())
}

fn list_view(list: &KnownList) -> Value {
    let holders: Vec<_> = list
        .holders
        .iter()
        .map(|(bureau, copy)| json!({"bureau": bureau, "handed_out": copy.handed_out, "purged": copy.purged}))
        .collect();
    json!({"list": list.name, "source": list.source, "region": list.region, "holders": holders})
}

/// All lists.
pub async fn lists(State(app): State<App>) -> Result<Response, No> {
    let lists: Vec<Value> = queries::lists(&app).await?.iter().map(list_view).collect();
    Ok(Json(json!({"lists": lists})).into_response())
}

/// How a file is described in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Described {
    format: String,
    region: String,
    algorithm: String,
}

/// Takes a list over: the body is the file.
pub async fn import(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(list): Path<String>,
    Query(described): Query<Described>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, &format!("lists/{list}/import"), &bytes)?;
    let incoming = incoming(&list, &described.format, &described.region, &described.algorithm)?;
    let taken = import::take(&app, &by, &incoming, &bytes).await?;
    Ok(done(taken, |taken| json!(taken)))
}

/// Hands a list out as Project VIC JSON.
pub async fn export(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(list): Path<String>,
    Query(described): Query<Described>,
) -> Result<Response, No> {
    let region = Some(described.region.trim()).filter(|r| !r.is_empty());
    let file = import::export(&app, &By::of(&acting)?, &list, region).await?;
    Ok(Json(file).into_response())
}

/// What was withdrawn from a list: names and instants, for those who hold copies.
pub async fn withdrawn(State(app): State<App>, Path(list): Path<String>) -> Result<Response, No> {
    let gone: Vec<Value> = queries::withdrawn(&app, &list, 100_000)
        .await?
        .into_iter()
        .filter_map(|(id, held)| Some(json!({"record": id, "id": held.stone?.key.id, "at": held.withdrawn_at})))
        .collect();
    Ok(Json(json!({"list": list, "withdrawn": gone})).into_response())
}

/// Says that every withdrawal is out of the bureau's copy.
pub async fn purged(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(list): Path<String>,
) -> Result<Response, No> {
    service::purged(&app, &By::of(&acting)?, &list).await?;
    Ok(Json(json!({"list": list})).into_response())
}

/// One record.
pub async fn record(State(app): State<App>, Path(id): Path<String>) -> Result<Response, No> {
    let held = queries::held(&app, &id).await?.ok_or_else(No::not_found)?.value;
    let stands = held
        .record
        .as_ref()
        .map(|record| standing(&record.votes, TrustRule::default()));
    let view = json!({"id": id, "record": held.record, "withdrawn": held.withdrawn_at, "gravest": held.gravest, "standing": stands});
    Ok(Json(view).into_response())
}

/// An act on a record.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
enum RecordAct {
    /// A vote.
    Vote { vote: Say },
    /// The source withdraws the record.
    Withdraw { reason: String },
    /// An assessment for the gravest list.
    Assess { found: Found },
    /// Off the gravest list.
    Strike { reason: String },
}

/// One act on a record.
pub async fn act(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, &format!("records/{id}/acts"), &bytes)?;
    Ok(match parsed(&bytes)? {
        RecordAct::Vote { vote } => {
            let voted = service::vote(&app, &by, &id, &vote).await?;
            done(voted, |standing| json!({"record": id, "standing": standing}))
        }
        RecordAct::Withdraw { reason } => {
            let told = service::withdraw(&app, &by, &id, &reason).await?;
            done(told, |told| json!({"record": id, "told": told}))
        }
        RecordAct::Assess { found } => {
            acting.require(Right::AssessGravest)?;
            let admitted = service::assess_for_gravest(&app, &by, &id, found).await?;
            done(admitted, |gravest| json!({"record": id, "gravest": gravest}))
        }
        RecordAct::Strike { reason } => {
            acting.require(Right::AssessGravest)?;
            let struck = service::strike_from_gravest(&app, &by, &id, &reason).await?;
            done(struck, |()| json!({"record": id, "gravest": false}))
        }
    })
}

/// What is reported.
#[derive(Debug, Deserialize)]
struct Reported {
    hashes: String,
    #[serde(default)]
    imminent_danger: bool,
    #[serde(default)]
    words: String,
}

/// Opens a report.
pub async fn report(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, "reports", &bytes)?;
    let reported: Reported = parsed(&bytes)?;
    let wish = Wish {
        files: sought::read(&reported.hashes)?,
        imminent_danger: reported.imminent_danger,
        words: reported.words,
    };
    let opened = reports::open(&app, &by, wish).await?;
    Ok(done(
        opened,
        |filed| json!({"id": filed.id, "reference": filed.reference, "concerned": filed.report.concerned, "queue": filed.report.queue}),
    ))
}

/// The reports that the caller's bureau made or was put.
pub async fn reports(State(app): State<App>, Extension(acting): Extension<Acting>) -> Result<Response, No> {
    let all = queries::reports(&app, &acting.officer()?.bureau).await?;
    Ok(Json(json!({"count": all.len(), "reports": all})).into_response())
}

/// One step in a report.
pub async fn step(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let by = By::repeated(&acting, &headers, &format!("reports/{id}/acts"), &bytes)?;
    let step: Step = parsed(&bytes)?;
    Ok(done(
        reports::step(&app, &by, &id, step).await?,
        |filed| json!({"id": id, "reference": filed.reference}),
    ))
}
