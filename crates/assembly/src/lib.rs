//! Sessions, agenda, resolutions, quorum, votes, elections and budget of an assembly.
//!
//! Everything changes through one door, [`assembly::decide`]: state, act, actor and time go in as values; the next state with
//! the rules used and their arithmetic, or a [`refusal::Refusal`], comes out. Nothing here reads a clock, a file or chance.
//! Counts are whole numbers throughout.
//!
//! ```
//! use cordon_assembly::majority::{decide, Count, Hall, Majority};
//! use cordon_assembly::quorum::Quorum;
//!
//! let count = Count { yes: 130, no: 65, abstain: 0 };
//! let verdict = decide(Majority::TwoThirdsCast, count, Hall::default(), Quorum::None)?;
//! assert!(verdict.carried);
//! assert_eq!(verdict.why, "two thirds of yes and no: 3 × 130 ≥ 2 × 195 (390 ≥ 390)");
//! # Ok::<(), cordon_assembly::majority::Undecidable>(())
//! ```

pub mod actor;
pub mod agenda;
pub mod assembly;
pub mod commitment;
pub mod delegation;
pub mod difference;
pub mod document;
pub mod election;
pub mod finances;
pub mod floor;
pub mod language;
pub mod majority;
pub mod member;
pub mod multilingual;
pub mod next_step;
mod number_keys;
pub mod quorum;
pub mod refusal;
pub mod resolution;
pub mod rulebook;
pub mod scenario;
pub mod session;
pub mod tally;
pub mod turn;
pub mod votes;
