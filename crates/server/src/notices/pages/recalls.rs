//! Recalls: who has not confirmed the purge, for every member to see.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use cordon_notices::lifecycle::{Outstanding, recall_shown_to};
use cordon_vocabulary::Instant;
use maud::{Markup, html};

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::pages::list;
use crate::notices::queries;

/// What this bureau has to purge, and every recall that some holder has not confirmed.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let (now, viewer) = (app.now().timestamp(), by.viewer());
    let mine = queries::to_purge(&app, &by.bureau).await?;
    let mut all = Vec::new();
    for notice in queries::open_recalls(&app).await? {
        if let Some(waiting) = recall_shown_to(&notice, &viewer, now) {
            all.push((notice, waiting));
        }
    }
    let title = frame.t("notices-recalls");
    let body = html! {
        p.crumb { a href="/notices" { (frame.t("notices-title")) } }
        h1 { (title) }
        p.lead { (frame.language.count("notices-sentence-recalls", all.len())) }
        @for notice in &mine { section.panel {
            h2 { (list::kind(&frame, &notice.kind)) " · " bdi dir="ltr" { (notice.number.clone().unwrap_or_default()) } }
            p { b { (frame.t("notices-purge-now")) } }
            form method="post" action=(format!("/notices/{}/act", notice.id)) {
                input type="hidden" name="act" value="confirm_purge";
                button.main { (frame.t("notices-act-confirm-purge")) }
            }
        } }
        @for (notice, open) in &all { section.panel {
            h2 { (list::kind(&frame, &notice.kind)) " · " bdi dir="ltr" { (notice.number.clone().unwrap_or_default()) } " · " span.code { (notice.owner) } }
            p { (frame.with("notices-confirmed-of", &[("n", &(asked(notice) - open.len()).to_string()), ("of", &asked(notice).to_string())])) }
            (waiting(&frame, open))
        } }
        @if all.is_empty() && mine.is_empty() { section.panel { p { span.sign.good { (frame.t("notices-all-purged")) } } } }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

fn asked(notice: &cordon_notices::lifecycle::Notice) -> usize {
    notice.copies.values().filter(|c| c.purge.is_some()).count()
}

/// The table of those who have not confirmed, the longest first.
pub fn waiting(frame: &Frame<'_>, open: &[Outstanding]) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(frame.t("notices-outstanding")) { table {
        thead { tr { th { (frame.t("notices-holder")) } th { (frame.t("notices-clock")) } th.num { (frame.t("notices-reminders")) } th { (frame.t("notices-asked-since")) } } }
        tbody { @for o in open { tr.late[o.due_at <= frame.app.now().timestamp()] {
            td { span.code { (o.bureau) } }
            td { (parts::clock(Instant::from_micros(o.due_at.as_microsecond()), frame.app.now(), "", frame.language)) }
            td.num { (o.reminders) }
            td { (parts::time(Instant::from_micros(o.since.as_microsecond()), &frame.zone, frame.language)) }
        } } }
    } } }
}
