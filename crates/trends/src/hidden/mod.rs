//! Hidden figures: how many were never on any list.
//!
//! Several incomplete lists of the same people (police, charities, labour inspectors) overlap; the pattern of
//! overlap says something about those that no list holds. Every answer here rests on assumptions that the lists
//! cannot test, so the module never gives one number alone: it gives the table of models, their range, an interval
//! that repeats the choice of model, and a refusal where the lists say too little.
//!
//! Read [`estimate()`] first; the methods stand in files of their own and can be used alone.

mod bootstrap;
mod bound;
mod cells;
mod cells_csv;
mod coverage;
mod dense;
mod downhill;
mod estimate;
mod existence;
mod heterogeneity;
mod loglinear;
mod model;
mod pairs;
mod poisson;
mod profile;
mod refusal;
mod search;
mod stepwise;
mod warning;

pub use bootstrap::{BcaInterval, BootstrapPlan, bca_interval};
pub use bound::{best_by_listing, best_model};
pub use cells::{CaptureRecords, CaptureTable, MOST_LISTS, MOST_PAIR_LISTS};
pub use cells_csv::read_cells;
pub use coverage::{SampleCoverage, sample_coverage};
pub use downhill::downhill;
pub use estimate::{
    Choice, Criterion, Estimate, Interval, IntervalKind, ModelRow, Request, Sensitivity, Warning, estimate,
};
pub use existence::{Existence, existence};
pub use heterogeneity::{CaptureModel, HeterogeneityFit, capture_profile, fit_capture_model};
pub use loglinear::{Fit, fit};
pub use model::Model;
pub use pairs::{ChaoBound, ListPair, chao_lower_bound, chapman, log_normal_interval, pairs, petersen};
pub use profile::{profile_interval, wald_interval};
pub use refusal::Refusal;
pub use search::{Catalogue, Search};
pub use stepwise::{STEPWISE_P, Step, stepwise};
