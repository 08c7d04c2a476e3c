//! Building the index of a list.

use std::collections::{BTreeMap, HashMap};

use super::bits::Bits;
use super::dictionary::Dictionary;
use super::keytable::{bytes_key, spread};
use crate::entity::{Entity, GivenName};
use crate::mrz::confusable_numbers;
use crate::names::{Name, Role, Token};

/// From how many entities on a token is a bit set and not walked.
const HEAVY: usize = 1_500;

/// A list ready to be searched. It never changes: a new list is built beside it and swapped in.
#[derive(Debug, Default)]
pub struct ListIndex {
    pub(super) entities: Vec<Entity>,
    pub(super) ids: HashMap<String, u32>,
    pub(super) dictionary: Dictionary,
    /// Start of each entity's names; one more at the end.
    pub(super) entity_names: Vec<u32>,
    /// Start of each name's tokens; one more at the end.
    pub(super) name_tokens: Vec<u32>,
    pub(super) tokens: Vec<u32>,
    pub(super) roles: Vec<Role>,
    pub(super) name_flags: Vec<NameFlags>,
    /// Start of each token's postings; one more at the end.
    pub(super) posting_starts: Vec<u32>,
    pub(super) postings: Vec<u32>,
    pub(super) heavy: HashMap<u32, Bits>,
    pub(super) years: BTreeMap<i16, Bits>,
    pub(super) no_year: Bits,
    /// Year of birth of each entity as first stated; 0 where unknown.
    pub(super) birth_years: Vec<i16>,
    /// Whole names by their sorted tokens.
    pub(super) whole_names: HashMap<u64, Vec<u32>>,
    pub(super) documents: HashMap<String, Vec<u32>>,
    pub(super) confusable: HashMap<String, Vec<u32>>,
}

/// What is known of a name beside its tokens.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NameFlags {
    pub weak: bool,
    pub truncated: bool,
}

/// Parses a name as a list or a query gives it.
pub(super) fn parsed(name: &GivenName) -> Name {
    let mut parsed = match &name.given {
        Some(given) => Name::from_parts(&name.text, given),
        None => Name::parse(&name.text),
    };
    parsed.truncated = name.truncated;
    parsed
}

/// Key of a whole name: its tokens in any order.
pub(super) fn whole_name(tokens: &mut [u32]) -> u64 {
    tokens.sort_unstable();
    spread(
        9,
        bytes_key(tokens.iter().flat_map(|token| token.to_le_bytes())),
    )
}

impl ListIndex {
    /// Builds the index. Entities without any usable name can still be found by their documents.
    #[must_use]
    pub fn build(entities: Vec<Entity>) -> Self {
        use rayon::prelude::*;
        let mut index = Self::default();
        // Parsing is most of the work and goes in parallel; numbering the tokens keeps the order of the list.
        let mut words: HashMap<String, u32> = HashMap::new();
        for chunk in entities.chunks(20_000) {
            let names: Vec<Vec<(Name, NameFlags)>> = chunk
                .par_iter()
                .map(|entity| {
                    let flags = |name: &GivenName| NameFlags {
                        weak: name.weak,
                        truncated: name.truncated,
                    };
                    entity
                        .names
                        .iter()
                        .map(|name| (parsed(name), flags(name)))
                        .collect()
                })
                .collect();
            for names in names {
                index.add_names(names, &mut words);
            }
        }
        index.entity_names.push(index.name_count());
        index
            .name_tokens
            .push(u32::try_from(index.tokens.len()).unwrap_or(u32::MAX));
        index.entities = entities;
        rayon::join(|| index.dictionary.file(), || ());
        index.post();
        index.file_fields();
        index
    }

    fn name_count(&self) -> u32 {
        u32::try_from(self.name_flags.len()).unwrap_or(u32::MAX)
    }

    fn add_names(&mut self, names: Vec<(Name, NameFlags)>, words: &mut HashMap<String, u32>) {
        let entity = u32::try_from(self.entity_names.len()).unwrap_or(u32::MAX);
        self.entity_names.push(self.name_count());
        for (name, flags) in names {
            self.name_tokens
                .push(u32::try_from(self.tokens.len()).unwrap_or(u32::MAX));
            self.name_flags.push(flags);
            let mut whole = Vec::new();
            for part in name.parts {
                let token = match words.get(&part.token.text) {
                    Some(token) => *token,
                    None => {
                        let text = part.token.text.clone();
                        let token = self.dictionary.intern(part.token);
                        words.insert(text, token);
                        token
                    }
                };
                whole.push(token);
                self.tokens.push(token);
                self.roles.push(part.role);
            }
            if !whole.is_empty() {
                let holders = self.whole_names.entry(whole_name(&mut whole)).or_default();
                if holders.last() != Some(&entity) {
                    holders.push(entity);
                }
            }
        }
    }

