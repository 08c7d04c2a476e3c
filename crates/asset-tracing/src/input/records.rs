//! Lines and fields: RFC 4180 with any one-byte delimiter.

use std::ops::Range;

use crate::input::fault::LineFault;

/// No line of transfers needs more; a longer one is another kind of file.
pub(crate) const LONGEST_LINE: usize = 1 << 20;

/// The end of the first record, its newline included. None when the record is not complete.
///
/// A quotation mark quotes only at the start of a field, as most writers mean it.
pub(crate) fn record_end(bytes: &[u8], delimiter: u8, quotes: bool) -> Option<usize> {
    if !quotes {
        return memchr::memchr(b'\n', bytes).map(|place| place + 1);
    }
    let mut at_start = true;
    let mut place = 0;
    while let Some(byte) = bytes.get(place) {
        match *byte {
            b'"' if at_start => {
                place = closing_quote(bytes, place + 1)? + 1;
                at_start = false;
                continue;
            }
            b'\n' => return Some(place + 1),
            other => at_start = other == delimiter,
        }
        place += 1;
    }
    None
}

/// The place of the quotation mark that closes a field; a doubled one does not.
fn closing_quote(bytes: &[u8], from: usize) -> Option<usize> {
    let mut place = from;
    loop {
        place += memchr::memchr(b'"', bytes.get(place..)?)?;
        if bytes.get(place + 1) != Some(&b'"') {
            return Some(place);
        }
        place += 2;
    }
}

/// A record without its line end.
pub(crate) fn trim_line_end(record: &[u8]) -> &[u8] {
    let record = record.strip_suffix(b"\n").unwrap_or(record);
    record.strip_suffix(b"\r").unwrap_or(record)
}

/// The fields of one record, with room that is used again.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    unquoted: Vec<u8>,
    ranges: Vec<Range<usize>>,
    is_quoted: bool,
}

impl Fields {
    /// Splits a record that has no line end.
    pub(crate) fn split(&mut self, record: &[u8], delimiter: u8) -> Result<(), LineFault> {
        if memchr::memchr(b'"', record).is_none() {
            self.split_plain(record, delimiter);
            return Ok(());
        }
        self.ranges.clear();
        self.is_quoted = true;
        self.split_quoted(record, delimiter)
    }

    /// Splits a record that is known to have no quotation mark. Fields are too short for a search by blocks to pay.
    pub(crate) fn split_plain(&mut self, record: &[u8], delimiter: u8) {
        self.ranges.clear();
        self.is_quoted = false;
        let mut start = 0;
        for (place, byte) in record.iter().enumerate() {
            if *byte == delimiter {
                self.ranges.push(start..place);
                start = place + 1;
            }
        }
        self.ranges.push(start..record.len());
    }

    fn split_quoted(&mut self, record: &[u8], delimiter: u8) -> Result<(), LineFault> {
        self.unquoted.clear();
        let mut place = 0;
        loop {
            let start = self.unquoted.len();
            if record.get(place) == Some(&b'"') {
                let end = closing_quote(record, place + 1).ok_or(LineFault::OpenQuote)?;
                let mut inside = &record[place + 1..end];
                while let Some(mark) = memchr::memchr(b'"', inside) {
                    self.unquoted.extend_from_slice(&inside[..=mark]);
                    inside = inside.get(mark + 2..).unwrap_or_default();
                }
                self.unquoted.extend_from_slice(inside);
                place = end + 1;
            }
            let rest = record.get(place..).unwrap_or_default();
            let length = memchr::memchr(delimiter, rest).unwrap_or(rest.len());
            self.unquoted.extend_from_slice(&rest[..length]);
            self.ranges.push(start..self.unquoted.len());
            place += length;
            if place >= record.len() {
                return Ok(());
            }
            place += 1;
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// A field with the blanks around it taken off; empty where there is none. `record` is what was split.
    pub(crate) fn get<'a>(&'a self, record: &'a [u8], column: usize) -> &'a [u8] {
        let source = if self.is_quoted { &self.unquoted } else { record };
        self.ranges
            .get(column)
            .and_then(|range| source.get(range.clone()))
            .unwrap_or_default()
            .trim_ascii()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(record: &str, delimiter: u8) -> Vec<String> {
        let mut fields = Fields::default();
        fields.split(record.as_bytes(), delimiter).expect("quotes are closed");
        (0..fields.len())
            .map(|column| String::from_utf8_lossy(fields.get(record.as_bytes(), column)).into_owned())
            .collect()
    }

    #[test]
    fn fields_with_and_without_quotes() {
        assert_eq!(fields("a, b ,,d", b','), ["a", "b", "", "d"]);
        assert_eq!(fields("", b','), [""]);
        assert_eq!(
            fields("a;\"b;c\";\"say \"\"yes\"\"\";", b';'),
            ["a", "b;c", "say \"yes\"", ""]
        );
        assert_eq!(fields("5\" pipe,\"x\"y", b','), ["5\" pipe", "xy"]);
        assert_eq!(fields("\"a\nb\",c", b','), ["a\nb", "c"]);
        let mut open = Fields::default();
        assert_eq!(open.split(b"a,\"b", b','), Err(LineFault::OpenQuote));
    }

    #[test]
    fn a_record_ends_at_the_newline_outside_quotes() {
        assert_eq!(record_end(b"a,b\nc", b',', false), Some(4));
        assert_eq!(record_end(b"a,\"b\n\"\"\",c\nd", b',', true), Some(11));
        assert_eq!(record_end(b"5\" pipe\nnext", b',', true), Some(8));
        assert_eq!(record_end(b"a,\"b\n", b',', true), None);
        assert_eq!(record_end(b"a", b',', true), None);
        assert_eq!(trim_line_end(b"a\r\n"), b"a");
    }
}
