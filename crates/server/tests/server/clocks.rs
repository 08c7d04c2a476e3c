//! Clocks run as jobs: they escalate, and the last hour of a hold is the last.

use serde_json::json;

use crate::world::World;

on_both_engines!(
    a_silent_bank_is_passed_over_step_by_step,
    an_answered_request_escalates_no_more,
    a_hold_lapses_when_its_term_ends,
    an_ordered_hold_does_not_lapse,
    a_job_that_died_is_taken_up_again,
);

fn levels(told: &serde_json::Value, clock: &str) -> Vec<i64> {
    let items = told["items"].as_array().expect("items");
    let events = items
        .iter()
        .flat_map(|i| i["events"].as_array().cloned().unwrap_or_default());
    events
        .filter(|e| e["what"] == "escalated" && e["clock"] == clock)
        .filter_map(|e| e["level"].as_i64())
        .collect()
}

async fn a_silent_bank_is_passed_over_step_by_step(world: World) {
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    world.pass(14 * 60).await;
    assert!(levels(&mira.get("/v1/stream?after=0").await.json, "acknowledgement").is_empty());
    world.pass(2 * 60).await;
    assert_eq!(
        levels(&mira.get("/v1/stream?after=0").await.json, "acknowledgement"),
        [1]
    );
    let desk = world.officer("greta").await;
    assert_eq!(
        desk.get("/v1/stream?after=0").await.json["items"],
        json!([]),
        "the duty desk is the last step"
    );
    world.pass(4 * 3600).await;
    let told = mira.get("/v1/stream?after=0").await.json;
    assert_eq!(levels(&told, "acknowledgement"), [1, 2, 3]);
    assert_eq!(levels(&told, "answer"), [1, 2, 3]);
    let desk = world.officer("greta").await.get("/v1/stream?after=0").await.json;
    assert_eq!(levels(&desk, "answer"), [3]);
    assert_eq!(levels(&desk, "acknowledgement"), [3]);
    world.check(&id).await;
}

async fn an_answered_request_escalates_no_more(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let no = json!({"revision": 1, "lines": [{"line": "not_found"}]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &no)
        .await
        .expect(200);
    let of_the_case = async || -> Vec<String> {
        let entries = world.entries(&id).await;
        entries
            .into_iter()
            .filter(|kind| kind.starts_with("stop_payment."))
            .collect()
    };
    let before = of_the_case().await;
    world.pass(86_400).await;
    assert_eq!(
        of_the_case().await,
        before,
        "a clock that has nothing to say leaves no entry"
    );
}

async fn a_hold_lapses_when_its_term_ends(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let held = json!({"revision": 1, "lines": [{"line": "held", "amount": {"value": "1000.00", "currency": "EUR"}}]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &held)
        .await
        .expect(200);
    let expires = world.case(&id).await["asks"][0]["hold"]["expires"].clone();
    let expires = cordon_vocabulary::Instant::parse(expires.as_str().expect("an instant")).expect("an instant");
    world.pass(expires.seconds_since(world.app.now()) - 1).await;
    assert_eq!(world.case(&id).await["sheet"]["held"], "1000.00");
    world.pass(1).await;
    assert_eq!(world.case(&id).await["sheet"]["lapsed"], "1000.00");
    let lapses = world
        .entries(&id)
        .await
        .iter()
        .filter(|k| *k == "stop_payment.clock_ran")
        .count();
    assert_eq!(lapses, 1);
    let mira = world.officer("mira").await;
    mira.act(&format!("/v1/cases/{id}/asks/1/reopen"), "b", &json!({}))
        .await
        .expect(200);
    assert_eq!(world.case(&id).await["sheet"]["chased"], "1000.00", "it is asked again");
    world.check(&id).await;
}

async fn an_ordered_hold_does_not_lapse(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let held = json!({"revision": 1, "lines": [{"line": "held", "amount": {"value": "1000.00", "currency": "EUR"}}]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &held)
        .await
        .expect(200);
    let order = json!({"order": "Exercise court of QN, order 1/2026"});
    world
        .officer("dmitra")
        .await
        .act(&format!("/v1/cases/{id}/asks/1/order"), "b", &order)
        .await
        .expect(200);
    world.pass(30 * 86_400).await;
    let sheet = world.case(&id).await["sheet"].clone();
    assert_eq!((&sheet["held"], &sheet["lapsed"]), (&json!("1000.00"), &json!("0.00")));
    world.check(&id).await;
}

async fn a_job_that_died_is_taken_up_again(world: World) {
    let id = world.pursued("1000.00").await;
    let due = world
        .app
        .store
        .next_due_us()
        .await
        .expect("reads")
        .expect("a clock runs");
    // A worker takes the job and dies: nobody else has it until the lease ends.
    let lease = due + 60_000_000;
    let taken = world.app.store.due_jobs(due, 100, lease).await.expect("taken");
    assert_eq!(taken.len(), 1);
    assert!(
        world
            .app
            .store
            .due_jobs(lease - 1, 100, lease)
            .await
            .expect("reads")
            .is_empty()
    );
    world.pass(20 * 60).await;
    let told = world.officer("mira").await.get("/v1/stream?after=0").await.json;
    assert_eq!(levels(&told, "acknowledgement"), [1], "done once, by the next worker");
    world.check(&id).await;
}
