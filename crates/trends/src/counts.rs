//! Recorded crime: counts by ICCS code and period, with counting unit, counting rule and break flags.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::change::{self, Series};
use crate::iccs::IccsCode;
use crate::special::two_sided;
use crate::table::{CsvTable, TableError};

/// One recorded count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRecord {
    /// State or region.
    pub area: String,
    /// Crime.
    pub iccs: IccsCode,
    /// Year.
    pub year: i32,
    /// What was counted.
    pub count: u64,
    /// People who live there, if known.
    pub population: Option<u64>,
    /// What one count is: offence, suspect, victim.
    pub counting_unit: String,
    /// Which offences are counted: principal or all.
    pub counting_rule: String,
    /// Counting changed since the year before.
    pub after_break: bool,
}

impl CountRecord {
    /// Rate per 100,000 people; none without a population.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        self.population
            .filter(|people| *people > 0)
            .map(|people| self.count as f64 * 1e5 / people as f64)
    }
}

/// Reads `area,iccs,period,count` and, if there, `population`, `counting_unit`, `counting_rule`, `break`. `shift` is added to every
/// period. A change of unit or rule from one year to the next is a break even where none is flagged.
///
/// # Errors
/// A [`TableError`] names line and column; a count that stands twice is refused.
pub fn read_counts(bytes: &[u8], shift: i32) -> Result<Vec<CountRecord>, TableError> {
    let table = CsvTable::read(bytes)?;
    let needed = |names: &[&str]| {
        table
            .column(names)
            .ok_or_else(|| TableError::new("header", format!("no column is named {}", names[0])))
    };
    let (area, iccs) = (needed(&["area", "ref_area", "country"])?, needed(&["iccs"])?);
    let (period, count) = (
        needed(&["period", "year", "time_period"])?,
        needed(&["count", "obs_value"])?,
    );
    let population = table.column(&["population"]);
    let optional = [
        table.column(&["counting_unit"]),
        table.column(&["counting_rule"]),
        table.column(&["break"]),
    ];
    let mut records = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let text = |column: usize| row.fields.get(column).cloned().unwrap_or_default();
        let year = table.number(row, period)?;
        if year.fract() != 0.0 || year.abs() > 9999.0 {
            return Err(TableError::new(
                table.place(row, period),
                format!("{year} is not a year"),
            ));
        }
        let code = IccsCode::parse(&text(iccs)).map_err(|e| TableError::new(table.place(row, iccs), e.to_string()))?;
        let people = match population.filter(|column| !text(*column).is_empty()) {
            Some(column) => Some(table.count(row, column)?),
            None => None,
        };
        let [unit, rule, flag] = optional.map(|column| column.map_or(String::new(), text));
        if text(area).is_empty() {
            return Err(TableError::new(table.place(row, area), "the area is empty"));
        }
        records.push(CountRecord {
            area: text(area),
            iccs: code,
            year: year as i32 + shift,
            count: table.count(row, count)?,
            population: people,
            counting_unit: unit,
            counting_rule: rule,
            after_break: matches!(flag.to_ascii_lowercase().as_str(), "1" | "b" | "yes" | "true"),
        });
    }
    if let Some((area, code, year)) = flag_breaks(&mut records) {
        let place = format!("{area} {code} {year}");
        return Err(TableError::new(place, "the count stands twice"));
    }
    Ok(records)
}

/// Orders counts by area, code and year, and flags a break wherever unit or rule changes. Gives the first count that stands twice.
pub(crate) fn flag_breaks(records: &mut [CountRecord]) -> Option<(String, IccsCode, i32)> {
    records.sort_by(|a, b| (&a.area, &a.iccs, a.year).cmp(&(&b.area, &b.iccs, b.year)));
    for i in 1..records.len() {
        let (before, now) = records.split_at_mut(i);
        let (Some(before), Some(now)) = (before.last(), now.first_mut()) else {
            continue;
        };
        if (&before.area, &before.iccs) == (&now.area, &now.iccs) {
            if before.year == now.year {
                return Some((now.area.clone(), now.iccs.clone(), now.year));
            }
            now.after_break |= before.counting_unit != now.counting_unit || before.counting_rule != now.counting_rule;
        }
    }
    None
}

/// The yearly rates of one area and code as a series, or counts where a population is missing.
///
/// # Errors
/// As [`Series::new`].
pub fn rate_series(records: &[CountRecord]) -> Result<Series, change::Refusal> {
    let all_rates = records.iter().all(|record| record.rate().is_some());
    let value = |record: &CountRecord| record.rate().filter(|_| all_rates).unwrap_or(record.count as f64);
    Series::new(
        records
            .iter()
            .map(|r| (r.year.to_string(), value(r), r.after_break))
            .collect(),
    )
}

