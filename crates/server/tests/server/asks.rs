//! Single acts on requests: acknowledging, forwarding, answering twice, by telephone, asking again, correcting.

use serde_json::{Value, json};

use crate::world::World;

on_both_engines!(
    an_acknowledgement_stops_no_answer_clock,
    not_ours_goes_to_another_office,
    a_second_answer_counts_and_a_broken_hold_is_flagged,
    a_reply_that_contradicts_itself_is_refused_with_the_sum,
    a_telephone_answer_needs_a_proven_number,
    moved_without_saying_where_to_opens_a_question,
    what_was_refused_can_be_asked_again,
    a_correction_names_the_revision_that_was_read,
    the_same_payment_again_is_the_same_case,
    the_same_payment_from_another_bureau_is_a_case_of_its_own_that_reveals_nothing,
    a_link_is_told_once_whatever_is_sent_again,
);

fn eur(value: &str) -> Value {
    json!({"value": value, "currency": "EUR"})
}

async fn an_acknowledgement_stops_no_answer_clock(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1/acknowledge");
    birch.act(&path, "a", &json!({})).await.expect(200);
    let case = world.case(&id).await;
    assert_eq!(case["asks"][0]["state"]["is"], "acknowledged");
    let clocks: Vec<&Value> = case["clocks"]
        .as_array()
        .expect("clocks")
        .iter()
        .map(|c| &c["clock"])
        .collect();
    assert_eq!(clocks, [&json!("answer")]);
    world
        .bank("b-cedar")
        .await
        .act(&path, "b", &json!({}))
        .await
        .refused(404, "not-found");
}

async fn not_ours_goes_to_another_office(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1/forward");
    birch.act(&path, "a", &json!({})).await.refused(422, "missing");
    birch
        .act(&path, "b", &json!({"institution": "b-nowhere"}))
        .await
        .refused(422, "unknown");
    birch
        .act(&path, "c", &json!({"country": "Q"}))
        .await
        .refused(422, "malformed");
    birch
        .act(&path, "d", &json!({"institution": "b-ivy"}))
        .await
        .expect(200);
    let ivy = world.bank("b-ivy").await;
    assert_eq!(
        ivy.get("/v1/asks").await.json["items"].as_array().map(Vec::len),
        Some(1)
    );
    birch
        .act(&format!("/v1/cases/{id}/asks/1/acknowledge"), "e", &json!({}))
        .await
        .refused(404, "not-found");
    world.check(&id).await;
}

async fn a_second_answer_counts_and_a_broken_hold_is_flagged(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1/answers");
    let held = json!({"revision": 1, "lines": [{"line": "held", "amount": eur("1000.00")}]});
    birch.act(&path, "a", &held).await.expect(200);
    let moved = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": eur("1000.00"), "executed": world.at(-30), "to": world.account("CEDA", 7)},
    ]});
    birch.act(&path, "b", &moved).await.expect(200);
    let case = world.case(&id).await;
    assert_eq!(
        (&case["sheet"]["held"], &case["sheet"]["chased"]),
        (&json!("0.00"), &json!("1000.00"))
    );
    world.number().await;
    let told = world
        .officer("mira")
        .await
        .get("/v1/stream?after=0")
        .await
        .json
        .to_string();
    assert!(told.contains("hold_broken"), "the breach is flagged: {told}");
    world.check(&id).await;
}

