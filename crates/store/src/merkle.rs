//! The Merkle tree of RFC 6962 (section 2.1) and RFC 9162: hashes, proofs, and their verification.
//!
//! Building and verifying share nothing but the two hash functions, so each checks the other.
//!
//! ```
//! use cordon_store::merkle::{leaf_hash, root_of, verify_inclusion};
//! let leaves: Vec<_> = [&b"a"[..], b"b"].iter().map(|entry| leaf_hash(entry)).collect();
//! let root = root_of(&leaves);
//! assert!(verify_inclusion(&leaves[0], 0, 2, &leaves[1..], &root));
//! ```

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The root of the tree without leaves: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// SHA-256(0x00 || entry).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(entry);
    hash.finalize().into()
}

/// SHA-256(0x01 || left || right).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// The root over leaf hashes, as the definition says.
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(largest_power_below(leaves.len()));
            node_hash(&root_of(left), &root_of(right))
        }
    }
}

/// The largest power of two below `n`, for n > 1.
fn largest_power_below(n: usize) -> usize {
    n.checked_sub(1).map_or(0, |last| match last.checked_ilog2() {
        Some(log) => 1 << log,
        None => 0,
    })
}

/// Whether `path` proves that the leaf at `index` (from 0) is in the tree of `size` leaves with
/// this root (RFC 9162, section 2.1.3.2).
#[must_use]
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last) = (index, size - 1);
    let mut result = *leaf;
    for sibling in path {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            result = node_hash(sibling, &result);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            result = node_hash(&result, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && result == *root
}

/// Whether `path` proves that the tree of `to` leaves continues the tree of `from` leaves
/// (RFC 9162, section 2.1.4.2). Every tree continues the empty one, with an empty proof.
#[must_use]
pub fn verify_consistency(from: u64, to: u64, path: &[Hash], old_root: &Hash, new_root: &Hash) -> bool {
    if from > to {
        return false;
    }
    if from == 0 {
        return path.is_empty() && *old_root == empty_root();
    }
    if from == to {
        return path.is_empty() && old_root == new_root;
    }
    let mut hashes = path.iter();
    let first = if from.is_power_of_two() {
        Some(old_root)
    } else {
        hashes.next()
    };
    let Some(first) = first else { return false };
    let (mut node, mut last) = (from - 1, to - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (*first, *first);
    for sibling in hashes {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old = node_hash(sibling, &old);
            new = node_hash(sibling, &new);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old == *old_root && new == *new_root
}

/// That an entry is in the journal, for somebody without access to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// The entry's place, from 0 (its number minus one).
    pub index: u64,
    /// The number of leaves of the tree that the checkpoint signs.
    pub size: u64,
    /// The entry's leaf hash.
    pub leaf: Hash,
    /// The siblings from the leaf up.
    pub path: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl InclusionProof {
    /// The proof as a C2SP `tlog-proof@v1` file, which verifies away from the network.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("c2sp.org/tlog-proof@v1\nindex {}\n", self.index);
        for hash in &self.path {
            text.push_str(&STANDARD.encode(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }
}

/// The leaves from `start` up to but without `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: u64,
    pub end: u64,
}

impl Span {
    /// Cut as the tree is cut: at the largest power of two below its length.
    fn halves(self) -> (Span, Span) {
        let length = self.end - self.start;
        let cut = self.start + (1 << (length - 1).ilog2());
        (
            Span {
                start: self.start,
                end: cut,
            },
            Span {
                start: cut,
                end: self.end,
            },
        )
    }

    /// The complete subtrees that make up this span, left to right, as (level, index).
    pub(crate) fn subtrees(self) -> Vec<(u32, u64)> {
        let mut out = Vec::new();
        let mut start = self.start;
        while start < self.end {
            let fits = (self.end - start).ilog2();
            let aligned = if start == 0 { fits } else { start.trailing_zeros() };
            let level = fits.min(aligned);
            out.push((level, start >> level));
            start += 1 << level;
        }
        out
    }
}

/// The root over complete subtrees of falling size, left to right.
pub(crate) fn join(subtrees: &[Hash]) -> Hash {
    let mut from_right = subtrees.iter().rev();
    match from_right.next() {
        None => empty_root(),
        Some(last) => from_right.fold(*last, |right, left| node_hash(left, &right)),
    }
}

/// The spans whose roots prove that the leaf at `index` is in the tree of `size`, leaf upwards.
pub(crate) fn inclusion_spans(index: u64, size: u64) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut within = Span { start: 0, end: size };
    while within.end - within.start > 1 {
        let (left, right) = within.halves();
        if index < right.start {
            spans.push(right);
            within = left;
        } else {
            spans.push(left);
            within = right;
        }
    }
    spans.reverse();
    spans
}

/// The spans whose roots prove that the tree of `to` continues the tree of `from`;
/// needs `0 < from < to`.
pub(crate) fn consistency_spans(from: u64, to: u64) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut within = Span { start: 0, end: to };
    let mut is_old_tree = true;
    while from != within.end {
        let (left, right) = within.halves();
        if from <= right.start {
            spans.push(right);
            within = left;
        } else {
            spans.push(left);
            within = right;
            is_old_tree = false;
        }
    }
    if !is_old_tree {
        spans.push(within);
    }
    spans.reverse();
    spans
}

/// A tree that grows leaf by leaf and keeps only its right edge.
#[derive(Debug, Default)]
pub(crate) struct Frontier {
    /// Height and root of complete subtrees, left to right, of falling height.
    edge: Vec<(u32, Hash)>,
}

impl Frontier {
    pub(crate) fn push(&mut self, leaf: Hash) {
        let (mut height, mut hash) = (0, leaf);
        while let Some((_, left)) = self.edge.pop_if(|(left, _)| *left == height) {
            hash = node_hash(&left, &hash);
            height += 1;
        }
        self.edge.push((height, hash));
    }

    pub(crate) fn root(&self) -> Hash {
        let hashes: Vec<Hash> = self.edge.iter().map(|(_, hash)| *hash).collect();
        join(&hashes)
    }
}

#[cfg(test)]
#[path = "merkle_tests.rs"]
mod tests;
