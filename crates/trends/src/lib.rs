//! What is happening, what is rising, and what no one reports.
//!
//! The engine of Cordon's crime-trend report, usable alone. It holds no clock, no network and no database: figures come
//! in as values, answers and refusals go out as values. Every method names its source; every random method takes a seed.
//!
//! - [`hidden`]: how many were never on any list (multiple systems estimation)
//! - [`change`]: Mann-Kendall, Sen, PELT, rate ratios; never across a flagged break
//! - [`ranking`]: shares with their denominators, ranks with bands and ties
//! - [`association`]: odds ratios, false-discovery control, the matrix of what occurs together
//! - [`survey`]: reporting rates and multipliers with their error
//! - [`interception`]: what was held of what was asked and of what was lost
//! - [`questionnaire`]: the yearly threat assessment, its answers, and who did not answer
//! - [`collect`]: the questionnaire sent, answered and chased; counts handed in; the organisation's own operations
//! - [`counts`]: recorded crime with its counting rules and breaks, and the values to ask about
//! - [`report`]: the yearly report in four languages, its tables and its trail
//! - [`chart`]: charts as text, each with a table twin

pub mod association;
pub mod change;
pub mod chart;
pub mod collect;
pub mod counts;
pub mod hidden;
pub mod iccs;
pub mod interception;
pub mod questionnaire;
pub mod random;
pub mod ranking;
pub mod report;
pub mod special;
pub mod survey;
pub mod table;
