//! Poisson log-linear fits over capture histories by iteratively reweighted least squares.
//!
//! Every column of the design is the indicator "this history holds these lists", so all sums that the normal
//! equations need are sums over supersets: one transform of the weights over the subset lattice gives them all, and the
//! linear predictor is the same transform downwards. A fit of five lists takes a few microseconds.

use super::dense;

/// Most iterations of one fit.
const MOST_STEPS: usize = 60;

/// Buffers of a fit, kept to be used again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Workspace {
    predictor: Vec<f64>,
    mean: Vec<f64>,
    weighted: Vec<f64>,
    working: Vec<f64>,
    matrix: Vec<f64>,
    coefficients: Vec<f64>,
    earlier: Vec<f64>,
}

/// What is to be fitted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Problem<'a> {
    /// People per combination of lists; index 0 stands for the unseen.
    pub counts: &'a [f64],
    /// Cells that take part; cells outside are fitted as exactly zero.
    pub alive: &'a [bool],
    /// Terms of the model as sets of lists, the intercept (0) first.
    pub terms: &'a [u16],
}

/// What a fit came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Outcome {
    /// Residual deviance.
    pub deviance: f64,
    /// Fitted mean of the cell on no list.
    pub unseen: f64,
    /// The least fitted mean of a cell in which nobody stands; infinite if there is none.
    pub least_zero_mean: f64,
    /// Whether the iteration settled.
    pub settled: bool,
}

impl Workspace {
    /// Fits the model. Gives none if the weighted design is singular at the first step.
    ///
    /// `tolerance` is the relative change of the deviance at which the iteration ends.
    pub fn fit(&mut self, problem: Problem<'_>, tolerance: f64) -> Option<Outcome> {
        let cells = problem.counts.len();
        self.start(problem);
        let mut deviance = f64::INFINITY;
        let mut settled = false;
        for step in 0..MOST_STEPS {
            self.earlier.clone_from(&self.coefficients);
            if !self.newton_step(problem) {
                if step == 0 {
                    return None;
                }
                self.coefficients.clone_from(&self.earlier);
                self.predict(problem, cells);
                break;
            }
            self.predict(problem, cells);
            let mut next = self.deviance(problem);
            let mut halvings = 0;
            while step > 0 && halvings < 20 && (next.is_nan() || next > deviance + 1e-7 * (deviance.abs() + 1.0)) {
                self.coefficients
                    .iter_mut()
                    .zip(&self.earlier)
                    .for_each(|(new, old)| *new = 0.5 * (*new + old));
                self.predict(problem, cells);
                next = self.deviance(problem);
                halvings += 1;
            }
            let change = (deviance - next).abs();
            deviance = next;
            if change <= tolerance * (deviance.abs() + 0.1) {
                settled = true;
                break;
            }
        }
        let unseen = self.coefficients.first().copied().unwrap_or(f64::NAN).exp();
        let finite = deviance.is_finite() && unseen.is_finite();
        Some(Outcome {
            deviance: deviance.max(0.0),
            unseen,
            least_zero_mean: self.least_zero_mean(problem),
            settled: settled && finite,
        })
    }

    /// Coefficients of the last fit, in the order of the terms.
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// Fitted means of the last fit by combination of lists (0 in cells that took no part).
    pub fn means(&self) -> &[f64] {
        &self.mean
    }

    /// Inverse of the information matrix at the last fit, column `index`. None if it is singular.
    pub fn covariance_column(&mut self, problem: Problem<'_>, index: usize) -> Option<Vec<f64>> {
        let p = problem.terms.len();
        self.weighted.clone_from(&self.mean);
        sum_over_supersets(&mut self.weighted);
        self.fill_matrix(problem);
        if !dense::cholesky(&mut self.matrix, p) {
            return None;
        }
        let mut column = vec![0.0; p];
        *column.get_mut(index)? = 1.0;
        dense::solve(&self.matrix, p, &mut column);
        column.iter().all(|x| x.is_finite()).then_some(column)
    }

    fn start(&mut self, problem: Problem<'_>) {
        let cells = problem.counts.len();
        self.predictor.resize(cells, 0.0);
        self.mean.resize(cells, 0.0);
        self.coefficients.clear();
        self.coefficients.resize(problem.terms.len(), 0.0);
        for cell in 0..cells {
            let alive = problem.alive[cell];
            self.mean[cell] = if alive { problem.counts[cell] + 0.1 } else { 0.0 };
            self.predictor[cell] = if alive { self.mean[cell].ln() } else { 0.0 };
        }
    }

