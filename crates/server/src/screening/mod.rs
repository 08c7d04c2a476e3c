//! Screening: names and documents against lists.
pub mod api;
pub mod commands;
pub mod lists;
pub mod match_command;
pub mod mrz;
pub mod pages;

use axum::Router;
use axum::routing::get;
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    Row {
        method: "GET",
        path: "/check",
        access: Access::Right(Right::Screen),
        purpose: "check a traveller",
    },
    Row {
        method: "POST",
        path: "/check",
        access: Access::Right(Right::Screen),
        purpose: "check a traveller",
    },
    Row {
        method: "POST",
        path: "/v1/screen",
        access: Access::Right(Right::Screen),
        purpose: "check a traveller",
    },
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/check", get(pages::page).post(pages::asked))
        .route("/v1/screen", axum::routing::post(api::screen))
}
