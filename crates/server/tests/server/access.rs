//! Who may call what: every row of the access table against every kind of caller, and the doors around it.

use cordon::access::{self, Access, Row};
use cordon_members::officer::Officer;
use cordon_members::role::{Right, Role};
use cordon_store::{Change, Entry, RecordWrite};
use cordon_vocabulary::{BureauId, OfficerId};
use serde_json::json;

use crate::world::{Answer, Caller, World};

fn rows() -> impl Iterator<Item = &'static Row> {
    let modules = cordon::modules::ACCESS.iter().copied().flatten();
    access::TABLE.iter().chain(modules)
}

/// The route with something in every place.
fn filled(path: &str) -> String {
    path.split('/')
        .map(|step| match step {
            "{ask}" => "1",
            step if step.starts_with('{') => "nothing-here",
            step => step,
        })
        .collect::<Vec<_>>()
        .join("/")
}

async fn call(caller: &Caller, row: &Row) -> Answer {
    let path = filled(row.path);
    let (status, headers, body) = caller
        .open(row.method, &path, &[("accept", "application/json")], "")
        .await;
    // A stream never ends: its head says enough.
    let endless = headers
        .get("content-type")
        .is_some_and(|v| v.as_bytes().starts_with(b"text/event-stream"));
    let bytes = if endless {
        Default::default()
    } else {
        axum::body::to_bytes(body, 1 << 22).await.expect("a body")
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let json = serde_json::from_str(&text).unwrap_or_default();
    Answer {
        status,
        headers,
        text,
        json,
    }
}

/// What the table says of a caller: `None` = may pass; otherwise the status and code of the refusal.
fn verdict(access: Access, roles: Option<&[Role]>, institution: bool) -> Option<(u16, &'static str)> {
    let has = |right: Right| roles.is_some_and(|roles| roles.iter().any(|role| role.rights().contains(&right)));
    let (open, somebody) = match access {
        Access::Public | Access::Link | Access::DemoOnly => (true, true),
        Access::Officer => (roles.is_some(), institution),
        Access::Right(right) | Access::RightWithPicture(right) => (has(right), institution || roles.is_some()),
        Access::Institution => (institution, roles.is_some()),
        Access::RightOrInstitution(right) => (institution || has(right), roles.is_some()),
    };
    match (open, somebody) {
        (true, _) => None,
        (false, true) => Some((403, "no-mandate")),
        (false, false) => Some((401, "sign-in")),
    }
}

fn hold_against(row: &Row, caller: &str, expected: Option<(u16, &str)>, got: &Answer) {
    let at = format!("{} {} as {caller}: {} {}", row.method, row.path, got.status, got.text);
    match expected {
        Some((status, code)) => {
            assert_eq!((got.status, got.code()), (status, code), "{at}");
        }
        None => {
            assert!(!matches!(got.code(), "sign-in" | "no-mandate"), "{at}");
            assert!(got.status < 500, "{at}");
        }
    }
}

/// An account with exactly one role, at bureau QM.
async fn with_role(world: &World, role: Role) -> Officer {
    let officer = Officer {
        id: OfficerId::parse(&format!("only-{}", format!("{role:?}").to_lowercase())).expect("an id"),
        bureau: BureauId::parse("QM").expect("a bureau"),
        name: format!("Invented {role:?}"),
        roles: vec![role],
        language: "en".into(),
        suspended: None,
    };
    write(world, "officer", officer.id.as_str(), 0, &officer).await;
    officer
}

async fn write<T: serde::Serialize>(world: &World, kind: &'static str, id: &str, expected_revision: i64, value: &T) {
    let mut change = Change::new(Entry {
        kind: "members.changed",
        actor: "operator".into(),
        bureau: "HQ".into(),
        at_us: world.app.now().micros(),
        purpose: "test".into(),
        case: None,
        public: json!({}),
        sealed: vec![],
    });
    change.records.push(RecordWrite {
        kind,
        id: id.to_owned(),
        expected_revision,
        body: serde_json::to_string(value).expect("a record"),
        keys: vec![],
    });
    world.app.apply(change).await.expect("written");
}

#[tokio::test]
async fn every_row_of_the_table_lets_in_whom_it_names_and_nobody_else() {
    let world = World::on_sqlite("access_rows").await;
    for row in rows() {
        let nobody = call(&world.nobody(), row).await;
        hold_against(row, "nobody", verdict(row.access, None, false), &nobody);
    }
    for role in Role::ALL {
        let officer = with_role(&world, role).await;
        let mut caller = world.session_of(&officer).await;
        for row in rows() {
            let expected = verdict(row.access, Some(&[role]), false);
            let got = call(&caller, row).await;
            hold_against(row, &format!("{role:?}"), expected, &got);
            if row.path == "/sign-out" {
                caller = world.session_of(&officer).await;
            }
        }
    }
    let bank = world.bank("b-birch").await;
    for row in rows() {
        let got = call(&bank, row).await;
        hold_against(row, "an institution", verdict(row.access, None, true), &got);
    }
}

#[tokio::test]
async fn every_row_of_the_table_has_a_handler() {
    let world = World::on_sqlite("access_handlers").await;
    let noor = world.officer("noor").await;
    let mut without = Vec::new();
    for row in rows() {
        let answer = call(&noor, row).await;
        let unrouted = answer.status == 404 && answer.json.is_null() && answer.text.is_empty();
        if unrouted || answer.status == 405 {
            without.push(format!("{} {}", row.method, row.path));
        }
    }
    assert!(without.is_empty(), "in the table, but nothing answers: {without:#?}");
}

#[test]
fn every_route_of_the_router_stands_in_the_table() {
    let mut files = Vec::new();
    sources(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    let mut found = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        for (method, path) in routes_in(&text) {
            found += 1;
            let place = file.display();
            assert!(
                rows().any(|r| r.method == method && r.path == path),
                "{place}: {method} {path} is not in the table"
            );
        }
    }
    assert!(
        found > 20,
        "only {found} routes were found: the reader of routes no longer understands the sources"
    );
}

fn sources(folder: &std::path::Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The routes that a source file adds: `.route("/path", get(..).post(..))`, also with the short form for requests.
fn routes_in(text: &str) -> Vec<(&'static str, String)> {
    let mut routes = Vec::new();
    for start in text.match_indices(".route(").map(|(at, found)| at + found.len()) {
        let Some(call) = balanced(&text[start..]) else {
            continue;
        };
        let Some(written) = call.split('"').nth(1) else {
            continue;
        };
        let path = if call.trim_start().starts_with("&ask(") {
            format!("/v1/cases/{{id}}/asks/{{ask}}/{written}")
        } else {
            written.to_owned()
        };
        let handlers = call.split_once(',').map_or("", |(_, rest)| rest);
        for (name, method) in [
            ("get(", "GET"),
            ("post(", "POST"),
            ("put(", "PUT"),
            ("delete(", "DELETE"),
            ("patch(", "PATCH"),
        ] {
            let called = handlers
                .match_indices(name)
                .any(|(at, _)| !handlers[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            if called {
                routes.push((method, path.clone()));
            }
        }
    }
    routes
}

/// The text up to the parenthesis that closes the call.
fn balanced(text: &str) -> Option<&str> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&text[..at]);
        }
    }
    None
}

