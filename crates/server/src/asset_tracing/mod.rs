//! Tracing: where the money went.

mod arguments;
pub mod commands;
mod generate;
mod human;
mod inputs;
pub mod pages;

use axum::Router;
use axum::routing::get;
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    Row { method: "GET", path: "/money/trace", access: Access::Right(Right::ReadCases), purpose: "trace money" },
    Row { method: "POST", path: "/money/trace", access: Access::Right(Right::ReadCases), purpose: "trace money" },
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new().route("/money/trace", get(pages::page).post(pages::traced))
}
