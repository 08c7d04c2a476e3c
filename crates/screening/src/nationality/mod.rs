//! Nationalities, however a list, a query or a zone writes them.

mod countries;

use std::collections::HashMap;
use std::sync::LazyLock;

use countries::COUNTRIES;

/// A country or status, told apart by a two-letter code where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Nationality([u8; 2]);

static SPELLINGS: LazyLock<HashMap<String, Nationality>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for (alpha2, alpha3, names) in COUNTRIES {
        let Some(code) = two_letters(alpha2) else {
            continue;
        };
        for spelling in [alpha2, alpha3].into_iter().chain(names.split('|')) {
            map.entry(folded(spelling)).or_insert(code);
        }
    }
    map
});

/// Invented states, from the codes that ISO 3166-1 leaves to its users: invented persons are theirs.
const EXERCISE: [(&str, &str); 8] = [
    ("QM", "Exercise state QM"),
    ("QN", "Exercise state QN"),
    ("QO", "Exercise state QO"),
    ("QP", "Exercise state QP"),
    ("QQ", "Exercise state QQ"),
    ("QR", "Exercise state QR"),
    ("QS", "Exercise state QS"),
    ("QT", "Exercise state QT"),
];

fn exercise(folded: &str) -> Option<Nationality> {
    let known = EXERCISE.iter().find(|(code, _)| code.eq_ignore_ascii_case(folded));
    known.and_then(|(code, _)| two_letters(code))
}

fn two_letters(code: &str) -> Option<Nationality> {
    match code.as_bytes() {
        [a, b] => Some(Nationality([*a, *b])),
        _ => None,
    }
}

fn folded(text: &str) -> String {
    any_ascii::any_ascii(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

impl Nationality {
    /// Reads a code (two or three letters, or a zone's own) or an English name; `None` for what is not known.
    ///
    /// ```
    /// use cordon_screening::nationality::Nationality;
    /// assert_eq!(Nationality::parse("fra"), Nationality::parse("France"));
    /// assert_eq!(Nationality::parse("D"), Nationality::parse("DE"));
    /// assert_eq!(Nationality::parse("Atlantis"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 80 {
            return None;
        }
        let folded = folded(text);
        SPELLINGS.get(&folded).copied().or_else(|| exercise(&folded))
    }

    /// The two capital letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// The English name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        let exercise = EXERCISE.iter().find(|(code, _)| code.as_bytes() == self.0);
        if let Some((_, name)) = exercise {
            return name;
        }
        let known = COUNTRIES.iter().find(|(alpha2, ..)| alpha2.as_bytes() == self.0);
        known.map_or("", |(_, _, names)| names.split('|').next().unwrap_or(names))
    }

    /// A number below 676, for compact indexes.
    #[must_use]
    pub fn ordinal(self) -> u16 {
        u16::from(self.0[0].saturating_sub(b'A')) * 26 + u16::from(self.0[1].saturating_sub(b'A'))
    }
}

/// Whether three capital letters are an ISO 3166-1 alpha-3 code.
#[must_use]
pub fn is_alpha3(code: &str) -> bool {
    COUNTRIES.iter().any(|(_, alpha3, _)| *alpha3 == code)
}

#[cfg(test)]
mod tests {
    use super::Nationality;

    #[test]
    fn codes_and_names_meet() {
        for (a, b) in [
            ("ru", "Russia"),
            ("PRK", "Korea, North"),
            ("GBO", "British"),
            ("Cote d Ivoire", "CI"),
            ("RKS", "Kosovo"),
        ] {
            assert!(Nationality::parse(a).is_some(), "{a}");
            assert_eq!(Nationality::parse(a), Nationality::parse(b), "{a} {b}");
        }
        let exercise = Nationality::parse("qt").unwrap();
        assert_eq!((exercise.code(), exercise.name()), ("QT", "Exercise state QT"));
        assert_eq!(Nationality::parse("QU"), None);
        assert_ne!(Nationality::parse("Niger"), Nationality::parse("Nigeria"));
        assert_eq!(Nationality::parse(""), None);
    }
}
