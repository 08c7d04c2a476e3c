//! Delegations, credentials, presence; and observers, who may speak and never vote.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Capacity;
use crate::member::{MemberCode, PersonId};
use crate::refusal::Refusal;
use crate::rulebook::{Authority, Facts};
use crate::turn::{Turn, check_text};

/// Most persons in one delegation.
const DELEGATION_LIMIT: usize = 200;

/// How far a delegation's credentials have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialsState {
    /// The delegation is named; nothing has been submitted.
    Announced,
    /// The letter is in.
    Submitted,
    /// The committee has looked at it.
    Examined,
    /// Accepted.
    Accepted,
    /// Accepted for the time being.
    Provisional,
    /// Contested; the reason is kept.
    Contested,
}

impl CredentialsState {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Submitted => "submitted",
            Self::Examined => "examined",
            Self::Accepted => "accepted",
            Self::Provisional => "provisional",
            Self::Contested => "contested",
        }
    }

    /// The steps that may follow.
    const fn next(self) -> &'static [Self] {
        match self {
            Self::Announced => &[Self::Submitted],
            Self::Submitted => &[Self::Examined],
            Self::Examined => &[Self::Accepted, Self::Provisional, Self::Contested],
            Self::Provisional | Self::Contested => &[Self::Submitted, Self::Examined],
            Self::Accepted => &[Self::Contested],
        }
    }
}

/// One step of the examination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialsStep {
    /// The state reached.
    pub state: CredentialsState,
    /// When.
    pub at: Timestamp,
    /// Why, or the paper's reference.
    pub note: String,
}

/// A member's delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// Head of delegation.
    pub head: PersonId,
    /// Everybody in it, the head included.
    pub delegates: BTreeSet<PersonId>,
    /// State of the credentials.
    pub credentials: CredentialsState,
    /// How they came there.
    pub steps: Vec<CredentialsStep>,
    /// Who is in the hall, or connected to it.
    pub present: BTreeSet<PersonId>,
}

/// An organisation that observes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observer {
    /// Its persons.
    pub persons: BTreeSet<PersonId>,
}

/// Everybody accredited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegations {
    /// By member.
    pub of: BTreeMap<MemberCode, Delegation>,
    /// By organisation.
    pub observers: BTreeMap<String, Observer>,
}

impl Delegations {
    /// Whether a person sits for a member.
    #[must_use]
    pub fn is_delegate(&self, member: &MemberCode, person: &PersonId) -> bool {
        self.of
            .get(member)
            .is_some_and(|delegation| delegation.delegates.contains(person))
    }

    /// Whether anybody of the delegation is present.
    #[must_use]
    pub fn is_present(&self, member: &MemberCode) -> bool {
        self.of
            .get(member)
            .is_some_and(|delegation| !delegation.present.is_empty())
    }

    fn seated(&self, person: &PersonId) -> bool {
        self.of.values().any(|delegation| delegation.delegates.contains(person))
            || self
                .observers
                .values()
                .any(|observer| observer.persons.contains(person))
    }
}

/// A person as the government names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The person.
    pub person: PersonId,
    /// Whether as head.
    pub head: bool,
}

/// A delegation as it is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDelegation {
    /// The member.
    pub member: MemberCode,
    /// Its persons.
    pub persons: Vec<Named>,
    /// Who named them.
    pub authority: Authority,
}

/// A delegate who enters or leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// The member.
    pub member: MemberCode,
    /// The person.
    pub person: PersonId,
}

/// Acts on delegations and observers. Lists are taken as a whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum DelegationAct {
    /// Members name their delegations; naming one again replaces it and starts the examination anew.
    Name {
        /// The delegations.
        delegations: Vec<NewDelegation>,
    },
    /// Credentials take a step.
    Credentials {
        /// Whose.
        members: BTreeSet<MemberCode>,
        /// The state reached.
        to: CredentialsState,
        /// Why, or the paper's reference.
        note: String,
    },
    /// Delegates enter the hall or connect.
    Arrive {
        /// Who.
        persons: Vec<Attendance>,
    },
    /// Delegates leave.
    Leave {
        /// Who.
        persons: Vec<Attendance>,
    },
    /// An organisation is invited to observe.
    InviteObserver {
        /// The organisation.
        organisation: String,
        /// Its persons.
        persons: Vec<PersonId>,
    },
}

pub(crate) fn apply(turn: &mut Turn<'_>, act: &DelegationAct) -> Result<(), Refusal> {
    match act {
        DelegationAct::Name { delegations } => delegations.iter().try_for_each(|one| name(turn, one)),
        DelegationAct::Credentials { members, to, note } => {
            members.iter().try_for_each(|member| step(turn, member, *to, note))
        }
        DelegationAct::Arrive { persons } => persons.iter().try_for_each(|one| presence(turn, one, true)),
        DelegationAct::Leave { persons } => persons.iter().try_for_each(|one| presence(turn, one, false)),
        DelegationAct::InviteObserver { organisation, persons } => invite(turn, organisation, persons),
    }
}

