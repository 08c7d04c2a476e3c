//! Asking a list.

use std::cell::RefCell;
use std::sync::Arc;

use serde::Serialize;

use super::build::{ListIndex, parsed};
use super::candidates::{Place, Search, Trail};
use super::expand::Variant;
use super::facts::Facts;
use super::shelf::Tombstones;
use super::years::Plausible;
use crate::entity::Entity;
use crate::fast::FastMap;
use crate::mrz::confusable_numbers;
use crate::names::{Kind, Likeness, Name, Relation, Role, Scratch, Token, Word};
use crate::scoring::{ALERT, Evidence, Glance, Weights, quick_fields, total_score};

/// What a query asks for.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Most hits.
    pub limit: usize,
    /// Least score of an alert.
    pub threshold: f64,
    /// Least score of a hit that is given at all.
    pub cutoff: f64,
    /// Most entities that are scored for one name.
    pub candidates: usize,
    /// Weights of the evidence.
    pub weights: Weights,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limit: 10,
            threshold: ALERT,
            cutoff: 0.35,
            candidates: 64,
            weights: Weights::default(),
        }
    }
}

/// One entity of the list that the query may mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Identifier in the list.
    pub id: String,
    /// From 0 to 1.
    pub score: f64,
    /// At or above the threshold.
    pub alert: bool,
    /// Name of the list that matched best.
    pub name: String,
    /// Score of that name alone.
    pub name_score: f64,
    /// Evidence, name first.
    pub evidence: Vec<Evidence>,
}

/// Answer to a query: hits, the best first.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Answer {
    /// Hits, at most the limit.
    pub hits: Vec<Hit>,
    /// Entities scored.
    pub scored: usize,
}

/// Most names of a query that are looked up.
const MOST_NAMES: usize = 12;
/// Most entities beyond the limit that are judged in full.
const SPARE: usize = 3;
/// How far below the cutoff a quick score may stay for a full one to be worth it.
const MARGIN: f64 = 0.05;
/// Most names found through words written together that are compared in full at once.
const MOST_JOINED: usize = 6;

/// A name of the query with what the dictionary offers for its tokens.
pub(super) struct Asked {
    pub(super) name: Name,
    /// Number of each token among the different tokens of the query.
    pub(super) numbers: Vec<usize>,
    pub(super) words: Vec<Word>,
    pub(super) roles: Vec<Role>,
}

/// Different tokens of a query, and what has been found out about them.
#[derive(Default)]
pub(super) struct Words {
    texts: Vec<String>,
    /// Kind and first letter.
    kinds: Vec<(Kind, Option<u8>)>,
    variants: Vec<Arc<[Variant]>>,
    /// Number in the dictionary, where the list has the token itself.
    exact: Vec<Option<u32>>,
    pub(super) memory: FastMap<u64, Likeness>,
}

impl Words {
    /// Key of a token of the query beside one of the list.
    pub(super) const fn beside(word: usize, token: u32) -> u64 {
        ((word as u64) << 32) | token as u64
    }
}

/// Room kept between queries.
#[derive(Default)]
pub(super) struct Room {
    trail: Trail,
    pub(super) scratch: Scratch,
    pub(super) right: Vec<Word>,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

/// An entity worth judging in full, with the score of a first look.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    entity: u32,
    score: f64,
}

impl ListIndex {
    /// Asks the list who this may be.
    #[must_use]
    pub fn ask(&self, asked: &Entity, options: &Options, tombstones: &Tombstones) -> Answer {
        ROOM.with_borrow_mut(|room| self.ask_with(asked, options, tombstones, room))
    }

