//! Links as bureaus meet them: values enter by themselves, nobody learns a case outside his rights, and owners are asked.

use serde_json::{Value, json};

use crate::world::{Answer, Caller, World};

async fn register(caller: &Caller, key: &str, case: &str, values: Value, secret: bool) -> Answer {
    caller
        .act(
            "/v1/links/values",
            key,
            &json!({"case": case, "values": values, "secret": secret}),
        )
        .await
}

async fn find(caller: &Caller, kind: &str, value: &str) -> Value {
    let value: String = value
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    caller
        .get(&format!("/v1/links?kind={kind}&value={value}"))
        .await
        .expect(200)
        .json["links"][0]
        .clone()
}

fn cases(found: &Value) -> Vec<&str> {
    found["cases"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|c| c["case"].as_str())
        .collect()
}

/// The reference of a case of the world.
async fn reference(world: &World, id: &str) -> String {
    world.case(id).await["reference"]
        .as_str()
        .expect("a reference")
        .to_owned()
}

async fn what_is_filed_and_answered_links_by_itself(world: World) {
    let (omar, mira) = (world.officer("omar").await, world.officer("mira").await);
    let (account, onward) = (world.account("BIRC", 1), world.account("CEDA", 2));
    register(&omar, "v1", "QO-77", json!([{"kind": "account", "value": account, "role": "rent"}, {"kind": "name", "value": "Karol Invented", "role": "driver"}, {"kind": "account", "value": onward, "role": "rent"}]), false).await.expect(200);
    let id = world.pursued("1000.00").await;
    let case = reference(&world, &id).await;
    let page = |caller: Caller| {
        let path = format!("/case/{id}");
        async move {
            caller
                .call("GET", &path, &[("accept", "text/html")], "")
                .await
                .expect(200)
                .text
        }
    };
    world.number().await;
    // On arrival the case shows what others share: the account, but not whose case it is.
    let shown = page(mira.clone()).await;
    assert!(
        shown.contains("Others share this") && shown.contains(&account),
        "the account links"
    );
    assert!(
        shown.contains("A link exists in another bureau") && !shown.contains("QO-77"),
        "but not to whom"
    );
    assert!(!shown.contains(&onward));
    // A bank's answer names an account and a holder: both link from then on.
    let birch = world.bank("b-birch").await;
    let answer = json!({"revision": 1, "holder": "KAROL, Invented", "lines": [{"line": "moved", "executed": world.at(-60), "amount": {"value": "1000.00", "currency": "EUR"}, "to": onward}]});
    birch
        .act(&format!("/v1/cases/{id}/asks/1/answers"), "a1", &answer)
        .await
        .expect(200);
    world.number().await;
    let around = mira.get(&format!("/v1/links/cases/{case}")).await.expect(200).json;
    let mut kinds: Vec<(&str, bool)> = around["shared"]
        .as_array()
        .expect("a table")
        .iter()
        .map(|v| (v["kind"].as_str().unwrap_or_default(), v["elsewhere"] == true))
        .collect();
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        [("account", true), ("account", true), ("name", true)],
        "{around}"
    );
    let own = find(&mira, "account", &onward).await;
    assert_eq!(
        (cases(&own), &own["count"], &own["elsewhere"]),
        (vec![case.as_str()], &1.into(), &true.into())
    );
    // Entering again changes nothing: the journal does not grow.
    world.number().await;
    let before = world.app.store.journal(0, 10_000).await.expect("a journal").len();
    cordon::links::follow::run(&world.app).await.expect("followed");
    world.number().await;
    let after = world.app.store.journal(0, 10_000).await.expect("a journal").len();
    assert_eq!(before, after);
    // No record holds the value or the name, only the sealed part does.
    for row in world.app.store.all("link", "", 100).await.expect("rows") {
        assert!(
            !row.body.contains(&account) && !row.body.contains("KAROL") && !row.body.contains("Karol"),
            "{}",
            row.body
        );
    }
}

