//! Resolutions: text with its paragraphs, amendments, division, adopted text, and what became of it.

use cordon_assembly::next_step::what_yes_changes;
use cordon_assembly::resolution::{
    Amendment, AmendmentState, Change, Clause, Resolution, ResolutionState, Role, suggested_order,
};
use cordon_assembly::votes::Subject;
use cordon_members::role::Right;
use maud::{Markup, html};
use serde_json::json;

use super::drafting;
use super::form;
use super::papers::{languages, translate};
use super::parts;
use super::printed;
use super::seen::Seen;
use crate::answer::No;
use crate::assembly::capacity::Part;
use crate::assembly::print::Sheet;

pub const fn state(state: ResolutionState) -> &'static str {
    match state {
        ResolutionState::Draft => "draft",
        ResolutionState::Tabled => "tabled",
        ResolutionState::Adopted => "adopted",
        ResolutionState::Rejected => "rejected",
        ResolutionState::Fallen => "fallen",
        ResolutionState::Withdrawn => "withdrawn",
    }
}

pub fn list(seen: &Seen<'_>) -> Markup {
    html! {
        @if seen.state.resolutions.is_empty() { p.lead { (seen.t("no-resolutions")) } }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("view-resolutions")) { table {
            thead { tr { th { (seen.t("number")) } th { (seen.t("title-of")) } th { (seen.t("state")) } th.num { (seen.t("amendments")) } th { (seen.t("languages")) } } }
            tbody { @for (id, one) in &seen.state.resolutions { tr {
                td { @match one.number { Some(number) => span.code { (number) }, None => (id) } }
                td { a href=(format!("/assembly/{}/resolution/{id}", seen.id)) { (seen.text(&one.title)) } }
                td { (seen.t(&format!("resolution-{}", state(one.state)))) }
                td.num { (one.amendments.len()) }
                td { (languages(seen, &one.body)) }
            } } }
        } }
        (printed::panel(seen, Sheet::Resolutions))
        (drafting::file(seen))
    }
}

pub fn one(seen: &Seen<'_>, id: u32) -> Result<Markup, No> {
    let one = seen.state.resolutions.get(&id).ok_or_else(No::not_found)?;
    Ok(html! {
        p { @if let Some(number) = one.number { span.code { (number) } " " } span.tag { (seen.t(&format!("resolution-{}", state(one.state)))) }
            " " (seen.with("revision-n", &[("n", &one.body.revision.to_string())]))
            @if one.costs { " · " (seen.t("costs")) @if one.opinion.is_some() { " · " (seen.t("opinion-given")) } } }
        @for was in &one.renumbered { p.note { bdi dir="ltr" { (was.was) } " → " (seen.t("renumbered")) " " bdi { (was.reason) } } }
        div.grid {
            div.c7 { (text(seen, one)) (commitments(seen, id)) }
            div.c5 { (amendments(seen, id, one)) (division(seen, one)) section.panel { h2 { (seen.t("languages")) } (languages(seen, &one.body)) } (printed::panel(seen, Sheet::Resolution(id))) }
        }
        (drafting::own(seen, id, one))
        @if seen.may(Right::RunAssembly) { (translate(seen, "resolution", id, &one.body)) (number(seen, id, one)) (translate_amendments(seen, id, one)) }
        @if seen.may(Right::OverseeAssembly) && one.costs && one.opinion.is_none() {
            (form::press(seen, Part::Committee, &json!({"area": "resolution", "act": {"do": "give-opinion", "resolution": id}}), &seen.t("give-opinion"), "main"))
        }
    })
}

