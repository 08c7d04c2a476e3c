//! The first page: the findings of the year, who was asked and who answered, and the ranks.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use cordon_trends::collect::Round;
use cordon_trends::report::{Chapter, LANGUAGES, Report};
use cordon_vocabulary::Instant;
use maud::{Markup, html};

use super::{OfYear, embedded, head, looked_at, years};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::trends::by::By;
use crate::trends::queries;

/// The findings of a year, and the assessments on their way.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(of): Query<OfYear>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let report = looked_at(&app, &of).await?;
    let rounds = rounds(&frame, &by).await?;
    let body = html! {
        (head(&frame, "/trends", &by))
        p.lead { (frame.t("trends-lead")) }
        (rounds)
        (years(&frame, "/trends", report.as_deref()).await?)
        @if let Some(report) = &report {
            (papers(&frame, report, &by))
            (embedded(&frame, report, Chapter::Findings)?)
        }
    };
    Ok(frame.page(Room::Trends, &frame.t("trends-title"), &body))
}

/// The ranks with their bands, beside the published shares of 2022 with the margin no one printed.
pub async fn ranks(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(of): Query<OfYear>,
) -> Result<Response, No> {
    chapters(
        &app,
        language,
        &acting,
        &of,
        "/trends/ranks",
        &[Chapter::Now, Chapter::Published, Chapter::Change, Chapter::Method],
    )
    .await
}

/// What occurs together.
pub async fn together(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(of): Query<OfYear>,
) -> Result<Response, No> {
    chapters(&app, language, &acting, &of, "/trends/together", &[Chapter::Together]).await
}

async fn chapters(
    app: &App,
    language: Language,
    acting: &Acting,
    of: &OfYear,
    here: &str,
    which: &[Chapter],
) -> Result<Response, No> {
    let by = By::of(app, acting).await?;
    let frame = Frame::of(app, language, Some(acting)).await;
    let report = looked_at(app, of).await?;
    let mut parts = Vec::new();
    if let Some(report) = &report {
        for chapter in which {
            parts.push(embedded(&frame, report, *chapter)?);
        }
    }
    let nothing = report
        .as_ref()
        .is_some_and(|r| here == "/trends/together" && r.together.is_none());
    let body = html! {
        (head(&frame, here, &by))
        (years(&frame, here, report.as_deref()).await?)
        @if nothing { div.band.soon { p { (frame.t("trends-no-occurrences")) } } }
        @for part in &parts { (part) }
    };
    Ok(frame.page(Room::Trends, &frame.t("trends-title"), &body))
}

/// Every assessment: asked, answered, due, and what this bureau has to do.
pub(super) async fn rounds(frame: &Frame<'_>, by: &By) -> Result<Markup, No> {
    let app = frame.app;
    let mut rows = Vec::new();
    for round in queries::rounds(app).await? {
        let replies = queries::replies(app, round.year).await?;
        let signed = replies.iter().filter(|r| r.handed_in.is_some()).count();
        let own = replies.iter().find(|r| r.respondent == by.bureau);
        let done = own.is_some_and(|r| r.handed_in.is_some());
        rows.push((round, signed, done));
    }
    Ok(html! {
        @if !rows.is_empty() {
            div.panel {
                h2 { (frame.t("trends-rounds")) }
                div.scroll tabindex="0" role="region" aria-label=(frame.t("trends-rounds")) { table {
                    thead { tr {
                        th { (frame.t("trends-round-year")) } th.num { (frame.t("trends-round-asked")) } th.num { (frame.t("trends-round-answered")) }
                        th.num { (frame.t("trends-round-rate")) } th { (frame.t("trends-round-due")) } th { (frame.t("trends-round-own")) }
                    } }
                    tbody { @for (round, signed, done) in &rows { (row(frame, round, *signed, *done, by)) } }
                } }
            }
        }
    })
}

fn row(frame: &Frame<'_>, round: &Round, signed: usize, done: bool, by: &By) -> Markup {
    let rate = signed * 100 / round.asked.len().max(1);
    html! { tr {
        td { b { (round.year) } @if round.exercise { small { (frame.t("trends-exercise")) } } }
        td.num { (round.asked.len()) } td.num { (signed) } td.num { (rate) " %" }
        td {
            (parts::time(Instant::from_micros(round.due_us), &frame.zone, frame.language))
            @if round.closed_us.is_some() { small { (frame.t("trends-round-closed")) } }
            @else if !round.chased.is_empty() { small { (frame.with("trends-round-letters", &[("n", &round.chased.len().to_string())])) } }
        }
        td {
            @if !round.asks(&by.bureau) { span { "–" } }
            @else if done { span.sign.good { (frame.t("trends-own-done")) } }
            @else if round.closed_us.is_some() { span.sign.gone { (frame.t("trends-own-none")) } }
            @else { span.sign.soon { (frame.t("trends-own-open")) } }
            @if by.works && round.asks(&by.bureau) { " " a href=(format!("/trends/answer/{}", round.year)) { (frame.t("trends-answer-open")) } }
        }
    } }
}

/// The report as papers and tables.
fn papers(frame: &Frame<'_>, report: &Report, by: &By) -> Markup {
    let at = |file: &str| format!("/trends/report/{}/{file}", report.year);
    let names = [
        ("en", "English"),
        ("fr", "Français"),
        ("es", "Español"),
        ("ar", "العربية"),
    ];
    let name = |code: &str| names.iter().find(|(c, _)| *c == code).map_or("", |(_, name)| name);
    html! {
        div.band {
            h2 { (frame.with(if report.exercise { "trends-year" } else { "trends-year-real" }, &[("year", &report.year.to_string())])) }
            p { (frame.with("trends-response", &[("answered", &report.response.1.to_string()), ("asked", &report.response.0.to_string())])) }
            p { (frame.t("trends-read")) @for l in LANGUAGES { " · " a href=(at(&format!("summary.{}.html", l.code()))) lang=(l.code()) { (name(l.code())) } } }
            @if by.works { p { (frame.t("trends-read-full")) @for l in LANGUAGES { " · " a href=(at(&format!("full.{}.html", l.code()))) lang=(l.code()) { (name(l.code())) } } } }
            @if by.works { (printing(frame, report, &names)) }
            p {
                (frame.t("trends-tables"))
                @for (file, label, full) in super::paper::TABLES { @if by.works || !full { " · " a href=(at(file)) { bdi dir="ltr" { (label) } } } }
            }
        }
    }
}

/// The form that prints the report.
fn printing(frame: &Frame<'_>, report: &Report, names: &[(&str, &str)]) -> Markup {
    let edition = html! { select #edition name="edition" {
        option value="summary" { (frame.t("trends-read")) } option value="full" { (frame.t("trends-read-full")) }
    } };
    let language = html! { select #paper-language name="language" {
        @for (code, name) in names { option value=(code) lang=(code) selected[*code == frame.language.code()] { (name) } }
    } };
    html! {
        form.row method="post" action=(format!("/trends/report/{}", report.year)) {
            input type="hidden" name="key" value=(crate::app::new_id());
            (parts::field("edition", &frame.t("trends-edition"), "", None, &edition))
            (parts::field("paper-language", &frame.t("language"), "", None, &language))
            button { (frame.t("trends-print")) }
        }
    }
}
