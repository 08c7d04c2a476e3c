//! How an input is to be read: columns, delimiter, numbers, dates. Stated by the caller, or guessed and shown before use.

use std::fmt;
use std::str::FromStr;

pub use crate::input::forms::{DateForm, NumberForm};
use crate::input::words::Meaning;

/// Column names that the caller states; the others are taken by their own name, or guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnNames {
    pub(crate) named: Vec<(Meaning, String)>,
}

const KEYS: [(&str, Meaning); 8] = [
    ("id", Meaning::Id),
    ("time", Meaning::Time),
    ("from", Meaning::From),
    ("to", Meaning::To),
    ("amount", Meaning::Amount),
    ("currency", Meaning::Currency),
    ("to_amount", Meaning::ToAmount),
    ("to_currency", Meaning::ToCurrency),
];

/// A list of columns that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{part}` is not of the form key=column with one of the keys {keys}, each once")]
pub struct BadColumnList {
    part: String,
    keys: String,
}

fn parse_list(text: &str, keys: &[(&str, Meaning)]) -> Result<Vec<(Meaning, String)>, BadColumnList> {
    let mut named: Vec<(Meaning, String)> = Vec::new();
    for part in text.split(',') {
        let found = part.split_once('=').and_then(|(key, column)| {
            let (_, meaning) = keys.iter().find(|(known, _)| *known == key.trim())?;
            (!column.trim().is_empty()).then(|| (*meaning, column.trim().to_owned()))
        });
        match found {
            Some((meaning, column)) if named.iter().all(|(known, _)| *known != meaning) => {
                named.push((meaning, column))
            }
            _ => {
                let keys = keys.iter().map(|(key, _)| *key).collect::<Vec<_>>().join(", ");
                return Err(BadColumnList {
                    part: part.trim().to_owned(),
                    keys,
                });
            }
        }
    }
    Ok(named)
}

impl FromStr for ColumnNames {
    type Err = BadColumnList;

    fn from_str(text: &str) -> Result<Self, BadColumnList> {
        parse_list(text, &KEYS).map(|named| Self { named })
    }
}

/// Column names of a list of balances that the caller states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BalanceColumnNames {
    pub(crate) named: Vec<(Meaning, String)>,
}

impl FromStr for BalanceColumnNames {
    type Err = BadColumnList;

    fn from_str(text: &str) -> Result<Self, BadColumnList> {
        let keys = [
            ("account", Meaning::OwnAccount),
            ("balance", Meaning::Balance),
            ("currency", Meaning::Currency),
        ];
        parse_list(text, &keys).map(|named| Self { named })
    }
}

/// Which column of a transfer file is what, by place from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferColumns {
    /// Ids; without them the number of the data line is the id.
    pub id: Option<usize>,
    /// Times.
    pub time: usize,
    /// Payers.
    pub from: usize,
    /// Payees.
    pub to: usize,
    /// Amounts in the payer's currency.
    pub amount: usize,
    /// The payer's currency.
    pub currency: Option<usize>,
    /// What the payee receives.
    pub to_amount: Option<usize>,
    /// In which currency.
    pub to_currency: Option<usize>,
}

/// Where a statement has its amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementAmount {
    /// One column; below zero the account pays.
    Signed(usize),
    /// A column for debits and one for credits.
    Sides {
        /// What the account pays.
        debit: usize,
        /// What the account receives.
        credit: usize,
    },
}

/// Which column of an account statement is what, by place from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementColumns {
    /// Ids.
    pub id: Option<usize>,
    /// Times.
    pub time: usize,
    /// The statement's own account; without a column it is called `statement`.
    pub account: Option<usize>,
    /// The other side; an empty field becomes `(not named)`.
    pub counterparty: Option<usize>,
    /// Amounts.
    pub amount: StatementAmount,
    /// Currency.
    pub currency: Option<usize>,
    /// The account's balance after each line, from which its opening balance follows.
    pub balance: Option<usize>,
}

/// What kind of table it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// One line names payer and payee.
    Transfers(TransferColumns),
    /// One line is an entry of an account's statement.
    Statement(StatementColumns),
}

/// How an input is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Column names as found.
    pub header: Vec<String>,
    /// Lines before the data, the header included.
    pub skipped_lines: u64,
    /// The byte between fields.
    pub delimiter: u8,
    /// Which column is what.
    pub layout: Layout,
    /// How amounts are written.
    pub numbers: NumberForm,
    /// How dates are written.
    pub dates: DateForm,
    /// Whether anything was guessed that the caller or the plain column names did not say.
    pub guessed: bool,
    /// What a reader should know about the guess.
    pub notes: Vec<String>,
    pub(crate) first_currency: Option<String>,
}

impl Reading {
    fn column(&self, place: usize) -> &str {
        self.header.get(place).map_or("?", String::as_str)
    }

    /// What each column is taken for, in a fixed order.
    #[must_use]
    pub fn columns(&self) -> Vec<(&'static str, String)> {
        let mut columns: Vec<(&'static str, Option<usize>)> = Vec::new();
        match &self.layout {
            Layout::Transfers(found) => columns.extend([
                ("id", found.id),
                ("time", Some(found.time)),
                ("from", Some(found.from)),
                ("to", Some(found.to)),
                ("amount", Some(found.amount)),
                ("currency", found.currency),
                ("to_amount", found.to_amount),
                ("to_currency", found.to_currency),
            ]),
            Layout::Statement(found) => {
                columns.extend([("id", found.id), ("time", Some(found.time)), ("account", found.account)]);
                columns.push(("counterparty", found.counterparty));
                match found.amount {
                    StatementAmount::Signed(place) => columns.push(("amount", Some(place))),
                    StatementAmount::Sides { debit, credit } => {
                        columns.extend([("debit", Some(debit)), ("credit", Some(credit))]);
                    }
                }
                columns.extend([("currency", found.currency), ("balance", found.balance)]);
            }
        }
        columns
            .into_iter()
            .filter_map(|(name, place)| Some((name, self.column(place?).to_owned())))
            .collect()
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.layout {
            Layout::Transfers(_) => "transfers",
            Layout::Statement(_) => "account statement",
        };
        let delimiter = match self.delimiter {
            b'\t' => "tab".to_owned(),
            byte => format!("`{}`", char::from(byte)),
        };
        write!(f, "read as {kind}:")?;
        for (name, column) in self.columns() {
            write!(f, " {name}=`{column}`")?;
        }
        write!(
            f,
            "; fields parted by {delimiter}; {}; dates: {}",
            self.numbers.describe(),
            self.dates.describe()
        )?;
        for note in &self.notes {
            write!(f, "; {note}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_lists_are_strict() {
        let names: ColumnNames = "from=sourceNodeId, to = targetNodeId,amount=value"
            .parse()
            .expect("a list");
        assert_eq!(names.named.len(), 3);
        for bad in ["", "from", "from=", "payer=x", "from=a,from=b"] {
            assert!(bad.parse::<ColumnNames>().is_err(), "{bad}");
        }
        assert!(
            "account=nodeid,balance=init_balance"
                .parse::<BalanceColumnNames>()
                .is_ok()
        );
        assert!("account=nodeid,time=t".parse::<BalanceColumnNames>().is_err());
    }
}
