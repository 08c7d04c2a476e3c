//! The assembly: sessions, votes, resolutions.
pub mod commands;
