//! The formats in which lists travel: NCMEC hash sharing v2 (XML), Project VIC data model 1.3 and 2.0 (JSON), the
//! semicolon table of ICSE hash exports, and plain lists. Bytes in, records out; and VICS back.
//!
//! NCMEC's and Project VIC's models are read from public clients and importers, not from the official texts:
//! conformance is by example.

pub mod icse;
pub mod ncmec;
pub mod plain;
pub mod vics;
mod xml;

use serde::Serialize;

use crate::lists::{Record, Tombstone};

/// A string this long inside a file may hold a picture, and is looked into.
const SUSPECT_STRING: usize = 512;

/// What a file held.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Records, in the order of the file.
    pub records: Vec<Record>,
    /// Withdrawals, in the order of the file.
    pub tombstones: Vec<Tombstone>,
    /// Where the source says to go on, for sources that send pages.
    pub next_page: Option<String>,
    /// Hashes that stood in the file and were left out, with the place and why.
    pub left_out: Vec<LeftOut>,
}

/// One hash that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The record's id.
    pub record: String,
    /// The field.
    pub field: String,
    /// Why.
    pub reason: String,
}

/// Why a file was refused as a whole. Nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ImportRefusal {
    code: &'static str,
    /// Line, record or field.
    pub place: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl ImportRefusal {
    pub(crate) fn new(code: &'static str, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            place: place.into(),
            message: message.into(),
        }
    }

    /// A name that does not change between versions: `not-text`, `malformed`, `missing-field`, `bad-value`,
    /// `unknown-version`, `grade-without-region`, `media-in-file`, `not-this-format`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }
}

/// The file as text: UTF-8 with or without a mark, or UTF-16 with one, as forensic tools write.
fn text(bytes: &[u8]) -> Result<String, ImportRefusal> {
    let not_text = || ImportRefusal::new("not-text", "file", "not UTF-8 or UTF-16 text");
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| not_text())
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| not_text()),
        all => String::from_utf8(all.to_vec()).map_err(|_| not_text()),
    }
}

/// Refuses a string in which media lies.
fn refuse_media(place: &str, value: &str) -> Result<(), ImportRefusal> {
    if value.len() < SUSPECT_STRING {
        return Ok(());
    }
    match crate::media::recognise(value.as_bytes()) {
        None => Ok(()),
        Some(found) => Err(ImportRefusal::new(
            "media-in-file",
            place,
            format!(
                "holds {} data; lists carry hashes, never pictures, videos or archives",
                found.format.name
            ),
        )),
    }
}
