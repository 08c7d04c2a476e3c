//! Gives committed entries their numbers.
//!
//! Numbers are given after commit and in batches, never by the database's own counters: with those,
//! a slow transaction could commit a low number after a reader has passed it, and the entry would
//! never be seen. The fence is the head row: of two processes that number at once, one finds the
//! head moved and gives up, and nothing it signed has left its transaction.

use std::collections::HashSet;

use crate::engine::Tx;
use crate::entry::Leaf;
use crate::merkle::{Hash, leaf_hash};
use crate::note::{Checkpoint, Signer};
use crate::{ApplyError, Row, StoreError, Value, tiles};

/// The most entries in one batch.
const BATCH: usize = 2_048;

/// Numbers one batch: how many, and the number of entries then.
pub(crate) async fn number(tx: &mut Tx<'_>, signer: &Signer) -> Result<(usize, i64), ApplyError> {
    let size = tiles::size(tx).await?;
    let mut waiting = tx
        .query(
            "SELECT id, change_id, bytes FROM outbox
             ORDER BY ord, change_id, position LIMIT $1",
            &[(BATCH as i64).into()],
        )
        .await?;
    keep_changes_whole(&mut waiting)?;
    if waiting.is_empty() {
        return Ok((0, size));
    }
    let count = waiting.len();
    let next = size + count as i64;
    let moved = tx
        .execute(
            "UPDATE head SET size = $2 WHERE id = 1 AND size = $1",
            &[size.into(), next.into()],
        )
        .await?;
    if moved != 1 {
        return Err(ApplyError::Stale {
            kind: "head".to_owned(),
            id: size.to_string(),
        });
    }
    let leaves = append(tx, size, &waiting).await?;
    tiles::append(tx, size, leaves).await?;
    let checkpoint = Checkpoint {
        origin: signer.origin().to_owned(),
        size: next.unsigned_abs(),
        root: tiles::root(tx, next).await?,
    };
    tx.execute(
        "INSERT INTO checkpoint (size, note) VALUES ($1, $2)",
        &[next.into(), signer.sign(&checkpoint).into()],
    )
    .await?;
    Ok((count, next))
}

/// A full batch may end within a change: its entries then wait for the next one, unless the change
/// fills the batch alone.
fn keep_changes_whole(rows: &mut Vec<Row>) -> Result<(), StoreError> {
    if rows.len() < BATCH {
        return Ok(());
    }
    let Some(last) = rows.last() else {
        return Ok(());
    };
    let last = last.text(1)?.to_owned();
    let whole = rows
        .iter()
        .position(|row| row.text(1).is_ok_and(|change| change == last))
        .unwrap_or(0);
    if whole > 0 {
        rows.truncate(whole);
    }
    Ok(())
}

/// Moves entries from the outbox into the journal and to their audiences; gives their leaf hashes.
async fn append(tx: &mut Tx<'_>, size: i64, waiting: &[Row]) -> Result<Vec<Hash>, StoreError> {
    let mut leaves = Vec::with_capacity(waiting.len());
    let mut entries = Vec::with_capacity(waiting.len());
    let mut deliveries = Vec::new();
    let mut numbered: Vec<Value> = Vec::with_capacity(waiting.len());
    for (seq, row) in (size + 1..).zip(waiting) {
        let bytes = row.bytes(2)?;
        let leaf = Leaf::from_bytes(bytes)?;
        leaves.push(leaf_hash(bytes));
        numbered.push(row.text(0)?.into());
        let once: HashSet<String> = leaf.audiences.into_iter().collect();
        deliveries.extend(once.into_iter().map(|audience| vec![Value::from(audience), seq.into()]));
        entries.push(vec![
            seq.into(),
            leaf.id.into(),
            leaf.kind.into(),
            leaf.case.into(),
            bytes.into(),
        ]);
    }
    tx.insert_many("entry", &["seq", "id", "kind", "case_ref", "bytes"], &entries, "")
        .await?;
    tx.insert_many("delivery", &["audience", "seq"], &deliveries, "")
        .await?;
    tx.query_in("DELETE FROM outbox WHERE id IN", &numbered, "").await?;
    Ok(leaves)
}
