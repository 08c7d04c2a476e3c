//! A small invented world behind the real router: a store of its own, a driven clock, callers with credentials.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use cordon::app::{App, Settings, World as Kind};
use cordon::clock::Clock;
use cordon::demo::world as invented;
use cordon::members::queries::Client;
use cordon::members::service;
use cordon_members::officer::Officer;
use cordon_store::{Store, StoreAt};
use cordon_vocabulary::{Instant, InstitutionId, Means};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// The night begins.
pub const NIGHT: &str = "2026-03-03T01:14:00Z";
/// The victim of every case here: no receiver may ever read it.
pub const VICTIM: &str = "Alder Joinery (an invented firm)";
/// What happened, in words that no receiver may ever read.
pub const FACTS: &str = "A forged invoice with a changed account number was paid.";

/// The world of one test.
pub struct World {
    pub app: App,
    pub router: Router,
    folder: PathBuf,
    clock: Clock,
    keys: AtomicU64,
}

/// One who calls, with what he proves himself with.
#[derive(Clone)]
pub struct Caller {
    router: Router,
    proof: Vec<(&'static str, String)>,
}

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    pub json: Value,
}

impl World {
    /// On SQLite, in a folder of its own.
    pub async fn on_sqlite(test: &str) -> Self {
        let folder = folder(&format!("{test}-sqlite"));
        Self::found(StoreAt::Sqlite(folder.clone()), folder, Kind::Demo).await
    }

    /// On SQLite, and not a demonstration.
    pub async fn real(test: &str) -> Self {
        let folder = folder(&format!("{test}-real"));
        Self::found(StoreAt::Sqlite(folder.clone()), folder, Kind::Real).await
    }

    /// On PostgreSQL, in a schema of its own on the server that the environment names.
    pub async fn on_postgres(test: &str) -> Option<Self> {
        Self::postgres_of(test, Kind::Demo).await
    }

    /// On PostgreSQL, and not a demonstration.
    pub async fn real_on_postgres(test: &str) -> Option<Self> {
        Self::postgres_of(test, Kind::Real).await
    }

    async fn postgres_of(test: &str, kind: Kind) -> Option<Self> {
        let Ok(url) = std::env::var("CORDON_TEST_POSTGRES") else {
            eprintln!("skipped on PostgreSQL: CORDON_TEST_POSTGRES is not set");
            return None;
        };
        let schema: String = format!("s{}_{test}", std::process::id()).chars().take(60).collect();
        let pool = sqlx::PgPool::connect(&url).await.expect("PostgreSQL answers");
        for sql in [
            format!("DROP SCHEMA IF EXISTS {schema} CASCADE"),
            format!("CREATE SCHEMA {schema}"),
        ] {
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
                .execute(&pool)
                .await
                .expect("a schema");
        }
        pool.close().await;
        let folder = folder(&format!("{test}-postgres"));
        let mark = if url.contains('?') { '&' } else { '?' };
        let at = StoreAt::Postgres {
            url: format!("{url}{mark}options[search_path]={schema}"),
            keys: folder.clone(),
        };
        Some(Self::found(at, folder, kind).await)
    }

    async fn found(at: StoreAt, folder: PathBuf, kind: Kind) -> Self {
        let store = Store::open(&at).await.expect("the store opens");
        let clock = Clock::driven(Instant::parse(NIGHT).expect("an instant"));
        let settings = Settings {
            organisation: "Exercise Police Cooperation".into(),
            origin: "http://localhost:8195".into(),
        };
        let app = App::new(store, clock.clone(), kind, settings);
        found_members(&app).await;
        Self {
            router: cordon::routes::all(app.clone()),
            app,
            folder,
            clock,
            keys: AtomicU64::new(0),
        }
    }

    /// Where the store lies.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// Nobody in particular.
    pub fn nobody(&self) -> Caller {
        Caller {
            router: self.router.clone(),
            proof: vec![],
        }
    }

