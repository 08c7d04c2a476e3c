//! Known material as its users meet it: lists in and out, votes, withdrawals that reach every copy, leads, reports.

use serde_json::{Value, json};

use crate::world::{Answer, Caller, World};

/// A hash that no picture has.
fn made_up(n: u8) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest([n]))
}

/// A made-up hash with so many bits turned.
fn near(n: u8, bits: u32) -> String {
    let mut bytes = hex::decode(made_up(n)).expect("hex");
    for bit in 0..bits as usize {
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
    hex::encode(bytes)
}

fn list() -> String {
    let media: Vec<Value> = (0..4_u8)
        .map(|n| json!({"MediaID": n, "Category": 1, "PDQ": made_up(n), "Series": "lighthouse", "VictimIdentified": n == 0, "DateUpdated": "2026-01-01T00:00:00Z", "Unheard": {"of": [n]}}))
        .collect();
    json!({"@odata.context": "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media", "value": media}).to_string()
}

async fn import(caller: &Caller, key: &str, list_name: &str, format: &str, body: &str) -> Answer {
    let path = format!("/v1/fingerprints/lists/{list_name}/import?format={format}");
    caller
        .call(
            "POST",
            &path,
            &[("idempotency-key", key), ("content-type", "application/octet-stream")],
            body,
        )
        .await
}

async fn seek(caller: &Caller, lines: &str) -> Value {
    let answer = caller
        .call(
            "POST",
            "/v1/fingerprints/match",
            &[("content-type", "text/plain")],
            lines,
        )
        .await;
    answer.expect(200).json["files"].clone()
}

/// The identifier of a record, found by its hash.
fn id_of(list: &str, record: &str) -> String {
    cordon::fingerprints::queries::id_of(&cordon_fingerprints::lists::RecordKey {
        list: list.into(),
        id: record.into(),
    })
}

async fn act(caller: &Caller, key: &str, id: &str, body: Value) -> Answer {
    caller
        .act(&format!("/v1/fingerprints/records/{id}/acts"), key, &body)
        .await
}

fn confirms() -> Value {
    json!({"act": "vote", "vote": {"say": "confirms", "basis": {"kind": "own_assessment"}}})
}

async fn three_votes_make_trust_and_a_match_says_what_it_is_worth(world: World) {
    let (pema, rangi, tess, mira) = (
        world.officer("pema").await,
        world.officer("rangi").await,
        world.officer("tess").await,
        world.officer("mira").await,
    );
    let taken = import(&pema, "i1", "national", "vics", &list()).await.expect(200).json;
    assert_eq!(
        (&taken["added"], &taken["left_out"]),
        (&4.into(), &json!([])),
        "{taken}"
    );
    let again = import(&pema, "i2", "national", "vics", &list()).await.expect(200).json;
    assert_eq!(
        (&again["added"], &again["unchanged"]),
        (&0.into(), &4.into()),
        "{again}"
    );
    assert_eq!(
        import(&pema, "i1", "national", "vics", &list()).await.expect(200).json,
        taken,
        "a repeated call"
    );
    import(&mira, "i3", "national", "vics", &list())
        .await
        .refused(403, "not-the-source");
    import(&pema, "i4", "a%20list", "vics", &list())
        .await
        .refused(422, "list-name");
    import(&pema, "i5", "other", "vics", "[]")
        .await
        .refused(422, "not-this-format");
    let id = id_of("national", "0");
    for (n, voter) in [&pema, &rangi].into_iter().enumerate() {
        let voted = act(voter, &format!("v{n}"), &id, confirms()).await.expect(200).json;
        assert_eq!(voted["standing"]["standing"], "confirmed", "{voted}");
    }
    act(&pema, "v2", &id, confirms()).await.refused(422, "same-vote-again");
    let trusted = act(&tess, "v3", &id, confirms()).await.expect(200).json;
    assert_eq!(trusted["standing"]["standing"], "trusted", "{trusted}");
    let found = seek(&mira, &format!("{},90,mine\n{},90,none\n", near(0, 31), near(0, 32))).await;
    let lead = &found[0]["leads"][0];
    assert_eq!(
        (&lead["list"], &lead["distance"]),
        (&json!("national"), &31.into()),
        "{lead}"
    );
    assert_eq!(
        (&lead["series_known"], &lead["victim_identified"]),
        (&true.into(), &true.into())
    );
    assert_eq!(lead["standing"]["by"], json!(["QP", "QR", "QT"]));
    assert_eq!(
        lead["call"],
        json!(["QP", "QR", "QT"]),
        "the contributor first, then who confirmed"
    );
    assert_eq!(found[1]["leads"], json!([]), "32 bits are too far");
    // A dispute needs its reason, and ends trust until it is settled.
    let dispute = |reason: &str| json!({"act": "vote", "vote": {"say": "disputes", "reason": reason}});
    act(&mira, "v4", &id, dispute(" ")).await.refused(422, "reason-missing");
    let disputed = act(&mira, "v5", &id, dispute("An empty room near Karol Invented."))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&disputed["standing"]["standing"], &disputed["standing"]["by"]),
        (&json!("disputed"), &json!(["QM"]))
    );
    let lead = &seek(&mira, &made_up(0)).await[0]["leads"][0];
    assert_eq!(
        (&lead["standing"]["standing"], &lead["cautions"][1]),
        (&json!("disputed"), &json!("disputed")),
        "{lead}"
    );
    // The reason may speak of a person: it is sealed, and no public part or record holds it.
    world.number().await;
    let journal = world.app.store.journal(0, 10_000).await.expect("a journal");
    assert!(
        journal.iter().all(|entry| !entry.public.to_string().contains("Karol")),
        "a reason in public"
    );
    let record = world
        .app
        .store
        .record("known_record", &id)
        .await
        .expect("a read")
        .expect("a record");
    assert!(!record.body.contains("Karol"));
    let page = mira
        .call("GET", &format!("/children/record/{id}"), &[("accept", "text/html")], "")
        .await;
    assert!(
        page.text.contains("Karol Invented"),
        "who may read the record reads the reason"
    );
    act(&mira, "v6", &id, json!({"act": "vote", "vote": {"say": "takes_back"}}))
        .await
        .expect(200);
    assert_eq!(
        seek(&mira, &made_up(0)).await[0]["leads"][0]["standing"]["standing"],
        "trusted"
    );
}

