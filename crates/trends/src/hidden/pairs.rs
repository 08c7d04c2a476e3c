//! Two lists at a time, and how often people were seen.

use super::{CaptureRecords, Refusal};
use crate::special::Z95;

/// Lincoln-Petersen: n₁·n₂/m, where m of the n₁ and n₂ people are the same. None if m is 0.
#[must_use]
pub fn petersen(n1: u64, n2: u64, m: u64) -> Option<f64> {
    (m > 0).then(|| n1 as f64 * n2 as f64 / m as f64)
}

/// Chapman's estimate (n₁+1)(n₂+1)/(m+1) − 1 with its variance; finite even if m is 0, where it is a poor guide.
#[must_use]
pub fn chapman(n1: u64, n2: u64, m: u64) -> (f64, f64) {
    let (n1, n2, m) = (n1 as f64, n2 as f64, m as f64);
    let estimate = (n1 + 1.0) * (n2 + 1.0) / (m + 1.0) - 1.0;
    let variance =
        (n1 + 1.0) * (n2 + 1.0) * (n1 - m).max(0.0) * (n2 - m).max(0.0) / ((m + 1.0) * (m + 1.0) * (m + 2.0));
    (estimate, variance)
}

/// 95 % interval for a total of which `seen` are known: log-normal in the unseen part (Chao 1987). None if the estimate
/// does not exceed what was seen.
#[must_use]
pub fn log_normal_interval(estimate: f64, variance: f64, seen: f64) -> Option<(f64, f64)> {
    let unseen = estimate - seen;
    if unseen.is_nan() || unseen <= 0.0 || variance.is_nan() || variance < 0.0 {
        return None;
    }
    let spread = (Z95 * (variance / (unseen * unseen)).ln_1p().sqrt()).exp();
    let (lower, upper) = (seen + unseen / spread, seen + unseen * spread);
    upper.is_finite().then_some((lower, upper))
}

/// Two lists side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct ListPair {
    /// Numbers of the two lists, from 1.
    pub lists: (usize, usize),
    /// People on the first list.
    pub n1: u64,
    /// People on the second list.
    pub n2: u64,
    /// People on both.
    pub both: u64,
    /// People on at least one of the two.
    pub seen: u64,
    /// Lincoln-Petersen; none if nobody is on both.
    pub petersen: Option<f64>,
    /// Chapman's estimate.
    pub chapman: f64,
    /// Standard error of Chapman's estimate.
    pub se: f64,
    /// Log-normal 95 % interval around Chapman's estimate.
    pub interval: Option<(f64, f64)>,
    /// The estimate lies below what all lists together have seen: the two lists seek the same people.
    pub below_observed: bool,
}

/// All pairs of lists in order.
#[must_use]
pub fn pairs(records: &CaptureRecords) -> Vec<ListPair> {
    let observed = records.observed() as f64;
    let sizes: Vec<u64> = (0..records.lists()).map(|i| records.on_all(1 << i)).collect();
    let mut found = Vec::new();
    for (i, n1) in sizes.iter().enumerate() {
        for (j, n2) in sizes.iter().enumerate().skip(i + 1) {
            let both = records.on_all(1 << i | 1 << j);
            let seen = n1 + n2 - both;
            let (estimate, variance) = chapman(*n1, *n2, both);
            found.push(ListPair {
                lists: (i + 1, j + 1),
                n1: *n1,
                n2: *n2,
                both,
                seen,
                petersen: petersen(*n1, *n2, both),
                chapman: estimate,
                se: variance.sqrt(),
                interval: log_normal_interval(estimate, variance, seen as f64),
                below_observed: estimate < observed,
            });
        }
    }
    found
}

/// Chao's lower bound from how many people were seen once and twice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChaoBound {
    /// The bound: S + ((t−1)/t)·f₁²/(2·f₂), or the bias-corrected form if nobody was seen twice.
    pub estimate: f64,
    /// Standard error.
    pub se: f64,
    /// People on exactly one list.
    pub once: u64,
    /// People on exactly two lists.
    pub twice: u64,
    /// Log-normal 95 % interval.
    pub interval: Option<(f64, f64)>,
}

/// Chao's lower bound over t lists. It stays a bound when people differ in how easily they are seen.
///
/// Source: Chao, "Estimating the population size for capture-recapture data with unequal catchability", Biometrics 43
/// (1987). The standard error is that of the log-linear form, in which only those seen once and twice tell of the unseen:
/// u·√(1/u + 4/f₁ + 1/f₂).
///
/// # Errors
/// [`Refusal::NoOverlap`] if nobody was seen more than once.
pub fn chao_lower_bound(records: &CaptureRecords) -> Result<ChaoBound, Refusal> {
    let times = records.seen_times();
    let once = times.first().copied().unwrap_or(0);
    let twice = times.get(1).copied().unwrap_or(0);
    let observed = records.observed();
    if observed == once {
        return Err(Refusal::NoOverlap);
    }
    let occasions = records.lists() as f64;
    let scale = (occasions - 1.0) / occasions;
    let (f1, f2) = (once as f64, twice as f64);
    let unseen = if twice > 0 {
        scale * f1 * f1 / (2.0 * f2)
    } else {
        scale * f1 * (f1 - 1.0).max(0.0) / 2.0
    };
    let relative = if once > 0 { 4.0 / f1 } else { 0.0 } + if twice > 0 { 1.0 / f2 } else { 1.0 };
    let variance = unseen + unseen * unseen * relative;
    let estimate = observed as f64 + unseen;
    let interval = log_normal_interval(estimate, variance, observed as f64);
    Ok(ChaoBound {
        estimate,
        se: variance.sqrt(),
        once,
        twice,
        interval,
    })
}
