//! Screening as officers and programs meet it: the house's own interface, the standard one, "not this person", lists that
//! are exchanged under way, stolen and lost documents.

use cordon::screening::shelves::{self, Offer};
use cordon_screening::index::ListInfo;
use cordon_screening::mrz::{Draft, Format, write};
use serde_json::{Value, json};

use crate::world::{Answer, Caller, World};

const LIST: &str = r#"{"id":"ex-1","schema":"Person","properties":{"name":["Ivan Petrovich Abelard"],"alias":["Иван Абелар"],"birthDate":["1970-02-03"],"nationality":["qt"]}}
{"id":"ex-2","schema":"Person","properties":{"name":["Johanna Tolander"],"birthDate":["1981-11-06"],"nationality":["qo"]}}"#;

/// Puts a list in force as its owner stated it so many days ago, with a term of ten days.
async fn put(world: &World, name: &str, version: u64, text: &str, days: i64, institutions: bool) {
    let stated = world
        .app
        .today()
        .checked_sub(jiff::Span::new().days(days))
        .expect("a day");
    let info = ListInfo {
        name: name.into(),
        version,
        stated,
        term_days: 10,
    };
    let offer = Offer {
        info,
        counted: text.lines().count(),
        institutions,
        text,
    };
    shelves::put(&world.app, offer, "operator").await.expect("in force");
}

/// A passport of the country T as a reader sends it.
fn zone(number: &str, surname: &str, given: &str, born: &str) -> String {
    let draft = Draft {
        document_code: "P".into(),
        issuer: "QT".into(),
        number: number.into(),
        nationality: "QT".into(),
        birth_date: born.into(),
        sex: "M".into(),
        expiry_date: "310101".into(),
        surname: surname.into(),
        given_names: given.into(),
        ..Draft::default()
    };
    write(Format::Td3, &draft).expect("a zone").join("\n")
}

async fn ask(caller: &Caller, body: &Value) -> Answer {
    caller
        .call(
            "POST",
            "/v1/screen",
            &[("cordon-purpose", "border control")],
            &body.to_string(),
        )
        .await
}

async fn matched(caller: &Caller, query: &str, body: &Value) -> Answer {
    caller
        .call("POST", &format!("/match/{query}"), &[], &body.to_string())
        .await
}

fn person(name: &str, born: &str) -> Value {
    json!({"schema": "Person", "properties": {"name": [name], "birthDate": [born]}})
}

on_both_engines!(
    a_traveller_is_answered_with_one_of_four_actions,
    every_search_is_written_down_without_the_traveller,
    the_standard_interface_answers_its_clients,
    the_standard_interface_says_what_is_wrong,
    institutions_are_answered_from_their_lists_alone,
    not_this_person_is_offered_to_the_next_officer_and_ends,
    the_issuer_alone_enters_a_stolen_document,
    an_old_list_says_so_and_what_is_struck_out_is_gone_at_once,
    a_list_is_counted_before_it_is_in_force,
    no_query_is_lost_while_lists_are_exchanged,
    the_headquarters_keeps_the_lists,
    the_page_shows_the_card_in_four_languages,
);

