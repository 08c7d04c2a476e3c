//! The invented world's known hashes: made-up numbers that no picture has, voted on, disputed, withdrawn, matched and
//! reported.

use cordon_fingerprints::Algorithm;
use cordon_fingerprints::lists::{Basis, Lead, MatchRule, Outcome, RecordKey, Say, Standing};
use serde_json::{Value, json};
use sha2::Digest as _;

use crate::answer::No;
use crate::app::App;
use crate::fingerprints::import::{self, Incoming, Taken};
use crate::fingerprints::list_commands::ListFormat;
use crate::fingerprints::queries::{Filed, id_of};
use crate::fingerprints::reports::{self, Step, Wish};
use crate::fingerprints::service::{self, Found};
use crate::fingerprints::sought;
use crate::journal::act::{By, Done};

/// The list of the story, which bureau QP answers for.
const LIST: &str = "exercise-series";
/// Records on it.
const RECORDS: u32 = 9;

fn no(no: No) -> anyhow::Error {
    anyhow::anyhow!(no.detail)
}

fn now<T>(done: Done<T>) -> anyhow::Result<T> {
    match done {
        Done::Now(now) => Ok(now),
        Done::Before { .. } => anyhow::bail!("the story repeats nothing"),
    }
}

/// A made-up hash.
fn made_up(seed: u64, n: u32) -> String {
    hex::encode(sha2::Sha256::digest(format!("{seed}/known/{n}").as_bytes()))
}

fn id(n: u32) -> String {
    id_of(&RecordKey {
        list: LIST.into(),
        id: n.to_string(),
    })
}

fn by(officer: &str, bureau: &str) -> anyhow::Result<By> {
    By::named(&format!("officer:{officer}"), bureau, "protect children").map_err(no)
}

fn own() -> Say {
    Say::Confirms {
        basis: Basis::OwnAssessment,
    }
}

/// Takes lists over in four formats, votes, disputes, withdraws, admits one record to the gravest list; then a bureau
/// finds a known series among its hashes and reports it.
///
/// # Errors
/// When the service refuses a step.
pub async fn set_scene(app: &App, seed: u64) -> anyhow::Result<Value> {
    let taken = lists(app, seed).await?;
    let votes = vote(app).await?;
    let gravest = admit(app).await?;
    let held = withdraw(app).await?;
    let (leads, filed) = find(app, seed).await?;
    let lead = leads
        .first()
        .ok_or_else(|| anyhow::anyhow!("the planted hash was not found"))?;
    Ok(json!({
        "lists": taken,
        "votes": votes,
        "gravest": gravest,
        "withdrawn_told": held,
        "matches": leads.len(),
        "distance": lead.distance,
        "standing": lead.standing,
        "series_known": lead.series_known,
        "victim_identified": lead.victim_identified,
        "call": lead.call,
        "report": filed.reference,
        "put_to": filed.report.concerned,
        "outcome": filed.report.concerned.first().and_then(|b| filed.report.last_answer(b)),
    }))
}

async fn lists(app: &App, seed: u64) -> anyhow::Result<Value> {
    let media: Vec<Value> = (0..RECORDS)
        .map(|n| {
            json!({"MediaID": n, "Category": 1 + n % 2, "PDQ": made_up(seed, n), "Series": format!("exercise series {}", n / 3 + 1),
                   "VictimIdentified": n < 3, "MimeType": "image/jpeg", "DateUpdated": "2026-02-01T00:00:00Z", "ExerciseNote": "kept as it came"})
        })
        .collect();
    let vics = json!({"@odata.context": "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/CUSTOM/$metadata#Media", "value": media});
    let plain: String = (100..104)
        .map(|n| format!("{},90,border-{n}\n", made_up(seed, n)))
        .collect();
    let files: [(&str, &str, &str, ListFormat, String); 4] = [
        ("pema", "QP", LIST, ListFormat::Vics, vics.to_string()),
        (
            "rangi",
            "QR",
            "exercise-hotline",
            ListFormat::Ncmec,
            include_str!("../../../../fixtures/fingerprints/ncmec-entries.xml").to_owned(),
        ),
        (
            "tess",
            "QT",
            "exercise-export",
            ListFormat::Icse,
            include_str!("../../../../fixtures/fingerprints/icse-export.csv").to_owned(),
        ),
        ("tess", "QT", "exercise-border", ListFormat::Plain, plain),
    ];
    let mut records = serde_json::Map::new();
    for (officer, bureau, list, format, text) in files {
        let incoming = Incoming {
            list: list.into(),
            format,
            region: Some("CUSTOM".into()),
            algorithm: Algorithm::Pdq,
        };
        let taken: Taken = now(import::take(app, &by(officer, bureau)?, &incoming, text.as_bytes())
            .await
            .map_err(no)?)?;
        records.insert(list.into(), json!(taken.added));
    }
    Ok(Value::Object(records))
}

