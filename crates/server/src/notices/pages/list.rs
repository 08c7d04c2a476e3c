//! The page of notices: what has to be purged first, what waits for this officer, what is in force here.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use cordon_members::role::Right;
use cordon_notices::lifecycle::{Notice, Role, Viewer};
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
use crate::notices::{adoption, queries};

/// A list with its title and the sentence for when it is empty.
struct List {
    id: &'static str,
    count: usize,
    lines: Vec<Line>,
}

/// The lists of one viewer.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let rules = adoption::rules(&app).await?;
    let viewer = by.viewer();
    let list = |id, all: Vec<Notice>| {
        let lines = lines(&app, &all, &viewer, rules.book());
        List {
            id,
            count: lines.len(),
            lines,
        }
    };
    let lists = if matches!(viewer, Viewer::Bureau(_)) {
        let in_force = queries::in_force(&app, &by.bureau, queries::PAGE).await?;
        let counted = queries::count_in_force(&app, &by.bureau).await?;
        vec![
            list("notices-to-purge", queries::to_purge(&app, &by.bureau).await?),
            list("notices-own", newest(queries::own(&app, &by.bureau).await?)),
            List {
                count: counted,
                ..list("notices-in-force", in_force)
            },
        ]
    } else {
        vec![
            list("notices-desk", queries::on_the_desk(&app).await?),
            list("notices-all", newest(queries::all_of_the_desk(&app).await?)),
        ]
    };
    let title = frame.t("notices-title");
    let body = html! {
        div.head { h1 { (title) } div.acts { (rooms(&frame, &acting, &by)) } }
        p.lead { (sentence(&frame, &lists)) }
        div data-live="1" { @for list in &lists { (table(&frame, list, !matches!(viewer, Viewer::Bureau(_)))) } }
        p.note { (frame.with("notices-model", &[("version", &rules.book().rulebook)])) }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

fn newest(mut all: Vec<Notice>) -> Vec<Notice> {
    all.sort_by_key(|n| std::cmp::Reverse(n.touched_at));
    all.truncate(usize::try_from(queries::PAGE).unwrap_or(50));
    all
}

/// What may be done from here.
fn rooms(frame: &Frame<'_>, acting: &Acting, by: &By) -> Markup {
    let may = |right| acting.officer.as_ref().is_some_and(|o| o.may(right).is_ok());
    html! {
        @if by.is(Role::Officer) && may(Right::WorkNotices) { a.button.main href="/notices/new" data-key="n" { (frame.t("notices-new")) } }
        @if by.is(Role::Translator) { a.button.main href="/notices/translations" { (frame.t("notices-translations")) } }
        a.button href="/notices/hits" { (frame.t("notices-hits")) }
        a.button href="/notices/recalls" { (frame.t("notices-recalls")) }
        @if by.is(Role::Reviewer) || by.is(Role::Oversight) { a.button href="/notices/sealed" { (frame.t("notices-sealed-title")) } }
        a.button href="/notices/rules" { (frame.t("notices-rules-title")) }
    }
}

/// The state of the room in one sentence.
fn sentence(frame: &Frame<'_>, lists: &[List]) -> Markup {
    let count = |id: &str| lists.iter().find(|l| l.id == id).map_or(0, |l| l.count);
    html! {
        @if lists.iter().any(|l| l.id == "notices-desk") { (frame.language.count("notices-sentence-desk", count("notices-desk"))) }
        @else {
            @if count("notices-to-purge") > 0 { b { (frame.language.count("notices-sentence-purge", count("notices-to-purge"))) } " " }
            (frame.language.count("notices-sentence-force", count("notices-in-force")))
        }
    }
}

fn lines(app: &App, all: &[Notice], viewer: &Viewer, book: &Rulebook) -> Vec<Line> {
    let now = app.now().timestamp();
    all.iter().map(|n| line(n, viewer, now, book)).collect()
}

fn table(frame: &Frame<'_>, list: &List, desk: bool) -> Markup {
    let title = frame.with(list.id, &[("count", &list.count.to_string())]);
    let lines = &list.lines;
    let at = |at: Option<jiff::Timestamp>| html! { @if let Some(at) = at { (parts::time(Instant::from_micros(at.as_microsecond()), &frame.zone, frame.language)) } };
    html! {
        section.panel {
            h2 { (title) }
            @if lines.is_empty() { p.note { (frame.t(&format!("{}-none", list.id))) } } @else {
                div.scroll tabindex="0" role="region" aria-label=(title) { table {
                    thead { tr { th { (frame.t("notices-kind")) } th { (frame.t("notices-number")) } th { (frame.t("notices-owner")) } th { (frame.t("notices-state")) } th { (frame.t(if desk { "notices-last-act" } else { "notices-published" })) } } }
                    tbody { @for l in lines { tr.late[l.purge] {
                        td { span.corner.(format!("k-{}", l.kind)) aria-hidden="true" {} (kind(frame, &l.kind)) }
                        td { a href=(format!("/notices/{}", l.id)) { bdi dir="ltr" { (l.number.clone().unwrap_or_else(|| short(&l.id))) } } }
                        td { span.code { (l.owner) } }
                        td { (state(frame, &l.state))
                            @if let Some(due) = l.purge_due { " " (parts::clock(Instant::from_micros(due.as_microsecond()), frame.app.now(), &frame.t("notices-purge-due"), frame.language)) } }
                        td { (at(if desk { l.touched_at } else { l.published_at })) }
                    } } }
                } }
                @if list.count > lines.len() { p.note { (frame.with("notices-left-out", &[("n", &(list.count - lines.len()).to_string())])) } }
            }
        }
    }
}

/// A request without a number, by the end of its id: the beginning is its time.
#[must_use]
pub fn short(id: &str) -> String {
    format!("…{}", id.chars().skip(id.len().saturating_sub(8)).collect::<String>())
}

/// The kind in words.
pub fn kind(frame: &Frame<'_>, kind: &str) -> Markup {
    let id = format!("notices-kind-{kind}");
    let said = frame.t(&id);
    html! { @if said == id { bdi { (kind) } } @else { (said) } }
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
