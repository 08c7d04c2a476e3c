//! Greedy search for tables whose models are too many to list.
//!
//! Source: Silverman, Chan and Vincent, Statistics and Computing 34:44 (2024), section 5.2.

use super::existence::margins;
use super::search::{Lattice, Scored, Scratch, TermSet};
use super::{CaptureTable, Criterion, Model, Refusal};

/// Starts from independence and moves, term by term, to the neighbouring hierarchical model with the least criterion, until
/// no neighbour is better. It may end in a local minimum.
///
/// # Errors
/// [`Refusal::BadSetting`] for an order that cannot be, [`Refusal::NoModel`] if independence and all its neighbours fail.
pub fn downhill(table: &CaptureTable, criterion: Criterion, order: usize) -> Result<Model, Refusal> {
    let lattice = Lattice::new(table.lists(), order)?;
    let penalty = criterion.penalty(table.observed() as f64);
    let (set, _) = descend(&mut Scratch::default(), &lattice, &table.as_floats(), penalty).ok_or(Refusal::NoModel {
        candidates: 1 + lattice.terms.len(),
    })?;
    lattice.model(set)
}

/// The same over bare counts.
pub(crate) fn descend(
    scratch: &mut Scratch,
    lattice: &Lattice,
    counts: &[f64],
    penalty: f64,
) -> Option<(TermSet, Scored)> {
    let margins = margins(counts);
    let mut here: Option<(TermSet, Scored)> = scratch.score(lattice, counts, &margins, 0).map(|scored| (0, scored));
    let mut at: TermSet = 0;
    loop {
        let mut best = here;
        for i in 0..lattice.terms.len() {
            let bit: TermSet = 1 << i;
            let neighbour = if at & bit == 0 { at | bit } else { at & !bit };
            let hierarchical = if at & bit == 0 {
                lattice.below[i] & !bit & !at == 0
            } else {
                lattice.above[i] & !bit & at == 0
            };
            if !hierarchical {
                continue;
            }
            let Some(scored) = scratch.score(lattice, counts, &margins, neighbour) else {
                continue;
            };
            if best.is_none_or(|(_, b)| scored.value(penalty) < b.value(penalty) - 1e-9) {
                best = Some((neighbour, scored));
            }
        }
        if best.map(|(set, _)| set) == here.map(|(set, _)| set) {
            return here;
        }
        at = best?.0;
        here = best;
    }
}
