//! Acts on requests and holds for programs: rates, forwarding, returns, extensions, orders, appeals.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use cordon_members::role::Right;
use cordon_stop_payment::{Act, AskId, Route};
use cordon_vocabulary::{Country, Money};
use serde::Deserialize;

use super::api::{Answer, act, act_with, body};
use crate::answer::No;
use crate::app::App;
use crate::gate::Acting;
use crate::members::profile;
use crate::stop_payment::wire::Amount;
use crate::stop_payment::{queries, service};

#[derive(Debug, Deserialize)]
struct RateIn {
    question: u32,
    credited: Amount,
    rate: String,
}

pub(super) async fn rate(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    let new: RateIn = body(&bytes)?;
    let credited = new.credited.money("credited")?;
    act(
        &app,
        &acting,
        &headers,
        &id,
        Act::StateRate {
            ask,
            question: new.question,
            credited,
            rate: new.rate,
        },
        &bytes,
    )
    .await
}

#[derive(Debug, Deserialize)]
struct ForwardIn {
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    institution: Option<String>,
    #[serde(default)]
    code: String,
}

pub(super) async fn forward(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    let new: ForwardIn = body(&bytes)?;
    let to = match (&new.institution, &new.country) {
        (Some(institution), _) => {
            let institution = cordon_vocabulary::InstitutionId::parse(institution)
                .map_err(|e| No::malformed("institution", &e))?;
            crate::members::queries::institution(&app.store, &institution)
                .await?
                .ok_or_else(|| {
                    No::field(
                        "institution",
                        "unknown",
                        "the directory has no such institution",
                    )
                })?;
            Route::Institution { institution }
        }
        (None, Some(country)) => {
            let country = Country::parse(country).map_err(|e| No::malformed("country", &e))?;
            Route::Bureau {
                country,
                code: new.code.clone(),
            }
        }
        (None, None) => {
            return Err(No::field(
                "country",
                "missing",
                "name the institution or the country it belongs to",
            ));
        }
    };
    act(
        &app,
        &acting,
        &headers,
        &id,
        Act::Forward { ask, to },
        &bytes,
    )
    .await
}

#[derive(Debug, Deserialize)]
struct AmountIn {
    #[serde(default)]
    amount: Option<Amount>,
    #[serde(default)]
    uetr: Option<String>,
}

fn sum(amount: Option<&Amount>) -> Result<Option<Money>, No> {
    amount.map(|a| a.money("amount")).transpose()
}

pub(super) async fn give_back(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    let new: AmountIn = body(&bytes)?;
    let amount = sum(new.amount.as_ref())?
        .ok_or_else(|| No::field("amount", "missing", "say how much was paid back"))?;
    act(
        &app,
        &acting,
        &headers,
        &id,
        Act::Return {
            ask,
            amount,
            uetr: new.uetr,
        },
        &bytes,
    )
    .await
}

pub(super) async fn extend(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    let filed = queries::case(&app.store, &id)
        .await?
        .ok_or_else(No::not_found)?;
    let country = filed.case.ask(ask).ok_or_else(No::not_found)?.country;
    act(
        &app,
        &acting,
        &headers,
        &id,
        Act::Extend {
            ask,
            rules: Box::new(profile::hold_rules_on(country, app.today())),
        },
        &bytes,
    )
    .await
}

#[derive(Debug, Deserialize)]
struct AppealIn {
    #[serde(default)]
    words: String,
}

pub(super) async fn appeal(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    let new: AppealIn = body(&bytes)?;
    let filed = queries::case(&app.store, &id)
        .await?
        .ok_or_else(No::not_found)?;
    let country = filed.case.ask(ask).ok_or_else(No::not_found)?.country;
    let mut sealed = Vec::new();
    let words = match new.words.trim() {
        "" => None,
        words => Some(service::seal(&mut sealed, &crate::app::new_id(), words)?),
    };
    let permitted = profile::hold_rules_on(country, app.today()).appeal_through_bank;
    act_with(
        &app,
        &acting,
        &headers,
        &id,
        Act::Appeal {
            ask,
            words,
            permitted,
        },
        &bytes,
        sealed,
    )
    .await
}

pub(super) async fn confirm(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    act(&app, &acting, &headers, &id, Act::Confirm { ask }, &bytes).await
}

pub(super) async fn release_ask(
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
        Act::ReleaseAsk { ask },
        &bytes,
    )
    .await
}

#[derive(Debug, Deserialize)]
struct OrderIn {
    order: String,
}

pub(super) async fn order(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    let new: OrderIn = body(&bytes)?;
    act(
        &app,
        &acting,
        &headers,
        &id,
        Act::Order {
            ask,
            order: new.order,
        },
        &bytes,
    )
    .await
}

pub(super) async fn release_hold(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    let new: AmountIn = body(&bytes)?;
    act(
        &app,
        &acting,
        &headers,
        &id,
        Act::ReleaseHold {
            ask,
            amount: sum(new.amount.as_ref())?,
        },
        &bytes,
    )
    .await
}

#[derive(Debug, Deserialize)]
struct DecideAppealIn {
    granted: bool,
}

pub(super) async fn decide_appeal(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    acting.require(Right::ReleaseCases)?;
    let new: DecideAppealIn = body(&bytes)?;
    act(
        &app,
        &acting,
        &headers,
        &id,
        Act::DecideAppeal {
            ask,
            granted: new.granted,
        },
        &bytes,
    )
    .await
}

pub(super) async fn reopen(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Answer {
    act(&app, &acting, &headers, &id, Act::Reopen { ask }, &bytes).await
}

/// Makes a one-time answer link; link and code are told once and kept only as fingerprints.
pub(super) async fn link(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path((id, ask)): Path<(String, AskId)>,
) -> Answer {
    let made = crate::stop_payment::links::make(&app, &acting, &id, ask).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}
