//! Fingerprints: known pictures by hash.
pub mod commands;
mod hash_command;
mod list_commands;
mod match_command;
pub mod demo;
pub mod pages;
pub mod refusal;
pub mod service;

use axum::Router;
use axum::routing::get;
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    Row { method: "GET", path: "/children", access: Access::Right(Right::WorkFingerprints), purpose: "protect children" },
    Row { method: "POST", path: "/children", access: Access::Right(Right::WorkFingerprints), purpose: "match hashes" },
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new().route("/children", get(pages::page).post(pages::matched))
}
