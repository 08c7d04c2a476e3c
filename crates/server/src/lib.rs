//! Cordon: police cooperation across borders, in one program.
//!
//! The library behind the `cordon` binary: one folder a module, and beside them the gate (the only way in),
//! the answers (the only place where a refusal becomes a status, a page or an exit code) and the page frame.

pub mod assembly;
pub mod asset_tracing;
pub mod cli;
pub mod fingerprints;
pub mod journal;
pub mod links;
pub mod members;
pub mod messages;
pub mod notices;
pub mod screening;
pub mod stop_payment;
pub mod trends;

pub use cli::Outcome;
