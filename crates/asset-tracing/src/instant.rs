//! Times as a file writes them: whole numbers, or dates with or without a time of day, kept so that they print as they came.

use thiserror::Error;

/// What kind of times a file has. The two are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeKind {
    /// Whole numbers of an unstated unit, kept as they are.
    Integer,
    /// RFC 3339 instants, kept as nanoseconds since 1970-01-01T00:00:00Z. A date without a time is its first
    /// instant, and a time without an offset is taken as UTC.
    Instant,
}

/// How one instant was written, so that it can be printed the same way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// The character between date and time; zero where there is only a date.
    separator: u8,
    seconds: bool,
    fraction_digits: u8,
    zone: Zone,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Zone {
    #[default]
    None,
    Letter(u8),
    Offset {
        minutes: i16,
        negative: bool,
    },
}

/// Why a text is not a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimeFault {
    /// Neither a whole number nor an RFC 3339 time.
    #[error("is neither a whole number nor an RFC 3339 time")]
    NotATime,
    /// The instant does not fit: nanoseconds in 64 bits reach from 1677 to 2262.
    #[error("lies outside the years 1677 to 2262")]
    OutOfRange,
    /// More than nine decimals of a second.
    #[error("has more than nine decimals of a second")]
    TooFine,
    /// An integer among instants, or an instant among integers.
    #[error("mixes whole-number times with RFC 3339 times")]
    Mixed,
}

const NANOS: i128 = 1_000_000_000;

/// Reads a time; a whole number wins.
///
/// # Errors
/// See [`TimeFault`].
pub fn parse_time(text: &[u8]) -> Result<(TimeKind, i64, Style), TimeFault> {
    let text = text.trim_ascii();
    if let Some(value) = parse_integer(text)? {
        return Ok((TimeKind::Integer, value, Style::default()));
    }
    let (value, style) = parse_instant(text)?;
    Ok((TimeKind::Instant, value, style))
}

fn parse_integer(text: &[u8]) -> Result<Option<i64>, TimeFault> {
    let digits = text
        .strip_prefix(b"-")
        .or_else(|| text.strip_prefix(b"+"))
        .unwrap_or(text);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Ok(None);
    }
    let text = std::str::from_utf8(text).map_err(|_| TimeFault::NotATime)?;
    text.parse().map(Some).map_err(|_| TimeFault::OutOfRange)
}

