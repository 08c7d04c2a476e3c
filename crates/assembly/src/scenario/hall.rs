//! The hall of the story: 196 seats, their delegates, and the officers of the session.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::ScenarioFault;
use crate::actor::{Actor, Capacity};
use crate::assembly::Assembly;
use crate::delegation::Attendance;
use crate::finances::Finances;
use crate::member::{MemberCode, PersonId, Region, Roll, Seat};
use crate::rulebook::Rulebook;
use crate::session::Session;

/// Seats in the hall.
const SEATS: u16 = 196;
/// Exercise states, on the first seats.
const STATES: [&str; 8] = ["QM", "QN", "QO", "QP", "QQ", "QR", "QS", "QT"];

pub(super) struct Hall {
    pub(super) members: Vec<MemberCode>,
    roll: Roll,
}

fn fault(error: impl std::fmt::Display) -> ScenarioFault {
    ScenarioFault::Name(error.to_string())
}

pub(super) fn person(text: &str) -> Result<PersonId, ScenarioFault> {
    PersonId::new(text).map_err(fault)
}

impl Hall {
    pub(super) fn new() -> Result<Self, ScenarioFault> {
        let regions = [Region::Africa, Region::Americas, Region::Asia, Region::Europe];
        let mut members = Vec::new();
        let mut seats = BTreeMap::new();
        for (number, region) in (1..=SEATS).zip(regions.into_iter().cycle()) {
            let state = STATES.get(usize::from(number) - 1);
            let code = state.map_or_else(|| format!("S{number:03}"), |state| (*state).to_owned());
            let member = MemberCode::new(&code).map_err(fault)?;
            seats.insert(member.clone(), Seat { number, region });
            members.push(member);
        }
        Ok(Self {
            members,
            roll: Roll::new(seats).map_err(fault)?,
        })
    }

    pub(super) fn assembly(&self, opening: Date) -> Result<Assembly, ScenarioFault> {
        let closing = opening
            .checked_add(jiff::Span::new().days(3))
            .map_err(|_| ScenarioFault::Calendar(opening))?;
        let session = Session::ordinary(94, "Exercise City", opening, closing, true);
        Ok(Assembly::new(
            Rulebook::model()?,
            self.roll.clone(),
            session,
            Finances::new("EUR"),
        ))
    }

    pub(super) fn member(&self, code: &str) -> Result<MemberCode, ScenarioFault> {
        MemberCode::new(code).map_err(fault)
    }

    pub(super) fn set(&self, codes: &[&str]) -> Result<BTreeSet<MemberCode>, ScenarioFault> {
        codes.iter().map(|code| self.member(code)).collect()
    }

    /// The head of a member's delegation.
    pub(super) fn head(&self, member: &MemberCode) -> Result<PersonId, ScenarioFault> {
        person(&format!("head-{member}"))
    }

    pub(super) fn delegate(&self, member: &MemberCode) -> Result<Actor, ScenarioFault> {
        Ok(Actor {
            person: self.head(member)?,
            capacity: Capacity::Delegate { member: member.clone() },
        })
    }

    pub(super) fn attendance(&self, members: &[MemberCode]) -> Result<Vec<Attendance>, ScenarioFault> {
        members
            .iter()
            .map(|member| {
                Ok(Attendance {
                    member: member.clone(),
                    person: self.head(member)?,
                })
            })
            .collect()
    }
}