    /// An officer of the invented world, signed in.
    pub async fn officer(&self, id: &str) -> Caller {
        let officer: Officer = self.member("officer", id).await;
        self.session_of(&officer).await
    }

    /// An officer of a bureau of the invented world, signed in.
    pub async fn officer_of(&self, bureau: &str) -> Caller {
        let who = [
            ("QM", "mira"),
            ("QN", "dmitra"),
            ("QO", "omar"),
            ("QP", "pema"),
            ("QQ", "qiu"),
            ("QR", "rangi"),
            ("QS", "sol"),
            ("QT", "tess"),
        ];
        let id = who.iter().find(|(b, _)| *b == bureau).map_or("greta", |(_, id)| id);
        self.officer(id).await
    }

    /// Closes the store and reads its files byte by byte: none of the words stands in one. On PostgreSQL there is no
    /// file of our own to read.
    pub async fn closed_files_hold_none(&self, words: &[&str]) {
        self.app.store.close().await;
        let mut read = 0;
        for entry in std::fs::read_dir(&self.folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let bytes = std::fs::read(&path).expect("a file");
                read += bytes.len();
                for word in words {
                    let found = bytes.windows(word.len()).any(|w| w == word.as_bytes());
                    assert!(!found, "{word} stands in {}", path.display());
                }
            }
        }
        assert!(read > 0, "nothing was read");
    }

    /// A session for an officer's account as given.
    pub async fn session_of(&self, officer: &Officer) -> Caller {
        let secret = service::open_session(&self.app, officer, Means::Passkey)
            .await
            .expect("a session");
        Caller {
            router: self.router.clone(),
            proof: vec![("cookie", format!("{}={secret}", cordon::gate::SESSION))],
        }
    }

    /// The secret of a session, for a program that calls over HTTP.
    pub async fn secret_of(&self, id: &str) -> String {
        let officer: Officer = self.member("officer", id).await;
        service::open_session(&self.app, &officer, Means::Passkey)
            .await
            .expect("a session")
    }

    /// An institution's machine client.
    pub async fn bank(&self, id: &str) -> Caller {
        let client = Client {
            name: format!("{id}-{}", self.keys.fetch_add(1, Ordering::SeqCst)),
            institution: InstitutionId::parse(id).expect("an institution"),
            user: "fraud desk".into(),
            withdrawn: None,
        };
        let token = service::add_client(&self.app, &client, "operator")
            .await
            .expect("a client");
        self.bearer(&token)
    }

    /// A caller with a client token.
    pub fn bearer(&self, token: &str) -> Caller {
        Caller {
            router: self.router.clone(),
            proof: vec![("authorization", format!("Bearer {token}"))],
        }
    }

    /// A member's record.
    pub async fn member<T: serde::de::DeserializeOwned>(&self, kind: &'static str, id: &str) -> T {
        cordon::members::queries::read(&self.app.store, kind, id)
            .await
            .expect("the store reads")
            .unwrap_or_else(|| panic!("no {kind} {id}"))
            .value
    }

    /// Writes a member's record anew.
    pub async fn rewrite<T: serde::Serialize>(&self, kind: &'static str, id: &str, value: &T) {
        let record = self.app.store.record(kind, id).await.expect("the store reads");
        let mut change = cordon_store::Change::new(cordon_store::Entry {
            kind: "members.changed",
            actor: "operator".into(),
            bureau: "HQ".into(),
            at_us: self.app.now().micros(),
            purpose: "test".into(),
            case: None,
            public: json!({}),
            sealed: vec![],
        });
        change.records.push(cordon_store::RecordWrite {
            kind,
            id: id.to_owned(),
            expected_revision: record.map_or(0, |r| r.revision),
            body: serde_json::to_string(value).expect("a record"),
            keys: vec![],
        });
        self.app.apply(change).await.expect("written");
    }

    /// Lets seconds pass, and does everything that fell due, in order of time.
    pub async fn pass(&self, seconds: i64) {
        let until = self.app.now().plus_seconds(seconds);
        while let Some(due) = self.app.store.next_due_us().await.expect("the store reads") {
            if due > until.micros() {
                break;
            }
            self.clock.set(Instant::from_micros(due));
            cordon::jobs::run_due(&self.app).await.expect("jobs run");
        }
        self.clock.set(until);
        self.number().await;
    }

    /// Gives every entry its number.
    pub async fn number(&self) {
        self.app.sequence().await.expect("the sequencer runs");
    }

    /// An instant so many seconds from now, as text.
    pub fn at(&self, seconds: i64) -> String {
        self.app.now().plus_seconds(seconds).to_string()
    }

    /// The n-th account at a bank of this world, as text.
    pub fn account(&self, code: &str, n: u32) -> String {
        let bank = invented::bank_of_code(code).expect("a bank");
        invented::account(bank, n).expect("an account").to_string()
    }

    /// A filing as an officer of QM writes it: so many euros to account 1 at Birch Savings in QN.
    pub fn filing(&self, euros: &str) -> Value {
        json!({
            "amount": {"value": euros, "currency": "EUR"},
            "to": self.account("BIRC", 1),
            "from_code": "ALDRQM20",
            "executed": self.at(-600),
            "victim": VICTIM,
            "facts": FACTS,
            "mandate": {"grounds": "Exercise criminal code, section 263", "most_hops": 6, "most_accounts": 30,
                        "least_amount": "10.00", "ends": self.at(14 * 86_400)},
        })
    }

    /// A key that no act has used.
    pub fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::SeqCst))
    }

    /// Files a case of so many euros as Mira and releases it as Noor; gives its identifier.
    pub async fn pursued(&self, euros: &str) -> String {
        self.pursued_as(self.filing(euros)).await
    }

    /// Files and releases a case as written.
    pub async fn pursued_as(&self, filing: Value) -> String {
        let mira = self.officer("mira").await;
        let filed = mira.act("/v1/cases", &self.key(), &filing).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let id = filed.json["id"].as_str().expect("an id").to_owned();
        let noor = self.officer("noor").await;
        noor.act(&format!("/v1/cases/{id}/release"), &self.key(), &json!({}))
            .await
            .expect(200);
        self.number().await;
        id
    }

    /// The case as its own bureau sees it.
    pub async fn case(&self, id: &str) -> Value {
        let mira = self.officer("mira").await;
        mira.get(&format!("/v1/cases/{id}")).await.expect(200).json
    }

    /// Every bucket of the sheet together is what was lost; the journal verifies.
    pub async fn check(&self, id: &str) {
        self.number().await;
        adds_up(&self.case(id).await["sheet"]);
        let verified = self.app.store.verify(&[]).await.expect("the journal is read");
        assert!(verified.verified(), "{:?}", verified.problems);
    }

    /// The kinds of a case's journal entries, in order.
    pub async fn entries(&self, id: &str) -> Vec<String> {
        self.number().await;
        let entries = self.app.store.entries_of_case(id).await;
        entries
            .expect("the journal is read")
            .into_iter()
            .map(|e| e.kind)
            .collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }
}

