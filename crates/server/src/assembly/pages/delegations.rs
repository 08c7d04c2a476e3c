//! Delegations, their credentials, who is present; observers, who may speak and never vote.

use cordon_assembly::delegation::{CredentialsState, Delegation};
use cordon_assembly::member::MemberCode;
use cordon_members::role::{Right, Role};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::form;
use super::seen::Seen;
use crate::assembly::capacity::Part;

pub fn body(seen: &Seen<'_>) -> Markup {
    let all = &seen.state.delegations.of;
    let of = |state: CredentialsState| all.values().filter(|one| one.credentials == state).count();
    let figure = |id: &str, n: usize| html! { div { p.figure { (n) } p.small { (seen.t(id)) } } };
    html! {
        div.row.figures {
            (figure("seats-word", seen.state.roll.members().count())) (figure("delegations-named", all.len()))
            (figure("credentials-accepted", of(CredentialsState::Accepted))) (figure("credentials-provisional", of(CredentialsState::Provisional)))
            (figure("credentials-contested", of(CredentialsState::Contested))) (figure("present", all.values().filter(|one| !one.present.is_empty()).count()))
            (figure("out-arrears-word", seen.state.finances.sanctioned().count()))
        }
        @if seen.may(Right::RunAssembly) { (bulk(seen)) }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("view-delegations")) { table {
            thead { tr { th { (seen.t("member")) } th.num { (seen.t("persons")) } th { (seen.t("credentials")) } th { (seen.t("presence")) } th { (seen.t("steps")) } } }
            tbody { @for member in seen.state.roll.by_seat() { @if let Some(one) = all.get(&member) { (line(seen, &member, one)) } } }
        } }
        section.panel {
            h2 { (seen.t("observers")) }
            p.note { (seen.t("observers-note")) }
            ul { @for (organisation, one) in &seen.state.delegations.observers { li { bdi { (organisation) } " · " (seen.count("persons-n", one.persons.len())) } } }
        }
    }
}

fn credentials(members: &Value, to: CredentialsState) -> Value {
    json!({"area": "delegation", "act": {"do": "credentials", "members": members, "to": to, "note": ""}})
}

fn line(seen: &Seen<'_>, member: &MemberCode, one: &Delegation) -> Markup {
    let last = one.steps.last();
    html! { tr {
        td { (seen.seat(member)) @if seen.state.finances.is_sanctioned(member) { small { span.sign.bad { (seen.t("out-arrears-word")) } } } }
        td.num { (one.delegates.len()) }
        td { span.sign.(sign(one.credentials)) { (seen.t(&format!("credentials-{}", one.credentials.name()))) }
            @if let Some(note) = last.map(|step| step.note.as_str()).filter(|note| !note.is_empty()) { small { bdi { (note) } } } }
        td { (seen.t(if one.present.is_empty() { "absent" } else { "is-present" })) }
        td { (steps(seen, member, one)) }
    } }
}

const fn sign(state: CredentialsState) -> &'static str {
    match state {
        CredentialsState::Accepted => "good",
        CredentialsState::Contested => "bad",
        CredentialsState::Provisional | CredentialsState::Examined => "soon",
        CredentialsState::Announced | CredentialsState::Submitted => "gone",
    }
}

/// The steps that may follow, as buttons of whoever may take them.
fn steps(seen: &Seen<'_>, member: &MemberCode, one: &Delegation) -> Markup {
    use CredentialsState as S;
    let next: &[S] = match one.credentials {
        S::Announced => &[S::Submitted],
        S::Submitted => &[S::Examined],
        S::Examined => &[S::Accepted, S::Provisional, S::Contested],
        S::Provisional | S::Contested => &[S::Submitted, S::Examined],
        S::Accepted => &[S::Contested],
    };
    let committee = seen.is(Role::CredentialsCommittee);
    html! { @for to in next {
        @let (part, may) = if *to == S::Submitted { (Part::Secretariat, seen.may(Right::RunAssembly)) } else { (Part::Committee, committee) };
        @if may && *to == S::Contested {
            (form::form(seen, part, &credentials(&json!([member]), *to), &seen.t("to-contested"), &form::field("text", "/act/note", &seen.t("reason"))))
        } @else if may {
            (form::press(seen, part, &credentials(&json!([member]), *to), &seen.t(&format!("to-{}", to.name())), ""))
        }
    } }
}

/// What the secretariat does for many at once.
fn bulk(seen: &Seen<'_>) -> Markup {
    let heads = |here: bool| -> Value {
        let of = seen
            .state
            .delegations
            .of
            .iter()
            .filter(|(_, one)| one.present.is_empty() == here);
        of.map(|(member, one)| json!({"member": member, "person": one.head}))
            .collect()
    };
    let announced: Vec<&MemberCode> = seen
        .state
        .delegations
        .of
        .iter()
        .filter(|(_, one)| one.credentials == CredentialsState::Announced)
        .map(|(m, _)| m)
        .collect();
    let presence = |what: &str, persons: &Value| json!({"area": "delegation", "act": {"do": what, "persons": persons}});
    let name = json!({"area": "delegation", "act": {"do": "name", "delegations": [{"persons": [], "authority": "government"}]}});
    html! { details.panel { summary { (seen.t("manage")) }
        (form::presses(seen, Part::Secretariat, &[
            (credentials(&json!(announced), CredentialsState::Submitted), seen.count("submit-all", announced.len()), ""),
            (presence("arrive", &heads(true)), seen.t("all-arrive"), ""),
        ]))
        (form::form(seen, Part::Secretariat, &name, &seen.t("name-delegation"), &html! {
            (form::field("text", "/act/delegations/0/member", &seen.t("member"))) (form::field("persons", "/act/delegations/0/persons", &seen.t("persons-hint")))
        }))
        (form::form(seen, Part::Secretariat, &presence("arrive", &json!([{}])), &seen.t("arrived"), &html! {
            (form::field("text", "/act/persons/0/member", &seen.t("member"))) (form::field("text", "/act/persons/0/person", &seen.t("person")))
        }))
        (form::form(seen, Part::Secretariat, &presence("leave", &json!([{}])), &seen.t("left"), &html! {
            (form::field("text", "/act/persons/0/member", &seen.t("member"))) (form::field("text", "/act/persons/0/person", &seen.t("person")))
        }))
        (form::form(seen, Part::Secretariat, &json!({"area": "delegation", "act": {"do": "invite-observer"}}), &seen.t("invite-observer"), &html! {
            (form::field("text", "/act/organisation", &seen.t("organisation"))) (form::field("list", "/act/persons", &seen.t("persons-lines")))
        }))
    } }
}
