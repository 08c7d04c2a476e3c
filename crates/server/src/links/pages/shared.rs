//! "Others share this" on the page of a case of any module, and what waits on the desk.

use cordon_links::SharedValue;
use cordon_vocabulary::CaseRef;
use maud::{Markup, html};

use super::{common, kind, place_words, places, request};
use crate::answer::No;
use crate::frame::page::Frame;
use crate::gate::Acting;
use crate::links::queries::name_of;
use crate::links::service::{self, Shared};

/// The panel for a case's page. A reader without the right to search links, and one who may not read the case, see
/// nothing here.
///
/// # Errors
/// When the store fails.
pub async fn panel(frame: &Frame<'_>, acting: &Acting, case: &str) -> Result<Markup, No> {
    let may = acting.require(cordon_members::role::Right::SearchLinks).is_ok();
    let (true, Some(officer), Ok(case)) = (may, &acting.officer, CaseRef::parse(case)) else {
        return Ok(html! {});
    };
    let shared = match service::others_share(frame.app, &officer.bureau, &case).await {
        Ok(shared) => shared,
        Err(no) if no.code == "no-such-case" => return Ok(html! {}),
        Err(no) => return Err(no),
    };
    Ok(html! {
        section.panel aria-labelledby="others-share" {
            h2 #others-share { (frame.t("links-others-share")) }
            @if shared.values.is_empty() { p.note { (frame.t("links-nobody-shares")) } } @else {
                (table(frame, &shared, &case))
                p { a href=(format!("/links/case/{case}")) { (frame.t("links-neighbourhood")) } }
            }
        }
    })
}

/// The values of a case that others share, as an ordered table.
#[must_use]
pub fn table(frame: &Frame<'_>, shared: &Shared, case: &CaseRef) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(frame.t("links-others-share")) { table {
            thead { tr {
                th scope="col" { (frame.t("links-value")) }
                th scope="col" { (frame.t("links-here")) }
                th scope="col" { (frame.t("links-others")) }
            } }
            tbody { @for value in &shared.values { (row(frame, shared, value, case)) } }
        } }
    }
}

fn row(frame: &Frame<'_>, shared: &Shared, value: &SharedValue, case: &CaseRef) -> Markup {
    let text = shared.texts.get(&name_of(value.key));
    html! { tr {
        td { @match text {
            Some(text) => { (kind(frame, text.kind)) br; b { bdi dir="auto" { (text.text) } } },
            None => span.sign.gone { (frame.t("personal-erased")) },
        } }
        td { @for place in &value.places { span.tag { (place_words(frame, place)) } " " } }
        td {
            @if let Some(state) = &value.common { div { (common(frame, state)) } }
            @for other in &value.cases { div { a.mono href=(format!("/links/case/{}", other.case)) { (other.case) } " " (places(frame, other)) } }
            @if value.common.is_none() && value.count > value.cases.len() { div { (frame.language.count("links-and-more", value.count - value.cases.len())) } }
            @if value.elsewhere {
                div { span.sign.soon { (frame.t("links-elsewhere")) } }
                @if let Some(text) = text { (request::form(frame, &text.kind.to_string(), &text.text, Some(case))) }
            }
        }
    } }
}

/// Requests that wait for a bureau's answer, for the desk. Nothing when none waits.
///
/// # Errors
/// When the store fails.
pub async fn waiting(frame: &Frame<'_>, acting: &Acting) -> Result<Markup, No> {
    let may = acting.require(cordon_members::role::Right::SearchLinks).is_ok();
    let (true, Some(officer)) = (may, &acting.officer) else {
        return Ok(html! {});
    };
    let all = service::put_requests(frame.app, &officer.bureau).await?;
    let open: Vec<_> = all.iter().filter(|request| request.open).collect();
    Ok(html! { @if !open.is_empty() { div.band.soon {
        p { b { (frame.language.count("links-put", open.len())) } }
        @for request in &open { p { a href="/links#requests" { span.code { (request.asker) } (kind(frame, request.kind)) " " bdi dir="ltr" { code { (request.value) } } } } }
    } } })
}
