//! The pages of trends: what the answers of a year say, and an estimator where models are seen to disagree.

use std::sync::OnceLock;

use axum::Extension;
use axum::extract::{Form, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use cordon_trends::hidden::{
    CaptureTable, Choice, Estimate, IntervalKind, Refusal, Request, estimate, read_cells,
};
use cordon_trends::report::{
    Edition, LANGUAGES, Report, build, exercise_files, read_inputs, render,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::No;
use crate::app::{App, World};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;

/// A table that a reader may begin with: three lists of an invented region.
const SPECIMEN: &str = "police,shelter,hotline,count\n1,0,0,212\n0,1,0,160\n0,0,1,340\n1,1,0,31\n1,0,1,44\n0,1,1,52\n1,1,1,12\n";

/// The table to estimate from.
#[derive(Debug, Default, Deserialize)]
pub struct Cells {
    #[serde(default)]
    cells: String,
}

/// The page as it opens.
pub async fn page(
    state: State<App>,
    language: Extension<Language>,
    acting: Extension<Acting>,
) -> Result<Response, No> {
    show(state, language, acting, None).await
}

/// The page with an estimate.
pub async fn estimated(
    state: State<App>,
    language: Extension<Language>,
    acting: Extension<Acting>,
    Form(cells): Form<Cells>,
) -> Result<Response, No> {
    show(state, language, acting, Some(cells)).await
}

async fn show(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    asked: Option<Cells>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let text = asked
        .as_ref()
        .map_or(SPECIMEN.to_owned(), |c| c.cells.clone());
    // Fitting every model takes a while: not on a thread that answers others.
    let outcome = tokio::task::spawn_blocking(move || {
        fitted(&text)
            .map(|e| (text.clone(), e))
            .map_err(|e| (text, e))
    })
    .await
    .map_err(|e| {
        No::new(
            axum::http::StatusCode::INTERNAL_SERVER_ERROR,
            "estimate",
            e.to_string(),
        )
    })?;
    let (text, found, why) = match outcome {
        Ok((text, found)) => (text, Some(found), None),
        Err((text, refused)) => (text, None, Some(refused.to_string())),
    };
    let title = frame.t("trends-title");
    let input = html! { textarea #cells .code name="cells" rows="9" spellcheck="false" { (text) } };
    let body = html! {
        h1 { (title) }
        p.lead { (frame.t("trends-lead")) }
        @if app.world == World::Demo { (report(&frame)) }
        div.grid {
            div.c5 { div.panel {
                h2 { (frame.t("trends-hidden")) }
                form method="post" action="/trends" {
                    (parts::field("cells", &frame.t("trends-cells"), &frame.t("trends-cells-hint"), why.as_deref(), &input))
                    button.main { (frame.t("trends-estimate")) }
                }
            } }
            div.c7 { @if let Some(found) = &found { (models(&frame, found)) } }
        }
    };
    Ok(frame.page(Room::Trends, &title, &body))
}

fn fitted(text: &str) -> Result<Estimate, Refusal> {
    let table = CaptureTable::new(read_cells(text.as_bytes())?)?;
    let request = Request {
        choice: Choice::Auto,
        criterion: None,
        order: None,
        interval: IntervalKind::Profile,
        resamples: 0,
        seed: 1,
    };
    estimate(&table, &request, &|_| {})
}

/// Never one number: the models beside each other, the range, the warnings.
fn models(frame: &Frame<'_>, found: &Estimate) -> Markup {
    let end = |value: Option<f64>| value.map_or_else(|| "?".to_owned(), |v| format!("{v:.0}"));
    let range = found
        .interval
        .map(|i| format!("{} – {}", end(i.lower), end(i.upper)));
    html! {
        div.panel aria-live="polite" {
            h2 { (frame.t("trends-models")) }
            p {
                (frame.t("trends-observed")) " " b { (found.observed) } " · " (frame.t("trends-range")) " "
                b { bdi dir="ltr" { (range.unwrap_or_else(|| "-".into())) } }
            }
            div.scroll tabindex="0" role="region" aria-label=(frame.t("trends-models")) { table {
                thead { tr { th { (frame.t("trends-model")) } th.num { (frame.t("trends-number")) } th.num { "BIC" } th.num { "AIC" } } }
                tbody { @for row in found.models.iter().take(12) { tr {
                    td { bdi dir="ltr" { code { (row.model) } } }
                    td.num { (format!("{:.0}", row.estimate)) } td.num { (format!("{:.2}", row.bic)) } td.num { (format!("{:.2}", row.aic)) }
                } } }
            } }
            @for warning in &found.warnings { p.note { span.sign.soon { bdi { (warning.text) } } } }
        }
    }
}

/// The exercise year's report, made once: its inputs ship with the program.
fn exercise_report() -> Option<&'static Report> {
    static REPORT: OnceLock<Option<Report>> = OnceLock::new();
    REPORT
        .get_or_init(|| {
            read_inputs(2025, &exercise_files())
                .and_then(|inputs| build(inputs, &|_| {}))
                .ok()
        })
        .as_ref()
}

fn report(frame: &Frame<'_>) -> Markup {
    let Some(report) = exercise_report() else {
        return html! {};
    };
    html! {
        div.band {
            h2 { (frame.with("trends-year", &[("year", &report.year.to_string())])) }
            p { (frame.with("trends-response", &[("answered", &report.response.1.to_string()), ("asked", &report.response.0.to_string())])) }
            p { a.button href="/trends/report" { (frame.t("trends-read")) } }
        }
    }
}

/// The public edition of the exercise year's report, in the reader's language: a paper that needs nothing beside it.
pub async fn paper(
    State(app): State<App>,
    Extension(language): Extension<Language>,
) -> Result<Response, No> {
    if app.world != World::Demo {
        return Err(No::not_found());
    }
    let made = tokio::task::spawn_blocking(move || {
        let language = LANGUAGES
            .into_iter()
            .find(|l| l.code() == language.code())?;
        render(exercise_report()?, language, Edition::Public).ok()
    });
    let text = made.await.ok().flatten().ok_or_else(No::not_found)?;
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";
    Ok((
        [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CONTENT_SECURITY_POLICY, policy),
        ],
        text,
    )
        .into_response())
}
