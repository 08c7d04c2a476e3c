//! Opening an input: its first bytes say how it is to be read, then it is read once from the start.

use std::io::{Cursor, Read};

use crate::amount::Scale;
use crate::input::encoding::Encoding;
use crate::input::fault::InputError;
use crate::input::guess::HEAD;
use crate::input::load::{LoadOptions, Loaded, load};
use crate::input::reading::{ColumnNames, Layout, Reading};

/// An input with the way in which it will be read.
pub struct Opened<'a> {
    /// How it will be read. Show it before use where [`Reading::guessed`] says so.
    pub reading: Reading,
    source: Box<dyn Read + 'a>,
}

impl std::fmt::Debug for Opened<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened")
            .field("reading", &self.reading)
            .finish_non_exhaustive()
    }
}

/// Looks at the start of an input. UTF-16, and statements in Windows-1252, are decoded in memory.
///
/// # Errors
/// A source that fails, and what [`Reading::find`] cannot find.
pub fn open<'a>(mut source: impl Read + 'a, names: &ColumnNames, scale: Scale) -> Result<Opened<'a>, InputError> {
    let mut head = Vec::new();
    (&mut source).take(HEAD as u64).read_to_end(&mut head)?;
    let encoding = Encoding::of(&head);
    if encoding != Encoding::Utf8 {
        let decoded = encoding.decode(&head);
        let found = Reading::find(decoded.as_bytes(), names, scale);
        let is_statement = found
            .as_ref()
            .is_ok_and(|reading| matches!(reading.layout, Layout::Statement(_)));
        // A transfer file with a wrong byte is a file with a bad line, not one in another encoding.
        if matches!(encoding, Encoding::Utf16 { .. }) || is_statement {
            let mut reading = found?;
            reading.guessed = true;
            reading.notes.push(format!("decoded from {}", encoding.name()));
            let mut bytes = head;
            source.read_to_end(&mut bytes)?;
            return Ok(Opened {
                reading,
                source: Box::new(Cursor::new(encoding.decode(&bytes).into_bytes())),
            });
        }
    }
    let reading = Reading::find(&head, names, scale)?;
    Ok(Opened {
        reading,
        source: Box::new(Cursor::new(head).chain(source)),
    })
}

impl Opened<'_> {
    /// Reads it. `progress` hears of the bytes read so far, now and then.
    ///
    /// # Errors
    /// See [`load`].
    pub fn load(mut self, options: &LoadOptions, progress: &mut (dyn FnMut(u64) + Send)) -> Result<Loaded, InputError> {
        load(&mut self.source, &self.reading, options, progress)
    }
}
