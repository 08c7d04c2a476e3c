//! The journal as people and programs may check it: its signed head, and its newest entries without a person.

use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::html;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;

/// The signed head as a C2SP note.
pub async fn checkpoint(State(app): State<App>) -> Result<Response, No> {
    let note = app.store.checkpoint().await?.ok_or_else(No::not_found)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response())
}

/// The newest entries and the signed head.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let note = app.store.checkpoint().await?.unwrap_or_default();
    // The second line of a checkpoint is the number of entries.
    let size: i64 = note.lines().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut entries = app.store.journal((size - 50).max(0), 50).await?;
    entries.reverse();
    let title = frame.t("journal-title");
    let body = html! {
        h1 { (title) }
        p.lead { (language.count("journal-lead", usize::try_from(size).unwrap_or(0))) }
        div.panel {
            h2 { (frame.t("journal-head")) }
            p.note { (frame.t("journal-head-note")) }
            div.scroll tabindex="0" role="region" aria-label=(frame.t("journal-head")) { pre.mono { (note) } }
        }
        div.panel {
            h2 { (frame.t("journal-newest")) }
            div.scroll tabindex="0" role="region" aria-label=(frame.t("journal-newest")) { table {
                thead { tr { th.num { "№" } th { (frame.t("journal-when")) } th { (frame.t("journal-what")) } th { (frame.t("journal-who")) } th { (frame.t("journal-why")) } } }
                tbody { @for e in &entries { tr {
                    td.num { (e.seq) } td { (parts::time(cordon_vocabulary::Instant::from_micros(e.at_us), &frame.zone, language)) }
                    td { code { (e.kind) } } td { bdi { (e.bureau) } } td { bdi { (e.purpose) } }
                } } }
            } }
        }
    };
    Ok(frame.page(Room::Outside, &title, &body))
}