async fn a_reply_that_contradicts_itself_is_refused_with_the_sum(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1/answers");
    let reply = json!({"revision": 1, "accounts_for": eur("900.00"), "lines": [
        {"line": "held", "amount": eur("700.00")},
        {"line": "spent", "amount": eur("100.00"), "executed": world.at(-30), "how": "cash"},
    ]});
    let refused = birch.act(&path, "a", &reply).await;
    refused.refused(422, "contradiction");
    let detail = refused.json["detail"].as_str().unwrap_or_default();
    assert!(detail.contains("900.00") && detail.contains("800.00"), "{detail}");
    birch
        .act(&path, "b", &json!({"revision": 1, "lines": []}))
        .await
        .refused(422, "empty-reply");
    let early = json!({"revision": 1, "lines": [
        {"line": "spent", "amount": eur("100.00"), "executed": world.at(-86_400), "how": "cash"},
    ]});
    birch.act(&path, "c", &early).await.refused(422, "left-before-it-came");
    let dollars = json!({"revision": 1, "lines": [{"line": "held", "amount": {"value": "1.00", "currency": "USD"}}]});
    birch.act(&path, "d", &dollars).await.refused(422, "wrong-currency");
    assert_eq!(
        world.case(&id).await["sheet"]["chased"],
        "1000.00",
        "nothing is half done"
    );
}

async fn a_telephone_answer_needs_a_proven_number(world: World) {
    let mut filing = world.filing("700.00");
    filing["to"] = json!(world.account("ELMC", 5));
    let id = world.pursued_as(filing).await;
    let mira = world.officer("mira").await;
    let held = json!({"revision": 1, "lines": [{"line": "held", "amount": eur("700.00")}]});
    let path = format!("/v1/cases/{id}/asks/1/answers");
    mira.act(&path, "a", &held).await.refused(404, "not-your-request");
    mira.act(&format!("{path}?by=pigeon"), "b", &held)
        .await
        .refused(422, "unknown");
    mira.act(&format!("{path}?by=telephone"), "c", &held).await.expect(200);
    assert_eq!(world.case(&id).await["sheet"]["held"], "700.00");

    let mut filing = world.filing("300.00");
    filing["to"] = json!(world.account("JUNI", 5));
    let unknown = world.pursued_as(filing).await;
    let path = format!("/v1/cases/{unknown}/asks/1/answers?by=telephone");
    mira.act(&path, "d", &held).await.refused(403, "number-not-proven");
    world.check(&id).await;
}

async fn moved_without_saying_where_to_opens_a_question(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1/answers");
    birch
        .act(&path, "a", &json!({"revision": 1, "lines": [{"line": "moved_unsaid"}]}))
        .await
        .expect(200);
    let case = world.case(&id).await;
    assert_eq!(case["asks"][0]["questions"][0]["kind"], "where_to");
    assert!(
        case["clocks"]
            .as_array()
            .expect("clocks")
            .iter()
            .any(|c| c["clock"] == "where_to"),
        "{case}"
    );
    let said = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": eur("1000.00"), "executed": world.at(-30), "to": world.account("CEDA", 7)},
    ]});
    birch.act(&path, "b", &said).await.expect(200);
    let case = world.case(&id).await;
    assert_eq!(case["asks"][0]["questions"], json!([]));
    assert_eq!(case["asks"][1]["asked"]["value"], "1000.00");
    world.check(&id).await;
}

async fn what_was_refused_can_be_asked_again(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1");
    let mira = world.officer("mira").await;
    mira.act(&format!("{path}/reopen"), "a", &json!({}))
        .await
        .refused(422, "nothing-to-reopen");
    let no = json!({"revision": 1, "lines": [{"line": "refused", "reason": "law"}]});
    birch.act(&format!("{path}/answers"), "b", &no).await.expect(200);
    assert_eq!(world.case(&id).await["sheet"]["refused"], "1000.00");
    mira.act(&format!("{path}/reopen"), "c", &json!({})).await.expect(200);
    assert_eq!(world.case(&id).await["sheet"]["chased"], "1000.00");
    world.check(&id).await;
}

