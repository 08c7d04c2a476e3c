//! The assembly: sessions, votes, resolutions, money, and what became of what was decided.
pub mod api;
pub mod capacity;
pub mod certificates;
pub mod commands;
pub mod demo;
pub mod figures;
pub mod jobs;
pub mod pages;
pub mod print;
pub mod service;
pub mod tonight;
mod withdrawals;

use axum::Router;
use axum::routing::{get, post};
use cordon_members::role::Right;

use crate::access::{Access, Row};
use crate::app::App;

const fn read(path: &'static str) -> Row {
    Row {
        method: "GET",
        path,
        access: Access::Right(Right::ReadAssembly),
        purpose: "follow the assembly",
    }
}

const fn part(method: &'static str, path: &'static str, right: Right, purpose: &'static str) -> Row {
    Row {
        method,
        path,
        access: Access::Right(right),
        purpose,
    }
}

const fn public(path: &'static str) -> Row {
    Row {
        method: "GET",
        path,
        access: Access::Public,
        purpose: "read what the assembly decided",
    }
}

/// This module's rows of the access table.
pub const ACCESS: &[Row] = &[
    read("/assembly"),
    read("/assembly/live"),
    read("/assembly/{id}"),
    read("/assembly/{id}/delegations"),
    read("/assembly/{id}/papers"),
    read("/assembly/{id}/paper/{n}"),
    read("/assembly/{id}/resolutions"),
    read("/assembly/{id}/resolution/{n}"),
    read("/assembly/{id}/elections"),
    read("/assembly/{id}/finances"),
    read("/assembly/{id}/rules"),
    read("/assembly/{id}/country"),
    read("/assembly/{id}/minutes"),
    read("/assembly/{id}/projector"),
    part(
        "POST",
        "/assembly/{id}/minutes/paper",
        Right::ReadAssembly,
        "print the record of a session",
    ),
    part(
        "POST",
        "/assembly/{id}/resolutions/paper",
        Right::ReadAssembly,
        "print adopted resolutions",
    ),
    part(
        "POST",
        "/assembly/{id}/resolution/{n}/paper",
        Right::ReadAssembly,
        "print an adopted resolution",
    ),
    public("/assembly/{id}/results"),
    public("/assembly/{id}/ballot/{n}"),
    public("/assembly/{id}/ballot/{n}/certificate"),
    part(
        "GET",
        "/assembly/{id}/delegate",
        Right::ActInAssembly,
        "speak and vote for a member",
    ),
    part(
        "POST",
        "/assembly/{id}/delegate",
        Right::ActInAssembly,
        "speak and vote for a member",
    ),
    part(
        "GET",
        "/assembly/{id}/chair",
        Right::PresideAssembly,
        "preside over the assembly",
    ),
    part(
        "POST",
        "/assembly/{id}/chair",
        Right::PresideAssembly,
        "preside over the assembly",
    ),
    part("GET", "/assembly/{id}/tellers", Right::CountVotes, "count votes"),
    part("POST", "/assembly/{id}/tellers", Right::CountVotes, "count votes"),
    part(
        "GET",
        "/assembly/{id}/secretariat",
        Right::RunAssembly,
        "run the assembly",
    ),
    part(
        "POST",
        "/assembly/{id}/secretariat",
        Right::RunAssembly,
        "run the assembly",
    ),
    part(
        "POST",
        "/assembly/{id}/committee",
        Right::OverseeAssembly,
        "oversee the assembly",
    ),
    part("GET", "/assembly/new", Right::RunAssembly, "open a session's record"),
    part("POST", "/assembly/new", Right::RunAssembly, "open a session's record"),
    read("/v1/assembly/{id}"),
    part(
        "POST",
        "/v1/assembly/{id}/acts",
        Right::ReadAssembly,
        "act in the assembly",
    ),
];

/// This module's routes.
pub fn routes() -> Router<App> {
    pages::routes()
        .route("/v1/assembly/{id}", get(api::read))
        .route("/v1/assembly/{id}/acts", post(api::act))
}
