//! Reading: records, sealed parts, deliveries, the journal.

use std::collections::HashMap;

use serde::Serialize;

use crate::engine::Tx;
use crate::entry::Leaf;
use crate::{Row, StoreError, Value};

/// An aggregate as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its identifier.
    pub id: String,
    /// Its revision, from 1.
    pub revision: i64,
    /// Its document, as it was written.
    pub body: String,
}

/// An entry as an audience gets it: what happened, without persons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Delivery {
    /// Its number, from 1, without gaps in the journal.
    pub seq: i64,
    /// The entry's identifier.
    pub id: String,
    /// What happened.
    pub kind: String,
    /// For which bureau or institution it was done.
    pub bureau: String,
    /// The case, if there is one.
    pub case: Option<String>,
    /// The public part.
    pub public: serde_json::Value,
    /// When, in microseconds UTC.
    pub at_us: i64,
}

/// A numbered entry in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JournalEntry {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// Its identifier.
    pub id: String,
    /// What happened.
    pub kind: String,
    /// Who acted.
    pub actor: String,
    /// For which bureau or institution.
    pub bureau: String,
    /// When, in microseconds UTC.
    pub at_us: i64,
    /// For what purpose.
    pub purpose: String,
    /// The case, if there is one.
    pub case: Option<String>,
    /// Who was told.
    pub audiences: Vec<String>,
    /// The public part.
    pub public: serde_json::Value,
    /// The sealed parts it commits to.
    pub sealed: Vec<SealedRef>,
}

/// What an entry says about a sealed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealedRef {
    /// Its identifier, for [`crate::Store::sealed`].
    pub id: String,
    /// SHA-256 of salt and content, in hex.
    pub hash: String,
}

/// An answer kept for a repeated request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of the request that was answered.
    pub request_hash: [u8; 32],
    /// HTTP status of the answer.
    pub status: u16,
    /// The answer's body.
    pub answer: String,
}

fn record_of(row: &Row) -> Result<Record, StoreError> {
    Ok(Record {
        id: row.text(0)?.to_owned(),
        revision: row.i64(1)?,
        body: row.text(2)?.to_owned(),
    })
}

pub(crate) async fn record(tx: &mut Tx<'_>, kind: &str, id: &str) -> Result<Option<Record>, StoreError> {
    let rows = tx
        .query(
            "SELECT id, revision, body FROM record
             WHERE kind = $1 AND id = $2 AND body IS NOT NULL",
            &[kind.into(), id.into()],
        )
        .await?;
    rows.first().map(record_of).transpose()
}

