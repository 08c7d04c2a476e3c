//! The organisation's own operations as a source: counts only, small cells suppressed, exercises apart.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Fewest happenings behind a number that is printed; with fewer, one case could be read from it.
pub const FEWEST: u64 = 5;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// A case of stolen money was filed.
    Case,
    /// Money was held at an institution.
    Hold,
    /// A notice was published.
    Notice,
    /// A check met a notice.
    Hit,
    /// The source confirmed that the hit is the person or thing sought.
    Match,
}

impl Work {
    /// Every kind, in the order of a table.
    pub const ALL: [Self; 5] = [Self::Case, Self::Hold, Self::Notice, Self::Hit, Self::Match];
}

/// How often something was done, by kind, year, quarter (1 to 4), and whether it was a drill.
pub type Tallied = BTreeMap<(Work, i32, u8, bool), u64>;

/// A number as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationCell {
    /// The number.
    Count(u64),
    /// Fewer than [`FEWEST`], or a total from which such a number could be subtracted.
    Suppressed,
}

/// One kind of work over the periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationRow {
    /// What was done.
    pub work: Work,
    /// One cell a period.
    pub cells: Vec<OperationCell>,
    /// All periods together.
    pub total: OperationCell,
}

/// Operations as a table: kinds by quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationsTable {
    /// Whether these are drills.
    pub exercise: bool,
    /// Year and quarter of each column.
    pub periods: Vec<(i32, u8)>,
    /// One row a kind.
    pub rows: Vec<OperationRow>,
}

/// Makes the table of drills or of the real work; the two are never added together.
#[must_use]
pub fn tabulate(tallied: &Tallied, exercise: bool) -> OperationsTable {
    let here = || tallied.iter().filter(|((.., drill), n)| *drill == exercise && **n > 0);
    let periods: BTreeSet<(i32, u8)> = here().map(|((_, year, quarter, _), _)| (*year, *quarter)).collect();
    let row = |work: Work| {
        let number =
            |(year, quarter): &(i32, u8)| tallied.get(&(work, *year, *quarter, exercise)).copied().unwrap_or(0);
        let numbers: Vec<u64> = periods.iter().map(number).collect();
        let cells: Vec<OperationCell> = numbers.iter().map(|n| printed(*n)).collect();
        // A total beside suppressed cells would give their sum away.
        let total = if cells.contains(&OperationCell::Suppressed) {
            OperationCell::Suppressed
        } else {
            printed(numbers.iter().sum())
        };
        OperationRow { work, cells, total }
    };
    OperationsTable {
        exercise,
        rows: Work::ALL.map(row).to_vec(),
        periods: periods.into_iter().collect(),
    }
}

/// Nothing done is told; little done is not.
fn printed(n: u64) -> OperationCell {
    if n == 0 || n >= FEWEST {
        OperationCell::Count(n)
    } else {
        OperationCell::Suppressed
    }
}
