//! A country's own page: what we promised, what we did, how often we used each service, from the program's own figures.

use cordon_assembly::commitment::{Promise, Standing, country_page};
use cordon_assembly::member::MemberCode;
use cordon_members::role::Right;
use maud::{Markup, html};
use serde_json::json;

use super::form;
use super::seen::Seen;
use super::sessions::kebab;
use crate::assembly::capacity::Part;

pub fn body(seen: &Seen<'_>) -> Markup {
    if let Some(member) = seen.own() {
        return html! { (of(seen, &member, seen.may(Right::ActInAssembly))) };
    }
    if seen.may(Right::RunAssembly) {
        return secretariat(seen);
    }
    html! { p.lead { (seen.t("no-country")) } }
}

fn of(seen: &Seen<'_>, member: &MemberCode, may_show: bool) -> Markup {
    let promises = country_page(seen.state, member, seen.today);
    html! {
        p.lead { b { (seen.seat(member)) } " · " (seen.count("promises", promises.len())) }
        @if promises.is_empty() { p { (seen.t("no-promises")) } }
        @for promise in &promises { (promised(seen, promise, may_show)) }
    }
}

pub fn standing(seen: &Seen<'_>, standing: Standing) -> Markup {
    let sign = match standing {
        Standing::Completed => "good",
        Standing::Open | Standing::InProgress => "soon",
        Standing::Overdue | Standing::NotImplemented => "bad",
    };
    html! { span.sign.(sign) { (seen.t(&format!("standing-{}", kebab(&standing)))) } }
}

fn promised(seen: &Seen<'_>, one: &Promise, may_show: bool) -> Markup {
    html! { section.panel {
        h2 { (seen.service(&one.service)) " · " (standing(seen, one.standing)) }
        p { @if let Some(number) = &one.resolution { span.code { (number) } " " } (seen.t("due")) " " bdi dir="ltr" { (one.due) }
            @if let Some(n) = one.per_quarter { " · " (seen.with("per-quarter", &[("n", &n.to_string())])) } }
        h3 { (seen.t("our-use")) }
        @if one.uses.is_empty() { p.note { (seen.t("no-use-yet")) } } @else { table {
            thead { tr { th { (seen.t("quarter")) } th.num { (seen.t("uses")) } th.num { (seen.t("promised-n")) } } }
            tbody { @for (quarter, uses) in &one.uses { tr { td { bdi dir="ltr" { (String::from(*quarter)) } } td.num { (uses) } td.num { @if let Some(n) = one.per_quarter { (n) } @else { "–" } } } } }
        } }
        h3 { (seen.t("what-we-did")) }
        @if one.evidence.is_empty() { p.note { (seen.t("no-evidence")) } }
        ul { @for evidence in &one.evidence { li { (seen.time(evidence.at)) " " bdi { (evidence.text) } } } }
        @if may_show { (form::form(seen, Part::Delegate, &json!({"area": "commitment", "act": {"do": "show", "commitment": one.commitment}}), &seen.t("show-evidence"), &form::field("text-long", "/act/text", &seen.t("evidence")))) }
    } }
}

/// Every promise with the members that have shown something, and judging what was shown.
fn secretariat(seen: &Seen<'_>) -> Markup {
    let judgements = ["in-progress", "completed", "not-implemented"];
    let options: Vec<_> = judgements
        .iter()
        .map(|one| (json!(one), seen.t(&format!("standing-{one}"))))
        .collect();
    html! { @for (id, one) in &seen.state.commitments { section.panel {
        h2 { (seen.with("commitment-n", &[("n", &id.to_string())])) " · " (seen.service(&one.service)) }
        div.scroll tabindex="0" role="region" aria-label=(seen.with("commitment-n", &[("n", &id.to_string())])) { table {
            thead { tr { th { (seen.t("member")) } th { (seen.t("state")) } th.num { (seen.t("uses")) } th { (seen.t("evidence")) } } }
            tbody { @for (member, progress) in one.members.iter().filter(|(_, p)| !p.uses.is_empty() || !p.evidence.is_empty() || p.judged.is_some()) { tr {
                td { (seen.seat(member)) } td { @if let Some(now) = one.standing(member, seen.today) { (standing(seen, now)) } @if let Some((_, reason)) = &progress.judged { small { bdi { (reason) } } } }
                td.num { (progress.uses.values().fold(0_u64, |sum, n| sum.saturating_add(*n))) } td { @for evidence in &progress.evidence { p { bdi { (evidence.text) } } } }
            } } }
        } }
        (form::form(seen, Part::Secretariat, &json!({"area": "commitment", "act": {"do": "judge", "commitment": id}}), &seen.t("judge"), &html! {
            (form::field("text", "/act/member", &seen.t("member"))) (form::choose("/act/judgement", &seen.t("state"), &options)) (form::field("text-long", "/act/reason", &seen.t("reason")))
        }))
    } } }
}
