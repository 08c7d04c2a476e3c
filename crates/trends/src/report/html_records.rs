//! The chapters that rest on records: recorded crime, lists, cases, money.

use std::collections::BTreeSet;

use super::build::Report;
use super::html_parts::{figure, figure_of_table, note, section, table};
use super::html_tables::frame;
use super::page::Page;
use super::recorded::{AreaRate, RecordedCrime};
use super::words::Words;
use crate::association::{MatrixCell, SMALL_CELL};
use crate::chart::{BandRow, HeatCell, LinePoint, Tile, bands, heat_matrix, lines, quantile_cuts, tile_map};

/// Tiles in one row of the map.
const TILES_A_ROW: usize = 4;
/// Areas whose series is drawn for one crime.
const MOST_SERIES: usize = 4;

/// Recorded crime: a map, a table and the series of each crime.
pub(super) fn recorded(page: &mut Page, report: &Report, words: &Words) {
    if report.recorded.is_empty() {
        return;
    }
    section(page, words, "recorded", "heading-recorded");
    note(page, words.line("note-caution"));
    for (i, found) in report.recorded.iter().enumerate() {
        let id = if i == 0 {
            "T6".to_owned()
        } else {
            format!("T6-{}", i + 1)
        };
        crime(page, report, words, found, &id);
    }
    page.end();
}

/// One crime: the map, the table, the series.
pub(super) fn crime(page: &mut Page, report: &Report, words: &Words, crime: &RecordedCrime, id: &str) {
    let name = words.crime(crime.iccs.as_str());
    page.heading(format!("{} · {name}", crime.iccs));
    map(page, report, words, crime, id);
    let rows: Vec<Vec<String>> = crime.areas.iter().map(|area| area_row(words, area)).collect();
    let columns = [
        "column-area",
        "column-rate",
        "column-interval",
        "column-since",
        "column-slope",
    ];
    let mut columns: Vec<&str> = columns.iter().map(|id| words.line(id)).collect();
    columns.push("p");
    table(page, &columns, &rows, 1);
    series(page, words, crime, id.split('-').next().unwrap_or(id));
}

fn area_row(words: &Words, area: &AreaRate) -> Vec<String> {
    let none = || words.line("no-data").to_owned();
    let (rate, interval) = match area.rate {
        Some((rate, (low, high))) => (
            words.number(rate, 1),
            words.range(&words.number(low, 1), &words.number(high, 1)),
        ),
        None => (none(), String::new()),
    };
    let (slope, p) = match &area.trend {
        Some(trend) => (words.number(trend.sen_slope, 2), words.number(trend.score.p, 4)),
        None => (String::new(), String::new()),
    };
    vec![
        area.area.clone(),
        rate,
        interval,
        area.since.map_or(String::new(), |year| year.to_string()),
        slope,
        p,
    ]
}

fn map(page: &mut Page, report: &Report, words: &Words, crime: &RecordedCrime, id: &str) {
    let rates: Vec<f64> = crime.areas.iter().filter_map(|area| Some(area.rate?.0)).collect();
    let cuts: Vec<(f64, String)> = quantile_cuts(&rates, 4)
        .into_iter()
        .map(|cut| (cut, words.number(cut, 1)))
        .collect();
    let tiles: Vec<Tile> = crime
        .areas
        .iter()
        .enumerate()
        .map(|(i, area)| Tile {
            code: area.area.clone(),
            place: ((i % TILES_A_ROW) as u32, (i / TILES_A_ROW) as u32),
            rate: area.rate.map(|(rate, _)| rate),
            text: area
                .rate
                .map_or_else(|| words.line("no-data").to_owned(), |(rate, _)| words.number(rate, 1)),
        })
        .collect();
    let title = [words.crime(crime.iccs.as_str()), words.line("column-rate").to_owned()].join(words.comma());
    let description = words.with("note-map", &[("year", report.year.to_string())]);
    let heads = [
        words.line("column-area"),
        words.line("column-rate"),
        words.line("no-data"),
    ];
    let chart = tile_map(frame(words, &title, &description), &tiles, &cuts, heads);
    figure_of_table(page, id, &title, chart);
    note(page, &description);
}

