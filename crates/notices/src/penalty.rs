//! Penalties as the law states them, and whether they reach a threshold.

use serde::{Deserialize, Serialize};

use crate::dates::days_in_months;

/// A penalty or a term: life, death, or a time in years, months and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a penalty is \"life\", \"death\" or an object with whole numbers years, months, days, for instance {\"months\": 24}"
)]
pub enum Penalty {
    /// A penalty without a length.
    Named(NamedPenalty),
    /// A length of time.
    Term(Term),
}

/// Penalties that have no length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedPenalty {
    /// Imprisonment for life.
    Life,
    /// Death.
    Death,
}

/// A time of deprivation of liberty, as the judgment or the law states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Term {
    /// Whole years.
    pub years: u16,
    /// Whole months beside the years.
    pub months: u16,
    /// Days beside the months.
    pub days: u16,
}

/// Whether a penalty reaches a number of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// At or above the limit.
    Yes,
    /// Below it.
    No,
    /// Given in days that lie between the shortest and the longest reading of the limit.
    Unsure,
}

impl Penalty {
    /// Compares with a limit in months; exactly the limit reaches it.
    #[must_use]
    pub fn reaches(self, limit_months: u32) -> Reach {
        let term = match self {
            Self::Named(_) => return Reach::Yes,
            Self::Term(term) => term,
        };
        let months = u32::from(term.years) * 12 + u32::from(term.months);
        let Some(lacking) = limit_months.checked_sub(months).filter(|left| *left > 0) else {
            return Reach::Yes;
        };
        // The days that a term can state are under 2 400 months in any calendar.
        if lacking > 2400 {
            return Reach::No;
        }
        let (shortest, longest) = days_in_months(lacking);
        match i64::from(term.days) {
            days if days >= longest => Reach::Yes,
            days if days < shortest => Reach::No,
            _ => Reach::Unsure,
        }
    }

    /// Whether a length of nothing at all was given.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::Term(Term::default())
    }
}

impl std::fmt::Display for Penalty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(NamedPenalty::Life) => f.write_str("life imprisonment"),
            Self::Named(NamedPenalty::Death) => f.write_str("death"),
            Self::Term(term) => {
                let parts: Vec<String> = [(term.years, "year"), (term.months, "month"), (term.days, "day")]
                    .into_iter()
                    .filter(|(n, _)| *n > 0)
                    .map(|(n, unit)| format!("{n} {unit}{}", if n == 1 { "" } else { "s" }))
                    .collect();
                if parts.is_empty() {
                    f.write_str("0 months")
                } else {
                    f.write_str(&parts.join(" "))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(years: u16, months: u16, days: u16) -> Penalty {
        Penalty::Term(Term { years, months, days })
    }

    #[test]
    fn exactly_the_limit_reaches_it() {
        assert_eq!(term(0, 24, 0).reaches(24), Reach::Yes);
        assert_eq!(term(2, 0, 0).reaches(24), Reach::Yes);
        assert_eq!(term(0, 23, 0).reaches(24), Reach::No);
        assert_eq!(term(1, 11, 27).reaches(24), Reach::No);
        assert_eq!(term(1, 11, 31).reaches(24), Reach::Yes);
    }

    #[test]
    fn days_that_may_or_may_not_be_six_months_are_not_decided() {
        assert_eq!(term(0, 0, 180).reaches(6), Reach::No);
        assert_eq!(term(0, 0, 182).reaches(6), Reach::Unsure);
        assert_eq!(term(0, 0, 184).reaches(6), Reach::Yes);
    }

    #[test]
    fn life_and_death_reach_every_limit() {
        assert_eq!(Penalty::Named(NamedPenalty::Life).reaches(u32::MAX), Reach::Yes);
        assert_eq!(Penalty::Named(NamedPenalty::Death).reaches(48), Reach::Yes);
        assert_eq!(term(u16::MAX, u16::MAX, u16::MAX).reaches(u32::MAX), Reach::No);
    }

    #[test]
    fn penalties_read_as_words_or_lengths() {
        let read = |text: &str| serde_json::from_str::<Penalty>(text);
        assert_eq!(read("\"life\"").ok(), Some(Penalty::Named(NamedPenalty::Life)));
        assert_eq!(read("{\"months\":24}").ok(), Some(term(0, 24, 0)));
        for bad in [
            "24",
            "{\"months\":-1}",
            "{\"moons\":2}",
            "\"forever\"",
            "{\"months\":1.5}",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(term(1, 0, 3).to_string(), "1 year 3 days");
    }
}
