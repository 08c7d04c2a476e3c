//! Print-quality papers: notices, decision letters, stop requests and reports as tagged PDF/A in four languages.
//!
//! The room is a program of its own, so that only a change of papers pays for building a typesetter, and so that a
//! fault in typesetting never reaches the server's memory. `cordon-documents` reads one request as JSON on standard
//! input and writes the PDF on standard output; [`print`] is the same as a function.
//!
//! - The same request gives the same bytes: every date comes with the request, nothing reads a clock.
//! - What users wrote is data. Templates read it from a file of the typesetter's own small world ([`press`]); it never
//!   becomes source text, and the templates can read nothing else, neither disk nor network.
//! - The words that people read stand in `words/*.json`, one file a language, with the same ids in each.

mod clean;
mod date;
mod fault;
mod name;
mod press;
mod report;
mod request;

pub use fault::Fault;
pub use report::{Block, Column, Edition, Part, ReportFields, Tone};
pub use request::{
    Addendum, Amount, Asked, Decision, DecisionFields, Fact, FactValue, Fields, Ground, Kind, LARGEST_REQUEST,
    Language, NoticeFields, Party, Request, StopRequestFields,
};

/// Reads a request and sets it: the bytes of a PDF/A-2a file, tagged, with its fonts inside.
///
/// # Errors
/// [`Fault`] names the field and the rule: the request is too large, malformed, holds a date or a language that does
/// not exist, carries a name that is not the organisation's to carry, or a drawing that is not SVG.
pub fn print(request: &[u8]) -> Result<Vec<u8>, Fault> {
    let request = Request::read(request)?;
    press::press(&request)
}
