//! One-time enrolment links: looking never spends, only a finished passkey does.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use cordon_store::RecordWrite;
use cordon_vocabulary::Means;
use maud::html;
use serde_json::json;
use webauthn_rs::prelude::RegisterPublicKeyCredential;

use crate::answer::No;
use crate::app::{App, fingerprint};
use crate::doors::{passkey, session};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::members::queries::Enrolment;

/// The page behind the link.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Path(secret): Path<String>,
) -> Result<Response, No> {
    passkey::enrolment(&app, &secret).await?;
    let frame = Frame::of(&app, language, None).await;
    let title = frame.t("enrol-title");
    let body = html! {
        div.outsider {
            h1 { (title) }
            p.lead { (frame.t("enrol-lead")) }
            form data-passkey="enrol" data-begin={ "/enrol/" (secret) "/begin" } data-finish={ "/enrol/" (secret) "/finish" } method="post" action={ "/enrol/" (secret) "/begin" } {
                p role="alert" {}
                button.main { (frame.t("enrol-act")) }
            }
        }
    };
    Ok(frame.page(Room::Outside, &title, &body))
}

/// Begins the ceremony.
pub async fn begin(State(app): State<App>, Path(secret): Path<String>) -> Result<Response, No> {
    let link = passkey::enrolment(&app, &secret).await?;
    let officer = session::officer(&app, link.value.officer.as_str())
        .await?
        .ok_or_else(No::not_found)?;
    passkey::enrol_begin(&app, &officer).await
}

/// Ends the ceremony: the passkey is kept and the link is spent in one change, and the officer is in.
pub async fn finish(
    State(app): State<App>,
    Path(secret): Path<String>,
    Json(finish): Json<passkey::Finish<RegisterPublicKeyCredential>>,
) -> Result<Response, No> {
    let link = passkey::enrolment(&app, &secret).await?;
    let (officer, mut change) = passkey::enrol_finish(&app, &finish)?;
    if officer != link.value.officer {
        return Err(No::not_found());
    }
    let spent = Enrolment {
        spent: Some(app.now()),
        ..link.value
    };
    change.records.push(RecordWrite {
        kind: "enrolment",
        id: fingerprint(&secret),
        expected_revision: link.revision,
        body: serde_json::to_string(&spent)?,
        keys: vec![("officer", officer.to_string())],
    });
    app.apply(change).await?;
    let officer = session::officer(&app, officer.as_str())
        .await?
        .ok_or_else(No::not_found)?;
    let cookie = session::open(&app, &officer, Means::Passkey).await?;
    Ok((
        [(header::SET_COOKIE, cookie)],
        Json(json!({"to": session::home(&officer)})),
    )
        .into_response())
}
