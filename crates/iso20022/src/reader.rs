//! Bytes in, a message out.

use crate::cursor::Cursor;
use crate::fault::{Fault, FaultCode};
use crate::grammar;
use crate::kind::MessageKind;
use crate::messages::{CancellationRequest, CreditTransfer, Header, PaymentReturn, Resolution};
use crate::profile;
use crate::remarks::Remark;
use crate::tree::{Tree, brief};

const ISO20022: &str = "urn:iso:std:iso:20022:tech:xsd:";

/// A message with its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankMessage {
    /// Which message it is.
    pub kind: MessageKind,
    /// The business application header, if there is one.
    pub header: Option<Header>,
    /// The message.
    pub body: Body,
    /// What is odd about the message but no reason to refuse it.
    pub remarks: Vec<Remark>,
}

/// The body of a message.
#[expect(
    clippy::large_enum_variant,
    reason = "messages are handled one at a time, never in bulk"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// `camt.056`.
    CancellationRequest(CancellationRequest),
    /// `camt.029`.
    Resolution(Resolution),
    /// `pacs.004`.
    PaymentReturn(PaymentReturn),
    /// `pacs.008`.
    CreditTransfer(CreditTransfer),
}

/// Reads one message: with or without a header, with or without a wrapper around both.
///
/// The message is held against its schema to the last element and against the profile rules that the schemas leave
/// open. Nothing outside the bytes is opened; a `schemaLocation` is ignored; no entity is expanded.
///
/// # Errors
/// A [`Fault`] with code, element path and line. The input is untrusted: no bytes make this function panic.
///
/// ```
/// let fault = cordon_iso20022::read(b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.056.001.08'/>").unwrap_err();
/// assert_eq!(fault.code, cordon_iso20022::FaultCode::MissingElement);
/// assert_eq!(fault.path, "/Document/FIToFIPmtCxlReq");
/// ```
pub fn read(bytes: &[u8]) -> Result<BankMessage, Fault> {
    let tree = Tree::read(bytes)?;
    let document = find_document(&tree)?;
    let kind = kind_of(&tree, document)?;
    let header = match find_header(&tree)? {
        Some(node) => Some(read_header(&tree, node)?),
        None => None,
    };
    grammar::check(&tree, document, grammar::of_message(kind))?;
    profile::check(&tree, document, kind)?;
    let body = read_body(&tree, document, kind)?;
    let remarks = Remark::of(kind, header.as_ref(), &body);
    Ok(BankMessage {
        kind,
        header,
        body,
        remarks,
    })
}

/// The one `Document` of the input; a wrapper around it may have any name.
fn find_document(tree: &Tree) -> Result<usize, Fault> {
    let mut found = outermost(tree, "Document").into_iter();
    let Some(first) = found.next() else {
        let root = tree.nodes.first().map_or("", |root| root.name.as_str());
        let message = format!(
            "there is no `Document` in `{}`; send one ISO 20022 message",
            brief(root)
        );
        return Err(tree.fault(0, FaultCode::NotAMessage, message));
    };
    match found.next() {
        Some(second) => Err(tree.fault(
            second,
            FaultCode::NotAMessage,
            "there is a second `Document`; send one message a file",
        )),
        None => Ok(first),
    }
}

/// The elements of this name that stand in no `Document`, in order.
fn outermost(tree: &Tree, name: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut waiting = vec![0];
    while let Some(index) = waiting.pop() {
        let Some(node) = tree.nodes.get(index) else {
            continue;
        };
        if node.name == name {
            found.push(index);
        } else if node.name != "Document" {
            waiting.extend(node.children.iter().rev());
        }
    }
    found
}

fn kind_of(tree: &Tree, document: usize) -> Result<MessageKind, Fault> {
    let namespace = tree.namespace(document);
    if let Some(kind) = MessageKind::of_namespace(namespace) {
        return Ok(kind);
    }
    let readable: Vec<_> = MessageKind::ALL.iter().map(|kind| kind.identifier()).collect();
    Err(match namespace.strip_prefix(ISO20022) {
        Some(other) => {
            let message = format!("`{}` is not read; send one of {}", brief(other), readable.join(", "));
            tree.fault(document, FaultCode::UnsupportedMessage, message)
        }
        None => {
            let message = format!(
                "the namespace `{}` of `Document` is not one of ISO 20022",
                brief(namespace)
            );
            tree.fault(document, FaultCode::NotAMessage, message)
        }
    })
}

fn find_header(tree: &Tree) -> Result<Option<usize>, Fault> {
    let headers = outermost(tree, "AppHdr");
    match headers.get(1) {
        Some(second) => Err(tree.fault(
            *second,
            FaultCode::NotAMessage,
            "there is a second `AppHdr`; send one message a file",
        )),
        None => Ok(headers.first().copied()),
    }
}

/// Version 02 is held against its schema; of other versions only what is read is asked for.
fn read_header(tree: &Tree, node: usize) -> Result<Header, Fault> {
    let namespace = tree.namespace(node);
    if namespace == grammar::of_header().namespace {
        grammar::check(tree, node, grammar::of_header())?;
    } else if !namespace.starts_with(&format!("{ISO20022}head.001.001.")) {
        let message = format!(
            "the namespace `{}` of `AppHdr` is not one of head.001",
            brief(namespace)
        );
        return Err(tree.fault(node, FaultCode::NotAMessage, message));
    }
    Header::read(&Cursor::new(tree, node)).ok_or_else(|| {
        let message = "the header lacks one of Fr, To, BizMsgIdr, MsgDefIdr, CreDt";
        tree.fault(node, FaultCode::MissingElement, message)
    })
}

fn read_body(tree: &Tree, document: usize, kind: MessageKind) -> Result<Body, Fault> {
    let content = tree
        .nodes
        .get(document)
        .and_then(|document| document.children.first())
        .copied()
        .unwrap_or(document);
    let cursor = Cursor::new(tree, content);
    let body = match kind {
        MessageKind::Camt056V08 => CancellationRequest::read(&cursor).map(Body::CancellationRequest),
        MessageKind::Camt029V09 => Resolution::read(&cursor).map(Body::Resolution),
        MessageKind::Pacs004V09 | MessageKind::Pacs004V10 => PaymentReturn::read(&cursor).map(Body::PaymentReturn),
        MessageKind::Pacs008V08 => CreditTransfer::read(&cursor).map(Body::CreditTransfer),
    };
    // The grammar has made sure of every mandatory element; this is the answer should a table ever say less.
    body.ok_or_else(|| tree.fault(content, FaultCode::MissingElement, "a mandatory element is missing"))
}
