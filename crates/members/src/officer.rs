//! Officers: accounts of persons at a bureau.

use cordon_vocabulary::{BureauId, Instant, OfficerId};
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::role::{Right, Role};

/// A person's account at a bureau. There is no default account and no password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// The account.
    pub id: OfficerId,
    /// The bureau acted for.
    pub bureau: BureauId,
    /// The name that colleagues see.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Language of pages: `ar`, `en`, `fr`, `es`.
    pub language: String,
    /// Since when the account is suspended, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Instant>,
}

impl Officer {
    /// Whether the officer may do this kind of act now.
    ///
    /// # Errors
    /// When the account is suspended or no role brings the right.
    pub fn may(&self, right: Right) -> Result<(), Refusal> {
        if self.suspended.is_some() {
            return Err(Refusal::Suspended(self.id.clone()));
        }
        if self.roles.iter().any(|role| role.rights().contains(&right)) {
            Ok(())
        } else {
            Err(Refusal::NoMandate {
                officer: self.id.clone(),
                right,
            })
        }
    }
}

/// Suspends an account, or lifts the suspension. Nobody suspends himself out of a record.
///
/// # Errors
/// When the actor is the officer concerned, of another bureau, or without the mandate.
pub fn suspend(officer: &Officer, by: &Officer, now: Option<Instant>) -> Result<Officer, Refusal> {
    by.may(Right::KeepMembers)?;
    if by.id == officer.id {
        return Err(Refusal::OwnAccount);
    }
    if by.bureau != officer.bureau && by.bureau.as_str() != "HQ" {
        return Err(Refusal::OtherBureau(officer.bureau.clone()));
    }
    Ok(Officer {
        suspended: now,
        ..officer.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn officer(id: &str, bureau: &str, roles: &[Role]) -> Officer {
        Officer {
            id: OfficerId::parse(id).unwrap(),
            bureau: BureauId::parse(bureau).unwrap(),
            name: id.to_owned(),
            roles: roles.to_vec(),
            language: "en".into(),
            suspended: None,
        }
    }

    #[test]
    fn a_right_needs_a_role_that_brings_it() {
        let duty = officer("mira", "QM", &[Role::DutyOfficer]);
        assert!(duty.may(Right::WorkCases).is_ok());
        assert_eq!(duty.may(Right::ReleaseCases).unwrap_err().code(), "no-mandate");
        assert!(
            officer("noor", "QM", &[Role::Supervisor])
                .may(Right::ReleaseCases)
                .is_ok()
        );
    }

    #[test]
    fn a_suspended_account_may_nothing() {
        let keeper = officer("ada", "QM", &[Role::Administrator]);
        let mira = officer("mira", "QM", &[Role::DutyOfficer]);
        let gone = suspend(&mira, &keeper, Some(Instant::from_micros(1))).unwrap();
        assert_eq!(gone.may(Right::ReadCases).unwrap_err().code(), "suspended");
        assert_eq!(suspend(&keeper, &keeper, None).unwrap_err().code(), "own-account");
        let abroad = officer("eli", "QN", &[Role::Administrator]);
        assert_eq!(suspend(&mira, &abroad, None).unwrap_err().code(), "other-bureau");
        assert_eq!(suspend(&keeper, &mira, None).unwrap_err().code(), "no-mandate");
    }

    #[test]
    fn every_role_brings_something_and_every_right_comes_from_some_role() {
        for role in Role::ALL {
            assert!(!role.rights().is_empty(), "{role:?}");
        }
    }
}
