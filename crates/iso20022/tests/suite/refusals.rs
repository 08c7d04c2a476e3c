//! Every refusal, provoked, with the element and the line it names.

use cordon_iso20022::{
    Body, FaultCode, Header, Institution, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MessageTime, Party, read,
};

use crate::files::fixture;

/// Reads a text that has to be refused.
fn refused(text: &str) -> (FaultCode, String, u32) {
    let fault = read(text.as_bytes()).expect_err("a refusal");
    assert!(!fault.message.is_empty());
    (fault.code, fault.path, fault.line)
}

/// The line on which a text stands.
fn line_of(text: &str, part: &str) -> u32 {
    let before = text.split(part).next().unwrap_or("");
    u32::try_from(before.matches('\n').count()).unwrap_or(0) + 1
}

/// The request to cancel, with one part replaced; `mark` stands on the line that the refusal names.
fn spoiled(file: &str, from: &str, to: &str, mark: &str, code: FaultCode, path: &str) {
    let sound = fixture(file);
    assert!(sound.contains(from), "{file} has no {from}");
    let text = sound.replacen(from, to, 1);
    assert_eq!(
        refused(&text),
        (code, path.to_owned(), line_of(&text, mark)),
        "{from} -> {to}"
    );
}

const REQUEST: &str = "/Envelope/Document/FIToFIPmtCxlReq";
const LINE: &str = "/Envelope/Document/FIToFIPmtCxlReq/Undrlyg/TxInf";

#[test]
fn values_are_held_to_the_schema() {
    let rows = [
        ("<OrgnlUETR>6f1c2b1e", "<OrgnlUETR>6F1C2B1E", "OrgnlUETR"),
        (">2320000.00<", ">2320000.000001<", "OrgnlIntrBkSttlmAmt"),
        (">2320000.00<", ">-1<", "OrgnlIntrBkSttlmAmt"),
        (">2320000.00<", ">2,320,000<", "OrgnlIntrBkSttlmAmt"),
        ("Ccy=\"EUR\"", "Ccy=\"eur\"", "OrgnlIntrBkSttlmAmt"),
        (">2026-11-23<", ">2026-02-30<", "OrgnlIntrBkSttlmDt"),
        (
            "<OrgnlEndToEndId>INV-2026-1187<",
            "<OrgnlEndToEndId>123456789012345678901234567890123456<",
            "OrgnlEndToEndId",
        ),
        (
            "<OrgnlEndToEndId>INV-2026-1187<",
            "<OrgnlEndToEndId>  <",
            "OrgnlEndToEndId",
        ),
    ];
    for (from, to, element) in rows {
        let mark = format!("<{element}");
        spoiled(
            "camt056-fraud.xml",
            from,
            to,
            &mark,
            FaultCode::InvalidValue,
            &format!("{LINE}/{element}"),
        );
    }
}

#[test]
fn a_bic_and_a_status_that_do_not_exist_are_refused() {
    let path = format!("{REQUEST}/Case/Cretr/Agt/FinInstnId/BICFI");
    let sound = fixture("camt056-fraud.xml");
    let (before, after) = sound.split_once("<Cretr>").expect("a creator");
    let text = format!("{before}<Cretr>{}", after.replacen("ALDRQMA0", "ALDR", 1));
    assert_eq!(
        refused(&text),
        (FaultCode::InvalidValue, path, line_of(&text, "<Cretr>"))
    );
    let path = "/Envelope/Document/RsltnOfInvstgtn/CxlDtls/TxInfAndSts/TxCxlSts";
    let cancelled = "<TxCxlSts>CNCL<";
    spoiled(
        "camt029-moved-on.xml",
        "<TxCxlSts>RJCR<",
        cancelled,
        cancelled,
        FaultCode::InvalidValue,
        path,
    );
}

