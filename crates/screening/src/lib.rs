//! Is this traveller, or this document, on a list? Names in any script, and machine-readable travel documents.

pub mod crossscript;
pub mod entity;
pub mod lexicon;
pub mod mrz;
pub mod names;
pub mod nationality;
pub mod scoring;
