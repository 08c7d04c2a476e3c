//! Reads of what was collected: rounds, replies, counts, and the organisation's own operations.

use std::collections::{BTreeMap, BTreeSet};

use cordon_members::bureau::{Bureau, BureauKind};
use cordon_stop_payment::{Bucket, Case};
use cordon_store::JournalEntry;
use cordon_trends::collect::{Reply, Round, Tallied, Work};
use cordon_trends::counts::CountRecord;
use cordon_trends::interception::InterceptionSums;
use cordon_vocabulary::{Exercise, Instant};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answer::No;
use crate::app::App;
use crate::members::queries::{At, bureaus, read, read_all};

/// The record of a round; its id is the year.
pub const ROUND: &str = "trends_round";
/// The record of a bureau's reply; its id is year and bureau.
pub const REPLY: &str = "trends_reply";
/// The record of a state's counts; its id is the state.
pub const COUNTS: &str = "trends_counts";
/// The setting that keeps what was counted in the journal so far.
const COUNTED: &str = "trends_operations";
/// Entries read at once, and entries after which the sum is kept.
const PAGE: i64 = 1_000;

/// The id of a reply.
#[must_use]
pub fn reply_id(year: i32, bureau: &str) -> String {
    format!("{year}/{bureau}")
}

/// The round of a year.
///
/// # Errors
/// When the store fails.
pub async fn round(app: &App, year: i32) -> Result<Option<At<Round>>, No> {
    Ok(read(&app.store, ROUND, &year.to_string()).await?)
}

/// All rounds, the latest year first.
///
/// # Errors
/// When the store fails.
pub async fn rounds(app: &App) -> Result<Vec<Round>, No> {
    let mut all: Vec<Round> = read_all(&app.store, ROUND).await?;
    all.sort_by_key(|round| std::cmp::Reverse(round.year));
    Ok(all)
}

/// A bureau's reply.
///
/// # Errors
/// When the store fails.
pub async fn reply(app: &App, year: i32, bureau: &str) -> Result<Option<At<Reply>>, No> {
    Ok(read(&app.store, REPLY, &reply_id(year, bureau)).await?)
}

/// All replies to a round.
///
/// # Errors
/// When the store fails.
pub async fn replies(app: &App, year: i32) -> Result<Vec<Reply>, No> {
    let mut all = Vec::new();
    for record in app.store.find(REPLY, "year", &year.to_string()).await? {
        all.push(serde_json::from_str(&record.body)?);
    }
    Ok(all)
}

/// The counts that a state has handed in, at their revision.
///
/// # Errors
/// When the store fails.
pub async fn counts(app: &App, area: &str) -> Result<At<Vec<CountRecord>>, No> {
    Ok(read(&app.store, COUNTS, area).await?.unwrap_or(At {
        revision: 0,
        value: vec![],
    }))
}

/// All counts that were handed in.
///
/// # Errors
/// When the store fails.
pub async fn all_counts(app: &App) -> Result<Vec<CountRecord>, No> {
    let all: Vec<Vec<CountRecord>> = read_all(&app.store, COUNTS).await?;
    Ok(all.into_iter().flatten().collect())
}

/// The bureaus that can be asked: one a state, not suspended.
///
/// # Errors
/// When the store fails.
pub async fn askable(app: &App) -> Result<BTreeSet<String>, No> {
    let all = bureaus(&app.store).await?;
    let ncb = |b: &&Bureau| b.kind == BureauKind::Ncb && b.suspended.is_none();
    Ok(all.iter().filter(ncb).map(|b| b.id.to_string()).collect())
}

/// Money of the cases filed in a year, by currency; of one bureau, or of all. Drills count only in a world of drills.
///
/// # Errors
/// When the store fails.
pub async fn interception(app: &App, year: i32, bureau: Option<&str>) -> Result<Vec<InterceptionSums>, No> {
    let cases: Vec<Case> = match bureau {
        None => read_all(&app.store, "case").await?,
        Some(bureau) => {
            let mut own = Vec::new();
            for record in app.store.find("case", "bureau", bureau).await? {
                own.push(serde_json::from_str(&record.body)?);
            }
            own
        }
    };
    let counts = |case: &&Case| {
        year_and_quarter(case.filed.1.micros()).0 == year && case.filing.exercise == app.world.exercise()
    };
    let mut sums: BTreeMap<String, InterceptionSums> = BTreeMap::new();
    for case in cases.iter().filter(counts) {
        add(&mut sums, case);
    }
    Ok(sums.into_values().collect())
}

