//! What was read, and how, for the page that a trace is printed on. The caller adds the hash of the bytes.

use serde::Serialize;

use crate::input::load::Loaded;
use crate::input::reading::{Layout, Reading};

/// An input in words and counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InputDescription {
    /// `transfers` or `statement`.
    pub kind: &'static str,
    /// Which column was taken for what.
    pub columns: Vec<(&'static str, String)>,
    /// How amounts are written.
    pub numbers: &'static str,
    /// How dates are written.
    pub dates: &'static str,
    /// Whether anything of this was guessed.
    pub guessed: bool,
    /// What a reader should know about the guess.
    pub notes: Vec<String>,
    /// Bytes after the header.
    pub bytes: u64,
    /// Data lines, those set aside included.
    pub lines: u64,
    /// Lines set aside.
    pub set_aside: u64,
    /// Transfers.
    pub transfers: usize,
    /// Accounts, each currency of one counted.
    pub accounts: usize,
    /// Whether the file was out of time order, so that it was sorted.
    pub sorted: bool,
    /// Whether it was read from its end, its newest line standing first.
    pub newest_first: bool,
}

impl InputDescription {
    /// Describes what a reading gave.
    #[must_use]
    pub fn new(reading: &Reading, loaded: &Loaded) -> Self {
        Self {
            kind: match reading.layout {
                Layout::Transfers(_) => "transfers",
                Layout::Statement(_) => "statement",
            },
            columns: reading.columns(),
            numbers: reading.numbers.describe(),
            dates: reading.dates.describe(),
            guessed: reading.guessed,
            notes: reading.notes.clone(),
            bytes: loaded.bytes,
            lines: loaded.rows,
            set_aside: loaded.set_aside,
            transfers: loaded.transfers.len(),
            accounts: loaded.transfers.names().len(),
            sorted: loaded.transfers.was_unsorted(),
            newest_first: loaded.newest_first,
        }
    }
}
