//! Tracing on a page without a case: transfers in, all six rules side by side. It moves nothing, and nothing is kept.

use axum::Extension;
use axum::extract::{Form, State};
use axum::response::Response;
use maud::html;
use serde::Deserialize;

use super::trace::side_by_side;
use super::words;
use crate::answer::No;
use crate::app::{App, World};
use crate::asset_tracing::run::{self, Traced};
use crate::asset_tracing::service;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;

/// An invented night, for a first look.
const SPECIMEN: &str = include_str!("../../../../../fixtures/tracing/night.csv");
/// The theft of that night.
const SPECIMEN_CLAIM: &str = "T1";

/// What is to be traced.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    transfers: String,
    #[serde(default)]
    claim: String,
}

/// The page as it opens.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Response {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let asked = match app.world {
        World::Demo => Asked {
            transfers: SPECIMEN.to_owned(),
            claim: SPECIMEN_CLAIM.to_owned(),
        },
        World::Real => Asked::default(),
    };
    shown(&frame, &asked, None, None)
}

/// The page with the traces.
///
/// # Errors
/// When the store fails: then nothing is traced.
pub async fn traced(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(asked): Form<Asked>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    match service::without_case(&app, &acting, asked.transfers.clone(), &asked.claim).await {
        Ok(traced) => Ok(shown(&frame, &asked, Some(&traced), None)),
        Err(no) if no.status.as_u16() == 422 => Ok(shown(&frame, &asked, None, Some(&no))),
        Err(no) => Err(no),
    }
}

fn shown(frame: &Frame<'_>, asked: &Asked, traced: Option<&Traced>, no: Option<&No>) -> Response {
    let title = frame.t("trace-title");
    let why = no.map(|no| words::reason(no, frame.language));
    let at = |field: &str| {
        let claims = no.and_then(|no| no.field.as_deref()) == Some("claims");
        why.as_deref().filter(|_| claims == (field == "claim"))
    };
    let transfers = html! { textarea #transfers .code name="transfers" rows="12" data-drop="1" spellcheck="false" { (asked.transfers) } };
    let claim = html! { input #claim .code name="claim" value=(asked.claim) required; };
    let body = html! {
        p.crumb { a href="/money" { (frame.t("menu-money")) } }
        h1 { (title) }
        p.lead { (frame.t("trace-lead")) }
        div.panel {
            form method="post" action="/money/trace" {
                (parts::field("transfers", &frame.t("trace-transfers"), &frame.t("trace-transfers-hint"), at("transfers"), &transfers))
                (parts::field("claim", &frame.t("trace-claim"), &frame.t("trace-claim-hint"), at("claim"), &claim))
                button.main { (frame.t("trace-act")) }
            }
        }
        @if let Some(traced) = traced {
            section.panel aria-labelledby="side" {
                h2 #side { (frame.t("trace-side-by-side")) }
                p.note { bdi dir="ltr" lang="en" { (traced.read.reading) } " · SHA-256 " (words::hash(&run::sha256(asked.transfers.as_bytes()))) }
                (side_by_side(frame, traced))
                p.note { (frame.t("trace-moves-nothing")) }
            }
        }
    };
    frame.page(Room::Money, &title, &body)
}
