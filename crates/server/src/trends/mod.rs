//! Trends: what happens, what rises, what goes unreported.
mod command_change;
mod command_hidden;
mod command_rank;
mod command_report;
pub mod commands;
mod printing;
pub mod pages;

use axum::Router;
use axum::routing::get;
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    Row { method: "GET", path: "/trends", access: Access::Right(Right::ReadTrends), purpose: "read trends" },
    Row { method: "POST", path: "/trends", access: Access::Right(Right::ReadTrends), purpose: "estimate" },
    Row { method: "GET", path: "/trends/report", access: Access::Right(Right::ReadTrends), purpose: "read trends" },
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/trends", get(pages::page).post(pages::estimated))
        .route("/trends/report", get(pages::paper))
    
}
