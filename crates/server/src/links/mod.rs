//! Links: the same value in several cases.
pub mod api;
pub mod arriving;
pub mod commands;
pub mod demo;
mod find_command;
pub mod follow;
pub mod index;
pub mod pages;
pub mod persons;
pub mod queries;
pub mod register;
pub mod service;
mod value_file;

use axum::Router;
use axum::routing::{get, post};
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

const fn row(method: &'static str, path: &'static str, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access: Access::Right(Right::SearchLinks),
        purpose,
    }
}

/// This module's rows of the access table. Who may know what of a case is decided case by case, when it is read.
pub const ACCESS: &[Row] = &[
    row("GET", "/links", "search links"),
    row("GET", "/links/case", "search links"),
    row("GET", "/links/case/{case}", "read the neighbourhood of a case"),
    row("POST", "/links/request", "ask the owner of a link"),
    row("POST", "/links/request/{id}/answer", "answer a request about a link"),
    row("POST", "/links/common", "declare a value common"),
    row("POST", "/links/persons", "decide on persons"),
    row("GET", "/v1/links", "search links"),
    row("GET", "/v1/links/cases/{case}", "read the neighbourhood of a case"),
    row("POST", "/v1/links/values", "register the values of a case"),
    row("GET", "/v1/links/requests", "answer requests about links"),
    row("POST", "/v1/links/requests", "ask the owner of a link"),
    row(
        "POST",
        "/v1/links/requests/{id}/answers",
        "answer a request about a link",
    ),
    row("POST", "/v1/links/common", "declare a value common"),
    row("POST", "/v1/links/persons", "decide on persons"),
    row("POST", "/v1/links/persons/{number}/take-back", "decide on persons"),
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/links", get(pages::find::page))
        .route("/links/case", get(pages::find::to_case))
        .route("/links/case/{case}", get(pages::case::page))
        .route("/links/request", post(pages::request::ask))
        .route("/links/request/{id}/answer", post(pages::request::answer))
        .route("/links/common", post(pages::find::declare))
        .route("/links/persons", post(pages::case::decide))
        .route("/v1/links", get(pages::find::find_json))
        .route("/v1/links/cases/{case}", get(api::case))
        .route("/v1/links/values", post(api::register))
        .route("/v1/links/requests", get(api::requests).post(api::ask))
        .route("/v1/links/requests/{id}/answers", post(api::answer))
        .route("/v1/links/common", post(api::declare))
        .route("/v1/links/persons", post(api::decide))
        .route("/v1/links/persons/{number}/take-back", post(api::take_back))
}
