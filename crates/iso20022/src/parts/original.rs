//! The payment that a message is about, as it was first sent.

use super::{Amount, MessageDate, MessageTime, Parties, Party};
use crate::cursor::Cursor;
use crate::kind::OriginalKind;

/// Identifiers and amount of the payment that a message is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OriginalPayment {
    /// The message in which it was sent.
    pub message_id: Option<String>,
    /// What kind of message that was.
    pub message_kind: Option<OriginalKind>,
    /// When that message was made.
    pub message_created: Option<MessageTime>,
    /// The identifier between two banks of the chain.
    pub instruction_id: Option<String>,
    /// The payer's identifier, the same from end to end.
    pub end_to_end_id: Option<String>,
    /// The identifier of the first bank.
    pub transaction_id: Option<String>,
    /// The unique end-to-end transaction reference: a UUID of version 4.
    pub uetr: Option<String>,
    /// The reference of the clearing system.
    pub clearing_reference: Option<String>,
    /// The amount settled between the banks.
    pub amount: Option<Amount>,
    /// The day on which it was settled.
    pub settlement_date: Option<MessageDate>,
}

/// What a message repeats of the payment it is about (`OrgnlTxRef`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OriginalDetails {
    /// The amount settled between the banks.
    pub amount: Option<Amount>,
    /// The day on which it was settled.
    pub settlement_date: Option<MessageDate>,
    /// Who paid whom.
    pub parties: Parties,
}

impl OriginalPayment {
    /// Whether any identifier of the payment is given.
    #[must_use]
    pub fn is_identified(&self) -> bool {
        [
            &self.message_id,
            &self.instruction_id,
            &self.end_to_end_id,
            &self.transaction_id,
            &self.uetr,
            &self.clearing_reference,
        ]
        .into_iter()
        .any(Option::is_some)
    }

    /// Reads the elements that all three answering messages share, beside their element `OrgnlGrpInf`.
    pub(crate) fn read(cursor: &Cursor<'_>) -> Self {
        let group = cursor.at(&["OrgnlGrpInf"]);
        let of_group = |name: &str| group.as_ref().and_then(|group| group.text(&[name]));
        Self {
            message_id: of_group("OrgnlMsgId"),
            message_kind: of_group("OrgnlMsgNmId").map(OriginalKind::new),
            message_created: of_group("OrgnlCreDtTm").map(MessageTime::new),
            instruction_id: cursor.text(&["OrgnlInstrId"]),
            end_to_end_id: cursor.text(&["OrgnlEndToEndId"]),
            transaction_id: cursor.text(&["OrgnlTxId"]),
            uetr: cursor.text(&["OrgnlUETR"]),
            clearing_reference: cursor.text(&["OrgnlClrSysRef"]),
            amount: Amount::read(cursor, &["OrgnlIntrBkSttlmAmt"]),
            settlement_date: cursor.date(&["OrgnlIntrBkSttlmDt"]),
        }
    }
}

impl OriginalDetails {
    /// Reads an `OriginalTransactionReference`.
    pub(crate) fn read(cursor: &Cursor<'_>) -> Self {
        Self {
            amount: Amount::read(cursor, &["IntrBkSttlmAmt"]),
            settlement_date: cursor.date(&["IntrBkSttlmDt"]),
            parties: Parties::read(cursor, Party::read),
        }
    }
}
