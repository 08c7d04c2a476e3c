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
    let counted = Counted::new(cases);
    if counted.having.len() > MOST_TYPES {
        return Err(Refusal::TooManyTypes {
            found: counted.having.len(),
            most: MOST_TYPES,
        });
    }
    let names: Vec<&str> = counted.having.keys().copied().collect();
    let pairs = names
        .iter()
        .enumerate()
        .flat_map(|(i, a)| names[i + 1..].iter().map(move |b| (*a, *b)));
    let (mut shown, hidden): (Vec<MatrixCell>, Vec<MatrixCell>) = pairs
        .map(|(first, second)| counted.cell(first, second))
        .partition(|cell| cell.odds_ratio.is_some());
    let p: Vec<f64> = shown
        .iter()
        .filter_map(|cell| cell.odds_ratio)
        .map(|odds| odds.p)
        .collect();
    for (cell, q) in shown.iter_mut().zip(benjamini_hochberg(&p)) {
        cell.q = Some(q);
    }
    shown.sort_by(|a, b| lower_end(b).total_cmp(&lower_end(a)));
    let types = ordered_types(&counted.having, &shown);
    let suppressed = hidden.len();
    Ok(Interconnection {
        cases: counted.cases,
        types,
        cells: shown.into_iter().chain(hidden).collect(),
        suppressed,
    })
}

fn lower_end(cell: &MatrixCell) -> f64 {
    cell.odds_ratio.map_or(0.0, |odds| odds.interval.0)
}

/// How many cases have each type and each pair of types.
struct Counted<'a> {
    cases: u64,
    having: BTreeMap<&'a str, u64>,
    both: BTreeMap<(&'a str, &'a str), u64>,
}

impl<'a> Counted<'a> {
    fn new(cases: &'a [BTreeSet<String>]) -> Self {
        let mut counted = Self {
            cases: cases.len() as u64,
            having: BTreeMap::new(),
            both: BTreeMap::new(),
        };
        for types in cases {
            for (i, first) in types.iter().enumerate() {
                *counted.having.entry(first).or_default() += 1;
                for second in types.iter().skip(i + 1) {
                    *counted.both.entry((first, second)).or_default() += 1;
                }
            }
        }
        counted
    }

    /// The pair's cell, without its numbers if one of its four counts is small.
    fn cell(&self, first: &str, second: &str) -> MatrixCell {
        let a = self.both.get(&(first, second)).copied().unwrap_or(0);
        let having = |name: &str| self.having.get(name).copied().unwrap_or(0);
        let (n1, n2) = (having(first), having(second));
        let d = (self.cases + a).saturating_sub(n1 + n2);
        let table = TwoByTwo {
            a,
            b: n1.saturating_sub(a),
            c: n2.saturating_sub(a),
            d,
        };
        let small = [table.a, table.b, table.c, table.d]
            .iter()
            .any(|n| (1..SMALL_CELL).contains(n));
        let odds = odds_ratio(table).ok().filter(|_| !small);
        MatrixCell {
            first: first.into(),
            second: second.into(),
            together: odds.map(|_| a),
            odds_ratio: odds,
            q: None,
        }
    }
}

/// Types by the number of pairs that surely occur together more often than chance, then by name.
fn ordered_types(having: &BTreeMap<&str, u64>, shown: &[MatrixCell]) -> Vec<(String, Option<u64>)> {
    let links = |name: &str| {
        let of = |cell: &&MatrixCell| lower_end(cell) > 1.0 && (cell.first == name || cell.second == name);
        shown.iter().filter(of).count()
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
