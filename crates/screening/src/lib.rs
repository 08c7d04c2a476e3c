//! Is this traveller, or this document, on a list? Names in any script, and machine-readable travel documents.

pub mod mrz;
pub mod nationality;
