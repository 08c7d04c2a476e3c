//! The searchable set: a frozen multi-index, a tail of recent entries that is scanned, and entries struck out.
//!
//! The set can be searched while a merge is under way: [`PdqIndex::begin_merge`] takes what is needed, [`Merge::run`]
//! does the work (on any thread), [`PdqIndex::finish_merge`] puts the result in place.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::frozen::{Frozen, Scratch, SearchPlan};
use super::popcount::Machine;
use super::{EntryId, Found, Pdq};

/// The tail may grow to this many entries plus a share of the frozen part before a merge is due.
const TAIL_BASE: usize = 4_096;
const TAIL_SHARE: usize = 128;

/// Exact search over PDQ hashes.
///
/// ```
/// use cordon_fingerprints::pdq::{EntryId, Pdq, PdqIndex};
///
/// let known: Pdq = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22".parse()?;
/// let seen: Pdq = "d8f8f0cee0f4a84f0637022a038f67f0b36e2ed596631e1d33e6339c4e9c9b22".parse()?;
/// let mut index = PdqIndex::new();
/// index.insert(EntryId(7), known)?;
/// let found = index.search(&seen, 31);
/// assert_eq!((found[0].id, found[0].distance), (EntryId(7), 6));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct PdqIndex {
    frozen: Arc<Frozen>,
    tail_hashes: Vec<[u64; 4]>,
    tail_ids: Vec<EntryId>,
    removed: HashSet<EntryId>,
    design_distance: u32,
    merges: u64,
    machine: Machine,
}

/// Why an act on the index was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IndexRefusal {
    /// An entry that was struck out does not come back under its old id: a searcher could take it for the old one.
    #[error("entry {0} was removed; give the new hash an id of its own")]
    IdWasRemoved(EntryId),
    /// Positions are 32 bits wide.
    #[error("the index is full: 4,294,967,295 hashes")]
    Full,
    /// Another merge was put in place after this one began.
    #[error("this merge began before another one ended; begin again")]
    StaleMerge,
}

impl IndexRefusal {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IdWasRemoved(_) => "id-was-removed",
            Self::Full => "index-full",
            Self::StaleMerge => "stale-merge",
        }
    }
}

/// What an index holds and how much memory that takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexSize {
    /// Hashes under the multi-index, removed ones included until the next merge.
    pub frozen: usize,
    /// Hashes in the tail.
    pub tail: usize,
    /// Entry ids struck out since the last merge.
    pub removed: usize,
    /// Number of parts (tables) of the multi-index; 0 when the set is small enough to be scanned.
    pub parts: usize,
    /// Bytes of the hashes and their ids.
    pub hash_bytes: usize,
    /// Bytes of the tables beside them.
    pub table_bytes: usize,
}

impl Default for PdqIndex {
    fn default() -> Self {
        Self::new()
    }
}

impl PdqIndex {
    /// An empty index, laid out for searches at the advised distance.
    #[must_use]
    pub fn new() -> Self {
        Self::from_entries(&[], super::ADVISED_DISTANCE)
    }

    /// Builds an index over many entries at once, laid out for searches at `design_distance` (others stay exact, and
    /// may cost more). Entries beyond 4,294,967,294 are left out of the frozen part and must be refused by the caller.
    #[must_use]
    pub fn from_entries(entries: &[(EntryId, Pdq)], design_distance: u32) -> Self {
        let plain: Vec<[u64; 4]> = entries.par_iter().map(|(_, hash)| hash.words()).collect();
        let ids: Vec<EntryId> = entries.iter().map(|(id, _)| *id).collect();
        Self {
            frozen: Arc::new(Frozen::build(&plain, &ids, design_distance)),
            tail_hashes: Vec::new(),
            tail_ids: Vec::new(),
            removed: HashSet::new(),
            design_distance,
            merges: 0,
            machine: Machine::found(),
        }
    }

    /// Adds one hash of an entry. An entry may have several (a picture's eight turned and mirrored forms).
    ///
    /// # Errors
    /// [`IndexRefusal::IdWasRemoved`], [`IndexRefusal::Full`].
    pub fn insert(&mut self, id: EntryId, hash: Pdq) -> Result<(), IndexRefusal> {
        if self.removed.contains(&id) {
            return Err(IndexRefusal::IdWasRemoved(id));
        }
        if self.frozen.len() + self.tail_hashes.len() >= u32::MAX as usize {
            return Err(IndexRefusal::Full);
        }
        self.tail_hashes.push(hash.words());
        self.tail_ids.push(id);
        Ok(())
    }

    /// Strikes out every hash of an entry, at once for searches; its memory is freed by the next merge.
    pub fn remove(&mut self, id: EntryId) {
        self.removed.insert(id);
    }

    /// Every hash within `distance` of `query`, nearest first, then by entry id.
    #[must_use]
    pub fn search(&self, query: &Pdq, distance: u32) -> Vec<Found> {
        let plan = self.frozen.plan(distance);
        self.search_planned(&query.words(), distance, &plan, &mut Scratch::default())
    }

