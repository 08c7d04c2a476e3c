//! Dates that may be known only to the month or the year, and the ages that follow from them.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// A day known in full, to the month, or to the year: `1984-05-17`, `1984-05`, `1984` (also with `/`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// A text that is not a date, in full or in part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("date: YYYY-MM-DD, YYYY-MM or YYYY expected, a day that exists, from 1850 to 2199")]
pub struct BadDate;

impl PartialDate {
    /// The first day it can be.
    #[must_use]
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::ZERO)
    }

    /// The last day it can be.
    #[must_use]
    pub fn latest(self) -> Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.earliest(),
            (Some(_), None) => self.earliest().last_of_month(),
            _ => self.earliest().last_of_year(),
        }
    }

    /// Whether both can be the same day.
    #[must_use]
    pub fn may_equal(self, other: Self) -> bool {
        self.earliest() <= other.latest() && other.earliest() <= self.latest()
    }

    /// Whether the day itself is known.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.day.is_some()
    }

    /// The youngest age in whole years that a person born then can have on `on`; negative before birth.
    #[must_use]
    pub fn youngest_age(self, on: Date) -> i16 {
        whole_years(self.latest(), on)
    }

    /// The oldest age in whole years that a person born then can have on `on`; negative before birth.
    #[must_use]
    pub fn oldest_age(self, on: Date) -> i16 {
        whole_years(self.earliest(), on)
    }
}

fn whole_years(birth: Date, on: Date) -> i16 {
    let years = on.year() - birth.year();
    // Someone born on 29 February has the birthday on 1 March in common years: the later reading protects a minor.
    if (on.month(), on.day()) < (birth.month(), birth.day()) {
        years - 1
    } else {
        years
    }
}

impl TryFrom<String> for PartialDate {
    type Error = BadDate;

    fn try_from(text: String) -> Result<Self, BadDate> {
        let parts: Vec<&str> = if text.contains('/') {
            text.split('/').collect()
        } else {
            text.split('-').collect()
        };
        let lengths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
        if !matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2])
            || !parts.concat().bytes().all(|b| b.is_ascii_digit())
        {
            return Err(BadDate);
        }
        let number = |i: usize| parts.get(i).and_then(|p| p.parse::<i16>().ok());
        let year = number(0).filter(|y| (1850..=2199).contains(y)).ok_or(BadDate)?;
        let small = |i: usize| number(i).and_then(|n| i8::try_from(n).ok());
        let (month, day) = (small(1), small(2));
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| BadDate)?;
        Ok(Self { year, month, day })
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// The shortest and the longest count of days that `months` months can have, over every starting day of a four-year cycle.
#[must_use]
pub fn days_in_months(months: u32) -> (i64, i64) {
    let mut bounds = (i64::MAX, 0);
    let mut start = jiff::civil::date(2023, 1, 1);
    for _ in 0..48 {
        let end = start.checked_add(i64::from(months.min(2400)).months()).unwrap_or(start);
        let days = i64::from(start.until(end).map_or(0, |span| span.get_days()));
        bounds = (bounds.0.min(days), bounds.1.max(days));
        start = start.checked_add(1.month()).unwrap_or(start);
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(text: &str) -> PartialDate {
        PartialDate::try_from(text.to_owned()).unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        for bad in [
            "1990-02-30",
            "1990-13",
            "90",
            "1990-1-1",
            "0000/00/00",
            "1849",
            "+990",
            "1990-01-01-01",
            "",
        ] {
            assert_eq!(PartialDate::try_from(bad.to_owned()), Err(BadDate), "{bad}");
        }
    }

    #[test]
    fn a_partial_date_spans_all_it_can_be() {
        assert_eq!(
            (day("1984").earliest(), day("1984").latest()),
            (date(1984, 1, 1), date(1984, 12, 31))
        );
        assert_eq!(day("1984-02").latest(), date(1984, 2, 29));
        assert_eq!(day("1984/05/17").to_string(), "1984-05-17");
        assert!(day("1984").may_equal(day("1984-05")));
        assert!(!day("1984").may_equal(day("1985-01-01")));
    }

    #[test]
    fn an_eighteenth_birthday_counts_from_the_day_itself() {
        assert_eq!(day("2008-11-23").youngest_age(date(2026, 11, 23)), 18);
        assert_eq!(day("2008-11-24").youngest_age(date(2026, 11, 23)), 17);
        assert_eq!(day("2008").youngest_age(date(2026, 11, 23)), 17);
        assert_eq!(day("2008").oldest_age(date(2026, 11, 23)), 18);
        assert_eq!(day("2008-02-29").youngest_age(date(2026, 2, 28)), 17);
    }

    #[test]
    fn six_months_have_between_181_and_184_days() {
        assert_eq!(days_in_months(6), (181, 184));
        assert_eq!(days_in_months(24), (730, 731));
    }
}
