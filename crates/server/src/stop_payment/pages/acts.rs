//! The acts that the page of a case offers, each a small form.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use cordon_members::role::Right;
use cordon_stop_payment::{Act, AskId, Case};
use cordon_store::SealedPart;
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
use crate::stop_payment::queries::{self, Filed};
use crate::stop_payment::service::{self, Circumstances};
use crate::stop_payment::wire::{AccountIn, Amount, Correction, Onward};
use crate::stop_payment::{links, making};

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
        return link(&app, language, &acting, &id, &fields).await;
    }
    let wanted = wanted(&app, &fields, &filed).await?;
    acting.require(wanted.right)?;
    let about = Circumstances {
        repeat: Some(fields.repeat(&acting, &format!("/case/{id}/act"))?),
        sealed: wanted.sealed,
        seen: wanted.seen,
        ..Circumstances::of(&acting.actor)
    };
    service::act(&app, &id, &wanted.act, about).await?;
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

/// The act that was chosen, the right that it needs, and what goes with it.
struct Wanted {
    act: Act,
    right: Right,
    sealed: Vec<SealedPart>,
    seen: Option<i64>,
}

impl From<(Act, Right)> for Wanted {
    fn from((act, right): (Act, Right)) -> Self {
        Self {
            act,
            right,
            sealed: vec![],
            seen: None,
        }
    }
}

async fn wanted(app: &App, fields: &Fields, filed: &Filed) -> Result<Wanted, No> {
    let (work, release) = (Right::WorkCases, Right::ReleaseCases);
    let case = &filed.case;
    let plain = match fields.get("act") {
        "release" => (Act::Release, release),
        "stop" => (Act::StopPursuit, work),
        "resume" => (Act::ResumePursuit, release),
        "withdraw" => (Act::Withdraw, release),
        "confirm" => (Act::Confirm { ask: ask(fields)? }, work),
        "acknowledge" => (Act::Acknowledge { ask: ask(fields)? }, work),
        "release_ask" => (Act::ReleaseAsk { ask: ask(fields)? }, work),
        "reopen" => (Act::Reopen { ask: ask(fields)? }, work),
        "order" => (order(fields)?, work),
        "release_hold" => {
            let ask = ask(fields)?;
            let amount = amount(fields, case, ask)?;
            (Act::ReleaseHold { ask, amount }, work)
        }
        "decide_appeal" => (decided(fields)?, release),
        "extend" => (making::extension(app, &filed.id, ask(fields)?).await?, work),
        "forward" => (forwarded(app, fields).await?, work),
        "give_back" => (given_back(fields, case)?, work),
        "rate" => (rate(fields)?, work),
        "appeal" => {
            let words = fields.get("words");
            let (act, sealed) = making::appeal(app, &filed.id, ask(fields)?, words).await?;
            return Ok(Wanted {
                sealed,
                ..Wanted::from((act, work))
            });
        }
        "correct" => {
            let act = corrected(app, fields, filed).await?;
            return Ok(Wanted {
                seen: Some(fields.get("seen").parse().unwrap_or(-1)),
                ..Wanted::from((act, work))
            });
        }
        _ => return Err(No::field("act", "unknown", "this page offers no such act")),
    };
    Ok(plain.into())
}

fn order(fields: &Fields) -> Result<Act, No> {
    let order = fields
        .some("order")
        .ok_or_else(|| No::field("order", "missing", "name the court or authority and its number"))?;
    let ask = ask(fields)?;
    Ok(Act::Order { ask, order })
}

fn decided(fields: &Fields) -> Result<Act, No> {
    let granted = match fields.get("granted") {
        "yes" => true,
        "no" => false,
        _ => return Err(No::field("granted", "missing", "say yes or no")),
    };
    let ask = ask(fields)?;
    Ok(Act::DecideAppeal { ask, granted })
}

async fn forwarded(app: &App, fields: &Fields) -> Result<Act, No> {
    let onward = Onward {
        country: fields.some("country").map(|c| c.to_ascii_uppercase()),
        institution: None,
        code: fields.get("code").to_owned(),
    };
    let (ask, to) = (ask(fields)?, making::route(app, &onward).await?);
    Ok(Act::Forward { ask, to })
}

fn given_back(fields: &Fields, case: &Case) -> Result<Act, No> {
    let ask = ask(fields)?;
    let amount =
        amount(fields, case, ask)?.ok_or_else(|| No::field("amount", "missing", "say how much was paid back"))?;
    let uetr = fields.some("uetr");
    Ok(Act::Return { ask, amount, uetr })
}

fn rate(fields: &Fields) -> Result<Act, No> {
    let question = fields.get("question").parse();
    let question = question.map_err(|_| No::field("question", "malformed", "name the question by its number"))?;
    let currency = fields.get("currency").to_ascii_uppercase();
    let credited = Money::parse(&fields.amount("amount").unwrap_or_default(), &currency);
    Ok(Act::StateRate {
        ask: ask(fields)?,
        question,
        credited: credited.map_err(|e| No::malformed("amount", &e))?,
        rate: fields.get("rate").to_owned(),
    })
}

async fn corrected(app: &App, fields: &Fields, filed: &Filed) -> Result<Act, No> {
    let new = Correction {
        amount: Amount {
            value: fields.amount("amount").unwrap_or_default(),
            currency: filed.case.lost().asset.code().to_owned(),
        },
        to: fields.some("to").map(AccountIn::Text),
        to_code: fields.get("to_code").to_owned(),
    };
    making::correction(app, &filed.id, &new).await
}

/// The amount typed, in the account's own currency; nothing typed means all of it.
fn amount(fields: &Fields, case: &Case, ask: AskId) -> Result<Option<Money>, No> {
    let Some(text) = fields.amount("amount") else {
        return Ok(None);
    };
    let ask = case.ask(ask).ok_or_else(No::not_found)?;
    let money = Money::parse(&text, ask.currency.code()).map_err(|e| No::malformed("amount", &e))?;
    Ok(Some(money))
}

/// Makes a one-time answer link and shows it once, with the code apart from it.
async fn link(app: &App, language: Language, acting: &Acting, id: &str, fields: &Fields) -> Answer {
    acting.require(Right::WorkCases)?;
    let repeat = fields.repeat(acting, &format!("/case/{id}/act"))?;
    let ask = self::ask(fields)?;
    let made = links::make(app, acting, id, ask, repeat).await?;
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
