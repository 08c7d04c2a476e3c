//! Screening: names and documents against lists.
pub mod commands;
pub mod mrz;
