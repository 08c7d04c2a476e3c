//! Who acts, for whom, and who is told.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{BureauId, InstitutionId, OfficerId};

/// How an actor proved who he is: the weight of an act rests on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// A passkey in this session.
    Passkey,
    /// A machine client's token.
    Token,
    /// A one-time link together with a code given over a proven contact.
    LinkAndCode,
    /// A one-time link alone.
    Link,
    /// By telephone, entered by an officer who called a proven number.
    Telephone,
    /// The role card of a demonstration world.
    Demo,
    /// The program itself, inside a recorded mandate.
    Program,
}

/// Who the actor is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Who {
    /// An officer of a bureau.
    Officer {
        /// The officer.
        officer: OfficerId,
        /// The bureau acted for.
        bureau: BureauId,
    },
    /// A user of an institution.
    Institution {
        /// The institution.
        institution: InstitutionId,
        /// The user's name at the institution, as it gave it.
        user: String,
    },
    /// The program, for a bureau, under one of its mandates.
    Program {
        /// The bureau whose mandate is used.
        bureau: BureauId,
    },
}

/// The one who acts, made by the gate alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// How it was proven.
    pub means: Means,
    /// Why: the purpose of this act.
    pub purpose: String,
}

impl Actor {
    /// The bureau acted for, if the actor is an officer or the program.
    #[must_use]
    pub fn bureau(&self) -> Option<&BureauId> {
        match &self.who {
            Who::Officer { bureau, .. } | Who::Program { bureau } => Some(bureau),
            Who::Institution { .. } => None,
        }
    }

    /// The officer, if the actor is one.
    #[must_use]
    pub fn officer(&self) -> Option<&OfficerId> {
        match &self.who {
            Who::Officer { officer, .. } => Some(officer),
            _ => None,
        }
    }

    /// The institution, if the actor answers for one.
    #[must_use]
    pub fn institution(&self) -> Option<&InstitutionId> {
        match &self.who {
            Who::Institution { institution, .. } => Some(institution),
            _ => None,
        }
    }

    /// One text for the journal: `officer:mira`, `institution:b-alder`, `program:QM`.
    #[must_use]
    pub fn journal_name(&self) -> String {
        match &self.who {
            Who::Officer { officer, .. } => format!("officer:{officer}"),
            Who::Institution { institution, .. } => format!("institution:{institution}"),
            Who::Program { bureau } => format!("program:{bureau}"),
        }
    }
}

/// Who is told of an entry: a bureau, an institution, or a desk of the headquarters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A bureau's stream.
    Bureau(BureauId),
    /// An institution's stream.
    Institution(InstitutionId),
    /// The headquarters' duty desk.
    DutyDesk,
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bureau(id) => write!(f, "bureau:{id}"),
            Self::Institution(id) => write!(f, "institution:{id}"),
            Self::DutyDesk => f.write_str("desk:hq"),
        }
    }
}