/// The series of the areas that have the most to tell: those with a break first, then by strength of trend.
pub(super) fn series(page: &mut Page, words: &Words, crime: &RecordedCrime, id: &str) {
    let mut areas: Vec<&AreaRate> = crime.areas.iter().filter(|area| area.records.len() > 2).collect();
    let broken = |area: &AreaRate| area.records.iter().skip(1).any(|record| record.after_break);
    let strength = |area: &AreaRate| area.trend.as_ref().map_or(0.0, |trend| trend.score.z.abs());
    areas.sort_by(|a, b| broken(b).cmp(&broken(a)).then(strength(b).total_cmp(&strength(a))));
    areas.truncate(MOST_SERIES);
    for area in &areas {
        let points: Vec<LinePoint> = area
            .records
            .iter()
            .filter_map(|record| {
                let rate = record.rate()?;
                Some(LinePoint {
                    position: f64::from(record.year),
                    time: record.year.to_string(),
                    value: rate,
                    interval: super::recorded::rate_interval(record),
                    text: words.number(rate, 1),
                    after_break: record.after_break,
                })
            })
            .collect();
        let top = points
            .iter()
            .filter_map(|p| p.interval)
            .map(|(_, high)| high)
            .fold(0.0, f64::max);
        let title = format!(
            "{}{}{}: {}",
            words.crime(crime.iccs.as_str()),
            words.comma(),
            words.line("column-rate"),
            area.area
        );
        let axis = [words.number(0.0, 0), words.number(top, 1)];
        let columns = [words.line("column-year"), words.line("column-rate")];
        let description = words.line("note-line");
        let chart = lines(
            frame(words, &title, description),
            &points,
            top,
            [&axis[0], &axis[1]],
            columns,
        );
        let part = format!("{id}-{}-{}", crime.iccs, area.area);
        figure_of_table(page, &part, &title, chart);
    }
    note(page, words.line("note-line"));
    series_table(page, words, &areas);
}

/// The rates behind the drawn series, year by year.
fn series_table(page: &mut Page, words: &Words, areas: &[&AreaRate]) {
    let years: BTreeSet<i32> = areas
        .iter()
        .flat_map(|area| area.records.iter().map(|record| record.year))
        .collect();
    let rate = |area: &AreaRate, year: i32| {
        let record = area.records.iter().find(|record| record.year == year)?;
        Some(words.number(record.rate()?, 1))
    };
    let row = |year: i32| {
        let rates = areas
            .iter()
            .map(|area| rate(area, year).unwrap_or_else(|| words.line("no-data").to_owned()));
        std::iter::once(year.to_string()).chain(rates).collect()
    };
    let rows: Vec<Vec<String>> = years.into_iter().map(row).collect();
    if rows.is_empty() {
        return;
    }
    let columns: Vec<&str> = std::iter::once(words.line("column-year"))
        .chain(areas.iter().map(|area| area.area.as_str()))
        .collect();
    table(page, &columns, &rows, 1);
}

/// The hidden figure: models, range, interval, warnings; or the refusal.
pub(super) fn hidden(page: &mut Page, report: &Report, words: &Words) {
    let Some(found) = &report.hidden else { return };
    section(page, words, "T7", "heading-hidden");
    match found {
        Err(refused) => note(
            page,
            &words.with("note-hidden-refused", &[("reason", refused.to_string())]),
        ),
        Ok(estimate) => {
            let lists = estimate.fit.model.lists();
            note(page, &words.with("note-hidden", &[("n", lists.to_string())]));
            for near in estimate.sensitivity.iter().filter(|near| near.models > 1) {
                let arguments = [
                    ("models", words.number(near.models as f64, 0)),
                    ("within", words.number(near.within, 0)),
                    ("lower", words.number(near.lower, 0)),
                    ("upper", words.number(near.upper, 0)),
                ];
                note(page, &words.with("note-hidden-range", &arguments));
            }
            let most = estimate
                .models
                .iter()
                .take(10)
                .map(|row| row.estimate)
                .fold(0.0, f64::max)
                * 1.1;
            let rows: Vec<BandRow> = estimate
                .models
                .iter()
                .take(10)
                .enumerate()
                .map(|(i, row)| {
                    let ends = estimate
                        .interval
                        .filter(|_| i == 0)
                        .and_then(|ends| Some((ends.lower?, ends.upper?)));
                    BandRow {
                        label: row.model.to_string(),
                        value: Some(row.estimate),
                        interval: ends,
                        text: words.number(row.estimate, 0),
                        group: 1 + 2 * i,
                    }
                })
                .collect();
            let most = rows
                .iter()
                .filter_map(|row| row.interval)
                .map(|(_, high)| high * 1.05)
                .fold(most, f64::max);
            let ticks: Vec<(f64, String)> = (0..=4)
                .map(|i| most * f64::from(i) / 4.0)
                .map(|at| (at, words.number(at, 0)))
                .collect();
            let title = words.line("figure-hidden");
            let columns = [words.line("column-model"), words.line("column-estimate")];
            let text = words.with("note-hidden", &[("n", lists.to_string())]);
            let chart = bands(frame(words, title, &text), &rows, most, &ticks, columns);
            figure(page, "T7-models", title, chart);
        }
    }
    page.end();
}

