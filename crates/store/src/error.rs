//! What can go wrong in the store.

use std::path::PathBuf;

/// The store could not do what was asked. Nothing of it has been done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has this folder open.
    #[error(
        "the store in {} is open in process {pid}: stop that process first, or use another folder",
        folder.display()
    )]
    InUse {
        /// The store's folder.
        folder: PathBuf,
        /// The process that holds it, as that process wrote it down.
        pid: String,
    },
    /// There is no store where one was expected.
    #[error("there is no store in {}: name the folder that holds cordon.db", .0.display())]
    Absent(PathBuf),
    /// The store was written by a newer program, or a migration's text has been altered.
    #[error("the store does not fit this program: {0}")]
    Migration(String),
    /// The signing key is missing, unreadable, or not the key of this journal.
    #[error("signing key {}: {reason}", path.display())]
    Key {
        /// The key file.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
    /// A value that no store may hold, such as text with a NUL or an entry that is too large.
    #[error("{0}")]
    Invalid(String),
    /// A column does not hold what the caller asked for.
    #[error("column {index}: expected {expected}, found {found}")]
    Column {
        /// Position in the row, from 0.
        index: usize,
        /// The type asked for.
        expected: &'static str,
        /// What the column holds.
        found: &'static str,
    },
    /// What is stored cannot be read back; run the verification.
    #[error("stored data is damaged: {0}")]
    Damaged(String),
    /// The store was opened for reading only.
    #[error("the store was opened for reading only")]
    ReadOnly,
    /// The disk is full; nothing of the request was kept.
    #[error("the disk of the store is full: make room, then try again")]
    Full,
    /// Other work in the same commit failed; nothing of any of it was kept.
    #[error("the batch of writes was given up, nothing was kept: {0}")]
    GivenUp(String),
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
    /// Reading or writing a file of the store failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes: {0}")]
    Random(String),
    /// The database engine refused a statement.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

/// Why a change was not applied. Nothing of it has been done.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Something that the change rests on has changed meanwhile: load and decide again.
    #[error("{kind} {id} has changed meanwhile: load it again and decide again")]
    Stale {
        /// The kind of the record, or `job`, `write`, `part`, `transaction`.
        kind: String,
        /// The record's identifier.
        id: String,
    },
    /// The idempotency key was used before for another request (HTTP 422).
    #[error("the idempotency key was used before for another request")]
    KeyReused,
    /// The first request with this idempotency key is still running (HTTP 409).
    #[error("the first request with this idempotency key is still running")]
    StillRunning,
    /// The store itself failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ApplyError {
    fn from(error: sqlx::Error) -> Self {
        ApplyError::Store(StoreError::Database(error))
    }
}
