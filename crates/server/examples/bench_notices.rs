//! Measures the way of a notice: from the click that publishes it to the streams of all bureaus, with many in force.
//!
//! Real store, real sequencer, one reader for each bureau as the streams have it. Run with
//! `cargo xtask bench notices [IN_FORCE] [PUBLICATIONS]`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant as Elapsed};

use cordon::app::{App, Settings, World};
use cordon::clock::Clock;
use cordon::notices::by::By;
use cordon::notices::change::{self, Around};
use cordon::notices::service::{self, Done};
use cordon::notices::wish::Wish;
use cordon::notices::{adoption, desk, live, queries};
use cordon_members::bureau::{Bureau, BureauKind};
use cordon_notices::check::Outcome;
use cordon_notices::ids::{NoticeId, PayloadId, SubjectId};
use cordon_notices::lifecycle::{Notice, PayloadRef, Role};
use cordon_notices::request::RulingOutcome;
use cordon_store::{Change, Entry, SealedPart, Store, StoreAt};
use cordon_vocabulary::BureauId;
use serde_json::{Value, json};
use tokio::sync::mpsc;

const BUREAUS: usize = 195;
const RED: &str = include_str!("../../../fixtures/notices/requests/red-complete-before-review.json");

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn no(no: cordon::answer::No) -> Failure {
    format!("{}: {}", no.code, no.detail).into()
}

fn main() -> Result<(), Failure> {
    tokio::runtime::Runtime::new()?.block_on(measure())
}

