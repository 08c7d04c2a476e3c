//! Every hierarchical model up to an order of interaction, and the fast scoring of one of them.

use rayon::prelude::*;

use super::existence::{Reduced, margins};
use super::loglinear::{SUSPECT_MEAN, TOLERANCE, saturated};
use super::model::{all_lists, subsets};
use super::poisson::{Outcome, Problem, Workspace};
use super::{CaptureTable, Criterion, Model, Refusal};

/// Most lists for which all hierarchical models are listed: five lists have 6,893.
const MOST_EXHAUSTIVE: usize = 5;

/// A set of interaction terms, one bit each.
pub(crate) type TermSet = u128;

/// What to search for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// The criterion to be least.
    pub criterion: Criterion,
    /// The highest order of interaction: 2 joins pairs of lists.
    pub order: usize,
}

/// All hierarchical models over some lists up to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    lattice: Lattice,
    sets: Vec<TermSet>,
}

impl Catalogue {
    /// Lists the models: every set of interactions that holds, with a term, all terms beneath it.
    ///
    /// # Errors
    /// [`Refusal::BadSetting`] for an order outside 1 to lists − 1 and for more than five lists.
    pub fn new(lists: usize, order: usize) -> Result<Self, Refusal> {
        if lists > MOST_EXHAUSTIVE {
            let problem = format!("all models are listed for {MOST_EXHAUSTIVE} lists at most; use stepwise");
            return Err(Refusal::BadSetting {
                setting: "criterion",
                problem,
            });
        }
        let lattice = Lattice::new(lists, order)?;
        let mut sets = Vec::new();
        lattice.extend(0, 0, &mut sets);
        Ok(Self { lattice, sets })
    }

    /// Number of models.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Whether there is no model, which cannot be: independence is always one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Fits all models in parallel; those without an estimate are left out. Best first by the criterion.
    pub(crate) fn score(&self, table: &CaptureTable, criterion: Criterion) -> Vec<(TermSet, Scored)> {
        let counts = table.as_floats();
        let margins = margins(&counts);
        let mut scored: Vec<(TermSet, Scored)> = self
            .sets
            .par_iter()
            .map_init(Scratch::default, |scratch, set| {
                scratch
                    .score(&self.lattice, &counts, &margins, *set)
                    .map(|scored| (*set, scored))
            })
            .flatten()
            .collect();
        let penalty = criterion.penalty(table.observed() as f64);
        scored.sort_by(|a, b| a.1.value(penalty).total_cmp(&b.1.value(penalty)).then(a.0.cmp(&b.0)));
        scored
    }

    pub(crate) fn lattice(&self) -> &Lattice {
        &self.lattice
    }
}

/// Interaction terms and how they lie beneath one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lattice {
    pub lists: usize,
    /// Interactions, pairs first.
    pub terms: Vec<u16>,
    /// For each term the terms beneath it, itself among them.
    pub below: Vec<TermSet>,
    /// For each term the terms above it, itself among them.
    pub above: Vec<TermSet>,
}

impl Lattice {
    pub fn new(lists: usize, order: usize) -> Result<Self, Refusal> {
        Model::independence(lists)?;
        if order == 0 || order >= lists.max(2) {
            let problem = format!("{order} is not between 1 and {}", lists.saturating_sub(1).max(1));
            return Err(Refusal::BadSetting {
                setting: "order",
                problem,
            });
        }
        let mut terms: Vec<u16> = (1..=all_lists(lists))
            .filter(|term| (2..=order).contains(&(term.count_ones() as usize)))
            .collect();
        terms.sort_by_key(|term| (term.count_ones(), *term));
        if terms.len() > 127 {
            let problem = format!("{} interactions are more than 127; lower the order", terms.len());
            return Err(Refusal::BadSetting {
                setting: "order",
                problem,
            });
        }
        let related = |holds: &dyn Fn(u16, u16) -> bool| -> Vec<TermSet> {
            let set = |term: &u16| {
                terms
                    .iter()
                    .enumerate()
                    .filter(|(_, other)| holds(*term, **other))
                    .fold(0, |set, (i, _)| set | 1 << i)
            };
            terms.iter().map(set).collect()
        };
        let below = related(&|term, other| term & other == other);
        let above = related(&|term, other| term & other == term);
        Ok(Self {
            lists,
            terms,
            below,
            above,
        })
    }