/// Bureaus, officers, institutions and directory of the demonstration.
pub async fn found_members(app: &App) {
    let institutions = invented::institutions(app.now()).expect("institutions");
    let bureaus = invented::bureaus().expect("bureaus");
    let officers = invented::officers().expect("officers");
    service::found(app, &bureaus, &officers, &institutions, "global")
        .await
        .expect("founded");
    service::import_directory(app, invented::directory_file().as_bytes(), "operator")
        .await
        .expect("a directory");
}

/// The sum of all buckets of a sheet is what was lost.
pub fn adds_up(sheet: &Value) {
    let currency = sheet["currency"].as_str().expect("a currency");
    let units = |name: &str, value: &Value| {
        let text = value.as_str().unwrap_or_else(|| panic!("{name} is no string"));
        cordon_vocabulary::Money::parse(text, currency).expect("a sum").units
    };
    let mut lost = None;
    let mut sum = 0;
    for (name, value) in sheet.as_object().expect("a sheet") {
        match name.as_str() {
            "currency" => {}
            "lost" => lost = Some(units(name, value)),
            name => sum += units(name, value),
        }
    }
    assert_eq!(Some(sum), lost, "{sheet}");
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("cordon-server-{}-{name}", std::process::id()));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("an old test folder goes");
    }
    std::fs::create_dir_all(&folder).expect("a test folder");
    folder
}

