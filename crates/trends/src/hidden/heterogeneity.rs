//! Models for repeated occasions of one kind, in which people may differ in how easily they are seen.
//!
//! Source: Rivest and Levesque, "Improved log-linear model estimators of abundance in capture-recapture experiments", Canadian
//! Journal of Statistics 29 (2001): M0, Mt and the heterogeneity columns of Chao, Darroch and the Poisson type.

use super::dense;
use super::{CaptureTable, Refusal};
use crate::special::CHI2_95;

/// A model over occasions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptureModel {
    /// All occasions and all people alike.
    M0,
    /// Occasions differ, people do not.
    Mt,
    /// People differ after Darroch: a column k²/2 for people seen k times.
    MhDarroch,
    /// People differ after Chao: only those seen once and twice tell of the unseen.
    MhChao,
    /// Occasions differ, and people with a column aᵏ − 1 for a base a.
    MthPoisson {
        /// The base a, 2 as a rule.
        base: u8,
    },
}

/// A fitted model over occasions.
#[derive(Debug, Clone, PartialEq)]
pub struct HeterogeneityFit {
    /// Estimated number of individuals.
    pub estimate: f64,
    /// Standard error.
    pub se: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// Fitted mean per history; index 0 is the unseen.
    pub means: Vec<f64>,
}

/// Fits a model over occasions; `omit` lists histories whose count is fitted exactly (left out of the evidence).
///
/// # Errors
/// [`Refusal::NoConvergence`] if the fit does not settle, [`Refusal::NoOverlap`] if nobody was seen twice.
pub fn fit_capture_model(
    table: &CaptureTable,
    model: CaptureModel,
    omit: &[usize],
) -> Result<HeterogeneityFit, Refusal> {
    if table.overlapping() == 0 {
        return Err(Refusal::NoOverlap);
    }
    let counts = table.as_floats();
    let rows: Vec<Vec<f64>> = (0..counts.len())
        .map(|cell| columns(table.lists(), model, cell))
        .collect();
    let used: Vec<usize> = (1..counts.len()).filter(|cell| !omit.contains(cell)).collect();
    let fitted = weighted_fit(&rows, &counts, &used).ok_or(Refusal::NoConvergence {
        model: format!("{model:?}"),
    })?;
    let unseen = fitted.means[0];
    let omitted: f64 = omit.iter().filter_map(|cell| counts.get(*cell)).sum();
    let parameters = rows.first().map_or(0, Vec::len) + omit.len();
    let kept: Vec<f64> = counts
        .iter()
        .enumerate()
        .map(|(c, y)| if omit.contains(&c) { 0.0 } else { *y })
        .collect();
    let saturated_omitted: f64 = omit
        .iter()
        .filter_map(|cell| counts.get(*cell))
        .map(|y| super::loglinear::saturated(&[*y]))
        .sum();
    let mut means = fitted.means;
    for cell in omit {
        if let (Some(mean), Some(count)) = (means.get_mut(*cell), counts.get(*cell)) {
            *mean = *count;
        }
    }
    let seen: f64 = kept.iter().sum();
    Ok(HeterogeneityFit {
        estimate: seen + omitted + unseen,
        se: (unseen + unseen * unseen * fitted.intercept_variance).sqrt(),
        aic: fitted.deviance + super::loglinear::saturated(&kept) + saturated_omitted + 2.0 * parameters as f64,
        means,
    })
}

