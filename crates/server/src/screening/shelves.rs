//! The lists in force: files of the store, each indexed beside the old one, counted, and exchanged whole. A query keeps the
//! index that it began with; what is struck out is out for every query that begins later.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use axum::http::StatusCode;
use cordon_screening::entity::{Entity, read_entities};
use cordon_screening::index::{
    Hit, InForce, ListIndex, ListInfo, Options, Shelf, ShelfRefusal, Tombstones, still_struck,
};
use cordon_store::{ApplyError, Change, Entry, NewFile, RecordWrite};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::members::queries::{read, read_all};

/// The records' kind.
const KIND: &str = "screening_list";
/// The name under which the notices in force are asked; no list bears it.
pub const NOTICES: &str = "notices";

/// A list as its owner hands it in.
#[derive(Debug, Clone)]
pub struct Offer<'a> {
    /// Name, version, day and term.
    pub info: ListInfo,
    /// Entities as its owner counted them.
    pub counted: usize,
    /// Whether institutions are answered from it, too: lists of the police are for bureaus alone.
    pub institutions: bool,
    /// `FollowTheMoney` entities, one JSON object a line.
    pub text: &'a str,
}

/// A list in force, as the store keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Listed {
    /// Name, version, day and term.
    pub info: ListInfo,
    sha256: String,
    /// Entities.
    pub entities: usize,
    institutions: bool,
    /// Entities struck out since, with the day.
    #[serde(default)]
    struck: BTreeMap<String, Date>,
}

/// The indexes of one process.
#[derive(Debug, Default)]
pub struct Shelves {
    shelves: RwLock<HashMap<String, Arc<Shelf>>>,
    /// Lists that are being built beside the one in force.
    building: Mutex<HashSet<String>>,
    /// One index is built at a time: each takes all cores.
    turn: tokio::sync::Mutex<()>,
}

/// A list that a query reads, in one state.
#[derive(Debug, Clone)]
pub struct Held {
    /// The index, where it comes from, and what is struck out.
    pub now: InForce,
    /// What an answer says of it.
    pub used: Used,
}

/// What an answer says of a list that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Used {
    /// Name.
    pub list: String,
    /// Version.
    pub version: u64,
    /// Day on which its owner stated it.
    pub stated: Date,
    /// Days since.
    pub list_days: i32,
    /// Whether its term is over.
    pub list_old: bool,
}

/// A hit with the list that it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListHit {
    /// The hit.
    #[serde(flatten)]
    pub hit: Hit,
    /// The list, and how old it is.
    #[serde(flatten)]
    pub used: Used,
}

impl Used {
    /// The notices in force: live from the journal, never old.
    #[must_use]
    pub fn live(today: Date) -> Self {
        Self {
            list: NOTICES.into(),
            version: 0,
            stated: today,
            list_days: 0,
            list_old: false,
        }
    }
}

impl Held {
    /// Who of the list this may be.
    #[must_use]
    pub fn ask(&self, asked: &Entity) -> Vec<ListHit> {
        let answer = self.now.index.ask(asked, &Options::default(), &self.now.tombstones);
        let hits = answer.hits.into_iter();
        hits.map(|hit| ListHit {
            hit,
            used: self.used.clone(),
        })
        .collect()
    }
}

impl From<ShelfRefusal> for No {
    fn from(refusal: ShelfRefusal) -> Self {
        Self::new(StatusCode::CONFLICT, refusal.code(), refusal.to_string())
    }
}

