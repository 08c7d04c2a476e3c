//! The five answers, and only the fields that the chosen one needs.

use cordon_stop_payment::{Ask, Case};
use maud::{Markup, html};

use super::answer_fields::ROWS;
use super::fields::{Fields, Mistake};
use super::names;
use crate::frame::page::Frame;
use crate::frame::parts;

/// What the form is made from.
pub(super) struct AnswerForm<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) case: &'a Case,
    pub(super) ask: &'a Ask,
    pub(super) fields: &'a Fields,
    pub(super) mistakes: &'a [Mistake],
}

/// The five, in the order of their keys.
const ANSWERS: [&str; 5] = ["held", "moved", "not_found", "refused", "waiting"];
const WAITING: [&str; 5] = ["ARPL", "NOAS", "IDMN", "RQDA", "PDCR"];
const REASONS: [&str; 4] = ["law", "customer", "agent", "other"];

/// The list of what has to be mended, with a link to each field.
pub(super) fn summary(frame: &Frame<'_>, mistakes: &[Mistake]) -> Markup {
    html! {
        @if !mistakes.is_empty() {
            div.band.bad role="alert" tabindex="-1" {
                p { b { (frame.language.count("form-mistakes", mistakes.len())) } }
                @for mistake in mistakes { p { a href=(format!("#{}", mistake.field)) { (mistake.why) } } }
            }
        }
    }
}

