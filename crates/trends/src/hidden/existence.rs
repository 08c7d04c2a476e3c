//! Whether a model has an estimate for a table at all.
//!
//! Two lists without a common person make the interaction of the two minus infinity. That is a proper boundary answer:
//! the cells that hold both lists are fitted as zero, and those cells and terms leave the problem. What is left can
//! still fail in two ways: the likelihood may grow without end, or the cells may not fix the parameters.
//!
//! Source: Fienberg and Rinaldo, "Maximum likelihood estimation in log-linear models", Annals of Statistics 40 (2012);
//! for capture histories Chan, Silverman and Vincent, JASA 116 (2021), section 2.

use super::dense;
use super::{CaptureTable, Model};

/// What the checks say about a model and a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Existence {
    /// 0 fine, 1 no estimate even at the boundary, 2 not identifiable, 3 both.
    pub code: u8,
    /// Terms whose estimate is minus infinity because the lists in them share nobody.
    pub minus_infinity: Vec<u16>,
}

impl Existence {
    /// Whether the model can be fitted.
    #[must_use]
    pub fn fine(&self) -> bool {
        self.code == 0
    }
}

/// Checks existence and identifiability of the (extended) maximum likelihood estimate.
#[must_use]
pub fn existence(table: &CaptureTable, model: &Model) -> Existence {
    let reduced = Reduced::new(&margins(&table.as_floats()), model.terms());
    reduced.check(&table.as_floats())
}

/// People on all lists of each combination.
pub(crate) fn margins(counts: &[f64]) -> Vec<f64> {
    let mut margins = counts.to_vec();
    super::poisson::sum_over_supersets(&mut margins);
    margins
}

/// A model without the terms that are minus infinity, and the cells that remain.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reduced {
    pub terms: Vec<u16>,
    pub dropped: Vec<u16>,
    pub alive: Vec<bool>,
}

impl Reduced {
    /// Drops terms and cells by the margins of the table.
    pub fn new(margins: &[f64], terms: &[u16]) -> Self {
        let mut alive = vec![true; margins.len()];
        alive[0] = false;
        let mut reduced = Self {
            terms: Vec::new(),
            dropped: Vec::new(),
            alive,
        };
        reduced.reset(margins, terms);
        reduced
    }

    /// The same into buffers that are there already.
    pub fn reset(&mut self, margins: &[f64], terms: &[u16]) {
        self.terms.clear();
        self.dropped.clear();
        self.alive.clear();
        self.alive.resize(margins.len(), true);
        self.alive[0] = false;
        for term in terms {
            if *term != 0 && margins[usize::from(*term)] <= 0.0 {
                self.dropped.push(*term);
            } else {
                self.terms.push(*term);
            }
        }
        for term in &self.dropped {
            let term = usize::from(*term);
            for (cell, alive) in self.alive.iter_mut().enumerate() {
                *alive &= cell & term != term;
            }
        }
    }

    /// Runs both checks.
    pub fn check(&self, counts: &[f64]) -> Existence {
        let unidentified = !self.identifiable();
        let unbounded = !self.bounded(counts);
        Existence {
            code: u8::from(unbounded) + 2 * u8::from(unidentified),
            minus_infinity: self.dropped.clone(),
        }
    }

    /// Whether the design over the remaining cells has full column rank.
    pub fn identifiable(&self) -> bool {
        if self.dropped.is_empty() {
            // Over all cells the columns of a hierarchical model without the all-lists term are independent.
            return true;
        }
        let mut rows: Vec<Vec<f64>> = self.cells().map(|cell| self.row(cell)).collect();
        dense::row_reduce(&mut rows, self.terms.len()).len() == self.terms.len()
    }

    /// Whether the likelihood is bounded: no direction lowers the mean of an empty cell and leaves all cells with
    /// people as they are. With N a basis of the directions that leave those alone, this is so exactly if some y ≥ 1 on
    /// the empty cells gives Nᵀ·Xᵀ·y = 0 (a theorem of the alternative), which phase one of the simplex decides.
    pub fn bounded(&self, counts: &[f64]) -> bool {
        let columns = self.terms.len();
        let mut with_people: Vec<Vec<f64>> = self
            .cells()
            .filter(|cell| counts[*cell] > 0.0)
            .map(|cell| self.row(cell))
            .collect();
        let directions = dense::null_space(&mut with_people, columns);
        if directions.is_empty() {
            return true;
        }
        let empty: Vec<Vec<f64>> = self
            .cells()
            .filter(|cell| counts[*cell] <= 0.0)
            .map(|cell| self.row(cell))
            .collect();
        let slope = |direction: &[f64], row: &[f64]| -> f64 { direction.iter().zip(row).map(|(d, x)| d * x).sum() };
        let system: Vec<Vec<f64>> = directions
            .iter()
            .map(|direction| empty.iter().map(|row| slope(direction, row)).collect())
            .collect();
        let right: Vec<f64> = system.iter().map(|line: &Vec<f64>| -line.iter().sum::<f64>()).collect();
        dense::has_nonnegative_solution(&system, &right)
    }

    fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.alive
            .iter()
            .enumerate()
            .filter(|(_, alive)| **alive)
            .map(|(cell, _)| cell)
    }

    fn row(&self, cell: usize) -> Vec<f64> {
        let holds = |term: u16| usize::from(term) & cell == usize::from(term);
        self.terms
            .iter()
            .map(|term| if holds(*term) { 1.0 } else { 0.0 })
            .collect()
    }
}
