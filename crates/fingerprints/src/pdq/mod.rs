//! PDQ: a perceptual hash of 256 bits whose distance says how alike two pictures are.
//!
//! Search is exact at every distance: an index of this module returns what a comparison with every hash would.
//! Method: multi-index hashing over parts dealt in stride ([`PdqIndex`]); plain scan where that is cheaper.
//! Source of the hash and its advised distance: facebook/ThreatExchange, `pdq/README.md`.

mod deal;
mod frozen;
mod hash;
mod huge_array;
mod index;
mod matcher;
mod plan;
mod popcount;

use std::fmt;

pub use hash::{ADVISED_DISTANCE, FEATURELESS_QUALITY, NotAPdq, PDQ_BITS, Pdq};
pub use index::{IndexRefusal, IndexSize, Merge, Merged, PdqIndex};
pub use matcher::Matcher;

/// The caller's number for one entry of an index, for instance its place in a table of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One entry found, with the number of bits in which its hash differs from the query. Ordered by distance, then id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Bits that differ, 0 to 256.
    pub distance: u32,
    /// The entry.
    pub id: EntryId,
}

/// Finds, for each query, every hash within `distance`, without an index kept afterwards. Answers stand in the order of
/// the queries, each nearest first, then by id. For answers too large to hold at once use a [`Matcher`].
#[must_use]
pub fn match_all(entries: &[(EntryId, Pdq)], queries: &[Pdq], distance: u32) -> Vec<Vec<Found>> {
    Matcher::new(entries, queries.len(), distance).answers(queries)
}

/// Compares every query with every entry. The reference that the index is measured against.
#[must_use]
pub fn scan_all(entries: &[(EntryId, Pdq)], queries: &[Pdq], distance: u32) -> Vec<Vec<Found>> {
    Matcher::scanning(entries, distance).answers(queries)
}
