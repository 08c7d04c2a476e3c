//! The report's observations as SDMX-CSV 2.1 (for SDMX 3.1).
//!
//! Source: sdmx-twg/sdmx-csv, data message field guide. A value that is missing on purpose is `NaN` there, beside a `CONF_STATUS`
//! that says why; it is never 0.

use super::build::{FEWEST_ANSWERS, Report};
use super::tables::{csv_text, six};

/// Media type of the file.
pub const MEDIA_TYPE: &str = "application/vnd.sdmx.data+csv; version=2.0.0";

const HEAD: [&str; 19] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "REF_AREA",
    "ICCS",
    "INDICATOR",
    "COUNT_UNIT",
    "SEX",
    "AGE",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_STATUS",
    "UNIT_MULT",
    "CONF_STATUS",
    "BREAK",
    "METHOD",
    "LOWER",
    "UPPER",
];

/// One observation, what differs between them.
struct Observation {
    area: String,
    iccs: String,
    indicator: String,
    unit: String,
    year: i32,
    value: Option<f64>,
    status: &'static str,
    confidential: &'static str,
    after_break: bool,
    method: &'static str,
    interval: Option<(f64, f64)>,
}

/// All observations: shares by area, recorded counts and rates. `full` adds what is for law enforcement only.
#[must_use]
pub fn sdmx_csv(report: &Report, full: bool) -> String {
    let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
    rows.extend(shares(report).iter().map(row));
    if full {
        rows.extend(recorded(report).iter().map(row));
    }
    csv_text(&rows)
}

fn row(observation: &Observation) -> Vec<String> {
    let value = observation
        .value
        .filter(|v| v.is_finite())
        .map_or("NaN".to_owned(), |v| format!("{v}"));
    vec![
        "dataflow".into(),
        "CORDON:TRENDS(1.0)".into(),
        "R".into(),
        "A".into(),
        observation.area.clone(),
        observation.iccs.clone(),
        observation.indicator.clone(),
        observation.unit.clone(),
        "_T".into(),
        "_T".into(),
        observation.year.to_string(),
        value,
        observation.status.into(),
        "0".into(),
        observation.confidential.into(),
        u8::from(observation.after_break).to_string(),
        observation.method.into(),
        six(observation.interval.map(|i| i.0)),
        six(observation.interval.map(|i| i.1)),
    ]
}

fn shares(report: &Report) -> Vec<Observation> {
    let mut found = Vec::new();
    for tally in &report.tallies {
        let suppressed = tally.region.is_some() && tally.responses.answered < FEWEST_ANSWERS;
        let share = tally.share().filter(|_| !suppressed);
        let codes = report
            .questionnaire
            .item(&tally.item)
            .map(|item| item.iccs.join("_"))
            .unwrap_or_default();
        let scale = tally.scale.to_uppercase().replace('-', "_");
        found.push(Observation {
            area: tally.region.clone().unwrap_or_else(|| "ALL".into()),
            iccs: if codes.is_empty() {
                "_Z".into()
            } else {
                format!("ICCS{codes}")
            },
            indicator: format!("{scale}_{}", tally.item.to_uppercase().replace('-', "_")),
            unit: "SHARE".into(),
            year: report.year,
            value: share.map(|s| s.value),
            status: if share.is_some() { "A" } else { "M" },
            confidential: if suppressed { "C" } else { "F" },
            after_break: false,
            method: "WILSON",
            interval: share.map(|s| s.interval),
        });
    }
    found
}

fn recorded(report: &Report) -> Vec<Observation> {
    let mut found = Vec::new();
    for record in report
        .recorded
        .iter()
        .flat_map(|crime| &crime.areas)
        .flat_map(|area| &area.records)
    {
        let unit = record.counting_unit.to_uppercase();
        let observation = |indicator: &str, value: Option<f64>, interval| Observation {
            area: record.area.clone(),
            iccs: format!("ICCS{}", record.iccs),
            indicator: indicator.into(),
            unit: if unit.is_empty() { "_X".into() } else { unit.clone() },
            year: record.year,
            value,
            status: if record.after_break { "B" } else { "A" },
            confidential: "N",
            after_break: record.after_break,
            method: "GARWOOD",
            interval,
        };
        found.push(observation("RECORDED_COUNT", Some(record.count as f64), None));
        if record.rate().is_some() {
            found.push(observation(
                "RECORDED_RATE",
                record.rate(),
                super::recorded::rate_interval(record),
            ));
        }
    }
    found
}
