//! The record of the session for paper: decisions with their arithmetic, adopted texts, elections, money. Printed by the
//! browser; the sheet's print rules leave out everything that is not the record.

use cordon_assembly::election::Candidature;
use cordon_assembly::resolution::{ResolutionState, Role};
use cordon_assembly::votes::Outcome;
use maud::{Markup, html};

use super::parts;
use super::printed;
use super::results::outcome;
use super::seen::Seen;
use crate::assembly::print::Sheet;

pub fn body(seen: &Seen<'_>) -> Markup {
    let session = &seen.state.session;
    let closed = seen
        .state
        .ballots
        .all
        .keys()
        .filter_map(|id| seen.state.ballots.certificate(*id));
    html! {
        p { bdi dir="ltr" { (session.opening) " – " (session.closing) } " · " (seen.with("seats", &[("n", &seen.state.roll.len().to_string())])) }
        (printed::panel(seen, Sheet::Minutes))
        section.panel { h2 { (seen.t("agenda")) } ol { @for item in seen.state.agenda.items.values() { li { (seen.text(&item.title)) } } } }
        section.panel { h2 { (seen.t("decisions")) }
            ol { @for c in closed { li {
                p { (seen.text(&c.question)) " " (outcome(seen, c)) }
                p { @if matches!(c.outcome, Outcome::Question { .. }) { (seen.t("yes")) " " (c.count.yes) " · " (seen.t("no")) " " (c.count.no) " · " (seen.t("abstain")) " " (c.count.abstain) " · " } (seen.t("present")) " " (c.present) " · " (seen.t("entitled")) " " (c.entitled) }
                p { (parts::arithmetic(seen, c)) }
            } } }
        }
        @for one in seen.state.resolutions.values().filter(|one| one.state == ResolutionState::Adopted) { section.panel.text {
            h2 { @if let Some(number) = one.number { span.code { (number) } " " } (seen.text(&one.title)) }
            @for paragraph in one.body.paragraphs.iter().filter(|p| matches!(one.roles.get(&p.id), Some(Role::Preambular))) { p { em { (seen.paragraph(paragraph).1) } } }
            ol { @for paragraph in one.body.paragraphs.iter().filter(|p| matches!(one.roles.get(&p.id), Some(Role::Operative { .. }))) { li { (seen.paragraph(paragraph).1) } } }
        } }
        section.panel { h2 { (seen.t("view-elections")) }
            ul { @for one in seen.state.elections.all.values() { @for (n, candidate) in one.candidates.iter().filter(|(_, c)| matches!(c.candidature, Candidature::Elected { .. })) {
                li { (seen.t(&format!("post-{}", parts::post(one.post)))) ": " (seen.with("candidate-n", &[("n", &n.to_string())])) " · " (seen.seat(&candidate.member)) }
            } } }
        }
        section.panel { h2 { (seen.t("points")) }
            ul { @for (id, point) in &seen.state.floor.points { li { (seen.with("point-n", &[("n", &id.to_string())])) " · " (seen.seat(&point.member))
                @if let Some(ruling) = &point.ruling { " · " (seen.t(if ruling.upheld { "upheld" } else { "not-upheld" })) ": " bdi { (ruling.reason) } } } } }
        }
    }
}