/// 95 % profile interval under multinomial sampling for a model over occasions.
///
/// # Errors
/// As [`fit_capture_model`].
pub fn capture_profile(table: &CaptureTable, model: CaptureModel, omit: &[usize]) -> Result<(f64, f64), Refusal> {
    let fit = fit_capture_model(table, model, omit)?;
    let observed = table.observed() as f64;
    let mut counts = table.as_floats();
    let rows: Vec<Vec<f64>> = (0..counts.len())
        .map(|cell| columns(table.lists(), model, cell))
        .collect();
    let used: Vec<usize> = (0..counts.len()).filter(|cell| !omit.contains(cell)).collect();
    let mut at = |unseen: f64| -> Option<f64> {
        counts[0] = unseen;
        let fitted = weighted_fit(&rows, &counts, &used)?;
        Some(super::profile::multinomial_profile(
            &counts,
            &fitted.means,
            omit,
            observed + unseen,
        ))
    };
    let centre = (fit.estimate - observed).max(1e-3);
    super::profile::profile_limits(&mut at, centre, observed, 0.5 * CHI2_95)
        .map(|(low, high)| (observed + low, observed + high))
        .ok_or(Refusal::NoConvergence {
            model: format!("{model:?}"),
        })
}

fn columns(lists: usize, model: CaptureModel, cell: usize) -> Vec<f64> {
    let times = cell.count_ones() as usize;
    let k = times as f64;
    let mut row = vec![1.0];
    match model {
        CaptureModel::M0 => row.push(k),
        CaptureModel::Mt => row.extend((0..lists).map(|i| (cell >> i & 1) as f64)),
        CaptureModel::MhDarroch => row.extend([k, k * k / 2.0]),
        CaptureModel::MhChao => {
            row.push(k);
            row.extend((3..=lists).map(|j| times.saturating_sub(j - 1) as f64));
        }
        CaptureModel::MthPoisson { base } => {
            row.extend((0..lists).map(|i| (cell >> i & 1) as f64));
            row.push(f64::from(base).powi(times as i32) - 1.0);
        }
    }
    row
}

struct WeightedFit {
    means: Vec<f64>,
    deviance: f64,
    intercept_variance: f64,
}

/// Poisson regression by iteratively reweighted least squares on an arbitrary design.
fn weighted_fit(rows: &[Vec<f64>], counts: &[f64], used: &[usize]) -> Option<WeightedFit> {
    let p = rows.first()?.len();
    let mut means: Vec<f64> = counts.iter().map(|y| y + 0.1).collect();
    let mut predictor: Vec<f64> = means.iter().map(|m| m.ln()).collect();
    let mut deviance = f64::INFINITY;
    for _ in 0..100 {
        let mut matrix = normal_matrix(rows, &means, used, p);
        let mut right = vec![0.0; p];
        for cell in used {
            let working = means[*cell] * predictor[*cell] + counts[*cell] - means[*cell];
            right.iter_mut().zip(&rows[*cell]).for_each(|(r, x)| *r += working * x);
        }
        if !dense::cholesky(&mut matrix, p) {
            return None;
        }
        dense::solve(&matrix, p, &mut right);
        for (cell, row) in rows.iter().enumerate() {
            predictor[cell] = row.iter().zip(&right).map(|(x, b)| x * b).sum();
            means[cell] = predictor[cell].min(700.0).exp();
        }
        let term = |cell: &usize| {
            let (y, m) = (counts[*cell], means[*cell]);
            m - y + if y > 0.0 { y * (y.ln() - predictor[*cell]) } else { 0.0 }
        };
        let next = 2.0 * used.iter().map(term).sum::<f64>();
        if (deviance - next).abs() <= 1e-12 * (next.abs() + 0.1) {
            let mut matrix = normal_matrix(rows, &means, used, p);
            let mut unit = vec![0.0; p];
            unit[0] = 1.0;
            if !dense::cholesky(&mut matrix, p) {
                return None;
            }
            dense::solve(&matrix, p, &mut unit);
            return (next.is_finite() && unit[0].is_finite()).then(|| WeightedFit {
                means,
                deviance: next.max(0.0),
                intercept_variance: unit[0],
            });
        }
        deviance = next;
    }
    None
}

fn normal_matrix(rows: &[Vec<f64>], means: &[f64], used: &[usize], p: usize) -> Vec<f64> {
    let mut matrix = vec![0.0; p * p];
    for cell in used {
        let row = &rows[*cell];
        for i in 0..p {
            for j in 0..=i {
                matrix[i * p + j] += means[*cell] * row[i] * row[j];
            }
        }
    }
    matrix
}
