//! Groups of spellings of one name, drawn from Wikidata, as a compact table of hashes; and how common names are.
//!
//! The resource is compiled by the example `compile_lexicon`; its licence stands beside it in `resources/`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::crossscript::{ResourceRefusal, fold_latin, is_han, letters_of};

const MAGIC: &[u8; 8] = b"CORDLX01";
const COMPILED: &[u8] = include_bytes!("../../resources/lexicon.bin.zst");

/// Name groups by spelling.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Hash of a spelling in the upper 40 bits, group in the lower 24, sorted.
    spellings: Vec<u64>,
    /// Where the spellings begin that share their upper bits.
    spelling_starts: Vec<u32>,
    /// Hash of a Latin spelling and how common it is, in steps of doubling; sorted.
    common: Vec<(u64, u8)>,
    /// Where the common spellings begin that share their upper bits.
    common_starts: Vec<u32>,
}

/// Upper bits of a hash of forty that the directories resolve.
const DIRECTORY_BITS: u32 = 17;

/// Where each value of the upper bits begins in a sorted row of hashes; one more at the end.
fn directory(hashes: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut starts = vec![0u32; (1 << DIRECTORY_BITS) + 1];
    for hash in hashes {
        let slot = usize::try_from(hash >> (40 - DIRECTORY_BITS)).unwrap_or(0);
        if let Some(count) = starts.get_mut(slot + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

/// The part of a row whose hashes share their upper bits with this one.
fn shelf<'a, T>(row: &'a [T], starts: &[u32], hash: u64) -> &'a [T] {
    let slot = usize::try_from(hash >> (40 - DIRECTORY_BITS)).unwrap_or(0);
    let at = |place: usize| starts.get(place).copied().unwrap_or(0) as usize;
    row.get(at(slot)..at(slot + 1)).unwrap_or_default()
}

static EMBEDDED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::decode(COMPILED).unwrap_or_default());

/// Most groups that one spelling is looked up in.
const MOST_GROUPS: usize = 12;

/// Text under which a spelling is filed: a-z for Latin letters, the script's own letters otherwise.
#[must_use]
pub fn filed(spelling: &str) -> String {
    let own: String = letters_of(spelling).into_iter().collect();
    if own
        .chars()
        .all(|letter| letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter))
    {
        return fold_latin(spelling);
    }
    own
}

/// Forty bits of a spelling (FNV-1a, folded).
fn hash(filed: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in filed.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (hash ^ (hash >> 40)) & 0xff_ffff_ffff
}

impl Lexicon {
    /// The lexicon that is part of this crate.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Groups in which a spelling stands, at most twelve.
    #[must_use]
    pub fn groups(&self, spelling: &str) -> Vec<u32> {
        self.groups_of_filed(&filed(spelling))
    }

    /// Groups of a spelling that is already in its filed form.
    #[must_use]
    pub fn groups_of_filed(&self, filed: &str) -> Vec<u32> {
        if filed.is_empty() {
            return Vec::new();
        }
        let hash = hash(filed);
        shelf(&self.spellings, &self.spelling_starts, hash)
            .iter()
            .skip_while(|entry| **entry >> 24 < hash)
            .take_while(|entry| **entry >> 24 == hash)
            .take(MOST_GROUPS)
            .map(|entry| u32::try_from(entry & 0xff_ffff).unwrap_or(0))
            .collect()
    }

    /// How common a Latin name is: 0 for rare or unknown, one more for each doubling.
    #[must_use]
    pub fn commonness(&self, filed: &str) -> u8 {
        let hash = hash(filed);
        shelf(&self.common, &self.common_starts, hash)
            .iter()
            .find(|entry| entry.0 == hash)
            .map_or(0, |entry| entry.1)
    }

