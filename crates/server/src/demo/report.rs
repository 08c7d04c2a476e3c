//! What a headless run says at the end: one JSON object.

use cordon_stop_payment::{Bucket, Case};
use serde_json::{Value, json};

use crate::app::App;
use crate::stop_payment::{queries, view};

/// The figures of the money story, with the journal's verdict.
///
/// # Errors
/// When the store fails.
pub async fn money(app: &App, case: &str, wall_seconds: f64) -> anyhow::Result<Value> {
    let filed = queries::case(&app.store, case)
        .await?
        .ok_or_else(|| anyhow::anyhow!("the story's case is gone"))?;
    let case = &filed.case;
    let verified = app.store.verify(&[]).await?;
    Ok(json!({
        "case": view::sheet(case),
        "requests": case.asks.len(),
        "countries": case.countries().len(),
        "hops": case.asks.iter().map(|a| a.hop).max().unwrap_or(0),
        "seconds_to_first_ask": first_ask(case),
        "seconds_to_first_hold": first_hold(case),
        "wall_seconds": (wall_seconds * 1000.0).round() / 1000.0,
        "journal": {"entries": verified.entries, "verified": verified.problems.is_empty()},
    }))
}

/// Seconds of the invented night from filing to the first request out.
fn first_ask(case: &Case) -> Option<i64> {
    case.asks
        .iter()
        .filter_map(|a| a.sent)
        .min()
        .map(|at| at.seconds_since(case.filed.1))
}

/// Seconds of the invented night from filing to the first hold.
fn first_hold(case: &Case) -> Option<i64> {
    let holds = case.asks.iter().filter_map(|a| a.hold.as_ref()).map(|h| h.placed);
    holds.min().map(|at| at.seconds_since(case.filed.1))
}

/// The sheet for a terminal: one line a bucket, the sum below.
#[must_use]
pub fn sheet(case: &Case) -> String {
    let sheet = case.sheet();
    let mut text = String::new();
    for bucket in Bucket::ALL.into_iter().filter(|b| sheet.units(*b) > 0) {
        text.push_str(&format!(
            "  {:<14}{:>16} {}\n",
            bucket.name(),
            sheet.money(bucket).decimal(),
            sheet.currency
        ));
    }
    text.push_str(&format!(
        "  {:<14}{:>16} {}\n",
        "lost",
        case.lost().decimal(),
        sheet.currency
    ));
    text
}