async fn a_traveller_is_answered_with_one_of_four_actions(world: World) {
    let tess = world.officer("tess").await;
    ask(&tess, &json!({"text": "Ivan Abelard"}))
        .await
        .refused(503, "no-list");
    put(&world, "persons", 1, LIST, 0, false).await;
    let pass = ask(&tess, &json!({"text": "Zephyrine Quillfeather"})).await.expect(200);
    assert_eq!(
        (&pass.json["action"], &pass.json["hits"]),
        (&json!("let_pass"), &json!([]))
    );
    let hit = ask(&tess, &json!({"mrz": zone("Q7M223344", "ABELARD", "IVAN", "700203")}))
        .await
        .expect(200);
    assert_eq!(hit.json["action"], "ask_source", "{}", hit.text);
    assert_eq!(hit.json["hits"][0]["id"], "ex-1");
    assert_eq!(hit.json["hits"][0]["list"], "persons");
    assert!(
        hit.json["hits"][0]["explanation"]
            .as_array()
            .is_some_and(|lines| lines.len() > 1)
    );
    assert_eq!(hit.json["reading"]["format"], "TD3");
    // The letter O that a reader took for a zero in the date is put right and reported.
    let misread = zone("Q7M223344", "QUILLFEATHER", "ZEPHYRINE", "700203").replace("700203", "7OO203");
    let mended = ask(&tess, &json!({"mrz": misread})).await.expect(200);
    assert_eq!(mended.json["action"], "let_pass", "{}", mended.text);
    assert_eq!(mended.json["reading"]["corrections"].as_array().map(Vec::len), Some(2));
    // A zone that does not hold is looked at again.
    let forged = zone("Q7M223344", "QUILLFEATHER", "ZEPHYRINE", "700203").replace("700203", "700204");
    let closer = ask(&tess, &json!({"mrz": forged})).await.expect(200);
    assert_eq!(closer.json["action"], "look_closer");
    let batch = json!({"queries": [{"id": "a", "text": "Johanna Tolander"}, {"id": "b", "entity": person("Ivan Abelard", "1970-02-03")}]});
    let both = tess
        .call("POST", "/v1/screen/batch", &[], &batch.to_string())
        .await
        .expect(200);
    assert_eq!(
        (
            &both.json["answers"][0]["id"],
            &both.json["answers"][1]["hits"][0]["id"]
        ),
        (&json!("a"), &json!("ex-1"))
    );
    for (body, field, code) in [
        (json!({}), "entity", "missing"),
        (json!({"text": "a", "mrz": "b"}), "entity", "ambiguous"),
        (json!({"text": " "}), "query", "missing"),
        (json!({"text": "P<UTO"}), "query", "unreadable"),
        (json!({"text": "x".repeat(5000)}), "query", "too-long"),
        (json!({"mrz": "P<UTO"}), "mrz", "unreadable"),
        (
            json!({"entity": {"schema": "Person", "properties": {}}}),
            "entity",
            "empty",
        ),
        (json!({"entity": 5}), "entity", "unreadable"),
    ] {
        let answer = ask(&tess, &body).await;
        answer.refused(422, code);
        assert_eq!(answer.json["field"], field, "{body}");
    }
    let wrong = json!({"queries": [{"text": "Ivan Abelard"}, {"mrz": "P<UTO"}]});
    let answer = tess.call("POST", "/v1/screen/batch", &[], &wrong.to_string()).await;
    assert_eq!(answer.json["field"], "queries[1].mrz", "{}", answer.text);
    tess.call("POST", "/v1/screen/batch", &[], r#"{"queries":[]}"#)
        .await
        .refused(422, "count");
}

async fn every_search_is_written_down_without_the_traveller(world: World) {
    put(&world, "persons", 1, LIST, 0, true).await;
    let tess = world.officer("tess").await;
    let bank = world.bank("b-birch").await;
    ask(&tess, &json!({"text": "Ivan Abelard"})).await.expect(200);
    let query =
        json!({"queries": {"a": person("Ivan Abelard", "1970-02-03"), "b": person("Johanna Tolander", "1981-11-06")}});
    matched(&bank, "default", &query).await.expect(200);
    tess.get("/search/persons?q=abelard").await.expect(200);
    tess.get("/entities/ex-1").await.expect(200);
    world.number().await;
    let entries = world.app.store.journal(0, 500).await.expect("the journal");
    let of = |kind: &str| {
        entries
            .iter()
            .find(|e| e.kind == kind)
            .unwrap_or_else(|| panic!("no {kind}"))
    };
    assert_eq!(
        (
            of("screening.asked").actor.as_str(),
            of("screening.asked").purpose.as_str()
        ),
        ("officer:tess", "border control")
    );
    assert_eq!(of("screening.asked").public["hits"], 1);
    let by_bank = of("screening.matched");
    assert_eq!(
        (by_bank.actor.as_str(), by_bank.bureau.as_str()),
        ("institution:b-birch", "b-birch")
    );
    assert_eq!(
        (&by_bank.public["queries"], &by_bank.public["lists"]),
        (&json!(2), &json!(["persons@1"]))
    );
    for kind in ["screening.searched", "screening.entity_read"] {
        assert_eq!(of(kind).bureau, "QT");
    }
    for entry in &entries {
        let public = entry.public.to_string().to_lowercase();
        assert!(!public.contains("abelard") && !public.contains("tolander"), "{public}");
    }
    let verified = world.app.store.verify(&[]).await.expect("the journal is read");
    assert!(verified.verified(), "{:?}", verified.problems);
}

async fn the_standard_interface_answers_its_clients(world: World) {
    put(&world, "persons", 1, LIST, 0, false).await;
    put(
        &world,
        "sea-ports",
        1,
        r#"{"id":"sea-1","schema":"Person","properties":{"name":["Ivan Abelard"]}}"#,
        0,
        false,
    )
    .await;
    let tess = world.officer("tess").await;
    let body = json!({"queries": {"q1": person("Abelard, Ivan", "1970-02-03"), "q2": null}, "weights": {"name_literal": 0.8}, "config": {}});
    let found = matched(
        &tess,
        "default?algorithm=logic-v2&limit=2&threshold=0.7&cutoff=0.4&fuzzy=false&topics=sanction",
        &body,
    )
    .await
    .expect(200);
    assert_eq!(found.headers["x-batch-size"], "1");
    let response = &found.json["responses"]["q1"];
    assert_eq!(
        (&response["status"], &response["total"]),
        (&json!(200), &json!({"value": 2, "relation": "eq"}))
    );
    let best = &response["results"][0];
    for (key, kind) in [
        ("id", "string"),
        ("caption", "string"),
        ("schema", "string"),
        ("properties", "object"),
        ("datasets", "array"),
        ("referents", "array"),
        ("target", "boolean"),
        ("score", "number"),
        ("match", "boolean"),
        ("features", "object"),
    ] {
        let value = &best[key];
        let is = match value {
            Value::String(_) => "string",
            Value::Object(_) => "object",
            Value::Array(_) => "array",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::Null => "null",
        };
        assert_eq!(is, kind, "{key}: {best}");
    }
    assert_eq!(
        (&best["id"], &best["datasets"], &best["match"]),
        (&json!("ex-1"), &json!(["persons"]), &json!(true))
    );
    assert_eq!(
        response["query"],
        json!({"id": null, "schema": "Person", "properties": {"name": ["Abelard, Ivan"], "birthDate": ["1970-02-03"]}})
    );
    let one = matched(&tess, "sea-ports?cutoff=0", &body).await.expect(200);
    assert_eq!(one.json["responses"]["q1"]["results"][0]["id"], "sea-1");
    let without = matched(
        &tess,
        "default?cutoff=0&exclude_entity_ids=ex-1&exclude_entity_ids=sea-1",
        &body,
    )
    .await
    .expect(200);
    assert!(!without.text.contains("\"ex-1\"") && !without.text.contains("\"sea-1\""));
    let search = tess
        .get("/search/default?q=Abelard%20Ivan&limit=1&offset=0&facets=countries&facets=datasets&countries=qt")
        .await
        .expect(200);
    assert_eq!(
        (&search.json["results"][0]["id"], &search.json["total"]["value"]),
        (&json!("ex-1"), &json!(1))
    );
    assert_eq!(
        search.json["facets"]["countries"],
        json!({"label": "Countries", "values": [{"name": "qt", "label": "Exercise state QT", "count": 1}]})
    );
    assert!(search.json["facets"].get("topics").is_none());
    let entity = tess.get("/entities/ex-1?nested=true").await.expect(200);
    assert_eq!(
        (&entity.json["caption"], &entity.json["properties"]["alias"]),
        (&json!("Ivan Petrovich Abelard"), &json!(["Иван Абелар"]))
    );
    let catalog = tess.get("/catalog").await.expect(200);
    assert_eq!(catalog.json["current"], json!(["persons", "sea-ports", "notices"]));
    let algorithms = tess.get("/algorithms").await.expect(200);
    assert_eq!(algorithms.json["best"], "best");
}

async fn the_standard_interface_says_what_is_wrong(world: World) {
    put(&world, "persons", 1, LIST, 0, false).await;
    let tess = world.officer("tess").await;
    let good = json!({"queries": {"q": person("Ivan Abelard", "1970-02-03")}});
    for (query, body, status, code) in [
        ("nothing", good.clone(), 404, "screening.yente.dataset"),
        ("default?limit=501", good.clone(), 422, "screening.yente.parameter"),
        ("default?threshold=two", good.clone(), 422, "screening.yente.parameter"),
        (
            "default?algorithm=guess",
            good.clone(),
            400,
            "screening.yente.algorithm",
        ),
        ("default?exclude_schema=Spoon", good, 400, "screening.yente.schema"),
        ("default", json!({"queries": {}}), 400, "screening.yente.no_queries"),
        ("default", json!({"queries": 5}), 422, "screening.yente.body"),
        (
            "default",
            json!({"queries": {"q": {"properties": {}}}}),
            422,
            "screening.yente.shape",
        ),
        (
            "default",
            json!({"queries": {"q": {"schema": "Spoon", "properties": {}}}}),
            400,
            "screening.yente.query",
        ),
    ] {
        matched(&tess, query, &body).await.refused(status, code);
    }
    let many: serde_json::Map<String, Value> = (0..101).map(|n| (n.to_string(), person("A B", "1970-02-03"))).collect();
    matched(&tess, "default", &json!({"queries": many}))
        .await
        .refused(400, "screening.yente.too_many_queries");
    tess.get("/search/default?q=x&offset=9500")
        .await
        .refused(422, "screening.yente.parameter");
    tess.get("/entities/nobody")
        .await
        .refused(404, "screening.yente.entity");
}

async fn institutions_are_answered_from_their_lists_alone(world: World) {
    put(&world, "persons", 1, LIST, 0, false).await;
    put(
        &world,
        "sanctions",
        1,
        r#"{"id":"open-1","schema":"Person","properties":{"name":["Ivan Abelard"]}}"#,
        0,
        true,
    )
    .await;
    let bank = world.bank("b-birch").await;
    let body = json!({"queries": {"q": person("Ivan Abelard", "1970-02-03")}});
    let found = matched(&bank, "default?cutoff=0", &body).await.expect(200);
    assert!(
        found.text.contains("open-1") && !found.text.contains("ex-1"),
        "{}",
        found.text
    );
    matched(&bank, "persons", &body)
        .await
        .refused(404, "screening.yente.dataset");
    bank.get("/entities/ex-1").await.refused(404, "screening.yente.entity");
    let asked = ask(&bank, &json!({"text": "Ivan Abelard"})).await.expect(200);
    assert!(!asked.text.contains("ex-1"), "{}", asked.text);
    bank.call("POST", "/v1/screen/decisions", &[], "{}")
        .await
        .refused(403, "no-mandate");
}

async fn not_this_person_is_offered_to_the_next_officer_and_ends(world: World) {
    put(&world, "persons", 1, LIST, 0, false).await;
    let (tess, pema) = (world.officer("tess").await, world.officer("pema").await);
    let document = zone("Q7M223344", "ABELARD", "IVAN", "700203");
    let stated = json!({"question": {"mrz": document}, "listed": "ex-1", "reason": "Another father: compared with the source.", "days": 30});
    let key = world.key();
    let id = tess.act("/v1/screen/decisions", &key, &stated).await.expect(201).json["id"].clone();
    let again = tess.act("/v1/screen/decisions", &key, &stated).await.expect(201);
    assert_eq!(again.json["id"], id, "a repeated call is answered, not done again");
    let former = |answer: &Answer| answer.json["hits"][0]["not_this_person"].as_array().map(Vec::len);
    // Any officer is offered it at the next hit; the hit itself is still shown.
    let next = ask(&pema, &json!({"mrz": document})).await.expect(200);
    assert_eq!(
        (former(&next), &next.json["action"]),
        (Some(1), &json!("look_closer")),
        "{}",
        next.text
    );
    assert_eq!(next.json["hits"][0]["not_this_person"][0]["officer"], "officer:tess");
    // Another document, another day of birth, another name: not this traveller.
    for other in [
        zone("Q7M223355", "ABELARD", "IVAN", "700203"),
        zone("Q7M223344", "ABELARD", "IVAN", "700302"),
        zone("Q7M223344", "ABELARD", "IVANNA MARIA", "700203"),
    ] {
        let answer = ask(&pema, &json!({"mrz": other})).await.expect(200);
        assert_ne!(former(&answer), Some(1), "{}", answer.text);
    }
    for (change, code) in [
        (json!({"listed": "ex-2"}), "screening.decision.no_hit"),
        (json!({"reason": " "}), "screening.decision.no_reason"),
        (json!({"days": 366}), "screening.decision.term"),
        (
            json!({"question": {"text": "Ivan Petrovich Abelard"}}),
            "screening.decision.no_document",
        ),
    ] {
        let mut body = stated.clone();
        for (name, value) in change.as_object().expect("a change") {
            body[name] = value.clone();
        }
        tess.act("/v1/screen/decisions", &world.key(), &body)
            .await
            .refused(422, code);
    }
    // The public part has a hash, no name.
    world.number().await;
    let entries = world.app.store.journal(0, 500).await.expect("the journal");
    let entry = entries
        .iter()
        .find(|e| e.kind == "screening.not_this_person")
        .expect("an entry");
    assert_eq!(entry.public["bound"].as_str().map(str::len), Some(64));
    assert!(
        !entry.public.to_string().contains("ABELARD") && !entry.public.to_string().contains("Q7M"),
        "{}",
        entry.public
    );
    // On its last day it is offered, a day later no more. Sessions end with the shift.
    world.pass(30 * 86_400).await;
    let pema = world.officer("pema").await;
    assert_eq!(
        former(&ask(&pema, &json!({"mrz": document})).await.expect(200)),
        Some(1)
    );
    world.pass(86_400).await;
    let (tess, pema) = (world.officer("tess").await, world.officer("pema").await);
    assert_eq!(
        former(&ask(&pema, &json!({"mrz": document})).await.expect(200)),
        Some(0)
    );
    let path = |id: &Value| format!("/v1/screen/decisions/{}/revoke", id.as_str().expect("an id"));
    let why = json!({"reason": "It was him."});
    tess.act(&path(&id), &world.key(), &why)
        .await
        .refused(409, "screening.decision.expired");
    // A new decision, taken back: it is offered no more.
    let second = tess
        .act("/v1/screen/decisions", &world.key(), &stated)
        .await
        .expect(201)
        .json["id"]
        .clone();
    assert_eq!(
        former(&ask(&pema, &json!({"mrz": document})).await.expect(200)),
        Some(1)
    );
    pema.act(&path(&second), &world.key(), &json!({"reason": ""}))
        .await
        .refused(422, "screening.decision.no_reason");
    pema.act(&path(&second), &world.key(), &why).await.expect(200);
    let after = ask(&tess, &json!({"mrz": document})).await.expect(200);
    assert_eq!((former(&after), &after.json["action"]), (Some(0), &json!("ask_source")));
    pema.act(&path(&second), &world.key(), &why)
        .await
        .refused(409, "screening.decision.revoked");
}

async fn the_issuer_alone_enters_a_stolen_document(world: World) {
    put(&world, "persons", 1, LIST, 0, false).await;
    let (tess, mira) = (world.officer("tess").await, world.officer("mira").await);
    let report = |number: &str| json!({"issuer": "QT", "number": number, "happened": "stolen", "since": "2026-03-01"});
    mira.act("/v1/documents", &world.key(), &report("X0S55512"))
        .await
        .refused(403, "screening.lost.not_the_issuer");
    tess.act("/v1/documents", &world.key(), &report("X-1"))
        .await
        .refused(422, "screening.lost.number");
    let late = json!({"issuer": "QT", "number": "X0S55512", "happened": "lost", "since": "2026-03-09"});
    tess.act("/v1/documents", &world.key(), &late)
        .await
        .refused(422, "screening.lost.future");
    let id = tess
        .act("/v1/documents", &world.key(), &report("x0s-55512"))
        .await
        .expect(201)
        .json["id"]
        .clone();
    let stolen = |number: &str| json!({"mrz": zone(number, "QUILLFEATHER", "ZEPHYRINE", "900202")});
    let kept = ask(&mira, &stolen("X0S55512")).await.expect(200);
    assert_eq!(
        (&kept.json["action"], &kept.json["lost"][0]["agreement"]),
        (&json!("keep_document"), &json!("equal")),
        "{}",
        kept.text
    );
    assert_eq!(
        (&kept.json["lost"][0]["bureau"], &kept.json["lost"][0]["happened"]),
        (&json!("QT"), &json!("stolen"))
    );
    // What a reader may have confused is a class apart.
    let alike = ask(&mira, &stolen("XOSS5512")).await.expect(200);
    assert_eq!(
        (&alike.json["action"], &alike.json["lost"][0]["agreement"]),
        (&json!("look_closer"), &json!("confusable")),
        "{}",
        alike.text
    );
    let entity = json!({"entity": {"schema": "Person", "properties": {"passportNumber": ["X0S55512"]}}});
    assert_eq!(
        ask(&mira, &entity).await.expect(200).json["lost"][0]["agreement"],
        "number_alone"
    );
    assert_eq!(
        ask(&mira, &stolen("X0S55513")).await.expect(200).json["lost"],
        json!([])
    );
    let path = format!("/v1/documents/{}/withdraw", id.as_str().expect("an id"));
    mira.act(&path, &world.key(), &json!({}))
        .await
        .refused(403, "screening.lost.not_the_issuer");
    tess.act(&path, &world.key(), &json!({})).await.expect(200);
    assert_eq!(
        ask(&mira, &stolen("X0S55512")).await.expect(200).json["action"],
        "let_pass"
    );
    tess.act(&path, &world.key(), &json!({}))
        .await
        .refused(409, "screening.lost.withdrawn");
    world.number().await;
    for entry in world.app.store.journal(0, 500).await.expect("the journal") {
        assert!(!entry.public.to_string().contains("55512"), "{}", entry.public);
    }
}

async fn an_old_list_says_so_and_what_is_struck_out_is_gone_at_once(world: World) {
    put(&world, "persons", 1, LIST, 11, false).await;
    let tess = world.officer("tess").await;
    let hit = ask(&tess, &json!({"text": "Ivan Petrovich Abelard"})).await.expect(200);
    assert_eq!(
        (&hit.json["hits"][0]["list_old"], &hit.json["hits"][0]["list_days"]),
        (&json!(true), &json!(11))
    );
    assert_eq!(
        tess.get("/catalog").await.expect(200).json["outdated"],
        json!(["persons"])
    );
    shelves::strike(&world.app, "persons", "ex-1", "operator")
        .await
        .expect("struck out");
    let gone = ask(&tess, &json!({"text": "Ivan Petrovich Abelard"})).await.expect(200);
    assert_eq!(gone.json["hits"], json!([]));
    tess.get("/entities/ex-1").await.refused(404, "screening.yente.entity");
    let unknown = shelves::strike(&world.app, "persons", "ex-9", "operator").await;
    assert_eq!(unknown.expect_err("no such entity").code, "not-found");
    // The owner's next list was stated before the strike: it stays struck out. One stated later decides.
    put(&world, "persons", 2, LIST, 1, false).await;
    let still = ask(&tess, &json!({"text": "Ivan Petrovich Abelard"})).await.expect(200);
    assert_eq!(
        (&still.json["hits"], &still.json["lists"][1]["list_old"]),
        (&json!([]), &json!(false))
    );
    world.pass(2 * 86_400).await;
    let tess = world.officer("tess").await;
    put(&world, "persons", 3, LIST, 0, false).await;
    let back = ask(&tess, &json!({"text": "Ivan Petrovich Abelard"})).await.expect(200);
    assert_eq!(back.json["hits"][0]["id"], "ex-1");
}

async fn a_list_is_counted_before_it_is_in_force(world: World) {
    put(&world, "persons", 2, LIST, 0, false).await;
    let offer = |version, counted, text| Offer {
        info: ListInfo {
            name: "persons".into(),
            version,
            stated: world.app.today(),
            term_days: 10,
        },
        counted,
        institutions: false,
        text,
    };
    for (offer, code) in [
        (offer(2, 2, LIST), "screening.list.not_newer"),
        (offer(3, 3, LIST), "screening.list.count"),
        (offer(3, 1, "nonsense"), "unreadable"),
    ] {
        let refused = shelves::put(&world.app, offer, "operator").await;
        assert_eq!(refused.expect_err("refused").code, code);
    }
    let tess = world.officer("tess").await;
    let hit = ask(&tess, &json!({"text": "Ivan Petrovich Abelard"})).await.expect(200);
    assert_eq!(hit.json["lists"][1]["version"], 2);
}

async fn no_query_is_lost_while_lists_are_exchanged(world: World) {
    let version = |n: u64| {
        let more = (0..200 * n).map(|at| json!({"id": format!("more-{at}"), "schema": "Person", "properties": {"name": [format!("Mortimer Fillerby {at}")]}}).to_string());
        LIST.lines()
            .map(str::to_owned)
            .chain(more)
            .collect::<Vec<_>>()
            .join("\n")
    };
    put(&world, "persons", 1, &version(1), 0, false).await;
    let tess = world.officer("tess").await;
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let mut askers = Vec::new();
    for _ in 0..4 {
        let (tess, stop) = (tess.clone(), stop.clone());
        askers.push(tokio::spawn(async move {
            let mut versions = Vec::new();
            while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                let answer = ask(&tess, &json!({"text": "Ivan Petrovich Abelard"})).await.expect(200);
                assert_eq!(answer.json["hits"][0]["id"], "ex-1", "{}", answer.text);
                versions.push(answer.json["lists"][1]["version"].as_u64().expect("a version"));
            }
            versions
        }));
    }
    for n in 2..=5 {
        put(&world, "persons", n, &version(n), 0, false).await;
        let now = ask(&tess, &json!({"text": "Ivan Petrovich Abelard"})).await.expect(200);
        assert_eq!(
            now.json["lists"][1]["version"], n,
            "a query after the exchange reads the new list"
        );
    }
    stop.store(true, std::sync::atomic::Ordering::SeqCst);
    let mut asked = 4;
    for asker in askers {
        let versions = asker.await.expect("every query was answered");
        assert!(versions.is_sorted(), "an older list came back: {versions:?}");
        asked += versions.len();
    }
    world.number().await;
    let (mut after, mut written) = (0, 0);
    loop {
        let page = world.app.store.journal(after, 500).await.expect("the journal");
        let Some(last) = page.last() else { break };
        after = last.seq;
        written += page.iter().filter(|e| e.kind == "screening.asked").count();
    }
    assert_eq!(
        written, asked,
        "each answered query is in the journal, and nothing else"
    );
    assert!(asked > 8, "only {asked} queries ran beside the exchanges");
}

