//! Reading an input of any size: blocks are cut into pieces, pieces are read side by side, names are numbered in file order.

use std::collections::HashMap;
use std::hint::black_box;
use std::io::Read;

use rayon::prelude::*;

use crate::amount::Scale;
use crate::ids::Id;
use crate::input::fault::{InputError, LineFault};
use crate::input::reading::{Layout, Reading};
use crate::input::records::{LONGEST_LINE, record_end};
use crate::input::rows::{Key, Parser, Piece, Row, RowId};
use crate::instant::show_time;
use crate::names::AccountNumber;
use crate::transfers::{Collector, Move, NewTransfer, Transfers};

const BLOCK: usize = 1 << 25;
const PIECE: usize = 1 << 21;
/// Rows whose accounts are looked up together.
const AHEAD: usize = 64;
/// So many lines set aside are described; the others are counted.
const DESCRIBED: usize = 1000;

/// How to treat an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadOptions {
    /// Decimals of amounts.
    pub scale: Scale,
    /// Set bad lines aside and report them, instead of refusing the input.
    pub lenient: bool,
    /// The currency of lines that state none, and the one whose accounts go by their bare name.
    pub currency: Option<String>,
    /// The input's size in bytes where it is known: memory is then taken once.
    pub size: Option<u64>,
}

impl LoadOptions {
    /// Strict reading at a scale.
    #[must_use]
    pub fn new(scale: Scale) -> Self {
        Self {
            scale,
            lenient: false,
            currency: None,
            size: None,
        }
    }
}

/// A line that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The line of the file, from 1.
    pub line: u64,
    /// The data line, from 1.
    pub row: u64,
    /// Why.
    pub fault: LineFault,
}

/// An input that was read.
#[derive(Debug)]
pub struct Loaded {
    /// Its transfers in order.
    pub transfers: Transfers,
    /// How many lines were set aside.
    pub set_aside: u64,
    /// The first of them.
    pub described: Vec<SetAside>,
    /// Data lines, bad ones included.
    pub rows: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Whether the newest line stood first, so that the file was read from its end.
    pub newest_first: bool,
}

/// Reads transfers or a statement. `progress` hears of the bytes read so far, now and then.
///
/// # Errors
/// A source that fails, a bad line (unless lenient), more transfers than can be numbered.
pub fn load(
    source: &mut dyn Read,
    reading: &Reading,
    options: &LoadOptions,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Loaded, InputError> {
    let currency = options.currency.clone().or_else(|| reading.first_currency.clone());
    let parser = Parser {
        reading,
        scale: options.scale,
        currency: currency.as_deref(),
        lenient: options.lenient,
    };
    let mut blocks = Blocks::open(source, reading)?;
    let mut merger = Merger::new(options, reading.skipped_lines);
    merger
        .collector
        .set_currency(currency.as_deref().map(str::to_ascii_uppercase));
    let mut pending: Vec<Piece> = Vec::new();
    while blocks.next(options.lenient)? {
        let waiting = std::mem::take(&mut pending);
        let block = blocks.current();
        let (read, merged) = rayon::join(|| block.parse(&parser), || merger.merge(waiting));
        merged?;
        pending = read;
        progress(merger.bytes);
    }
    merger.merge(pending)?;
    progress(merger.bytes);
    Ok(merger.finish(matches!(reading.layout, Layout::Statement(_))))
}

/// The input in blocks of whole records.
struct Blocks<'a> {
    source: &'a mut dyn Read,
    buffer: Vec<u8>,
    /// The part of the buffer that holds the current block.
    complete: usize,
    delimiter: u8,
    /// Once a quotation mark was seen, newlines may stand inside fields.
    quotes: bool,
    ended: bool,
    /// Ends of records at which a block with quotation marks is cut into pieces.
    cuts: Vec<usize>,
    /// Set when the block is one line that must not be read as fields.
    unreadable: Option<LineFault>,
}

impl<'a> Blocks<'a> {
    fn open(source: &'a mut dyn Read, reading: &Reading) -> Result<Self, InputError> {
        let mut blocks = Self {
            source,
            buffer: Vec::new(),
            complete: 0,
            delimiter: reading.delimiter,
            quotes: false,
            ended: false,
            cuts: Vec::new(),
            unreadable: None,
        };
        blocks.fill(PIECE)?;
        let mut start = if blocks.buffer.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        for _ in 0..reading.skipped_lines {
            let rest = blocks.buffer.get(start..).unwrap_or_default();
            start += memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        }
        blocks.buffer.drain(..start.min(blocks.buffer.len()));
        Ok(blocks)
    }

    fn fill(&mut self, size: usize) -> Result<(), InputError> {
        let wanted = size.saturating_sub(self.buffer.len()) as u64;
        let before = self.buffer.len();
        let mut part = (&mut *self.source).take(wanted);
        part.read_to_end(&mut self.buffer)?;
        self.ended = wanted > 0 && ((self.buffer.len() - before) as u64) < wanted;
        Ok(())
    }

