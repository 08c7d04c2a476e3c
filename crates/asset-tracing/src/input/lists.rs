//! Short lists that a person writes: claims, and accounts at which to stop.

use crate::amount::{AmountFault, Scale};
use crate::input::fault::{InputError, LineFault, excerpt};
use crate::input::records::{Fields, record_end, trim_line_end};
use crate::input::words::fold;

/// Claims as given: a transfer's id, and how much of it unless all.
pub type WantedClaim = (String, Option<i64>);

/// Reads `ID` or `ID=AMOUNT`. The amount follows the last `=`, so an id may hold others when it is given with an amount; an id
/// that itself holds `=` and is claimed in full is recognised by `exists`.
///
/// # Errors
/// An amount that cannot be read at the scale.
pub fn parse_claim(text: &str, scale: Scale, exists: impl Fn(&str) -> bool) -> Result<WantedClaim, AmountFault> {
    match text.rsplit_once('=') {
        Some((id, amount)) if !exists(text) => Ok((id.trim().to_owned(), Some(scale.parse(amount.as_bytes())?))),
        _ => Ok((text.trim().to_owned(), None)),
    }
}

/// Reads a list of claims: one a line, `id` or `id,amount`; a first line whose first word is a column name is a header.
///
/// # Errors
/// A line that cannot be read, with its number.
pub fn claims(bytes: &[u8], scale: Scale) -> Result<Vec<WantedClaim>, InputError> {
    let mut claims = Vec::new();
    for line in lines(bytes, &["id", "transfer", "transferid", "transactionid", "claim"]) {
        let Line { number, row, fields } = line?;
        let bad = |fault| InputError::BadLine {
            line: number,
            row,
            fault,
        };
        let id = fields
            .first()
            .filter(|id| !id.is_empty())
            .ok_or_else(|| bad(LineFault::Empty { column: "id" }))?;
        let amount = match fields.get(1).filter(|text| !text.is_empty()) {
            None => parse_claim(id, scale, |_| false),
            Some(text) => scale.parse(text.as_bytes()).map(|amount| (id.clone(), Some(amount))),
        };
        let text = fields.get(1).unwrap_or(id).as_bytes();
        claims.push(amount.map_err(|fault| {
            bad(LineFault::Amount {
                column: "amount",
                text: excerpt(text),
                fault,
            })
        })?);
    }
    Ok(claims)
}

/// Reads a list of accounts, one a line; further columns (a reason) are for the reader. A header line `account` is left out.
///
/// # Errors
/// A line that cannot be read, with its number.
pub fn accounts(bytes: &[u8]) -> Result<Vec<String>, InputError> {
    let mut accounts = Vec::new();
    for line in lines(bytes, &["account", "accountid", "accountnumber", "iban", "stop"]) {
        let Line { number, row, fields } = line?;
        match fields.into_iter().next().filter(|name| !name.is_empty()) {
            Some(name) => accounts.push(name),
            None => {
                let fault = LineFault::Empty { column: "account" };
                return Err(InputError::BadLine {
                    line: number,
                    row,
                    fault,
                });
            }
        }
    }
    Ok(accounts)
}

struct Line {
    number: u64,
    row: u64,
    fields: Vec<String>,
}

/// The lines of a list with their fields, a header left out.
fn lines<'a>(bytes: &'a [u8], header: &'a [&str]) -> impl Iterator<Item = Result<Line, InputError>> + 'a {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (mut number, mut row) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let end = record_end(rest, b',', true).unwrap_or(rest.len());
            let (record, later) = rest.split_at(end);
            rest = later;
            let line = number + 1;
            number += memchr::memchr_iter(b'\n', record).count().max(1) as u64;
            let record = trim_line_end(record);
            if record.trim_ascii().is_empty() {
                continue;
            }
            row += 1;
            match split(record) {
                Ok(fields)
                    if line == 1
                        && fields
                            .first()
                            .is_some_and(|first| header.contains(&fold(first).as_str())) =>
                {
                    row -= 1;
                }
                Ok(fields) => {
                    return Some(Ok(Line {
                        number: line,
                        row,
                        fields,
                    }));
                }
                Err(fault) => return Some(Err(InputError::BadLine { line, row, fault })),
            }
        }
    })
}

fn split(record: &[u8]) -> Result<Vec<String>, LineFault> {
    if memchr::memchr(0, record).is_some() {
        return Err(LineFault::ZeroByte);
    }
    let mut fields = Fields::default();
    fields.split(record, b',')?;
    (0..fields.len())
        .map(|column| String::from_utf8(fields.get(record, column).to_vec()).map_err(|_| LineFault::NotUtf8))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> Scale {
        Scale::new(2).expect("two decimals")
    }

    #[test]
    fn a_claim_is_an_id_with_or_without_an_amount() {
        let parse = |text| parse_claim(text, scale(), |id| id == "a=b");
        assert_eq!(parse("7"), Ok(("7".into(), None)));
        assert_eq!(parse("7=12.5"), Ok(("7".into(), Some(1250))));
        assert_eq!(parse("a=b"), Ok(("a=b".into(), None)));
        assert_eq!(parse("a=b=1"), Ok(("a=b".into(), Some(100))));
        assert_eq!(parse("7=x"), Err(AmountFault::NotANumber));
        assert_eq!(parse("7=-1"), Err(AmountFault::Negative));
    }

    #[test]
    fn lists_come_with_and_without_a_header() {
        let expected = vec![("4".to_owned(), Some(100)), ("x,y".to_owned(), None)];
        assert_eq!(
            claims(b"id,amount\n4,1.00\n\n\"x,y\",\n", scale()),
            Ok(expected.clone())
        );
        assert_eq!(claims(b"4=1\r\n\"x,y\"", scale()), Ok(expected));
        assert_eq!(
            accounts(b"account,reason\nQM-EXCHANGE,exchange\n7\n"),
            Ok(vec!["QM-EXCHANGE".into(), "7".into()])
        );
    }

    #[test]
    fn a_bad_line_of_a_list_is_named() {
        for (bytes, line) in [
            (&b"id\n4,1.234\n"[..], 2),
            (b"4\n,5\n", 2),
            (b"4\n5\n\x00\n", 3),
            (b"\"4\n", 1),
            (b"\xff\n", 1),
        ] {
            let error = claims(bytes, scale()).expect_err("bad");
            assert!(
                matches!(error, InputError::BadLine { line: found, .. } if found == line),
                "{error}"
            );
        }
        assert!(accounts(b"account\n,x\n").is_err());
    }
}
