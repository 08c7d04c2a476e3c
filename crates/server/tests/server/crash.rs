//! The real program is killed twenty times at seeded random moments while clients act on it. What was answered is
//! there; nothing is there twice; the journal verifies.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cordon::app::{App, Settings, World};
use cordon::clock::Clock;
use cordon::members::queries::Client;
use cordon::members::service;
use cordon_store::{Store, StoreAt};
use cordon_vocabulary::{InstitutionId, Means};
use serde_json::{Value, json};
use tokio::sync::watch;

const KILLS: u64 = 20;
const WRITERS: usize = 3;

/// Two officers and a bank, with what they prove themselves with.
#[derive(Clone)]
struct Credentials {
    mira: String,
    noor: String,
    birch: String,
}

/// The program as a child process.
struct Server {
    child: Child,
    base: String,
    // Held open: a program that prints into a closed pipe would end for that reason.
    _printed: BufReader<ChildStdout>,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cordon"))
            .args(["serve", "--listen", "127.0.0.1:0", "--store"])
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut printed = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        let base = loop {
            line.clear();
            let read = printed.read_line(&mut line).expect("its output");
            assert!(read > 0, "the program ended before it listened");
            if let Some(base) = line.trim().strip_prefix("listening on ") {
                break base.to_owned();
            }
        };
        Self {
            child,
            base,
            _printed: printed,
        }
    }

    /// No farewell: SIGKILL.
    fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

/// A store founded for this run, and who may call.
async fn found(folder: &Path) -> Credentials {
    let store = Store::open(&StoreAt::Sqlite(folder.to_owned()))
        .await
        .expect("the store opens");
    let settings = Settings {
        organisation: "Exercise Police Cooperation".into(),
        origin: "http://localhost:8195".into(),
    };
    let app = App::new(store, Clock::System, World::Real, settings);
    crate::world::found_members(&app).await;
    app.store.set_meta("world", "real").await.expect("founded");
    let mut sessions = Vec::new();
    for id in ["mira", "noor"] {
        let officer: cordon_members::officer::Officer = cordon::members::queries::read(&app.store, "officer", id)
            .await
            .expect("read")
            .expect("an officer")
            .value;
        let secret = service::open_session(&app, &officer, Means::Passkey).await;
        sessions.push(secret.expect("a session"));
    }
    let client = Client {
        name: "b-birch-desk".into(),
        institution: InstitutionId::parse("b-birch").expect("an id"),
        user: "fraud desk".into(),
        withdrawn: None,
    };
    let birch = service::add_client(&app, &client, "operator").await.expect("a client");
    app.store.close().await;
    let noor = sessions.pop().expect("noor");
    let mira = sessions.pop().expect("mira");
    Credentials { mira, noor, birch }
}

/// One client that repeats each act under its key until it is answered.
struct Writer {
    http: reqwest::Client,
    base: watch::Receiver<String>,
    who: Credentials,
    /// Every answered act: its key, and the case that the answer named.
    answered: BTreeMap<String, String>,
}

impl Writer {
    async fn until_answered(&mut self, who: &str, path: &str, key: &str, body: &Value) -> Value {
        loop {
            let base = self.base.borrow().clone();
            let request = self.http.post(format!("{base}{path}"));
            let request = match who {
                "birch" => request.bearer_auth(&self.who.birch),
                who => {
                    let secret = if who == "mira" { &self.who.mira } else { &self.who.noor };
                    request.header("cookie", format!("{}={secret}", cordon::gate::SESSION))
                }
            };
            let request = request
                .header("idempotency-key", key)
                .header("content-type", "application/json")
                .timeout(Duration::from_secs(5))
                .body(body.to_string());
            let Ok(response) = request.send().await else {
                tokio::time::sleep(Duration::from_millis(5)).await;
                continue;
            };
            let status = response.status();
            let Ok(text) = response.text().await else {
                continue;
            };
            if status.is_success() {
                return serde_json::from_str(&text).expect("a JSON answer");
            }
            // In progress, or contended: the same key again. Everything else would be a fault.
            assert_eq!(status.as_u16(), 409, "{path} {key}: {text}");
            assert!(
                text.contains("still-running") || text.contains("\"stale\""),
                "{path} {key}: {text}"
            );
        }
    }

