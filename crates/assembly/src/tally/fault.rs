//! What can be wrong with a votes file, and how to mend it.

use serde::Serialize;

use crate::majority::Undecidable;

/// A fault in a votes file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Fault {
    /// Not even a header.
    #[error("the file is empty: the first line must name the columns ballot_id,member,vote")]
    EmptyFile,
    /// A column is not there.
    #[error("line 1: there is no column {column}: the first line must name the columns ballot_id,member,vote")]
    MissingColumn {
        /// The column.
        column: &'static str,
    },
    /// A column is there twice.
    #[error("line 1: the column {column} is named twice: keep one")]
    RepeatedColumn {
        /// The column.
        column: &'static str,
    },
    /// A row does not end, or a quotation mark was never closed.
    #[error("line {line}: the row is longer than {limit} bytes: look for a quotation mark that is never closed")]
    RowTooLong {
        /// Where the row starts.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// More columns than any votes file has.
    #[error("line {line}: more than {limit} columns: this is not a votes file")]
    TooManyColumns {
        /// Where the row starts.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// The row has another number of fields than the header.
    #[error("line {line}: {found} fields where the first line has {expected}: look for a missing or extra comma")]
    WrongWidth {
        /// The line.
        line: u64,
        /// Fields found.
        found: usize,
        /// Fields in the header.
        expected: usize,
    },
    /// The bytes are not UTF-8.
    #[error("line {line}, column {column}: not readable as UTF-8 text: save the file as UTF-8")]
    NotText {
        /// The line.
        line: u64,
        /// The column.
        column: &'static str,
    },
    /// Nothing stands in the field.
    #[error("line {line}: the column {column} is empty")]
    EmptyField {
        /// The line.
        line: u64,
        /// The column.
        column: &'static str,
    },
    /// The name is longer than a name is.
    #[error("line {line}, column {column}: longer than {limit} bytes")]
    NameTooLong {
        /// The line.
        line: u64,
        /// The column.
        column: &'static str,
        /// The limit.
        limit: usize,
    },
    /// A control or invisible character could make one member look like two.
    #[error("line {line}, column {column}: holds a control or invisible character: remove it")]
    HiddenCharacter {
        /// The line.
        line: u64,
        /// The column.
        column: &'static str,
    },
    /// The vote is none of the three.
    #[error("line {line}: {member} in ballot {ballot}: {vote:?} is not a vote: write yes, no or abstain")]
    UnknownVote {
        /// The line.
        line: u64,
        /// The member.
        member: String,
        /// The ballot.
        ballot: String,
        /// What stands there.
        vote: String,
    },
    /// The member has voted in this ballot already.
    #[error("line {line}: {member} votes a second time in ballot {ballot} (first on line {first_line})")]
    VotedTwice {
        /// The line of the second vote.
        line: u64,
        /// The line of the first vote.
        first_line: u64,
        /// The member.
        member: String,
        /// The ballot.
        ballot: String,
    },
}

impl Fault {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty-file",
            Self::MissingColumn { .. } => "missing-column",
            Self::RepeatedColumn { .. } => "repeated-column",
            Self::RowTooLong { .. } => "row-too-long",
            Self::TooManyColumns { .. } => "too-many-columns",
            Self::WrongWidth { .. } => "wrong-width",
            Self::NotText { .. } => "not-text",
            Self::EmptyField { .. } => "empty-field",
            Self::NameTooLong { .. } => "name-too-long",
            Self::HiddenCharacter { .. } => "hidden-character",
            Self::UnknownVote { .. } => "unknown-vote",
            Self::VotedTwice { .. } => "voted-twice",
        }
    }
}

/// Why a file gives no tally.
#[derive(Debug, thiserror::Error)]
pub enum TallyError {
    /// The file cannot be read.
    #[error("the votes cannot be read: {0}")]
    Unreadable(std::io::Error),
    /// The file holds faults; the first ones are listed.
    #[error("{}", list(faults, *more))]
    Faults {
        /// The first faults found.
        faults: Vec<Fault>,
        /// How many more there are.
        more: u64,
    },
    /// A ballot's counts cannot be decided.
    #[error("ballot {ballot}: {reason}")]
    Undecidable {
        /// The ballot.
        ballot: String,
        /// Why.
        reason: Undecidable,
    },
}

impl TallyError {
    /// Stable code: that of the first fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Faults { faults, .. } => faults.first().map_or("unreadable", Fault::code),
            Self::Undecidable { reason, .. } => reason.code(),
        }
    }
}

impl From<Fault> for TallyError {
    fn from(fault: Fault) -> Self {
        Self::Faults {
            faults: vec![fault],
            more: 0,
        }
    }
}

fn list(faults: &[Fault], more: u64) -> String {
    let mut text = faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n");
    if more > 0 {
        text.push_str(&format!("\nand {more} more faults"));
    }
    text
}

/// Bytes of a file as they may be shown in a message: text, short, without control characters.
pub(super) fn shown(bytes: &[u8]) -> String {
    const LIMIT: usize = 40;
    let text = String::from_utf8_lossy(bytes);
    let mut short: String = text
        .chars()
        .take(LIMIT)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(LIMIT).is_some() {
        short.push('…');
    }
    short
}
