//! What all kinds share: one form of characters, digits of every script, no invisible marks.

use unicode_normalization::UnicodeNormalization as _;

use super::{LONGEST_VALUE, NotAValue};

/// The zero of each script whose digits are met in documents; the nine others follow it.
const ZEROS: [u32; 18] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
    0x0f20, 0x1040, 0x17e0, 0x1810,
];

/// Compatibility forms folded (NFKC), digits of other scripts as 0 to 9, spaces of every kind as one space, marks that
/// nobody sees left out.
pub(super) fn clean(text: &str) -> Result<String, NotAValue> {
    if text.chars().take(LONGEST_VALUE + 1).count() > LONGEST_VALUE {
        return Err(NotAValue::TooLong);
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.nfkc() {
        if c.is_whitespace() {
            if !clean.is_empty() && !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if c.is_control() {
            return Err(NotAValue::ControlCharacter);
        } else if !is_invisible(c) {
            clean.push(plain_digit(c));
        }
    }
    clean.truncate(clean.trim_end().len());
    Ok(clean)
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn plain_digit(c: char) -> char {
    let code = u32::from(c);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .and_then(|zero| char::from_digit(code - zero, 10))
        .unwrap_or(c)
}

/// Letters and digits of ASCII, in upper case, without what people put between them.
pub(super) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !is_separator(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

pub(super) fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '.' | '/' | '_' | ':' | '\'' | '\u{2010}'..='\u{2015}' | '\u{2212}'
    )
}

/// Words in plain small letters: marks off letters, other scripts by their usual Latin reading.
pub(super) fn words(text: &str) -> Vec<String> {
    any_ascii::any_ascii(text)
        .to_ascii_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'')
        .map(|word| word.replace('\'', ""))
        .filter(|word| !word.is_empty())
        .collect()
}
