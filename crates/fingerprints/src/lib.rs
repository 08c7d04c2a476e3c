//! Known pictures found by hash, never a picture kept.
//!
//! - [`pdq`]: exact search among perceptual hashes, at any distance.
//! - [`exact`]: tables for hashes that only equality can compare.
//! - [`hash_list`]: plain lists.
//! - [`picture`]: the bureau's own hasher, the only place where a picture is read.

pub mod algorithm;
pub mod exact;
pub mod hash_list;
pub mod pdq;
pub mod picture;

pub use algorithm::{Algorithm, Fingerprint, NotAFingerprint};
