//! The two engines behind one face: a connection in a transaction, reading, and writing.

use std::path::Path;
use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool};

use crate::files::FileKey;
use crate::note::{Signer, Verifier};
use crate::perform::{Context, Outcome, Work};
use crate::sqlite::Writer;
use crate::{ApplyError, Row, StoreAt, StoreError, Value, migrations, postgres, sqlite};

/// A connection, usually in a transaction. Everything in this crate speaks to the engines through
/// these few functions.
pub(crate) enum Tx<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Tx<'_> {
    /// Runs one statement and gives its rows.
    pub(crate) async fn query(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, StoreError> {
        match self {
            Tx::Sqlite(connection) => sqlite::query(connection, sql, args).await,
            Tx::Postgres(connection) => postgres::query(connection, sql, args).await,
        }
    }

    /// Runs one statement and gives the number of rows it touched.
    pub(crate) async fn execute(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, StoreError> {
        match self {
            Tx::Sqlite(connection) => sqlite::execute(connection, sql, args).await,
            Tx::Postgres(connection) => postgres::execute(connection, sql, args).await,
        }
    }

    /// Runs a migration's text with the engine's own names for the column types.
    pub(crate) async fn script(&mut self, text: &str) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(connection) => {
                let text = in_code(text, |line| line.replace("BYTES", "BLOB"));
                sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut **connection).await?;
            }
            Tx::Postgres(connection) => {
                let text = in_code(text, |line| {
                    line.replace("BYTES", "BYTEA").replace(" TEXT", " TEXT COLLATE \"C\"")
                });
                sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut **connection).await?;
            }
        }
        Ok(())
    }

    /// Inserts many rows with as few statements as the engines' limits on places allow.
    /// `end` is appended, such as `ON CONFLICT …`. Table and columns are this crate's own words.
    pub(crate) async fn insert_many(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str],
        rows: &[Vec<Value>],
        end: &'static str,
    ) -> Result<(), StoreError> {
        const PLACES: usize = 8_000;
        let per_statement = (PLACES / columns.len().max(1)).max(1);
        for chunk in rows.chunks(per_statement) {
            let places = (0..chunk.len())
                .map(|row| format!("({})", places(row * columns.len(), columns.len())))
                .collect::<Vec<_>>()
                .join(", ");
            let sql = format!("INSERT INTO {table} ({}) VALUES {places} {end}", columns.join(", "));
            let args: Vec<Value> = chunk.iter().flatten().cloned().collect();
            self.built(sql, &args).await?;
        }
        Ok(())
    }

    /// `before ($1, $2, …) after` for each few hundred of `ids`; all rows together.
    pub(crate) async fn query_in(
        &mut self,
        before: &'static str,
        ids: &[Value],
        after: &'static str,
    ) -> Result<Vec<Row>, StoreError> {
        self.query_in_of(before, &[], ids, after).await
    }

    /// Like [`Tx::query_in`] where `before` already holds places for `fixed`.
    pub(crate) async fn query_in_of(
        &mut self,
        before: &'static str,
        fixed: &[Value],
        ids: &[Value],
        after: &'static str,
    ) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        for chunk in ids.chunks(500) {
            let sql = format!("{before} ({}) {after}", places(fixed.len(), chunk.len()));
            rows.extend(self.built(sql, &[fixed, chunk].concat()).await?);
        }
        Ok(rows)
    }

    /// A statement put together from this crate's own words; values only as arguments.
    async fn built(&mut self, sql: String, args: &[Value]) -> Result<Vec<Row>, StoreError> {
        match self {
            Tx::Sqlite(connection) => sqlite::query(connection, AssertSqlSafe(sql), args).await,
            Tx::Postgres(connection) => postgres::query(connection, AssertSqlSafe(sql), args).await,
        }
    }
}

