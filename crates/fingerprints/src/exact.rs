//! Tables for hashes that only equality can compare: MD5, SHA-1, SHA-256, `PhotoDNA`.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use crate::pdq::EntryId;

/// A set of hashes of `N` bytes: a sorted array, a tail of recent ones, and entries struck out.
///
/// ```
/// use cordon_fingerprints::exact::ExactTable;
/// use cordon_fingerprints::pdq::EntryId;
///
/// let mut table = ExactTable::from_entries(vec![([1_u8; 16], EntryId(4))]);
/// table.insert(EntryId(5), [1; 16]);
/// assert_eq!(table.find(&[1; 16]), vec![EntryId(4), EntryId(5)]);
/// ```
#[derive(Debug)]
pub struct ExactTable<const N: usize> {
    keys: Vec<[u8; N]>,
    ids: Vec<EntryId>,
    /// For each value of the first two bytes: where its keys begin.
    bounds: Vec<u32>,
    tail: BTreeMap<[u8; N], Vec<EntryId>>,
    tail_len: usize,
    removed: HashSet<EntryId>,
}

impl<const N: usize> Default for ExactTable<N> {
    fn default() -> Self {
        Self::from_entries(Vec::new())
    }
}

impl<const N: usize> ExactTable<N> {
    /// Builds a table over many hashes at once.
    #[must_use]
    pub fn from_entries(mut entries: Vec<([u8; N], EntryId)>) -> Self {
        entries.par_sort_unstable();
        let (keys, ids): (Vec<[u8; N]>, Vec<EntryId>) = entries.into_iter().unzip();
        let mut bounds = vec![0_u32; 65_537];
        for key in &keys {
            bounds[prefix(key) + 1] += 1;
        }
        let mut running = 0_u32;
        for bound in &mut bounds {
            running = running.saturating_add(*bound);
            *bound = running;
        }
        Self {
            keys,
            ids,
            bounds,
            tail: BTreeMap::new(),
            tail_len: 0,
            removed: HashSet::new(),
        }
    }

    /// Adds one hash of an entry.
    pub fn insert(&mut self, id: EntryId, key: [u8; N]) {
        self.tail.entry(key).or_default().push(id);
        self.tail_len += 1;
    }

    /// Strikes out every hash of an entry.
    pub fn remove(&mut self, id: EntryId) {
        self.removed.insert(id);
    }

    /// The entries with exactly this hash, by id, each once.
    #[must_use]
    pub fn find(&self, key: &[u8; N]) -> Vec<EntryId> {
        let place = prefix(key);
        let (from, to) = match self.bounds.get(place..place + 2) {
            Some([from, to]) => (*from as usize, *to as usize),
            _ => (0, 0),
        };
        let bucket = self.keys.get(from..to).unwrap_or(&[]);
        let start = from + bucket.partition_point(|other| other < key);
        let sorted = self
            .keys
            .iter()
            .zip(&self.ids)
            .skip(start)
            .take_while(|(other, _)| *other == key)
            .map(|(_, id)| *id);
        let recent = self.tail.get(key).into_iter().flatten().copied();
        let mut found: Vec<EntryId> = sorted.chain(recent).filter(|id| !self.removed.contains(id)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// True when the tail is worth merging.
    #[must_use]
    pub fn merge_is_due(&self) -> bool {
        self.tail_len + self.removed.len() > 65_536 + self.keys.len() / 32
    }

    /// Sorts the tail in and drops what was struck out.
    pub fn merge(&mut self) {
        let removed = std::mem::take(&mut self.removed);
        let keys = std::mem::take(&mut self.keys);
        let ids = std::mem::take(&mut self.ids);
        let tail = std::mem::take(&mut self.tail)
            .into_iter()
            .flat_map(|(key, ids)| ids.into_iter().map(move |id| (key, id)));
        let entries = keys
            .into_iter()
            .zip(ids)
            .chain(tail)
            .filter(|(_, id)| !removed.contains(id))
            .collect();
        *self = Self::from_entries(entries);
    }

    /// Number of hashes, those struck out since the last merge included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len() + self.tail_len
    }

    /// True when the table holds no hash.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of the sorted arrays.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.keys.len() * (N + size_of::<EntryId>()) + self.bounds.len() * 4
    }
}

fn prefix<const N: usize>(key: &[u8; N]) -> usize {
    match key.get(..2) {
        Some([high, low]) => usize::from(*high) << 8 | usize::from(*low),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn acts() -> impl Strategy<Value = Vec<(u8, u8, u32)>> {
        proptest::collection::vec((0_u8..4, 0_u8..6, 0_u32..40), 0..200)
    }

    proptest! {
        #[test]
        fn any_order_of_acts_equals_a_plain_list(acts in acts()) {
            let mut table: ExactTable<20> = ExactTable::default();
            let mut plain: Vec<([u8; 20], EntryId)> = Vec::new();
            let mut gone = HashSet::new();
            for (act, value, id) in acts {
                let mut key = [0_u8; 20];
                key[0] = value / 3;
                key[19] = value;
                match act {
                    0 | 1 if !gone.contains(&id) => {
                        table.insert(EntryId(id), key);
                        plain.push((key, EntryId(id)));
                    }
                    2 => {
                        table.remove(EntryId(id));
                        gone.insert(id);
                        plain.retain(|(_, other)| *other != EntryId(id));
                    }
                    _ => table.merge(),
                }
                let mut expected: Vec<EntryId> = plain
                    .iter()
                    .filter(|(other, _)| *other == key)
                    .map(|(_, id)| *id)
                    .collect();
                expected.sort_unstable();
                expected.dedup();
                prop_assert_eq!(table.find(&key), expected);
            }
        }
    }

    #[test]
    fn absent_hashes_are_not_found() {
        let table = ExactTable::from_entries(vec![([255_u8; 32], EntryId(1)), ([0; 32], EntryId(2))]);
        assert_eq!(table.find(&[255; 32]), vec![EntryId(1)]);
        assert_eq!(table.find(&[7; 32]), Vec::new());
        assert!(!table.is_empty() && table.bytes() > 72 && !table.merge_is_due());
    }
}
