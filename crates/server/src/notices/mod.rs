//! Notices: alerts on persons and things.
pub mod commands;
pub mod pages;

use axum::Router;
use axum::routing::get;
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    Row { method: "GET", path: "/notices", access: Access::Right(Right::WorkNotices), purpose: "read notices" },
    Row { method: "POST", path: "/notices", access: Access::Right(Right::WorkNotices), purpose: "check a request" },
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new().route("/notices", get(pages::page).post(pages::checked))
}
