//! Finding out how an input is to be read, from its first lines.

use crate::amount::Scale;
use crate::input::fault::{InputError, excerpt};
use crate::input::forms::{DateForm, NumberForm};
use crate::input::reading::{ColumnNames, Layout, Reading, StatementAmount, StatementColumns, TransferColumns};
use crate::input::records::{Fields, record_end, trim_line_end};
use crate::input::words::{Meaning, fold, words};

/// So much of an input is enough to guess from.
pub const HEAD: usize = 1 << 16;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Statements carry some lines about the bank before their header.
const HEADER_WITHIN: usize = 40;
const SAMPLES: usize = 200;

impl Reading {
    /// Finds out how to read an input that starts with `head` (its first [`HEAD`] bytes, or all of it).
    ///
    /// Named columns must exist. Columns of the plain names `id, time, from, to, amount, currency, to_amount, to_currency` need no
    /// guess; others are guessed by the words that banks use, and the file may then be an account's statement.
    ///
    /// # Errors
    /// No header, an unknown or repeated column, or none for time, payer, payee or amount.
    pub fn find(head: &[u8], names: &ColumnNames, scale: Scale) -> Result<Self, InputError> {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let lines = first_lines(head);
        let Some((first, _)) = lines.first() else {
            return Err(InputError::NoHeader);
        };
        let delimiter = delimiter_of(first);
        let header = header_fields(first, delimiter);
        let plain = plain_columns(&header, names);
        if let Some(columns) = plain.as_ref().ok().and_then(Known::transfers) {
            let sample = Sample::take(head, lines[0].1, delimiter, header.len());
            return Ok(reading(
                header,
                1,
                delimiter,
                Layout::Transfers(columns),
                &sample,
                scale,
                false,
            ));
        }
        for (number, (line, end)) in lines.iter().enumerate() {
            let delimiter = delimiter_of(line);
            let header = header_fields(line, delimiter);
            let Ok(named) = plain_columns(&header, names) else {
                continue;
            };
            let Some(layout) = guess_layout(&header, &named) else {
                continue;
            };
            let sample = Sample::take(head, *end, delimiter, header.len());
            return Ok(reading(
                header,
                number as u64 + 1,
                delimiter,
                layout,
                &sample,
                scale,
                true,
            ));
        }
        Err(missing(&header, &plain?))
    }
}

fn reading(
    header: Vec<String>,
    skipped_lines: u64,
    delimiter: u8,
    layout: Layout,
    sample: &Sample,
    scale: Scale,
    guessed: bool,
) -> Reading {
    let (time, amounts, currency) = match &layout {
        Layout::Transfers(columns) => (columns.time, vec![columns.amount], columns.currency),
        Layout::Statement(columns) => match columns.amount {
            StatementAmount::Signed(amount) => (columns.time, vec![amount], columns.currency),
            StatementAmount::Sides { debit, credit } => (columns.time, vec![debit, credit], columns.currency),
        },
    };
    let signed = matches!(layout, Layout::Statement(_));
    let numbers = number_form(&sample.columns(&amounts), scale, guessed, signed);
    let mut notes = Vec::new();
    let dates = date_form(&sample.columns(&[time]), &mut notes);
    let first_currency = currency.and_then(|column| sample.columns(&[column]).into_iter().next());
    let guessed = guessed || numbers != NumberForm::Plain || dates != DateForm::Standard;
    if let Layout::Statement(columns) = &layout {
        if columns.account.is_none() {
            notes.push("the statement's own account is called `statement`".to_owned());
        }
        if columns.counterparty.is_none() {
            notes.push("no column names the other side".to_owned());
        }
    }
    Reading {
        header,
        skipped_lines,
        delimiter,
        layout,
        numbers,
        dates,
        guessed,
        notes,
        first_currency,
    }
}

/// The first lines with the place where each ends.
fn first_lines(head: &[u8]) -> Vec<(&[u8], usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < head.len() && lines.len() < HEADER_WITHIN {
        let end = memchr::memchr(b'\n', &head[start..]).map_or(head.len(), |length| start + length + 1);
        lines.push((trim_line_end(&head[start..end]), end));
        start = end;
    }
    lines
}

fn delimiter_of(line: &[u8]) -> u8 {
    let count = |delimiter: &u8| {
        let mut fields = Fields::default();
        fields.split(line, *delimiter).map_or(0, |()| fields.len())
    };
    // The first of equals wins, so a line without any is parted by commas.
    DELIMITERS.iter().rev().copied().max_by_key(count).unwrap_or(b',')
}

