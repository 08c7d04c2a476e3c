//! The pages of links: a value searched, the neighbourhood of a case, requests between bureaus.

pub mod case;
pub mod drawing;
pub mod find;
pub mod request;
pub mod shared;

use cordon_links::normalise::ValueKind;
use cordon_links::{Common, SharedCase};
use maud::{Markup, html};

use crate::frame::page::Frame;

/// Roles that the program's own modules give; others are shown as they were sent.
const ROLES: [&str; 7] = ["payee", "onward", "holder", "document", "subject", "alias", "matched"];
/// Modules by name.
const MODULES: [&str; 4] = ["stop-payment", "notices", "fingerprints", "register"];

/// A kind in words.
#[must_use]
pub fn kind(frame: &Frame<'_>, kind: ValueKind) -> String {
    frame.t(&format!("links-kind-{kind}"))
}

/// Where a value stands in a case.
#[must_use]
pub fn places(frame: &Frame<'_>, case: &SharedCase) -> Markup {
    html! { @for place in &case.places { span.tag { (place_words(frame, place)) } " " } }
}

/// A place in words: the module, and the part the value plays.
#[must_use]
pub fn place_words(frame: &Frame<'_>, place: &cordon_links::Place) -> String {
    let module = match MODULES.iter().find(|known| **known == place.module) {
        Some(known) => frame.t(&format!("links-module-{known}")),
        None => place.module.clone(),
    };
    let role = match ROLES.iter().find(|known| **known == place.role) {
        Some(known) => frame.t(&format!("links-role-{known}")),
        None => place.role.clone(),
    };
    if role.is_empty() {
        module
    } else {
        format!("{module} · {role}")
    }
}

/// That a value is common, how common, and why.
#[must_use]
pub fn common(frame: &Frame<'_>, common: &Common) -> Markup {
    let reason = crate::fingerprints::pages::parts::word(&common.reason);
    let band = crate::fingerprints::pages::parts::word(&common.band);
    html! { span.sign.soon { (frame.t("links-common")) } " " (frame.t(&format!("links-common-{reason}"))) " " bdi dir="ltr" { "(" (band) ")" } }
}
