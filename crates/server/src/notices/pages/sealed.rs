//! Sealed facts: entered and seen only by those who review and by the oversight body.

use axum::Extension;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_notices::request::SealedFact;
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
use crate::notices::pages::act::Said;
use crate::notices::sealed::{self, Kept};

/// The facts and the form for a new one. Reading them is an act.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let by = By::of(&app, &acting).await?;
    let facts = sealed::list(&app, &by).await?;
    crate::journal::note::search(&app, &acting, "notices.sealed_read", "", json!({})).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let title = frame.t("notices-sealed-title");
    let body = html! {
        p.crumb { a href="/notices" { (frame.t("notices-title")) } }
        h1 { (title) }
        p.lead { (frame.t("notices-sealed-lead")) }
        div.grid { div.c7 { (table(&frame, &facts)) } div.c5 { (form(&frame)) } }
    };
    Ok(frame.page(Room::Notices, &title, &body))
}

fn table(frame: &Frame<'_>, facts: &[(Kept, Option<SealedFact>)]) -> Markup {
    html! { section.panel { h2 { (frame.t("notices-sealed-facts")) }
        @if facts.is_empty() { p.note { (frame.t("notices-sealed-none")) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(frame.t("notices-sealed-facts")) { table {
                thead { tr { th { (frame.t("notices-sealed-what")) } th { (frame.t("notices-sealed-against")) } th { (frame.t("notices-section-person")) } th { (frame.t("notices-sealed-entered")) } } }
                tbody { @for (kept, fact) in facts { tr {
                    td { (frame.t(&format!("notices-sealed-{}", code(&kept.kind).replace('_', "-")))) }
                    td { span.code { (kept.against) } }
                    td { @if let Some(f) = fact { bdi { (f.family_name) ", " (f.forename) } br; span.small { bdi dir="ltr" { (f.birth_date) } } } }
                    td { bdi { (kept.by) } br; (parts::time(Instant::from_micros(kept.at.as_microsecond()), &frame.zone, frame.language)) }
                } } }
            } }
        }
    } }
}

fn form(frame: &Frame<'_>) -> Markup {
    let line = |name: &str, label: &str| html! { div.field { label for=(name) { (frame.t(label)) } input.wide id=(name) name=(name) dir="auto" required; } };
    html! { section.panel { h2 { (frame.t("notices-sealed-enter")) }
        form.act method="post" action="/notices/sealed" {
            div.field { label for="kind" { (frame.t("notices-sealed-what")) } select #kind name="kind" { @for k in ["refugee_confirmed", "extradition_refused"] { option value=(k) { (frame.t(&format!("notices-sealed-{}", k.replace('_', "-")))) } } } }
            (line("against", "notices-sealed-against")) (line("family_name", "notices-f-subject-family-name")) (line("forename", "notices-f-subject-forename")) (line("birth_date", "notices-f-subject-birth-date"))
            button.main { (frame.t("notices-sealed-enter")) }
        }
    } }
}

/// Enters a fact; it acts at once.
pub async fn entered(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Form(said): Form<Vec<(String, String)>>,
) -> Result<Response, No> {
    let (by, at, said) = (By::of(&app, &acting).await?, app.now().timestamp(), Said(said));
    let fact: SealedFact = serde_json::from_value(json!({
        "kind": said.one("kind"), "against": said.one("against").to_uppercase(), "family_name": said.one("family_name"),
        "forename": said.one("forename"), "birth_date": said.one("birth_date"),
    }))
    .map_err(|e| No::field("fact", "malformed", e.to_string()))?;
    sealed::enter(&app, &fact, &by, at).await?;
    Ok(Redirect::to("/notices/sealed").into_response())
}
