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

//!
//! # What is decided where the sources leave it open
//!
//! - **End.** A trace until a time includes that time. A claim after it has not happened: it is listed, but not in the sums.
//! - **Stops.** The stop list goes before the minimum, the minimum before a conversion without an amount. The transfer that ends
//!   at a stop is listed with what it carries; its payee receives clean money and is not tainted by it. The minimum holds for
//!   claimed transfers too. A transfer that carries exactly the minimum is followed.
//! - **First taint.** It is the first credit that brings taint and is not stopped, even where all of it left again. A shortfall of
//!   a payment to oneself that is itself the first taint counts as a gap, since it stands at that transfer.
//! - **Claims.** One transfer bears one claim. Under poison a claim out of a poisoned account changes nothing, and out of another
//!   account the transfer counts with the claimed amount.
//! - **Currencies.** Each currency of an account is an account of its own, so that amounts of two currencies are never added. A
//!   conversion turns the carried labels into the credited amount by one apportionment (per chunk under FIFO and LIFO); the sums
//!   state what conversions took and gave, and conservation is claimed + given = tainted + stopped + superseded + taken.
//! - **Opening balances** below zero are refused: an overdrawn account holds nothing.
//! - **Reach.** A transfer of zero moves nothing, so it leads nowhere.

pub mod adoption;
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
pub mod record;
pub mod refusal;
pub mod report;
pub mod report_path;
pub mod rules;
pub mod statement;
pub mod transfers;
