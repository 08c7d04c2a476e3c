//! Trends: what happens, what rises, what goes unreported.
mod command_change;
mod command_hidden;
mod command_rank;
mod command_report;
pub mod commands;
mod printing;
