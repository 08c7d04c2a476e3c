//! Fingerprints: known pictures by hash.
pub mod api;
pub mod arriving;
pub mod change;
pub mod commands;
pub mod demo;
mod hash_command;
pub mod import;
mod import_command;
pub mod index;
pub mod list_commands;
mod match_command;
pub mod pages;
pub mod queries;
pub mod refusal;
pub mod reports;
pub mod service;
pub mod sought;

use axum::Router;
use axum::routing::{get, post};
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

const fn row(method: &'static str, path: &'static str, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access: Access::Right(Right::WorkFingerprints),
        purpose,
    }
}

/// This module's rows of the access table. Acts on the gravest list need a further right, asked for by their handlers.
pub const ACCESS: &[Row] = &[
    row("GET", "/children", "protect children"),
    row("POST", "/children", "match hashes"),
    row("POST", "/children/report", "report a known picture"),
    row("POST", "/children/import", "take a list over"),
    row("GET", "/children/list/{list}", "read a list of hashes"),
    row("POST", "/children/list/{list}/export", "hand a list out"),
    row("POST", "/children/list/{list}/purged", "confirm withdrawals"),
    row("GET", "/children/record/{id}", "read a record of a list"),
    row("POST", "/children/record/{id}/act", "vote on a record"),
    row("GET", "/children/report/{id}", "work a report on a child"),
    row("POST", "/children/report/{id}/act", "work a report on a child"),
    row("POST", "/v1/fingerprints/match", "match hashes"),
    row("GET", "/v1/fingerprints/lists", "read lists of hashes"),
    row("POST", "/v1/fingerprints/lists/{list}/import", "take a list over"),
    row("POST", "/v1/fingerprints/lists/{list}/export", "hand a list out"),
    row("GET", "/v1/fingerprints/lists/{list}/withdrawn", "take withdrawals out"),
    row("POST", "/v1/fingerprints/lists/{list}/purged", "confirm withdrawals"),
    row("GET", "/v1/fingerprints/records/{id}", "read a record of a list"),
    row("POST", "/v1/fingerprints/records/{id}/acts", "vote on a record"),
    row("GET", "/v1/fingerprints/reports", "work reports on children"),
    row("POST", "/v1/fingerprints/reports", "report a known picture"),
    row("POST", "/v1/fingerprints/reports/{id}/acts", "work a report on a child"),
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/children", get(pages::board::page).post(pages::board::matched))
        .route("/children/report", post(pages::board::report))
        .route("/children/import", post(pages::board::imported))
        .route("/children/list/{list}", get(pages::list::page))
        .route("/children/list/{list}/export", post(pages::list::export))
        .route("/children/list/{list}/purged", post(pages::list::purged))
        .route("/children/record/{id}", get(pages::record::page))
        .route("/children/record/{id}/act", post(pages::record::act))
        .route("/children/report/{id}", get(pages::report::page))
        .route("/children/report/{id}/act", post(pages::report::act))
        .route("/v1/fingerprints/match", post(api::matches))
        .route("/v1/fingerprints/lists", get(api::lists))
        .route("/v1/fingerprints/lists/{list}/import", post(api::import))
        .route("/v1/fingerprints/lists/{list}/export", post(api::export))
        .route("/v1/fingerprints/lists/{list}/withdrawn", get(api::withdrawn))
        .route("/v1/fingerprints/lists/{list}/purged", post(api::purged))
        .route("/v1/fingerprints/records/{id}", get(api::record))
        .route("/v1/fingerprints/records/{id}/acts", post(api::act))
        .route("/v1/fingerprints/reports", get(api::reports).post(api::report))
        .route("/v1/fingerprints/reports/{id}/acts", post(api::step))
}
