//! One notice: for an officer abroad the card first; for the desk findings beside the text; for all, what may be done now.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use cordon_members::officer::Officer;
use cordon_members::role::Right;
use cordon_vocabulary::Instant;
use jiff::Timestamp;
use maud::{Markup, html};
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::documents::letters::notice_buttons;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::members::queries::read_all;
use crate::notices::by::By;
use crate::notices::pages::{acts, desk, hit, list, person, spoken};
use crate::notices::view::{self, InsideView, View};
use crate::notices::{adoption, queries};

/// The page. Reading about a person is an act.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let view = view::of(&app, &id, &by, app.now().timestamp()).await?;
    crate::journal::note::search(&app, &acting, "notices.read", &id, json!({"notice": id})).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let rules = adoption::rules(&app).await?;
    let choices = acts::Choices {
        book: rules.book(),
        bureaus: queries::bureaus(&app)
            .await?
            .iter()
            .map(ToString::to_string)
            .filter(|b| *b != view.line.owner)
            .collect(),
        seconds: seconds(&app, &by).await?,
    };
    let title = view.line.number.clone().unwrap_or_else(|| frame.t("notices-request"));
    let body = html! {
        p.crumb { a href="/notices" { (frame.t("notices-title")) } }
        div.head {
            h1 { span.corner.(format!("k-{}", view.line.kind)) aria-hidden="true" {} (list::kind(&frame, &view.line.kind)) " · " bdi dir="ltr" { (title) } }
        }
        p.lead { (list::state(&frame, &view.line.state)) " · " (frame.t("notices-owner")) " " span.code { (view.line.owner) } " · " (frame.with("notices-model", &[("version", &view.rulebook)])) }
        (told(&frame, &view))
        (card(&frame, &by, &view))
        @if view.desk.is_some() { (for_the_desk(&frame, &by, &view, &choices)) } @else { (for_bureaus(&frame, &by, &view, &choices)) }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

/// Reviewers other than the viewer: the second person of a destruction.
async fn seconds(app: &App, by: &By) -> Result<Vec<(String, String)>, No> {
    let officers: Vec<Officer> = read_all(&app.store, "officer").await?;
    let can = |o: &&Officer| o.may(Right::ReviewNotices).is_ok() && o.id.as_str() != by.officer.as_str();
    Ok(officers
        .iter()
        .filter(can)
        .map(|o| (o.id.to_string(), o.name.clone()))
        .collect())
}

fn time(frame: &Frame<'_>, at: Timestamp) -> Markup {
    parts::time(Instant::from_micros(at.as_microsecond()), &frame.zone, frame.language)
}

/// Findings beside the text.
fn for_the_desk(frame: &Frame<'_>, by: &By, view: &View, choices: &acts::Choices<'_>) -> Markup {
    html! { div.grid {
        div.c7 { (desk::findings(frame, view, choices.book)) (questions(frame, view)) (desk::rulings(frame, view)) }
        div.c5 {
            (acts::forms(frame, view, choices))
            (person::photographs(frame, view)) (content(frame, view, choices.book)) (texts(frame, view))
            (hit::list(frame, view)) (copies(frame, view)) (notice_buttons(frame, by, view))
        }
    } }
}

fn for_bureaus(frame: &Frame<'_>, by: &By, view: &View, choices: &acts::Choices<'_>) -> Markup {
    let holder = by.is(cordon_notices::lifecycle::Role::Officer) && by.bureau.as_str() != view.line.owner;
    html! { div.grid {
        div.c7 { (texts(frame, view)) (person::photographs(frame, view)) (content(frame, view, choices.book)) (questions(frame, view)) }
        div.c5 {
            @if holder && view.card.is_some() { (hit::open_form(frame, view)) }
            (acts::forms(frame, view, choices))
            (hit::list(frame, view))
            (attach(frame, view))
            (clocks(frame, view)) (copies(frame, view)) (notice_buttons(frame, by, view))
        }
    } }
}

/// What the viewer must know before all else: grounds, a purge that is due, a pause.
fn told(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        @if view.line.purge { div.band.bad role="alert" {
            p { b { (frame.t("notices-purge-now")) } }
            @if let Some(due) = view.line.purge_due { p { (parts::clock(Instant::from_micros(due.as_microsecond()), frame.app.now(), &frame.t("notices-purge-due"), frame.language)) } }
        } }
        @if !view.grounds.is_empty() { div.band.bad { p { b { (frame.t("notices-grounds")) } " "
            @for ground in &view.grounds { @if ground == cordon_notices::lifecycle::COMMON_WORDING { (frame.t("notices-constitutional")) } @else { bdi dir="ltr" { (ground) } } " " }
        } } }
        @if let Some((until, reason)) = view.inside.as_ref().and_then(|i| i.suspended.as_ref()) { div.band.soon {
            p { b { (frame.with("notices-suspended-until", &[("day", &until.to_string())])) } " " @if reason == "ncb_no_answer" { (frame.t("notices-silence")) } @else { bdi { (reason) } } }
        } }
        @if view.line.state == "submitted" || view.line.state == "legal_review" || view.line.state == "information_requested" {
            div.band { p { (frame.t("notices-nobody-sees")) } }
        }
    }
}

