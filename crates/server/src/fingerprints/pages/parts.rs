//! Parts of the pages of known pictures: standings, leads, reports.

use cordon_fingerprints::lists::{Lead, Outcome, Queue, Standing};
use cordon_vocabulary::BureauId;
use maud::{Markup, html};

use crate::fingerprints::queries::Filed;
use crate::frame::page::Frame;
use crate::frame::parts;

/// Bureaus, each in its box.
#[must_use]
pub fn bureaus(all: &[BureauId]) -> Markup {
    html! { @for bureau in all { span.code { (bureau) } } }
}

/// How far a record is vouched for, and by whom.
#[must_use]
pub fn standing(frame: &Frame<'_>, standing: &Standing) -> Markup {
    html! {
        @match standing {
            Standing::Reported => span.sign { (frame.t("children-standing-reported")) },
            Standing::Confirmed { by } => { span.sign.soon { (frame.t("children-standing-confirmed")) } " " (bureaus(by)) },
            Standing::Trusted { by } => { span.sign.good { (frame.t("children-standing-trusted")) } " " (bureaus(by)) },
            Standing::Disputed { by, confirmed_by } => {
                span.sign.bad { (frame.t("children-standing-disputed")) } " " (bureaus(by))
                @if !confirmed_by.is_empty() { small { (frame.t("children-confirmed-by")) " " (bureaus(confirmed_by)) } }
            },
        }
    }
}

/// The three-valued word of a source: yes, no, or not said.
#[must_use]
pub fn said(frame: &Frame<'_>, value: Option<bool>) -> String {
    frame.t(match value {
        Some(true) => "children-yes",
        Some(false) => "children-no",
        None => "children-not-said",
    })
}

/// Leads as a table: what it rests on, how far to trust it, and whom to call.
#[must_use]
pub fn leads(frame: &Frame<'_>, rows: &[(&str, &Lead)], label: &str) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(label) { table {
            thead { tr {
                th scope="col" { (frame.t("children-file")) }
                th scope="col" { (frame.t("children-record")) }
                th.num scope="col" { (frame.t("children-distance")) }
                th scope="col" { (frame.t("children-standing")) }
                th scope="col" { (frame.t("children-series-known")) }
                th scope="col" { (frame.t("children-victim")) }
                th scope="col" { (frame.t("children-call")) }
            } }
            tbody { @for (file, lead) in rows { tr {
                td { bdi { (short(file)) } }
                td { a href=(format!("/children/record/{}", id(lead))) { bdi { (lead.list) " / " (short(&lead.record)) } }
                    @if lead.gravest { " " span.sign.bad { (frame.t("children-gravest")) } }
                    @for caution in &lead.cautions { small { (frame.t(&format!("children-caution-{}", word(caution)))) } } }
                td.num { (lead.distance) small { (lead.algorithm) } }
                td { (standing(frame, &lead.standing)) }
                td { (said(frame, lead.series_known)) }
                td { (said(frame, lead.victim_identified)) }
                td { (bureaus(&lead.call)) }
            } } }
        } }
    }
}

fn id(lead: &Lead) -> String {
    crate::fingerprints::queries::id_of(&cordon_fingerprints::lists::RecordKey {
        list: lead.list.clone(),
        id: lead.record.clone(),
    })
}

/// A long name, cut so that a table stays a table.
#[must_use]
pub fn short(text: &str) -> String {
    if text.chars().count() <= 24 {
        return text.to_owned();
    }
    let head: String = text.chars().take(20).collect();
    format!("{head}…")
}

/// A value that is written as one word.
#[must_use]
pub fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The queue of a report: a shape and a word.
#[must_use]
pub fn queue(frame: &Frame<'_>, queue: Queue) -> Markup {
    html! { @match queue {
        Queue::ImminentDanger => span.sign.bad { (frame.t("children-queue-imminent")) },
        Queue::ChildProtection => span.sign.soon { (frame.t("children-queue-child")) },
    } }
}

/// An outcome in words.
#[must_use]
pub fn outcome(frame: &Frame<'_>, outcome: Outcome) -> String {
    frame.t(&format!("children-outcome-{}", outcome.word()))
}

/// Reports as a table.
#[must_use]
pub fn reports(frame: &Frame<'_>, all: &[Filed], label: &str) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(label) { table {
            thead { tr {
                th scope="col" { (frame.t("children-report")) }
                th scope="col" { (frame.t("children-queue")) }
                th scope="col" { (frame.t("children-opened")) }
                th scope="col" { (frame.t("children-from")) }
                th scope="col" { (frame.t("children-concerned")) }
                th scope="col" { (frame.t("children-outcome")) }
            } }
            tbody { @for filed in all { (report_row(frame, filed)) } }
        } }
    }
}

fn report_row(frame: &Frame<'_>, filed: &Filed) -> Markup {
    let report = &filed.report;
    html! { tr {
        td { a.mono href=(format!("/children/report/{}", filed.id)) { (filed.reference) } }
        td { (queue(frame, report.queue)) @if report.closed.is_some() { small { (frame.t("children-closed")) } } }
        td { (parts::time(report.opened, &frame.zone, frame.language)) }
        td { span.code { (report.reporter) } }
        td { (bureaus(&report.concerned)) @if report.duty_desk { span.tag { (frame.t("children-duty-desk")) } } }
        td { @for bureau in &report.concerned {
            @if let Some(last) = report.last_answer(bureau) { div { span.code { (bureau) } (outcome(frame, last)) } }
        } }
    } }
}
