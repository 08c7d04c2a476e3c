//! Tracing on a page: transfers in, all six rules side by side. It moves nothing: a person adopts a trace, or not.

use axum::Extension;
use axum::extract::{Form, State};
use axum::response::Response;
use cordon_asset_tracing::amount::Scale;
use cordon_asset_tracing::engine::{Request, plan};
use cordon_asset_tracing::input::load::LoadOptions;
use cordon_asset_tracing::input::open::open;
use cordon_asset_tracing::report::{Report, Stated};
use cordon_asset_tracing::rules::Rule;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Digest as _;

use crate::answer::No;
use crate::app::{App, World};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;

/// An invented night, for a first look.
const SPECIMEN: &str = include_str!("../../../../fixtures/tracing/night.csv");

/// What is to be traced.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    transfers: String,
    #[serde(default)]
    claim: String,
}

/// What all rules say, and what they were given.
struct Traced {
    reports: Vec<Value>,
    reading: String,
    sha256: String,
}

/// The page as it opens.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
) -> Response {
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let text = if app.world == World::Demo {
        SPECIMEN
    } else {
        ""
    };
    let claim = text
        .lines()
        .nth(1)
        .and_then(|l| l.split(',').next())
        .unwrap_or("1")
        .to_owned();
    shown(
        &frame,
        &Asked {
            transfers: text.to_owned(),
            claim,
        },
        None,
        None,
    )
}

/// The page with the traces.
pub async fn traced(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Form(asked): Form<Asked>,
) -> Result<Response, No> {
    let sha256 = hex::encode(sha2::Sha256::digest(asked.transfers.as_bytes()));
    crate::journal::note::search(
        &app,
        &acting,
        "tracing.traced",
        &asked.claim,
        json!({"input_sha256": sha256}),
    )
    .await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let (text, claim) = (asked.transfers.clone(), asked.claim.clone());
    let outcome = tokio::task::spawn_blocking(move || trace(&text, &claim, sha256))
        .await
        .map_err(|e| {
            No::new(
                axum::http::StatusCode::INTERNAL_SERVER_ERROR,
                "trace",
                e.to_string(),
            )
        })?;
    Ok(match outcome {
        Ok(traced) => shown(&frame, &asked, Some(&traced), None),
        Err(why) => shown(&frame, &asked, None, Some(&why)),
    })
}

/// Runs every rule over one load.
fn trace(text: &str, claims: &str, sha256: String) -> Result<Traced, String> {
    let said = |e: &dyn std::fmt::Display| e.to_string();
    let scale = Scale::new(2).ok_or("no scale")?;
    let opened = open(text.as_bytes(), &Default::default(), scale).map_err(|e| said(&e))?;
    let reading = opened.reading.to_string();
    let loaded = opened
        .load(&LoadOptions::new(scale), &mut |_| {})
        .map_err(|e| said(&e))?;
    let wanted: Vec<(String, Option<i64>)> = claims
        .split(',')
        .map(|c| (c.trim().to_owned(), None))
        .collect();
    let claims = loaded
        .transfers
        .claims(&wanted, None)
        .map_err(|e| said(&e))?;
    let mut reports = Vec::new();
    for rule in Rule::ALL {
        let request = Request::new(rule, claims.clone(), &loaded.transfers);
        let choice = plan::choose(&loaded.transfers, &request, 1, false);
        let findings = plan::trace(&loaded.transfers, &request, None).map_err(|e| said(&e))?;
        let stated = Stated::default();
        let report = Report {
            transfers: &loaded.transfers,
            request: &request,
            choice: &choice,
            findings: &findings,
            stated: &stated,
        };
        reports.push(serde_json::to_value(report).map_err(|e| said(&e))?);
    }
    Ok(Traced {
        reports,
        reading,
        sha256,
    })
}

fn shown(frame: &Frame<'_>, asked: &Asked, traced: Option<&Traced>, why: Option<&str>) -> Response {
    let title = frame.t("trace-title");
    let transfers = html! { textarea #transfers .code name="transfers" rows="12" data-drop="1" spellcheck="false" { (asked.transfers) } };
    let claim = html! { input #claim .code name="claim" value=(asked.claim) required; };
    let body = html! {
        p.crumb { a href="/money" { (frame.t("menu-money")) } }
        h1 { (title) }
        p.lead { (frame.t("trace-lead")) }
        div.panel {
            form method="post" action="/money/trace" {
                (parts::field("transfers", &frame.t("trace-transfers"), &frame.t("trace-transfers-hint"), why, &transfers))
                (parts::field("claim", &frame.t("trace-claim"), &frame.t("trace-claim-hint"), None, &claim))
                button.main { (frame.t("trace-act")) }
            }
        }
        @if let Some(traced) = traced {
            div.panel {
                h2 { (frame.t("trace-side-by-side")) }
                p.note { bdi dir="ltr" { (traced.reading) } " · SHA-256 " code { (traced.sha256) } }
                div.scroll tabindex="0" role="region" aria-label=(frame.t("trace-side-by-side")) { (table(frame, &traced.reports)) }
                p.note { (frame.t("trace-moves-nothing")) }
            }
        }
    };
    frame.page(Room::Money, &title, &body)
}

/// Accounts down, rules across.
fn table(frame: &Frame<'_>, reports: &[Value]) -> Markup {
    let mut accounts: Vec<&str> = reports
        .iter()
        .flat_map(|r| r["accounts"].as_array().into_iter().flatten())
        .filter_map(|a| a["account"].as_str())
        .collect();
    accounts.sort_unstable();
    accounts.dedup();
    let tainted = |report: &Value, account: &str| -> String {
        let row = report["accounts"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|a| a["account"] == account);
        row.and_then(|a| a["tainted"].as_str())
            .map_or_else(|| "-".to_owned(), parts::grouped)
    };
    html! {
        table {
            thead { tr { th { (frame.t("trace-account")) } @for r in reports { th.num { (frame.t(&format!("trace-rule-{}", r["rule"].as_str().unwrap_or("")))) } } } }
            tbody {
                @for account in accounts { tr { td { bdi dir="ltr" { (account) } } @for r in reports { td.num { (tainted(r, account)) } } } }
                tr.sum { td { (frame.t("trace-sum")) } @for r in reports { td.num { (r["totals"]["tainted"].as_str().map_or_else(|| "-".to_owned(), parts::grouped)) } } }
            }
        }
    }
}
