//! Measures durable acts per second with 1, 16 and 128 clients, numbering, and verification.
//! Argument: a folder for the database, on the disk that counts (it must not exist yet); or a
//! PostgreSQL URL followed by a folder for its keys. Prints one JSON object.

use std::time::Instant;

use cordon_store::{Change, Entry, NewJob, RecordWrite, SealedPart, Store, StoreAt};
use serde_json::json;

const ACTS: usize = 6_000;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let at = match (arguments.next(), arguments.next()) {
        (Some(folder), None) => StoreAt::Sqlite(folder.into()),
        (Some(url), Some(keys)) => StoreAt::Postgres { url, keys: keys.into() },
        _ => return Err("usage: bench_store FOLDER | bench_store URL KEYS".into()),
    };
    let store = Store::open(&at).await?;
    let mut rates = serde_json::Map::new();
    for clients in [1, 16, 128] {
        let acts = if clients == 1 { ACTS / 6 } else { ACTS };
        let begin = Instant::now();
        let mut tasks = tokio::task::JoinSet::new();
        for client in 0..clients {
            let store = store.clone();
            tasks.spawn(async move {
                for n in 0..acts / clients {
                    store.apply(act(&format!("{clients}-{client}-{n}"))).await?;
                }
                Ok::<_, cordon_store::ApplyError>(())
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended??;
        }
        let done = (acts / clients) * clients;
        rates.insert(clients.to_string(), per_second(done, begin).into());
    }
    let begin = Instant::now();
    let mut numbered = 0;
    loop {
        match store.sequence().await? {
            0 => break,
            count => numbered += count,
        }
    }
    let numbering = per_second(numbered, begin);
    let begin = Instant::now();
    let verification = store.verify(&[]).await?;
    let report = json!({
        "engine": store.engine(),
        "acts_per_second_by_clients": rates,
        "numbered_per_second": numbering,
        "verified_per_second": per_second(numbered, begin),
        "entries": verification.entries,
        "verified": verification.verified(),
    });
    println!("{report}");
    store.close().await;
    Ok(())
}

fn per_second(count: usize, begin: Instant) -> u64 {
    (count as f64 / begin.elapsed().as_secs_f64()) as u64
}

/// What filing one request does: a record with two keys, an entry with a sealed part for two
/// audiences, and a job.
fn act(id: &str) -> Change {
    let mut change = Change::new(Entry {
        kind: "request_filed",
        actor: "officer-9".to_owned(),
        bureau: "bureau:QM".to_owned(),
        at_us: 1_900_000_000_000_000,
        purpose: "case 17".to_owned(),
        case: Some("17".to_owned()),
        public: json!({ "request": id, "amount": 232_000_000, "currency": "EUR" }),
        sealed: vec![SealedPart {
            id: format!("part-{id}"),
            person: "person-1".to_owned(),
            bytes: vec![b'x'; 200],
        }],
    });
    change.records.push(RecordWrite {
        kind: "request",
        id: id.to_owned(),
        expected_revision: 0,
        body: json!({ "state": "filed", "text": "y".repeat(300) }).to_string(),
        keys: vec![("state", "filed".to_owned()), ("case", "17".to_owned())],
    });
    change.audiences = vec!["bureau:QM".to_owned(), "desk:hq".to_owned()];
    change.jobs.push(NewJob {
        kind: "ask_overdue",
        key: id.to_owned(),
        due_us: 1,
        body: String::new(),
    });
    change
}