async fn an_owner_answers_and_a_refusal_looks_like_silence(world: World) {
    let (omar, tess, mira, pema) = (
        world.officer("omar").await,
        world.officer("tess").await,
        world.officer("mira").await,
        world.officer("pema").await,
    );
    let telephone = "+999 20 5550147";
    for (caller, key, case) in [
        (&omar, "v1", "QO-1"),
        (&omar, "v2", "QO-2"),
        (&tess, "v3", "QT-1"),
        (&mira, "v4", "QM-1"),
    ] {
        register(
            caller,
            key,
            case,
            json!([{"kind": "telephone", "value": telephone, "role": "caller"}]),
            false,
        )
        .await
        .expect(200);
    }
    let ask = |case: &str, purpose: &str| json!({"kind": "telephone", "value": "00999205550147", "for_case": case, "purpose": purpose});
    mira.act("/v1/links/requests", "r1", &ask("QM-1", " "))
        .await
        .refused(422, "purpose-missing");
    mira.act("/v1/links/requests", "r2", &ask("QO-1", "to see"))
        .await
        .refused(404, "no-such-case");
    mira.act("/v1/links/requests", "r3", &ask("QM-9", "to see"))
        .await
        .refused(404, "no-such-case");
    let nothing = json!({"kind": "telephone", "value": "+999201111111", "for_case": "QM-1", "purpose": "to see"});
    mira.act("/v1/links/requests", "r4", &nothing)
        .await
        .refused(422, "nothing-to-ask");
    let asked = mira
        .act(
            "/v1/links/requests",
            "r5",
            &ask("QM-1", "The same caller in our fraud."),
        )
        .await
        .expect(200)
        .json;
    let id = asked["request"].as_str().expect("an id").to_owned();
    let put = |caller: Caller| async move { caller.get("/v1/links/requests").await.expect(200).json };
    let of_omar = put(omar.clone()).await;
    assert_eq!(
        (&of_omar["put_to_us"][0]["cases"], &of_omar["put_to_us"][0]["purpose"]),
        (&json!(["QO-1", "QO-2"]), &json!("The same caller in our fraud."))
    );
    assert_eq!(put(pema.clone()).await, json!({"own": [], "put_to_us": []}));
    let desk = |caller: Caller| async move {
        caller
            .call(
                "GET",
                "/desk",
                &[("accept", "text/html"), ("accept-language", "en")],
                "",
            )
            .await
            .expect(200)
            .text
    };
    assert!(desk(omar.clone()).await.contains("One bureau asks about a link"));
    let silent = put(mira.clone()).await;
    let answers = format!("/v1/links/requests/{id}/answers");
    pema.act(&answers, "a1", &json!({"answer": "share", "cases": ["QO-1"]}))
        .await
        .refused(404, "not-holding");
    omar.act(&answers, "a2", &json!({"answer": "share", "cases": ["QT-1"]}))
        .await
        .refused(404, "not-holding");
    tess.act(
        &answers,
        "a3",
        &json!({"answer": "decline", "reason": "An open investigation."}),
    )
    .await
    .expect(200);
    assert_eq!(put(mira.clone()).await, silent, "a refusal and a silence look alike");
    world.number().await;
    let told = world
        .app
        .store
        .delivered("bureau:QM", 0, 1_000)
        .await
        .expect("a stream");
    assert!(told.iter().all(|d| d.kind != "links.answered"), "nor is he told of it");
    assert_eq!(cases(&find(&mira, "telephone", telephone).await), ["QM-1"]);
    omar.act(&answers, "a4", &json!({"answer": "share", "cases": ["QO-2"]}))
        .await
        .expect(200);
    omar.act(&answers, "a5", &json!({"answer": "decline", "reason": "no"}))
        .await
        .refused(409, "request-closed");
    assert!(!desk(omar.clone()).await.contains("asks about a link"));
    assert_eq!(put(mira.clone()).await["own"][0]["shared"], json!(["QO-2"]));
    let found = find(&mira, "telephone", telephone).await;
    let mut seen = cases(&found);
    seen.sort_unstable();
    assert_eq!((seen, &found["elsewhere"]), (vec!["QM-1", "QO-2"], &true.into()));
    mira.get("/v1/links/cases/QO-2").await.expect(200);
    for hidden in ["QO-1", "QT-1", "QX-1"] {
        mira.get(&format!("/v1/links/cases/{hidden}"))
            .await
            .refused(404, "no-such-case");
    }
    // A request that nobody answers closes by itself.
    let late = pema_asks(&world, &pema, telephone).await;
    world.pass(15 * 86_400).await;
    let omar = world.officer("omar").await;
    omar.act(
        &format!("/v1/links/requests/{late}/answers"),
        "a6",
        &json!({"answer": "share", "cases": ["QO-1"]}),
    )
    .await
    .refused(409, "request-closed");
}

async fn pema_asks(world: &World, pema: &Caller, telephone: &str) -> String {
    register(
        pema,
        &world.key(),
        "QP-1",
        json!([{"kind": "telephone", "value": telephone}]),
        false,
    )
    .await
    .expect(200);
    let asked = pema
        .act(
            "/v1/links/requests",
            &world.key(),
            &json!({"kind": "telephone", "value": telephone, "for_case": "QP-1", "purpose": "the same caller"}),
        )
        .await;
    asked.expect(200).json["request"].as_str().expect("an id").to_owned()
}

