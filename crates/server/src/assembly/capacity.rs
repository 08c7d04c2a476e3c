//! In what capacity an officer acts: what the roles of the account give, and what the caller chooses among them.

use axum::http::StatusCode;
use cordon_assembly::actor::{Actor, Capacity};
use cordon_assembly::assembly::Assembly;
use cordon_assembly::member::{MemberCode, PersonId};
use cordon_members::officer::Officer;
use cordon_members::role::Role;

use crate::answer::No;
use crate::gate::Acting;

/// A part that somebody plays in a session; the last step of the address to which its forms are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Sits for a member, or observes.
    Delegate,
    /// Presides.
    Chair,
    /// Counts.
    Tellers,
    /// Prepares and records.
    Secretariat,
    /// Oversees: credentials, opinions, appeals, sanctions.
    Committee,
}

impl Part {
    /// As in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delegate => "delegate",
            Self::Chair => "chair",
            Self::Tellers => "tellers",
            Self::Secretariat => "secretariat",
            Self::Committee => "committee",
        }
    }
}

/// The member for which an officer sits: the country of the bureau.
#[must_use]
pub fn member_of(officer: &Officer) -> Option<MemberCode> {
    let country = officer.bureau.as_str().split('-').next().unwrap_or_default();
    MemberCode::new(country).ok()
}

fn none() -> No {
    No::new(
        StatusCode::FORBIDDEN,
        "no-capacity",
        "your account has no seat and no office of this kind at the assembly",
    )
}

/// The actor for an officer in one part.
///
/// # Errors
/// When no role of the account gives the part.
pub fn actor(acting: &Acting, state: &Assembly, part: Part) -> Result<Actor, No> {
    let officer = acting.officer()?;
    let person = PersonId::new(officer.id.as_str()).map_err(|e| No::field("officer", "malformed", e.to_string()))?;
    let has = |role: Role| officer.roles.contains(&role);
    let capacity = match part {
        Part::Delegate if has(Role::Delegate) => Capacity::Delegate {
            member: member_of(officer).ok_or_else(none)?,
        },
        Part::Delegate if has(Role::Observer) => observer(state, &person).ok_or_else(none)?,
        Part::Chair if has(Role::Chair) => Capacity::Chair,
        Part::Tellers if has(Role::Teller) => Capacity::Teller,
        Part::Secretariat if has(Role::Secretariat) => Capacity::Secretariat,
        Part::Committee if has(Role::ExecutiveCommittee) => Capacity::ExecutiveCommittee,
        Part::Committee if has(Role::CredentialsCommittee) => Capacity::CredentialsCommittee,
        Part::Committee if has(Role::SecretaryGeneral) => Capacity::SecretaryGeneral,
        _ => return Err(none()),
    };
    Ok(Actor { person, capacity })
}

fn observer(state: &Assembly, person: &PersonId) -> Option<Capacity> {
    let (organisation, _) = state
        .delegations
        .observers
        .iter()
        .find(|(_, one)| one.persons.contains(person))?;
    Some(Capacity::Observer {
        organisation: organisation.clone(),
    })
}

/// The actor for a program that acts with an officer's session: the part it names, else the first that the account has.
///
/// # Errors
/// When the account has no part at the assembly, or not the one named.
pub fn named(acting: &Acting, state: &Assembly, part: Option<&str>) -> Result<Actor, No> {
    const ALL: [Part; 5] = [
        Part::Secretariat,
        Part::Chair,
        Part::Tellers,
        Part::Committee,
        Part::Delegate,
    ];
    match part {
        Some(name) => {
            let part = ALL.into_iter().find(|part| part.name() == name).ok_or_else(|| {
                No::field(
                    "as",
                    "unknown",
                    "act as delegate, chair, tellers, secretariat or committee",
                )
            })?;
            actor(acting, state, part)
        }
        None => ALL
            .into_iter()
            .find_map(|part| actor(acting, state, part).ok())
            .ok_or_else(none),
    }
}