impl AnswerForm<'_> {
    fn t(&self, id: &str) -> String {
        self.frame.t(id)
    }

    fn why(&self, name: &str) -> Option<&str> {
        self.mistakes.iter().find(|m| m.field == name).map(|m| m.why.as_str())
    }

    /// The form; `hidden` carries what its page has to send along.
    pub(super) fn form(&self, action: &str, hidden: &Markup) -> Markup {
        html! {
            (summary(self.frame, self.mistakes))
            form.answers method="post" action=(action) {
                (hidden)
                input type="hidden" name="revision" value=(self.ask.revision());
                (self.choices())
                (self.held())
                (self.moved())
                (self.refused())
                (self.waiting())
                (self.message())
                button.main { (self.t("answer-send")) }
            }
        }
    }

    /// The bank's own message in place of the questions.
    fn message(&self) -> Markup {
        let typed = self.fields.get("message");
        html! {
            details.message open[!typed.is_empty()] {
                summary { (self.t("answer-message")) }
                (parts::field("message", &self.t("answer-message-text"), &self.t("answer-message-hint"), self.why("message"),
                    &html! { textarea #message name="message" rows="6" data-drop="1" dir="ltr" spellcheck="false" { (typed) } }))
            }
        }
    }

    fn choices(&self) -> Markup {
        let chosen = self.fields.get("answer");
        html! {
            fieldset #answer tabindex="-1" {
                legend { (self.t("answer-question")) }
                @if let Some(why) = self.why("answer") { p.why role="alert" { (why) } }
                div.choices { @for (n, answer) in ANSWERS.iter().enumerate() {
                    div.choice {
                        input type="radio" name="answer" id=(format!("a-{answer}")) value=(answer) data-key=(n + 1) checked[chosen == *answer];
                        label for=(format!("a-{answer}")) { (self.t(&format!("answer-{answer}"))) span.hint { (self.t(&format!("answer-{answer}-hint"))) } }
                        kbd aria-hidden="true" { (n + 1) }
                    }
                } }
            }
        }
    }

    fn held(&self) -> Markup {
        let open = parts::grouped(&names::askable(self.case, self.ask).decimal());
        let typed = self.fields.some("held-amount").unwrap_or(open);
        html! {
            fieldset.when.when-held {
                legend { (self.t("answer-held")) }
                (parts::field("held-amount", &format!("{} ({})", self.t("held-amount"), self.ask.currency), &self.t("held-amount-hint"), self.why("held-amount"),
                    &html! { input.code #held-amount name="held-amount" inputmode="decimal" value=(typed) autocomplete="off"; }))
                @if self.why("held-amount").is_some() || self.fields.get("more") == "yes" {
                    div.field { label for="more" { input #more type="checkbox" name="more" value="yes" checked[self.fields.get("more") == "yes"]; " " (self.t("held-more")) } }
                }
                (parts::field("basis", &self.t("held-basis"), "", None, &html! { input.wide #basis name="basis" maxlength="200" value=(self.fields.get("basis")); }))
                (parts::field("holder", &self.t("personal-holder"), &self.t("holder-hint"), None, &html! { input.wide #holder name="holder" maxlength="200" autocomplete="off" value=(self.fields.get("holder")); }))
            }
        }
    }

    fn moved(&self) -> Markup {
        html! {
            fieldset.when.when-held.when-moved {
                legend { (self.t("moved-title")) }
                span.hint { (self.t("moved-hint")) }
                @for n in 0..ROWS {
                    details.onward open[n == 0 || self.typed(n)] {
                        summary { (self.t("moved-payment")) " " (n + 1) }
                        (self.onward(n))
                    }
                }
            }
        }
    }

    fn typed(&self, n: usize) -> bool {
        ["amount", "to", "executed"]
            .iter()
            .any(|name| self.fields.some(&format!("m{n}-{name}")).is_some())
    }

    fn onward(&self, n: usize) -> Markup {
        let how = self.fields.get(&format!("m{n}-how"));
        let how_id = format!("m{n}-how");
        html! {
            div.row {
                (self.input(n, "amount", "moved-amount", "decimal"))
                (self.when(n))
                (parts::field(&how_id, &self.t("moved-how"), "", None, &html! {
                    select id=(how_id) name=(how_id) { @for one in ["account", "cash", "card", "spent"] {
                        option value=(one) selected[how == one] { (self.t(&format!("how-{one}"))) }
                    } }
                }))
            }
            div.row {
                (self.input(n, "to", "moved-to", "text"))
                (self.input(n, "code", "moved-code", "text"))
                (self.input(n, "country", "moved-country", "text"))
            }
            div.row {
                (self.input(n, "credited", "moved-credited", "decimal"))
                (self.input(n, "currency", "moved-currency", "text"))
                (self.input(n, "rate", "moved-rate", "decimal"))
                (self.input(n, "uetr", "new-uetr", "text"))
            }
        }
    }

    fn when(&self, n: usize) -> Markup {
        let id = format!("m{n}-executed");
        parts::field(
            &id,
            &self.t("moved-executed"),
            "",
            self.why(&id),
            &html! {
                input id=(id) name=(id) type="datetime-local" step="1" value=(self.fields.get(&id));
            },
        )
    }

    fn input(&self, n: usize, name: &str, label: &str, mode: &str) -> Markup {
        let id = format!("m{n}-{name}");
        let why = self.why(&id);
        parts::field(
            &id,
            &self.t(label),
            "",
            why,
            &html! {
                input.code id=(id) name=(id) inputmode=(mode) autocomplete="off" value=(self.fields.get(&id)) aria-invalid=[why.map(|_| "true")];
            },
        )
    }

    fn refused(&self) -> Markup {
        let chosen = self.fields.get("reason");
        html! {
            fieldset.when.when-refused {
                (parts::field("reason", &self.t("refused-why"), &self.t("refused-hint"), None, &html! {
                    select #reason name="reason" { @for one in REASONS { option value=(one) selected[chosen == one] { (self.t(&format!("reason-{one}"))) } } }
                }))
            }
        }
    }

    fn waiting(&self) -> Markup {
        let chosen = self.fields.get("waiting");
        html! {
            fieldset.when.when-waiting {
                (parts::field("waiting", &self.t("waiting-for"), &self.t("waiting-hint"), None, &html! {
                    select #waiting name="waiting" { @for one in WAITING { option value=(one) selected[chosen == one] { (self.t(&format!("waiting-{one}"))) } } }
                }))
            }
        }
    }
}
