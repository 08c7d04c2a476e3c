//! Where a test has its store, and the usual acts.

use std::path::PathBuf;

use cordon_store::{Applied, ApplyError, Change, Entry, Expected, RecordWrite, SealedPart, Store, StoreAt, Write};
use serde_json::json;

/// A store of its own for one test; removed when the test has passed.
pub struct Place {
    pub at: StoreAt,
    folder: PathBuf,
}

impl Place {
    pub fn sqlite(test: &str) -> Place {
        let folder = folder(&format!("{test}-sqlite"));
        Place {
            at: StoreAt::Sqlite(folder.clone()),
            folder,
        }
    }

    /// A schema of its own on the server that the environment names.
    pub async fn postgres(test: &str) -> Option<Place> {
        let Ok(url) = std::env::var("CORDON_TEST_POSTGRES") else {
            eprintln!("skipped on PostgreSQL: CORDON_TEST_POSTGRES is not set");
            return None;
        };
        let schema = format!("t{}_{test}", std::process::id());
        let schema: String = schema.chars().take(60).collect();
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
        Some(Place {
            at: StoreAt::Postgres {
                url: format!("{url}{mark}options[search_path]={schema}"),
                keys: folder.clone(),
            },
            folder,
        })
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.at).await.expect("the store opens")
    }

    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("cordon-store-{}-{name}", std::process::id()));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("an old test folder goes");
    }
    std::fs::create_dir_all(&folder).expect("a test folder");
    folder
}

impl Drop for Place {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }
}

/// Makes each `async fn name(place: &Place)` a test on both engines.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(&$crate::place::Place::sqlite(stringify!($name))).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(place) = $crate::place::Place::postgres(stringify!($name)).await {
                    super::$name(&place).await;
                }
            })+
        }
    };
}

pub const NOON: i64 = 1_900_000_000_000_000;

/// An act on case 17.
pub fn act(kind: &'static str) -> Change {
    Change::new(Entry {
        kind,
        actor: "officer-9".to_owned(),
        bureau: "bureau:QM".to_owned(),
        at_us: NOON,
        purpose: "case 17".to_owned(),
        case: Some("17".to_owned()),
        public: json!({"amount": 232_000_000_i64, "currency": "EUR"}),
        sealed: Vec::new(),
    })
}

pub fn record(id: &str, expected_revision: i64, body: &str) -> RecordWrite {
    RecordWrite {
        kind: "case",
        id: id.to_owned(),
        expected_revision,
        body: body.to_owned(),
        keys: vec![("state", "open".to_owned())],
    }
}

pub fn writing(record: RecordWrite) -> Change {
    Change {
        records: vec![record],
        ..act("case_written")
    }
}

pub fn expecting(id: &str, revision: i64) -> Change {
    Change {
        expects: vec![Expected {
            kind: "case",
            id: id.to_owned(),
            revision,
        }],
        ..act("case_read")
    }
}

pub fn running(sql: &'static str, args: Vec<cordon_store::Value>) -> Change {
    Change {
        writes: vec![Write {
            sql,
            args,
            expect_rows: None,
        }],
        ..act("written")
    }
}

pub fn part(id: &str, person: &str, text: &str) -> SealedPart {
    SealedPart {
        id: id.to_owned(),
        person: person.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

pub fn sealing(part: SealedPart) -> Change {
    let mut change = act("person_named");
    change.entry.sealed.push(part);
    change.audiences = vec!["bureau:QM".to_owned(), "desk:hq".to_owned()];
    change
}

pub async fn done(store: &Store, change: Change) -> String {
    match store.apply(change).await {
        Ok(Applied::Done { entry }) => entry,
        other => panic!("the change is done: {other:?}"),
    }
}

pub async fn number_all(store: &Store) -> usize {
    let mut total = 0;
    loop {
        match store.sequence().await.expect("numbers are given") {
            0 => return total,
            count => total += count,
        }
    }
}

pub fn is_stale(result: &Result<Applied, ApplyError>, expected: &str) -> bool {
    matches!(result, Err(ApplyError::Stale { kind, .. }) if kind == expected || kind == "transaction")
}

pub async fn problems(store: &Store) -> Vec<String> {
    store.verify(&[]).await.expect("verification runs").problems
}
