//! Rows of a votes file, read as a stream with bounded memory.
//!
//! A row that does not end, a thousand columns or a name of a megabyte is refused where it starts, so a damaged or hostile
//! file costs no more memory than an honest one.

use std::io::Read;

use csv_core::ReadRecordResult;

use super::{Fault, TallyError};

/// Longest row accepted, in bytes.
const ROW_LIMIT: usize = 4_096;
/// Most columns accepted.
const COLUMN_LIMIT: usize = 32;
const CHUNK: usize = 64 * 1024;

/// Reads rows one by one.
pub(super) struct Rows<R> {
    input: R,
    chunk: Vec<u8>,
    start: usize,
    end: usize,
    finished: bool,
    core: csv_core::Reader,
    text: Vec<u8>,
    ends: [usize; COLUMN_LIMIT],
    line: u64,
}

/// One row: its line in the file and its fields.
pub(super) struct Row<'a> {
    pub(super) line: u64,
    text: &'a [u8],
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    pub(super) fn width(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn field(&self, index: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }
}

impl<R: Read> Rows<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            chunk: vec![0; CHUNK],
            start: 0,
            end: 0,
            finished: false,
            core: csv_core::Reader::new(),
            text: vec![0; ROW_LIMIT],
            ends: [0; COLUMN_LIMIT],
            line: 1,
        }
    }

    /// The next row, or nothing at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, TallyError> {
        self.skip_line_ends()?;
        let first_line = self.line;
        let (mut text_len, mut fields) = (0, 0);
        loop {
            if self.start == self.end {
                self.fill()?;
            }
            let input = self.chunk.get(self.start..self.end).unwrap_or_default();
            let text = self.text.get_mut(text_len..).unwrap_or_default();
            let ends = self.ends.get_mut(fields..).unwrap_or_default();
            let (result, read, written, ended) = self.core.read_record(input, text, ends);
            let consumed = input.get(..read).unwrap_or_default();
            self.line += consumed.iter().filter(|byte| **byte == b'\n').count() as u64;
            self.start += read;
            text_len += written;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => {
                    return Err(Fault::RowTooLong {
                        line: first_line,
                        limit: ROW_LIMIT,
                    }
                    .into());
                }
                ReadRecordResult::OutputEndsFull => {
                    return Err(Fault::TooManyColumns {
                        line: first_line,
                        limit: COLUMN_LIMIT,
                    }
                    .into());
                }
                ReadRecordResult::Record => {
                    return Ok(Some(Row {
                        line: first_line,
                        text: self.text.get(..text_len).unwrap_or_default(),
                        ends: self.ends.get(..fields).unwrap_or_default(),
                    }));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// Empty lines belong to no row; skipping them here keeps the line numbers in messages exact.
    fn skip_line_ends(&mut self) -> Result<(), TallyError> {
        loop {
            if self.start == self.end {
                self.fill()?;
                if self.finished {
                    return Ok(());
                }
            }
            match self.chunk.get(self.start) {
                Some(b'\n') => self.line += 1,
                Some(b'\r') => {}
                _ => return Ok(()),
            }
            self.start += 1;
        }
    }

    fn fill(&mut self) -> Result<(), TallyError> {
        while !self.finished {
            match self.input.read(&mut self.chunk) {
                Ok(read) => {
                    (self.start, self.end) = (0, read);
                    self.finished = read == 0;
                    return Ok(());
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(TallyError::Unreadable(error)),
            }
        }
        (self.start, self.end) = (0, 0);
        Ok(())
    }
}
