//! The Mann-Kendall test for a steady rise or fall, with ties, and Sen's slope.

use super::{Refusal, Series};
use crate::special::{Z95, two_sided};

/// Most values of one stretch: Sen's slope looks at every pair.
pub const MOST_POINTS: usize = 5_000;
/// Fewest values of one stretch.
const FEWEST_POINTS: usize = 3;

/// The statistic and what follows from it.
///
/// Source: Mann 1945, Kendall 1975; the variance with ties and the continuity correction as in Kendall's book, tau-b for tied
/// values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannKendallScore {
    /// Number of values.
    pub n: usize,
    /// Sum of signs over all pairs.
    pub s: i64,
    /// Variance of `s` if there is no trend.
    pub var_s: f64,
    /// Kendall's tau-b; 0 if all values are equal.
    pub tau: f64,
    /// `s` less one towards zero over its standard deviation.
    pub z: f64,
    /// Two-sided p value.
    pub p: f64,
}

impl MannKendallScore {
    /// From the sum of signs and the sizes of groups of equal values.
    #[must_use]
    pub fn new(n: usize, s: i64, ties: &[usize]) -> Self {
        let weight = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
        let size = n as f64;
        let var_s = (weight(size) - ties.iter().map(|t| weight(*t as f64)).sum::<f64>()).max(0.0) / 18.0;
        let pairs = size * (size - 1.0) / 2.0;
        let tied: f64 = ties.iter().map(|t| *t as f64 * (*t as f64 - 1.0) / 2.0).sum();
        let scale = (pairs * (pairs - tied)).sqrt();
        let z = if s == 0 || var_s <= 0.0 {
            0.0
        } else {
            (s - s.signum()) as f64 / var_s.sqrt()
        };
        let tau = if scale > 0.0 { s as f64 / scale } else { 0.0 };
        Self {
            n,
            s,
            var_s,
            tau,
            z,
            p: two_sided(z),
        }
    }
}

/// A stretch of a series tested for a steady rise or fall.
#[derive(Debug, Clone, PartialEq)]
pub struct MannKendall {
    /// Indices of the first and last value, from 0.
    pub range: (usize, usize),
    /// The test.
    pub score: MannKendallScore,
    /// Median of the slopes between all pairs of values.
    pub sen_slope: f64,
    /// 95 % interval of the slope (Gilbert 1987), from the spread of `s`.
    pub sen_interval: (f64, f64),
}

/// Tests every stretch between flagged breaks; the last one is the present.
///
/// # Errors
/// [`Refusal::TooShort`] if the last stretch has fewer than 3 values, [`Refusal::TooLong`] if one has more than
/// [`MOST_POINTS`]. Earlier stretches that are too short are left out.
pub fn mann_kendall(series: &Series) -> Result<Vec<MannKendall>, Refusal> {
    let stretches = series.stretches();
    let last = stretches.last().map_or(0, ExactSizeIterator::len);
    if last < FEWEST_POINTS {
        return Err(Refusal::TooShort {
            found: last,
            needed: FEWEST_POINTS,
        });
    }
    if let Some(long) = stretches.iter().map(ExactSizeIterator::len).find(|n| *n > MOST_POINTS) {
        return Err(Refusal::TooLong {
            found: long,
            most: MOST_POINTS,
        });
    }
    Ok(stretches
        .into_iter()
        .filter(|stretch| stretch.len() >= FEWEST_POINTS)
        .map(|s| stretch(series, s))
        .collect())
}

fn stretch(series: &Series, range: std::ops::Range<usize>) -> MannKendall {
    let points = &series.points()[range.clone()];
    let mut s = 0_i64;
    let mut slopes = Vec::with_capacity(points.len() * (points.len() - 1) / 2);
    for (i, earlier) in points.iter().enumerate() {
        for later in &points[i + 1..] {
            s += match later.value.total_cmp(&earlier.value) {
                _ if later.value == earlier.value => 0,
                std::cmp::Ordering::Less => -1,
                _ => 1,
            };
            slopes.push((later.value - earlier.value) / (later.position - earlier.position));
        }
    }
    let score = MannKendallScore::new(points.len(), s, &ties(points.iter().map(|p| p.value)));
    slopes.sort_by(f64::total_cmp);
    MannKendall {
        range: (range.start, range.end - 1),
        score,
        sen_slope: median(&slopes),
        sen_interval: slope_interval(&slopes, score.var_s),
    }
}

fn ties(values: impl Iterator<Item = f64>) -> Vec<usize> {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted
        .chunk_by(|a, b| a == b)
        .map(<[f64]>::len)
        .filter(|n| *n > 1)
        .collect()
}

fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match (sorted.get(middle), sorted.len() % 2) {
        (None, _) => 0.0,
        (Some(value), 1) => *value,
        (Some(value), _) => 0.5 * (value + sorted[middle - 1]),
    }
}

fn slope_interval(sorted: &[f64], var_s: f64) -> (f64, f64) {
    let count = sorted.len() as f64;
    let spread = Z95 * var_s.sqrt();
    let at = |rank: f64| {
        let rank = rank.clamp(1.0, count);
        let low = rank.floor() as usize - 1;
        let high = (low + 1).min(sorted.len() - 1);
        sorted[low] + (rank - rank.floor()) * (sorted[high] - sorted[low])
    };
    (at((count - spread) / 2.0), at((count + spread) / 2.0 + 1.0))
}