    fn ask_with(&self, asked: &Entity, options: &Options, tombstones: &Tombstones, room: &mut Room) -> Answer {
        let mut words = Words::default();
        let names: Vec<Asked> = asked
            .names
            .iter()
            .take(MOST_NAMES)
            .map(|name| self.prepared(parsed(name), &mut words))
            .filter(|asked| !asked.name.is_empty())
            .collect();
        let years = Plausible::new(&asked.birth_dates);
        let mut chosen = Vec::new();
        for name in &names {
            self.choose(name, asked, (&mut words, &years), options, room, &mut chosen);
        }
        let kept = |entity: u32| {
            self.entities
                .get(entity as usize)
                .filter(|listed| asked.schema.meets(listed.schema) && !tombstones.contains(&listed.id))
        };
        let documents = self.by_document(asked);
        let mut hits: Vec<Hit> = Vec::new();
        let mut scored = chosen.len();
        let judge = |entity: u32, words: &mut Words, room: &mut Room| {
            let listed = kept(entity)?;
            self.judged(entity, (asked, listed), &names, words, options, room)
        };
        for entity in &documents {
            scored += 1;
            hits.extend(judge(*entity, &mut words, room));
        }
        let mut left = options.limit + SPARE;
        for one in best_of_each(&mut chosen) {
            if left == 0 || one.score < options.cutoff - MARGIN {
                break;
            }
            if documents.contains(&one.entity) || kept(one.entity).is_none() {
                continue;
            }
            left -= 1;
            hits.extend(judge(one.entity, &mut words, room));
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        hits.truncate(options.limit);
        Answer { hits, scored }
    }

    /// Looks a name up, and scores what is found at a first look.
    fn choose(
        &self,
        name: &Asked,
        asked: &Entity,
        (words, years): (&mut Words, &Plausible),
        options: &Options,
        room: &mut Room,
        chosen: &mut Vec<Chosen>,
    ) {
        let joined = self.joined_variants(&name.name);
        let own: Vec<Arc<[Variant]>> = name
            .numbers
            .iter()
            .filter_map(|number| words.variants.get(*number).cloned())
            .collect();
        let mut places: Vec<Place<'_>> = own
            .iter()
            .filter(|variants| !variants.is_empty())
            .map(|variants| Place {
                variants,
                joined: false,
            })
            .collect();
        places.extend(joined.iter().map(|variants| Place { variants, joined: true }));
        let parts = name.name.parts.iter();
        let initials: Vec<u8> = parts
            .filter(|part| part.token.kind == Kind::Initial)
            .filter_map(|part| part.token.first_letter())
            .collect();
        let texts = name.name.parts.iter().map(|part| part.token.text.as_str());
        let search = Search {
            whole: self.whole_name_of(texts),
            initials: &initials,
            years,
            most: options.candidates,
        };
        let mut trail = std::mem::take(&mut room.trail);
        let mut joins = MOST_JOINED;
        for found in self.candidates(&places, &search, &mut trail) {
            let in_full = found.joined && joins > 0;
            joins -= usize::from(in_full);
            let entity = self.name_entity.get(found.name as usize).copied().unwrap_or(0);
            let facts = self.facts.get(entity as usize);
            let Some(facts) = facts.filter(|facts| asked.schema.meets(facts.schema)) else {
                continue;
            };
            let score = self.first_look(name, found.name, in_full, words, room);
            let fields = quick_fields(asked, self.glance(entity, facts), &options.weights);
            chosen.push(Chosen {
                entity,
                score: total_score(f64::from(score), fields, &options.weights),
            });
        }
        room.trail = trail;
    }

    fn glance<'f>(&'f self, entity: u32, facts: &'f Facts) -> Glance<'f> {
        match self.entities.get(entity as usize) {
            Some(listed) if facts.more => Glance {
                birth_dates: &listed.birth_dates,
                nationalities: &listed.nationalities,
                sex: facts.sex,
            },
            _ => Glance {
                birth_dates: facts.birth.as_slice(),
                nationalities: facts.nationality.as_slice(),
                sex: facts.sex,
            },
        }
    }

    fn prepared(&self, name: Name, words: &mut Words) -> Asked {
        let mut numbers = Vec::with_capacity(name.parts.len());
        for part in &name.parts {
            let known = words.texts.iter().position(|text| *text == part.token.text);
            numbers.push(known.unwrap_or_else(|| self.look_up(&part.token, name.truncated, words)));
        }
        let words = name.parts.iter().map(|part| Word::from(&part.token));
        Asked {
            words: words.collect(),
            roles: name.parts.iter().map(|part| part.role).collect(),
            numbers,
            name,
        }
    }

    /// Finds what a word may mean, and gives it the next number.
    fn look_up(&self, token: &Token, truncated: bool, words: &mut Words) -> usize {
        let number = words.texts.len();
        let variants: Arc<[Variant]> = if matches!(token.kind, Kind::Name | Kind::Patronymic) {
            let find = || self.variants(token, truncated);
            self.kept.get(&token.text, truncated, find)
        } else {
            Arc::default()
        };
        words.memory.extend(
            variants
                .iter()
                .map(|variant| (Words::beside(number, variant.token), variant.likeness)),
        );
        words.variants.push(variants);
        words.exact.push(self.dictionary.find(&token.text));
        words.texts.push(token.text.clone());
        words.kinds.push((token.kind, token.first_letter()));
        number
    }

    /// Likeness of a word of the query and a token of the list by what is known without looking at letters.
    pub(super) fn known(&self, words: &Words, number: usize, token: u32) -> Likeness {
        if let Some(known) = words.memory.get(&Words::beside(number, token)) {
            return *known;
        }
        let Some((kind, first)) = words.kinds.get(number).copied() else {
            return NOTHING;
        };
        if words.exact.get(number).copied().flatten() == Some(token) {
            return Likeness {
                score: 1.0,
                relation: Relation::Equal,
            };
        }
        if !matches!(kind, Kind::Particle | Kind::Suffix | Kind::Initial) {
            return NOTHING;
        }
        let listed = self.compact(token);
        match (kind, listed.kind) {
            (Kind::Particle, Kind::Particle) => Likeness {
                score: 0.8,
                relation: Relation::Similar,
            },
            (Kind::Initial, Kind::Name | Kind::Patronymic) if first == Some(listed.first()) => Likeness {
                score: 0.85,
                relation: Relation::Initial,
            },
            _ => NOTHING,
        }
    }

    /// Neighbours written as one word in the list, and words of the query that the list writes as two.
    fn joined_variants(&self, name: &Name) -> Vec<Vec<Variant>> {
        let mut out = Vec::new();
        let likeness = Likeness {
            score: 0.95,
            relation: Relation::Joined,
        };
        let exact = |token: u32| vec![self.variant(token, likeness)];
        let mut glued = String::new();
        for pair in name.parts.windows(2) {
            let [a, b] = pair else { continue };
            glued.clear();
            glued.push_str(&a.token.text);
            glued.push_str(&b.token.text);
            out.extend(self.dictionary.find(&glued).map(exact));
        }
        for part in name
            .names()
            .filter(|part| part.token.text.is_ascii() && (6..=20).contains(&part.token.text.len()))
        {
            let text = &part.token.text;
            for at in 3..=text.len() - 3 {
                let (Some(head), Some(tail)) = (text.get(..at), text.get(at..)) else {
                    continue;
                };
                // The longer part is the rarer: it is looked up first.
                let (first, second) = if head.len() > tail.len() {
                    (head, tail)
                } else {
                    (tail, head)
                };
                let longer = self.dictionary.find(first);
                let both = longer.and_then(|token| Some((token, self.dictionary.find(second)?)));
                if let Some((first, second)) = both {
                    out.push(exact(first));
                    out.push(exact(second));
                }
            }
        }
        out.truncate(8);
        out
    }

    fn by_document(&self, asked: &Entity) -> Vec<u32> {
        let mut out = Vec::new();
        for document in &asked.documents {
            let equal = self.documents.get(&document.number);
            let alike = self.confusable.get(&confusable_numbers(&document.number));
            for entity in equal.into_iter().chain(alike).flatten().take(64) {
                if !out.contains(entity) {
                    out.push(*entity);
                }
            }
        }
        out
    }
}

/// No likeness.
pub(super) const NOTHING: Likeness = Likeness {
    score: 0.0,
    relation: Relation::Different,
};

/// Each entity once, with its best score, the best entity first.
fn best_of_each(chosen: &mut Vec<Chosen>) -> &[Chosen] {
    chosen.sort_unstable_by(|a, b| a.entity.cmp(&b.entity).then(b.score.total_cmp(&a.score)));
    chosen.dedup_by_key(|one| one.entity);
    chosen.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
    chosen
}
