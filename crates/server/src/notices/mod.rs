//! Notices: alerts on persons and things.
pub mod commands;
