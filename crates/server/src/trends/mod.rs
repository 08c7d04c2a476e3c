//! Trends: what happens, what rises, what goes unreported.
pub mod api;
pub mod by;
mod command_change;
mod command_hidden;
mod command_rank;
mod command_report;
pub mod commands;
pub mod demo;
pub mod jobs;
pub mod pages;
pub mod print;
mod printing;
pub mod queries;
pub mod service;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::{get, post};
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

const fn read(path: &'static str, purpose: &'static str) -> Row {
    Row {
        method: "GET",
        path,
        access: Access::Right(Right::ReadTrends),
        purpose,
    }
}

const fn work(method: &'static str, path: &'static str, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access: Access::Right(Right::WorkTrends),
        purpose,
    }
}

const ASSESSMENT: &str = "yearly threat assessment";

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    read("/trends", "read trends"),
    read("/trends/ranks", "read trends"),
    read("/trends/explore", "read trends"),
    read("/trends/together", "read trends"),
    read("/trends/money", "read trends"),
    read("/trends/operations", "read trends"),
    read("/trends/estimate", "estimate"),
    Row {
        method: "POST",
        path: "/trends/estimate",
        access: Access::Right(Right::ReadTrends),
        purpose: "estimate",
    },
    read("/trends/report/{year}/{file}", "read trends"),
    work("POST", "/trends/report/{year}", "print the yearly report"),
    work("GET", "/trends/collect", ASSESSMENT),
    work("POST", "/trends/collect", ASSESSMENT),
    work("GET", "/trends/answer/{year}", ASSESSMENT),
    work("POST", "/trends/answer/{year}", ASSESSMENT),
    work("GET", "/trends/answer/{year}/form.csv", ASSESSMENT),
    work("GET", "/trends/counts", "hand in recorded crime"),
    work("POST", "/trends/counts", "hand in recorded crime"),
    work("GET", "/v1/trends/assessments/{year}", ASSESSMENT),
    work("POST", "/v1/trends/assessments/{year}/answers", ASSESSMENT),
    work("POST", "/v1/trends/counts", "hand in recorded crime"),
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/trends", get(pages::overview::page))
        .route("/trends/ranks", get(pages::overview::ranks))
        .route("/trends/together", get(pages::overview::together))
        .route("/trends/explore", get(pages::explore::page))
        .route("/trends/money", get(pages::money::page))
        .route("/trends/operations", get(pages::operations::page))
        .route(
            "/trends/estimate",
            get(pages::estimator::page).post(pages::estimator::estimated),
        )
        .route("/trends/report/{year}/{file}", get(pages::paper::file))
        .route("/trends/report/{year}", post(pages::paper::print))
        .route("/trends/collect", get(pages::collect::page).post(pages::collect::send))
        .route(
            "/trends/answer/{year}",
            get(pages::answer::page).post(pages::answer::say),
        )
        .route("/trends/answer/{year}/form.csv", get(pages::answer::file))
        .route("/trends/counts", get(pages::counts::page).post(pages::counts::hand_in))
        .route("/v1/trends/assessments/{year}", get(api::assessment))
        .route("/v1/trends/assessments/{year}/answers", post(api::answers))
        .route("/v1/trends/counts", post(api::counts))
}
