//! Values in, bytes out: `camt.056` and `camt.029` with their header.

mod cancellation_request;
mod pieces;
mod resolution;
mod scribe;

use crate::fault::{Fault, FaultCode};
use crate::kind::MessageKind;
use crate::messages::{CancellationRequest, Header, Resolution};
use crate::reader::{Body, read};
use crate::tree::Tree;
use scribe::Scribe;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A written message: its header and its document, each a well-formed piece of XML of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    header: String,
    document: String,
}

impl Written {
    /// The document alone, as a file.
    #[must_use]
    pub fn document(&self) -> String {
        format!("{DECLARATION}{}", self.document)
    }

    /// The header alone, as a file.
    #[must_use]
    pub fn header(&self) -> String {
        format!("{DECLARATION}{}", self.header)
    }

    /// Header and document in one envelope, as a file. The note stands in a comment before it.
    #[must_use]
    pub fn envelope(&self, note: Option<&str>) -> String {
        let note = note
            .map(|note| format!("<!-- {} -->\n", note.replace("--", "- -")))
            .unwrap_or_default();
        format!(
            "{DECLARATION}{note}<Envelope xmlns=\"urn:swift:xsd:envelope\">\n{}{}</Envelope>\n",
            self.header, self.document
        )
    }
}

/// Writes a request to cancel. It is a draft for the bank that it names; see [`crate::RecallDraft`].
///
/// # Errors
/// A [`Fault`] whose path is that of the element that would be written: a value has not the shape that the schema
/// demands, a mandatory one is missing, or the message would not read back as the values it was written from.
pub fn write_cancellation_request(header: &Header, request: &CancellationRequest) -> Result<Written, Fault> {
    let mut scribe = Scribe::new();
    cancellation_request::write(&mut scribe, request);
    let written = finish(header, scribe, MessageKind::Camt056V08);
    prove(&written, header, &Body::CancellationRequest(request.clone()))?;
    Ok(written)
}

/// Writes an answer to a request to cancel. Outcomes for orders of customers are not written.
///
/// # Errors
/// As for [`write_cancellation_request`].
pub fn write_resolution(header: &Header, resolution: &Resolution) -> Result<Written, Fault> {
    let mut scribe = Scribe::new();
    resolution::write(&mut scribe, resolution);
    let written = finish(header, scribe, MessageKind::Camt029V09);
    prove(&written, header, &Body::Resolution(resolution.clone()))?;
    Ok(written)
}

fn finish(header: &Header, body: Scribe, kind: MessageKind) -> Written {
    let mut head = Scribe::new();
    pieces::header(&mut head, header);
    let namespace = kind.namespace();
    Written {
        header: head.into_root("AppHdr", "urn:iso:std:iso:20022:tech:xsd:head.001.001.02"),
        document: body.into_root("Document", &namespace),
    }
}

/// What was written is read again: it has to be valid, and to say what it was written from.
fn prove(written: &Written, header: &Header, body: &Body) -> Result<(), Fault> {
    let text = written.envelope(None);
    let message = read(text.as_bytes())?;
    if message.body == *body && message.header.as_ref() == Some(header) {
        return Ok(());
    }
    let path = Tree::read(text.as_bytes()).map_or_else(|_| "/".to_owned(), |tree| tree.path(0));
    let message = "the message would not say what it was written from; look for space around a text, an empty text, \
                   or an outcome of a customer's order";
    Err(Fault {
        code: FaultCode::NotFaithful,
        path,
        line: 1,
        message: message.into(),
    })
}
