//! Cordon: police cooperation across borders, in one program.
//!
//! The library behind the `cordon` binary: one folder a module, and beside them the gate (the only way in),
//! the answers (the only place where a refusal becomes a status, a page or an exit code) and the page frame.

pub mod access;
pub mod answer;
pub mod app;
pub mod assembly;
pub mod asset_tracing;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod documents;
pub mod doors;
pub mod fingerprints;
pub mod frame;
pub mod gate;
pub mod jobs;
pub mod journal;
pub mod links;
pub mod members;
pub mod messages;
pub mod modules;
pub mod notices;
pub mod openapi;
pub mod operate;
pub mod routes;
pub mod screening;
pub mod serve;
pub mod stop_payment;
pub mod trends;

pub use cli::Outcome;
