//! Words and small parts that these pages share.

use axum::response::{IntoResponse, Redirect, Response};
use cordon_asset_tracing::adoption::By;
use cordon_asset_tracing::rules::Rule;
use cordon_vocabulary::Instant;
use maud::{Markup, html};

use crate::answer::No;
use crate::frame::locale::Language;
use crate::frame::page::Frame;
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::service::Repeat;

/// A rule's short name.
pub(super) fn rule(frame: &Frame<'_>, rule: Rule) -> String {
    frame.t(&format!("trace-rule-{}", rule.name()))
}

/// A sum in minor units at a scale, with its currency.
pub(super) fn sum(units: i64, scale: u8, currency: &str) -> Markup {
    let decimal = cordon_vocabulary::money::write_units(units, scale);
    html! { bdi dir="ltr" { b { (parts::grouped(&decimal)) } " " small { (currency) } } }
}

/// A decimal, thousands apart.
pub(super) fn digits(decimal: &str) -> Markup {
    html! { bdi dir="ltr" { (parts::grouped(decimal)) } }
}

/// Who, and when.
pub(super) fn by(frame: &Frame<'_>, by: &By) -> Markup {
    html! { bdi.mono { (by.officer) } " · " (parts::time(Instant::from_micros(by.at_us), &frame.zone, frame.language)) }
}

/// A hash, which may break anywhere.
pub(super) fn hash(sha256: &str) -> Markup {
    html! { code.hash { (sha256) } }
}

/// The address of a kept file.
pub(super) fn address(case: &str, file: u32) -> String {
    format!("/case/{case}/trace/{file}")
}

/// The sentence of a refusal in the reader's language where there is one, with the reader's own words behind it.
pub(super) fn reason(no: &No, language: Language) -> String {
    let id = format!("trace-refusal-{}", no.code);
    let said = language.t(&id);
    match (said == id, &no.field) {
        (true, _) => no.detail.clone(),
        (false, None) => said,
        (false, Some(_)) => format!("{said} {}", no.detail),
    }
}

/// The key that was put into a form when it was made, so that a second sending does nothing twice.
///
/// # Errors
/// When the form has lost it.
pub(super) fn repeat(acting: &Acting, key: &str, path: &str, body: &[u8]) -> Result<Repeat, No> {
    if key.is_empty() || key.len() > 200 {
        return Err(No::new(
            axum::http::StatusCode::BAD_REQUEST,
            "idempotency-key",
            "this form has lost its key; open the page again",
        ));
    }
    Ok(Repeat::new(&acting.client, key.to_owned(), path, body))
}

/// On to another page, after an act.
pub(super) fn on_to(address: &str) -> Response {
    Redirect::to(address).into_response()
}
