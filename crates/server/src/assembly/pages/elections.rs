//! Elections: candidates, ballots held, ties, and lots that anyone can draw again.

use cordon_assembly::election::{Candidature, Election, ElectionState};
use cordon_assembly::votes::Subject;
use cordon_members::role::Right;
use maud::{Markup, html};
use serde_json::json;

use super::chair::opener;
use super::form;
use super::parts;
use super::seen::Seen;
use super::sessions::kebab;
use crate::assembly::capacity::Part;

pub fn body(seen: &Seen<'_>) -> Markup {
    let office = |one: &cordon_assembly::rulebook::Officer| html! { (seen.t(&format!("post-{}", parts::post(one.post)))) " · " (seen.seat(&one.member)) };
    html! {
        @if seen.state.elections.all.is_empty() { p.lead { (seen.t("no-elections")) } }
        @for (id, one) in &seen.state.elections.all { (election(seen, *id, one)) }
        @if !seen.state.elections.seated.is_empty() { section.panel { h2 { (seen.t("seated")) } ul { @for one in &seen.state.elections.seated { li { (office(one)) } } } } }
    }
}

fn election(seen: &Seen<'_>, id: u32, one: &Election) -> Markup {
    let waits = matches!(one.state, ElectionState::Ballot | ElectionState::TieBallot { .. });
    html! { section.panel {
        h2 { (seen.t(&format!("post-{}", parts::post(one.post)))) " · " (state(seen, one)) }
        p { (seen.with("seats-of", &[("open", &one.open_seats().to_string()), ("all", &one.seats.to_string())])) }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("candidates")) { table.wide {
            thead { tr { th { (seen.t("candidate")) } th { (seen.t("member")) } th { (seen.t("region")) }
                @for ballot in &one.rounds { th.num { a href=(format!("/assembly/{}/ballot/{ballot}", seen.id)) { (seen.with("title-ballot", &[("n", &ballot.to_string())])) } } }
                th { (seen.t("state")) } } }
            tbody { @for (number, candidate) in &one.candidates { tr {
                td { (seen.with("candidate-n", &[("n", &number.to_string())])) } td { (seen.seat(&candidate.member)) } td { (seen.t(&format!("region-{}", kebab(&candidate.region)))) }
                @for ballot in &one.rounds { td.num { (votes(seen, *ballot, *number)) } }
                td { (candidature(seen, &candidate.candidature))
                    @if candidate.candidature == Candidature::Stands && (seen.may(Right::RunAssembly) || seen.own().as_ref() == Some(&candidate.member) && seen.may(Right::ActInAssembly)) {
                        (form::press(seen, if seen.may(Right::RunAssembly) { Part::Secretariat } else { Part::Delegate }, &json!({"area": "election", "act": {"do": "withdraw", "election": id, "candidate": number}}), &seen.t("withdraw"), ""))
                    } }
            } } }
        } }
        @if let ElectionState::Lot { lot } = &one.state { p { (seen.t("lot-how")) } ul { @for (person, hash) in &lot.commitments { li { bdi { (person) } " " code { (hash) } } } } }
        @if waits && seen.may(Right::PresideAssembly) { (opener(seen, &Subject::Round { election: id })) }
        @if one.state == ElectionState::Candidacies && (seen.may(Right::RunAssembly) || seen.may(Right::ActInAssembly)) { (propose(seen, id)) }
    } }
}

fn state(seen: &Seen<'_>, one: &Election) -> Markup {
    let (sign, word) = match &one.state {
        ElectionState::Candidacies => ("soon", "candidacies-open"),
        ElectionState::Ballot => ("soon", "awaits-ballot"),
        ElectionState::TieBallot { .. } => ("soon", "awaits-tie"),
        ElectionState::Lot { .. } => ("soon", "awaits-lot"),
        ElectionState::Done => ("good", "election-done"),
    };
    html! { span.sign.(sign) { (seen.t(word)) } }
}

fn votes(seen: &Seen<'_>, ballot: u32, candidate: u32) -> Markup {
    use cordon_assembly::votes::Outcome;
    let found = seen.state.ballots.certificate(ballot).and_then(|c| match &c.outcome {
        Outcome::Round { votes, .. } => votes.get(&candidate).copied(),
        Outcome::Question { .. } => Some(c.count.yes),
    });
    html! { @match found { Some(n) => (n), None => "–" } }
}

fn candidature(seen: &Seen<'_>, candidature: &Candidature) -> Markup {
    html! { @match candidature {
        Candidature::Stands => span.sign.soon { (seen.t("stands")) },
        Candidature::Elected { by_lot, .. } => { span.sign.good { (seen.t("elected-word")) } @if *by_lot { " " (seen.t("by-lot")) } },
        Candidature::Withdrawn => span.sign.gone { (seen.t("resolution-withdrawn")) },
        Candidature::Excluded { reason } => { span.sign.gone { (seen.t("excluded")) } small { bdi lang="en" { (reason) } } },
    } }
}

fn propose(seen: &Seen<'_>, id: u32) -> Markup {
    let part = if seen.may(Right::RunAssembly) {
        Part::Secretariat
    } else {
        Part::Delegate
    };
    let proposers = [
        (json!("member"), seen.t("proposer-member")),
        (json!("executive-committee"), seen.t("proposer-committee")),
    ];
    form::form(
        seen,
        part,
        &json!({"area": "election", "act": {"do": "propose", "election": id, "national_audit_office": false}}),
        &seen.t("propose-candidate"),
        &html! {
            (form::field("text", "/act/person", &seen.t("candidate-reference"))) (form::field_with("text", "/act/member", &seen.t("member"), seen.own().as_ref().map_or("", |m| m.as_str())))
            (form::choose("/act/proposer", &seen.t("proposer"), &proposers)) (form::field("flag", "/act/national_audit_office", &seen.t("audit-office")))
        },
    )
}
