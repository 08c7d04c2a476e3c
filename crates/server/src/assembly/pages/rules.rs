//! The rulebook as it is applied: each row with its version, its standing, and adopting it row by row.

use cordon_assembly::rulebook::{Row, RowState};
use cordon_members::role::Right;
use maud::{Markup, html};
use serde_json::json;

use super::form;
use super::parts;
use super::seen::Seen;
use crate::assembly::capacity::Part;

pub fn body(seen: &Seen<'_>) -> Markup {
    let rows = seen.state.rulebook.rows(seen.today);
    let adopted = rows.iter().filter(|row| row.state == RowState::Adopted).count();
    html! {
        p.lead { (seen.with("rules-lead", &[("rows", &rows.len().to_string()), ("adopted", &adopted.to_string()), ("verified", &rows.iter().filter(|row| row.verified).count().to_string())])) }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("view-rules")) { table.wide {
            thead { tr { th { (seen.t("nr")) } th { (seen.t("rule")) } th { (seen.t("article")) } th { (seen.t("since")) } th { (seen.t("standing")) } @if seen.may(Right::RunAssembly) { th { (seen.t("steps")) } } } }
            tbody { @for row in rows { (line(seen, row)) } }
        } }
    }
}

fn line(seen: &Seen<'_>, row: &Row) -> Markup {
    let act = |what: &str| json!({"area": "rulebook", "act": {"do": what, "row": row.row}});
    html! { tr {
        td { (row.row.0) }
        td { b { (seen.rule(row.row, &row.name)) } small lang="en" dir="ltr" { (row.statement) @if let Some(doubt) = &row.doubt { " (" (doubt) ")" } } }
        td { bdi lang="en" dir="ltr" { (row.instrument) " " (row.article) } small { bdi dir="ltr" { (row.version) } } }
        td.nowrap { bdi dir="ltr" { (row.effective) } }
        td { (parts::standing(seen, row.state, row.verified)) }
        @if seen.may(Right::RunAssembly) { td {
            @if row.state == RowState::Model { (form::press(seen, Part::Secretariat, &act("adopt"), &seen.t("adopt"), "")) }
            @else { (form::press(seen, Part::Secretariat, &act("withdraw"), &seen.t("withdraw"), "")) }
        } }
    } }
}
