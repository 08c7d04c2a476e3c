//! Hashes: hexadecimal digits with the algorithm named before a colon, or known by their number.

use super::{LinkValue, NotAValue, ValueKind};

const KIND: ValueKind = ValueKind::Hash;

const ALGORITHMS: [(&str, usize); 6] = [
    ("md5", 32),
    ("sha1", 40),
    ("sha256", 64),
    ("pdq", 64),
    ("sha512", 128),
    ("photodna", 288),
];

pub(super) fn normalise(text: &str) -> Result<LinkValue, NotAValue> {
    let fault = NotAValue::Form {
        kind: KIND,
        rule: "hexadecimal digits of MD5, SHA-1, SHA-256 or SHA-512, or the algorithm's name, a colon and the digits",
    };
    let (named, digits) = match text.split_once(':') {
        Some((name, digits)) => (Some(name.replace('-', "").to_ascii_lowercase()), digits.trim()),
        None => (None, text),
    };
    let digits = digits.to_ascii_lowercase();
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(fault);
    }
    ALGORITHMS
        .iter()
        .find(|(name, length)| *length == digits.len() && named.as_deref().is_none_or(|wanted| wanted.trim() == *name))
        .map(|(name, _)| LinkValue::new(KIND, format!("{name}:{digits}")))
        .ok_or(fault)
}
