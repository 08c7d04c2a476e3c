//! The state of a verification: tree, tiles, erasures, problems.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Verification;
use super::checkpoints::Checkpoints;
use crate::entry::{ERASURE, Erased, ErasureRecord, Leaf};
use crate::merkle::{Frontier, Hash, leaf_hash, root_of};
use crate::{Row, StoreError, tiles};

/// After so many problems the rest is only counted.
const MOST_PROBLEMS: usize = 100;

/// What the verification has seen so far.
pub(super) struct Check {
    pub(super) entries: i64,
    pub(super) frontier: Frontier,
    /// Hashes of the tile being filled, per level, and its index.
    pub(super) tiles: Vec<(i64, Vec<Hash>)>,
    pub(super) full_tiles: Vec<(i64, i64, Vec<Hash>)>,
    pub(super) tile_count: i64,
    /// Signed roots by size.
    pub(super) signed: BTreeMap<i64, BTreeSet<Hash>>,
    pub(super) checkpoints: i64,
    /// Absent parts and files, with the hash that their leaf commits to.
    pub(super) absent: HashMap<String, String>,
    pub(super) erasures: HashMap<String, String>,
    pub(super) present: HashMap<&'static str, i64>,
    pub(super) problems: Vec<String>,
    pub(super) more_problems: usize,
}

impl Check {
    pub(super) fn new(checkpoints: Checkpoints) -> Check {
        let mut check = Check {
            entries: 0,
            frontier: Frontier::default(),
            tiles: Vec::new(),
            full_tiles: Vec::new(),
            tile_count: 0,
            signed: checkpoints.signed,
            checkpoints: checkpoints.count,
            absent: HashMap::new(),
            erasures: HashMap::new(),
            present: HashMap::new(),
            problems: Vec::new(),
            more_problems: 0,
        };
        for problem in checkpoints.problems {
            check.problem(problem);
        }
        check.check_root();
        check
    }

    pub(super) fn problem(&mut self, text: String) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(text);
        } else {
            self.more_problems += 1;
        }
    }

    /// Takes the entries of a page into the tree; gives what could be read of them.
    pub(super) fn page(&mut self, rows: &[Row]) -> Result<Vec<(i64, Leaf)>, StoreError> {
        let mut leaves = Vec::with_capacity(rows.len());
        for row in rows {
            let seq = row.i64(0)?;
            if seq != self.entries + 1 {
                self.problem(format!(
                    "entry {seq} follows entry {}: entries are missing or out of order",
                    self.entries
                ));
            }
            self.entries = seq;
            let bytes = row.bytes(4)?;
            self.leaf(leaf_hash(bytes));
            self.check_root();
            match Leaf::from_bytes(bytes) {
                Ok(leaf) => {
                    self.columns(seq, &leaf, row)?;
                    self.erasure(seq, &leaf);
                    leaves.push((seq, leaf));
                }
                Err(error) => self.problem(format!("entry {seq}: {error}")),
            }
        }
        Ok(leaves)
    }

    fn leaf(&mut self, hash: Hash) {
        self.frontier.push(hash);
        let (mut level, mut hash) = (0, hash);
        loop {
            if self.tiles.len() == level {
                self.tiles.push((0, Vec::new()));
            }
            let Some((index, tile)) = self.tiles.get_mut(level) else {
                return;
            };
            tile.push(hash);
            if tile.len() < tiles::WIDTH {
                return;
            }
            let full = std::mem::take(tile);
            hash = root_of(&full);
            self.full_tiles.push((level as i64, *index, full));
            *index += 1;
            level += 1;
        }
    }

    /// Compares the root with the checkpoints of this size.
    fn check_root(&mut self) {
        let Some(roots) = self.signed.remove(&self.entries) else {
            return;
        };
        let root = self.frontier.root();
        if roots.iter().any(|signed| *signed != root) {
            self.problem(format!(
                "the first {} entries do not have the root that their checkpoint signs",
                self.entries
            ));
        }
    }

    /// The columns repeat what the hashed bytes say.
    fn columns(&mut self, seq: i64, leaf: &Leaf, row: &Row) -> Result<(), StoreError> {
        let same = row.text(1)? == leaf.id && row.text(2)? == leaf.kind && row.opt_text(3)? == leaf.case.as_deref();
        if !same {
            self.problem(format!("entry {seq}: its row says other than its bytes"));
        }
        Ok(())
    }

    fn erasure(&mut self, seq: i64, leaf: &Leaf) {
        if leaf.kind != ERASURE {
            return;
        }
        match serde_json::from_value::<ErasureRecord>(leaf.public.clone()) {
            Ok(record) if record.by[0] != record.by[1] && !record.ground.trim().is_empty() => {
                for Erased { id, hash } in record.parts.into_iter().chain(record.files) {
                    self.erasures.insert(id, hash);
                }
            }
            Ok(_) => self.problem(format!("entry {seq}: an erasure without ground or two persons")),
            Err(error) => self.problem(format!("entry {seq}: {error}")),
        }
    }

    pub(super) fn finish(mut self) -> Verification {
        for (size, _) in std::mem::take(&mut self.signed) {
            self.problem(format!(
                "a checkpoint signs {size} entries, but there are {}: entries were cut off",
                self.entries
            ));
        }
        let mut erased = 0;
        for (id, hash) in std::mem::take(&mut self.absent) {
            if self.erasures.get(&id) == Some(&hash) {
                erased += 1;
            } else {
                self.problem(format!("part {id} is absent, and no erasure says why"));
            }
        }
        if self.more_problems > 0 {
            let more = format!("and {} more", self.more_problems);
            self.problems.push(more);
        }
        Verification {
            entries: self.entries,
            root_hex: hex::encode(self.frontier.root()),
            checkpoints: self.checkpoints,
            erased,
            problems: self.problems,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::empty_root;

    /// The root of a journal without entries is that of the standard.
    #[test]
    fn an_empty_check_has_the_empty_root() {
        let check = Check::new(Checkpoints {
            signed: BTreeMap::from([(0, BTreeSet::from([empty_root()]))]),
            count: 1,
            problems: Vec::new(),
        });
        let verification = check.finish();
        assert!(verification.verified(), "{:?}", verification.problems);
        assert_eq!(
            verification.root_hex,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
