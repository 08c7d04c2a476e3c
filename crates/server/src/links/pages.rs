//! The page of links: one value, and which cases share it.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use cordon_links::normalise::ValueKind;
use maud::html;
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::links::service;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Find {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    value: String,
}

async fn answer(app: &App, acting: &Acting, find: &Find) -> Result<Option<service::Answer>, No> {
    if find.value.trim().is_empty() {
        return Ok(None);
    }
    let kind: ValueKind = find
        .kind
        .parse()
        .map_err(|_| No::field("kind", "unknown", "choose what kind of value it is"))?;
    crate::journal::note::search(
        app,
        acting,
        "links.searched",
        &find.value,
        json!({"kind": kind}),
    )
    .await?;
    let reader = acting.officer()?.bureau.clone();
    Ok(Some(service::find(app, &reader, kind, &find.value).await?))
}

/// The page.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Query(find): Query<Find>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let (found, why) = match answer(&app, &acting, &find).await {
        Ok(found) => (found, None),
        Err(no) if no.field.is_some() => (None, Some(no.detail)),
        Err(no) => return Err(no),
    };
    let title = frame.t("links-title");
    let kinds = html! {
        select #kind name="kind" {
            @for kind in ValueKind::ALL { option value=(kind) selected[kind.to_string() == find.kind] { (frame.t(&format!("links-kind-{kind}"))) } }
        }
    };
    let value = html! { input #find .wide.code name="value" value=(find.value) required; };
    let body = html! {
        h1 { (title) }
        p.lead { (frame.t("links-lead")) }
        form method="get" action="/links" role="search" {
            div.row {
                (parts::field("kind", &frame.t("links-kind"), "", None, &kinds))
                (parts::field("find", &frame.t("links-value"), "", why.as_deref(), &value))
                button.main { (frame.t("links-find")) }
            }
        }
        @if let Some(answer) = &found {
            div.panel aria-live="polite" {
                h2 { bdi dir="ltr" { code { (answer.canonical) } } }
                @if answer.found.cases.is_empty() && !answer.found.elsewhere { p { span.sign { (frame.t("links-none")) } } }
                @if !answer.found.cases.is_empty() {
                    table {
                        thead { tr { th { (frame.t("links-case")) } th { (frame.t("links-place")) } } }
                        tbody { @for shared in &answer.found.cases { tr {
                            td { bdi { (shared.case) } }
                            td { @for p in &shared.places { span.tag { bdi { (p.module) " · " (p.role) } } " " } }
                        } } }
                    }
                }
                @if answer.found.elsewhere { p { span.sign.soon { (frame.t("links-elsewhere")) } } }
            }
        }
    };
    Ok(frame.page(Room::Links, &title, &body))
}

/// The same for programs.
pub async fn find_json(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Query(find): Query<Find>,
) -> Result<Response, No> {
    let answer = answer(&app, &acting, &find)
        .await?
        .ok_or_else(|| No::field("value", "missing", "say what to look for"))?;
    Ok(axum::Json(json!({"canonical": answer.canonical, "found": answer.found})).into_response())
}
