//! Pages of notices: lists, one notice, the check of a request.
pub mod act;
pub mod check;
pub mod list;
pub mod notice;
