//! Public results: each decision with its rule, its version and its arithmetic. Members appear by seat, and only where the mode
//! of voting says names.

use cordon_assembly::rulebook::RuleUsed;
use cordon_assembly::votes::{BallotState, Certificate, Outcome};
use maud::{Markup, html};

use super::parts;
use super::seen::Seen;

/// The rows that give majorities: the one among the rules applied that decided.
const DECIDING: [u8; 5] = [22, 23, 24, 28, 37];

pub fn body(seen: &Seen<'_>) -> Markup {
    let ballots = seen.state.ballots.all.iter().rev();
    html! {
        p.lead { (seen.t("results-lead")) }
        p.acts { a.button href=(format!("/assembly/{}/minutes", seen.id)) { (seen.t("view-minutes")) }
            a.button href=(format!("/assembly/{}/projector", seen.id)) { (seen.t("projector")) } }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("view-results")) { table.wide {
            thead { tr {
                th { (seen.t("nr")) } th { (seen.t("question")) } th.num { (seen.t("yes")) } th.num { (seen.t("no")) } th.num { (seen.t("abstain")) }
                th.num { (seen.t("present")) } th { (seen.t("outcome")) }
            } }
            tbody { @for (id, ballot) in ballots {
                @match &ballot.state {
                    BallotState::Closed { certificate } => (decided(seen, certificate)),
                    BallotState::Open { .. } => tr { td { (id) } td colspan="5" { (seen.text(&ballot.question)) } td { span.sign.soon { (seen.t("voting-now")) } } },
                    BallotState::Annulled { reason, .. } => tr { td { (id) } td colspan="5" { (seen.text(&ballot.question)) small { bdi { (reason) } } } td { span.sign.gone { (seen.t("annulled")) } } },
                }
            } }
        } }
        @if seen.state.ballots.all.is_empty() { p { (seen.t("no-ballots")) } }
    }
}

/// The rule that decided a ballot, among those that were applied.
pub fn deciding(c: &Certificate) -> Option<&RuleUsed> {
    c.rules
        .iter()
        .find(|rule| DECIDING.contains(&rule.row.0))
        .or(c.rules.last())
}

fn decided(seen: &Seen<'_>, c: &Certificate) -> Markup {
    let rule = deciding(c);
    let question = matches!(c.outcome, Outcome::Question { .. });
    let figure = |n: u64| html! { @if question { (n) } @else { "–" } };
    html! { tr {
        td { a href=(format!("/assembly/{}/ballot/{}", seen.id, c.ballot)) { (c.ballot) } }
        td {
            (seen.text(&c.question))
            div { (parts::arithmetic(seen, c)) }
            small { @if let Some(rule) = rule { (seen.with("row", &[("n", &rule.row.0.to_string())])) " · " bdi lang="en" dir="ltr" { (rule.article) " (" (rule.version) ")" } " · " }
                (seen.t(&format!("mode-{}", parts::mode(c.mode)))) }
        }
        td.num { (figure(c.count.yes)) } td.num { (figure(c.count.no)) } td.num { (figure(c.count.abstain)) } td.num { (c.present) }
        td { (outcome(seen, c)) }
    } }
}

/// Carried or not, with a sign and a word.
pub fn outcome(seen: &Seen<'_>, c: &Certificate) -> Markup {
    let word = match (&c.outcome, c.carried()) {
        (Outcome::Round { .. }, true) => "elected-word",
        (Outcome::Round { .. }, false) => "nobody-elected",
        (_, true) => "carried",
        (_, false) => "not-carried",
    };
    html! { span.sign.(if c.carried() { "good" } else { "gone" }) { (seen.t(word)) } }
}
