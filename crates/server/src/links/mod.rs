//! Links: the same value in several cases.
pub mod commands;
mod find_command;
mod value_file;
