//! Journal entries as the exact bytes that a leaf hashes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Entry, StoreError};

/// An entry may be at most this long, so that it fits a C2SP entry bundle.
pub(crate) const LONGEST: usize = 65_535;

/// The kind that only the store itself writes.
pub(crate) const ERASURE: &str = "erasure";

/// What an entry's bytes say. Field order is the order in the bytes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leaf {
    pub v: u8,
    pub id: String,
    pub kind: String,
    pub actor: String,
    pub bureau: String,
    pub at_us: i64,
    pub purpose: String,
    pub case: Option<String>,
    /// Sorted, each once.
    pub audiences: Vec<String>,
    pub public: serde_json::Value,
    pub sealed: Vec<LeafPart>,
    pub files: Vec<LeafFile>,
}

/// The leaf's word for a sealed part. After erasure the salt is gone, so neither hash can be
/// guessed back.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeafPart {
    pub id: String,
    pub hash: String,
    pub person: String,
}

/// The leaf's word for a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeafFile {
    pub id: String,
    pub hash: String,
    pub person: Option<String>,
}

/// The public part of an erasure's entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ErasureRecord {
    pub ground: String,
    pub by: [String; 2],
    pub parts: Vec<Erased>,
    pub files: Vec<Erased>,
}

/// One thing that was erased, with the hash that an earlier leaf committed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Erased {
    pub id: String,
    pub hash: String,
}

impl Leaf {
    pub(crate) fn new(id: String, entry: &Entry, audiences: &[String]) -> Leaf {
        let mut audiences = audiences.to_vec();
        audiences.sort_unstable();
        audiences.dedup();
        Leaf {
            v: 1,
            id,
            kind: entry.kind.to_owned(),
            actor: entry.actor.clone(),
            bureau: entry.bureau.clone(),
            at_us: entry.at_us,
            purpose: entry.purpose.clone(),
            case: entry.case.clone(),
            audiences,
            public: entry.public.clone(),
            sealed: Vec::new(),
            files: Vec::new(),
        }
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        let bytes =
            serde_json::to_vec(self).map_err(|error| StoreError::Invalid(format!("entry {}: {error}", self.kind)))?;
        if bytes.len() > LONGEST {
            return Err(StoreError::Invalid(format!(
                "entry {} has {} bytes; at most {LONGEST} are allowed: move text into sealed parts or files",
                self.kind,
                bytes.len()
            )));
        }
        Ok(bytes)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Leaf, StoreError> {
        serde_json::from_slice(bytes).map_err(|error| StoreError::Damaged(format!("an entry cannot be read: {error}")))
    }
}

/// SHA-256(salt || bytes).
pub(crate) fn part_hash(salt: &[u8], bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(bytes);
    hex::encode(hash.finalize())
}

/// SHA-256("person" || salt || person): the label keeps it apart from the hash of a content.
pub(crate) fn person_hash(salt: &[u8], person: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"person");
    hash.update(salt);
    hash.update(person.as_bytes());
    hex::encode(hash.finalize())
}
