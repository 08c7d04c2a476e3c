//! Dates of which the day may be unknown, and rows with their source.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// A date as its source gives it: a day, a month or a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDate {
    written: String,
    first: Date,
    last: Date,
}

impl SourceDate {
    /// Reads `2023-11-29`, `2023-11` or `2023`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = match text.split('-').count() {
            1 => {
                let day: Date = format!("{text}-01-01").parse().ok()?;
                (day, day.last_of_year())
            }
            2 => {
                let day: Date = format!("{text}-01").parse().ok()?;
                (day, day.last_of_month())
            }
            _ => {
                let day: Date = text.parse().ok()?;
                (day, day)
            }
        };
        // Parsers are lenient about what stands behind a date; the tables are not.
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        (plain && matches!(text.len(), 4 | 7 | 10)).then(|| Self {
            written: text.to_owned(),
            first,
            last,
        })
    }

    /// The first day that it can mean.
    #[must_use]
    pub fn earliest(&self) -> Date {
        self.first
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn latest(&self) -> Date {
        self.last
    }
}

impl fmt::Display for SourceDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Serialize for SourceDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

/// A row of data that cannot be taken: file, line, reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct BadData {
    /// The file.
    pub file: String,
    /// The line; the first is 1.
    pub line: u64,
    /// What is wrong.
    pub reason: String,
}

/// The version in the first line of a data file: `# version 2026-11-23; …`.
pub(crate) fn version(file: &str, text: &str) -> Result<String, BadData> {
    let first = text.lines().next().unwrap_or("");
    let version = first
        .strip_prefix("# version ")
        .and_then(|rest| rest.split(';').next())
        .map(str::trim);
    match version {
        Some(version) if !version.is_empty() => Ok(version.to_owned()),
        _ => Err(BadData {
            file: file.to_owned(),
            line: 1,
            reason: "the first line must be `# version …`".into(),
        }),
    }
}

/// The rows of a data file as typed values, each with its line.
pub(crate) fn rows<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<Vec<(u64, T)>, BadData> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let bad = |line, reason: String| BadData {
        file: file.to_owned(),
        line,
        reason,
    };
    let heading = reader.headers().map_err(|error| bad(1, error.to_string()))?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| bad(error.position().map_or(0, csv::Position::line), error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((
            line,
            record
                .deserialize(Some(&heading))
                .map_err(|error| bad(line, error.to_string()))?,
        ));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::SourceDate;

    #[test]
    fn a_month_means_any_of_its_days() {
        let month = SourceDate::parse("2024-02").unwrap();
        assert_eq!(
            (month.earliest().to_string(), month.latest().to_string()),
            ("2024-02-01".into(), "2024-02-29".into())
        );
        assert_eq!(SourceDate::parse("1956").unwrap().latest().to_string(), "1956-12-31");
        assert_eq!(SourceDate::parse("2023-11-29").unwrap().to_string(), "2023-11-29");
        for bad in [
            "",
            "2023-13",
            "2023-02-30",
            "23-01-01",
            "2023-1-1",
            "2023-11-29Z",
            "November",
        ] {
            assert_eq!(SourceDate::parse(bad), None, "{bad}");
        }
    }
}
