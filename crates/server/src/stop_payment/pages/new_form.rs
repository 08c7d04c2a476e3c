//! The form of a new request.

use axum::response::Response;
use cordon_vocabulary::{Country, Money};
use maud::{Markup, html};

use super::answer_form::summary;
use super::fields::{Fields, Mistake};
use crate::app;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;

/// What is known of an account.
pub(super) struct Known {
    pub(super) account: String,
    pub(super) country: Option<Country>,
    pub(super) bank: Option<String>,
    pub(super) code: String,
    /// This bureau's own cases that name it: identifier, reference, what was lost.
    pub(super) cases: Vec<(String, String, Money)>,
}

struct NewForm<'a> {
    frame: &'a Frame<'a>,
    fields: &'a Fields,
    mistakes: &'a [Mistake],
}

/// The page, with everything that was typed.
pub(super) fn page(
    frame: &Frame<'_>,
    fields: &Fields,
    mistakes: &[Mistake],
    known: Option<&Known>,
    note: Option<&str>,
) -> Response {
    let form = NewForm {
        frame,
        fields,
        mistakes,
    };
    let title = frame.t("new-title");
    let body = html! {
        p.crumb { a href="/desk" { (frame.t("menu-desk")) } }
        h1 { (title) }
        p.lead { (frame.t("new-lead")) }
        (summary(frame, mistakes))
        @if let Some(note) = note { div.band role="status" { p { (note) } } }
        div.grid {
            div.c7 { (form.whole()) }
            div.c5 {
                @if let Some(known) = known { (known_panel(frame, known)) }
                (form.message())
            }
        }
    };
    frame.page(Room::Money, &title, &body)
}

fn known_panel(frame: &Frame<'_>, known: &Known) -> Markup {
    html! {
        section.panel aria-labelledby="known" {
            h2 #known { (frame.t("known-title")) }
            dl.facts {
                dt { (frame.t("new-to")) } dd { bdi.mono { (known.account) } }
                dt { (frame.t("known-bank")) } dd {
                    @match &known.bank {
                        Some(bank) => bdi { (bank) },
                        None => span.sign.soon { (frame.language.with("known-no-bank", &[("code", &known.code)])) },
                    }
                }
                dt { (frame.t("col-where")) } dd { @match known.country { Some(country) => (parts::country(country)), None => (frame.t("known-no-country")) } }
                dt { (frame.t("known-cases")) } dd {
                    @if known.cases.is_empty() { (frame.t("known-no-cases")) }
                    @for (id, reference, lost) in &known.cases { div { a.mono href=(format!("/case/{id}")) { (reference) } " " (parts::sum(*lost)) } }
                }
            }
        }
    }
}