/// The text as the program puts it together: reasons first in their order, then what is decided, numbered.
fn text(seen: &Seen<'_>, one: &Resolution) -> Markup {
    let is_operative = |id: u32| matches!(one.roles.get(&id), Some(Role::Operative { .. }));
    html! { section.panel.text {
        h2 { (seen.t(if one.state == ResolutionState::Adopted { "adopted-text" } else { "text" })) }
        @for paragraph in one.body.paragraphs.iter().filter(|p| !is_operative(p.id)) {
            @let (tongue, words) = seen.paragraph(paragraph);
            p lang=(tongue.code()) dir="auto" { em { (words) } }
        }
        ol { @for paragraph in one.body.paragraphs.iter().filter(|p| is_operative(p.id)) {
            @let (tongue, words) = seen.paragraph(paragraph);
            li lang=(tongue.code()) dir="auto" { (words) @if let Some(Role::Operative { does, .. }) = one.roles.get(&paragraph.id) { (clause(seen, does)) } }
        } }
        @if !one.fallen.is_empty() { h3 { (seen.t("fallen")) } ul { @for (id, why) in &one.fallen { li { (seen.with("paragraph-n", &[("n", &id.to_string())])) " " bdi lang="en" { (why) } } } } }
    } }
}

/// What an operative paragraph does, as data.
fn clause(seen: &Seen<'_>, clause: &Clause) -> Markup {
    html! { @match clause {
        Clause::States => {},
        Clause::AsksMembers { service, per_quarter, members, due } => div.small {
            (seen.t("asks-members")) " " (seen.service(service)) " · " bdi dir="ltr" { (due) }
            @if let Some(n) = per_quarter { " · " (seen.with("per-quarter", &[("n", &n.to_string())])) }
            @if !members.is_empty() { " · " (seen.count("asked-n", members.len())) }
        },
        Clause::ApprovesAmount { programme, units } => div.small { (seen.t("approves")) " " bdi { (programme) } " " (seen.sum(*units)) },
        Clause::Creates { body } => div.small { (seen.t("creates")) " " bdi { (body) } },
        Clause::AsksSecretaryGeneral { due } => div.small { (seen.t("asks-secretary-general")) " " bdi dir="ltr" { (due) } },
    } }
}

/// Amendments, the next to be voted first; each as a difference of its paragraph.
fn amendments(seen: &Seen<'_>, id: u32, one: &Resolution) -> Markup {
    let mut order = one
        .order
        .as_ref()
        .map_or_else(|| suggested_order(one), |order| order.ruled.clone());
    order.extend(one.amendments.keys().copied());
    let mut shown = std::collections::BTreeSet::new();
    order.retain(|n| shown.insert(*n));
    html! { section.panel {
        h2 { (seen.t("amendments")) }
        @if one.amendments.is_empty() { p.note { (seen.t("no-amendments")) } } @else { p.note { (seen.t("furthest-first")) } }
        @if let Some(order) = &one.order { @if let Some(reason) = &order.reason { p { (seen.t("ruled-order")) ": " bdi { (reason) } } } }
        @for n in order { @if let Some(amendment) = one.amendments.get(&n) { (amended(seen, id, n, amendment)) } }
    } }
}

fn amended(seen: &Seen<'_>, id: u32, n: u32, one: &Amendment) -> Markup {
    let open = one.state == AmendmentState::Open;
    let pieces = what_yes_changes(
        seen.state,
        &Subject::Amendment {
            resolution: id,
            amendment: n,
        },
        seen.tongue(),
    );
    html! {
        h3 { (seen.with("amendment-n", &[("n", &n.to_string())])) " · " (seen.seat(&one.mover)) @if one.oral { " · " (seen.t("oral")) } }
        p.small { (seen.t(match one.change { Change::Replace { .. } => "amend-replace", Change::Delete { .. } => "amend-delete", Change::Insert { .. } => "amend-insert" }))
            @if let Some(paragraph) = one.change.paragraph() { " · " (seen.with("paragraph-n", &[("n", &paragraph.to_string())])) } }
        @if open { (parts::difference(seen, &pieces)) } @else if let Some(texts) = one.change.texts() { p dir="auto" { (seen.text(texts)) } }
        p { @match &one.state {
            AmendmentState::Open => span.sign.soon { (seen.t("amendment-open")) },
            AmendmentState::Adopted { ballot } => { span.sign.good { (seen.t("carried")) } " " (link(seen, *ballot)) },
            AmendmentState::Rejected { ballot } => { span.sign.gone { (seen.t("not-carried")) } " " (link(seen, *ballot)) },
            AmendmentState::Moot { reason } => { span.sign.gone { (seen.t("moot")) } " " bdi { (reason) } },
            AmendmentState::Withdrawn => span.sign.gone { (seen.t("resolution-withdrawn")) },
        } }
    }
}

