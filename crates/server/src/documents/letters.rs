//! The buttons that print what other modules hold, and the calls behind them.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_stop_payment::AskId;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::No;
use crate::app::{App, new_id};
use crate::documents::paper::Paper;
use crate::documents::service::{self, Issuer};
use crate::frame::locale::Language;
use crate::frame::page::Frame;
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::print;
use crate::notices::view::View;
use crate::stop_payment::pages::letter;
use crate::stop_payment::service::Repeat;

/// What a button sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The key of a repeated call, made with the form.
    key: String,
    /// `notice` or `decision`.
    what: String,
    /// The language of a letter; empty = that of the country asked.
    language: String,
}

/// Prints a notice, or the decision on it.
pub async fn notice(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let now = app.now().timestamp();
    let paper = match wanted.what.as_str() {
        "notice" => print::notice(&app, &id, &by, now).await?,
        "decision" => print::decision(&app, &id, &by, now).await?,
        _ => return Err(No::field("what", "no_paper", "choose the notice or the decision")),
    };
    issued(&app, &acting, &paper, &wanted, &format!("/notices/{id}/paper")).await
}

/// Prints a request to a bank as a letter.
pub async fn request(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path((id, ask)): Path<(String, AskId)>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, No> {
    let chosen = Language::parse(&wanted.language);
    let paper = letter::paper(&app, &acting, &id, ask, chosen, language).await?;
    issued(&app, &acting, &paper, &wanted, &format!("/case/{id}/ask/{ask}/letter")).await
}

async fn issued(app: &App, acting: &Acting, paper: &Paper, wanted: &Wanted, path: &str) -> Result<Response, No> {
    let repeat = match wanted.key.len() {
        0 => None,
        1..=200 => {
            let body = format!("{}/{}", wanted.what, wanted.language);
            Some(Repeat::new(&acting.client, wanted.key.clone(), path, body.as_bytes()))
        }
        _ => {
            return Err(No::field(
                "key",
                "malformed",
                "this form has lost its key; open the page again",
            ));
        }
    };
    let issued = service::issue(app, &Issuer::of(acting), paper, repeat.as_ref()).await?;
    Ok(Redirect::to(&issued.address()).into_response())
}

fn button(frame: &Frame<'_>, action: &str, what: &str, label: &str) -> Markup {
    html! { form method="post" action=(action) {
        input type="hidden" name="key" value=(new_id());
        input type="hidden" name="what" value=(what);
        p { button { (frame.t(label)) } }
    } }
}

/// The buttons of a notice's page: the notice while it is in force, the decision for its owner once it is told.
#[must_use]
pub fn notice_buttons(frame: &Frame<'_>, by: &By, view: &View) -> Markup {
    let action = format!("/notices/{}/paper", view.line.id);
    let owner = by.is(cordon_notices::lifecycle::Role::Officer) && by.bureau.as_str() == view.line.owner;
    let state = view.line.state.as_str();
    let in_force = state == "published" && Language::ALL.iter().all(|l| view.texts.contains_key(l.code()));
    let decided = owner && matches!(state, "refused" | "cancelled" | "published");
    html! { @if in_force || decided { div.panel {
        h2 { (frame.t("documents-papers")) }
        @if in_force { (button(frame, &action, "notice", "documents-print-notice")) }
        @if decided { (button(frame, &action, "decision", "documents-print-decision")) }
        p.note { (frame.t("documents-print-note")) " " a href="/documents" { (frame.t("documents-title")) } }
    } } }
}

/// The button of a request's call sheet: the same as a letter.
#[must_use]
pub fn request_button(frame: &Frame<'_>, case: &str, ask: AskId) -> Markup {
    html! { form method="post" action=(format!("/case/{case}/ask/{ask}/letter")) {
        input type="hidden" name="key" value=(new_id());
        label for="letter-language" { (frame.t("documents-letter-language")) }
        select #letter-language name="language" {
            option value="" { (frame.t("documents-letter-theirs")) }
            @for language in Language::ALL { option value=(language.code()) lang=(language.code()) { (language.own_name()) } }
        }
        p { button { (frame.t("documents-print-request")) } }
    } }
}
