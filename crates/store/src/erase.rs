//! Erasure: content goes for good, an entry stays that says on what ground and by whom.

use crate::change::Erasure;
use crate::engine::Tx;
use crate::entry::{ERASURE, Erased, ErasureRecord, Leaf, part_hash};
use crate::prepare::Prepared;
use crate::{ApplyError, Entry, StoreError, Value};

/// Removes what an erasure names and gives the bytes of its entry.
pub(crate) async fn erase(
    tx: &mut Tx<'_>,
    change: &Prepared,
    id: &str,
    erasure: &Erasure,
) -> Result<Vec<u8>, ApplyError> {
    let mut record = ErasureRecord {
        ground: erasure.ground.clone(),
        by: erasure.persons.clone(),
        parts: Vec::new(),
        files: Vec::new(),
    };
    for part in &erasure.parts {
        let rows = tx
            .query("DELETE FROM sealed WHERE id = $1 RETURNING salt, bytes", &[part.into()])
            .await?;
        let Some(row) = rows.first() else {
            return Err(ApplyError::Stale {
                kind: "part".to_owned(),
                id: part.clone(),
            });
        };
        record.parts.push(Erased {
            id: part.clone(),
            hash: part_hash(row.bytes(0)?, row.bytes(1)?),
        });
    }
    for sha256 in &erasure.files {
        erase_file(tx, sha256, &mut record).await?;
    }
    let (act, audiences) = &change.act;
    let entry = Entry {
        kind: ERASURE,
        public: serde_json::to_value(&record).map_err(|error| StoreError::Invalid(error.to_string()))?,
        sealed: Vec::new(),
        ..act.clone()
    };
    Ok(Leaf::new(id.to_owned(), &entry, audiences).to_bytes()?)
}

async fn erase_file(tx: &mut Tx<'_>, sha256: &[u8; 32], record: &mut ErasureRecord) -> Result<(), ApplyError> {
    let uses = tx
        .query(
            "DELETE FROM file_use WHERE sha256 = $1 RETURNING id, salt",
            &[sha256.into()],
        )
        .await?;
    tx.execute("DELETE FROM file WHERE sha256 = $1", &[sha256.into()])
        .await?;
    if uses.is_empty() {
        return Err(ApplyError::Stale {
            kind: "file".to_owned(),
            id: hex::encode(sha256),
        });
    }
    for row in &uses {
        record.files.push(Erased {
            id: row.text(0)?.to_owned(),
            hash: part_hash(row.bytes(1)?, sha256),
        });
    }
    record.files.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(())
}

/// Removes again what the journal says was erased: a restored table may have brought it back.
pub(crate) async fn reapply_erasures(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let mut removed = 0;
    let mut after = 0;
    loop {
        let rows = tx
            .query(
                "SELECT seq, bytes FROM entry WHERE kind = $1 AND seq > $2 ORDER BY seq LIMIT 500",
                &[ERASURE.into(), after.into()],
            )
            .await?;
        let Some(last) = rows.last() else {
            return Ok(removed);
        };
        after = last.i64(0)?;
        for row in &rows {
            removed += reapply(tx, row.bytes(1)?).await?;
        }
    }
}

async fn reapply(tx: &mut Tx<'_>, bytes: &[u8]) -> Result<u64, StoreError> {
    let leaf = Leaf::from_bytes(bytes)?;
    let record: ErasureRecord = serde_json::from_value(leaf.public)
        .map_err(|error| StoreError::Damaged(format!("an erasure cannot be read: {error}")))?;
    let ids = |erased: &[Erased]| -> Vec<Value> { erased.iter().map(|one| one.id.as_str().into()).collect() };
    let parts = tx
        .query_in("DELETE FROM sealed WHERE id IN", &ids(&record.parts), "RETURNING id")
        .await?;
    let uses = tx
        .query_in(
            "DELETE FROM file_use WHERE id IN",
            &ids(&record.files),
            "RETURNING sha256",
        )
        .await?;
    for row in &uses {
        tx.execute(
            "DELETE FROM file WHERE sha256 = $1
             AND NOT EXISTS (SELECT id FROM file_use WHERE sha256 = $1)",
            &[row.bytes(0)?.into()],
        )
        .await?;
    }
    Ok((parts.len() + uses.len()) as u64)
}
