//! `pacs.004`: money sent back.

use crate::cursor::Cursor;
use crate::kind::OriginalKind;
use crate::parts::{
    Amount, Charge, Institution, MessageDate, MessageTime, OriginalDetails, OriginalPayment, Parties, Party, Reason,
};

/// One or several payments sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentReturn {
    /// The identifier of the message.
    pub message_id: String,
    /// When it was made.
    pub created: MessageTime,
    /// The number of payments that the sender says are in the message.
    pub declared_transactions: u64,
    /// Whether the original message is sent back as a whole.
    pub whole_group: Option<bool>,
    /// Who sends the money.
    pub instructing_agent: Option<Institution>,
    /// To whom.
    pub instructed_agent: Option<Institution>,
    /// The original message, where it is named once for all payments.
    pub original_message: Option<(String, OriginalKind)>,
    /// Why, where it is said once for all payments.
    pub reasons: Vec<Reason>,
    /// The payments.
    pub transactions: Vec<ReturnedTransaction>,
}

/// One payment sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedTransaction {
    /// The identifier of the return.
    pub id: Option<String>,
    /// The payment that is sent back.
    pub original: OriginalPayment,
    /// The amount sent back, as settled between the banks.
    pub returned: Amount,
    /// The day on which the return is settled.
    pub settlement_date: Option<MessageDate>,
    /// The amount ordered to be sent back, before charges and conversion.
    pub returned_instructed: Option<Amount>,
    /// The rate between the two, as written.
    pub exchange_rate: Option<String>,
    /// Charges taken off.
    pub charges: Vec<Charge>,
    /// Who sends the money.
    pub instructing_agent: Option<Institution>,
    /// To whom.
    pub instructed_agent: Option<Institution>,
    /// The two ends of the return; its debtor is who gives the money back.
    pub chain: Option<Parties>,
    /// Why the money comes back.
    pub reasons: Vec<Reason>,
    /// What the message repeats of the original payment.
    pub details: Option<OriginalDetails>,
}

impl PaymentReturn {
    pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Self> {
        let header = cursor.at(&["GrpHdr"])?;
        let agent = |name: &str| header.at(&[name]).map(|agent| Institution::read(&agent));
        let group = cursor.at(&["OrgnlGrpInf"]);
        let settled = header.date(&["IntrBkSttlmDt"]);
        let transaction = |transaction: Cursor<'_>| ReturnedTransaction::read(&transaction, settled.as_ref());
        Some(Self {
            message_id: header.text(&["MsgId"])?,
            created: header.time(&["CreDtTm"])?,
            declared_transactions: header.text(&["NbOfTxs"])?.parse().ok()?,
            whole_group: header.flag(&["GrpRtr"]),
            instructing_agent: agent("InstgAgt"),
            instructed_agent: agent("InstdAgt"),
            original_message: group.as_ref().and_then(|group| {
                Some((
                    group.text(&["OrgnlMsgId"])?,
                    OriginalKind::new(group.text(&["OrgnlMsgNmId"])?),
                ))
            }),
            reasons: group.as_ref().map(reasons).unwrap_or_default(),
            transactions: cursor.all("TxInf").filter_map(transaction).collect(),
        })
    }
}

fn reasons(cursor: &Cursor<'_>) -> Vec<Reason> {
    cursor.all("RtrRsnInf").map(|reason| Reason::read(&reason)).collect()
}

impl ReturnedTransaction {
    fn read(cursor: &Cursor<'_>, settled: Option<&MessageDate>) -> Option<Self> {
        let agent = |name: &str| cursor.at(&[name]).map(|agent| Institution::read(&agent));
        Some(Self {
            id: cursor.text(&["RtrId"]),
            original: OriginalPayment::read(cursor),
            returned: Amount::read(cursor, &["RtrdIntrBkSttlmAmt"])?,
            settlement_date: cursor.date(&["IntrBkSttlmDt"]).or_else(|| settled.cloned()),
            returned_instructed: Amount::read(cursor, &["RtrdInstdAmt"]),
            exchange_rate: cursor.text(&["XchgRate"]),
            charges: Charge::read_all(cursor, "ChrgsInf"),
            instructing_agent: agent("InstgAgt"),
            instructed_agent: agent("InstdAgt"),
            chain: cursor.at(&["RtrChain"]).map(|chain| Parties::read(&chain, Party::read)),
            reasons: reasons(cursor),
            details: cursor
                .at(&["OrgnlTxRef"])
                .map(|details| OriginalDetails::read(&details)),
        })
    }
}
