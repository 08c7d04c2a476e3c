//! The business application header, `head.001`.

use crate::cursor::Cursor;
use crate::parts::{Institution, MessageTime, NamedParty, Party};

/// The envelope of a message: who sends what to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Who sends.
    pub from: Party,
    /// To whom.
    pub to: Party,
    /// The identifier of the message.
    pub message_id: String,
    /// The message definition identifier of the body, such as `camt.056.001.08`.
    pub definition: String,
    /// The service under whose rules the message was made, such as `swift.cbprplus.02`.
    pub service: Option<String>,
    /// When it was made.
    pub created: MessageTime,
}

impl Header {
    pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Self> {
        Some(Self {
            from: party(&cursor.at(&["Fr"])?)?,
            to: party(&cursor.at(&["To"])?)?,
            message_id: cursor.text(&["BizMsgIdr"])?,
            definition: cursor.text(&["MsgDefIdr"])?,
            service: cursor.text(&["BizSvc"]),
            created: cursor.time(&["CreDt"])?,
        })
    }
}

fn party(cursor: &Cursor<'_>) -> Option<Party> {
    let institution = cursor
        .at(&["FIId"])
        .map(|institution| Party::Institution(Institution::read(&institution)));
    institution.or_else(|| {
        cursor
            .at(&["OrgId"])
            .map(|party| Party::Named(NamedParty::read(&party)))
    })
}
