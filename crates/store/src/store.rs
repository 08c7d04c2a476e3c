//! The store as the other rooms see it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use crate::engine::Engine;
use crate::files::{self, File};
use crate::jobs::{self, Job};
use crate::merkle::InclusionProof;
use crate::perform::{Context, Outcome, Work};
use crate::prepare::Prepared;
use crate::read::{self, Delivery, JournalEntry, Kept, Record};
use crate::verify::{self, Verification};
use crate::{Applied, ApplyError, Change, Row, StoreError, Value, tiles};

/// Where a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreAt {
    /// A folder with an SQLite database, its keys and its lock. Nothing to set up.
    Sqlite(PathBuf),
    /// A PostgreSQL server, or one that speaks its protocol.
    Postgres {
        /// `postgres://user:password@host:port/database`.
        url: String,
        /// Folder with the keys (`journal.key`, `files.key`); the same on every replica.
        keys: PathBuf,
    },
}

impl StoreAt {
    /// The folder that holds the keys.
    #[must_use]
    pub fn keys(&self) -> &Path {
        match self {
            StoreAt::Sqlite(folder) => folder,
            StoreAt::Postgres { keys, .. } => keys,
        }
    }
}

/// The open store. Clones share one connection to it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    context: Arc<Context>,
    /// Idempotency keys of changes that are being applied now.
    running: Mutex<HashSet<(String, String)>>,
    applied: watch::Sender<u64>,
    numbered: watch::Sender<i64>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({})", self.inner.engine.name())
    }
}

impl Store {
    /// Opens the store, makes it where there is none, and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process has the folder open (it names the pid);
    /// [`StoreError::Migration`] when the store was written by a newer program;
    /// [`StoreError::Key`] when the signing key is missing or is not this journal's.
    pub async fn open(at: &StoreAt) -> Result<Store, StoreError> {
        let (engine, context) = Engine::open(at).await?;
        let store = Store::new(engine, context);
        let size = tiles::size(&mut store.inner.engine.read().await?.tx()).await?;
        store.inner.numbered.send_replace(size);
        store.write(Work::ReapplyErasures).await.map_err(plain)?;
        Ok(store)
    }

    /// Opens an existing store for reading, for example to verify it. Takes no lock and changes
    /// nothing, so it works beside a running server as well as without one.
    ///
    /// # Errors
    /// [`StoreError::Absent`] where there is no store; otherwise like [`Store::open`].
    pub async fn open_read_only(at: &StoreAt) -> Result<Store, StoreError> {
        let (engine, context) = Engine::open_read_only(at).await?;
        Ok(Store::new(engine, context))
    }

    fn new(engine: Engine, context: Arc<Context>) -> Store {
        Store {
            inner: Arc::new(Inner {
                engine,
                context,
                running: Mutex::new(HashSet::new()),
                applied: watch::Sender::new(0),
                numbered: watch::Sender::new(0),
            }),
        }
    }

    /// Finishes what is under way and releases the store. Later calls answer
    /// [`StoreError::Closed`].
    pub async fn close(&self) {
        self.inner.engine.close().await;
    }

