//! The estimator: an analyst pastes a table of cells and sees the models disagree.

use axum::Extension;
use axum::extract::{Form, State};
use axum::response::Response;
use cordon_trends::hidden::Estimate;
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
const SPECIMEN: &str = "police,shelter,hotline,count\n1,0,0,212\n0,1,0,160\n0,0,1,340\n1,1,0,31\n1,0,1,44\n0,1,1,52\n1,1,1,12\n";

/// The table to estimate from.
#[derive(Debug, Default, Deserialize)]
pub struct Cells {
    #[serde(default)]
    cells: String,
}

/// The page as it opens, with the specimen estimated.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    show(&app, language, &acting, SPECIMEN.to_owned()).await
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
        if said == no.detail { said } else { format!("{said} ({})", no.detail) }
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
            } }
            div.c7 { @if let Ok(found) = &outcome { (models(&frame, found)) } @else { div.panel { h2 { (frame.t("trends-no-estimate")) } p { (why.unwrap_or_default()) } } } }
        }
    };
    Ok(frame.page(Room::Trends, &frame.t("trends-tab-estimate"), &body))
}

/// Never one number: the models beside each other, the range, the warnings.
fn models(frame: &Frame<'_>, found: &Estimate) -> Markup {
    let end = |value: Option<f64>| value.map_or_else(|| "?".to_owned(), |v| format!("{v:.0}"));
    let range = found.interval.map(|i| format!("{} – {}", end(i.lower), end(i.upper)));
    let highest = found.models.iter().map(|m| m.estimate).fold(0.0, f64::max);
    let lowest = found.models.iter().map(|m| m.estimate).fold(f64::INFINITY, f64::min);
    html! {
        div.panel aria-live="polite" {
            h2 { (frame.t("trends-models")) }
            p {
                (frame.t("trends-observed")) " " b { (found.observed) } " · " (frame.t("trends-range")) " "
                b { bdi dir="ltr" { (range.unwrap_or_else(|| "-".into())) } }
            }
            p { (frame.t("trends-disagree")) " " b { bdi dir="ltr" { (format!("{lowest:.0} – {highest:.0}")) } } }
            div.scroll tabindex="0" role="region" aria-label=(frame.t("trends-models")) { table {
                thead { tr { th { (frame.t("trends-model")) } th.num { (frame.t("trends-number")) } th { (frame.t("trends-beside")) } th.num { "BIC" } th.num { "AIC" } } }
                tbody { @for row in found.models.iter().take(12) { tr {
                    td { bdi dir="ltr" { code { (row.model) } } }
                    td.num { (format!("{:.0}", row.estimate)) }
                    td { meter min="0" max=(format!("{highest:.0}")) value=(format!("{:.0}", row.estimate)) aria-label=(format!("{:.0}", row.estimate)) {} }
                    td.num { (format!("{:.2}", row.bic)) } td.num { (format!("{:.2}", row.aic)) }
                } } }
            } }
            @for warning in &found.warnings { p.note { "▲ " bdi lang="en" { (warning.text) } } }
        }
    }
}
