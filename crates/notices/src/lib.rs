//! The rulebook for alerts on persons and things: grounds, review, publication, recall.
//!
//! Rules are data ([`rulebook`]); a request ([`request`]) is checked against them ([`check`]); a notice lives through a
//! pure state machine. Nothing here waits, reads a clock, or touches a store: facts and the instant come
//! in as values, a decision or a refusal goes out as a value.
//!
//! ```
//! use cordon_notices::{check::{Verdict, check_request}, request::read, rulebook::{Rulebook, Rules}};
//!
//! let rules = Rules::exercise(Rulebook::model()?);
//! let file = read(br#"{"kind": "red", "requester": {"type": "bureau", "country": "QM"}}"#)?;
//! let report = check_request(&file, "2026-11-23T09:00:00Z".parse()?, &rules);
//! assert_eq!(report.verdict(), Verdict::Incomplete);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The rulebook that ships with the crate is a *model*, drawn from public descriptions; see [`rulebook`].

pub mod check;
pub mod dates;
pub mod hit;
pub mod ids;
pub mod image;
pub mod lifecycle;
pub mod memory;
pub mod penalty;
pub mod readiness;
pub mod request;
pub mod rulebook;
pub mod scripts;
