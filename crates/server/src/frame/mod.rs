//! The page frame: languages, layout, style, live updates.

pub mod locale;