    /// Number of spellings filed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spellings.len()
    }

    /// Whether nothing is filed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spellings.is_empty()
    }

    /// Compiles groups (lines `a, b, c => id`) and counts of Latin names into a resource.
    ///
    /// # Errors
    /// Passes on what the compressor says.
    pub fn compile(groups: &str, counts: &HashMap<String, u64>) -> std::io::Result<Vec<u8>> {
        let mut entries = Vec::new();
        let mut number = 0u64;
        for line in groups.lines() {
            let Some((spellings, _)) = line.split_once("=>") else {
                continue;
            };
            let mut forms: Vec<String> = spellings
                .split(',')
                .map(filed)
                .filter(|form| is_telling(form))
                .collect();
            forms.sort_unstable();
            forms.dedup();
            if forms.len() < 2 {
                continue;
            }
            entries.extend(forms.iter().map(|form| (hash(form) << 24) | number));
            number += 1;
        }
        entries.sort_unstable();
        entries.dedup();
        let mut common: Vec<(u64, u8)> = counts
            .iter()
            .filter(|(_, count)| **count >= 16)
            .map(|(name, count)| (hash(name), u8::try_from(count.ilog2()).unwrap_or(0).saturating_sub(3)))
            .collect();
        common.sort_unstable();
        common.dedup_by_key(|entry| entry.0);
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&(u32::try_from(entries.len()).unwrap_or(0)).to_le_bytes());
        out.extend_from_slice(&(u32::try_from(common.len()).unwrap_or(0)).to_le_bytes());
        // Differences of hashes, then groups, then common names: columns compress better than rows.
        let mut last = 0;
        for entry in &entries {
            out.extend_from_slice(&((entry >> 24) - last).to_le_bytes()[..5]);
            last = entry >> 24;
        }
        for entry in &entries {
            out.extend_from_slice(&(entry & 0xff_ffff).to_le_bytes()[..3]);
        }
        for (hash, level) in common {
            out.extend_from_slice(&hash.to_le_bytes()[..5]);
            out.push(level);
        }
        zstd::encode_all(out.as_slice(), 19)
    }

    /// Reads a resource.
    ///
    /// # Errors
    /// Refuses what is no such resource or is damaged.
    pub fn decode(compressed: &[u8]) -> Result<Self, ResourceRefusal> {
        let bytes = zstd::decode_all(compressed).map_err(|_| ResourceRefusal::Kind)?;
        let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(ResourceRefusal::Kind)?;
        let (entries, rest) = count(rest)?;
        let (common, rest) = count(rest)?;
        let (deltas, rest) = rest.split_at_checked(entries * 5).ok_or(ResourceRefusal::Damaged)?;
        let (groups, rest) = rest.split_at_checked(entries * 3).ok_or(ResourceRefusal::Damaged)?;
        let common = rest.get(..common * 6).ok_or(ResourceRefusal::Damaged)?;
        let mut last = 0u64;
        let spellings: Vec<u64> = deltas
            .chunks_exact(5)
            .zip(groups.chunks_exact(3))
            .map(|(delta, group)| {
                last = last.wrapping_add(little_endian(delta));
                (last << 24) | little_endian(group)
            })
            .collect();
        let common: Vec<(u64, u8)> = common
            .chunks_exact(6)
            .map(|row| {
                (
                    little_endian(row.get(..5).unwrap_or_default()),
                    row.last().copied().unwrap_or(0),
                )
            })
            .collect();
        Ok(Self {
            spelling_starts: directory(spellings.iter().map(|entry| entry >> 24)),
            common_starts: directory(common.iter().map(|entry| entry.0)),
            spellings,
            common,
        })
    }
}

/// One letter says nothing, unless it is a Han character.
fn is_telling(form: &str) -> bool {
    form.chars().count() > 1 || form.chars().any(is_han)
}

fn little_endian(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |value, byte| (value << 8) | u64::from(*byte))
}

fn count(bytes: &[u8]) -> Result<(usize, &[u8]), ResourceRefusal> {
    let (head, rest) = bytes.split_at_checked(4).ok_or(ResourceRefusal::Damaged)?;
    let count = usize::try_from(little_endian(head)).map_err(|_| ResourceRefusal::Damaged)?;
    if count > 1 << 26 {
        Err(ResourceRefusal::Damaged)
    } else {
        Ok((count, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_group() {
        let lexicon = Lexicon::embedded();
        let shares = |a: &str, b: &str| lexicon.groups(a).iter().any(|group| lexicon.groups(b).contains(group));
        assert!(shares("scott", "スコット") && shares("Valerius", "валериус"));
        assert!(!shares("scott", "валериус"));
    }

    #[test]
    fn damaged_resources_are_refused() {
        assert_eq!(Lexicon::decode(b"nothing").unwrap_err(), ResourceRefusal::Kind);
        let cut = zstd::encode_all(&b"CORDLX01\xff\xff\x00\x00\x00\x00\x00\x00"[..], 1).unwrap();
        assert_eq!(Lexicon::decode(&cut).unwrap_err(), ResourceRefusal::Damaged);
    }
}