/// `$n+1, $n+2, …`.
fn places(before: usize, count: usize) -> String {
    (1..=count)
        .map(|place| format!("${}", before + place))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Applies `change` to every line that is not a comment.
fn in_code(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for line in text.lines().filter(|line| !line.trim_start().starts_with("--")) {
        out.push_str(&change(line));
        out.push('\n');
    }
    out
}

/// The pools, and on SQLite the one writer.
pub(crate) enum Engine {
    Sqlite {
        writer: Option<Writer>,
        readers: SqlitePool,
    },
    Postgres {
        writers: Option<PgPool>,
        readers: PgPool,
    },
}

impl Engine {
    pub(crate) async fn open(at: &StoreAt) -> Result<(Engine, Arc<Context>), StoreError> {
        match at {
            StoreAt::Sqlite(folder) => {
                let (lock, mut connection) = sqlite::open_writer(folder).await?;
                let context = context(&mut Tx::Sqlite(&mut connection), folder).await?;
                let readers = sqlite::open_readers(folder, false).await?;
                let writer = Writer::start(connection, Arc::clone(&context), lock);
                let engine = Engine::Sqlite {
                    writer: Some(writer),
                    readers,
                };
                Ok((engine, context))
            }
            StoreAt::Postgres { url, keys } => {
                let pool = postgres::open(url).await?;
                postgres::migrate(&pool).await?;
                let mut transaction = pool.begin().await?;
                let context = context(&mut Tx::Postgres(&mut transaction), keys).await?;
                transaction.commit().await?;
                let engine = Engine::Postgres {
                    writers: Some(pool),
                    readers: postgres::open_readers(url).await?,
                };
                Ok((engine, context))
            }
        }
    }

    pub(crate) async fn open_read_only(at: &StoreAt) -> Result<(Engine, Arc<Context>), StoreError> {
        let engine = match at {
            StoreAt::Sqlite(folder) => Engine::Sqlite {
                writer: None,
                readers: sqlite::open_readers(folder, true).await?,
            },
            StoreAt::Postgres { url, .. } => Engine::Postgres {
                writers: None,
                readers: postgres::open_readers(url).await?,
            },
        };
        let mut read = engine.read().await?;
        migrations::check(&mut read.tx()).await?;
        let context = Context::read_only(&mut read.tx(), at.keys()).await?;
        drop(read);
        Ok((engine, Arc::new(context)))
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Engine::Sqlite { .. } => "sqlite",
            Engine::Postgres { .. } => "postgres",
        }
    }

    pub(crate) async fn read(&self) -> Result<Reading, StoreError> {
        match self {
            Engine::Sqlite { readers, .. } => Ok(Reading::Sqlite(acquired(readers.acquire().await)?)),
            Engine::Postgres { readers, .. } => Ok(Reading::Postgres(acquired(readers.acquire().await)?)),
        }
    }

    /// Several statements on one snapshot.
    pub(crate) async fn begin_read(&self) -> Result<Snapshot, StoreError> {
        match self {
            Engine::Sqlite { readers, .. } => Ok(Snapshot::Sqlite(acquired(readers.begin().await)?)),
            Engine::Postgres { readers, .. } => Ok(Snapshot::Postgres(acquired(
                readers
                    .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await,
            )?)),
        }
    }

    pub(crate) async fn write(&self, work: Work, context: &Arc<Context>) -> Result<Outcome, ApplyError> {
        match self {
            Engine::Sqlite {
                writer: Some(writer), ..
            } => writer.write(work).await,
            Engine::Postgres {
                writers: Some(pool), ..
            } => postgres::write(pool, work, context).await,
            Engine::Sqlite { writer: None, .. } | Engine::Postgres { writers: None, .. } => {
                Err(StoreError::ReadOnly.into())
            }
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Engine::Sqlite { writer, readers } => {
                readers.close().await;
                if let Some(writer) = writer {
                    writer.close().await;
                }
            }
            Engine::Postgres { writers, readers } => {
                readers.close().await;
                if let Some(writers) = writers {
                    writers.close().await;
                }
            }
        }
    }
}

fn acquired<T>(result: Result<T, sqlx::Error>) -> Result<T, StoreError> {
    result.map_err(|error| match error {
        sqlx::Error::PoolClosed => StoreError::Closed,
        other => other.into(),
    })
}

/// Reads or makes the keys that belong to this database.
async fn context(tx: &mut Tx<'_>, keys: &Path) -> Result<Arc<Context>, StoreError> {
    let signer = Signer::open(tx, keys).await?;
    let verifier: Verifier = signer.verifier();
    let files = FileKey::open(keys)?;
    Ok(Arc::new(Context::new(Some(signer), verifier, Some(files))))
}

/// A connection for single reading statements.
pub(crate) enum Reading {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Reading {
    pub(crate) fn tx(&mut self) -> Tx<'_> {
        match self {
            Reading::Sqlite(connection) => Tx::Sqlite(connection),
            Reading::Postgres(connection) => Tx::Postgres(connection),
        }
    }
}

/// A reading transaction.
pub(crate) enum Snapshot {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Snapshot {
    pub(crate) fn tx(&mut self) -> Tx<'_> {
        match self {
            Snapshot::Sqlite(transaction) => Tx::Sqlite(transaction),
            Snapshot::Postgres(transaction) => Tx::Postgres(transaction),
        }
    }

    /// Nothing was written, so how it ends does not matter; a failure leaves a broken connection,
    /// which the pool finds out by itself.
    pub(crate) async fn end(self) {
        let ended = match self {
            Snapshot::Sqlite(transaction) => transaction.rollback().await,
            Snapshot::Postgres(transaction) => transaction.rollback().await,
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a reading transaction did not end cleanly");
        }
    }
}
