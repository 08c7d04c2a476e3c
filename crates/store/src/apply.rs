//! The statements of a change, in the caller's transaction.

use crate::change::Idempotency;
use crate::engine::Tx;
use crate::prepare::{Prepared, Revision};
use crate::{Applied, ApplyError, StoreError, Value, erase, jobs, read};

const SEALED: [&str; 5] = ["id", "entry_id", "person", "salt", "bytes"];

/// The statements of a change, in one transaction.
pub(crate) async fn apply(tx: &mut Tx<'_>, change: &Prepared) -> Result<Applied, ApplyError> {
    if let Some(kept) = &change.idempotency
        && let Some(replayed) = replay(tx, kept).await?
    {
        return Ok(replayed);
    }
    let order = raise(tx, change).await?;
    for write in &change.writes {
        let rows = tx.execute(write.sql, &write.args).await?;
        if write.expect_rows.is_some_and(|expected| expected != rows) {
            return Err(ApplyError::Stale {
                kind: "write".to_owned(),
                id: write.sql.to_owned(),
            });
        }
    }
    keep_parts(tx, change).await?;
    jobs::add(tx, &change.jobs).await?;
    for id in &change.done_jobs {
        if !jobs::done(tx, id).await? {
            return Err(ApplyError::Stale {
                kind: "job".to_owned(),
                id: id.clone(),
            });
        }
    }
    let mut entries = change.entries.clone();
    for (id, erasure) in &change.erasures {
        entries.push((id.clone(), erase::erase(tx, change, id, erasure).await?));
    }
    write_entries(tx, outbox_rows(change, order, &entries)).await?;
    Ok(answer(&entries))
}

/// Changes that only write entries, together: two statements instead of two for each.
pub(crate) async fn apply_together(tx: &mut Tx<'_>, changes: &[&Prepared]) -> Result<Vec<Applied>, StoreError> {
    let sealed: Vec<Vec<Value>> = changes.iter().flat_map(|change| change.sealed.clone()).collect();
    tx.insert_many("sealed", &SEALED, &sealed, "").await?;
    let rows = changes
        .iter()
        .flat_map(|change| outbox_rows(change, change.order, &change.entries))
        .collect();
    write_entries(tx, rows).await?;
    Ok(changes.iter().map(|change| answer(&change.entries)).collect())
}

fn outbox_rows(change: &Prepared, order: i64, entries: &[(String, Vec<u8>)]) -> Vec<Vec<Value>> {
    (0_i64..)
        .zip(entries)
        .map(|(position, (id, bytes))| {
            vec![
                id.into(),
                order.into(),
                change.id.as_str().into(),
                position.into(),
                bytes.as_slice().into(),
            ]
        })
        .collect()
}

async fn write_entries(tx: &mut Tx<'_>, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
    tx.insert_many("outbox", &["id", "ord", "change_id", "position", "bytes"], &rows, "")
        .await
}

fn answer(entries: &[(String, Vec<u8>)]) -> Applied {
    Applied::Done {
        entry: entries.first().map(|(id, _)| id.clone()).unwrap_or_default(),
    }
}

/// Claims the idempotency key, or gives the answer of the request that has it. On PostgreSQL a
/// second transaction waits here until the first has ended.
async fn replay(tx: &mut Tx<'_>, kept: &Idempotency) -> Result<Option<Applied>, ApplyError> {
    let claimed = tx
        .execute(
            "INSERT INTO idempotency (client, idem_key, request_hash, status, answer, at_us)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (client, idem_key) DO NOTHING",
            &[
                kept.client.as_str().into(),
                kept.key.as_str().into(),
                kept.request_hash.into(),
                i64::from(kept.status).into(),
                kept.answer.as_str().into(),
                kept.at_us.into(),
            ],
        )
        .await?;
    if claimed == 1 {
        return Ok(None);
    }
    match read::idempotent(tx, &kept.client, &kept.key).await? {
        Some(first) if first.request_hash == kept.request_hash => Ok(Some(Applied::Replayed {
            status: first.status,
            answer: first.answer,
        })),
        Some(_) => Err(ApplyError::KeyReused),
        // It was forgotten between the two statements.
        None => Err(ApplyError::StillRunning),
    }
}

