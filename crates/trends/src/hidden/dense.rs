//! The little dense algebra a log-linear fit needs: Cholesky, rank, null space. Matrices are row-major slices.

/// A pivot this small beside its column's diagonal means that the column depends on those before it.
const PIVOT: f64 = 1e-11;

/// Factors a symmetric positive definite `n`×`n` matrix in place into its lower triangle. Gives false, leaving the
/// matrix half done, if it is singular to working precision.
pub(crate) fn cholesky(a: &mut [f64], n: usize) -> bool {
    for j in 0..n {
        let diagonal = a[j * n + j];
        let mut pivot = diagonal;
        for k in 0..j {
            pivot -= a[j * n + k] * a[j * n + k];
        }
        if pivot.is_nan() || pivot <= PIVOT * diagonal || pivot <= f64::MIN_POSITIVE {
            return false;
        }
        let root = pivot.sqrt();
        a[j * n + j] = root;
        for i in j + 1..n {
            let (above, below) = a.split_at(i * n);
            let row_j = &above[j * n..j * n + j];
            let row_i = &below[..j];
            let dot: f64 = row_j.iter().zip(row_i).map(|(x, y)| x * y).sum();
            a[i * n + j] = (a[i * n + j] - dot) / root;
        }
    }
    true
}

/// Solves L·Lᵀ·x = b in place for the factor of [`cholesky`].
pub(crate) fn solve(l: &[f64], n: usize, b: &mut [f64]) {
    for i in 0..n {
        let dot: f64 = l[i * n..i * n + i].iter().zip(b.iter()).map(|(x, y)| x * y).sum();
        b[i] = (b[i] - dot) / l[i * n + i];
    }
    for i in (0..n).rev() {
        let mut value = b[i];
        for k in i + 1..n {
            value -= l[k * n + i] * b[k];
        }
        b[i] = value / l[i * n + i];
    }
}

/// Reduces a matrix (rows × columns) to reduced row echelon form in place and gives the pivot columns.
pub(crate) fn row_reduce(a: &mut [Vec<f64>], columns: usize) -> Vec<usize> {
    let mut pivots = Vec::new();
    let mut row = 0;
    for column in 0..columns {
        let best = (row..a.len()).max_by(|x, y| a[*x][column].abs().total_cmp(&a[*y][column].abs()));
        let Some(best) = best.filter(|i| a[*i][column].abs() > 1e-9) else {
            continue;
        };
        a.swap(row, best);
        let pivot = a[row][column];
        a[row].iter_mut().for_each(|x| *x /= pivot);
        let pivot_row = a[row].clone();
        for (i, other) in a.iter_mut().enumerate() {
            let factor = other[column];
            if i != row && factor != 0.0 {
                other.iter_mut().zip(&pivot_row).for_each(|(x, p)| *x -= factor * p);
            }
        }
        pivots.push(column);
        row += 1;
    }
    pivots
}

/// A basis of the vectors v with A·v = 0; `a` holds the rows of A and is reduced in place.
pub(crate) fn null_space(a: &mut [Vec<f64>], columns: usize) -> Vec<Vec<f64>> {
    let pivots = row_reduce(a, columns);
    let free = (0..columns).filter(|c| !pivots.contains(c));
    free.map(|column| {
        let mut v = vec![0.0; columns];
        v[column] = 1.0;
        for (row, pivot) in pivots.iter().enumerate() {
            v[*pivot] = -a[row][column];
        }
        v
    })
    .collect()
}

/// Whether A·z = b has a solution with z ≥ 0: phase one of the simplex method with Bland's rule, which cannot cycle.
pub(crate) fn has_nonnegative_solution(a: &[Vec<f64>], b: &[f64]) -> bool {
    let rows = a.len();
    let columns = a.first().map_or(0, Vec::len);
    let mut tableau: Vec<Vec<f64>> = Vec::with_capacity(rows);
    for (row, value) in a.iter().zip(b) {
        let sign = if *value < 0.0 { -1.0 } else { 1.0 };
        let mut line: Vec<f64> = row.iter().map(|x| sign * x).collect();
        line.push(sign * value);
        tableau.push(line);
    }
    // One artificial variable per row, kept only as a label: columns.. are artificial and never come back in.
    let mut basis: Vec<usize> = (columns..columns + rows).collect();
    let mut cost: Vec<f64> = (0..=columns)
        .map(|c| tableau.iter().map(|line| line[c]).sum())
        .collect();
    for _ in 0..50_000 {
        if cost[columns] <= 1e-9 {
            return true;
        }
        let Some(entering) = (0..columns).find(|c| cost[*c] > 1e-9) else {
            return false;
        };
        let ratio = |i: &usize| tableau[*i][columns] / tableau[*i][entering];
        let leaving = (0..rows)
            .filter(|i| tableau[*i][entering] > 1e-9)
            .min_by(|x, y| ratio(x).total_cmp(&ratio(y)).then(basis[*x].cmp(&basis[*y])));
        let Some(leaving) = leaving else { return false };
        pivot(&mut tableau, &mut cost, leaving, entering);
        basis[leaving] = entering;
    }
    false
}

fn pivot(tableau: &mut [Vec<f64>], cost: &mut [f64], row: usize, column: usize) {
    let pivot = tableau[row][column];
    tableau[row].iter_mut().for_each(|x| *x /= pivot);
    let line = tableau[row].clone();
    let eliminate = |other: &mut [f64]| {
        let factor = other[column];
        if factor != 0.0 {
            other.iter_mut().zip(&line).for_each(|(x, p)| *x -= factor * p);
        }
    };
    for (i, other) in tableau.iter_mut().enumerate() {
        if i != row {
            eliminate(other);
        }
    }
    eliminate(cost);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_system_is_solved() {
        let mut a = vec![4.0, 0.0, 2.0, 3.0];
        assert!(cholesky(&mut a, 2));
        let mut b = vec![8.0, 7.0];
        solve(&a, 2, &mut b);
        // 4x + 2y = 8 and 2x + 3y = 7.
        assert!((b[0] - 1.25).abs() < 1e-12 && (b[1] - 1.5).abs() < 1e-12);
    }

    #[test]
    fn a_singular_matrix_is_noticed() {
        assert!(!cholesky(&mut [1.0, 1.0, 1.0, 1.0], 2));
        assert!(!cholesky(&mut [f64::NAN], 1));
    }

    #[test]
    fn feasibility_is_decided_both_ways() {
        assert!(has_nonnegative_solution(&[vec![1.0, -1.0]], &[-3.0]));
        assert!(!has_nonnegative_solution(&[vec![1.0, 1.0]], &[-3.0]));
        assert!(has_nonnegative_solution(
            &[vec![1.0, 1.0], vec![1.0, -1.0]],
            &[4.0, 4.0]
        ));
        assert!(!has_nonnegative_solution(
            &[vec![1.0, 1.0], vec![1.0, -1.0]],
            &[4.0, 5.0]
        ));
    }
}
