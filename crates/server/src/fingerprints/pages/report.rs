//! One report: what it rests on, whom it was put to, and what came of it.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_fingerprints::lists::Outcome;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::parts as own;
use crate::answer::No;
use crate::app::App;
use crate::fingerprints::queries::Filed;
use crate::fingerprints::reports::{self, Step};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::journal::act::{By, unsealed};

/// The page. To open it is an act of its own.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, No> {
    let bureau = acting.officer()?.bureau.clone();
    let filed = reports::read(&app, &id, &bureau).await?;
    crate::journal::note::search(
        &app,
        &acting,
        "fingerprints.report_read",
        filed.reference.as_str(),
        json!({"report": id}),
    )
    .await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let report = &filed.report;
    let words = match &report.words {
        Some(place) => unsealed(&app, &[place.to_string()]).await?.into_iter().flatten().next(),
        None => None,
    };
    let rows: Vec<_> = report.leads.iter().map(|lead| ("", lead)).collect();
    let title = filed.reference.to_string();
    let body = html! {
        p.crumb { a href="/children" { (frame.t("children-title")) } }
        div.head { h1 { bdi.mono { (title) } " " (own::queue(&frame, report.queue)) } }
        p.lead { (frame.with("children-report-of", &[("bureau", report.reporter.as_str())])) " " (parts::time(report.opened, &frame.zone, frame.language)) ". "
            (frame.language.count("children-compared", report.compared)) " " (frame.language.count("children-leads", report.leads.len())) "."
            @if let Some(at) = report.closed { " " b { (frame.t("children-closed")) } " " (parts::time(at, &frame.zone, frame.language)) } }
        @if let Some(words) = &words { div.panel { h2 { (frame.t("children-words")) } p { bdi { (words) } } } }
        div.panel { h2 { (frame.language.count("children-leads", rows.len())) } (own::leads(&frame, &rows, &title)) }
        (answers(&frame, &filed))
        (crate::links::pages::shared::panel(&frame, &acting, filed.reference.as_str()).await?)
        (forms(&frame, &filed, &bureau))
    };
    Ok(frame.page(Room::Children, &title, &body))
}

fn answers(frame: &Frame<'_>, filed: &Filed) -> Markup {
    let report = &filed.report;
    html! { div.panel {
        h2 { (frame.t("children-outcome")) }
        table {
            thead { tr { th scope="col" { (frame.t("children-bureau")) } th scope="col" { (frame.t("children-outcome")) } } }
            tbody {
                @for bureau in &report.concerned { tr {
                    td { span.code { (bureau) } }
                    td { @if report.last_answer(bureau).is_none() { span.sign.soon { (frame.t("children-no-answer")) } }
                        @for answer in report.answers.iter().filter(|a| a.bureau == *bureau) { div { (own::outcome(frame, answer.outcome)) " " (parts::time(answer.at, &frame.zone, frame.language)) } } }
                } }
                @if report.duty_desk { tr { td { span.tag { (frame.t("children-duty-desk")) } } td { (frame.t("children-told")) } } }
            }
        }
    } }
}

fn forms(frame: &Frame<'_>, filed: &Filed, bureau: &cordon_vocabulary::BureauId) -> Markup {
    let report = &filed.report;
    let action = format!("/children/report/{}/act", filed.id);
    html! { @if report.closed.is_none() {
        @if report.concerned.contains(bureau) { div.panel { h2 { (frame.t("children-answer")) }
            form method="post" action=(action) {
                fieldset { legend.hidden { (frame.t("children-answer")) } div.choices { @for outcome in Outcome::ALL {
                    div.choice { input type="radio" name="outcome" required value=(outcome.word()) id=(outcome.word()); label for=(outcome.word()) { (own::outcome(frame, outcome)) } }
                } } }
                button.main { (frame.t("children-answer")) }
            }
        } }
        @if report.reporter == *bureau { form method="post" action=(action) { p { button name="outcome" value="close" { (frame.t("children-close")) } } } }
    } }
}

/// The field of the acts' forms.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    outcome: String,
}

/// One act from the page.
pub async fn act(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    Form(said): Form<Said>,
) -> Result<Response, No> {
    let step = match said.outcome.as_str() {
        "close" => Step::Close,
        word => Step::Answer {
            outcome: Outcome::ALL
                .into_iter()
                .find(|outcome| outcome.word() == word)
                .ok_or_else(|| No::field("outcome", "unknown", "choose an outcome"))?,
        },
    };
    reports::step(&app, &By::of(&acting)?, &id, step).await?;
    Ok(Redirect::to(&format!("/children/report/{id}")).into_response())
}
