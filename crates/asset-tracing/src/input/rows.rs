//! One piece of an input, line by line, into rows whose names are not numbered yet. Pieces are read side by side.

use crate::amount::{AmountFault, Scale};
use crate::ids;
use crate::input::fault::{LineFault, excerpt};
use crate::input::reading::{Layout, Reading, StatementAmount, StatementColumns, TransferColumns};
use crate::input::records::{Fields, LONGEST_LINE, record_end, trim_line_end};
use crate::instant::{Style, TimeKind};
use crate::names::{CURRENCY_MARK, plain_number};
use crate::transfers::Credit;

/// A name within a piece: a small whole number, or a place in the piece's text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Key {
    Plain(u32),
    Text { start: u32, length: u32 },
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum RowId {
    /// The number of the data line.
    Line,
    Number(u64),
    Text {
        start: u32,
        length: u32,
    },
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Data line and file line, from 0 at the start of the piece.
    pub(crate) row: u32,
    pub(crate) line: u32,
    pub(crate) id: RowId,
    pub(crate) time: (TimeKind, i64, Style),
    pub(crate) from: Key,
    pub(crate) to: Key,
    pub(crate) amount: i64,
    pub(crate) credit: Credit,
}

/// The balance that a statement shows after a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) own: Key,
    pub(crate) balance: i64,
    pub(crate) change: i64,
}

#[derive(Debug, Default)]
pub(crate) struct Piece {
    pub(crate) rows: Vec<Row>,
    pub(crate) text: Vec<u8>,
    pub(crate) faults: Vec<(u32, u32, LineFault)>,
    pub(crate) shown: Vec<Shown>,
    pub(crate) data_rows: u32,
    pub(crate) lines: u32,
    pub(crate) bytes: usize,
}

/// What a line is read with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parser<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) scale: Scale,
    /// The currency that needs no mark in names.
    pub(crate) currency: Option<&'a str>,
    pub(crate) lenient: bool,
}

impl Parser<'_> {
    /// Reads complete records; the last one may lack its newline. Without leniency it ends at the first fault.
    pub(crate) fn piece(&self, bytes: &[u8], quotes: bool) -> Piece {
        let mut piece = Piece {
            bytes: bytes.len(),
            ..Piece::default()
        };
        piece.rows.reserve(bytes.len() / 48);
        let doubtful = Doubt {
            zeros: memchr::memchr(0, bytes).is_some(),
            text: std::str::from_utf8(bytes).is_err(),
            quotes: quotes && memchr::memchr(b'"', bytes).is_some(),
        };
        let mut fields = Fields::default();
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = record_end(rest, self.reading.delimiter, quotes).unwrap_or(rest.len());
            let record = trim_line_end(&rest[..end]);
            if !record.trim_ascii().is_empty() {
                let result = self.record(record, doubtful, &mut fields, &mut piece);
                if let Err(fault) = result {
                    piece.faults.push((piece.row_number(), piece.lines, fault));
                    if !self.lenient {
                        return piece;
                    }
                }
                piece.data_rows += 1;
            }
            piece.lines += newlines(&rest[..end], quotes);
            rest = &rest[end..];
        }
        piece
    }

    fn record(&self, record: &[u8], doubt: Doubt, fields: &mut Fields, piece: &mut Piece) -> Result<(), LineFault> {
        if record.len() > LONGEST_LINE {
            return Err(LineFault::TooLong { limit: LONGEST_LINE });
        }
        if doubt.zeros && memchr::memchr(0, record).is_some() {
            return Err(LineFault::ZeroByte);
        }
        if doubt.text && std::str::from_utf8(record).is_err() {
            return Err(LineFault::NotUtf8);
        }
        if doubt.quotes {
            fields.split(record, self.reading.delimiter)?;
        } else {
            fields.split_plain(record, self.reading.delimiter);
        }
        let expected = self.reading.header.len();
        if fields.len() != expected {
            return Err(LineFault::Fields {
                found: fields.len(),
                expected,
            });
        }
        let line = Line {
            parser: self,
            fields,
            record,
        };
        // What a bad line already put into the piece's text is never referred to.
        match &self.reading.layout {
            Layout::Transfers(columns) => line.transfer(columns, piece),
            Layout::Statement(columns) => line.statement(columns, piece),
        }
    }
}

