//! Exploring: a crime type by region, a recorded crime by state and years; every drawing with its table.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use cordon_trends::iccs::{IccsCode, shipped_title};
use cordon_trends::report::{Look, Report, item_by_region, recorded_crime};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

use super::{OfYear, broken, head, looked_at, report_language, years};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::trends::by::By;

/// What is looked for; empty means all.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    year: String,
    item: String,
    iccs: String,
    area: String,
    from: String,
    to: String,
}

/// The page.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(asked): Query<Asked>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let report = looked_at(
        &app,
        &OfYear {
            year: asked.year.parse().ok(),
        },
    )
    .await?;
    let body = html! {
        (head(&frame, "/trends/explore", &by))
        (years(&frame, "/trends/explore", report.as_deref()).await?)
        @if let Some(report) = &report {
            (answers(&frame, report, &asked)?)
            (records(&frame, report, &asked)?)
        }
    };
    Ok(frame.page(Room::Trends, &frame.t("trends-tab-explore"), &body))
}

fn answers(frame: &Frame<'_>, report: &Report, asked: &Asked) -> Result<Markup, No> {
    let code = frame.language.code();
    let items = &report.questionnaire.items;
    let item = items
        .iter()
        .find(|i| i.id == asked.item)
        .or(items.first())
        .ok_or_else(No::not_found)?;
    let drawn = item_by_region(report, report_language(frame.language), &item.id).map_err(|e| broken(&e))?;
    let input = html! { select #item name="item" {
        @for i in items { option value=(i.id) selected[i.id == item.id] { (i.title.get(code).unwrap_or(&i.id)) } }
    } };
    Ok(html! {
        div.panel {
            h2 { (frame.t("trends-explore-answers")) }
            form.row method="get" action="/trends/explore" {
                input type="hidden" name="year" value=(report.year);
                input type="hidden" name="iccs" value=(asked.iccs); input type="hidden" name="area" value=(asked.area);
                (parts::field("item", &frame.t("trends-crime-type"), "", None, &input))
                button { (frame.t("trends-look")) }
            }
            div.chapter { (PreEscaped(drawn)) }
        }
    })
}

fn records(frame: &Frame<'_>, report: &Report, asked: &Asked) -> Result<Markup, No> {
    let wanted = IccsCode::parse(&asked.iccs).ok();
    let crimes = &report.recorded;
    let Some(crime) = crimes
        .iter()
        .find(|c| Some(&c.iccs) == wanted.as_ref())
        .or(crimes.first())
    else {
        return Ok(
            html! { div.panel { h2 { (frame.t("trends-explore-records")) } p.note { (frame.t("trends-no-counts-yet")) } } },
        );
    };
    let area = crime
        .areas
        .iter()
        .find(|a| a.area == asked.area)
        .map(|a| a.area.clone());
    let look = Look {
        iccs: crime.iccs.clone(),
        area: area.clone(),
        from: asked.from.parse().ok(),
        to: asked.to.parse().ok(),
    };
    let drawn = recorded_crime(report, report_language(frame.language), &look).map_err(|e| broken(&e))?;
    let title = |code: &IccsCode| shipped_title(code, frame.language.code()).unwrap_or_default();
    let which = html! { select #iccs name="iccs" {
        @for c in crimes { option value=(c.iccs.as_str()) selected[c.iccs == crime.iccs] { bdi dir="ltr" { (c.iccs.as_str()) } " · " (title(&c.iccs)) } }
    } };
    let place = html! { select #area name="area" {
        option value="" { (frame.t("trends-all-areas")) }
        @for a in &crime.areas { option value=(a.area) selected[Some(&a.area) == area.as_ref()] { (a.area) } }
    } };
    let year = |name: &str, value: &str| html! { input id=(name) name=(name) type="number" min="1990" max="2200" value=(value); };
    Ok(html! {
        div.panel {
            h2 { (frame.t("trends-explore-records")) }
            form.row method="get" action="/trends/explore" {
                input type="hidden" name="year" value=(report.year); input type="hidden" name="item" value=(asked.item);
                (parts::field("iccs", &frame.t("trends-crime"), "", None, &which))
                (parts::field("area", &frame.t("trends-area"), "", None, &place))
                (parts::field("from", &frame.t("trends-from"), "", None, &year("from", &asked.from)))
                (parts::field("to", &frame.t("trends-to"), "", None, &year("to", &asked.to)))
                button { (frame.t("trends-look")) }
            }
            div.chapter { (PreEscaped(drawn)) }
        }
    })
}
