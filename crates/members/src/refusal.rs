//! Every "no" of this rulebook.

use cordon_vocabulary::{BureauId, OfficerId};

use crate::role::Right;

/// Why an act on or by a member is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No role of this officer brings the right.
    #[error("{officer} has no mandate to {right:?}")]
    NoMandate {
        /// The officer.
        officer: OfficerId,
        /// The right that is missing.
        right: Right,
    },
    /// The account is suspended.
    #[error("the account {0} is suspended")]
    Suspended(OfficerId),
    /// One's own account cannot be changed by oneself.
    #[error("your own account must be changed by somebody else")]
    OwnAccount,
    /// The officer belongs to another bureau.
    #[error("the officer belongs to bureau {0}")]
    OtherBureau(BureauId),
    /// The institution may not answer at present.
    #[error("the institution is suspended")]
    InstitutionSuspended,
    /// The member is in arrears and the service was withdrawn from it.
    #[error(
        "{member} is in arrears for its contributions and has lost {service} for now; stop requests, recalls, hits and \
         missing children always pass"
    )]
    ServiceWithdrawn {
        /// The member.
        member: String,
        /// The service.
        service: String,
    },
}

impl Refusal {
    /// A stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoMandate { .. } => "no-mandate",
            Self::Suspended(_) => "suspended",
            Self::OwnAccount => "own-account",
            Self::OtherBureau(_) => "other-bureau",
            Self::InstitutionSuspended => "institution-suspended",
            Self::ServiceWithdrawn { .. } => "service-withdrawn",
        }
    }
}
