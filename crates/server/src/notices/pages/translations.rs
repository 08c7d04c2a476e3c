//! The translations desk: the state of every text per language, and the page on which one is written and compared.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use cordon_notices::lifecycle::{Notice, Role, State as Stands};
use maud::{Markup, html};
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::pages::{list, person};
use crate::notices::view::{self, TextView, View};
use crate::notices::{adoption, queries};

/// The languages of publication, in the order in which they are shown.
const LANGUAGES: [&str; 4] = ["ar", "en", "fr", "es"];

/// Notices whose texts are missing, not compared, or older than their source.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    by.require(&[Role::Translator, Role::Reviewer, Role::Oversight])?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let mut all: Vec<Notice> = Vec::new();
    for state in [Stands::Translating, Stands::Published, Stands::Suspended] {
        all.extend(queries::in_state(&app, state).await?);
    }
    let wanting = all
        .iter()
        .filter(|n| {
            LANGUAGES
                .iter()
                .any(|l| !n.texts.get(*l).is_some_and(|t| t.is_current(n.revision)))
        })
        .count();
    all.sort_by_key(|n| {
        (
            LANGUAGES
                .iter()
                .all(|l| n.texts.get(*l).is_some_and(|t| t.is_current(n.revision))),
            std::cmp::Reverse(n.touched_at),
        )
    });
    all.truncate(100);
    let title = frame.t("notices-translations");
    let body = html! {
        p.crumb { a href="/notices" { (frame.t("notices-title")) } }
        h1 { (title) }
        p.lead { (frame.language.count("notices-sentence-texts", wanting)) }
        section.panel data-live="1" { @if all.is_empty() { p.note { (frame.t("notices-texts-none")) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(title) { table {
                thead { tr { th { (frame.t("notices-kind")) } th { (frame.t("notices-number")) } th { (frame.t("notices-state")) } @for l in LANGUAGES { th { (frame.t(&format!("notices-in-{l}"))) } } } }
                tbody { @for n in &all { tr {
                    td { span.corner.(format!("k-{}", n.kind)) aria-hidden="true" {} (list::kind(&frame, &n.kind)) }
                    td { a href=(format!("/notices/{}/texts", n.id)) { bdi dir="ltr" { (n.number.clone().unwrap_or_else(|| list::short(&n.id.to_string()))) } } }
                    td { (list::state(&frame, &crate::notices::change::code(&n.state))) }
                    @for l in LANGUAGES { td { (sign(&frame, n.texts.get(l).map(|t| (t.revision == n.revision, t.checked_by.is_some())))) } }
                } } }
            } }
        } }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

/// Missing, older than its source, to be compared, or ready.
fn sign(frame: &Frame<'_>, text: Option<(bool, bool)>) -> Markup {
    let (class, id) = match text {
        None => ("sign bad", "notices-text-missing"),
        Some((false, _)) => ("sign soon", "notices-text-stale"),
        Some((true, false)) => ("sign soon", "notices-text-to-compare"),
        Some((true, true)) => ("sign good", "notices-text-ready"),
    };
    html! { span class=(class) { (frame.t(id)) } }
}

/// The texts of one notice beside what they say in the request.
pub async fn texts(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    by.require(&[Role::Translator, Role::Reviewer, Role::Oversight])?;
    let view = view::of(&app, &id, &by, app.now().timestamp()).await?;
    crate::journal::note::search(&app, &acting, "notices.read", &id, json!({"notice": id})).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let rules = adoption::rules(&app).await?;
    let number = view.line.number.clone().unwrap_or_else(|| list::short(&id));
    let title = frame.t("notices-translations");
    let body = html! {
        p.crumb { a href="/notices/translations" { (title) } " · " a href=(format!("/notices/{id}")) { bdi dir="ltr" { (number) } } }
        h1 { (list::kind(&frame, &view.line.kind)) " · " bdi dir="ltr" { (number) } }
        p.lead { (list::state(&frame, &view.line.state)) " · " (frame.t("notices-revision")) " " (view.revision) }
        div.grid {
            div.c7 { @for l in LANGUAGES { (one(&frame, &view, l)) } }
            div.c5 { (person::facts(&frame, rules.book(), &view.line.kind, &view.content)) }
        }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

fn one(frame: &Frame<'_>, view: &View, language: &str) -> Markup {
    let text: Option<&TextView> = view.texts.get(language);
    let may = |act: &str| view.open.iter().any(|o| o == act);
    let id = format!("text-{language}");
    html! { section.panel aria-labelledby=(format!("h-{language}")) {
        h2 id=(format!("h-{language}")) { (frame.t(&format!("notices-in-{language}"))) " " (sign(frame, text.map(|t| (t.current, t.compared)))) }
        @if may("set_text") {
            form.act method="post" action=(format!("/notices/{}/act", view.line.id)) {
                input type="hidden" name="act" value="set_text"; input type="hidden" name="back" value="texts"; input type="hidden" name="language" value=(language);
                label.hidden for=(id) { (frame.t("notices-text")) }
                textarea id=(id) name="text" rows="5" lang=(language) dir=(if language == "ar" { "rtl" } else { "ltr" }) required { (text.map(|t| t.text.clone()).unwrap_or_default()) }
                p { button { (frame.t("notices-act-set-text")) } }
            }
        } @else if let Some(t) = text { p lang=(language) dir="auto" { (t.text) } }
        @if may("check_text") && text.is_some_and(|t| t.current && !t.compared) {
            form method="post" action=(format!("/notices/{}/act", view.line.id)) {
                input type="hidden" name="act" value="check_text"; input type="hidden" name="back" value="texts"; input type="hidden" name="language" value=(language);
                p.note { (frame.t("notices-compare-hint")) }
                button.main { (frame.t("notices-act-check-text")) }
            }
        }
    } }
}
