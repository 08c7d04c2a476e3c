//! The shares printed in public about 2022, with their sources, to stand beside the margin that no one printed.

use serde::Deserialize;

use crate::ranking::wilson;

const SHIPPED: &str = include_str!("../../data/published-2022.json");

/// The published shares.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PublishedTable {
    /// Version of this data.
    pub version: String,
    /// The report.
    pub report: String,
    /// Members that could have answered; how many did was not published.
    pub members: u64,
    /// The shares.
    pub rows: Vec<PublishedValue>,
}

/// One published share.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PublishedValue {
    /// Item of the questionnaire.
    pub item: String,
    /// Scale of the questionnaire.
    pub question: String,
    /// Per cent; the lower bound where only one was printed.
    pub percent: u64,
    /// As printed.
    pub text: String,
    /// Where it stands.
    pub source: String,
    /// Whether the source was read.
    pub verified: bool,
}

/// The shipped table; none only if the shipped text is broken, which a test rules out.
#[must_use]
pub fn published_2022() -> Option<PublishedTable> {
    serde_json::from_str(SHIPPED).ok()
}

impl PublishedTable {
    /// The narrowest 95 % margin that a share could have had: Wilson's, if every member had answered.
    #[must_use]
    pub fn narrowest_margin(&self, value: &PublishedValue) -> Option<(f64, f64)> {
        let count = (self.members * value.percent + 50) / 100;
        wilson(count, self.members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_of_the_first_line_is_the_one_no_one_printed() {
        let table = published_2022().unwrap();
        let (lower, upper) = table.narrowest_margin(&table.rows[0]).unwrap();
        // statsmodels: 131 of 195.
        assert!((lower - 0.603126).abs() < 1e-6 && (upper - 0.733826).abs() < 1e-6);
        assert!(table.rows.iter().all(|row| row.source.starts_with("http")));
    }
}
