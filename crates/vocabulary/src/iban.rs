//! International bank account numbers (ISO 13616).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{Country, Malformed};

/// Country structures: facts drawn from mdomke/schwifty (MIT).
const STRUCTURES: &str = include_str!("../data/iban.csv");

struct Structure {
    length: usize,
    bban: &'static str,
    bank: (usize, usize),
}

static BY_COUNTRY: LazyLock<BTreeMap<&'static str, Structure>> = LazyLock::new(|| {
    STRUCTURES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("country,"))
        .filter_map(|line| {
            let f: Vec<&'static str> = line.split(',').collect();
            let structure = Structure {
                length: f.get(1)?.parse().ok()?,
                bban: f.get(2)?,
                bank: (f.get(3)?.parse().ok()?, f.get(4)?.parse().ok()?),
            };
            Some((*f.first()?, structure))
        })
        .collect()
});

/// An IBAN without spaces, whose country length, structure and check digits (ISO 7064 mod 97-10) hold.
///
/// Exercise states have no registered structure: for `QM`…`QT` only length (15 to 34) and check digits are held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

impl Iban {
    /// Reads an IBAN; spaces are dropped, lower case is raised.
    ///
    /// # Errors
    /// When the country has no IBAN, or length, structure or check digits do not hold.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let bad = |rule: String| Malformed::new("IBAN", rule);
        let iban: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let plain = iban.bytes().all(|b| b.is_ascii_alphanumeric());
        if !plain || iban.len() < 5 || !iban.as_bytes()[2..4].iter().all(u8::is_ascii_digit) {
            return Err(bad(format!(
                "'{text}' must be a country code, two check digits, then letters and digits"
            )));
        }
        let country = Country::parse(&iban[..2])?;
        match BY_COUNTRY.get(country.code()) {
            Some(structure) => holds_structure(&iban, country, structure)?,
            None if country.is_exercise() && (15..=34).contains(&iban.len()) => {}
            None if country.is_exercise() => {
                return Err(bad(format!("'{text}' must have 15 to 34 characters")));
            }
            None => {
                return Err(bad(format!(
                    "country {country} uses no IBAN; give bank code and account number"
                )));
            }
        }
        if remainder_97(&iban) != 1 {
            return Err(bad(format!(
                "the check digits of '{text}' do not hold (ISO 7064 mod 97-10)"
            )));
        }
        Ok(Self(iban))
    }

    /// Makes the IBAN of a country and its national part by computing the check digits.
    ///
    /// # Errors
    /// When the national part does not fit the country.
    pub fn of(country: Country, bban: &str) -> Result<Self, Malformed> {
        let draft = format!("{country}00{bban}");
        let check = 98 - remainder_97(&draft.to_ascii_uppercase());
        Self::parse(&format!("{country}{check:02}{bban}"))
    }

    /// The IBAN without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country it names.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        Country::parse(self.0.get(..2)?).ok()
    }

    /// The national bank code inside it; for an exercise state its first four characters.
    #[must_use]
    pub fn bank_code(&self) -> Option<&str> {
        let (from, to) = BY_COUNTRY.get(self.0.get(..2)?).map_or((0, 4), |s| s.bank);
        self.0.get(4 + from..4 + to).filter(|code| !code.is_empty())
    }
}

fn holds_structure(iban: &str, country: Country, structure: &Structure) -> Result<(), Malformed> {
    let bad = |rule: String| Malformed::new("IBAN", rule);
    if iban.len() != structure.length {
        return Err(bad(format!(
            "{country} IBANs have {} characters, '{iban}' has {}",
            structure.length,
            iban.len()
        )));
    }
    let mut rest = &iban.as_bytes()[4..];
    for piece in structure.bban.split_inclusive(['n', 'a', 'c']) {
        let (Some((count, _)), Some(kind)) = (piece.split_once('!'), piece.bytes().last()) else {
            continue;
        };
        let count: usize = count.parse().unwrap_or(0).min(rest.len());
        let (field, after) = rest.split_at(count);
        let fits = field.iter().all(|b| match kind {
            b'n' => b.is_ascii_digit(),
            b'a' => b.is_ascii_uppercase(),
            _ => b.is_ascii_alphanumeric(),
        });
        if !fits {
            return Err(bad(format!(
                "'{iban}' breaks the structure of {country} ({})",
                structure.bban
            )));
        }
        rest = after;
    }
    Ok(())
}

/// ISO 7064 mod 97-10 over the number with its first four characters at the end.
fn remainder_97(iban: &str) -> u32 {
    let (head, tail) = iban.split_at(iban.len().min(4));
    tail.bytes().chain(head.bytes()).fold(0, |acc, b| match b {
        b'0'..=b'9' => (acc * 10 + u32::from(b - b'0')) % 97,
        b'A'..=b'Z' => (acc * 100 + u32::from(b - b'A') + 10) % 97,
        _ => acc,
    })
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Iban {
    type Error = Malformed;
    fn try_from(text: String) -> Result<Self, Malformed> {
        Self::parse(&text)
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_examples_of_the_standard_hold() {
        // The specimen numbers that the IBAN registry itself prints.
        for good in [
            "GB29 NWBK 6016 1331 9268 19",
            "DE89370400440532013000",
            "FR1420041010050500013M02606",
        ] {
            assert!(Iban::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn each_broken_rule_is_named() {
        let rule = |text: &str| Iban::parse(text).unwrap_err().rule;
        assert!(rule("DE89370400440532013001").contains("check digits"));
        assert!(rule("DE8937040044053201300").contains("22 characters"));
        assert!(rule("US89370400440532013000").contains("uses no IBAN"));
        assert!(rule("DE8937040044053201300X").contains("structure"));
        assert!(rule("D").contains("country code"));
        assert!(rule("QM00").contains("country code"));
    }

    #[test]
    fn exercise_states_have_numbers_too() {
        let iban = Iban::of(Country::parse("QM").unwrap(), "ALDR00000000000017").unwrap();
        assert_eq!(iban.country().unwrap().code(), "QM");
        assert_eq!(iban.bank_code(), Some("ALDR"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".*") {
            let _ = Iban::parse(&text);
        }
        #[test]
        fn one_changed_digit_is_seen(position in 4usize..22, digit in 0u8..10) {
            let good = "QM00ALDR00000000000017";
            let good = Iban::of(Country::parse("QM").unwrap(), &good[4..]).unwrap();
            let mut text = good.as_str().as_bytes().to_vec();
            let changed = b'0' + digit;
            prop_assume!(text[position] != changed);
            text[position] = changed;
            prop_assert!(Iban::parse(std::str::from_utf8(&text).unwrap()).is_err());
        }
    }
}
