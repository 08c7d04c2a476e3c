//! `camt.056`: a bank asks a bank to cancel a payment.

use crate::cursor::Cursor;
use crate::kind::OriginalKind;
use crate::parts::{Assignment, Case, MessageTime, OriginalDetails, OriginalPayment, Reason};

/// A request to cancel one or several payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancellationRequest {
    /// Who asks whom.
    pub assignment: Assignment,
    /// The case that all of it belongs to.
    pub case: Option<Case>,
    /// What is to be cancelled; never empty, and each entry names something.
    pub underlying: Vec<Underlying>,
}

/// Payments of one original message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Underlying {
    /// The original message.
    pub group: Option<GroupCancellation>,
    /// Its payments that are to be cancelled.
    pub transactions: Vec<CancellationTransaction>,
}

/// The original message, where it is named for all its payments together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCancellation {
    /// The identifier of this part of the request.
    pub id: Option<String>,
    /// The case it belongs to.
    pub case: Option<Case>,
    /// The identifier of the original message.
    pub message_id: String,
    /// What kind of message that was.
    pub message_kind: OriginalKind,
    /// When it was made.
    pub message_created: Option<MessageTime>,
    /// Whether every payment of that message is to be cancelled.
    pub whole_group: Option<bool>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// One payment that is to be cancelled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CancellationTransaction {
    /// The identifier of this part of the request.
    pub id: Option<String>,
    /// The case it belongs to.
    pub case: Option<Case>,
    /// The payment.
    pub original: OriginalPayment,
    /// Why it is to be cancelled.
    pub reasons: Vec<Reason>,
    /// What the message repeats of the payment.
    pub details: Option<OriginalDetails>,
}

impl CancellationRequest {
    /// Every payment of the request, in order.
    pub fn transactions(&self) -> impl Iterator<Item = &CancellationTransaction> {
        self.underlying.iter().flat_map(|underlying| &underlying.transactions)
    }

    pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Self> {
        Some(Self {
            assignment: Assignment::read(&cursor.at(&["Assgnmt"])?)?,
            case: cursor.at(&["Case"]).and_then(|case| Case::read(&case)),
            underlying: cursor
                .all("Undrlyg")
                .map(|underlying| Underlying::read(&underlying))
                .collect(),
        })
    }
}

impl Underlying {
    fn read(cursor: &Cursor<'_>) -> Self {
        Self {
            group: cursor
                .at(&["OrgnlGrpInfAndCxl"])
                .and_then(|group| GroupCancellation::read(&group)),
            transactions: cursor
                .all("TxInf")
                .map(|transaction| CancellationTransaction::read(&transaction))
                .collect(),
        }
    }
}

impl GroupCancellation {
    fn read(cursor: &Cursor<'_>) -> Option<Self> {
        Some(Self {
            id: cursor.text(&["GrpCxlId"]),
            case: cursor.at(&["Case"]).and_then(|case| Case::read(&case)),
            message_id: cursor.text(&["OrgnlMsgId"])?,
            message_kind: OriginalKind::new(cursor.text(&["OrgnlMsgNmId"])?),
            message_created: cursor.time(&["OrgnlCreDtTm"]),
            whole_group: cursor.flag(&["GrpCxl"]),
            reasons: cursor.all("CxlRsnInf").map(|reason| Reason::read(&reason)).collect(),
        })
    }
}

impl CancellationTransaction {
    fn read(cursor: &Cursor<'_>) -> Self {
        Self {
            id: cursor.text(&["CxlId"]),
            case: cursor.at(&["Case"]).and_then(|case| Case::read(&case)),
            original: OriginalPayment::read(cursor),
            reasons: cursor.all("CxlRsnInf").map(|reason| Reason::read(&reason)).collect(),
            details: cursor
                .at(&["OrgnlTxRef"])
                .map(|details| OriginalDetails::read(&details)),
        }
    }
}
