//! Handing in recorded crime: a state's own counts, with counting unit, rule and breaks, and what should be asked about.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use cordon_trends::counts::{CountRecord, Query as Doubt, queries as doubts};
use cordon_trends::iccs::shipped_title;
use maud::{Markup, html};

use super::sent::Sent;
use super::{head, reason};
use crate::answer::No;
use crate::app::{App, new_id};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::service::Repeat;
use crate::trends::by::By;
use crate::trends::{queries, service};

/// The columns of the file.
const HEAD: &str = "area,iccs,period,count,population,counting_unit,counting_rule,break";

/// The page.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    show(&app, language, &acting, "", None).await
}

/// Takes a file, chosen or pasted.
pub async fn hand_in(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    sent: Sent,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let repeat = Repeat::new(
        &acting.client,
        sent.text("key").to_owned(),
        "/trends/counts",
        &serde_json::to_vec(&sent.0)?,
    );
    match service::hand_in_counts(&app, &by, sent.text("counts"), Some(repeat)).await {
        Ok(_) => Ok(Redirect::to("/trends/counts").into_response()),
        Err(no) => show(&app, language, &acting, sent.text("counts"), Some(&no)).await,
    }
}

async fn show(app: &App, language: Language, acting: &Acting, text: &str, why: Option<&No>) -> Result<Response, No> {
    let by = By::of(app, acting).await?;
    let frame = Frame::of(app, language, Some(acting)).await;
    let held = queries::counts(app, &by.area).await?.value;
    let status = why.map_or(axum::http::StatusCode::OK, |no| no.status);
    let said = why.map(|no| {
        let said = reason(no, language);
        if said == no.detail {
            said
        } else {
            format!("{said} ({})", no.detail)
        }
    });
    let start = if text.is_empty() {
        format!("{HEAD}\n{},", by.area)
    } else {
        text.to_owned()
    };
    let input = html! { textarea #counts .code name="counts" rows="8" spellcheck="false" { (start) } };
    let chosen = html! { input #counts-chosen name="counts" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain"; };
    let body = html! {
        (head(&frame, "/trends/counts", &by))
        p.lead { (frame.with("trends-counts-lead", &[("area", &by.area)])) }
        div.panel { form method="post" action="/trends/counts" enctype="multipart/form-data" {
            input type="hidden" name="key" value=(new_id());
            (parts::field("counts-chosen", &frame.t("trends-counts-file"), &frame.t("trends-counts-hint"), None, &chosen))
            (parts::field("counts", &frame.t("trends-or-paste"), "", said.as_deref(), &input))
            button.main { (frame.t("trends-counts-hand-in")) }
        } }
        (asked_about(&frame, &held))
        (table(&frame, &held))
    };
    Ok(frame.page_with(status, Room::Trends, &frame.t("trends-tab-counts"), &body))
}

/// Values that should be asked about before they are printed.
fn asked_about(frame: &Frame<'_>, held: &[CountRecord]) -> Markup {
    let found = doubts(held);
    html! {
        @if !found.is_empty() {
            div.band.soon {
                h2 { (frame.t("trends-doubts")) }
                ul { @for doubt in &found { li { (sentence(frame, doubt)) } } }
            }
        }
    }
}

fn sentence(frame: &Frame<'_>, doubt: &Doubt) -> String {
    match doubt {
        Doubt::ParentBelowChildren {
            iccs,
            year,
            parent,
            children,
            ..
        } => frame.with(
            "trends-doubt-parent",
            &[
                ("iccs", iccs.as_str()),
                ("year", &year.to_string()),
                ("a", &parent.to_string()),
                ("b", &children.to_string()),
            ],
        ),
        Doubt::Jump { iccs, year, ratio, .. } => frame.with(
            "trends-doubt-jump",
            &[
                ("iccs", iccs.as_str()),
                ("year", &year.to_string()),
                ("ratio", &format!("{ratio:.2}")),
            ],
        ),
        Doubt::Repeated { iccs, year, .. } => frame.with(
            "trends-doubt-repeated",
            &[("iccs", iccs.as_str()), ("year", &year.to_string())],
        ),
    }
}

fn table(frame: &Frame<'_>, held: &[CountRecord]) -> Markup {
    let title = frame.t("trends-counts-held");
    let number = |n: u64| parts::grouped(&n.to_string());
    html! {
        @if !held.is_empty() {
            div.panel {
                h2 { (title) }
                div.scroll tabindex="0" role="region" aria-label=(title) { table {
                    thead { tr {
                        th { "ICCS" } th { (frame.t("trends-crime")) } th.num { (frame.t("trends-round-year")) } th.num { (frame.t("trends-count")) }
                        th.num { (frame.t("trends-population")) } th { (frame.t("trends-unit")) } th { (frame.t("trends-rule")) } th { (frame.t("trends-break")) }
                    } }
                    tbody { @for c in held { tr {
                        td { code { (c.iccs.as_str()) } } td { (shipped_title(&c.iccs, frame.language.code()).unwrap_or_default()) }
                        td.num { (c.year) } td.num { (number(c.count)) } td.num { (c.population.map_or_else(|| "–".to_owned(), number)) }
                        td { bdi { (c.counting_unit) } } td { bdi { (c.counting_rule) } }
                        td { @if c.after_break { span.sign.soon { (frame.t("trends-break-here")) } } }
                    } } }
                } }
            }
        }
    }
}
