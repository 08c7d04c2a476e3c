//! A frozen set of PDQ hashes under a multi-index: for each part, the entries by the value of that part.
//!
//! Tables are two flat arrays (bucket bounds, entry positions) instead of hash maps, which is what makes the exact
//! search fast: every probe is one short read. Hashes lie in dealt order (see [`super::deal`]).

use rayon::prelude::*;

use super::EntryId;
use super::deal::{Deal, Part};
use super::huge_array::HugeArray;
use super::plan::{self, Radii, SCANNED_BELOW};
use super::popcount::Machine;

/// Hashes compared per step of a scan shared by many queries: 128 KiB, which stays in the cache.
const SCAN_BLOCK: usize = 4_096;

#[derive(Debug)]
pub(crate) struct Frozen {
    deal: Deal,
    hashes: HugeArray<[u64; 4]>,
    ids: HugeArray<u32>,
    tables: Vec<Table>,
    machine: Machine,
}

#[derive(Debug)]
struct Table {
    part: Part,
    /// Bucket `k` holds `positions[bounds[k]..bounds[k + 1]]`.
    bounds: HugeArray<u32>,
    positions: HugeArray<u32>,
}

/// What a search at one distance does; made once, used for many queries.
#[derive(Debug, Clone)]
pub(crate) struct SearchPlan {
    distance: u32,
    /// Per part, the differences to probe; `None` means a plain scan.
    probes: Option<Vec<Vec<u32>>>,
}

/// Working memory of one searcher, reused between queries.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    ranges: Vec<(u32, u32)>,
    candidates: Vec<u32>,
    found: Vec<(u32, u32)>,
}

