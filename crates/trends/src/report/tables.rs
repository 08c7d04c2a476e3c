//! The report's figures as CSV.

use super::build::{FEWEST_ANSWERS, Report};

/// Rows as RFC 4180 text.
pub(super) fn csv_text(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
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
    for tally in &report.tallies {
        let suppressed = tally.region.is_some() && tally.responses.answered < FEWEST_ANSWERS;
        let share = tally.share().filter(|_| !suppressed);
        let placed = report
            .rankings
            .iter()
            .find(|(scale, _)| *scale == tally.scale && tally.region.is_none())
            .and_then(|(_, ranking)| {
                ranking
                    .placed
                    .iter()
                    .find(|placed| placed.name == tally.item)
            });
        let counted = tally.responses;
        let shown = |n: u64| {
            if suppressed {
                String::new()
            } else {
                n.to_string()
            }
        };
        let mut row = vec![
            tally.item.clone(),
            tally.scale.clone(),
            tally.region.clone().unwrap_or_else(|| "all".into()),
            shown(tally.top),
            shown(counted.answered),
            six(share.map(|s| s.value)),
            six(share.map(|s| s.interval.0)),
            six(share.map(|s| s.interval.1)),
            counted.asked.to_string(),
        ];
        row.extend(
            [
                counted.answered,
                counted.dont_know,
                counted.not_applicable,
                counted.refused,
                counted.no_answer(),
            ]
            .map(shown),
        );
        row.push(u8::from(suppressed).to_string());
        row.push(six(placed.map(|p| p.mean_rank)));
        let places = placed.map_or([const { String::new() }; 2], |p| {
            [p.band.0.to_string(), p.band.1.to_string()]
        });
        row.extend(places);
        row.push(six(placed.map(|p| p.p_top)));
        row.extend(placed.map_or([const { String::new() }; 2], |p| {
            [p.places.0.to_string(), p.places.1.to_string()]
        }));
        rows.push(row);
    }
    csv_text(&rows)
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
            record
                .population
                .map_or(String::new(), |people| people.to_string()),
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
    let mut rows = vec![
        ["model", "estimate", "bic", "aic"]
            .map(str::to_owned)
            .to_vec(),
    ];
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
