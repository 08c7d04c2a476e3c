//! Conflicting acts at the very same time: the outcome is one that some order of the two explains.

use serde_json::{Value, json};

use crate::world::{Answer, World};

on_both_engines!(
    release_and_withdraw,
    two_releases,
    two_stops,
    two_answers_to_one_request,
    an_answer_and_a_withdrawal,
    a_return_and_a_release_of_the_hold,
    two_returns_of_everything,
    a_stop_and_an_answer_that_moved_on,
    two_corrections_of_the_same_revision,
    an_appeal_decided_twice,
    a_lapse_and_an_order,
    the_same_key_twice,
    two_filings_of_the_same_reference,
    two_answers_of_two_cases_at_one_account,
);

fn eur(value: &str) -> Value {
    json!({"value": value, "currency": "EUR"})
}

fn one_of(first: &Answer, second: &Answer, refusals: &[&str]) {
    let good = [first, second].iter().filter(|a| a.status < 300).count();
    assert_eq!(good, 1, "{} / {}", first.text, second.text);
    for answer in [first, second].iter().filter(|a| a.status >= 300) {
        assert!(refusals.contains(&answer.code()), "{}", answer.text);
    }
}

fn count(entries: &[String], kind: &str) -> usize {
    entries.iter().filter(|k| *k == kind).count()
}

async fn filed(world: &World) -> String {
    let mira = world.officer("mira").await;
    let filed = mira
        .act("/v1/cases", &world.key(), &world.filing("1000.00"))
        .await
        .expect(201);
    filed.json["id"].as_str().expect("an id").to_owned()
}

async fn held(world: &World, sum: &str) -> String {
    let id = world.pursued("1000.00").await;
    let reply = json!({"revision": 1, "lines": [{"line": "held", "amount": eur(sum)}]});
    let path = format!("/v1/cases/{id}/asks/1/answers");
    world
        .bank("b-birch")
        .await
        .act(&path, &world.key(), &reply)
        .await
        .expect(200);
    id
}

async fn release_and_withdraw(world: World) {
    for round in 0..4 {
        let id = filed(&world).await;
        let noor = world.officer("noor").await;
        let (release, withdraw) = (format!("/v1/cases/{id}/release"), format!("/v1/cases/{id}/withdraw"));
        let (a, b, none) = (format!("r{round}"), format!("w{round}"), json!({}));
        let (a, b) = tokio::join!(noor.act(&release, &a, &none), noor.act(&withdraw, &b, &none));
        // Released and then withdrawn, or withdrawn and then not released any more.
        assert_eq!(b.status, 200, "{}", b.text);
        assert!(a.status == 200 || a.code() == "case-state", "{}", a.text);
        assert_eq!(world.case(&id).await["state"], "withdrawn");
        let entries = world.entries(&id).await;
        assert_eq!(count(&entries, "stop_payment.released"), usize::from(a.status == 200));
        assert_eq!(count(&entries, "stop_payment.withdrawn"), 1);
        world.check(&id).await;
    }
}

async fn two_releases(world: World) {
    let id = filed(&world).await;
    let noor = world.officer("noor").await;
    let (path, none) = (format!("/v1/cases/{id}/release"), json!({}));
    let (a, b) = tokio::join!(noor.act(&path, "a", &none), noor.act(&path, "b", &none));
    one_of(&a, &b, &["case-state"]);
    assert_eq!(count(&world.entries(&id).await, "stop_payment.released"), 1);
    world.check(&id).await;
}

async fn two_stops(world: World) {
    let id = world.pursued("1000.00").await;
    let (mira, noor) = (world.officer("mira").await, world.officer("noor").await);
    let (path, none) = (format!("/v1/cases/{id}/stop"), json!({}));
    let (a, b) = tokio::join!(mira.act(&path, "a", &none), noor.act(&path, "b", &none));
    one_of(&a, &b, &["case-state"]);
    assert_eq!(count(&world.entries(&id).await, "stop_payment.pursuit_stopped"), 1);
    world.check(&id).await;
}

async fn two_answers_to_one_request(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1/answers");
    let held = json!({"revision": 1, "lines": [{"line": "held", "amount": eur("1000.00")}]});
    let never = json!({"revision": 1, "lines": [{"line": "not_found"}]});
    let (a, b) = tokio::join!(birch.act(&path, "a", &held), birch.act(&path, "b", &never));
    // All answers are kept; the later one counts. Which came later, the journal says.
    assert_eq!((a.status, b.status), (200, 200), "{} / {}", a.text, b.text);
    let sheet = world.case(&id).await["sheet"].clone();
    let places = [sheet["held"] == "1000.00", sheet["not_found"] == "1000.00"];
    assert_eq!(places.iter().filter(|p| **p).count(), 1, "{sheet}");
    assert_eq!(count(&world.entries(&id).await, "stop_payment.answered"), 2);
    world.check(&id).await;
}

