//! Building the index of a list.

use std::collections::HashMap;

use super::dictionary::{Compact, Dictionary};
use super::facts::Facts;
use super::kept::Kept;
use super::names::{NameTable, Partners, alone, filed, pair, whole};
use super::years::YearCode;
use crate::entity::{Entity, GivenName};
use crate::mrz::confusable_numbers;
use crate::names::{Kind, Name, Role, Token};

/// Most telling words of a name that are filed in pairs.
const MOST_PAIRED: usize = 8;

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
    /// Entity of each name.
    pub(super) name_entity: Vec<u32>,
    /// Start of each token's names; one more at the end.
    pub(super) posting_starts: Vec<u32>,
    /// Names that hold a token.
    pub(super) postings: Vec<u32>,
    /// How much each token says.
    pub(super) rarities: Vec<f32>,
    /// Names by pairs of words, by all words, and by a single one.
    pub(super) held: NameTable,
    /// Which words each token stands beside, roughly.
    pub(super) partners: Vec<Partners>,
    /// Year of birth of the person whom each name belongs to, in a byte.
    pub(super) births: Vec<YearCode>,
    /// What a first look asks of each entity.
    pub(super) facts: Vec<Facts>,
    /// What has been found out about words asked before.
    pub(super) kept: Kept,
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
                    entity.names.iter().map(|name| (parsed(name), flags(name))).collect()
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
        index.dictionary.file();
        index.post();
        index.file_names();
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
            self.name_entity.push(entity);
            for part in name.parts {
                let token = match words.get(&part.token.text) {
                    Some(token) => *token,
                    None => {
                        let text = part.token.text.clone();
                        let token = self.dictionary.add(part.token);
                        words.insert(text, token);
                        token
                    }
                };
                self.tokens.push(token);
                self.roles.push(part.role);
            }
        }
    }

    /// Names that hold each token, and how much it says.
    fn post(&mut self) {
        use rayon::prelude::*;
        let count = self.dictionary.tokens.len();
        let mut pairs: Vec<u64> = Vec::with_capacity(self.tokens.len());
        for name in 0..self.name_count() {
            let held = self.tokens_of(name).iter();
            pairs.extend(held.map(|token| (u64::from(*token) << 32) | u64::from(name)));
        }
        pairs.par_sort_unstable();
        pairs.dedup();
        self.posting_starts = Vec::with_capacity(count + 1);
        let mut at = 0usize;
        for token in 0..=count {
            while pairs.get(at).is_some_and(|pair| pair >> 32 < token as u64) {
                at += 1;
            }
            self.posting_starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        self.postings = pairs
            .iter()
            .map(|pair| u32::try_from(pair & 0xffff_ffff).unwrap_or(0))
            .collect();
        let tokens = 0..u32::try_from(count).unwrap_or(u32::MAX);
        self.rarities = tokens.map(|token| self.rarity_of(token)).collect();
    }

    /// The logarithm of how few names hold a token.
    #[expect(clippy::cast_precision_loss, reason = "a weight")]
    fn rarity_of(&self, token: u32) -> f32 {
        let holders = self.postings_of(token).len().max(1) as f32;
        (self.len().max(2) as f32 / holders).ln().max(0.3) + 0.5
    }

    /// Files every name under the pairs of its words.
    fn file_names(&mut self) {
        use rayon::prelude::*;
        let entries: Vec<u64> = (0..self.name_count())
            .into_par_iter()
            .flat_map_iter(|name| self.keys_of(name))
            .collect();
        self.held = NameTable::build(entries);
        self.partners = vec![Partners::default(); self.dictionary.tokens.len()];
        for name in 0..self.name_count() {
            let paired = self.paired(name);
            for (at, a) in paired.iter().enumerate() {
                for b in paired.iter().skip(at + 1) {
                    for (own, other) in [(a, b), (b, a)] {
                        if let Some(partners) = self.partners.get_mut(*own as usize) {
                            partners.add(*other);
                        }
                    }
                }
            }
        }
    }

    /// Words of a name that are filed in pairs.
    fn paired(&self, name: u32) -> Vec<u32> {
        let kind = |token: &u32| self.compact(*token).kind;
        let tokens = self.tokens_of(name).iter().copied();
        tokens
            .filter(|token| matches!(kind(token), Kind::Name | Kind::Patronymic | Kind::Initial))
            .take(MOST_PAIRED)
            .collect()
    }

    fn keys_of(&self, name: u32) -> Vec<u64> {
        let mut tokens = self.tokens_of(name).to_vec();
        let kind = |token: &u32| self.compact(*token).kind;
        let telling = |token: &&u32| matches!(kind(token), Kind::Name | Kind::Patronymic);
        let paired = self.paired(name);
        let mut out = Vec::with_capacity(paired.len() * paired.len() / 2 + 1);
        for (at, a) in paired.iter().enumerate() {
            for b in paired.iter().skip(at + 1) {
                if telling(&a) || telling(&b) {
                    out.push(filed(pair(*a, *b), name));
                }
            }
        }
        let mut names = tokens.iter().filter(telling);
        if let (Some(only), None) = (names.next(), names.next()) {
            out.push(filed(alone(*only), name));
        }
        if !tokens.is_empty() {
            out.push(filed(whole(&mut tokens), name));
        }
        out
    }

    fn file_fields(&mut self) {
        let years: Vec<YearCode> = self
            .entities
            .iter()
            .map(|entity| YearCode::of(&entity.birth_dates))
            .collect();
        let of = |entity: &u32| years.get(*entity as usize).copied().unwrap_or_default();
        self.births = self.name_entity.iter().map(of).collect();
        for (at, entity) in self.entities.iter().enumerate() {
            let Ok(number) = u32::try_from(at) else { break };
            self.ids.entry(entity.id.clone()).or_insert(number);
            self.facts.push(Facts::of(entity));
            for document in &entity.documents {
                self.documents.entry(document.number.clone()).or_default().push(number);
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

    pub(super) fn compact(&self, token: u32) -> Compact {
        let found = self.dictionary.compacts.get(token as usize);
        found.copied().unwrap_or_default()
    }

    /// Which words a token stands beside, roughly.
    pub(super) fn partners_of(&self, token: u32) -> Partners {
        self.partners.get(token as usize).copied().unwrap_or_default()
    }

    /// How much a token says: the logarithm of how few names hold it.
    pub(super) fn rarity(&self, token: u32) -> f32 {
        self.rarities.get(token as usize).copied().unwrap_or(0.0)
    }

    /// Code of the birth year of the person whom a name belongs to.
    pub(super) fn birth_of(&self, name: u32) -> YearCode {
        self.births.get(name as usize).copied().unwrap_or_default()
    }

    pub(super) fn token(&self, token: u32) -> Option<&Token> {
        self.dictionary.tokens.get(token as usize)
    }

    /// An entity by its identifier.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        self.ids.get(id).and_then(|at| self.entities.get(*at as usize))
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

    /// Counts for a report: entities, names, different tokens, keys of tokens, keys of names.
    #[must_use]
    pub fn counts(&self) -> [usize; 5] {
        [
            self.entities.len(),
            self.name_flags.len(),
            self.dictionary.tokens.len(),
            self.dictionary.keys.len(),
            self.held.len(),
        ]
    }
}
