//! The electorate: who is entitled, who is present, who is out and why; frozen when a ballot opens.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Subject;
use crate::member::MemberCode;
use crate::refusal::Refusal;
use crate::rulebook::{Facts, RowNumber, Service};
use crate::turn::Turn;

/// Why a member has no vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exclusion {
    /// It has named no delegation.
    NoDelegation,
    /// Its credentials are neither accepted nor provisional.
    Credentials,
    /// It is in arrears.
    Arrears,
}

impl Exclusion {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoDelegation => "it has named no delegation",
            Self::Credentials => "its credentials are neither accepted nor provisional",
            Self::Arrears => "it is in arrears",
        }
    }
}

/// How a member stands in one ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Why it has no vote, if so.
    pub out: Option<Exclusion>,
    /// Whether it is present.
    pub present: bool,
}

impl Standing {
    /// Entitled and present.
    #[must_use]
    pub const fn votes(self) -> bool {
        self.out.is_none() && self.present
    }
}

/// The electorate of one ballot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Electorate {
    /// Every member on the roll.
    pub standings: BTreeMap<MemberCode, Standing>,
}

/// A member that joined or left the voters between two ballots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HallChange {
    /// The member.
    pub member: MemberCode,
    /// How it stood.
    pub before: Standing,
    /// How it stands.
    pub after: Standing,
}

impl Electorate {
    /// Members on the roll.
    #[must_use]
    pub fn members(&self) -> u64 {
        self.standings.len() as u64
    }

    /// Members entitled to vote.
    #[must_use]
    pub fn entitled(&self) -> u64 {
        self.standings
            .values()
            .filter(|standing| standing.out.is_none())
            .count() as u64
    }

    /// Members entitled and present.
    #[must_use]
    pub fn present(&self) -> u64 {
        self.standings.values().filter(|standing| standing.votes()).count() as u64
    }

    /// Refuses a member that has no vote in this ballot.
    pub(crate) fn check(&self, member: &MemberCode) -> Result<(), Refusal> {
        let Some(standing) = self.standings.get(member) else {
            return Err(Refusal::UnknownMember { member: member.clone() });
        };
        match standing {
            Standing { out: Some(why), .. } => Err(Refusal::NotEntitled {
                member: member.clone(),
                why: why.name(),
            }),
            Standing { present: false, .. } => Err(Refusal::NotPresent { member: member.clone() }),
            Standing {
                present: true,
                out: None,
            } => Ok(()),
        }
    }

    /// Who stands differently than in an earlier electorate.
    #[must_use]
    pub fn changes_since(&self, earlier: &Self) -> Vec<HallChange> {
        let changed = |(member, after): (&MemberCode, &Standing)| {
            let before = *earlier.standings.get(member)?;
            (before != *after).then(|| HallChange {
                member: member.clone(),
                before,
                after: *after,
            })
        };
        self.standings.iter().filter_map(changed).collect()
    }
}

/// Computes the electorate for a subject now.
pub(super) fn compute(turn: &mut Turn<'_>, subject: &Subject) -> Result<Electorate, Refusal> {
    let constitutional_vote = subject.is_constitutional(&turn.next);
    let date = turn.today();
    let assembly = &turn.next;
    let credentials_row = assembly.rulebook.in_force(RowNumber(14), date)?;
    let effects_row = assembly.rulebook.in_force(RowNumber(17), date)?;
    let facts = Facts::ServiceDuringArrears {
        service: Service::Vote,
        waived: false,
        constitutional_vote,
    };
    let effect = effects_row.predicate.test(&facts);
    let vote_kept = effect.as_ref().is_ok_and(|finding| finding.met);
    let mut standings = BTreeMap::new();
    let mut any_sanctioned = false;
    for member in assembly.roll.members() {
        let delegation = assembly.delegations.of.get(member);
        let accepted = delegation.is_some_and(|delegation| {
            let facts = Facts::Credentials {
                state: delegation.credentials,
            };
            credentials_row.predicate.test(&facts).is_ok_and(|finding| finding.met)
        });
        let sanctioned = assembly.finances.is_sanctioned(member);
        any_sanctioned |= sanctioned;
        let out = if sanctioned && !vote_kept {
            Some(Exclusion::Arrears)
        } else if delegation.is_none() {
            Some(Exclusion::NoDelegation)
        } else if !accepted {
            Some(Exclusion::Credentials)
        } else {
            None
        };
        standings.insert(
            member.clone(),
            Standing {
                out,
                present: assembly.delegations.is_present(member),
            },
        );
    }
    if any_sanctioned {
        turn.consult(17, &facts)?;
    }
    Ok(Electorate { standings })
}
