//! What is rising or falling, and when it began.
//!
//! A change in how things are counted is a break, never a trend. Nothing here looks across a flagged break: each stretch
//! between breaks is answered on its own.

mod mann_kendall;
mod pelt;
mod rate_ratio;
mod refusal;
mod series;
mod series_csv;

pub use mann_kendall::{MOST_POINTS, MannKendall, MannKendallScore, mann_kendall};
pub use pelt::{ChangePoint, Changes, MOST_PELT_POINTS, Penalty, Scale, Segment, pelt};
pub use rate_ratio::{CountedRate, RateRatio, rate_ratio, read_rate_pairs};
pub use refusal::Refusal;
pub use series::{Point, Series, Spacing};
pub use series_csv::read_series;
