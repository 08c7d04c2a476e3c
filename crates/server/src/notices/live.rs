//! The index of notices in force that every check of a traveller asks: a recalled notice is out of it at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cordon_notices::ids::BureauId;
use cordon_notices::lifecycle::{Sight, Viewer, sight};
use cordon_screening::entity::Entity;
use cordon_screening::index::{Hit, ListIndex, Options, Tombstones};
use tokio::sync::Mutex;

use crate::answer::No;
use crate::app::App;
use crate::notices::{feed, queries};

/// So many changed notices stand beside the large index before it is built anew.
const BESIDE: usize = 400;

/// What is indexed: a large index, and a small one of what changed since it was built.
#[derive(Debug, Default)]
pub struct Live {
    up_to: i64,
    entities: BTreeMap<String, Entity>,
    base: Arc<ListIndex>,
    fresh: Arc<ListIndex>,
    changed: BTreeSet<String>,
}

/// The index of one process.
pub type Shelf = Mutex<Live>;

impl Live {
    /// Whether no notice is in force.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Takes in what changed. What is gone is struck out; what was erased leaves memory, too.
    async fn follow(&mut self, app: &App) -> Result<(), No> {
        let feed = feed::in_force(app, self.up_to).await?;
        self.up_to = feed.up_to;
        if feed.present.is_empty() && feed.gone.is_empty() {
            return Ok(());
        }
        for id in feed.gone {
            self.entities.remove(&id);
            self.changed.insert(id);
        }
        for entity in feed.present {
            self.changed.insert(entity.id.clone());
            self.entities.insert(entity.id.clone(), entity);
        }
        if feed.erased || self.changed.len() > BESIDE || self.base.len() == 0 {
            let all: Vec<Entity> = self.entities.values().cloned().collect();
            self.base = built(all).await?;
            self.fresh = Arc::default();
            self.changed.clear();
        } else {
            let some = self
                .changed
                .iter()
                .filter_map(|id| self.entities.get(id).cloned())
                .collect();
            self.fresh = built(some).await?;
        }
        Ok(())
    }
}

async fn built(entities: Vec<Entity>) -> Result<Arc<ListIndex>, No> {
    tokio::task::spawn_blocking(move || Arc::new(ListIndex::build(entities)))
        .await
        .map_err(|e| No::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "index", e.to_string()))
}

/// The notices in force as indexes: the large one with what has changed since struck out of it, and the small one of what
/// changed. Neither knows who may see what: every answer from them is held against the notices by [`unseen`].
///
/// # Errors
/// When the store fails.
pub async fn indexes(app: &App) -> Result<[(Arc<ListIndex>, Tombstones); 2], No> {
    let mut live = app.notices.lock().await;
    live.follow(app).await?;
    let mut struck = Tombstones::default();
    live.changed.iter().for_each(|id| struck.strike(id));
    Ok([(live.base.clone(), struck), (live.fresh.clone(), Tombstones::default())])
}

/// Reads the notices in force when the program starts, so that the first traveller does not wait for it.
pub async fn warm(app: App) {
    if let Err(no) = indexes(&app).await {
        tracing::error!(reason = %no.detail, "the index of notices in force could not be read");
    }
}

/// Those of these notices that a bureau may not see as they stand now.
pub async fn unseen(app: &App, ids: Vec<String>, bureau: &BureauId) -> Vec<String> {
    let viewer = Viewer::Bureau(bureau.clone());
    let mut out = Vec::new();
    for id in ids {
        let sees = match queries::load(app, &id).await {
            Ok(now) => sight(&now.value, &viewer) == Sight::Content && now.value.published.is_some(),
            Err(_) => false,
        };
        if !sees {
            out.push(id);
        }
    }
    out
}

/// Who of the notices in force for a bureau this may be, the best first. What the bureau may not see is out before
/// anything is ranked, and every hit is held against its notice as it stands now.
///
/// # Errors
/// When the store fails.
pub async fn ask(app: &App, asked: &Entity, bureau: &BureauId) -> Result<Vec<Hit>, No> {
    let mut indexes = indexes(app).await?;
    let options = Options::default();
    // Those that this bureau may not see are struck out and the question is put again, so that they take no place.
    let mut hits: Vec<Hit> = loop {
        let mut found: Vec<Hit> = Vec::new();
        for (index, struck) in &indexes {
            found.extend(index.ask(asked, &options, struck).hits);
        }
        let ids: Vec<String> = found.iter().map(|hit| hit.id.clone()).collect();
        let hidden = unseen(app, ids, bureau).await;
        if hidden.is_empty() {
            break found;
        }
        for (_, struck) in &mut indexes {
            hidden.iter().for_each(|id| struck.strike(id));
        }
    };
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    hits.truncate(options.limit);
    Ok(hits)
}
