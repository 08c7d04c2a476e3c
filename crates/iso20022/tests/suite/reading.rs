//! What comes out of a message that is in order.

use cordon_iso20022::{AccountId, Body, MessageKind, OriginalFamily, Remark, Summary, read};
use serde_json::{Value, json};

use crate::files::{fixture, fixtures, foreign, xml_files};

fn summary(text: &str) -> Value {
    serde_json::to_value(Summary::of(&read(text.as_bytes()).expect("a message"))).expect("JSON")
}

#[test]
fn every_fixture_is_read() {
    let fixtures = fixtures();
    assert_eq!(fixtures.len(), 7);
    for (name, bytes) in fixtures {
        let message = read(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(message.remarks, [], "{name}");
    }
}

#[test]
fn every_foreign_message_is_read() {
    let Some(folder) = foreign("messages") else {
        return;
    };
    for (name, bytes) in xml_files(&folder) {
        let message = read(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(message.remarks, [], "{name}");
        let header = message.header.expect("every foreign message has a header");
        assert_eq!(header.definition, message.kind.identifier(), "{name}");
    }
}

#[test]
fn a_foreign_return_keeps_its_amounts_as_written() {
    let Some(folder) = foreign("messages") else {
        return;
    };
    let bytes = std::fs::read(folder.join("cbpr-p.2.1.2-pacs.004-ctob.xml")).expect("a file");
    let expected = json!({
        "kind": "pacs.004.001.09",
        "message_id": "P4C2B-005",
        "created": "2021-05-11T11:53:41.960+05:00",
        "uetr": "174c245f-2682-4291-ad67-2a41e530cd27",
        "original": {
            "message_id": "B2C0506272708",
            "message_kind": "MT205",
            "instruction_id": "B2C0506272708",
            "end_to_end_id": "E2E04044506271305",
            "amount": {"value": "136480", "currency": "USD"},
        },
        "amount": {"value": "136480", "currency": "USD"},
        "settlement_date": "2021-05-11",
        "reason": {"code": "AC04"},
        "debtor": {"name": "ANBTUS44XXX"},
        "creditor": {"name": "GB Engineering"},
    });
    let read = summary(std::str::from_utf8(&bytes).expect("UTF-8"));
    assert_eq!(read, expected);
}

#[test]
fn a_reason_without_code_or_text_is_no_refusal() {
    let Some(folder) = foreign("messages") else {
        return;
    };
    let bytes = std::fs::read(folder.join("cbpr-c.56.4.1-camt.029-etob.xml")).expect("a file");
    let read = summary(std::str::from_utf8(&bytes).expect("UTF-8"));
    assert_eq!(
        (read.get("refusal"), &read["status"], read.get("amount")),
        (None, &json!("PDCR"), None)
    );
    assert_eq!(
        (&read["case_id"], &read["case_creator"]),
        (&json!("CSE-001"), &json!("TDOMUS33"))
    );
}

#[test]
fn a_request_to_cancel_is_summed_up() {
    let expected = json!({
        "kind": "camt.056.001.08",
        "message_id": "ALDR-C-0001",
        "created": "2026-11-23T02:31:00+01:00",
        "assigner": "ALDRQMA0",
        "assignee": "BRCHQNA0",
        "case_id": "QM-2026-000114",
        "case_creator": "ALDRQMA0",
        "uetr": "6f1c2b1e-3a54-4c7d-9b21-0d5e8f4a7c10",
        "original": {
            "message_id": "ALDR-20261123-0007",
            "message_kind": "pacs.008",
            "instruction_id": "ALDR-I-0007",
            "end_to_end_id": "INV-2026-1187",
            "amount": {"value": "2320000.00", "currency": "EUR"},
        },
        "amount": {"value": "2320000.00", "currency": "EUR"},
        "settlement_date": "2026-11-23",
        "reason": {
            "code": "FRAD",
            "text": "Police reference QM-P-88213. Forged invoice; the payer never dealt with the account named on it.",
        },
    });
    let read = summary(&fixture("camt056-fraud.xml"));
    assert_eq!(read, expected);
}

#[test]
fn status_of_the_case_and_refusal_of_the_line_stand_apart() {
    let read = summary(&fixture("camt029-moved-on.xml"));
    assert_eq!(read["status"], "RJCR");
    assert_eq!(
        read["refusal"],
        json!({"code": "AM04", "text": "1,850,000.50 EUR left at 02:20 UTC."})
    );
    assert_eq!(read.get("transactions"), None, "one payment stands in the fields alone");
    assert_eq!(read.get("reason"), None);
}

#[test]
fn several_payments_stand_in_order_without_header_or_envelope() {
    let text = fixture("pacs008-onward-three.xml");
    let message = read(text.as_bytes()).expect("a message");
    assert_eq!(
        (message.kind, message.header.is_none()),
        (MessageKind::Pacs008V08, true)
    );
    let read = summary(&text);
    let payments = read["transactions"].as_array().expect("payments");
    let amounts: Vec<_> = payments
        .iter()
        .map(|payment| payment["amount"]["value"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(amounts, ["1200000", "650000.50", "15000000"]);
    assert_eq!(read["amount"], payments[0]["amount"]);
    assert_eq!(
        payments[1]["creditor"],
        json!({"name": "Dogwood & Sons", "account": "00-445-1"})
    );
    assert_eq!(payments[2]["creditor"]["name"], "榆木商事");
    let Body::CreditTransfer(transfer) = message.body else {
        panic!("a credit transfer")
    };
    let second = transfer.transactions.get(1).expect("a second payment");
    assert_eq!(second.exchange_rate.as_deref(), Some("0.92857142"));
    let account = second.parties.creditor_account.as_ref().expect("an account");
    assert!(matches!(&account.id, AccountId::Other { scheme: Some(scheme), .. } if scheme == "BBAN"));
}

#[test]
fn short_and_long_names_of_the_original_message_are_both_read() {
    for name in ["pacs.008", "pacs.008.001.08"] {
        let text = fixture("camt056-fraud.xml").replace(">pacs.008<", &format!(">{name}<"));
        let Body::CancellationRequest(request) = read(text.as_bytes()).expect("a message").body else {
            panic!("a request")
        };
        let kind = request
            .transactions()
            .next()
            .and_then(|line| line.original.message_kind.clone())
            .expect("a kind");
        assert_eq!((kind.as_str(), kind.family()), (name, OriginalFamily::CustomerTransfer));
    }
}

#[test]
fn a_wrapper_may_have_any_name_and_other_versions_of_the_header_are_read() {
    let text = fixture("camt056-fraud.xml")
        .replace("Envelope", "BusinessMessage")
        .replace("urn:swift:xsd:envelope", "urn:example:wrapper")
        .replace("head.001.001.02", "head.001.001.04");
    let header = read(text.as_bytes()).expect("a message").header.expect("a header");
    assert_eq!(header.message_id, "ALDR-C-0001");
}

#[test]
fn a_miscount_is_remarked_and_not_refused() {
    let text = fixture("pacs008-onward-three.xml").replace("<p:NbOfTxs>3<", "<p:NbOfTxs>5<");
    let message = read(text.as_bytes()).expect("a message");
    assert_eq!(message.remarks, [Remark::Count { declared: 5, found: 3 }]);
}

#[test]
fn a_header_that_names_another_message_is_remarked() {
    let text = fixture("camt056-fraud.xml").replace("<MsgDefIdr>camt.056.001.08<", "<MsgDefIdr>camt.056.001.11<");
    let message = read(text.as_bytes()).expect("a message");
    assert_eq!(
        message.remarks,
        [Remark::HeaderNamesOther {
            named: "camt.056.001.11".into()
        }]
    );
}

#[test]
fn a_return_without_any_reference_is_remarked() {
    let text = fixture("pacs004-returned.xml");
    let (before, rest) = text.split_once("        <OrgnlGrpInf>").expect("a group");
    let (_, after) = rest.split_once("</OrgnlUETR>\n").expect("a reference");
    let message = read(format!("{before}{after}").as_bytes()).expect("a message");
    assert_eq!(message.remarks, [Remark::Unidentified { transaction: 0 }]);
}

#[test]
fn what_the_group_says_holds_for_its_payments() {
    let text = fixture("pacs004-returned.xml");
    let group = "<OrgnlGrpInf><OrgnlMsgId>G-1</OrgnlMsgId><OrgnlMsgNmId>pacs.009</OrgnlMsgNmId>\
                 <RtrRsnInf><Rsn><Prtry>P-7</Prtry></Rsn></RtrRsnInf></OrgnlGrpInf>";
    let (before, rest) = text.split_once("        <OrgnlGrpInf>").expect("a group");
    let (_, after) = rest.split_once("</OrgnlGrpInf>\n").expect("its end");
    let moved = format!("{before}{after}").replace("      <TxInf>", &format!("      {group}\n      <TxInf>"));
    let (before, rest) = moved.split_once("        <RtrRsnInf>\n").expect("a reason");
    let (_, after) = rest.split_once("</RtrRsnInf>\n").expect("its end");
    let read = summary(&format!("{before}{after}"));
    assert_eq!(read["original"]["message_id"], "G-1");
    assert_eq!(read["original"]["message_kind"], "pacs.009");
    assert_eq!(read["reason"], json!({"code": "P-7"}));
}

#[test]
fn entities_character_references_and_cdata_are_text() {
    let text =
        fixture("camt056-fraud.xml").replace("Forged invoice;", "Forged &lt;invoice&gt; &#x41;&#66;<![CDATA[ <C>]]>;");
    let read = summary(&text);
    let said = read["reason"]["text"].as_str().expect("text");
    assert!(said.contains("Forged <invoice> AB <C>;"), "{said}");
}
