//! The officer's page: one box, one key, an answer at once. No hit is as clear as a hit.

use axum::Extension;
use axum::extract::{Form, State};
use axum::response::Response;
use cordon_screening::index::{Answer, Hit};
use cordon_screening::scoring::{Message, english};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::screening::lists;

/// What the officer asks.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    query: String,
}

/// The page as it opens.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Response {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    shown(&frame, "", None, None)
}

/// The page with an answer.
pub async fn asked(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(asked): Form<Asked>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let entity = match lists::query(&asked.query, app.today().year()) {
        Ok(entity) => entity,
        Err(no) => return Ok(shown(&frame, &asked.query, None, Some(&no.detail))),
    };
    crate::journal::note::search(&app, &acting, "screening.asked", &asked.query, json!({})).await?;
    let answer = lists::ask(&app, &entity, &acting.house()).await?;
    Ok(shown(&frame, &asked.query, Some(&answer), None))
}

fn shown(frame: &Frame<'_>, query: &str, answer: Option<&Answer>, why: Option<&str>) -> Response {
    let title = frame.t("check-title");
    let input = html! { textarea #find .code name="query" rows="3" autofocus spellcheck="false" { (query) } };
    let body = html! {
        h1 { (title) }
        p.lead { (frame.t("check-lead")) }
        div.panel {
            form method="post" action="/check" {
                (parts::field("find", &frame.t("check-query"), &frame.t("check-hint"), why, &input))
                button.main { (frame.t("check-ask")) }
            }
        }
        @if let Some(answer) = answer { (card(frame, answer)) }
    };
    frame.page(Room::Check, &title, &body)
}

fn card(frame: &Frame<'_>, answer: &Answer) -> Markup {
    let alerts: Vec<&Hit> = answer.hits.iter().filter(|h| h.alert).collect();
    let near: Vec<&Hit> = answer.hits.iter().filter(|h| !h.alert).take(3).collect();
    html! {
        @if alerts.is_empty() {
            div.band role="status" { p { b { (frame.t("check-no-hit")) } } p { (frame.t("check-no-hit-do")) } }
        } @else {
            div.band.bad role="alert" { p { b { (frame.t("check-hit")) } } p { (frame.t("check-hit-do")) } }
        }
        @for hit in alerts.iter().chain(&near) {
            div.panel {
                h2 { bdi { (hit.name) } " " @if hit.alert { span.sign.bad { (frame.t("check-alert")) } } @else { span.sign { (frame.t("check-near")) } } }
                p.note { (frame.t("check-score")) " " bdi { (format!("{:.2}", hit.score)) } " · " @if uuid::Uuid::try_parse(&hit.id).is_ok() { a href=(format!("/notices/{}", hit.id)) { (frame.t("notices-open")) } } @else { code { (hit.id) } } }
                ul { @for evidence in &hit.evidence {
                    @let line = english(evidence);
                    li { (explained(frame.language, &line)) }
                } }
            }
        }
    }
}

/// A line of evidence in the reader's language, or in English where a language lacks it.
fn explained(language: Language, line: &Message) -> String {
    let value = |wanted: &str| {
        let mut parameters = line.parameters.iter();
        let found = parameters.find(|(name, _)| name == wanted);
        found.map_or("", |(_, value)| value.as_str())
    };
    let values = ["asked", "listed", "words", "days"].map(|name| (name, value(name)));
    let said = language.with(&line.id, &values);
    if said == line.id {
        line.text.clone()
    } else {
        said
    }
}
