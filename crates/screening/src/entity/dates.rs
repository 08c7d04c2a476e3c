//! Dates of birth as lists state them: whole, in part, about, or between two years.

use std::fmt;

use crate::mrz::resolve_birth_year;

/// A date of birth of which parts may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    /// First year it may be.
    pub year: i16,
    /// Last year it may be; equal to `year` unless the list gives a range.
    pub last_year: i16,
    /// 1-12, or 0 for unknown.
    pub month: u8,
    /// 1-31, or 0 for unknown.
    pub day: u8,
    /// The list says "about".
    pub about: bool,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl PartialDate {
    /// A whole date; `None` if it is not in the calendar.
    #[must_use]
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let plausible = (1800..=2200).contains(&year) && month <= 12 && day <= 31 && (day == 0 || month > 0);
        plausible.then_some(Self {
            year,
            last_year: year,
            month,
            day,
            about: false,
        })
    }

    /// Reads `1977-11-16`, `1977-11`, `1977`, `16 Nov 1977`, `Nov 1977`, `circa 1977`, `1975 to 1977`; times after a date
    /// are passed over.
    ///
    /// ```
    /// use cordon_screening::entity::PartialDate;
    /// assert_eq!(PartialDate::parse("16 Nov 1977"), PartialDate::parse("1977-11-16"));
    /// assert_eq!(PartialDate::parse("circa 1977").map(|date| date.about), Some(true));
    /// assert_eq!(PartialDate::parse("soon"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text
            .get(..60)
            .unwrap_or(text)
            .trim()
            .trim_end_matches('.')
            .to_ascii_lowercase();
        if let Some((from, to)) = text.split_once(" to ") {
            let (from, to) = (Self::parse(from)?, Self::parse(to)?);
            let years = Self {
                last_year: to.year.max(from.year),
                month: 0,
                day: 0,
                ..from
            };
            return Some(if from.year == to.year && from.month == to.month {
                Self { day: 0, ..from }
            } else {
                years
            });
        }
        if let Some(rest) = ["circa ", "about ", "c. ", "approximately ", "ca. "]
            .iter()
            .find_map(|word| text.strip_prefix(word))
        {
            return Self::parse(rest).map(|date| Self { about: true, ..date });
        }
        Self::parse_numbers(&text).or_else(|| Self::parse_words(&text))
    }

    fn parse_numbers(text: &str) -> Option<Self> {
        let date = text.split(['t', ' ']).next()?;
        let mut parts = date.split(['-', '/', '.']);
        let (first, second, third) = (parts.next()?, parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        if first.len() == 4 {
            let number = |part: Option<&str>| part.map_or(Some(0), |part| part.parse().ok());
            return Self::new(first.parse().ok()?, number(second)?, number(third)?);
        }
        // Day first is the usual way where the year stands last.
        let year = third.filter(|year| year.len() == 4)?.parse().ok()?;
        let (day, month): (u8, u8) = (first.parse().ok()?, second?.parse().ok()?);
        if month > 12 {
            Self::new(year, day, month)
        } else {
            Self::new(year, month, day)
        }
    }

    fn parse_words(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let month = |word: &str| {
            let start = word.get(..3)?;
            MONTHS
                .iter()
                .position(|month| *month == start)
                .and_then(|at| u8::try_from(at + 1).ok())
        };
        match words.as_slice() {
            [day, name, year] if month(name).is_some() => {
                Self::new(year.parse().ok()?, month(name)?, day.parse().ok()?)
            }
            [name, day, year] => Self::new(year.parse().ok()?, month(name)?, day.parse().ok()?),
            [name, year] => Self::new(year.parse().ok()?, month(name)?, 0),
            _ => None,
        }
    }

    /// Reads the six cells of a zone, the century chosen so that nobody is born after `this_year`.
    #[must_use]
    pub fn from_zone(cells: &str, this_year: i16) -> Option<Self> {
        let part = |from: usize| cells.get(from..from + 2).and_then(|part| part.parse::<u8>().ok());
        let year = resolve_birth_year(part(0)?, this_year);
        Self::new(year, part(2).unwrap_or(0), part(4).unwrap_or(0))
    }

    /// Whether day and month are known.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.day > 0 && self.month > 0 && self.year == self.last_year && !self.about
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.about {
            write!(f, "about ")?;
        }
        write!(f, "{:04}", self.year)?;
        if self.last_year != self.year {
            return write!(f, " to {:04}", self.last_year);
        }
        match (self.month, self.day) {
            (0, _) => Ok(()),
            (month, 0) => write!(f, "-{month:02}"),
            (month, day) => write!(f, "-{month:02}-{day:02}"),
        }
    }
}