fn header_fields(line: &[u8], delimiter: u8) -> Vec<String> {
    let mut fields = Fields::default();
    if fields.split(line, delimiter).is_err() {
        return Vec::new();
    }
    (0..fields.len())
        .map(|column| excerpt(fields.get(line, column)))
        .collect()
}

/// Columns that are known without a guess.
pub(crate) struct Known {
    found: Vec<(Meaning, usize)>,
}

impl Known {
    pub(crate) fn get(&self, meaning: Meaning) -> Option<usize> {
        self.found
            .iter()
            .find(|(known, _)| *known == meaning)
            .map(|(_, place)| *place)
    }

    fn uses(&self, place: usize) -> bool {
        self.found.iter().any(|(_, used)| *used == place)
    }

    fn transfers(&self) -> Option<TransferColumns> {
        Some(TransferColumns {
            id: self.get(Meaning::Id),
            time: self.get(Meaning::Time)?,
            from: self.get(Meaning::From)?,
            to: self.get(Meaning::To)?,
            amount: self.get(Meaning::Amount)?,
            currency: self.get(Meaning::Currency),
            to_amount: self.get(Meaning::ToAmount),
            to_currency: self.get(Meaning::ToCurrency),
        })
    }
}

/// The place of a column by its exact name, by its name in other case where that is the only one, or by its number.
pub(crate) fn place_of(header: &[String], name: &str) -> Result<Option<usize>, InputError> {
    let places = |same: &dyn Fn(&String) -> bool| -> Vec<usize> {
        header
            .iter()
            .enumerate()
            .filter(|(_, column)| same(column))
            .map(|(place, _)| place)
            .collect()
    };
    let mut found = places(&|column| column == name);
    if found.is_empty() {
        found = places(&|column| column.eq_ignore_ascii_case(name));
    }
    match found.as_slice() {
        [] => Ok(numbered(header, name)),
        [place] => Ok(Some(*place)),
        _ => Err(InputError::RepeatedColumn { name: name.to_owned() }),
    }
}

/// `#3` is the third column, for headers that name two columns alike.
fn numbered(header: &[String], name: &str) -> Option<usize> {
    let number: usize = name.strip_prefix('#')?.parse().ok()?;
    number.checked_sub(1).filter(|place| *place < header.len())
}

fn plain_columns(header: &[String], names: &ColumnNames) -> Result<Known, InputError> {
    let mut found = known(header, &names.named)?;
    let plain = [
        (Meaning::Id, "id"),
        (Meaning::Time, "time"),
        (Meaning::From, "from"),
        (Meaning::To, "to"),
        (Meaning::Amount, "amount"),
        (Meaning::Currency, "currency"),
        (Meaning::ToAmount, "to_amount"),
        (Meaning::ToCurrency, "to_currency"),
    ];
    for (meaning, name) in plain {
        if found.get(meaning).is_none()
            && let Some(place) = place_of(header, name)?
            && !found.uses(place)
        {
            found.found.push((meaning, place));
        }
    }
    Ok(found)
}

/// The places of named columns.
pub(crate) fn known(header: &[String], named: &[(Meaning, String)]) -> Result<Known, InputError> {
    let mut found = Vec::new();
    for (meaning, name) in named {
        let place = place_of(header, name)?.ok_or_else(|| InputError::UnknownColumn {
            name: name.clone(),
            header: header.join(", "),
        })?;
        found.push((*meaning, place));
    }
    Ok(Known { found })
}

/// The column for a meaning: the known one, or the one whose name stands earliest in the list of words.
pub(crate) fn guess_column(header: &[String], known: &Known, meaning: Meaning, taken: &[usize]) -> Option<usize> {
    known.get(meaning).or_else(|| {
        let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
        words(meaning).iter().find_map(|word| {
            folded
                .iter()
                .enumerate()
                .position(|(place, name)| name == word && !taken.contains(&place) && !known.uses(place))
        })
    })
}

