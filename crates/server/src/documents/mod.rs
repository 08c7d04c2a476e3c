//! Papers: printed by a program of its own, signed, recorded, checked by anybody, recalled.
//!
//! Other modules call [`service::issue`] with a [`paper::Paper`] and get its reference; who may see a paper fetches it
//! at `/documents/{reference}`.
pub mod child;
pub mod commands;
pub mod follow;
pub mod key;
pub mod letters;
pub mod pages;
pub mod paper;
pub mod parties;
pub mod queries;
pub mod refusal;
pub mod seal;
pub mod service;

use axum::Router;
use axum::routing::{get, post};
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

const fn row(method: &'static str, path: &'static str, access: Access, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access,
        purpose,
    }
}

/// This module's rows of the access table. Who may fetch which paper is decided per paper: some are for everybody.
pub const ACCESS: &[Row] = &[
    row("GET", "/documents", Access::Officer, "look up papers"),
    row("GET", "/documents/{reference}", Access::Public, "read a paper"),
    row(
        "POST",
        "/documents/{reference}/recall",
        Access::Officer,
        "recall a paper",
    ),
    row("POST", "/verify/paper", Access::Public, "check a paper"),
    row(
        "POST",
        "/notices/{id}/paper",
        Access::Right(Right::WorkNotices),
        "print a notice",
    ),
    row(
        "POST",
        "/case/{id}/ask/{ask}/letter",
        Access::Right(Right::WorkCases),
        "print a request",
    ),
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/documents", get(pages::list))
        .route("/documents/{reference}", get(pages::fetch))
        .route("/documents/{reference}/recall", post(pages::recall))
        .route("/verify/paper", post(pages::check_file))
        .route("/notices/{id}/paper", post(letters::notice))
        .route("/case/{id}/ask/{ask}/letter", post(letters::request))
}