    /// One weighted least squares step from the means at hand.
    fn newton_step(&mut self, problem: Problem<'_>) -> bool {
        self.weighted.clone_from(&self.mean);
        sum_over_supersets(&mut self.weighted);
        self.fill_matrix(problem);
        self.working.clear();
        self.working.extend((0..problem.counts.len()).map(|cell| {
            if problem.alive[cell] {
                self.mean[cell] * self.predictor[cell] + problem.counts[cell] - self.mean[cell]
            } else {
                0.0
            }
        }));
        sum_over_supersets(&mut self.working);
        let p = problem.terms.len();
        if !dense::cholesky(&mut self.matrix, p) {
            return false;
        }
        for (slot, term) in self.coefficients.iter_mut().zip(problem.terms) {
            *slot = self.working[usize::from(*term)];
        }
        dense::solve(&self.matrix, p, &mut self.coefficients);
        self.coefficients.iter().all(|x| x.is_finite())
    }

    fn fill_matrix(&mut self, problem: Problem<'_>) {
        let p = problem.terms.len();
        self.matrix.resize(p * p, 0.0);
        for (i, row) in problem.terms.iter().enumerate() {
            for (j, column) in problem.terms.iter().take(i + 1).enumerate() {
                self.matrix[i * p + j] = self.weighted[usize::from(row | column)];
            }
        }
    }

    fn predict(&mut self, problem: Problem<'_>, cells: usize) {
        self.predictor.clear();
        self.predictor.resize(cells, 0.0);
        for (term, coefficient) in problem.terms.iter().zip(&self.coefficients) {
            self.predictor[usize::from(*term)] = *coefficient;
        }
        sum_over_subsets(&mut self.predictor);
        for cell in 0..cells {
            self.mean[cell] = if problem.alive[cell] {
                self.predictor[cell].min(700.0).exp()
            } else {
                0.0
            };
        }
    }

    fn deviance(&self, problem: Problem<'_>) -> f64 {
        let mut sum = 0.0;
        for cell in 0..problem.counts.len() {
            if problem.alive[cell] {
                let (seen, mean) = (problem.counts[cell], self.mean[cell]);
                sum += mean - seen;
                if seen > 0.0 {
                    sum += seen * (seen.ln() - self.predictor[cell]);
                }
            }
        }
        2.0 * sum
    }

    fn least_zero_mean(&self, problem: Problem<'_>) -> f64 {
        (0..problem.counts.len())
            .filter(|cell| problem.alive[*cell] && problem.counts[*cell] == 0.0)
            .map(|cell| self.mean[cell])
            .fold(f64::INFINITY, f64::min)
    }
}

/// Turns each entry into the sum over all supersets of its index.
pub(crate) fn sum_over_supersets(values: &mut [f64]) {
    let mut bit = 1;
    while bit < values.len() {
        for block in values.chunks_exact_mut(2 * bit) {
            let (without, with) = block.split_at_mut(bit);
            without.iter_mut().zip(with).for_each(|(low, high)| *low += *high);
        }
        bit *= 2;
    }
}

/// Turns each entry into the sum over all subsets of its index.
pub(crate) fn sum_over_subsets(values: &mut [f64]) {
    let mut bit = 1;
    while bit < values.len() {
        for block in values.chunks_exact_mut(2 * bit) {
            let (without, with) = block.split_at_mut(bit);
            with.iter_mut().zip(without).for_each(|(high, low)| *high += *low);
        }
        bit *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_independent_lists_give_the_cross_product() {
        let counts = [0.0, 30.0, 20.0, 10.0];
        let alive = [false, true, true, true];
        let mut workspace = Workspace::default();
        let problem = Problem {
            counts: &counts,
            alive: &alive,
            terms: &[0, 1, 2],
        };
        let fitted = workspace.fit(problem, 1e-12).unwrap();
        assert!((fitted.unseen - 60.0).abs() < 1e-9);
        assert!(fitted.deviance < 1e-9 && fitted.settled);
    }

    #[test]
    fn sums_over_the_lattice_are_right() {
        let mut up = [1.0, 2.0, 4.0, 8.0];
        sum_over_supersets(&mut up);
        assert_eq!(up, [15.0, 10.0, 12.0, 8.0]);
        let mut down = [1.0, 2.0, 4.0, 8.0];
        sum_over_subsets(&mut down);
        assert_eq!(down, [1.0, 3.0, 5.0, 15.0]);
    }
}
