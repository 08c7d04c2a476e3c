//! What becomes of held money: ordered, extended, appealed, released, returned; and holds that several cases share.

use serde_json::{Value, json};

use crate::world::{Caller, World};

on_both_engines!(
    a_held_sum_is_ordered_and_paid_back,
    a_hold_is_given_up_by_the_requester_alone,
    an_innocent_holder_appeals_through_the_bank,
    a_hold_is_extended_to_a_later_end_only,
    more_frozen_than_asked_opens_a_release_demand,
    two_cases_share_what_the_bank_holds_on_one_account,
    new_money_held_goes_to_the_case_that_the_bank_received_first,
);

fn eur(value: &str) -> Value {
    json!({"value": value, "currency": "EUR"})
}

async fn held(world: &World, lost: &str, sum: &str) -> (String, Caller) {
    let id = world.pursued(lost).await;
    let birch = world.bank("b-birch").await;
    let reply = json!({"revision": 1, "lines": [{"line": "held", "amount": eur(sum), "basis": "exercise law"}]});
    let path = format!("/v1/cases/{id}/asks/1/answers");
    birch.act(&path, &world.key(), &reply).await.expect(200);
    (id, birch)
}

async fn a_held_sum_is_ordered_and_paid_back(world: World) {
    let (id, birch) = held(&world, "1000.00", "1000.00").await;
    let ask = format!("/v1/cases/{id}/asks/1");
    let dmitra = world.officer("dmitra").await;
    let order = json!({"order": "Exercise court of QN, order 1/2026"});
    dmitra.act(&format!("{ask}/order"), "a", &order).await.expect(200);
    let back = |sum: &str| json!({"amount": eur(sum)});
    birch
        .act(&format!("{ask}/return"), "b", &json!({}))
        .await
        .refused(422, "missing");
    birch
        .act(&format!("{ask}/return"), "c", &back("1000.01"))
        .await
        .refused(422, "more-than-held");
    birch
        .act(&format!("{ask}/return"), "d", &back("0.00"))
        .await
        .refused(422, "no-amount");
    birch
        .act(&format!("{ask}/return"), "e", &back("400.00"))
        .await
        .expect(200);
    birch
        .act(&format!("{ask}/return"), "f", &back("600.00"))
        .await
        .expect(200);
    birch
        .act(&format!("{ask}/return"), "g", &back("0.01"))
        .await
        .refused(422, "nothing-held");
    assert_eq!(world.case(&id).await["sheet"]["returned"], "1000.00");
    world.check(&id).await;
}

async fn a_hold_is_given_up_by_the_requester_alone(world: World) {
    let (id, _) = held(&world, "1000.00", "1000.00").await;
    let path = format!("/v1/cases/{id}/asks/1/release-hold");
    world
        .officer("dmitra")
        .await
        .act(&path, "a", &json!({}))
        .await
        .refused(404, "not-your-case");
    let mira = world.officer("mira").await;
    mira.act(&path, "b", &json!({"amount": eur("250.00")}))
        .await
        .expect(200);
    mira.act(&path, "c", &json!({})).await.expect(200);
    mira.act(&path, "d", &json!({})).await.refused(422, "nothing-held");
    assert_eq!(world.case(&id).await["sheet"]["released"], "1000.00");
    world.check(&id).await;
}

async fn an_innocent_holder_appeals_through_the_bank(world: World) {
    let (id, birch) = held(&world, "1000.00", "1000.00").await;
    let ask = format!("/v1/cases/{id}/asks/1");
    let noor = world.officer("noor").await;
    let decide = format!("{ask}/decide-appeal");
    noor.act(&decide, "a", &json!({"granted": true}))
        .await
        .refused(422, "no-appeal");
    let words = json!({"words": "We delivered timber against this payment."});
    birch.act(&format!("{ask}/appeal"), "b", &words).await.expect(200);
    birch
        .act(&format!("{ask}/appeal"), "c", &words)
        .await
        .refused(422, "appeal-open");
    world
        .officer("mira")
        .await
        .act(&decide, "d", &json!({"granted": true}))
        .await
        .refused(403, "no-mandate");
    noor.act(&decide, "e", &json!({"granted": true})).await.expect(200);
    assert_eq!(world.case(&id).await["sheet"]["released"], "1000.00");
    world.number().await;
    let journal = world.app.store.journal(0, 1000).await.expect("the journal");
    let public: String = journal.iter().map(|e| e.public.to_string()).collect();
    assert!(!public.contains("timber"), "the words of an appeal are sealed");
    world.check(&id).await;
}

