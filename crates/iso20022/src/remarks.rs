//! What is odd about a message but no reason to refuse it: a person should know, the clock should not stop.

use std::fmt;

use crate::kind::MessageKind;
use crate::messages::Header;
use crate::reader::Body;

/// One oddity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The message holds another number of payments than its sender says.
    Count {
        /// As the sender says.
        declared: u64,
        /// As found.
        found: u64,
    },
    /// The header names another message than the body is.
    HeaderNamesOther {
        /// The message that the header names.
        named: String,
    },
    /// A payment is given no identifier by which it could be matched.
    Unidentified {
        /// Which payment of the message, from 0.
        transaction: usize,
    },
}

impl Remark {
    pub(crate) fn of(kind: MessageKind, header: Option<&Header>, body: &Body) -> Vec<Self> {
        let mut remarks = Vec::new();
        if let Some(header) = header.filter(|header| header.definition != kind.identifier()) {
            remarks.push(Self::HeaderNamesOther {
                named: header.definition.clone(),
            });
        }
        match body {
            Body::CancellationRequest(_) => {}
            Body::Resolution(resolution) => {
                for (transaction, line) in resolution.transactions().enumerate() {
                    if !line.original.is_identified()
                        && resolution.details.iter().all(|details| details.group.is_none())
                    {
                        remarks.push(Self::Unidentified { transaction });
                    }
                }
            }
            Body::PaymentReturn(sent_back) => {
                let whole = sent_back.whole_group == Some(true) && sent_back.transactions.is_empty();
                if !whole {
                    remarks.extend(count(sent_back.declared_transactions, sent_back.transactions.len()));
                }
                for (transaction, line) in sent_back.transactions.iter().enumerate() {
                    if !line.original.is_identified() && sent_back.original_message.is_none() {
                        remarks.push(Self::Unidentified { transaction });
                    }
                }
            }
            Body::CreditTransfer(transfer) => {
                remarks.extend(count(transfer.declared_transactions, transfer.transactions.len()));
            }
        }
        remarks
    }
}

fn count(declared: u64, found: usize) -> Option<Remark> {
    let found = u64::try_from(found).unwrap_or(u64::MAX);
    (declared != found).then_some(Remark::Count { declared, found })
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { declared, found } => {
                write!(f, "the sender declares {declared} payments, the message holds {found}")
            }
            Self::HeaderNamesOther { named } => write!(f, "the header names {named}"),
            Self::Unidentified { transaction } => {
                write!(f, "payment {} gives no identifier", transaction + 1)
            }
        }
    }
}
