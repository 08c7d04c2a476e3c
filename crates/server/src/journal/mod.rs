//! The journal: verification and proofs.
pub mod commands;
pub mod stream;