async fn a_hold_is_extended_to_a_later_end_only(world: World) {
    let (id, birch) = held(&world, "1000.00", "1000.00").await;
    let path = format!("/v1/cases/{id}/asks/1/extend");
    birch.act(&path, "a", &json!({})).await.refused(422, "not-later");
    let before = world.case(&id).await["asks"][0]["hold"]["expires"].clone();
    // Terms of whole days end at the same local minute: a day later there is a later end.
    world.pass(86_400).await;
    birch.act(&path, "b", &json!({})).await.expect(200);
    let after = world.case(&id).await["asks"][0]["hold"]["expires"].clone();
    assert!(after.to_string() > before.to_string(), "{before} {after}");
    world.check(&id).await;
}

async fn more_frozen_than_asked_opens_a_release_demand(world: World) {
    let (id, birch) = held(&world, "1000.00", "1400.00").await;
    let case = world.case(&id).await;
    assert_eq!(case["sheet"]["held"], "1000.00", "only the asked sum counts");
    assert_eq!(case["asks"][0]["hold"]["excess_units"], 40_000);
    world.number().await;
    let told = birch.get("/v1/stream?after=0").await.json.to_string();
    assert!(told.contains("excess_frozen"), "{told}");
    world.check(&id).await;
}

async fn two_cases_share_what_the_bank_holds_on_one_account(world: World) {
    let first = world.pursued("1000.00").await;
    world.pass(60).await;
    let second = world.pursued("500.00").await;
    let birch = world.bank("b-birch").await;
    let reply = |sum: &str| json!({"revision": 1, "lines": [{"line": "held", "amount": eur(sum)}], "account_total": eur("1200.00")});
    let path = |id: &str| format!("/v1/cases/{id}/asks/1/answers");
    birch.act(&path(&first), "a", &reply("1000.00")).await.expect(200);
    // What the bank holds in all is 1,200.00: of the 500.00 that it says again, only 200.00 are new.
    birch.act(&path(&second), "b", &reply("500.00")).await.expect(200);
    assert_eq!(world.case(&first).await["sheet"]["held"], "1000.00");
    assert_eq!(world.case(&second).await["sheet"]["held"], "200.00");
    world.check(&first).await;
    world.check(&second).await;
}

async fn new_money_held_goes_to_the_case_that_the_bank_received_first(world: World) {
    let first = world.pursued("1000.00").await;
    world.pass(60).await;
    let second = world.pursued("500.00").await;
    let birch = world.bank("b-birch").await;
    let held = |sum: &str, total: &str, more: Value| {
        let mut lines = vec![json!({"line": "held", "amount": eur(sum)})];
        lines.extend(more.as_object().map(|_| more.clone()));
        json!({"revision": 1, "account_total": eur(total), "lines": lines})
    };
    let waiting = json!({"line": "waiting", "code": "ARPL"});
    let path = |id: &str| format!("/v1/cases/{id}/asks/1/answers");
    birch
        .act(&path(&first), "a", &held("600.00", "600.00", waiting))
        .await
        .expect(200);
    let told = birch
        .act(&path(&second), "b", &held("500.00", "1100.00", Value::Null))
        .await
        .expect(200)
        .text;
    assert!(!told.contains(&first), "an answer never names the other case: {told}");
    world.pass(1).await;
    assert_eq!(world.case(&first).await["sheet"]["held"], "1000.00");
    assert_eq!(world.case(&second).await["sheet"]["held"], "100.00");
    let shared = world.entries(&first).await;
    assert!(shared.contains(&"stop_payment.hold_shared".to_owned()), "{shared:?}");
    world.check(&first).await;
    world.check(&second).await;
}