#[test]
fn elements_are_held_to_their_order() {
    let file = "camt056-fraud.xml";
    let unknown = "<Colour>red</Colour><OrgnlInstrId>";
    spoiled(
        file,
        "<OrgnlInstrId>",
        unknown,
        "<Colour>",
        FaultCode::UnexpectedElement,
        &format!("{LINE}/Colour"),
    );
    let twice = "<OrgnlInstrId>A</OrgnlInstrId><OrgnlInstrId>";
    spoiled(
        file,
        "<OrgnlInstrId>",
        twice,
        "<OrgnlInstrId>",
        FaultCode::UnexpectedElement,
        &format!("{LINE}/OrgnlInstrId[2]"),
    );
    let nested = "<OrgnlInstrId><b/>";
    spoiled(
        file,
        "<OrgnlInstrId>",
        nested,
        "<b/>",
        FaultCode::UnexpectedElement,
        &format!("{LINE}/OrgnlInstrId/b"),
    );
    let foreign = "<OrgnlInstrId xmlns=\"urn:example\">";
    spoiled(
        file,
        "<OrgnlInstrId>",
        foreign,
        "<OrgnlInstrId",
        FaultCode::UnexpectedElement,
        &format!("{LINE}/OrgnlInstrId"),
    );
    let both = "<Rsn><Cd>FRAD</Cd><Prtry>x</Prtry></Rsn>";
    let path = format!("{LINE}/CxlRsnInf/Rsn/Prtry");
    spoiled(
        file,
        "<Rsn><Cd>FRAD</Cd></Rsn>",
        both,
        "<Rsn>",
        FaultCode::UnexpectedElement,
        &path,
    );
    let text = "text<OrgnlInstrId>";
    spoiled(file, "<OrgnlInstrId>", text, "<TxInf>", FaultCode::UnexpectedText, LINE);
    let attribute = "<OrgnlInstrId a=\"b\">";
    spoiled(
        file,
        "<OrgnlInstrId>",
        attribute,
        "<OrgnlInstrId",
        FaultCode::UnexpectedAttribute,
        &format!("{LINE}/OrgnlInstrId"),
    );
    spoiled(
        file,
        " Ccy=\"EUR\"",
        "",
        "<OrgnlIntrBkSttlmAmt",
        FaultCode::MissingAttribute,
        &format!("{LINE}/OrgnlIntrBkSttlmAmt"),
    );
    let path = format!("{LINE}/CxlRsnInf/Rsn");
    spoiled(file, "<Cd>FRAD</Cd>", "", "<Rsn>", FaultCode::MissingElement, &path);
    let id = "        <Id>ALDR-C-0001</Id>\n";
    spoiled(
        file,
        id,
        "",
        "<Assgnmt>",
        FaultCode::MissingElement,
        &format!("{REQUEST}/Assgnmt/Id"),
    );
}

#[test]
fn a_header_is_held_to_its_schema() {
    let path = "/Envelope/AppHdr/CreDt";
    let header = "    <CreDt>2026-11-23T02:31:00+01:00</CreDt>\n";
    spoiled(
        "camt056-fraud.xml",
        header,
        "",
        "<AppHdr",
        FaultCode::MissingElement,
        path,
    );
    let text = fixture("camt056-fraud.xml")
        .replacen(header, "", 1)
        .replace("head.001.001.02", "head.001.001.03");
    assert_eq!(refused(&text).0, FaultCode::MissingElement);
    let text = fixture("camt056-fraud.xml").replace("tech:xsd:head.001.001.02", "tech:xsd:feet");
    assert_eq!(refused(&text).0, FaultCode::NotAMessage);
}

#[test]
fn a_request_has_to_say_what_is_to_be_cancelled() {
    let sound = fixture("camt056-fraud.xml");
    let (before, rest) = sound.split_once("<TxInf>").expect("a payment");
    let (_, after) = rest.split_once("</TxInf>").expect("its end");
    let empty = format!("{before}{after}");
    let expected = (
        FaultCode::EmptyUnderlying,
        format!("{REQUEST}/Undrlyg"),
        line_of(&empty, "<Undrlyg>"),
    );
    assert_eq!(refused(&empty), expected);
    let unidentified = format!("{before}<TxInf><CxlRsnInf/></TxInf>{after}");
    assert_eq!(refused(&unidentified).0, FaultCode::UnidentifiedTransaction);
    let second = sound.replace("</Undrlyg>", "</Undrlyg>\n<Undrlyg/>");
    assert_eq!(refused(&second).1, format!("{REQUEST}/Undrlyg[2]"));
    let by_message =
        "<OrgnlGrpInfAndCxl><OrgnlMsgId>A</OrgnlMsgId><OrgnlMsgNmId>pacs.008</OrgnlMsgNmId></OrgnlGrpInfAndCxl>";
    let Body::CancellationRequest(request) = read(format!("{before}{by_message}{after}").as_bytes())
        .expect("a whole message may be named")
        .body
    else {
        panic!("a request")
    };
    assert_eq!(request.transactions().count(), 0);
}

