//! The queue of a bureau in bands of time, and the list of its own cases.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use cordon_stop_payment::{Bucket, Case, CaseState};
use cordon_vocabulary::{Asset, Money};
use maud::{Markup, html};

use super::Answer;
use super::names::Banks;
use super::todo::{self, Band, Todo};
use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::messages::{self, Stray};
use crate::stop_payment::queries::{self, Filed, Sight};

/// The queue.
pub(super) async fn desk(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Answer {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let now = app.now();
    let cases = queries::cases_for(&app.store, &acting.actor).await?;
    let mut todos = todos(&app, &acting, &cases, language).await?;
    todo::sort(&mut todos, now);
    let strays = messages::unread(&app, &acting.actor).await?;
    let title = frame.t("desk-title");
    let body = html! {
        (head(&frame, &title, &acting))
        div data-live="desk" {
            p.lead { (sentence(&frame, &todos, &cases)) }
            (crate::modules::waiting(&frame, &acting).await?)
            (stray_list(&frame, &strays))
            @if todos.is_empty() {
                div.panel { p { (frame.t("desk-empty")) } }
            } @else {
                div.panel { div.scroll tabindex="0" { table {
                    thead { tr {
                        th scope="col" { (frame.t("col-clock")) }
                        th scope="col" { (frame.t("col-what")) }
                        th.num scope="col" { (frame.t("col-reach")) }
                        th scope="col" { (frame.t("col-where")) }
                        th scope="col" { (frame.t("col-state")) }
                    } }
                    tbody { @for band in Band::ALL { (band_rows(&frame, band, &todos)) } }
                } } }
            }
        }
    };
    Ok(frame.page(Room::Desk, &title, &body))
}

async fn todos(app: &App, acting: &Acting, cases: &[(Filed, Sight)], language: Language) -> Result<Vec<Todo>, No> {
    let banks = Banks::of(app, cases.iter().flat_map(|(f, _)| &f.case.asks)).await?;
    let now = app.now();
    Ok(cases
        .iter()
        .flat_map(|(filed, sight)| todo::of_case(filed, *sight, &banks, acting, now, language))
        .collect())
}

/// The heading with the one act of this room.
fn head(frame: &Frame<'_>, title: &str, acting: &Acting) -> Markup {
    let may = acting.require(cordon_members::role::Right::WorkCases).is_ok();
    html! {
        div.head {
            h1 { (title) }
            @if may {
                div.acts { a.button.main href="/money/new" data-key="n" { (frame.t("desk-new")) " " kbd { "n" } } }
            }
        }
    }
}

/// The state of the desk in a sentence.
fn sentence(frame: &Frame<'_>, todos: &[Todo], cases: &[(Filed, Sight)]) -> Markup {
    let now = frame.app.now();
    let over = todos.iter().filter(|t| t.band(now) == Band::Over).count();
    let soon = todos.iter().filter(|t| t.band(now) == Band::Hour).count();
    let chased = chased(cases.iter().filter(|(_, s)| *s == Sight::Own).map(|(f, _)| &f.case));
    html! {
        (frame.language.count("desk-open", todos.len())) " "
        @if over > 0 { b { (frame.language.count("desk-over", over)) } " " }
        @if soon > 0 { (frame.language.count("desk-soon", soon)) " " }
        @for money in &chased { (frame.t("desk-chased")) " " (parts::sum(*money)) ". " }
    }
}

/// What is chased, a sum for each currency: currencies are never added together.
fn chased<'a>(cases: impl Iterator<Item = &'a Case>) -> Vec<Money> {
    let mut sums: BTreeMap<&'static str, (i64, Asset)> = BTreeMap::new();
    for case in cases {
        let money = case.sheet().money(Bucket::Chased);
        let sum = sums.entry(money.asset.code()).or_insert((0, money.asset));
        sum.0 = sum.0.saturating_add(money.units);
    }
    sums.into_values()
        .filter(|(units, _)| *units > 0)
        .map(|(units, asset)| Money::new(units, asset))
        .collect()
}

