//! Charts as pure functions: an SVG text and, beside it, the same figures as a table.
//!
//! Nothing is said by colour alone: marks have shapes, missing data has a hatch, and every chart has its table twin. Colours
//! are from Okabe and Ito's set and from viridis; classes let a page's own style sheet take over. Text is left to the reader's
//! browser, so Arabic is shaped there.

mod bands;
mod frame;
mod line;
mod matrix;
mod tiles;

pub use bands::{BandRow, bands};
pub use frame::{Chart, Direction, Frame, escape};
pub use line::{LinePoint, lines};
pub use matrix::{HeatCell, heat_matrix};
pub use tiles::{Tile, quantile_cuts, tile_map};
