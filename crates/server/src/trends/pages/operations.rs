//! The organisation's own operations as a source.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use cordon_trends::collect::{FEWEST, OperationCell, OperationsTable, Work, tabulate};
use maud::{Markup, html};

use super::head;
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::gate::Acting;
use crate::trends::by::By;
use crate::trends::queries;

/// The page: the real work, and apart from it the drills.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let tallied = queries::operations(&app).await?;
    let tables = [tabulate(&tallied, false), tabulate(&tallied, true)];
    let none = tables.iter().all(|t| t.periods.is_empty());
    let body = html! {
        (head(&frame, "/trends/operations", &by))
        p.lead { (frame.t("trends-operations-lead")) }
        @if none { p.note { (frame.t("trends-operations-none")) } }
        @for t in tables.iter().filter(|t| !t.periods.is_empty()) { (table(&frame, t)) }
    };
    Ok(frame.page(Room::Trends, &frame.t("trends-tab-operations"), &body))
}

fn table(frame: &Frame<'_>, table: &OperationsTable) -> Markup {
    let title = frame.t(if table.exercise {
        "trends-operations-drills"
    } else {
        "trends-operations-real"
    });
    html! {
        div.panel {
            h2 { (title) }
            @if table.exercise { p { span.sign.soon { (frame.t("trends-operations-never")) } } }
            div.scroll tabindex="0" role="region" aria-label=(title) { table {
                thead { tr {
                    th { (frame.t("trends-operations-what")) }
                    @for (year, quarter) in &table.periods { th.num { bdi dir="ltr" { (year) "-Q" (quarter) } } }
                    th.num { (frame.t("trends-operations-total")) }
                } }
                tbody { @for row in &table.rows { tr {
                    td { (frame.t(word(row.work))) }
                    @for cell in &row.cells { td.num { (printed(*cell)) } }
                    td.num { b { (printed(row.total)) } }
                } } }
            } }
            p.note { (frame.with("trends-operations-few", &[("n", &FEWEST.to_string())])) }
        }
    }
}

fn printed(cell: OperationCell) -> String {
    match cell {
        OperationCell::Count(n) => n.to_string(),
        OperationCell::Suppressed => format!("< {FEWEST}*"),
    }
}

fn word(work: Work) -> &'static str {
    match work {
        Work::Case => "trends-work-case",
        Work::Hold => "trends-work-hold",
        Work::Notice => "trends-work-notice",
        Work::Hit => "trends-work-hit",
        Work::Match => "trends-work-match",
    }
}
