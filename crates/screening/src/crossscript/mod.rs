//! From one script to another: a learned model of how the letters of a script are written in Latin.
//!
//! For each script a table of *units*, one or two of its letters beside zero to four Latin letters, is learned from
//! pairs of equal name tokens by expectation maximisation (the many-to-many alignment of Jiampojamarn, Kondrak and
//! Sherif, NAACL 2007). The table has three uses: it scores a pair of tokens, it writes the best romanisations of a
//! token, and it gives the keys under which a token is looked up among Latin ones.

pub mod evaluate;
mod keys;
mod letters;
mod model;
mod resource;
mod romanise;
mod syllables;
pub mod train;

pub use keys::{Plan, key_deletions, latin_key, shortened, whole};
pub use letters::{Latin, fold_latin, is_han, letters_of};
pub use model::{Aligner, Model, Unit};
pub use resource::{Models, ResourceRefusal, encode_models};

use serde::{Deserialize, Serialize};

/// Script, or writing, of a training split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Arabic letters, also of Persian and Urdu.
    Arabic,
    /// Han characters with Chinese readings.
    Chinese,
    /// Hebrew letters.
    Hebrew,
    /// Kana and Han characters with Japanese readings.
    Japanese,
    /// Katakana.
    Katakana,
    /// Hangul.
    Korean,
    /// Cyrillic letters.
    Russian,
}

impl Script {
    /// All scripts, by name.
    pub const ALL: [Self; 7] = [
        Self::Arabic,
        Self::Chinese,
        Self::Hebrew,
        Self::Japanese,
        Self::Katakana,
        Self::Korean,
        Self::Russian,
    ];

    /// Name of the split.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arabic => "arabic",
            Self::Chinese => "chinese",
            Self::Hebrew => "hebrew",
            Self::Japanese => "japanese",
            Self::Katakana => "katakana",
            Self::Korean => "korean",
            Self::Russian => "russian",
        }
    }

    /// The script of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        if name == "cyrillic" {
            return Some(Self::Russian);
        }
        Self::ALL.into_iter().find(|script| script.name() == name)
    }
}
