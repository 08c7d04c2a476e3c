//! Small CSV tables: a header, rows with their line numbers, and numbers read without surprises.

/// A CSV file held as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvTable {
    /// Column names, trimmed.
    pub header: Vec<String>,
    /// Rows that are not blank.
    pub rows: Vec<CsvRow>,
}

/// One row of a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRow {
    /// Line of the file on which the row starts; the header is line 1.
    pub line: u64,
    /// Fields, trimmed; as many as the header has.
    pub fields: Vec<String>,
}

/// What is wrong with a table, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct TableError {
    /// The line, the column, or the whole file.
    pub place: String,
    /// What is wrong and what would be right.
    pub problem: String,
}

/// Most bytes of one table.
pub const MOST_BYTES: usize = 64 << 20;
/// Most rows of one table.
pub const MOST_ROWS: usize = 1_000_000;

impl TableError {
    /// An error at a place.
    #[must_use]
    pub fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            problem: problem.into(),
        }
    }
}

impl CsvTable {
    /// Reads UTF-8 text with a header line; the delimiter (comma, semicolon, tab) is the one the header uses most.
    ///
    /// # Errors
    /// Text that is not UTF-8, a missing or double column name, and rows with more or fewer fields than the header.
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        if bytes.len() > MOST_BYTES {
            return Err(TableError::new("file", format!("larger than {MOST_BYTES} bytes")));
        }
        let text = std::str::from_utf8(bytes).map_err(|e| {
            TableError::new(
                format!("byte {}", e.valid_up_to()),
                "the file is not UTF-8 text; save it as CSV in UTF-8",
            )
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(text))
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .map_err(|e| TableError::new("header", e.to_string()))?
            .iter()
            .map(str::to_owned)
            .collect();
        check_header(&header)?;
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| TableError::new("file", e.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.iter().all(str::is_empty) {
                continue;
            }
            if record.len() != header.len() {
                let problem = format!("{} fields where the header names {}", record.len(), header.len());
                return Err(TableError::new(format!("line {line}"), problem));
            }
            if rows.len() == MOST_ROWS {
                return Err(TableError::new(
                    format!("line {line}"),
                    format!("more than {MOST_ROWS} rows"),
                ));
            }
            rows.push(CsvRow {
                line,
                fields: record.iter().map(str::to_owned).collect(),
            });
        }
        if rows.is_empty() {
            return Err(TableError::new("file", "there is a header but no row"));
        }
        Ok(Self { header, rows })
    }

    /// Position of the first column that bears one of the names (letter case aside).
    #[must_use]
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        names
            .iter()
            .find_map(|name| self.header.iter().position(|column| column.eq_ignore_ascii_case(name)))
    }

    /// A field as a finite number.
    ///
    /// # Errors
    /// Names line and column if the field is empty or no finite number.
    pub fn number(&self, row: &CsvRow, column: usize) -> Result<f64, TableError> {
        let text = row.fields.get(column).map_or("", String::as_str);
        match Number::parse(text) {
            Number::Finite(value) => Ok(value),
            Number::Missing => Err(TableError::new(
                self.place(row, column),
                "the field is empty; write a number",
            )),
            Number::NotANumber => Err(TableError::new(
                self.place(row, column),
                format!("{} is not a finite number", quoted(text)),
            )),
        }
    }

    /// A field as a number of things: whole, not negative, at most 2⁵³.
    ///
    /// # Errors
    /// Names line and column.
    pub fn count(&self, row: &CsvRow, column: usize) -> Result<u64, TableError> {
        let value = self.number(row, column)?;
        if value < 0.0 {
            return Err(TableError::new(
                self.place(row, column),
                format!("{value} is negative; a count is 0 or more"),
            ));
        }
        if value.fract() != 0.0 || value > 9_007_199_254_740_992.0 {
            return Err(TableError::new(
                self.place(row, column),
                format!("{value} is not a whole number below 2^53"),
            ));
        }
        Ok(value as u64)
    }

    /// The first column that holds words, and all other columns. A column holds words if its name says so (`name`, `group`,
    /// `label`, `pair`, `item`, `unit`, `stratum`) or if no row of it is a number.
    #[must_use]
    pub fn split_columns(&self) -> (Option<usize>, Vec<usize>) {
        const LABELS: [&str; 7] = ["name", "group", "label", "pair", "item", "unit", "stratum"];
        let words = |column: &usize| {
            let named = self
                .header
                .get(*column)
                .is_some_and(|n| LABELS.iter().any(|l| n.eq_ignore_ascii_case(l)));
            let number = |row: &CsvRow| {
                row.fields
                    .get(*column)
                    .is_some_and(|text| matches!(Number::parse(text), Number::Finite(_)))
            };
            let nan = |row: &CsvRow| {
                row.fields
                    .get(*column)
                    .is_some_and(|text| text.to_ascii_lowercase().trim_start_matches('-').starts_with("nan"))
            };
            named || !self.rows.iter().any(|row| number(row) || nan(row))
        };
        let (labels, numeric): (Vec<usize>, Vec<usize>) = (0..self.header.len()).partition(words);
        (labels.first().copied(), numeric)
    }

    /// The words for a field's place in the file.
    #[must_use]
    pub fn place(&self, row: &CsvRow, column: usize) -> String {
        let name = self.header.get(column).map_or("?", String::as_str);
        format!("line {}, column {name}", row.line)
    }
}

