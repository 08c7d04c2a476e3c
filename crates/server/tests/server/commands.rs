//! The commands of screening as programs of their own: hostile files are refused by file and line, never by a panic; lists
//! are put in force in a store and in a running server.

use std::path::{Path, PathBuf};
use std::process::Command;

use cordon::app::{App, Settings, World as Kind};
use cordon::clock::Clock;
use cordon::screening::{lists, shelves};
use cordon_screening::entity::{Entity, read_entity};
use cordon_store::{Store, StoreAt};
use serde_json::{Value, json};

use crate::world::World;

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cordon"));
    let output = command
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .expect("runs");
    Ran {
        status: output.status.code().expect("a status, not a signal"),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A folder of its own for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cordon-{test}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).expect("a file");
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const PERSON: &str = r#"{"id":"ex-1","schema":"Person","properties":{"name":["Ivan Abelard"],"birthDate":["1970-02-03"],"nationality":["qt"]}}"#;
const SDN: &str = "7,\"ABELARD, Ivan\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 03 Feb 1970; nationality QT; Passport A1234567 (QT)\"\n\u{1a}";
const ALT: &str = "7,1,\"aka\",\"ABELARD, Vanya\",-0- \n\u{1a}";

/// Bytes that are no text, in the middle of a file.
fn binary() -> Vec<u8> {
    [b"first line\n".as_slice(), &[0xff, 0xfe, 0x00, 0x80], b"\n"].concat()
}

#[test]
fn hostile_files_are_refused_by_file_and_line() {
    let folder = Folder::new("hostile");
    let good = folder.put("good.jsonl", PERSON);
    let nowhere = folder.0.join("nowhere").display().to_string();
    let broken = folder.put("broken.jsonl", format!("{PERSON}\n{{\"id\":\n"));
    let deep = folder.put("deep.jsonl", "[".repeat(200_000));
    let no_id = folder.put("no-id.jsonl", format!("{PERSON}\n\n{{\"properties\":{{}}}}\n"));
    let bytes = folder.put("binary", binary());
    let empty = folder.put("empty", "");
    let huge = folder.put("huge.jsonl", format!("{PERSON}\n{}", "x".repeat(5 << 20)));
    let columns = folder.put("columns.csv", "name1,name2\nIvan Abelard,Ivan Abelar\nJohanna\n");
    let other = folder.put("other.csv", "a,b\n1,2\n");
    let pairs = folder.put("pairs.tsv", "ivan\tиван\t3\nabelard\n");
    let of_match = |list: &str, queries: &str| {
        ["screen", "match", "--list", list, "--queries", queries, "--json"]
            .map(str::to_owned)
            .to_vec()
    };
    let compare = |file: &str| {
        ["screen", "compare", "--pairs", file, "--json"]
            .map(str::to_owned)
            .to_vec()
    };
    let key = |script: &str, file: &str| {
        ["screen", "key", "--script", script, "--pairs", file, "--json"]
            .map(str::to_owned)
            .to_vec()
    };
    let name = |path: &str| {
        Path::new(path)
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    let cases = [
        (of_match(&nowhere, &good), "cannot read".to_owned()),
        (of_match(&broken, &good), format!("{}: line 2: not JSON", name(&broken))),
        (of_match(&deep, &good), format!("{}: line 1: not JSON", name(&deep))),
        (
            of_match(&good, &no_id),
            format!("{}: line 3: an entity needs a text in \"id\"", name(&no_id)),
        ),
        (
            of_match(&bytes, &good),
            format!("{}: line 2: not text in UTF-8", name(&bytes)),
        ),
        (
            of_match(&good, &bytes),
            format!("{}: line 2: not text in UTF-8", name(&bytes)),
        ),
        (of_match(&empty, &good), format!("{}: no entity in it", name(&empty))),
        (of_match(&good, &empty), format!("{}: no entity in it", name(&empty))),
        (of_match(&huge, &good), format!("{}: line 2: longer than", name(&huge))),
        (compare(&nowhere), "cannot read".to_owned()),
        (compare(&bytes), format!("{}: line 2: not text in UTF-8", name(&bytes))),
        (compare(&empty), format!("{}: the file is empty", name(&empty))),
        (
            compare(&columns),
            format!("{}: line 3: 1 columns, at least 2 are needed", name(&columns)),
        ),
        (compare(&other), "no column \"name1\" in".to_owned()),
        (key("klingon", &pairs), "unknown script \"klingon\"".to_owned()),
        (key("russian", &pairs), format!("{}: line 2", name(&pairs))),
        (
            key("russian", &bytes),
            format!("{}: line 2: not text in UTF-8", name(&bytes)),
        ),
        (key("russian", &empty), name(&empty)),
    ];
    for (arguments, expected) in cases {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = run(&arguments, &[]);
        assert_eq!(ran.status, 1, "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(
            ran.err.contains(&expected),
            "{arguments:?}: {:?} does not say {expected:?}",
            ran.err
        );
        assert!(
            ran.out.is_empty() && !ran.err.contains("panicked"),
            "{arguments:?}: {}{}",
            ran.out,
            ran.err
        );
    }
}

#[test]
fn a_folder_that_is_not_the_treasurys_is_refused_by_file_and_line() {
    let folder = Folder::new("treasury");
    let queries = folder.put("queries.jsonl", PERSON);
    let place = folder.0.display().to_string();
    let arguments = [
        "screen",
        "match",
        "--list-ofac",
        place.as_str(),
        "--queries",
        queries.as_str(),
        "--json",
    ];
    let said = || {
        let ran = run(&arguments, &[]);
        (ran.status, ran.err + &ran.out)
    };
    let (status, words) = said();
    assert!(status == 1 && words.contains("sdn.csv"), "{words}");
    folder.put(
        "sdn.csv",
        format!("{}\n8,NOBODY\n", SDN.trim_end_matches('\u{1a}').trim_end()),
    );
    folder.put("alt.csv", ALT);
    let (status, words) = said();
    assert!(
        status == 1 && words.contains("sdn.csv, line 2: 2 columns, at least 3 are needed"),
        "{words}"
    );
    folder.put("sdn.csv", binary());
    let (status, words) = said();
    assert!(status == 1 && words.contains("sdn.csv, line 1"), "{words}");
    folder.put("sdn.csv", SDN);
    let (status, words) = said();
    assert!(status == 0 && words.contains("\"id\":\"7\""), "{words}");
}

#[test]
fn a_zone_of_any_bytes_gets_its_answer_as_json() {
    let folder = Folder::new("zones");
    let wrong_digit = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C37UTO7408122F1204159ZE184226B<<<<<10\n";
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("binary", binary()),
        ("zeros", vec![0; 100_000]),
        ("huge line", b"P<UTO".repeat(50_000)),
        ("many lines", b"<\n".repeat(40_000)),
        ("wrong digit", wrong_digit.as_bytes().to_vec()),
    ] {
        let file = folder.put(&name.replace(' ', "-"), bytes);
        for mode in [&[][..], &["--lenient"]] {
            let arguments = [&["mrz", "read", file.as_str(), "--json"], mode].concat();
            let ran = run(&arguments, &[]);
            let reading: Value = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{name}: {e}: {}", ran.out));
            assert_eq!(
                (ran.status, &reading["valid"]),
                (1, &json!(false)),
                "{name}: {}",
                ran.out
            );
            assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        }
    }
    let missing = run(&["mrz", "read", "/nowhere/at/all", "--json"], &[]);
    assert!(
        missing.status == 1 && missing.err.contains("/nowhere/at/all"),
        "{}",
        missing.err
    );
}

