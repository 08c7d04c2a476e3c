//! A transfer file on a case: kept, its columns confirmed, traced under every rule, one trace adopted, printed.

use serde_json::{Value, json};

use crate::world::{Answer, Caller, World};

on_both_engines!(
    a_file_is_kept_confirmed_traced_and_one_rule_adopted,
    the_pages_lead_from_a_dropped_file_to_the_legal_trace,
    what_cannot_be_adopted_is_refused_with_its_code,
    a_trace_is_its_own_bureaus_and_adoption_is_for_those_who_work_the_case,
    accounts_never_asked_are_listed_and_lead_to_a_filled_in_form,
    a_repeated_call_is_answered_again_and_not_done_again,
    hostile_bytes_are_kept_or_refused_and_never_break_a_page,
);

/// The theft of 1,000.00 EUR to account 1 at Birch Savings, as a bank of a decimal comma writes it.
fn file(world: &World) -> String {
    let (birch, cedar) = (world.account("BIRC", 1), world.account("CEDA", 2));
    format!(
        "Reference;Booking date;Debtor account;Beneficiary account;Amount;Currency\n\
         W1;2026-03-03T01:00:00Z;WAGES;{birch};500,00;EUR\n\
         T1;2026-03-03T01:04:00Z;ALDER;{birch};1.000,00;EUR\n\
         T2;2026-03-03T01:05:00Z;{birch};{cedar};600,00;EUR\n\
         T3;2026-03-03T01:06:00Z;{birch};SHOP;300,00;EUR\n\
         T4;2026-03-03T01:07:00Z;{cedar};GINKGO;650,00;EUR\n"
    )
}

async fn kept(world: &World, id: &str, caller: &Caller) -> u64 {
    let path = format!("/v1/cases/{id}/traces");
    let key = world.key();
    let headers = [("idempotency-key", key.as_str()), ("content-type", "text/csv")];
    let answer = caller.call("POST", &path, &headers, &file(world)).await.expect(201);
    answer.json["trace"].as_u64().expect("a number")
}

fn settings() -> Value {
    json!({"claims": [{"id": "T1"}]})
}

async fn confirmed(world: &World) -> (String, Caller) {
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    assert_eq!(kept(world, &id, &mira).await, 1);
    mira.act(&format!("/v1/cases/{id}/traces/1/confirm"), &world.key(), &settings())
        .await
        .expect(200);
    (id, mira)
}

async fn read(caller: &Caller, id: &str) -> Value {
    caller.get(&format!("/v1/cases/{id}/traces/1")).await.expect(200).json
}

fn of<'a>(read: &'a Value, rule: &str) -> &'a Value {
    let rules = read["rules"].as_array().expect("six reports");
    rules.iter().find(|report| report["rule"] == rule).expect("the rule")
}

fn wish(read: &Value, rule: &str) -> Value {
    json!({"rule": rule, "result_sha256": of(read, rule)["result_sha256"], "grounds": "The exercise court applies it."})
}

async fn adopt(world: &World, caller: &Caller, id: &str, wish: &Value) -> Answer {
    caller
        .act(&format!("/v1/cases/{id}/traces/1/adopt"), &world.key(), wish)
        .await
}

fn tainted(report: &Value, account: &str) -> String {
    let accounts = report["accounts"].as_array().expect("accounts");
    let found = accounts.iter().find(|a| a["account"] == account);
    found.map_or_else(
        || "-".to_owned(),
        |a| a["tainted"].as_str().unwrap_or_default().to_owned(),
    )
}