#[derive(Clone, Copy)]
struct Doubt {
    zeros: bool,
    text: bool,
    quotes: bool,
}

fn newlines(record: &[u8], quotes: bool) -> u32 {
    if quotes {
        u32::try_from(memchr::memchr_iter(b'\n', record).count()).unwrap_or(u32::MAX)
    } else {
        1
    }
}

impl Piece {
    fn row_number(&self) -> u32 {
        self.data_rows
    }

    pub(crate) fn text_of(&self, start: u32, length: u32) -> &[u8] {
        self.text
            .get(start as usize..(start as usize).saturating_add(length as usize))
            .unwrap_or_default()
    }

    fn keep(&mut self, parts: &[&[u8]]) -> (u32, u32) {
        let start = self.text.len();
        parts.iter().for_each(|part| self.text.extend_from_slice(part));
        // Pieces are cut far below 4 GiB.
        (
            u32::try_from(start).unwrap_or(u32::MAX),
            u32::try_from(self.text.len() - start).unwrap_or(0),
        )
    }
}

struct Line<'a> {
    parser: &'a Parser<'a>,
    fields: &'a Fields,
    record: &'a [u8],
}

impl Line<'_> {
    fn field(&self, column: usize) -> &[u8] {
        self.fields.get(self.record, column)
    }

    fn transfer(&self, columns: &TransferColumns, piece: &mut Piece) -> Result<(), LineFault> {
        let time = self.time(columns.time)?;
        let amount = self.amount(columns.amount, "amount")?;
        let currency = self.currency(columns.currency);
        let (credit, to_currency) = self.credit(columns, amount, currency)?;
        let from = self.account(self.field(columns.from), "from", currency, piece)?;
        let to = self.account(self.field(columns.to), "to", to_currency, piece)?;
        let id = self.id(columns.id, piece)?;
        let (row, line) = (piece.row_number(), piece.lines);
        piece.rows.push(Row {
            row,
            line,
            id,
            time,
            from,
            to,
            amount,
            credit,
        });
        Ok(())
    }

    fn credit<'c>(
        &'c self,
        columns: &TransferColumns,
        amount: i64,
        currency: Option<&'c [u8]>,
    ) -> Result<(Credit, Option<&'c [u8]>), LineFault> {
        let field = |column: Option<usize>| column.map(|place| self.field(place)).filter(|text| !text.is_empty());
        let to_currency = field(columns.to_currency).or(currency);
        let same = match (to_currency, currency.or(self.parser.currency.map(str::as_bytes))) {
            (Some(to), Some(own)) => to.eq_ignore_ascii_case(own),
            (None, _) => true,
            (Some(_), None) => false,
        };
        let Some(column) = columns.to_amount.filter(|place| !self.field(*place).is_empty()) else {
            return Ok((if same { Credit::Same } else { Credit::Unstated }, to_currency));
        };
        let credited = self.amount(column, "to_amount")?;
        let credit = if same && credited == amount {
            Credit::Same
        } else {
            Credit::Converted(credited)
        };
        Ok((credit, to_currency))
    }

    fn statement(&self, columns: &StatementColumns, piece: &mut Piece) -> Result<(), LineFault> {
        let time = self.time(columns.time)?;
        let change = self.change(columns.amount)?;
        let currency = self.currency(columns.currency);
        let named = columns
            .account
            .map(|place| self.field(place))
            .filter(|name| !name.is_empty());
        let own = self.account(named.unwrap_or(b"statement"), "account", currency, piece)?;
        let other = columns
            .counterparty
            .map(|place| self.field(place))
            .filter(|name| !name.is_empty());
        let other = self.account(other.unwrap_or(b"(not named)"), "counterparty", currency, piece)?;
        let id = self.id(columns.id, piece)?;
        if let Some(text) = columns
            .balance
            .map(|place| self.field(place))
            .filter(|text| !text.is_empty())
        {
            let parsed = self.parser.reading.numbers.parse_signed(text, self.parser.scale);
            let balance = parsed.map_err(|fault| amount_fault("balance", text, fault))?;
            piece.shown.push(Shown { own, balance, change });
        }
        let (from, to) = if change < 0 { (own, other) } else { (other, own) };
        let amount = change
            .checked_abs()
            .ok_or_else(|| amount_fault("amount", b"", AmountFault::TooLarge))?;
        let (row, line) = (piece.row_number(), piece.lines);
        piece.rows.push(Row {
            row,
            line,
            id,
            time,
            from,
            to,
            amount,
            credit: Credit::Same,
        });
        Ok(())
    }

    /// Minor units by which the statement's account changes.
    fn change(&self, amount: StatementAmount) -> Result<i64, LineFault> {
        let signed = |place: usize, column| {
            let text = self.field(place);
            let parsed = self.parser.reading.numbers.parse_signed(text, self.parser.scale);
            parsed.map_err(|fault| amount_fault(column, text, fault))
        };
        match amount {
            StatementAmount::Signed(place) => signed(place, "amount"),
            StatementAmount::Sides { debit, credit } => {
                let side = |place, column| {
                    if self.field(place).is_empty() {
                        Ok(0)
                    } else {
                        signed(place, column)
                    }
                };
                match (side(debit, "debit")?, side(credit, "credit")?) {
                    // Some banks write debits below zero.
                    (debit, 0) if debit != 0 => Ok(-debit.abs()),
                    (0, credit) if credit > 0 => Ok(credit),
                    _ => Err(LineFault::OneSide),
                }
            }
        }
    }

    fn time(&self, place: usize) -> Result<(TimeKind, i64, Style), LineFault> {
        let text = self.field(place);
        self.parser.reading.dates.parse(text).map_err(|fault| LineFault::Time {
            text: excerpt(text),
            fault,
        })
    }

    fn amount(&self, place: usize, column: &'static str) -> Result<i64, LineFault> {
        let text = self.field(place);
        let parsed = self.parser.reading.numbers.parse(text, self.parser.scale);
        parsed.map_err(|fault| amount_fault(column, text, fault))
    }

    fn currency(&self, column: Option<usize>) -> Option<&[u8]> {
        column.map(|place| self.field(place)).filter(|text| !text.is_empty())
    }

    fn account(
        &self,
        name: &[u8],
        column: &'static str,
        currency: Option<&[u8]>,
        piece: &mut Piece,
    ) -> Result<Key, LineFault> {
        if name.is_empty() {
            return Err(LineFault::Empty { column });
        }
        let own = currency.filter(|code| {
            !self
                .parser
                .currency
                .is_some_and(|usual| usual.as_bytes().eq_ignore_ascii_case(code))
        });
        if let (Some(value), None) = (plain_number(name), own) {
            return Ok(Key::Plain(value));
        }
        if has_control(name) {
            return Err(LineFault::Control { column });
        }
        let (start, length) = match own {
            None => piece.keep(&[name]),
            Some(code) if has_control(code) => {
                return Err(LineFault::Control { column: "currency" });
            }
            Some(code) => piece.keep(&[name, &[CURRENCY_MARK], &code.to_ascii_uppercase()]),
        };
        Ok(Key::Text { start, length })
    }

    fn id(&self, column: Option<usize>, piece: &mut Piece) -> Result<RowId, LineFault> {
        let Some(place) = column else {
            return Ok(RowId::Line);
        };
        let text = self.field(place);
        if let Some(number) = ids::number(text) {
            return Ok(RowId::Number(number));
        }
        if has_control(text) {
            return Err(LineFault::Control { column: "id" });
        }
        let (start, length) = piece.keep(&[text]);
        Ok(RowId::Text { start, length })
    }
}

fn has_control(name: &[u8]) -> bool {
    name.iter().any(u8::is_ascii_control)
}

fn amount_fault(column: &'static str, text: &[u8], fault: AmountFault) -> LineFault {
    LineFault::Amount {
        column,
        text: excerpt(text),
        fault,
    }
}
