//! Fingerprints: known pictures by hash.
pub mod commands;
mod hash_command;
mod list_commands;
mod match_command;