impl Caller {
    /// What the caller proves himself with, for calls that are put together by hand.
    pub fn proof(&self) -> &[(&'static str, String)] {
        &self.proof
    }

    /// The router behind the calls.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[], "").await
    }

    /// Acts, with a key.
    pub async fn act(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.call("POST", path, &[("idempotency-key", key)], &body.to_string())
            .await
    }

    /// A page as a browser gets it.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.call("GET", path, &[("accept", "text/html")], "").await;
        answer.expect(200).text
    }

    /// Sends bytes as they are, with a key.
    pub async fn bytes(&self, path: &str, key: &str, body: Vec<u8>) -> Answer {
        let mut request = Request::builder()
            .method("POST")
            .uri(path)
            .header("host", "localhost:8195")
            .header("content-type", "application/octet-stream")
            .header("idempotency-key", key);
        for (name, value) in &self.proof {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 16 << 20).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            text,
            json,
        }
    }

    /// Corrects, naming the revision that was read.
    pub async fn correct(&self, path: &str, key: &str, seen: i64, body: &Value) -> Answer {
        let seen = format!("\"{seen}\"");
        let headers = [("idempotency-key", key), ("if-match", seen.as_str())];
        self.call("POST", path, &headers, &body.to_string()).await
    }

    /// Any call.
    pub async fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let (status, headers, response) = self.open(method, path, headers, body).await;
        let bytes = axum::body::to_bytes(response, 16 << 20).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Answer {
            status,
            headers,
            text,
            json,
        }
    }

    /// Hands a file in by a form, as a browser does.
    pub async fn upload(&self, path: &str, field: &str, file: &[u8]) -> Answer {
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"paper.pdf\"\r\ncontent-type: application/pdf\r\n\r\n"
        );
        let body = [head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("host", "localhost:8195")
            .header("content-type", "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 16 << 20).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            json: serde_json::from_str(&text).unwrap_or(Value::Null),
            text,
        }
    }

    /// Any call, its body not yet read.
    pub async fn open(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, HeaderMap, Body) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost:8195");
        let proof = self.proof.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in proof.chain(headers.iter().copied()) {
            request = request.header(name, value);
        }
        if headers.iter().all(|(name, _)| *name != "content-type") {
            request = request.header("content-type", "application/json");
        }
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        (head.status.as_u16(), head.headers, body)
    }
}

impl Answer {
    /// Demands a status; the message shows what came instead.
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Demands a refusal: the status, the stable code, and the whole form of RFC 9457.
    pub fn refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.text);
        let kind = self.headers.get("content-type").map(|v| v.as_bytes());
        assert_eq!(kind, Some(b"application/problem+json".as_slice()));
        assert_eq!(self.json["type"], format!("urn:cordon:refusal:{code}"));
        assert_eq!(self.json["status"], status);
        assert!(self.json["detail"].as_str().is_some_and(|d| !d.is_empty()));
    }

    /// The stable code of a refusal.
    pub fn code(&self) -> &str {
        self.json["title"].as_str().unwrap_or_default()
    }
}

/// Makes each `async fn name(world: World)` a test on both engines.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::world::World::on_sqlite(stringify!($name)).await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(world) = $crate::world::World::on_postgres(stringify!($name)).await {
                    super::$name(world).await;
                }
            })+
        }
    };
}
