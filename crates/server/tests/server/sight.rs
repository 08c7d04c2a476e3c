//! Who sees what: a receiver sees his own requests and nothing of the victim, the case, or the others.

use serde_json::json;

use crate::world::{FACTS, VICTIM, World};

on_both_engines!(
    a_receiver_never_sees_the_victim_the_case_or_the_others,
    a_stranger_sees_nothing,
    the_holders_name_stays_sealed,
);

/// A case with requests at three banks; gives its identifier.
async fn spread(world: &World) -> String {
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let eur = |value: &str| json!({"value": value, "currency": "EUR"});
    let reply = json!({"revision": 1, "holder": "Invented Holder of account one", "lines": [
        {"line": "held", "amount": eur("111.00")},
        {"line": "moved", "amount": eur("333.00"), "executed": world.at(-60), "to": world.account("CEDA", 7)},
        {"line": "moved", "amount": eur("556.00"), "executed": world.at(-50), "to": world.account("DOGW", 8)},
    ]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), &world.key(), &reply)
        .await
        .expect(200);
    world.number().await;
    id
}

async fn a_receiver_never_sees_the_victim_the_case_or_the_others(world: World) {
    let id = spread(&world).await;
    let birch_iban = world.account("BIRC", 1);
    let dogwood_iban = world.account("DOGW", 8);
    let case = world.case(&id).await;
    let cedar_ask = case["asks"]
        .as_array()
        .expect("asks")
        .iter()
        .find(|a| a["route"]["institution"] == "b-cedar")
        .expect("asked")["ask"]
        .clone();
    let cedar = world.bank("b-cedar").await;
    let omar = world.officer("omar").await;
    for receiver in [&cedar, &omar] {
        let mut seen = Vec::new();
        for path in [
            "/v1/asks".to_owned(),
            "/v1/stream?after=0".to_owned(),
            format!("/v1/cases/{id}/asks/{cedar_ask}"),
        ] {
            seen.push(receiver.get(&path).await.expect(200).text);
        }
        seen.push(
            receiver
                .act(
                    &format!("/v1/cases/{id}/asks/{cedar_ask}/acknowledge"),
                    &world.key(),
                    &json!({}),
                )
                .await
                .expect(200)
                .text,
        );
        for text in seen {
            for secret in [
                VICTIM,
                "Alder",
                FACTS,
                "Invented Holder",
                &birch_iban,
                &dogwood_iban,
                "b-birch",
                "b-dogwood",
                "556.00",
                "111.00",
                "1000.00",
                "officer:",
            ] {
                assert!(!text.contains(secret), "{secret} is shown: {text}");
            }
        }
        for ask in case["asks"]
            .as_array()
            .expect("asks")
            .iter()
            .filter(|a| a["ask"] != cedar_ask)
        {
            receiver
                .get(&format!("/v1/cases/{id}/asks/{}", ask["ask"]))
                .await
                .refused(404, "not-found");
        }
    }
    cedar.get(&format!("/v1/cases/{id}")).await.refused(403, "no-mandate");
    omar.get(&format!("/v1/cases/{id}")).await.refused(404, "not-found");
    assert_eq!(
        omar.get("/v1/cases").await.json["items"],
        json!([]),
        "the case is not in the list of a receiver"
    );
    // Even to the requester the texts about persons come apart from the case.
    assert!(!case.to_string().contains("Alder"), "{case}");
}

async fn a_stranger_sees_nothing(world: World) {
    let id = spread(&world).await;
    for stranger in [world.bank("b-hazel").await, world.officer("tess").await] {
        assert_eq!(stranger.get("/v1/asks").await.json["items"], json!([]));
        assert_eq!(stranger.get("/v1/stream?after=0").await.json["items"], json!([]));
        stranger
            .get(&format!("/v1/cases/{id}/asks/1"))
            .await
            .refused(404, "not-found");
        let reply = json!({"revision": 1, "lines": [{"line": "not_found"}]});
        stranger
            .act(&format!("/v1/cases/{id}/asks/1/answers"), &world.key(), &reply)
            .await
            .refused(404, "not-found");
        stranger
            .act(
                &format!("/v1/cases/{id}/asks/1/return"),
                &world.key(),
                &json!({"amount": {"value": "1.00", "currency": "EUR"}}),
            )
            .await
            .refused(404, "not-found");
    }
    world.check(&id).await;
}

async fn the_holders_name_stays_sealed(world: World) {
    let id = spread(&world).await;
    let entries = world.app.store.entries_of_case(&id).await.expect("entries");
    let public: String = entries
        .iter()
        .map(|e| format!("{}{:?}", e.public, e.audiences))
        .collect();
    assert!(
        !public.contains("Invented Holder") && !public.contains("Alder"),
        "{public}"
    );
    let parts: Vec<String> = entries
        .iter()
        .flat_map(|e| e.sealed.iter().map(|s| s.id.clone()))
        .collect();
    let texts: Vec<String> = world
        .app
        .store
        .sealed(&parts)
        .await
        .expect("sealed parts")
        .into_iter()
        .flatten()
        .map(|b| String::from_utf8_lossy(&b).into_owned())
        .collect();
    for text in [VICTIM, FACTS, "Invented Holder of account one"] {
        assert!(texts.iter().any(|t| t == text), "{text} is kept, sealed");
    }
}
