//! PostgreSQL: values in, rows out, one transaction per piece of work.

use std::str::FromStr;
use std::sync::Arc;

use sqlx::encode::IsNull;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgConnectOptions, PgPoolOptions, PgRow, PgTypeInfo};
use sqlx::query::Query;
use sqlx::{Column, Encode, PgConnection, PgPool, Postgres, Row as _, SqlSafeStr, Type, TypeInfo, ValueRef};

use crate::engine::Tx;
use crate::perform::{Context, Outcome, Work, perform};
use crate::{ApplyError, Row, StoreError, Value, migrations};

/// Of each of the two pools.
const MOST_CONNECTIONS: u32 = 10;

/// Connections that may write.
pub(crate) async fn open(url: &str) -> Result<PgPool, StoreError> {
    // An answered act must be on disk, whatever the server's default is.
    let options = PgConnectOptions::from_str(url)?.options([("synchronous_commit", "on")]);
    let pool = PgPoolOptions::new()
        .max_connections(MOST_CONNECTIONS)
        .connect_with(options)
        .await?;
    let fsync: String = sqlx::query_scalar("SHOW fsync").fetch_one(&pool).await?;
    if fsync != "on" {
        tracing::warn!("the PostgreSQL server runs with fsync={fsync}: a power cut loses answered acts");
    }
    Ok(pool)
}

/// Connections that the server itself keeps from writing.
pub(crate) async fn open_readers(url: &str) -> Result<PgPool, StoreError> {
    let options = PgConnectOptions::from_str(url)?.options([("default_transaction_read_only", "on")]);
    Ok(PgPoolOptions::new()
        .max_connections(MOST_CONNECTIONS)
        .connect_with(options)
        .await?)
}

/// Applies migrations. Two replicas that make the very first table at once can collide in the
/// server's catalogue; the second then tries again and finds it made.
pub(crate) async fn migrate(pool: &PgPool) -> Result<(), StoreError> {
    let mut attempts_left = 5;
    loop {
        let mut transaction = pool.begin().await?;
        match migrations::apply(&mut Tx::Postgres(&mut transaction)).await {
            Ok(()) => return Ok(transaction.commit().await?),
            Err(StoreError::Database(error)) if attempts_left > 0 && collided(&error) => {
                attempts_left -= 1;
                transaction.rollback().await?;
            }
            Err(error) => return Err(error),
        }
    }
}

fn code_of(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(|code| code.into_owned())
}

fn collided(error: &sqlx::Error) -> bool {
    matches!(
        code_of(error).as_deref(),
        Some("23505" | "42P07" | "42710" | "40001" | "40P01")
    )
}

/// Runs one piece of work in its own transaction.
pub(crate) async fn write(pool: &PgPool, work: Work, context: &Arc<Context>) -> Result<Outcome, ApplyError> {
    let mut transaction = pool.begin().await.map_err(begun)?;
    match perform(&mut Tx::Postgres(&mut transaction), &work, context).await {
        Ok(outcome) => {
            transaction.commit().await.map_err(refined)?;
            Ok(outcome)
        }
        Err(error) => {
            if let Err(error) = transaction.rollback().await {
                tracing::debug!(%error, "rollback failed; the connection is given up");
            }
            Err(match error {
                ApplyError::Store(StoreError::Database(error)) => refined(error),
                other => other,
            })
        }
    }
}

fn begun(error: sqlx::Error) -> ApplyError {
    match error {
        sqlx::Error::PoolClosed => StoreError::Closed.into(),
        other => refined(other),
    }
}

/// Serialisation failures and deadlocks are stale decisions like any other.
fn refined(error: sqlx::Error) -> ApplyError {
    match code_of(&error).as_deref() {
        Some(code @ ("40001" | "40P01")) => ApplyError::Stale {
            kind: "transaction".to_owned(),
            id: code.to_owned(),
        },
        Some("53100") => StoreError::Full.into(),
        _ => StoreError::Database(error).into(),
    }
}

pub(crate) async fn query(
    connection: &mut PgConnection,
    sql: impl SqlSafeStr,
    args: &[Value],
) -> Result<Vec<Row>, StoreError> {
    let rows = bound(sql, args).fetch_all(connection).await?;
    rows.iter().map(row).collect()
}

pub(crate) async fn execute(
    connection: &mut PgConnection,
    sql: impl SqlSafeStr,
    args: &[Value],
) -> Result<u64, StoreError> {
    Ok(bound(sql, args).execute(connection).await?.rows_affected())
}

fn bound<'q>(sql: impl SqlSafeStr, args: &'q [Value]) -> Query<'q, Postgres, PgArguments> {
    args.iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Null => query.bind(Untyped),
        Value::I64(value) => query.bind(*value),
        Value::Text(value) => query.bind(value.as_str()),
        Value::Bytes(value) => query.bind(value.as_slice()),
    })
}

/// A null whose type the server finds out from the statement.
struct Untyped;

impl Type<Postgres> for Untyped {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Postgres> for Untyped {
    fn encode_by_ref(&self, _: &mut PgArgumentBuffer) -> Result<IsNull, Box<dyn std::error::Error + Send + Sync>> {
        Ok(IsNull::Yes)
    }
}

fn row(row: &PgRow) -> Result<Row, StoreError> {
    let mut values = Vec::with_capacity(row.len());
    for index in 0..row.len() {
        let raw = row.try_get_raw(index)?;
        let value = if raw.is_null() {
            Value::Null
        } else {
            let kind = raw.type_info();
            match kind.name() {
                "INT8" => Value::I64(row.try_get(index)?),
                "INT4" => Value::I64(i64::from(row.try_get::<i32, _>(index)?)),
                "INT2" => Value::I64(i64::from(row.try_get::<i16, _>(index)?)),
                "BOOL" => Value::I64(i64::from(row.try_get::<bool, _>(index)?)),
                "TEXT" | "VARCHAR" | "NAME" => Value::Text(row.try_get(index)?),
                "BYTEA" => Value::Bytes(row.try_get(index)?),
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