pub(crate) async fn records(tx: &mut Tx<'_>, kind: &str, ids: &[String]) -> Result<Vec<Record>, StoreError> {
    let wanted: Vec<Value> = ids.iter().map(Value::from).collect();
    let rows = tx
        .query_in_of(
            // The kind first: the primary key begins with it, and without it every record would be read.
            "SELECT id, revision, body FROM record WHERE kind = $1 AND body IS NOT NULL AND id IN",
            &[kind.into()],
            &wanted,
            "",
        )
        .await?;
    let mut found = HashMap::new();
    for row in &rows {
        found.insert(row.text(0)?.to_owned(), record_of(row)?);
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

pub(crate) async fn find(tx: &mut Tx<'_>, kind: &str, key: &str, value: &str) -> Result<Vec<Record>, StoreError> {
    tx.query(
        "SELECT r.id, r.revision, r.body
         FROM record_key k JOIN record r ON r.kind = k.kind AND r.id = k.id
         WHERE k.kind = $1 AND k.name = $2 AND k.value = $3 AND r.body IS NOT NULL
         ORDER BY r.id",
        &[kind.into(), key.into(), value.into()],
    )
    .await?
    .iter()
    .map(record_of)
    .collect()
}

pub(crate) async fn range(
    tx: &mut Tx<'_>,
    kind: &str,
    key: &str,
    from: &str,
    until: &str,
    limit: i64,
) -> Result<Vec<Record>, StoreError> {
    tx.query(
        "SELECT r.id, r.revision, r.body
         FROM record_key k JOIN record r ON r.kind = k.kind AND r.id = k.id
         WHERE k.kind = $1 AND k.name = $2 AND k.value >= $3 AND k.value < $4
           AND r.body IS NOT NULL
         ORDER BY k.value, k.id LIMIT $5",
        &[kind.into(), key.into(), from.into(), until.into(), limit.max(0).into()],
    )
    .await?
    .iter()
    .map(record_of)
    .collect()
}

pub(crate) async fn all(tx: &mut Tx<'_>, kind: &str, after_id: &str, limit: i64) -> Result<Vec<Record>, StoreError> {
    tx.query(
        "SELECT id, revision, body FROM record
         WHERE kind = $1 AND id > $2 AND body IS NOT NULL ORDER BY id LIMIT $3",
        &[kind.into(), after_id.into(), limit.max(0).into()],
    )
    .await?
    .iter()
    .map(record_of)
    .collect()
}

pub(crate) async fn sealed(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
    let wanted: Vec<Value> = ids.iter().map(Value::from).collect();
    let rows = tx
        .query_in("SELECT id, bytes FROM sealed WHERE id IN", &wanted, "")
        .await?;
    let mut found = HashMap::new();
    for row in &rows {
        found.insert(row.text(0)?, row.bytes(1)?);
    }
    Ok(ids
        .iter()
        .map(|id| found.get(id.as_str()).map(|bytes| bytes.to_vec()))
        .collect())
}

pub(crate) async fn parts_of_person(tx: &mut Tx<'_>, person: &str) -> Result<Vec<String>, StoreError> {
    tx.query("SELECT id FROM sealed WHERE person = $1 ORDER BY id", &[person.into()])
        .await?
        .iter()
        .map(|row| row.text(0).map(str::to_owned))
        .collect()
}

pub(crate) async fn outbox_waits(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    let rows = tx.query("SELECT id FROM outbox LIMIT 1", &[]).await?;
    Ok(!rows.is_empty())
}

pub(crate) async fn delivered(
    tx: &mut Tx<'_>,
    audience: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Delivery>, StoreError> {
    tx.query(
        "SELECT e.seq, e.bytes FROM delivery d JOIN entry e ON e.seq = d.seq
         WHERE d.audience = $1 AND d.seq > $2 ORDER BY d.seq LIMIT $3",
        &[audience.into(), after.into(), limit.max(0).into()],
    )
    .await?
    .iter()
    .map(|row| {
        let leaf = Leaf::from_bytes(row.bytes(1)?)?;
        Ok(Delivery {
            seq: row.i64(0)?,
            id: leaf.id,
            kind: leaf.kind,
            bureau: leaf.bureau,
            case: leaf.case,
            public: leaf.public,
            at_us: leaf.at_us,
        })
    })
    .collect()
}

fn journal_entry(row: &Row) -> Result<JournalEntry, StoreError> {
    let leaf = Leaf::from_bytes(row.bytes(1)?)?;
    Ok(JournalEntry {
        seq: row.i64(0)?,
        id: leaf.id,
        kind: leaf.kind,
        actor: leaf.actor,
        bureau: leaf.bureau,
        at_us: leaf.at_us,
        purpose: leaf.purpose,
        case: leaf.case,
        audiences: leaf.audiences,
        public: leaf.public,
        sealed: leaf
            .sealed
            .into_iter()
            .map(|part| SealedRef {
                id: part.id,
                hash: part.hash,
            })
            .collect(),
    })
}

pub(crate) async fn journal(tx: &mut Tx<'_>, after: i64, limit: i64) -> Result<Vec<JournalEntry>, StoreError> {
    tx.query(
        "SELECT seq, bytes FROM entry WHERE seq > $1 ORDER BY seq LIMIT $2",
        &[after.into(), limit.max(0).into()],
    )
    .await?
    .iter()
    .map(journal_entry)
    .collect()
}

pub(crate) async fn entries_of_kind(
    tx: &mut Tx<'_>,
    kind: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<JournalEntry>, StoreError> {
    tx.query(
        "SELECT seq, bytes FROM entry WHERE kind = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        &[kind.into(), after.into(), limit.max(0).into()],
    )
    .await?
    .iter()
    .map(journal_entry)
    .collect()
}

pub(crate) async fn entries_of_case(tx: &mut Tx<'_>, case: &str) -> Result<Vec<JournalEntry>, StoreError> {
    tx.query(
        "SELECT seq, bytes FROM entry WHERE case_ref = $1 ORDER BY seq",
        &[case.into()],
    )
    .await?
    .iter()
    .map(journal_entry)
    .collect()
}

pub(crate) async fn idempotent(tx: &mut Tx<'_>, client: &str, key: &str) -> Result<Option<Kept>, StoreError> {
    let rows = tx
        .query(
            "SELECT request_hash, status, answer FROM idempotency
             WHERE client = $1 AND idem_key = $2",
            &[client.into(), key.into()],
        )
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let damaged = || StoreError::Damaged("a kept answer cannot be read".to_owned());
    Ok(Some(Kept {
        request_hash: row.bytes(0)?.try_into().map_err(|_| damaged())?,
        status: u16::try_from(row.i64(1)?).map_err(|_| damaged())?,
        answer: row.text(2)?.to_owned(),
    }))
}

pub(crate) async fn checkpoint(tx: &mut Tx<'_>) -> Result<Option<String>, StoreError> {
    let rows = tx
        .query("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1", &[])
        .await?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}

pub(crate) async fn meta(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, StoreError> {
    let rows = tx
        .query("SELECT value FROM meta WHERE name = $1", &[name.into()])
        .await?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}
