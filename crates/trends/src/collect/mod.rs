//! Collecting: the questionnaire sent to bureaus and chased, counts handed in by file, the organisation's own operations.
//!
//! Nothing here reads a clock: times come in as microseconds since 1970 in UTC.

mod counts;
mod files;
mod operations;
mod refusal;
mod reply;
mod round;

pub use counts::take_counts;
pub use files::{Collected, form_csv, input_files};
pub use operations::{FEWEST, OperationCell, OperationRow, OperationsTable, Tallied, Work, tabulate};
pub use refusal::Refusal;
pub use reply::{Given, HandedIn, Reply, hand_in, save};
pub use round::{Chased, Round, Sender, Sending, Ticked, send, tick};
