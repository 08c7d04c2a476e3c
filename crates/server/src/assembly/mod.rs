//! The assembly: sessions, votes, resolutions.
pub mod api;
pub mod commands;
pub mod demo;
pub mod pages;
pub mod service;

use axum::Router;
use axum::routing::{get, post};
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    Row { method: "GET", path: "/assembly", access: Access::Right(Right::ReadAssembly), purpose: "follow the assembly" },
    Row { method: "GET", path: "/v1/assembly/{id}", access: Access::Right(Right::ReadAssembly), purpose: "follow the assembly" },
    Row { method: "POST", path: "/v1/assembly/{id}/acts", access: Access::Right(Right::ReadAssembly), purpose: "act in the assembly" },
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/assembly", get(pages::overview))
        .route("/v1/assembly/{id}", get(api::read))
        .route("/v1/assembly/{id}/acts", post(api::act))
}
