//! Bad input gets a clear error: the field, the rule, nothing half done.

use serde_json::{Value, json};

use crate::world::{Answer, World};

/// A filing with one value changed.
fn with(filing: &Value, at: &str, value: Value) -> Value {
    let mut changed = filing.clone();
    *changed.pointer_mut(at).unwrap_or_else(|| panic!("no {at}")) = value;
    changed
}

fn names(answer: &Answer, status: u16, code: &str, field: &str) {
    answer.refused(status, code);
    assert_eq!(answer.json["field"], field, "{}", answer.text);
}

#[tokio::test]
async fn each_field_of_a_filing_is_named_with_its_rule() {
    let world = World::on_sqlite("bad_fields").await;
    let mira = world.officer("mira").await;
    let mut filing = world.filing("1000.00");
    filing["uetr"] = json!("7c0a1e62-5b0d-4b3e-9a58-0f6f1c2d3e4a");
    filing["silence"] = json!({"basis": "exercise law", "until": world.at(86_400)});
    filing["mandate"]["barred"] = json!([]);
    let good = filing["to"].as_str().expect("an IBAN").to_owned();
    let wrong_check = format!(
        "{}{:02}{}",
        &good[..2],
        (good[2..4].parse::<u32>().expect("digits") + 1) % 100,
        &good[4..]
    );
    let malformed: [(&str, Value, &str); 16] = [
        ("/to", json!(wrong_check), "to"),
        ("/to", json!("DE8937040044053201300"), "to"),
        ("/to", json!("BIR0QN2/12345"), "to"),
        ("/to", json!(""), "to"),
        ("/to", json!({"kind": "no such kind"}), "to"),
        ("/uetr", json!("7c0a1e62-5b0d-1b3e-9a58-0f6f1c2d3e4a"), "uetr"),
        ("/uetr", json!("not-a-number"), "uetr"),
        ("/amount/value", json!("1.001"), "amount"),
        ("/amount/value", json!("1e3"), "amount"),
        ("/amount/value", json!("99999999999999999999"), "amount"),
        ("/amount/currency", json!("ZZZ"), "amount"),
        ("/executed", json!("yesterday"), "executed"),
        ("/mandate/ends", json!("2026-02-30T00:00:00Z"), "mandate.ends"),
        ("/mandate/least_amount", json!("-"), "mandate.least_amount"),
        ("/mandate/barred", json!(["QO", "Narnia"]), "mandate.barred"),
        ("/silence/until", json!("never"), "silence.until"),
    ];
    for (at, value, field) in malformed {
        let answer = mira
            .act("/v1/cases", &world.key(), &with(&filing, at, value.clone()))
            .await;
        names(&answer, 422, "malformed", field);
    }
    let yen = with(&filing, "/amount", json!({"value": "1000.5", "currency": "JPY"}));
    names(
        &mira.act("/v1/cases", &world.key(), &yen).await,
        422,
        "malformed",
        "amount",
    );
    let blank = with(&filing, "/victim", json!("  "));
    names(
        &mira.act("/v1/cases", &world.key(), &blank).await,
        422,
        "missing",
        "victim",
    );
    assert_eq!(
        mira.get("/v1/cases").await.json["items"],
        json!([]),
        "nothing is half done"
    );
}

#[tokio::test]
async fn each_rule_of_a_filing_refuses_with_its_code() {
    let world = World::on_sqlite("bad_rules").await;
    let mira = world.officer("mira").await;
    let mut filing = world.filing("1000.00");
    filing["character"] = json!("ordinary_crime");
    filing["in_flight"] = json!(false);
    filing["silence"] = json!({"basis": "exercise law", "until": world.at(86_400)});
    let mut ahead = with(&filing, "/executed", json!(world.at(31 * 86_400)));
    ahead["in_flight"] = json!(true);
    let cases = [
        (
            with(&filing, "/executed", json!(world.at(16 * 60))),
            422,
            "executed-ahead",
        ),
        (ahead, 422, "settles-too-far-ahead"),
        (with(&filing, "/amount/value", json!("0.00")), 422, "no-amount"),
        (
            with(&filing, "/character", json!("political")),
            403,
            "character-excluded",
        ),
        (with(&filing, "/mandate/grounds", json!("")), 422, "bad-mandate"),
        (with(&filing, "/mandate/ends", json!(world.at(-1))), 422, "bad-mandate"),
        (with(&filing, "/mandate/most_hops", json!(0)), 422, "bad-mandate"),
        (with(&filing, "/silence/basis", json!("")), 422, "silence-without-basis"),
        (
            with(&filing, "/silence/until", json!(world.at(-1))),
            422,
            "silence-without-basis",
        ),
    ];
    for (body, status, code) in cases {
        mira.act("/v1/cases", &world.key(), &body).await.refused(status, code);
    }
    let political = with(&filing, "/character", json!("political"));
    let refused = mira.act("/v1/cases", &world.key(), &political).await;
    assert!(
        refused.json["rests_on"]
            .as_str()
            .is_some_and(|r| r.contains("article 3")),
        "{}",
        refused.text
    );
    // Fifteen minutes ahead are borne, and a settlement date thirty days ahead is in flight.
    let borne = with(&filing, "/executed", json!(world.at(15 * 60)));
    mira.act("/v1/cases", &world.key(), &borne).await.expect(201);
    let mut flying = with(&filing, "/executed", json!(world.at(30 * 86_400)));
    flying["in_flight"] = json!(true);
    mira.act("/v1/cases", &world.key(), &flying).await.expect(201);
}

