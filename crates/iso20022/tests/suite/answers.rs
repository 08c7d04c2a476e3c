//! What answers mean: one row of the table a line.

use cordon_iso20022::{Awaited, Body, Meaning, Moved, Refuser, Resolution, read};

use crate::files::fixture;

/// An answer with this status of the case, and these elements on its one line.
fn answer(confirmation: &str, line: &str) -> Resolution {
    let sound = fixture("camt029-moved-on.xml").replace("<Conf>RJCR<", &format!("<Conf>{confirmation}<"));
    let (before, rest) = sound.split_once("<TxCxlSts>").expect("a status");
    let (_, after) = rest.split_once("</CxlStsRsnInf>").expect("a reason");
    match read(format!("{before}{line}{after}").as_bytes())
        .expect("a message")
        .body
    {
        Body::Resolution(resolution) => resolution,
        _ => panic!("an answer"),
    }
}

fn reason(code: &str) -> String {
    format!("<CxlStsRsnInf><Rsn><Cd>{code}</Cd></Rsn></CxlStsRsnInf>")
}

fn meaning(confirmation: &str, line: &str) -> Meaning {
    let answers = answer(confirmation, line).answers();
    assert_eq!(answers.len(), 1);
    let answer = answers.into_iter().next().expect("one line");
    assert_eq!(answer.uetr.as_deref(), Some("6f1c2b1e-3a54-4c7d-9b21-0d5e8f4a7c10"));
    answer.meaning
}

#[test]
fn a_confirmation_alone() {
    let rows = [
        ("CNCL", Meaning::Held),
        ("PDCR", Meaning::Waiting(Awaited::Decision)),
        ("RJCR", Meaning::Refused(Refuser::Unsaid)),
        (
            "PECR",
            Meaning::PartlyHeld {
                rest: Box::new(Meaning::PersonReads),
            },
        ),
        ("FTNA", Meaning::FollowNextAgent),
        ("IPAY", Meaning::NotAboutCancellation),
        ("INFO", Meaning::NotAboutCancellation),
        ("ZZZZ", Meaning::NotAboutCancellation),
    ];
    for (code, expected) in rows {
        assert_eq!(meaning(code, ""), expected, "{code}");
    }
}

#[test]
fn a_refusal_with_its_reason() {
    let rows = [
        ("AM04", Meaning::AlreadyMoved(Moved::Spent)),
        ("AC04", Meaning::AlreadyMoved(Moved::AccountClosed)),
        ("PTNA", Meaning::AlreadyMoved(Moved::PassedOn)),
        ("ARDT", Meaning::AlreadyMoved(Moved::Returned)),
        ("NOAS", Meaning::Waiting(Awaited::Beneficiary)),
        ("ARPL", Meaning::Waiting(Awaited::Beneficiary)),
        ("IDMN", Meaning::Waiting(Awaited::Indemnity)),
        ("RQDA", Meaning::Waiting(Awaited::Authority)),
        ("ADAC", Meaning::Waiting(Awaited::Authority)),
        ("LEGL", Meaning::NeedsLegalBasis),
        ("RR04", Meaning::NeedsLegalBasis),
        ("NOOR", Meaning::NotFound),
        ("CUST", Meaning::Refused(Refuser::Beneficiary)),
        ("AGNT", Meaning::Refused(Refuser::Institution)),
        ("NARR", Meaning::PersonReads),
        ("ZZ99", Meaning::PersonReads),
    ];
    for (code, expected) in rows {
        assert_eq!(meaning("RJCR", &reason(code)), expected, "{code} of the case");
        let line = format!("<TxCxlSts>RJCR</TxCxlSts>{}", reason(code));
        assert_eq!(meaning("RJCR", &line), expected, "{code} of the line");
        assert_eq!(
            meaning("PECR", &reason(code)),
            Meaning::PartlyHeld {
                rest: Box::new(expected)
            },
            "{code} in part"
        );
    }
}

#[test]
fn a_pending_answer_that_names_a_moved_payment_is_not_waited_for() {
    assert_eq!(meaning("PDCR", &reason("PTNA")), Meaning::AlreadyMoved(Moved::PassedOn));
    assert_eq!(meaning("PDCR", &reason("IDMN")), Meaning::Waiting(Awaited::Indemnity));
    assert_eq!(meaning("PDCR", &reason("CUST")), Meaning::Waiting(Awaited::Decision));
}

#[test]
fn the_line_is_more_exact_than_the_case() {
    assert_eq!(meaning("PECR", "<TxCxlSts>ACCR</TxCxlSts>"), Meaning::Held);
    assert_eq!(meaning("PDCR", "<TxCxlSts>ACCR</TxCxlSts>"), Meaning::Held);
    assert_eq!(
        meaning("PDCR", &format!("<TxCxlSts>RJCR</TxCxlSts>{}", reason("NOOR"))),
        Meaning::NotFound
    );
}

#[test]
fn of_several_reasons_the_most_urgent_counts() {
    let line = format!("{}{}{}", reason("NARR"), reason("CUST"), reason("AM04"));
    assert_eq!(meaning("RJCR", &line), Meaning::AlreadyMoved(Moved::Spent));
}

#[test]
fn contradictions_are_read_by_a_person() {
    let rows = [
        ("CNCL", format!("<TxCxlSts>RJCR</TxCxlSts>{}", reason("AM04"))),
        ("CNCL", "<TxCxlSts>PDCR</TxCxlSts>".to_owned()),
        ("RJCR", "<TxCxlSts>ACCR</TxCxlSts>".to_owned()),
        ("CNCL", reason("AC04")),
    ];
    for (confirmation, line) in rows {
        let answers = answer(confirmation, &line).answers();
        let first = answers.first().expect("a line");
        assert!(first.contradictory, "{confirmation} {line}");
        assert_eq!(first.meaning, Meaning::PersonReads, "{confirmation} {line}");
    }
}

#[test]
fn an_answer_may_speak_of_the_original_message_as_a_whole() {
    let sound = fixture("camt029-moved-on.xml").replace("<Conf>RJCR<", "<Conf>PECR<");
    let (before, rest) = sound.split_once("<TxInfAndSts>").expect("a line");
    let (_, after) = rest.split_once("</TxInfAndSts>").expect("its end");
    let group = |status: &str| {
        format!(
            "<OrgnlGrpInfAndSts><OrgnlMsgId>A</OrgnlMsgId><OrgnlMsgNmId>pacs.008</OrgnlMsgNmId>\
             <GrpCxlSts>{status}</GrpCxlSts>{}</OrgnlGrpInfAndSts>",
            reason("AC04")
        )
    };
    for (status, expected) in [
        ("RJCR", Meaning::AlreadyMoved(Moved::AccountClosed)),
        (
            "PACR",
            Meaning::PartlyHeld {
                rest: Box::new(Meaning::AlreadyMoved(Moved::AccountClosed)),
            },
        ),
    ] {
        let text = format!("{before}{}{after}", group(status));
        let Body::Resolution(resolution) = read(text.as_bytes()).expect("a message").body else {
            panic!("an answer")
        };
        let answers = resolution.answers();
        assert_eq!(
            answers.first().map(|answer| (&answer.meaning, answer.transaction)),
            Some((&expected, None))
        );
    }
    let bare = format!("{before}{after}")
        .replace("<CxlDtls>", "")
        .replace("</CxlDtls>", "");
    let Body::Resolution(resolution) = read(bare.as_bytes()).expect("a message").body else {
        panic!("an answer")
    };
    assert_eq!(resolution.answers().len(), 1);
}