    /// Moves on to the next block; false at the end.
    fn next(&mut self, lenient: bool) -> Result<bool, InputError> {
        self.buffer.drain(..self.complete);
        self.complete = 0;
        self.unreadable = None;
        if !self.ended {
            self.fill(BLOCK)?;
        }
        if self.buffer.is_empty() {
            return Ok(false);
        }
        self.quotes = self.quotes || memchr::memchr(b'"', &self.buffer).is_some();
        self.complete = if self.quotes {
            self.whole_records()
        } else {
            self.whole_lines()
        };
        if self.complete == 0 {
            self.cut_unreadable(lenient);
        }
        Ok(true)
    }

    fn whole_lines(&self) -> usize {
        if self.ended {
            return self.buffer.len();
        }
        memchr::memrchr(b'\n', &self.buffer).map_or(0, |place| place + 1)
    }

    fn whole_records(&mut self) -> usize {
        let mut end = 0;
        self.cuts.clear();
        while let Some(length) = record_end(&self.buffer[end..], self.delimiter, true) {
            if length > LONGEST_LINE {
                break;
            }
            end += length;
            if end - self.cuts.last().copied().unwrap_or(0) >= PIECE {
                self.cuts.push(end);
            }
        }
        // The last line of a file may lack its newline, but not a closing quotation mark.
        let rest = &self.buffer[end..];
        let mut closed = rest.to_vec();
        closed.truncate(LONGEST_LINE);
        closed.push(b'\n');
        if self.ended && rest.len() <= LONGEST_LINE && record_end(&closed, self.delimiter, true) == Some(closed.len()) {
            self.buffer.len()
        } else {
            end
        }
    }

    /// The block starts with a line that is too long or never closes its quotation mark: it is set apart up to its newline.
    fn cut_unreadable(&mut self, lenient: bool) {
        let end = memchr::memchr(b'\n', &self.buffer).map_or(self.buffer.len(), |place| place + 1);
        self.unreadable = Some(if end > LONGEST_LINE {
            LineFault::TooLong { limit: LONGEST_LINE }
        } else {
            LineFault::OpenQuote
        });
        self.complete = end;
        if lenient && end == self.buffer.len() && !self.ended {
            self.skip_line();
        }
    }

    /// Reads on to the newline of an endless line without keeping it.
    fn skip_line(&mut self) {
        loop {
            self.buffer.clear();
            self.complete = 0;
            if self.fill(BLOCK).is_err() || self.buffer.is_empty() {
                return;
            }
            if let Some(place) = memchr::memchr(b'\n', &self.buffer) {
                self.complete = place + 1;
                return;
            }
            self.complete = self.buffer.len();
        }
    }

    fn current(&self) -> Block<'_> {
        let bytes = &self.buffer[..self.complete];
        let cuts = if self.quotes { self.cuts.as_slice() } else { &[] };
        Block {
            bytes,
            quotes: self.quotes,
            cuts,
            unreadable: self.unreadable.as_ref(),
        }
    }
}

/// Whole records, or one line that must not be read.
struct Block<'a> {
    bytes: &'a [u8],
    quotes: bool,
    cuts: &'a [usize],
    unreadable: Option<&'a LineFault>,
}

impl Block<'_> {
    fn parse(&self, parser: &Parser<'_>) -> Vec<Piece> {
        if let Some(fault) = self.unreadable {
            let faults = vec![(0, 0, fault.clone())];
            return vec![Piece {
                faults,
                data_rows: 1,
                lines: 1,
                bytes: self.bytes.len(),
                ..Piece::default()
            }];
        }
        let pieces = if self.quotes {
            self.cut_pieces()
        } else {
            self.line_pieces()
        };
        pieces
            .par_iter()
            .map(|piece| parser.piece(piece, self.quotes))
            .collect()
    }

    fn cut_pieces(&self) -> Vec<&[u8]> {
        let mut start = 0;
        let mut pieces = Vec::with_capacity(self.cuts.len() + 1);
        for end in self.cuts.iter().copied().chain([self.bytes.len()]) {
            pieces.push(self.bytes.get(start..end).unwrap_or_default());
            start = end;
        }
        pieces
    }

    fn line_pieces(&self) -> Vec<&[u8]> {
        let mut pieces = Vec::new();
        let mut rest = self.bytes;
        while !rest.is_empty() {
            let middle = PIECE.min(rest.len());
            let end = memchr::memchr(b'\n', &rest[middle..]).map_or(rest.len(), |place| middle + place + 1);
            let (piece, later) = rest.split_at(end);
            pieces.push(piece);
            rest = later;
        }
        pieces
    }
}

/// An account's balance as its statement shows it first and last.
struct ShownBalances {
    first: (i64, i64),
    last: (i64, i64),
}

