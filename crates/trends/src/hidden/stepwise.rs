//! Forward stepwise choice of pairs.
//!
//! Source: Chan, Silverman and Vincent, JASA 116 (2021), section 3.2, with their threshold p = 0.02.

use super::existence::margins;
use super::search::{Scored, Scratch};
use super::{CaptureTable, Model, Refusal};
use crate::special::{poisson_at_least, poisson_at_most};

/// The p value above which no interaction is added.
pub const STEPWISE_P: f64 = 0.02;

/// One step: the pair of lists that was joined and the p value that earned it the place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The pair as a set of lists.
    pub term: u16,
    /// Its p value when it was added.
    pub p: f64,
}

/// Starts from independence and joins, as long as a p value reaches `threshold`, the pair of lists with the least p value
/// among those whose model has an estimate.
///
/// # Errors
/// [`Refusal::NoEstimate`] if even independence has none, [`Refusal::BadSetting`] for a threshold outside 0 to 1.
pub fn stepwise(table: &CaptureTable, threshold: f64) -> Result<(Model, Vec<Step>), Refusal> {
    if !(0.0..=1.0).contains(&threshold) {
        let problem = format!("{threshold} is not between 0 and 1");
        return Err(Refusal::BadSetting {
            setting: "threshold",
            problem,
        });
    }
    let counts = table.as_floats();
    let start = Model::independence(table.lists())?;
    let (steps, _) =
        choose(&mut Scratch::default(), &counts, table.lists(), threshold).ok_or_else(|| Refusal::NoEstimate {
            model: start.to_string(),
        })?;
    let terms: Vec<u16> = steps.iter().map(|step| step.term).collect();
    Ok((Model::with_interactions(table.lists(), &terms)?, steps))
}

/// The same over bare counts, for resampling. None if independence has no estimate.
pub(crate) fn choose(
    scratch: &mut Scratch,
    counts: &[f64],
    lists: usize,
    threshold: f64,
) -> Option<(Vec<Step>, Scored)> {
    let margins = margins(counts);
    let mut terms: Vec<u16> = std::iter::once(0).chain((0..lists).map(|i| 1 << i)).collect();
    let mut current = scratch.score_terms(counts, &margins, &terms)?;
    let mut steps: Vec<Step> = Vec::new();
    loop {
        let means = means(scratch, counts, &margins, &terms)?;
        let mut best: Option<(Step, Scored)> = None;
        for pair in pairs_not_in(&terms, lists) {
            terms.push(pair);
            let scored = scratch.score_terms(counts, &margins, &terms);
            terms.pop();
            let Some(scored) = scored else { continue };
            let p = p_value(&margins, pair, &means);
            if p <= threshold && best.as_ref().is_none_or(|(step, _)| p < step.p) {
                best = Some((Step { term: pair, p }, scored));
            }
        }
        let Some((step, scored)) = best else {
            return Some((steps, current));
        };
        terms.push(step.term);
        steps.push(step);
        current = scored;
    }
}

fn pairs_not_in(terms: &[u16], lists: usize) -> Vec<u16> {
    let pairs = (0..lists).flat_map(|i| (i + 1..lists).map(move |j| 1 << i | 1 << j));
    pairs.filter(|pair| !terms.contains(pair)).collect()
}

fn means(scratch: &mut Scratch, counts: &[f64], margins: &[f64], terms: &[u16]) -> Option<Vec<f64>> {
    scratch.fit(counts, margins, terms, super::loglinear::TOLERANCE)?;
    Some(scratch.workspace.means().to_vec())
}

/// One-sided Poisson p value of the number of people on both lists, whatever else they are on, against what the model
/// without the pair expects there.
fn p_value(margins: &[f64], pair: u16, without: &[f64]) -> f64 {
    let pair = usize::from(pair);
    let expected: f64 = without
        .iter()
        .enumerate()
        .filter(|(c, _)| c & pair == pair)
        .map(|(_, mean)| mean)
        .sum();
    let shared = margins[pair] as u64;
    poisson_at_most(shared, expected).min(poisson_at_least(shared, expected))
}
