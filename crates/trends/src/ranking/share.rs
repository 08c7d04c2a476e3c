//! A share with its numerator, its denominator, and everyone who is not in it.

use crate::special::Z95;

/// Wilson's 95 % interval for `k` of `n`; none if `n` is 0 or `k` is larger than `n`.
///
/// Source: Wilson, "Probable inference", JASA 22 (1927).
///
/// ```
/// let (lower, upper) = cordon_trends::ranking::wilson(131, 195).unwrap();
/// assert!((lower - 0.603126).abs() < 1e-6 && (upper - 0.733826).abs() < 1e-6);
/// ```
#[must_use]
pub fn wilson(k: u64, n: u64) -> Option<(f64, f64)> {
    if n == 0 || k > n {
        return None;
    }
    let size = n as f64;
    let p = k as f64 / size;
    let z2 = Z95 * Z95;
    let centre = (p + z2 / (2.0 * size)) / (1.0 + z2 / size);
    let half = Z95 * (p * (1.0 - p) / size + z2 / (4.0 * size * size)).sqrt() / (1.0 + z2 / size);
    Some(((centre - half).max(0.0), (centre + half).min(1.0)))
}

/// Who was asked and what came back. The five numbers are counted and shown apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResponseCount {
    /// Countries or units asked.
    pub asked: u64,
    /// Those that gave a point on the scale.
    pub answered: u64,
    /// Those that said they do not know.
    pub dont_know: u64,
    /// Those to which the question does not apply.
    pub not_applicable: u64,
    /// Those that refused to answer.
    pub refused: u64,
}

impl ResponseCount {
    /// Those from which nothing came.
    #[must_use]
    pub fn no_answer(&self) -> u64 {
        let heard = self
            .answered
            .saturating_add(self.dont_know)
            .saturating_add(self.not_applicable);
        self.asked.saturating_sub(heard.saturating_add(self.refused))
    }

    /// Share of those asked that gave a point on the scale; none if nobody was asked.
    #[must_use]
    pub fn response_rate(&self) -> Option<f64> {
        (self.asked > 0).then(|| self.answered as f64 / self.asked as f64)
    }

    /// Share of those heard that do not know; none if nobody was heard.
    #[must_use]
    pub fn dont_know_share(&self) -> Option<f64> {
        let heard = self.answered.saturating_add(self.dont_know);
        (heard > 0).then(|| self.dont_know as f64 / heard as f64)
    }
}

/// A share as it may be printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Those counted.
    pub numerator: u64,
    /// Those that gave a point on the scale.
    pub denominator: u64,
    /// Numerator over denominator.
    pub value: f64,
    /// Wilson's 95 % interval.
    pub interval: (f64, f64),
    /// Who was asked and what came back.
    pub responses: ResponseCount,
}

impl Share {
    /// The share of `numerator` among those that answered; none if nobody answered.
    #[must_use]
    pub fn new(numerator: u64, responses: ResponseCount) -> Option<Self> {
        let interval = wilson(numerator, responses.answered)?;
        let value = numerator as f64 / responses.answered as f64;
        Some(Self {
            numerator,
            denominator: responses.answered,
            value,
            interval,
            responses,
        })
    }
}
