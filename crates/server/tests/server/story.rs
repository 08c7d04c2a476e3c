//! A stolen payment over HTTP, from filing to the end of what is held.

use serde_json::json;

use crate::world::World;

on_both_engines!(
    a_case_is_filed_by_one_and_released_by_another,
    moved_on_asks_the_next_bank_at_once,
    an_unknown_code_goes_to_the_countrys_bureau,
    a_conversion_keeps_the_sheet_in_the_stolen_currency,
    a_conversion_without_a_rate_asks_for_it,
    money_that_meets_again_raises_the_first_request,
    a_wallet_of_ends_adds_up,
    a_withdrawn_case_asks_every_holder_to_release,
    one_key_stops_a_pursuit_and_a_second_person_resumes_it,
    the_mandate_holds_back_what_it_does_not_cover,
);

async fn a_case_is_filed_by_one_and_released_by_another(world: World) {
    let mira = world.officer("mira").await;
    let filed = mira
        .act("/v1/cases", "file", &world.filing("2320000.00"))
        .await
        .expect(201);
    let id = filed.json["id"].as_str().expect("an id");
    assert_eq!(filed.json["reference"], "QM-2026-000001");
    assert_eq!(filed.json["state"], "filed");
    assert_eq!(filed.json["sheet"]["chased"], "2320000.00");
    assert_eq!(filed.headers["etag"], "\"1\"");
    let bank = world.bank("b-birch").await;
    assert_eq!(
        bank.get("/v1/asks").await.json["items"],
        json!([]),
        "nobody is asked before the release"
    );

    let release = format!("/v1/cases/{id}/release");
    mira.act(&release, "r1", &json!({})).await.refused(403, "no-mandate");
    world
        .officer("dmitra")
        .await
        .act(&release, "r2", &json!({}))
        .await
        .refused(404, "not-found");
    let released = world
        .officer("noor")
        .await
        .act(&release, "r3", &json!({}))
        .await
        .expect(200);
    assert_eq!(released.json["state"], "pursuing");
    let asked = bank.get("/v1/asks").await.expect(200).json["items"].clone();
    assert_eq!(asked[0]["asked"], json!({"value": "2320000.00", "currency": "EUR"}));
    assert_eq!(asked[0]["state"]["is"], "sent");
    let again = world.officer("noor").await;
    again.act(&release, "r4", &json!({})).await.refused(409, "case-state");
    world.check(id).await;
}

/// Nobody is his own second person, whatever roles he has.
#[tokio::test]
async fn the_officer_who_filed_cannot_release() {
    let world = World::on_sqlite("same_person").await;
    let dmitra = world.officer("dmitra").await;
    let mut filing = world.filing("500.00");
    filing["to"] = json!(world.account("CEDA", 4));
    let filed = dmitra.act("/v1/cases", "file", &filing).await.expect(201);
    let id = filed.json["id"].as_str().expect("an id");
    let refused = dmitra
        .act(&format!("/v1/cases/{id}/release"), "release", &json!({}))
        .await;
    refused.refused(403, "same-person");
    assert!(
        refused.json["rests_on"]
            .as_str()
            .is_some_and(|r| r.contains("Two persons"))
    );
}

async fn moved_on_asks_the_next_bank_at_once(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let reply = json!({"revision": 1, "lines": [
        {"line": "held", "amount": {"value": "400.00", "currency": "EUR"}, "basis": "exercise law"},
        {"line": "moved", "amount": {"value": "600.00", "currency": "EUR"}, "executed": world.at(-60), "to": world.account("CEDA", 7)},
    ]});
    let answers = format!("/v1/cases/{id}/asks/1/answers");
    birch.act(&answers, "a", &reply).await.expect(200);
    let cedar = world.bank("b-cedar").await;
    let asked = cedar.get("/v1/asks").await.json["items"].clone();
    assert_eq!(asked.as_array().map(Vec::len), Some(1), "asked in the same breath");
    assert_eq!(asked[0]["asked"]["value"], "600.00");
    assert_eq!(asked[0]["hop"], 2);
    assert_eq!(
        asked[0]["rests_on"],
        json!([{"ask": 1, "answer": 0}]),
        "it carries the chain of replies"
    );
    let case = world.case(&id).await;
    assert_eq!(case["sheet"]["held"], "400.00");
    assert_eq!(case["sheet"]["chased"], "600.00");
    world.check(&id).await;
}

