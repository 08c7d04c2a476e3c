//! Where the money went, account to account, under a named legal rule.

pub mod amount;
pub mod division;
pub mod engine;
pub mod findings;
mod ids;
pub mod instant;
pub mod names;
pub mod reach;
pub mod refusal;
pub mod rules;
pub mod transfers;
