//! Which messages there are, and how one message names another.

use std::fmt;

use serde::{Serialize, Serializer};

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:";

/// The messages that this crate reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// A bank asks a bank to cancel a payment.
    Camt056V08,
    /// The answer to that.
    Camt029V09,
    /// Money sent back, version of cross-border payments and SEPA.
    Pacs004V09,
    /// Money sent back, version of the United States' networks.
    Pacs004V10,
    /// A payment between banks for their customers.
    Pacs008V08,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Camt056V08,
        Self::Camt029V09,
        Self::Pacs004V09,
        Self::Pacs004V10,
        Self::Pacs008V08,
    ];

    /// The message definition identifier, such as `camt.056.001.08`.
    #[must_use]
    pub const fn identifier(self) -> &'static str {
        match self {
            Self::Camt056V08 => "camt.056.001.08",
            Self::Camt029V09 => "camt.029.001.09",
            Self::Pacs004V09 => "pacs.004.001.09",
            Self::Pacs004V10 => "pacs.004.001.10",
            Self::Pacs008V08 => "pacs.008.001.08",
        }
    }

    /// The XML namespace of the message.
    #[must_use]
    pub fn namespace(self) -> String {
        format!("{NAMESPACE}{}", self.identifier())
    }

    /// The kind that a namespace stands for.
    #[must_use]
    pub fn of_namespace(namespace: &str) -> Option<Self> {
        let identifier = namespace.strip_prefix(NAMESPACE)?;
        Self::ALL.into_iter().find(|kind| kind.identifier() == identifier)
    }
}

impl fmt::Display for MessageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.identifier())
    }
}

impl Serialize for MessageKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.identifier())
    }
}

/// The message in which a payment was first sent, as `OrgnlMsgNmId` names it.
///
/// The long and the short name of one message are the same to [`OriginalKind::same_family`]: the SEPA rulebook of 2025
/// allows `pacs.008` as well as `pacs.008.001.08`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OriginalKind(String);

/// What kind of message a payment was first sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OriginalFamily {
    /// `pacs.008`: a payment for a customer.
    CustomerTransfer,
    /// `pacs.009`: a payment between banks.
    BankTransfer,
    /// `pacs.003`: a direct debit.
    DirectDebit,
    /// `pain.001` or `pain.008`: an order of a customer.
    CustomerOrder,
    /// A message of the older kind, such as `MT103`.
    OlderMessage,
    /// Anything else.
    Other,
}

impl OriginalKind {
    /// The name as a message gives it.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name as the message gives it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the name stands for, short or long.
    #[must_use]
    pub fn family(&self) -> OriginalFamily {
        match self.family_name() {
            "pacs.008" => OriginalFamily::CustomerTransfer,
            "pacs.009" => OriginalFamily::BankTransfer,
            "pacs.003" => OriginalFamily::DirectDebit,
            "pain.001" | "pain.008" => OriginalFamily::CustomerOrder,
            name if name.starts_with("MT") => OriginalFamily::OlderMessage,
            _ => OriginalFamily::Other,
        }
    }

    /// Whether two names stand for the same message, whatever version either names.
    #[must_use]
    pub fn same_family(&self, other: &Self) -> bool {
        self.family_name() == other.family_name()
    }

    /// `pacs.008` of `pacs.008.001.08`; other names whole.
    fn family_name(&self) -> &str {
        let mut dots = self.0.match_indices('.').map(|(place, _)| place);
        match (dots.next(), dots.next()) {
            (Some(_), Some(second)) => self.0.get(..second).unwrap_or(&self.0),
            _ => &self.0,
        }
    }
}

impl Serialize for OriginalKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{MessageKind, OriginalFamily, OriginalKind};

    #[test]
    fn short_and_long_names_are_the_same_message() {
        let long = OriginalKind::new("pacs.008.001.08");
        let short = OriginalKind::new("pacs.008");
        assert!(long.same_family(&short));
        assert_eq!(
            (long.family(), short.family()),
            (OriginalFamily::CustomerTransfer, OriginalFamily::CustomerTransfer)
        );
        assert_eq!(
            OriginalKind::new("pacs.009.001.08").family(),
            OriginalFamily::BankTransfer
        );
        assert_eq!(OriginalKind::new("MT205").family(), OriginalFamily::OlderMessage);
        assert!(!OriginalKind::new("MT205").same_family(&long));
    }

    #[test]
    fn namespaces_lead_to_kinds() {
        assert_eq!(
            MessageKind::of_namespace("urn:iso:std:iso:20022:tech:xsd:pacs.004.001.10"),
            Some(MessageKind::Pacs004V10)
        );
        assert_eq!(
            MessageKind::of_namespace("urn:iso:std:iso:20022:tech:xsd:pacs.004.001.13"),
            None
        );
        assert_eq!(MessageKind::of_namespace("pacs.004.001.10"), None);
    }
}
