//! What occurs together, and how surely.

mod matrix;
mod odds_ratio;
mod refusal;

pub use matrix::{Interconnection, MatrixCell, SMALL_CELL, interconnection, read_occurrences};
pub use odds_ratio::{
    MantelHaenszel, OddsRatio, TwoByTwo, benjamini_hochberg, mantel_haenszel, odds_ratio, read_tables,
};
pub use refusal::Refusal;