/// Everything a bureau can ask, before and after others enter what it may not know of.
async fn no_reader_learns_a_case_outside_his_rights(world: World) {
    let (omar, mira, tess) = (
        world.officer("omar").await,
        world.officer("mira").await,
        world.officer("tess").await,
    );
    let values = json!([{"kind": "email", "value": "one@example.org", "role": "victim"}, {"kind": "name", "value": "Ann Invented"}]);
    for n in 0..3 {
        register(&mira, &format!("m{n}"), &format!("QM-{n}"), values.clone(), false)
            .await
            .expect(200);
    }
    register(&omar, "o1", "QO-1", values.clone(), false).await.expect(200);
    let ask_everything = |caller: Caller| async move {
        let mut all = Vec::new();
        for path in [
            "/v1/links?value=one%40example.org",
            "/v1/links?kind=name&value=Ann%20Invented",
            "/v1/links?kind=email&value=one%40example.org&after=QM-1",
            "/v1/links?kind=email&value=one%40example.org&after=QO-1",
            "/v1/links?kind=email&value=one%40example.org&after=QT-5",
            "/v1/links/cases/QM-0",
            "/v1/links/cases/QT-5",
            "/v1/links/requests",
        ] {
            let answer = caller.get(path).await;
            all.push((path, answer.status, answer.text));
        }
        all
    };
    let (before_mira, before_omar) = (ask_everything(mira.clone()).await, ask_everything(omar.clone()).await);
    // Cases whose existence nobody may know; and one more of which only the existence may be known, where one exists.
    for n in 0..40 {
        register(&tess, &format!("t{n}"), &format!("QT-{n}"), values.clone(), true)
            .await
            .expect(200);
    }
    register(&tess, "t99", "QT-99", values.clone(), false).await.expect(200);
    let other: Vec<_> = ask_everything(mira.clone()).await;
    assert_eq!(
        other, before_mira,
        "forty-one hidden cases changed an answer, a count or an order"
    );
    assert_eq!(ask_everything(omar.clone()).await, before_omar);
    let own = find(&tess, "email", "one@example.org").await;
    assert_eq!(
        (&own["count"], &own["common"]["reason"]),
        (&41.into(), &json!("in-many-cases")),
        "{own}"
    );
    // References begin with the bureau's own name: nobody finds out by claiming one.
    register(&mira, "m9", "QT-5", values.clone(), false)
        .await
        .refused(422, "not-your-case");
    register(&mira, "m10", "QT-500", values, false)
        .await
        .refused(422, "not-your-case");
}

async fn persons_are_decided_on_and_decisions_taken_back(world: World) {
    let (mira, omar) = (world.officer("mira").await, world.officer("omar").await);
    let named = json!([{"kind": "name", "value": "Ann Invented", "role": "driver"}]);
    for case in ["QM-1", "QM-2", "QM-3"] {
        register(&mira, case, case, named.clone(), false).await.expect(200);
    }
    register(&omar, "o", "QO-1", named, false).await.expect(200);
    let wish = |case: &str, other: &str, verdict: &str| json!({"case": case, "other": other, "name": "Invented, Ann", "verdict": verdict, "reason": "the same passport"});
    let decide = |key: &'static str, body: Value| {
        let mira = mira.clone();
        async move { mira.act("/v1/links/persons", key, &body).await }
    };
    decide("d1", wish("QM-1", "QO-1", "same"))
        .await
        .refused(404, "no-such-page");
    decide("d2", wish("QM-1", "QM-9", "same"))
        .await
        .refused(404, "no-such-page");
    decide("d3", wish("QM-1", "QM-1", "same"))
        .await
        .refused(422, "same-subject");
    assert_eq!(
        decide("d4", wish("QM-1", "QM-2", "same")).await.expect(200).json["decision"],
        0
    );
    decide("d5", wish("QM-2", "QM-3", "different")).await.expect(200);
    decide("d6", wish("QM-1", "QM-3", "same"))
        .await
        .refused(409, "contradicts-decision");
    let page = mira
        .call("GET", "/links/case/QM-1", &[("accept", "text/html")], "")
        .await
        .expect(200)
        .text;
    assert!(page.contains("The same person") && page.contains("the same passport"));
    let back = |caller: &Caller, key: &'static str, number: u32, reason: &'static str| {
        let caller = caller.clone();
        async move {
            caller
                .act(
                    &format!("/v1/links/persons/{number}/take-back"),
                    key,
                    &json!({"reason": reason}),
                )
                .await
        }
    };
    back(&omar, "b1", 1, "wrong").await.refused(404, "no-such-decision");
    back(&mira, "b2", 1, "").await.refused(422, "reason-missing");
    back(&mira, "b3", 1, "another birth date").await.expect(200);
    back(&mira, "b4", 1, "again").await.refused(404, "no-such-decision");
    decide("d7", wish("QM-1", "QM-3", "same")).await.expect(200);
}