/// The first record of each series is trusted by three bureaus, one is disputed, the others have fewer votes.
async fn vote(app: &App) -> anyhow::Result<usize> {
    let bureaus = [("pema", "QP"), ("rangi", "QR"), ("tess", "QT")];
    let mut votes = 0;
    for n in 0..RECORDS {
        for (officer, bureau) in bureaus.iter().take(3 - n as usize % 3) {
            service::vote(app, &by(officer, bureau)?, &id(n), &own())
                .await
                .map_err(no)?;
            votes += 1;
        }
    }
    let doubt = Say::Disputes {
        reason: "The same hash as a stock picture of an empty room.".into(),
    };
    let standing = now(service::vote(app, &by("omar", "QO")?, &id(5), &doubt)
        .await
        .map_err(no)?)?;
    anyhow::ensure!(
        matches!(standing, Standing::Disputed { .. }),
        "a dispute left the record {standing:?}"
    );
    Ok(votes + 1)
}

/// Two countries assess one record for the gravest list, an act apart from all votes.
async fn admit(app: &App) -> anyhow::Result<bool> {
    let found = Found {
        real_child: true,
        apparent_age: 9,
        severe: true,
    };
    let first = now(service::assess_for_gravest(app, &by("pema", "QP")?, &id(0), found)
        .await
        .map_err(no)?)?;
    anyhow::ensure!(!first, "one country alone put a record on the gravest list");
    now(service::assess_for_gravest(app, &by("rangi", "QR")?, &id(0), found)
        .await
        .map_err(no)?)
}

/// A bureau takes a copy; the source withdraws a record; the holder is told and takes it out.
async fn withdraw(app: &App) -> anyhow::Result<usize> {
    let holder = by("lea", "QM")?;
    import::export(app, &holder, LIST, None).await.map_err(no)?;
    let told = now(service::withdraw(app, &by("pema", "QP")?, &id(8), "entered twice")
        .await
        .map_err(no)?)?;
    Ok(told)
}

/// A bureau looks for five hashes, one of them three bits from a known one, and reports what it finds.
async fn find(app: &App, seed: u64) -> anyhow::Result<(Vec<Lead>, Filed)> {
    let finder = by("lea", "QM")?;
    let mut near = hex::decode(made_up(seed, 0))?;
    if let Some(last) = near.last_mut() {
        *last ^= 0b0000_0111;
    }
    let unknown: String = (500..504)
        .map(|n| format!("{},88,seized-{n}\n", made_up(seed, n)))
        .collect();
    let files = sought::read(&format!("{unknown}{},91,seized-504\n", hex::encode(near))).map_err(no)?;
    let found = service::matches(app, &finder, files.clone(), MatchRule::default())
        .await
        .map_err(no)?;
    let leads: Vec<Lead> = found.into_iter().flat_map(|(_, leads)| leads.leads).collect();
    let wish = Wish {
        files,
        imminent_danger: false,
        words: "Found on an exercise telephone, seized yesterday.".into(),
    };
    let filed = now(reports::open(app, &finder, wish).await.map_err(no)?)?;
    let answer = Step::Answer {
        outcome: Outcome::VictimKnown,
    };
    let filed = now(reports::step(app, &by("pema", "QP")?, &filed.id, answer)
        .await
        .map_err(no)?)?;
    Ok((leads, filed))
}
