//! Points with bands: a share or a rate with its interval, one row each.

use std::fmt::Write;

use super::{Chart, Frame, escape};

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct BandRow {
    /// What the row is about.
    pub label: String,
    /// The value; none is drawn as "no data", never as zero.
    pub value: Option<f64>,
    /// Ends of the interval.
    pub interval: Option<(f64, f64)>,
    /// The value as words.
    pub text: String,
    /// Rows of an even group stand on a shaded ground.
    pub group: usize,
}

const WIDTH: f64 = 820.0;
const LABEL: f64 = 330.0;
const VALUE: f64 = 150.0;
const ROW: f64 = 26.0;
const TOP: f64 = 8.0;

/// Draws points with bands on one axis from 0 to `most`; `ticks` are axis places with their words.
#[must_use]
pub fn bands(frame: Frame<'_>, rows: &[BandRow], most: f64, ticks: &[(f64, String)], columns: [&str; 2]) -> Chart {
    let most = if most.is_finite() && most > 0.0 { most } else { 1.0 };
    let height = TOP + ROW * rows.len() as f64 + 30.0;
    let span = WIDTH - LABEL - VALUE;
    let at = |value: f64| LABEL + span * (value / most).clamp(0.0, 1.0);
    let mut svg = frame.open(WIDTH, height);
    for (tick, word) in ticks {
        let x = frame.x(at(*tick), WIDTH);
        let foot = TOP + ROW * rows.len() as f64;
        let _ = write!(
            svg,
            "<line class=\"c-grid\" x1=\"{x:.1}\" y1=\"{TOP}\" x2=\"{x:.1}\" y2=\"{foot:.1}\" stroke=\"#d3dddb\"/>\
             <text class=\"c-axis\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#3d5153\">{}</text>",
            foot + 18.0,
            escape(word)
        );
    }
    for (i, row) in rows.iter().enumerate() {
        draw_row(&mut svg, frame, row, TOP + ROW * i as f64, &at);
    }
    svg.push_str("</svg>");
    let table = rows
        .iter()
        .map(|row| vec![row.label.clone(), row.text.clone()])
        .collect();
    Chart {
        svg,
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        rows: table,
    }
}

fn draw_row(svg: &mut String, frame: Frame<'_>, row: &BandRow, y: f64, at: &impl Fn(f64) -> f64) {
    let middle = y + ROW / 2.0;
    if row.group.is_multiple_of(2) {
        let _ = write!(
            svg,
            "<rect class=\"c-ground\" x=\"0\" y=\"{y:.1}\" width=\"{WIDTH}\" height=\"{ROW}\" fill=\"#e7edeb\"/>"
        );
    }
    let _ = write!(
        svg,
        "<text class=\"c-label\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"start\" fill=\"#0d1f20\">{}</text>",
        frame.x(6.0, WIDTH),
        middle + 4.5,
        escape(&row.label)
    );
    if let Some((low, high)) = row.interval {
        let (from, to) = (at(low), at(high));
        let _ = write!(
            svg,
            "<rect class=\"c-band\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"8\" rx=\"4\" fill=\"#56B4E9\"/>",
            frame.left(from, (to - from).max(2.0), WIDTH),
            middle - 4.0,
            (to - from).max(2.0)
        );
    }
    if let Some(value) = row.value {
        let x = frame.x(at(value), WIDTH);
        let _ = write!(
            svg,
            "<circle class=\"c-mark\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"5\" fill=\"#00434b\"/>"
        );
    } else {
        let _ = write!(
            svg,
            "<rect class=\"c-none\" x=\"{:.1}\" y=\"{:.1}\" width=\"60\" height=\"10\" fill=\"url(#hatch)\"/>",
            frame.left(LABEL, 60.0, WIDTH),
            middle - 5.0
        );
    }
    let _ = write!(
        svg,
        "<text class=\"c-value\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#0d1f20\">{}</text>",
        frame.x(WIDTH - 6.0, WIDTH),
        middle + 4.5,
        escape(&row.text)
    );
}
