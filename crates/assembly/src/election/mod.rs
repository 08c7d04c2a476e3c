//! Elections of persons: candidacies, successive secret ballots, regions and countries, ties, and lots that can be checked.

mod acts;
mod lot;
mod rounds;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use acts::ElectionAct;
pub(crate) use acts::apply;
pub use lot::{Lot, draw};
pub(crate) use rounds::{check_round, count_round};

use crate::member::{MemberCode, Region};
use crate::refusal::Refusal;
use crate::rulebook::{Officer, Post};

/// Why a candidate no longer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum Candidature {
    /// Stands.
    Stands,
    /// Elected in a round, or by lot.
    Elected {
        /// The round's ballot, or the last one before the lot.
        ballot: u32,
        /// Whether the lot decided.
        by_lot: bool,
    },
    /// Withdrew.
    Withdrawn,
    /// Can no longer hold the post: its country or region is taken, or no seat is left.
    Excluded {
        /// Why.
        reason: String,
    },
}

/// A candidate. The name is kept by the caller under the opaque reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The caller's reference to the person.
    pub person: String,
    /// The member that proposes it.
    pub member: MemberCode,
    /// That member's region.
    pub region: Region,
    /// Whether it stands or why not.
    pub candidature: Candidature,
}

/// Where an election stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ElectionState {
    /// Candidacies are taken.
    Candidacies,
    /// Waits for a ballot among all who stand.
    Ballot,
    /// Waits for a ballot among those who are tied for the last seats.
    TieBallot {
        /// Who is tied.
        tied: Vec<u32>,
    },
    /// The tied are tied again: the lot decides.
    Lot {
        /// The draw.
        lot: Lot,
    },
    /// Every seat is filled, or nobody is left.
    Done,
}

/// One election.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Election {
    /// The post.
    pub post: Post,
    /// Seats to fill.
    pub seats: u64,
    /// Last day for candidacies, where the call fixes its own.
    pub closes: Option<Date>,
    /// Candidates by number.
    pub candidates: BTreeMap<u32, Candidate>,
    /// Ballots held, in order.
    pub rounds: Vec<u32>,
    /// Where it stands.
    pub state: ElectionState,
}

/// All elections, and who holds a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elections {
    /// By number.
    pub all: BTreeMap<u32, Election>,
    /// Posts held: those that continue and those elected in this session.
    pub seated: Vec<Officer>,
    /// Posts that end with this session: no immediate return to them.
    pub leaving: Vec<Officer>,
}

impl Election {
    /// Candidates that stand, by number.
    #[must_use]
    pub fn standing(&self) -> Vec<u32> {
        let stands = |candidate: &Candidate| candidate.candidature == Candidature::Stands;
        self.candidates
            .iter()
            .filter(|(_, candidate)| stands(candidate))
            .map(|(id, _)| *id)
            .collect()
    }

    /// Candidates elected so far.
    #[must_use]
    pub fn elected(&self) -> Vec<u32> {
        let elected = |candidate: &Candidate| matches!(candidate.candidature, Candidature::Elected { .. });
        self.candidates
            .iter()
            .filter(|(_, candidate)| elected(candidate))
            .map(|(id, _)| *id)
            .collect()
    }

    /// Whether papers say yes or no to one candidate instead of naming one.
    #[must_use]
    pub fn is_confirmation(&self) -> bool {
        self.post == Post::SecretaryGeneral
    }

    /// Seats still to fill.
    #[must_use]
    pub fn open_seats(&self) -> u64 {
        self.seats.saturating_sub(self.elected().len() as u64)
    }
}

impl Elections {
    /// Who stands in the next ballot of an election and for how many seats.
    pub(crate) fn slate(&self, id: u32) -> Result<(Vec<u32>, u64), Refusal> {
        let election = self.get(id)?;
        let slate = match &election.state {
            ElectionState::Ballot => election.standing(),
            ElectionState::TieBallot { tied } => tied.clone(),
            ElectionState::Lot { .. } => return Err(Refusal::LotFirst { election: id }),
            ElectionState::Candidacies | ElectionState::Done => {
                return Err(Refusal::ElectionDone { election: id });
            }
        };
        Ok((slate, election.open_seats()))
    }

    pub(crate) fn get(&self, id: u32) -> Result<&Election, Refusal> {
        self.all.get(&id).ok_or_else(|| Refusal::Unknown {
            what: "election",
            id: id.to_string(),
        })
    }

    pub(crate) fn get_mut(&mut self, id: u32) -> Result<&mut Election, Refusal> {
        self.all.get_mut(&id).ok_or_else(|| Refusal::Unknown {
            what: "election",
            id: id.to_string(),
        })
    }
}
