//! The draft of a recall: a `camt.056` that the instructing bank may send. Nothing here sends it.

use jiff::Timestamp;

use crate::fault::Fault;
use crate::kind::MessageKind;
use crate::messages::{CancellationRequest, CancellationTransaction, Header, Underlying};
use crate::parts::{
    Assignment, Case, Institution, MessageTime, NamedParty, OriginalDetails, OriginalPayment, Party, Reason, ReasonCode,
};
use crate::write::{Written, write_cancellation_request};

/// Longest line of free text in the schema, in characters.
const LINE: usize = 105;

/// What a recall is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecallDraft {
    /// The identifier of the message, at most 35 characters.
    pub message_id: String,
    /// When the draft is made.
    pub created: Timestamp,
    /// Who is to send it.
    pub instructing: Instructing,
    /// The bank that is asked.
    pub asked: Institution,
    /// The identifier of the case, at most 35 characters.
    pub case_id: String,
    /// The payment.
    pub original: OriginalPayment,
    /// Why it is to be cancelled.
    pub reason: ReasonCode,
    /// The reference of the police and what else has to be said. There is no code for a request of the police: it
    /// stands in the text, which is cut into lines of 105 characters.
    pub text: String,
    /// What is repeated of the payment. Later banks of a chain are not told of the victim: then there is nothing here.
    pub details: Option<OriginalDetails>,
}

/// Who is to send the recall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instructing {
    /// The bank that sent the payment: it is assigner and creator of the case.
    Bank(Institution),
    /// That bank is not known: the bureau stands in its place, as a party and not as an agent.
    Bureau(NamedParty),
}

/// A recall, drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The message, as the bank may send it.
    pub written: Written,
    /// The bank that may send it, where it is known.
    pub sender: Option<Institution>,
}

impl RecallDraft {
    /// Writes the draft.
    ///
    /// # Errors
    /// A [`Fault`] at the element that would not be valid.
    pub fn write(&self) -> Result<Draft, Fault> {
        let sender = match &self.instructing {
            Instructing::Bank(bank) => Party::Institution(bank.clone()),
            Instructing::Bureau(bureau) => Party::Named(bureau.clone()),
        };
        let asked = Party::Institution(self.asked.clone());
        let created = MessageTime::from_instant(self.created);
        let header = Header {
            from: sender.clone(),
            to: asked.clone(),
            message_id: self.message_id.clone(),
            definition: MessageKind::Camt056V08.identifier().into(),
            service: None,
            created: created.clone(),
        };
        let assignment = Assignment {
            id: self.message_id.clone(),
            assigner: sender.clone(),
            assignee: asked,
            created,
        };
        let transaction = CancellationTransaction {
            id: None,
            case: Some(Case {
                id: self.case_id.clone(),
                creator: sender,
            }),
            original: self.original.clone(),
            reasons: vec![Reason {
                originator: None,
                code: Some(self.reason.clone()),
                text: wrap(&self.text),
            }],
            details: self.details.clone(),
        };
        let underlying = vec![Underlying {
            group: None,
            transactions: vec![transaction],
        }];
        let request = CancellationRequest {
            assignment,
            case: None,
            underlying,
        };
        let written = write_cancellation_request(&header, &request)?;
        let bank = match &self.instructing {
            Instructing::Bank(bank) => Some(bank.clone()),
            Instructing::Bureau(_) => None,
        };
        Ok(Draft { written, sender: bank })
    }
}

impl Draft {
    /// The draft as a file, marked as one.
    #[must_use]
    pub fn file(&self) -> String {
        let note = match self.sender.as_ref().and_then(Institution::label) {
            Some(bank) => {
                format!("DRAFT for {bank} to check and send. Not sent into any payment network.")
            }
            None => "DRAFT: the instructing bank is not known and has to take the place of the bureau. \
                     Not sent into any payment network."
                .to_owned(),
        };
        self.written.envelope(Some(&note))
    }
}

/// Cuts a text into lines, between words where it can.
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(LINE) {
            let piece: String = piece.iter().collect();
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + piece.chars().count() <= LINE => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                _ => lines.push(piece),
            }
        }
    }
    lines
}
