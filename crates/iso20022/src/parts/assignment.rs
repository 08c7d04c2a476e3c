//! Who handed a case to whom.

use super::{MessageTime, Party};
use crate::cursor::Cursor;

/// The hand-over that an investigation message makes (`Assgnmt`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The identifier of the message.
    pub id: String,
    /// Who hands over.
    pub assigner: Party,
    /// To whom.
    pub assignee: Party,
    /// When the message was made.
    pub created: MessageTime,
}

/// The case that a message belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its identifier.
    pub id: String,
    /// Who opened it.
    pub creator: Party,
}

impl Assignment {
    pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Self> {
        Some(Self {
            id: cursor.text(&["Id"])?,
            assigner: Party::read(&cursor.at(&["Assgnr"])?)?,
            assignee: Party::read(&cursor.at(&["Assgne"])?)?,
            created: cursor.time(&["CreDtTm"])?,
        })
    }
}

impl Case {
    pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Self> {
        Some(Self {
            id: cursor.text(&["Id"])?,
            creator: Party::read(&cursor.at(&["Cretr"])?)?,
        })
    }
}
