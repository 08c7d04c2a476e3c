//! Rankings that say how sure they are.

mod rank;
mod rank_csv;
mod refusal;
mod share;

pub use rank::{MOST_UNITS, Measure, Placed, Prior, RankPlan, Ranking, Unit, rank};
pub use rank_csv::read_units;
pub use refusal::Refusal;
pub use share::{ResponseCount, Share, wilson};
