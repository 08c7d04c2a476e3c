//! What can be wrong with an input, and where.

use thiserror::Error;

use crate::amount::AmountFault;
use crate::instant::TimeFault;

/// Why a line cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LineFault {
    /// Another number of fields than the header has.
    #[error("has {found} fields where the header has {expected}")]
    Fields {
        /// Fields found.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// An amount.
    #[error("{column} `{text}` {fault}")]
    Amount {
        /// Which column.
        column: &'static str,
        /// What stands there, cut to a readable length.
        text: String,
        /// What is wrong with it.
        fault: AmountFault,
    },
    /// A time.
    #[error("time `{text}` {fault}")]
    Time {
        /// What stands there, cut to a readable length.
        text: String,
        /// What is wrong with it.
        fault: TimeFault,
    },
    /// An account without a name.
    #[error("{column} is empty")]
    Empty {
        /// Which column.
        column: &'static str,
    },
    /// A control character within a name or an id.
    #[error("{column} holds a control character")]
    Control {
        /// Which column.
        column: &'static str,
    },
    /// A statement line with both a debit and a credit, or neither.
    #[error("needs either a debit or a credit")]
    OneSide,
    /// A zero byte.
    #[error("holds a zero byte: the file is damaged or is not a text file")]
    ZeroByte,
    /// Bytes that are not UTF-8.
    #[error("is not UTF-8 text")]
    NotUtf8,
    /// More bytes than a line of transfers can need.
    #[error("is longer than {limit} bytes")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// A quotation mark without its partner.
    #[error("opens a quotation mark that is never closed")]
    OpenQuote,
    /// An account that stands twice in a list of balances.
    #[error("account `{account}` stands here for the second time")]
    Repeated {
        /// The account.
        account: String,
    },
}

/// Why an input cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InputError {
    /// The source of the bytes failed.
    #[error("cannot read: {0}")]
    Unreadable(String),
    /// No header line.
    #[error("there is no header line: the first line must name the columns")]
    NoHeader,
    /// Needed columns that no header line names and no guess finds.
    #[error("no column for {missing} among: {header}. Name it with --columns, for example `{example}`")]
    MissingColumns {
        /// What is missing.
        missing: String,
        /// The header as found.
        header: String,
        /// How to name it.
        example: String,
    },
    /// A column that was named but does not exist.
    #[error("there is no column `{name}` among: {header}")]
    UnknownColumn {
        /// The name as given.
        name: String,
        /// The header as found.
        header: String,
    },
    /// A column name that the header has twice.
    #[error("the header has two columns `{name}`")]
    RepeatedColumn {
        /// The name.
        name: String,
    },
    /// A line that cannot be read.
    #[error("line {line} (data line {row}) {fault}")]
    BadLine {
        /// The line of the file, from 1.
        line: u64,
        /// The line after the header, from 1; empty lines are not counted.
        row: u64,
        /// What is wrong.
        fault: LineFault,
    },
    /// More transfers or accounts than can be numbered.
    #[error("the file holds more {what} than one trace can number")]
    TooMany {
        /// `transfers` or `accounts`.
        what: &'static str,
    },
    /// A balance that could belong to several currencies of an account.
    #[error(
        "account `{account}` moves several currencies: give the balances a currency column, or name one with --currency"
    )]
    BalanceCurrency {
        /// The account.
        account: String,
    },
}

impl InputError {
    /// The stable code of this reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::NoHeader => "no-header",
            Self::MissingColumns { .. } => "missing-columns",
            Self::UnknownColumn { .. } => "unknown-column",
            Self::RepeatedColumn { .. } => "repeated-column",
            Self::BadLine { .. } => "bad-line",
            Self::TooMany { .. } => "too-many",
            Self::BalanceCurrency { .. } => "balance-currency",
        }
    }
}

impl From<std::io::Error> for InputError {
    fn from(error: std::io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// The start of a field, fit for a message.
pub(crate) fn excerpt(text: &[u8]) -> String {
    const LONGEST: usize = 40;
    let shown: String = String::from_utf8_lossy(text)
        .chars()
        .take(LONGEST)
        .map(|character| if character.is_control() { '\u{fffd}' } else { character })
        .collect();
    if text.len() > shown.len() {
        format!("{shown}…")
    } else {
        shown
    }
}
