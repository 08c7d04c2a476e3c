//! Bank messages, read from files.
pub mod commands;