async fn a_file_is_kept_confirmed_traced_and_one_rule_adopted(world: World) {
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    kept(&world, &id, &mira).await;
    let guessed = read(&mira, &id).await;
    assert_eq!(guessed["input"]["guessed"], true);
    assert!(
        guessed["reading"]
            .as_str()
            .is_some_and(|r| r.contains("from=`Debtor account`")),
        "{guessed}"
    );
    assert!(
        guessed["rules"].is_null(),
        "nothing is traced before the columns are confirmed"
    );
    mira.act(&format!("/v1/cases/{id}/traces/1/confirm"), &world.key(), &settings())
        .await
        .expect(200);
    let traced = read(&mira, &id).await;
    let birch = world.account("BIRC", 1);
    // 500 own, then 1,000 stolen; 600 and 300 leave.
    for (rule, there, shop) in [
        ("fifo", "600.00", "300.00"),
        ("lifo", "100.00", "300.00"),
        ("pro-rata", "400.00", "200.00"),
        ("lowest-balance", "600.00", "300.00"),
        ("taint-first", "100.00", "300.00"),
    ] {
        let report = of(&traced, rule);
        assert_eq!(
            (tainted(report, &birch).as_str(), tainted(report, "SHOP").as_str()),
            (there, shop),
            "{rule}"
        );
        assert_eq!(report["conserved"], true, "{rule}");
    }
    assert_eq!(of(&traced, "fifo")["gaps"]["amount"], "50.00");
    adopt(&world, &mira, &id, &wish(&traced, "pro-rata")).await.expect(200);
    let list = mira.get(&format!("/v1/cases/{id}/traces")).await.expect(200).json;
    assert_eq!(list["in_force"]["rule"], "pro-rata");
    assert_eq!(
        list["in_force"]["result"]["digest"],
        of(&traced, "pro-rata")["result_sha256"]
    );
    assert_eq!(
        list["in_force"]["sha256"],
        cordon::asset_tracing::run::sha256(file(&world).as_bytes())
    );
    // Run again, it comes to the same bytes.
    assert_eq!(of(&read(&mira, &id).await, "pro-rata"), of(&traced, "pro-rata"));
    let kinds = world.entries(&id).await;
    for kind in [
        "tracing.file_kept",
        "tracing.opened",
        "tracing.columns_confirmed",
        "tracing.adopted",
    ] {
        assert!(kinds.iter().any(|k| k == kind), "{kind} is not among {kinds:?}");
    }
    let entries = world.app.store.entries_of_case(&id).await.expect("the journal is read");
    for entry in entries.iter().filter(|e| e.kind.starts_with("tracing.")) {
        let public = entry.public.to_string();
        assert!(
            !public.contains(&birch) && !public.contains("exercise court"),
            "{public}"
        );
    }
    world.check(&id).await;
}

async fn the_pages_lead_from_a_dropped_file_to_the_legal_trace(world: World) {
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    let case = mira.get(&format!("/case/{id}")).await.expect(200).text;
    assert!(
        case.contains("enctype=\"multipart/form-data\"") && case.contains("name=\"balances\""),
        "{case}"
    );
    let body = format!(
        "--cut\r\ncontent-disposition: form-data; name=\"key\"\r\n\r\nk1\r\n\
         --cut\r\ncontent-disposition: form-data; name=\"transfers\"; filename=\"a.csv\"\r\n\r\n{}\r\n\
         --cut\r\ncontent-disposition: form-data; name=\"balances\"; filename=\"\"\r\n\r\n\r\n--cut--\r\n",
        file(&world)
    );
    let form = [("content-type", "multipart/form-data; boundary=cut")];
    let dropped = mira
        .call("POST", &format!("/case/{id}/trace"), &form, &body)
        .await
        .expect(303);
    let page = format!("/case/{id}/trace/1");
    assert_eq!(dropped.headers["location"], page.as_str());
    let columns = mira.get(&page).await.expect(200).text;
    // The guess is shown, with a few lines, and the transfer that looks like the stolen one.
    for shown in [
        "Debtor account",
        "Beneficiary account",
        "decimal comma",
        "1,000.00",
        ">T1</textarea>",
    ] {
        assert!(columns.contains(shown), "{shown} is not on the page");
    }
    let url = [("content-type", "application/x-www-form-urlencoded")];
    let wrong = mira
        .call("POST", &page, &url, "key=k2&do=confirm&claims=T9&currency=EUR")
        .await
        .expect(200);
    assert!(
        wrong.text.contains("role=\"alert\"") && wrong.text.contains("T9"),
        "the mistake is said, the text stays"
    );
    let look = mira
        .call(
            "POST",
            &page,
            &url,
            "key=k3&do=look&claims=T1&currency=EUR&columns=from%3DNobody",
        )
        .await
        .expect(200);
    assert!(look.text.contains("Nobody"), "{}", look.text);
    mira.call("POST", &page, &url, "key=k4&do=confirm&claims=T1&currency=EUR&scale=2")
        .await
        .expect(303);
    let traced = mira.get(&page).await.expect(200).text;
    for shown in ["FIFO", "Poison", "id=\"sheet\"", "id=\"adopt\"", "SHOP"] {
        assert!(traced.contains(shown), "{shown} is not on the page");
    }
    let seen = traced
        .split("name=\"seen\" value=\"")
        .nth(1)
        .and_then(|t| t.split('"').next())
        .expect("digests")
        .replace(' ', "%20")
        .replace('=', "%3D");
    let adopting = format!("key=k5&rule=lowest-balance&grounds=Exercise+court+of+QM&seen={seen}");
    mira.call("POST", &format!("{page}/adopt"), &url, &adopting)
        .await
        .expect(303);
    let case = mira.get(&format!("/case/{id}")).await.expect(200).text;
    let sha256 = cordon::asset_tracing::run::sha256(file(&world).as_bytes());
    assert!(
        case.contains("Lowest balance") && case.contains(&sha256),
        "rule and hash stand on the case"
    );
    let again = mira
        .call("POST", &format!("{page}/adopt"), &url, &adopting.replace("k5", "k6"))
        .await
        .expect(200);
    assert!(again.text.contains("legal trace already"), "{}", again.text);
    for (language, words) in [
        ("en", "Every step"),
        ("fr", "Chaque étape"),
        ("es", "Cada paso"),
        ("ar", "كل خطوة"),
    ] {
        let print = mira
            .call(
                "GET",
                &format!("{page}/print?rule=lowest-balance"),
                &[("accept-language", language)],
                "",
            )
            .await
            .expect(200)
            .text;
        assert!(print.contains(words), "{language}");
        // The sum to do by hand, the input's hash, the way to run it again.
        assert!(
            print.contains("max(0.00, 600.00 − (1500.00 − 1000.00)) = 100.00"),
            "{language}"
        );
        assert!(
            print.contains(&sha256) && print.contains("cordon trace --transfers FILE --claim T1 --rule lowest-balance"),
            "{language}"
        );
        assert!(print.contains("Roscoe"), "where the rule is known");
    }
}

