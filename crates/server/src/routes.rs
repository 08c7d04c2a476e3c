//! All routes of the program, behind the gate.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;

use crate::app::App;
use crate::gate;

/// A message or statement may be as large as this; every other body is far smaller.
const LARGEST_BODY: usize = 12 * 1024 * 1024;

/// Everything that this program answers.
pub fn all(app: App) -> Router {
    Router::new()
        .route("/health", get(async || "ok\n"))
        .merge(crate::stop_payment::api::routes())
        .route("/v1/stream", get(crate::stop_payment::api::stream))
        .route("/openapi.json", get(crate::openapi::show))
        .route("/journal", get(crate::journal::pages::page))
        .route("/v1/journal/checkpoint", get(crate::journal::pages::checkpoint))
        .route("/live", get(crate::journal::stream::live))
        .merge(crate::frame::assets::routes())
        .merge(crate::doors::routes())
        .merge(crate::stop_payment::pages::routes())
        .merge(crate::members::pages::routes())
        .merge(crate::modules::routes())
        .layer(from_fn(crate::fingerprints::refusal::refuse_media))
        .layer(from_fn_with_state(app.clone(), crate::frame::headers::refusals))
        .route_layer(from_fn_with_state(app.clone(), gate::enforce))
        .layer(from_fn(crate::frame::headers::protect))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(app)
}
