//! The page of known pictures: hashes in, leads out. Bodies that are pictures, videos or archives are refused.

use axum::Extension;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::fingerprints::service::{self, Known, Lead};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;

/// The hashes to match.
#[derive(Debug, Default, Deserialize)]
pub struct Hashes {
    #[serde(default)]
    hashes: String,
}

/// The page as it opens.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let known = service::known(&app).await?;
    Ok(shown(&frame, &known, "", None, None))
}

/// The page with leads.
pub async fn matched(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(hashes): Form<Hashes>,
) -> Result<Response, No> {
    if cordon_fingerprints::media::recognise(hashes.hashes.as_bytes()).is_some() {
        return Err(No::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media",
            "this is a picture, video or archive; hash it where it lies and send the hash alone. Nothing was kept",
        ));
    }
    crate::journal::note::search(
        &app,
        &acting,
        "fingerprints.matched",
        &hashes.hashes,
        json!({"lines": hashes.hashes.lines().count()}),
    )
    .await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let known = service::known(&app).await?;
    Ok(match service::matches(&app, &hashes.hashes).await {
        Ok(leads) => shown(&frame, &known, &hashes.hashes, Some(&leads), None),
        Err(no) => shown(
            &frame,
            &known,
            &hashes.hashes,
            None,
            Some(&format!("{}: {}", no.field.unwrap_or_default(), no.detail)),
        ),
    })
}

fn shown(
    frame: &Frame<'_>,
    known: &[Known],
    text: &str,
    leads: Option<&[Lead]>,
    why: Option<&str>,
) -> Response {
    let title = frame.t("children-title");
    let input = html! { textarea #find .code name="hashes" rows="6" spellcheck="false" { (text) } };
    let body = html! {
        h1 { (title) }
        p.lead { (frame.t("children-lead")) }
        div.grid {
            div.c6 { div.panel {
                form method="post" action="/children" {
                    (parts::field("find", &frame.t("children-hashes"), &frame.t("children-hint"), why, &input))
                    button.main { (frame.t("children-match")) }
                }
            } }
            div.c6 { @if let Some(leads) = leads { (found(frame, leads)) } }
        }
        div.panel {
            h2 { (frame.t("children-known")) }
            div.scroll tabindex="0" role="region" aria-label=(frame.t("children-known")) { table {
                thead { tr { th { (frame.t("children-hash")) } th { (frame.t("children-series")) } th.num { (frame.t("children-votes")) } th { (frame.t("children-state")) } } }
                tbody { @for k in known { tr {
                    td { code { (k.hex.get(..16).unwrap_or(&k.hex)) "…" } } td { bdi { (k.series) } } td.num { (k.votes.len()) } td { (standing(frame, k)) }
                } } }
            } }
        }
    };
    frame.page(Room::Children, &title, &body)
}

fn standing(frame: &Frame<'_>, known: &Known) -> Markup {
    html! {
        @if known.votes.len() >= 3 { span.sign.good { (frame.t("children-trusted")) } } @else { span.sign { (frame.t("children-listed")) } }
        " " @if known.identified { span.sign.returned { (frame.t("children-identified")) } }
    }
}

fn found(frame: &Frame<'_>, leads: &[Lead]) -> Markup {
    html! {
        @if leads.is_empty() { div.band role="status" { p { b { (frame.t("children-none")) } } } }
        @for lead in leads {
            div.band.soon role="status" {
                p { b { (frame.with("children-lead-found", &[("query", &lead.query), ("series", &lead.known.series)])) } }
                p { (frame.with("children-lead-more", &[("distance", &lead.distance.to_string()), ("votes", &lead.known.votes.len().to_string()), ("bureau", &lead.known.call)])) " " (standing(frame, &lead.known)) }
            }
        }
    }
}