/// The officer's card: addenda first, then what the alert is worth here, how old it is.
fn card(frame: &Frame<'_>, by: &By, view: &View) -> Markup {
    let addenda = html! { @for a in &view.addenda { div.band.soon {
        p { b { (frame.t("notices-addendum")) " " (a.number) } " · " (time(frame, a.at)) @if a.sealed { " · " span.tag { (frame.t("notices-sealed-from-owner")) } } }
        p { @if a.text.starts_with("notices-addendum-") { (frame.t(&a.text)) } @else { bdi { (a.text) } } }
    } } };
    let abroad = by.is(cordon_notices::lifecycle::Role::Officer) && by.bureau.as_str() != view.line.owner;
    let Some(card) = view
        .card
        .as_ref()
        .filter(|c| c.published_on.is_some() && abroad && view.line.state == "published")
    else {
        return addenda;
    };
    let days = |n: Option<i64>| n.map(|n| frame.language.count("notices-days", usize::try_from(n).unwrap_or(0)));
    let value = card
        .legal_value
        .as_deref()
        .map(|v| frame.t(&format!("notices-value-{}", v.replace('_', "-"))));
    html! {
        (addenda)
        div.band.bad[card.no_arrest_on_this_alone] role="note" {
            @if card.no_arrest_on_this_alone { p.figure { (frame.t("notices-no-arrest")) } }
            dl.facts {
                dt { (frame.with("notices-legal-value", &[("country", by.bureau.as_str())])) }
                dd { b { (value.unwrap_or_else(|| frame.t("notices-legal-unknown"))) } @if !view.pair.verified { " " span.tag { (frame.t("notices-not-verified")) } } }
                dt { (frame.t("notices-age")) } dd { (days(card.age_days).unwrap_or_default()) }
                @if let Some(ago) = days(card.confirmed_days_ago) { dt { (frame.t("notices-warrant-confirmed")) } dd { (ago) } }
            }
        }
    }
}

fn content(frame: &Frame<'_>, view: &View, book: &cordon_notices::rulebook::Rulebook) -> Markup {
    html! {
        (person::facts(frame, book, &view.line.kind, &view.content))
        @if let Some(inside) = &view.inside {
            @if let Some(proposed) = &inside.proposed { section.panel { h2 { (frame.t("notices-proposed")) } details { summary { (frame.t("notices-show-request")) } pre.mono tabindex="0" { (serde_json::to_string_pretty(proposed).unwrap_or_default()) } } } }
            @if let Some(request) = &inside.request { section.panel {
                details { summary { (frame.t("notices-show-request")) " · " (frame.t("notices-revision")) " " (view.revision) }
                    pre.mono tabindex="0" { (serde_json::to_string_pretty(request).unwrap_or_default()) } }
            } }
        }
    }
}

fn texts(frame: &Frame<'_>, view: &View) -> Markup {
    let own = frame.language.code();
    html! { @if !view.texts.is_empty() { section.panel aria-labelledby="text" {
        h2 #text { (frame.t("notices-text")) }
        @if let Some(text) = view.texts.get(own) { (stale(frame, text.current)) p lang=(own) { (text.text) } }
        @for (language, text) in view.texts.iter().filter(|(l, _)| *l != own) {
            details open[!view.texts.contains_key(own)] { summary { (frame.t(&format!("notices-in-{language}"))) } (stale(frame, text.current)) p lang=(language) dir="auto" { (text.text) } }
        }
        @if view.open.iter().any(|a| a == "set_text") { p { a.button href=(format!("/notices/{}/texts", view.line.id)) { (frame.t("notices-translate")) } } }
    } } @else if view.open.iter().any(|a| a == "set_text") { p { a.button.main href=(format!("/notices/{}/texts", view.line.id)) { (frame.t("notices-translate")) } } } }
}

