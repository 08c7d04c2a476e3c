//! Asking a list.

use serde::Serialize;

use super::build::{ListIndex, parsed};
use super::expand::Variant;
use super::fast::FastMap;
use super::shelf::Tombstones;
use crate::entity::Entity;
use crate::mrz::confusable_numbers;
use crate::names::{
    Comparison, Joins, Kind, Likeness, Name, Places, Relation, Side, Token, compare_tokens,
    likeness,
};
use crate::scoring::{ALERT, Evidence, Weights, judge_fields, total_score, with_document};

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
            candidates: 28,
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

/// A name of the query with what the dictionary offers for its tokens.
struct Asked {
    name: Name,
    /// Number of each token among the different tokens of the query.
    numbers: Vec<usize>,
}

/// Different tokens of a query, and what has been found out about them.
#[derive(Default)]
struct Words {
    tokens: Vec<Token>,
    variants: Vec<Vec<Variant>>,
    memory: FastMap<(usize, u32), Likeness>,
}

impl ListIndex {
    /// Asks the list who this may be.
    #[must_use]
    pub fn ask(&self, asked: &Entity, options: &Options, tombstones: &Tombstones) -> Answer {
        let mut words = Words::default();
        let names: Vec<Asked> = asked
            .names
            .iter()
            .take(MOST_NAMES)
            .map(|name| self.prepared(parsed(name), &mut words))
            .filter(|asked| !asked.name.is_empty())
            .collect();
        let mut entities = self.by_document(asked);
        for name in &names {
            for entity in self.candidates_of(name, asked, &words, options.candidates) {
                if !entities.contains(&entity) {
                    entities.push(entity);
                }
            }
        }
        let mut scored = 0;
        let mut hits: Vec<Hit> = Vec::new();
        for number in entities {
            let Some(listed) = self.entities.get(number as usize) else {
                continue;
            };
            if tombstones.contains(&listed.id) || !asked.schema.meets(listed.schema) {
                continue;
            }
            scored += 1;
            hits.extend(self.judged(number, asked, listed, &names, &mut words, options));
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        hits.truncate(options.limit);
        Answer { hits, scored }
    }

    fn prepared(&self, name: Name, words: &mut Words) -> Asked {
        let mut numbers = Vec::new();
        for part in &name.parts {
            let known = words
                .tokens
                .iter()
                .position(|token| token.text == part.token.text);
            let number = known.unwrap_or_else(|| {
                let telling = matches!(part.token.kind, Kind::Name | Kind::Patronymic);
                let variants = if telling {
                    self.variants(&part.token, name.truncated)
                } else {
                    Vec::new()
                };
                let number = words.tokens.len();
                words.memory.extend(
                    variants
                        .iter()
                        .map(|variant| ((number, variant.token), variant.likeness)),
                );
                words.variants.push(variants);
                words.tokens.push(part.token.clone());
                number
            });
            numbers.push(number);
        }
        Asked { name, numbers }
    }

    fn candidates_of(
        &self,
        asked: &Asked,
        entity: &Entity,
        words: &Words,
        most: usize,
    ) -> Vec<u32> {
        let mut places: Vec<Vec<Variant>> = asked
            .numbers
            .iter()
            .filter_map(|number| words.variants.get(*number))
            .filter(|variants| !variants.is_empty())
            .cloned()
            .collect();
        places.extend(self.joined_variants(&asked.name));
        let texts: Vec<&str> = asked
            .name
            .parts
            .iter()
            .map(|part| part.token.text.as_str())
            .collect();
        self.candidates(&places, entity, self.whole_name_of(&texts), most)
    }

    /// Neighbours written as one word in the list, and words of the query that the list writes as two.
    fn joined_variants(&self, name: &Name) -> Vec<Vec<Variant>> {
        let mut out = Vec::new();
        let exact = |token: u32| Variant {
            token,
            likeness: Likeness {
                score: 0.95,
                relation: Relation::Joined,
            },
        };
        for pair in name.parts.windows(2) {
            let [a, b] = pair else { continue };
            let glued = format!("{}{}", a.token.text, b.token.text);
            out.extend(self.dictionary.find(&glued).map(|token| vec![exact(token)]));
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
                if let (Some(head), Some(tail)) =
                    (self.dictionary.find(head), self.dictionary.find(tail))
                {
                    out.push(vec![exact(head)]);
                    out.push(vec![exact(tail)]);
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

    fn judged(
        &self,
        number: u32,
        asked: &Entity,
        listed: &Entity,
        names: &[Asked],
        words: &mut Words,
        options: &Options,
    ) -> Option<Hit> {
        let (fields, sum) = judge_fields(asked, listed, &options.weights);
        let mut best: Option<(f32, f32, usize, u32, Comparison)> = None;
        for name in self.names_of(number) {
            let flags = self
                .name_flags
                .get(name as usize)
                .copied()
                .unwrap_or_default();
            let weak = if flags.weak { 0.9 } else { 1.0 };
            for (at, one) in names.iter().enumerate() {
                let comparison = self.compared(one, name, flags.truncated, words);
                let worth = comparison.score * weak;
                if best.as_ref().is_none_or(|found| worth > found.0) {
                    best = Some((worth, comparison.score, at, name, comparison));
                }
            }
        }
        let name_score = best.as_ref().map_or(0.0, |found| f64::from(found.0));
        let score = with_document(total_score(name_score, sum, &options.weights), &fields);
        if score < options.cutoff {
            return None;
        }
        let mut evidence = Vec::new();
        let mut shown = String::new();
        if let Some((_, _, at, name, comparison)) = &best {
            let place = (*name - self.names_of(number).start) as usize;
            shown = listed.names.get(place).map(shown_name).unwrap_or_default();
            if let Some(one) = names.get(*at) {
                evidence = self.name_evidence(one, *name, comparison);
            }
        }
        evidence.extend(fields);
        let score = (score * 1e4).round() / 1e4;
        Some(Hit {
            id: listed.id.clone(),
            score,
            alert: score >= options.threshold - 1e-9,
            name: shown,
            name_score: (name_score * 1e4).round() / 1e4,
            evidence,
        })
    }

    fn compared(&self, asked: &Asked, name: u32, truncated: bool, words: &mut Words) -> Comparison {
        let numbers = self.tokens_of(name);
        let right: Vec<&Token> = numbers
            .iter()
            .filter_map(|token| self.token(*token))
            .collect();
        let roles = self.roles.get(self.span_of(name)).unwrap_or_default();
        let left: Vec<&Token> = asked.name.parts.iter().map(|part| &part.token).collect();
        let left_roles: Vec<_> = asked.name.parts.iter().map(|part| part.role).collect();
        let memory = &mut words.memory;
        let sides = (
            Side::new(&left, &left_roles, asked.name.truncated),
            Side::new(&right, roles, truncated),
        );
        let nothing = Likeness {
            score: 0.0,
            relation: Relation::Different,
        };
        compare_tokens(sides.0, sides.1, Joins::SameScript, &mut |i, j| {
            let (Some(word), Some(token)) = (asked.numbers.get(i), numbers.get(j)) else {
                return nothing;
            };
            *memory
                .entry((*word, *token))
                .or_insert_with(|| match (left.get(i), right.get(j)) {
                    // Across scripts all that is alike enough has been found by its keys.
                    (Some(a), Some(b))
                        if a.writing != b.writing
                            && a.kind == Kind::Name
                            && b.kind == Kind::Name =>
                    {
                        nothing
                    }
                    (Some(a), Some(b)) => likeness(a, b),
                    _ => nothing,
                })
        })
    }

    fn name_evidence(&self, asked: &Asked, name: u32, comparison: &Comparison) -> Vec<Evidence> {
        let listed = self.tokens_of(name);
        let left = |places: Places| -> String {
            let words = places.iter().filter_map(|at| asked.name.parts.get(at));
            words
                .map(|part| part.token.text.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let right = |places: Places| -> String {
            let words = places
                .iter()
                .filter_map(|at| listed.get(at))
                .filter_map(|token| self.token(*token));
            words
                .map(|token| token.text.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let mut out: Vec<Evidence> = comparison
            .matches
            .iter()
            .map(|one| Evidence::NameWord {
                asked: left(one.left),
                listed: right(one.right),
                relation: one.likeness.relation,
                likeness: (one.likeness.score * 1e3).round() / 1e3,
            })
            .collect();
        let (not_listed, not_asked) = (left(comparison.left_alone), right(comparison.right_alone));
        match (not_listed.is_empty(), not_asked.is_empty()) {
            (false, false) => out.push(Evidence::NameWordsDiffer {
                asked: not_listed,
                listed: not_asked,
            }),
            (false, true) => out.push(Evidence::NameWordsNotListed { words: not_listed }),
            (true, false) => out.push(Evidence::NameWordsNotAsked { words: not_asked }),
            (true, true) => {}
        }
        if asked.name.truncated {
            out.push(Evidence::NameTruncated);
        }
        out
    }
}

fn shown_name(name: &crate::entity::GivenName) -> String {
    match &name.given {
        Some(given) => format!("{}, {given}", name.text),
        None => name.text.clone(),
    }
}
