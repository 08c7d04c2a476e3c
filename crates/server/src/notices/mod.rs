//! Notices: alerts on persons and things.
pub mod api;
pub mod arriving;
pub mod by;
pub mod change;
pub mod commands;
pub mod demo;
pub mod desk;
pub mod hits;
pub mod jobs;
pub mod pages;
pub mod print;
pub mod queries;
pub mod service;
#[cfg(test)]
mod tests;
pub mod view;
pub mod wish;

use axum::Router;
use axum::routing::{get, post};
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

const fn row(method: &'static str, path: &'static str, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access: Access::Right(Right::WorkNotices),
        purpose,
    }
}

/// This module's rows of the access table. Who sees which notice is decided per notice.
pub const ACCESS: &[Row] = &[
    row("GET", "/notices", "read notices"),
    row("GET", "/notices/check", "check a request"),
    row("POST", "/notices/check", "check a request"),
    row("POST", "/notices/new", "ask for a notice"),
    row("GET", "/notices/{id}", "read a notice"),
    row("POST", "/notices/{id}/act", "work a notice"),
    row("POST", "/v1/notices", "ask for a notice"),
    row("GET", "/v1/notices", "read notices"),
    row("GET", "/v1/notices/{id}", "read a notice"),
    row("POST", "/v1/notices/{id}/acts", "work a notice"),
    row("POST", "/v1/notices/{id}/hits", "work a hit"),
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/notices", get(pages::list::page))
        .route("/notices/check", get(pages::check::page).post(pages::check::checked))
        .route("/notices/new", post(pages::act::file))
        .route("/notices/{id}", get(pages::notice::page))
        .route("/notices/{id}/act", post(pages::act::act))
        .route("/v1/notices", post(api::file).get(api::list))
        .route("/v1/notices/{id}", get(api::read))
        .route("/v1/notices/{id}/acts", post(api::act))
        .route("/v1/notices/{id}/hits", post(api::hit))
}
