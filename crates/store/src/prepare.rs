//! All of a change that needs no database: checks, identifiers, salts, hashes, ciphertexts. It is done
//! before the transaction, so that the one writer of SQLite only runs statements.

use std::collections::BTreeMap;

use crate::change::{Erasure, Expected, Idempotency, NewJob, RecordWrite, Write};
use crate::entry::{ERASURE, Leaf, LeafFile, LeafPart, part_hash, person_hash};
use crate::note::random;
use crate::perform::Context;
use crate::value::check_text;
use crate::{ApplyError, Change, Entry, NewFile, SealedPart, StoreError, Value};

/// A change with its identifiers, salts, hashes and ciphertexts made, ready for the transaction.
pub(crate) struct Prepared {
    pub(crate) id: String,
    pub(crate) order: i64,
    pub(crate) revisions: BTreeMap<(String, String), Revision>,
    pub(crate) writes: Vec<Write>,
    pub(crate) entries: Vec<(String, Vec<u8>)>,
    pub(crate) sealed: Vec<Vec<Value>>,
    pub(crate) files: Vec<Vec<Value>>,
    pub(crate) file_uses: Vec<Vec<Value>>,
    pub(crate) jobs: Vec<(String, NewJob)>,
    pub(crate) done_jobs: Vec<String>,
    pub(crate) idempotency: Option<Idempotency>,
    pub(crate) erasures: Vec<(String, Erasure)>,
    /// Whose act the erasures are, and who is told.
    pub(crate) act: (Entry, Vec<String>),
}