async fn what_cannot_be_adopted_is_refused_with_its_code(world: World) {
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    let none = json!({"rule": "fifo", "result_sha256": "00", "grounds": "The exercise court applies it."});
    adopt(&world, &mira, &id, &none).await.refused(404, "not-found");
    kept(&world, &id, &mira).await;
    adopt(&world, &mira, &id, &none).await.refused(409, "not-confirmed");
    let path = format!("/v1/cases/{id}/traces/1/confirm");
    let confirm = async |settings: Value| mira.act(&path, &world.key(), &settings).await;
    confirm(json!({"claims": [{"id": "T9"}]}))
        .await
        .refused(422, "unknown-transfer");
    confirm(json!({"claims": [{"id": "T1", "amount": "1000.01"}]}))
        .await
        .refused(422, "claim-too-large");
    confirm(json!({"claims": [{"id": "T1"}], "columns": "from=Nobody"}))
        .await
        .refused(422, "unknown-column");
    confirm(json!({"claims": [{"id": "T1"}], "meeting": "loudest"}))
        .await
        .refused(422, "meeting");
    confirm(json!({"claims": [{"id": "T1"}], "stops": ["NOBODY"]}))
        .await
        .refused(422, "unknown-account");
    confirm(json!({"claims": []})).await.refused(422, "no-claim");
    confirm(json!({"claims": [{"id": "T1"}, {"id": "W1"}]}))
        .await
        .expect(200);
    let both = read(&mira, &id).await;
    adopt(&world, &mira, &id, &wish(&both, "fifo"))
        .await
        .refused(422, "more-than-lost");
    confirm(settings()).await.expect(200);
    adopt(&world, &mira, &id, &wish(&both, "fifo"))
        .await
        .refused(409, "trace-changed");
    let traced = read(&mira, &id).await;
    adopt(&world, &mira, &id, &wish(&traced, "poison"))
        .await
        .refused(422, "poison-is-a-bound");
    adopt(
        &world,
        &mira,
        &id,
        &json!({"rule": "luck", "result_sha256": "", "grounds": "because"}),
    )
    .await
    .refused(422, "rule");
    let silent = json!({"rule": "fifo", "result_sha256": of(&traced, "fifo")["result_sha256"], "grounds": " so "});
    adopt(&world, &mira, &id, &silent).await.refused(422, "grounds-missing");
    adopt(&world, &mira, &id, &wish(&traced, "fifo")).await.expect(200);
    adopt(&world, &mira, &id, &wish(&traced, "fifo"))
        .await
        .refused(409, "already-adopted");
    confirm(settings()).await.refused(409, "trace-in-force");
    let headers = [("idempotency-key", "again"), ("content-type", "text/csv")];
    mira.call("POST", &format!("/v1/cases/{id}/traces"), &headers, &file(&world))
        .await
        .refused(409, "file-kept-already");
    let noor = world.officer("noor").await;
    noor.act(&format!("/v1/cases/{id}/withdraw"), &world.key(), &json!({}))
        .await
        .expect(200);
    adopt(&world, &mira, &id, &wish(&traced, "lifo"))
        .await
        .refused(409, "case-withdrawn");
    world.check(&id).await;
}

