//! One list: its records, its withdrawals, and its copies.

use axum::Extension;
use axum::extract::{Form, Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use cordon_fingerprints::lists::{TrustRule, standing};
use maud::{Markup, html};
use serde::Deserialize;

use super::parts as own;
use crate::answer::No;
use crate::app::App;
use crate::fingerprints::queries::{self, Held};
use crate::fingerprints::{import, service};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::journal::act::By;

/// Records on a page.
const PAGE: i64 = 100;

/// Where the page begins.
#[derive(Debug, Default, Deserialize)]
pub struct After {
    #[serde(default)]
    after: String,
}

/// The page.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path(name): Path<String>,
    Query(from): Query<After>,
) -> Result<Response, No> {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let bureau = acting.officer()?.bureau.clone();
    let list = queries::list(&app, &name).await?.ok_or_else(No::not_found)?.value;
    let counts = app.known.counts(&app).await?.get(&name).copied().unwrap_or_default();
    let records = queries::of_list(&app, &name, &from.after, PAGE).await?;
    let gone = queries::withdrawn(&app, &name, 10_000).await?;
    let outstanding = list.outstanding(
        &bureau,
        gone.iter()
            .filter_map(|(_, held)| Some((held.stone.as_ref()?, held.withdrawn_at?))),
    );
    let next = records
        .last()
        .filter(|_| records.len() >= PAGE as usize)
        .and_then(|(_, held)| held.key().map(queries::place_on_list));
    let body = html! {
        p.crumb { a href="/children" { (frame.t("children-title")) } }
        h1 { bdi { (name) } }
        p.lead { (frame.with("children-list-of", &[("bureau", list.source.as_str())])) " " (frame.language.count("children-list-records", counts.standing)) }
        @if !outstanding.is_empty() { div.band.bad {
            p { b { (frame.language.count("children-to-purge", outstanding.len())) } }
            p { @for stone in outstanding.iter().take(50) { bdi.tag { (own::short(&stone.key.id)) } " " } }
            form method="post" action=(format!("/children/list/{name}/purged")) { p { button { (frame.t("children-purged")) } } }
        } }
        (record_table(&frame, &records))
        @if let Some(next) = &next { p { a href=(format!("/children/list/{name}?after={}", encoded(next))) { (frame.t("children-more")) } } }
        (gone_table(&frame, &gone))
        (copies(&frame, &list))
    };
    Ok(frame.page(Room::Children, &name, &body))
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn record_table(frame: &Frame<'_>, records: &[(String, Held)]) -> Markup {
    let title = frame.t("children-records");
    html! { div.panel { h2 { (title) } div.scroll tabindex="0" role="region" aria-label=(title) { table {
        thead { tr {
            th scope="col" { (frame.t("children-record")) } th scope="col" { (frame.t("children-prints")) }
            th scope="col" { (frame.t("children-grade")) } th scope="col" { (frame.t("children-series")) }
            th scope="col" { (frame.t("children-victim")) } th scope="col" { (frame.t("children-standing")) }
        } }
        tbody { @for (id, held) in records { @if let Some(record) = &held.record { tr {
            td { a href=(format!("/children/record/{id}")) { bdi { (own::short(&record.key.id)) } } @if held.gravest.is_some() { " " span.sign.bad { (frame.t("children-gravest")) } } }
            td { @for print in &record.prints { span.tag { (print.fingerprint.algorithm()) } " " } }
            td { @for grade in &record.grades { bdi { (grade.scheme()) " " @if let Some(region) = grade.region() { (region) " " } (grade.value()) } " " } }
            td { @if let Some(series) = &record.findings.series { bdi { (own::short(series)) } } }
            td { (own::said(frame, record.findings.victim_identified)) }
            td { (own::standing(frame, &standing(&record.votes, TrustRule::default()))) }
        } } } }
    } } } }
}

fn gone_table(frame: &Frame<'_>, gone: &[(String, Held)]) -> Markup {
    let title = frame.t("children-withdrawn");
    html! { @if !gone.is_empty() { div.panel { h2 { (title) } div.scroll tabindex="0" role="region" aria-label=(title) { table {
        thead { tr { th scope="col" { (frame.t("children-record")) } th scope="col" { (frame.t("children-when")) } } }
        tbody { @for (id, held) in gone.iter().rev().take(200) { @if let Some(stone) = &held.stone { tr {
            td { a href=(format!("/children/record/{id}")) { bdi { (own::short(&stone.key.id)) } } }
            td { @if let Some(at) = held.withdrawn_at { (parts::time(at, &frame.zone, frame.language)) } }
        } } } }
    } } } } }
}

fn copies(frame: &Frame<'_>, list: &cordon_fingerprints::lists::KnownList) -> Markup {
    html! { div.panel {
        h2 { (frame.t("children-copies")) }
        p { (frame.t("children-copies-lead")) }
        @if !list.holders.is_empty() { table {
            thead { tr { th scope="col" { (frame.t("children-bureau")) } th scope="col" { (frame.t("children-handed-out")) } th scope="col" { (frame.t("children-purged-until")) } } }
            tbody { @for (bureau, copy) in &list.holders { tr {
                td { span.code { (bureau) } }
                td { (parts::time(copy.handed_out, &frame.zone, frame.language)) }
                td { (parts::time(copy.purged, &frame.zone, frame.language)) }
            } } }
        } }
        form.row method="post" action=(format!("/children/list/{}/export", list.name)) {
            (parts::field("region", &frame.t("children-region"), "", None, &html! { input #region name="region" size="8" value=(list.region.as_deref().unwrap_or_default()); }))
            button { (frame.t("children-export")) }
        }
    } }
}

/// The fields of an export.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    region: String,
}

/// Hands the list out as a file.
pub async fn export(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(name): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, No> {
    let region = Some(wanted.region.trim()).filter(|r| !r.is_empty());
    let file = import::export(&app, &By::of(&acting)?, &name, region).await?;
    let disposition = format!("attachment; filename=\"{name}.vics.json\"");
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, serde_json::to_string_pretty(&file)?).into_response())
}

/// Says that every withdrawal is out of the bureau's copy.
pub async fn purged(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(name): Path<String>,
) -> Result<Response, No> {
    service::purged(&app, &By::of(&acting)?, &name).await?;
    Ok(Redirect::to(&format!("/children/list/{name}")).into_response())
}
