//! Intervals for one fixed model. Neither allows for the choice of the model: for that see the bootstrap.

use super::existence::{Reduced, margins};
use super::loglinear::TOLERANCE;
use super::poisson::{Problem, Workspace};
use super::{CaptureTable, Fit, Refusal};
use crate::special::{CHI2_95, Z95, ln_gamma};

/// 95 % interval on the log scale of the unseen: observed + u·exp(∓z·se(ln u)).
#[must_use]
pub fn wald_interval(table: &CaptureTable, fit: &Fit) -> (f64, f64) {
    let observed = table.observed() as f64;
    let spread = (Z95 * fit.se_log_unseen).exp();
    (observed + fit.unseen / spread, observed + fit.unseen * spread)
}

/// 95 % profile interval under multinomial sampling: all N whose profile log likelihood lies within χ²₁(0.95)/2 of
/// the greatest. The upper end is infinite if the likelihood never falls that far.
///
/// Source: Cormack, "Interval estimation for mark-recapture studies of closed populations", Biometrics 48 (1992).
///
/// # Errors
/// [`Refusal::NoConvergence`] if the completed table cannot be fitted.
pub fn profile_interval(table: &CaptureTable, fit: &Fit) -> Result<(f64, f64), Refusal> {
    let observed = table.observed() as f64;
    let mut counts = table.as_floats();
    let mut reduced = Reduced::new(&margins(&counts), fit.model.terms());
    reduced.alive[0] = true;
    let mut workspace = Workspace::default();
    let mut at = |unseen: f64| -> Option<f64> {
        counts[0] = unseen;
        let problem = Problem {
            counts: &counts,
            alive: &reduced.alive,
            terms: &reduced.terms,
        };
        workspace.fit(problem, TOLERANCE)?;
        let value = multinomial_profile(&counts, workspace.means(), &[], observed + unseen);
        value.is_finite().then_some(value)
    };
    profile_limits(&mut at, fit.unseen.max(1e-3), observed, 0.5 * CHI2_95)
        .map(|(lower, upper)| (observed + lower, observed + upper))
        .ok_or_else(|| Refusal::NoConvergence {
            model: fit.model.to_string(),
        })
}

/// Multinomial log likelihood of a completed table at its fitted means, up to a constant; cells in `exact` are fitted by
/// their own counts.
pub(crate) fn multinomial_profile(counts: &[f64], means: &[f64], exact: &[usize], total: f64) -> f64 {
    let unseen = counts.first().copied().unwrap_or(0.0);
    let mut value = ln_gamma(total + 1.0) - ln_gamma(unseen + 1.0);
    for (cell, people) in counts.iter().enumerate() {
        if *people > 0.0 {
            let mean = if exact.contains(&cell) {
                *people
            } else {
                means.get(cell).copied().unwrap_or(0.0)
            };
            value += people * (mean / total).ln();
        }
    }
    value
}

/// Where a log profile over the unseen falls by `drop` from its peak, on both sides. `scale` bounds the search above.
pub(crate) fn profile_limits(
    at: &mut impl FnMut(f64) -> Option<f64>,
    guess: f64,
    scale: f64,
    drop: f64,
) -> Option<(f64, f64)> {
    let (peak, value) = peak(at, guess)?;
    let floor = value - drop;
    let lower = if at(0.0)? >= floor {
        0.0
    } else {
        crossing(at, 0.0, peak, floor)?
    };
    let mut outside = peak.max(1.0);
    for _ in 0..60 {
        outside *= 2.0;
        match at(outside) {
            Some(value) if value < floor => {
                return Some((lower, crossing(at, outside, peak, floor)?));
            }
            Some(_) if outside < 1e9 * scale.max(1.0) => {}
            _ => break,
        }
    }
    Some((lower, f64::INFINITY))
}

/// Golden-section search on the log scale around a first guess.
fn peak(at: &mut impl FnMut(f64) -> Option<f64>, guess: f64) -> Option<(f64, f64)> {
    const GOLDEN: f64 = 0.618_033_988_749_895;
    let (mut low, mut high) = (guess.ln() - 3.0, guess.ln() + 3.0);
    let mut left = high - GOLDEN * (high - low);
    let mut right = low + GOLDEN * (high - low);
    let (mut at_left, mut at_right) = (at(left.exp())?, at(right.exp())?);
    while high - low > 1e-7 {
        if at_left < at_right {
            low = left;
            (left, at_left) = (right, at_right);
            right = low + GOLDEN * (high - low);
            at_right = at(right.exp())?;
        } else {
            high = right;
            (right, at_right) = (left, at_left);
            left = high - GOLDEN * (high - low);
            at_left = at(left.exp())?;
        }
    }
    let best = (0.5 * (low + high)).exp();
    Some((best, at(best)?))
}

/// Where the profile passes the floor between a point outside the interval and one inside.
fn crossing(at: &mut impl FnMut(f64) -> Option<f64>, mut outside: f64, mut inside: f64, floor: f64) -> Option<f64> {
    while (outside - inside).abs() > 1e-9 * (inside.abs() + 1.0) {
        let middle = 0.5 * (outside + inside);
        if at(middle)? < floor {
            outside = middle;
        } else {
            inside = middle;
        }
    }
    Some(0.5 * (outside + inside))
}