async fn a_trace_is_its_own_bureaus_and_adoption_is_for_those_who_work_the_case(world: World) {
    let (id, mira) = confirmed(&world).await;
    // The bank's country sees its request, not the traces.
    let dmitra = world.officer("dmitra").await;
    for path in [
        format!("/v1/cases/{id}/traces"),
        format!("/v1/cases/{id}/traces/1"),
        format!("/case/{id}/trace/1"),
        format!("/case/{id}/trace/1/print"),
    ] {
        dmitra.get(&path).await.refused(404, "not-found");
    }
    let case = dmitra.get(&format!("/case/{id}")).await.expect(200).text;
    assert!(!case.contains("id=\"traces\""));
    // An analyst prepares a trace and cannot adopt it.
    let lea = world.officer("lea").await;
    let traced = read(&lea, &id).await;
    adopt(&world, &lea, &id, &wish(&traced, "fifo"))
        .await
        .refused(403, "no-mandate");
    let headers = [("idempotency-key", "lea"), ("content-type", "text/csv")];
    lea.call(
        "POST",
        &format!("/v1/cases/{id}/traces"),
        &headers,
        "time,from,to,amount\n1,a,b,5.00\n",
    )
    .await
    .expect(201);
    adopt(&world, &mira, &id, &wish(&traced, "fifo")).await.expect(200);
    mira.get(&format!("/case/{id}/trace/77"))
        .await
        .refused(404, "not-found");
    mira.get(&format!("/case/{id}/trace/one"))
        .await
        .refused(404, "not-found");
}

async fn accounts_never_asked_are_listed_and_lead_to_a_filled_in_form(world: World) {
    let (id, mira) = confirmed(&world).await;
    let traced = read(&mira, &id).await;
    assert!(
        traced["standing"].is_null(),
        "nothing follows from a trace that nobody adopted"
    );
    mira.get(&format!("/case/{id}/trace/1/request/0"))
        .await
        .refused(404, "not-found");
    adopt(&world, &mira, &id, &wish(&traced, "fifo")).await.expect(200);
    let standing = read(&mira, &id).await["standing"].clone();
    let rows = standing.as_array().expect("rows");
    let row = |account: &str| rows.iter().position(|row| row["account"] == account);
    // FIFO: 600 of T1 at the first account, which was asked; 300 at the shop and 100 beyond Cedar, which were not.
    let birch = row(&world.account("BIRC", 1)).expect("the first account");
    assert_eq!(
        (&rows[birch]["asked"], &rows[birch]["tainted"]),
        (&json!(1), &json!("600.00"))
    );
    let shop = row("SHOP").expect("the shop");
    assert_eq!(
        (&rows[shop]["asked"], &rows[shop]["paid_by_account_of"]),
        (&Value::Null, &json!(1))
    );
    let page = mira.get(&format!("/case/{id}/trace/1")).await.expect(200).text;
    assert!(
        page.contains(&format!("/case/{id}/trace/1/request/{shop}"))
            && page.contains(&format!("/case/{id}/ask/1/call"))
    );
    let form = mira
        .get(&format!("/case/{id}/trace/1/request/{shop}"))
        .await
        .expect(200)
        .text;
    for filled in [
        "value=\"300.00\"",
        "value=\"SHOP\"",
        "value=\"2026-03-03T01:06:00\"",
        "FIFO",
        crate::world::VICTIM,
    ] {
        assert!(form.contains(filled), "{filled} is not filled in");
    }
    mira.get(&format!("/case/{id}/trace/1/request/99"))
        .await
        .refused(404, "not-found");
}

