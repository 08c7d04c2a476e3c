//! One list, one distance, many queries: an index where that pays, a scan where it does not.

use rayon::prelude::*;

use super::popcount::Machine;
use super::{ADVISED_DISTANCE, EntryId, Found, Pdq, PdqIndex, plan};

/// Building an index costs about as much as scanning the set this many times.
const SCANS_PER_BUILD: usize = 200;

/// Answers queries against a fixed list at a fixed distance. Both ways give the same answers.
#[derive(Debug)]
pub struct Matcher {
    distance: u32,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Index(Box<PdqIndex>),
    Scan { hashes: Vec<[u64; 4]>, ids: Vec<EntryId> },
}

impl Matcher {
    /// Prepares a list for about so many queries.
    #[must_use]
    pub fn new(entries: &[(EntryId, Pdq)], queries: usize, distance: u32) -> Self {
        if queries < SCANS_PER_BUILD {
            return Self::scanning(entries, distance);
        }
        // Beyond the advised distance its layout serves as well as any, and far beyond it a scan is cheaper.
        let design = distance.min(ADVISED_DISTANCE);
        let parts = plan::part_bits(plan::part_count(entries.len(), design));
        if plan::radii(&parts, entries.len(), distance).is_none() {
            return Self::scanning(entries, distance);
        }
        Self {
            distance,
            way: Way::Index(Box::new(PdqIndex::from_entries(entries, design))),
        }
    }

    /// Compares with every entry, whatever the number of queries.
    #[must_use]
    pub fn scanning(entries: &[(EntryId, Pdq)], distance: u32) -> Self {
        Self {
            distance,
            way: Way::Scan {
                hashes: entries.iter().map(|(_, hash)| hash.words()).collect(),
                ids: entries.iter().map(|(id, _)| *id).collect(),
            },
        }
    }

    /// The entries within the distance of each query, nearest first, then by id.
    #[must_use]
    pub fn answers(&self, queries: &[Pdq]) -> Vec<Vec<Found>> {
        match &self.way {
            Way::Index(index) => index.search_many(queries, self.distance),
            Way::Scan { hashes, ids } => queries
                .par_iter()
                .map(|query| scan(hashes, ids, query, self.distance))
                .collect(),
        }
    }
}

fn scan(hashes: &[[u64; 4]], ids: &[EntryId], query: &Pdq, distance: u32) -> Vec<Found> {
    let mut near = Vec::new();
    Machine::found().scan(hashes, 0, &query.words(), distance, &mut near);
    let mut found: Vec<Found> = near
        .into_iter()
        .filter_map(|(position, distance)| {
            let id = *ids.get(position as usize)?;
            Some(Found { distance, id })
        })
        .collect();
    found.sort_unstable();
    found
}
