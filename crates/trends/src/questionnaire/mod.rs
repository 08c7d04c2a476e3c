//! The questionnaire "World threat assessment" and what its answers come to.

mod answers;
mod definition;
mod published;
mod refusal;
mod tally;

pub(crate) use answers::check_answer;
pub use answers::{Answer, AnswerSheet, Respondent, read_answers, read_respondents};
pub(crate) use definition::word;
pub use definition::{Apart, ApartKind, Area, Item, Questionnaire, Scale, ScalePoint, Words};
pub use published::{PublishedTable, PublishedValue, published_2022};
pub use refusal::Refusal;
pub use tally::{Tally, tally};
