//! The list in force: swapped as a whole, struck out of at once, and known to be old when it is.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, RwLock};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::build::ListIndex;

/// Identifiers struck out since the list was built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tombstones {
    ids: HashSet<String>,
}

impl Tombstones {
    /// Strikes an entity out.
    pub fn strike(&mut self, id: &str) {
        self.ids.insert(id.to_owned());
    }

    /// Whether an entity is struck out.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        !self.ids.is_empty() && self.ids.contains(id)
    }

    /// Number of entities struck out.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// What stays struck out of a list stated on a day: whatever was struck on that day or later, since its owner need not have
/// known of it.
#[must_use]
pub fn still_struck(struck: &BTreeMap<String, Date>, stated: Date) -> BTreeMap<String, Date> {
    let kept = struck.iter().filter(|(_, day)| **day >= stated);
    kept.map(|(id, day)| (id.clone(), *day)).collect()
}

/// Where a list comes from and how long it may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListInfo {
    /// Name of the list.
    pub name: String,
    /// Version, as its owner numbers it; higher is newer.
    pub version: u64,
    /// Day on which its owner stated it.
    pub stated: Date,
    /// Days after which every hit must say that the list is old.
    pub term_days: u16,
}

/// How old a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staleness {
    /// Days since the list was stated.
    pub days: i32,
    /// Whether the term is over.
    pub over: bool,
}

impl ListInfo {
    /// Whether this list may take the place of the one in force: it must be newer, and whole.
    ///
    /// # Errors
    /// Refuses a list that is not newer, or that has not as many entities as its owner counted.
    pub fn may_follow(&self, in_force: Option<&Self>, found: usize, counted: usize) -> Result<(), ShelfRefusal> {
        if let Some(old) = in_force.filter(|old| self.version <= old.version) {
            return Err(ShelfRefusal::NotNewer {
                offered: self.version,
                in_force: old.version,
            });
        }
        if found != counted {
            return Err(ShelfRefusal::Count { found, counted });
        }
        Ok(())
    }

    /// How old the list is today. A list stated in the future is taken as new.
    #[must_use]
    pub fn staleness(&self, today: Date) -> Staleness {
        let days = today.since(self.stated).map_or(0, |span| span.get_days()).max(0);
        Staleness {
            days,
            over: days > i32::from(self.term_days),
        }
    }
}

/// What a query reads: one list in one state.
#[derive(Debug, Clone)]
pub struct InForce {
    /// The list.
    pub index: Arc<ListIndex>,
    /// Where it comes from.
    pub info: Arc<ListInfo>,
    /// What has been struck out of it.
    pub tombstones: Arc<Tombstones>,
}

/// Why a list is not put in force.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShelfRefusal {
    /// A version that is not newer than the one in force.
    #[error("version {offered} is not newer than version {in_force} in force")]
    NotNewer {
        /// Version offered.
        offered: u64,
        /// Version in force.
        in_force: u64,
    },
    /// A list with fewer entities than its owner counted.
    #[error("the list has {found} entities, its owner counted {counted}")]
    Count {
        /// Entities found.
        found: usize,
        /// Entities counted by the owner.
        counted: usize,
    },
}

impl ShelfRefusal {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotNewer { .. } => "screening.list.not_newer",
            Self::Count { .. } => "screening.list.count",
        }
    }
}

/// A place for one list. Queries take what is in force and keep it until they are done; a swap loses none of them.
#[derive(Debug)]
pub struct Shelf {
    in_force: RwLock<InForce>,
}

impl Shelf {
    /// A shelf with its first list.
    #[must_use]
    pub fn new(index: ListIndex, info: ListInfo) -> Self {
        let in_force = InForce {
            index: Arc::new(index),
            info: Arc::new(info),
            tombstones: Arc::default(),
        };
        Self {
            in_force: RwLock::new(in_force),
        }
    }

    /// What is in force now.
    #[must_use]
    pub fn read(&self) -> InForce {
        // A writer that panicked cannot have left half a list: assignments here are whole.
        self.in_force
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// Puts a list in force that was built beside the present one. `still_struck` are identifiers that must stay out of
    /// the new list too: what was struck out while it was being built.
    ///
    /// # Errors
    /// Refuses a list that is not newer, or that has not as many entities as its owner counted.
    pub fn swap(
        &self,
        index: ListIndex,
        info: ListInfo,
        counted: usize,
        still_struck: Tombstones,
    ) -> Result<(), ShelfRefusal> {
        let mut in_force = self.in_force.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        info.may_follow(Some(&in_force.info), index.len(), counted)?;
        *in_force = InForce {
            index: Arc::new(index),
            info: Arc::new(info),
            tombstones: Arc::new(still_struck),
        };
        Ok(())
    }

    /// Strikes an entity out at once: no query that begins after this returns finds it.
    pub fn strike(&self, id: &str) {
        let mut in_force = self.in_force.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut tombstones = Tombstones::clone(&in_force.tombstones);
        tombstones.strike(id);
        in_force.tombstones = Arc::new(tombstones);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Entity;

    fn info(version: u64) -> ListInfo {
        ListInfo {
            name: "exercise".into(),
            version,
            stated: jiff::civil::date(2026, 1, 1),
            term_days: 30,
        }
    }

    fn list(count: usize) -> ListIndex {
        let entity = |at: usize| Entity {
            id: format!("x{at}"),
            ..Entity::default()
        };
        ListIndex::build((0..count).map(entity).collect())
    }

    #[test]
    fn a_list_is_swapped_only_for_a_newer_and_whole_one() {
        let shelf = Shelf::new(list(1), info(1));
        let before = shelf.read();
        assert_eq!(
            shelf.swap(list(2), info(1), 2, Tombstones::default()),
            Err(ShelfRefusal::NotNewer {
                offered: 1,
                in_force: 1
            })
        );
        assert_eq!(
            shelf.swap(list(2), info(2), 3, Tombstones::default()),
            Err(ShelfRefusal::Count { found: 2, counted: 3 })
        );
        let codes = [(info(1), 2), (info(2), 3)].map(|(offered, counted)| {
            let refusal = offered.may_follow(Some(&info(1)), 2, counted);
            refusal.unwrap_err().code()
        });
        assert_eq!(codes, ["screening.list.not_newer", "screening.list.count"]);
        assert_eq!(shelf.swap(list(2), info(2), 2, Tombstones::default()), Ok(()));
        assert_eq!((before.index.len(), shelf.read().index.len()), (1, 2));
    }

    #[test]
    fn a_new_list_keeps_out_what_its_owner_need_not_have_known_of() {
        let day = |day| jiff::civil::date(2026, 1, day);
        let struck = [("a", 1), ("b", 2), ("c", 3)].map(|(id, d)| (id.to_owned(), day(d)));
        let kept = still_struck(&BTreeMap::from(struck), day(2));
        assert_eq!(kept.into_keys().collect::<Vec<_>>(), ["b", "c"]);
    }

    #[test]
    fn struck_entities_are_out_at_once() {
        let shelf = Shelf::new(list(1), info(1));
        shelf.strike("x0");
        assert!(shelf.read().tombstones.contains("x0"));
    }

    #[test]
    fn an_old_list_says_so() {
        let info = info(1);
        assert!(!info.staleness(jiff::civil::date(2026, 1, 31)).over);
        let old = info.staleness(jiff::civil::date(2026, 2, 1));
        assert_eq!((old.days, old.over), (31, true));
    }
}
