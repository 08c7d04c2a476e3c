//! What is due on the yearly assessment: letters to the silent, and its close.

use serde_json::Value;

use crate::answer::No;
use crate::app::App;
use crate::trends::service;

/// Whether a kind of job is of this module.
#[must_use]
pub fn knows(kind: &str) -> bool {
    kind == "trends.clock"
}

/// Runs one job. A job that has become void is put away.
///
/// # Errors
/// When the store fails.
pub async fn run_job(app: &App, id: &str, body: &str) -> Result<(), No> {
    let told: Value = serde_json::from_str(body)?;
    let year = told["year"]
        .as_i64()
        .and_then(|y| i32::try_from(y).ok())
        .unwrap_or_default();
    match service::tick(app, year, Some(id)).await {
        Ok(_) => Ok(()),
        // The clock was met meanwhile: a newer job stands for it.
        Err(no) if no.code == "nothing_due" => Ok(app.store.job_done(id).await?),
        Err(no) => Err(no),
    }
}
