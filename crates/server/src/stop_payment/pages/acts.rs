//! The acts that the page of a case offers, each a small form.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use cordon_members::role::Right;
use cordon_stop_payment::{Act, AskId, Case};
use cordon_vocabulary::Money;
use maud::html;

use super::Answer;
use super::fields::Fields;
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::links;
use crate::stop_payment::queries;
use crate::stop_payment::service::{self, Circumstances};

/// Does one act and shows the case again.
pub(super) async fn act(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields::from(pairs);
    let (filed, _) = queries::case_for(&app.store, &id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    if fields.get("act") == "link" {
        return link(&app, language, &acting, &id, ask(&fields)?).await;
    }
    let (act, right) = wanted(&fields, &filed.case)?;
    acting.require(right)?;
    let about = Circumstances {
        repeat: Some(fields.repeat(&acting, &format!("/case/{id}/act"))?),
        ..Circumstances::of(&acting.actor)
    };
    service::act(&app, &id, &act, about).await?;
    Ok(back(&id, fields.get("ask")))
}

/// Back to the case, at the request that was acted on.
pub(super) fn back(id: &str, ask: &str) -> axum::response::Response {
    let place = match ask.parse::<AskId>() {
        Ok(ask) => format!("/case/{id}#ask-{ask}"),
        Err(_) => format!("/case/{id}"),
    };
    Redirect::to(&place).into_response()
}

fn ask(fields: &Fields) -> Result<AskId, No> {
    fields
        .get("ask")
        .parse()
        .map_err(|_| No::field("ask", "malformed", "name the request by its number"))
}

/// The act that was chosen, and the right that it needs.
fn wanted(fields: &Fields, case: &Case) -> Result<(Act, Right), No> {
    let (work, release) = (Right::WorkCases, Right::ReleaseCases);
    Ok(match fields.get("act") {
        "release" => (Act::Release, release),
        "stop" => (Act::StopPursuit, work),
        "resume" => (Act::ResumePursuit, release),
        "withdraw" => (Act::Withdraw, release),
        "confirm" => (Act::Confirm { ask: ask(fields)? }, work),
        "acknowledge" => (Act::Acknowledge { ask: ask(fields)? }, work),
        "release_ask" => (Act::ReleaseAsk { ask: ask(fields)? }, work),
        "reopen" => (Act::Reopen { ask: ask(fields)? }, work),
        "order" => {
            let order = fields.some("order").ok_or_else(|| {
                No::field(
                    "order",
                    "missing",
                    "name the court or authority and its number",
                )
            })?;
            (
                Act::Order {
                    ask: ask(fields)?,
                    order,
                },
                work,
            )
        }
        "release_hold" => {
            let ask = ask(fields)?;
            let amount = amount(fields, case, ask)?;
            (Act::ReleaseHold { ask, amount }, work)
        }
        "decide_appeal" => {
            let granted = match fields.get("granted") {
                "yes" => true,
                "no" => false,
                _ => return Err(No::field("granted", "missing", "say yes or no")),
            };
            (
                Act::DecideAppeal {
                    ask: ask(fields)?,
                    granted,
                },
                release,
            )
        }
        _ => return Err(No::field("act", "unknown", "this page offers no such act")),
    })
}

/// The amount typed, in the account's own currency; nothing typed means all of it.
fn amount(fields: &Fields, case: &Case, ask: AskId) -> Result<Option<Money>, No> {
    let Some(text) = fields.amount("amount") else {
        return Ok(None);
    };
    let ask = case.ask(ask).ok_or_else(No::not_found)?;
    let money =
        Money::parse(&text, ask.currency.code()).map_err(|e| No::malformed("amount", &e))?;
    Ok(Some(money))
}

/// Makes a one-time answer link and shows it once, with the code apart from it.
async fn link(app: &App, language: Language, acting: &Acting, id: &str, ask: AskId) -> Answer {
    acting.require(Right::WorkCases)?;
    let made = links::make(app, acting, id, ask).await?;
    let frame = Frame::of(app, language, Some(acting)).await;
    let title = frame.t("link-title");
    let body = html! {
        p.crumb { a href=(format!("/case/{id}#ask-{ask}")) { (frame.t("link-back")) } }
        h1 { (title) }
        p.lead { (frame.t("link-lead")) }
        section.panel { dl.facts {
            dt { (frame.t("link-address")) } dd { code { (made.link) } }
            dt { (frame.t("link-code")) } dd { b.figure { bdi dir="ltr" { (made.code) } } }
            dt { (frame.t("link-call")) } dd { bdi dir="ltr" { (made.call) } }
            dt { (frame.t("link-until")) } dd { (parts::time(made.until, &frame.zone, language)) }
        } }
        p.note { (frame.t("link-note")) }
    };
    Ok(frame.page(Room::Money, &title, &body))
}
