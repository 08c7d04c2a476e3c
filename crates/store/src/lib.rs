//! Applies changes on two engines, keeps the journal, and gives the streams.
//!
//! This is the only room of the house that knows a database. It runs on SQLite (a folder, nothing
//! to set up) and on PostgreSQL, with one SQL text for both.
//!
//! Everything with effect is one [`Change`]: the revisions it rests on, the records and rows it
//! writes, its journal entries, the jobs it leaves, and the answer kept for a repeated request.
//! [`Store::apply`] does all of it in one transaction, or nothing. A revision that has moved on is
//! [`ApplyError::Stale`]: load again and decide again.
//!
//! Entries become visible when the sequencer ([`Store::sequence`]) has given them numbers, from 1,
//! without gaps. Their leaves form an RFC 6962 Merkle tree whose head is signed as a C2SP
//! checkpoint. Text about persons lives in sealed parts, which can be erased; the journal still
//! verifies and shows that something was erased, when, on what ground, and by which two persons.
//!
//! All columns are BIGINT, TEXT or bytes. Time is microseconds since 1970 in UTC; identifiers are
//! UUID version 7 as text; booleans are 0 and 1; JSON is text.

mod apply;
mod change;
mod engine;
mod entry;
mod erase;
mod error;
mod files;
mod jobs;
mod lock;
pub mod merkle;
mod migrations;
pub mod note;
mod perform;
mod postgres;
mod prepare;
mod read;
mod sequencer;
mod sqlite;
mod store;
mod tiles;
mod value;
mod verify;

pub use change::{
    Applied, Change, Entry, Erasure, Expected, Idempotency, NewFile, NewJob, RecordWrite, SealedPart, Write,
};
pub use error::{ApplyError, StoreError};
pub use files::File;
pub use jobs::Job;
pub use read::{Delivery, JournalEntry, Kept, Record, SealedRef};
pub use store::{Store, StoreAt};
pub use value::{Row, Value};
pub use verify::Verification;
