//! All lists in memory, as the engine searches them. The store is the truth: before each search the index takes over
//! what was written since the last one.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use cordon_fingerprints::lists::{KnownMaterial, Leads, MatchRule, Sought, Standing, TrustRule, standing};

use crate::answer::No;
use crate::app::App;
use crate::fingerprints::queries::{Held, RECORD, full};
use crate::fingerprints::sought::SoughtFile;

/// A change that another process began earlier may be committed so much later than its number says.
const OVERLAP_MS: u64 = 30_000;
/// Records read at a time.
const PAGE: i64 = 1_000;

/// What one list holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that stand.
    pub standing: usize,
    /// Of these, trusted.
    pub trusted: usize,
    /// Of these, disputed.
    pub disputed: usize,
    /// Of these, on the gravest list.
    pub gravest: usize,
    /// Withdrawn.
    pub withdrawn: usize,
}

/// The index, shared by all handlers.
#[derive(Default)]
pub struct Known {
    inner: RwLock<Inner>,
    /// One refresh at a time; searches go on meanwhile.
    refreshing: tokio::sync::Mutex<String>,
}

#[derive(Default)]
struct Inner {
    material: KnownMaterial,
    seen: HashMap<String, (i64, String, Counts)>,
    counts: BTreeMap<String, Counts>,
}

/// The key under which changed records are read in the order of their changes.
#[must_use]
pub fn changed_now() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// The first key of a change that may still be missing, where this was the last one seen.
#[must_use]
pub fn resume(last: &str) -> String {
    let millis = uuid::Uuid::parse_str(last).map_or(0, |id| id.as_u128() >> 80);
    let from = u64::try_from(millis).unwrap_or(0).saturating_sub(OVERLAP_MS);
    uuid::Uuid::from_u128(u128::from(from) << 80).to_string()
}

impl Known {
    /// Takes over what was written since the last time.
    ///
    /// # Errors
    /// When the store fails or the index is full.
    pub async fn refresh(&self, app: &App) -> Result<(), No> {
        let mut last = self.refreshing.lock().await;
        let mut from = if last.is_empty() { String::new() } else { resume(&last) };
        loop {
            let rows = app.store.range(RECORD, "changed", &from, "g", PAGE).await?;
            let keys = rows.len();
            let mut fresh = Vec::with_capacity(keys);
            for row in rows {
                let held: Written = serde_json::from_str(&row.body)?;
                from = format!("{}\u{1}", held.changed);
                last.clone_from(&held.changed);
                fresh.push((row.id, row.revision, held.held));
            }
            self.take(fresh)?;
            if keys < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                break;
            }
        }
        self.merge().await
    }

    fn take(&self, fresh: Vec<(String, i64, Held)>) -> Result<(), No> {
        let mut guard = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        let inner = &mut *guard;
        for (id, revision, held) in fresh {
            let before = inner.seen.get(&id);
            if before.is_some_and(|(seen, ..)| *seen >= revision) {
                continue;
            }
            let Some(list) = held.key().map(|key| key.list.clone()) else {
                continue;
            };
            let old = before.map(|(_, _, counts)| *counts).unwrap_or_default();
            let new = counts_of(&held);
            inner.counts.entry(list.clone()).or_default().exchange(old, new);
            held.enter(&mut inner.material)?;
            if held.gravest.is_none()
                && let Some(key) = held.key()
            {
                inner.material.remove_from_gravest(key);
            }
            inner.seen.insert(id, (revision, list, new));
        }
        Ok(())
    }

    /// Merges the index's tail beside the running searches, when that is worth it.
    async fn merge(&self) -> Result<(), No> {
        let merge = {
            let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
            if !inner.material.merge_is_due() {
                return Ok(());
            }
            inner.material.begin_merge()
        };
        let merged = tokio::task::spawn_blocking(move || merge.run())
            .await
            .map_err(|e| No::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "merge", e.to_string()))?;
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        inner.material.finish_merge(merged).map_err(full)
    }

    /// The leads for each file.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn leads(
        self: &Arc<Self>,
        app: &App,
        files: Vec<SoughtFile>,
        rule: MatchRule,
    ) -> Result<Vec<(String, Leads)>, No> {
        self.refresh(app).await?;
        let known = Arc::clone(self);
        tokio::task::spawn_blocking(move || {
            let inner = known.inner.read().unwrap_or_else(PoisonError::into_inner);
            let leads = |hashes: &[Sought]| inner.material.leads_of_file(hashes, rule);
            files
                .into_iter()
                .map(|file| {
                    let found = leads(&file.hashes);
                    (file.name, found)
                })
                .collect()
        })
        .await
        .map_err(|e| No::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "search", e.to_string()))
    }

    /// What each list holds.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn counts(&self, app: &App) -> Result<BTreeMap<String, Counts>, No> {
        self.refresh(app).await?;
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        Ok(inner.counts.clone())
    }
}

/// A record's body as it is stored: with the key of its last change.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Written {
    /// The key of its last change.
    pub changed: String,
    /// What is held.
    #[serde(flatten)]
    pub held: Held,
}

fn counts_of(held: &Held) -> Counts {
    let Some(record) = &held.record else {
        return Counts {
            withdrawn: usize::from(held.stone.is_some()),
            ..Counts::default()
        };
    };
    let stands = standing(&record.votes, TrustRule::default());
    Counts {
        standing: 1,
        trusted: usize::from(matches!(stands, Standing::Trusted { .. })),
        disputed: usize::from(matches!(stands, Standing::Disputed { .. })),
        gravest: usize::from(held.gravest.is_some()),
        withdrawn: 0,
    }
}

impl Counts {
    fn exchange(&mut self, old: Self, new: Self) {
        let step = |place: &mut usize, old: usize, new: usize| *place = (*place + new).saturating_sub(old);
        step(&mut self.standing, old.standing, new.standing);
        step(&mut self.trusted, old.trusted, new.trusted);
        step(&mut self.disputed, old.disputed, new.disputed);
        step(&mut self.gravest, old.gravest, new.gravest);
        step(&mut self.withdrawn, old.withdrawn, new.withdrawn);
    }
}

#[cfg(test)]
mod tests {
    use super::resume;

    #[test]
    fn a_search_goes_on_a_little_before_the_last_change() {
        let last = uuid::Uuid::from_u128(100_000 << 80).to_string();
        assert_eq!(resume(&last), uuid::Uuid::from_u128(70_000 << 80).to_string());
        assert_eq!(resume("no key"), uuid::Uuid::nil().to_string());
    }
}
