//! From hashed keys to numbers: one sorted array with a directory over the upper bits.

use rayon::prelude::*;

/// Entries that one place of the directory holds on average.
const PER_PLACE: usize = 4;

/// Many keys for many numbers, of which each has at most `BITS` bits.
#[derive(Debug, Clone)]
pub(crate) struct KeyTable<const BITS: u32> {
    directory_bits: u32,
    directory: Vec<u32>,
    /// Hash in the upper bits, number in the lower `BITS`.
    entries: Vec<u64>,
}

impl<const BITS: u32> Default for KeyTable<BITS> {
    fn default() -> Self {
        Self {
            directory_bits: 1,
            directory: vec![0; 3],
            entries: Vec::new(),
        }
    }
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

impl<const BITS: u32> KeyTable<BITS> {
    /// Packs one entry.
    pub(crate) const fn entry(hash: u64, number: u32) -> u64 {
        (hash >> BITS << BITS) | (number as u64 & ((1 << BITS) - 1))
    }

    pub(crate) fn build(mut entries: Vec<u64>) -> Self {
        entries.par_sort_unstable();
        entries.dedup();
        entries.shrink_to_fit();
        let directory_bits = (entries.len() / PER_PLACE).max(2).ilog2().clamp(1, 26);
        let mut directory = vec![0u32; (1 << directory_bits) + 1];
        let mut at = 0usize;
        for (slot, start) in directory.iter_mut().enumerate() {
            while entries
                .get(at)
                .is_some_and(|entry| (entry >> (64 - directory_bits)) < slot as u64)
            {
                at += 1;
            }
            *start = u32::try_from(at).unwrap_or(u32::MAX);
        }
        Self {
            directory_bits,
            directory,
            entries,
        }
    }

    /// Entries filed under a hash, by number; [`Self::number`] reads them.
    pub(crate) fn entries(&self, hash: u64) -> &[u64] {
        let slot = usize::try_from(hash >> (64 - self.directory_bits)).unwrap_or(0);
        let bounds = (
            self.directory.get(slot).copied().unwrap_or(0),
            self.directory.get(slot + 1).copied().unwrap_or(0),
        );
        let wanted = hash >> BITS;
        let entries = self
            .entries
            .get(bounds.0 as usize..bounds.1 as usize)
            .unwrap_or_default();
        let before = |entry: &u64| entry >> BITS < wanted;
        let start = if entries.len() <= 16 {
            entries.iter().take_while(|entry| before(entry)).count()
        } else {
            entries.partition_point(before)
        };
        let rest = entries.get(start..).unwrap_or_default();
        let same = |entry: &u64| entry >> BITS == wanted;
        let count = if rest.len() <= 16 {
            rest.iter().take_while(|entry| same(entry)).count()
        } else {
            rest.partition_point(same)
        };
        rest.get(..count).unwrap_or_default()
    }

    /// The number of an entry.
    pub(crate) fn number(entry: u64) -> u32 {
        u32::try_from(entry & ((1 << BITS) - 1)).unwrap_or(0)
    }

    /// Numbers filed under a hash.
    pub(crate) fn get(&self, hash: u64) -> impl Iterator<Item = u32> {
        self.entries(hash).iter().map(|entry| Self::number(*entry))
    }

    /// All entries, for a filter over their hashes.
    pub(crate) fn all(&self) -> &[u64] {
        &self.entries
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
            .map(|token| KeyTable::<24>::entry(spread(1, u64::from(token % 1_000)), token))
            .collect();
        let table = KeyTable::<24>::build(entries);
        for key in 0..1_000u64 {
            let found: Vec<u32> = table.get(spread(1, key)).collect();
            let expected: Vec<u32> = (0..5).map(|step| u32::try_from(key).unwrap() + step * 1_000).collect();
            assert_eq!(found, expected);
        }
        assert_eq!(table.get(spread(2, 5)).count(), 0);
        assert_eq!(KeyTable::<24>::default().get(spread(1, 1)).count(), 0);
    }
}
