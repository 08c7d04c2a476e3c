//! A tile map: every state the same size, so that small ones are seen. Rates only, in classes; no data is hatched.

use std::fmt::Write;

use super::{Chart, Frame, escape};

/// One state.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// Its code, drawn on the tile.
    pub code: String,
    /// Column and row on the grid.
    pub place: (u32, u32),
    /// The rate; none is hatched, never drawn as zero.
    pub rate: Option<f64>,
    /// The rate as words.
    pub text: String,
}

/// Viridis at five places, light to dark, with the ink that reads on each.
const CLASSES: [(&str, &str); 5] = [
    ("#fde725", "#0d1f20"),
    ("#5ec962", "#0d1f20"),
    ("#21918c", "#ffffff"),
    ("#3b528b", "#ffffff"),
    ("#440154", "#ffffff"),
];
const SIZE: f64 = 84.0;
const GAP: f64 = 6.0;

/// Cuts that put about as many rates in each of `classes` classes (at most five). Equal rates share a class.
#[must_use]
pub fn quantile_cuts(rates: &[f64], classes: usize) -> Vec<f64> {
    let mut sorted: Vec<f64> = rates.iter().copied().filter(|rate| rate.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let classes = classes.clamp(1, CLASSES.len());
    let mut cuts: Vec<f64> = (1..classes)
        .filter_map(|i| sorted.get(i * sorted.len() / classes).copied())
        .collect();
    cuts.dedup();
    cuts
}

/// Draws the map and, beneath it, the classes with their cuts. `words` are the head of the first and second table column and
/// the word for "no data".
#[must_use]
pub fn tile_map(frame: Frame<'_>, tiles: &[Tile], cuts: &[(f64, String)], words: [&str; 3]) -> Chart {
    let columns = tiles.iter().map(|tile| tile.place.0 + 1).max().unwrap_or(1).min(64);
    let grid_rows = tiles.iter().map(|tile| tile.place.1 + 1).max().unwrap_or(1).min(64);
    let width = (f64::from(columns) * (SIZE + GAP)).max(620.0);
    let map_height = f64::from(grid_rows) * (SIZE + GAP);
    let mut svg = frame.open(width, map_height + 56.0);
    for tile in tiles {
        draw_tile(&mut svg, frame, tile, cuts, width);
    }
    let legend = legend(tiles, cuts, words[2]);
    draw_legend(&mut svg, frame, &legend, width, map_height + 14.0);
    svg.push_str("</svg>");
    let rows = tiles
        .iter()
        .map(|tile| vec![tile.code.clone(), tile.text.clone()])
        .collect();
    Chart {
        svg,
        columns: vec![words[0].into(), words[1].into()],
        rows,
    }
}

fn class(rate: f64, cuts: &[(f64, String)]) -> usize {
    cuts.iter()
        .filter(|(cut, _)| rate >= *cut)
        .count()
        .min(CLASSES.len() - 1)
}

fn draw_tile(svg: &mut String, frame: Frame<'_>, tile: &Tile, cuts: &[(f64, String)], width: f64) {
    let x = frame.left(f64::from(tile.place.0.min(63)) * (SIZE + GAP), SIZE, width);
    let y = f64::from(tile.place.1.min(63)) * (SIZE + GAP);
    let (fill, ink) = match tile.rate {
        Some(rate) => CLASSES[class(rate, cuts)],
        None => ("url(#hatch)", "#0d1f20"),
    };
    let _ = write!(
        svg,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{SIZE}\" height=\"{SIZE}\" fill=\"{fill}\" stroke=\"#708486\"/>"
    );
    let middle = x + SIZE / 2.0;
    if tile.rate.is_none() {
        let _ = write!(
            svg,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"72\" height=\"42\" fill=\"#ffffff\"/>",
            middle - 36.0,
            y + 22.0
        );
    }
    let _ = write!(
        svg,
        "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-weight=\"650\" fill=\"{ink}\">{}</text>\
         <text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"{ink}\">{}</text>",
        y + 39.0,
        escape(&tile.code),
        y + 57.0,
        escape(&tile.text)
    );
}

/// The classes with their ends in words, and the hatching of no data.
fn legend(tiles: &[Tile], cuts: &[(f64, String)], none: &str) -> Vec<(&'static str, String)> {
    let rated = || tiles.iter().filter_map(|tile| Some((tile.rate?, tile.text.as_str())));
    let least = rated().min_by(|a, b| a.0.total_cmp(&b.0)).map_or("", |(_, text)| text);
    let most = rated().max_by(|a, b| a.0.total_cmp(&b.0)).map_or("", |(_, text)| text);
    let end = |i: usize| cuts.get(i).map(|(_, text)| text.as_str());
    let mut words = Vec::new();
    for (i, (fill, _)) in CLASSES.iter().enumerate().take(cuts.len() + 1) {
        let from = i.checked_sub(1).and_then(end).unwrap_or(least);
        let to = end(i).unwrap_or(most);
        let word = if from == to {
            from.to_owned()
        } else {
            format!("{from} – {to}")
        };
        // Numbers and signs keep their order inside a page that reads from right to left.
        words.push((*fill, format!("\u{2066}{word}\u{2069}")));
    }
    words.push(("url(#hatch)", none.to_owned()));
    words
}

fn draw_legend(svg: &mut String, frame: Frame<'_>, words: &[(&str, String)], width: f64, y: f64) {
    let step = width / words.len() as f64;
    for (i, (fill, word)) in words.iter().enumerate() {
        let x = i as f64 * step;
        let _ = write!(
            svg,
            "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"18\" height=\"18\" fill=\"{fill}\" stroke=\"#708486\"/>\
             <text class=\"c-axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"start\" fill=\"#3d5153\">{}</text>",
            frame.left(x, 18.0, width),
            frame.x(x + 24.0, width),
            y + 14.0,
            escape(word)
        );
    }
}
