//! The sample coverage approach: how much of the population, weighted by how easily people are listed, is on the lists.

use super::{CaptureTable, Refusal};

/// Estimates by sample coverage.
///
/// Source: Chao and Tsay, JASA 93 (1998); Chao, Tsay, Lin, Shau and Chao, Statistics in Medicine 20 (2001), equations 9,
/// 12 and 13, written there for three lists. For more lists the weight of a pair counts the people who, apart from the one
/// list, are on the other alone; with three lists this is the published form.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleCoverage {
    /// Estimated coverage, between 0 and 1.
    pub coverage: f64,
    /// Estimate if the lists were independent.
    pub independent: f64,
    /// Estimate for a coverage of about 55 % or more; none if dependence is too strong for it.
    pub high_coverage: Option<f64>,
    /// One-step estimate for a lower coverage.
    pub low_coverage: Option<f64>,
}

/// Estimates by sample coverage for three lists or more.
///
/// # Errors
/// [`Refusal::TooFewLists`] below three lists, [`Refusal::NoOverlap`] if every person is on one list only.
pub fn sample_coverage(table: &CaptureTable) -> Result<SampleCoverage, Refusal> {
    let lists = table.lists();
    if lists < 3 {
        return Err(Refusal::TooFewLists { lists });
    }
    if table.overlapping() == 0 {
        return Err(Refusal::NoOverlap);
    }
    let t = lists as f64;
    let size: Vec<f64> = (0..lists).map(|i| table.records().on_all(1 << i) as f64).collect();
    let alone: Vec<f64> = (0..lists).map(|i| table.counts()[1 << i] as f64).collect();
    let coverage = 1.0 - alone.iter().zip(&size).map(|(a, n)| a / n).sum::<f64>() / t;
    let found = table.observed() as f64 - alone.iter().sum::<f64>() / t;
    if coverage <= 0.0 {
        return Err(Refusal::NoOverlap);
    }
    let independent = found / coverage;
    let (mut slope, mut offset) = (0.0, 0.0);
    for j in 0..lists {
        for k in j + 1..lists {
            let weight = pair_weight(table, j, k) / (t * coverage);
            slope += weight * table.records().on_all(1 << j | 1 << k) as f64 / (size[j] * size[k]);
            offset += weight;
        }
    }
    let above_observed = |value: f64| (value.is_finite() && value >= table.observed() as f64).then_some(value);
    let first = independent + slope * independent - offset;
    Ok(SampleCoverage {
        coverage,
        independent,
        high_coverage: (slope < 1.0)
            .then(|| (independent - offset) / (1.0 - slope))
            .and_then(above_observed),
        low_coverage: above_observed(independent + slope * first - offset),
    })
}

/// People who apart from list k are on list j alone, and the other way round.
fn pair_weight(table: &CaptureTable, j: usize, k: usize) -> f64 {
    let cell = |mask: usize| table.counts().get(mask).copied().unwrap_or(0) as f64;
    cell(1 << j) + cell(1 << k) + 2.0 * cell(1 << j | 1 << k)
}
