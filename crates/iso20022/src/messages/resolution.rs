//! `camt.029`: the answer to a request to cancel.

use crate::codes::{GroupCancellationStatus, LineStatus};
use crate::cursor::Cursor;
use crate::kind::OriginalKind;
use crate::parts::{
    Amount, Assignment, Case, Charge, MessageDate, MessageTime, OriginalDetails, OriginalPayment, Reason, ReasonCode,
};

/// The outcome of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// Who answers whom.
    pub assignment: Assignment,
    /// The case that is answered.
    pub case: Option<Case>,
    /// The outcome of the case as a whole.
    pub status: ResolutionStatus,
    /// The outcome for each original message and payment.
    pub details: Vec<CancellationDetails>,
    /// The payment that settles the case, such as a return.
    pub related: Option<RelatedPayment>,
}

/// The outcome of a case as a whole (`Sts`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResolutionStatus {
    /// A code of the external list, such as `CNCL`; [`crate::Confirmation`] reads it.
    Confirmation(String),
    /// A change that was asked for is refused.
    RejectedModification(Vec<ReasonCode>),
    /// The case is the same as another one.
    DuplicateOf(Case),
    /// The request itself was withdrawn, or could not be.
    AssignmentCancelled(bool),
}

/// The outcome for one original message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CancellationDetails {
    /// For the message as a whole.
    pub group: Option<GroupStatus>,
    /// For orders of a customer.
    pub payments: Vec<PaymentStatus>,
    /// For single payments.
    pub transactions: Vec<TransactionStatus>,
}

/// The outcome for an original message as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupStatus {
    /// The identifier of the part of the request that is answered.
    pub id: Option<String>,
    /// The case that is answered.
    pub case: Option<Case>,
    /// The identifier of the original message.
    pub message_id: String,
    /// What kind of message that was.
    pub message_kind: OriginalKind,
    /// When it was made.
    pub message_created: Option<MessageTime>,
    /// The outcome.
    pub status: Option<GroupCancellationStatus>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// The outcome for an order of a customer. It is read, not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentStatus {
    /// The case that is answered.
    pub case: Option<Case>,
    /// The identifier of the order.
    pub payment_information_id: String,
    /// The outcome.
    pub status: Option<GroupCancellationStatus>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The outcome for its single payments.
    pub transactions: Vec<TransactionStatus>,
}

/// The outcome for one payment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TransactionStatus {
    /// The identifier of this part of the answer.
    pub id: Option<String>,
    /// The case that is answered.
    pub case: Option<Case>,
    /// The payment.
    pub original: OriginalPayment,
    /// The outcome.
    pub status: Option<LineStatus>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The payment that settles it, such as a return.
    pub related: Option<RelatedPayment>,
    /// What the message repeats of the payment.
    pub details: Option<OriginalDetails>,
}

/// The payment that settles a case (`RsltnRltdInf`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelatedPayment {
    /// The payer's identifier.
    pub end_to_end_id: Option<String>,
    /// The identifier of the first bank.
    pub transaction_id: Option<String>,
    /// The unique end-to-end transaction reference.
    pub uetr: Option<String>,
    /// The amount settled.
    pub amount: Option<Amount>,
    /// The day on which it is settled.
    pub settlement_date: Option<MessageDate>,
    /// Charges taken off.
    pub charges: Vec<Charge>,
}

impl Resolution {
    /// Every single payment of the answer, in order; those of customers' orders included.
    pub fn transactions(&self) -> impl Iterator<Item = &TransactionStatus> {
        self.details.iter().flat_map(|details| {
            let of_orders = details.payments.iter().flat_map(|payment| &payment.transactions);
            of_orders.chain(&details.transactions)
        })
    }

    pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Self> {
        Some(Self {
            assignment: Assignment::read(&cursor.at(&["Assgnmt"])?)?,
            case: case(cursor),
            status: ResolutionStatus::read(&cursor.at(&["Sts"])?)?,
            details: cursor
                .all("CxlDtls")
                .map(|details| CancellationDetails::read(&details))
                .collect(),
            related: RelatedPayment::read(cursor),
        })
    }
}

fn case(cursor: &Cursor<'_>) -> Option<Case> {
    cursor.at(&["RslvdCase"]).and_then(|case| Case::read(&case))
}

fn reasons(cursor: &Cursor<'_>) -> Vec<Reason> {
    cursor.all("CxlStsRsnInf").map(|reason| Reason::read(&reason)).collect()
}

