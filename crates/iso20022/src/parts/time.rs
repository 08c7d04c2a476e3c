//! Dates and times, kept as the message writes them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use serde::{Serialize, Serializer};

/// A date as a message writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MessageDate(String);

impl MessageDate {
    /// A date from its text; nothing is checked until it is written.
    #[must_use]
    pub fn new(written: impl Into<String>) -> Self {
        Self(written.into())
    }

    /// The date as the message writes it, such as `2026-11-23`. XML Schema allows an offset behind it.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.0
    }

    /// The calendar day, without any offset.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        split_zone(&self.0, 10).and_then(|(day, _)| parse_day(day))
    }
}

impl From<Date> for MessageDate {
    fn from(date: Date) -> Self {
        Self(date.to_string())
    }
}

impl Serialize for MessageDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A date and time as a message writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MessageTime(String);

impl MessageTime {
    /// A time from its text; nothing is checked until it is written.
    #[must_use]
    pub fn new(written: impl Into<String>) -> Self {
        Self(written.into())
    }

    /// An instant, written in UTC with the offset `+00:00` that cross-border payments demand, to the millisecond.
    #[must_use]
    pub fn from_instant(instant: Timestamp) -> Self {
        let local = Offset::UTC.to_datetime(instant);
        let whole = local.strftime("%Y-%m-%dT%H:%M:%S");
        let milliseconds = local.subsec_nanosecond() / 1_000_000;
        Self(if milliseconds > 0 {
            format!("{whole}.{milliseconds:03}+00:00")
        } else {
            format!("{whole}+00:00")
        })
    }

    /// The time as the message writes it, such as `2022-10-20T15:55:00+02:00`.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.0
    }

    /// The instant; `None` if the message gives no offset, because then the place of the clock is not known.
    #[must_use]
    pub fn instant(&self) -> Option<Timestamp> {
        let (local, zone) = split_date_time(&self.0)?;
        parse_zone(zone?)?.to_timestamp(local).ok()
    }

    /// The clock face that the message shows, without its offset.
    #[must_use]
    pub fn local(&self) -> Option<DateTime> {
        split_date_time(&self.0).map(|(local, _)| local)
    }
}

impl Serialize for MessageTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// `xs:date`: a day, with or without an offset.
pub(crate) fn is_date(text: &str) -> bool {
    split_zone(text, 10)
        .is_some_and(|(day, zone)| parse_day(day).is_some() && zone.is_none_or(|zone| parse_zone(zone).is_some()))
}

/// `xs:dateTime`: day, `T`, time, with or without an offset.
pub(crate) fn is_date_time(text: &str) -> bool {
    split_date_time(text).is_some_and(|(_, zone)| zone.is_none_or(|zone| parse_zone(zone).is_some()))
}

/// `xs:time`: a time, with or without an offset.
pub(crate) fn is_time(text: &str) -> bool {
    split_zone(text, 8)
        .is_some_and(|(time, zone)| parse_time(time).is_some() && zone.is_none_or(|zone| parse_zone(zone).is_some()))
}

fn split_date_time(text: &str) -> Option<(DateTime, Option<&str>)> {
    let (day, rest) = text.split_once('T')?;
    let (time, zone) = split_zone(rest, 8)?;
    let (time, days) = parse_time(time)?;
    let mut day = parse_day(day)?;
    if days > 0 {
        day = day.tomorrow().ok()?;
    }
    Some((day.to_datetime(time), zone))
}

/// Cuts an offset (`Z`, `+02:00`) off the end; nothing before `from` belongs to it.
fn split_zone(text: &str, from: usize) -> Option<(&str, Option<&str>)> {
    let tail = text.get(from..)?;
    match tail.find(['Z', '+', '-']) {
        Some(place) => Some((text.get(..from + place)?, Some(tail.get(place..)?))),
        None => Some((text, None)),
    }
}

/// `YYYY-MM-DD`. Years before 1 or after 9999 are not dates of payments.
fn parse_day(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *<&[u8; 10]>::try_from(text.as_bytes()).ok()? else {
        return None;
    };
    let year = number(&[y1, y2, y3, y4])?;
    if year == 0 {
        return None;
    }
    Date::new(
        year,
        i8::try_from(number(&[m1, m2])?).ok()?,
        i8::try_from(number(&[d1, d2])?).ok()?,
    )
    .ok()
}

