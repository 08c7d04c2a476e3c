//! Pages of notices.
pub mod act;
pub mod acts;
pub mod desk;
pub mod fields;
pub mod files;
pub mod form;
pub mod hit;
pub mod list;
pub mod notice;
pub mod person;
pub mod recalls;
pub mod rules;
pub mod sealed;
pub mod spoken;
pub mod translations;