fn group_status(cursor: &Cursor<'_>, name: &str) -> Option<GroupCancellationStatus> {
    cursor.text(&[name]).and_then(|code| GroupCancellationStatus::of(&code))
}

impl ResolutionStatus {
    fn read(cursor: &Cursor<'_>) -> Option<Self> {
        if let Some(code) = cursor.text(&["Conf"]) {
            return Some(Self::Confirmation(code));
        }
        if let Some(cancelled) = cursor.flag(&["AssgnmtCxlConf"]) {
            return Some(Self::AssignmentCancelled(cancelled));
        }
        if let Some(case) = cursor.at(&["DplctOf"]) {
            return Case::read(&case).map(Self::DuplicateOf);
        }
        let rejected = |reason: Cursor<'_>| {
            let code = reason.text(&["Cd"]).map(ReasonCode::Code);
            code.or_else(|| reason.text(&["Prtry"]).map(ReasonCode::Proprietary))
        };
        Some(Self::RejectedModification(
            cursor.all("RjctdMod").filter_map(rejected).collect(),
        ))
    }
}

impl CancellationDetails {
    fn read(cursor: &Cursor<'_>) -> Self {
        let payment = |payment: Cursor<'_>| PaymentStatus::read(&payment);
        Self {
            group: cursor
                .at(&["OrgnlGrpInfAndSts"])
                .and_then(|group| GroupStatus::read(&group)),
            payments: cursor.all("OrgnlPmtInfAndSts").filter_map(payment).collect(),
            transactions: cursor
                .all("TxInfAndSts")
                .map(|line| TransactionStatus::read(&line))
                .collect(),
        }
    }
}

impl GroupStatus {
    fn read(cursor: &Cursor<'_>) -> Option<Self> {
        Some(Self {
            id: cursor.text(&["OrgnlGrpCxlId"]),
            case: case(cursor),
            message_id: cursor.text(&["OrgnlMsgId"])?,
            message_kind: OriginalKind::new(cursor.text(&["OrgnlMsgNmId"])?),
            message_created: cursor.time(&["OrgnlCreDtTm"]),
            status: group_status(cursor, "GrpCxlSts"),
            reasons: reasons(cursor),
        })
    }
}

impl PaymentStatus {
    fn read(cursor: &Cursor<'_>) -> Option<Self> {
        let group = OriginalPayment::read(cursor);
        let line = |line: Cursor<'_>| {
            let mut status = TransactionStatus::read(&line);
            status.original.message_id.clone_from(&group.message_id);
            status.original.message_kind.clone_from(&group.message_kind);
            status.original.message_created.clone_from(&group.message_created);
            // Orders of customers name the reference `UETR` and give the amount that the customer ordered.
            status.original.uetr = line.text(&["UETR"]);
            status.original.amount = Amount::read(&line, &["OrgnlInstdAmt"]);
            status
        };
        Some(Self {
            case: case(cursor),
            payment_information_id: cursor.text(&["OrgnlPmtInfId"])?,
            status: group_status(cursor, "PmtInfCxlSts"),
            reasons: reasons(cursor),
            transactions: cursor.all("TxInfAndSts").map(line).collect(),
        })
    }
}

impl TransactionStatus {
    fn read(cursor: &Cursor<'_>) -> Self {
        Self {
            id: cursor.text(&["CxlStsId"]),
            case: case(cursor),
            original: OriginalPayment::read(cursor),
            status: cursor.text(&["TxCxlSts"]).and_then(|code| LineStatus::of(&code)),
            reasons: reasons(cursor),
            related: RelatedPayment::read(cursor),
            details: cursor
                .at(&["OrgnlTxRef"])
                .map(|details| OriginalDetails::read(&details)),
        }
    }
}

impl RelatedPayment {
    fn read(cursor: &Cursor<'_>) -> Option<Self> {
        let related = cursor.at(&["RsltnRltdInf"])?;
        Some(Self {
            end_to_end_id: related.text(&["EndToEndId"]),
            transaction_id: related.text(&["TxId"]),
            uetr: related.text(&["UETR"]),
            amount: Amount::read(&related, &["IntrBkSttlmAmt"]),
            settlement_date: related.date(&["IntrBkSttlmDt"]),
            charges: Charge::read_all(&related, "Chrgs"),
        })
    }
}
