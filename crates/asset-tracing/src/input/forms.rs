//! How a file writes numbers and dates.

use crate::amount::{AmountFault, Scale};
use crate::instant::{Style, TimeFault, TimeKind, parse_time};

/// How amounts are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberForm {
    /// `1234.56`, nothing else.
    #[default]
    Plain,
    /// A decimal point; commas, blanks or apostrophes between thousands; signs and brackets as statements have them.
    Point,
    /// A decimal comma; points, blanks or apostrophes between thousands.
    Comma,
}

/// How dates are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateForm {
    /// A whole number or RFC 3339.
    #[default]
    Standard,
    /// Year, month, day.
    YearFirst,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

impl NumberForm {
    /// In words, for the reader who checks a guess.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Plain => "plain numbers with a decimal point",
            Self::Point => "decimal point, with marks between thousands",
            Self::Comma => "decimal comma",
        }
    }

    /// Reads an amount that may have a sign: minor units, below zero for a debit.
    pub(crate) fn parse_signed(self, text: &[u8], scale: Scale) -> Result<i64, AmountFault> {
        let mut plain = Vec::with_capacity(text.len());
        let mut negative = false;
        let text = std::str::from_utf8(text).map_err(|_| AmountFault::NotANumber)?.trim();
        let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        negative |= inner.is_some();
        let characters: Vec<char> = inner.unwrap_or(text).chars().collect();
        for (place, character) in characters.iter().enumerate() {
            match (self, *character) {
                (_, digit @ '0'..='9') => plain.push(digit as u8),
                (_, '-' | '\u{2212}') if place == 0 || place + 1 == characters.len() => negative ^= true,
                (_, '+') if place == 0 || place + 1 == characters.len() => {}
                (Self::Plain | Self::Point, '.') | (Self::Comma, ',') => plain.push(b'.'),
                (Self::Point, ',' | '\'' | '\u{2019}' | ' ' | '\u{a0}' | '\u{202f}')
                | (Self::Comma, '.' | '\'' | '\u{2019}' | ' ' | '\u{a0}' | '\u{202f}')
                    if is_thousands_mark(&characters, place) => {}
                _ => return Err(AmountFault::NotANumber),
            }
        }
        let units = scale.parse(&plain)?;
        Ok(if negative { -units } else { units })
    }

    /// Reads an amount that must not be negative.
    pub(crate) fn parse(self, text: &[u8], scale: Scale) -> Result<i64, AmountFault> {
        if self == Self::Plain {
            return scale.parse(text);
        }
        let units = self.parse_signed(text, scale)?;
        if units < 0 {
            Err(AmountFault::Negative)
        } else {
            Ok(units)
        }
    }
}

/// A mark between thousands has a digit before it and exactly three after it, up to the next mark or the end.
fn is_thousands_mark(characters: &[char], place: usize) -> bool {
    let digits = characters[place + 1..]
        .iter()
        .take_while(|next| next.is_ascii_digit())
        .count();
    place > 0 && characters[place - 1].is_ascii_digit() && digits == 3
}

impl DateForm {
    /// In words, for the reader who checks a guess.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Standard => "whole numbers or RFC 3339",
            Self::YearFirst => "year, month, day",
            Self::DayFirst => "day, month, year",
            Self::MonthFirst => "month, day, year",
        }
    }

    pub(crate) fn parse(self, text: &[u8]) -> Result<(TimeKind, i64, Style), TimeFault> {
        if self == Self::Standard {
            return parse_time(text);
        }
        let text = std::str::from_utf8(text).map_err(|_| TimeFault::NotATime)?.trim();
        let (date, clock) = match text.split_once([' ', 'T']) {
            Some((date, clock)) => (date, clock.trim()),
            None => (text, ""),
        };
        let standard = if clock.is_empty() {
            self.standard_date(date)?
        } else {
            format!("{}T{clock}", self.standard_date(date)?)
        };
        parse_time(standard.as_bytes())
    }

    fn standard_date(self, date: &str) -> Result<String, TimeFault> {
        let date = date.trim_end_matches('.');
        let parts: Vec<&str> = date.split(['.', '/', '-']).map(str::trim).collect();
        let [one, two, three] = parts.as_slice() else {
            return Err(TimeFault::NotATime);
        };
        let (year, month, day) = match self {
            Self::Standard | Self::YearFirst => (one, two, three),
            Self::DayFirst => (three, two, one),
            Self::MonthFirst => (three, one, two),
        };
        let digits = |part: &str, lengths: &[usize]| {
            lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(year, &[2, 4])
            || !digits(month, &[1, 2])
            || !digits(day, &[1, 2])
            || (self == Self::YearFirst && year.len() != 4)
        {
            return Err(TimeFault::NotATime);
        }
        // Two digits of a year: 70 to 99 are of the last century, as POSIX has it (there from 69).
        let century = match year.len() {
            2 if *year >= "70" => "19",
            2 => "20",
            _ => "",
        };
        Ok(format!("{century}{year}-{month:0>2}-{day:0>2}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_three_forms() {
        let scale = Scale::new(2).expect("two decimals");
        for (form, text, units) in [
            (NumberForm::Comma, "1.234,56", 123_456),
            (NumberForm::Comma, "-1 234,5", -123_450),
            (NumberForm::Comma, "12,00-", -1_200),
            (NumberForm::Comma, "1\u{202f}234\u{202f}567,00", 123_456_700),
            (NumberForm::Point, "1,234.56", 123_456),
            (NumberForm::Point, "(1'000.00)", -100_000),
            (NumberForm::Point, "\u{2212}7", -700),
            (NumberForm::Plain, "-7.5", -750),
        ] {
            assert_eq!(form.parse_signed(text.as_bytes(), scale), Ok(units), "{text}");
        }
        for (form, text) in [
            (NumberForm::Comma, "1.23"),
            (NumberForm::Comma, "1,2,3"),
            (NumberForm::Point, "1,23.0"),
            (NumberForm::Point, "12-3"),
            (NumberForm::Plain, "1,234"),
            (NumberForm::Point, "EUR 5"),
        ] {
            assert_eq!(
                form.parse_signed(text.as_bytes(), scale),
                Err(AmountFault::NotANumber),
                "{text}"
            );
        }
        assert_eq!(NumberForm::Comma.parse(b"-1,00", scale), Err(AmountFault::Negative));
    }

    #[test]
    fn dates_in_four_forms() {
        let standard = |text: &str| DateForm::Standard.parse(text.as_bytes()).map(|(_, value, _)| value);
        for (form, text, same) in [
            (DateForm::DayFirst, "23.11.2026", "2026-11-23"),
            (DateForm::DayFirst, "3/1/26", "2026-01-03"),
            (DateForm::DayFirst, "31-12-99 23:59", "1999-12-31T23:59"),
            (DateForm::MonthFirst, "11/23/2026", "2026-11-23"),
            (DateForm::YearFirst, "2022/09/01 00:20", "2022-09-01T00:20"),
        ] {
            assert_eq!(
                form.parse(text.as_bytes()).map(|(_, value, _)| value),
                standard(same),
                "{text}"
            );
        }
        for (form, text) in [
            (DateForm::DayFirst, "11/23/2026"),
            (DateForm::YearFirst, "26/09/01"),
            (DateForm::DayFirst, "1.2"),
            (DateForm::MonthFirst, ""),
        ] {
            assert_eq!(form.parse(text.as_bytes()), Err(TimeFault::NotATime), "{text}");
        }
    }
}
