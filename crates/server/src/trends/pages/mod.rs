//! The pages of trends: what the answers of a year say, what is recorded, what no list has seen, and how all of it is collected.

pub mod answer;
pub mod collect;
pub mod counts;
pub mod estimator;
pub mod explore;
pub mod money;
pub mod operations;
pub mod overview;
pub mod paper;
pub mod sent;

use std::sync::Arc;

use cordon_trends::report::{Chapter, Edition, LANGUAGES, Report, chapter};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::Frame;
use crate::trends::by::By;
use crate::trends::service;

/// The pages of this room: address, message id.
const TABS: [(&str, &str); 7] = [
    ("/trends", "trends-tab-overview"),
    ("/trends/ranks", "trends-tab-ranks"),
    ("/trends/explore", "trends-tab-explore"),
    ("/trends/together", "trends-tab-together"),
    ("/trends/money", "trends-tab-money"),
    ("/trends/estimate", "trends-tab-estimate"),
    ("/trends/operations", "trends-tab-operations"),
];

/// Which year is looked at.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct OfYear {
    /// The year; the latest with a report without it.
    pub year: Option<i32>,
}

/// The language of the report that goes with a page's.
pub(in crate::trends) fn report_language(language: Language) -> cordon_trends::report::Language {
    let same = |l: &cordon_trends::report::Language| l.code() == language.code();
    LANGUAGES
        .into_iter()
        .find(same)
        .unwrap_or(cordon_trends::report::Language::En)
}

/// The head of every page of this room: its title, what it is for, the way to the others.
pub(super) fn head(frame: &Frame<'_>, here: &str, by: &By) -> Markup {
    let more = [
        ("/trends/counts", "trends-tab-counts"),
        ("/trends/collect", "trends-tab-collect"),
    ];
    let id = TABS
        .iter()
        .chain(&more)
        .find(|(address, _)| *address == here)
        .map_or("trends-title", |(_, id)| id);
    html! {
        h1 { (frame.t(if here == "/trends" { "trends-title" } else { id })) }
        nav.tabs aria-label=(frame.t("trends-title")) {
            @for (address, id) in TABS { a href=(address) aria-current=[(address == here).then_some("page")] { (frame.t(id)) } }
            @if by.works {
                a href="/trends/counts" aria-current=[(here == "/trends/counts").then_some("page")] { (frame.t("trends-tab-counts")) }
            }
            @if by.works && by.headquarters {
                a href="/trends/collect" aria-current=[(here == "/trends/collect").then_some("page")] { (frame.t("trends-tab-collect")) }
            }
        }
    }
}

/// A refusal in the reader's language where there is a sentence for it.
pub(super) fn reason(no: &No, language: Language) -> String {
    let id = format!("trends-no-{}", no.code.replace('_', "-"));
    let text = language.t(&id);
    if text == id { no.detail.clone() } else { text }
}

/// A refusal above a form: the sentence, and what exactly was found.
pub(super) fn refusal(no: &No, language: Language) -> Markup {
    let said = reason(no, language);
    html! {
        div.band.bad role="alert" {
            p { b { (said) } }
            @if said != no.detail { p.small { bdi dir="ltr" lang="en" { (no.detail) } } }
        }
    }
}

/// A chapter of the report inside a page.
pub(super) fn embedded(frame: &Frame<'_>, report: &Report, which: Chapter) -> Result<Markup, No> {
    let text = chapter(report, report_language(frame.language), which, Edition::Full).map_err(|e| broken(&e))?;
    Ok(html! { div.chapter { (PreEscaped(text)) } })
}

/// The words of the report could not be read: ours.
pub(in crate::trends) fn broken(refusal: &cordon_trends::report::Refusal) -> No {
    No::new(
        axum::http::StatusCode::INTERNAL_SERVER_ERROR,
        refusal.code(),
        refusal.to_string(),
    )
}

/// The report that is looked at: of the year asked for, or of the latest year that has one, closed assessments first.
pub(super) async fn looked_at(app: &App, of: &OfYear) -> Result<Option<Arc<Report>>, No> {
    if let Some(year) = of.year {
        return service::report(app, year).await.map(Some);
    }
    for year in service::settled_first(app).await? {
        // A year with too few answers for a report is passed over.
        if let Ok(report) = service::report(app, year).await {
            return Ok(Some(report));
        }
    }
    Ok(None)
}

/// The years to choose from, as links.
pub(super) async fn years(frame: &Frame<'_>, here: &str, report: Option<&Report>) -> Result<Markup, No> {
    let years = service::years(frame.app).await?;
    Ok(html! {
        p.note {
            (frame.t("trends-which-year"))
            @for year in &years { " " @if report.is_some_and(|r| r.year == *year) { b { (year) } } @else { a href=(format!("{here}?year={year}")) { (year) } } }
            @if report.is_some_and(|r| r.exercise) { " · " span.sign.soon { (frame.t("trends-exercise")) } }
        }
        @if report.is_none() { div.band.soon { p { (frame.t("trends-no-report")) } } }
    })
}
