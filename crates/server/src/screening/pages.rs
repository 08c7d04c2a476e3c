//! The officer's page: one box, one key, an answer at once. No hit is as clear as a hit.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::screening::asked::{Question, Wire};
use crate::screening::card::{self, Shown};
use crate::screening::decisions::{self, Stated};
use crate::screening::service;

/// What the officer asks.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    query: String,
}

/// "Not this person", as the form of a hit sends it.
#[derive(Debug, Deserialize)]
pub struct Decided {
    query: String,
    listed: String,
    #[serde(default)]
    reason: String,
    days: i32,
}

/// A decision taken back, as the form of a hit sends it.
#[derive(Debug, Deserialize)]
pub struct Revoked {
    query: String,
    #[serde(default)]
    reason: String,
}

/// The page as it opens.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Response {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    shown(&frame, "", None, &html! {})
}

/// The page with an answer. The box is empty again: the next traveller is waiting.
pub async fn asked(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(asked): Form<Asked>,
) -> Result<Response, No> {
    answered(&app, language, &acting, &asked.query, None).await
}

/// Records "not this person", and shows the traveller again.
pub async fn decided(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(decided): Form<Decided>,
) -> Result<Response, No> {
    let stated = Stated {
        question: Wire {
            text: Some(decided.query.clone()),
            ..Wire::default()
        },
        listed: decided.listed,
        reason: decided.reason,
        days: decided.days,
    };
    let done = decisions::record(&app, &acting, &stated, None)
        .await
        .map(|_| "check-decided");
    answered(&app, language, &acting, &decided.query, Some(done)).await
}

/// Takes a decision back, and shows the traveller again.
pub async fn revoked(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(revoked): Form<Revoked>,
) -> Result<Response, No> {
    let done = decisions::revoke(&app, &acting, &id, &revoked.reason).await;
    let done = done.map(|()| "check-revoked");
    answered(&app, language, &acting, &revoked.query, Some(done)).await
}

/// The page with the answer to a question; `done` is what became of an act on it.
async fn answered(
    app: &App,
    language: Language,
    acting: &Acting,
    query: &str,
    done: Option<Result<&str, No>>,
) -> Result<Response, No> {
    let frame = Frame::of(app, language, Some(acting)).await;
    let question = match Question::of_text(query, app.today().year()) {
        Ok(question) => question,
        Err(no) => {
            let why = frame.t(&format!("check-why-{}", no.code));
            return Ok(shown(&frame, query, Some(&why), &html! {}));
        }
    };
    let answers = service::screen(app, acting, std::slice::from_ref(&question)).await?;
    let shown_cards = html! {
        @match done {
            Some(Ok(id)) => { div.band role="status" { p { (frame.t(id)) } } }
            Some(Err(no)) => { (card::refused(&frame, &no)) }
            None => {}
        }
        @for answer in &answers { (card::card(&Shown { frame: &frame, query, question: &question, answer })) }
    };
    Ok(shown(&frame, "", None, &shown_cards))
}

fn shown(frame: &Frame<'_>, query: &str, why: Option<&str>, answer: &Markup) -> Response {
    let title = frame.t("check-title");
    let input = html! {
        textarea #find .code.reader name="query" rows="3" autofocus required spellcheck="false" autocomplete="off" autocapitalize="characters" data-reader="1" { (query) }
    };
    let body = html! {
        h1 { (title) }
        p.lead { (frame.t("check-lead")) }
        div.grid {
            div.c5 {
                div.panel {
                    form method="post" action="/check" {
                        (parts::field("find", &frame.t("check-query"), &frame.t("check-hint"), why, &input))
                        div.acts { button.main { (frame.t("check-ask")) " " kbd { "Enter" } } }
                    }
                }
            }
            div.c7 { (answer) }
        }
    };
    frame.page(Room::Check, &title, &body)
}
