//! The doors for programs: thin handlers that read, call the service, and answer.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use cordon_stop_payment::{Act, AskId, Line};
use cordon_vocabulary::Actor;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::gate::{Acting, idempotency_key};
use crate::members::profile;
use crate::stop_payment::queries::{self, Sight};
use crate::stop_payment::service::{self, Circumstances, Done, NewCase, Repeat};
use crate::stop_payment::wire::{Amount, AnswerIn, NewCaseIn};
use crate::stop_payment::{api_acts, view};

/// The routes of this module for programs.
pub fn routes() -> Router<App> {
    let ask = |verb: &str| format!("/v1/cases/{{id}}/asks/{{ask}}/{verb}");
    Router::new()
        .route("/v1/cases", post(file).get(list))
        .route("/v1/cases/{id}", get(read))
        .route("/v1/cases/{id}/release", post(release))
        .route("/v1/cases/{id}/stop", post(stop))
        .route("/v1/cases/{id}/resume", post(resume))
        .route("/v1/cases/{id}/withdraw", post(withdraw))
        .route("/v1/cases/{id}/correct", post(correct))
        .route("/v1/asks", get(asks))
        .route("/v1/cases/{id}/asks/{ask}", get(read_ask))
        .route(&ask("acknowledge"), post(acknowledge))
        .route(&ask("answers"), post(answer))
        .route(&ask("rate"), post(api_acts::rate))
        .route(&ask("forward"), post(api_acts::forward))
        .route(&ask("return"), post(api_acts::give_back))
        .route(&ask("extend"), post(api_acts::extend))
        .route(&ask("appeal"), post(api_acts::appeal))
        .route(&ask("confirm"), post(api_acts::confirm))
        .route(&ask("release"), post(api_acts::release_ask))
        .route(&ask("order"), post(api_acts::order))
        .route(&ask("release-hold"), post(api_acts::release_hold))
        .route(&ask("decide-appeal"), post(api_acts::decide_appeal))
        .route(&ask("reopen"), post(api_acts::reopen))
        .route(&ask("link"), post(api_acts::link))
        .merge(crate::stop_payment::messages::routes())
}

pub(super) type Answer = Result<Response, No>;

/// Reads a JSON body and says where it is wrong.
pub(super) fn body<T: for<'de> Deserialize<'de>>(bytes: &Bytes) -> Result<T, No> {
    let bytes: &[u8] = if bytes.is_empty() { b"{}" } else { bytes };
    serde_json::from_slice(bytes).map_err(|e| {
        No::field(
            &format!("line {}, column {}", e.line(), e.column()),
            "json",
            e.to_string(),
        )
    })
}

/// Every act needs a key, so that a lost answer can be asked for again without acting twice.
fn repeat(acting: &Acting, headers: &HeaderMap, path: &str, bytes: &[u8]) -> Result<Repeat, No> {
    let key = idempotency_key(headers).ok_or_else(|| {
        No::new(
            StatusCode::BAD_REQUEST,
            "idempotency-key",
            "send the header Idempotency-Key with a value of your own for this act",
        )
    })?;
    Ok(Repeat::new(&acting.client, key, path, bytes))
}

fn answer_of(done: Done, created: bool) -> Response {
    match done {
        Done::Now(filed) => {
            let status = if created {
                StatusCode::CREATED
            } else {
                StatusCode::OK
            };
            let tag = format!("\"{}\"", filed.revision);
            (
                status,
                [(header::ETAG, tag)],
                Json(view::case(&filed.id, filed.revision, &filed.case)),
            )
                .into_response()
        }
        Done::Before { status, answer } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            (status, [(header::CONTENT_TYPE, "application/json")], answer).into_response()
        }
    }
}