async fn an_unknown_code_goes_to_the_countrys_bureau(world: World) {
    let id = world.pursued("900.00").await;
    let birch = world.bank("b-birch").await;
    let reply = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": {"value": "900.00", "currency": "EUR"}, "executed": world.at(-60), "to": world.account("JUNI", 3)},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &reply)
        .await
        .expect(200);
    let case = world.case(&id).await;
    let ask = case["asks"][1].clone();
    assert_eq!(
        ask["route"],
        json!({"to": "bureau", "country": "QS", "code": ask["route"]["code"]})
    );
    assert!(
        ask["route"]["code"].as_str().is_some_and(|c| c.contains("JUNI")),
        "{ask}"
    );
    let sol = world.officer("sol").await;
    let theirs = sol.get("/v1/asks").await.json["items"].clone();
    assert_eq!(theirs.as_array().map(Vec::len), Some(1), "the bureau of QS sees it");
    let number = ask["ask"].clone();
    let held = json!({"revision": 1, "lines": [{"line": "held", "amount": {"value": "900.00", "currency": "EUR"}}]});
    sol.act(&format!("/v1/cases/{id}/asks/{number}/answers"), "b", &held)
        .await
        .expect(200);
    assert_eq!(world.case(&id).await["sheet"]["held"], "900.00");
    world.check(&id).await;
}

async fn a_conversion_keeps_the_sheet_in_the_stolen_currency(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let reply = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": {"value": "1000.00", "currency": "EUR"}, "executed": world.at(-60), "to": world.account("FIRI", 2),
         "credited": {"value": "1078.92", "currency": "USD"}, "rate": "1.08", "charge": {"value": "1.00", "currency": "EUR"}},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &reply)
        .await
        .expect(200);
    let fir = world.bank("b-fir").await;
    let ask = fir.get("/v1/asks").await.json["items"][0].clone();
    assert_eq!(ask["asked"], json!({"value": "1078.92", "currency": "USD"}));
    let held = json!({"revision": 1, "lines": [
        {"line": "held", "amount": {"value": "539.46", "currency": "USD"}},
        {"line": "spent", "amount": {"value": "539.46", "currency": "USD"}, "executed": world.at(-30), "how": "cash"},
    ]});
    fir.act(&format!("/v1/cases/{id}/asks/{}/answers", ask["ask"]), "b", &held)
        .await
        .expect(200);
    let sheet = world.case(&id).await["sheet"].clone();
    assert_eq!(sheet["charges"], "1.00");
    assert_eq!((&sheet["held"], &sheet["cash"]), (&json!("499.50"), &json!("499.50")));
    world.check(&id).await;
}

async fn a_conversion_without_a_rate_asks_for_it(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let reply = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": {"value": "1000.00", "currency": "EUR"}, "executed": world.at(-60), "to": world.account("FIRI", 2), "arrives_in": "USD"},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &reply)
        .await
        .expect(200);
    let case = world.case(&id).await;
    assert_eq!(case["sheet"]["chased"], "1000.00", "no market rate is invented");
    let question = case["asks"][0]["questions"][0].clone();
    assert_eq!(question["kind"], "rate");
    let wrong = json!({"question": question["id"], "credited": {"value": "900.00", "currency": "GBP"}, "rate": "0.9"});
    let rate = format!("/v1/cases/{id}/asks/1/rate");
    birch.act(&rate, "b", &wrong).await.refused(422, "wrong-currency");
    let right =
        json!({"question": question["id"], "credited": {"value": "1080.00", "currency": "USD"}, "rate": "1.08"});
    birch.act(&rate, "c", &right).await.expect(200);
    birch.act(&rate, "d", &right).await.refused(422, "no-such-question");
    let fir = world.bank("b-fir").await;
    assert_eq!(fir.get("/v1/asks").await.json["items"][0]["asked"]["value"], "1080.00");
    world.check(&id).await;
}

