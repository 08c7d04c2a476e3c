//! Which names of a list hold two given words together: the question that settles most queries at once.
//!
//! Nearly every query is about a person who is not on the list. For each pair of its words and their variants one bit is
//! read; only where it is set is anything else looked at.

use super::keytable::{KeyTable, spread};

/// Bits of a name's number.
const NAME_BITS: u32 = 27;
/// Bits of the filter for each pair filed.
const FILTER_BITS: usize = 16;

mod kind {
    /// Two words of one name.
    pub(super) const PAIR: u64 = 11;
    /// All words of a name.
    pub(super) const WHOLE: u64 = 12;
    /// The only telling word of a name.
    pub(super) const ALONE: u64 = 13;
}

/// Names by what they hold together.
#[derive(Debug, Clone, Default)]
pub(super) struct NameTable {
    filter: Vec<u64>,
    shift: u32,
    table: KeyTable<NAME_BITS>,
}

/// Key of two words, in either order.
pub(super) const fn pair(a: u32, b: u32) -> u64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    spread(kind::PAIR, ((high as u64) << 32) | low as u64)
}

/// Key of all words of a name, in any order; `tokens` are sorted in passing.
pub(super) fn whole(tokens: &mut [u32]) -> u64 {
    tokens.sort_unstable();
    let mixed = tokens
        .iter()
        .fold(tokens.len() as u64, |key, token| spread(key, u64::from(*token)));
    spread(kind::WHOLE, mixed)
}

/// Key of a word that is the only telling one of its name.
pub(super) const fn alone(token: u32) -> u64 {
    spread(kind::ALONE, token as u64)
}

/// One filed key of a name.
pub(super) const fn filed(key: u64, name: u32) -> u64 {
    KeyTable::<NAME_BITS>::entry(key, name)
}

/// Words that stand beside one in any name, as 256 bits by hash: rare words have few, and a look at the bits of a rare word
/// answers most questions without another memory access.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Partners([u64; 4]);

impl Partners {
    /// Bit of a word.
    pub(super) const fn bit(token: u32) -> u8 {
        (token.wrapping_mul(0x9e37_79b1) >> 24) as u8
    }

    pub(super) fn add(&mut self, token: u32) {
        let bit = Self::bit(token);
        self.0[usize::from(bit >> 6)] |= 1 << (bit & 63);
    }

    /// Whether a word of this bit may stand beside; a no is certain.
    pub(super) const fn may_have(&self, bit: u8) -> bool {
        self.0[(bit >> 6) as usize] >> (bit & 63) & 1 == 1
    }
}

impl NameTable {
    pub(super) fn build(entries: Vec<u64>) -> Self {
        let table = KeyTable::build(entries);
        let words = (table.len() * FILTER_BITS / 64).max(1).next_power_of_two();
        let mut filter = vec![0u64; words];
        let shift = 64 - words.ilog2();
        for entry in table.all() {
            if let Some(word) = filter.get_mut(place(*entry, shift)) {
                *word |= mask(*entry);
            }
        }
        Self { filter, shift, table }
    }

    /// Whether anything may be filed under a key: a no is certain, a yes is right but for one time in forty.
    pub(super) fn may_hold(&self, key: u64) -> bool {
        let mask = mask(key);
        self.filter
            .get(place(key, self.shift))
            .is_some_and(|word| word & mask == mask)
    }

    /// Names filed under a key.
    pub(super) fn names(&self, key: u64) -> impl ExactSizeIterator<Item = u32> {
        let entries = self.table.entries(key).iter();
        entries.map(|entry| KeyTable::<NAME_BITS>::number(*entry))
    }

    pub(super) const fn len(&self) -> usize {
        self.table.len()
    }
}

/// The word of the filter that a key falls on: its upper bits.
fn place(key: u64, shift: u32) -> usize {
    if shift >= 64 {
        0
    } else {
        usize::try_from(key >> shift).unwrap_or(0)
    }
}

/// Two bits of a word, from bits of the key that say nothing about the word and are kept in the table.
const fn mask(key: u64) -> u64 {
    (1 << ((key >> NAME_BITS) & 63)) | (1 << ((key >> (NAME_BITS + 6)) & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_filed_are_found_and_others_mostly_passed_over() {
        let entries = (0..20_000u32).map(|name| filed(pair(name, name + 7), name)).collect();
        let table = NameTable::build(entries);
        for name in 0..20_000u32 {
            assert!(table.may_hold(pair(name + 7, name)));
            assert_eq!(table.names(pair(name, name + 7)).collect::<Vec<_>>(), [name]);
        }
        let passed = (0..20_000u32)
            .filter(|name| table.may_hold(pair(*name, name + 9)))
            .count();
        assert!(passed < 1_000, "{passed}");
        assert!(table.names(pair(3, 12)).next().is_none());
    }

    #[test]
    fn a_whole_name_has_one_key_in_any_order() {
        assert_eq!(whole(&mut [3, 1, 2]), whole(&mut [2, 3, 1]));
        assert_ne!(whole(&mut [3, 1]), whole(&mut [3, 1, 1]));
        assert_ne!(alone(1), pair(1, 1));
    }
}
