//! The pieces that messages share: parties, accounts, amounts, times, cases, reasons, references to a payment.

mod account;
mod amount;
mod assignment;
mod charge;
mod original;
mod parties;
mod party;
mod reason;
pub(crate) mod time;

pub use account::{Account, AccountId};
pub use amount::Amount;
pub use assignment::{Assignment, Case};
pub use charge::Charge;
pub use original::{OriginalDetails, OriginalPayment};
pub use parties::Parties;
pub use party::{ClearingMember, ClearingSystem, Institution, NamedParty, Party};
pub use reason::{Reason, ReasonCode};
pub use time::{MessageDate, MessageTime};
