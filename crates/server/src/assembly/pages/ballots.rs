//! The certificate of one ballot: everything that anyone needs to check it by hand.

use cordon_assembly::votes::{Certificate, HallChange, Mode, Outcome};
use maud::{Markup, html};

use super::delegate::word;
use super::parts;
use super::results::outcome;
use super::seen::Seen;
use crate::answer::No;
use crate::assembly::certificates;

pub fn one(seen: &Seen<'_>, id: u32) -> Result<Markup, No> {
    let Some(ballot) = seen.state.ballots.all.get(&id) else {
        return Err(No::not_found());
    };
    let Some(certificate) = seen.state.ballots.certificate(id) else {
        return Ok(html! { p.question { (seen.text(&ballot.question)) } p { (seen.t("not-closed")) } });
    };
    let paper = certificates::paper(seen.frame.app, seen.id, seen.state, id)?;
    Ok(html! {
        p.question { (seen.text(&certificate.question)) }
        p.figure { (outcome(seen, certificate)) }
        p { (parts::arithmetic(seen, certificate)) }
        div.grid {
            div.c5 { (counts(seen, certificate)) }
            div.c7 { (margins(seen, certificate)) }
        }
        section.panel { h2 { (seen.t("rules-used")) } (parts::rules(seen, &certificate.rules)) }
        (changes(seen, &certificate.changes))
        (names(seen, certificate))
        section.panel {
            h2 { (seen.t("signature")) }
            p { (seen.t("signature-how")) }
            dl.facts {
                dt { "SHA-256" } dd { code { (certificate.digest()?) } }
                dt { (seen.t("key")) } dd { code { (paper.key) } }
            }
            p { a.button href=(format!("/assembly/{}/ballot/{id}/certificate", seen.id)) { (seen.t("download")) } }
            p.small { code { "cordon assembly verify --certificate FILE" } }
        }
    })
}

fn counts(seen: &Seen<'_>, c: &Certificate) -> Markup {
    let line = |id: &str, n: u64| html! { dt { (seen.t(id)) } dd { (n) } };
    html! { section.panel {
        h2 { (seen.t("counts")) }
        dl.facts {
            dt { (seen.t("mode")) } dd { (seen.t(&format!("mode-{}", parts::mode(c.mode)))) }
            (line("members", c.members)) (line("entitled", c.entitled)) (line("present", c.present)) (line("cast", c.cast))
            @if matches!(c.outcome, Outcome::Question { .. }) { (line("yes", c.count.yes)) (line("no", c.count.no)) (line("abstain", c.count.abstain)) }
            @if c.mode == Mode::Paper { (line("blank", c.blank)) (line("invalid", c.invalid)) }
            dt { (seen.t("quorum")) } dd { (seen.quorum(c.quorum)) }
            dt { (seen.t("opened")) } dd { (seen.time(c.opened)) }
            dt { (seen.t("closed")) } dd { (seen.time(c.closed)) }
            @if let Some(previous) = c.previous { dt { (seen.t("previous")) } dd { a href=(format!("/assembly/{}/ballot/{previous}", seen.id)) { (previous) } } }
            @if let Some(revision) = c.revision { dt { (seen.t("revision")) } dd { (revision) } }
            @if !c.tellers.is_empty() { dt { (seen.t("tellers")) } dd { @for teller in &c.tellers { bdi { (teller) } " " } } }
        }
    } }
}

/// What every majority would have said; the one that decided is marked.
fn margins(seen: &Seen<'_>, c: &Certificate) -> Markup {
    let title = if matches!(c.outcome, Outcome::Question { .. }) {
        "margins"
    } else {
        "votes"
    };
    html! { section.panel {
        h2 { (seen.t(title)) }
        @match &c.outcome {
            Outcome::Question { margins, .. } => table {
                thead { tr { th { (seen.t("majority")) } th { (seen.t("arithmetic")) } th.num { (seen.t("threshold")) } th { (seen.t("outcome")) } } }
                tbody { @for margin in margins { tr {
                    td { (seen.t(&format!("majority-{}", margin.majority.name()))) @if margin.majority == c.majority { small { (seen.t("decides")) } } }
                    td { bdi dir="ltr" { (parts::figures(&margin.arithmetic)) } }
                    td.num { (margin.threshold) }
                    td { span.sign.(if margin.reached { "good" } else { "gone" }) { (seen.t(if margin.reached { "reached" } else { "not-reached" })) } }
                } } }
            },
            Outcome::Round { votes, elected, .. } => table {
                thead { tr { th { (seen.t("candidate")) } th.num { (seen.t("votes")) } th { (seen.t("outcome")) } } }
                tbody { @for (id, n) in votes { tr {
                    td { (seen.with("candidate-n", &[("n", &id.to_string())])) } td.num { (n) }
                    td { @if elected.contains(id) { span.sign.good { (seen.t("elected-word")) } } }
                } } }
            },
        }
    } }
}

fn changes(seen: &Seen<'_>, changes: &[HallChange]) -> Markup {
    let how =
        |standing| parts::hindrance(standing).map_or_else(|| seen.t("votes-here"), |why| seen.t(&format!("out-{why}")));
    html! { @if !changes.is_empty() { section.panel {
        h2 { (seen.t("changes")) }
        table {
            thead { tr { th { (seen.t("member")) } th { (seen.t("before")) } th { (seen.t("after")) } } }
            tbody { @for change in changes.iter().take(200) { tr { td { (seen.seat(&change.member)) } td { (how(change.before)) } td { (how(change.after)) } } } }
        }
    } } }
}

/// Who voted how, by seat, where the mode says so.
fn names(seen: &Seen<'_>, c: &Certificate) -> Markup {
    let Some(votes) = c.by_seat(&seen.state.roll) else {
        return html! { p.note { (seen.t("no-names")) } };
    };
    html! { details.panel {
        summary { (seen.t("by-seat")) }
        ul.seats { @for (seat, choice) in votes { li.(word(choice)) { (seat) " " (seen.t(word(choice))) } } }
    } }
}
