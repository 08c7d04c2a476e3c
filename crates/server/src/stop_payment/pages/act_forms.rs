//! The acts on a request that need more than a click: each a small form with what only a person can say.

use cordon_stop_payment::Ask;
use cordon_stop_payment::acts::Offer;
use maud::{Markup, html};

use super::requests::Requests;
use crate::stop_payment::queries::Sight;

/// The forms that stand open.
pub(super) fn of(requests: &Requests<'_>, ask: &Ask, offer: &Offer) -> Markup {
    let form = Form { requests, ask };
    html! {
        @if offer.order { (form.order()) }
        @if offer.give_back { (form.give_back()) }
        @if offer.release_hold { (form.release_hold()) }
        @if offer.appeal && requests.sight == Sight::Receiver { (form.appeal()) }
        @if offer.decide_appeal && requests.releases { (form.decide_appeal()) }
        @for question in &offer.rates { (form.rate(*question)) }
        @if offer.forward { (form.forward()) }
    }
}

struct Form<'a> {
    requests: &'a Requests<'a>,
    ask: &'a Ask,
}

impl Form<'_> {
    fn t(&self, id: &str) -> String {
        self.requests.t(id)
    }

    /// An input with its label; `kind` is its class.
    fn field(&self, name: &str, label: &str, attributes: Input) -> Markup {
        let id = format!("{name}-{label}-{}", self.ask.id);
        html! {
            div.field {
                label for=(id) { (self.t(label)) }
                input.code[attributes.code] id=(id) name=(name) required[attributes.required] maxlength=(attributes.most) inputmode=[attributes.decimal.then_some("decimal")];
            }
        }
    }

    fn order(&self) -> Markup {
        self.requests.form(
            self.ask,
            "order",
            &html! {
                (self.field("order", "order-label", Input { required: true, most: 200, ..Input::default() }))
                button { (self.t("act-order")) }
            },
        )
    }

    fn give_back(&self) -> Markup {
        self.requests.form(self.ask, "give_back", &html! {
            (self.field("amount", "give-back-amount", Input { required: true, code: true, decimal: true, most: 40 }))
            (self.field("uetr", "give-back-uetr", Input { code: true, most: 36, ..Input::default() }))
            button { (self.t("act-give_back")) }
        })
    }

    fn release_hold(&self) -> Markup {
        self.requests.form(self.ask, "release_hold", &html! {
            (self.field("amount", "release-amount", Input { code: true, decimal: true, most: 40, ..Input::default() }))
            button.bad { (self.t("act-release_hold")) }
        })
    }

    fn appeal(&self) -> Markup {
        let id = format!("words-{}", self.ask.id);
        self.requests.form(
            self.ask,
            "appeal",
            &html! {
                div.field {
                    label for=(id) { (self.t("appeal-words")) }
                    textarea id=(id) name="words" rows="3" maxlength="4000" {}
                }
                button { (self.t("act-appeal")) }
            },
        )
    }

    fn decide_appeal(&self) -> Markup {
        self.requests.form(
            self.ask,
            "decide_appeal",
            &html! {
                button.main name="granted" value="yes" { (self.t("act-appeal-grant")) }
                button name="granted" value="no" { (self.t("act-appeal-decline")) }
            },
        )
    }

    fn rate(&self, question: u32) -> Markup {
        self.requests.form(self.ask, "rate", &html! {
            input type="hidden" name="question" value=(question);
            (self.field("amount", "rate-credited", Input { required: true, code: true, decimal: true, most: 40 }))
            (self.field("currency", "rate-currency", Input { required: true, code: true, most: 12, ..Input::default() }))
            (self.field("rate", "rate-rate", Input { required: true, code: true, most: 60, ..Input::default() }))
            button { (self.t("act-rate")) }
        })
    }

    fn forward(&self) -> Markup {
        self.requests.form(self.ask, "forward", &html! {
            (self.field("country", "forward-country", Input { required: true, code: true, most: 2, ..Input::default() }))
            (self.field("code", "forward-code", Input { code: true, most: 40, ..Input::default() }))
            button { (self.t("act-forward")) }
        })
    }
}

/// How an input takes what is typed.
#[derive(Default)]
struct Input {
    required: bool,
    code: bool,
    decimal: bool,
    most: u16,
}
