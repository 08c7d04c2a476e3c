//! The checkpoints to verify against.

use std::collections::{BTreeMap, BTreeSet};

use crate::StoreError;
use crate::engine::Tx;
use crate::merkle::Hash;
use crate::note::{Checkpoint, Verifier};

/// Signed roots, those of the store and those that others kept.
pub(super) struct Checkpoints {
    pub(super) signed: BTreeMap<i64, BTreeSet<Hash>>,
    pub(super) count: i64,
    pub(super) problems: Vec<String>,
}

pub(super) async fn read_checkpoints(
    tx: &mut Tx<'_>,
    verifier: &Verifier,
    known: &[String],
) -> Result<Checkpoints, StoreError> {
    let mut out = Checkpoints {
        signed: BTreeMap::new(),
        count: 0,
        problems: Vec::new(),
    };
    let rows = tx.query("SELECT size, note FROM checkpoint ORDER BY size", &[]).await?;
    for row in &rows {
        let size = row.i64(0)?;
        out.count += 1;
        match signed(verifier, row.text(1)?) {
            Ok(checkpoint) if i64::try_from(checkpoint.size) == Ok(size) => {
                out.signed.entry(size).or_default().insert(checkpoint.root);
            }
            Ok(checkpoint) => out.problems.push(format!(
                "the checkpoint kept for size {size} signs size {}",
                checkpoint.size
            )),
            Err(reason) => out.problems.push(format!("checkpoint {size}: {reason}")),
        }
    }
    for (number, note) in (1..).zip(known) {
        match signed(verifier, note) {
            Ok(checkpoint) => {
                let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
                out.signed.entry(size).or_default().insert(checkpoint.root);
            }
            Err(reason) => out.problems.push(format!("given checkpoint {number}: {reason}")),
        }
    }
    Ok(out)
}

fn signed(verifier: &Verifier, note: &str) -> Result<Checkpoint, String> {
    let checkpoint = Checkpoint::parse(verifier.open(note)?)?;
    if checkpoint.origin == verifier.name() {
        Ok(checkpoint)
    } else {
        Err(format!("it belongs to {}", checkpoint.origin))
    }
}
