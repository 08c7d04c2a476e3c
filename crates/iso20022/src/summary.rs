//! A message as a flat record: what the command line prints and what a page shows first.
//!
//! A field is absent where the message has none. Parties are given by BIC, else by name. Amounts are decimal text as the
//! message writes it. With several payments, the first stands in the fields and all in `transactions`.

use serde::Serialize;

use crate::kind::{MessageKind, OriginalKind};
use crate::messages::{
    CancellationRequest, CancellationTransaction, CreditTransfer, CreditTransferTransaction, GroupCancellation,
    GroupStatus, PaymentReturn, Resolution, ResolutionStatus, ReturnedTransaction, TransactionStatus,
};
use crate::parts::{
    Account, Amount, Assignment, Case, MessageDate, MessageTime, OriginalDetails, OriginalPayment, Parties, Party,
    Reason,
};
use crate::reader::{BankMessage, Body};

/// The record of one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Which message it is, such as `camt.056.001.08`.
    pub kind: MessageKind,
    /// Its identifier.
    pub message_id: String,
    /// When it was made, as written.
    pub created: MessageTime,
    /// Who hands the case over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigner: Option<String>,
    /// To whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// The first payment; for a message that names none, what it says of the original message.
    #[serde(flatten)]
    pub first: TransactionSummary,
    /// Every payment; printed only if there are several, because one stands in the fields.
    #[serde(skip_serializing_if = "at_most_one")]
    pub transactions: Vec<TransactionSummary>,
}

/// The record of one payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TransactionSummary {
    /// The identifier of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
    /// Who opened the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_creator: Option<String>,
    /// The unique end-to-end transaction reference of the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uetr: Option<String>,
    /// The payment as it was first sent, where the message refers to one.
    #[serde(skip_serializing_if = "OriginalSummary::is_empty")]
    pub original: OriginalSummary,
    /// The original interbank amount; for money sent back, the amount sent back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The day of settlement: of the payment; for money sent back, of the return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement_date: Option<MessageDate>,
    /// Why a cancellation is asked or money comes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonSummary>,
    /// The outcome: in the record of a message that of the case, for a payment its own where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Why a cancellation is refused or waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<ReasonSummary>,
    /// Who pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debtor: Option<PartySummary>,
    /// Who is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creditor: Option<PartySummary>,
}

/// The payment as it was first sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OriginalSummary {
    /// The message it was sent in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// What kind of message that was, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_kind: Option<OriginalKind>,
    /// The identifier between two banks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instruction_id: Option<String>,
    /// The payer's identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_to_end_id: Option<String>,
    /// The original interbank amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonSummary {
    /// The code, of the external list or of the parties' own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The text, its lines joined by a space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// One end of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartySummary {
    /// The name of a person or firm, the BIC of an institution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The account: its IBAN, else the number that its institution gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

impl Summary {
    /// The record of a message.
    #[must_use]
    pub fn of(message: &BankMessage) -> Self {
        match &message.body {
            Body::CancellationRequest(request) => of_request(message.kind, request),
            Body::Resolution(resolution) => of_resolution(message.kind, resolution),
            Body::PaymentReturn(sent_back) => of_return(message.kind, sent_back),
            Body::CreditTransfer(transfer) => of_transfer(message.kind, transfer),
        }
    }

    fn new(kind: MessageKind, message_id: &str, created: &MessageTime, transactions: Vec<TransactionSummary>) -> Self {
        let first = transactions.first().cloned().unwrap_or_default();
        Self {
            kind,
            message_id: message_id.to_owned(),
            created: created.clone(),
            assigner: None,
            assignee: None,
            first,
            transactions,
        }
    }

    fn assigned(
        kind: MessageKind,
        assignment: &Assignment,
        case: Option<&Case>,
        transactions: Vec<TransactionSummary>,
    ) -> Self {
        let mut summary = Self::new(kind, &assignment.id, &assignment.created, transactions);
        summary.assigner = assignment.assigner.label().map(str::to_owned);
        summary.assignee = assignment.assignee.label().map(str::to_owned);
        if summary.first.case_id.is_none() {
            summary.first.take_case(case);
        }
        summary
    }
}