async fn a_withdrawal_reaches_every_copy_and_a_late_file_does_not_undo_it(world: World) {
    let (pema, mira, omar) = (
        world.officer("pema").await,
        world.officer("mira").await,
        world.officer("omar").await,
    );
    import(&pema, "i1", "national", "vics", &list()).await.expect(200);
    let copy = mira
        .call("POST", "/v1/fingerprints/lists/national/export?region=UK", &[], "")
        .await
        .expect(200)
        .json;
    assert_eq!(copy["value"].as_array().map(Vec::len), Some(4));
    assert_eq!(
        copy["value"][1]["Unheard"],
        json!({"of": [1]}),
        "unknown fields are kept"
    );
    assert_eq!(
        (&copy["value"][1]["Category"], &copy["value"][1]["MediaID"]),
        (&1.into(), &1.into())
    );
    let id = id_of("national", "1");
    let withdraw = |reason: &str| json!({"act": "withdraw", "reason": reason});
    act(&mira, "w1", &id, withdraw("wrong"))
        .await
        .refused(403, "not-the-source");
    act(&pema, "w2", &id, withdraw("")).await.refused(422, "reason-missing");
    assert_eq!(
        act(&pema, "w3", &id, withdraw("entered twice")).await.expect(200).json["told"],
        1
    );
    act(&pema, "w4", &id, withdraw("again"))
        .await
        .refused(404, "no-such-record");
    act(&mira, "w5", &id, confirms()).await.refused(404, "no-such-record");
    assert_eq!(
        seek(&mira, &made_up(1)).await[0]["leads"],
        json!([]),
        "a withdrawn hash matches no more"
    );
    // Told: the holder of the copy, and nobody who holds none.
    world.number().await;
    let told = |bureau: &str| {
        let app = world.app.clone();
        let audience = format!("bureau:{bureau}");
        async move {
            let all = app.store.delivered(&audience, 0, 1_000).await.expect("a stream");
            all.iter().filter(|d| d.kind == "fingerprints.withdrawn").count()
        }
    };
    assert_eq!((told("QM").await, told("QO").await), (1, 0));
    let page = |caller: Caller| async move {
        caller
            .call("GET", "/children/list/national", &[("accept", "text/html")], "")
            .await
            .text
    };
    assert!(
        page(mira.clone())
            .await
            .contains("One record was withdrawn since your copy")
    );
    assert!(!page(omar.clone()).await.contains("since your copy"));
    omar.call("POST", "/v1/fingerprints/lists/national/purged", &[], "")
        .await
        .refused(422, "no-copy");
    world.pass(60).await;
    mira.call("POST", "/v1/fingerprints/lists/national/purged", &[], "")
        .await
        .expect(200);
    assert!(!page(mira.clone()).await.contains("since your copy"));
    let gone = mira
        .get("/v1/fingerprints/lists/national/withdrawn")
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&gone["withdrawn"][0]["id"], gone["withdrawn"].as_array().map(Vec::len)),
        (&json!("1"), Some(1))
    );
    // The source's old file does not bring it back.
    let late = import(&pema, "i2", "national", "vics", &list()).await.expect(200).json;
    assert_eq!((&late["older"], &late["unchanged"]), (&1.into(), &3.into()), "{late}");
    assert_eq!(seek(&mira, &made_up(1)).await[0]["leads"], json!([]));
    let next = mira
        .call("POST", "/v1/fingerprints/lists/national/export?region=UK", &[], "")
        .await
        .expect(200)
        .json;
    assert_eq!(next["value"].as_array().map(Vec::len), Some(3));
}