#[test]
fn every_invented_request_is_checked_by_the_command() {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/notices");
    let mut checked = 0;
    for entry in std::fs::read_dir(fixtures.join("requests")).expect("requests") {
        let path = entry.expect("an entry").path();
        let Some(name) = path
            .file_name()
            .and_then(|n| n.to_str())
            .filter(|n| n.ends_with(".json"))
        else {
            continue;
        };
        let expected = std::fs::read_to_string(fixtures.join("expected").join(name)).expect("what is expected");
        let expected: Value = serde_json::from_str(&expected).expect("JSON");
        let ran = run(&["notice", "check", &path.display().to_string(), "--json"], &[]);
        let mut found: Value = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{name}: {e}: {}", ran.err));
        for finding in found["findings"].as_array_mut().into_iter().flatten() {
            let message = finding.as_object_mut().and_then(|f| f.remove("message"));
            assert!(
                message.is_some_and(|m| m.as_str().is_some_and(|m| m.len() >= 15)),
                "{name}: {finding}"
            );
        }
        assert_eq!(found, expected, "{name}");
        let open = expected["verdict"] == "publishable" || expected["verdict"] == "needs_review";
        assert_eq!(ran.status, i32::from(!open), "{name}");
        checked += 1;
    }
    assert!(checked >= 30, "only {checked} requests are there");
    let folder = Folder::new("notice-check");
    for (name, bytes, expected) in [
        ("binary.json", binary(), "binary.json"),
        ("empty.json", Vec::new(), "empty.json"),
        ("deep.json", b"[".repeat(100_000), "deep.json"),
        ("twice.json", br#"{"kind":"red","kind":"blue"}"#.to_vec(), "twice.json"),
    ] {
        let file = folder.put(name, bytes);
        let ran = run(&["notice", "check", &file, "--json"], &[]);
        assert!(
            ran.status == 1 && ran.err.contains(expected) && !ran.err.contains("panicked"),
            "{name}: {}{}",
            ran.out,
            ran.err
        );
    }
}

fn abelard() -> Entity {
    let value = json!({"id": "query", "schema": "Person", "properties": {"name": ["Ivan Abelard"], "birthDate": ["1970-02-03"]}});
    read_entity(&value, 1).expect("a query")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_loaded_into_a_store() {
    let folder = Folder::new("list-load");
    let store = folder.0.join("store").display().to_string();
    let founded = run(
        &["init", "--store", &store, "--profile", "national", "--country", "QM"],
        &[],
    );
    assert_eq!(founded.status, 0, "{}", founded.err);
    folder.put("sdn.csv", SDN);
    folder.put("alt.csv", ALT);
    let place = folder.0.display().to_string();
    let load = |name: &str, more: &[&str]| {
        run(
            &[&["list", "load", name, "--store", store.as_str()], more].concat(),
            &[],
        )
    };
    let treasury = load(
        "treasury",
        &[
            "--ofac",
            &place,
            "--stated",
            "2026-01-05",
            "--term-days",
            "7",
            "--list-version",
            "3",
        ],
    );
    assert_eq!(
        (treasury.status, treasury.out.trim()),
        (0, "treasury: 1 entities in force, version 3, stated 2026-01-05"),
        "{}",
        treasury.err
    );
    let good = folder.put("good.jsonl", PERSON);
    assert_eq!(load("persons", &["--ftm", &good]).status, 0);
    let broken = folder.put("broken.jsonl", format!("{PERSON}\n{{"));
    for (name, more, expected) in [
        (
            "treasury",
            vec!["--ftm", good.as_str(), "--list-version", "3"],
            "version 3 is not newer than version 3 in force; the list in force stays",
        ),
        ("persons", vec!["--ftm", &broken], "broken.jsonl: line 2: not JSON"),
        ("notices", vec!["--ftm", &good], "neither \"default\" nor \"notices\""),
        ("Big Name", vec!["--ftm", &good], "1 to 40 small letters"),
    ] {
        let ran = load(name, &more);
        assert!(ran.status == 1 && ran.err.contains(expected), "{name}: {}", ran.err);
    }
    assert_eq!(load("persons", &[]).status, 2, "neither files nor folder");
    let opened = Store::open(&StoreAt::Sqlite(store.into())).await.expect("opens");
    let settings = Settings {
        organisation: String::new(),
        origin: String::new(),
    };
    let app = App::new(opened, Clock::System, Kind::Real, settings);
    let held = shelves::in_force(&app, true).await.expect("lists");
    let treasury = held.iter().find(|one| one.used.list == "treasury").expect("in force");
    assert!(treasury.used.list_old, "the term of seven days is over");
    let asked = lists::ask(&app, &abelard(), Some("QM")).await.expect("an answer");
    let found: Vec<(&str, bool)> = asked
        .hits
        .iter()
        .map(|h| (h.hit.id.as_str(), h.used.list_old))
        .collect();
    assert!(
        found.contains(&("7", true)) && found.contains(&("ex-1", false)),
        "{found:?}"
    );
    assert!(asked.hits.iter().all(|h| h.hit.alert), "{found:?}");
    assert!(app.store.verify(&[]).await.expect("read").problems.is_empty());
    app.store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_loaded_into_a_running_server() {
    let world = World::real("list-load-http").await;
    let listener = cordon::serve::listen("127.0.0.1:0".parse().expect("an address"))
        .await
        .expect("listens");
    let server = format!("http://{}", listener.local_addr().expect("an address"));
    let serving = tokio::spawn(cordon::serve::run(listener, world.router.clone()));
    let folder = Folder::new("list-load-http");
    let good = folder.put("good.jsonl", PERSON);
    let farid = world.secret_of("farid").await;
    let mira = world.secret_of("mira").await;
    let load = |session: &str| {
        let (server, good, session) = (server.clone(), good.clone(), session.to_owned());
        tokio::task::spawn_blocking(move || {
            let arguments = [
                "list",
                "load",
                "persons",
                "--ftm",
                &good,
                "--server",
                &server,
                "--list-version",
                "5",
            ];
            run(&arguments, &[("CORDON_SESSION", session.as_str())])
        })
    };
    let refused = load(&mira).await.expect("ran");
    assert!(refused.status == 1 && refused.err.contains("403"), "{}", refused.err);
    let done = load(&farid).await.expect("ran");
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(
        done.out.starts_with("persons: 1 entities in force, version 5"),
        "{}",
        done.out
    );
    let again = load(&farid).await.expect("ran");
    assert!(again.status == 1 && again.err.contains("409"), "{}", again.err);
    let asked = lists::ask(&world.app, &abelard(), Some("QM")).await.expect("an answer");
    assert!(
        asked.hits.iter().any(|h| h.hit.id == "ex-1"),
        "the next query is answered from it"
    );
    serving.abort();
}
