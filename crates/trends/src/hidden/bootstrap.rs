//! Bootstrap intervals that repeat the choice of the model.
//!
//! Source: Efron, "Better bootstrap confidence intervals", JASA 82 (1987); for capture histories Chan, Silverman and Vincent
//! (2021) and Silverman, Chan and Vincent (2024): multinomial resamples of the people, the whole choice done again on
//! each, acceleration by the delete-one jackknife over the distinct histories.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::Refusal;
use crate::random::Draws;
use crate::special::{Z95, normal_cdf, normal_quantile};

/// Most resamples of one interval.
pub(crate) const MOST_RESAMPLES: usize = 100_000;
/// An interval is refused if fewer resamples than this share have an estimate.
const LEAST_USABLE: f64 = 0.8;

/// How to resample.
#[derive(Clone, Copy)]
pub struct BootstrapPlan<'a> {
    /// Number of resamples, 100 to 100,000.
    pub resamples: usize,
    /// Seed; the same seed gives the same interval.
    pub seed: u64,
    /// Called with the number of resamples done, from any thread.
    pub progress: &'a (dyn Fn(u64) + Sync),
}

/// A bias-corrected and accelerated interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BcaInterval {
    /// Lower 95 % limit.
    pub lower: f64,
    /// Upper 95 % limit.
    pub upper: f64,
    /// Bias correction z₀.
    pub bias: f64,
    /// Acceleration.
    pub acceleration: f64,
    /// Resamples that had an estimate.
    pub usable: usize,
    /// Resamples drawn.
    pub drawn: usize,
}

/// The BCa 95 % interval of an estimator over counts by combination of lists (index 0, the unseen, stays 0).
///
/// `estimator` gets scratch space made by `scratch` once a thread; it gives none where it has no estimate.
///
/// # Errors
/// [`Refusal::BadSetting`] for a number of resamples out of range, [`Refusal::FragileBootstrap`] if more than a fifth of
/// the resamples have no estimate.
pub fn bca_interval<S>(
    counts: &[u64],
    estimate: f64,
    plan: BootstrapPlan<'_>,
    scratch: impl Fn() -> S + Sync + Send,
    estimator: impl Fn(&mut S, &[f64]) -> Option<f64> + Sync + Send,
) -> Result<BcaInterval, Refusal> {
    if !(100..=MOST_RESAMPLES).contains(&plan.resamples) {
        let problem = format!("{} is not between 100 and {MOST_RESAMPLES}", plan.resamples);
        return Err(Refusal::BadSetting {
            setting: "bootstrap",
            problem,
        });
    }
    let weights: Vec<f64> = counts.iter().map(|people| *people as f64).collect();
    let people: u64 = counts.iter().sum();
    let done = AtomicU64::new(0);
    let draw = |state: &mut (S, Vec<f64>), stream: u64| {
        let (scratch, resample) = state;
        Draws::new(plan.seed, stream).multinomial(people, &weights, resample);
        let value = estimator(scratch, resample).filter(|value| value.is_finite());
        (plan.progress)(done.fetch_add(1, Ordering::Relaxed) + 1);
        value
    };
    let fresh = || (scratch(), vec![0.0; counts.len()]);
    let mut values: Vec<f64> = (0..plan.resamples as u64)
        .into_par_iter()
        .map_init(fresh, draw)
        .flatten()
        .collect();
    if (values.len() as f64) < LEAST_USABLE * plan.resamples as f64 {
        return Err(Refusal::FragileBootstrap {
            usable: values.len(),
            drawn: plan.resamples,
        });
    }
    values.sort_by(f64::total_cmp);
    let leave_one_out = leave_one_out(counts, &weights, fresh, &estimator);
    let acceleration = acceleration(&leave_one_out);
    let bias = bias(&values, estimate);
    let limit = |z: f64| {
        let shifted = bias + z;
        let level = normal_cdf(bias + shifted / (1.0 - acceleration * shifted).max(1e-3));
        quantile(&values, level)
    };
    Ok(BcaInterval {
        lower: limit(-Z95),
        upper: limit(Z95),
        bias,
        acceleration,
        usable: values.len(),
        drawn: plan.resamples,
    })
}

