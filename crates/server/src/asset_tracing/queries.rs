//! Reads of the traces of cases.

use cordon_asset_tracing::adoption::{CaseTraces, KeptFile};
use cordon_store::Store;

use crate::answer::No;
use crate::asset_tracing::run::Inputs;
use crate::members::queries::{At, read};

/// The kind of record: one a case, under the case's identifier.
pub const KIND: &str = "case_traces";

/// The traces of a case; none yet is an empty record of revision 0.
///
/// # Errors
/// When the store fails.
pub async fn traces(store: &Store, case: &str) -> Result<At<CaseTraces>, No> {
    Ok(read(store, KIND, case).await?.unwrap_or(At {
        revision: 0,
        value: CaseTraces::default(),
    }))
}

/// The bytes of a kept file and of the balances beside it.
///
/// # Errors
/// When the file was erased, or the store fails.
pub async fn inputs(store: &Store, file: &KeptFile) -> Result<Inputs, No> {
    Ok(Inputs {
        transfers: bytes(store, &file.sha256).await?,
        balances: match &file.balances {
            Some(sha256) => Some(bytes(store, sha256).await?),
            None => None,
        },
    })
}

async fn bytes(store: &Store, sha256: &str) -> Result<Vec<u8>, No> {
    let mut key = [0; 32];
    let known = hex::decode_to_slice(sha256, &mut key).is_ok();
    let file = if known { store.file(&key).await? } else { None };
    file.map(|file| file.bytes).ok_or_else(|| {
        No::new(
            axum::http::StatusCode::GONE,
            "file-erased",
            "this file was erased; what was traced from it cannot be shown again",
        )
    })
}
