//! Judging one entity of a list in full, with the evidence.

use super::build::{ListIndex, NameFlags};
use super::query::{Asked, Hit, NOTHING, Options, Room, Words};
use crate::entity::Entity;
use crate::names::{Comparison, Joins, Kind, Places, Side, Token, Word, compare_tokens, likeness, score_tokens};
use crate::scoring::{Evidence, judge_fields, total_score, with_document};

/// Most names of an entity that are compared in full: those that did best at a first look.
const MOST_IN_FULL: usize = 4;

/// What a weak alias leaves of a name's score.
const WEAK: f32 = 0.9;

/// The best pair of names.
struct Best {
    worth: f32,
    asked: usize,
    name: u32,
    comparison: Comparison,
}

impl ListIndex {
    /// Score of two names at a first look: variants only, or in full where words are written together.
    pub(super) fn first_look(
        &self,
        asked: &Asked,
        name: u32,
        in_full: bool,
        words: &mut Words,
        room: &mut Room,
    ) -> f32 {
        let flags = self.flags_of(name);
        let weak = if flags.weak { WEAK } else { 1.0 };
        if in_full {
            return weak * self.compared(asked, name, words, room).score;
        }
        let numbers = self.tokens_of(name);
        room.right.clear();
        room.right.extend(numbers.iter().map(|token| {
            let compact = self.compact(*token);
            Word {
                kind: compact.kind,
                weight: compact.weight,
            }
        }));
        let roles = self.roles.get(self.span_of(name)).unwrap_or_default();
        let sides = (
            Side::new(&asked.words, &[], &asked.roles, asked.name.truncated),
            Side::new(&room.right, &[], roles, flags.truncated),
        );
        let score = score_tokens(
            sides.0,
            sides.1,
            Joins::SameScript,
            &mut room.scratch,
            &mut |i, j| match (asked.numbers.get(i), numbers.get(j)) {
                (Some(word), Some(token)) => self.known(words, *word, *token),
                _ => NOTHING,
            },
        );
        weak * score
    }

    /// Judges an entity; `None` when its score is below the cutoff.
    pub(super) fn judged(
        &self,
        number: u32,
        (asked, listed): (&Entity, &Entity),
        names: &[Asked],
        words: &mut Words,
        options: &Options,
        room: &mut Room,
    ) -> Option<Hit> {
        let (fields, sum) = judge_fields(asked, listed, &options.weights);
        let best = self.best_name(number, names, words, room);
        let name_score = best.as_ref().map_or(0.0, |found| f64::from(found.worth));
        let score = with_document(total_score(name_score, sum, &options.weights), &fields);
        if score < options.cutoff {
            return None;
        }
        let mut evidence = Vec::new();
        let mut shown = String::new();
        if let Some(best) = &best {
            let place = (best.name - self.names_of(number).start) as usize;
            shown = listed.names.get(place).map(shown_name).unwrap_or_default();
            if let Some(one) = names.get(best.asked) {
                evidence = self.name_evidence(one, best.name, &best.comparison);
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

    /// The name of an entity that matches best, and which of the names asked for it matches. Of many names only those
    /// are compared in full that did best at a first look.
    fn best_name(&self, number: u32, names: &[Asked], words: &mut Words, room: &mut Room) -> Option<Best> {
        let mut pairs: Vec<(f32, usize, u32)> = Vec::new();
        for name in self.names_of(number) {
            pairs.extend((0..names.len()).map(|at| (0.0, at, name)));
        }
        if pairs.len() > MOST_IN_FULL {
            for (score, at, name) in &mut pairs {
                if let Some(asked) = names.get(*at) {
                    *score = self.first_look(asked, *name, false, words, room);
                }
            }
            pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
            pairs.truncate(MOST_IN_FULL);
            pairs.sort_unstable_by_key(|pair| (pair.2, pair.1));
        }
        let mut best: Option<Best> = None;
        for (_, at, name) in pairs {
            let Some(asked) = names.get(at) else { continue };
            let comparison = self.compared(asked, name, words, room);
            let weak = if self.flags_of(name).weak { WEAK } else { 1.0 };
            let worth = comparison.score * weak;
            if best.as_ref().is_none_or(|found| worth > found.worth) {
                best = Some(Best {
                    worth,
                    asked: at,
                    name,
                    comparison,
                });
            }
        }
        best
    }

    fn flags_of(&self, name: u32) -> NameFlags {
        self.name_flags.get(name as usize).copied().unwrap_or_default()
    }

    /// Compares two names in full.
    fn compared(&self, asked: &Asked, name: u32, words: &mut Words, room: &mut Room) -> Comparison {
        let numbers = self.tokens_of(name);
        let right: Vec<&Token> = numbers.iter().filter_map(|token| self.token(*token)).collect();
        let right_words: Vec<Word> = right.iter().map(|token| Word::from(*token)).collect();
        let roles = self.roles.get(self.span_of(name)).unwrap_or_default();
        let left: Vec<&Token> = asked.name.parts.iter().map(|part| &part.token).collect();
        let memory = &mut words.memory;
        let sides = (
            Side::new(&asked.words, &left, &asked.roles, asked.name.truncated),
            Side::new(&right_words, &right, roles, self.flags_of(name).truncated),
        );
        let scratch = &mut room.scratch;
        compare_tokens(sides.0, sides.1, Joins::SameScript, scratch, &mut |i, j| {
            let (Some(word), Some(token)) = (asked.numbers.get(i), numbers.get(j)) else {
                return NOTHING;
            };
            *memory
                .entry(Words::beside(*word, *token))
                .or_insert_with(|| match (left.get(i), right.get(j)) {
                    // Across scripts all that is alike enough has been found by its keys.
                    (Some(a), Some(b)) if a.writing != b.writing && a.kind == Kind::Name && b.kind == Kind::Name => {
                        NOTHING
                    }
                    (Some(a), Some(b)) => likeness(a, b),
                    _ => NOTHING,
                })
        })
    }

    fn name_evidence(&self, asked: &Asked, name: u32, comparison: &Comparison) -> Vec<Evidence> {
        let listed = self.tokens_of(name);
        let left = |places: Places| -> String {
            let words = places.iter().filter_map(|at| asked.name.parts.get(at));
            words.map(|part| part.token.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let right = |places: Places| -> String {
            let words = places
                .iter()
                .filter_map(|at| listed.get(at))
                .filter_map(|token| self.token(*token));
            words.map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
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
