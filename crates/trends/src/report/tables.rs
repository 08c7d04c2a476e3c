//! The report's figures as CSV.

use super::build::{FEWEST_ANSWERS, Report};
use crate::questionnaire::Tally;
use crate::ranking::Placed;

/// Rows as RFC 4180 text.
pub(super) fn csv_text(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail; a row that did would be missed by the test that counts rows.
        let _ = writer.write_record(row);
    }
    writer
        .into_inner()
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

/// A number with six decimals, or nothing.
pub(super) fn six(value: Option<f64>) -> String {
    value
        .filter(|v| v.is_finite())
        .map_or(String::new(), |v| format!("{v:.6}"))
}

/// Shares of every item, scale and region, with ranks where there are any. Shares of a region with fewer than five answers are
/// suppressed: their row stands with an empty share.
#[must_use]
pub fn shares_csv(report: &Report) -> String {
    let head = [
        "item",
        "question",
        "region",
        "numerator",
        "denominator",
        "share",
        "lower",
        "upper",
        "asked",
        "answered",
        "dont_know",
        "not_applicable",
        "refused",
        "no_answer",
        "suppressed",
        "mean_rank",
        "rank_lower",
        "rank_upper",
        "p_top_ten",
        "tied_from",
        "tied_to",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(report.tallies.iter().map(|tally| share_row(report, tally)));
    csv_text(&rows)
}

fn share_row(report: &Report, tally: &Tally) -> Vec<String> {
    let suppressed = tally.region.is_some() && tally.responses.answered < FEWEST_ANSWERS;
    let share = tally.share().filter(|_| !suppressed);
    let ranking = report
        .rankings
        .iter()
        .find(|(scale, _)| *scale == tally.scale && tally.region.is_none());
    let placed = ranking.and_then(|(_, ranking)| ranking.placed.iter().find(|placed| placed.name == tally.item));
    let counted = tally.responses;
    let shown = |n: u64| {
        if suppressed { String::new() } else { n.to_string() }
    };
    let place = |of: fn(&Placed) -> usize| placed.map_or(String::new(), |placed| of(placed).to_string());
    vec![
        tally.item.clone(),
        tally.scale.clone(),
        tally.region.clone().unwrap_or_else(|| "all".into()),
        shown(tally.top),
        shown(counted.answered),
        six(share.map(|s| s.value)),
        six(share.map(|s| s.interval.0)),
        six(share.map(|s| s.interval.1)),
        counted.asked.to_string(),
        shown(counted.answered),
        shown(counted.dont_know),
        shown(counted.not_applicable),
        shown(counted.refused),
        shown(counted.no_answer()),
        u8::from(suppressed).to_string(),
        six(placed.map(|p| p.mean_rank)),
        place(|p| p.band.0),
        place(|p| p.band.1),
        six(placed.map(|p| p.p_top)),
        place(|p| p.places.0),
        place(|p| p.places.1),
    ]
}

/// Recorded counts and rates with exact intervals. For law enforcement only.
#[must_use]
pub fn counts_csv(report: &Report) -> String {
    let head = [
        "area",
        "iccs",
        "year",
        "count",
        "population",
        "rate_per_100000",
        "lower",
        "upper",
        "counting_unit",
        "counting_rule",
        "break",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for record in report
        .recorded
        .iter()
        .flat_map(|crime| &crime.areas)
        .flat_map(|area| &area.records)
    {
        let interval = super::recorded::rate_interval(record);
        rows.push(vec![
            record.area.clone(),
            record.iccs.to_string(),
            record.year.to_string(),
            record.count.to_string(),
            record.population.map_or(String::new(), |people| people.to_string()),
            six(record.rate()),
            six(interval.map(|i| i.0)),
            six(interval.map(|i| i.1)),
            record.counting_unit.clone(),
            record.counting_rule.clone(),
            u8::from(record.after_break).to_string(),
        ]);
    }
    csv_text(&rows)
}

/// The table of models behind the hidden figure. For law enforcement only.
#[must_use]
pub fn models_csv(report: &Report) -> String {
    let mut rows = vec![["model", "estimate", "bic", "aic"].map(str::to_owned).to_vec()];
    if let Some(Ok(estimate)) = &report.hidden {
        for row in &estimate.models {
            rows.push(vec![
                row.model.to_string(),
                six(Some(row.estimate)),
                six(Some(row.bic)),
                six(Some(row.aic)),
            ]);
        }
    }
    csv_text(&rows)
}
