//! Sessions, agenda, resolutions, quorum, votes, elections and budget of an assembly.
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

pub mod majority;
pub mod quorum;
pub mod tally;