/// Numbers the names of pieces in file order.
struct Merger {
    collector: Collector,
    lenient: bool,
    size: Option<u64>,
    rows: u64,
    lines: u64,
    bytes: u64,
    set_aside: u64,
    described: Vec<SetAside>,
    shown: HashMap<AccountNumber, ShownBalances>,
}

impl Merger {
    fn new(options: &LoadOptions, skipped_lines: u64) -> Self {
        Self {
            collector: Collector::new(options.scale),
            lenient: options.lenient,
            size: options.size,
            rows: 0,
            lines: skipped_lines,
            bytes: 0,
            set_aside: 0,
            described: Vec::new(),
            shown: HashMap::new(),
        }
    }

    fn merge(&mut self, pieces: Vec<Piece>) -> Result<(), InputError> {
        for piece in pieces {
            self.reserve(&piece);
            // In a strict reading rows before the fault are merged first, so that the first fault of all is the one told.
            self.rows_of(&piece)?;
            for (row, line, fault) in &piece.faults {
                self.fault(*row, *line, fault.clone())?;
            }
            self.rows += u64::from(piece.data_rows);
            self.lines += u64::from(piece.lines);
            self.bytes += piece.bytes as u64;
        }
        Ok(())
    }

    fn reserve(&mut self, piece: &Piece) {
        if let (true, Some(size)) = (self.rows == 0, self.size) {
            let expected = u128::from(size) * piece.rows.len() as u128 / (piece.bytes as u128).max(1);
            self.collector
                .reserve(usize::try_from(expected + expected / 50).unwrap_or(0));
        }
    }

    fn fault(&mut self, row: u32, line: u32, fault: LineFault) -> Result<(), InputError> {
        let (line, row) = (self.lines + u64::from(line) + 1, self.rows + u64::from(row) + 1);
        if !self.lenient {
            return Err(InputError::BadLine { line, row, fault });
        }
        self.set_aside += 1;
        if self.described.len() < DESCRIBED {
            self.described.push(SetAside { line, row, fault });
        }
        Ok(())
    }

    fn rows_of(&mut self, piece: &Piece) -> Result<(), InputError> {
        for (place, row) in piece.rows.iter().enumerate() {
            if place.is_multiple_of(AHEAD) {
                self.look_ahead(piece.rows.get(place..place + AHEAD).unwrap_or_default());
            }
            let from = self.number(piece, row.from)?;
            let to = self.number(piece, row.to)?;
            let id = match row.id {
                RowId::Line => Id::Number(self.rows + u64::from(row.row) + 1),
                RowId::Number(number) => Id::Number(number),
                RowId::Text { start, length } => Id::Text(piece.text_of(start, length)),
            };
            let transfer = Move {
                from,
                to,
                amount: row.amount,
            };
            match self.collector.push(NewTransfer {
                id,
                time: row.time,
                transfer,
                credit: row.credit,
            }) {
                Ok(true) => {}
                Ok(false) => return Err(InputError::TooMany { what: "transfers" }),
                Err(fault) => {
                    let text = show_time(row.time);
                    self.fault(row.row, row.line, LineFault::Time { text, fault })?;
                }
            }
        }
        for shown in &piece.shown {
            let own = self.number(piece, shown.own)?;
            let seen = (shown.balance, shown.change);
            self.shown
                .entry(own)
                .or_insert(ShownBalances {
                    first: seen,
                    last: seen,
                })
                .last = seen;
        }
        Ok(())
    }

    /// Loads the table entries of some rows at once: the processor then waits for memory once for all of them.
    fn look_ahead(&mut self, rows: &[Row]) {
        let names = self.collector.names_mut();
        let entry = |key: Key| match key {
            Key::Plain(value) => names.peek_plain(value),
            Key::Text { .. } => 0,
        };
        black_box(rows.iter().fold(0, |sum, row| sum ^ entry(row.from) ^ entry(row.to)));
    }

    fn number(&mut self, piece: &Piece, key: Key) -> Result<AccountNumber, InputError> {
        let names = self.collector.names_mut();
        let number = match key {
            Key::Plain(value) => names.intern_plain(value),
            Key::Text { start, length } => names.intern(piece.text_of(start, length)),
        };
        number.ok_or(InputError::TooMany { what: "accounts" })
    }

    fn finish(mut self, statement: bool) -> Loaded {
        let newest_first = statement && self.collector.is_newest_first();
        if newest_first {
            self.collector.reverse();
        }
        let mut transfers = self.collector.finish();
        for (account, shown) in &self.shown {
            let (balance, change) = if newest_first { shown.last } else { shown.first };
            transfers.set_opening_balance(*account, balance.saturating_sub(change));
        }
        Loaded {
            transfers,
            set_aside: self.set_aside,
            described: self.described,
            rows: self.rows,
            bytes: self.bytes,
            newest_first,
        }
    }
}