    /// All interactions of the lattice.
    pub fn all(&self) -> TermSet {
        (1 << self.terms.len().min(127)) - 1
    }

    /// The terms of a model, the intercept first.
    pub fn write_terms(&self, set: TermSet, into: &mut Vec<u16>) {
        into.clear();
        into.push(0);
        into.extend((0..self.lists).map(|i| 1 << i));
        into.extend(
            self.terms
                .iter()
                .enumerate()
                .filter(|(i, _)| set >> i & 1 == 1)
                .map(|(_, term)| *term),
        );
    }

    /// The model of a set of interactions.
    pub fn model(&self, set: TermSet) -> Result<Model, Refusal> {
        let mut terms = Vec::new();
        self.write_terms(set, &mut terms);
        terms.retain(|term| term.count_ones() > 1);
        Model::with_interactions(self.lists, &terms)
    }

    /// The set of a model, none if it has a term beyond the lattice.
    pub fn set(&self, model: &Model) -> Option<TermSet> {
        model.interactions().try_fold(0, |set, term| {
            self.terms.iter().position(|other| *other == term).map(|i| set | 1 << i)
        })
    }

    fn extend(&self, next: usize, set: TermSet, into: &mut Vec<TermSet>) {
        let Some(term) = self.terms.get(next) else {
            into.push(set);
            return;
        };
        self.extend(next + 1, set, into);
        debug_assert!(subsets(*term).count() >= 4);
        if self.below[next] & !(1 << next) & !set == 0 {
            self.extend(next + 1, set | 1 << next, into);
        }
    }
}

/// A model's fit in the few numbers that a search needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scored {
    pub unseen: f64,
    pub deviance: f64,
    pub parameters: usize,
}

impl Scored {
    /// Deviance plus penalty: the criterion up to a constant of the table.
    pub fn value(&self, penalty: f64) -> f64 {
        self.deviance + penalty * self.parameters as f64
    }

    /// Akaike's and the Bayesian criterion.
    pub fn criteria(&self, counts: &[f64], people: u64) -> (f64, f64) {
        let base = self.deviance + saturated(counts);
        let parameters = self.parameters as f64;
        (base + 2.0 * parameters, base + parameters * (people as f64).ln())
    }
}

/// Buffers for scoring many models.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scratch {
    pub workspace: Workspace,
    pub terms: Vec<u16>,
    pub reduced: Option<Reduced>,
}

impl Scratch {
    /// Fits a model of the lattice; none if it has no estimate.
    pub fn score(&mut self, lattice: &Lattice, counts: &[f64], margins: &[f64], set: TermSet) -> Option<Scored> {
        let mut terms = std::mem::take(&mut self.terms);
        lattice.write_terms(set, &mut terms);
        let scored = self.score_terms(counts, margins, &terms);
        self.terms = terms;
        scored
    }

    /// Fits the model with these terms; none if it has no estimate.
    pub fn score_terms(&mut self, counts: &[f64], margins: &[f64], terms: &[u16]) -> Option<Scored> {
        let outcome = self.fit(counts, margins, terms, TOLERANCE)?;
        let reduced = self.reduced.as_ref()?;
        if !reduced.identifiable() {
            return None;
        }
        if (!outcome.settled || outcome.least_zero_mean < SUSPECT_MEAN) && !reduced.bounded(counts) {
            return None;
        }
        // Terms at minus infinity count too: they were estimated, at the boundary.
        let parameters = terms.len();
        (outcome.settled).then_some(Scored {
            unseen: outcome.unseen,
            deviance: outcome.deviance,
            parameters,
        })
    }

    /// Fits without asking whether the estimate exists.
    pub fn fit(&mut self, counts: &[f64], margins: &[f64], terms: &[u16], tolerance: f64) -> Option<Outcome> {
        let reduced = self.reduced.get_or_insert_with(|| Reduced::new(margins, &[]));
        reduced.reset(margins, terms);
        self.workspace.fit(
            Problem {
                counts,
                alive: &reduced.alive,
                terms: &reduced.terms,
            },
            tolerance,
        )
    }
}
