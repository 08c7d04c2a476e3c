//! A bank message that a person has to read.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};

use super::Answer;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::messages;

/// What the message says.
pub(super) async fn show(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Answer {
    let (stray, summary) = messages::kept(&app, &acting.actor, &id).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let stray = stray.value;
    let title = frame.t("message-title");
    let said = serde_json::to_value(&summary)?;
    let body = html! {
        p.crumb { a href="/desk" { (frame.t("menu-desk")) } }
        h1 { (title) }
        p.lead { (frame.t(&format!("stray-{}", stray.why))) }
        section.panel {
            dl.facts {
                dt { (frame.t("message-from")) } dd { bdi.mono { (stray.from) } " " (parts::time(stray.received, &frame.zone, language)) }
                @if let Some(case) = &stray.case { dt { (frame.t("col-case")) } dd { a href=(format!("/case/{case}")) { (frame.t("message-case")) } } }
                (facts(&said, ""))
            }
        }
        @if stray.read.is_none() {
            form method="post" action=(format!("/message/{id}")) { button.main { (frame.t("message-read")) } }
        }
    };
    Ok(frame.page(Room::Money, &title, &body))
}

/// Every field that the message has, under the name that the interface gives it.
fn facts(value: &serde_json::Value, above: &str) -> Markup {
    let Some(object) = value.as_object() else {
        return html! {};
    };
    html! {
        @for (name, value) in object {
            @let name = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
            @match value {
                serde_json::Value::Object(_) => { (facts(value, &name)) }
                serde_json::Value::Array(_) => {}
                serde_json::Value::String(text) => { dt { code { (name) } } dd { bdi { (text) } } }
                other => { dt { code { (name) } } dd { bdi { (other) } } }
            }
        }
    }
}

/// Somebody has read it.
pub(super) async fn read(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Answer {
    messages::mark_read(&app, &acting.actor, &id).await?;
    Ok(Redirect::to("/desk").into_response())
}
