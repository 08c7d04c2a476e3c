//! A table of cells from a CSV file: a 0/1 column per list and a `count` column.

use super::{CaptureRecords, Refusal};
use crate::table::{CsvTable, Number, quoted};

/// Column names taken for the counts.
const COUNT_NAMES: [&str; 5] = ["count", "counts", "n", "freq", "frequency"];

/// Reads capture histories from CSV bytes (UTF-8; comma, semicolon or tab). Combinations that are absent hold
/// nobody; a combination that stands twice is added up.
///
/// # Errors
/// Says which line and column cannot be read, and what would be right.
///
/// ```
/// let records = cordon_trends::hidden::read_cells(b"a,b,count\n1,0,30\n0,1,20\n1,1,10\n").unwrap();
/// assert_eq!(records.observed(), 60);
/// ```
pub fn read_cells(bytes: &[u8]) -> Result<CaptureRecords, Refusal> {
    let table = CsvTable::read(bytes).map_err(|e| Refusal::Malformed {
        place: e.place,
        problem: e.problem,
    })?;
    let count_column = count_column(&table)?;
    let names: Vec<String> = table
        .header
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != count_column)
        .map(|(_, n)| n.clone())
        .collect();
    let lists = names.len();
    if lists > super::MOST_PAIR_LISTS {
        let cells = format!("2^{lists} - 1");
        return Err(Refusal::TooManyLists {
            lists,
            cells,
            most: super::MOST_PAIR_LISTS,
        });
    }
    let mut cells = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let people = people(&row.fields, count_column, row.line)?;
        let combination = combination(&table, &row.fields, count_column, row.line)?;
        match (combination, people) {
            (0, 0) => {}
            (0, count) => {
                return Err(Refusal::CountedUnseen { line: row.line, count });
            }
            cell => cells.push(cell),
        }
    }
    CaptureRecords::new(names, cells)
}

fn count_column(table: &CsvTable) -> Result<usize, Refusal> {
    let found = COUNT_NAMES
        .iter()
        .find_map(|name| table.header.iter().position(|column| column.eq_ignore_ascii_case(name)));
    found.ok_or_else(|| Refusal::Malformed {
        place: "header".into(),
        problem: "no column is named count; give one 0/1 column per list and a column count".into(),
    })
}

fn people(fields: &[String], column: usize, line: u64) -> Result<u64, Refusal> {
    let text = fields.get(column).map_or("", String::as_str);
    match Number::parse(text) {
        Number::Finite(value) if value < 0.0 => Err(Refusal::NegativeCount {
            line,
            count: text.into(),
        }),
        Number::Finite(value) if value.fract() != 0.0 => Err(Refusal::Malformed {
            place: format!("line {line}, column count"),
            problem: format!("{text} is not a whole number of people"),
        }),
        Number::Finite(value) if value > super::cells::MOST_PEOPLE as f64 => Err(Refusal::CountTooLarge {
            most: super::cells::MOST_PEOPLE,
        }),
        Number::Finite(value) => Ok(value as u64),
        Number::Missing | Number::NotANumber => Err(Refusal::Malformed {
            place: format!("line {line}, column count"),
            problem: format!(
                "{} is not a number; write a whole number of people, 0 if there are none",
                quoted(text)
            ),
        }),
    }
}

fn combination(table: &CsvTable, fields: &[String], skip: usize, line: u64) -> Result<u64, Refusal> {
    let mut combination = 0_u64;
    let columns = fields.iter().zip(&table.header).enumerate().filter(|(i, _)| *i != skip);
    for (list, (_, (text, name))) in columns.enumerate() {
        match text.as_str() {
            "0" => {}
            "1" => combination |= 1 << list,
            other => {
                return Err(Refusal::Malformed {
                    place: format!("line {line}, column {name}"),
                    problem: format!(
                        "{} is neither 0 nor 1; 1 says that the people are on this list",
                        quoted(other)
                    ),
                });
            }
        }
    }
    Ok(combination)
}