#[test]
fn check_digits_of_every_iban_hold() {
    let path = "/Envelope/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/CdtrAcct/Id/IBAN";
    let wrong = "QN11BRCH00009876543210";
    spoiled(
        "pacs008-invoice.xml",
        "QN10BRCH00009876543210",
        wrong,
        wrong,
        FaultCode::IbanCheckDigits,
        path,
    );
}

#[test]
fn only_one_known_message_is_read() {
    let sound = fixture("camt056-fraud.xml");
    for (from, to, code) in [
        (
            "xsd:camt.056.001.08\"",
            "xsd:camt.056.001.12\"",
            FaultCode::UnsupportedMessage,
        ),
        (
            "urn:iso:std:iso:20022:tech:xsd:camt.056.001.08\"",
            "urn:example\"",
            FaultCode::NotAMessage,
        ),
        ("Document", "Dokument", FaultCode::NotAMessage),
    ] {
        assert_eq!(refused(&sound.replace(from, to)).0, code, "{to}");
    }
    let (_, document) = sound.split_once("  <Document").expect("a document");
    let (document, _) = document.split_once("</Document>").expect("its end");
    let doubled = sound.replace("</Document>", &format!("</Document><Document{document}</Document>"));
    assert_eq!(refused(&doubled).0, FaultCode::NotAMessage);
    let (_, header) = sound.split_once("  <AppHdr").expect("a header");
    let (header, _) = header.split_once("</AppHdr>").expect("its end");
    let doubled = sound.replace("</AppHdr>", &format!("</AppHdr><AppHdr{header}</AppHdr>"));
    assert_eq!(refused(&doubled).0, FaultCode::NotAMessage);
}

#[test]
fn xml_that_is_not_well_formed_is_refused_where_it_breaks() {
    for (text, line) in [
        ("", 1),
        ("  \n ", 2),
        ("no xml", 1),
        ("<a>\n<b>\n</a>", 3),
        ("<a>\n<b>", 2),
        ("<a>\n</a>\n<a/>", 3),
        ("<a/>\ntext", 1),
        ("<a>\n&#0;</a>", 2),
        ("<a>\n&#7;</a>", 2),
        ("<a>\u{1}</a>", 1),
        ("<a>]]></a>", 1),
        ("<a b='1' b='2'/>", 1),
        ("<a b=1/>", 1),
        ("<a b='<'/>", 1),
        ("<x:a/>", 1),
        ("<a x:b='1'/>", 1),
        ("<1a/>", 1),
        ("<a><!-- -- --></a>", 1),
        ("<a/><![CDATA[x]]>", 1),
        ("&amp;<a/>", 1),
        ("\n<?xml version='1.0'?><a/>", 2),
        ("<?xml version='2.0'?><a/>", 1),
        ("<?xml encoding='UTF-8'?><a/>", 1),
        ("<a>\n<!-- open", 2),
        ("<a>\n&lt", 2),
    ] {
        let (code, _, found) = refused(text);
        assert_eq!((code, found), (FaultCode::Malformed, line), "{text:?}");
    }
    let sound = fixture("camt056-fraud.xml");
    let cut = sound.split("<OrgnlUETR>").next().expect("a start");
    let (code, path, _) = refused(cut);
    assert_eq!((code, path.as_str()), (FaultCode::Malformed, LINE));
}

