//! An ordered matrix of what occurs together: it reads without colour, by the numbers in its cells.

use std::fmt::Write;

use super::{Chart, Frame, escape};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// Row and column.
    pub place: (usize, usize),
    /// Strength of the ground between 0 and 1; none is hatched.
    pub strength: Option<f64>,
    /// The number in the cell.
    pub text: String,
    /// Whether the cell is surely more than chance; drawn in bold with a frame.
    pub sure: bool,
}

const CELL: f64 = 56.0;
/// Width of one letter of a label, amply.
const LETTER: f64 = 7.2;

/// Draws the lower triangle of a matrix; `labels` name rows and columns in order. The table twin lists `rows` as given.
#[must_use]
pub fn heat_matrix(
    frame: Frame<'_>,
    labels: &[String],
    cells: &[HeatCell],
    columns: &[String],
    rows: Vec<Vec<String>>,
) -> Chart {
    let n = labels.len();
    let longest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    // Room for the number before a label and for air behind it.
    let side = (longest as f64 * LETTER + 48.0).clamp(160.0, 640.0);
    let width = side + CELL * n.max(1) as f64;
    let height = CELL * n.max(1) as f64 * 0.7 + 26.0;
    let step = CELL * 0.7;
    let mut svg = frame.open(width, height);
    for (i, label) in labels.iter().enumerate() {
        let y = step * i as f64;
        let _ = write!(
            svg,
            "<text class=\"c-label\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"start\" fill=\"#0d1f20\">{} · {}</text>",
            frame.x(6.0, width),
            y + step / 2.0 + 4.5,
            i + 1,
            escape(label)
        );
        let _ = write!(
            svg,
            "<text class=\"c-axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#3d5153\">{}</text>",
            frame.x(side + CELL * (i as f64 + 0.5), width),
            step * n as f64 + 18.0,
            i + 1
        );
    }
    let inside = |cell: &&HeatCell| cell.place.0 < n && cell.place.1 < n;
    for cell in cells.iter().filter(inside) {
        draw_cell(&mut svg, frame, cell, (side, width), step);
    }
    svg.push_str("</svg>");
    Chart {
        svg,
        columns: columns.to_vec(),
        rows,
    }
}

fn draw_cell(svg: &mut String, frame: Frame<'_>, cell: &HeatCell, (side, width): (f64, f64), step: f64) {
    let (row, column) = cell.place;
    let x = frame.left(side + CELL * column as f64, CELL - 4.0, width);
    let y = step * row as f64;
    let (width, height) = (CELL - 4.0, step - 4.0);
    let strength = cell.strength.map_or(0.0, |s| s.clamp(0.0, 1.0));
    let fill = if cell.strength.is_some() {
        "#56B4E9"
    } else {
        "url(#hatch)"
    };
    let opacity = if cell.strength.is_some() {
        0.08 + 0.7 * strength
    } else {
        1.0
    };
    let (weight, stroke, edge) = if cell.sure {
        ("700", "#00434b", 2.5)
    } else {
        ("400", "#a9b8b6", 1.0)
    };
    // On a white ground of its own, so that ink and frame mean the same on a dark page.
    let _ = write!(
        svg,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"#ffffff\"/>\
         <rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\" fill-opacity=\"{opacity:.2}\" \
         stroke=\"{stroke}\" stroke-width=\"{edge}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-weight=\"{weight}\" \
         fill=\"#0d1f20\">{}</text>",
        x + CELL / 2.0 - 2.0,
        y + step / 2.0 + 3.0,
        escape(&cell.text)
    );
}
