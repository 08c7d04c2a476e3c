//! What every answer carries, and how a refusal becomes a page where a person asked.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use maud::html;

use crate::answer::No;
use crate::app::App;
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::gate::{self, Acting};

/// Only our own style and script; no frames; no addresses in referrers.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds the headers that protect a browser.
pub async fn protect(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Shows a refusal as a page where a person asked for one.
pub async fn refusals(State(app): State<App>, request: Request, next: Next) -> Response {
    let page = gate::wants_page(request.headers());
    let language = Language::of_request(request.headers());
    let acting = request.extensions().get::<Acting>().cloned();
    let room = request.uri().path().split('/').nth(1).unwrap_or_default().to_owned();
    let response = next.run(request).await;
    let Some(no) = response.extensions().get::<No>().filter(|_| page).cloned() else {
        return response;
    };
    let language = language.or_else(|| Language::parse(acting.as_ref()?.officer.as_ref()?.language.as_str()));
    let frame = Frame::of(&app, language.unwrap_or_default(), acting.as_ref()).await;
    let title = frame.t("refused-title");
    let body = html! {
        h1 { (title) }
        div.band.bad role="alert" {
            @match in_words(&frame, &room, &no.code) {
                Some(said) => { p { b { (said) } } p.small { bdi lang="en" { (no.detail) } } }
                None => { p { b { (no.detail) } } }
            }
            @if let Some(field) = &no.field { p { (frame.t("refused-field")) " " code { (field) } } }
            @if let Some(rests_on) = &no.rests_on { p { (frame.t("refused-rests-on")) " " (rests_on) } }
            p.small { (frame.t("refused-code")) " " code { (no.code) } }
        }
        p { (frame.t("refused-nothing-done")) }
        p { a href="/desk" { (frame.t("menu-desk")) } }
    };
    frame.page_with(no.status, Room::Outside, &title, &body)
}

/// A refusal in the reader's language, where the room has words for its code; in English it speaks for itself.
#[must_use]
pub fn in_words(frame: &Frame<'_>, room: &str, code: &str) -> Option<String> {
    if frame.language == Language::English {
        return None;
    }
    let id = format!(
        "{room}-no-{}",
        code.rsplit('.').next().unwrap_or_default().replace('_', "-")
    );
    Some(frame.t(&id)).filter(|said| *said != id)
}
