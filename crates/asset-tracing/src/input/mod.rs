//! From bytes to transfers: which column is what, how numbers and dates are written, and which lines are bad.

pub mod balances;
pub mod description;
mod encoding;
pub mod fault;
mod forms;
mod guess;
pub mod lists;
pub mod load;
pub mod open;
pub mod reading;
pub(crate) mod records;
mod rows;
mod words;

pub use guess::HEAD;
