//! The "less than one per cent" page: what was held of what was asked and of what was lost.
//!
//! Two ratios with two denominators, always together, and beside them the published estimate with its own. The organisation's
//! ratio and the published one measure different things; nothing here divides one by the other.

use std::collections::BTreeMap;

use serde::Deserialize;

const SHIPPED: &str = include_str!("../data/interception.json");

/// Sums of one currency over one period, in its smallest unit. Currencies are never added together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterceptionSums {
    /// Currency or token code.
    pub asset: String,
    /// Cases in the period.
    pub cases: u64,
    /// Lost by victims in those cases.
    pub lost: i64,
    /// Asked to be held: the part of the loss that could still be followed.
    pub asked: i64,
    /// Held by institutions.
    pub held: i64,
    /// Given back to victims.
    pub returned: i64,
}

/// A ratio that keeps its parts: parts per million of the denominator, rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// What was held or returned.
    pub numerator: i64,
    /// Of what.
    pub denominator: i64,
    /// Numerator in millionths of the denominator.
    pub ppm: i64,
}

/// The page's numbers for one currency. A ratio without a denominator is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterceptionPage {
    /// The sums behind it.
    pub sums: InterceptionSums,
    /// Held of what was asked: how well requests work.
    pub held_of_asked: Option<Ratio>,
    /// Held of what was lost: how much of the harm is stopped.
    pub held_of_lost: Option<Ratio>,
    /// Returned of what was lost: what victims saw again.
    pub returned_of_lost: Option<Ratio>,
}

/// Why sums are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A sum below zero.
    #[error("{asset}: the sum {name} is negative ({value})")]
    Negative {
        /// The currency.
        asset: String,
        /// Which sum.
        name: &'static str,
        /// Its value.
        value: i64,
    },
    /// More held than asked, more returned than held, or more asked than lost.
    #[error("{asset}: {more} ({more_value}) exceeds {less} ({less_value}); the cases do not add up")]
    Exceeds {
        /// The currency.
        asset: String,
        /// The sum that is too large.
        more: &'static str,
        /// Its value.
        more_value: i64,
        /// The sum it may not exceed.
        less: &'static str,
        /// Its value.
        less_value: i64,
    },
}

impl Refusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Negative { .. } => "negative",
            Self::Exceeds { .. } => "exceeds",
        }
    }
}

/// A published estimate of the share that is intercepted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PublishedShare {
    /// Stable name.
    pub id: String,
    /// Year of publication.
    pub year: u16,
    /// Year of the data.
    pub about: u16,
    /// Lower end in parts per million.
    pub share_ppm_low: u32,
    /// Upper end in parts per million.
    pub share_ppm_high: u32,
    /// What is measured, by language.
    pub definition: BTreeMap<String, String>,
    /// Of what, by language.
    pub denominator: BTreeMap<String, String>,
    /// Where it stands.
    pub source: String,
    /// Whether the source was read; an estimate that was not is never printed as fact.
    pub verified: bool,
}

#[derive(Deserialize)]
struct Shipped {
    estimates: Vec<PublishedShare>,
}

/// The published estimates that ship with the program.
#[must_use]
pub fn published_shares() -> Vec<PublishedShare> {
    serde_json::from_str::<Shipped>(SHIPPED)
        .map(|shipped| shipped.estimates)
        .unwrap_or_default()
}

/// The page's numbers.
///
/// # Errors
/// A [`Refusal`] if the sums cannot come from cases: negative, or more held than asked.
///
/// ```
/// use cordon_trends::interception::*;
/// let sums = InterceptionSums {
///     asset: "EUR".into(), cases: 12, lost: 100_000_00, asked: 60_000_00, held: 30_000_00, returned: 6_000_00,
/// };
/// let page = interception_page(sums).unwrap();
/// assert_eq!(page.held_of_asked.unwrap().ppm, 500_000);
/// assert_eq!(page.held_of_lost.unwrap().ppm, 300_000);
/// ```
pub fn interception_page(sums: InterceptionSums) -> Result<InterceptionPage, Refusal> {
    let InterceptionSums {
        lost,
        asked,
        held,
        returned,
        ..
    } = sums;
    for (name, value) in [("lost", lost), ("asked", asked), ("held", held), ("returned", returned)] {
        if value < 0 {
            return Err(Refusal::Negative {
                asset: sums.asset,
                name,
                value,
            });
        }
    }
    for (more, more_value, less, less_value) in [
        ("asked", asked, "lost", lost),
        ("held", held, "asked", asked),
        ("returned", returned, "held", held),
    ] {
        if more_value > less_value {
            return Err(Refusal::Exceeds {
                asset: sums.asset,
                more,
                more_value,
                less,
                less_value,
            });
        }
    }
    Ok(InterceptionPage {
        held_of_asked: ratio(held, asked),
        held_of_lost: ratio(held, lost),
        returned_of_lost: ratio(returned, lost),
        sums,
    })
}

fn ratio(numerator: i64, denominator: i64) -> Option<Ratio> {
    if denominator <= 0 {
        return None;
    }
    let ppm = i128::from(numerator) * 1_000_000 / i128::from(denominator);
    Some(Ratio {
        numerator,
        denominator,
        ppm: i64::try_from(ppm).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(lost: i64, asked: i64, held: i64, returned: i64) -> InterceptionSums {
        InterceptionSums {
            asset: "EUR".into(),
            cases: 1,
            lost,
            asked,
            held,
            returned,
        }
    }

    #[test]
    fn sums_that_cannot_be_are_refused() {
        assert_eq!(interception_page(sums(-1, 0, 0, 0)).unwrap_err().code(), "negative");
        assert_eq!(interception_page(sums(5, 6, 0, 0)).unwrap_err().code(), "exceeds");
        assert_eq!(interception_page(sums(9, 6, 7, 0)).unwrap_err().code(), "exceeds");
        assert_eq!(interception_page(sums(9, 6, 5, 6)).unwrap_err().code(), "exceeds");
    }

    #[test]
    fn without_a_denominator_there_is_no_ratio() {
        let page = interception_page(sums(100, 0, 0, 0)).unwrap();
        assert_eq!(page.held_of_asked, None);
        assert_eq!(page.held_of_lost.unwrap().ppm, 0);
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        let page = interception_page(sums(i64::MAX, i64::MAX, i64::MAX, 1)).unwrap();
        assert_eq!(page.held_of_lost.unwrap().ppm, 1_000_000);
    }

    #[test]
    fn published_estimates_carry_year_range_definition_and_denominator() {
        let published = published_shares();
        assert_eq!(published.len(), 2);
        for estimate in published {
            assert!(estimate.share_ppm_low <= estimate.share_ppm_high && estimate.about <= estimate.year);
            for language in ["en", "fr", "es", "ar"] {
                assert!(estimate.definition.contains_key(language) && estimate.denominator.contains_key(language));
            }
        }
    }
}
