//! From hashed keys to tokens: one sorted array with a directory over the upper bits.

use rayon::prelude::*;

/// Bits of the hash that the directory resolves.
const DIRECTORY_BITS: u32 = 18;
/// Bits of a token's number.
const TOKEN_BITS: u32 = 24;

/// Many keys for many tokens.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeyTable {
    directory: Vec<u32>,
    /// Hash in the upper 40 bits, token in the lower 24.
    entries: Vec<u64>,
}

/// Spreads a key of some kind over 64 bits (the finaliser of `SplitMix64`).
pub(crate) const fn spread(kind: u64, key: u64) -> u64 {
    let mut mixed = key ^ kind.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Hash of bytes (FNV-1a), to be spread.
pub(crate) fn bytes_key(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

impl KeyTable {
    /// Packs one entry.
    pub(crate) const fn entry(hash: u64, token: u32) -> u64 {
        (hash >> TOKEN_BITS << TOKEN_BITS) | (token as u64 & ((1 << TOKEN_BITS) - 1))
    }

    pub(crate) fn build(mut entries: Vec<u64>) -> Self {
        entries.par_sort_unstable();
        entries.dedup();
        entries.shrink_to_fit();
        let mut directory = vec![0u32; (1 << DIRECTORY_BITS) + 1];
        let mut at = 0usize;
        for (slot, start) in directory.iter_mut().enumerate() {
            while entries
                .get(at)
                .is_some_and(|entry| (entry >> (64 - DIRECTORY_BITS)) < slot as u64)
            {
                at += 1;
            }
            *start = u32::try_from(at).unwrap_or(u32::MAX);
        }
        Self { directory, entries }
    }

    /// Tokens filed under a hash.
    pub(crate) fn get(&self, hash: u64) -> impl Iterator<Item = u32> {
        let slot = usize::try_from(hash >> (64 - DIRECTORY_BITS)).unwrap_or(0);
        let bounds = (
            self.directory.get(slot).copied().unwrap_or(0),
            self.directory.get(slot + 1).copied().unwrap_or(0),
        );
        let wanted = hash >> TOKEN_BITS;
        let entries = self
            .entries
            .get(bounds.0 as usize..bounds.1 as usize)
            .unwrap_or_default();
        let start = entries.partition_point(|entry| entry >> TOKEN_BITS < wanted);
        entries
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(move |entry| **entry >> TOKEN_BITS == wanted)
            .map(|entry| u32::try_from(entry & ((1 << TOKEN_BITS) - 1)).unwrap_or(0))
    }

    pub(crate) const fn len(&self) -> usize {
        self.entries.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filed_is_found() {
        let entries = (0..5_000u32)
            .map(|token| KeyTable::entry(spread(1, u64::from(token % 1_000)), token))
            .collect();
        let table = KeyTable::build(entries);
        for key in 0..1_000u64 {
            let found: Vec<u32> = table.get(spread(1, key)).collect();
            let expected: Vec<u32> = (0..5)
                .map(|step| u32::try_from(key).unwrap() + step * 1_000)
                .collect();
            assert_eq!(found, expected);
        }
        assert_eq!(table.get(spread(2, 5)).count(), 0);
    }
}
