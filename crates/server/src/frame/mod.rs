//! The page frame: languages, layout, style, live updates.

pub mod assets;
pub mod headers;
pub mod locale;
pub mod page;
pub mod parts;
