//! Requests between bureaus: asking the owner of a link, and answering as one.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use cordon_vocabulary::CaseRef;
use maud::{Markup, html};
use serde::Deserialize;

use super::kind;
use crate::answer::No;
use crate::app::App;
use crate::frame::page::Frame;
use crate::frame::parts;
use crate::gate::Acting;
use crate::journal::act::By;
use crate::links::service::{self, OwnRequest, PutRequest, WishToAnswer, WishToAsk};

/// The form that asks the owners of a link that is only known to exist.
#[must_use]
pub fn form(frame: &Frame<'_>, kind: &str, value: &str, case: Option<&CaseRef>) -> Markup {
    let id = format!(
        "for-{:x}",
        value
            .bytes()
            .fold(7_u64, |sum, b| sum.wrapping_mul(31).wrapping_add(u64::from(b)))
    );
    let why = format!("why-{id}");
    html! {
        details {
            summary { (frame.t("links-ask")) }
            form method="post" action="/links/request" {
                input type="hidden" name="kind" value=(kind); input type="hidden" name="value" value=(value);
                (parts::field(&id, &frame.t("links-own-case"), "", None, &html! { input .code id=(id) name="for_case" value=[case] required maxlength="64"; }))
                (parts::field(&why, &frame.t("links-purpose"), &frame.t("links-purpose-hint"), None, &html! { textarea id=(why) name="purpose" rows="2" required {} }))
                button { (frame.t("links-ask")) }
            }
        }
    }
}

/// The requests put to this bureau.
#[must_use]
pub fn put(frame: &Frame<'_>, all: &[PutRequest]) -> Markup {
    let open = all.iter().filter(|request| request.open).count();
    html! {
        @if !all.is_empty() { section.panel #requests {
            h2 { (frame.language.count("links-put", open)) }
            @for request in all { (one(frame, request)) }
        } }
    }
}

fn one(frame: &Frame<'_>, request: &PutRequest) -> Markup {
    html! {
        div.band.soon[request.open] {
            p { span.code { (request.asker) } " " b { (kind(frame, request.kind)) " " bdi dir="ltr" { code { (request.value) } } } " · " (frame.t("links-own-case-of")) " " bdi.mono { (request.for_case) } }
            p { (frame.t("links-purpose")) ": " bdi { (request.purpose) } }
            p.small { (parts::time(request.asked_at, &frame.zone, frame.language)) " · " (frame.t("links-closes")) " " (parts::time(request.closes_at, &frame.zone, frame.language)) }
            @if request.open {
                form method="post" action=(format!("/links/request/{}/answer", request.id)) {
                    fieldset { legend { (frame.t("links-share-which")) }
                        @for case in &request.cases { @let id = format!("{}-{case}", request.id); div.choice { input type="checkbox" name="case" value=(case) id=(id); label for=(id) { bdi.mono { (case) } } } }
                    }
                    (parts::field(&format!("no-{}", request.id), &frame.t("links-decline-why"), &frame.t("links-decline-hint"), None, &html! { textarea id=(format!("no-{}", request.id)) name="reason" rows="2" {} }))
                    div.row { button.main name="answer" value="share" { (frame.t("links-share")) } button name="answer" value="decline" { (frame.t("links-decline")) } }
                }
            } @else { p { span.sign.gone { (frame.t("links-answered")) } } }
        }
    }
}

/// The bureau's own requests, as it sees them.
#[must_use]
pub fn own(frame: &Frame<'_>, all: &[OwnRequest]) -> Markup {
    let title = frame.t("links-own-requests");
    html! {
        @if !all.is_empty() { section.panel {
            h2 { (title) }
            div.scroll tabindex="0" role="region" aria-label=(title) { table {
                thead { tr { th scope="col" { (frame.t("links-value")) } th scope="col" { (frame.t("links-own-case")) } th scope="col" { (frame.t("links-shared-with-us")) } th scope="col" { (frame.t("links-closes")) } } }
                tbody { @for request in all { tr {
                    td { (kind(frame, request.kind)) " " bdi dir="ltr" { code { (request.value) } } }
                    td { a.mono href=(format!("/links/case/{}", request.for_case)) { (request.for_case) } }
                    td { @for case in &request.view.shared { a.mono href=(format!("/links/case/{case}")) { (case) } " " }
                        @if request.view.shared.is_empty() { span.sign { (frame.t("links-nothing-yet")) } } }
                    td { (parts::time(request.view.closes_at, &frame.zone, frame.language)) @if !request.view.open { small { (frame.t("links-closed")) } } }
                } } }
            } }
        } }
    }
}

/// Asks the owners.
pub async fn ask(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    axum::extract::Form(wish): axum::extract::Form<WishToAsk>,
) -> Result<Response, No> {
    let case = wish.for_case.clone();
    service::ask_owners(&app, &By::of(&acting)?, &wish).await?;
    Ok(Redirect::to(&format!("/links/case/{case}")).into_response())
}

/// The fields of an answer; a case stands once for each box that is ticked.
#[derive(Debug, Default, Deserialize)]
struct Answered {
    answer: String,
    reason: String,
    cases: Vec<String>,
}

impl Answered {
    fn of(body: &[u8]) -> Self {
        let mut answered = Self::default();
        for (name, value) in url_pairs(body) {
            match name.as_str() {
                "answer" => answered.answer = value,
                "reason" => answered.reason = value,
                "case" => answered.cases.push(value),
                _ => {}
            }
        }
        answered
    }
}

/// The pairs of a form that was sent url-encoded.
fn url_pairs(body: &[u8]) -> Vec<(String, String)> {
    body.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let mut half = || decoded(halves.next().unwrap_or_default());
            (half(), half())
        })
        .collect()
}

fn decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                let mut one = [0_u8; 1];
                if hex::decode_to_slice(&digits, &mut one).is_ok() {
                    bytes.push(one[0]);
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Answers as an owner.
pub async fn answer(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    body: axum::body::Bytes,
) -> Result<Response, No> {
    let answered = Answered::of(&body);
    let wish = match answered.answer.as_str() {
        "share" => {
            let cases: Result<Vec<CaseRef>, _> = answered.cases.iter().map(|case| CaseRef::parse(case)).collect();
            WishToAnswer::Share {
                cases: cases.map_err(|e| No::malformed("case", &e))?,
            }
        }
        "decline" => WishToAnswer::Decline {
            reason: answered.reason,
        },
        _ => return Err(No::field("answer", "no-act", "share cases, or decline")),
    };
    service::answer_request(&app, &By::of(&acting)?, &id, &wish).await?;
    Ok(Redirect::to("/links#requests").into_response())
}

#[cfg(test)]
mod tests {
    use super::Answered;

    #[test]
    fn a_box_that_is_ticked_twice_over_gives_two_cases() {
        let read = Answered::of(b"answer=share&case=QO-1&case=QO-2&reason=no%20more+words%2");
        assert_eq!(read.cases, ["QO-1", "QO-2"]);
        assert_eq!((read.answer.as_str(), read.reason.as_str()), ("share", "no more words"));
    }
}
