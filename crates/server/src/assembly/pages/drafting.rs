//! Filing a draft: reasons, and what is decided with what each decision does as data; and what its sponsors may still do.

use cordon_assembly::resolution::{Resolution, ResolutionState};
use cordon_members::role::Right;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::form;
use super::seen::Seen;
use crate::assembly::capacity::Part;
use crate::assembly::figures;

/// Places for reasons in the form; what is left blank is not filed.
const REASONS: usize = 3;
/// Places for decisions.
const DECISIONS: usize = 5;

/// The form of a new draft.
pub fn file(seen: &Seen<'_>) -> Markup {
    if !seen.may(Right::RunAssembly) && !seen.may(Right::ActInAssembly) {
        return html! {};
    }
    let part = if seen.may(Right::RunAssembly) {
        Part::Secretariat
    } else {
        Part::Delegate
    };
    let reasons = (0..REASONS).map(|_| json!({"role": {"kind": "preambular"}, "texts": {}}));
    let decisions = (0..DECISIONS).map(|_| json!({"role": operative(&json!({"clause": "states"})), "texts": {}}));
    let paragraphs: Vec<Value> = reasons.chain(decisions).collect();
    let act = json!({"area": "resolution", "act": {"do": "draft", "title": {}, "about": {"matter": "ordinary"}, "sponsors": [], "costs": false, "paragraphs": paragraphs}});
    let sponsor = seen.own().map_or_else(String::new, |member| member.to_string());
    html! { details.panel { summary { (seen.t("new-draft")) }
        (form::form(seen, part, &act, &seen.t("new-draft"), &html! {
            (form::four(seen, "/act/title", &seen.t("title-of")))
            (form::choose("/act/about", &seen.t("matter"), &matters(seen)))
            (form::field("maybe-day", "/act/about/received", &seen.t("draft-received")))
            (form::field_with("words", "/act/sponsors", &seen.t("draft-sponsors"), &sponsor))
            (form::field("flag", "/act/costs", &seen.t("costs")))
            @for n in 0..REASONS {
                @let label = seen.with("draft-reason-n", &[("n", &(n + 1).to_string())]);
                @let texts = form::four(seen, &format!("/act/paragraphs/{n}/texts"), &label);
                @if n == 0 { (texts) } @else { details { summary { (label) } (texts) } }
            }
            @for n in 0..DECISIONS {
                @let label = seen.with("draft-decision-n", &[("n", &(n + 1).to_string())]);
                @if n == 0 { (decision(seen, REASONS + n, &label)) } @else { details { summary { (label) } (decision(seen, REASONS + n, &label)) } }
            }
            (form::drop_blank("/act/paragraphs", "texts"))
        }))
    } }
}

fn operative(does: &Value) -> Value {
    json!({"kind": "operative", "does": does, "depends_on": []})
}

fn matters(seen: &Seen<'_>) -> Vec<(Value, String)> {
    let all = [
        ("ordinary", json!({"matter": "ordinary"})),
        ("regulations", json!({"matter": "regulations", "opinion": true})),
        ("qualified", json!({"matter": "qualified"})),
        ("membership", json!({"matter": "membership"})),
        (
            "constitution-member",
            json!({"matter": "constitution", "proposer": "member"}),
        ),
        (
            "constitution-committee",
            json!({"matter": "constitution", "proposer": "executive-committee"}),
        ),
    ];
    all.into_iter()
        .map(|(name, value)| (value, seen.t(&format!("matter-{name}"))))
        .collect()
}

/// One decision: its words, what it does, and the terms that go with what it does.
fn decision(seen: &Seen<'_>, n: usize, label: &str) -> Markup {
    let at = |place: &str| format!("/act/paragraphs/{n}/role/does/{place}");
    let clauses = [
        "states",
        "asks-members",
        "approves-amount",
        "creates",
        "asks-secretary-general",
    ];
    let clauses: Vec<_> = clauses
        .iter()
        .map(|name| (operative(&json!({"clause": name})), seen.t(&format!("clause-{name}"))))
        .collect();
    let services = [
        figures::WITHIN_HOUR,
        figures::OUTCOME,
        figures::REQUEST,
        figures::NOTICE,
    ];
    let services: Vec<_> = services.iter().map(|name| (json!(name), seen.service(name))).collect();
    let money = format!("maybe-money.{}", seen.state.finances.currency);
    html! {
        (form::four(seen, &format!("/act/paragraphs/{n}/texts"), label))
        (form::choose(&format!("/act/paragraphs/{n}/role"), &seen.t("clause"), &clauses))
        details { summary { (seen.t("clause-terms")) }
            (form::choose(&at("service"), &seen.t("promise"), &services))
            (form::field("maybe-number", &at("per_quarter"), &seen.t("uses-per-quarter")))
            (form::field("words", &at("members"), &seen.t("clause-members")))
            (form::field("maybe-day", &at("due"), &seen.t("due")))
            (form::field("maybe", &at("programme"), &seen.t("programme")))
            (form::field(&money, &at("units"), &seen.t("amount")))
            (form::field("maybe", &at("body"), &seen.t("clause-body")))
        }
    }
}

/// What the sponsors of a draft may still do with it: other words before it is tabled, or taking it back.
pub fn own(seen: &Seen<'_>, id: u32, one: &Resolution) -> Markup {
    let sponsors = seen.own().is_some_and(|member| one.sponsors.contains(&member)) && seen.may(Right::ActInAssembly);
    let secretariat = seen.may(Right::RunAssembly);
    let part = if secretariat { Part::Secretariat } else { Part::Delegate };
    let act = |act: Value| json!({"area": "resolution", "act": act});
    html! { @if (sponsors || secretariat) && one.state == ResolutionState::Draft { details.panel { summary { (seen.t("draft-own")) }
        @if !secretariat { (form::form(seen, part, &act(json!({"do": "change", "resolution": id, "texts": {}})), &seen.t("change-paragraph"), &html! {
            (form::field("number", "/act/paragraph", &seen.t("paragraph"))) (form::four(seen, "/act/texts", &seen.t("new-words")))
        })) }
        (form::press(seen, part, &act(json!({"do": "withdraw", "resolution": id})), &seen.t("draft-withdraw"), "bad"))
    } } }
}