async fn money_that_meets_again_raises_the_first_request(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let to_cedar = world.account("CEDA", 7);
    let reply = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": {"value": "300.00", "currency": "EUR"}, "executed": world.at(-90), "to": to_cedar},
        {"line": "moved", "amount": {"value": "700.00", "currency": "EUR"}, "executed": world.at(-60), "to": world.account("DOGW", 8)},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &reply)
        .await
        .expect(200);
    let dogwood = world.bank("b-dogwood").await;
    let ask = dogwood.get("/v1/asks").await.json["items"][0]["ask"].clone();
    let onward = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": {"value": "700.00", "currency": "EUR"}, "executed": world.at(-20), "to": to_cedar},
    ]});
    dogwood
        .act(&format!("/v1/cases/{id}/asks/{ask}/answers"), "b", &onward)
        .await
        .expect(200);
    let cedar = world.bank("b-cedar").await;
    let items = cedar.get("/v1/asks").await.json["items"].clone();
    assert_eq!(items.as_array().map(Vec::len), Some(1), "one request at one account");
    assert_eq!(
        (&items[0]["revision"], &items[0]["asked"]["value"]),
        (&json!(2), &json!("1000.00"))
    );
    let never = json!({"revision": 3, "lines": [{"line": "not_found"}]});
    let path = format!("/v1/cases/{id}/asks/{}/answers", items[0]["ask"]);
    cedar.act(&path, "c", &never).await.refused(422, "no-such-revision");
    let held = json!({"revision": 2, "lines": [{"line": "held", "amount": {"value": "1000.00", "currency": "EUR"}}]});
    cedar.act(&path, "d", &held).await.expect(200);
    assert_eq!(world.case(&id).await["sheet"]["held"], "1000.00");
    world.check(&id).await;
}