async fn a_correction_names_the_revision_that_was_read(world: World) {
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    let path = format!("/v1/cases/{id}/correct");
    let more = json!({"amount": eur("1200.00")});
    mira.act(&path, "a", &more).await.refused(428, "if-match");
    mira.correct(&path, "b", 1, &more).await.refused(412, "stale");
    let seen = world.case(&id).await["revision"].as_i64().expect("a revision");
    let corrected = mira.correct(&path, "c", seen, &more).await.expect(200);
    assert_eq!(corrected.json["sheet"]["lost"], "1200.00");
    assert_eq!(corrected.headers["etag"], format!("\"{}\"", seen + 1));
    let raised = world.bank("b-birch").await.get("/v1/asks").await.json["items"][0].clone();
    assert_eq!(
        (&raised["revision"], &raised["asked"]["value"]),
        (&json!(2), &json!("1200.00"))
    );
    let birch = world.bank("b-birch").await;
    let held = json!({"revision": 2, "lines": [{"line": "held", "amount": eur("1200.00")}]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "d", &held)
        .await
        .expect(200);
    let less = json!({"amount": eur("100.00")});
    mira.correct(&path, "e", seen + 2, &less)
        .await
        .refused(422, "already-placed");
    let dollars = json!({"amount": {"value": "1.00", "currency": "USD"}});
    mira.correct(&path, "f", seen + 2, &dollars)
        .await
        .refused(422, "wrong-currency");
    world.check(&id).await;
}

async fn the_same_payment_again_is_the_same_case(world: World) {
    let uetr = "7c0a1e62-5b0d-4b3e-9a58-0f6f1c2d3e4a";
    let mut filing = world.filing("1000.00");
    filing["uetr"] = json!(uetr);
    let mira = world.officer("mira").await;
    let first = mira.act("/v1/cases", "a", &filing).await.expect(201).json["id"].clone();
    let again = mira.act("/v1/cases", "b", &filing).await;
    assert_eq!(again.json["id"], first, "{}", again.text);
    assert_eq!(
        mira.get("/v1/cases").await.json["items"].as_array().map(Vec::len),
        Some(1)
    );
    // Another bureau's report of the same payment is a case of its own, and shows nothing of the first.
    let omar = world.officer("omar").await;
    let theirs = omar.act("/v1/cases", "c", &filing).await.expect(201);
    assert_ne!(theirs.json["id"], first);
    assert!(!theirs.text.contains(first.as_str().expect("an id")), "{}", theirs.text);
    assert!(!theirs.text.contains("QM-2026"), "{}", theirs.text);
}

async fn the_same_payment_from_another_bureau_is_a_case_of_its_own_that_reveals_nothing(world: World) {
    let mut filing = world.filing("1000.00");
    filing["uetr"] = json!("6c9f0f4e-3a51-4c0e-9a0e-0c1d5f3b7a21");
    let first = world.pursued_as(filing.clone()).await;
    let reference = world.case(&first).await["reference"].to_string();
    let dmitra = world.officer("dmitra").await;
    let filed = dmitra.act("/v1/cases", "x", &filing).await.expect(201);
    assert_ne!(filed.json["id"], json!(first));
    assert_eq!(filed.json["reported_elsewhere"], true);
    for secret in [first.as_str(), reference.trim_matches('"'), "\"mira\"", "\"noor\""] {
        assert!(!filed.text.contains(secret), "{secret}: {}", filed.text);
    }
    // The desk at headquarters hears of it, and the first bureau sees on its case that somebody else has it, too.
    world.number().await;
    let desk = world.officer("greta").await;
    let told = desk.get("/v1/stream?after=0").await.json.to_string();
    assert!(told.contains("reported_elsewhere"), "{told}");
    let mira = world.officer("mira").await;
    let html = [("accept", "text/html")];
    let page = mira.call("GET", &format!("/case/{first}"), &html, "").await;
    assert!(page.text.contains("Another bureau has reported the same payment"));
    assert!(!page.text.contains(filed.json["reference"].as_str().unwrap_or("?")));
    world.check(&first).await;
}

async fn a_link_is_told_once_whatever_is_sent_again(world: World) {
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    let path = format!("/v1/cases/{id}/asks/1/link");
    mira.call("POST", &path, &[], "{}")
        .await
        .refused(400, "idempotency-key");
    let made = mira.act(&path, "once", &json!({})).await.expect(201);
    assert!(made.json["link"].as_str().is_some_and(|l| l.contains("/answer/")));
    mira.act(&path, "once", &json!({})).await.refused(409, "told-once");
}
