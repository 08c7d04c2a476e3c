//! The estimator: an analyst pastes a table of cells and sees the models disagree.

use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::response::Response;
use cordon_trends::hidden::{Estimate, IntervalKind, Warning};
use maud::{Markup, html};
use serde::Deserialize;

use super::{head, reason};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::trends::by::By;
use crate::trends::service;

/// A table that a reader may begin with: three lists of an invented region.
const SPECIMEN: &str =
    "police,shelter,hotline,count\n1,0,0,212\n0,1,0,160\n0,0,1,340\n1,1,0,31\n1,0,1,44\n0,1,1,52\n1,1,1,12\n";

/// A published table whose models disagree: victims of modern slavery in the United Kingdom in 2013 on five lists (UKdat_5 of
/// bernardsilverman/modslavmse).
const PUBLISHED: &str = "LA,NG,PFNCA,GO,GP,count\n1,0,0,0,0,54\n0,1,0,0,0,463\n0,0,1,0,0,995\n0,0,0,1,0,695\n0,0,0,0,1,316\n\
    1,1,0,0,0,15\n1,0,1,0,0,19\n1,0,0,1,0,3\n0,1,1,0,0,62\n0,1,0,1,0,19\n0,1,0,0,1,1\n0,0,1,1,0,76\n0,0,1,0,1,11\n0,0,0,1,1,8\n\
    1,1,1,0,0,1\n1,1,0,1,0,1\n0,1,1,1,0,4\n1,1,1,1,0,1\n";

/// Which table the page opens with.
#[derive(Debug, Default, Deserialize)]
pub struct Opening {
    /// `published` for the published one.
    #[serde(default)]
    table: String,
}

/// The table to estimate from.
#[derive(Debug, Default, Deserialize)]
pub struct Cells {
    #[serde(default)]
    cells: String,
}

/// The page as it opens, with a table estimated.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(opening): Query<Opening>,
) -> Result<Response, No> {
    let text = if opening.table == "published" {
        PUBLISHED
    } else {
        SPECIMEN
    };
    show(&app, language, &acting, text.to_owned()).await
}

/// The page with an estimate, or with the reason why there is none.
pub async fn estimated(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(cells): Form<Cells>,
) -> Result<Response, No> {
    show(&app, language, &acting, cells.cells).await
}

async fn show(app: &App, language: Language, acting: &Acting, text: String) -> Result<Response, No> {
    let by = By::of(app, acting).await?;
    let frame = Frame::of(app, language, Some(acting)).await;
    let outcome = service::hidden(text.clone()).await;
    let why = outcome.as_ref().err().map(|no| {
        let said = reason(no, language);
        if said == no.detail {
            said
        } else {
            format!("{said} ({})", no.detail)
        }
    });
    let input = html! { textarea #cells .code name="cells" rows="9" spellcheck="false" { (text) } };
    let body = html! {
        (head(&frame, "/trends/estimate", &by))
        p.lead { (frame.t("trends-hidden")) }
        div.grid {
            div.c5 { div.panel {
                form method="post" action="/trends/estimate" {
                    (parts::field("cells", &frame.t("trends-cells"), &frame.t("trends-cells-hint"), why.as_deref(), &input))
                    button.main { (frame.t("trends-estimate")) }
                }
                p.note { a href="/trends/estimate?table=published" { (frame.t("trends-example")) } " " (frame.t("trends-example-note")) }
            } }
            div.c7 { @if let Ok(found) = &outcome { (models(&frame, found)) } @else { div.panel { h2 { (frame.t("trends-no-estimate")) } p { (why.unwrap_or_default()) } } } }
        }
    };
    Ok(frame.page(Room::Trends, &frame.t("trends-tab-estimate"), &body))
}

/// Never one number: the models beside each other, the range, the warnings.
fn models(frame: &Frame<'_>, found: &Estimate) -> Markup {
    let people = |value: f64| parts::grouped(&format!("{value:.0}"));
    let end = |value: Option<f64>| value.map_or_else(|| "?".to_owned(), people);
    let kind = found.interval.map_or("trends-range", |i| {
        if i.kind == IntervalKind::Bca {
            "trends-range-bca"
        } else {
            "trends-range"
        }
    });
    let range = found.interval.map(|i| format!("{} – {}", end(i.lower), end(i.upper)));
    let shown = found.models.iter().take(12);
    let highest = shown.clone().map(|m| m.estimate).fold(0.0, f64::max);
    html! {
        div.panel aria-live="polite" {
            h2 { (frame.t("trends-models")) }
            p { (frame.t("trends-observed")) " " b { bdi dir="ltr" { (parts::grouped(&found.observed.to_string())) } } }
            p { (frame.t(kind)) " " b { bdi dir="ltr" { (range.unwrap_or_else(|| "-".into())) } } }
            @for near in found.sensitivity.iter().filter(|near| near.models > 1) {
                p {
                    (frame.with("trends-near", &[("n", &near.models.to_string()), ("within", &format!("{:.0}", near.within))])) " "
                    b { bdi dir="ltr" { (format!("{} – {}", people(near.lower), people(near.upper))) } }
                }
            }
            div.scroll tabindex="0" role="region" aria-label=(frame.t("trends-models")) { table {
                thead { tr { th { (frame.t("trends-model")) } th.num { (frame.t("trends-number")) } th { (frame.t("trends-beside")) } th.num { "BIC" } th.num { "AIC" } } }
                tbody { @for row in shown { tr {
                    td { bdi dir="ltr" { code { (row.model) } } }
                    td.num { bdi dir="ltr" { (people(row.estimate)) } }
                    td { meter min="0" max=(format!("{highest:.0}")) value=(format!("{:.0}", row.estimate)) aria-label=(format!("{:.0}", row.estimate)) {} }
                    td.num { (format!("{:.2}", row.bic)) } td.num { (format!("{:.2}", row.aic)) }
                } } }
            } }
            @for warning in &found.warnings { (note(frame, warning)) }
        }
    }
}

/// A warning in the reader's language; where it names lists or numbers, the engine's own sentence stands under it.
fn note(frame: &Frame<'_>, warning: &Warning) -> Markup {
    let id = format!("trends-warn-{}", warning.code.replace('_', "-"));
    let said = frame.t(&id);
    let said = if said == id { warning.text.clone() } else { said };
    let plain = ["two_lists", "far_extrapolation", "selection_ignored", "unbounded"].contains(&warning.code);
    html! { p.note { "▲ " (said) @if !plain { br; small { bdi dir="ltr" lang="en" { (warning.text) } } } } }
}
