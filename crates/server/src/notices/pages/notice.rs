//! One notice: the officer's card first, then texts, questions, findings, hits, recall, acts.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use cordon_vocabulary::Instant;
use maud::{Markup, html};
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::notices::by::By;
use crate::notices::change::code;
use crate::notices::pages::{act, list};
use crate::notices::view::{self, View};

/// The page. Reading about a person is an act.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let view = view::of(&app, &id, &by.viewer(), app.now().timestamp()).await?;
    crate::journal::note::search(&app, &acting, "notices.read", &id, json!({"notice": id})).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let title = view.line.number.clone().unwrap_or_else(|| frame.t("notices-request"));
    let body = html! {
        p.crumb { a href="/notices" { (frame.t("notices-title")) } }
        div.head { h1 { (list::kind(&frame, &view.line.kind)) " · " bdi dir="ltr" { (title) } } }
        p.lead { (list::state(&frame, &view.line.state)) " · " (frame.t("notices-owner")) " " span.code { (view.line.owner) } " · " (frame.with("notices-model", &[("version", &view.rulebook)])) }
        (card(&frame, &view))
        div.grid {
            div.c7 { (texts(&frame, &view)) (questions(&frame, &view)) (findings(&frame, &view)) }
            div.c5 { (hits(&frame, &view)) (outstanding(&frame, &view)) (act::forms(&frame, &by, &view)) (crate::documents::letters::notice_buttons(&frame, &by, &view)) }
        }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

fn card(frame: &Frame<'_>, view: &View) -> Markup {
    let Some(card) = view.card.as_ref().filter(|c| c.published_on.is_some() && view.line.state == "published") else {
        return html! {
            @if !view.grounds.is_empty() { div.band.bad { p { b { (frame.t("notices-grounds")) } " " bdi { (view.grounds.join("; ")) } } } }
        };
    };
    let days = |n: Option<i64>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
    html! {
        div.band.soon[card.no_arrest_on_this_alone] {
            @if card.no_arrest_on_this_alone { p { b { (frame.t("notices-no-arrest")) } } }
            dl.facts {
                dt { (frame.t("notices-legal-value")) }
                dd { @match &card.legal_value { Some(v) => bdi { (v) }, None => (frame.t("notices-legal-unknown")) } }
                dt { (frame.t("notices-age")) } dd { (frame.with("notices-days", &[("n", &days(card.age_days))])) }
                dt { (frame.t("notices-warrant-confirmed")) } dd { (frame.with("notices-days", &[("n", &days(card.confirmed_days_ago))])) }
            }
        }
    }
}

fn texts(frame: &Frame<'_>, view: &View) -> Markup {
    let own = frame.language.code();
    html! {
        @for (number, text) in &view.addenda { div.band.soon { p { b { (frame.t("notices-addendum")) " " (number) } " " bdi { (text) } } } }
        @if !view.texts.is_empty() { div.panel {
            h2 { (frame.t("notices-text")) }
            @if let Some(text) = view.texts.get(own) { p { bdi { (text) } } }
            @for (language, text) in view.texts.iter().filter(|(l, _)| *l != own) {
                details { summary { span.code { (language) } } p lang=(language) dir="auto" { (text) } }
            }
        } }
        @if let Some(request) = &view.request { div.panel {
            h2 { (frame.t("notices-request")) " · " (frame.t("notices-revision")) " " (view.revision) }
            details { summary { (frame.t("notices-show-request")) }
                pre.mono { (serde_json::to_string_pretty(request).unwrap_or_default()) } }
        } }
    }
}

fn questions(frame: &Frame<'_>, view: &View) -> Markup {
    html! { @if !view.questions.is_empty() { div.panel {
        h2 { (frame.t("notices-questions")) }
        @for q in &view.questions {
            p { b { (q.number) ". " } code { (q.fields.join(", ")) } " " bdi { (q.text.clone().unwrap_or_default()) } }
            p.note { @match &q.answer { Some(a) => bdi { (a) }, None => (frame.t("notices-unanswered")) } }
        }
    } } }
}

fn findings(frame: &Frame<'_>, view: &View) -> Markup {
    html! { @if !view.findings.is_empty() || !view.rulings.is_empty() { div.panel {
        h2 { (frame.t("notices-findings")) }
        div.scroll tabindex="0" role="region" aria-label=(frame.t("notices-findings")) { table {
            thead { tr { th { (frame.t("notices-row")) } th { (frame.t("notices-article")) } th { (frame.t("notices-field")) } th { (frame.t("notices-says")) } } }
            tbody { @for f in &view.findings { tr {
                td { span.code { (f.rule) } } td.small { bdi { (f.article) } }
                td { code { (f.field) } } td { bdi { (f.message) } }
            } } }
        } }
        @for r in &view.rulings { p.note { span.code { (r.rule) } " " bdi { (r.by) } " · " bdi { (code(&r.outcome)) } " · " bdi { (r.grounds) } } }
        p.note { (frame.with("notices-approvals", &[("n", &view.approvals.to_string())])) }
    } } }
}

fn hits(frame: &Frame<'_>, view: &View) -> Markup {
    html! { @for case in &view.hits { div.panel {
        h2 { (frame.t("notices-hit")) " " span.code { (case.querying) } }
        ol.timeline { @for step in &case.steps { li {
            (parts::time(Instant::from_micros(step.at.as_microsecond()), &frame.zone, frame.language))
            span { (frame.t(&format!("notices-hit-{}", code(&step.to).replace('_', "-")))) @if let Some(g) = &step.ground { " · " bdi { (g) } } }
        } } }
    } } }
}

fn outstanding(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        @if let Some(copies) = view.copies { div.panel { p { span.figure { (copies) } " " (frame.t("notices-copies")) }
            @if view.outstanding.is_empty() { @if view.line.state != "published" && copies > 0 { p { (frame.t("notices-all-purged")) } } }
            @else {
                h3 { (frame.t("notices-outstanding")) }
                table { tbody { @for o in &view.outstanding { tr {
                    td { span.code { (o.bureau) } } td.num { (o.reminders) }
                    td { (parts::time(Instant::from_micros(o.due_at.as_microsecond()), &frame.zone, frame.language)) }
                } } } }
            }
        } }
    }
}
