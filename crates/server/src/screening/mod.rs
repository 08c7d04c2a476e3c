//! Screening: names and documents against lists.
pub mod api;
pub mod asked;
pub mod card;
pub mod commands;
pub mod decisions;
pub mod demo;
pub mod keep;
pub mod list_command;
pub mod lists;
pub mod lost;
pub mod match_command;
pub mod mrz;
pub mod pages;
pub mod service;
pub mod shelves;
pub mod yente;

use axum::Router;
use axum::routing::{get, post};
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

const fn row(method: &'static str, path: &'static str, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access: Access::Right(Right::Screen),
        purpose,
    }
}

/// A question that an institution may put, too: it is answered from the lists for institutions alone.
const fn question(method: &'static str, path: &'static str, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access: Access::RightOrInstitution(Right::Screen),
        purpose,
    }
}

/// Entering a document is an alert on a thing.
const fn document(path: &'static str, purpose: &'static str) -> Row {
    Row {
        method: "POST",
        path,
        access: Access::Right(Right::WorkNotices),
        purpose,
    }
}

/// Keeping what the whole organisation searches.
const fn keep(path: &'static str, purpose: &'static str) -> Row {
    Row {
        method: "POST",
        path,
        access: Access::Right(Right::KeepMembers),
        purpose,
    }
}

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    row("GET", "/check", "check a traveller"),
    row("POST", "/check", "check a traveller"),
    row("POST", "/check/decision", "not this person"),
    row("POST", "/check/decision/{id}/revoke", "take a decision back"),
    question("POST", "/v1/screen", "check a traveller"),
    question("POST", "/v1/screen/batch", "check travellers"),
    row("POST", "/v1/screen/decisions", "not this person"),
    row("POST", "/v1/screen/decisions/{id}/revoke", "take a decision back"),
    document("/v1/documents", "enter a stolen or lost document"),
    document("/v1/documents/{id}/withdraw", "withdraw a document"),
    keep("/v1/lists/{list}", "exchange a list"),
    keep("/v1/lists/{list}/strike", "strike an entity out of a list"),
    question("POST", "/match/{dataset}", "screen by example"),
    question("GET", "/search/{dataset}", "search a list"),
    question("GET", "/entities/{id}", "read a listed entity"),
    question("GET", "/catalog", "see which lists are in force"),
    question("GET", "/algorithms", "see how names are compared"),
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/check", get(pages::page).post(pages::asked))
        .route("/check/decision", post(pages::decided))
        .route("/check/decision/{id}/revoke", post(pages::revoked))
        .route("/v1/screen", post(api::screen))
        .route("/v1/screen/batch", post(api::batch))
        .route("/v1/screen/decisions", post(api::decide))
        .route("/v1/screen/decisions/{id}/revoke", post(api::revoke))
        .route("/v1/documents", post(api::enter))
        .route("/v1/documents/{id}/withdraw", post(api::withdraw))
        .route("/v1/lists/{list}", post(keep::put))
        .route("/v1/lists/{list}/strike", post(keep::strike))
        .route("/match/{dataset}", post(yente::match_))
        .route("/search/{dataset}", get(yente::search))
        .route("/entities/{id}", get(yente::entity))
        .route("/catalog", get(yente::catalog))
        .route("/algorithms", get(yente::algorithms))
}
