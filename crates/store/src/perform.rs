//! The closed list of what may be done in a writing transaction, the same on both engines.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::engine::Tx;
use crate::files::FileKey;
use crate::jobs::{self, Job};
use crate::note::{self, Signer, Verifier};
use crate::prepare::Prepared;
use crate::{Applied, ApplyError, StoreError, apply, erase, sequencer};

/// What all writing needs beside the database.
pub(crate) struct Context {
    /// Absent when the store was opened for reading.
    pub signer: Option<Signer>,
    pub verifier: Verifier,
    pub files: Option<FileKey>,
    last_order: AtomicI64,
}

impl Context {
    pub(crate) fn new(signer: Option<Signer>, verifier: Verifier, files: Option<FileKey>) -> Context {
        Context {
            signer,
            verifier,
            files,
            last_order: AtomicI64::new(0),
        }
    }

    pub(crate) async fn read_only(tx: &mut Tx<'_>, keys: &Path) -> Result<Context, StoreError> {
        let verifier = note::verifier(tx, keys).await?;
        Ok(Context::new(None, verifier, FileKey::read(keys)?))
    }

    /// An order above all that this process gave before, near to the act's instant.
    pub(crate) fn next_order(&self, at_us: i64) -> i64 {
        let next = |last: i64| at_us.max(last.saturating_add(1));
        match self
            .last_order
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(next(last)))
        {
            Ok(last) | Err(last) => next(last),
        }
    }
}

/// One piece of work.
pub(crate) enum Work {
    Apply(Box<Prepared>),
    Sequence,
    LeaseJobs {
        now_us: i64,
        limit: i64,
        lease_until_us: i64,
    },
    JobDone {
        id: String,
    },
    JobFailed {
        id: String,
        retry_at_us: i64,
        reason: String,
    },
    SetMeta {
        name: String,
        value: String,
    },
    ForgetAnswers {
        before_us: i64,
    },
    ReapplyErasures,
}

impl Work {
    /// Whether content is removed that must not survive in a log.
    pub(crate) fn erases(&self) -> bool {
        match self {
            Work::Apply(change) => change.erases(),
            Work::ReapplyErasures => true,
            _ => false,
        }
    }
}

/// What came of it.
pub(crate) enum Outcome {
    Applied(Applied),
    Numbered { count: usize, size: i64 },
    Jobs(Vec<Job>),
    Rows(u64),
}

/// Does one piece of work. On an error the caller undoes everything.
pub(crate) async fn perform(tx: &mut Tx<'_>, work: &Work, context: &Context) -> Result<Outcome, ApplyError> {
    match work {
        Work::Apply(change) => Ok(Outcome::Applied(apply::apply(tx, change).await?)),
        Work::Sequence => {
            let signer = context.signer.as_ref().ok_or(StoreError::ReadOnly)?;
            let (count, size) = sequencer::number(tx, signer).await?;
            Ok(Outcome::Numbered { count, size })
        }
        Work::LeaseJobs {
            now_us,
            limit,
            lease_until_us,
        } => Ok(Outcome::Jobs(jobs::lease(tx, *now_us, *limit, *lease_until_us).await?)),
        Work::JobDone { id } => Ok(Outcome::Rows(u64::from(jobs::done(tx, id).await?))),
        Work::JobFailed {
            id,
            retry_at_us,
            reason,
        } => Ok(Outcome::Rows(jobs::failed(tx, id, *retry_at_us, reason).await?)),
        Work::SetMeta { name, value } => set_meta(tx, name, value).await,
        Work::ForgetAnswers { before_us } => Ok(Outcome::Rows(
            tx.execute("DELETE FROM idempotency WHERE at_us < $1", &[(*before_us).into()])
                .await?,
        )),
        Work::ReapplyErasures => Ok(Outcome::Rows(erase::reapply_erasures(tx).await?)),
    }
}

async fn set_meta(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<Outcome, ApplyError> {
    let rows = tx
        .execute(
            "INSERT INTO meta (name, value) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            &[name.into(), value.into()],
        )
        .await?;
    Ok(Outcome::Rows(rows))
}