/// Adds a case. Asked is what could be followed: all but charges and what was too small to chase. Held is what is held or was
/// held and has been given back to the victim.
fn add(sums: &mut BTreeMap<String, InterceptionSums>, case: &Case) {
    let sheet = case.sheet();
    let asset = sheet.currency.to_string();
    let line = sums.entry(asset.clone()).or_insert_with(|| InterceptionSums {
        asset,
        cases: 0,
        lost: 0,
        asked: 0,
        held: 0,
        returned: 0,
    });
    let never_asked = sheet
        .units(Bucket::Charges)
        .saturating_add(sheet.units(Bucket::BelowMinimum));
    let returned = sheet.units(Bucket::Returned);
    line.cases += 1;
    line.lost = line.lost.saturating_add(sheet.lost);
    line.asked = line.asked.saturating_add(sheet.lost.saturating_sub(never_asked));
    line.held = line
        .held
        .saturating_add(sheet.units(Bucket::Held))
        .saturating_add(returned);
    line.returned = line.returned.saturating_add(returned);
}

/// Year and quarter of an instant, in UTC.
fn year_and_quarter(at_us: i64) -> (i32, u8) {
    let date = Instant::from_micros(at_us)
        .timestamp()
        .to_zoned_datetime(TimeZone::UTC)
        .date();
    let quarter = (date.month() - 1) / 3 + 1;
    (i32::from(date.year()), u8::try_from(quarter).unwrap_or(1))
}

/// What was counted in the journal, up to which entry.
#[derive(Default, Serialize, Deserialize)]
struct Counted {
    upto: i64,
    rows: Vec<(Work, i32, u8, bool, u64)>,
}

/// The organisation's own operations, counted from the journal. What was counted before is kept, so that only new entries are read.
///
/// # Errors
/// When the store fails.
pub async fn operations(app: &App) -> Result<Tallied, No> {
    let kept = app.store.meta(COUNTED).await?;
    let mut counted: Counted = kept.map_or_else(|| Ok(Counted::default()), |text| serde_json::from_str(&text))?;
    let mut tallied: Tallied = counted
        .rows
        .iter()
        .map(|(w, y, q, e, n)| ((*w, *y, *q, *e), *n))
        .collect();
    let began = counted.upto;
    loop {
        let entries = app.store.journal(counted.upto, PAGE).await?;
        let Some(last) = entries.last() else { break };
        counted.upto = last.seq;
        for entry in &entries {
            tally(&mut tallied, entry);
        }
    }
    if counted.upto - began >= PAGE {
        counted.rows = tallied.iter().map(|((w, y, q, e), n)| (*w, *y, *q, *e, *n)).collect();
        app.store.set_meta(COUNTED, &serde_json::to_string(&counted)?).await?;
    }
    Ok(tallied)
}

/// What an entry says was done.
fn tally(tallied: &mut Tallied, entry: &JournalEntry) {
    let public = &entry.public;
    let (year, quarter) = year_and_quarter(entry.at_us);
    let drill = public["exercise"] == serde_json::json!(Exercise::Exercise);
    let mut one = |work: Work| *tallied.entry((work, year, quarter, drill)).or_insert(0) += 1;
    if entry.kind.starts_with("stop_payment.") {
        let events = public["events"].as_array().map_or(&[][..], Vec::as_slice);
        for event in events {
            match event["what"].as_str() {
                Some("filed") => one(Work::Case),
                Some("placed") if event["bucket"] == "held" => one(Work::Hold),
                _ => {}
            }
        }
    } else if entry.kind == "notices.act" {
        match public["act"].as_str() {
            Some("publish") => one(Work::Notice),
            Some("hit_opened") => one(Work::Hit),
            Some("hit_step") if confirmed(public) => one(Work::Match),
            _ => {}
        }
    }
}

/// Whether a step of a hit is the source's confirmation.
fn confirmed(public: &Value) -> bool {
    public["state"] == "verified"
}
