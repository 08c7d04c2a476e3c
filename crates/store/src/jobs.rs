//! Work to be done later: rows with a lease.

use crate::engine::Tx;
use crate::{NewJob, StoreError, Value};

/// A job that this process holds until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its identifier, for [`crate::Change::done_jobs`].
    pub id: String,
    /// What is to be done.
    pub kind: String,
    /// Its idempotent key.
    pub key: String,
    /// When it was due, in microseconds UTC.
    pub due_us: i64,
    /// What the worker needs.
    pub body: String,
    /// How often it has been taken, this time included.
    pub attempts: i64,
}

/// Adds jobs; one whose kind and key exist already is left as it is.
pub(crate) async fn add(tx: &mut Tx<'_>, jobs: &[(String, NewJob)]) -> Result<(), StoreError> {
    let rows: Vec<Vec<Value>> = jobs
        .iter()
        .map(|(id, job)| {
            vec![
                id.into(),
                job.kind.into(),
                job.key.as_str().into(),
                job.due_us.into(),
                job.due_us.into(),
                0_i64.into(),
                0_i64.into(),
                job.body.as_str().into(),
            ]
        })
        .collect();
    tx.insert_many(
        "job",
        &["id", "kind", "job_key", "due_us", "run_us", "done", "attempts", "body"],
        &rows,
        "ON CONFLICT (kind, job_key) DO NOTHING",
    )
    .await
}

/// The instant from which something may be taken.
pub(crate) async fn next_due_us(tx: &mut Tx<'_>) -> Result<Option<i64>, StoreError> {
    let rows = tx.query("SELECT MIN(run_us) FROM job WHERE done = 0", &[]).await?;
    rows.first().map_or(Ok(None), |row| row.opt_i64(0))
}

/// Takes due jobs. The outer condition repeats the inner one: on PostgreSQL a second worker that
/// waited for the row judges it again by the outer condition only.
pub(crate) async fn lease(
    tx: &mut Tx<'_>,
    now_us: i64,
    limit: i64,
    lease_until_us: i64,
) -> Result<Vec<Job>, StoreError> {
    if lease_until_us <= now_us {
        return Err(StoreError::Invalid("a lease must end after it begins".to_owned()));
    }
    let rows = tx
        .query(
            "UPDATE job SET run_us = $3, attempts = attempts + 1
             WHERE done = 0 AND run_us <= $1 AND id IN (
                 SELECT id FROM job WHERE done = 0 AND run_us <= $1
                 ORDER BY run_us, kind, job_key LIMIT $2)
             RETURNING id, kind, job_key, due_us, body, attempts",
            &[now_us.into(), limit.max(0).into(), lease_until_us.into()],
        )
        .await?;
    let mut jobs = Vec::with_capacity(rows.len());
    for row in &rows {
        jobs.push(Job {
            id: row.text(0)?.to_owned(),
            kind: row.text(1)?.to_owned(),
            key: row.text(2)?.to_owned(),
            due_us: row.i64(3)?,
            body: row.text(4)?.to_owned(),
            attempts: row.i64(5)?,
        });
    }
    // The engines return updated rows in no particular order.
    jobs.sort_by(|a, b| (a.due_us, &a.kind, &a.key).cmp(&(b.due_us, &b.kind, &b.key)));
    Ok(jobs)
}

/// Marks a job done; false when it was done already or never existed.
pub(crate) async fn done(tx: &mut Tx<'_>, id: &str) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "UPDATE job SET done = 1, reason = NULL WHERE id = $1 AND done = 0",
            &[id.into()],
        )
        .await?;
    Ok(rows == 1)
}

/// Puts a job off.
pub(crate) async fn failed(tx: &mut Tx<'_>, id: &str, retry_at_us: i64, reason: &str) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE job SET run_us = $2, reason = $3 WHERE id = $1 AND done = 0",
        &[id.into(), retry_at_us.into(), reason.into()],
    )
    .await
}
