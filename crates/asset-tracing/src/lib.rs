//! Where the money went, account to account, under a named legal rule.
//!
//! A trace starts from claims (stolen transfers, or parts of them), runs all later transfers in one total order, and says
//! which transfers and accounts hold the claimed money under one of six rules: FIFO, LIFO, pro rata (rolling charge), lowest
//! intermediate balance, taint first, and poison, which is a bound and never a sum. Amounts are integers in minor units; every
//! division is a floor in 128 bits with the missing units given out by largest remainder.
//!
//! ```
//! use cordon_asset_tracing::amount::Scale;
//! use cordon_asset_tracing::engine::{Request, plan::trace};
//! use cordon_asset_tracing::rules::Rule;
//! use cordon_asset_tracing::transfers::Collector;
//!
//! # fn main() -> Result<(), cordon_asset_tracing::refusal::Refusal> {
//! # let Some(scale) = Scale::new(2) else { return Ok(()) };
//! let mut collector = Collector::new(scale);
//! collector.add("T1", 1, "victim", "mule", 3_00)?; // stolen
//! collector.add("T2", 2, "employer", "mule", 7_00)?;
//! collector.add("T3", 3, "mule", "shop", 4_00)?;
//! let transfers = collector.finish();
//! let claims = transfers.claims(&[("T1".into(), None)], None)?;
//! let found = trace(&transfers, &Request::new(Rule::ProRata, claims, &transfers), None)?;
//! assert_eq!(found.marks[1].labels.total(), 1_20); // of the 4.00 paid to the shop
//! assert_eq!(found.conserved(), Some(true));
//! # Ok(())
//! # }
//! ```
//!
//! Files come in by [`input`]: [`input::reading::Reading::find`] says how a file would be read, so that a person can check
//! it, and [`input::load::load`] reads it. [`engine::ledgers::Ledgers`] is the index for many traces of the same transfers;
//! with it a trace reads only the later entries of tainted accounts and gives the same result.

pub mod amount;
pub mod division;
pub mod engine;
pub mod findings;
pub mod freeze;
pub mod generate;
mod ids;
pub mod input;
pub mod instant;
pub mod names;
pub mod path;
pub mod reach;
pub mod refusal;
pub mod report;
pub mod report_path;
pub mod rules;
pub mod transfers;
