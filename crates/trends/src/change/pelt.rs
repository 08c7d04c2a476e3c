//! Points at which the level of a series changes: optimal partitioning with pruning.

use super::{Refusal, Series};
use crate::special::CHI2_95;

/// Most values of one stretch.
pub const MOST_PELT_POINTS: usize = 50_000;
/// Fewest values of one stretch in which a change is looked for.
const FEWEST_POINTS: usize = 4;

/// What a change costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Penalty {
    /// The modified Bayesian criterion (Zhang and Siegmund 2007): 3·ln n, and ln of its length for every segment.
    Mbic,
    /// 2·ln n: one level and one place per change.
    Bic,
    /// 4: two parameters per change.
    Aic,
    /// A number of one's own, 0 or more.
    Fixed(f64),
}

impl Penalty {
    fn value(self, n: usize) -> f64 {
        match self {
            Self::Mbic => 3.0 * (n as f64).ln(),
            Self::Bic => 2.0 * (n as f64).ln(),
            Self::Aic => 4.0,
            Self::Fixed(value) => value,
        }
    }
}

/// By what the values are divided before they are compared with the penalty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// The standard deviation of the stretch. A large shift widens it, so small shifts beside large ones may be missed.
    StandardDeviation,
    /// The median absolute difference of neighbours, which a shift hardly touches.
    Differences,
    /// Nothing: the values have variance 1 already.
    One,
}

/// A point after which the level is another.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangePoint {
    /// Number of values before the change, from the start of the series.
    pub after_index: usize,
    /// The time of the last value before the change.
    pub after_time: String,
    /// Places that fit nearly as well (log likelihood within 1.92 of the best, neighbouring changes held): first and
    /// last, in the same count.
    pub plausible: (usize, usize),
}

/// Values between two changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Index of the first value, from 1.
    pub from_index: usize,
    /// Index of the last value, from 1.
    pub to_index: usize,
    /// Mean of the values.
    pub mean: f64,
}

/// All changes of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// Changes found, in order. Flagged breaks are not among them.
    pub changes: Vec<ChangePoint>,
    /// Segments between changes and breaks.
    pub segments: Vec<Segment>,
    /// Flagged breaks as numbers of values before them.
    pub breaks: Vec<usize>,
}

/// Finds the changes of level within every stretch between flagged breaks.
///
/// Source: Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear computational cost", JASA 107
/// (2012). Cost of a segment: its sum of squares around the mean, after scaling.
///
/// # Errors
/// [`Refusal::TooShort`] if no stretch has 4 values, [`Refusal::TooLong`], [`Refusal::BadSetting`] for a penalty that is
/// negative or not finite.
pub fn pelt(series: &Series, penalty: Penalty, scale: Scale) -> Result<Changes, Refusal> {
    if let Penalty::Fixed(value) = penalty
        && !(value.is_finite() && value >= 0.0)
    {
        return Err(Refusal::BadSetting {
            setting: "penalty",
            problem: format!("{value} is not a number of 0 or more"),
        });
    }
    let stretches = series.stretches();
    let longest = stretches.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
    if longest < FEWEST_POINTS {
        return Err(Refusal::TooShort {
            found: longest,
            needed: FEWEST_POINTS,
        });
    }
    if longest > MOST_PELT_POINTS {
        return Err(Refusal::TooLong {
            found: longest,
            most: MOST_PELT_POINTS,
        });
    }
    let mut found = Changes {
        changes: Vec::new(),
        segments: Vec::new(),
        breaks: Vec::new(),
    };
    for stretch in stretches {
        if stretch.start > 0 {
            found.breaks.push(stretch.start);
        }
        let values: Vec<f64> = series.points()[stretch.clone()].iter().map(|p| p.value).collect();
        let cuts = if values.len() < FEWEST_POINTS {
            Vec::new()
        } else {
            cuts(&scaled(&values, scale), penalty)
        };
        add_stretch(series, stretch.start, &values, &cuts, &mut found);
    }
    Ok(found)
}

