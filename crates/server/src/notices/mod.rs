//! Notices: alerts on persons and things.
pub mod adoption;
pub mod api;
pub mod arriving;
pub mod beside;
pub mod by;
pub mod change;
pub mod checking;
pub mod commands;
pub mod demo;
pub mod desk;
pub mod drawn;
pub mod feed;
pub mod files;
pub mod hits;
pub mod jobs;
pub mod listed;
pub mod live;
pub mod pages;
pub mod prepare;
pub mod print;
pub mod queries;
pub mod sealed;
pub mod service;
#[cfg(test)]
mod tests;
pub mod view;
pub mod wish;

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

/// The routes that take a photograph or a copy of a warrant: declared one by one, and their handler looks for itself.
const fn file_row(path: &'static str) -> Row {
    Row {
        method: "POST",
        path,
        access: Access::RightWithPicture(Right::WorkNotices),
        purpose: "attach a file to a notice",
    }
}

use Right::{ReadNotices as Read, ReviewNotices as Review, WorkNotices as Work};

/// This module's rows of the access table. Who sees and does what is decided per notice, by role and sight.
pub const ACCESS: &[Row] = &[
    row("GET", "/notices", Read, "read notices"),
    row("GET", "/notices/new", Work, "ask for a notice"),
    row("POST", "/notices/new", Work, "ask for a notice"),
    row("POST", "/notices/ready", Work, "check a request"),
    row("GET", "/notices/hits", Read, "work hits"),
    row("GET", "/notices/hits/{hit}", Read, "work a hit"),
    row("POST", "/notices/hits/{hit}/step", Read, "work a hit"),
    row("GET", "/notices/recalls", Read, "follow recalls"),
    row("GET", "/notices/rules", Read, "read the rulebook"),
    row("POST", "/notices/rules/{row}", Review, "adopt a row"),
    row("GET", "/notices/sealed", Work, "read sealed facts"),
    row("POST", "/notices/sealed", Work, "enter a sealed fact"),
    row("GET", "/notices/translations", Work, "translate notices"),
    row("GET", "/notices/{id}", Read, "read a notice"),
    row("GET", "/notices/{id}/texts", Work, "translate a notice"),
    row("POST", "/notices/{id}/act", Work, "work a notice"),
    row("POST", "/notices/{id}/hits", Read, "report a hit"),
    file_row("/notices/{id}/files"),
    row("GET", "/notices/{id}/files/{file}", Read, "read a file of a notice"),
    row(
        "GET",
        "/notices/{id}/files/{file}/picture",
        Read,
        "look at a photograph",
    ),
    row("POST", "/v1/notices", Work, "ask for a notice"),
    row("GET", "/v1/notices", Read, "read notices"),
    row("GET", "/v1/notices/{id}", Read, "read a notice"),
    row("POST", "/v1/notices/{id}/acts", Work, "work a notice"),
    row("POST", "/v1/notices/{id}/hits", Read, "work a hit"),
    file_row("/v1/notices/{id}/files/{file}"),
    row("GET", "/v1/notices/{id}/files/{file}", Read, "read a file of a notice"),
];

/// This module's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/notices", get(pages::list::page))
        .route("/notices/new", get(pages::form::page).post(pages::form::filed))
        .route("/notices/ready", post(pages::form::ready))
        .route("/notices/hits", get(pages::hit::page))
        .route("/notices/hits/{hit}", get(pages::hit::case))
        .route("/notices/hits/{hit}/step", post(pages::hit::stepped))
        .route("/notices/recalls", get(pages::recalls::page))
        .route("/notices/rules", get(pages::rules::page))
        .route("/notices/rules/{row}", post(pages::rules::act))
        .route("/notices/sealed", get(pages::sealed::page).post(pages::sealed::entered))
        .route("/notices/translations", get(pages::translations::page))
        .route("/notices/{id}", get(pages::notice::page))
        .route("/notices/{id}/texts", get(pages::translations::texts))
        .route("/notices/{id}/act", post(pages::act::act))
        .route("/notices/{id}/hits", post(pages::hit::opened))
        .route("/notices/{id}/files", post(pages::files::attach))
        .route("/notices/{id}/files/{file}", get(pages::files::read))
        .route("/notices/{id}/files/{file}/picture", get(pages::files::picture))
        .route("/v1/notices", post(api::file).get(api::list))
        .route("/v1/notices/{id}", get(api::read))
        .route("/v1/notices/{id}/acts", post(api::act))
        .route("/v1/notices/{id}/hits", post(api::hit))
        .route(
            "/v1/notices/{id}/files/{file}",
            post(pages::files::attach_program).get(pages::files::read),
        )
}
