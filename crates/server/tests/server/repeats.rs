//! A repeated call is answered again, not done again.

use serde_json::json;

use crate::world::World;

on_both_engines!(
    a_filing_sent_twice_is_one_case,
    an_act_sent_twice_is_done_once,
    a_key_belongs_to_one_request,
    a_key_belongs_to_one_client,
    an_act_needs_a_key,
);

async fn a_filing_sent_twice_is_one_case(world: World) {
    let mira = world.officer("mira").await;
    let filing = world.filing("1000.00");
    let first = mira.act("/v1/cases", "same", &filing).await.expect(201);
    for _ in 0..3 {
        let again = mira.act("/v1/cases", "same", &filing).await;
        assert!(matches!(again.status, 200 | 201), "{}", again.text);
        assert_eq!(again.json["id"], first.json["id"]);
        assert_eq!(again.json["reference"], first.json["reference"]);
    }
    let cases = mira.get("/v1/cases").await.json["items"].clone();
    assert_eq!(cases.as_array().map(Vec::len), Some(1));
    let other = mira.act("/v1/cases", "other", &filing).await.expect(201);
    assert_eq!(other.json["reference"], "QM-2026-000002");
}

async fn an_act_sent_twice_is_done_once(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1/answers");
    let held = json!({"revision": 1, "lines": [{"line": "held", "amount": {"value": "1000.00", "currency": "EUR"}}]});
    birch.act(&path, "answer", &held).await.expect(200);
    let again = birch.act(&path, "answer", &held).await;
    assert_eq!(again.status, 200, "{}", again.text);
    let back = json!({"amount": {"value": "1000.00", "currency": "EUR"}});
    let path = format!("/v1/cases/{id}/asks/1/return");
    birch.act(&path, "return", &back).await.expect(200);
    // The rulebook would refuse a second return; a repeated one is answered as the first.
    let again = birch.act(&path, "return", &back).await;
    assert_eq!(again.status, 200, "{}", again.text);
    let entries = world.entries(&id).await;
    for kind in ["stop_payment.answered", "stop_payment.returned"] {
        assert_eq!(entries.iter().filter(|k| *k == kind).count(), 1, "{kind}: {entries:?}");
    }
    world.check(&id).await;
}

async fn a_key_belongs_to_one_request(world: World) {
    let mira = world.officer("mira").await;
    mira.act("/v1/cases", "key", &world.filing("1000.00")).await.expect(201);
    mira.act("/v1/cases", "key", &world.filing("1000.01"))
        .await
        .refused(422, "key-reused");
    assert_eq!(
        mira.get("/v1/cases").await.json["items"].as_array().map(Vec::len),
        Some(1)
    );
}

async fn a_key_belongs_to_one_client(world: World) {
    let mira = world.officer("mira").await;
    let first = mira.act("/v1/cases", "key", &world.filing("1000.00")).await.expect(201);
    let omar = world.officer("omar").await;
    let theirs = omar.act("/v1/cases", "key", &world.filing("1000.00")).await.expect(201);
    assert_ne!(theirs.json["id"], first.json["id"]);
}

async fn an_act_needs_a_key(world: World) {
    let id = world.pursued("1000.00").await;
    let noor = world.officer("noor").await;
    let long = "k".repeat(201);
    let without: [&[(&str, &str)]; 4] = [
        &[],
        &[("idempotency-key", "")],
        &[("idempotency-key", "two words")],
        &[("idempotency-key", &long)],
    ];
    for headers in without {
        let path = format!("/v1/cases/{id}/withdraw");
        noor.call("POST", &path, headers, "{}")
            .await
            .refused(400, "idempotency-key");
        let filing = world.filing("1.00").to_string();
        noor.call("POST", "/v1/cases", headers, &filing)
            .await
            .refused(400, "idempotency-key");
    }
    assert_eq!(world.case(&id).await["state"], "pursuing");
}
