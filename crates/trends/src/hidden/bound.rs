//! The best of all hierarchical models without fitting all of them.
//!
//! A model cannot fit better than a larger one that holds it. So with some terms taken in and some ruled out, the deviance of the largest
//! model still open plus the penalty of the terms already taken in is a floor under every model of that branch; a branch whose floor
//! lies above the best model found is left unvisited. The answer is that of the full search, which a test holds against it.

use super::existence::margins;
use super::search::{Catalogue, Lattice, Scored, Scratch, Search, TermSet};
use super::{CaptureTable, Criterion, Model};

/// The floor is taken a little lower than fitted, since these fits end early.
const FLOOR_SLACK: f64 = 0.02;
const FLOOR_TOLERANCE: f64 = 1e-5;
/// Most nodes of one search; a table that needs more is answered by the best found so far among millions of models.
const MOST_NODES: usize = 2_000_000;

/// The best hierarchical model by a criterion with its value of that criterion, without fitting all models. None if no
/// model has an estimate or the order cannot be.
#[must_use]
pub fn best_model(table: &CaptureTable, search: Search) -> Option<(Model, f64)> {
    let lattice = Lattice::new(table.lists(), search.order).ok()?;
    let counts = table.as_floats();
    let mut scratch = Scratch::default();
    let order = telling_order(&mut scratch, &lattice, &counts);
    let penalty = search.criterion.penalty(table.observed() as f64);
    let (set, scored) = best(&mut scratch, &lattice, &counts, penalty, &order, &[])?;
    Some((lattice.model(set).ok()?, scored.value(penalty)))
}

/// The same by fitting every model of a catalogue.
#[must_use]
pub fn best_by_listing(table: &CaptureTable, catalogue: &Catalogue, criterion: Criterion) -> Option<(Model, f64)> {
    let penalty = criterion.penalty(table.observed() as f64);
    let (set, scored) = *catalogue.score(table, criterion).first()?;
    Some((catalogue.lattice().model(set).ok()?, scored.value(penalty)))
}

/// Finds the best model of a lattice, starting from models that are likely to be good.
///
/// `order` lists term indices, the most telling first; `hints` are models to start from.
pub(crate) fn best(
    scratch: &mut Scratch,
    lattice: &Lattice,
    counts: &[f64],
    penalty: f64,
    order: &[usize],
    hints: &[TermSet],
) -> Option<(TermSet, Scored)> {
    let margins = margins(counts);
    let mut search = Branches {
        scratch,
        lattice,
        counts,
        margins: &margins,
        penalty,
        order,
        best: None,
        nodes: 0,
    };
    for hint in hints.iter().chain(&[0]) {
        search.consider(*hint);
    }
    let floor = search.floor(lattice.all(), 0.0);
    search.visit(0, 0, floor);
    search.best
}

/// Term indices by how much the fit suffers without them, the most telling first.
pub(crate) fn telling_order(scratch: &mut Scratch, lattice: &Lattice, counts: &[f64]) -> Vec<usize> {
    let margins = margins(counts);
    let mut search = Branches {
        scratch,
        lattice,
        counts,
        margins: &margins,
        penalty: 0.0,
        order: &[],
        best: None,
        nodes: 0,
    };
    let mut order: Vec<(usize, f64)> = (0..lattice.terms.len())
        .map(|i| (i, search.floor(lattice.all() & !lattice.above[i], 0.0)))
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.into_iter().map(|(i, _)| i).collect()
}

struct Branches<'a> {
    scratch: &'a mut Scratch,
    lattice: &'a Lattice,
    counts: &'a [f64],
    margins: &'a [f64],
    penalty: f64,
    order: &'a [usize],
    best: Option<(TermSet, Scored)>,
    nodes: usize,
}

impl Branches<'_> {
    fn consider(&mut self, set: TermSet) {
        let Some(scored) = self.scratch.score(self.lattice, self.counts, self.margins, set) else {
            return;
        };
        let value = scored.value(self.penalty);
        let better = match self.best {
            None => true,
            Some((other, best)) => {
                let gain = best.value(self.penalty) - value;
                gain > 1e-9 || (gain.abs() <= 1e-9 && set < other)
            }
        };
        if better {
            self.best = Some((set, scored));
        }
    }

    /// A floor under the deviance of every model within `open`; `parent` is the floor of a larger set.
    fn floor(&mut self, open: TermSet, parent: f64) -> f64 {
        let mut terms = std::mem::take(&mut self.scratch.terms);
        self.lattice.write_terms(open, &mut terms);
        let outcome = self.scratch.fit(self.counts, self.margins, &terms, FLOOR_TOLERANCE);
        self.scratch.terms = terms;
        match outcome {
            Some(outcome) if outcome.settled => (outcome.deviance * 0.999 - FLOOR_SLACK).max(parent),
            _ => parent,
        }
    }

    /// Parameters that every model holding `taken` has.
    fn least_parameters(&self, taken: TermSet) -> f64 {
        (1 + self.lattice.lists + taken.count_ones() as usize) as f64
    }

    /// Visits all models that hold `taken` and nothing of `out`, `taken` itself being considered already.
    fn visit(&mut self, taken: TermSet, out: TermSet, floor: f64) {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return;
        }
        let next = self.order.iter().copied().find(|i| (taken | out) >> i & 1 == 0);
        let Some(term) = next else { return };
        if self.hopeless(floor, taken) {
            return;
        }
        let with = taken | self.lattice.below[term];
        self.consider(with);
        self.visit(with, out, floor);
        let without = out | self.lattice.above[term];
        let open = self.lattice.all() & !without;
        if open != taken && !self.hopeless(floor, taken) {
            let floor = self.floor(open, floor);
            self.visit(taken, without, floor);
        }
    }

    /// Whether no model with at least one term more than `taken` can beat the best.
    fn hopeless(&self, floor: f64, taken: TermSet) -> bool {
        let least = floor + self.penalty * (self.least_parameters(taken) + 1.0);
        self.best.is_some_and(|(_, best)| least >= best.value(self.penalty))
    }
}
