//! Odds ratios of 2×2 tables and false-discovery control over many of them.

use super::Refusal;
use crate::special::{Z95, two_sided};
use crate::table::{CsvTable, TableError};

/// A 2×2 table: `a` both, `b` the first only, `c` the second only, `d` neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoByTwo {
    /// With both.
    pub a: u64,
    /// With the first only.
    pub b: u64,
    /// With the second only.
    pub c: u64,
    /// With neither.
    pub d: u64,
}

impl TwoByTwo {
    /// Cases in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.a
            .saturating_add(self.b)
            .saturating_add(self.c)
            .saturating_add(self.d)
    }

    fn cells(&self) -> [f64; 4] {
        [self.a as f64, self.b as f64, self.c as f64, self.d as f64]
    }
}

/// An odds ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OddsRatio {
    /// ad/bc.
    pub ratio: f64,
    /// 95 % interval exp(ln OR ± z·√(1/a+1/b+1/c+1/d)) (Woolf 1955).
    pub interval: (f64, f64),
    /// Two-sided p value of ln OR over its standard error.
    pub p: f64,
    /// A cell was 0 and ½ was added to all four (Haldane 1956).
    pub haldane: bool,
    /// Share of cases with either that have both.
    pub jaccard: Option<f64>,
    /// Cases with both over what independence would give.
    pub lift: Option<f64>,
}

/// The odds ratio of a table.
///
/// # Errors
/// [`Refusal::EmptyTable`].
pub fn odds_ratio(table: TwoByTwo) -> Result<OddsRatio, Refusal> {
    if table.total() == 0 {
        return Err(Refusal::EmptyTable { name: String::new() });
    }
    let haldane = table.cells().contains(&0.0);
    let [a, b, c, d] = table.cells().map(|cell| if haldane { cell + 0.5 } else { cell });
    let ratio = (a * d) / (b * c);
    let spread = (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
    let either = table.a + table.b + table.c;
    let expected = (table.a + table.b) as f64 * (table.a + table.c) as f64 / table.total() as f64;
    Ok(OddsRatio {
        ratio,
        interval: (ratio / (Z95 * spread).exp(), ratio * (Z95 * spread).exp()),
        p: two_sided(ratio.ln() / spread),
        haldane,
        jaccard: (either > 0).then(|| table.a as f64 / either as f64),
        lift: (expected > 0.0).then(|| table.a as f64 / expected),
    })
}

/// Adjusted p values (Benjamini and Hochberg 1995) in the order given: the false-discovery rate at which each would pass.
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (from_worst, i) in order.into_iter().enumerate() {
        let rank = (p.len() - from_worst) as f64;
        least = least.min(p[i] * p.len() as f64 / rank);
        adjusted[i] = least;
    }
    adjusted
}

/// A common odds ratio over strata.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MantelHaenszel {
    /// Σ(ad/n) / Σ(bc/n).
    pub ratio: f64,
    /// 95 % interval with the variance of Robins, Breslow and Greenland (1986).
    pub interval: (f64, f64),
    /// Strata that held anybody.
    pub strata: usize,
}

/// The odds ratio that strata (countries, periods) have in common; none if no stratum tells for or against.
#[must_use]
pub fn mantel_haenszel(tables: &[TwoByTwo]) -> Option<MantelHaenszel> {
    let (mut r, mut s, mut pr, mut ps_qr, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let held = tables.iter().filter(|table| table.total() > 0);
    let strata = held.clone().count();
    for table in held {
        let n = table.total() as f64;
        let [a, b, c, d] = table.cells();
        let (ri, si) = (a * d / n, b * c / n);
        let (pi, qi) = ((a + d) / n, (b + c) / n);
        r += ri;
        s += si;
        pr += pi * ri;
        ps_qr += pi * si + qi * ri;
        qs += qi * si;
    }
    if r <= 0.0 || s <= 0.0 {
        return None;
    }
    let spread = (pr / (2.0 * r * r) + ps_qr / (2.0 * r * s) + qs / (2.0 * s * s)).sqrt();
    let ratio = r / s;
    let interval = (ratio / (Z95 * spread).exp(), ratio * (Z95 * spread).exp());
    (ratio.is_finite() && interval.1.is_finite()).then_some(MantelHaenszel {
        ratio,
        interval,
        strata,
    })
}

/// Reads 2×2 tables: rows of four counts a,b,c,d with an optional column of names, or one table as two rows of two counts.
///
/// # Errors
/// [`Refusal::Malformed`].
pub fn read_tables(bytes: &[u8]) -> Result<Vec<(String, TwoByTwo)>, Refusal> {
    let csv = CsvTable::read(bytes)?;
    let (label, numeric) = named_columns(&csv).unwrap_or_else(|| csv.split_columns());
    let name = |row: &crate::table::CsvRow| label.and_then(|c| row.fields.get(c)).cloned().unwrap_or_default();
    match (numeric.as_slice(), csv.rows.as_slice()) {
        (columns @ [_, _, _, _], rows) => rows
            .iter()
            .map(|row| {
                let count = |i: usize| csv.count(row, columns[i]);
                Ok((
                    name(row),
                    TwoByTwo {
                        a: count(0)?,
                        b: count(1)?,
                        c: count(2)?,
                        d: count(3)?,
                    },
                ))
            })
            .collect(),
        ([left, right], [first, second]) => {
            let table = TwoByTwo {
                a: csv.count(first, *left)?,
                b: csv.count(first, *right)?,
                c: csv.count(second, *left)?,
                d: csv.count(second, *right)?,
            };
            Ok(vec![(String::new(), table)])
        }
        (columns, rows) => {
            let problem = format!(
                "{} number columns and {} rows; give rows of four counts a,b,c,d, or two rows of two counts",
                columns.len(),
                rows.len()
            );
            Err(TableError::new("file", problem).into())
        }
    }
}

/// The columns a, b, c, d where they stand by name, and the first other column as the label.
fn named_columns(csv: &CsvTable) -> Option<(Option<usize>, Vec<usize>)> {
    let columns = ["a", "b", "c", "d"].map(|name| csv.column(&[name]));
    let found: Vec<usize> = columns.into_iter().collect::<Option<_>>()?;
    let label = (0..csv.header.len()).find(|column| !found.contains(column));
    Some((label, found))
}
