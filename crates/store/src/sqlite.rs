//! SQLite: values in, rows out, and one writer with group commit.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::query::Query;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{
    Column, ConnectOptions, Connection, Row as _, SqlSafeStr, Sqlite, SqliteConnection, SqlitePool, TypeInfo, ValueRef,
};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::engine::Tx;
use crate::lock::FolderLock;
use crate::perform::{Context, Outcome, Work, perform};
use crate::prepare::Prepared;
use crate::{Applied, ApplyError, Row, StoreError, Value, apply, migrations};

const DATABASE: &str = "cordon.db";
/// The most pieces of work in one commit.
const BATCH: usize = 512;

fn options(folder: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.join(DATABASE))
        .busy_timeout(Duration::from_secs(10))
        .foreign_keys(true)
        .pragma("secure_delete", "ON")
}

/// Locks the folder, makes the database where there is none, and brings its tables up to date.
pub(crate) async fn open_writer(folder: &Path) -> Result<(FolderLock, SqliteConnection), StoreError> {
    make_folder(folder)?;
    let lock = FolderLock::take(folder)?;
    let mut connection = options(folder)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    check_promises(&mut connection).await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    migrations::apply(&mut Tx::Sqlite(&mut transaction)).await?;
    transaction.commit().await?;
    sync_folder(folder)?;
    Ok((lock, connection))
}

