//! Where further modules are joined to the house: their routes, their rows of the access table, their jobs.

use axum::Router;

use crate::access::Row;
use crate::answer::No;
use crate::app::App;

/// The modules' rows of the access table.
pub const ACCESS: &[&[Row]] = &[
    crate::asset_tracing::ACCESS,
    crate::notices::ACCESS,
    crate::screening::ACCESS,
    crate::fingerprints::ACCESS,
    crate::links::ACCESS,
    crate::trends::ACCESS,
    crate::assembly::ACCESS,
    crate::documents::ACCESS,
];

/// The modules' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(crate::asset_tracing::routes())
        .merge(crate::notices::routes())
        .merge(crate::screening::routes())
        .merge(crate::fingerprints::routes())
        .merge(crate::links::routes())
        .merge(crate::trends::routes())
        .merge(crate::assembly::routes())
        .merge(crate::documents::routes())
}

/// What waits for an officer on the desk beside payments: a child before everything, then other bureaus' questions.
///
/// # Errors
/// When the store fails.
pub async fn waiting(frame: &crate::frame::page::Frame<'_>, acting: &crate::gate::Acting) -> Result<maud::Markup, No> {
    let children = crate::fingerprints::pages::board::waiting(frame, acting).await?;
    let links = crate::links::pages::shared::waiting(frame, acting).await?;
    Ok(maud::html! { (children) (links) })
}

/// Runs a module's job.
///
/// # Errors
/// When no module knows the kind, or the job fails.
pub async fn run_job(app: &App, kind: &str, id: &str, body: &str) -> Result<(), No> {
    if crate::notices::jobs::knows(kind) {
        return crate::notices::jobs::run_job(app, kind, id, body).await;
    }
    if crate::assembly::jobs::knows(kind) {
        return crate::assembly::jobs::run_job(app, id, body).await;
    }
    if crate::trends::jobs::knows(kind) {
        return crate::trends::jobs::run_job(app, id, body).await;
    }
    Err(No::new(
        axum::http::StatusCode::NOT_IMPLEMENTED,
        "job-kind",
        format!("no module runs jobs of kind {kind}"),
    ))
}
