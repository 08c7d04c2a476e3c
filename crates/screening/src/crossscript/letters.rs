//! Letters of both sides, as the model sees them.

use unicode_normalization::UnicodeNormalization;

/// A Latin token of at most 25 letters a-z, five bits each, the first letter lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Latin {
    bits: u128,
    length: u8,
}

/// Longest Latin token that is packed; the rest is cut.
pub(crate) const LONGEST_LATIN: usize = 25;
/// Longest token of another script, in letters.
pub(crate) const LONGEST_OTHER: usize = 24;

impl Latin {
    /// Packs the letters a-z of an ASCII text; other bytes are left out.
    #[must_use]
    pub fn pack(text: &str) -> Self {
        let mut packed = Self::default();
        for byte in text.bytes().filter(u8::is_ascii_lowercase) {
            if usize::from(packed.length) == LONGEST_LATIN {
                break;
            }
            packed.bits |= u128::from(byte - b'a' + 1) << (5 * u32::from(packed.length));
            packed.length += 1;
        }
        packed
    }

    /// Adds the letters of a unit at the end, as far as there is room.
    pub(crate) fn append(self, unit: u32, length: u8) -> Self {
        let room = LONGEST_LATIN.saturating_sub(self.len());
        let length = usize::from(length).min(room);
        let letters = u128::from(unit & window_mask(length));
        let bits = if length == 0 {
            self.bits
        } else {
            self.bits | (letters << (5 * self.len()))
        };
        Self {
            bits,
            length: self.length + u8::try_from(length).unwrap_or(0),
        }
    }

    /// The letters as text.
    #[must_use]
    pub fn text(self) -> String {
        (0..self.len())
            .filter_map(|at| self.letter(at).checked_sub(1))
            .map(|code| char::from(b'a' + code))
            .collect()
    }

    /// Number of letters.
    #[must_use]
    pub const fn len(self) -> usize {
        self.length as usize
    }

    /// Whether there is no letter.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.length == 0
    }

    /// The letters from `start` on, up to six of them, as the bits of a unit.
    pub(crate) const fn window(self, start: usize) -> u32 {
        if start >= LONGEST_LATIN {
            0
        } else {
            ((self.bits >> (5 * start)) & 0x3fff_ffff) as u32
        }
    }

    /// Code 1-26 of one letter; 0 past the end.
    pub(crate) const fn letter(self, at: usize) -> u8 {
        if at >= LONGEST_LATIN {
            0
        } else {
            ((self.bits >> (5 * at)) & 31) as u8
        }
    }
}

/// Mask of the first `length` letters of a window.
pub(crate) const fn window_mask(length: usize) -> u32 {
    if length >= 6 {
        0x3fff_ffff
    } else {
        (1 << (5 * length)) - 1
    }
}

/// Latin text as a-z: marks folded, everything else left out.
#[must_use]
pub fn fold_latin(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        for byte in any_ascii::any_ascii_char(character).bytes() {
            if byte.is_ascii_alphabetic() {
                out.push(char::from(byte.to_ascii_lowercase()));
            }
        }
    }
    out
}

/// Letters of a token of another script: compatibility forms composed, Hangul taken apart into jamo, marks of Arabic
/// and Hebrew left out, spaces and signs left out, case folded.
#[must_use]
pub fn letters_of(token: &str) -> Vec<char> {
    let composed = token.nfkc().flat_map(char::to_lowercase);
    let mut out = Vec::new();
    for character in composed {
        if is_hangul_syllable(character) {
            push_hangul(character, &mut out);
        } else if keeps(character) {
            out.push(fold_letter(character));
        }
        if out.len() >= LONGEST_OTHER {
            out.truncate(LONGEST_OTHER);
            break;
        }
    }
    out
}

/// Whether a character is Han.
#[must_use]
pub fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af | 0x3005..=0x3007)
}

/// The class of letters that a rare one may borrow from: Han characters of one Mandarin reading. Simplified and
/// traditional forms of a character share it. `None` for letters that are common enough to stand alone.
pub(crate) fn class_of(letter: char) -> Option<char> {
    if !is_han(letter) {
        return None;
    }
    let reading = Latin::pack(&any_ascii::any_ascii_char(letter).to_ascii_lowercase());
    // A private plane holds the classes: readings have at most six letters, their bits are folded into it.
    let folded = (reading.window(0) ^ (reading.window(0) >> 13)) % 0xffff;
    (!reading.is_empty())
        .then(|| char::from_u32(0xf_0000 + folded))
        .flatten()
}

const fn is_hangul_syllable(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}

/// A syllable of Hangul as two letters: its opening with the vowel, and its closing consonant if there is one.
fn push_hangul(syllable: char, out: &mut Vec<char>) {
    let closing = (u32::from(syllable) - 0xac00) % 28;
    out.extend(char::from_u32(u32::from(syllable) - closing));
    if closing > 0 {
        out.extend(char::from_u32(0x11a7 + closing));
    }
}

fn keeps(character: char) -> bool {
    let marks = matches!(character, '\u{0591}'..='\u{05c7}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0640}');
    // The geresh tells Hebrew ts, ch and j from their plain letters; the kana length sign is a letter here.
    let signs = matches!(character, '\'' | '\u{05f3}' | '\u{30fc}');
    !marks && (character.is_alphanumeric() || signs)
}

/// Variants of one letter that writers exchange freely.
const fn fold_letter(character: char) -> char {
    match character {
        '\u{05f3}' => '\'',
        '\u{06cc}' => '\u{064a}',
        '\u{06a9}' => '\u{0643}',
        '\u{0671}' => '\u{0627}',
        other => other,
    }
}