fn parse_instant(text: &[u8]) -> Result<(i64, Style), TimeFault> {
    let mut at = Cursor { rest: text };
    let year = at.digits(4)?;
    at.expect(b'-')?;
    let month = at.digits(2)?;
    at.expect(b'-')?;
    let day = at.digits(2)?;
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return Err(TimeFault::NotATime);
    }
    let mut style = Style::default();
    let mut seconds = days_from_civil(year, month, day) * 86_400;
    let mut nanos = 0;
    if let Some(separator) = at.next_in(b"Tt ") {
        style.separator = separator;
        seconds += at.time_of_day(&mut style, &mut nanos)?;
        style.zone = at.zone()?;
    }
    if !at.rest.is_empty() {
        return Err(TimeFault::NotATime);
    }
    if let Zone::Offset { minutes, .. } = style.zone {
        seconds -= i64::from(minutes) * 60;
    }
    let total = i128::from(seconds) * NANOS + i128::from(nanos);
    i64::try_from(total)
        .map(|value| (value, style))
        .map_err(|_| TimeFault::OutOfRange)
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    fn digits(&mut self, count: usize) -> Result<i64, TimeFault> {
        let (head, tail) = self.rest.split_at_checked(count).ok_or(TimeFault::NotATime)?;
        if !head.iter().all(u8::is_ascii_digit) {
            return Err(TimeFault::NotATime);
        }
        self.rest = tail;
        Ok(head.iter().fold(0, |value, byte| value * 10 + i64::from(byte - b'0')))
    }

    fn next_in(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, tail) = self.rest.split_first()?;
        if !allowed.contains(first) {
            return None;
        }
        self.rest = tail;
        Some(*first)
    }

    fn expect(&mut self, byte: u8) -> Result<(), TimeFault> {
        self.next_in(&[byte]).map(|_| ()).ok_or(TimeFault::NotATime)
    }

    fn time_of_day(&mut self, style: &mut Style, nanos: &mut i64) -> Result<i64, TimeFault> {
        let hour = self.digits(2)?;
        self.expect(b':')?;
        let minute = self.digits(2)?;
        let mut second = 0;
        if self.next_in(b":").is_some() {
            style.seconds = true;
            second = self.digits(2)?;
            if self.next_in(b".").is_some() {
                (*nanos, style.fraction_digits) = self.fraction()?;
            }
        }
        // A leap second counts as the second before it, as it does in POSIX time.
        if hour > 23 || minute > 59 || second > 60 {
            return Err(TimeFault::NotATime);
        }
        Ok(hour * 3600 + minute * 60 + second.min(59))
    }

    fn fraction(&mut self) -> Result<(i64, u8), TimeFault> {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(TimeFault::NotATime);
        }
        if count > 9 {
            return Err(TimeFault::TooFine);
        }
        let value = self.digits(count)?;
        let nanos = (count..9).fold(value, |value, _| value * 10);
        Ok((nanos, u8::try_from(count).unwrap_or(9)))
    }

    fn zone(&mut self) -> Result<Zone, TimeFault> {
        if let Some(letter) = self.next_in(b"Zz") {
            return Ok(Zone::Letter(letter));
        }
        let Some(sign) = self.next_in(b"+-") else {
            return Ok(Zone::None);
        };
        let hours = self.digits(2)?;
        self.expect(b':')?;
        let minutes = self.digits(2)?;
        if hours > 23 || minutes > 59 {
            return Err(TimeFault::NotATime);
        }
        let size = i16::try_from(hours * 60 + minutes).map_err(|_| TimeFault::NotATime)?;
        let negative = sign == b'-';
        Ok(Zone::Offset {
            minutes: if negative { -size } else { size },
            negative,
        })
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar, by counting years from March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn show_instant(value: i64, style: Style) -> String {
    let offset = match style.zone {
        Zone::Offset { minutes, .. } => i64::from(minutes) * 60,
        _ => 0,
    };
    let seconds = value.div_euclid(1_000_000_000) + offset;
    let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if style.separator == 0 {
        return text;
    }
    let clock = seconds.rem_euclid(86_400);
    text.push(char::from(style.separator));
    text.push_str(&format!("{:02}:{:02}", clock / 3600, clock / 60 % 60));
    if style.seconds {
        text.push_str(&format!(":{:02}", clock % 60));
    }
    if style.fraction_digits > 0 {
        let digits = format!("{:09}", value.rem_euclid(1_000_000_000));
        text.push('.');
        text.push_str(&digits[..usize::from(style.fraction_digits.min(9))]);
    }
    match style.zone {
        Zone::None => {}
        Zone::Letter(letter) => text.push(char::from(letter)),
        Zone::Offset { minutes, negative } => {
            let sign = if negative { '-' } else { '+' };
            text.push_str(&format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60));
        }
    }
    text
}

/// A time as it was written.
pub(crate) fn show_time((kind, value, style): (TimeKind, i64, Style)) -> String {
    match kind {
        TimeKind::Integer => value.to_string(),
        TimeKind::Instant => show_instant(value, style),
    }
}

/// The times of a file by position.
#[derive(Debug, Default)]
pub struct Times {
    kind: Option<TimeKind>,
    pub(crate) values: Vec<i64>,
    styles: Vec<Style>,
    /// The style of each time, kept only when there are several.
    of: Vec<u16>,
}

impl Times {
    /// Whole numbers or instants; none while there is no transfer.
    #[must_use]
    pub fn kind(&self) -> Option<TimeKind> {
        self.kind
    }

    /// The times in order: whole numbers as they are, instants as nanoseconds since 1970.
    #[must_use]
    pub fn values(&self) -> &[i64] {
        &self.values
    }

    pub(crate) fn push(&mut self, kind: TimeKind, value: i64, style: Style) -> Result<(), TimeFault> {
        if *self.kind.get_or_insert(kind) != kind {
            return Err(TimeFault::Mixed);
        }
        if kind == TimeKind::Instant && self.styles.last() != Some(&style) {
            let place = self.style_number(style);
            if self.styles.len() > 1 && self.of.is_empty() {
                self.of = vec![0; self.values.len()];
            }
            self.push_style(place);
        } else {
            self.push_style(self.styles.len().saturating_sub(1));
        }
        self.values.push(value);
        Ok(())
    }