fn guess_layout(header: &[String], known: &Known) -> Option<Layout> {
    let find = |meaning, taken: &[usize]| guess_column(header, known, meaning, taken);
    let time = find(Meaning::Time, &[])?;
    let id = find(Meaning::Id, &[time]);
    let currency = find(Meaning::Currency, &[]);
    let amount = find(Meaning::Amount, &[time]);
    if let (Some(from), Some(to), Some(amount)) = (find(Meaning::From, &[]), find(Meaning::To, &[]), amount) {
        let (to_amount, to_currency) = (find(Meaning::ToAmount, &[]), find(Meaning::ToCurrency, &[]));
        return Some(Layout::Transfers(TransferColumns {
            id,
            time,
            from,
            to,
            amount,
            currency,
            to_amount,
            to_currency,
        }));
    }
    let amount = match (find(Meaning::Debit, &[]), find(Meaning::Credit, &[])) {
        (Some(debit), Some(credit)) => StatementAmount::Sides { debit, credit },
        _ => StatementAmount::Signed(amount?),
    };
    let mut taken = vec![time];
    match amount {
        StatementAmount::Signed(place) => taken.push(place),
        StatementAmount::Sides { debit, credit } => taken.extend([debit, credit]),
    }
    let balance = find(Meaning::Balance, &taken);
    let account = find(Meaning::OwnAccount, &taken);
    taken.extend(account);
    let counterparty = find(Meaning::Counterparty, &taken);
    if counterparty.is_none() && balance.is_none() {
        return None;
    }
    Some(Layout::Statement(StatementColumns {
        id,
        time,
        account,
        counterparty,
        amount,
        currency,
        balance,
    }))
}

fn missing(header: &[String], known: &Known) -> InputError {
    let needed = [
        (Meaning::Time, "time"),
        (Meaning::From, "from"),
        (Meaning::To, "to"),
        (Meaning::Amount, "amount"),
    ];
    let missing: Vec<&str> = needed
        .iter()
        .filter(|(meaning, _)| guess_column(header, known, *meaning, &[]).is_none())
        .map(|(_, name)| *name)
        .collect();
    let example = missing
        .iter()
        .map(|name| format!("{name}=COLUMN"))
        .collect::<Vec<_>>()
        .join(",");
    InputError::MissingColumns {
        missing: missing.join(", "),
        header: header.join(", "),
        example,
    }
}

/// Some data lines, field by field.
struct Sample {
    rows: Vec<Vec<String>>,
}

impl Sample {
    fn take(head: &[u8], start: usize, delimiter: u8, width: usize) -> Self {
        let mut rest = head.get(start..).unwrap_or_default();
        let mut fields = Fields::default();
        let mut rows = Vec::new();
        while rows.len() < SAMPLES {
            let end = record_end(rest, delimiter, true);
            // A last line without its end may be cut off: it counts only where it is the only one.
            let Some(end) = end.or_else(|| (rows.is_empty() && !rest.is_empty()).then_some(rest.len())) else {
                break;
            };
            let record = trim_line_end(&rest[..end]);
            if fields.split(record, delimiter).is_ok() && fields.len() == width {
                let row = (0..width).map(|column| String::from_utf8_lossy(fields.get(record, column)).into_owned());
                rows.push(row.collect());
            }
            rest = &rest[end..];
        }
        Self { rows }
    }

    /// The fields of some columns that are not empty.
    fn columns(&self, columns: &[usize]) -> Vec<String> {
        let fields = self
            .rows
            .iter()
            .flat_map(|row| columns.iter().filter_map(|column| row.get(*column)));
        fields.filter(|field| !field.is_empty()).cloned().collect()
    }
}

/// Plain unless some amount is not plain and another form reads them all. A comma is taken for a decimal sign only where
/// some sample has one, and marks between thousands only where columns were guessed too: a strict file stays strict.
fn number_form(samples: &[String], scale: Scale, guessed: bool, signed: bool) -> NumberForm {
    let reads = |form: NumberForm| {
        samples.iter().all(|text| {
            let parsed = form.parse_signed(text.as_bytes(), scale);
            parsed.is_ok_and(|units| units >= 0 || signed)
        })
    };
    if reads(NumberForm::Plain) {
        return NumberForm::Plain;
    }
    if guessed && reads(NumberForm::Point) {
        return NumberForm::Point;
    }
    let has_comma = samples.iter().any(|text| text.contains(','));
    if has_comma && reads(NumberForm::Comma) {
        NumberForm::Comma
    } else {
        NumberForm::Plain
    }
}

