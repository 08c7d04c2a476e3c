//! Known pictures found by hash, never a picture kept.
//!
//! - [`pdq`]: exact search among perceptual hashes, at any distance.
//! - [`exact`]: tables for hashes that only equality can compare.
//! - [`hash_list`]: plain lists.
//! - [`lists`]: records, votes, the gravest list, and what a match is worth.
//! - [`exchange`]: the formats in which lists travel.
//! - [`media`]: is this body a picture, a video or an archive? So that a server can refuse it.
//! - [`picture`]: the bureau's own hasher, the only place where a picture is read.

pub mod algorithm;
pub mod exact;
pub mod exchange;
pub mod hash_list;
pub mod lists;
pub mod media;
pub mod pdq;
pub mod picture;

pub use algorithm::{Algorithm, Fingerprint, NotAFingerprint};
