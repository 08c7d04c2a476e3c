//! Fingerprints: known pictures by hash.
pub mod commands;
mod hash_command;
mod match_command;
