//! The yearly trend report: built once from its inputs, rendered in four languages and two editions.
//!
//! Every figure carries the inputs it rests on. Nothing is printed without its denominator, and nothing is compared across a
//! flagged break.

mod build;
mod certainty;
mod chapter;
mod findings;
mod html;
mod html_parts;
mod html_records;
mod html_tables;
mod inputs;
mod page;
mod recorded;
mod sdmx;
mod tables;
mod trail;
mod words;

pub use build::{Report, build};
pub use certainty::Certainty;
pub use chapter::{Chapter, Look, chapter, item_by_region, recorded_crime};
pub use findings::{Argument, Finding};
pub use html::{Edition, Printed, blocks, render};
pub use inputs::{InputFile, InputFiles, Refusal, ReportInputs, exercise_files, read_inputs};
pub use page::{Block, FindingLine, short};
pub use recorded::{AreaRate, RecordedCrime};
pub use sdmx::{MEDIA_TYPE as SDMX_CSV_MEDIA_TYPE, sdmx_csv};
pub use tables::{counts_csv, models_csv, shares_csv};
pub use trail::{Figure, trail, trail_csv};
pub use words::{LANGUAGES, Language};