impl NewForm<'_> {
    fn t(&self, id: &str) -> String {
        self.frame.t(id)
    }

    fn why(&self, name: &str) -> Option<&str> {
        self.mistakes.iter().find(|m| m.field == name).map(|m| m.why.as_str())
    }

    fn whole(&self) -> Markup {
        html! {
            form method="post" action="/money/new" novalidate {
                input type="hidden" name="key" value=(app::new_id());
                (self.payment())
                (self.account())
                (self.matter())
                (self.mandate())
                button.main name="do" value="file" { (self.t("new-file")) }
                p.note { (self.t("new-second")) }
            }
        }
    }

    fn payment(&self) -> Markup {
        html! {
            fieldset.panel {
                legend { h2 { (self.t("new-payment")) } }
                div.row {
                    (self.text("amount", "code", "decimal", 30))
                    (self.text("currency", "code", "text", 10))
                }
                (self.when("executed", true))
                (self.check("in_flight"))
                (self.text("uetr", "code wide", "text", 36))
                (self.text("from_code", "code", "text", 40))
                (self.check("recall"))
                (self.when("discovered", false))
            }
        }
    }

    fn account(&self) -> Markup {
        html! {
            fieldset.panel {
                legend { h2 { (self.t("new-account")) } }
                (self.text("to", "code wide", "text", 120))
                div.row {
                    (self.text("to_code", "code", "text", 40))
                    (self.text("to_country", "code", "text", 2))
                    (self.select("flag", &["none", "joint", "pooled", "virtual_iban", "merchant"]))
                }
                button name="do" value="look" { (self.t("new-look")) }
            }
        }
    }

    fn matter(&self) -> Markup {
        html! {
            fieldset.panel {
                legend { h2 { (self.t("new-matter")) } }
                (self.text("victim", "wide", "text", 200))
                (parts::field("facts", &self.t("new-facts"), &self.t("new-facts-hint"), self.why("facts"), &html! {
                    textarea #facts name="facts" maxlength="4000" { (self.fields.get("facts")) }
                }))
                div.row {
                    (self.select("character", &["ordinary_crime", "political", "military", "religious", "racial"]))
                    (self.text("crime", "code", "numeric", 10))
                }
            }
        }
    }

    fn mandate(&self) -> Markup {
        html! {
            fieldset.panel {
                legend { h2 { (self.t("new-mandate")) } }
                (self.text("grounds", "wide", "text", 300))
                div.row {
                    (self.text("hops", "code", "numeric", 4))
                    (self.text("accounts", "code", "numeric", 4))
                    (self.text("least", "code", "decimal", 30))
                }
                (self.text("barred", "code", "text", 60))
                (self.when("ends", true))
                details open[self.fields.some("silence_basis").is_some() || self.why("silence_basis").is_some()] {
                    summary { (self.t("new-silence")) }
                    (self.text("silence_basis", "wide", "text", 200))
                    (self.when("silence_until", false))
                }
            }
        }
    }

    /// A bank message to read the form from: chosen as a file, or dropped into the text field.
    fn message(&self) -> Markup {
        html! {
            section.panel aria-labelledby="read" {
                h2 #read { (self.t("new-read-title")) }
                form method="post" action="/money/read" enctype="multipart/form-data" {
                    (parts::field("file", &self.t("new-read-file"), "", None, &html! { input #file name="file" type="file" accept=".xml,application/xml,text/xml"; }))
                    (parts::field("message", &self.t("new-read-text"), &self.t("new-read-hint"), self.why("message"), &html! { textarea #message name="message" data-drop="1" dir="ltr" spellcheck="false" {} }))
                    button { (self.t("new-read")) }
                }
            }
        }
    }

    fn hint(&self, name: &str) -> String {
        let id = format!("new-{}-hint", name.replace('_', "-"));
        let hint = self.t(&id);
        if hint == id { String::new() } else { hint }
    }

    fn label(&self, name: &str) -> String {
        self.t(&format!("new-{}", name.replace('_', "-")))
    }

    fn text(&self, name: &str, class: &str, mode: &str, most: u16) -> Markup {
        let why = self.why(name);
        parts::field(
            name,
            &self.label(name),
            &self.hint(name),
            why,
            &html! {
                input class=(class) id=(name) name=(name) inputmode=(mode) maxlength=(most) autocomplete="off" value=(self.fields.get(name)) aria-invalid=[why.map(|_| "true")];
            },
        )
    }

    fn when(&self, name: &str, required: bool) -> Markup {
        let why = self.why(name);
        parts::field(
            name,
            &self.label(name),
            &self.hint(name),
            why,
            &html! {
                input id=(name) name=(name) type="datetime-local" step="1" required[required] value=(self.fields.get(name)) aria-invalid=[why.map(|_| "true")];
            },
        )
    }

    fn check(&self, name: &str) -> Markup {
        html! {
            div.field { label for=(name) {
                input type="checkbox" id=(name) name=(name) value="yes" checked[self.fields.get(name) == "yes"]; " " (self.label(name))
            } }
        }
    }

    fn select(&self, name: &str, values: &[&str]) -> Markup {
        let chosen = self.fields.get(name);
        parts::field(
            name,
            &self.label(name),
            &self.hint(name),
            self.why(name),
            &html! {
                select id=(name) name=(name) { @for value in values {
                    option value=(value) selected[chosen == *value] { (self.t(&format!("{name}-{}", value.replace('_', "-")))) }
                } }
            },
        )
    }
}
