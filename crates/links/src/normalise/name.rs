//! Names: words without marks, titles left out, in alphabetical order, so that the order of given and family name does
//! not matter. Weak: screening compares names; this only finds equal spellings.

use super::text::words;
use super::{LinkValue, NotAValue, ValueKind};

const TITLES: [&str; 16] = [
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lady", "mme", "mlle", "herr", "frau", "sr", "sra", "don", "dona",
];

pub(super) fn normalise(text: &str) -> Result<LinkValue, NotAValue> {
    let mut words: Vec<String> = words(text)
        .into_iter()
        .filter(|word| !TITLES.contains(&word.as_str()))
        .collect();
    if !words
        .iter()
        .any(|word| word.chars().filter(char::is_ascii_alphabetic).count() >= 2)
    {
        return Err(NotAValue::Form {
            kind: ValueKind::Name,
            rule: "at least one word of two letters",
        });
    }
    words.sort_unstable();
    Ok(LinkValue::new(ValueKind::Name, words.join(" ")))
}