/// Compares and raises all revisions. The result is an order above that of every change whose
/// effects this one rests on, even when another machine's clock was ahead.
async fn raise(tx: &mut Tx<'_>, change: &Prepared) -> Result<i64, ApplyError> {
    let mut orders = Vec::with_capacity(change.revisions.len());
    for ((kind, id), revision) in &change.revisions {
        let Some(order) = raise_one(tx, kind, id, revision, change.order).await? else {
            return Err(ApplyError::Stale {
                kind: kind.clone(),
                id: id.clone(),
            });
        };
        orders.push(order);
        if let Some((_, keys)) = &revision.write {
            write_keys(tx, kind, id, revision.expected > 0, keys).await?;
        }
    }
    let highest = orders.iter().copied().fold(change.order, i64::max);
    if highest > change.order {
        for (kind, id) in change.revisions.keys() {
            tx.execute(
                "UPDATE record SET ord = $3 WHERE kind = $1 AND id = $2",
                &[kind.into(), id.into(), highest.into()],
            )
            .await?;
        }
    }
    Ok(highest)
}

/// The order that the row now has; `None` when its revision was not the expected one.
async fn raise_one(
    tx: &mut Tx<'_>,
    kind: &str,
    id: &str,
    revision: &Revision,
    order: i64,
) -> Result<Option<i64>, StoreError> {
    let body: Value = revision.write.as_ref().map(|(body, _)| body).into();
    let rows = if revision.expected == 0 {
        tx.query(
            "INSERT INTO record (kind, id, revision, ord, body) VALUES ($1, $2, 1, $3, $4)
             ON CONFLICT (kind, id) DO NOTHING RETURNING ord",
            &[kind.into(), id.into(), order.into(), body],
        )
        .await?
    } else {
        tx.query(
            "UPDATE record SET revision = revision + 1, body = COALESCE($5, body),
                 ord = CASE WHEN ord >= $4 THEN ord + 1 ELSE $4 END
             WHERE kind = $1 AND id = $2 AND revision = $3 RETURNING ord",
            &[kind.into(), id.into(), revision.expected.into(), order.into(), body],
        )
        .await?
    };
    rows.first().map(|row| row.i64(0)).transpose()
}

async fn write_keys(
    tx: &mut Tx<'_>,
    kind: &str,
    id: &str,
    had_keys: bool,
    keys: &[(&'static str, String)],
) -> Result<(), StoreError> {
    if had_keys {
        tx.execute(
            "DELETE FROM record_key WHERE kind = $1 AND id = $2",
            &[kind.into(), id.into()],
        )
        .await?;
    }
    let rows: Vec<Vec<Value>> = keys
        .iter()
        .map(|(name, value)| vec![kind.into(), (*name).into(), value.into(), id.into()])
        .collect();
    tx.insert_many(
        "record_key",
        &["kind", "name", "value", "id"],
        &rows,
        "ON CONFLICT (kind, name, value, id) DO NOTHING",
    )
    .await
}

async fn keep_parts(tx: &mut Tx<'_>, change: &Prepared) -> Result<(), StoreError> {
    tx.insert_many("sealed", &SEALED, &change.sealed, "").await?;
    // The same content may come with several acts; one copy serves them all.
    tx.insert_many(
        "file",
        &["sha256", "media_type", "bytes"],
        &change.files,
        "ON CONFLICT (sha256) DO NOTHING",
    )
    .await?;
    tx.insert_many(
        "file_use",
        &["id", "entry_id", "sha256", "person", "salt"],
        &change.file_uses,
        "",
    )
    .await
}