/// The estimate without one person of each distinct history, with the number of people who have that history.
fn leave_one_out<S>(
    counts: &[u64],
    weights: &[f64],
    fresh: impl Fn() -> (S, Vec<f64>) + Sync + Send,
    estimator: &(impl Fn(&mut S, &[f64]) -> Option<f64> + Sync + Send),
) -> Vec<(f64, f64)> {
    let held: Vec<usize> = (0..counts.len()).filter(|cell| counts[*cell] > 0).collect();
    held.par_iter()
        .map_init(fresh, |(scratch, sample), cell| {
            sample.copy_from_slice(weights);
            sample[*cell] -= 1.0;
            estimator(scratch, sample)
                .filter(|v| v.is_finite())
                .map(|value| (value, weights[*cell]))
        })
        .flatten()
        .collect()
}

fn acceleration(values: &[(f64, f64)]) -> f64 {
    let total: f64 = values.iter().map(|(_, weight)| weight).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let mean = values.iter().map(|(value, weight)| value * weight).sum::<f64>() / total;
    let moment = |power: i32| {
        values
            .iter()
            .map(|(value, weight)| weight * (mean - value).powi(power))
            .sum::<f64>()
    };
    let spread = moment(2);
    if spread > 0.0 {
        moment(3) / (6.0 * spread.powf(1.5))
    } else {
        0.0
    }
}

/// z₀: how far the median of the resamples lies from the estimate. Ties count half; the extremes are kept finite.
fn bias(sorted: &[f64], estimate: f64) -> f64 {
    let slack = 1e-9 * estimate.abs();
    let below = sorted.iter().filter(|value| **value < estimate - slack).count() as f64;
    let equal = sorted
        .iter()
        .filter(|value| (**value - estimate).abs() <= slack)
        .count() as f64;
    let n = sorted.len() as f64;
    normal_quantile(((below + 0.5 * equal) / n).clamp(0.5 / n, 1.0 - 0.5 / n))
}

/// Quantile with linear interpolation between order statistics.
pub(crate) fn quantile(sorted: &[f64], level: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    let at = level.clamp(0.0, 1.0) * last as f64;
    let low = at.floor() as usize;
    let value = |i: usize| sorted.get(i.min(last)).copied().unwrap_or(f64::NAN);
    value(low) + (at - at.floor()) * (value(low + 1) - value(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(resamples: usize) -> BootstrapPlan<'static> {
        BootstrapPlan {
            resamples,
            seed: 1,
            progress: &|_| {},
        }
    }

    #[test]
    fn an_estimator_that_mostly_fails_is_refused() {
        let refused = bca_interval(&[0, 5, 5, 5], 10.0, plan(200), || (), |(), _| None).unwrap_err();
        assert_eq!(refused.code(), "fragile_bootstrap");
    }

    #[test]
    fn the_number_of_resamples_is_bounded() {
        for resamples in [0, 99, 100_001] {
            let refused = bca_interval(&[0, 5, 5, 5], 1.0, plan(resamples), || (), |(), _| Some(1.0)).unwrap_err();
            assert_eq!(refused.code(), "bad_setting");
        }
    }

    #[test]
    fn a_mean_gets_the_interval_theory_gives() {
        // Share of people in the first of two cells: 400 of 1000, standard error 0.0155.
        let share = |(): &mut (), counts: &[f64]| Some(counts[1] / (counts[1] + counts[2]));
        let interval = bca_interval(&[0, 400, 600, 0], 0.4, plan(4000), || (), share).unwrap();
        assert!(
            (interval.lower - 0.3698).abs() < 0.002 && (interval.upper - 0.4306).abs() < 0.002,
            "{interval:?}"
        );
    }

    #[test]
    fn the_same_seed_gives_the_same_interval() {
        let share = |(): &mut (), counts: &[f64]| Some(counts[1]);
        let once = bca_interval(&[0, 400, 600, 0], 400.0, plan(300), || (), share).unwrap();
        assert_eq!(
            once,
            bca_interval(&[0, 400, 600, 0], 400.0, plan(300), || (), share).unwrap()
        );
    }
}
