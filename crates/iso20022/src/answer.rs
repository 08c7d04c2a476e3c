//! What an answer to a request to cancel means for the money.
//!
//! A camt.029 says "no" in two code sets on two levels: a status (of the case, of a message, of a payment) and a reason.
//! This module reads both together. It decides nothing: it says what the bank said.

use crate::codes::{Confirmation, GroupCancellationStatus, LineStatus, RefusalReason};
use crate::messages::{GroupStatus, PaymentStatus, Resolution, ResolutionStatus, TransactionStatus};
use crate::parts::Reason;

/// What one line of an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Stopped in the payment network. It counts as returned only when a pacs.004 of the same reference arrives.
    Held,
    /// A part is stopped; the rest is as said.
    PartlyHeld {
        /// What the reason says of the rest.
        rest: Box<Meaning>,
    },
    /// No decision yet: the clock for a reminder runs.
    Waiting(Awaited),
    /// The bank says that the law stands in the way: a legal basis has to be offered.
    NeedsLegalBasis,
    /// The money is not there any more: ask where it went, at once.
    AlreadyMoved(Moved),
    /// The payment was passed on inside the chain: the same case, the next bank.
    FollowNextAgent,
    /// The bank never had it: check BIC, account and reference, then the chain.
    NotFound,
    /// Refused: the way through the financial intelligence unit remains.
    Refused(Refuser),
    /// The answer is not about cancellation: it is logged and changes nothing.
    NotAboutCancellation,
    /// A person has to read it.
    PersonReads,
}

/// For what a bank waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Awaited {
    /// Its own decision.
    Decision,
    /// An answer of the beneficiary.
    Beneficiary,
    /// An indemnity.
    Indemnity,
    /// The beneficiary's authority, or the authority to debit.
    Authority,
}

/// In which way money has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moved {
    /// No money is left on the account.
    Spent,
    /// The account is closed.
    AccountClosed,
    /// The payment was passed on to another institution.
    PassedOn,
    /// The payment was returned; the return has to be matched by its reference.
    Returned,
}

/// Who refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refuser {
    /// The beneficiary.
    Beneficiary,
    /// The institution.
    Institution,
    /// The answer does not say.
    Unsaid,
}

/// One line of an answer, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineAnswer {
    /// Which of [`Resolution::transactions`] it is; `None` for an original message or the case as a whole.
    pub transaction: Option<usize>,
    /// The unique end-to-end transaction reference, if the line gives one.
    pub uetr: Option<String>,
    /// The reasons given, in order.
    pub reasons: Vec<RefusalReason>,
    /// What it means.
    pub meaning: Meaning,
    /// Status and reason, or status of the case and of the line, exclude each other; then a person reads it.
    pub contradictory: bool,
}

/// A status, whichever level gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Accepted,
    Rejected,
    Pending,
    Partly,
    Forwarded,
    /// Something else than the outcome of a cancellation.
    Elsewhere,
}

impl Resolution {
    /// Reads every line of the answer: one for each payment; for a message or case without payments one as a whole.
    #[must_use]
    pub fn answers(&self) -> Vec<LineAnswer> {
        let case = self.case_status();
        let mut answers = Vec::new();
        let mut transaction = 0;
        for details in &self.details {
            let group = details.group.as_ref();
            for payment in &details.payments {
                let above = payment.status.or(group.and_then(|group| group.status)).map(of_group);
                for line in &payment.transactions {
                    answers.push(of_line(line, transaction, above, case, &payment.reasons));
                    transaction += 1;
                }
                if payment.transactions.is_empty() {
                    answers.push(of_order(payment, above, case));
                }
            }
            let above = group.and_then(|group| group.status).map(of_group);
            let inherited = group.map_or(&[][..], |group| group.reasons.as_slice());
            for line in &details.transactions {
                answers.push(of_line(line, transaction, above, case, inherited));
                transaction += 1;
            }
            if let (Some(group), true) = (group, details.payments.is_empty() && details.transactions.is_empty()) {
                answers.push(of_message(group, case));
            }
        }
        if answers.is_empty() {
            let meaning = match &self.status {
                ResolutionStatus::DuplicateOf(_) => Meaning::PersonReads,
                _ => meaning(case, &[]).0,
            };
            answers.push(LineAnswer {
                transaction: None,
                uetr: None,
                reasons: Vec::new(),
                meaning,
                contradictory: false,
            });
        }
        answers
    }

    fn case_status(&self) -> Status {
        let ResolutionStatus::Confirmation(code) = &self.status else {
            return Status::Elsewhere;
        };
        match Confirmation::of(code) {
            Confirmation::Cancelled => Status::Accepted,
            Confirmation::Pending => Status::Pending,
            Confirmation::Rejected => Status::Rejected,
            Confirmation::PartlyExecuted => Status::Partly,
            Confirmation::ForwardedToNextAgent => Status::Forwarded,
            Confirmation::PaymentInitiated | Confirmation::Information | Confirmation::Other(_) => Status::Elsewhere,
        }
    }
}

fn of_group(status: GroupCancellationStatus) -> Status {
    match status {
        GroupCancellationStatus::PartlyAccepted => Status::Partly,
        GroupCancellationStatus::Accepted => Status::Accepted,
        GroupCancellationStatus::Rejected => Status::Rejected,
        GroupCancellationStatus::Pending => Status::Pending,
    }
}

