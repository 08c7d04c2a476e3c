//! Counts that a bureau hands in: its own state's alone; a count given again replaces the former one.

use super::Refusal;
use crate::counts::{CountRecord, flag_breaks, read_counts};

/// Takes a file of counts (columns as [`read_counts`]) beside those held before. Breaks are flagged again over the whole series,
/// so that a change of unit or rule between two files is seen.
///
/// # Errors
/// A [`Refusal`]: no table, a table without a row, another state's counts.
pub fn take_counts(own: &str, held: &[CountRecord], bytes: &[u8]) -> Result<Vec<CountRecord>, Refusal> {
    let new = read_counts(bytes, 0)?;
    if let Some(other) = new.iter().find(|r| r.area != own) {
        return Err(Refusal::OtherArea {
            place: format!("{} {}", other.iccs, other.year),
            found: other.area.clone(),
            own: own.to_owned(),
        });
    }
    let replaced = |old: &CountRecord| new.iter().any(|n| (&n.iccs, n.year) == (&old.iccs, old.year));
    let mut all: Vec<CountRecord> = held.iter().filter(|old| !replaced(old)).cloned().collect();
    all.extend(new);
    flag_breaks(&mut all);
    Ok(all)
}
