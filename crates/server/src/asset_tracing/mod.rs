//! Tracing: where the money went, at a desk, in a case, and on the command line.

pub mod accounts;
pub mod api;
mod arguments;
pub mod commands;
pub mod demo;
mod generate;
mod human;
mod inputs;
pub mod pages;
pub mod queries;
pub mod run;
pub mod service;
pub mod upload;
pub mod wire;

use axum::Router;
use axum::routing::{get, post};
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

const fn row(method: &'static str, path: &'static str, right: Right, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access: Access::Right(right),
        purpose,
    }
}

/// This module's rows of the access table. Whoever reads a case may prepare a trace of it, which moves nothing; adopting one is
/// for those who work the case.
pub const ACCESS: &[Row] = &[
    row("GET", "/money/trace", Right::ReadCases, "trace money"),
    row("POST", "/money/trace", Right::ReadCases, "trace money"),
    row("POST", "/case/{id}/trace", Right::ReadCases, "trace money in a case"),
    row(
        "GET",
        "/case/{id}/trace/{trace}",
        Right::ReadCases,
        "trace money in a case",
    ),
    row(
        "POST",
        "/case/{id}/trace/{trace}",
        Right::ReadCases,
        "trace money in a case",
    ),
    row(
        "GET",
        "/case/{id}/trace/{trace}/print",
        Right::ReadCases,
        "print a trace",
    ),
    row(
        "POST",
        "/case/{id}/trace/{trace}/adopt",
        Right::WorkCases,
        "adopt a trace",
    ),
    row(
        "GET",
        "/case/{id}/trace/{trace}/request/{place}",
        Right::WorkCases,
        "ask at a traced account",
    ),
    row(
        "POST",
        "/v1/cases/{id}/traces",
        Right::ReadCases,
        "trace money in a case",
    ),
    row(
        "GET",
        "/v1/cases/{id}/traces",
        Right::ReadCases,
        "trace money in a case",
    ),
    row(
        "GET",
        "/v1/cases/{id}/traces/{trace}",
        Right::ReadCases,
        "trace money in a case",
    ),
    row(
        "POST",
        "/v1/cases/{id}/traces/{trace}/confirm",
        Right::ReadCases,
        "trace money in a case",
    ),
    row(
        "POST",
        "/v1/cases/{id}/traces/{trace}/adopt",
        Right::WorkCases,
        "adopt a trace",
    ),
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/money/trace",
            get(pages::first_look::page).post(pages::first_look::traced),
        )
        .route("/case/{id}/trace", post(pages::case::keep))
        .route(
            "/case/{id}/trace/{trace}",
            get(pages::trace::page).post(pages::trace::confirm),
        )
        .route("/case/{id}/trace/{trace}/print", get(pages::print::page))
        .route("/case/{id}/trace/{trace}/adopt", post(pages::trace::adopt))
        .route("/case/{id}/trace/{trace}/request/{place}", get(pages::request::form))
        .route("/v1/cases/{id}/traces", post(api::keep).get(api::list))
        .route("/v1/cases/{id}/traces/{trace}", get(api::read))
        .route("/v1/cases/{id}/traces/{trace}/confirm", post(api::confirm))
        .route("/v1/cases/{id}/traces/{trace}/adopt", post(api::adopt))
}