    /// The same for many queries, on all threads of the current pool; answers stand in the order of the queries.
    #[must_use]
    pub fn search_many(&self, queries: &[Pdq], distance: u32) -> Vec<Vec<Found>> {
        let plan = self.frozen.plan(distance);
        if plan.is_scan() && queries.len() > 1 {
            return self.scan_many(queries, distance);
        }
        queries
            .par_iter()
            .map_init(Scratch::default, |scratch, query| {
                self.search_planned(&query.words(), distance, &plan, scratch)
            })
            .collect()
    }

    fn search_planned(&self, query: &[u64; 4], distance: u32, plan: &SearchPlan, scratch: &mut Scratch) -> Vec<Found> {
        let mut found = Vec::new();
        self.frozen
            .search(query, plan, scratch, |id, distance| found.push(Found { distance, id }));
        self.finish(query, distance, found)
    }

    fn scan_many(&self, queries: &[Pdq], distance: u32) -> Vec<Vec<Found>> {
        let words: Vec<[u64; 4]> = queries.iter().map(Pdq::words).collect();
        self.frozen
            .scan_many(&words, distance)
            .into_iter()
            .zip(&words)
            .map(|(matches, query)| {
                let found = matches
                    .into_iter()
                    .map(|(id, distance)| Found { distance, id })
                    .collect();
                self.finish(query, distance, found)
            })
            .collect()
    }

    /// Adds the tail's matches, drops what was removed, and orders the answer.
    fn finish(&self, query: &[u64; 4], distance: u32, mut found: Vec<Found>) -> Vec<Found> {
        let mut in_tail = Vec::new();
        self.machine.scan(&self.tail_hashes, 0, query, distance, &mut in_tail);
        found.extend(in_tail.into_iter().filter_map(|(position, distance)| {
            self.tail_ids
                .get(position as usize)
                .map(|id| Found { distance, id: *id })
        }));
        if !self.removed.is_empty() {
            found.retain(|found| !self.removed.contains(&found.id));
        }
        found.sort_unstable();
        found
    }

    /// What the index holds and the memory it takes.
    #[must_use]
    pub fn size(&self) -> IndexSize {
        let (hash_bytes, table_bytes) = self.frozen.bytes();
        IndexSize {
            frozen: self.frozen.len(),
            tail: self.tail_hashes.len(),
            removed: self.removed.len(),
            parts: self.frozen.part_count(),
            hash_bytes: hash_bytes + self.tail_hashes.capacity() * 32 + self.tail_ids.capacity() * 4,
            table_bytes,
        }
    }

    /// True when the tail has grown enough, or enough was struck out, to be worth a merge.
    #[must_use]
    pub fn merge_is_due(&self) -> bool {
        self.tail_hashes.len() + self.removed.len() > TAIL_BASE + self.frozen.len() / TAIL_SHARE
    }

    /// Takes what a merge needs. The index stays open for searches and changes.
    #[must_use]
    pub fn begin_merge(&self) -> Merge {
        Merge {
            frozen: Arc::clone(&self.frozen),
            tail_hashes: self.tail_hashes.clone(),
            tail_ids: self.tail_ids.clone(),
            removed: self.removed.clone(),
            design_distance: self.design_distance,
            merges: self.merges,
        }
    }

    /// Puts a finished merge in place; what was inserted or removed meanwhile stays.
    ///
    /// # Errors
    /// [`IndexRefusal::StaleMerge`] when another merge ended since this one began.
    pub fn finish_merge(&mut self, merged: Merged) -> Result<(), IndexRefusal> {
        if merged.merges != self.merges {
            return Err(IndexRefusal::StaleMerge);
        }
        self.frozen = Arc::new(merged.frozen);
        self.tail_hashes.drain(..merged.tail_taken.min(self.tail_hashes.len()));
        self.tail_ids.drain(..merged.tail_taken.min(self.tail_ids.len()));
        // Ids struck out before the merge may still name hashes of the remaining tail only if they were inserted
        // again, which `insert` refuses; so they can be forgotten.
        self.removed.retain(|id| !merged.removed.contains(id));
        self.merges += 1;
        Ok(())
    }
}

/// A merge that has not been computed yet. Plain data: move it to any thread and [`Merge::run`] it there.
#[derive(Debug)]
pub struct Merge {
    frozen: Arc<Frozen>,
    tail_hashes: Vec<[u64; 4]>,
    tail_ids: Vec<EntryId>,
    removed: HashSet<EntryId>,
    design_distance: u32,
    merges: u64,
}

/// A computed merge, for [`PdqIndex::finish_merge`].
#[derive(Debug)]
pub struct Merged {
    frozen: Frozen,
    tail_taken: usize,
    removed: HashSet<EntryId>,
    merges: u64,
}

impl Merge {
    /// Builds the new frozen part: the long step, some seconds for ten million hashes.
    #[must_use]
    pub fn run(self) -> Merged {
        let (plain, ids): (Vec<[u64; 4]>, Vec<EntryId>) = self
            .frozen
            .entries()
            .chain(self.tail_hashes.iter().copied().zip(self.tail_ids.iter().copied()))
            .filter(|(_, id)| !self.removed.contains(id))
            .unzip();
        Merged {
            frozen: Frozen::build(&plain, &ids, self.design_distance),
            tail_taken: self.tail_hashes.len(),
            removed: self.removed,
            merges: self.merges,
        }
    }
}
