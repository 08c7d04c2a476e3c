//! What is happening, what is rising, and what no one reports.
//!
//! The engine of Cordon's crime-trend report, usable alone. It holds no clock, no network and no database: figures come
//! in as values, answers and refusals go out as values. Every method names its source; every random method takes a seed.
//!
//! - [`hidden`]: how many were never on any list (multiple systems estimation)

pub mod hidden;
pub mod random;
pub mod special;
pub mod table;
