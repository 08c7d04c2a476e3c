//! Banks answer with their own messages: what is clear counts as an answer, what a person has to read is kept and shown.

use serde_json::json;

use crate::world::{Answer, Caller, World};

on_both_engines!(
    a_camt_029_that_says_moved_opens_the_where_to_question,
    a_pacs_008_says_where_the_money_went,
    a_pacs_004_of_held_money_is_a_return,
    what_a_person_has_to_read_is_kept_and_shown,
    a_message_about_no_known_case_is_kept,
    a_broken_message_says_where,
);

const UETR: &str = "6f1c2b1e-3a54-4c7d-9b21-0d5e8f4a7c10";
const MOVED: &str = include_str!("../../../../fixtures/payments/camt029-moved-on.xml");
const PARTLY: &str = include_str!("../../../../fixtures/payments/camt029-partly.xml");
const RETURNED: &str = include_str!("../../../../fixtures/payments/pacs004-returned.xml");

/// A case about the payment that the fixtures speak of.
async fn pursued(world: &World) -> String {
    let mut filing = world.filing("2320000.00");
    filing["uetr"] = json!(UETR);
    world.pursued_as(filing).await
}

async fn hand_in(caller: &Caller, path: &str, key: &str, message: &str) -> Answer {
    let headers = [("idempotency-key", key), ("content-type", "application/xml")];
    caller.call("POST", path, &headers, message).await
}

fn onward(world: &World, to: &str, amount: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
        <GrpHdr><MsgId>BIRC-1</MsgId><CreDtTm>2026-03-03T01:10:00+00:00</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>
        <CdtTrfTxInf><PmtId><EndToEndId>X</EndToEndId><UETR>1d0f6a3e-54a1-4f5e-8a77-3c1b2d9e6f40</UETR></PmtId>
        <IntrBkSttlmAmt Ccy="EUR">{amount}</IntrBkSttlmAmt><IntrBkSttlmDt>2026-03-03</IntrBkSttlmDt>
        <SttlmTmIndctn><DbtDtTm>{at}</DbtDtTm></SttlmTmIndctn><ChrgBr>SHAR</ChrgBr>
        <Dbtr><Nm>Birch Import</Nm></Dbtr><DbtrAgt><FinInstnId><BICFI>BIRCQN20</BICFI></FinInstnId></DbtrAgt>
        <CdtrAgt><FinInstnId><BICFI>CEDAQO20</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Cedar Goods</Nm></Cdtr>
        <CdtrAcct><Id><IBAN>{to}</IBAN></Id></CdtrAcct></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"#,
        at = world.at(-300).replace('Z', "+00:00"),
        to = to.replace(' ', ""),
    )
}

async fn a_camt_029_that_says_moved_opens_the_where_to_question(world: World) {
    let id = pursued(&world).await;
    let birch = world.bank("b-birch").await;
    hand_in(&birch, "/v1/messages", "a", MOVED).await.expect(200);
    let case = world.case(&id).await;
    assert_eq!(case["asks"][0]["questions"][0]["kind"], "where_to");
    // Handed in again, it is answered again and not done again.
    let entries = world.entries(&id).await.len();
    hand_in(&birch, "/v1/messages", "a", MOVED).await.expect(200);
    assert_eq!(world.entries(&id).await.len(), entries);
    world.check(&id).await;
}

async fn a_pacs_008_says_where_the_money_went(world: World) {
    let id = pursued(&world).await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1/message");
    let message = onward(&world, &world.account("CEDA", 7), "2320000.00");
    hand_in(&birch, &path, "a", &message).await.expect(200);
    let case = world.case(&id).await;
    assert_eq!(case["asks"].as_array().map(Vec::len), Some(2));
    assert_eq!(case["asks"][1]["hop"], 2);
    world.check(&id).await;
}

async fn a_pacs_004_of_held_money_is_a_return(world: World) {
    let id = pursued(&world).await;
    let birch = world.bank("b-birch").await;
    let reply = json!({"revision": 1, "lines": [
        {"line": "held", "amount": {"value": "2320000.00", "currency": "EUR"}},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &reply)
        .await
        .expect(200);
    hand_in(&birch, "/v1/messages", "b", RETURNED).await.expect(200);
    assert_eq!(world.case(&id).await["sheet"]["returned"], "469984.50");
    world.check(&id).await;
}

async fn what_a_person_has_to_read_is_kept_and_shown(world: World) {
    let id = pursued(&world).await;
    let birch = world.bank("b-birch").await;
    let kept = hand_in(&birch, "/v1/messages", "a", PARTLY).await.expect(202);
    assert_eq!(kept.json["why"], "person_reads");
    let again = hand_in(&birch, "/v1/messages", "a", PARTLY).await.expect(202);
    assert_eq!(kept.json["kept"], again.json["kept"]);
    let mira = world.officer("mira").await;
    let html = [("accept", "text/html")];
    let page = mira.call("GET", &format!("/case/{id}"), &html, "").await;
    let link = format!("/message/{}", kept.json["kept"].as_str().unwrap_or("?"));
    assert!(page.text.contains(&link), "the case shows it");
    let shown = mira.call("GET", &link, &html, "").await.expect(200);
    assert!(shown.text.contains("BRCH-R-0002"));
    world.check(&id).await;
}

async fn a_message_about_no_known_case_is_kept(world: World) {
    let birch = world.bank("b-birch").await;
    let kept = hand_in(&birch, "/v1/messages", "a", MOVED).await.expect(202);
    assert_eq!(kept.json["why"], "unknown_case");
    world.number().await;
    let told = world
        .officer("dmitra")
        .await
        .get("/v1/stream?after=0")
        .await
        .json
        .to_string();
    assert!(told.contains("message_kept"), "the bank's own bureau reads it: {told}");
}

async fn a_broken_message_says_where(world: World) {
    let id = pursued(&world).await;
    let birch = world.bank("b-birch").await;
    let broken = MOVED.replace("<Conf>RJCR</Conf>", "<Conf>RJCR</Con>");
    let path = format!("/v1/cases/{id}/asks/1/message");
    let no = hand_in(&birch, &path, "a", &broken).await;
    no.refused(422, "message");
    assert!(no.text.contains("line"), "{}", no.text);
    hand_in(&birch, &path, "", &broken).await.refused(422, "message");
    assert_eq!(world.case(&id).await["asks"][0]["state"]["is"], "sent");
}
