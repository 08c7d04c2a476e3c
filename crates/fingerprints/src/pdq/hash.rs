//! The PDQ value: 256 bits, written as 64 hexadecimal digits, with a quality from 0 to 100.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Number of bits in a PDQ hash, and so the greatest possible distance.
pub const PDQ_BITS: u32 = 256;

/// The distance at which matching is advised to start, by the algorithm's authors (`pdq/README.md` of
/// facebook/ThreatExchange): two pictures at 31 or less are taken for the same picture.
pub const ADVISED_DISTANCE: u32 = 31;

/// A hash of this quality or less comes from a picture with too few features to compare (same source: pictures of
/// quality 49 or less are to be left out of matching).
pub const FEATURELESS_QUALITY: u8 = 49;

/// One PDQ hash, in the byte order of its text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pdq([u8; 32]);

impl Pdq {
    /// The hash with these bytes, first byte first in the text.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, in the order of the text.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Number of bits in which two hashes differ, 0 to 256.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        words_distance(&self.words(), &other.words())
    }

    pub(crate) fn words(&self) -> [u64; 4] {
        let mut words = [0_u64; 4];
        for (word, chunk) in words.iter_mut().zip(self.0.chunks_exact(8)) {
            *word = chunk.iter().fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
        }
        words
    }
}

#[inline(always)]
pub(crate) fn words_distance(a: &[u64; 4], b: &[u64; 4]) -> u32 {
    (a[0] ^ b[0]).count_ones() + (a[1] ^ b[1]).count_ones() + (a[2] ^ b[2]).count_ones() + (a[3] ^ b[3]).count_ones()
}

impl fmt::Display for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdq({self})")
    }
}

/// Why a text is not a PDQ hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPdq {
    /// The text has the wrong number of digits.
    #[error("a PDQ hash has 64 hexadecimal digits, this has {0} characters")]
    Length(usize),
    /// The text holds something else than a hexadecimal digit.
    #[error("character {position} is not a hexadecimal digit")]
    Digit {
        /// Position of the character, counted from 1.
        position: usize,
    },
}

impl FromStr for Pdq {
    type Err = NotAPdq;

    fn from_str(text: &str) -> Result<Self, NotAPdq> {
        let bytes: [u8; 32] = hex_bytes(text)?;
        Ok(Self(bytes))
    }
}

fn hex_bytes(text: &str) -> Result<[u8; 32], NotAPdq> {
    if text.len() != 64 {
        return Err(NotAPdq::Length(text.chars().count()));
    }
    let mut bytes = [0_u8; 32];
    match hex::decode_to_slice(text, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(NotAPdq::Digit {
            position: text.chars().position(|c| !c.is_ascii_hexdigit()).map_or(1, |at| at + 1),
        }),
    }
}

impl Serialize for Pdq {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Pdq {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRIDGE: &str = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

    #[test]
    fn the_text_comes_back_in_lower_case() {
        let upper = BRIDGE.to_uppercase();
        let hash: Pdq = upper.parse().expect("a hash");
        assert_eq!(hash.to_string(), BRIDGE);
        assert_eq!(hash.words()[0], 0xf8f8_f0ce_e0f4_a84f);
    }

    #[test]
    fn distance_counts_differing_bits() {
        let bridge: Pdq = BRIDGE.parse().expect("a hash");
        let saturated: Pdq = "d8f8f0cee0f4a84f0637022a038f67f0b36e2ed596631e1d33e6339c4e9c9b22"
            .parse()
            .expect("a hash");
        assert_eq!(bridge.distance(&bridge), 0);
        assert_eq!(bridge.distance(&saturated), 6);
        let zero = Pdq::from_bytes([0; 32]);
        assert_eq!(zero.distance(&Pdq::from_bytes([255; 32])), 256);
    }

    #[test]
    fn wrong_texts_say_what_is_wrong() {
        assert_eq!("abc".parse::<Pdq>(), Err(NotAPdq::Length(3)));
        let bad = BRIDGE.replacen('e', "x", 1);
        assert_eq!(bad.parse::<Pdq>(), Err(NotAPdq::Digit { position: 8 }));
        let wide = format!("{}é", &BRIDGE[..62]);
        assert_eq!(wide.parse::<Pdq>(), Err(NotAPdq::Digit { position: 63 }));
    }
}
