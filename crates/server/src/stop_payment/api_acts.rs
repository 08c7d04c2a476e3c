//! Acts on cases, requests and holds for programs.

use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use cordon_members::role::Right;
use cordon_stop_payment::Act;
use cordon_vocabulary::Money;
use serde::Deserialize;

use super::api_call::{Answer, AskCall, CaseCall};
use crate::answer::No;
use crate::stop_payment::wire::{Amount, AnswerIn, Correction, Onward};
use crate::stop_payment::{links, making};

pub(super) async fn release(call: CaseCall) -> Answer {
    call.act(Act::Release).await
}

pub(super) async fn stop(call: CaseCall) -> Answer {
    call.act(Act::StopPursuit).await
}

pub(super) async fn resume(call: CaseCall) -> Answer {
    call.act(Act::ResumePursuit).await
}

pub(super) async fn withdraw(call: CaseCall) -> Answer {
    call.act(Act::Withdraw).await
}

pub(super) async fn correct(call: CaseCall) -> Answer {
    let new: Correction = call.call.body()?;
    let seen = call.call.seen()?;
    let act = making::correction(&call.call.app, &call.id, &new).await?;
    call.act_on(act, seen).await
}

pub(super) async fn acknowledge(call: AskCall) -> Answer {
    let ask = call.ask;
    call.act(Act::Acknowledge { ask }).await
}

/// How an answer came, where it did not come from the answering desk itself.
#[derive(Debug, Deserialize)]
pub(super) struct By {
    #[serde(default)]
    by: Option<String>,
}

/// Takes a reply. `?by=telephone`: the officer writes down what a proven number of the institution says.
pub(super) async fn answer(Query(by): Query<By>, mut call: AskCall) -> Answer {
    let reply: AnswerIn = call.call.body()?;
    let app = &call.call.app;
    match by.by.as_deref() {
        None => {}
        Some("telephone") => {
            call.call.acting.actor = making::by_telephone(app, &call.call.acting, &call.id, call.ask).await?;
        }
        Some(_) => {
            return Err(No::field(
                "by",
                "unknown",
                "an answer comes from the desk itself or by=telephone",
            ));
        }
    }
    let (act, sealed) = making::answer(&call.call.app, &call.id, call.ask, &reply).await?;
    call.act_with(act, sealed).await
}

#[derive(Debug, Deserialize)]
struct RateIn {
    question: u32,
    credited: Amount,
    rate: String,
}

pub(super) async fn rate(call: AskCall) -> Answer {
    let new: RateIn = call.call.body()?;
    let credited = new.credited.money("credited")?;
    let (ask, question, rate) = (call.ask, new.question, new.rate);
    call.act(Act::StateRate {
        ask,
        question,
        credited,
        rate,
    })
    .await
}

pub(super) async fn forward(call: AskCall) -> Answer {
    let onward: Onward = call.call.body()?;
    let (ask, to) = (call.ask, making::route(&call.call.app, &onward).await?);
    call.act(Act::Forward { ask, to }).await
}

#[derive(Debug, Deserialize)]
struct AmountIn {
    #[serde(default)]
    amount: Option<Amount>,
    #[serde(default)]
    uetr: Option<String>,
}

impl AmountIn {
    fn money(&self) -> Result<Option<Money>, No> {
        self.amount.as_ref().map(|a| a.money("amount")).transpose()
    }
}

pub(super) async fn give_back(call: AskCall) -> Answer {
    let new: AmountIn = call.call.body()?;
    let amount = new
        .money()?
        .ok_or_else(|| No::field("amount", "missing", "say how much was paid back"))?;
    let (ask, uetr) = (call.ask, new.uetr);
    call.act(Act::Return { ask, amount, uetr }).await
}

pub(super) async fn extend(call: AskCall) -> Answer {
    let act = making::extension(&call.call.app, &call.id, call.ask).await?;
    call.act(act).await
}

#[derive(Debug, Deserialize)]
struct AppealIn {
    #[serde(default)]
    words: String,
}

pub(super) async fn appeal(call: AskCall) -> Answer {
    let new: AppealIn = call.call.body()?;
    let (act, sealed) = making::appeal(&call.call.app, &call.id, call.ask, new.words.trim()).await?;
    call.act_with(act, sealed).await
}

pub(super) async fn confirm(call: AskCall) -> Answer {
    let ask = call.ask;
    call.act(Act::Confirm { ask }).await
}

pub(super) async fn release_ask(call: AskCall) -> Answer {
    let ask = call.ask;
    call.act(Act::ReleaseAsk { ask }).await
}

#[derive(Debug, Deserialize)]
struct OrderIn {
    order: String,
}

pub(super) async fn order(call: AskCall) -> Answer {
    let new: OrderIn = call.call.body()?;
    let (ask, order) = (call.ask, new.order);
    call.act(Act::Order { ask, order }).await
}

pub(super) async fn release_hold(call: AskCall) -> Answer {
    let new: AmountIn = call.call.body()?;
    let (ask, amount) = (call.ask, new.money()?);
    call.act(Act::ReleaseHold { ask, amount }).await
}

#[derive(Debug, Deserialize)]
struct DecideAppealIn {
    granted: bool,
}

pub(super) async fn decide_appeal(call: AskCall) -> Answer {
    call.call.acting.require(Right::ReleaseCases)?;
    let new: DecideAppealIn = call.call.body()?;
    let (ask, granted) = (call.ask, new.granted);
    call.act(Act::DecideAppeal { ask, granted }).await
}

pub(super) async fn reopen(call: AskCall) -> Answer {
    let ask = call.ask;
    call.act(Act::Reopen { ask }).await
}

/// Makes a one-time answer link; link and code are told once and kept only as fingerprints.
pub(super) async fn link(call: AskCall) -> Answer {
    let repeat = call.call.repeat()?;
    let made = links::make(&call.call.app, &call.call.acting, &call.id, call.ask, repeat).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}
