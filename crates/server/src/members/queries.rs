//! Reads of bureaus, officers, institutions, the directory, sessions and clients.

use cordon_members::bureau::Bureau;
use cordon_members::directory::DirectoryRow;
use cordon_members::institution::Institution;
use cordon_members::officer::Officer;
use cordon_store::{Store, StoreError};
use cordon_vocabulary::{Instant, InstitutionId, Means, OfficerId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A machine client of an institution. Of its token only the fingerprint is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Client {
    /// The client's name.
    pub name: String,
    /// The institution it answers for.
    pub institution: InstitutionId,
    /// The desk or person that it stands for there.
    pub user: String,
    /// Since when it is withdrawn.
    #[serde(default)]
    pub withdrawn: Option<Instant>,
}

/// A signed-in browser. Of its secret only the fingerprint is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    /// The officer.
    pub officer: OfficerId,
    /// How the officer proved himself.
    pub means: Means,
    /// When it ends.
    pub until: Instant,
    /// When it was ended by hand.
    #[serde(default)]
    pub ended: Option<Instant>,
}

/// A one-time enrolment link.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Enrolment {
    /// The officer who may enrol.
    pub officer: OfficerId,
    /// When the link ends.
    pub until: Instant,
    /// When it was spent.
    #[serde(default)]
    pub spent: Option<Instant>,
}

/// A record read as its type, with its revision.
pub struct At<T> {
    /// The revision that was read.
    pub revision: i64,
    /// The value.
    pub value: T,
}

/// Reads one record.
///
/// # Errors
/// When the store fails or the record cannot be read.
pub async fn read<T: DeserializeOwned>(
    store: &Store,
    kind: &'static str,
    id: &str,
) -> Result<Option<At<T>>, StoreError> {
    let Some(record) = store.record(kind, id).await? else {
        return Ok(None);
    };
    let value = serde_json::from_str(&record.body).map_err(|e| StoreError::Invalid(format!("{kind} {id}: {e}")))?;
    Ok(Some(At {
        revision: record.revision,
        value,
    }))
}

/// What a bureau's country has lost while it is in arrears, if anything was ever withdrawn from it.
///
/// # Errors
/// When the store fails.
pub async fn withdrawal(
    store: &Store,
    bureau: &cordon_vocabulary::BureauId,
) -> Result<Option<cordon_members::withdrawal::Withdrawal>, StoreError> {
    let country = bureau.as_str().split('-').next().unwrap_or_default();
    Ok(read(store, "withdrawal", country).await?.map(|at| at.value))
}

/// Reads all records of a kind, in order of their identifiers.
///
/// # Errors
/// When the store fails or a record cannot be read.
pub async fn read_all<T: DeserializeOwned>(store: &Store, kind: &'static str) -> Result<Vec<T>, StoreError> {
    const PAGE: usize = 500;
    let mut all = Vec::new();
    let mut after = String::new();
    loop {
        let page = store.all(kind, &after, PAGE as i64).await?;
        for record in &page {
            let value = serde_json::from_str(&record.body)
                .map_err(|e| StoreError::Invalid(format!("{kind} {}: {e}", record.id)))?;
            all.push(value);
        }
        match page.last() {
            Some(last) if page.len() == PAGE => after.clone_from(&last.id),
            _ => return Ok(all),
        }
    }
}

/// The officer of a running session, and how he proved himself.
///
/// # Errors
/// When the store fails.
pub async fn session(store: &Store, fingerprint: &str, now: Instant) -> Result<Option<(Officer, Means)>, StoreError> {
    let Some(session) = read::<Session>(store, "session", fingerprint).await? else {
        return Ok(None);
    };
    if session.value.until <= now || session.value.ended.is_some() {
        return Ok(None);
    }
    let officer = read::<Officer>(store, "officer", session.value.officer.as_str()).await?;
    Ok(officer.map(|o| (o.value, session.value.means)))
}

/// A machine client by its token's fingerprint, if it is in force.
///
/// # Errors
/// When the store fails.
pub async fn client(store: &Store, fingerprint: &str) -> Result<Option<Client>, StoreError> {
    let client = read::<Client>(store, "client", fingerprint).await?;
    Ok(client.map(|c| c.value).filter(|c| c.withdrawn.is_none()))
}

/// The first directory row that knows one of these codes.
///
/// # Errors
/// When the store fails.
pub async fn directory(store: &Store, codes: &[String]) -> Result<Option<DirectoryRow>, StoreError> {
    for code in codes {
        if let Some(row) = read::<DirectoryRow>(store, "directory", code).await? {
            return Ok(Some(row.value));
        }
    }
    Ok(None)
}

/// All bureaus.
///
/// # Errors
/// When the store fails.
pub async fn bureaus(store: &Store) -> Result<Vec<Bureau>, StoreError> {
    read_all(store, "bureau").await
}

/// One institution.
///
/// # Errors
/// When the store fails.
pub async fn institution(store: &Store, id: &InstitutionId) -> Result<Option<Institution>, StoreError> {
    Ok(read(store, "institution", id.as_str()).await?.map(|i| i.value))
}
