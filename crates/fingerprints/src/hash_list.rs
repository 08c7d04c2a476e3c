//! Plain lists: one `hex[,quality][,id]` a line.

use crate::algorithm::{Algorithm, Fingerprint, NotAFingerprint};

/// No line of a list is longer than this many bytes.
pub const LONGEST_LINE: usize = 1_024;

/// A plain list of one algorithm's hashes. Hashes and ids lie in two flat arrays, so ten million lines take little more
/// memory than their text.
#[derive(Debug, Clone)]
pub struct HashList {
    algorithm: Algorithm,
    hashes: Vec<u8>,
    qualities: Vec<Option<u8>>,
    ids: Vec<u8>,
    id_ends: Vec<usize>,
}

/// Why a line of a list was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// The bytes are not text.
    #[error("not UTF-8 text")]
    NotText,
    /// The line is longer than [`LONGEST_LINE`].
    #[error("longer than {LONGEST_LINE} bytes")]
    TooLong,
    /// The first field is not a hash.
    #[error("first field: {0}")]
    Hash(#[from] NotAFingerprint),
    /// The second field is a number outside 0 to 100.
    #[error("second field: quality {0} is outside 0 to 100; an id goes third, after a quality or an empty field")]
    Quality(String),
    /// The id holds a character that cannot be shown.
    #[error("the id holds a control character")]
    IdCharacter,
    /// More than three fields.
    #[error("{0} fields; a line is hex[,quality][,id]")]
    Fields(usize),
}

impl LineFault {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotText => "not-text",
            Self::TooLong => "line-too-long",
            Self::Hash(_) => "not-a-hash",
            Self::Quality(_) => "quality-out-of-range",
            Self::IdCharacter => "id-control-character",
            Self::Fields(_) => "too-many-fields",
        }
    }
}

impl HashList {
    /// An empty list.
    #[must_use]
    pub const fn new(algorithm: Algorithm) -> Self {
        Self {
            algorithm,
            hashes: Vec::new(),
            qualities: Vec::new(),
            ids: Vec::new(),
            id_ends: Vec::new(),
        }
    }

    /// Reads one line, without or with its line end. Blank lines hold nothing. A line without an id is known by its
    /// hash.
    ///
    /// # Errors
    /// [`LineFault`]; the list is then as before.
    pub fn push_line(&mut self, line: &[u8]) -> Result<(), LineFault> {
        if line.len() > LONGEST_LINE {
            return Err(LineFault::TooLong);
        }
        let line = std::str::from_utf8(line).map_err(|_| LineFault::NotText)?;
        let line = line.trim_end_matches(['\r', '\n']);
        if line.trim().is_empty() {
            return Ok(());
        }
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        let (hash, quality, id) = match fields.as_slice() {
            [hash] => (*hash, None, ""),
            [hash, second] => match quality(second)? {
                Some(quality) => (*hash, Some(quality), ""),
                None => (*hash, None, *second),
            },
            [hash, "", id] => (*hash, None, *id),
            [hash, second, id] => match quality(second)? {
                Some(quality) => (*hash, Some(quality), *id),
                None => return Err(LineFault::Quality((*second).to_owned())),
            },
            more => return Err(LineFault::Fields(more.len())),
        };
        if id.chars().any(char::is_control) {
            return Err(LineFault::IdCharacter);
        }
        let fingerprint = Fingerprint::parse(self.algorithm, hash)?;
        self.hashes.extend_from_slice(fingerprint.bytes());
        self.qualities.push(quality);
        self.ids.extend_from_slice(id.as_bytes());
        self.id_ends.push(self.ids.len());
        Ok(())
    }

    /// Number of hashes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.qualities.len()
    }

    /// True when the list holds no hash.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.qualities.is_empty()
    }

    /// The algorithm of every hash of the list.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The bytes of the hash at `place`, counted from 0.
    #[must_use]
    pub fn hash(&self, place: usize) -> Option<&[u8]> {
        let width = self.algorithm.bytes();
        self.hashes.get(place.checked_mul(width)?..)?.get(..width)
    }

    /// The quality at `place`, where the line gave one.
    #[must_use]
    pub fn quality(&self, place: usize) -> Option<u8> {
        self.qualities.get(place).copied().flatten()
    }

    /// The id at `place`: the line's own, or else the hash in lower-case digits.
    #[must_use]
    pub fn id(&self, place: usize) -> Option<std::borrow::Cow<'_, str>> {
        let end = *self.id_ends.get(place)?;
        let start = match place.checked_sub(1) {
            Some(before) => *self.id_ends.get(before)?,
            None => 0,
        };
        let own = std::str::from_utf8(self.ids.get(start..end)?).ok()?;
        if own.is_empty() {
            return self.hash(place).map(|hash| hex::encode(hash).into());
        }
        Some(own.into())
    }
}

/// `Some` for a quality, `None` for a text that is no number at all (an id, or nothing).
fn quality(field: &str) -> Result<Option<u8>, LineFault> {
    let digits = field.strip_prefix(['+', '-']).unwrap_or(field);
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !is_number {
        return Ok(None);
    }
    match field.parse::<u8>() {
        Ok(quality) if quality <= 100 => Ok(Some(quality)),
        _ => Err(LineFault::Quality(field.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

    fn read(line: &str) -> Result<(String, Option<u8>), LineFault> {
        let mut list = HashList::new(Algorithm::Pdq);
        list.push_line(line.as_bytes())?;
        Ok((list.id(0).expect("an id").into_owned(), list.quality(0)))
    }

    #[test]
    fn each_form_of_line_is_read() {
        assert_eq!(read(A), Ok((A.to_owned(), None)));
        assert_eq!(
            read(&format!("{},100\r\n", A.to_uppercase())),
            Ok((A.to_owned(), Some(100)))
        );
        assert_eq!(read(&format!("{A},0,series 7")), Ok(("series 7".to_owned(), Some(0))));
        assert_eq!(read(&format!("{A},,b")), Ok(("b".to_owned(), None)));
        assert_eq!(read(&format!("{A},img-1")), Ok(("img-1".to_owned(), None)));
        assert_eq!(read(&format!(" {A} , 50 , x ")), Ok(("x".to_owned(), Some(50))));
    }

    #[test]
    fn hostile_lines_are_refused_with_a_stable_code() {
        let cases = [
            ("zz".to_owned(), "not-a-hash"),
            (format!("{A}0"), "not-a-hash"),
            (format!("{}g", &A[..63]), "not-a-hash"),
            (format!("{A},101"), "quality-out-of-range"),
            (format!("{A},-1,x"), "quality-out-of-range"),
            (format!("{A},3.5"), "quality-out-of-range"),
            (format!("{A},high,x"), "quality-out-of-range"),
            (format!("{A},99999999999999999999,x"), "quality-out-of-range"),
            (format!("{A},5,x,y"), "too-many-fields"),
            (format!("{A},5,x\u{7}y"), "id-control-character"),
            (format!("{A},5,{}", "x".repeat(2_000)), "line-too-long"),
            (",,".to_owned(), "not-a-hash"),
        ];
        for (line, code) in cases {
            assert_eq!(read(&line).expect_err(&line).code(), code, "{line}");
        }
        let mut list = HashList::new(Algorithm::Pdq);
        assert_eq!(list.push_line(&[0xff, 0xfe]), Err(LineFault::NotText));
        assert_eq!(list.push_line(b"\n"), Ok(()));
        assert!(list.is_empty());
    }
}