/// A row of `record` to compare and raise, in the order of (kind, id) so that two changes on
/// PostgreSQL cannot wait for each other.
pub(crate) struct Revision {
    pub(crate) expected: i64,
    pub(crate) write: Option<(String, Vec<(&'static str, String)>)>,
}

impl Prepared {
    /// Checks and prepares; needs no database.
    pub(crate) fn new(change: Change, context: &Context) -> Result<Prepared, ApplyError> {
        let at_us = change.entry.at_us;
        let mut prepared = Prepared {
            id: new_id(at_us)?,
            order: context.next_order(at_us),
            revisions: revisions(change.expects, change.records)?,
            writes: change.writes,
            entries: Vec::new(),
            sealed: Vec::new(),
            files: Vec::new(),
            file_uses: Vec::new(),
            jobs: Vec::new(),
            done_jobs: change.done_jobs,
            idempotency: change.idempotency,
            erasures: Vec::new(),
            act: (change.entry, change.audiences),
        };
        prepared.prepare_entries(&change.extra_entries, &change.files, context)?;
        for job in change.jobs {
            check_text(&job.key)?;
            check_text(&job.body)?;
            prepared.jobs.push((new_id(at_us)?, job));
        }
        for erasure in change.erasures {
            check_erasure(&erasure)?;
            prepared.erasures.push((new_id(at_us)?, erasure));
        }
        for write in &prepared.writes {
            for arg in &write.args {
                arg.check()?;
            }
        }
        if let Some(kept) = &prepared.idempotency {
            check_text(&kept.client)?;
            check_text(&kept.key)?;
            check_text(&kept.answer)?;
        }
        Ok(prepared)
    }

    pub(crate) fn erases(&self) -> bool {
        !self.erasures.is_empty()
    }

    /// Whether it compares nothing and only adds entries with their sealed parts.
    pub(crate) fn only_adds(&self) -> bool {
        self.revisions.is_empty()
            && self.writes.is_empty()
            && self.files.is_empty()
            && self.file_uses.is_empty()
            && self.jobs.is_empty()
            && self.done_jobs.is_empty()
            && self.idempotency.is_none()
            && self.erasures.is_empty()
    }

    fn prepare_entries(&mut self, extra: &[Entry], files: &[NewFile], context: &Context) -> Result<(), StoreError> {
        let (first, audiences) = (self.act.0.clone(), self.act.1.clone());
        for audience in &audiences {
            check_text(audience)?;
        }
        for (position, entry) in std::iter::once(&first).chain(extra).enumerate() {
            check_entry(entry)?;
            let mut leaf = Leaf::new(new_id(entry.at_us)?, entry, &audiences);
            for part in &entry.sealed {
                leaf.sealed.push(self.prepare_part(&leaf.id, part)?);
            }
            if position == 0 {
                for file in files {
                    leaf.files.push(self.prepare_file(&leaf, file, context)?);
                }
            }
            let bytes = leaf.to_bytes()?;
            self.entries.push((leaf.id, bytes));
        }
        Ok(())
    }

    fn prepare_part(&mut self, entry: &str, part: &SealedPart) -> Result<LeafPart, StoreError> {
        check_text(&part.id)?;
        check_text(&part.person)?;
        let salt: [u8; 32] = random()?;
        self.sealed.push(vec![
            part.id.as_str().into(),
            entry.into(),
            part.person.as_str().into(),
            salt.into(),
            part.bytes.as_slice().into(),
        ]);
        Ok(LeafPart {
            id: part.id.clone(),
            hash: part_hash(&salt, &part.bytes),
            person: person_hash(&salt, &part.person),
        })
    }

    fn prepare_file(&mut self, leaf: &Leaf, file: &NewFile, context: &Context) -> Result<LeafFile, StoreError> {
        check_text(&file.media_type)?;
        let key = context.files.as_ref().ok_or(StoreError::ReadOnly)?;
        let id = new_id(leaf.at_us)?;
        let salt: [u8; 32] = random()?;
        self.files.push(vec![
            file.sha256.into(),
            file.media_type.as_str().into(),
            key.encrypt(file)?.into(),
        ]);
        if let Some(person) = &file.person {
            check_text(person)?;
        }
        self.file_uses.push(vec![
            id.as_str().into(),
            leaf.id.as_str().into(),
            file.sha256.into(),
            file.person.as_deref().into(),
            salt.into(),
        ]);
        Ok(LeafFile {
            id,
            hash: part_hash(&salt, &file.sha256),
            person: file.person.as_deref().map(|person| person_hash(&salt, person)),
        })
    }
}

/// A UUID version 7 for an instant of the driven clock.
fn new_id(at_us: i64) -> Result<String, StoreError> {
    let millis = u64::try_from(at_us / 1_000).unwrap_or(0);
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &random()?).into_uuid();
    Ok(id.to_string())
}

fn check_entry(entry: &Entry) -> Result<(), StoreError> {
    if entry.kind == ERASURE {
        return Err(StoreError::Invalid(
            "entries of kind erasure are written by the store alone: use Change.erasures".to_owned(),
        ));
    }
    check_text(entry.kind)?;
    entry.case.as_deref().map_or(Ok(()), check_text)
}

fn check_erasure(erasure: &Erasure) -> Result<(), StoreError> {
    let [one, other] = &erasure.persons;
    if one == other || one.is_empty() || other.is_empty() {
        return Err(StoreError::Invalid("an erasure needs two different persons".to_owned()));
    }
    if erasure.ground.trim().is_empty() {
        return Err(StoreError::Invalid("an erasure needs a ground".to_owned()));
    }
    if erasure.parts.is_empty() && erasure.files.is_empty() {
        return Err(StoreError::Invalid("an erasure must name what to erase".to_owned()));
    }
    Ok(())
}

/// One revision per record. The same record in both lists is compared and raised once.
fn revisions(
    expects: Vec<Expected>,
    records: Vec<RecordWrite>,
) -> Result<BTreeMap<(String, String), Revision>, ApplyError> {
    let mut revisions = BTreeMap::new();
    for record in records {
        check_text(&record.id)?;
        check_text(&record.body)?;
        for (_, value) in &record.keys {
            check_text(value)?;
        }
        let key = (record.kind.to_owned(), record.id);
        let revision = Revision {
            expected: record.expected_revision,
            write: Some((record.body, record.keys)),
        };
        if let Some(((kind, id), _)) = revisions.insert(key.clone(), revision).map(|former| (key, former)) {
            return Err(StoreError::Invalid(format!("a change writes {kind} {id} twice")).into());
        }
    }
    for expected in expects {
        check_text(&expected.id)?;
        let key = (expected.kind.to_owned(), expected.id);
        match revisions.get(&key) {
            Some(known) if known.expected != expected.revision => {
                return Err(ApplyError::Stale { kind: key.0, id: key.1 });
            }
            Some(_) => {}
            None => {
                revisions.insert(
                    key,
                    Revision {
                        expected: expected.revision,
                        write: None,
                    },
                );
            }
        }
    }
    Ok(revisions)
}
