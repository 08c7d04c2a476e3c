//! Reads of lists, records and reports.

use cordon_fingerprints::lists::{
    GravestAssessment, GravestMembership, KnownList, KnownMaterial, Record, RecordKey, Report, Tombstone, TrustRule,
};
use cordon_store::StoreError;
use cordon_vocabulary::{BureauId, CaseRef, Instant};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use crate::answer::No;
use crate::app::App;
use crate::members::queries::{At, read, read_all};

/// Records of lists.
pub const RECORD: &str = "known_record";
/// Lists.
pub const LIST: &str = "known_list";
/// Reports.
pub const REPORT: &str = "child_report";

/// A record with all that is decided about it: one aggregate, so that two acts on it can never both win.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Held {
    /// The record, while it stands. Reasons of votes are places of sealed parts.
    #[serde(default)]
    pub record: Option<Record>,
    /// The withdrawal, once there is one. Its reason is the place of a sealed part.
    #[serde(default)]
    pub stone: Option<Tombstone>,
    /// When the withdrawal became known here.
    #[serde(default)]
    pub withdrawn_at: Option<Instant>,
    /// Where the fields lie, sealed, that the source gave and this program does not know.
    #[serde(default)]
    pub kept: Option<String>,
    /// Its place on the gravest list.
    #[serde(default)]
    pub gravest: Option<GravestMembership>,
    /// Assessments for the gravest list.
    #[serde(default)]
    pub assessments: Vec<GravestAssessment>,
}

impl Held {
    /// Enters what is held into the engine's material.
    ///
    /// # Errors
    /// When the index is full.
    pub fn enter(&self, material: &mut KnownMaterial) -> Result<(), No> {
        if let Some(record) = &self.record {
            material.put(record.clone()).map_err(full)?;
        }
        if let Some(stone) = &self.stone {
            material.withdraw(stone.clone());
        }
        if let Some(membership) = &self.gravest {
            material.restore_gravest(membership.clone());
        }
        Ok(())
    }

    /// The engine's material with this record alone: what a decision on it rests on.
    ///
    /// # Errors
    /// See [`Held::enter`].
    pub fn material(&self) -> Result<KnownMaterial, No> {
        let mut material = KnownMaterial::new(TrustRule::default());
        self.enter(&mut material)?;
        Ok(material)
    }

    /// The record's name.
    #[must_use]
    pub fn key(&self) -> Option<&RecordKey> {
        let live = self.record.as_ref().map(|record| &record.key);
        live.or_else(|| self.stone.as_ref().map(|stone| &stone.key))
    }
}

/// The index cannot take more.
#[must_use]
pub fn full(refusal: cordon_fingerprints::pdq::IndexRefusal) -> No {
    No::new(
        axum::http::StatusCode::INSUFFICIENT_STORAGE,
        "index-full",
        refusal.to_string(),
    )
}

/// The identifier of a record: the same for the same name, whoever imports it.
#[must_use]
pub fn id_of(key: &RecordKey) -> String {
    let mut hash = sha2::Sha256::new();
    hash.update(key.list.as_bytes());
    hash.update([0]);
    hash.update(key.id.as_bytes());
    let mut id = hex::encode(hash.finalize());
    id.truncate(32);
    id
}

/// The key under which the records of a list are read in order.
#[must_use]
pub fn place_on_list(key: &RecordKey) -> String {
    let id: String = key.id.chars().take(100).collect();
    format!("{}/{id}/{}", key.list, id_of(key))
}

/// One record with its revision.
///
/// # Errors
/// When the store fails.
pub async fn held(app: &App, id: &str) -> Result<Option<At<Held>>, StoreError> {
    read(&app.store, RECORD, id).await
}

/// Some records with their revisions, by identifier.
///
/// # Errors
/// When the store fails.
pub async fn several(app: &App, ids: &[String]) -> Result<Vec<(String, At<Held>)>, No> {
    let mut all = Vec::new();
    for record in app.store.records(RECORD, ids).await? {
        let value = serde_json::from_str(&record.body)?;
        let revision = record.revision;
        all.push((record.id, At { revision, value }));
    }
    Ok(all)
}

/// A page of the records of a list that stand, in the order of their names, after one of them.
///
/// # Errors
/// When the store fails.
pub async fn of_list(app: &App, list: &str, after: &str, most: i64) -> Result<Vec<(String, Held)>, No> {
    let from = if after.is_empty() {
        format!("{list}/")
    } else {
        // The next text after this one.
        format!("{after}\u{1}")
    };
    let rows = app
        .store
        .range(RECORD, "list", &from, &format!("{list}0"), most)
        .await?;
    parse(rows)
}

/// The withdrawals from a list, oldest first.
///
/// # Errors
/// When the store fails.
pub async fn withdrawn(app: &App, list: &str, most: i64) -> Result<Vec<(String, Held)>, No> {
    let (from, until) = (format!("{list}/"), format!("{list}0"));
    parse(app.store.range(RECORD, "gone", &from, &until, most).await?)
}

fn parse(rows: Vec<cordon_store::Record>) -> Result<Vec<(String, Held)>, No> {
    rows.into_iter()
        .map(|row| Ok((row.id, serde_json::from_str(&row.body)?)))
        .collect()
}

/// One list with its revision.
///
/// # Errors
/// When the store fails.
pub async fn list(app: &App, name: &str) -> Result<Option<At<KnownList>>, StoreError> {
    read(&app.store, LIST, name).await
}

/// All lists.
///
/// # Errors
/// When the store fails.
pub async fn lists(app: &App) -> Result<Vec<KnownList>, StoreError> {
    read_all(&app.store, LIST).await
}

/// A report with its name and number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Filed {
    /// The identifier, a UUID.
    pub id: String,
    /// The reference that people read aloud.
    pub reference: CaseRef,
    /// Hashes of the files that matched, for links to other cases.
    pub hashes: Vec<String>,
    /// The report.
    pub report: Report,
}

/// One report with its revision, whoever asks.
///
/// # Errors
/// When the store fails.
pub async fn report(app: &App, id: &str) -> Result<Option<At<Filed>>, StoreError> {
    read(&app.store, REPORT, id).await
}

/// The reports that a bureau made or was put, the most urgent queue first, then the newest.
///
/// # Errors
/// When the store fails.
pub async fn reports(app: &App, bureau: &BureauId) -> Result<Vec<Filed>, No> {
    let mut all = Vec::new();
    for row in app.store.find(REPORT, "reads", bureau.as_str()).await? {
        all.push(serde_json::from_str::<Filed>(&row.body)?);
    }
    all.retain(|filed| filed.report.readable_by(bureau));
    all.sort_by_key(|filed| {
        (
            filed.report.closed.is_some(),
            filed.report.queue,
            std::cmp::Reverse(filed.report.opened),
        )
    });
    Ok(all)
}

/// The reports that reached the headquarters' duty desk and are open.
///
/// # Errors
/// When the store fails.
pub async fn of_the_desk(app: &App) -> Result<Vec<Filed>, No> {
    let mut all = Vec::new();
    for row in app.store.find(REPORT, "desk", "open").await? {
        all.push(serde_json::from_str::<Filed>(&row.body)?);
    }
    all.sort_by_key(|filed: &Filed| std::cmp::Reverse(filed.report.opened));
    Ok(all)
}

/// The number of reports that a bureau made in a year, for the next reference.
///
/// # Errors
/// When the store fails.
pub async fn reported_in(app: &App, bureau: &BureauId, year: i16) -> Result<usize, StoreError> {
    let key = format!("{bureau}-{year}");
    Ok(app.store.find(REPORT, "year", &key).await?.len())
}
