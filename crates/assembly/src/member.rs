//! Members, their seats, and persons: the names an assembly counts by.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

/// A member's code: 2 to 12 capital letters, digits or hyphens. Real members carry their country code, exercise members a
/// code of their own (`QM` … `QT`, `S014`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MemberCode(String);

/// The text is no member's code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no member code: 2 to 12 capital letters, digits or hyphens")]
pub struct NotAMemberCode(String);

impl MemberCode {
    /// Reads a code.
    ///
    /// # Errors
    /// Refuses anything else than 2 to 12 capital ASCII letters, digits or hyphens.
    pub fn new(text: &str) -> Result<Self, NotAMemberCode> {
        let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        if (2..=12).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAMemberCode(text.chars().take(40).collect()))
        }
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MemberCode {
    type Error = NotAMemberCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text)
    }
}

impl From<MemberCode> for String {
    fn from(code: MemberCode) -> Self {
        code.0
    }
}

impl fmt::Display for MemberCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person, by an opaque identifier that the caller gives; never a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonId(String);

/// The text is no person's identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a person's identifier has 1 to 64 visible ASCII characters")]
pub struct NotAPersonId;

impl PersonId {
    /// Reads an identifier.
    ///
    /// # Errors
    /// Refuses anything else than 1 to 64 visible ASCII characters.
    pub fn new(text: &str) -> Result<Self, NotAPersonId> {
        if (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAPersonId)
        }
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PersonId {
    type Error = NotAPersonId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text)
    }
}

impl From<PersonId> for String {
    fn from(id: PersonId) -> Self {
        id.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The four regions among which offices are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// Africa.
    Africa,
    /// The Americas.
    Americas,
    /// Asia and the South Pacific.
    Asia,
    /// Europe.
    Europe,
}

/// A member's place in the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The number by which votes are shown.
    pub number: u16,
    /// The member's region.
    pub region: Region,
}

/// All members of the organisation at the time of a session. Their number is counted, never a constant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<MemberCode, Seat>", into = "BTreeMap<MemberCode, Seat>")]
pub struct Roll(BTreeMap<MemberCode, Seat>);

/// Two members share a seat number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("seat {0} is given to two members: every member has its own seat number")]
pub struct SeatTaken(u16);

impl Roll {
    /// A roll of members, each with its own seat number.
    ///
    /// # Errors
    /// Refuses a seat number given twice.
    pub fn new(seats: BTreeMap<MemberCode, Seat>) -> Result<Self, SeatTaken> {
        let mut numbers = BTreeSet::new();
        match seats.values().find(|seat| !numbers.insert(seat.number)) {
            Some(seat) => Err(SeatTaken(seat.number)),
            None => Ok(Self(seats)),
        }
    }

    /// Number of members.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// Whether nobody is a member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A member's seat.
    #[must_use]
    pub fn seat(&self, member: &MemberCode) -> Option<Seat> {
        self.0.get(member).copied()
    }

    /// Whether this is a member.
    #[must_use]
    pub fn contains(&self, member: &MemberCode) -> bool {
        self.0.contains_key(member)
    }

    /// Members in the order of their codes.
    pub fn members(&self) -> impl Iterator<Item = &MemberCode> {
        self.0.keys()
    }

    /// Members in the order of their seats.
    #[must_use]
    pub fn by_seat(&self) -> Vec<MemberCode> {
        let mut members: Vec<_> = self.0.iter().collect();
        members.sort_by_key(|(_, seat)| seat.number);
        members.into_iter().map(|(member, _)| member.clone()).collect()
    }
}

impl TryFrom<BTreeMap<MemberCode, Seat>> for Roll {
    type Error = SeatTaken;

    fn try_from(seats: BTreeMap<MemberCode, Seat>) -> Result<Self, Self::Error> {
        Self::new(seats)
    }
}

impl From<Roll> for BTreeMap<MemberCode, Seat> {
    fn from(roll: Roll) -> Self {
        roll.0
    }
}
