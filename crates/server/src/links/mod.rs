//! Links: the same value in several cases.
pub mod commands;
mod find_command;
mod value_file;
pub mod demo;
pub mod pages;
pub mod service;

use axum::Router;
use axum::routing::get;
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    Row { method: "GET", path: "/links", access: Access::Right(Right::SearchLinks), purpose: "search links" },
    Row { method: "GET", path: "/v1/links", access: Access::Right(Right::SearchLinks), purpose: "search links" },
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new().route("/links", get(pages::page)).route("/v1/links", get(pages::find_json))
}
