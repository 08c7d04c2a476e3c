//! Lots that anyone can redraw.
//!
//! Two persons each commit to a secret seed by publishing its SHA-256, then both reveal. Neither can steer the draw: each
//! committed before seeing the other's seed. A candidate's lot is the SHA-256 of both seeds and its number; the lowest lots
//! win. Whoever has the two seeds can redo the draw with any SHA-256 tool.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::member::PersonId;
use crate::refusal::Refusal;

/// A draw under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Candidates between whom the lot decides.
    pub tied: Vec<u32>,
    /// Commitments: SHA-256 of the seed's 32 bytes, in hexadecimal digits.
    pub commitments: BTreeMap<PersonId, String>,
    /// Seeds revealed: 32 bytes, in hexadecimal digits.
    pub seeds: BTreeMap<PersonId, String>,
}

impl Lot {
    pub(crate) fn among(tied: Vec<u32>) -> Self {
        Self {
            tied,
            commitments: BTreeMap::new(),
            seeds: BTreeMap::new(),
        }
    }

    /// Takes a commitment. Two persons commit, no third.
    pub(crate) fn commit(&mut self, person: &PersonId, commitment: &str) -> Result<(), Refusal> {
        read_32_bytes(commitment)?;
        if self.commitments.len() >= 2 || self.commitments.contains_key(person) {
            return Err(Refusal::SeedTwice { person: person.clone() });
        }
        self.commitments.insert(person.clone(), commitment.to_ascii_lowercase());
        Ok(())
    }

    /// Takes a seed once both have committed, and checks it against the commitment.
    pub(crate) fn reveal(&mut self, person: &PersonId, seed: &str) -> Result<(), Refusal> {
        let bytes = read_32_bytes(seed)?;
        let committed = self.commitments.get(person);
        if self.commitments.len() < 2 || committed != Some(&hex::encode(Sha256::digest(bytes))) {
            return Err(Refusal::SeedMismatch { person: person.clone() });
        }
        self.seeds.insert(person.clone(), seed.to_ascii_lowercase());
        Ok(())
    }

    /// The order drawn, once both seeds are known.
    #[must_use]
    pub fn drawn(&self) -> Option<Vec<u32>> {
        let seeds: Vec<[u8; 32]> = self
            .seeds
            .values()
            .filter_map(|seed| read_32_bytes(seed).ok())
            .collect();
        match seeds.as_slice() {
            [first, second] => Some(draw(first, second, &self.tied)),
            _ => None,
        }
    }
}

/// Orders candidates by their lots, the lowest first.
///
/// A candidate's lot is SHA-256 of the first seed (that of the person whose identifier sorts first), the second seed, and the
/// candidate's number as four bytes, most significant first.
#[must_use]
pub fn draw(first: &[u8; 32], second: &[u8; 32], candidates: &[u32]) -> Vec<u32> {
    let lot = |candidate: &u32| {
        let mut hasher = Sha256::new();
        hasher.update(first);
        hasher.update(second);
        hasher.update(candidate.to_be_bytes());
        <[u8; 32]>::from(hasher.finalize())
    };
    let mut order = candidates.to_vec();
    order.sort_by_cached_key(|candidate| (lot(candidate), *candidate));
    order
}

fn read_32_bytes(text: &str) -> Result<[u8; 32], Refusal> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| Refusal::SeedMalformed {})?;
    Ok(bytes)
}
