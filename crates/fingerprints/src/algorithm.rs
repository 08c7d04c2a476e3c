//! The algorithms a fingerprint may come from, and the value of one fingerprint.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// Bytes of a `PhotoDNA` hash, as public police tools exchange it (192 base64 or 288 hexadecimal characters).
pub const PHOTO_DNA_BYTES: usize = 144;

/// An algorithm that Cordon matches by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// MD5 of the file, 16 bytes. Equality only.
    Md5,
    /// SHA-1 of the file, 20 bytes. Equality only.
    Sha1,
    /// SHA-256 of the file, 32 bytes. Equality only.
    Sha256,
    /// PDQ of the picture, 32 bytes. Compared by distance.
    Pdq,
    /// `PhotoDNA` of the picture, 144 opaque bytes. Its distance rule is licensed, so equality only.
    PhotoDna,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Md5, Self::Sha1, Self::Sha256, Self::Pdq, Self::PhotoDna];

    /// Number of bytes of a hash.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 | Self::Pdq => 32,
            Self::PhotoDna => PHOTO_DNA_BYTES,
        }
    }

    /// The name in commands and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Pdq => "pdq",
            Self::PhotoDna => "photodna",
        }
    }

    /// True when hashes are compared by distance, false when only equality means anything.
    #[must_use]
    pub const fn has_distance(self) -> bool {
        matches!(self, Self::Pdq)
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name of an algorithm is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no algorithm known here; known are md5, sha1, sha256, pdq and photodna")]
pub struct UnknownAlgorithm(pub String);

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    /// Accepts the names of the exchanges too: `PDNA`, `SHA-1`, `PhotoDNA`.
    fn from_str(text: &str) -> Result<Self, UnknownAlgorithm> {
        let plain: String = text
            .chars()
            .filter(|c| c.is_ascii_alphanumeric())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match plain.as_str() {
            "md5" => Ok(Self::Md5),
            "sha1" => Ok(Self::Sha1),
            "sha256" => Ok(Self::Sha256),
            "pdq" => Ok(Self::Pdq),
            "photodna" | "pdna" => Ok(Self::PhotoDna),
            _ => Err(UnknownAlgorithm(text.to_owned())),
        }
    }
}

/// One hash by one algorithm: the algorithm and exactly its number of bytes.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint {
    algorithm: Algorithm,
    bytes: Vec<u8>,
}

/// Why a text is not a fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAFingerprint {
    /// The text is too long or too short.
    #[error("a {algorithm} hash has {digits} hexadecimal digits, this has {found} characters")]
    Length {
        /// The algorithm asked for.
        algorithm: Algorithm,
        /// Hexadecimal digits it takes.
        digits: usize,
        /// Characters found.
        found: usize,
    },
    /// A character is not of the alphabet.
    #[error("character {position} is not a hexadecimal digit")]
    Digit {
        /// Counted from 1.
        position: usize,
    },
    /// 192 characters, but not base64 of 144 bytes.
    #[error("192 characters that are not base64 of 144 bytes")]
    Base64,
}

impl Fingerprint {
    /// Takes exactly the algorithm's number of bytes.
    ///
    /// # Errors
    /// [`NotAFingerprint::Length`] with any other number.
    pub fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, NotAFingerprint> {
        if bytes.len() == algorithm.bytes() {
            Ok(Self {
                algorithm,
                bytes: bytes.to_vec(),
            })
        } else {
            Err(NotAFingerprint::Length {
                algorithm,
                digits: algorithm.bytes() * 2,
                found: bytes.len() * 2,
            })
        }
    }

    /// Reads hexadecimal digits of either case, and base64 for `PhotoDNA`.
    ///
    /// # Errors
    /// [`NotAFingerprint`]: what is wrong, and where.
    pub fn parse(algorithm: Algorithm, text: &str) -> Result<Self, NotAFingerprint> {
        let digits = algorithm.bytes() * 2;
        if algorithm == Algorithm::PhotoDna && text.len() == PHOTO_DNA_BYTES / 3 * 4 {
            return match STANDARD.decode(text) {
                Ok(bytes) if bytes.len() == PHOTO_DNA_BYTES => Ok(Self { algorithm, bytes }),
                _ => Err(NotAFingerprint::Base64),
            };
        }
        if text.len() != digits {
            return Err(NotAFingerprint::Length {
                algorithm,
                digits,
                found: text.chars().count(),
            });
        }
        match hex::decode(text) {
            Ok(bytes) => Ok(Self { algorithm, bytes }),
            Err(_) => Err(NotAFingerprint::Digit {
                position: text.chars().position(|c| !c.is_ascii_hexdigit()).map_or(1, |at| at + 1),
            }),
        }
    }

    /// The algorithm.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The bytes, exactly [`Algorithm::bytes`] of them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The hash as lower-case hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        hex::encode(&self.bytes)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.algorithm, self.hex())
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}:{}", self.algorithm, self.hex()))
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let text = String::deserialize(deserializer)?;
        let (name, digits) = text
            .split_once(':')
            .ok_or_else(|| D::Error::custom("a fingerprint is written algorithm:digits"))?;
        let algorithm = name.parse().map_err(D::Error::custom)?;
        Self::parse(algorithm, digits).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.name().parse(), Ok(algorithm));
        }
        assert_eq!("PDNA".parse(), Ok(Algorithm::PhotoDna));
        assert_eq!("SHA-1".parse(), Ok(Algorithm::Sha1));
        assert!("sha512".parse::<Algorithm>().is_err());
    }

    #[test]
    fn photo_dna_is_read_from_both_writings() {
        let bytes = [0xa5_u8; PHOTO_DNA_BYTES];
        let from_hex = Fingerprint::parse(Algorithm::PhotoDna, &hex::encode(bytes)).expect("hex");
        let from_base64 = Fingerprint::parse(Algorithm::PhotoDna, &STANDARD.encode(bytes)).expect("base64");
        assert_eq!(from_hex, from_base64);
        let spoilt = format!("!{}", &STANDARD.encode(bytes)[1..]);
        assert_eq!(
            Fingerprint::parse(Algorithm::PhotoDna, &spoilt),
            Err(NotAFingerprint::Base64)
        );
    }

    #[test]
    fn a_wrong_text_says_where() {
        assert_eq!(
            Fingerprint::parse(Algorithm::Md5, &"g".repeat(32)),
            Err(NotAFingerprint::Digit { position: 1 })
        );
        assert!(matches!(
            Fingerprint::parse(Algorithm::Sha1, &"a".repeat(32)),
            Err(NotAFingerprint::Length {
                digits: 40,
                found: 32,
                ..
            })
        ));
        assert!(Fingerprint::from_bytes(Algorithm::Md5, &[0; 15]).is_err());
    }
}