/// Files a stolen payment.
async fn file(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Answer {
    let repeat = repeat(&acting, &headers, "/v1/cases", &bytes)?;
    let new: NewCaseIn = body(&bytes)?;
    let done = file_case(&app, &acting.actor, &new, Some(repeat)).await?;
    Ok(answer_of(done, true))
}

/// Seals the personal texts and files; pages and programs come the same way.
///
/// # Errors
/// Names the field, or gives the rulebook's refusal.
pub async fn file_case(
    app: &App,
    actor: &Actor,
    new: &NewCaseIn,
    repeat: Option<Repeat>,
) -> Result<Done, No> {
    let mut sealed = Vec::new();
    let person = crate::app::new_id();
    let victim = service::seal(&mut sealed, &person, &new.victim)?;
    let facts = service::seal(&mut sealed, &person, &new.facts)?;
    let filing = new.filing(app.world.exercise(), victim, facts)?;
    let case = NewCase {
        filing,
        to_code: new.to_code.clone(),
        in_flight: new.in_flight,
    };
    service::file(
        app,
        case,
        Circumstances {
            repeat,
            sealed,
            ..Circumstances::of(actor)
        },
    )
    .await
}

async fn list(State(app): State<App>, Extension(acting): Extension<Acting>) -> Answer {
    let cases = queries::cases_for(&app.store, &acting.actor).await?;
    let items: Vec<Value> = cases
        .iter()
        .filter(|(_, sight)| *sight == Sight::Own)
        .map(|(f, _)| json!({"id": f.id, "reference": f.case.filing.reference, "state": f.case.state, "sheet": view::sheet(&f.case)}))
        .collect();
    Ok(Json(json!({"items": items})).into_response())
}

async fn read(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Answer {
    let (filed, sight) = queries::case_for(&app.store, &id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    if sight != Sight::Own {
        return Err(No::not_found());
    }
    Ok(answer_of(Done::Now(Box::new(filed)), false))
}

/// The requests put to the caller.
async fn asks(State(app): State<App>, Extension(acting): Extension<Acting>) -> Answer {
    let cases = queries::cases_for(&app.store, &acting.actor).await?;
    let items: Vec<Value> = cases
        .iter()
        .flat_map(|(f, _)| {
            let mine = f
                .case
                .asks
                .iter()
                .filter(|a| queries::receives(a, &acting.actor));
            mine.map(|a| view::ask(&f.id, &f.case, a))
                .collect::<Vec<_>>()
        })
        .collect();
    Ok(Json(json!({"items": items})).into_response())
}

async fn read_ask(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, ask)): Path<(String, AskId)>,
) -> Answer {
    let (filed, sight) = queries::case_for(&app.store, &id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    let found = filed
        .case
        .ask(ask)
        .filter(|a| sight == Sight::Own || queries::receives(a, &acting.actor));
    let found = found.ok_or_else(No::not_found)?;
    Ok(Json(view::ask(&filed.id, &filed.case, found)).into_response())
}

/// One act on a case or request; what the caller gets back depends on what he may see.
pub(super) async fn act(
    app: &App,
    acting: &Acting,
    headers: &HeaderMap,
    id: &str,
    act: Act,
    bytes: &[u8],
) -> Answer {
    act_with(app, acting, headers, id, act, bytes, vec![]).await
}

pub(super) async fn act_with(
    app: &App,
    acting: &Acting,
    headers: &HeaderMap,
    id: &str,
    act: Act,
    bytes: &[u8],
    sealed: Vec<cordon_store::SealedPart>,
) -> Answer {
    let path = format!(
        "{id} {}",
        serde_json::to_string(&act).map(|t| t.split(',').next().unwrap_or_default().to_owned())?
    );
    let repeat = repeat(acting, headers, &path, bytes)?;
    let (_, sight) = queries::case_for(&app.store, id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    let about = Circumstances {
        repeat: Some(repeat),
        sealed,
        ..Circumstances::of(&acting.actor)
    };
    let done = service::act(app, id, &act, about).await?;
    Ok(match (sight, done) {
        (Sight::Receiver, Done::Now(filed)) => {
            let mine = filed
                .case
                .asks
                .iter()
                .filter(|a| queries::receives(a, &acting.actor));
            let items: Vec<Value> = mine.map(|a| view::ask(&filed.id, &filed.case, a)).collect();
            Json(json!({"case": filed.id, "reference": filed.case.filing.reference, "asks": items}))
                .into_response()
        }
        (_, done) => answer_of(done, false),
    })
}

async fn release(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Answer {
    act(&app, &acting, &headers, &id, Act::Release, &bytes).await
}

async fn stop(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Answer {
    act(&app, &acting, &headers, &id, Act::StopPursuit, &bytes).await
}

async fn resume(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Answer {
    act(&app, &acting, &headers, &id, Act::ResumePursuit, &bytes).await
}

async fn withdraw(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Answer {
    act(&app, &acting, &headers, &id, Act::Withdraw, &bytes).await
}

#[derive(Debug, Deserialize)]
struct CorrectIn {
    amount: Amount,
    #[serde(default)]
    to: Option<crate::stop_payment::wire::AccountIn>,
    #[serde(default)]
    to_code: String,
}

async fn correct(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Answer {
    let new: CorrectIn = body(&bytes)?;
    let filed = queries::case(&app.store, &id)
        .await?
        .ok_or_else(No::not_found)?;
    // An edit names the revision that it saw, so that nobody overwrites what he has not read.
    let seen = headers
        .get(header::IF_MATCH)
        .and_then(|v| v.to_str().ok())
        .ok_or_else(|| {
            No::new(
                StatusCode::PRECONDITION_REQUIRED,
                "if-match",
                "send If-Match with the ETag that you read",
            )
        })?;
    let seen = seen.trim_matches('"').parse::<i64>().unwrap_or(-1);
    let repeat = repeat(&acting, &headers, &format!("{id} correct"), &bytes)?;
    let mut payment = filed.case.filing.payment.clone();
    payment.amount = new.amount.money("amount")?;
    if let Some(to) = new.to {
        let account = to.account("to")?;
        let there =
            service::destination(&app, account.clone(), &new.to_code, account.country()).await?;
        payment.to = account;
        payment.country = there.country;
        payment.route = there.route();
    }
    let correction = Act::Correct {
        payment: Box::new(payment),
    };
    let about = Circumstances {
        repeat: Some(repeat),
        seen: Some(seen),
        ..Circumstances::of(&acting.actor)
    };
    Ok(answer_of(
        service::act(&app, &id, &correction, about).await?,
        false,
    ))
}

async fn acknowledge(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    act(
        &app,
        &acting,
        &headers,
        &id,
        Act::Acknowledge { ask },
        &bytes,
    )
    .await
}

/// How an answer came, where it did not come from the answering desk itself.
#[derive(Debug, Deserialize)]
struct By {
    #[serde(default)]
    by: Option<String>,
}

/// Takes a reply. `?by=telephone`: the officer writes down what a proven number of the institution says.
async fn answer(
    State(app): State<App>,
    Extension(mut acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    Query(by): Query<By>,
    bytes: Bytes,
) -> Answer {
    let reply: AnswerIn = body(&bytes)?;
    match by.by.as_deref() {
        None => {}
        Some("telephone") => acting.actor = by_telephone(&app, &acting, &id, ask).await?,
        Some(_) => {
            return Err(No::field(
                "by",
                "unknown",
                "an answer comes from the desk itself or by=telephone",
            ));
        }
    }
    let (act, sealed) = answer_act(&app, &id, ask, &reply).await?;
    act_with(&app, &acting, &headers, &id, act, &bytes, sealed).await
}

/// Builds the act of an answer: the holder's name sealed, each onward account looked up, the country's rules beside.
///
/// # Errors
/// Names the field, or says that the request does not exist.
pub async fn answer_act(
    app: &App,
    id: &str,
    ask: AskId,
    reply: &AnswerIn,
) -> Result<(Act, Vec<cordon_store::SealedPart>), No> {
    let filed = queries::case(&app.store, id)
        .await?
        .ok_or_else(No::not_found)?;
    let asked = filed.case.ask(ask).ok_or_else(No::not_found)?;
    let mut sealed = Vec::new();
    let holder = match reply.holder.as_ref().filter(|h| !h.trim().is_empty()) {
        Some(name) => Some(service::seal(&mut sealed, &crate::app::new_id(), name)?),
        None => None,
    };
    let mut value = reply.reply(holder)?;
    for line in &mut value.lines {
        if let Line::Moved { to, .. } = line {
            let found =
                service::destination(app, to.account.clone(), &to.code, Some(to.country)).await?;
            to.institution = found.institution;
            to.officer_needed = found.officer_needed;
            to.country = found.country;
            to.code = found.code;
        }
    }
    let rules = Box::new(profile::hold_rules_on(asked.country, app.today()));
    Ok((
        Act::Answer {
            ask,
            reply: value,
            rules,
            held_elsewhere: 0,
        },
        sealed,
    ))
}

/// The officer as the writer of a telephone call; only a number that has been proven counts.
///
/// # Errors
/// When somebody else acts, or the book has no proven number.
pub async fn by_telephone(app: &App, acting: &Acting, id: &str, ask: AskId) -> Result<Actor, No> {
    acting.officer()?;
    let filed = queries::case(&app.store, id)
        .await?
        .ok_or_else(No::not_found)?;
    let asked = filed.case.ask(ask).ok_or_else(No::not_found)?;
    let institution = cordon_stop_payment::acts::asked_institution(asked);
    let known = match institution {
        Some(institution) => crate::members::queries::institution(&app.store, institution).await?,
        None => None,
    };
    if known
        .and_then(|i| {
            i.proven(cordon_members::institution::ContactKind::Telephone)
                .cloned()
        })
        .is_none()
    {
        return Err(No::new(
            StatusCode::FORBIDDEN,
            "number-not-proven",
            "the book has no proven telephone of this institution; ask its country's bureau",
        ));
    }
    Ok(Actor {
        means: cordon_vocabulary::Means::Telephone,
        ..acting.actor.clone()
    })
}

/// A page of a stream: `after` is the last number seen.
#[derive(Debug, Deserialize)]
pub struct After {
    /// The last number seen.
    #[serde(default)]
    pub after: i64,
}

/// The caller's own stream, as a page; `Last-Event-ID` and SSE give the same by `/live`.
pub async fn stream(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Query(after): Query<After>,
) -> Answer {
    let audience = audience(&acting);
    let found = app.store.delivered(&audience, after.after, 500).await?;
    let items: Vec<Value> = found
        .iter()
        .map(|d| crate::journal::stream::item(&audience, d))
        .collect();
    let last = found.last().map_or(after.after, |d| d.seq);
    Ok(Json(json!({"items": items, "after": last})).into_response())
}

/// The name of the caller's stream.
#[must_use]
pub fn audience(acting: &Acting) -> String {
    match &acting.officer {
        Some(officer) if officer.bureau.as_str() == "HQ" => "desk:hq".into(),
        Some(officer) => format!("bureau:{}", officer.bureau),
        None => format!("institution:{}", acting.house()),
    }
}
