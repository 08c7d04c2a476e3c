//! `pacs.008`: a payment between banks for their customers.

use crate::cursor::Cursor;
use crate::parts::{Amount, Charge, Institution, MessageDate, MessageTime, NamedParty, Parties, Party};

/// One or several payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditTransfer {
    /// The identifier of the message.
    pub message_id: String,
    /// When it was made.
    pub created: MessageTime,
    /// The number of payments that the sender says are in the message.
    pub declared_transactions: u64,
    /// Who sends the money.
    pub instructing_agent: Option<Institution>,
    /// To whom.
    pub instructed_agent: Option<Institution>,
    /// The payments; never empty.
    pub transactions: Vec<CreditTransferTransaction>,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditTransferTransaction {
    /// The identifier between two banks of the chain.
    pub instruction_id: Option<String>,
    /// The payer's identifier, the same from end to end.
    pub end_to_end_id: String,
    /// The identifier of the first bank.
    pub transaction_id: Option<String>,
    /// The unique end-to-end transaction reference: a UUID of version 4.
    pub uetr: Option<String>,
    /// The reference of the clearing system.
    pub clearing_reference: Option<String>,
    /// The amount settled between the banks.
    pub amount: Amount,
    /// The day on which it is settled.
    pub settlement_date: Option<MessageDate>,
    /// When the sending bank accepted the order.
    pub accepted: Option<MessageTime>,
    /// When the sending bank's account was debited.
    pub debited: Option<MessageTime>,
    /// When the receiving bank's account was credited.
    pub credited: Option<MessageTime>,
    /// The amount that the payer ordered, before charges and conversion.
    pub instructed: Option<Amount>,
    /// The rate between the two, as written.
    pub exchange_rate: Option<String>,
    /// Who bears the charges: DEBT, CRED, SHAR or SLEV.
    pub charge_bearer: String,
    /// Charges taken off on the way.
    pub charges: Vec<Charge>,
    /// Who sends the money.
    pub instructing_agent: Option<Institution>,
    /// To whom.
    pub instructed_agent: Option<Institution>,
    /// Banks on the way, in order.
    pub intermediaries: Vec<Institution>,
    /// On whose behalf the payer pays.
    pub ultimate_debtor: Option<NamedParty>,
    /// Who pays whom.
    pub parties: Parties,
    /// For whom the receiver is paid.
    pub ultimate_creditor: Option<NamedParty>,
    /// The text that the payer sends along, a line each.
    pub remittance: Vec<String>,
}

impl CreditTransfer {
    pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Self> {
        let header = cursor.at(&["GrpHdr"])?;
        let agent = |name: &str| header.at(&[name]).map(|agent| Institution::read(&agent));
        let settled = header.date(&["IntrBkSttlmDt"]);
        let transaction = |transaction: Cursor<'_>| CreditTransferTransaction::read(&transaction, settled.as_ref());
        Some(Self {
            message_id: header.text(&["MsgId"])?,
            created: header.time(&["CreDtTm"])?,
            declared_transactions: header.text(&["NbOfTxs"])?.parse().ok()?,
            instructing_agent: agent("InstgAgt"),
            instructed_agent: agent("InstdAgt"),
            transactions: cursor.all("CdtTrfTxInf").filter_map(transaction).collect(),
        })
    }
}

impl CreditTransferTransaction {
    fn read(cursor: &Cursor<'_>, settled: Option<&MessageDate>) -> Option<Self> {
        let id = |name: &str| cursor.text(&["PmtId", name]);
        let agent = |name: &str| cursor.at(&[name]).map(|agent| Institution::read(&agent));
        let named = |name: &str| cursor.at(&[name]).map(|party| NamedParty::read(&party));
        Some(Self {
            instruction_id: id("InstrId"),
            end_to_end_id: id("EndToEndId")?,
            transaction_id: id("TxId"),
            uetr: id("UETR"),
            clearing_reference: id("ClrSysRef"),
            amount: Amount::read(cursor, &["IntrBkSttlmAmt"])?,
            settlement_date: cursor.date(&["IntrBkSttlmDt"]).or_else(|| settled.cloned()),
            accepted: cursor.time(&["AccptncDtTm"]),
            debited: cursor.time(&["SttlmTmIndctn", "DbtDtTm"]),
            credited: cursor.time(&["SttlmTmIndctn", "CdtDtTm"]),
            instructed: Amount::read(cursor, &["InstdAmt"]),
            exchange_rate: cursor.text(&["XchgRate"]),
            charge_bearer: cursor.text(&["ChrgBr"])?,
            charges: Charge::read_all(cursor, "ChrgsInf"),
            instructing_agent: agent("InstgAgt"),
            instructed_agent: agent("InstdAgt"),
            intermediaries: ["IntrmyAgt1", "IntrmyAgt2", "IntrmyAgt3"]
                .into_iter()
                .filter_map(agent)
                .collect(),
            ultimate_debtor: named("UltmtDbtr"),
            parties: Parties::read(cursor, |party| Some(Party::Named(NamedParty::read(party)))),
            ultimate_creditor: named("UltmtCdtr"),
            remittance: remittance(cursor),
        })
    }
}

fn remittance(cursor: &Cursor<'_>) -> Vec<String> {
    let Some(information) = cursor.at(&["RmtInf"]) else {
        return Vec::new();
    };
    information.all("Ustrd").filter_map(|line| line.own_text()).collect()
}
