//! Capture histories: who was on which lists, counted.

use sha2::{Digest, Sha256};

use super::Refusal;

/// The most lists a log-linear model takes here: 2¹² − 1 = 4,095 cells.
pub const MOST_LISTS: usize = 12;
/// The most lists the pairwise estimators take.
pub const MOST_PAIR_LISTS: usize = 64;
/// The largest number of people in one table: beyond it the likelihood's digits would be noise.
pub(crate) const MOST_PEOPLE: u64 = 1_000_000_000_000;

/// Counted capture histories as they came: one entry per combination of lists, combinations in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureRecords {
    names: Vec<String>,
    cells: Vec<(u64, u64)>,
}

impl CaptureRecords {
    /// Builds the records from list names and `(combination, people)` pairs. Bit `i` of a combination stands for
    /// list `i + 1`. Pairs with the same combination are added up; those without people are dropped.
    ///
    /// # Errors
    /// [`Refusal::TooFewLists`], [`Refusal::TooManyLists`], [`Refusal::Empty`], [`Refusal::CountTooLarge`], and
    /// [`Refusal::Malformed`] for a combination that names no list or one that does not exist.
    pub fn new(names: Vec<String>, cells: impl IntoIterator<Item = (u64, u64)>) -> Result<Self, Refusal> {
        let lists = names.len();
        if lists < 2 {
            return Err(Refusal::TooFewLists { lists });
        }
        if lists > MOST_PAIR_LISTS {
            return Err(Refusal::TooManyLists {
                lists,
                cells: format!("2^{lists} - 1"),
                most: MOST_PAIR_LISTS,
            });
        }
        let mut merged = std::collections::BTreeMap::new();
        let mut total = 0_u64;
        for (combination, people) in cells {
            if combination == 0 || (lists < 64 && combination >> lists != 0) {
                return Err(Refusal::Malformed {
                    place: format!("combination {combination:b}"),
                    problem: format!("it must name at least one of the {lists} lists and no other"),
                });
            }
            total = total
                .checked_add(people)
                .filter(|t| *t <= MOST_PEOPLE)
                .ok_or(Refusal::CountTooLarge { most: MOST_PEOPLE })?;
            *merged.entry(combination).or_insert(0_u64) += people;
        }
        if total == 0 {
            return Err(Refusal::Empty);
        }
        let cells = merged.into_iter().filter(|(_, people)| *people > 0).collect();
        Ok(Self { names, cells })
    }

    /// Names of the lists, in column order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of lists.
    #[must_use]
    pub fn lists(&self) -> usize {
        self.names.len()
    }

    /// The combinations with people, ascending.
    #[must_use]
    pub fn cells(&self) -> &[(u64, u64)] {
        &self.cells
    }

    /// People seen at least once.
    #[must_use]
    pub fn observed(&self) -> u64 {
        self.cells.iter().map(|(_, people)| people).sum()
    }

    /// People on all lists of a combination, whatever else they are on.
    #[must_use]
    pub fn on_all(&self, combination: u64) -> u64 {
        let holds = |cell: &&(u64, u64)| cell.0 & combination == combination;
        self.cells.iter().filter(holds).map(|(_, people)| people).sum()
    }

    /// People on exactly `k` lists, for `k` = 1 to the number of lists (index 0 is `k` = 1).
    #[must_use]
    pub fn seen_times(&self) -> Vec<u64> {
        let mut times = vec![0; self.lists()];
        for (combination, people) in &self.cells {
            if let Some(slot) = times.get_mut(combination.count_ones() as usize - 1) {
                *slot += people;
            }
        }
        times
    }

    /// SHA-256 over list names and cells in canonical order, as hex: two packages have been seen to ship the same
    /// named table with one cell different, so a result names the table it rests on.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for name in &self.names {
            hash.update((name.len() as u64).to_be_bytes());
            hash.update(name.as_bytes());
        }
        for (combination, people) in &self.cells {
            hash.update(combination.to_be_bytes());
            hash.update(people.to_be_bytes());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The full table of 2ᵗ − 1 observable cells of `t` lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureTable {
    records: CaptureRecords,
    /// People per combination; index = combination, index 0 (on no list) always 0.
    counts: Vec<u64>,
}

impl CaptureTable {
    /// Spreads the records over all cells; cells that were not named hold nobody.
    ///
    /// # Errors
    /// [`Refusal::TooManyLists`] above [`MOST_LISTS`], [`Refusal::EmptyList`].
    pub fn new(records: CaptureRecords) -> Result<Self, Refusal> {
        let lists = records.lists();
        if lists > MOST_LISTS {
            let cells = if lists < 64 {
                ((1_u64 << lists) - 1).to_string()
            } else {
                format!("2^{lists} - 1")
            };
            return Err(Refusal::TooManyLists {
                lists,
                cells,
                most: MOST_LISTS,
            });
        }
        for (i, name) in records.names().iter().enumerate() {
            if records.on_all(1 << i) == 0 {
                return Err(Refusal::EmptyList {
                    list: i + 1,
                    name: name.clone(),
                });
            }
        }
        let mut counts = vec![0; 1 << lists];
        for (combination, people) in records.cells() {
            if let Some(slot) = usize::try_from(*combination).ok().and_then(|c| counts.get_mut(c)) {
                *slot = *people;
            }
        }
        Ok(Self { records, counts })
    }

    /// The records behind the table.
    #[must_use]
    pub fn records(&self) -> &CaptureRecords {
        &self.records
    }

    /// Number of lists.
    #[must_use]
    pub fn lists(&self) -> usize {
        self.records.lists()
    }

    /// People per combination; index 0 stands for the unseen and is 0.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The counts as floating-point numbers, exact because a table holds at most 10¹² people.
    #[must_use]
    pub fn as_floats(&self) -> Vec<f64> {
        self.counts.iter().map(|people| *people as f64).collect()
    }

    /// People seen at least once.
    #[must_use]
    pub fn observed(&self) -> u64 {
        self.records.observed()
    }

    /// People on two lists or more.
    #[must_use]
    pub fn overlapping(&self) -> u64 {
        let twice = |cell: &&(u64, u64)| cell.0.count_ones() > 1;
        self.records
            .cells()
            .iter()
            .filter(twice)
            .map(|(_, people)| people)
            .sum()
    }
}