/// Puts a list into force: read, indexed beside the old one, counted, written down, and only then exchanged.
///
/// # Errors
/// The first line that cannot be read, a version that is not newer, a count that is not its owner's; the old list stays.
pub async fn put(app: &App, offer: Offer<'_>, by: &str) -> Result<usize, No> {
    let entities = read_entities(offer.text).map_err(|e| No::field("list", "unreadable", e.to_string()))?;
    let file = NewFile::new("application/jsonl".into(), offer.text.as_bytes().to_vec(), None);
    let index = app.lists.built(entities).await?;
    let found = index.len();
    for _ in 0..8 {
        let old = read::<Listed>(&app.store, KIND, &offer.info.name).await?;
        let before = old.as_ref().map(|o| &o.value);
        offer.info.may_follow(before.map(|b| &b.info), found, offer.counted)?;
        let listed = Listed {
            info: offer.info.clone(),
            sha256: hex::encode(file.sha256),
            entities: found,
            institutions: offer.institutions,
            struck: before.map_or_else(BTreeMap::new, |b| still_struck(&b.struck, offer.info.stated)),
        };
        let revision = old.as_ref().map_or(0, |o| o.revision);
        let mut change = changed(app, &listed, revision, "screening.list_in_force", by)?;
        change.files.push(file.clone());
        match app.apply(change).await {
            Ok(_) => {
                app.lists.exchange(index, &listed);
                return Ok(found);
            }
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ApplyError::Stale {
        kind: KIND.into(),
        id: offer.info.name.clone(),
    }
    .into())
}

/// Strikes an entity out of a list at once.
///
/// # Errors
/// When there is no such list or entity, or the store fails.
pub async fn strike(app: &App, list: &str, id: &str, by: &str) -> Result<(), No> {
    for _ in 0..8 {
        let old = read::<Listed>(&app.store, KIND, list)
            .await?
            .ok_or_else(No::not_found)?;
        let mut listed = old.value;
        if app.lists.in_force(app, &listed).await?.index.entity(id).is_none() {
            return Err(No::not_found());
        }
        listed.struck.insert(id.to_owned(), app.today());
        let mut change = changed(app, &listed, old.revision, "screening.struck_out", by)?;
        change.entry.public["entity"] = json!(id);
        match app.apply(change).await {
            Ok(_) => return Ok(()),
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ApplyError::Stale {
        kind: KIND.into(),
        id: list.into(),
    }
    .into())
}

fn changed(app: &App, listed: &Listed, revision: i64, kind: &'static str, by: &str) -> Result<Change, No> {
    let mut change = Change::new(Entry {
        kind,
        actor: by.to_owned(),
        bureau: "HQ".into(),
        at_us: app.now().micros(),
        purpose: "keep a list".into(),
        case: None,
        public: json!({"list": listed.info.name, "version": listed.info.version, "stated": listed.info.stated, "sha256": listed.sha256, "entities": listed.entities}),
        sealed: vec![],
    });
    change.records.push(RecordWrite {
        kind: KIND,
        id: listed.info.name.clone(),
        expected_revision: revision,
        body: serde_json::to_string(listed)?,
        keys: vec![],
    });
    Ok(change)
}

/// The lists in force for bureaus, or those that institutions may ask.
///
/// # Errors
/// When the store fails or the file of a list is gone.
pub async fn in_force(app: &App, police: bool) -> Result<Vec<Held>, No> {
    let mut out = Vec::new();
    for listed in read_all::<Listed>(&app.store, KIND).await? {
        if police || listed.institutions {
            let now = app.lists.in_force(app, &listed).await?;
            let age = now.info.staleness(app.today());
            let used = Used {
                list: now.info.name.clone(),
                version: now.info.version,
                stated: now.info.stated,
                list_days: age.days,
                list_old: age.over,
            };
            out.push(Held { now, used });
        }
    }
    Ok(out)
}

impl Shelves {
    fn shelf(&self, name: &str) -> Option<Arc<Shelf>> {
        let shelves = self.shelves.read().unwrap_or_else(PoisonError::into_inner);
        shelves.get(name).cloned()
    }

    /// The index of a list. Where a newer one is not built here yet, the old one answers until it is.
    async fn in_force(&self, app: &App, listed: &Listed) -> Result<InForce, No> {
        let shelf = match self.shelf(&listed.info.name) {
            Some(shelf) => {
                if shelf.read().info.version < listed.info.version {
                    self.build_beside(app, listed);
                }
                shelf
            }
            None => self.build(app, listed).await?,
        };
        let now = shelf.read();
        let missing: Vec<&String> = listed.struck.keys().filter(|id| !now.tombstones.contains(id)).collect();
        if missing.is_empty() {
            return Ok(now);
        }
        missing.iter().for_each(|id| shelf.strike(id));
        Ok(shelf.read())
    }

    fn build_beside(&self, app: &App, listed: &Listed) {
        let name = listed.info.name.clone();
        let begun = |building: &mut HashSet<String>| building.insert(name.clone());
        if !begun(&mut self.building.lock().unwrap_or_else(PoisonError::into_inner)) {
            return;
        }
        let (app, listed) = (app.clone(), listed.clone());
        tokio::spawn(async move {
            if let Err(no) = app.lists.build(&app, &listed).await {
                tracing::error!(list = listed.info.name, detail = no.detail, "a list was not built");
            }
            let mut building = app.lists.building.lock().unwrap_or_else(PoisonError::into_inner);
            building.remove(&listed.info.name);
        });
    }

    async fn build(&self, app: &App, listed: &Listed) -> Result<Arc<Shelf>, No> {
        let _turn = self.turn.lock().await;
        let there = self.shelf(&listed.info.name);
        if let Some(shelf) = there.filter(|s| s.read().info.version >= listed.info.version) {
            return Ok(shelf);
        }
        let mut hash = [0u8; 32];
        hex::decode_to_slice(&listed.sha256, &mut hash).map_err(|e| No::field("list", "hash", e.to_string()))?;
        let file = app.store.file(&hash).await?.ok_or_else(No::not_found)?;
        let entities = read_entities(&String::from_utf8_lossy(&file.bytes))
            .map_err(|e| No::field("list", "unreadable", e.to_string()))?;
        let index = self.built(entities).await?;
        listed.info.may_follow(None, index.len(), listed.entities)?;
        Ok(self.exchange(index, listed))
    }

    async fn built(&self, entities: Vec<Entity>) -> Result<ListIndex, No> {
        let built = tokio::task::spawn_blocking(move || ListIndex::build(entities));
        built
            .await
            .map_err(|e| No::new(StatusCode::INTERNAL_SERVER_ERROR, "index", e.to_string()))
    }

    /// Puts an index in force that has been counted. A newer one that came meanwhile stays.
    fn exchange(&self, index: ListIndex, listed: &Listed) -> Arc<Shelf> {
        let mut struck = Tombstones::default();
        listed.struck.keys().for_each(|id| struck.strike(id));
        let mut shelves = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
        let name = listed.info.name.clone();
        match shelves.get(&name) {
            Some(shelf) => {
                let (info, counted) = (listed.info.clone(), index.len());
                if let Err(refusal) = shelf.swap(index, info, counted, struck) {
                    tracing::info!(list = name, %refusal, "a list was built that is no longer newest");
                }
                shelf.clone()
            }
            None => {
                let shelf = Arc::new(Shelf::new(index, listed.info.clone()));
                listed.struck.keys().for_each(|id| shelf.strike(id));
                shelves.insert(name, shelf.clone());
                shelf
            }
        }
    }
}