fn band_rows(frame: &Frame<'_>, band: Band, todos: &[Todo]) -> Markup {
    let now = frame.app.now();
    let rows: Vec<&Todo> = todos.iter().filter(|t| t.band(now) == band).collect();
    html! {
        @if !rows.is_empty() {
            tr.group { th colspan="5" scope="rowgroup" { (frame.t(band.id())) " " span.note { (rows.len()) } } }
            @for todo in rows { (row(frame, todo, band == Band::Over)) }
        }
    }
}

fn row(frame: &Frame<'_>, todo: &Todo, late: bool) -> Markup {
    html! {
        tr.late[late] {
            td { @match todo.due {
                Some(due) => {
                    (parts::clock(due, frame.app.now(), &todo.clock, frame.language))
                    small { (parts::time(due, &frame.zone, frame.language)) }
                }
                None => span.sign { (frame.t("clock-none")) }
            } }
            td { a href=(todo.link) { b { (todo.what) } } small { span.mono { (todo.reference) } } }
            td.num { (parts::sum(todo.sum)) }
            td { (parts::country(todo.country)) }
            td { span class=(format!("sign {}", todo.sign)) { (todo.state) } }
        }
    }
}

/// Messages from banks that a person has to read.
fn stray_list(frame: &Frame<'_>, strays: &[(String, Stray)]) -> Markup {
    html! {
        @if !strays.is_empty() {
            div.band.soon {
                p { b { (frame.language.count("stray-waiting", strays.len())) } }
                @for (id, stray) in strays {
                    p { a href=(format!("/message/{id}")) { bdi.mono { (stray.kind) } " · " bdi.mono { (stray.message_id) } } " " (frame.t(&format!("stray-{}", stray.why))) }
                }
            }
        }
    }
}

/// The bureau's own cases.
pub(super) async fn money(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Answer {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let mut cases = queries::cases_for(&app.store, &acting.actor).await?;
    cases.retain(|(_, sight)| *sight == Sight::Own);
    cases.sort_by_key(|(f, _)| std::cmp::Reverse(f.case.filed.1));
    let title = frame.t("money-title");
    let body = html! {
        (head(&frame, &title, &acting))
        div data-live="money" {
            p.lead { (frame.language.count("money-count", cases.len())) " "
                @for money in chased(cases.iter().map(|(f, _)| &f.case)) { (frame.t("desk-chased")) " " (parts::sum(money)) ". " } }
            div.panel {
                @if cases.is_empty() { p { (frame.t("money-empty")) } } @else { (case_table(&frame, &cases)) }
            }
        }
    };
    Ok(frame.page(Room::Money, &title, &body))
}

fn case_table(frame: &Frame<'_>, cases: &[(Filed, Sight)]) -> Markup {
    html! {
        div.scroll tabindex="0" { table {
            thead { tr {
                th scope="col" { (frame.t("col-case")) }
                th scope="col" { (frame.t("col-filed")) }
                th.num scope="col" { (frame.t("col-lost")) }
                th.num scope="col" { (frame.t("col-stopped")) }
                th scope="col" { (frame.t("col-balance")) }
                th scope="col" { (frame.t("col-state")) }
            } }
            tbody { @for (filed, _) in cases {
                @let sheet = filed.case.sheet();
                @let stopped = Money::new(sheet.units(Bucket::Held) + sheet.units(Bucket::Returned), sheet.currency);
                tr {
                    td { a.mono href=(format!("/case/{}", filed.id)) { (filed.case.filing.reference) } }
                    td { (parts::time(filed.case.filed.1, &frame.zone, frame.language)) }
                    td.num { (parts::sum(filed.case.lost())) }
                    td.num { (parts::sum(stopped)) }
                    td { (parts::bar(&sheet, "thin", &frame.t("sheet-title"))) }
                    td { (case_state(frame, filed.case.state)) }
                }
            } }
        } }
    }
}

/// The state of a case: a shape and a word.
pub(super) fn case_state(frame: &Frame<'_>, state: CaseState) -> Markup {
    let (class, id) = match state {
        CaseState::Filed => ("sign soon", "state-filed"),
        CaseState::Pursuing => ("sign chased", "state-pursuing"),
        CaseState::Stopped => ("sign bad", "state-stopped"),
        CaseState::Withdrawn => ("sign gone", "state-withdrawn"),
    };
    html! { span class=(class) { (frame.t(id)) } }
}
