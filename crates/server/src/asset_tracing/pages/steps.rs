//! Each step of a trace in figures: what the payer held, what the rule takes of it, what both hold after it.

use cordon_asset_tracing::findings::Observation;
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::rules::labels::Labels;
use cordon_asset_tracing::statement::{Holding, Statement, taken};
use cordon_asset_tracing::transfers::Credit;
use maud::{Markup, html};

use super::print::Sheet;

/// So many chunks of one account are printed; the number of the others is stated.
const MOST_CHUNKS: usize = 40;

/// The list of steps.
pub(super) fn all(sheet: &Sheet<'_>, stated: &Statement) -> Markup {
    html! {
        section.panel aria-labelledby="steps" {
            h2 #steps { (sheet.t("trace-steps")) }
            p.note { (sheet.t("trace-steps-words")) }
            @if stated.omitted > 0 { div.band.soon { p { (sheet.frame.language.count("trace-steps-omitted", stated.omitted)) } } }
            ol.steps { @for (number, step) in (1..).zip(&stated.steps) { (one(sheet, number, step)) } }
        }
    }
}

fn one(sheet: &Sheet<'_>, number: usize, step: &Observation) -> Markup {
    let transfers = sheet.traced.transfers();
    let position = step.entry.position;
    let (from, to) = (step.entry.transfer.from, step.entry.transfer.to);
    let name = |account: u32| transfers.names().account(account);
    let claim = sheet
        .ruled
        .findings
        .claims
        .iter()
        .find(|claim| claim.position == position);
    html! {
        li id=(format!("step-{number}")) {
            h3 { bdi dir="ltr" { (number) ". " span.mono { (transfers.id(position)) } " · " span.mono { (transfers.times().show(position as usize)) } } }
            p { bdi.mono { (name(from)) } " " span.hidden { (sheet.t("trace-pays")) } span.arrow aria-hidden="true" { "→" } " " bdi.mono { (name(to)) } " · " b { (sheet.digits(step.entry.transfer.amount)) }
                @if let Credit::Converted(credit) = step.entry.credit { " · " (sheet.t("trace-converted")) " " (sheet.digits(credit)) }
                @if step.entry.credit == Credit::Unstated { " · " (sheet.t("trace-unstated")) } }
            @if let Some(claim) = claim { p { span.sign.bad { (sheet.t("trace-stolen-here")) } " " b { (sheet.digits(claim.amount)) } } }
            @if step.shortfall > 0 { p { span.sign.soon { (sheet.t("trace-missing")) } " " b { (sheet.digits(step.shortfall)) } } }
            div.scroll tabindex="0" { table.rows {
                thead { tr {
                    th scope="col" { (sheet.t("trace-account")) } th.num scope="col" { (sheet.t("trace-balance")) } th.num scope="col" { (sheet.t("trace-untainted")) } th.num scope="col" { (sheet.t("trace-tainted")) } th scope="col" { (sheet.t("trace-of-which")) }
                } }
                tbody {
                    (row(sheet, "trace-before", step.payer_before.as_ref()))
                    (carried(sheet, step))
                    (row(sheet, "trace-after", step.payer_after.as_ref()))
                    @if from != to { (row(sheet, "trace-payee-after", step.payee_after.as_ref())) }
                }
            } }
            @if let Some(words) = by_hand(sheet, step) { p.sum-line { bdi.mono dir="ltr" { (words) } } }
        }
    }
}

/// An account's money: all of it, the clean part, the tainted part, and whose or in which order.
fn row(sheet: &Sheet<'_>, id: &str, holding: Option<&Holding>) -> Markup {
    html! {
        tr {
            th scope="row" { (sheet.t(id)) }
            @match holding {
                Some(holding) => {
                    td.num { (sheet.digits(holding.balance)) }
                    td.num { (sheet.digits(holding.balance - holding.tainted.total())) }
                    td.num { (sheet.digits(holding.tainted.total())) }
                    td { @if holding.chunks.is_empty() { (shares(sheet, &holding.tainted)) } @else { (chunks(sheet, holding)) } }
                }
                None => { td.num { "-" } td.num { "-" } td.num { (sheet.digits(0)) } td { (sheet.t("trace-never-tainted")) } }
            }
        }
    }
}