/// How two dates of birth stand to each other, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateRelation {
    /// The same day.
    Equal,
    /// Same year, day and month exchanged.
    Swapped,
    /// Same year and month; the day of one is unknown.
    SameMonth,
    /// Same year; no more is known of one.
    SameYear,
    /// One digit or one part apart, as a slip of the pen.
    OneSlip,
    /// Years at most one apart, and one of them is not exact.
    NearYear,
    /// Other dates.
    Different,
}

/// Compares two dates.
#[must_use]
pub fn relation(a: PartialDate, b: PartialDate) -> DateRelation {
    let overlap = a.year <= b.last_year && b.year <= a.last_year;
    if a.is_whole() && b.is_whole() {
        return whole_relation(a, b);
    }
    let loose = i16::from(a.about) * 2 + i16::from(b.about) * 2;
    if overlap {
        let months = a.month > 0 && b.month > 0;
        if months && a.month != b.month && loose == 0 {
            return DateRelation::Different;
        }
        return if months && a.month == b.month && loose == 0 {
            DateRelation::SameMonth
        } else {
            DateRelation::SameYear
        };
    }
    let gap = (a.year - b.last_year).max(b.year - a.last_year);
    if gap <= 1 + loose {
        DateRelation::NearYear
    } else {
        DateRelation::Different
    }
}

fn whole_relation(a: PartialDate, b: PartialDate) -> DateRelation {
    if (a.year, a.month, a.day) == (b.year, b.month, b.day) {
        return DateRelation::Equal;
    }
    if a.year == b.year && a.month == b.day && a.day == b.month {
        return DateRelation::Swapped;
    }
    let (x, y) = (digits(a), digits(b));
    let mut apart = (0..8).filter(|at| x[*at] != y[*at]);
    let (first, second, third) = (apart.next(), apart.next(), apart.next());
    let exchanged = match (first, second, third) {
        (Some(first), Some(second), None) => first + 1 == second && x[first] == y[second] && x[second] == y[first],
        _ => false,
    };
    if (first.is_some() && second.is_none()) || exchanged {
        DateRelation::OneSlip
    } else {
        DateRelation::Different
    }
}

/// The eight digits of a date.
fn digits(date: PartialDate) -> [u8; 8] {
    let number = u32::from(date.year.unsigned_abs()) * 10_000 + u32::from(date.month) * 100 + u32::from(date.day);
    let mut digits = [0; 8];
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        *digit = u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    #[test]
    fn dates_of_lists_are_read() {
        for (text, shown) in [
            ("16 Nov 1977", "1977-11-16"),
            ("Nov 1977", "1977-11"),
            ("1977", "1977"),
            ("1977-11-16T00:00:00", "1977-11-16"),
            ("circa 1977", "about 1977"),
            ("1975 to 1977", "1975 to 1977"),
            ("16/11/1977", "1977-11-16"),
            ("11/16/1977", "1977-11-16"),
        ] {
            assert_eq!(date(text).to_string(), shown, "{text}");
        }
        for text in ["", "1977-13-01", "77", "to", " to ", "é\u{301}-x", "99999"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn relations_are_told_apart() {
        use DateRelation as R;
        for (a, b, expected) in [
            ("1977-11-16", "1977-11-16", R::Equal),
            ("1977-11-06", "1977-06-11", R::Swapped),
            ("1977-11", "1977-11-16", R::SameMonth),
            ("1977", "1977-11-16", R::SameYear),
            ("1977-11-16", "1971-11-16", R::OneSlip),
            ("1977-11-16", "1977-11-61", R::OneSlip),
            ("1978", "1977-11-16", R::NearYear),
            ("circa 1980", "1977-11-16", R::NearYear),
            ("1977-12", "1977-11-16", R::Different),
            ("1960-01-02", "1977-11-16", R::Different),
        ] {
            let Some(b) = PartialDate::parse(b) else {
                continue;
            };
            assert_eq!(relation(date(a), b), expected, "{a} {b}");
            assert_eq!(relation(b, date(a)), expected, "{b} {a}");
        }
    }
}
