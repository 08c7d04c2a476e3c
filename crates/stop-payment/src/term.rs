//! How long a hold lasts: a term counted in a country's own calendar, computed once.

use cordon_vocabulary::Instant;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::Refusal;

/// What a term counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    /// Hours from the instant of the hold.
    Hours,
    /// Calendar days.
    Days,
    /// Days that are neither weekend nor holiday.
    WorkingDays,
}

/// When on its last day a term ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermEnd {
    /// At the time of day at which the hold was placed.
    SameTime,
    /// At 23:59 local time.
    EndOfDay,
}

/// What happens when the last day is a weekend or holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermRoll {
    /// Nothing.
    None,
    /// The term ends on the next working day.
    NextWorkingDay,
}

/// A term as a law states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldTerm {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: TermUnit,
    /// Whether the day of the hold is the first day.
    pub first_day_counts: bool,
    /// When on the last day it ends.
    pub ends: TermEnd,
    /// What happens on a weekend or holiday.
    pub roll: TermRoll,
    /// The zone whose days are counted, an IANA name.
    pub zone: String,
    /// Whether this reading of the law has been confirmed. An unconfirmed term takes the earliest reading.
    #[serde(default)]
    pub verified: bool,
}

/// The calendar that working days are counted in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermCalendar {
    /// The version of the data, kept with each computed end.
    pub version: String,
    /// Days off each week: 1 is Monday, 7 is Sunday.
    pub weekend: Vec<i8>,
    /// Holidays, as local dates.
    #[serde(default)]
    pub holidays: Vec<Date>,
}

/// A computed end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiry {
    /// The instant.
    pub at: Instant,
    /// The same as local date and time with its zone.
    pub local: String,
    /// The calendar version used.
    pub calendar: String,
    /// Whether the term was verified; if not, this is its earliest reading.
    pub verified: bool,
}

impl TermCalendar {
    fn works(&self, date: Date) -> bool {
        !self.weekend.contains(&date.weekday().to_monday_one_offset()) && !self.holidays.contains(&date)
    }
}

impl HoldTerm {
    /// Computes the end of a hold placed at an instant.
    ///
    /// # Errors
    /// When the zone is unknown or the term runs out of the calendar.
    pub fn expiry(&self, placed: Instant, calendar: &TermCalendar) -> Result<Expiry, Refusal> {
        let zone = TimeZone::get(&self.zone).map_err(|e| Refusal::Term(e.to_string()))?;
        let at = if self.verified {
            self.reading(placed, calendar, &zone)?
        } else {
            self.earliest_reading(placed, calendar, &zone)?
        };
        let local = at.timestamp().to_zoned_datetime(zone).to_string();
        Ok(Expiry {
            at,
            local,
            calendar: calendar.version.clone(),
            verified: self.verified,
        })
    }

    /// The reading exactly as the term is written.
    fn reading(&self, placed: Instant, calendar: &TermCalendar, zone: &TimeZone) -> Result<Instant, Refusal> {
        if self.unit == TermUnit::Hours {
            return Ok(placed.plus_seconds(i64::from(self.count) * 3600));
        }
        let local = placed.timestamp().to_zoned_datetime(zone.clone());
        let last = self.last_day(local.date(), calendar)?;
        let time = match self.ends {
            TermEnd::SameTime => local.time(),
            TermEnd::EndOfDay => Time::constant(23, 59, 0, 0),
        };
        // A local time that a clock change leaves out is read as the moment just after the gap.
        let end = last
            .to_datetime(time)
            .to_zoned_datetime(zone.clone())
            .map_err(|e| Refusal::Term(e.to_string()))?;
        Ok(Instant::from_micros(end.timestamp().as_microsecond()))
    }

    /// The earliest end that any reading of the same words gives: the day of the hold counted, nothing rolled on.
    fn earliest_reading(&self, placed: Instant, calendar: &TermCalendar, zone: &TimeZone) -> Result<Instant, Refusal> {
        let mut earliest = self.reading(placed, calendar, zone)?;
        for unit in [self.unit, TermUnit::Days] {
            for ends in [TermEnd::SameTime, TermEnd::EndOfDay] {
                let shorter = Self {
                    unit: if self.unit == TermUnit::Hours {
                        TermUnit::Hours
                    } else {
                        unit
                    },
                    first_day_counts: true,
                    ends,
                    roll: TermRoll::None,
                    ..self.clone()
                };
                earliest = earliest.min(shorter.reading(placed, calendar, zone)?);
            }
        }
        Ok(earliest.max(placed))
    }