    async fn one_case(&mut self, name: &str, filing: &Value) {
        let key = format!("{name}/file");
        let filed = self.until_answered("mira", "/v1/cases", &key, filing).await;
        let id = filed["id"].as_str().expect("an id").to_owned();
        self.answered.insert(key, id.clone());
        let key = format!("{name}/release");
        self.until_answered("noor", &format!("/v1/cases/{id}/release"), &key, &json!({}))
            .await;
        self.answered.insert(key, id.clone());
        let key = format!("{name}/answer");
        let reply = json!({"revision": 1, "lines": [{"line": "held", "amount": filing["amount"]}]});
        let path = format!("/v1/cases/{id}/asks/1/answers");
        self.until_answered("birch", &path, &key, &reply).await;
        self.answered.insert(key, id);
    }
}

fn filing() -> Value {
    use cordon::demo::world as invented;
    let now = Clock::System.now();
    let bank = invented::bank_of_code("BIRC").expect("a bank");
    json!({
        "amount": {"value": "250.00", "currency": "EUR"},
        "to": invented::account(bank, 1).expect("an account").to_string(),
        "executed": now.plus_seconds(-600).to_string(),
        "victim": crate::world::VICTIM,
        "facts": crate::world::FACTS,
        "mandate": {"grounds": "Exercise criminal code", "ends": now.plus_seconds(86_400).to_string()},
    })
}

/// The next number of a sequence that the seed fixes (splitmix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Kills and restarts while the writers act; gives everything that was answered.
async fn run(folder: &Path, who: Credentials) -> BTreeMap<String, String> {
    let mut server = Server::start(folder);
    let (base, receiver) = watch::channel(server.base.clone());
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..WRITERS)
        .map(|number| {
            let (stop, base, who) = (Arc::clone(&stop), receiver.clone(), who.clone());
            tokio::spawn(async move {
                let http = reqwest::Client::new();
                let mut writer = Writer {
                    http,
                    base,
                    who,
                    answered: BTreeMap::new(),
                };
                let filing = filing();
                let mut round = 0;
                while !stop.load(Ordering::SeqCst) {
                    writer.one_case(&format!("w{number}-{round}"), &filing).await;
                    round += 1;
                }
                writer.answered
            })
        })
        .collect();
    let mut seed = 7;
    for _ in 0..KILLS {
        tokio::time::sleep(Duration::from_millis(20 + next(&mut seed) % 180)).await;
        server.kill();
        server = Server::start(folder);
        base.send_replace(server.base.clone());
    }
    stop.store(true, Ordering::SeqCst);
    let mut answered = BTreeMap::new();
    for writer in writers {
        answered.extend(writer.await.expect("the writer ends"));
    }
    server.kill();
    answered
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_answered_is_lost_and_nothing_is_done_twice() {
    let folder: PathBuf = std::env::temp_dir().join(format!("cordon-crash-{}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).expect("a folder");
    let who = found(&folder).await;
    let answered = run(&folder, who).await;

    let store = Store::open(&StoreAt::Sqlite(folder.clone()))
        .await
        .expect("it opens again");
    while store.sequence().await.expect("numbers") > 0 {}
    let mut done: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = store.journal(after, 1000).await.expect("the journal");
        let Some(last) = page.last() else { break };
        after = last.seq;
        for entry in page {
            *done.entry((entry.kind, entry.case.unwrap_or_default())).or_default() += 1;
        }
    }
    let mut lost = Vec::new();
    for (key, case) in &answered {
        let kind = match key.rsplit('/').next() {
            Some("file") => "stop_payment.filed",
            Some("release") => "stop_payment.released",
            _ => "stop_payment.answered",
        };
        if !done.contains_key(&(kind.to_owned(), case.clone())) {
            lost.push(key);
        }
    }
    let doubled: Vec<_> = done
        .iter()
        .filter(|((kind, _), n)| **n > 1 && kind != "stop_payment.clock_ran" && !kind.starts_with("members."))
        .collect();
    let filed = done.keys().filter(|(kind, _)| kind == "stop_payment.filed").count();
    let keys = answered.keys().filter(|k| k.ends_with("/file")).count();
    println!(
        "{KILLS} kills, {} acts answered, {} lost, {} doubled",
        answered.len(),
        lost.len(),
        doubled.len()
    );
    assert!(lost.is_empty(), "lost: {lost:?}");
    assert!(doubled.is_empty(), "doubled: {doubled:?}");
    assert_eq!(filed, keys, "a filing that was repeated under its key is one case");
    assert!(
        answered.len() > 20,
        "only {} acts: the run shows nothing",
        answered.len()
    );
    let verified = store.verify(&[]).await.expect("read");
    assert!(verified.verified(), "{:?}", verified.problems);
    store.close().await;
    drop(std::fs::remove_dir_all(folder));
}
