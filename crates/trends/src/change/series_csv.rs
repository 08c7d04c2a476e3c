//! A series from a CSV file with columns `time`, `value` and, if counting changed, `break`.

use super::{Refusal, Series};
use crate::table::{CsvTable, TableError};

/// Reads `time,value` and an optional `break` column (1 where counting changed since the row before).
///
/// # Errors
/// [`Refusal::Malformed`] names line and column; otherwise as [`Series::new`].
pub fn read_series(bytes: &[u8]) -> Result<Series, Refusal> {
    let table = CsvTable::read(bytes)?;
    let needed = |names: &[&str]| {
        table
            .column(names)
            .ok_or_else(|| TableError::new("header", format!("no column is named {}", names[0])))
    };
    let time = needed(&["time", "year", "date", "period", "time_period"])?;
    let value = needed(&["value", "values", "count", "y", "obs_value"])?;
    let break_column = table.column(&["break", "break_flag", "after_break"]);
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let at = row.fields.get(time).cloned().unwrap_or_default();
        if at.is_empty() {
            return Err(TableError::new(table.place(row, time), "the time is empty").into());
        }
        let flagged = match break_column {
            None => false,
            Some(column) => flag(&table, row, column)?,
        };
        rows.push((at, table.number(row, value)?, flagged));
    }
    Series::new(rows)
}

fn flag(table: &CsvTable, row: &crate::table::CsvRow, column: usize) -> Result<bool, TableError> {
    match row.fields.get(column).map(|text| text.to_ascii_lowercase()).as_deref() {
        None | Some("" | "0" | "no" | "false") => Ok(false),
        Some("1" | "b" | "yes" | "true") => Ok(true),
        Some(other) => {
            let problem = format!("\"{other}\" is neither 0 nor 1; 1 says that counting changed before this row");
            Err(TableError::new(table.place(row, column), problem))
        }
    }
}