    fn last_day(&self, placed: Date, calendar: &TermCalendar) -> Result<Date, Refusal> {
        let beyond = |e: jiff::Error| Refusal::Term(e.to_string());
        let counts = |date: Date| self.unit == TermUnit::Days || calendar.works(date);
        let mut date = placed;
        let mut left = self.count;
        if self.first_day_counts && left > 0 && counts(date) {
            left -= 1;
        }
        // Bounded: a calendar without a single working day must not hold the program.
        let mut steps = 0u32;
        while left > 0 {
            date = date.tomorrow().map_err(beyond)?;
            if counts(date) {
                left -= 1;
            }
            steps += 1;
            if steps > 400_000 {
                return Err(Refusal::Term("the calendar has no working days".into()));
            }
        }
        if self.roll == TermRoll::NextWorkingDay {
            let mut rolled = 0;
            while !calendar.works(date) && rolled < 60 {
                date = date.tomorrow().map_err(beyond)?;
                rolled += 1;
            }
        }
        Ok(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(count: u16, unit: TermUnit, zone: &str) -> HoldTerm {
        HoldTerm {
            count,
            unit,
            first_day_counts: false,
            ends: TermEnd::EndOfDay,
            roll: TermRoll::None,
            zone: zone.into(),
            verified: true,
        }
    }

    fn calendar(weekend: &[i8]) -> TermCalendar {
        TermCalendar {
            version: "test-1".into(),
            weekend: weekend.to_vec(),
            holidays: vec![],
        }
    }

    fn end(term: &HoldTerm, calendar: &TermCalendar, placed: &str) -> String {
        let placed = Instant::parse(placed).unwrap();
        term.expiry(placed, calendar).unwrap().at.to_string()
    }

    #[test]
    fn five_working_days_skip_the_weekend_of_the_country() {
        let term = term(5, TermUnit::WorkingDays, "Asia/Dubai");
        // Thursday 5 March 2026, 10:00 in Dubai.
        let friday_saturday = end(&term, &calendar(&[5, 6]), "2026-03-05T06:00:00Z");
        let saturday_sunday = end(&term, &calendar(&[6, 7]), "2026-03-05T06:00:00Z");
        assert_eq!(friday_saturday, "2026-03-12T19:59:00Z");
        assert_eq!(saturday_sunday, "2026-03-12T19:59:00Z");
        let friday = "2026-03-06T06:00:00Z";
        assert_eq!(end(&term, &calendar(&[5, 6]), friday), "2026-03-12T19:59:00Z");
        assert_eq!(end(&term, &calendar(&[6, 7]), friday), "2026-03-13T19:59:00Z");
    }

    #[test]
    fn the_last_minute_of_the_day_is_local() {
        let one = |zone: &str| {
            end(
                &term(1, TermUnit::Days, zone),
                &calendar(&[6, 7]),
                "2026-06-10T11:00:00Z",
            )
        };
        // At +14 it is already the 11th.
        assert_eq!(one("Pacific/Kiritimati"), "2026-06-12T09:59:00Z");
        assert_eq!(one("Asia/Kathmandu"), "2026-06-11T18:14:00Z");
    }

    #[test]
    fn a_clock_change_moves_the_instant_not_the_local_time() {
        let week = term(7, TermUnit::Days, "Europe/Paris");
        assert_eq!(
            end(&week, &calendar(&[6, 7]), "2026-03-25T10:00:00Z"),
            "2026-04-01T21:59:00Z"
        );
        let hours = term(24, TermUnit::Hours, "Europe/Paris");
        assert_eq!(
            end(&hours, &calendar(&[6, 7]), "2026-03-28T10:00:00Z"),
            "2026-03-29T10:00:00Z"
        );
        let in_the_gap = HoldTerm {
            ends: TermEnd::SameTime,
            ..term(1, TermUnit::Days, "Europe/Paris")
        };
        assert_eq!(
            end(&in_the_gap, &calendar(&[6, 7]), "2026-03-28T01:30:00Z"),
            "2026-03-29T01:30:00Z"
        );
    }

    #[test]
    fn the_29th_of_february_is_a_day() {
        let year = term(365, TermUnit::Days, "UTC");
        assert_eq!(
            end(&year, &calendar(&[]), "2028-02-29T12:00:00Z"),
            "2029-02-28T23:59:00Z"
        );
        let one = term(1, TermUnit::Days, "UTC");
        assert_eq!(
            end(&one, &calendar(&[]), "2028-02-28T12:00:00Z"),
            "2028-02-29T23:59:00Z"
        );
    }

    #[test]
    fn a_last_day_on_a_holiday_rolls_on_where_the_law_says_so() {
        let mut calendar = calendar(&[6, 7]);
        calendar.holidays.push(Date::constant(2026, 3, 9));
        let rolls = HoldTerm {
            roll: TermRoll::NextWorkingDay,
            ..term(7, TermUnit::Days, "UTC")
        };
        // Saturday 7 March rolls over Sunday and the holiday on Monday.
        assert_eq!(end(&rolls, &calendar, "2026-02-28T12:00:00Z"), "2026-03-10T23:59:00Z");
    }

    #[test]
    fn an_unverified_term_takes_the_earliest_reading_and_says_so() {
        let verified = term(7, TermUnit::WorkingDays, "UTC");
        let unsure = HoldTerm {
            verified: false,
            ..verified.clone()
        };
        let placed = Instant::parse("2026-03-02T12:00:00Z").unwrap();
        let sure = verified.expiry(placed, &calendar(&[6, 7])).unwrap();
        let early = unsure.expiry(placed, &calendar(&[6, 7])).unwrap();
        assert!(early.at < sure.at);
        assert_eq!(early.at.to_string(), "2026-03-08T12:00:00Z");
        assert!(!early.verified && sure.verified);
    }

    #[test]
    fn a_calendar_without_working_days_is_refused() {
        let term = term(1, TermUnit::WorkingDays, "UTC");
        let placed = Instant::parse("2026-03-02T12:00:00Z").unwrap();
        let refusal = term.expiry(placed, &calendar(&[1, 2, 3, 4, 5, 6, 7])).unwrap_err();
        assert_eq!(refusal.code(), "term");
        let nowhere = HoldTerm {
            zone: "Mars/Olympus".into(),
            ..term
        };
        assert_eq!(nowhere.expiry(placed, &calendar(&[])).unwrap_err().code(), "term");
    }
}