#[tokio::test]
async fn a_body_that_is_no_json_says_where() {
    let world = World::on_sqlite("bad_json").await;
    let mira = world.officer("mira").await;
    let headers = [("idempotency-key", "a")];
    let broken = mira.call("POST", "/v1/cases", &headers, "{\n  \"amount\": oops}").await;
    broken.refused(422, "json");
    assert!(
        broken.json["field"].as_str().is_some_and(|f| f.starts_with("line 2")),
        "{}",
        broken.text
    );
    mira.call("POST", "/v1/cases", &headers, "").await.refused(422, "json");
    mira.call("POST", "/v1/cases", &headers, "[1]")
        .await
        .refused(422, "json");
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    mira.call("POST", "/v1/cases", &headers, &deep)
        .await
        .refused(422, "json");
}

#[tokio::test]
async fn each_line_of_an_answer_is_named_with_its_rule() {
    let world = World::on_sqlite("bad_lines").await;
    let id = world.pursued("1000.00").await;
    let birch = world.bank("b-birch").await;
    let path = format!("/v1/cases/{id}/asks/1/answers");
    let eur = json!({"value": "10.00", "currency": "EUR"});
    let to = world.account("CEDA", 7);
    let now = world.at(-1);
    let lines = [
        (
            json!({"line": "held", "amount": {"value": "1.001", "currency": "EUR"}}),
            "lines[1].amount",
        ),
        (
            json!({"line": "moved", "amount": eur, "executed": "soon", "to": to}),
            "lines[1].executed",
        ),
        (
            json!({"line": "moved", "amount": eur, "executed": now, "to": "QO00"}),
            "lines[1].to",
        ),
        (
            json!({"line": "moved", "amount": eur, "executed": now, "to": to, "uetr": "x"}),
            "lines[1].uetr",
        ),
        (
            json!({"line": "moved", "amount": eur, "executed": now, "to": to, "to_country": "Atlantis"}),
            "lines[1].to_country",
        ),
        (
            json!({"line": "moved", "amount": eur, "executed": now, "to": to, "to_flags": ["shiny"]}),
            "lines[1].to_flags",
        ),
        (
            json!({"line": "moved", "amount": eur, "executed": now, "to": to, "arrives_in": "ZZZ"}),
            "lines[1].arrives_in",
        ),
    ];
    for (line, field) in lines {
        let reply = json!({"revision": 1, "lines": [{"line": "held", "amount": eur}, line]});
        names(&birch.act(&path, &world.key(), &reply).await, 422, "malformed", field);
    }
    let many = vec![json!({"line": "held", "amount": eur}); 1001];
    let reply = json!({"revision": 1, "lines": many});
    names(&birch.act(&path, &world.key(), &reply).await, 422, "too-many", "lines");
    let unknown = json!({"revision": 1, "lines": [{"line": "vanished"}]});
    birch.act(&path, &world.key(), &unknown).await.refused(422, "json");
    let none = json!({"revision": 0, "lines": [{"line": "not_found"}]});
    birch
        .act(&path, &world.key(), &none)
        .await
        .refused(422, "no-such-revision");
    assert_eq!(world.case(&id).await["sheet"]["chased"], "1000.00");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let world = World::on_sqlite("bad_absent").await;
    let id = world.pursued("1000.00").await;
    let (mira, birch) = (world.officer("mira").await, world.bank("b-birch").await);
    mira.get("/v1/cases/nothing").await.refused(404, "not-found");
    mira.get(&format!("/v1/cases/{id}/asks/99"))
        .await
        .refused(404, "not-found");
    let reply = json!({"revision": 1, "lines": [{"line": "not_found"}]});
    birch
        .act(&format!("/v1/cases/{id}/asks/99/answers"), "a", &reply)
        .await
        .refused(404, "not-found");
    birch
        .act("/v1/cases/nothing/asks/1/answers", "b", &reply)
        .await
        .refused(404, "not-found");
    let not_a_number = mira.get(&format!("/v1/cases/{id}/asks/first")).await;
    assert_eq!(not_a_number.status, 400);
}
