//! Reads of issued papers.

use cordon_store::Store;
use cordon_vocabulary::Instant;
use serde::{Deserialize, Serialize};

use crate::answer::No;
use crate::documents::paper::{About, Audience};
use crate::gate::Acting;
use crate::members::queries::{At, read};

/// The record of an issued paper.
pub const KIND: &str = "paper";

/// An issued paper. What it says lies in the file alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IssuedPaper {
    /// The reference printed on it.
    pub reference: String,
    /// SHA-256 of the file, as hexadecimal digits.
    pub sha256: String,
    /// The template.
    pub template: String,
    /// What it is about.
    pub about: About,
    /// Who may fetch it.
    pub audience: Audience,
    /// The house that issued it.
    pub house: String,
    /// The languages.
    pub languages: Vec<String>,
    /// Whether it belongs to an exercise.
    pub exercise: bool,
    /// When it was issued.
    pub issued: Instant,
    /// Since when it is recalled. An instant to come is told to nobody before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recalled: Option<Instant>,
    /// Whether the file was erased with what it was about.
    #[serde(default)]
    pub erased: bool,
}

impl IssuedPaper {
    /// Whether it is recalled, as far as anybody is told at an instant.
    #[must_use]
    pub fn is_recalled(&self, now: Instant) -> bool {
        self.recalled.is_some_and(|at| at <= now)
    }

    /// Whether somebody may fetch it.
    #[must_use]
    pub fn is_for(&self, acting: Option<&Acting>) -> bool {
        let reads = |a: &&Acting| {
            a.officer
                .as_ref()
                .is_some_and(|o| o.may(self.about.read_right()).is_ok())
        };
        let house = acting.filter(reads).map(Acting::house);
        match (&self.audience, house) {
            (Audience::Public, _) => true,
            (_, None) => false,
            (Audience::Members, Some(_)) => true,
            (Audience::House, Some(house)) => house == self.house,
            (Audience::Bureaus(bureaus), Some(house)) => house == self.house || bureaus.contains(&house),
        }
    }

    /// The file's address in the store.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn file(&self) -> Result<[u8; 32], No> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(&self.sha256, &mut bytes)
            .map_err(|e| cordon_store::StoreError::Invalid(format!("paper {}: {e}", self.reference)))?;
        Ok(bytes)
    }
}

/// A paper by its reference.
///
/// # Errors
/// When the store fails.
pub async fn paper(store: &Store, reference: &str) -> Result<Option<At<IssuedPaper>>, No> {
    Ok(read(store, KIND, reference).await?)
}

async fn keyed(store: &Store, key: &str, value: &str) -> Result<Vec<At<IssuedPaper>>, No> {
    let mut all = Vec::new();
    for record in store.find(KIND, key, value).await? {
        all.push(At {
            revision: record.revision,
            value: serde_json::from_str(&record.body)?,
        });
    }
    Ok(all)
}

/// The paper whose file has this hash.
///
/// # Errors
/// When the store fails.
pub async fn by_hash(store: &Store, sha256: &str) -> Result<Option<IssuedPaper>, No> {
    Ok(keyed(store, "sha256", sha256)
        .await?
        .into_iter()
        .next()
        .map(|p| p.value))
}

/// All papers about a thing.
///
/// # Errors
/// When the store fails.
pub async fn about(store: &Store, about: &About) -> Result<Vec<At<IssuedPaper>>, No> {
    keyed(store, "about", &about.key()).await
}

/// The papers that a house has issued, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn of_house(store: &Store, house: &str) -> Result<Vec<IssuedPaper>, No> {
    let mut all: Vec<IssuedPaper> = keyed(store, "house", house)
        .await?
        .into_iter()
        .map(|p| p.value)
        .collect();
    all.sort_by_key(|p| std::cmp::Reverse(p.issued));
    Ok(all)
}