fn of_request(kind: MessageKind, request: &CancellationRequest) -> Summary {
    let of_group = |group: Option<&GroupCancellation>| group.map(TransactionSummary::of_group).unwrap_or_default();
    let lines = request.underlying.iter().flat_map(|underlying| {
        let group = of_group(underlying.group.as_ref());
        underlying
            .transactions
            .iter()
            .map(move |line| TransactionSummary::of_cancellation(line).or(&group))
    });
    let mut summary = Summary::assigned(kind, &request.assignment, request.case.as_ref(), lines.collect());
    if summary.transactions.is_empty() {
        let group = request
            .underlying
            .iter()
            .find_map(|underlying| underlying.group.as_ref());
        summary.first = of_group(group).or(&summary.first);
    }
    summary
}

fn of_resolution(kind: MessageKind, resolution: &Resolution) -> Summary {
    let of_group = |group: Option<&GroupStatus>| group.map(TransactionSummary::of_group_status).unwrap_or_default();
    let lines = resolution.details.iter().flat_map(|details| {
        let group = of_group(details.group.as_ref());
        let of_orders = details.payments.iter().flat_map(|payment| &payment.transactions);
        of_orders
            .chain(&details.transactions)
            .map(move |line| TransactionSummary::of_status(line).or(&group))
    });
    let mut summary = Summary::assigned(kind, &resolution.assignment, resolution.case.as_ref(), lines.collect());
    if summary.transactions.is_empty() {
        let group = resolution.details.iter().find_map(|details| details.group.as_ref());
        summary.first = of_group(group).or(&summary.first);
    }
    match &resolution.status {
        ResolutionStatus::Confirmation(code) => summary.first.status = Some(code.clone()),
        ResolutionStatus::RejectedModification(codes) if summary.first.refusal.is_none() => {
            let code = codes.first().map(|code| code.as_str().to_owned());
            summary.first.refusal = code.map(|code| ReasonSummary {
                code: Some(code),
                text: None,
            });
        }
        _ => {}
    }
    summary
}

fn of_return(kind: MessageKind, sent_back: &PaymentReturn) -> Summary {
    let mut inherited = TransactionSummary {
        reason: reason(&sent_back.reasons),
        ..TransactionSummary::default()
    };
    if let Some((message_id, message_kind)) = &sent_back.original_message {
        inherited.original.message_id = Some(message_id.clone());
        inherited.original.message_kind = Some(message_kind.clone());
    }
    let lines = sent_back
        .transactions
        .iter()
        .map(|line| TransactionSummary::of_return(line).or(&inherited))
        .collect();
    let mut summary = Summary::new(kind, &sent_back.message_id, &sent_back.created, lines);
    if summary.transactions.is_empty() {
        summary.first = inherited;
    }
    summary
}

fn of_transfer(kind: MessageKind, transfer: &CreditTransfer) -> Summary {
    let lines = transfer
        .transactions
        .iter()
        .map(TransactionSummary::of_transfer)
        .collect();
    Summary::new(kind, &transfer.message_id, &transfer.created, lines)
}

impl TransactionSummary {
    fn of_cancellation(line: &CancellationTransaction) -> Self {
        let mut summary = Self::of_original(&line.original, line.details.as_ref());
        summary.take_case(line.case.as_ref());
        summary.reason = reason(&line.reasons);
        summary
    }

    fn of_group(group: &GroupCancellation) -> Self {
        let mut summary = Self::of_message(&group.message_id, &group.message_kind);
        summary.take_case(group.case.as_ref());
        summary.reason = reason(&group.reasons);
        summary
    }

    fn of_status(line: &TransactionStatus) -> Self {
        let mut summary = Self::of_original(&line.original, line.details.as_ref());
        summary.take_case(line.case.as_ref());
        summary.status = line.status.map(|status| status.as_str().to_owned());
        summary.refusal = reason(&line.reasons);
        summary
    }

