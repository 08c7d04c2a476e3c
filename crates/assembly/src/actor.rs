//! Who acts, and in what capacity. The caller vouches for both; the rulebook says what the capacity allows.

use serde::{Deserialize, Serialize};

use crate::member::{MemberCode, PersonId};

/// A person acting in one capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// In what capacity.
    pub capacity: Capacity,
}

/// The capacities in which persons act at an assembly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "kebab-case")]
pub enum Capacity {
    /// Presides over the meeting.
    Chair,
    /// Prepares and records.
    Secretariat,
    /// Heads the secretariat; records and notifies arrears.
    SecretaryGeneral,
    /// Acts for the Executive Committee.
    ExecutiveCommittee,
    /// Examines credentials.
    CredentialsCommittee,
    /// Counts votes.
    Teller,
    /// Sits for a member.
    Delegate {
        /// The member.
        member: MemberCode,
    },
    /// Sits without a vote.
    Observer {
        /// The organisation observed for.
        organisation: String,
    },
    /// The platform itself, reporting its own figures.
    Platform,
}

impl Capacity {
    /// The capacity in words, for refusals.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Chair => "the chair",
            Self::Secretariat => "the secretariat",
            Self::SecretaryGeneral => "the Secretary General",
            Self::ExecutiveCommittee => "the Executive Committee",
            Self::CredentialsCommittee => "the credentials committee",
            Self::Teller => "a teller",
            Self::Delegate { .. } => "a delegate",
            Self::Observer { .. } => "an observer",
            Self::Platform => "the platform",
        }
    }
}
