//! Postal addresses: words without marks and punctuation, usual short forms written out, in the order given. Weak.

use super::text::words;
use super::{LinkValue, NotAValue, ValueKind};

/// Short forms that mean one thing in addresses. Data, to be extended.
const SHORT_FORMS: [(&str, &str); 14] = [
    ("st", "street"),
    ("str", "street"),
    ("rd", "road"),
    ("ave", "avenue"),
    ("av", "avenue"),
    ("blvd", "boulevard"),
    ("bd", "boulevard"),
    ("ln", "lane"),
    ("dr", "drive"),
    ("sq", "square"),
    ("pl", "place"),
    ("apt", "apartment"),
    ("fl", "floor"),
    ("bldg", "building"),
];

/// Words before a number that say no more than the number.
const SILENT: [&str; 4] = ["no", "nr", "num", "numero"];

pub(super) fn normalise(text: &str) -> Result<LinkValue, NotAValue> {
    let words: Vec<String> = words(text)
        .into_iter()
        .filter(|word| !SILENT.contains(&word.as_str()))
        .map(|word| {
            SHORT_FORMS
                .iter()
                .find(|(short, _)| *short == word)
                .map_or(word, |(_, long)| (*long).to_owned())
        })
        .collect();
    if words.len() < 2 {
        return Err(NotAValue::Form {
            kind: ValueKind::Address,
            rule: "at least two words",
        });
    }
    Ok(LinkValue::new(ValueKind::Address, words.join(" ")))
}
