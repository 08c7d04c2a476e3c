//! Which writing a token is in.

use crate::crossscript::{Script, is_han};

/// Writing of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Writing {
    /// Latin letters.
    #[default]
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Arabic letters.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Han characters, with or without kana.
    Han,
    /// Katakana or hiragana only.
    Kana,
    /// Hangul.
    Hangul,
    /// Anything else that has letters: compared by its plain romanisation.
    Other,
}

impl Writing {
    /// Writing of a text: the first letter that tells decides, kana beside Han count as Han.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut first = None;
        for character in text
            .chars()
            .filter(|character| character.is_alphabetic() || is_han(*character))
        {
            let writing = Self::of_character(character);
            if writing == Self::Han {
                return Self::Han;
            }
            first.get_or_insert(writing);
        }
        first.unwrap_or(Self::Latin)
    }

    fn of_character(character: char) -> Self {
        match u32::from(character) {
            0x0000..=0x024f | 0x1e00..=0x1eff | 0xff21..=0xff5a => Self::Latin,
            0x0400..=0x052f => Self::Cyrillic,
            0x0600..=0x06ff | 0x0750..=0x077f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => Self::Arabic,
            0x0590..=0x05ff | 0xfb1d..=0xfb4f => Self::Hebrew,
            0x3040..=0x30ff | 0xff66..=0xff9f => Self::Kana,
            0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7a3 => Self::Hangul,
            _ if is_han(character) => Self::Han,
            _ => Self::Other,
        }
    }

    /// Learned models that can read this writing.
    #[must_use]
    pub const fn models(self) -> &'static [Script] {
        match self {
            Self::Cyrillic => &[Script::Russian],
            Self::Arabic => &[Script::Arabic],
            Self::Hebrew => &[Script::Hebrew],
            Self::Han => &[Script::Chinese, Script::Japanese],
            Self::Kana => &[Script::Katakana],
            Self::Hangul => &[Script::Korean],
            Self::Latin | Self::Other => &[],
        }
    }

    /// English name for explanations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Cyrillic => "Cyrillic",
            Self::Arabic => "Arabic",
            Self::Hebrew => "Hebrew",
            Self::Han => "Han",
            Self::Kana => "Kana",
            Self::Hangul => "Hangul",
            Self::Other => "other",
        }
    }
}
