//! The page of notices: what is in force here, what has to be purged, what this bureau asked for, what waits for review.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use cordon_notices::lifecycle::{Notice, Viewer};
use cordon_notices::rulebook::Rulebook;
use cordon_vocabulary::Instant;
use maud::{Markup, html};

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::view::{Line, line};
use crate::notices::{desk, queries};

/// The lists of one viewer.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let rules = desk::rules(&app)?;
    let title = frame.t("notices-title");
    let viewer = by.viewer();
    let lines = |all: Vec<Notice>| of(&app, &all, &viewer, rules.book());
    let lists = if by.reviewer {
        vec![
            ("notices-desk", lines(queries::on_the_desk(&app).await?)),
            ("notices-all", lines(queries::all_of_the_desk(&app).await?)),
        ]
    } else {
        vec![
            ("notices-to-purge", lines(queries::to_purge(&app, &by.bureau).await?)),
            ("notices-in-force", lines(queries::in_force(&app, &by.bureau).await?)),
            ("notices-own", lines(queries::own(&app, &by.bureau).await?)),
        ]
    };
    let body = html! {
        div.head { h1 { (title) } div.acts { a.button.main href="/notices/check" { (frame.t("notices-new")) } } }
        p.lead { (frame.with("notices-model", &[("version", &rules.book().rulebook)])) }
        @for (id, lines) in &lists { (table(&frame, id, lines)) }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

fn of(app: &App, all: &[Notice], viewer: &Viewer, book: &Rulebook) -> Vec<Line> {
    let now = app.now().timestamp();
    all.iter().map(|n| line(n, viewer, now, book)).collect()
}

fn table(frame: &Frame<'_>, id: &str, lines: &[Line]) -> Markup {
    let title = frame.with(id, &[("count", &lines.len().to_string())]);
    html! {
        div.panel {
            h2 { (title) }
            @if lines.is_empty() { p.note { (frame.t("notices-none")) } } @else {
                div.scroll tabindex="0" role="region" aria-label=(title) { table {
                    thead { tr { th { (frame.t("notices-number")) } th { (frame.t("notices-kind")) } th { (frame.t("notices-owner")) } th { (frame.t("notices-state")) } th { (frame.t("notices-published")) } } }
                    tbody { @for l in lines { tr {
                        td { a href=(format!("/notices/{}", l.id)) { bdi dir="ltr" { (l.number.clone().unwrap_or_else(|| l.id.chars().take(13).collect())) } } }
                        td { (kind(frame, &l.kind)) }
                        td { span.code { (l.owner) } }
                        td { (state(frame, &l.state)) }
                        td { @if let Some(at) = l.published_at { (parts::time(Instant::from_micros(at.as_microsecond()), &frame.zone, frame.language)) } }
                    } } }
                } }
            }
        }
    }
}

/// The kind in words.
pub fn kind(frame: &Frame<'_>, kind: &str) -> Markup {
    let known = ["red", "blue", "green", "yellow", "black", "orange", "purple", "silver", "un", "art"];
    html! { @if known.contains(&kind) { (frame.t(&format!("notices-kind-{kind}"))) } @else { bdi { (kind) } } }
}

/// The state in words, with its sign.
pub fn state(frame: &Frame<'_>, state: &str) -> Markup {
    let class = match state {
        "published" => "sign good",
        "refused" | "deleted" | "cancelled" | "recalled" => "sign bad",
        "withdrawn" | "expired" | "destroyed" => "sign gone",
        _ => "sign soon",
    };
    html! { span class=(class) { (frame.t(&format!("notices-state-{}", state.replace('_', "-")))) } }
}