async fn an_answer_and_a_withdrawal(world: World) {
    for round in 0..4 {
        let id = world.pursued("1000.00").await;
        let (birch, noor) = (world.bank("b-birch").await, world.officer("noor").await);
        let reply = json!({"revision": 1, "lines": [
            {"line": "held", "amount": eur("300.00")},
            {"line": "moved", "amount": eur("700.00"), "executed": world.at(-60), "to": world.account("CEDA", 7)},
        ]});
        let (answers, withdraw) = (
            format!("/v1/cases/{id}/asks/1/answers"),
            format!("/v1/cases/{id}/withdraw"),
        );
        let (a, b, none) = (format!("a{round}"), format!("w{round}"), json!({}));
        let (a, b) = tokio::join!(birch.act(&answers, &a, &reply), noor.act(&withdraw, &b, &none));
        assert_eq!(b.status, 200, "{}", b.text);
        assert!(a.status == 200 || a.code() == "request-not-open", "{}", a.text);
        let case = world.case(&id).await;
        assert_eq!(case["sheet"]["withdrawn"], "1000.00");
        assert!(
            case["asks"]
                .as_array()
                .expect("asks")
                .iter()
                .all(|a| a["state"]["is"] == "withdrawn"),
            "{case}"
        );
        world.check(&id).await;
    }
}

async fn a_return_and_a_release_of_the_hold(world: World) {
    for round in 0..4 {
        let id = held(&world, "1000.00").await;
        let (birch, mira) = (world.bank("b-birch").await, world.officer("mira").await);
        let (back, give_up) = (
            format!("/v1/cases/{id}/asks/1/return"),
            format!("/v1/cases/{id}/asks/1/release-hold"),
        );
        let (all, none) = (json!({"amount": eur("1000.00")}), json!({}));
        let (a, b) = (format!("a{round}"), format!("b{round}"));
        let (a, b) = tokio::join!(birch.act(&back, &a, &all), mira.act(&give_up, &b, &none));
        one_of(&a, &b, &["nothing-held", "more-than-held"]);
        let sheet = world.case(&id).await["sheet"].clone();
        let bucket = if a.status == 200 { "returned" } else { "released" };
        assert_eq!(sheet[bucket], "1000.00", "{sheet}");
        world.check(&id).await;
    }
}

async fn two_returns_of_everything(world: World) {
    let id = held(&world, "1000.00").await;
    let (birch, dmitra) = (world.bank("b-birch").await, world.officer("dmitra").await);
    let (path, all) = (
        format!("/v1/cases/{id}/asks/1/return"),
        json!({"amount": eur("1000.00")}),
    );
    let (a, b) = tokio::join!(birch.act(&path, "a", &all), dmitra.act(&path, "b", &all));
    one_of(&a, &b, &["nothing-held", "more-than-held"]);
    assert_eq!(
        world.case(&id).await["sheet"]["returned"],
        "1000.00",
        "the same money goes back once"
    );
    world.check(&id).await;
}

async fn a_stop_and_an_answer_that_moved_on(world: World) {
    for round in 0..4 {
        let id = world.pursued("1000.00").await;
        let (birch, mira) = (world.bank("b-birch").await, world.officer("mira").await);
        let moved = json!({"revision": 1, "lines": [
            {"line": "moved", "amount": eur("1000.00"), "executed": world.at(-60), "to": world.account("CEDA", 7)},
        ]});
        let (answers, stop) = (format!("/v1/cases/{id}/asks/1/answers"), format!("/v1/cases/{id}/stop"));
        let (a, b, none) = (format!("a{round}"), format!("s{round}"), json!({}));
        let (a, b) = tokio::join!(birch.act(&answers, &a, &moved), mira.act(&stop, &b, &none));
        assert_eq!((a.status, b.status), (200, 200), "{} / {}", a.text, b.text);
        // Either the next bank was asked before the stop, or its request waits for the pursuit to go on.
        let entries = world.entries(&id).await;
        let place = |kind: &str| entries.iter().position(|k| k == kind).expect("in the journal");
        let sent_first = place("stop_payment.answered") < place("stop_payment.pursuit_stopped");
        let state = world.case(&id).await["asks"][1]["state"].clone();
        assert_eq!(state["is"] == "sent", sent_first, "{state} {entries:?}");
        world.check(&id).await;
    }
}

async fn two_corrections_of_the_same_revision(world: World) {
    let id = world.pursued("1000.00").await;
    let (mira, noor) = (world.officer("mira").await, world.officer("noor").await);
    let seen = world.case(&id).await["revision"].as_i64().expect("a revision");
    let path = format!("/v1/cases/{id}/correct");
    let (more, most) = (json!({"amount": eur("1100.00")}), json!({"amount": eur("1200.00")}));
    let (a, b) = tokio::join!(
        mira.correct(&path, "a", seen, &more),
        noor.correct(&path, "b", seen, &most)
    );
    one_of(&a, &b, &["stale"]);
    let lost = if a.status == 200 { "1100.00" } else { "1200.00" };
    assert_eq!(
        world.case(&id).await["sheet"]["lost"],
        lost,
        "nobody overwrites what he has not read"
    );
    assert_eq!(count(&world.entries(&id).await, "stop_payment.corrected"), 1);
    world.check(&id).await;
}