impl Frozen {
    /// Freezes hashes (in plain order) with their entry ids, indexed for searches at `distance`.
    pub(crate) fn build(plain: &[[u64; 4]], ids: &[EntryId], distance: u32) -> Self {
        // Positions are 32 bits wide.
        let len = plain.len().min(ids.len()).min(u32::MAX as usize);
        let deal = Deal::new(plan::part_count(len, distance));
        let mut hashes: HugeArray<[u64; 4]> = HugeArray::zeroed(len);
        hashes
            .as_mut_slice()
            .par_iter_mut()
            .zip(plain.par_iter())
            .for_each(|(dealt, words)| *dealt = deal.deal(words));
        let mut stored_ids: HugeArray<u32> = HugeArray::zeroed(len);
        for (stored, id) in stored_ids.as_mut_slice().iter_mut().zip(ids) {
            *stored = id.0;
        }
        let tables = if len < SCANNED_BELOW {
            Vec::new()
        } else {
            let dealt = hashes.as_slice();
            deal.parts().par_iter().map(|part| Table::build(*part, dealt)).collect()
        };
        Self {
            deal,
            hashes,
            ids: stored_ids,
            tables,
            machine: Machine::found(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.hashes.len()
    }

    pub(crate) fn part_count(&self) -> usize {
        self.tables.len()
    }

    /// Bytes of the hashes with their ids, and bytes of the tables.
    pub(crate) fn bytes(&self) -> (usize, usize) {
        let tables = self
            .tables
            .iter()
            .map(|table| table.bounds.bytes() + table.positions.bytes())
            .sum();
        (self.hashes.bytes() + self.ids.bytes(), tables)
    }

    /// Every entry with its hash in plain order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = ([u64; 4], EntryId)> + '_ {
        self.hashes
            .as_slice()
            .iter()
            .zip(self.ids.as_slice())
            .map(|(dealt, id)| (self.deal.undo(dealt), EntryId(*id)))
    }

    pub(crate) fn plan(&self, distance: u32) -> SearchPlan {
        let bits: Vec<u32> = self.tables.iter().map(|table| table.part.bits).collect();
        let probes = match plan::radii(&bits, self.len(), distance) {
            Some(Radii { per_part, .. }) if !bits.is_empty() => Some(
                per_part
                    .iter()
                    .zip(&bits)
                    .map(|(radius, bits)| radius.map_or_else(Vec::new, |r| plan::masks(*bits, r)))
                    .collect(),
            ),
            _ => None,
        };
        SearchPlan { distance, probes }
    }

    /// Hands every entry within the plan's distance of `query` (plain order) to `give`, each once, in no set order.
    pub(crate) fn search(
        &self,
        query: &[u64; 4],
        plan: &SearchPlan,
        scratch: &mut Scratch,
        mut give: impl FnMut(EntryId, u32),
    ) {
        let dealt = self.deal.deal(query);
        scratch.found.clear();
        let probed = match &plan.probes {
            Some(probes) => self.probe(&dealt, probes, plan.distance, scratch),
            None => false,
        };
        if !probed {
            scratch.found.clear();
            self.machine
                .scan(self.hashes.as_slice(), 0, &dealt, plan.distance, &mut scratch.found);
        }
        // An entry close in several parts was found by several tables.
        scratch.found.sort_unstable();
        scratch.found.dedup();
        let ids = self.ids.as_slice();
        for (position, distance) in &scratch.found {
            if let Some(id) = ids.get(*position as usize) {
                give(EntryId(*id), *distance);
            }
        }
    }

    /// Three passes, each of independent reads, so that the machine can keep many in flight: bounds of all buckets,
    /// then their entries, then the entries' hashes. False when the buckets hold so much that a scan is cheaper (a
    /// list full of one featureless picture).
    fn probe(&self, dealt: &[u64; 4], probes: &[Vec<u32>], distance: u32, scratch: &mut Scratch) -> bool {
        let most = self.len() / 2 + SCANNED_BELOW;
        let mut candidates_so_far = 0_usize;
        for (table, masks) in self.tables.iter().zip(probes) {
            if masks.is_empty() {
                continue;
            }
            candidates_so_far += table.buckets(dealt, masks, &mut scratch.ranges);
            if candidates_so_far > most {
                return false;
            }
            table.candidates(&scratch.ranges, &mut scratch.candidates);
            self.machine.verify(
                self.hashes.as_slice(),
                &scratch.candidates,
                dealt,
                distance,
                &mut scratch.found,
            );
        }
        true
    }

    /// A plain scan for many queries at once: each block of hashes is compared with all of them while it is in the
    /// cache. Gives, per query, the entries within `distance`.
    pub(crate) fn scan_many(&self, queries: &[[u64; 4]], distance: u32) -> Vec<Vec<(EntryId, u32)>> {
        let dealt: Vec<[u64; 4]> = queries.iter().map(|query| self.deal.deal(query)).collect();
        let ids = self.ids.as_slice();
        self.hashes
            .as_slice()
            .par_chunks(SCAN_BLOCK)
            .enumerate()
            .fold(
                || vec![Vec::new(); queries.len()],
                |mut all: Vec<Vec<(EntryId, u32)>>, (block, chunk)| {
                    let mut found = Vec::new();
                    let first = (block * SCAN_BLOCK) as u32;
                    for (matches, query) in all.iter_mut().zip(&dealt) {
                        found.clear();
                        self.machine.scan(chunk, first, query, distance, &mut found);
                        matches.extend(found.iter().filter_map(|(position, distance)| {
                            ids.get(*position as usize).map(|id| (EntryId(*id), *distance))
                        }));
                    }
                    all
                },
            )
            .reduce(
                || vec![Vec::new(); queries.len()],
                |mut left, right| {
                    for (into, from) in left.iter_mut().zip(right) {
                        into.extend(from);
                    }
                    left
                },
            )
    }
}

impl SearchPlan {
    /// True when the plan reads every hash.
    pub(crate) fn is_scan(&self) -> bool {
        self.probes.is_none()
    }
}

impl Table {
    /// A counting sort of the entries by the part's value.
    fn build(part: Part, dealt: &[[u64; 4]]) -> Self {
        let buckets = 1_usize << part.bits;
        let mut bounds: HugeArray<u32> = HugeArray::zeroed(buckets + 1);
        let mut positions: HugeArray<u32> = HugeArray::zeroed(dealt.len());
        let ends = bounds.as_mut_slice();
        for hash in dealt {
            ends[part.key(hash) as usize + 1] += 1;
        }
        let mut running = 0_u32;
        for end in ends.iter_mut().skip(1) {
            running += std::mem::replace(end, running);
        }
        // Each bound starts at its bucket's first place and is moved behind each entry put there.
        let sorted = positions.as_mut_slice();
        for (position, hash) in dealt.iter().enumerate() {
            let end = &mut ends[part.key(hash) as usize + 1];
            sorted[*end as usize] = position as u32;
            *end += 1;
        }
        Self {
            part,
            bounds,
            positions,
        }
    }

    /// Notes the buckets at the given differences from the query's value; returns how many entries they hold.
    fn buckets(&self, dealt: &[u64; 4], masks: &[u32], ranges: &mut Vec<(u32, u32)>) -> usize {
        ranges.clear();
        let bounds = self.bounds.as_slice();
        let key = self.part.key(dealt);
        let mut entries = 0_usize;
        for mask in masks {
            let bucket = (key ^ mask) as usize;
            if let Some([start, end]) = bounds.get(bucket..bucket + 2) {
                entries += (end - start) as usize;
                ranges.push((*start, *end));
            }
        }
        entries
    }

    fn candidates(&self, ranges: &[(u32, u32)], candidates: &mut Vec<u32>) {
        candidates.clear();
        let positions = self.positions.as_slice();
        for (start, end) in ranges {
            if let Some(bucket) = positions.get(*start as usize..*end as usize) {
                for position in bucket {
                    candidates.push(*position);
                }
            }
        }
    }
}