    /// Postings of every token, and bit sets of those that many entities hold.
    fn post(&mut self) {
        let count = self.dictionary.tokens.len();
        let mut pairs: Vec<u64> = Vec::with_capacity(self.tokens.len());
        for entity in 0..self.entities.len() {
            let Ok(number) = u32::try_from(entity) else {
                break;
            };
            for name in self.names_of(number) {
                pairs.extend(
                    self.tokens_of(name)
                        .iter()
                        .map(|token| (u64::from(*token) << 32) | u64::from(number)),
                );
            }
        }
        rayon::slice::ParallelSliceMut::par_sort_unstable(pairs.as_mut_slice());
        pairs.dedup();
        self.posting_starts = Vec::with_capacity(count + 1);
        let mut at = 0usize;
        for token in 0..=count {
            while pairs.get(at).is_some_and(|pair| pair >> 32 < token as u64) {
                at += 1;
            }
            self.posting_starts
                .push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        self.postings = pairs
            .iter()
            .map(|pair| u32::try_from(pair & 0xffff_ffff).unwrap_or(0))
            .collect();
        for token in 0..u32::try_from(count).unwrap_or(u32::MAX) {
            let postings = self.postings_of(token);
            if postings.len() > HEAVY {
                let mut bits = Bits::new(self.entities.len());
                for entity in postings {
                    bits.insert(*entity);
                }
                self.heavy.insert(token, bits);
            }
        }
    }

    fn file_fields(&mut self) {
        let size = self.entities.len();
        self.no_year = Bits::new(size);
        for (at, entity) in self.entities.iter().enumerate() {
            let Ok(number) = u32::try_from(at) else { break };
            self.ids.entry(entity.id.clone()).or_insert(number);
            self.birth_years
                .push(entity.birth_dates.first().map_or(0, |date| date.year));
            if entity.birth_dates.is_empty() {
                self.no_year.insert(number);
            }
            for date in &entity.birth_dates {
                let slack = i16::from(date.about) * 2;
                for year in (date.year - slack
                    ..=date.last_year.min(date.year.saturating_add(15)) + slack)
                    .take(24)
                {
                    self.years
                        .entry(year)
                        .or_insert_with(|| Bits::new(size))
                        .insert(number);
                }
            }
            for document in &entity.documents {
                self.documents
                    .entry(document.number.clone())
                    .or_default()
                    .push(number);
                if document.number.len() >= 6 {
                    self.confusable
                        .entry(confusable_numbers(&document.number))
                        .or_default()
                        .push(number);
                }
            }
        }
    }

    pub(super) fn names_of(&self, entity: u32) -> std::ops::Range<u32> {
        let at = |place: usize| self.entity_names.get(place).copied().unwrap_or(0);
        at(entity as usize)..at(entity as usize + 1)
    }

    pub(super) fn span_of(&self, name: u32) -> std::ops::Range<usize> {
        let at = |place: usize| self.name_tokens.get(place).copied().unwrap_or(0) as usize;
        at(name as usize)..at(name as usize + 1)
    }

    pub(super) fn tokens_of(&self, name: u32) -> &[u32] {
        self.tokens.get(self.span_of(name)).unwrap_or_default()
    }

    pub(super) fn postings_of(&self, token: u32) -> &[u32] {
        let at = |place: usize| self.posting_starts.get(place).copied().unwrap_or(0) as usize;
        self.postings
            .get(at(token as usize)..at(token as usize + 1))
            .unwrap_or_default()
    }

    pub(super) fn token(&self, token: u32) -> Option<&Token> {
        self.dictionary.tokens.get(token as usize)
    }

    /// An entity by its identifier.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        self.ids
            .get(id)
            .and_then(|at| self.entities.get(*at as usize))
    }

    /// Number of entities.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether the list is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Counts for a report: entities, names, different tokens, keys, tokens kept as bit sets.
    #[must_use]
    pub fn counts(&self) -> [usize; 5] {
        [
            self.entities.len(),
            self.name_flags.len(),
            self.dictionary.tokens.len(),
            self.dictionary.keys.len(),
            self.heavy.len(),
        ]
    }
}
