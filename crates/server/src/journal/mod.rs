//! The journal: verification and proofs.
pub mod act;
pub mod commands;
pub mod note;
pub mod pages;
pub mod stream;
