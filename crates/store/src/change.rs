//! A change as a value: all that one act does, applied in one transaction or not at all.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::Value;

/// A record at the revision that the decision rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The kind of record, such as `case` or `officer`.
    pub kind: &'static str,
    /// The record's identifier.
    pub id: String,
    /// The revision that was read; 0 = must not exist yet. It is compared and raised by one.
    pub revision: i64,
}

/// An aggregate kept as a document, with the keys under which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordWrite {
    /// The kind of record, such as `case` or `officer`.
    pub kind: &'static str,
    /// The record's identifier.
    pub id: String,
    /// The revision that was read; 0 = must not exist yet. The stored one becomes this plus one.
    pub expected_revision: i64,
    /// JSON without text about persons (that belongs into sealed parts).
    pub body: String,
    /// Name and value of every key; they replace the former keys.
    pub keys: Vec<(&'static str, String)>,
}

/// One statement on a projection table.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// Portable SQL with `$1`, `$2`, … as places.
    pub sql: &'static str,
    /// One value per place.
    pub args: Vec<Value>,
    /// The number of rows that must be touched; any other number makes the change stale.
    pub expect_rows: Option<u64>,
}

/// What the journal says about an act.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What happened, such as `request_released`.
    pub kind: &'static str,
    /// Who acted (an identifier, never a name).
    pub actor: String,
    /// For which bureau or institution.
    pub bureau: String,
    /// When, in microseconds UTC.
    pub at_us: i64,
    /// For what purpose.
    pub purpose: String,
    /// The case, if there is one.
    pub case: Option<String>,
    /// Ids, kinds, amounts: nothing about a person.
    pub public: serde_json::Value,
    /// Text about persons, one part each; the leaf commits to their salted hashes.
    pub sealed: Vec<SealedPart>,
}

/// Text about one person, kept apart so that it can be erased.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedPart {
    /// UUID by which projections refer to this part.
    pub id: String,
    /// Opaque key of the person, by which all parts about them are found for erasure.
    pub person: String,
    /// The content, stored as these exact bytes. The store adds a salt of 32 random bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for SealedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Sealed text must not reach a log by way of a debug print.
        write!(f, "SealedPart({}, {} bytes)", self.id, self.bytes.len())
    }
}

/// Work to be done later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// What is to be done, such as `ask_overdue`.
    pub kind: &'static str,
    /// A second job of the same kind and key is not made, not even after the first is done.
    pub key: String,
    /// When, in microseconds UTC.
    pub due_us: i64,
    /// What the worker needs: identifiers, no text about persons.
    pub body: String,
}

/// The answer to be given again when the client repeats its request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// The client, so that keys of two clients never meet.
    pub client: String,
    /// The client's key.
    pub key: String,
    /// SHA-256 of the request.
    pub request_hash: [u8; 32],
    /// HTTP status of the answer.
    pub status: u16,
    /// The answer's body: identifiers, no text about persons.
    pub answer: String,
    /// When, in microseconds UTC.
    pub at_us: i64,
}

/// A file to keep, addressed by its content.
#[derive(Clone, PartialEq, Eq)]
pub struct NewFile {
    /// SHA-256 of `bytes`; a wrong one is refused.
    pub sha256: [u8; 32],
    /// Media type found from the content.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// Opaque key of the person whom the file is about.
    pub person: Option<String>,
}

impl NewFile {
    /// A file with its hash computed.
    #[must_use]
    pub fn new(media_type: String, bytes: Vec<u8>, person: Option<String>) -> NewFile {
        NewFile {
            sha256: Sha256::digest(&bytes).into(),
            media_type,
            bytes,
            person,
        }
    }
}

impl fmt::Debug for NewFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewFile({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// Removes sealed parts and files for good. The store adds an entry of kind `erasure` which says
/// on what ground and by whom, with the hashes of what was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The rule or decision that demands it.
    pub ground: String,
    /// The two officers who agreed; they must differ.
    pub persons: [String; 2],
    /// Identifiers of sealed parts; one that is absent makes the change stale.
    pub parts: Vec<String>,
    /// Files by SHA-256; one that is absent makes the change stale.
    pub files: Vec<[u8; 32]>,
}

/// All that one act does.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Revisions that the decision rests on, beside those of `records`.
    pub expects: Vec<Expected>,
    /// Aggregates to write.
    pub records: Vec<RecordWrite>,
    /// Statements on projection tables, in this order, after the records.
    pub writes: Vec<Write>,
    /// The act's journal entry.
    pub entry: Entry,
    /// Further entries, numbered after `entry` in this order.
    pub extra_entries: Vec<Entry>,
    /// Who is told: `bureau:QM`, `institution:…`, `desk:hq`.
    pub audiences: Vec<String>,
    /// Work to be done later.
    pub jobs: Vec<NewJob>,
    /// Jobs that this change completes, by id; one that is done already makes the change stale.
    pub done_jobs: Vec<String>,
    /// Files to keep.
    pub files: Vec<NewFile>,
    /// The answer to be given again to a repeated request.
    pub idempotency: Option<Idempotency>,
    /// What is to be erased.
    pub erasures: Vec<Erasure>,
}

impl Change {
    /// A change that only writes `entry` into the journal; fill in the rest.
    #[must_use]
    pub fn new(entry: Entry) -> Change {
        Change {
            expects: Vec::new(),
            records: Vec::new(),
            writes: Vec::new(),
            entry,
            extra_entries: Vec::new(),
            audiences: Vec::new(),
            jobs: Vec::new(),
            done_jobs: Vec::new(),
            files: Vec::new(),
            idempotency: None,
            erasures: Vec::new(),
        }
    }
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// It is durably done.
    Done {
        /// Identifier of its (first) journal entry.
        entry: String,
    },
    /// The same request was answered before; this is that answer. Nothing was done now.
    Replayed {
        /// HTTP status of the first answer.
        status: u16,
        /// Body of the first answer.
        answer: String,
    },
}