fn link(seen: &Seen<'_>, ballot: u32) -> Markup {
    html! { a href=(format!("/assembly/{}/ballot/{ballot}", seen.id)) { (seen.with("title-ballot", &[("n", &ballot.to_string())])) } }
}

fn division(seen: &Seen<'_>, one: &Resolution) -> Markup {
    html! { @if !one.division.is_empty() { section.panel {
        h2 { (seen.t("division")) }
        ol { @for part in &one.division { li {
            @for paragraph in &part.paragraphs { (seen.with("paragraph-n", &[("n", &paragraph.to_string())])) " " }
            @match part.decided { Some((ballot, kept)) => { span.sign.(if kept { "good" } else { "gone" }) { (seen.t(if kept { "kept" } else { "voted-out" })) } " " (link(seen, ballot)) }, None => span.sign.soon { (seen.t("amendment-open")) } }
        } } }
    } } }
}

/// The commitments that its adoption opened, all members together.
fn commitments(seen: &Seen<'_>, id: u32) -> Markup {
    use cordon_assembly::commitment::Standing;
    let of = |one: &cordon_assembly::commitment::Commitment, wanted: Standing| {
        one.members
            .keys()
            .filter(|m| one.standing(m, seen.today) == Some(wanted))
            .count()
    };
    let mine: Vec<_> = seen
        .state
        .commitments
        .iter()
        .filter(|(_, one)| one.resolution == id)
        .collect();
    html! { @if !mine.is_empty() { section.panel {
        h2 { (seen.t("commitments")) } p.note { (seen.t("commitments-note")) }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("commitments")) { table.wide {
            thead { tr { th { (seen.t("promise")) } th { (seen.t("due")) } th.num { (seen.t("asked")) } th.num { (seen.t("standing-completed")) } th.num { (seen.t("standing-in-progress")) } th.num { (seen.t("standing-overdue")) } } }
            tbody { @for (_, one) in mine { tr {
                td { (seen.service(&one.service)) @if let Some(ended) = &one.ended { small { bdi lang="en" { (ended) } } } } td.nowrap { bdi dir="ltr" { (one.due) } } td.num { (one.members.len()) }
                td.num { (of(one, Standing::Completed)) } td.num { (of(one, Standing::InProgress)) } td.num { (of(one, Standing::Overdue)) }
            } } }
        } }
    } } }
}

fn number(seen: &Seen<'_>, id: u32, one: &Resolution) -> Markup {
    html! { @if one.state == ResolutionState::Adopted { details.panel { summary { (seen.t("renumber")) }
        (form::form(seen, Part::Secretariat, &json!({"area": "resolution", "act": {"do": "renumber", "resolution": id}}), &seen.t("renumber"), &html! {
            (form::field("text", "/act/number", &seen.t("number"))) (form::field("text-long", "/act/reason", &seen.t("reason")))
        }))
    } } }
}

fn translate_amendments(seen: &Seen<'_>, id: u32, one: &Resolution) -> Markup {
    html! { @for (n, amendment) in one.amendments.iter().filter(|(_, a)| a.state == AmendmentState::Open) {
        @if let Some(texts) = amendment.change.texts() { @for language in texts.missing() {
            (form::form(seen, Part::Secretariat, &json!({"area": "resolution", "act": {"do": "translate-amendment", "resolution": id, "amendment": n, "language": language}}),
                &seen.t("save"), &form::field("text-long", "/act/text", &format!("{} · {}", seen.with("amendment-n", &[("n", &n.to_string())]), seen.t(&format!("language-{}", language.code()))))))
        } }
    } }
}
