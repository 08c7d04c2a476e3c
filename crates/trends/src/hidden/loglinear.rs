//! One log-linear model fitted to one table.

use super::existence::{Existence, Reduced, margins};
use super::poisson::{Problem, Workspace};
use super::{CaptureTable, Model, Refusal};
use crate::special::ln_gamma;

/// Relative change of the deviance at which a fit ends.
pub(crate) const TOLERANCE: f64 = 1e-12;
/// A fitted mean below this in an empty cell sends the model to the existence check.
pub(crate) const SUSPECT_MEAN: f64 = 1e-5;

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The model.
    pub model: Model,
    /// Estimated number of people, seen and unseen.
    pub estimate: f64,
    /// Standard error of the estimate: √(u + u²·var(intercept)), u being the unseen.
    pub se: f64,
    /// Estimated number of unseen people.
    pub unseen: f64,
    /// Standard error of the intercept, that is of ln u.
    pub se_log_unseen: f64,
    /// Residual deviance.
    pub deviance: f64,
    /// Residual degrees of freedom: cells that took part less finite parameters.
    pub df: usize,
    /// Akaike's criterion of the Poisson model.
    pub aic: f64,
    /// The Bayesian criterion with the number of people observed, not of cells, as sample size.
    pub bic: f64,
    /// Terms and coefficients, minus infinity at the boundary.
    pub coefficients: Vec<(u16, f64)>,
    /// Fitted mean per combination of lists; index 0 is the unseen.
    pub means: Vec<f64>,
    /// What the existence checks said.
    pub existence: Existence,
}

/// Fits a model by maximum likelihood after checking that it has an estimate.
///
/// # Errors
/// [`Refusal::NoEstimate`], [`Refusal::NotIdentifiable`], [`Refusal::NoConvergence`].
pub fn fit(table: &CaptureTable, model: &Model) -> Result<Fit, Refusal> {
    let counts = table.as_floats();
    let (reduced, existence) = checked(table, model, &counts)?;
    let mut workspace = Workspace::default();
    let problem = Problem {
        counts: &counts,
        alive: &reduced.alive,
        terms: &reduced.terms,
    };
    let unsettled = || Refusal::NoConvergence {
        model: model.to_string(),
    };
    let outcome = workspace
        .fit(problem, TOLERANCE)
        .filter(|o| o.settled)
        .ok_or_else(unsettled)?;
    let variance = workspace
        .covariance_column(problem, 0)
        .and_then(|c| c.first().copied())
        .ok_or_else(unsettled)?;
    let score = Scores::new(&counts, table.observed(), model.terms().len());
    let unseen = outcome.unseen;
    let mut means = workspace.means().to_vec();
    means[0] = unseen;
    let finite = reduced
        .terms
        .iter()
        .copied()
        .zip(workspace.coefficients().iter().copied());
    let boundary = reduced.dropped.iter().map(|term| (*term, f64::NEG_INFINITY));
    let fit = Fit {
        model: model.clone(),
        estimate: table.observed() as f64 + unseen,
        se: (unseen + unseen * unseen * variance).sqrt(),
        unseen,
        se_log_unseen: variance.sqrt(),
        deviance: outcome.deviance,
        df: reduced
            .alive
            .iter()
            .filter(|alive| **alive)
            .count()
            .saturating_sub(reduced.terms.len()),
        aic: score.aic(outcome.deviance),
        bic: score.bic(outcome.deviance),
        coefficients: finite.chain(boundary).collect(),
        means,
        existence,
    };
    let finite = [fit.estimate, fit.se, fit.deviance, fit.aic, fit.bic]
        .iter()
        .all(|x| x.is_finite());
    if finite { Ok(fit) } else { Err(unsettled()) }
}

/// The model without its boundary terms, once it is sure to have an estimate.
fn checked(table: &CaptureTable, model: &Model, counts: &[f64]) -> Result<(Reduced, Existence), Refusal> {
    if model.lists() != table.lists() {
        let problem = format!("it speaks of {} lists, the table of {}", model.lists(), table.lists());
        return Err(Refusal::BadModel {
            text: model.to_string(),
            problem,
        });
    }
    let reduced = Reduced::new(&margins(counts), model.terms());
    let existence = reduced.check(counts);
    match existence.code {
        0 => Ok((reduced, existence)),
        1 => Err(Refusal::NoEstimate {
            model: model.to_string(),
        }),
        _ => Err(Refusal::NotIdentifiable {
            model: model.to_string(),
        }),
    }
}

/// Turns a deviance into information criteria.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scores {
    /// −2·log likelihood of the model that fits every cell exactly.
    saturated: f64,
    parameters: f64,
    ln_people: f64,
}

impl Scores {
    pub fn new(counts: &[f64], people: u64, parameters: usize) -> Self {
        Self {
            saturated: saturated(counts),
            parameters: parameters as f64,
            ln_people: (people as f64).ln(),
        }
    }

    pub fn aic(&self, deviance: f64) -> f64 {
        deviance + self.saturated + 2.0 * self.parameters
    }

    pub fn bic(&self, deviance: f64) -> f64 {
        deviance + self.saturated + self.parameters * self.ln_people
    }
}

/// −2·log likelihood if every cell were fitted exactly: what lies between the deviance and −2·log likelihood.
pub(crate) fn saturated(counts: &[f64]) -> f64 {
    let cell = |y: &f64| {
        if *y > 0.0 {
            y * y.ln() - y - ln_gamma(y + 1.0)
        } else {
            0.0
        }
    };
    -2.0 * counts.iter().map(cell).sum::<f64>()
}