async fn a_repeated_call_is_answered_again_and_not_done_again(world: World) {
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    let path = format!("/v1/cases/{id}/traces");
    let headers = [("idempotency-key", "same"), ("content-type", "text/csv")];
    let one = mira.call("POST", &path, &headers, &file(&world)).await.expect(201);
    let two = mira.call("POST", &path, &headers, &file(&world)).await.expect(201);
    assert_eq!(one.json["trace"], two.json["trace"]);
    mira.call("POST", &path, &headers, "other bytes")
        .await
        .refused(422, "key-reused");
    mira.call("POST", &path, &[("content-type", "text/csv")], "x")
        .await
        .refused(400, "idempotency-key");
    mira.act(&format!("{path}/1/confirm"), "c", &settings())
        .await
        .expect(200);
    let traced = read(&mira, &id).await;
    let wish = wish(&traced, "fifo");
    mira.act(&format!("{path}/1/adopt"), "d", &wish).await.expect(200);
    mira.act(&format!("{path}/1/adopt"), "d", &wish).await.expect(200);
    let list = mira.get(&path).await.expect(200).json;
    assert_eq!(list["adoptions"].as_array().map(Vec::len), Some(1));
    // Two officers at once: one adopts, the other is told that it is done, or looks again.
    let noor = world.officer("noor").await;
    let other = json!({"rule": "lifo", "result_sha256": of(&traced, "lifo")["result_sha256"], "grounds": "Another exercise court."});
    let adopt = format!("{path}/1/adopt");
    let (first, second) = tokio::join!(mira.act(&adopt, "e", &other), noor.act(&adopt, "f", &other));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} {}", first.text, second.text);
    world.check(&id).await;
}

async fn hostile_bytes_are_kept_or_refused_and_never_break_a_page(world: World) {
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    let path = format!("/v1/cases/{id}/traces");
    let keep = async |n: usize, bytes: &str| {
        let key = format!("h{n}");
        let headers = [("idempotency-key", key.as_str()), ("content-type", "text/csv")];
        mira.call("POST", &path, &headers, bytes).await
    };
    keep(0, "").await.refused(422, "empty-file");
    let parallel = "1,a,b,0.01\n".repeat(20_000);
    let hostile = [
        "\u{0}\u{0}".to_owned(),
        "time,from,to,amount\n".to_owned(),
        "time,from,to,amount\n1,<script>alert(1)</script>,b,5.00\n".to_owned(),
        "time,from,to,amount\n1,a,b,99999999999999999999.00\n".to_owned(),
        "time,from,to,amount\n1,a,a,5.00\n1,a,a,5.00\n".to_owned(),
        format!("time,from,to,amount\n{parallel}"),
        "\"".repeat(3000),
    ];
    for (n, bytes) in (1..).zip(&hostile) {
        keep(n, bytes).await.expect(201);
        let page = mira.get(&format!("/case/{id}/trace/{n}")).await.expect(200).text;
        assert!(!page.contains("<script>alert"), "{n}");
        mira.get(&format!("{path}/{n}")).await.expect(200);
        let confirm = mira
            .act(
                &format!("{path}/{n}/confirm"),
                &format!("c{n}"),
                &json!({"claims": [{"id": "1"}]}),
            )
            .await;
        assert!(matches!(confirm.status, 200 | 422), "{n}: {}", confirm.text);
        if confirm.status == 200 {
            mira.get(&format!("/case/{id}/trace/{n}")).await.expect(200);
            mira.get(&format!("/case/{id}/trace/{n}/print?rule=fifo"))
                .await
                .expect(200);
            mira.get(&format!("/case/{id}/trace/{n}/print?rule=luck"))
                .await
                .refused(404, "not-found");
        }
    }
    for broken in ["--cut", "--cut\r\n\r\n", ""] {
        let form = [("content-type", "multipart/form-data; boundary=cut")];
        let answer = mira.call("POST", &format!("/case/{id}/trace"), &form, broken).await;
        assert!(matches!(answer.status, 400 | 422), "{}", answer.text);
    }
}