#[tokio::test]
async fn a_person_without_a_session_is_led_to_the_sign_in_page() {
    let world = World::on_sqlite("access_led").await;
    let (status, headers, _) = world
        .nobody()
        .open("GET", "/v1/cases", &[("accept", "text/html")], "")
        .await;
    assert_eq!(status, 303);
    assert_eq!(headers["location"], "/sign-in");
}

#[tokio::test]
async fn an_unknown_path_says_nothing() {
    let world = World::on_sqlite("access_unknown").await;
    let answer = world.officer("noor").await.get("/v1/nothing").await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn a_suspended_officer_may_nothing_from_the_next_call_on() {
    let world = World::on_sqlite("access_suspended").await;
    let mira = world.officer("mira").await;
    mira.get("/v1/cases").await.expect(200);
    let officer: Officer = world.member("officer", "mira").await;
    let suspended = Officer {
        suspended: Some(world.app.now()),
        ..officer
    };
    write(&world, "officer", "mira", 1, &suspended).await;
    mira.get("/v1/cases").await.refused(403, "suspended");
    let refused =
        cordon::members::service::open_session(&world.app, &suspended, cordon_vocabulary::Means::Passkey).await;
    assert_eq!(refused.expect_err("no session").code, "suspended");
}

#[tokio::test]
async fn a_withdrawn_client_and_an_unknown_token_are_sent_away() {
    let world = World::on_sqlite("access_withdrawn").await;
    let mut client = cordon::members::queries::Client {
        name: "b-birch-desk".into(),
        institution: cordon_vocabulary::InstitutionId::parse("b-birch").expect("an id"),
        user: "fraud desk".into(),
        withdrawn: None,
    };
    let token = cordon::members::service::add_client(&world.app, &client, "operator")
        .await
        .expect("a client");
    let bank = world.bearer(&token);
    bank.get("/v1/asks").await.expect(200);
    client.withdrawn = Some(world.app.now());
    write(&world, "client", &cordon::app::fingerprint(&token), 1, &client).await;
    bank.get("/v1/asks").await.refused(401, "token");
    world
        .bearer("no such token")
        .get("/v1/asks")
        .await
        .refused(401, "token");
    // A token that is not in force opens no public door either.
    bank.get("/health").await.refused(401, "token");
}

#[tokio::test]
async fn a_session_ends_with_the_shift_and_by_hand() {
    let world = World::on_sqlite("access_session").await;
    let mira = world.officer("mira").await;
    world.pass(12 * 3600 - 1).await;
    mira.get("/v1/cases").await.expect(200);
    world.pass(1).await;
    mira.get("/v1/cases").await.refused(401, "sign-in");

    let officer: Officer = world.member("officer", "noor").await;
    let secret = cordon::members::service::open_session(&world.app, &officer, cordon_vocabulary::Means::Passkey)
        .await
        .expect("a session");
    let cookie = format!("{}={secret}", cordon::gate::SESSION);
    let with = [("cookie", cookie.as_str())];
    let nobody = world.nobody();
    nobody.call("GET", "/v1/cases", &with, "").await.expect(200);
    cordon::members::service::end_session(&world.app, &secret)
        .await
        .expect("ended");
    nobody.call("GET", "/v1/cases", &with, "").await.refused(401, "sign-in");
}

#[tokio::test]
async fn an_act_sent_by_another_site_is_refused() {
    let world = World::on_sqlite("access_other_site").await;
    let id = world.pursued("1000.00").await;
    let mira = world.officer("mira").await;
    let stop = format!("/v1/cases/{id}/stop");
    let cases: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site"), ("idempotency-key", "a")],
        &[("sec-fetch-site", "same-site"), ("idempotency-key", "b")],
        &[("origin", "https://thief.example.org"), ("idempotency-key", "c")],
        &[("origin", "null"), ("idempotency-key", "d")],
    ];
    for headers in cases {
        mira.call("POST", &stop, headers, "{}").await.refused(403, "other-site");
    }
    assert_eq!(world.case(&id).await["state"], "pursuing");
    let ours = [("origin", "http://localhost:8195"), ("idempotency-key", "e")];
    mira.call("POST", &stop, &ours, "{}").await.expect(200);
    // Reading from elsewhere is no act.
    let reading = [("sec-fetch-site", "cross-site")];
    mira.call("GET", "/v1/cases", &reading, "").await.expect(200);
}

#[tokio::test]
async fn the_doors_of_a_demonstration_do_not_exist_in_the_real_world() {
    let world = World::real("access_real").await;
    let mut seen = 0;
    for row in rows().filter(|r| r.access == Access::DemoOnly) {
        seen += 1;
        for caller in [world.nobody(), world.officer("noor").await] {
            let answer = caller.call(row.method, &filled(row.path), &[], "officer=mira").await;
            answer.refused(404, "not-found");
            assert!(answer.headers.get("set-cookie").is_none());
        }
    }
    assert!(seen > 0, "the table names no door of the demonstration");
}