async fn a_wallet_of_ends_adds_up(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let eur = |value: &str| json!({"value": value, "currency": "EUR"});
    let reply = json!({"revision": 1, "lines": [
        {"line": "charge", "amount": eur("2.50"), "executed": world.at(-100)},
        {"line": "spent", "amount": eur("97.50"), "executed": world.at(-90), "how": "cash"},
        {"line": "moved", "amount": eur("5.00"), "executed": world.at(-80), "to": world.account("HAZL", 9)},
        {"line": "returned", "amount": eur("95.00")},
        {"line": "held", "amount": eur("500.00"), "basis": "exercise law"},
        {"line": "refused", "reason": "law"},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &reply)
        .await
        .expect(200);
    let sheet = world.case(&id).await["sheet"].clone();
    for (bucket, sum) in [
        ("charges", "2.50"),
        ("cash", "97.50"),
        ("below_minimum", "5.00"),
        ("returned", "95.00"),
        ("held", "500.00"),
        ("refused", "300.00"),
    ] {
        assert_eq!(sheet[bucket], sum, "{bucket}: {sheet}");
    }
    world.check(&id).await;
}

async fn a_withdrawn_case_asks_every_holder_to_release(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let held = json!({"revision": 1, "lines": [
        {"line": "held", "amount": {"value": "800.00", "currency": "EUR"}},
        {"line": "moved", "amount": {"value": "200.00", "currency": "EUR"}, "executed": world.at(-60), "to": world.account("CEDA", 7)},
    ]});
    let answers = format!("/v1/cases/{id}/asks/1/answers");
    birch.act(&answers, "a", &held).await.expect(200);
    let withdraw = format!("/v1/cases/{id}/withdraw");
    world
        .officer("mira")
        .await
        .act(&withdraw, "w1", &json!({}))
        .await
        .refused(403, "no-mandate");
    world
        .officer("noor")
        .await
        .act(&withdraw, "w2", &json!({}))
        .await
        .expect(200);
    let case = world.case(&id).await;
    assert_eq!(
        (&case["state"], &case["sheet"]["withdrawn"]),
        (&json!("withdrawn"), &json!("1000.00"))
    );
    world.number().await;
    let told = birch.get("/v1/stream?after=0").await.json.to_string();
    assert!(told.contains("release_asked") && told.contains("800.00"), "{told}");
    birch.act(&answers, "b", &held).await.refused(409, "request-not-open");
    world.check(&id).await;
}

async fn one_key_stops_a_pursuit_and_a_second_person_resumes_it(world: World) {
    let id = world.pursued("1000.00").await;
    let noor = world.officer("noor").await;
    noor.act(&format!("/v1/cases/{id}/stop"), "s", &json!({}))
        .await
        .expect(200);
    let birch = world.bank("b-birch").await;
    let moved = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": {"value": "1000.00", "currency": "EUR"}, "executed": world.at(-60), "to": world.account("CEDA", 7)},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &moved)
        .await
        .expect(200);
    let cedar = world.bank("b-cedar").await;
    assert_eq!(
        cedar.get("/v1/asks").await.json["items"],
        json!([]),
        "nothing new goes out"
    );
    let case = world.case(&id).await;
    assert_eq!(case["asks"][1]["state"], json!({"is": "held_back", "why": "stopped"}));
    let resume = format!("/v1/cases/{id}/resume");
    noor.act(&resume, "n", &json!({})).await.refused(403, "same-person");
    // The only other supervisor of QM in this world: an account made for this.
    let officer: cordon_members::officer::Officer = world.member("officer", "noor").await;
    let other = cordon_members::officer::Officer {
        id: cordon_vocabulary::OfficerId::parse("second").expect("an id"),
        ..officer
    };
    cordon::members::service::found(&world.app, &[], std::slice::from_ref(&other), &[], "test")
        .await
        .expect("added");
    world
        .session_of(&other)
        .await
        .act(&resume, "o", &json!({}))
        .await
        .expect(200);
    assert_eq!(
        cedar.get("/v1/asks").await.json["items"].as_array().map(Vec::len),
        Some(1)
    );
    world.check(&id).await;
}

async fn the_mandate_holds_back_what_it_does_not_cover(world: World) {
    let mut filing = world.filing("1000.00");
    filing["mandate"]["barred"] = json!(["QO"]);
    filing["mandate"]["most_accounts"] = json!(2);
    let id = world.pursued_as(filing).await;
    let birch = world.bank("b-birch").await;
    let eur = |value: &str| json!({"value": value, "currency": "EUR"});
    let moved = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": eur("300.00"), "executed": world.at(-90), "to": world.account("DOGW", 1)},
        {"line": "moved", "amount": eur("300.00"), "executed": world.at(-80), "to": world.account("CEDA", 7)},
        {"line": "moved", "amount": eur("400.00"), "executed": world.at(-70), "to": world.account("GINK", 2)},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &moved)
        .await
        .expect(200);
    let case = world.case(&id).await;
    let states: Vec<_> = case["asks"]
        .as_array()
        .expect("asks")
        .iter()
        .map(|a| a["state"]["why"].clone())
        .collect();
    assert_eq!(states[1], json!(null), "inside the mandate: sent");
    assert_eq!(states[2], json!("barred_country"));
    assert_eq!(states[3], json!("most_accounts"));
    let release = |n: &str| format!("/v1/cases/{id}/asks/{n}/release");
    let cedar = case["asks"][2]["ask"].to_string();
    world
        .officer("omar")
        .await
        .act(&release(&cedar), "x", &json!({}))
        .await
        .refused(404, "not-found");
    world
        .officer("mira")
        .await
        .act(&release(&cedar), "y", &json!({}))
        .await
        .expect(200);
    world
        .officer("mira")
        .await
        .act(&release(&cedar), "z", &json!({}))
        .await
        .refused(409, "request-not-waiting");
    assert_eq!(
        world.bank("b-cedar").await.get("/v1/asks").await.json["items"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    world.check(&id).await;
}
