//! One test binary: a file per question.
#[path = "suite/answers.rs"]
mod answers;
#[path = "suite/files.rs"]
mod files;
#[path = "suite/hostile.rs"]
mod hostile;
#[path = "suite/reading.rs"]
mod reading;
#[path = "suite/refusals.rs"]
mod refusals;
#[path = "suite/schema.rs"]
mod schema;
#[path = "suite/writing.rs"]
mod writing;
