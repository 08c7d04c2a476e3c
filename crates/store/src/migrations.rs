//! Brings a database's tables up to date: numbered texts, each applied once and recorded with its
//! hash. A text that has been applied never changes; add a new one.

use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::engine::Tx;

/// Number, name and text of every migration, in order.
const MIGRATIONS: &[(i64, &str, &str)] = &[(1, "house", include_str!("../migrations/0001_house.sql"))];

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS migration (
    number BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL
)";

/// Applies the migrations that are missing. The caller's transaction makes it all or nothing.
pub(crate) async fn apply(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.execute(LEDGER, &[]).await?;
    for (number, name, text) in MIGRATIONS {
        let hash = hash_of(text);
        // The row is the claim: of two replicas that start at once, the second waits here until the
        // first has committed, and then finds the migration done.
        let claimed = tx
            .execute(
                "INSERT INTO migration (number, name, hash) VALUES ($1, $2, $3)
                 ON CONFLICT (number) DO NOTHING",
                &[(*number).into(), (*name).into(), hash.as_str().into()],
            )
            .await?;
        if claimed == 1 {
            tx.script(text).await?;
        }
    }
    check(tx).await
}

/// Refuses a database whose migrations are not exactly those of this program.
pub(crate) async fn check(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let rows = tx
        .query("SELECT number, name, hash FROM migration ORDER BY number", &[])
        .await?;
    for (at, row) in rows.iter().enumerate() {
        let number = row.i64(0)?;
        let Some((_, name, text)) = MIGRATIONS.get(at).filter(|known| known.0 == number) else {
            return Err(StoreError::Migration(format!(
                "it has migration {number} ({}), which this program does not know: use the newer program",
                row.text(1)?
            )));
        };
        if hash_of(text) != row.text(2)? {
            return Err(StoreError::Migration(format!(
                "migration {number} ({name}) was applied with another text"
            )));
        }
    }
    if rows.len() < MIGRATIONS.len() {
        return Err(StoreError::Migration(
            "its tables are older than this program: open it once for writing".to_owned(),
        ));
    }
    Ok(())
}

fn hash_of(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}