async fn a_report_is_put_to_those_its_leads_name_before_all_else(world: World) {
    let (pema, mira, omar, greta) = (
        world.officer("pema").await,
        world.officer("mira").await,
        world.officer("omar").await,
        world.officer("greta").await,
    );
    import(&pema, "i1", "national", "vics", &list()).await.expect(200);
    let report = |hash: String, imminent: bool| json!({"hashes": hash, "imminent_danger": imminent, "words": "Seized from Karol Invented."});
    mira.act("/v1/fingerprints/reports", "r1", &report(made_up(77), false))
        .await
        .refused(422, "nobody-concerned");
    let filed = mira
        .act("/v1/fingerprints/reports", "r2", &report(near(2, 5), false))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&filed["concerned"], &filed["queue"]),
        (&json!(["QP"]), &json!("child-protection"))
    );
    let again = mira
        .act("/v1/fingerprints/reports", "r2", &report(near(2, 5), false))
        .await
        .expect(200)
        .json;
    assert_eq!(again["id"], filed["id"], "a repeated call");
    let path = format!("/children/report/{}", filed["id"].as_str().expect("an id"));
    let html = [("accept", "text/html")];
    assert!(
        pema.call("GET", &path, &html, "")
            .await
            .expect(200)
            .text
            .contains("Karol Invented")
    );
    omar.call("GET", &path, &[], "").await.refused(404, "not-found");
    // On the desk it stands before everything else.
    world.pursued("1000.00").await;
    let desk = pema.call("GET", "/desk", &html, "").await.expect(200).text;
    let at = |text: &str| desk.find(text).unwrap_or_else(|| panic!("no {text} on the desk"));
    assert!(at("One report on a child waits") < at("data-live") + desk[at("data-live")..].len());
    assert!(
        !mira
            .call("GET", "/desk", &html, "")
            .await
            .text
            .contains("report on a child")
    );
    let acts = format!("/v1/fingerprints/reports/{}/acts", filed["id"].as_str().expect("an id"));
    omar.act(&acts, "a1", &json!({"act": "answer", "outcome": "in-hand"}))
        .await
        .refused(404, "not-found");
    pema.act(&acts, "a2", &json!({"act": "close"}))
        .await
        .refused(403, "not-the-reporter");
    pema.act(&acts, "a3", &json!({"act": "answer", "outcome": "victim-identified"}))
        .await
        .expect(200);
    assert!(
        !pema
            .call("GET", "/desk", &html, "")
            .await
            .text
            .contains("report on a child")
    );
    mira.act(&acts, "a4", &json!({"act": "close"})).await.expect(200);
    pema.act(&acts, "a5", &json!({"act": "answer", "outcome": "in-hand"}))
        .await
        .refused(409, "report-closed");
    // A danger now reaches the duty desk, with or without a lead, and stands before other reports.
    assert!(
        !greta
            .call("GET", "/desk", &html, "")
            .await
            .text
            .contains("report on a child")
    );
    mira.act("/v1/fingerprints/reports", "r3", &report(made_up(3), false))
        .await
        .expect(200);
    mira.act("/v1/fingerprints/reports", "r4", &report(made_up(3), true))
        .await
        .expect(200);
    assert!(
        greta
            .call("GET", "/desk", &html, "")
            .await
            .text
            .contains("One report on a child waits")
    );
    let reports = pema.get("/v1/fingerprints/reports").await.expect(200).json;
    let queues: Vec<&str> = reports["reports"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|r| r["report"]["queue"].as_str())
        .collect();
    assert_eq!(queues, ["imminent-danger", "child-protection", "child-protection"]);
    assert_eq!(omar.get("/v1/fingerprints/reports").await.expect(200).json["count"], 0);
}