/// Reading connections. With `alone`, no writer of this process stands beside them.
pub(crate) async fn open_readers(folder: &Path, alone: bool) -> Result<SqlitePool, StoreError> {
    if !folder.join(DATABASE).is_file() {
        return Err(StoreError::Absent(folder.to_owned()));
    }
    let options = options(folder).read_only(true);
    let pool = SqlitePoolOptions::new().max_connections(8);
    match pool.clone().connect_with(options.clone()).await {
        Ok(pool) => Ok(pool),
        // A folder that may not be written, such as a backup, has no place for the shared memory of
        // WAL. Without a log beside it, the database alone is complete.
        Err(_) if alone && !folder.join("cordon.db-wal").exists() => {
            Ok(pool.connect_with(options.immutable(true)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::DirBuilderExt;
    // Only the owner may look into a new store.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|source| StoreError::Io {
            path: folder.to_owned(),
            source,
        })
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> Result<(), StoreError> {
    std::fs::create_dir_all(folder).map_err(|source| StoreError::Io {
        path: folder.to_owned(),
        source,
    })
}

/// Makes the names of new files in the folder survive a power cut.
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    for path in [Some(folder), folder.parent().filter(|p| !p.as_os_str().is_empty())]
        .into_iter()
        .flatten()
    {
        std::fs::File::open(path)
            .and_then(|folder| folder.sync_all())
            .map_err(|source| StoreError::Io {
                path: path.to_owned(),
                source,
            })?;
    }
    Ok(())
}

/// An answered act survives only with these settings, so they are read back.
async fn check_promises(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    for (pragma, wanted) in [
        ("PRAGMA synchronous", Value::I64(2)),
        ("PRAGMA journal_mode", Value::Text("wal".to_owned())),
        ("PRAGMA secure_delete", Value::I64(1)),
    ] {
        let rows = query(connection, pragma, &[]).await?;
        if rows != [Row::new(vec![wanted])] {
            return Err(StoreError::Invalid(format!(
                "this SQLite does not keep {pragma}: {rows:?}"
            )));
        }
    }
    Ok(())
}

struct Request {
    work: Work,
    reply: oneshot::Sender<Result<Outcome, ApplyError>>,
}

/// The only connection that writes.
pub(crate) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Request>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(crate) fn start(connection: SqliteConnection, context: Arc<Context>, lock: FolderLock) -> Writer {
        let (queue, requests) = mpsc::channel(4 * BATCH);
        let task = tokio::spawn(run(connection, requests, context, lock));
        Writer {
            queue: Mutex::new(Some(queue)),
            task: Mutex::new(Some(task)),
        }
    }

    pub(crate) async fn write(&self, work: Work) -> Result<Outcome, ApplyError> {
        let queue = self
            .queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .ok_or(StoreError::Closed)?;
        let (reply, answer) = oneshot::channel();
        queue
            .send(Request { work, reply })
            .await
            .map_err(|_| StoreError::Closed)?;
        drop(queue);
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Answers what is in the queue, then lets go of database and lock.
    pub(crate) async fn close(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task
            && task.await.is_err()
        {
            tracing::error!("the writer did not end by itself");
        }
    }
}

async fn run(
    mut connection: SqliteConnection,
    mut requests: mpsc::Receiver<Request>,
    context: Arc<Context>,
    lock: FolderLock,
) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut to_truncate = false;
    while requests.recv_many(&mut batch, BATCH).await > 0 {
        to_truncate |= batch.iter().any(|request| request.work.erases());
        commit(&mut connection, &context, &mut batch).await;
        if to_truncate {
            to_truncate = !truncated(&mut connection).await;
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "closing the database failed; the next start recovers it");
    }
    drop(lock);
}

/// What was erased must not stand in the write-ahead log either. False while a reader still needs it.
async fn truncated(connection: &mut SqliteConnection) -> bool {
    match query(connection, "PRAGMA wal_checkpoint(TRUNCATE)", &[]).await {
        Ok(rows) => rows.first().is_some_and(|row| row.i64(0).ok() == Some(0)),
        Err(error) => {
            end_if_failing(&error, "checkpoint");
            false
        }
    }
}

/// Runs a batch in one transaction and answers nobody before the commit has returned.
async fn commit(connection: &mut SqliteConnection, context: &Context, batch: &mut Vec<Request>) {
    let works: Vec<&Work> = batch.iter().map(|request| &request.work).collect();
    let results = match run_batch(connection, context, &works).await {
        Ok(results) => results,
        Err(error) => {
            end_if_failing(&error, "write");
            // Whether the engine has rolled back by itself or not, nothing of the batch stands.
            if let Err(error) = execute(connection, "ROLLBACK", &[]).await {
                tracing::debug!(%error, "nothing was left to roll back");
            }
            let reason = error.to_string();
            let full = matches!(error, StoreError::Full);
            works
                .iter()
                .map(|_| {
                    Err(ApplyError::Store(if full {
                        StoreError::Full
                    } else {
                        StoreError::GivenUp(reason.clone())
                    }))
                })
                .collect()
        }
    };
    for (request, result) in batch.drain(..).zip(results) {
        // Nobody may be waiting any more; the work stands all the same.
        drop(request.reply.send(result));
    }
}

async fn run_batch(
    connection: &mut SqliteConnection,
    context: &Context,
    works: &[&Work],
) -> Result<Vec<Result<Outcome, ApplyError>>, StoreError> {
    execute(connection, "BEGIN IMMEDIATE", &[]).await?;
    let mut added = added_together(connection, works).await?.into_iter();
    let mut results = Vec::with_capacity(works.len());
    for work in works {
        let done = if adds(work).is_some() { added.next() } else { None };
        results.push(match done {
            Some(applied) => Ok(Outcome::Applied(applied)),
            None => run_one(connection, context, work).await?,
        });
    }
    match execute(connection, "COMMIT", &[]).await {
        Ok(_) => {}
        // The log could not grow, so the batch is not in it, and nothing was synced halfway.
        Err(StoreError::Full) => return Err(StoreError::Full),
        Err(error) => end("commit", &error),
    }
    Ok(results)
}

/// One piece of work under its own savepoint. The outer error ends the whole batch.
async fn run_one(
    connection: &mut SqliteConnection,
    context: &Context,
    work: &Work,
) -> Result<Result<Outcome, ApplyError>, StoreError> {
    execute(connection, "SAVEPOINT one", &[]).await?;
    let result = perform(&mut Tx::Sqlite(connection), work, context).await;
    if let Err(error) = &result {
        if let ApplyError::Store(error) = error {
            end_if_failing(error, "write");
            if matches!(error, StoreError::Full) {
                return Err(StoreError::Full);
            }
        }
        execute(connection, "ROLLBACK TO one", &[]).await?;
    }
    execute(connection, "RELEASE one", &[]).await?;
    Ok(result)
}

/// The change of a piece of work that only adds entries: most searches.
fn adds(work: &Work) -> Option<&Prepared> {
    match work {
        Work::Apply(change) if change.only_adds() => Some(change),
        _ => None,
    }
}

/// Adds the entries of all work that does nothing else, together. Nothing is added when one of them cannot be: then
/// each is tried on its own, and only that one is refused.
async fn added_together(connection: &mut SqliteConnection, works: &[&Work]) -> Result<Vec<Applied>, StoreError> {
    let changes: Vec<&Prepared> = works.iter().filter_map(|work| adds(work)).collect();
    if changes.len() < 2 {
        return Ok(Vec::new());
    }
    execute(connection, "SAVEPOINT together", &[]).await?;
    let added = match apply::apply_together(&mut Tx::Sqlite(connection), &changes).await {
        Ok(added) => added,
        Err(error) => {
            end_if_failing(&error, "write");
            if matches!(error, StoreError::Full) {
                return Err(StoreError::Full);
            }
            execute(connection, "ROLLBACK TO together", &[]).await?;
            Vec::new()
        }
    };
    execute(connection, "RELEASE together", &[]).await?;
    Ok(added)
}

/// After a failed read, write or sync nobody knows what is on the disk: a retry could confirm what
/// is not there. The next start recovers the last good state.
fn end_if_failing(error: &StoreError, during: &str) {
    const IOERR: u32 = 10;
    const CORRUPT: u32 = 11;
    const NOTADB: u32 = 26;
    if let StoreError::Database(error) = error
        && matches!(primary_code(error), Some(IOERR | CORRUPT | NOTADB))
    {
        end(during, error);
    }
}

fn end(during: &str, error: &dyn std::fmt::Display) -> ! {
    eprintln!(
        "cordon: the store failed during {during}: {error}. The process ends; start it again when the disk is sound."
    );
    std::process::abort()
}

fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

fn refined(error: sqlx::Error) -> StoreError {
    const FULL: u32 = 13;
    match primary_code(&error) {
        Some(FULL) => StoreError::Full,
        _ => StoreError::Database(error),
    }
}

pub(crate) async fn query(
    connection: &mut SqliteConnection,
    sql: impl SqlSafeStr,
    args: &[Value],
) -> Result<Vec<Row>, StoreError> {
    let rows = bound(sql, args).fetch_all(connection).await.map_err(refined)?;
    rows.iter().map(row).collect()
}

pub(crate) async fn execute(
    connection: &mut SqliteConnection,
    sql: impl SqlSafeStr,
    args: &[Value],
) -> Result<u64, StoreError> {
    let done = bound(sql, args).execute(connection).await.map_err(refined)?;
    Ok(done.rows_affected())
}

fn bound<'q>(sql: impl SqlSafeStr, args: &'q [Value]) -> Query<'q, Sqlite, SqliteArguments> {
    args.iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Null => query.bind(Option::<i64>::None),
        Value::I64(value) => query.bind(*value),
        Value::Text(value) => query.bind(value.as_str()),
        Value::Bytes(value) => query.bind(value.as_slice()),
    })
}

fn row(row: &SqliteRow) -> Result<Row, StoreError> {
    let mut values = Vec::with_capacity(row.len());
    for index in 0..row.len() {
        let raw = row.try_get_raw(index)?;
        let value = if raw.is_null() {
            Value::Null
        } else {
            let kind = raw.type_info();
            match kind.name() {
                "INTEGER" | "BOOLEAN" => Value::I64(row.try_get_unchecked(index)?),
                "TEXT" => Value::Text(row.try_get_unchecked(index)?),
                "BLOB" => Value::Bytes(row.try_get_unchecked(index)?),
                other => {
                    return Err(StoreError::Invalid(format!(
                        "column {} has the type {other}: cast it to BIGINT, TEXT or bytes",
                        row.column(index).name()
                    )));
                }
            }
        };
        values.push(value);
    }
    Ok(Row::new(values))
}