/// A value that should be asked about before it is printed. The reply and the decision are kept with it.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// A parent code counts less than its children together.
    ParentBelowChildren {
        /// The area.
        area: String,
        /// The parent.
        iccs: IccsCode,
        /// The year.
        year: i32,
        /// The parent's count.
        parent: u64,
        /// The sum of its children.
        children: u64,
    },
    /// A change from one year to the next far beyond chance, without a flagged break.
    Jump {
        /// The area.
        area: String,
        /// The crime.
        iccs: IccsCode,
        /// The later year.
        year: i32,
        /// Later over earlier count.
        ratio: f64,
    },
    /// The same number three years running or more.
    Repeated {
        /// The area.
        area: String,
        /// The crime.
        iccs: IccsCode,
        /// The last of the years.
        year: i32,
    },
}

/// Least p value of a jump that is asked about, and the least ratio either way.
const JUMP_P: f64 = 1e-6;
const JUMP_RATIO: f64 = 1.5;

/// Values that should be asked about. A screen, not a verdict.
#[must_use]
pub fn queries(records: &[CountRecord]) -> Vec<Query> {
    let mut found = parents_below_children(records);
    for run in records.chunk_by(|a, b| (&a.area, &a.iccs) == (&b.area, &b.iccs)) {
        for pair in run.windows(2) {
            let (a, b) = (pair[0].count as f64, pair[1].count as f64);
            if pair[1].after_break || a <= 0.0 || b <= 0.0 || pair[1].year != pair[0].year + 1 {
                continue;
            }
            let ratio = b / a;
            let p = two_sided(ratio.ln() / (1.0 / a + 1.0 / b).sqrt());
            if p < JUMP_P && !(1.0 / JUMP_RATIO..=JUMP_RATIO).contains(&ratio) {
                let CountRecord { area, iccs, year, .. } = pair[1].clone();
                found.push(Query::Jump {
                    area,
                    iccs,
                    year,
                    ratio,
                });
            }
        }
        for three in run.windows(3) {
            if three[0].count > 9 && three.iter().all(|record| record.count == three[0].count) {
                let CountRecord { area, iccs, year, .. } = three[2].clone();
                found.push(Query::Repeated { area, iccs, year });
            }
        }
    }
    found
}

fn parents_below_children(records: &[CountRecord]) -> Vec<Query> {
    let mut sums: BTreeMap<(&str, IccsCode, i32), u64> = BTreeMap::new();
    for record in records {
        if let Some(parent) = record.iccs.parents().next() {
            *sums.entry((&record.area, parent, record.year)).or_default() += record.count;
        }
    }
    let below = records.iter().filter_map(|record| {
        let children = *sums.get(&(record.area.as_str(), record.iccs.clone(), record.year))?;
        (record.count < children).then(|| Query::ParentBelowChildren {
            area: record.area.clone(),
            iccs: record.iccs.clone(),
            year: record.year,
            parent: record.count,
            children,
        })
    });
    below.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &str) -> Vec<CountRecord> {
        let text = format!("area,iccs,period,count,population,counting_unit,counting_rule,break\n{rows}");
        read_counts(text.as_bytes(), 0).unwrap()
    }

    #[test]
    fn a_change_of_unit_is_a_break_that_nobody_flagged() {
        let records = read("QM,0701,2020,10,1000,offence,all,0\nQM,0701,2021,12,1000,victim,all,0\n");
        assert!(records[1].after_break);
        assert_eq!(rate_series(&records).unwrap().stretches().len(), 2);
    }

    #[test]
    fn doubtful_values_are_asked_about() {
        let rows = "QM,07,2020,50,,o,a,0\nQM,0701,2020,40,,o,a,0\nQM,0703,2020,30,,o,a,0\n\
                    QN,0701,2020,100,,o,a,0\nQN,0701,2021,300,,o,a,0\nQO,0701,2020,40,,o,a,0\nQO,0701,2021,40,,o,a,0\n\
                    QO,0701,2022,40,,o,a,0\nQP,0701,2020,100,,o,a,0\nQP,0701,2021,300,,o,a,1\n";
        let found = queries(&read(rows));
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(matches!(&found[0], Query::ParentBelowChildren { children: 70, .. }));
        assert!(matches!(&found[1], Query::Jump { ratio, .. } if *ratio == 3.0));
        assert!(matches!(&found[2], Query::Repeated { year: 2022, .. }));
    }

    #[test]
    fn what_cannot_be_read_names_its_place() {
        for rows in [
            "QM,0701,2020,-1",
            "QM,99,2020,1",
            "QM,0701,2020.5,1",
            ",0701,2020,1",
            "QM,0701,2020,1\nQM,0701,2020,2",
        ] {
            let text = format!("area,iccs,period,count\n{rows}\n");
            assert!(read_counts(text.as_bytes(), 0).is_err(), "{rows}");
        }
    }
}