/// What occurs together: the ordered matrix and its table.
pub(super) fn together(page: &mut Page, report: &Report, words: &Words) {
    let Some(matrix) = &report.together else {
        return;
    };
    section(page, words, "together", "heading-together");
    let labels: Vec<String> = matrix.types.iter().map(|(code, _)| words.crime(code)).collect();
    let index = |code: &str| matrix.types.iter().position(|(name, _)| name == code);
    let strongest = matrix
        .cells
        .iter()
        .filter_map(|cell| cell.odds_ratio)
        .map(|odds| odds.ratio.ln().max(0.0))
        .fold(1e-9, f64::max);
    let mut cells = Vec::new();
    let mut rows = Vec::new();
    for cell in &matrix.cells {
        let (Some(a), Some(b)) = (index(&cell.first), index(&cell.second)) else {
            continue;
        };
        let odds = cell.odds_ratio;
        cells.push(HeatCell {
            place: (a.max(b), a.min(b)),
            strength: odds.map(|odds| odds.ratio.ln().max(0.0) / strongest),
            text: odds.map_or(String::new(), |odds| words.number(odds.ratio, 1)),
            sure: odds.is_some_and(|odds| odds.interval.0 > 1.0) && cell.q.is_some_and(|q| q < 0.05),
        });
        rows.push(pair_row(words, cell));
    }
    let text = words.with(
        "note-together",
        &[
            ("n", words.number(matrix.cases as f64, 0)),
            ("least", SMALL_CELL.to_string()),
        ],
    );
    let title = words.line("figure-together");
    let columns: Vec<String> = [
        "column-item",
        "column-together",
        "column-odds",
        "column-interval",
        "column-q",
    ]
    .iter()
    .map(|id| words.line(id).to_owned())
    .collect();
    let chart = heat_matrix(frame(words, title, &text), &labels, &cells, &columns, rows);
    figure(page, "T8", title, chart);
    note(page, &text);
    page.end();
}

fn pair_row(words: &Words, cell: &MatrixCell) -> Vec<String> {
    let suppressed = || words.line("suppressed").to_owned();
    let odds = cell.odds_ratio;
    vec![
        format!("{} + {}", words.crime(&cell.first), words.crime(&cell.second)),
        cell.together.map_or_else(suppressed, |n| words.number(n as f64, 0)),
        odds.map_or_else(suppressed, |odds| words.number(odds.ratio, 2)),
        odds.map_or_else(String::new, |odds| {
            words.range(&words.number(odds.interval.0, 2), &words.number(odds.interval.1, 2))
        }),
        cell.q.map_or_else(String::new, |q| words.number(q, 4)),
    ]
}

/// Held of asked and of lost, beside the published estimates.
pub(super) fn interception(page: &mut Page, report: &Report, words: &Words) {
    if report.interception.is_empty() {
        return;
    }
    section(page, words, "T9", "heading-interception");
    let rows: Vec<Vec<String>> = report
        .interception
        .iter()
        .map(|line| {
            let sums = &line.sums;
            let ratio = |ratio: Option<crate::interception::Ratio>| {
                ratio.map_or_else(
                    || words.line("no-data").to_owned(),
                    |r| words.percent(r.ppm as f64 / 1e6, 1),
                )
            };
            // The currency stands in a column of its own.
            let money = |minor: i64| {
                words
                    .money(minor, &sums.asset)
                    .trim_end_matches(&sums.asset)
                    .trim_end()
                    .to_owned()
            };
            vec![
                sums.asset.clone(),
                money(sums.lost),
                money(sums.asked),
                money(sums.held),
                money(sums.returned),
                ratio(line.held_of_asked),
                ratio(line.held_of_lost),
            ]
        })
        .collect();
    let columns = [
        "column-asset",
        "column-lost",
        "column-asked-held",
        "column-held",
        "column-returned",
        "column-of-asked",
        "column-of-lost",
    ]
    .map(|id| words.line(id));
    table(page, &columns, &rows, 1);
    note(page, words.line("note-interception"));
    let rows: Vec<Vec<String>> = report
        .published_interception
        .iter()
        .map(|published| {
            let mark = if published.verified {
                String::new()
            } else {
                format!(" ({})", words.line("note-unverified"))
            };
            vec![
                format!("{}{mark}", words.data(&published.definition)),
                words.data(&published.denominator).to_owned(),
                format!("{} ({})", published.year, published.about),
                published.source.clone(),
            ]
        })
        .collect();
    let columns = [
        "column-definition",
        "column-denominator",
        "column-year",
        "column-source",
    ]
    .map(|id| words.line(id));
    table(page, &columns, &rows, 4);
    page.end();
}