on_both_engines!(
    what_is_filed_and_answered_links_by_itself,
    an_owner_answers_and_a_refusal_looks_like_silence,
    no_reader_learns_a_case_outside_his_rights,
    persons_are_decided_on_and_decisions_taken_back,
);

#[tokio::test]
async fn a_common_value_is_a_state_and_a_long_answer_comes_in_pages() {
    let world = World::on_sqlite("linked_common").await;
    let mira = world.officer("mira").await;
    let value = json!([{"kind": "telephone", "value": "+999 20 5550199"}]);
    for n in 0..120 {
        register(&mira, &format!("c{n}"), &format!("QM-{n:03}"), value.clone(), false)
            .await
            .expect(200);
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = mira
            .get(&format!("/v1/links?kind=telephone&value=%2B999205550199&after={after}"))
            .await
            .expect(200)
            .json["links"][0]
            .clone();
        assert_eq!(
            (&page["count"], &page["band"], &page["common"]["reason"]),
            (&120.into(), &json!("101-1000"), &json!("in-many-cases"))
        );
        seen.extend(cases(&page).into_iter().map(str::to_owned));
        after = seen.last().cloned().unwrap_or_default();
        if page["more"] == false {
            break;
        }
        assert_eq!(cases(&page).len(), 50);
    }
    let mut every: Vec<String> = (0..120).map(|n| format!("QM-{n:03}")).collect();
    every.reverse();
    assert_eq!(seen, every, "each once, the newest first");
    let around = mira.get("/v1/links/cases/QM-007").await.expect(200).json;
    assert_eq!(
        (&around["shared"][0]["cases"], &around["shared"][0]["count"]),
        (&json!([]), &119.into()),
        "it raises no link on every case"
    );
    assert_eq!(around["drawn"]["values_left_out"], 1);
    let declare = |key: &'static str, reason: &'static str| {
        let mira = mira.clone();
        async move {
            mira.act(
                "/v1/links/common",
                key,
                &json!({"kind": "email", "value": "help@example.org", "reason": reason}),
            )
            .await
        }
    };
    declare("k1", "in-many-cases").await.refused(422, "counted");
    declare("k2", "shared-service").await.expect(200);
    assert_eq!(
        find(&mira, "email", "help@example.org").await["common"]["reason"],
        "shared-service"
    );
    declare("k3", "").await.expect(200);
    assert_eq!(find(&mira, "email", "help@example.org").await["common"], Value::Null);
}

#[tokio::test]
async fn a_notice_links_its_documents_for_those_who_see_it_and_nobody_else() {
    let world = World::on_sqlite("linked_notice").await;
    cordon::notices::demo::set_scene(&world.app, 7)
        .await
        .expect("the story");
    world.number().await;
    cordon::links::follow::run(&world.app).await.expect("followed");
    let cases = world.app.store.all("link_case", "", 1_000).await.expect("cases");
    let notices: Vec<Value> = cases
        .iter()
        .map(|row| serde_json::from_str(&row.body).expect("a case"))
        .filter(|c: &Value| c["module"] == "notices")
        .collect();
    assert!(notices.len() >= 2, "{notices:?}");
    for case in &notices {
        let (owner, name) = (
            case["audience"]["owner"].as_str().expect("an owner"),
            case["case"].as_str().expect("a name"),
        );
        assert_eq!(case["audience"]["others"], "nothing");
        for (officer, bureau) in [("mira", "QM"), ("omar", "QO"), ("pema", "QP")] {
            let readers = case["audience"]["readers"].as_array().expect("readers");
            let reads = bureau == owner || readers.iter().any(|r| r == bureau);
            let got = world
                .officer(officer)
                .await
                .get(&format!("/v1/links/cases/{name}"))
                .await;
            assert_eq!(
                got.status,
                if reads { 200 } else { 404 },
                "{officer} at {name}: {}",
                got.text
            );
        }
    }
}