/// The secretariat for anybody, a delegation for itself.
fn may_manage(turn: &Turn<'_>, member: &MemberCode, act: &'static str) -> Result<(), Refusal> {
    match &turn.actor.capacity {
        Capacity::Secretariat => Ok(()),
        Capacity::Delegate { member: own } if own == member => turn.delegate(act).map(|_| ()),
        other => Err(Refusal::NotYourPart {
            capacity: other.name(),
            act,
        }),
    }
}

fn name(turn: &mut Turn<'_>, new: &NewDelegation) -> Result<(), Refusal> {
    let NewDelegation {
        member,
        persons,
        authority,
    } = new;
    let authority = *authority;
    turn.only(&[Capacity::Secretariat], "enter a delegation")?;
    turn.known(member)?;
    if persons.len() > DELEGATION_LIMIT {
        return Err(Refusal::TooMany {
            what: "persons in the delegation",
            limit: DELEGATION_LIMIT,
        });
    }
    let heads: Vec<_> = persons.iter().filter(|named| named.head).collect();
    turn.require(
        13,
        &Facts::Delegation {
            heads: heads.len() as u64,
            authority,
        },
        |why| Refusal::DelegationShape { why },
    )?;
    let Some(head) = heads.first().map(|named| named.person.clone()) else {
        return Err(Refusal::DelegationShape {
            why: "no head".to_owned(),
        });
    };
    let before = turn.next.delegations.of.remove(member);
    let delegates: BTreeSet<_> = persons.iter().map(|named| named.person.clone()).collect();
    if let Some(person) = delegates.iter().find(|person| turn.next.delegations.seated(person)) {
        return Err(Refusal::PersonElsewhere { person: person.clone() });
    }
    let mut steps = before.map_or(vec![], |delegation| delegation.steps);
    steps.push(CredentialsStep {
        state: CredentialsState::Announced,
        at: turn.now,
        note: String::new(),
    });
    let delegation = Delegation {
        head,
        delegates,
        credentials: CredentialsState::Announced,
        steps,
        present: BTreeSet::new(),
    };
    turn.next.delegations.of.insert(member.clone(), delegation);
    turn.enter(
        "delegation-named",
        [("member", member.to_string()), ("persons", persons.len().to_string())],
    );
    Ok(())
}

fn step(turn: &mut Turn<'_>, member: &MemberCode, to: CredentialsState, note: &str) -> Result<(), Refusal> {
    if matches!(to, CredentialsState::Announced | CredentialsState::Submitted) {
        may_manage(turn, member, "submit these credentials")?;
    } else {
        turn.only(&[Capacity::CredentialsCommittee], "examine credentials")?;
    }
    let at = turn.now;
    let Some(delegation) = turn.next.delegations.of.get_mut(member) else {
        return Err(Refusal::Unknown {
            what: "delegation of",
            id: member.to_string(),
        });
    };
    if !delegation.credentials.next().contains(&to) {
        return Err(Refusal::CredentialsOrder {
            state: delegation.credentials.name(),
            act: to.name(),
        });
    }
    if to == CredentialsState::Contested && note.trim().is_empty() {
        return Err(Refusal::ReasonMissing {
            what: "contesting credentials",
        });
    }
    delegation.credentials = to;
    delegation.steps.push(CredentialsStep {
        state: to,
        at,
        note: note.to_owned(),
    });
    turn.enter(
        "credentials",
        [("member", member.to_string()), ("state", to.name().to_owned())],
    );
    Ok(())
}

fn presence(turn: &mut Turn<'_>, one: &Attendance, here: bool) -> Result<(), Refusal> {
    let Attendance { member, person } = one;
    may_manage(turn, member, "record this presence")?;
    if !turn.next.delegations.is_delegate(member, person) {
        return Err(Refusal::NotOfDelegation {
            person: person.clone(),
            member: member.clone(),
        });
    }
    if let Some(delegation) = turn.next.delegations.of.get_mut(member) {
        if here {
            delegation.present.insert(person.clone());
        } else {
            delegation.present.remove(person);
        }
    }
    turn.enter(if here { "arrived" } else { "left" }, [("member", member.to_string())]);
    Ok(())
}

fn invite(turn: &mut Turn<'_>, organisation: &str, persons: &[PersonId]) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "invite observers")?;
    check_text("organisation", organisation)?;
    if persons.len() > DELEGATION_LIMIT {
        return Err(Refusal::TooMany {
            what: "observers of one organisation",
            limit: DELEGATION_LIMIT,
        });
    }
    turn.next.delegations.observers.remove(organisation);
    if let Some(person) = persons.iter().find(|person| turn.next.delegations.seated(person)) {
        return Err(Refusal::PersonElsewhere { person: person.clone() });
    }
    let observer = Observer {
        persons: persons.iter().cloned().collect(),
    };
    turn.next
        .delegations
        .observers
        .insert(organisation.to_owned(), observer);
    turn.enter("observer-invited", [("organisation", organisation.to_owned())]);
    Ok(())
}
