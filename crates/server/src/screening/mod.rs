//! Screening: names and documents against lists.
pub mod commands;
pub mod match_command;
pub mod mrz;