/// The text of a field in quotes, cut short; words that stand for no number are not repeated, so that no reader of the answer
/// takes them for a figure.
#[must_use]
pub fn quoted(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if lower.contains("nan") || lower.contains("inf") {
        return "the text".into();
    }
    let short: String = text.chars().take(40).collect();
    format!("\"{short}\"")
}

fn check_header(header: &[String]) -> Result<(), TableError> {
    if header.is_empty() {
        return Err(TableError::new("file", "it is empty; the first line names the columns"));
    }
    for (i, name) in header.iter().enumerate() {
        if name.is_empty() {
            return Err(TableError::new("header", format!("column {} has no name", i + 1)));
        }
        if header.iter().take(i).any(|earlier| earlier == name) {
            return Err(TableError::new("header", format!("two columns are named {name}")));
        }
    }
    Ok(())
}

fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or("");
    let uses = |delimiter: u8| head.bytes().filter(|b| *b == delimiter).count();
    [b';', b'\t']
        .into_iter()
        .find(|d| uses(*d) > uses(b','))
        .unwrap_or(b',')
}

/// A field read as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A finite number.
    Finite(f64),
    /// An empty field.
    Missing,
    /// Anything else: words, NaN, infinities, numbers beyond the range.
    NotANumber,
}

impl Number {
    /// Reads plain decimal or scientific notation. `nan`, `inf` and their like are words here, not numbers.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.is_empty() {
            return Self::Missing;
        }
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
        match text.parse::<f64>() {
            Ok(value) if plain && value.is_finite() => Self::Finite(value),
            _ => Self::NotANumber,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_are_no_numbers() {
        for text in [
            "NaN",
            "nan",
            "inf",
            "-Infinity",
            "1e999",
            "0x10",
            "1,5",
            "٣",
            "--1",
            "1 000",
        ] {
            assert_eq!(Number::parse(text), Number::NotANumber, "{text}");
        }
        assert_eq!(Number::parse(""), Number::Missing);
        assert_eq!(Number::parse("-2.5e3"), Number::Finite(-2500.0));
    }

    #[test]
    fn a_ragged_row_names_its_line() {
        let refused = CsvTable::read(b"a,b\n1,2\n3\n").unwrap_err();
        assert_eq!(refused.place, "line 3");
    }

    #[test]
    fn semicolons_tabs_and_a_byte_order_mark_are_read() {
        for bytes in ["\u{feff}a;b\n1;2\n".as_bytes(), b"a\tb\n1\t2\n".as_slice()] {
            assert_eq!(CsvTable::read(bytes).unwrap().header, ["a", "b"]);
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(CsvTable::read(&[0xff, 0xfe, 0x00]).is_err());
        assert!(CsvTable::read(b"").is_err());
        assert!(CsvTable::read(b"a,a\n1,2\n").is_err());
    }
}