/// `HH:MM:SS` with or without a fraction; `24:00:00` is the start of the next day and gives one day over.
fn parse_time(text: &str) -> Option<(Time, u8)> {
    let (clock, fraction) = text
        .split_once('.')
        .map_or((text, None), |(clock, fraction)| (clock, Some(fraction)));
    let [h1, h2, b':', m1, m2, b':', s1, s2] = *<&[u8; 8]>::try_from(clock.as_bytes()).ok()? else {
        return None;
    };
    let pair = |a, b| number(&[a, b]).and_then(|value| i8::try_from(value).ok());
    let nanoseconds = fraction.map_or(Some(0), nanoseconds)?;
    let (hour, minute, second) = (pair(h1, h2)?, pair(m1, m2)?, pair(s1, s2)?);
    if (hour, minute, second, nanoseconds) == (24, 0, 0, 0) {
        return Some((Time::midnight(), 1));
    }
    Some((Time::new(hour, minute, second, nanoseconds).ok()?, 0))
}

/// A fraction of a second in nanoseconds; finer digits are cut off.
fn nanoseconds(fraction: &str) -> Option<i32> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction
        .chars()
        .chain(std::iter::repeat('0'))
        .take(9)
        .collect::<String>();
    digits.parse().ok()
}

/// `Z`, or an offset of at most 14 hours.
fn parse_zone(text: &str) -> Option<Offset> {
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let [sign, h1, h2, b':', m1, m2] = *<&[u8; 6]>::try_from(text.as_bytes()).ok()? else {
        return None;
    };
    let (hours, minutes) = (i32::from(number(&[h1, h2])?), i32::from(number(&[m1, m2])?));
    let seconds = hours * 3600 + minutes * 60;
    if minutes > 59 || seconds > 14 * 3600 {
        return None;
    }
    let signed = match sign {
        b'+' => seconds,
        b'-' => -seconds,
        _ => return None,
    };
    Offset::from_seconds(signed).ok()
}

fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0_i16, |value, digit| {
        let digit = digit.is_ascii_digit().then(|| i16::from(digit - b'0'))?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::{MessageDate, MessageTime, is_date, is_date_time, is_time};

    #[test]
    fn times_are_held_to_xml_schema() {
        for text in [
            "2022-10-20T15:55:00+02:00",
            "2021-05-11T12:03:41.960+05:00",
            "2021-05-11T12:03:41",
            "2021-05-11T12:03:41Z",
            "2024-02-29T00:00:00-14:00",
            "2021-05-11T24:00:00Z",
            "2021-05-11T12:03:41.1234567890123Z",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "2023-02-29T00:00:00Z",
            "2021-05-11 12:03:41",
            "2021-05-11T12:03",
            "2021-05-11T12:03:60Z",
            "2021-05-11T24:00:01Z",
            "2021-05-11T12:03:41+14:01",
            "2021-05-11T12:03:41+0200",
            "2021-05-11T12:03:41.Z",
            "0000-05-11T12:03:41Z",
            "21-05-11T12:03:41Z",
            "é021-05-11T12:03:41Z",
            "",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
        assert!(
            is_date("2021-05-11") && is_date("2021-05-11+05:45") && !is_date("2021-5-11") && !is_date("2021-05-32")
        );
        assert!(is_time("12:03:41") && is_time("12:03:41.5Z") && !is_time("25:00:00"));
    }

    #[test]
    fn an_instant_needs_an_offset() {
        let with = MessageTime::new("2022-10-20T15:55:00+02:00");
        assert_eq!(
            with.instant().map(|instant| instant.to_string()).as_deref(),
            Some("2022-10-20T13:55:00Z")
        );
        let without = MessageTime::new("2022-10-20T15:55:00");
        assert_eq!((without.instant(), without.local().is_some()), (None, true));
        let midnight = MessageTime::new("2022-12-31T24:00:00Z");
        assert_eq!(
            midnight.instant().map(|instant| instant.to_string()).as_deref(),
            Some("2023-01-01T00:00:00Z")
        );
    }

    #[test]
    fn an_instant_is_written_with_an_offset() {
        let instant = "2026-11-23T02:14:00.5Z".parse().expect("an instant");
        let written = MessageTime::from_instant(instant);
        assert_eq!(written.as_written(), "2026-11-23T02:14:00.500+00:00");
        assert_eq!(written.instant(), Some(instant));
    }

    #[test]
    fn a_date_gives_its_day() {
        assert_eq!(
            MessageDate::new("2021-05-11+05:45")
                .day()
                .map(|day| day.to_string())
                .as_deref(),
            Some("2021-05-11")
        );
    }
}