    /// `sqlite` or `postgres`.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        self.inner.engine.name()
    }

    async fn write(&self, work: Work) -> Result<Outcome, ApplyError> {
        self.inner.engine.write(work, &self.inner.context).await
    }

    /// Applies a change durably, or not at all. When this returns `Done`, the change survives a
    /// crash of the process and a power cut.
    ///
    /// # Errors
    /// [`ApplyError::Stale`]: load again and decide again.
    pub async fn apply(&self, change: Change) -> Result<Applied, ApplyError> {
        let _running = match &change.idempotency {
            Some(kept) => Some(self.claim(&kept.client, &kept.key)?),
            None => None,
        };
        let prepared = Prepared::new(change, &self.inner.context)?;
        match self.write(Work::Apply(Box::new(prepared))).await? {
            Outcome::Applied(applied) => {
                self.inner.applied.send_modify(|count| *count = count.wrapping_add(1));
                Ok(applied)
            }
            _ => Err(StoreError::Closed.into()),
        }
    }

    /// Holds an idempotency key until the answer is out.
    fn claim(&self, client: &str, key: &str) -> Result<Running<'_>, ApplyError> {
        let claim = (client.to_owned(), key.to_owned());
        let mut running = self.inner.running.lock().unwrap_or_else(PoisonError::into_inner);
        if !running.insert(claim.clone()) {
            return Err(ApplyError::StillRunning);
        }
        Ok(Running {
            running: &self.inner.running,
            claim,
        })
    }

    /// The number of changes applied by this process; it changes after each, to wake the sequencer.
    #[must_use]
    pub fn applied(&self) -> watch::Receiver<u64> {
        self.inner.applied.subscribe()
    }

    /// The highest number given out by this process, to wake the streams. Other processes on the
    /// same PostgreSQL do not move it: poll as well.
    #[must_use]
    pub fn numbered(&self) -> watch::Receiver<i64> {
        self.inner.numbered.subscribe()
    }

    /// Rows of one statement, read from one snapshot.
    ///
    /// # Errors
    /// [`StoreError`] when the statement fails.
    pub async fn query(&self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, StoreError> {
        for arg in args {
            arg.check()?;
        }
        self.inner.engine.read().await?.tx().query(sql, args).await
    }

    /// One record.
    ///
    /// # Errors
    /// [`StoreError`] when the engine fails; the same holds for the other reading functions.
    pub async fn record(&self, kind: &str, id: &str) -> Result<Option<Record>, StoreError> {
        read::record(&mut self.inner.engine.read().await?.tx(), kind, id).await
    }

    /// Those of the named records that exist, in the order of `ids`.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn records(&self, kind: &str, ids: &[String]) -> Result<Vec<Record>, StoreError> {
        read::records(&mut self.inner.engine.read().await?.tx(), kind, ids).await
    }

    /// All records of a kind that have this value under this key, by id.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn find(&self, kind: &str, key: &str, value: &str) -> Result<Vec<Record>, StoreError> {
        read::find(&mut self.inner.engine.read().await?.tx(), kind, key, value).await
    }

    /// At most `limit` records of a kind with `from <= value < until` under this key, by value
    /// and then by id. Values compare byte by byte: pad numbers with zeros.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn range(
        &self,
        kind: &str,
        key: &str,
        from: &str,
        until: &str,
        limit: i64,
    ) -> Result<Vec<Record>, StoreError> {
        let mut read = self.inner.engine.read().await?;
        read::range(&mut read.tx(), kind, key, from, until, limit).await
    }

    /// At most `limit` records of a kind with ids above `after_id` (empty: from the first), by id.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn all(&self, kind: &str, after_id: &str, limit: i64) -> Result<Vec<Record>, StoreError> {
        read::all(&mut self.inner.engine.read().await?.tx(), kind, after_id, limit).await
    }

    /// The contents of sealed parts in the order of `ids`; `None` for one that was erased.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn sealed(&self, ids: &[String]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        read::sealed(&mut self.inner.engine.read().await?.tx(), ids).await
    }

    /// Ids of all sealed parts about a person, for an erasure.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn parts_of_person(&self, person: &str) -> Result<Vec<String>, StoreError> {
        read::parts_of_person(&mut self.inner.engine.read().await?.tx(), person).await
    }

    /// A file by its content's SHA-256.
    ///
    /// # Errors
    /// See [`Store::record`]; [`StoreError::Damaged`] when the content is not what was stored.
    pub async fn file(&self, sha256: &[u8; 32]) -> Result<Option<File>, StoreError> {
        let mut read = self.inner.engine.read().await?;
        files::read(&mut read.tx(), &self.inner.context.files, sha256).await
    }

    /// Gives numbers to committed entries (at most some thousand at once), extends the tree, and
    /// signs and keeps a checkpoint. Returns how many were numbered; 0 = nothing was waiting.
    /// Several processes may call this at once; each entry gets one number.
    ///
    /// # Errors
    /// [`StoreError`] when the engine fails; nothing was numbered then.
    pub async fn sequence(&self) -> Result<usize, StoreError> {
        let waiting = read::outbox_waits(&mut self.inner.engine.read().await?.tx()).await?;
        if !waiting {
            return Ok(0);
        }
        match self.write(Work::Sequence).await {
            Ok(Outcome::Numbered { count, size }) => {
                self.inner.numbered.send_if_modified(|seen| {
                    let grown = size > *seen;
                    *seen = size.max(*seen);
                    grown
                });
                Ok(count)
            }
            Ok(_) | Err(ApplyError::Stale { .. }) => Ok(0),
            Err(error) => Err(plain(error)),
        }
    }

    /// Entries delivered to an audience with numbers above `after` (0: from the first), in order.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn delivered(&self, audience: &str, after: i64, limit: i64) -> Result<Vec<Delivery>, StoreError> {
        read::delivered(&mut self.inner.engine.read().await?.tx(), audience, after, limit).await
    }

    /// Numbered entries above `after` (0: from the first), in order.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn journal(&self, after: i64, limit: i64) -> Result<Vec<JournalEntry>, StoreError> {
        read::journal(&mut self.inner.engine.read().await?.tx(), after, limit).await
    }

    /// Numbered entries of one kind above `after` (0: from the first), in order. It costs nothing that other kinds grow.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn entries_of_kind(&self, kind: &str, after: i64, limit: i64) -> Result<Vec<JournalEntry>, StoreError> {
        read::entries_of_kind(&mut self.inner.engine.read().await?.tx(), kind, after, limit).await
    }

    /// All numbered entries of a case, in order.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn entries_of_case(&self, case: &str) -> Result<Vec<JournalEntry>, StoreError> {
        read::entries_of_case(&mut self.inner.engine.read().await?.tx(), case).await
    }

    /// Takes at most `limit` due jobs, earliest first. They are nobody else's until
    /// `lease_until_us`; after that, a job that is not done is due again.
    ///
    /// # Errors
    /// [`StoreError`] when the engine fails.
    pub async fn due_jobs(&self, now_us: i64, limit: i64, lease_until_us: i64) -> Result<Vec<Job>, StoreError> {
        let next = self.next_due_us().await?;
        if next.is_none_or(|due| due > now_us) {
            return Ok(Vec::new());
        }
        let work = Work::LeaseJobs {
            now_us,
            limit,
            lease_until_us,
        };
        match self.write(work).await {
            Ok(Outcome::Jobs(jobs)) => Ok(jobs),
            Ok(_) | Err(ApplyError::Stale { .. }) => Ok(Vec::new()),
            Err(error) => Err(plain(error)),
        }
    }

    /// When the next job is due (or its lease ends), in microseconds UTC; `None` without jobs.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn next_due_us(&self) -> Result<Option<i64>, StoreError> {
        jobs::next_due_us(&mut self.inner.engine.read().await?.tx()).await
    }

    /// Puts a job off that could not be done, with the reason.
    ///
    /// # Errors
    /// [`StoreError`] when the engine fails.
    pub async fn job_failed(&self, id: &str, retry_at_us: i64, reason: &str) -> Result<(), StoreError> {
        let work = Work::JobFailed {
            id: id.to_owned(),
            retry_at_us,
            reason: reason.replace('\0', "\u{FFFD}"),
        };
        self.write(work).await.map(drop).map_err(plain)
    }

    /// Marks a job done that needs no change (otherwise name it in [`Change::done_jobs`]).
    ///
    /// # Errors
    /// [`StoreError`] when the engine fails.
    pub async fn job_done(&self, id: &str) -> Result<(), StoreError> {
        let work = Work::JobDone { id: id.to_owned() };
        self.write(work).await.map(drop).map_err(plain)
    }

    /// The answer kept for a client's key, if the request was done.
    ///
    /// # Errors
    /// [`ApplyError::StillRunning`] while it is being applied by this process.
    pub async fn idempotent(&self, client: &str, key: &str) -> Result<Option<Kept>, ApplyError> {
        let claim = (client.to_owned(), key.to_owned());
        let running = {
            let running = self.inner.running.lock().unwrap_or_else(PoisonError::into_inner);
            running.contains(&claim)
        };
        if running {
            return Err(ApplyError::StillRunning);
        }
        let mut read = self.inner.engine.read().await?;
        Ok(read::idempotent(&mut read.tx(), client, key).await?)
    }

    /// Forgets kept answers older than an instant; returns how many.
    ///
    /// # Errors
    /// [`StoreError`] when the engine fails.
    pub async fn forget_answers(&self, before_us: i64) -> Result<u64, StoreError> {
        match self.write(Work::ForgetAnswers { before_us }).await {
            Ok(Outcome::Rows(rows)) => Ok(rows),
            Ok(_) => Ok(0),
            Err(error) => Err(plain(error)),
        }
    }

    /// The latest signed checkpoint; `None` while the journal is empty.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn checkpoint(&self) -> Result<Option<String>, StoreError> {
        read::checkpoint(&mut self.inner.engine.read().await?.tx()).await
    }

    /// The public key of the journal as a C2SP verifier key (`name+id+key`).
    #[must_use]
    pub fn verifier_key(&self) -> String {
        self.inner.context.verifier.to_string()
    }

    /// Signs a text with the journal's key, as a C2SP signed note; [`crate::note::Verifier::open`] reads it.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the store was opened for reading only, or the text could be taken for a checkpoint,
    /// holds control characters, or does not end with a line feed.
    pub fn sign(&self, text: &str) -> Result<String, StoreError> {
        let signer = self.inner.context.signer.as_ref();
        let signer = signer.ok_or_else(|| StoreError::Invalid("a store opened for reading signs nothing".into()))?;
        signer.sign_text(text).map_err(StoreError::Invalid)
    }

    /// Proof that entry `seq` is in the tree of the latest checkpoint; `None` where there is no
    /// such entry.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn inclusion_proof(&self, seq: i64) -> Result<Option<InclusionProof>, StoreError> {
        let mut read = self.inner.engine.begin_read().await?;
        let proof = tiles::inclusion_proof(&mut read.tx(), seq).await;
        read.end().await;
        proof
    }

    /// Proof that the journal of `to` entries continues that of `from` entries, as hashes for
    /// [`crate::merkle::verify_consistency`].
    ///
    /// # Errors
    /// [`StoreError::Invalid`] unless `0 <= from <= to <= entries`.
    pub async fn consistency_proof(&self, from: i64, to: i64) -> Result<Vec<[u8; 32]>, StoreError> {
        let mut read = self.inner.engine.begin_read().await?;
        let proof = tiles::consistency_proof(&mut read.tx(), from, to).await;
        read.end().await;
        proof
    }

    /// Checks the whole journal: entries, tree, checkpoints, sealed parts, erasures, deliveries,
    /// files. `known` are checkpoints that somebody kept elsewhere; the journal must continue them.
    ///
    /// # Errors
    /// [`StoreError`] when reading fails. Damage is not an error but a problem in the answer.
    pub async fn verify(&self, known: &[String]) -> Result<Verification, StoreError> {
        let mut read = self.inner.engine.begin_read().await?;
        let verification = verify::verify(&mut read.tx(), &self.inner.context, known).await;
        read.end().await;
        verification
    }

    /// A named setting of the store itself, such as `world`.
    ///
    /// # Errors
    /// See [`Store::record`].
    pub async fn meta(&self, name: &str) -> Result<Option<String>, StoreError> {
        read::meta(&mut self.inner.engine.read().await?.tx(), name).await
    }

    /// Sets a named setting of the store itself.
    ///
    /// # Errors
    /// [`StoreError`] when the engine fails.
    pub async fn set_meta(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let work = Work::SetMeta {
            name: name.to_owned(),
            value: value.to_owned(),
        };
        self.write(work).await.map(drop).map_err(plain)
    }
}

/// An error of work that rests on no revision.
fn plain(error: ApplyError) -> StoreError {
    match error {
        ApplyError::Store(error) => error,
        other => StoreError::Invalid(other.to_string()),
    }
}

struct Running<'s> {
    running: &'s Mutex<HashSet<(String, String)>>,
    claim: (String, String),
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.remove(&self.claim);
    }
}