async fn an_appeal_decided_twice(world: World) {
    let id = held(&world, "1000.00").await;
    let path = format!("/v1/cases/{id}/asks/1");
    world
        .bank("b-birch")
        .await
        .act(&format!("{path}/appeal"), "appeal", &json!({}))
        .await
        .expect(200);
    let noor = world.officer("noor").await;
    let decide = format!("{path}/decide-appeal");
    let (yes, no) = (json!({"granted": true}), json!({"granted": false}));
    let (a, b) = tokio::join!(noor.act(&decide, "a", &yes), noor.act(&decide, "b", &no));
    one_of(&a, &b, &["no-appeal", "nothing-held"]);
    let bucket = if a.status == 200 { "released" } else { "held" };
    assert_eq!(world.case(&id).await["sheet"][bucket], "1000.00");
    world.check(&id).await;
}

async fn a_lapse_and_an_order(world: World) {
    let id = held(&world, "1000.00").await;
    let dmitra = world.officer("dmitra").await;
    let expires = world.case(&id).await["asks"][0]["hold"]["expires"].clone();
    let expires = cordon_vocabulary::Instant::parse(expires.as_str().expect("an instant")).expect("an instant");
    world.pass(expires.seconds_since(world.app.now()) - 1).await;
    world.app.clock.read().expect("the clock").set(expires);
    let dmitra = if dmitra.get("/v1/asks").await.status == 200 {
        dmitra
    } else {
        world.officer("dmitra").await
    };
    let (path, order) = (
        format!("/v1/cases/{id}/asks/1/order"),
        json!({"order": "Exercise court of QN, order 1/2026"}),
    );
    let (a, jobs) = tokio::join!(dmitra.act(&path, "a", &order), cordon::jobs::run_due(&world.app));
    jobs.expect("jobs run");
    world.pass(120).await;
    let bucket = if a.status == 200 { "held" } else { "lapsed" };
    assert!(a.status == 200 || a.code() == "nothing-held", "{}", a.text);
    assert_eq!(world.case(&id).await["sheet"][bucket], "1000.00");
    world.check(&id).await;
}

async fn the_same_key_twice(world: World) {
    let mira = world.officer("mira").await;
    let filing = world.filing("1000.00");
    let (a, b) = tokio::join!(
        mira.act("/v1/cases", "same", &filing),
        mira.act("/v1/cases", "same", &filing)
    );
    for answer in [&a, &b] {
        assert!(
            answer.status < 300 || answer.code() == "still-running",
            "{}",
            answer.text
        );
    }
    assert!(a.status < 300 || b.status < 300, "{} / {}", a.text, b.text);
    let cases = mira.get("/v1/cases").await.json["items"].clone();
    assert_eq!(cases.as_array().map(Vec::len), Some(1), "{cases}");
}

async fn two_filings_of_the_same_reference(world: World) {
    let (mira, noor) = (world.officer("mira").await, world.officer("noor").await);
    let filing = world.filing("1000.00");
    for round in 0..4 {
        let (a, b) = (format!("a{round}"), format!("b{round}"));
        let (a, b) = tokio::join!(mira.act("/v1/cases", &a, &filing), noor.act("/v1/cases", &b, &filing));
        assert_eq!((a.status, b.status), (201, 201), "{} / {}", a.text, b.text);
    }
    let items = mira.get("/v1/cases").await.json["items"].clone();
    let mut references: Vec<String> = items
        .as_array()
        .expect("items")
        .iter()
        .map(|i| i["reference"].to_string())
        .collect();
    references.sort();
    let all = references.len();
    references.dedup();
    assert_eq!(
        (references.len(), all),
        (8, 8),
        "each case has a reference of its own: {references:?}"
    );
}

async fn two_answers_of_two_cases_at_one_account(world: World) {
    let (first, second) = (world.pursued("1000.00").await, world.pursued("1000.00").await);
    let birch = world.bank("b-birch").await;
    let reply =
        json!({"revision": 1, "lines": [{"line": "held", "amount": eur("1000.00")}], "account_total": eur("1000.00")});
    let path = |id: &str| format!("/v1/cases/{id}/asks/1/answers");
    let (p, q) = (path(&first), path(&second));
    let (a, b) = tokio::join!(birch.act(&p, "a", &reply), birch.act(&q, "b", &reply));
    // The bank holds 1,000.00 in all: the two cases together never have more of it.
    assert_eq!((a.status, b.status), (200, 200), "{} / {}", a.text, b.text);
    let held: i64 = {
        let mut sum = 0;
        for id in [&first, &second] {
            sum += world.case(id).await["asks"][0]["hold"]["units"].as_i64().unwrap_or(0);
            world.check(id).await;
        }
        sum
    };
    assert_eq!(held, 100_000);
}