async fn measure() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let in_force: usize = arguments.next().map_or(Ok(70_000), |n| n.parse())?;
    let publications: usize = arguments.next().map_or(Ok(200), |n| n.parse())?;
    let folder = std::env::temp_dir().join(format!("cordon-bench-notices-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let app = founded(&folder).await?;
    tokio::spawn(cordon::jobs::run(app.clone()));
    let first = ready(&app, 0).await?;
    publish(&app, &first).await?;
    filled(&app, &first, in_force).await?;
    fan_out(&app, publications).await?;
    border(&app).await?;
    app.store.close().await;
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

async fn founded(folder: &std::path::Path) -> Result<App, Failure> {
    let store = Store::open(&StoreAt::Sqlite(folder.to_owned())).await?;
    let settings = Settings {
        organisation: "Measurement".into(),
        origin: "http://localhost:1".into(),
    };
    let app = App::new(store, Clock::System, World::Demo, settings);
    let mut bureaus = cordon::demo::world::bureaus()?;
    for n in 0..BUREAUS + 1 - bureaus.len() {
        bureaus.push(Bureau {
            id: BureauId::parse(&format!("B{n:03}"))?,
            kind: BureauKind::Ncb,
            country: None,
            names: BTreeMap::from([("en".to_owned(), format!("Bureau {n}"))]),
            zone: "UTC".into(),
            suspended: None,
        });
    }
    cordon::members::service::found(&app, &bureaus, &cordon::demo::world::officers()?, &[], "global")
        .await
        .map_err(no)?;
    Ok(app)
}

async fn act(app: &App, id: &str, wish: Wish, officer: &str, bureau: &str, role: Role) -> Result<(), Failure> {
    let by = By::named(officer, bureau, role).map_err(no)?;
    service::act(app, id, &wish, &by, app.now().timestamp(), Around::default())
        .await
        .map_err(no)?;
    Ok(())
}

/// A request on its way up to the click that publishes it.
async fn ready(app: &App, n: usize) -> Result<String, Failure> {
    let mut request: Value = serde_json::from_str(RED)?;
    let day = cordon_notices::check::day_of(app.now().timestamp());
    request["declaration"]["signed_at"] = json!(app.now().timestamp());
    request["sources"][0]["date"] = json!(day);
    request["case"]["warrant"]["last_confirmed_on"] = json!(day);
    request["subject"]["forename"] = json!(format!("Ilda {}", letters(n)));
    request["subject"]["documents"] = json!([]);
    let mira = By::named("mira", "QM", Role::Officer).map_err(no)?;
    let Done::Now(notice) = service::file(app, &request.to_string(), &mira, app.now().timestamp(), None)
        .await
        .map_err(no)?
    else {
        return Err("filed before".into());
    };
    let id = notice.id.to_string();
    act(app, &id, Wish::Submit, "mira", "QM", Role::Officer).await?;
    let rules = adoption::rules(app).await.map_err(no)?;
    let notice = queries::load(app, &id).await.map_err(no)?.value;
    let report = desk::report(app, &notice, app.now().timestamp(), &rules, false)
        .await
        .map_err(no)?;
    let rows: BTreeSet<u16> = report
        .findings()
        .filter(|f| f.outcome == Outcome::RulingNeeded)
        .map(|f| f.rule)
        .collect();
    for rule in rows {
        let form = rules
            .book()
            .rows
            .iter()
            .filter(|r| r.rule == rule)
            .filter_map(|r| r.human.as_ref());
        let wish = Wish::Rule {
            rule,
            outcome: RulingOutcome::Compliant,
            grounds: "Read in full.".into(),
            items: form
                .flat_map(|h| &h.items)
                .map(|i| (i.clone(), "Nothing found.".to_owned()))
                .collect(),
            sources: vec!["https://example.org/report".into()],
        };
        act(app, &id, wish, "ines", "HQ", Role::Reviewer).await?;
    }
    for reviewer in ["ines", "farid"] {
        act(
            app,
            &id,
            Wish::Approve {
                answered: BTreeSet::new(),
            },
            reviewer,
            "HQ",
            Role::Reviewer,
        )
        .await?;
    }
    act(app, &id, Wish::BeginTranslation, "ylva", "HQ", Role::Translator).await?;
    for language in ["ar", "en", "fr", "es"] {
        let text = "Wanted for prosecution. Invented person.".to_owned();
        act(
            app,
            &id,
            Wish::SetText {
                language: language.into(),
                text,
            },
            "ylva",
            "HQ",
            Role::Translator,
        )
        .await?;
        act(
            app,
            &id,
            Wish::CheckText {
                language: language.into(),
            },
            "bilal",
            "HQ",
            Role::Translator,
        )
        .await?;
    }
    Ok(id)
}

async fn publish(app: &App, id: &str) -> Result<(), Failure> {
    act(app, id, Wish::Publish { urgent: None }, "farid", "HQ", Role::Reviewer).await
}

/// A number as a name: no two are alike.
fn letters(mut n: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "za",
    ];
    let mut name = String::new();
    for _ in 0..5 {
        name.push_str(SYLLABLES[n % 16]);
        n /= 16;
    }
    name
}

/// Copies of one published notice, each with a person, a record, keys, copies at every bureau and an entry of its own.
async fn filled(app: &App, first: &str, in_force: usize) -> Result<(), Failure> {
    let began = Elapsed::now();
    let pattern = queries::load(app, first).await.map_err(no)?.value;
    let text = desk::text(app, &pattern.payload.id.to_string())
        .await
        .map_err(no)?
        .unwrap_or_default();
    let request: Value = serde_json::from_str(&text)?;
    let numbers: Vec<usize> = (1..in_force).collect();
    for chunk in numbers.chunks(250) {
        let mut entries = Vec::new();
        let mut records = Vec::new();
        for n in chunk {
            let (notice, entry) = copied(app, &pattern, &request, *n)?;
            records.push(change::record(&notice, 0).map_err(no)?);
            entries.push(entry);
        }
        let mut change = Change::new(entries.remove(0));
        change.extra_entries = entries;
        change.records = records;
        app.apply(change).await?;
    }
    app.sequence().await?;
    println!(
        "{in_force} notices in force at {BUREAUS} bureaus, filled in {:.0} s",
        began.elapsed().as_secs_f64()
    );
    Ok(())
}

fn copied(app: &App, pattern: &Notice, request: &Value, n: usize) -> Result<(Notice, Entry), Failure> {
    let (mut notice, mut request) = (pattern.clone(), request.clone());
    request["subject"]["family_name"] = json!(letters(n * 31));
    request["subject"]["forename"] = json!(letters(n));
    let bytes = request.to_string().into_bytes();
    let payload = PayloadId(uuid::Uuid::now_v7());
    notice.id = NoticeId(uuid::Uuid::now_v7());
    notice.number = Some(format!("RED-2025-{n:06}"));
    notice.subject = Some(SubjectId(uuid::Uuid::now_v7()));
    notice.payload = PayloadRef::of(payload, &bytes);
    let entry = Entry {
        kind: "notices.act",
        actor: "measurement".into(),
        bureau: "HQ".into(),
        at_us: app.now().micros(),
        purpose: "fill".into(),
        case: Some(notice.id.to_string()),
        public: json!({"act": "publish"}),
        sealed: vec![SealedPart {
            id: payload.to_string(),
            person: notice.id.to_string(),
            bytes,
        }],
    };
    Ok((notice, entry))
}

/// One reader a bureau, woken as the streams are; each says when it has read a publication.
fn readers(app: &App, bureaus: Vec<String>, after: i64) -> mpsc::UnboundedReceiver<(String, Elapsed)> {
    let (read, receiver) = mpsc::unbounded_channel();
    for bureau in bureaus {
        let (app, read, mut numbered) = (app.clone(), read.clone(), app.numbered.subscribe());
        tokio::spawn(async move {
            let (audience, mut from) = (format!("bureau:{bureau}"), after);
            loop {
                for delivery in app.store.delivered(&audience, from, 100).await.unwrap_or_default() {
                    from = delivery.seq;
                    let item = cordon::journal::stream::item(&audience, &delivery);
                    if item["events"].to_string().contains("published") {
                        let _ = read.send((delivery.case.unwrap_or_default(), Elapsed::now()));
                    }
                }
                let _ = tokio::time::timeout(Duration::from_secs(1), numbered.changed()).await;
            }
        });
    }
    receiver
}

fn percentile(times: &mut [Duration], share: usize) -> f64 {
    times.sort();
    let at = (times.len() * share).div_ceil(100).clamp(1, times.len()) - 1;
    times.get(at).map_or(0.0, |t| t.as_secs_f64() * 1e3)
}

async fn fan_out(app: &App, publications: usize) -> Result<(), Failure> {
    let mut waiting = Vec::new();
    for n in 0..publications {
        waiting.push(ready(app, 900_000 + n).await?);
    }
    app.sequence().await?;
    let bureaus: Vec<String> = queries::bureaus(app)
        .await
        .map_err(no)?
        .iter()
        .map(ToString::to_string)
        .filter(|b| b != "QM")
        .collect();
    let holders = bureaus.len();
    let last = app.store.journal(0, 1).await?.len();
    let mut newest = i64::try_from(last)?;
    while let Some(entry) = app.store.journal(newest, 10_000).await?.last() {
        newest = entry.seq;
    }
    let mut heard = readers(app, bureaus, newest);
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (mut clicks, mut all, mut each) = (Vec::new(), Vec::new(), Vec::new());
    for id in &waiting {
        let began = Elapsed::now();
        publish(app, id).await?;
        clicks.push(began.elapsed());
        let mut got = 0;
        while got < holders {
            let (case, at) = tokio::time::timeout(Duration::from_secs(30), heard.recv())
                .await?
                .ok_or("the readers ended")?;
            if case == *id {
                got += 1;
                each.push(at - began);
            }
        }
        all.push(began.elapsed());
    }
    println!(
        "{publications} publications to {holders} bureaus: click answered p50 {:.1} ms, p99 {:.1} ms; one bureau's stream p50 {:.1} ms, p99 {:.1} ms; all streams p50 {:.1} ms, p99 {:.1} ms",
        percentile(&mut clicks, 50),
        percentile(&mut clicks, 99),
        percentile(&mut each, 50),
        percentile(&mut each, 99),
        percentile(&mut all, 50),
        percentile(&mut all, 99),
    );
    Ok(())
}

/// What a check of a name costs at the border, and how long after the click it answers with a new notice.
async fn border(app: &App) -> Result<(), Failure> {
    let qt = cordon_notices::ids::BureauId::try_from("QT")?;
    let asked = |name: &str| {
        let value = json!({"id": "q", "schema": "Person", "properties": {"name": [name]}});
        cordon_screening::entity::read_entity(&value, 1)
    };
    let began = Elapsed::now();
    live::ask(app, &asked("Ilda Vossmark")?, &qt).await.map_err(no)?;
    println!(
        "index of all notices in force built in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    let mut times = Vec::new();
    for n in 0..500 {
        let query = asked(&format!("{} {}", letters(n * 7), letters(n * 217)))?;
        let began = Elapsed::now();
        live::ask(app, &query, &qt).await.map_err(no)?;
        times.push(began.elapsed());
    }
    println!(
        "a check of a name: p50 {:.2} ms, p99 {:.2} ms",
        percentile(&mut times, 50),
        percentile(&mut times, 99)
    );
    let mut found = Vec::new();
    for n in 0..20 {
        let id = ready(app, 990_000 + n).await?;
        let query = asked(&format!("Ilda {} Vossmark", letters(990_000 + n)))?;
        let began = Elapsed::now();
        publish(app, &id).await?;
        while !live::ask(app, &query, &qt)
            .await
            .map_err(no)?
            .iter()
            .any(|h| h.id == id)
        {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        found.push(began.elapsed());
    }
    println!(
        "from the click to the answer of a check: p50 {:.1} ms, p99 {:.1} ms",
        percentile(&mut found, 50),
        percentile(&mut found, 99)
    );
    Ok(())
}
