//! Which crime types occur together, per case or network, with small cells suppressed.

use std::collections::{BTreeMap, BTreeSet};

use super::{OddsRatio, Refusal, TwoByTwo, benjamini_hochberg, odds_ratio};
use crate::table::{CsvTable, TableError};

/// Counts below this are not shown: with a few cases somebody could be recognised.
pub const SMALL_CELL: u64 = 5;
/// Most types of one matrix.
const MOST_TYPES: usize = 200;

/// One pair of types.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixCell {
    /// The first type.
    pub first: String,
    /// The second type.
    pub second: String,
    /// Cases with both; none if suppressed.
    pub together: Option<u64>,
    /// The odds ratio; none if suppressed.
    pub odds_ratio: Option<OddsRatio>,
    /// False-discovery rate at which the pair would pass; none if suppressed.
    pub q: Option<f64>,
}

/// All pairs of types.
#[derive(Debug, Clone, PartialEq)]
pub struct Interconnection {
    /// Cases or networks in all: the denominator of everything here.
    pub cases: u64,
    /// Types in the order of the matrix, most connected first, with the number of cases that have them; none if suppressed.
    pub types: Vec<(String, Option<u64>)>,
    /// Pairs, by the lower end of their odds ratio; suppressed ones last.
    pub cells: Vec<MatrixCell>,
    /// Pairs suppressed because a cell of theirs is small.
    pub suppressed: usize,
}

/// Counts pairs over cases, each a set of types. A pair is suppressed if any of its four cells lies between 1 and
/// [`SMALL_CELL`] − 1, because a reader could take it from the margins otherwise.
///
/// # Errors
/// [`Refusal::TooManyTypes`].
pub fn interconnection(cases: &[BTreeSet<String>]) -> Result<Interconnection, Refusal> {
    let mut having: BTreeMap<&str, u64> = BTreeMap::new();
    let mut both: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for types in cases {
        for (i, first) in types.iter().enumerate() {
            *having.entry(first).or_default() += 1;
            for second in types.iter().skip(i + 1) {
                *both.entry((first, second)).or_default() += 1;
            }
        }
    }
    if having.len() > MOST_TYPES {
        return Err(Refusal::TooManyTypes {
            found: having.len(),
            most: MOST_TYPES,
        });
    }
    let total = cases.len() as u64;
    let names: Vec<&str> = having.keys().copied().collect();
    let mut shown: Vec<(MatrixCell, f64)> = Vec::new();
    let mut hidden = Vec::new();
    for (i, first) in names.iter().enumerate() {
        for second in &names[i + 1..] {
            let a = both.get(&(*first, *second)).copied().unwrap_or(0);
            let (n1, n2) = (having[first], having[second]);
            let table = TwoByTwo {
                a,
                b: n1 - a,
                c: n2 - a,
                d: (total + a).saturating_sub(n1 + n2),
            };
            let mut cell = MatrixCell {
                first: (*first).into(),
                second: (*second).into(),
                together: None,
                odds_ratio: None,
                q: None,
            };
            let small = [table.a, table.b, table.c, table.d]
                .iter()
                .any(|n| (1..SMALL_CELL).contains(n));
            match odds_ratio(table) {
                Ok(found) if !small => {
                    cell.together = Some(a);
                    cell.odds_ratio = Some(found);
                    shown.push((cell, found.interval.0));
                }
                _ => hidden.push(cell),
            }
        }
    }
    let p: Vec<f64> = shown
        .iter()
        .filter_map(|(cell, _)| cell.odds_ratio.map(|o| o.p))
        .collect();
    for ((cell, _), q) in shown.iter_mut().zip(benjamini_hochberg(&p)) {
        cell.q = Some(q);
    }
    shown.sort_by(|a, b| b.1.total_cmp(&a.1));
    let types = ordered_types(&having, &shown);
    let suppressed = hidden.len();
    let cells = shown
        .into_iter()
        .map(|(cell, _)| cell)
        .chain(hidden)
        .collect();
    Ok(Interconnection {
        cases: total,
        types,
        cells,
        suppressed,
    })
}

/// Types by the number of pairs that surely occur together more often than chance, then by name.
fn ordered_types(
    having: &BTreeMap<&str, u64>,
    shown: &[(MatrixCell, f64)],
) -> Vec<(String, Option<u64>)> {
    let links = |name: &str| {
        shown
            .iter()
            .filter(|(c, low)| *low > 1.0 && (c.first == name || c.second == name))
            .count()
    };
    let mut types: Vec<(String, Option<u64>)> = having
        .iter()
        .map(|(name, n)| ((*name).to_owned(), (*n >= SMALL_CELL).then_some(*n)))
        .collect();
    types.sort_by(|a, b| links(&b.0).cmp(&links(&a.0)).then(a.0.cmp(&b.0)));
    types
}

/// Reads occurrences: a column `case` and a column `type` (or `code`, `iccs`), one row per occurrence. A row with an empty type is
/// a case without any.
///
/// # Errors
/// [`Refusal::Malformed`].
pub fn read_occurrences(bytes: &[u8]) -> Result<Vec<BTreeSet<String>>, Refusal> {
    let table = CsvTable::read(bytes)?;
    let column = |names: &[&str]| {
        table
            .column(names)
            .ok_or_else(|| TableError::new("header", format!("no column is named {}", names[0])))
    };
    let case = column(&["case", "network", "group", "id"])?;
    let kind = column(&["type", "code", "iccs", "crime"])?;
    let mut cases: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in &table.rows {
        let name = row.fields.get(case).map_or("", String::as_str);
        if name.is_empty() {
            return Err(TableError::new(table.place(row, case), "the case is empty").into());
        }
        let types = cases.entry(name).or_default();
        if let Some(text) = row.fields.get(kind).filter(|text| !text.is_empty()) {
            types.insert(text.clone());
        }
    }
    Ok(cases.into_values().collect())
}
