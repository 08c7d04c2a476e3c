//! Recorded crime as the report shows it.

use crate::change::{MannKendall, mann_kendall};
use crate::counts::{CountRecord, rate_series};
use crate::iccs::IccsCode;
use crate::special::{bisect, poisson_at_least, poisson_at_most};

/// One crime over all areas.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedCrime {
    /// The crime.
    pub iccs: IccsCode,
    /// Areas in order of their codes.
    pub areas: Vec<AreaRate>,
}

/// One area's recorded crime.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRate {
    /// The area.
    pub area: String,
    /// Its counts by year; empty if it never answered.
    pub records: Vec<CountRecord>,
    /// Rate per 100,000 people in the year of the report with its exact 95 % interval; none if there is no figure for it.
    pub rate: Option<(f64, (f64, f64))>,
    /// First year after the last break.
    pub since: Option<i32>,
    /// The trend since then; none if the years are too few.
    pub trend: Option<MannKendall>,
}

/// Groups counts by crime; every area has a line for every crime, so that silence is seen.
pub(crate) fn recorded(counts: &[CountRecord], year: i32) -> Vec<RecordedCrime> {
    let mut codes: Vec<IccsCode> = counts.iter().map(|record| record.iccs.clone()).collect();
    codes.sort();
    codes.dedup();
    let mut areas: Vec<&str> = counts.iter().map(|record| record.area.as_str()).collect();
    areas.sort_unstable();
    areas.dedup();
    let line = |code: &IccsCode, area: &str| {
        let of = |record: &&CountRecord| record.area == area && record.iccs == *code;
        area_rate(area, counts.iter().filter(of).cloned().collect(), year)
    };
    codes
        .iter()
        .map(|code| RecordedCrime {
            iccs: code.clone(),
            areas: areas.iter().map(|area| line(code, area)).collect(),
        })
        .collect()
}

/// One area's counts with the rate of a year and the trend since the last break.
pub(crate) fn area_rate(area: &str, records: Vec<CountRecord>, year: i32) -> AreaRate {
    let now = records.iter().find(|record| record.year == year);
    let rate = now.and_then(|record| Some((record.rate()?, rate_interval(record)?)));
    let since = records
        .iter()
        .rev()
        .find(|r| r.after_break)
        .or(records.first())
        .map(|record| record.year);
    let trend = rate_series(&records)
        .and_then(|series| mann_kendall(&series))
        .ok()
        .and_then(|mut all| all.pop());
    AreaRate {
        area: area.into(),
        rate,
        since,
        trend,
        records,
    }
}

/// Exact 95 % interval of a rate per 100,000 (Garwood 1936).
pub(crate) fn rate_interval(record: &CountRecord) -> Option<(f64, f64)> {
    let people = record.population.filter(|people| *people > 0)? as f64 / 1e5;
    let events = record.count;
    let mean = events as f64;
    let ceiling = mean + 10.0 * (mean + 1.0).sqrt() + 10.0;
    let low = if events == 0 {
        0.0
    } else {
        bisect(0.0, mean, 0.025, |m| poisson_at_least(events, m))
    };
    let high = bisect(mean, ceiling, -0.025, |m| -poisson_at_most(events, m));
    Some((low / people, high / people))
}
