//! Counting bits with the best instructions of the machine at hand, chosen once.
//!
//! Only the dispatch lives here: the same plain Rust is compiled for several instruction sets by `fearless_simd`.

use fearless_simd::{Level, dispatch};

use super::hash::words_distance;

/// The instruction set found on this machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Machine(Level);

impl Machine {
    pub(crate) fn found() -> Self {
        Self(Level::new())
    }

    /// Pushes `(position, distance)` for each position of `candidates` whose hash lies within `distance`.
    pub(crate) fn verify(
        self,
        hashes: &[[u64; 4]],
        candidates: &[u32],
        query: &[u64; 4],
        distance: u32,
        found: &mut Vec<(u32, u32)>,
    ) {
        dispatch!(self.0, _simd => verify(hashes, candidates, query, distance, found));
    }

    /// Pushes `(first + position, distance)` for each hash within `distance`.
    pub(crate) fn scan(
        self,
        hashes: &[[u64; 4]],
        first: u32,
        query: &[u64; 4],
        distance: u32,
        found: &mut Vec<(u32, u32)>,
    ) {
        dispatch!(self.0, _simd => scan(hashes, first, query, distance, found));
    }
}

#[inline(always)]
fn verify(hashes: &[[u64; 4]], candidates: &[u32], query: &[u64; 4], distance: u32, found: &mut Vec<(u32, u32)>) {
    for position in candidates {
        if let Some(hash) = hashes.get(*position as usize) {
            let differing = words_distance(hash, query);
            if differing <= distance {
                found.push((*position, differing));
            }
        }
    }
}

/// How many distances are computed before they are compared: the inner loop then has no branch and is vectorised.
const BLOCK: usize = 64;

#[inline(always)]
fn scan(hashes: &[[u64; 4]], first: u32, query: &[u64; 4], distance: u32, found: &mut Vec<(u32, u32)>) {
    let mut distances = [0_u32; BLOCK];
    for (block, chunk) in hashes.chunks(BLOCK).enumerate() {
        let mut nearest = u32::MAX;
        for (slot, hash) in distances.iter_mut().zip(chunk) {
            *slot = words_distance(hash, query);
            nearest = nearest.min(*slot);
        }
        if nearest > distance {
            continue;
        }
        for (offset, differing) in distances.iter().take(chunk.len()).enumerate() {
            if *differing <= distance {
                found.push((first + (block * BLOCK + offset) as u32, *differing));
            }
        }
    }
}