async fn the_gravest_list_needs_its_own_role_and_two_countries(world: World) {
    let (pema, rangi, lea, mira) = (
        world.officer("pema").await,
        world.officer("rangi").await,
        world.officer("lea").await,
        world.officer("mira").await,
    );
    import(&pema, "i1", "national", "vics", &list()).await.expect(200);
    let id = id_of("national", "0");
    let found = |age: u8| json!({"act": "assess", "found": {"real_child": true, "apparent_age": age, "severe": true}});
    act(&mira, "g1", &id, found(8)).await.refused(403, "no-mandate");
    act(&pema, "g2", &id, found(8))
        .await
        .refused(422, "gravest-unconfirmed");
    act(&pema, "g3", &id, confirms()).await.expect(200);
    assert_eq!(act(&pema, "g4", &id, found(8)).await.expect(200).json["gravest"], false);
    act(&rangi, "g5", &id, found(13))
        .await
        .refused(422, "gravest-criterion-not-met");
    assert_eq!(act(&rangi, "g6", &id, found(9)).await.expect(200).json["gravest"], true);
    assert_eq!(seek(&mira, &made_up(0)).await[0]["leads"][0]["gravest"], true);
    let strike = |reason: &str| json!({"act": "strike", "reason": reason});
    act(&mira, "g7", &id, strike("wrong")).await.refused(403, "no-mandate");
    act(&lea, "g8", &id, strike("")).await.refused(422, "reason-missing");
    act(&lea, "g9", &id, strike("a computed picture")).await.expect(200);
    act(&lea, "g10", &id, strike("again")).await.refused(409, "not-gravest");
    assert_eq!(seek(&mira, &made_up(0)).await[0]["leads"][0]["gravest"], false);
}

on_both_engines!(
    three_votes_make_trust_and_a_match_says_what_it_is_worth,
    a_withdrawal_reaches_every_copy_and_a_late_file_does_not_undo_it,
    a_report_is_put_to_those_its_leads_name_before_all_else,
    the_gravest_list_needs_its_own_role_and_two_countries,
);

#[tokio::test]
async fn every_exchange_format_comes_in_by_page_and_by_program() {
    let world = World::on_sqlite("known_formats").await;
    let pema = world.officer("pema").await;
    let read = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../fixtures/fingerprints")
            .join(name);
        std::fs::read_to_string(path).expect("a fixture")
    };
    let plain = format!("{},90,one\n{},,two\n", made_up(1), made_up(2));
    for (n, (format, text)) in [
        ("ncmec", read("ncmec-entries.xml")),
        ("vics", read("vics-1.3-case.json")),
        ("vics", read("vics-2.0-hash-set.json")),
        ("icse", read("icse-export.csv")),
        ("plain", plain),
    ]
    .into_iter()
    .enumerate()
    {
        let path = format!("/v1/fingerprints/lists/by-program-{n}/import?format={format}&region=UK");
        let taken = pema
            .call(
                "POST",
                &path,
                &[("idempotency-key", &format!("f{n}")), ("content-type", "text/plain")],
                &text,
            )
            .await
            .expect(200)
            .json;
        assert!(taken["added"].as_u64() > Some(0), "{format}: {taken}");
        let form = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\nby-page-{n}\r\n--edge\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\n{format}\r\n--edge\r\nContent-Disposition: form-data; name=\"region\"\r\n\r\nUK\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.txt\"\r\n\r\n{text}\r\n--edge--\r\n"
        );
        let page = pema
            .call(
                "POST",
                "/children/import",
                &[
                    ("content-type", "multipart/form-data; boundary=edge"),
                    ("accept", "text/html"),
                ],
                &form,
            )
            .await
            .expect(200);
        assert!(page.text.contains(&format!("by-page-{n}")), "{format}");
        let (here, there) = (format!("by-program-{n}"), format!("by-page-{n}"));
        let counts = world.app.known.counts(&world.app).await.expect("counts");
        assert_eq!(counts[&here].standing, counts[&there].standing, "{format}");
        assert_eq!(counts[&here].withdrawn, counts[&there].withdrawn, "{format}");
    }
}