fn date_form(samples: &[String], notes: &mut Vec<String>) -> DateForm {
    let reads = |form: DateForm| samples.iter().all(|text| form.parse(text.as_bytes()).is_ok());
    if samples.is_empty() || reads(DateForm::Standard) {
        return DateForm::Standard;
    }
    let fitting: Vec<DateForm> = [DateForm::YearFirst, DateForm::DayFirst, DateForm::MonthFirst]
        .into_iter()
        .filter(|form| reads(*form))
        .collect();
    if fitting.len() > 1 {
        notes.push("the dates also fit with the month first: check one".to_owned());
    }
    fitting.first().copied().unwrap_or(DateForm::Standard)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(head: &str) -> Result<Reading, InputError> {
        Reading::find(
            head.as_bytes(),
            &ColumnNames::default(),
            Scale::new(2).expect("two decimals"),
        )
    }

    #[test]
    fn plain_names_need_no_guess() {
        let reading = find("\u{feff}to,from,Time,amount\nb,a,1,5.00\n").expect("plain");
        assert!(!reading.guessed);
        assert_eq!(
            reading.to_string(),
            "read as transfers: time=`Time` from=`from` to=`to` amount=`amount`; fields parted by `,`; plain numbers with a decimal point; dates: whole numbers or RFC 3339"
        );
    }

    #[test]
    fn data_sets_and_statements_are_guessed() {
        let reading = find("sourceNodeId,targetNodeId,value,time\n1,2,3.4,1\n").expect("known words");
        assert!(reading.guessed && reading.to_string().contains("from=`sourceNodeId`"));
        let reading = find("Musterbank;;;\nKonto 1;;;\nBuchungstag;Beguenstigter/Zahlungspflichtiger;Betrag;Währung\n13.01.2026;QM Handel;-1.234,50;EUR\n02.01.2026;Miete;-5,00;EUR\n").expect("a statement");
        assert_eq!(
            (reading.delimiter, reading.skipped_lines, reading.numbers, reading.dates),
            (b';', 3, NumberForm::Comma, DateForm::DayFirst)
        );
        assert!(matches!(reading.layout, Layout::Statement(_)), "{reading}");
        let reading =
            find("Date\tDescription\tDebit\tCredit\tBalance\n01/02/2026\tRent\t5.00\t\t95.00\n").expect("a statement");
        assert!(reading.to_string().contains("month first"), "{reading}");
    }

    #[test]
    fn a_strict_file_stays_strict() {
        let with = |rows: &str| find(&format!("time,from,to,amount\n{rows}")).expect("plain").numbers;
        assert_eq!(with("1,a,b,1.234\n"), NumberForm::Plain);
        assert_eq!(with("1,a,b,\"1,234.50\"\n"), NumberForm::Plain);
        assert_eq!(with("1,a,b,\"1,50\"\n2,a,b,abc\n"), NumberForm::Plain);
        assert_eq!(with("1,a,b,\"1,50\"\n"), NumberForm::Comma);
        assert_eq!(with("1,a,b,-5\n"), NumberForm::Plain);
    }

    #[test]
    fn columns_with_the_same_name_are_told_by_their_number() {
        let names: ColumnNames = "time=Timestamp,from=#3,to=#5,amount=Paid".parse().expect("a list");
        let head = b"Timestamp,Bank,Account,Bank,Account,Paid\n2022/09/01 00:20,1,a,2,b,5.00\n";
        let reading = Reading::find(head, &names, Scale::new(2).expect("two decimals")).expect("all named");
        let Layout::Transfers(columns) = reading.layout else {
            panic!("transfers")
        };
        assert_eq!((columns.from, columns.to, reading.dates), (2, 4, DateForm::YearFirst));
        let beyond: ColumnNames = "from=#9".parse().expect("a list");
        assert!(Reading::find(head, &beyond, Scale::new(2).expect("two decimals")).is_err());
    }

    #[test]
    fn what_cannot_be_found_is_said() {
        assert_eq!(find("").expect_err("empty"), InputError::NoHeader);
        let missing = find("when,who,howmuch\n1,2,3\n").expect_err("no words");
        assert_eq!(missing.code(), "missing-columns");
        assert!(
            missing
                .to_string()
                .contains("time=COLUMN,from=COLUMN,to=COLUMN,amount=COLUMN"),
            "{missing}"
        );
        let named: ColumnNames = "from=nobody".parse().expect("a list");
        let scale = Scale::new(2).expect("two decimals");
        let unknown = Reading::find(b"time,from,to,amount\n", &named, scale).expect_err("no such column");
        assert_eq!(unknown.code(), "unknown-column");
        assert_eq!(
            find("time,time,from,to,amount\n").expect_err("twice").code(),
            "repeated-column"
        );
    }
}