    /// A file with more spellings than the limit is printed with its first one: the same instant, written otherwise.
    fn style_number(&mut self, style: Style) -> usize {
        const LIMIT: usize = 1024;
        match self.styles.iter().position(|known| *known == style) {
            Some(place) => place,
            None if self.styles.len() < LIMIT => {
                self.styles.push(style);
                self.styles.len() - 1
            }
            None => 0,
        }
    }

    fn push_style(&mut self, place: usize) {
        if self.styles.len() > 1 {
            self.of.push(u16::try_from(place).unwrap_or(0));
        }
    }

    pub(crate) fn reorder(&mut self, order: &[u32]) {
        self.values = order.iter().map(|place| self.values[*place as usize]).collect();
        if !self.of.is_empty() {
            self.of = order.iter().map(|place| self.of[*place as usize]).collect();
        }
    }

    /// The time at a position as the file wrote it.
    #[must_use]
    pub fn show(&self, position: usize) -> String {
        let Some(value) = self.values.get(position) else {
            return String::new();
        };
        if self.kind == Some(TimeKind::Integer) {
            return value.to_string();
        }
        let style = self.of.get(position).copied().unwrap_or(0);
        show_instant(*value, self.styles.get(usize::from(style)).copied().unwrap_or_default())
    }

    /// Reads a time that a person gave, in the kind of this file.
    ///
    /// # Errors
    /// [`TimeFault::Mixed`] where the file has the other kind, or the text's own fault.
    pub fn parse(&self, text: &str) -> Result<i64, TimeFault> {
        let (kind, value, _) = parse_time(text.as_bytes())?;
        match self.kind {
            Some(own) if own != kind => Err(TimeFault::Mixed),
            _ => Ok(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(texts: &[&str]) -> Result<Times, TimeFault> {
        let mut times = Times::default();
        for text in texts {
            let (kind, value, style) = parse_time(text.as_bytes())?;
            times.push(kind, value, style)?;
        }
        Ok(times)
    }

    #[test]
    fn times_print_as_they_came() {
        let texts = [
            "2026-02-28T23:59:59Z",
            "2026-02-28T23:59:59.120Z",
            "2024-02-29t00:00:00.000000001+05:30",
            "1969-12-31 23:59:59-00:30",
            "2026-11-23",
            "2026-11-23T10:20",
            "2026-02-28T23:59:59Z",
            "2026-01-01T00:00:00-00:00",
        ];
        let times = times(&texts).expect("all are times");
        for (position, text) in texts.iter().enumerate() {
            assert_eq!(times.show(position), *text);
        }
    }

    #[test]
    fn instants_agree_with_another_calendar() {
        for text in [
            "2000-03-01T00:00:00Z",
            "1900-02-28T12:34:56.789Z",
            "2262-04-11T23:47:16Z",
            "1677-09-22T00:00:00+14:00",
        ] {
            let (_, value, _) = parse_time(text.as_bytes()).expect("a time");
            let other: jiff::Timestamp = text.parse().expect("a time");
            assert_eq!(i128::from(value), other.as_nanosecond(), "{text}");
        }
    }

    #[test]
    fn bad_times_are_refused_with_the_reason() {
        for (text, fault) in [
            ("", TimeFault::NotATime),
            ("yesterday", TimeFault::NotATime),
            ("2025-02-29", TimeFault::NotATime),
            ("2026-13-01", TimeFault::NotATime),
            ("2026-01-01T24:00:00Z", TimeFault::NotATime),
            ("2026-01-01T10:00:00+24:00", TimeFault::NotATime),
            ("2026-01-01T10:00:00.Z", TimeFault::NotATime),
            ("2026-01-01Z", TimeFault::NotATime),
            ("9999-12-31T00:00:00Z", TimeFault::OutOfRange),
            ("9223372036854775808", TimeFault::OutOfRange),
            ("2026-01-01T00:00:00.1234567890Z", TimeFault::TooFine),
            ("\u{661}", TimeFault::NotATime),
        ] {
            assert_eq!(parse_time(text.as_bytes()).expect_err(text), fault, "{text}");
        }
        assert_eq!(times(&["1", "2026-01-01"]).expect_err("mixed"), TimeFault::Mixed);
        assert_eq!(times(&["7"]).expect("one").parse("2026-01-01"), Err(TimeFault::Mixed));
        assert_eq!(times(&["7"]).expect("one").parse("-3"), Ok(-3));
    }
}