fn of_line(
    line: &TransactionStatus,
    transaction: usize,
    above: Option<Status>,
    case: Status,
    inherited: &[Reason],
) -> LineAnswer {
    let own = line.status.map(|status| match status {
        LineStatus::Accepted => Status::Accepted,
        LineStatus::Rejected => Status::Rejected,
        LineStatus::Pending => Status::Pending,
    });
    let reasons = if line.reasons.iter().any(Reason::says_something) {
        &line.reasons
    } else {
        inherited
    };
    let answer = judge(own.or(above), case, reasons);
    LineAnswer {
        transaction: Some(transaction),
        uetr: line.original.uetr.clone(),
        ..answer
    }
}

fn of_order(payment: &PaymentStatus, status: Option<Status>, case: Status) -> LineAnswer {
    judge(status, case, &payment.reasons)
}

fn of_message(group: &GroupStatus, case: Status) -> LineAnswer {
    judge(group.status.map(of_group), case, &group.reasons)
}

fn judge(own: Option<Status>, case: Status, reasons: &[Reason]) -> LineAnswer {
    let reasons: Vec<RefusalReason> = reasons
        .iter()
        .filter_map(|reason| reason.code.as_ref())
        .map(|code| RefusalReason::of(code.as_str()))
        .collect();
    let (mut meaning, mut contradictory) = meaning(own.unwrap_or(case), &reasons);
    contradictory |= own.is_some_and(|own| excluded(case, own));
    if contradictory {
        meaning = Meaning::PersonReads;
    }
    LineAnswer {
        transaction: None,
        uetr: None,
        reasons,
        meaning,
        contradictory,
    }
}

/// Whether the status of a case excludes that of one of its lines.
fn excluded(case: Status, line: Status) -> bool {
    match case {
        Status::Accepted => line != Status::Accepted,
        Status::Rejected => matches!(line, Status::Accepted | Status::Partly),
        Status::Pending | Status::Partly | Status::Forwarded | Status::Elsewhere => false,
    }
}

/// The meaning of a status with its reasons, and whether they contradict each other.
fn meaning(status: Status, reasons: &[RefusalReason]) -> (Meaning, bool) {
    let said = strongest(reasons);
    match status {
        Status::Accepted => (Meaning::Held, said.is_some_and(|said| said != Meaning::PersonReads)),
        Status::Rejected => (said.unwrap_or(Meaning::Refused(Refuser::Unsaid)), false),
        Status::Partly => (
            Meaning::PartlyHeld {
                rest: Box::new(said.unwrap_or(Meaning::PersonReads)),
            },
            false,
        ),
        // A bank that answers "pending" and "passed on" has let the money go: that is not waited for.
        Status::Pending => match said {
            Some(
                said @ (Meaning::AlreadyMoved(_) | Meaning::NeedsLegalBasis | Meaning::NotFound | Meaning::Waiting(_)),
            ) => (said, false),
            _ => (Meaning::Waiting(Awaited::Decision), false),
        },
        Status::Forwarded => (Meaning::FollowNextAgent, false),
        Status::Elsewhere => (Meaning::NotAboutCancellation, false),
    }
}

/// Of several reasons the one that asks for the quickest act.
fn strongest(reasons: &[RefusalReason]) -> Option<Meaning> {
    reasons.iter().map(of_reason).min_by_key(urgency)
}

fn urgency(meaning: &Meaning) -> u8 {
    match meaning {
        Meaning::AlreadyMoved(_) => 0,
        Meaning::NeedsLegalBasis => 1,
        Meaning::NotFound => 2,
        Meaning::Refused(_) => 3,
        Meaning::Waiting(_) => 4,
        _ => 5,
    }
}

/// What a reason says by itself.
fn of_reason(reason: &RefusalReason) -> Meaning {
    match reason {
        RefusalReason::InsufficientFunds => Meaning::AlreadyMoved(Moved::Spent),
        RefusalReason::AccountClosed => Meaning::AlreadyMoved(Moved::AccountClosed),
        RefusalReason::PassedOn => Meaning::AlreadyMoved(Moved::PassedOn),
        RefusalReason::AlreadyReturned => Meaning::AlreadyMoved(Moved::Returned),
        RefusalReason::NoAnswer | RefusalReason::AwaitingReply => Meaning::Waiting(Awaited::Beneficiary),
        RefusalReason::IndemnityRequired => Meaning::Waiting(Awaited::Indemnity),
        RefusalReason::CreditorAuthorityRequired | RefusalReason::AwaitingDebitAuthority => {
            Meaning::Waiting(Awaited::Authority)
        }
        RefusalReason::LegalDecision | RefusalReason::Regulation => Meaning::NeedsLegalBasis,
        RefusalReason::NeverReceived => Meaning::NotFound,
        RefusalReason::BeneficiaryRefuses => Meaning::Refused(Refuser::Beneficiary),
        RefusalReason::InstitutionRefuses => Meaning::Refused(Refuser::Institution),
        RefusalReason::Narrative | RefusalReason::Other(_) => Meaning::PersonReads,
    }
}
