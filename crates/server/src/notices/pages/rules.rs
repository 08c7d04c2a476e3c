//! The rulebook row by row: what it says, whether it decides here, and its adoption by two legal officers.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_notices::check::day_of;
use cordon_notices::lifecycle::Role;
use cordon_notices::request::World;
use cordon_notices::rulebook::{Proposal, RowKind, RuleRow, Rules};
use maud::{Markup, html};

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::gate::Acting;
use crate::notices::adoption;
use crate::notices::by::By;
use crate::notices::pages::act::Said;
use crate::notices::pages::spoken;

/// The rows.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let rules = adoption::rules(&app).await?;
    let proposals = adoption::proposals(&app).await?;
    let today = day_of(app.now().timestamp());
    let adopted = rules
        .book()
        .rows_on(today)
        .filter(|r| rules.adoption(r.rule).is_some())
        .count();
    let title = frame.t("notices-rules-title");
    let counts = [
        ("n", adopted.to_string()),
        ("of", rules.book().rows_on(today).count().to_string()),
    ];
    let counts: Vec<(&'static str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let body = html! {
        p.crumb { a href="/notices" { (frame.t("notices-title")) } }
        h1 { (title) }
        p.lead { (frame.with("notices-model", &[("version", &rules.book().rulebook)])) " " (frame.with("notices-adopted-of", &counts)) }
        div.band { p { (spoken::notice(&frame, rules.book())) } p { (frame.t(if rules.world() == World::Exercise { "notices-rules-exercise" } else { "notices-rules-real" })) } }
        section.panel { div.scroll tabindex="0" role="region" aria-label=(title) { table {
            thead { tr { th { (frame.t("notices-row")) } th { (frame.t("notices-says-row")) } th { (frame.t("notices-article")) } th { (frame.t("notices-who-decides")) } th { (frame.t("notices-adoption")) } } }
            tbody { @for row in rules.book().rows_on(today) { (line(&frame, &by, &rules, row, proposals.iter().find(|p| p.rule == row.rule))) } }
        } } }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

fn line(frame: &Frame<'_>, by: &By, rules: &Rules, row: &RuleRow, proposed: Option<&Proposal>) -> Markup {
    let who = match row.kind {
        RowKind::Mechanical => "notices-by-machine",
        RowKind::Human => "notices-by-person",
        RowKind::Both => "notices-by-both",
    };
    html! { tr id=(format!("row-{}", row.rule)) {
        td { b.code { (row.rule) } }
        td { (spoken::title(frame, rules.book(), row.rule, &row.title)) @if !row.verified { " " span.tag { (frame.t("notices-not-verified")) } } br; span.small { (frame.t("notices-from-day")) " " bdi dir="ltr" { (row.effective_from) } } }
        td { bdi dir="ltr" { (row.article) } }
        td { (frame.t(who)) }
        td { @match (rules.adoption(row.rule), proposed) {
            (Some(a), _) => { span.sign.good { (frame.t("notices-adopted")) } " " bdi dir="ltr" { (a.adopted_on) } br; span.small { bdi { (a.officers[0]) } " · " bdi { (a.officers[1]) } " · " bdi { (a.text_compared) } } }
            (None, Some(p)) => { span.sign.soon { (frame.t("notices-adoption-second")) } br; span.small { bdi { (p.by) } " · " bdi { (p.text_compared) } " · " bdi dir="ltr" { (p.adopted_on) } }
                @if by.is(Role::Reviewer) && p.by != by.officer { form method="post" action=(format!("/notices/rules/{}", row.rule)) { button name="act" value="confirm" { (frame.t("notices-adopt-confirm")) } } } }
            (None, None) => { span.sign { (frame.t("notices-not-adopted")) } (propose(frame, by, row)) }
        } }
    } }
}

fn propose(frame: &Frame<'_>, by: &By, row: &RuleRow) -> Markup {
    let id = |name: &str| format!("adopt-{}-{name}", row.rule);
    html! { @if by.is(Role::Reviewer) { details { summary { (frame.t("notices-adopt")) }
        form.act method="post" action=(format!("/notices/rules/{}", row.rule)) {
            div.field { label for=(id("text")) { (frame.t("notices-text-compared")) } textarea id=(id("text")) name="text" rows="2" dir="auto" required {} }
            div.field { label for=(id("day")) { (frame.t("notices-from-day")) } input id=(id("day")) name="day" type="date" value=(frame.app.today()) required; }
            button name="act" value="propose" { (frame.t("notices-adopt")) }
        }
    } } }
}

/// A proposal, or the second officer's confirmation.
pub async fn act(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(row): Path<u16>,
    Form(said): Form<Vec<(String, String)>>,
) -> Result<Response, No> {
    let (by, at, said) = (By::of(&app, &acting).await?, app.now().timestamp(), Said(said));
    if said.one("act") == "confirm" {
        adoption::second(&app, row, &by, at).await?;
    } else {
        adoption::first(&app, row, &said.one("text"), said.day("day")?, &by, at).await?;
    }
    Ok(Redirect::to(&format!("/notices/rules#row-{row}")).into_response())
}
