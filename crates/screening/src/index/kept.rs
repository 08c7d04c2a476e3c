//! Words asked before: names repeat, and what a word may mean in one list does not change.

use std::sync::{Arc, RwLock};

use super::expand::Variant;
use super::keytable::{bytes_key, spread};
use crate::fast::FastMap;

/// Parts, so that queries on several threads seldom wait for each other.
const PARTS: usize = 32;
/// Most words kept in one part; a full part is emptied.
const MOST_IN_PART: usize = 1_000;

/// Words by a hash of their text, with the text itself to be sure.
type Part = FastMap<u64, (Box<str>, Arc<[Variant]>)>;

/// Variants by word.
#[derive(Debug, Default)]
pub(super) struct Kept {
    parts: [RwLock<Part>; PARTS],
}

impl Kept {
    /// Variants of a word, found now if they have not been before. A word that may be cut short has others than a whole
    /// one.
    pub(super) fn get(&self, text: &str, truncated: bool, find: impl FnOnce() -> Vec<Variant>) -> Arc<[Variant]> {
        let key = spread(21 + u64::from(truncated), bytes_key(text.bytes()));
        let Some(part) = self.parts.get(usize::try_from(key >> 59).unwrap_or(0)) else {
            return find().into();
        };
        let known = part
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .get(&key)
            .filter(|known| *known.0 == *text)
            .map(|known| known.1.clone());
        if let Some(known) = known {
            return known;
        }
        let found: Arc<[Variant]> = find().into();
        let mut part = part.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if part.len() >= MOST_IN_PART {
            part.clear();
        }
        part.insert(key, (text.into(), found.clone()));
        found
    }
}