fn add_stretch(series: &Series, start: usize, values: &[f64], cuts: &[usize], found: &mut Changes) {
    let sums = Sums::new(values);
    let ends: Vec<usize> = std::iter::once(0)
        .chain(cuts.iter().copied())
        .chain([values.len()])
        .collect();
    let residual: f64 = ends.windows(2).map(|w| sums.squares(w[0], w[1])).sum();
    let free = values.len().saturating_sub(ends.len() - 1).max(1) as f64;
    for window in ends.windows(2) {
        found.segments.push(Segment {
            from_index: start + window[0] + 1,
            to_index: start + window[1],
            mean: sums.mean(window[0], window[1]),
        });
    }
    for window in ends.windows(3) {
        let (low, high) = plausible(&sums, window[0], window[1], window[2], residual / free);
        found.changes.push(ChangePoint {
            after_index: start + window[1],
            after_time: series.points()[start + window[1] - 1].time.clone(),
            plausible: (start + low, start + high),
        });
    }
}

fn plausible(sums: &Sums, from: usize, cut: usize, to: usize, variance: f64) -> (usize, usize) {
    let cost = |k: usize| sums.squares(from, k) + sums.squares(k, to);
    let limit = cost(cut) + CHI2_95 * variance;
    let good: Vec<usize> = (from + 1..to).filter(|k| cost(*k) <= limit).collect();
    (
        good.first().copied().unwrap_or(cut),
        good.last().copied().unwrap_or(cut),
    )
}

fn scaled(values: &[f64], scale: Scale) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let divisor = match scale {
        Scale::One => 1.0,
        Scale::StandardDeviation => {
            let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
            (squares / (values.len() - 1) as f64).sqrt()
        }
        Scale::Differences => {
            let mut steps: Vec<f64> = values.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
            steps.sort_by(f64::total_cmp);
            // The median absolute normal value is 0.6745; a difference of two has √2 the spread.
            steps[steps.len() / 2] / (0.674_489_750_196_081_7 * std::f64::consts::SQRT_2)
        }
    };
    let divisor = if divisor.is_finite() && divisor > 0.0 {
        divisor
    } else {
        1.0
    };
    values.iter().map(|v| (v - mean) / divisor).collect()
}

/// The best cuts of one stretch.
fn cuts(values: &[f64], penalty: Penalty) -> Vec<usize> {
    let n = values.len();
    let sums = Sums::new(values);
    let cost_of_change = penalty.value(n);
    let with_length = penalty == Penalty::Mbic;
    let length_cost = |from: usize, to: usize| {
        if with_length { ((to - from) as f64).ln() } else { 0.0 }
    };
    let mut best = vec![f64::INFINITY; n + 1];
    let mut previous = vec![0; n + 1];
    best[0] = -cost_of_change;
    let mut open = vec![0];
    for to in 1..=n {
        for from in &open {
            let total = best[*from] + sums.squares(*from, to) + length_cost(*from, to) + cost_of_change;
            if total < best[to] {
                best[to] = total;
                previous[to] = *from;
            }
        }
        // Safe with the length term as well: ln(a + b) ≥ ln b, so a later cut at `to` is never dearer than keeping `from`.
        open.retain(|from| best[*from] + sums.squares(*from, to) < best[to]);
        open.push(to);
    }
    let mut cuts = Vec::new();
    let mut at = previous[n];
    while at > 0 {
        cuts.push(at);
        at = previous[at];
    }
    cuts.reverse();
    cuts
}

struct Sums {
    values: Vec<f64>,
    squares: Vec<f64>,
}

impl Sums {
    fn new(values: &[f64]) -> Self {
        let running = |f: &dyn Fn(f64) -> f64| {
            let mut sum = 0.0;
            let mut sums = vec![0.0];
            sums.extend(values.iter().map(|v| {
                sum += f(*v);
                sum
            }));
            sums
        };
        Self {
            values: running(&|v| v),
            squares: running(&|v| v * v),
        }
    }

    /// Sum of squares around the mean of the values `from..to`.
    fn squares(&self, from: usize, to: usize) -> f64 {
        if to <= from {
            return 0.0;
        }
        let sum = self.values[to] - self.values[from];
        (self.squares[to] - self.squares[from] - sum * sum / (to - from) as f64).max(0.0)
    }

    fn mean(&self, from: usize, to: usize) -> f64 {
        (self.values[to] - self.values[from]) / (to - from).max(1) as f64
    }
}
