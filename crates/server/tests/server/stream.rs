//! Streams: every reader gets each number of his own once, in order, however he comes back.

use futures::StreamExt as _;
use serde_json::{Value, json};

use crate::world::{Caller, World};

on_both_engines!(
    a_stream_read_in_pieces_has_no_gap_and_no_double,
    an_institution_is_told_of_its_own_requests_alone,
    a_live_stream_resumes_where_it_broke,
);

async fn numbers(caller: &Caller, after: i64) -> (Vec<i64>, i64) {
    let page = caller.get(&format!("/v1/stream?after={after}")).await.expect(200).json;
    let items = page["items"].as_array().expect("items");
    let seqs = items.iter().filter_map(|i| i["seq"].as_i64()).collect();
    (seqs, page["after"].as_i64().expect("after"))
}

async fn a_stream_read_in_pieces_has_no_gap_and_no_double(world: World) {
    let mira = world.officer("mira").await;
    let (mut seen, mut after) = (Vec::new(), 0);
    for n in 0..6 {
        world.pursued(&format!("{}.00", 100 + n)).await;
        let (some, next) = numbers(&mira, after).await;
        assert!(!some.is_empty());
        seen.extend(some);
        after = next;
    }
    let (whole, last) = numbers(&mira, 0).await;
    assert_eq!(seen, whole, "in pieces and at once are the same");
    assert_eq!(last, after);
    assert!(seen.windows(2).all(|w| w[0] < w[1]), "{seen:?}");
    assert_eq!(
        numbers(&mira, last).await,
        (vec![], last),
        "nothing new: the place is kept"
    );
}

async fn an_institution_is_told_of_its_own_requests_alone(world: World) {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let eur = |value: &str| json!({"value": value, "currency": "EUR"});
    let moved = json!({"revision": 1, "lines": [
        {"line": "moved", "amount": eur("400.00"), "executed": world.at(-60), "to": world.account("CEDA", 7)},
        {"line": "moved", "amount": eur("600.00"), "executed": world.at(-50), "to": world.account("DOGW", 8)},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a", &moved)
        .await
        .expect(200);
    world.pass(3 * 3600).await;
    let case = world.case(&id).await;
    for bank in ["b-birch", "b-cedar", "b-dogwood"] {
        let own = case["asks"]
            .as_array()
            .expect("asks")
            .iter()
            .find(|a| a["route"]["institution"] == bank)
            .expect("asked")["ask"]
            .clone();
        let told = world.bank(bank).await.get("/v1/stream?after=0").await.json;
        let events: Vec<Value> = told["items"]
            .as_array()
            .expect("items")
            .iter()
            .flat_map(|i| i["events"].as_array().cloned().unwrap_or_default())
            .collect();
        assert!(!events.is_empty(), "{bank} hears nothing");
        for event in events {
            assert_eq!(event["ask"], own, "{bank}: {event}");
            assert!(
                event.get("to").is_none(),
                "who else was told is nobody's business: {event}"
            );
        }
    }
}

/// Reads so many numbers of a live stream, then hangs up.
async fn live(caller: &Caller, from: &str, count: usize) -> Vec<i64> {
    let (status, _, body) = caller.open("GET", "/live", &[("last-event-id", from)], "").await;
    assert_eq!(status, 200);
    let mut frames = body.into_data_stream();
    let (mut text, mut seqs) = (String::new(), Vec::new());
    while seqs.len() < count {
        let frame = tokio::time::timeout(std::time::Duration::from_secs(10), frames.next()).await;
        let bytes = frame
            .expect("an event in time")
            .expect("the stream goes on")
            .expect("a frame");
        text.push_str(&String::from_utf8_lossy(&bytes));
        seqs = text
            .lines()
            .filter_map(|l| l.strip_prefix("id:")?.trim().parse().ok())
            .collect();
    }
    seqs.truncate(count);
    seqs
}

async fn a_live_stream_resumes_where_it_broke(world: World) {
    for n in 0..3 {
        world.pursued(&format!("{}.00", 100 + n)).await;
    }
    let mira = world.officer("mira").await;
    let (all, _) = numbers(&mira, 0).await;
    let half = all.len() / 2;
    let mut seen = live(&mira, "0", half).await;
    let broke = seen.last().expect("some").to_string();
    // Something happens while nobody listens.
    world.pursued("999.00").await;
    let (all, _) = numbers(&mira, 0).await;
    seen.extend(live(&mira, &broke, all.len() - half).await);
    assert_eq!(seen, all);
}