async fn the_page_shows_the_card_in_four_languages(world: World) {
    put(&world, "persons", 1, LIST, 0, false).await;
    let tess = world.officer("tess").await;
    let form = |text: &str| {
        let encoded: String = text.bytes().map(|b| format!("%{b:02X}")).collect();
        format!("query={encoded}")
    };
    let document = zone("Q7M223344", "ABELARD", "IVAN", "700203");
    for (language, pass, hit) in [
        ("en", "No hit: let the traveller pass", "Hit: ask the source first"),
        ("fr", "laissez passer", "interrogez d’abord la source"),
        ("es", "deje pasar", "pregunte primero a la fuente"),
        ("ar", "دع المسافر يمر", "اسأل المصدر أولًا"),
    ] {
        let cookie = format!("cordon_language={language}");
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "text/html"),
            ("cookie", cookie.as_str()),
        ];
        let none = tess
            .call("POST", "/check", &headers, &form("Zephyrine Quillfeather"))
            .await
            .expect(200);
        assert!(none.text.contains(pass), "{language}: {}", none.text);
        let found = tess
            .call("POST", "/check", &headers, &form(&document))
            .await
            .expect(200);
        assert!(
            found.text.contains(hit) && found.text.contains("ABELARD"),
            "{language}: {}",
            found.text
        );
        assert!(!found.text.contains(">check-"), "a line is missing in {language}");
    }
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "text/html"),
    ];
    let act = format!("{}&listed=ex-1&reason=another+father&days=30", form(&document));
    let done = tess.call("POST", "/check/decision", &headers, &act).await.expect(200);
    assert!(
        done.text.contains("Decided before: not this person") && done.text.contains("Look closer"),
        "{}",
        done.text
    );
    let wrong = tess
        .call("POST", "/check/decision", &headers, &act.replace("another+father", "+"))
        .await
        .expect(200);
    assert!(wrong.text.contains("A decision needs a reason."), "{}", wrong.text);
    let id = done
        .text
        .split("/check/decision/")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .expect("a decision");
    let back = format!("{}&reason=it+was+him", form(&document));
    let revoked = tess
        .call("POST", &format!("/check/decision/{id}/revoke"), &headers, &back)
        .await
        .expect(200);
    assert!(
        revoked.text.contains("The decision is taken back") && revoked.text.contains("Hit: ask the source first"),
        "{}",
        revoked.text
    );
}

