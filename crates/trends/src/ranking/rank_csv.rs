//! Units to rank from a CSV file.

use super::{Measure, Refusal, ResponseCount, Unit};
use crate::table::{CsvRow, CsvTable, TableError};

const NAMES: [&str; 10] = [
    "name",
    "item",
    "unit",
    "crime",
    "crime_type",
    "type",
    "country",
    "code",
    "label",
    "region",
];
const NUMERATORS: [&str; 9] = [
    "numerator",
    "high",
    "positive",
    "yes",
    "count",
    "cases",
    "events",
    "successes",
    "value",
];
const DENOMINATORS: [&str; 6] = ["denominator", "answered", "n", "total", "trials", "respondents"];
const EXPOSURES: [&str; 6] = [
    "exposure",
    "population",
    "person_time",
    "person_years",
    "time",
    "at_risk",
];

/// Reads units. Every file has a column of names and a numerator (`numerator`, `high`, `count` and the like), and beside it
/// a denominator (`denominator`, `answered`, `n`, `total`) for shares or an exposure (`exposure`, `population`) for rates; a count
/// alone is a rate over the same exposure for all. Instead of a numerator a `share` between 0 and 1 or a `percent` may stand.
/// Columns `asked`, `dont_know`, `not_applicable` and `refused` are carried along. An empty numerator or denominator, or a
/// denominator of 0, marks a unit that did not answer.
///
/// # Errors
/// [`Refusal::Malformed`] names line and column.
pub fn read_units(bytes: &[u8]) -> Result<Vec<Unit>, Refusal> {
    let table = CsvTable::read(bytes)?;
    let columns = Columns::find(&table)?;
    table.rows.iter().map(|row| Ok(columns.unit(&table, row)?)).collect()
}

struct Columns {
    name: Option<usize>,
    numerator: Option<usize>,
    share: Option<(usize, f64)>,
    denominator: Option<usize>,
    exposure: Option<usize>,
    asked: Option<usize>,
    dont_know: Option<usize>,
    not_applicable: Option<usize>,
    refused: Option<usize>,
}

impl Columns {
    fn find(table: &CsvTable) -> Result<Self, TableError> {
        let share = table.column(&["share", "proportion"]).map(|c| (c, 1.0));
        let columns = Self {
            name: table.column(&NAMES),
            numerator: table.column(&NUMERATORS),
            share: share.or_else(|| table.column(&["percent", "pct"]).map(|c| (c, 0.01))),
            denominator: table.column(&DENOMINATORS),
            exposure: table.column(&EXPOSURES),
            asked: table.column(&["asked"]),
            dont_know: table.column(&["dont_know", "don't know", "unknown"]),
            not_applicable: table.column(&["not_applicable"]),
            refused: table.column(&["refused"]),
        };
        let columns = columns.or_by_place(table);
        let problem = if columns.numerator.is_none() && columns.share.is_none() {
            "no numerator: name a column numerator, high or count, or share with a denominator"
        } else if columns.numerator.is_none() && columns.denominator.is_none() {
            "a share says nothing about its certainty without the number that answered: add a column answered"
        } else {
            return Ok(columns);
        };
        Err(TableError::new("header", problem))
    }

    /// Two unnamed number columns are taken as numerator and denominator.
    fn or_by_place(mut self, table: &CsvTable) -> Self {
        let named =
            self.numerator.is_some() || self.share.is_some() || self.denominator.is_some() || self.exposure.is_some();
        if let (false, (label, numbers)) = (named, table.split_columns())
            && let [numerator, denominator] = numbers[..]
        {
            self.name = self.name.or(label);
            self.numerator = Some(numerator);
            self.denominator = Some(denominator);
        }
        self
    }

    fn unit(&self, table: &CsvTable, row: &CsvRow) -> Result<Unit, TableError> {
        let name = match self.name.and_then(|column| row.fields.get(column)) {
            Some(text) if !text.is_empty() => text.clone(),
            Some(_) => {
                return Err(TableError::new(format!("line {}", row.line), "the unit has no name"));
            }
            None => format!("row {}", row.line - 1),
        };
        let measure = self.measure(table, row)?;
        let answered = match measure {
            Some(Measure::Share { denominator, .. }) => denominator,
            _ => 0,
        };
        let optional =
            |column: Option<usize>| column.map_or(Ok(0), |c| filled(row, c).map_or(Ok(0), |c| table.count(row, c)));
        let responses = match self.asked.and_then(|column| filled(row, column)) {
            None => None,
            Some(column) => Some(ResponseCount {
                asked: table.count(row, column)?,
                answered,
                dont_know: optional(self.dont_know)?,
                not_applicable: optional(self.not_applicable)?,
                refused: optional(self.refused)?,
            }),
        };
        if let Some(counted) = responses
            && counted.answered.saturating_add(counted.dont_know) > counted.asked
        {
            let problem = format!(
                "{} answers from {} asked",
                counted.answered + counted.dont_know,
                counted.asked
            );
            return Err(TableError::new(format!("line {}", row.line), problem));
        }
        Ok(Unit {
            name,
            measure,
            responses,
        })
    }

    fn measure(&self, table: &CsvTable, row: &CsvRow) -> Result<Option<Measure>, TableError> {
        let present = |column: Option<usize>| column.and_then(|c| filled(row, c));
        if let Some(column) = self.denominator {
            let Some(column) = present(Some(column)) else {
                return Ok(None);
            };
            let denominator = table.count(row, column)?;
            let numerator = match (
                present(self.numerator),
                self.share.and_then(|(c, f)| Some((present(Some(c))?, f))),
            ) {
                (Some(column), _) => table.count(row, column)?,
                (None, Some((column, factor))) => {
                    let share = table.number(row, column)? * factor;
                    if !(0.0..=1.0).contains(&share) {
                        return Err(TableError::new(
                            table.place(row, column),
                            "the share is not between 0 and 1",
                        ));
                    }
                    (share * denominator as f64).round() as u64
                }
                (None, None) => return Ok(None),
            };
            if numerator > denominator {
                let problem = format!("{numerator} of {denominator} cannot be");
                return Err(TableError::new(format!("line {}", row.line), problem));
            }
            return Ok((denominator > 0).then_some(Measure::Share { numerator, denominator }));
        }
        let Some(column) = present(self.numerator) else {
            return Ok(None);
        };
        let events = table.count(row, column)?;
        let exposure = match self.exposure {
            None => 1.0,
            Some(column) => match present(Some(column)) {
                None => return Ok(None),
                Some(column) => table.number(row, column)?,
            },
        };
        if exposure <= 0.0 {
            return Err(TableError::new(
                format!("line {}", row.line),
                "the exposure must be above 0",
            ));
        }
        Ok(Some(Measure::Rate { events, exposure }))
    }
}

fn filled(row: &CsvRow, column: usize) -> Option<usize> {
    row.fields.get(column).filter(|text| !text.is_empty()).map(|_| column)
}
