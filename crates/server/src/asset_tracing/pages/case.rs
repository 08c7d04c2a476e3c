//! The panel on the case page: the legal trace, the files kept, and the place where another one is dropped.

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use cordon_asset_tracing::adoption::{Adoption, CaseTraces, KeptFile};
use cordon_members::role::Right;
use maud::{Markup, html};

use super::words;
use crate::answer::No;
use crate::app::{self, App};
use crate::asset_tracing::service::{self, Done};
use crate::asset_tracing::upload::Upload;
use crate::frame::page::Frame;
use crate::frame::parts;
use crate::gate::Acting;
use crate::stop_payment::queries::Filed;

/// The panel.
///
/// # Errors
/// When the store fails.
pub async fn panel(frame: &Frame<'_>, filed: &Filed) -> Result<Markup, No> {
    let traces = service::kept(frame.app, &filed.id).await?;
    let reads = frame
        .acting
        .is_some_and(|acting| acting.require(Right::ReadCases).is_ok());
    Ok(html! {
        section.panel aria-labelledby="traces" {
            h2 #traces { (frame.t("traces-title")) }
            p.note { (frame.t("traces-lead")) }
            @if let Some(adoption) = traces.in_force() { (in_force(frame, &filed.id, &traces, adoption)) }
            @if !traces.files.is_empty() { (files(frame, &filed.id, &traces)) }
            @if reads { (drop_here(frame, &filed.id, traces.files.is_empty())) }
        }
    })
}

/// The legal trace in force: its rule, its sums, its hashes.
pub(super) fn in_force(frame: &Frame<'_>, case: &str, traces: &CaseTraces, adoption: &Adoption) -> Markup {
    let address = words::address(case, adoption.file);
    let settings = traces.settings(adoption.file).ok();
    let currency = settings.and_then(|s| s.currency.clone()).unwrap_or_default();
    let sum = |units: i64| words::sum(units, adoption.outcome.scale, &currency);
    html! {
        div.band {
            p { b { (frame.t("traces-in-force")) } " " span.tag { (words::rule(frame, adoption.rule)) } " "
                (frame.t("trace-claimed")) " " (sum(adoption.outcome.claimed)) " · " (frame.t("trace-sum")) " " (sum(adoption.outcome.tainted)) }
        }
        dl.facts {
            dt { (frame.t("traces-adopted-by")) } dd { (words::by(frame, &adoption.by)) }
            dt { (frame.t("trace-input-hash")) } dd { (words::hash(&adoption.sha256)) }
            dt { (frame.t("trace-result-hash")) } dd { (words::hash(&adoption.outcome.digest)) }
            dt { (frame.t("traces-see")) } dd {
                a href=(format!("{address}#standing")) { (frame.t("traces-standing-link")) } " · "
                a href=(format!("{address}/print?rule={}", adoption.rule.name())) { (frame.t("traces-print")) }
            }
        }
    }
}

fn files(frame: &Frame<'_>, case: &str, traces: &CaseTraces) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(frame.t("traces-files")) { table {
            caption { (frame.t("traces-files")) }
            thead { tr {
                th scope="col" { (frame.t("traces-file")) }
                th scope="col" { (frame.t("traces-kept")) }
                th scope="col" { (frame.t("col-state")) }
                th scope="col" { "SHA-256" }
            } }
            tbody { @for file in &traces.files { (row(frame, case, traces, file)) } }
        } }
    }
}

fn row(frame: &Frame<'_>, case: &str, traces: &CaseTraces, file: &KeptFile) -> Markup {
    let adopted = traces.in_force().is_some_and(|adoption| adoption.file == file.number);
    let (class, id) = match (adopted, &file.confirmed) {
        (true, _) => ("sign good", "traces-state-adopted"),
        (false, Some(_)) => ("sign chased", "traces-state-traced"),
        (false, None) => ("sign soon", "traces-state-kept"),
    };
    let kilobytes = file.bytes.div_ceil(1024).to_string();
    html! {
        tr {
            td { a href=(words::address(case, file.number)) { (frame.with("traces-number", &[("n", &file.number.to_string())])) }
                small { bdi dir="ltr" { (kilobytes) " KiB" } @if file.balances.is_some() { " · " (frame.t("traces-with-balances")) } } }
            td { (words::by(frame, &file.kept)) }
            td { span class=(class) { (frame.t(id)) } }
            td { code { (file.sha256.get(..12).unwrap_or_default()) "…" } }
        }
    }
}

/// The place where a file is dropped or chosen.
fn drop_here(frame: &Frame<'_>, case: &str, open: bool) -> Markup {
    html! {
        details open[open] {
            summary { (frame.t("traces-drop")) }
            form method="post" action=(format!("/case/{case}/trace")) enctype="multipart/form-data" {
                input type="hidden" name="key" value=(app::new_id());
                (parts::field("trace-file", &frame.t("traces-drop-file"), &frame.t("traces-drop-hint"), None, &html! { input #trace-file name="transfers" type="file" required accept=".csv,.txt,.tsv,text/csv,text/plain"; }))
                (parts::field("trace-balances", &frame.t("traces-drop-balances"), &frame.t("traces-drop-balances-hint"), None, &html! { input #trace-balances name="balances" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain"; }))
                button.main { (frame.t("traces-keep")) }
            }
        }
    }
}

/// Takes a file, keeps it with the case, and goes on to its guessed columns.
///
/// # Errors
/// A refusal of the rulebook, or a form that cannot be read.
pub async fn keep(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, No> {
    let upload = Upload::read(request).await?;
    let key = upload.key.clone().unwrap_or_default();
    let repeat = words::repeat(&acting, &key, &format!("/case/{id}/trace"), &upload.whole())?;
    match service::keep(&app, &acting, &id, &upload.inputs, Some(repeat)).await? {
        Done::Now(number, _) => Ok(words::on_to(&words::address(&id, number))),
        Done::Before { answer, .. } => {
            let said: serde_json::Value = serde_json::from_str(&answer)?;
            let number = said["trace"].as_u64().and_then(|n| u32::try_from(n).ok());
            Ok(words::on_to(&words::address(&id, number.unwrap_or(1))))
        }
    }
}