fn stale(frame: &Frame<'_>, current: bool) -> Markup {
    html! { @if !current { p { span.sign.soon { (frame.t("notices-text-stale")) } } } }
}

fn questions(frame: &Frame<'_>, view: &View) -> Markup {
    let all = view.inside.iter().flat_map(|i| &i.questions);
    html! { @if all.clone().next().is_some() { section.panel aria-labelledby="questions" {
        h2 #questions { (frame.t("notices-questions")) }
        @for q in all { article.finding {
            p { b { (q.number) ". " } @for f in &q.fields { code { (f) } " " } (time(frame, q.asked_at)) }
            @if q.listed.is_empty() { p.pre { bdi { (q.text.clone().unwrap_or_default()) } } }
            @else { ul.plain { @for line in &q.listed { li { code { (line.field) } " " (spoken::listed(frame, line)) } } } }
            @match &q.answer {
                Some(a) => { p.pre.answer { bdi { (a) } } }
                None if q.open => { p { (parts::clock(Instant::from_micros(q.due_at.as_microsecond()), frame.app.now(), &frame.t("notices-answer-due"), frame.language)) } }
                None => {}
            }
        } }
    } } }
}

/// Files are attached while the request may change.
fn attach(frame: &Frame<'_>, view: &View) -> Markup {
    html! { @if ["amend", "propose_update"].iter().any(|a| view.open.iter().any(|o| o == a)) { section.panel aria-labelledby="attach" {
        h2 #attach { (frame.t("notices-attach")) }
        form method="post" enctype="multipart/form-data" action=(format!("/notices/{}/files", view.line.id)) {
            div.field { label for="purpose" { (frame.t("notices-file-purpose")) } select #purpose name="purpose" { option value="photograph" { (frame.t("notices-photograph")) } option value="warrant" { (frame.t("notices-warrant-copy")) } } }
            div.field { label for="file" { (frame.t("notices-file-choose")) span.hint { (frame.t("notices-file-hint")) } } input #file name="file" type="file" required; }
            button { (frame.t("notices-attach")) }
        }
    } } }
}

/// The living warrant and the end of retention.
fn clocks(frame: &Frame<'_>, view: &View) -> Markup {
    let Some(InsideView {
        warrant_question,
        retention,
        ..
    }) = view.inside.as_ref()
    else {
        return html! {};
    };
    html! { @if warrant_question.is_some() || retention.is_some() { section.panel aria-labelledby="clocks" {
        h2 #clocks { (frame.t("notices-clocks")) }
        dl.facts {
            @if let Some((at, asked)) = warrant_question {
                dt { (frame.t("notices-living-warrant")) }
                dd { @if *asked { b { (frame.t("notices-asked-now")) } " " } (time(frame, *at)) }
            }
            @if let Some((day, asked)) = retention {
                dt { (frame.t("notices-kept-until")) }
                dd { bdi dir="ltr" { (day) } @if *asked { " " b { (frame.t("notices-asked-now")) } } }
            }
        }
    } } }
}

fn copies(frame: &Frame<'_>, view: &View) -> Markup {
    html! { @if let Some(inside) = view.inside.as_ref().filter(|i| i.copies > 0) { section.panel aria-labelledby="copies" {
        h2 #copies { (frame.t("notices-copies-title")) }
        p { span.figure { (inside.copies) } " " (frame.t("notices-copies")) " · " (inside.received) " " (frame.t("notices-received")) }
        @if !inside.denied.is_empty() { p { (frame.t("notices-excluded")) " " @for b in &inside.denied { span.code { (b) } } } }
        @if view.outstanding.is_empty() { @if view.line.state != "published" && view.line.state != "suspended" { p { span.sign.good { (frame.t("notices-all-purged")) } } } }
        @else {
            h3 { (frame.t("notices-outstanding")) }
            (super::recalls::waiting(frame, &view.outstanding))
        }
    } } }
}
