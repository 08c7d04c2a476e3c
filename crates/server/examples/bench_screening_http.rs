//! Screening over HTTP on the real server and a real embedded store: an open loop of so many questions a second, each
//! answered only when its journal entry is durable.
//!
//! `cargo xtask bench screening-http [PERSONS] [A_SECOND] [SECONDS] [CONNECTIONS]`
//! One question in a thousand is on the list. All persons are invented by combination. Latency counts from the instant at
//! which a question was due, not from when a busy client came to send it. Client and server share the machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use cordon::app::{App, Settings, World};
use cordon::clock::Clock;
use cordon::demo::world as invented;
use cordon::members::service;
use cordon::screening::shelves::{self, Offer};
use cordon_members::officer::Officer;
use cordon_screening::index::ListInfo;
use cordon_store::{Store, StoreAt};
use cordon_vocabulary::Means;
use serde_json::json;

/// Questions about somebody on the list: one in so many.
const ONE_IN: u64 = 1000;
const SYLLABLES: [&str; 24] = [
    "ba", "ren", "do", "lim", "ka", "ster", "mo", "vin", "ha", "gol", "su", "tar", "el", "quin", "fo", "rad", "ni",
    "pel", "wa", "zur", "jo", "mar", "te", "lund",
];

/// A number for a place, the same in every run (`SplitMix64`).
fn mixed(at: u64) -> u64 {
    let mut out = at.wrapping_add(0x9e37_79b9_7f4a_7c15);
    out = (out ^ (out >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    out = (out ^ (out >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    out ^ (out >> 31)
}

fn word(seed: u64) -> String {
    let syllable = |n: u32| SYLLABLES[usize::try_from((seed >> (8 * n)) % 24).unwrap_or(0)];
    let count = 2 + u32::try_from(seed >> 62).unwrap_or(0) % 2;
    (0..=count).map(syllable).collect()
}

/// Name and birth date of the person in a place of the list; places beyond the list are travellers who are not on it.
fn person(at: u64) -> (String, String) {
    let seed = mixed(at);
    let born = format!(
        "{}-{:02}-{:02}",
        1940 + seed % 65,
        1 + (seed >> 8) % 12,
        1 + (seed >> 16) % 28
    );
    (format!("{} {}", word(mixed(seed)), word(mixed(seed ^ 1))), born)
}

fn list(persons: u64) -> String {
    let mut out = String::new();
    for at in 0..persons {
        let (name, born) = person(at);
        out.push_str(
            &json!({"id": format!("p{at}"), "schema": "Person", "properties": {"name": [name], "birthDate": [born]}})
                .to_string(),
        );
        out.push('\n');
    }
    out
}

fn arguments() -> anyhow::Result<[u64; 4]> {
    let mut values = [1_000_000, 1_000, 20, 64];
    for (place, given) in values.iter_mut().zip(std::env::args().skip(1)) {
        *place = given.parse().with_context(|| format!("{given:?} is no number"))?;
    }
    Ok(values)
}

fn main() -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(measure(arguments()?))
}

async fn measure([persons, rate, seconds, connections]: [u64; 4]) -> anyhow::Result<()> {
    let no = |no: cordon::answer::No| anyhow::anyhow!(no.detail);
    let folder = std::env::temp_dir().join(format!("cordon-screening-http-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let store = Store::open(&StoreAt::Sqlite(folder.clone())).await?;
    let settings = Settings {
        organisation: "Measurement".into(),
        origin: "http://localhost".into(),
    };
    let app = App::new(store, Clock::System, World::Demo, settings);
    service::found(&app, &invented::bureaus()?, &invented::officers()?, &[], "global")
        .await
        .map_err(no)?;
    let began = Instant::now();
    let text = list(persons);
    let info = ListInfo {
        name: "persons".into(),
        version: 1,
        stated: app.today(),
        term_days: 7,
    };
    let offer = Offer {
        info,
        counted: usize::try_from(persons)?,
        institutions: false,
        text: &text,
    };
    shelves::put(&app, offer, "operator").await.map_err(no)?;
    println!(
        "{persons} persons in force after {:.1} s",
        began.elapsed().as_secs_f64()
    );
    drop(text);
    let tess: Officer = cordon::members::queries::read(&app.store, "officer", "tess")
        .await?
        .context("no officer")?
        .value;
    let secret = service::open_session(&app, &tess, Means::Passkey).await.map_err(no)?;
    let listener = cordon::serve::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
    let address = format!("http://{}/v1/screen", listener.local_addr()?);
    tokio::spawn(cordon::serve::run(listener, cordon::routes::all(app.clone())));
    tokio::spawn(cordon::jobs::run(app.clone()));

    let asker = Arc::new(Asker {
        client: reqwest::Client::builder().pool_max_idle_per_host(1024).build()?,
        address,
        cookie: format!("{}={secret}", cordon::gate::SESSION),
        persons,
    });
    // Connections are opened before anything counts.
    rounds(&asker, rate.min(200), 2, connections, persons).await?;
    let before = asked(&app).await?;
    let began = Instant::now();
    let mut times = rounds(&asker, rate, seconds, connections, persons + 1_000_000).await?;
    let took = began.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |share: usize| {
        times
            .get((times.len() * share / 1000).min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
            .as_secs_f64()
            * 1e3
    };
    app.sequence().await?;
    let written = asked(&app).await? - before;
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let answered = times.len() as f64 / took;
    println!(
        "asked for {rate}/s over {connections} connections: {answered:.0}/s answered; ms from due to answered: p50 {:.2}  p95 {:.2}  p99 {:.2}  max {:.2}",
        at(500),
        at(950),
        at(990),
        at(1000)
    );
    println!(
        "{} answers, {written} durable entries in the journal: {}",
        times.len(),
        if written == times.len() {
            "one each"
        } else {
            "NOT ONE EACH"
        }
    );
    if cfg!(debug_assertions) {
        println!("built without optimisation: for the shape alone, not for figures");
    }
    app.store.close().await;
    std::fs::remove_dir_all(&folder)?;
    anyhow::ensure!(written == times.len(), "an answer without its entry");
    Ok(())
}

/// One who asks.
struct Asker {
    client: reqwest::Client,
    address: String,
    cookie: String,
    persons: u64,
}

impl Asker {
    async fn ask(&self, at: u64) -> anyhow::Result<()> {
        let listed = at % ONE_IN == 0;
        let (name, born) = person(if listed { mixed(at) % self.persons } else { 1 << 40 | at });
        let body = json!({"entity": {"schema": "Person", "properties": {"name": [name], "birthDate": [born]}}});
        let answer = self
            .client
            .post(&self.address)
            .header("cookie", &self.cookie)
            .header("cordon-purpose", "measurement")
            .json(&body)
            .send()
            .await?;
        let status = answer.status();
        let answer = answer.text().await?;
        anyhow::ensure!(status.is_success(), "{status}: {answer}");
        anyhow::ensure!(
            !listed || answer.contains("\"alert\":true"),
            "one on the list was missed"
        );
        Ok(())
    }
}

/// Asks at a steady rate for so many seconds; gives the time from due to answered of each question.
async fn rounds(
    asker: &Arc<Asker>,
    rate: u64,
    seconds: u64,
    connections: u64,
    first: u64,
) -> anyhow::Result<Vec<Duration>> {
    let start = Instant::now() + Duration::from_millis(50);
    let mut tasks = Vec::new();
    for lane in 0..connections {
        let asker = asker.clone();
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            let mut at = lane;
            while at < rate * seconds {
                let due = start + Duration::from_nanos(1_000_000_000 / rate * at);
                tokio::time::sleep_until(due.into()).await;
                asker.ask(first + at).await?;
                times.push(due.elapsed());
                at += connections;
            }
            anyhow::Ok(times)
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    Ok(all)
}

/// Searches in the journal.
async fn asked(app: &App) -> anyhow::Result<usize> {
    app.sequence().await?;
    let (mut after, mut count) = (0, 0);
    loop {
        let page = app.store.journal(after, 1000).await?;
        let Some(last) = page.last() else { return Ok(count) };
        after = last.seq;
        count += page.iter().filter(|entry| entry.kind == "screening.asked").count();
    }
}
