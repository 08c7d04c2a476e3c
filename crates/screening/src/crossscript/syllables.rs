//! What a syllable of Hangul borrows from its parts: its opening consonant and its vowel.

use std::collections::BTreeMap;

/// Latin writings of openings and of vowels, drawn from all syllables that hold them.
#[derive(Debug, Default)]
pub(super) struct Syllables {
    openings: BTreeMap<u32, BTreeMap<u32, f64>>,
    vowels: BTreeMap<u32, BTreeMap<u32, f64>>,
}

/// Opening and vowel of an open syllable, by their place in the alphabet.
const fn parts(key: u64) -> Option<(u32, u32)> {
    if key < 0xac00 || key > 0xd7a3 {
        return None;
    }
    let index = (key - 0xac00) as u32;
    Some((index / 588, (index % 588) / 28))
}

/// Splits the bits of a unit before its first vowel.
const fn split(latin: u32) -> (u32, u32) {
    let mut shift = 0;
    while shift < 30 {
        let letter = (latin >> shift) & 31;
        if letter == 0 || matches!(letter as u8 + b'a' - 1, b'a' | b'e' | b'i' | b'o' | b'u' | b'y') {
            break;
        }
        shift += 5;
    }
    let low = if shift >= 30 { latin } else { latin & ((1 << shift) - 1) };
    let high = if shift >= 30 { 0 } else { latin >> shift };
    (low, high)
}

const fn length_of(latin: u32) -> u32 {
    (32 - latin.leading_zeros()).div_ceil(5)
}

impl Syllables {
    pub(super) fn of(letters: &BTreeMap<u64, BTreeMap<u32, f64>>) -> Self {
        let mut all = Self::default();
        for (key, units) in letters {
            let Some((opening, vowel)) = parts(*key) else {
                continue;
            };
            for (latin, count) in units {
                let (consonants, rest) = split(*latin);
                *all.openings.entry(opening).or_default().entry(consonants).or_default() += count;
                *all.vowels.entry(vowel).or_default().entry(rest).or_default() += count;
            }
        }
        for group in all.openings.values_mut().chain(all.vowels.values_mut()) {
            let total: f64 = group.values().sum();
            group.retain(|_, count| *count > total * 0.003);
            for count in group.values_mut() {
                *count /= total;
            }
        }
        all
    }

    /// Writings of a syllable as the product of its parts'; empty for what is no syllable.
    pub(super) fn prior(&self, key: u64) -> BTreeMap<u32, f64> {
        let mut out = BTreeMap::new();
        let Some((opening, vowel)) = parts(key) else {
            return out;
        };
        let (Some(openings), Some(vowels)) = (self.openings.get(&opening), self.vowels.get(&vowel)) else {
            return out;
        };
        for (consonants, first) in openings {
            for (rest, second) in vowels {
                let length = length_of(*consonants);
                if length + length_of(*rest) <= 6 {
                    *out.entry(consonants | (rest << (5 * length))).or_default() += first * second;
                }
            }
        }
        out
    }

    /// Open syllables that no pair held.
    pub(super) fn unseen(&self, seen: &BTreeMap<u64, BTreeMap<u32, f64>>) -> Vec<(u64, BTreeMap<u32, f64>)> {
        if self.openings.is_empty() {
            return Vec::new();
        }
        (0..399u64)
            .map(|index| 0xac00 + index * 28)
            .filter(|key| !seen.contains_key(key))
            .map(|key| (key, self.prior(key)))
            .filter(|(_, prior)| !prior.is_empty())
            .collect()
    }
}
