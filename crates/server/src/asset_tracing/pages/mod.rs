//! Pages of tracing: a first look without a case, the panel on a case, a kept file, the printed statement.

pub mod case;
pub mod first_look;
pub mod print;
pub mod request;
mod steps;
pub mod trace;
mod words;
