//! Evidence for and against one person being another, field by field, and the score that follows.

mod evidence;
mod explain;
mod fields;

pub use evidence::{Evidence, Finding, Weights};
pub use explain::{Message, english, messages};
pub use fields::{Glance, judge_fields, quick_fields, total_score, with_document};

/// Least score at which an officer is alerted.
pub const ALERT: f64 = 0.70;
