//! Services withdrawn from a member in arrears, as the ledger of the assembly says.

use std::collections::BTreeSet;

use cordon_vocabulary::Instant;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::role::Right;

/// What one member may not use for the time being. Written by the ledger alone, in the same change as the sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The member's code.
    pub member: String,
    /// Services by the name that the ledger gives them, such as `training` or `other-services`; empty once restored.
    pub services: BTreeSet<String>,
    /// Since when it stands so.
    pub since: Instant,
}

impl Withdrawal {
    /// Whether a right of the member's officers stands although services were withdrawn.
    ///
    /// # Errors
    /// When the right rests on a service that was withdrawn.
    pub fn allows(&self, right: Right) -> Result<(), Refusal> {
        match right.withdrawable() {
            Some(service) if self.services.contains(service) => Err(Refusal::ServiceWithdrawn {
                member: self.member.clone(),
                service: service.to_owned(),
            }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_arrears() -> Withdrawal {
        let services = ["training", "other-services", "vote"].map(str::to_owned).into();
        Withdrawal {
            member: "QT".into(),
            services,
            since: Instant::from_micros(1),
        }
    }

    #[test]
    fn only_services_outside_the_constitution_are_lost() {
        let lost = in_arrears();
        for right in [Right::SearchLinks, Right::ReadTrends] {
            assert_eq!(lost.allows(right).unwrap_err().code(), "service-withdrawn");
        }
        for right in [
            Right::WorkCases,
            Right::ReadCases,
            Right::Screen,
            Right::WorkNotices,
            Right::WorkFingerprints,
        ] {
            assert!(lost.allows(right).is_ok(), "{right:?} always passes");
        }
    }

    #[test]
    fn what_was_restored_is_allowed() {
        let restored = Withdrawal {
            services: BTreeSet::new(),
            ..in_arrears()
        };
        assert!(restored.allows(Right::ReadTrends).is_ok());
    }
}