    fn of_group_status(group: &GroupStatus) -> Self {
        let mut summary = Self::of_message(&group.message_id, &group.message_kind);
        summary.take_case(group.case.as_ref());
        summary.status = group.status.map(|status| status.as_str().to_owned());
        summary.refusal = reason(&group.reasons);
        summary
    }

    fn of_return(line: &ReturnedTransaction) -> Self {
        let details = line.details.as_ref();
        let mut summary = Self::of_original(&line.original, details);
        if let Some(chain) = &line.chain {
            (summary.debtor, summary.creditor) = ends(chain);
        }
        summary.amount = Some(line.returned.clone());
        summary.settlement_date.clone_from(&line.settlement_date);
        summary.reason = reason(&line.reasons);
        summary
    }

    fn of_transfer(line: &CreditTransferTransaction) -> Self {
        let (debtor, creditor) = ends(&line.parties);
        Self {
            uetr: line.uetr.clone(),
            amount: Some(line.amount.clone()),
            settlement_date: line.settlement_date.clone(),
            debtor,
            creditor,
            ..Self::default()
        }
    }

    fn of_message(message_id: &str, message_kind: &OriginalKind) -> Self {
        let original = OriginalSummary {
            message_id: Some(message_id.to_owned()),
            message_kind: Some(message_kind.clone()),
            ..OriginalSummary::default()
        };
        Self {
            original,
            ..Self::default()
        }
    }

    fn of_original(original: &OriginalPayment, details: Option<&OriginalDetails>) -> Self {
        let repeated = details.and_then(|details| details.amount.clone());
        let amount = original.amount.clone().or(repeated);
        let (debtor, creditor) = details.map(|details| ends(&details.parties)).unwrap_or_default();
        let repeated_date = details.and_then(|details| details.settlement_date.clone());
        Self {
            uetr: original.uetr.clone(),
            original: OriginalSummary {
                message_id: original.message_id.clone(),
                message_kind: original.message_kind.clone(),
                instruction_id: original.instruction_id.clone(),
                end_to_end_id: original.end_to_end_id.clone(),
                amount: amount.clone(),
            },
            amount,
            settlement_date: original.settlement_date.clone().or(repeated_date),
            debtor,
            creditor,
            ..Self::default()
        }
    }

    fn take_case(&mut self, case: Option<&Case>) {
        self.case_id = case.map(|case| case.id.clone());
        self.case_creator = case.and_then(|case| case.creator.label()).map(str::to_owned);
    }

    /// What a line does not say itself, the original message says for all its lines.
    fn or(mut self, group: &Self) -> Self {
        if self.case_id.is_none() {
            self.case_id.clone_from(&group.case_id);
            self.case_creator.clone_from(&group.case_creator);
        }
        self.original.message_id = self.original.message_id.or_else(|| group.original.message_id.clone());
        self.original.message_kind = self
            .original
            .message_kind
            .or_else(|| group.original.message_kind.clone());
        self.reason = self.reason.or_else(|| group.reason.clone());
        self.status = self.status.or_else(|| group.status.clone());
        self.refusal = self.refusal.or_else(|| group.refusal.clone());
        self
    }
}

impl OriginalSummary {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn at_most_one(payments: &[TransactionSummary]) -> bool {
    payments.len() < 2
}

/// The first reason that says something.
fn reason(reasons: &[Reason]) -> Option<ReasonSummary> {
    let reason = reasons.iter().find(|reason| reason.says_something())?;
    let code = reason.code.as_ref().map(|code| code.as_str().to_owned());
    Some(ReasonSummary {
        code,
        text: reason.joined_text(),
    })
}

fn ends(parties: &Parties) -> (Option<PartySummary>, Option<PartySummary>) {
    let debtor = end(parties.debtor.as_ref(), parties.debtor_account.as_ref());
    (
        debtor,
        end(parties.creditor.as_ref(), parties.creditor_account.as_ref()),
    )
}

fn end(party: Option<&Party>, account: Option<&Account>) -> Option<PartySummary> {
    let name = party.and_then(Party::shown_name).map(str::to_owned);
    let account = account.map(|account| account.number().to_owned());
    (name.is_some() || account.is_some()).then_some(PartySummary { name, account })
}
