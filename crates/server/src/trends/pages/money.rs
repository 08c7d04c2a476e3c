//! The less-than-one-per-cent page: the organisation's own ratio, of what was asked and of what was lost, beside what is published.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use cordon_trends::interception::{InterceptionPage, Ratio, published_shares};
use cordon_trends::report::Chapter;
use cordon_vocabulary::{Asset, Money};
use maud::{Markup, html};

use super::{OfYear, embedded, head, looked_at};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::trends::by::By;
use crate::trends::service;

/// The page.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(of): Query<OfYear>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let year = of.year.unwrap_or_else(|| i32::from(app.today().year()));
    let own = service::interception(&app, year, Some(&by.bureau)).await?;
    let all = service::interception(&app, year, None).await?;
    let report = looked_at(&app, &OfYear { year: Some(year) })
        .await
        .ok()
        .flatten()
        .filter(|r| !r.interception.is_empty());
    let mut years = service::years(&app).await?;
    years.extend([year, i32::from(app.today().year())]);
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let body = html! {
        (head(&frame, "/trends/money", &by))
        p.lead { (frame.t("trends-money-lead")) }
        p.note {
            (frame.t("trends-which-year"))
            @for other in &years { " " @if *other == year { b { (other) } } @else { a href=(format!("/trends/money?year={other}")) { (other) } } }
        }
        (table(&frame, &frame.with("trends-money-own", &[("bureau", &by.bureau), ("year", &year.to_string())]), &own))
        (table(&frame, &frame.with("trends-money-all", &[("year", &year.to_string())]), &all))
        // The report's chapter holds what is published as well.
        @if let Some(report) = &report { (embedded(&frame, report, Chapter::Interception)?) } @else { (published(&frame)) }
    };
    Ok(frame.page(Room::Trends, &frame.t("trends-tab-money"), &body))
}

fn table(frame: &Frame<'_>, title: &str, lines: &[(InterceptionPage, bool)]) -> Markup {
    html! {
        div.panel {
            h2 { (title) }
            @if lines.is_empty() { p.note { (frame.t("trends-money-none")) } } @else {
                div.scroll tabindex="0" role="region" aria-label=(title) { table {
                    thead { tr {
                        th.num { (frame.t("trends-money-cases")) } th.num { (frame.t("trends-money-lost")) } th.num { (frame.t("trends-money-asked")) }
                        th.num { (frame.t("trends-money-held")) } th.num { (frame.t("trends-money-returned")) }
                        th.num { (frame.t("trends-money-of-asked")) } th.num { (frame.t("trends-money-of-lost")) }
                    } }
                    tbody { @for (line, printed) in lines { (row(frame, line, *printed)) } }
                } }
                p.note { (frame.t("trends-money-note")) }
            }
        }
    }
}

fn row(frame: &Frame<'_>, line: &InterceptionPage, printed: bool) -> Markup {
    let sums = &line.sums;
    if !printed {
        return html! { tr { td colspan="7" { bdi { (sums.asset) } ": " (frame.t("trends-money-few")) } } };
    }
    let money = |units: i64| match Asset::parse(&sums.asset) {
        Ok(asset) => parts::sum(Money { units, asset }),
        Err(_) => html! { (units) " " (sums.asset) },
    };
    let share = |ratio: Option<Ratio>| {
        ratio.map_or_else(
            || "–".to_owned(),
            |r| format!("{}.{} %", r.ppm / 10_000, r.ppm / 1_000 % 10),
        )
    };
    html! { tr {
        td.num { (sums.cases) } td.num { (money(sums.lost)) } td.num { (money(sums.asked)) } td.num { (money(sums.held)) }
        td.num { (money(sums.returned)) } td.num { b { (share(line.held_of_asked)) } } td.num { b { (share(line.held_of_lost)) } }
    } }
}

/// What is published, each with year, range, definition and denominator.
fn published(frame: &Frame<'_>) -> Markup {
    let code = frame.language.code();
    let share = |ppm: u32| format!("{}.{}", ppm / 10_000, ppm / 1_000 % 10);
    html! {
        div.panel {
            h2 { (frame.t("trends-money-published")) }
            p.note { (frame.t("trends-money-beside")) }
            @for p in published_shares() {
                h3 { bdi dir="ltr" {
                    @if p.share_ppm_low == p.share_ppm_high { (share(p.share_ppm_high)) " %" }
                    @else if p.share_ppm_low == 0 { "< " (share(p.share_ppm_high)) " %" }
                    @else { (share(p.share_ppm_low)) " – " (share(p.share_ppm_high)) " %" }
                } }
                dl.facts {
                    dt { (frame.t("trends-money-year")) } dd { (frame.with("trends-money-years", &[("year", &p.year.to_string()), ("about", &p.about.to_string())])) }
                    dt { (frame.t("trends-money-definition")) } dd { (p.definition.get(code).cloned().unwrap_or_default()) }
                    dt { (frame.t("trends-money-denominator")) } dd { (p.denominator.get(code).cloned().unwrap_or_default()) }
                    dt { (frame.t("trends-money-source")) } dd { bdi { (p.source) } @if !p.verified { " " span.sign.soon { (frame.t("trends-unverified")) } } }
                }
            }
        }
    }
}
