//! A series over time that stops at a break and starts anew.

use std::fmt::Write;

use super::{Chart, Frame, escape};

/// One value of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct LinePoint {
    /// Place on the axis of time.
    pub position: f64,
    /// The time as words.
    pub time: String,
    /// The value.
    pub value: f64,
    /// Ends of its interval.
    pub interval: Option<(f64, f64)>,
    /// The value as words.
    pub text: String,
    /// Counting changed before this value: the line is not drawn across.
    pub after_break: bool,
}

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 220.0;
const SIDE: f64 = 64.0;
const TOP: f64 = 14.0;
const FOOT: f64 = 30.0;

/// Draws a line with its band from 0 upwards. `most_text` is the word at the top of the axis, `zero_text` the one at its foot.
#[must_use]
pub fn lines(frame: Frame<'_>, points: &[LinePoint], most: f64, axis: [&str; 2], columns: [&str; 2]) -> Chart {
    let first = points.first().map_or(0.0, |p| p.position);
    let last = points.last().map_or(1.0, |p| p.position);
    let width = if last > first { last - first } else { 1.0 };
    let most = if most.is_finite() && most > 0.0 { most } else { 1.0 };
    let x = |position: f64| frame.x(SIDE + (WIDTH - SIDE - 20.0) * (position - first) / width, WIDTH);
    let y = |value: f64| TOP + (HEIGHT - TOP - FOOT) * (1.0 - (value / most).clamp(0.0, 1.0));
    let mut svg = frame.open(WIDTH, HEIGHT);
    let [zero_text, most_text] = axis;
    for (value, word) in [(0.0, zero_text), (most, most_text)] {
        let _ = write!(
            svg,
            "<line class=\"c-grid\" x1=\"{:.1}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{y:.1}\" stroke=\"#d3dddb\"/>\
             <text class=\"c-axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#3d5153\">{}</text>",
            frame.x(SIDE, WIDTH),
            frame.x(WIDTH - 20.0, WIDTH),
            frame.x(SIDE - 8.0, WIDTH),
            y(value) + 4.0,
            escape(word),
            y = y(value)
        );
    }
    for stretch in stretches(points) {
        draw_stretch(&mut svg, stretch, &x, &y);
    }
    draw_breaks(&mut svg, points, &x);
    let ends = points
        .first()
        .into_iter()
        .chain(points.last().filter(|_| points.len() > 1));
    for point in ends.chain(points.iter().filter(|point| point.after_break)) {
        let _ = write!(
            svg,
            "<text class=\"c-axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#3d5153\">{}</text>",
            x(point.position),
            HEIGHT - 10.0,
            escape(&point.time)
        );
    }
    svg.push_str("</svg>");
    let rows = points
        .iter()
        .map(|point| vec![point.time.clone(), point.text.clone()])
        .collect();
    Chart {
        svg,
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        rows,
    }
}

fn stretches(points: &[LinePoint]) -> Vec<&[LinePoint]> {
    let mut found = Vec::new();
    let mut start = 0;
    for i in 1..points.len() {
        if points[i].after_break {
            found.push(&points[start..i]);
            start = i;
        }
    }
    if start < points.len() {
        found.push(&points[start..]);
    }
    found
}

fn draw_stretch(svg: &mut String, points: &[LinePoint], x: &impl Fn(f64) -> f64, y: &impl Fn(f64) -> f64) {
    let mut band = String::new();
    let upper = points
        .iter()
        .filter_map(|p| p.interval.map(|(_, high)| (p.position, high)));
    let lower = points
        .iter()
        .rev()
        .filter_map(|p| p.interval.map(|(low, _)| (p.position, low)));
    for (position, value) in upper.chain(lower) {
        let _ = write!(band, "{:.1},{:.1} ", x(position), y(value));
    }
    let _ = write!(
        svg,
        "<polygon class=\"c-band\" points=\"{}\" fill=\"#56B4E9\" fill-opacity=\"0.45\"/>",
        band.trim_end()
    );
    let mut line = String::new();
    for point in points {
        let _ = write!(line, "{:.1},{:.1} ", x(point.position), y(point.value));
    }
    let line = line.trim_end();
    let _ = write!(
        svg,
        "<polyline class=\"c-line\" points=\"{line}\" fill=\"none\" stroke=\"#00434b\" stroke-width=\"2\"/>"
    );
    for point in points {
        let (cx, cy) = (x(point.position), y(point.value));
        let _ = write!(
            svg,
            "<circle class=\"c-mark\" cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"3.5\" fill=\"#00434b\"/>"
        );
    }
}

fn draw_breaks(svg: &mut String, points: &[LinePoint], x: &impl Fn(f64) -> f64) {
    for pair in points.windows(2).filter(|pair| pair[1].after_break) {
        let middle = 0.5 * (x(pair[0].position) + x(pair[1].position));
        let _ = write!(
            svg,
            "<line class=\"c-break\" x1=\"{middle:.1}\" y1=\"{TOP}\" x2=\"{middle:.1}\" y2=\"{:.1}\" stroke=\"#b01c17\" \
             stroke-width=\"2\" stroke-dasharray=\"2 5\"/>",
            HEIGHT - FOOT
        );
    }
}