fn carried(sheet: &Sheet<'_>, step: &Observation) -> Markup {
    let amount = step.entry.transfer.amount;
    html! {
        tr.sum {
            th scope="row" { (sheet.t("trace-carried")) }
            td.num { (sheet.digits(amount)) }
            td.num { (sheet.digits(amount - step.carried.total())) }
            td.num { (sheet.digits(step.carried.total())) }
            td { (shares(sheet, &step.carried)) }
        }
    }
}

fn shares(sheet: &Sheet<'_>, labels: &Labels) -> Markup {
    let several = sheet.ruled.findings.claims.len() > 1 && sheet.ruled.request.rule.keeps_the_sum();
    html! {
        @if several { @for (claim, amount) in labels.iter() { div { bdi.mono { (sheet.claim(claim)) } ": " (sheet.digits(amount)) } } }
    }
}

/// The chunks in the order in which a debit takes them.
fn chunks(sheet: &Sheet<'_>, holding: &Holding) -> Markup {
    let rest = holding.chunks.len().saturating_sub(MOST_CHUNKS);
    html! {
        ol.chunks { @for (claim, amount) in holding.chunks.iter().take(MOST_CHUNKS) {
            li { (sheet.digits(*amount)) " " @match claim { Some(claim) => bdi.mono { (sheet.claim(*claim)) }, None => span.note { (sheet.t("trace-clean")) } } }
        } }
        @if rest > 0 { p.note { (sheet.frame.language.count("trace-more-chunks", rest)) } }
    }
}

impl Sheet<'_> {
    /// A claim by the id of its transfer.
    fn claim(&self, number: u32) -> &str {
        let claims = &self.ruled.findings.claims;
        claims.get(number as usize).map_or("?", |claim| claim.id.as_str())
    }
}

/// The rule's own sum for this debit, in figures alone.
fn by_hand(sheet: &Sheet<'_>, step: &Observation) -> Option<String> {
    let before = step.payer_before.as_ref()?;
    let amount = step.entry.transfer.amount;
    let (balance, tainted) = (before.balance, before.tainted.total());
    let show = |units: i64| sheet.show(units);
    Some(match sheet.ruled.request.rule {
        Rule::Fifo | Rule::Lifo => {
            let pieces = taken(before, amount);
            let piece = |(claim, part): &(Option<u32>, i64)| match claim {
                Some(claim) => format!("{} ({})", show(*part), sheet.claim(*claim)),
                None => show(*part),
            };
            let sum = pieces.iter().map(piece).collect::<Vec<_>>().join(" + ");
            format!("{} = {sum}", show(amount))
        }
        Rule::ProRata => {
            let line = |(claim, part): (u32, i64)| {
                format!(
                    "{}: {} × {} / {}",
                    sheet.claim(claim),
                    show(amount),
                    show(part),
                    show(balance)
                )
            };
            let lines: Vec<String> = before.tainted.iter().map(line).collect();
            if lines.is_empty() {
                format!("{} × {} / {}", show(amount), show(0), show(balance))
            } else {
                lines.join("; ")
            }
        }
        Rule::LowestBalance => {
            let clean = balance - tainted;
            format!(
                "max({}, {} − ({} − {})) = {}",
                show(0),
                show(amount),
                show(balance),
                show(tainted),
                show((amount - clean).max(0))
            )
        }
        Rule::TaintFirst => format!(
            "min({}, {}) = {}",
            show(amount),
            show(tainted),
            show(amount.min(tainted))
        ),
        Rule::Poison => {
            let all = if tainted > 0 { amount } else { 0 };
            format!("{} > {} : {}", show(tainted), show(0), show(all))
        }
    })
}