#[test]
fn document_types_and_entities_are_refused_unread() {
    let sound = fixture("camt056-fraud.xml");
    let (declaration, rest) = sound.split_once('\n').expect("a declaration");
    let bomb = format!(
        "{declaration}\n<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">\
         <!ENTITY c SYSTEM \"file:///etc/hostname\">]>\n{rest}"
    );
    assert_eq!(refused(&bomb), (FaultCode::DoctypeRefused, "/".into(), 2));
    let entity = sound.replacen("Forged", "&forged;", 1);
    assert_eq!(
        refused(&entity),
        (
            FaultCode::EntityRefused,
            format!("{LINE}/CxlRsnInf/AddtlInf"),
            line_of(&entity, "&forged;")
        )
    );
    let attribute = sound.replacen("Ccy=\"EUR\"", "Ccy=\"&eur;\"", 1);
    assert_eq!(refused(&attribute).0, FaultCode::EntityRefused);
}

#[test]
fn other_encodings_are_refused() {
    let fault = read(b"<a>\n<b>\xE9</b></a>").expect_err("a refusal");
    assert_eq!((fault.code, fault.line), (FaultCode::Encoding, 2));
    let wide: Vec<u8> = "\u{FEFF}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide).expect_err("a refusal").code, FaultCode::Encoding);
    assert_eq!(
        refused("<?xml version='1.0' encoding='ISO-8859-1'?><a/>").0,
        FaultCode::Encoding
    );
    let marked = format!("\u{FEFF}{}", fixture("camt056-fraud.xml"));
    assert!(
        read(marked.as_bytes()).is_ok(),
        "a byte-order mark of UTF-8 is no fault"
    );
}

#[test]
fn limits_hold_to_the_unit() {
    let size = |bytes: usize| format!("<a>{}</a>", " ".repeat(bytes - 7));
    assert_eq!(refused(&size(MAX_BYTES + 1)).0, FaultCode::TooLarge);
    assert_eq!(refused(&size(MAX_BYTES)).0, FaultCode::NotAMessage);
    let depth = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    assert_eq!(refused(&depth(MAX_DEPTH + 1)).0, FaultCode::TooDeep);
    assert_eq!(refused(&depth(MAX_DEPTH)).0, FaultCode::NotAMessage);
    let count = |count: usize| format!("<a>{}</a>", "<b/>".repeat(count - 1));
    assert_eq!(refused(&count(MAX_ELEMENTS + 1)).0, FaultCode::TooManyElements);
    assert_eq!(refused(&count(MAX_ELEMENTS)).0, FaultCode::NotAMessage);
    let attributes: String = (0..70).map(|number| format!(" a{number}='x'")).collect();
    assert_eq!(refused(&format!("<a{attributes}/>")).0, FaultCode::TooManyAttributes);
    let namespaces: String = (0..300).map(|number| format!(" xmlns:a{number}='x'")).collect();
    assert_eq!(refused(&format!("<a{namespaces}/>")).0, FaultCode::TooManyAttributes);
}

#[test]
fn what_would_not_read_back_is_not_written() {
    let Body::CancellationRequest(mut request) = read(fixture("camt056-fraud.xml").as_bytes()).expect("a message").body
    else {
        panic!("a request")
    };
    let bank = Party::Institution(Institution::with_bic("ALDRQMA0"));
    let header = Header {
        from: bank.clone(),
        to: bank,
        message_id: "M-1".into(),
        definition: "camt.056.001.08".into(),
        service: None,
        created: MessageTime::new("2026-11-23T02:31:00+01:00"),
    };
    request.assignment.id = " padded".into();
    let fault = cordon_iso20022::write_cancellation_request(&header, &request).expect_err("a refusal");
    assert_eq!(fault.code, FaultCode::NotFaithful);
    request.assignment.id = "x".repeat(36);
    let fault = cordon_iso20022::write_cancellation_request(&header, &request).expect_err("a refusal");
    assert_eq!(
        (fault.code, fault.path.as_str()),
        (FaultCode::InvalidValue, "/Envelope/Document/FIToFIPmtCxlReq/Assgnmt/Id")
    );
}

#[test]
fn codes_are_stable_and_distinct() {
    let mut codes: Vec<_> = FaultCode::ALL.iter().map(|code| code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), FaultCode::ALL.len());
}