async fn the_headquarters_keeps_the_lists(world: World) {
    let (farid, ada, tess) = (
        world.officer("farid").await,
        world.officer("ada").await,
        world.officer("tess").await,
    );
    let path = "/v1/lists/persons?version=1&stated=2026-03-01&term_days=7&counted=2&institutions=true";
    let send = [("content-type", "application/jsonl")];
    ada.call("POST", path, &send, LIST).await.refused(403, "headquarters");
    tess.call("POST", path, &send, LIST).await.refused(403, "no-mandate");
    farid
        .call("POST", &path.replace("persons", "default"), &send, LIST)
        .await
        .refused(422, "name");
    farid
        .call("POST", &path.replace("counted=2", "counted=3"), &send, LIST)
        .await
        .refused(409, "screening.list.count");
    let put = farid.call("POST", path, &send, LIST).await.expect(200);
    assert_eq!(put.json["entities"], 2);
    farid
        .call("POST", path, &send, LIST)
        .await
        .refused(409, "screening.list.not_newer");
    assert_eq!(
        ask(&tess, &json!({"text": "Johanna Tolander"})).await.expect(200).json["hits"][0]["id"],
        "ex-2"
    );
    let strike = |who: Caller| async move {
        who.call("POST", "/v1/lists/persons/strike", &[], r#"{"entity":"ex-2"}"#)
            .await
    };
    strike(ada).await.refused(403, "headquarters");
    strike(farid.clone()).await.expect(200);
    assert_eq!(
        ask(&tess, &json!({"text": "Johanna Tolander"})).await.expect(200).json["hits"],
        json!([])
    );
    farid
        .call("POST", "/v1/lists/persons/strike", &[], r#"{"entity":"nobody"}"#)
        .await
        .refused(404, "not-found");
}
