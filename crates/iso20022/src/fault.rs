//! Why bytes were not accepted as a bank message: what is wrong, in which element, on which line.

use std::fmt;

/// The closed list of reasons for which bytes are refused. [`FaultCode::as_str`] gives the stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultCode {
    /// The input is larger than [`crate::MAX_BYTES`].
    TooLarge,
    /// Elements are nested deeper than [`crate::MAX_DEPTH`].
    TooDeep,
    /// There are more elements than [`crate::MAX_ELEMENTS`].
    TooManyElements,
    /// An element carries more attributes, or more namespaces are in scope, than any bank message has.
    TooManyAttributes,
    /// The bytes are not UTF-8, the only encoding of ISO 20022 messages.
    Encoding,
    /// The XML is not well formed.
    Malformed,
    /// A document type declaration is present. It is refused, never read.
    DoctypeRefused,
    /// An entity other than the five of XML is used. It is refused, never expanded.
    EntityRefused,
    /// There is no ISO 20022 `Document` in the XML, or there are several.
    NotAMessage,
    /// The `Document` is an ISO 20022 message, but not one of those that this crate reads.
    UnsupportedMessage,
    /// An element stands where the schema does not allow it.
    UnexpectedElement,
    /// An element that the schema demands is absent.
    MissingElement,
    /// Text stands where the schema demands elements.
    UnexpectedText,
    /// An attribute that the schema demands is absent.
    MissingAttribute,
    /// An attribute stands where the schema does not allow it.
    UnexpectedAttribute,
    /// A value does not have the shape that the schema demands.
    InvalidValue,
    /// The check digits of an IBAN are wrong (ISO 13616: the remainder modulo 97 must be 1).
    IbanCheckDigits,
    /// An `Undrlyg` names nothing that is to be cancelled. The schema allows it, no bank can act on it.
    EmptyUnderlying,
    /// A transaction gives no identifier of the payment it is about.
    UnidentifiedTransaction,
    /// A message that was written would not read back as the values it was written from.
    NotFaithful,
}

impl FaultCode {
    /// Every code, in the order of this list.
    pub const ALL: [Self; 20] = [
        Self::TooLarge,
        Self::TooDeep,
        Self::TooManyElements,
        Self::TooManyAttributes,
        Self::Encoding,
        Self::Malformed,
        Self::DoctypeRefused,
        Self::EntityRefused,
        Self::NotAMessage,
        Self::UnsupportedMessage,
        Self::UnexpectedElement,
        Self::MissingElement,
        Self::UnexpectedText,
        Self::MissingAttribute,
        Self::UnexpectedAttribute,
        Self::InvalidValue,
        Self::IbanCheckDigits,
        Self::EmptyUnderlying,
        Self::UnidentifiedTransaction,
        Self::NotFaithful,
    ];

    /// The stable code, for machines.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::TooDeep => "too_deep",
            Self::TooManyElements => "too_many_elements",
            Self::TooManyAttributes => "too_many_attributes",
            Self::Encoding => "encoding",
            Self::Malformed => "malformed",
            Self::DoctypeRefused => "doctype_refused",
            Self::EntityRefused => "entity_refused",
            Self::NotAMessage => "not_a_message",
            Self::UnsupportedMessage => "unsupported_message",
            Self::UnexpectedElement => "unexpected_element",
            Self::MissingElement => "missing_element",
            Self::UnexpectedText => "unexpected_text",
            Self::MissingAttribute => "missing_attribute",
            Self::UnexpectedAttribute => "unexpected_attribute",
            Self::InvalidValue => "invalid_value",
            Self::IbanCheckDigits => "iban_check_digits",
            Self::EmptyUnderlying => "empty_underlying",
            Self::UnidentifiedTransaction => "unidentified_transaction",
            Self::NotFaithful => "not_faithful",
        }
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One refusal: the code, the element it is about, the line it stands on, and a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {path}: {message} [{code}]")]
pub struct Fault {
    /// The reason, as a stable code.
    pub code: FaultCode,
    /// The element, from the root, such as `/Document/FIToFIPmtCxlReq/Undrlyg[2]`; an index stands only where several
    /// elements of one name stand side by side. `/` is the input as a whole.
    pub path: String,
    /// The line on which the element starts, or on which the XML breaks; lines count from 1.
    pub line: u32,
    /// What is wrong and what to do, as one sentence or two, in English.
    pub message: String,
}

impl Fault {
    /// A refusal of the input as a whole.
    pub(crate) fn whole(code: FaultCode, message: impl Into<String>) -> Self {
        Self {
            code,
            path: "/".into(),
            line: 1,
            message: message.into(),
        }
    }
}
