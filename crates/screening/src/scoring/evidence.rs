//! What was found on each field.

use serde::{Deserialize, Serialize};

use crate::names::Relation;

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Evidence {
    /// A word of the name stands for a word of the listed name.
    NameWord {
        /// Word asked for.
        asked: String,
        /// Word listed.
        listed: String,
        /// Why they are taken for one.
        relation: Relation,
        /// From 0 to 1.
        likeness: f32,
    },
    /// Words asked for that the listed name lacks.
    NameWordsNotListed {
        /// The words.
        words: String,
    },
    /// Words of the listed name that were not asked for.
    NameWordsNotAsked {
        /// The words.
        words: String,
    },
    /// Both names have words where the other has different ones.
    NameWordsDiffer {
        /// Words asked for.
        asked: String,
        /// Words listed.
        listed: String,
    },
    /// The name was cut in the document's zone.
    NameTruncated,
    /// A field other than the name.
    Field {
        /// `birth_date`, `nationality`, `sex`, `birth_place` or `document`.
        field: String,
        /// What was found.
        finding: Finding,
        /// Value asked for.
        asked: String,
        /// Value listed.
        listed: String,
    },
}

/// What a field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Equal.
    Equal,
    /// Birth date: day and month exchanged.
    Swapped,
    /// Birth date: month and year equal, the day unknown on one side.
    SameMonth,
    /// Birth date: year equal, the rest unknown on one side.
    SameYear,
    /// Birth date: one slip of the pen apart.
    OneSlip,
    /// Birth date: one year apart, where one side is not exact.
    NearYear,
    /// Document number: equal up to signs that optical readers confuse.
    Confusable,
    /// Document number: equal, but of another issuer.
    OtherIssuer,
    /// One side is silent.
    Unknown,
    /// They contradict each other.
    Different,
}

/// Weight of each finding on the logarithmic scale of odds.
///
/// The name sets out alone: at its own threshold the score is [`super::ALERT`]. The other weights are set so that an equal
/// name with another birth date stays below the alert, and a weak name is not lifted above it by a birth year alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Odds per step of the name's score.
    pub name_slope: f64,
    /// Findings on the birth date.
    pub birth_equal: f64,
    /// Day and month exchanged.
    pub birth_swapped: f64,
    /// Month and year equal.
    pub birth_month: f64,
    /// Year equal.
    pub birth_year: f64,
    /// One slip apart.
    pub birth_slip: f64,
    /// A year apart, one inexact.
    pub birth_near: f64,
    /// Other date.
    pub birth_different: f64,
    /// Nationality equal.
    pub nationality_equal: f64,
    /// Nationality different.
    pub nationality_different: f64,
    /// Sex equal.
    pub sex_equal: f64,
    /// Sex different.
    pub sex_different: f64,
    /// Birth place equal.
    pub place_equal: f64,
    /// Document equal.
    pub document_equal: f64,
    /// Document equal, issuer different.
    pub document_other_issuer: f64,
    /// Document equal but for confusable signs.
    pub document_confusable: f64,
    /// A name that bears only a weak alias.
    pub weak_alias: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            name_slope: 13.0,
            birth_equal: 2.4,
            birth_swapped: 1.2,
            birth_month: 1.0,
            birth_year: 0.3,
            birth_slip: 0.2,
            birth_near: -0.8,
            birth_different: -4.6,
            nationality_equal: 0.3,
            nationality_different: -0.8,
            sex_equal: 0.05,
            sex_different: -1.5,
            place_equal: 0.6,
            document_equal: 6.0,
            document_other_issuer: 1.5,
            document_confusable: 2.0,
            weak_alias: -1.2,
        }
    }
}
