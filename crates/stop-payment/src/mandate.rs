//! The pursuit mandate: what two persons released, and its limits.

use cordon_vocabulary::{Country, Instant};
use serde::{Deserialize, Serialize};

use crate::HeldBack;

/// The limits within which answers open the next requests at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The legal grounds, as recorded at release.
    pub grounds: String,
    /// Payments to follow from the victim's account, at most.
    pub most_hops: u16,
    /// Accounts to ask, at most.
    pub most_accounts: u16,
    /// Parts below this many units of the stolen currency are not chased.
    pub least_units: i64,
    /// Countries that are never asked without an officer.
    #[serde(default)]
    pub barred: Vec<Country>,
    /// When the mandate ends.
    pub ends: Instant,
}

impl Mandate {
    /// Whether a request at so many hops, as the n-th account, in this country and at this time lies inside.
    #[must_use]
    pub fn limits(&self, hops: usize, accounts: usize, country: Country, now: Instant) -> Option<HeldBack> {
        if now >= self.ends {
            Some(HeldBack::MandateEnded)
        } else if self.barred.contains(&country) {
            Some(HeldBack::BarredCountry)
        } else if hops > usize::from(self.most_hops) {
            Some(HeldBack::MostHops)
        } else if accounts > usize::from(self.most_accounts) {
            Some(HeldBack::MostAccounts)
        } else {
            None
        }
    }
}
