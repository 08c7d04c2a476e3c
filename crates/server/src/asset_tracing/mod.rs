//! Tracing: where the money went.

pub mod commands;
mod generate;
mod human;
mod inputs;
