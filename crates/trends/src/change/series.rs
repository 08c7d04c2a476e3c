//! A series of values in time, with the points at which counting changed.

use super::Refusal;

/// Largest magnitude of a value: beyond it squares would overflow.
const MOST_MAGNITUDE: f64 = 1e100;

/// What one step of the time axis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// Times are numbers; slopes are per unit of them.
    Number,
    /// Times are days (2024-03-05); slopes are per day.
    Day,
    /// Times are months (2024-03); slopes are per month.
    Month,
    /// Times are quarters (2024-Q1); slopes are per quarter.
    Quarter,
    /// Times are words; slopes are per row.
    Row,
}

impl Spacing {
    /// The unit as a word.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Number => "unit of time",
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Row => "row",
        }
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The time as written.
    pub time: String,
    /// The time as a number on the axis.
    pub position: f64,
    /// The value.
    pub value: f64,
    /// Counting changed between the value before and this one.
    pub after_break: bool,
}

/// Values in order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    points: Vec<Point>,
    spacing: Spacing,
    reordered: bool,
}

impl Series {
    /// Builds a series from `(time, value, counting changed before this value)`. Times that are all numbers, days, months or
    /// quarters are put in order; other times are taken in the order given.
    ///
    /// # Errors
    /// [`Refusal::DoubleTime`] and [`Refusal::OutOfRange`].
    pub fn new(rows: Vec<(String, f64, bool)>) -> Result<Self, Refusal> {
        if let Some((_, value, _)) = rows
            .iter()
            .find(|(_, value, _)| value.is_nan() || value.abs() > MOST_MAGNITUDE)
        {
            return Err(Refusal::OutOfRange { value: *value });
        }
        let (spacing, positions) = positions(&rows);
        let mut points: Vec<Point> = rows
            .into_iter()
            .zip(positions)
            .map(|((time, value, after_break), position)| Point {
                time,
                position,
                value,
                after_break,
            })
            .collect();
        let reordered = points.windows(2).any(|pair| pair[0].position > pair[1].position);
        points.sort_by(|a, b| a.position.total_cmp(&b.position));
        if let Some(pair) = points.windows(2).find(|pair| pair[0].position == pair[1].position) {
            return Err(Refusal::DoubleTime {
                time: pair[1].time.clone(),
            });
        }
        Ok(Self {
            points,
            spacing,
            reordered,
        })
    }

    /// The values in order.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// What one step of the axis is.
    #[must_use]
    pub fn spacing(&self) -> Spacing {
        self.spacing
    }

    /// Whether the rows had to be put in order.
    #[must_use]
    pub fn reordered(&self) -> bool {
        self.reordered
    }

    /// The stretches between flagged breaks, as ranges of indices.
    #[must_use]
    pub fn stretches(&self) -> Vec<std::ops::Range<usize>> {
        let mut stretches = Vec::new();
        let mut start = 0;
        for (i, point) in self.points.iter().enumerate().skip(1) {
            if point.after_break {
                stretches.push(start..i);
                start = i;
            }
        }
        stretches.push(start..self.points.len());
        stretches
    }
}

fn positions(rows: &[(String, f64, bool)]) -> (Spacing, Vec<f64>) {
    type Reader = fn(&str) -> Option<f64>;
    let readers: [(Spacing, Reader); 4] = [
        (Spacing::Number, number),
        (Spacing::Month, month),
        (Spacing::Quarter, quarter),
        (Spacing::Day, day),
    ];
    for (spacing, read) in readers {
        if let Some(positions) = rows.iter().map(|(time, _, _)| read(time)).collect() {
            return (spacing, positions);
        }
    }
    (Spacing::Row, (0..rows.len()).map(|i| i as f64).collect())
}

fn number(text: &str) -> Option<f64> {
    match crate::table::Number::parse(text) {
        crate::table::Number::Finite(value) if value.abs() <= MOST_MAGNITUDE => Some(value),
        _ => None,
    }
}

fn digits(text: &str, length: usize) -> Option<i64> {
    (text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn month(text: &str) -> Option<f64> {
    let (year, month) = text.split_once(['-', '/'])?;
    let (year, month) = (digits(year, 4)?, digits(month, 2)?);
    (1..=12).contains(&month).then(|| (year * 12 + month - 1) as f64)
}

fn quarter(text: &str) -> Option<f64> {
    let (year, quarter) = text.split_once("-Q").or_else(|| text.split_once('Q'))?;
    let (year, quarter) = (digits(year, 4)?, digits(quarter, 1)?);
    (1..=4).contains(&quarter).then(|| (year * 4 + quarter - 1) as f64)
}

/// Days in the proleptic Gregorian calendar, counted from March of year 0 so that leap days end a year.
fn day(text: &str) -> Option<f64> {
    let mut parts = text.split('-');
    let (year, month, day) = (
        digits(parts.next()?, 4)?,
        digits(parts.next()?, 2)?,
        digits(parts.next()?, 2)?,
    );
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if parts.next().is_some() || !(1..=length).contains(&day) {
        return None;
    }
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let in_year = (153 * month + 2) / 5 + day - 1;
    Some((365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(times: &[&str]) -> Series {
        Series::new(times.iter().map(|t| ((*t).into(), 1.0, false)).collect()).unwrap()
    }

    #[test]
    fn times_are_recognised() {
        assert_eq!(series(&["1990", "1991"]).spacing(), Spacing::Number);
        assert_eq!(
            series(&["2020-01", "2020-12"]).points()[1].position,
            series(&["2020-12"]).points()[0].position
        );
        assert_eq!(series(&["2020-Q1", "2021Q2"]).spacing(), Spacing::Quarter);
        let days = series(&["2023-02-28", "2024-02-28", "2024-03-01"]);
        assert_eq!(days.points()[2].position - days.points()[1].position, 2.0);
        assert_eq!(days.points()[1].position - days.points()[0].position, 365.0);
        assert_eq!(series(&["2023-02-29", "2024-02-28"]).spacing(), Spacing::Row);
        assert_eq!(series(&["spring", "autumn"]).spacing(), Spacing::Row);
    }

    #[test]
    fn rows_out_of_order_are_put_in_order_and_doubles_refused() {
        assert!(series(&["1992", "1990"]).reordered());
        let double = Series::new(vec![("1990".into(), 1.0, false), ("1990".into(), 2.0, false)]).unwrap_err();
        assert_eq!(double.code(), "double_time");
        let huge = Series::new(vec![("1990".into(), 1e200, false)]).unwrap_err();
        assert_eq!(huge.code(), "out_of_range");
    }
}
