//! What accounts held before the first transfer.

use std::collections::HashSet;

use crate::input::fault::{InputError, LineFault, excerpt};
use crate::input::forms::NumberForm;
use crate::input::guess::{guess_column, known};
use crate::input::load::SetAside;
use crate::input::reading::BalanceColumnNames;
use crate::input::records::{Fields, LONGEST_LINE, record_end, trim_line_end};
use crate::input::words::Meaning;
use crate::names::AccountNumber;
use crate::transfers::Transfers;

/// What came of a list of balances.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balances {
    /// Which column was taken for the account, which for the balance.
    pub columns: (String, String),
    /// Whether the columns were guessed.
    pub guessed: bool,
    /// Accounts of the list that no transfer names.
    pub unknown: u64,
    /// Lines set aside in a lenient reading.
    pub set_aside: Vec<SetAside>,
}

/// Sets the opening balances of accounts from a table with a header. Accounts that no transfer names are counted and left out.
///
/// # Errors
/// Missing columns, and a bad line unless lenient: a balance that is not an amount or below zero, an account named twice.
pub fn load(
    bytes: &[u8],
    names: &BalanceColumnNames,
    transfers: &mut Transfers,
    currency: Option<&str>,
    lenient: bool,
) -> Result<Balances, InputError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = record_end(bytes, b',', false).unwrap_or(bytes.len());
    let first = trim_line_end(&bytes[..end]);
    if first.trim_ascii().is_empty() {
        return Err(InputError::NoHeader);
    }
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|byte| memchr::memchr_iter(*byte, first).count());
    let table = Table::find(first, delimiter.unwrap_or(b','), names)?;
    let mut balances = Balances {
        columns: table.columns.clone(),
        guessed: table.guessed,
        ..Balances::default()
    };
    let mut seen = HashSet::new();
    let mut rest = &bytes[end..];
    let (mut line, mut row) = (1, 0);
    while !rest.is_empty() {
        let end = record_end(rest, table.delimiter, true).unwrap_or(rest.len());
        let record = trim_line_end(&rest[..end]);
        if !record.trim_ascii().is_empty() {
            row += 1;
            match table.line(record, transfers, currency, &mut seen) {
                Ok(true) => {}
                Ok(false) => balances.unknown += 1,
                Err(Problem::Whole(error)) => return Err(error),
                Err(Problem::Line(fault)) if lenient => balances.set_aside.push(SetAside {
                    line: line + 1,
                    row,
                    fault,
                }),
                Err(Problem::Line(fault)) => {
                    return Err(InputError::BadLine {
                        line: line + 1,
                        row,
                        fault,
                    });
                }
            }
        }
        line += memchr::memchr_iter(b'\n', &rest[..end]).count() as u64;
        rest = &rest[end..];
    }
    Ok(balances)
}

enum Problem {
    Line(LineFault),
    Whole(InputError),
}

impl From<LineFault> for Problem {
    fn from(fault: LineFault) -> Self {
        Self::Line(fault)
    }
}

struct Table {
    delimiter: u8,
    width: usize,
    account: usize,
    balance: usize,
    currency: Option<usize>,
    columns: (String, String),
    guessed: bool,
}

impl Table {
    fn find(first: &[u8], delimiter: u8, names: &BalanceColumnNames) -> Result<Self, InputError> {
        let mut fields = Fields::default();
        fields.split(first, delimiter).map_err(|_| InputError::NoHeader)?;
        let header: Vec<String> = (0..fields.len())
            .map(|column| excerpt(fields.get(first, column)))
            .collect();
        let stated = known(&header, &names.named)?;
        let find = |meaning, name: &str| {
            guess_column(&header, &stated, meaning, &[]).ok_or_else(|| InputError::MissingColumns {
                missing: name.to_owned(),
                header: header.join(", "),
                example: format!("--balance-columns {name}=COLUMN"),
            })
        };
        let account = find(Meaning::OwnAccount, "account")?;
        let balance = find(Meaning::Balance, "balance")?;
        let columns = (header[account].clone(), header[balance].clone());
        let is_plain = columns.0.eq_ignore_ascii_case("account") && columns.1.eq_ignore_ascii_case("balance");
        let currency = guess_column(&header, &stated, Meaning::Currency, &[account, balance]);
        Ok(Self {
            delimiter,
            width: header.len(),
            account,
            balance,
            currency,
            columns,
            guessed: names.named.is_empty() && !is_plain,
        })
    }

    /// Whether any transfer names the account.
    fn line(
        &self,
        record: &[u8],
        transfers: &mut Transfers,
        currency: Option<&str>,
        seen: &mut HashSet<AccountNumber>,
    ) -> Result<bool, Problem> {
        if record.len() > LONGEST_LINE {
            return Err(LineFault::TooLong { limit: LONGEST_LINE }.into());
        }
        if memchr::memchr(0, record).is_some() {
            return Err(LineFault::ZeroByte.into());
        }
        let mut fields = Fields::default();
        fields.split(record, self.delimiter)?;
        if fields.len() != self.width {
            return Err(LineFault::Fields {
                found: fields.len(),
                expected: self.width,
            }
            .into());
        }
        let name = std::str::from_utf8(fields.get(record, self.account)).map_err(|_| LineFault::NotUtf8)?;
        if name.is_empty() {
            return Err(LineFault::Empty { column: "account" }.into());
        }
        let text = fields.get(record, self.balance);
        let fault = |fault| LineFault::Amount {
            column: "balance",
            text: excerpt(text),
            fault,
        };
        let balance = NumberForm::Plain.parse(text, transfers.scale()).map_err(fault)?;
        let stated = self
            .currency
            .map(|column| String::from_utf8_lossy(fields.get(record, column)).into_owned());
        let stated = stated.filter(|code| !code.is_empty());
        let Some(account) = pocket(transfers, name, stated.as_deref().or(currency)).map_err(Problem::Whole)? else {
            return Ok(false);
        };
        if !seen.insert(account) {
            return Err(LineFault::Repeated {
                account: name.to_owned(),
            }
            .into());
        }
        transfers.set_opening_balance(account, balance);
        Ok(true)
    }
}

/// The account of this name, in the currency where one is stated; none where no transfer names it.
fn pocket(transfers: &Transfers, name: &str, currency: Option<&str>) -> Result<Option<AccountNumber>, InputError> {
    let pockets = transfers.names().pockets(name);
    let stated = |account: &AccountNumber| match (transfers.currency(*account), currency) {
        (Some(own), Some(wanted)) => own.eq_ignore_ascii_case(wanted),
        _ => true,
    };
    let mut fitting = pockets.iter().copied().filter(stated);
    match (fitting.next(), fitting.next(), pockets.as_slice()) {
        (Some(account), None, _) => Ok(Some(account)),
        (Some(_), Some(_), _) => Err(InputError::BalanceCurrency {
            account: name.to_owned(),
        }),
        (None, _, _) => Ok(None),
    }
}
