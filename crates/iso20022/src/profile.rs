//! Rules beyond the schemas: messages that are valid XML and yet nothing that a bank could act on.

use crate::cursor::Cursor;
use crate::fault::{Fault, FaultCode};
use crate::grammar;
use crate::kind::MessageKind;
use crate::parts::OriginalPayment;
use crate::tree::{Tree, brief};

/// Checks a message that its grammar has accepted.
pub(crate) fn check(tree: &Tree, document: usize, kind: MessageKind) -> Result<(), Fault> {
    ibans(tree, document)?;
    if kind == MessageKind::Camt056V08 {
        underlying(tree, document)?;
    }
    Ok(())
}

/// Every IBAN has check digits that hold; a number that fails names no account anywhere.
fn ibans(tree: &Tree, document: usize) -> Result<(), Fault> {
    let namespace = tree.namespace(document);
    for (index, node) in tree.nodes.iter().enumerate().skip(document) {
        let text = node.text.as_str();
        if node.name == "IBAN" && tree.namespace(index) == namespace && !grammar::iban_check_digits_hold(text) {
            let message = format!(
                "the check digits of the IBAN `{}` do not hold; compare it with its source",
                brief(text)
            );
            return Err(tree.fault(index, FaultCode::IbanCheckDigits, message));
        }
    }
    Ok(())
}

/// The schema lets an `Undrlyg` and a `TxInf` be empty. A request to cancel has to say what.
fn underlying(tree: &Tree, document: usize) -> Result<(), Fault> {
    let Some(request) = Cursor::new(tree, document).at(&["FIToFIPmtCxlReq"]) else {
        return Ok(());
    };
    for underlying in request.all("Undrlyg") {
        let named_message = underlying.at(&["OrgnlGrpInfAndCxl"]).is_some();
        let transactions: Vec<_> = underlying.all("TxInf").collect();
        if !named_message && transactions.is_empty() {
            let message = "`Undrlyg` is empty; name the original message (OrgnlGrpInfAndCxl) or payment (TxInf)";
            return Err(tree.fault(underlying.node(), FaultCode::EmptyUnderlying, message));
        }
        let unidentified = |line: &&Cursor<'_>| !named_message && !OriginalPayment::read(line).is_identified();
        if let Some(line) = transactions.iter().find(unidentified) {
            let message =
                "`TxInf` identifies no payment; give OrgnlUETR, OrgnlGrpInf or one of the original identifiers";
            return Err(tree.fault(line.node(), FaultCode::UnidentifiedTransaction, message));
        }
    }
    Ok(())
}
