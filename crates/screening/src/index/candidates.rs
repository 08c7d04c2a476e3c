//! From variants of tokens to the entities worth scoring.

use std::cell::RefCell;

use super::bits::Bits;
use super::build::{ListIndex, whole_name};
use super::expand::Variant;
use crate::entity::Entity;

/// Most postings that are walked for one name of a query.
const MOST_WALKED: usize = 5_000;
/// Most entities taken from the cut of two frequent tokens.
const MOST_CUT: usize = 600;
/// Most cuts of frequent tokens.
const MOST_CUTS: usize = 6;
/// Most entities that only one word of several has pointed to.
const MOST_SINGLE: usize = 8;
/// Least likeness at which a frequent token counts.
const LEAST_FREQUENT: f32 = 0.6;

/// Weights by entity, kept between queries so that nothing is allocated or cleared as a whole.
#[derive(Default)]
struct Counter {
    weights: Vec<f32>,
    /// Last token of the query that counted an entity, plus one.
    last: Vec<u8>,
    /// How many tokens of the query counted an entity.
    hits: Vec<u8>,
    touched: Vec<u32>,
}

thread_local! {
    static COUNTER: RefCell<Counter> = RefCell::new(Counter::default());
}

impl Counter {
    fn prepare(&mut self, size: usize) {
        if self.weights.len() < size {
            self.weights.resize(size, 0.0);
            self.last.resize(size, 0);
            self.hits.resize(size, 0);
        }
    }

    fn count(&mut self, entity: u32, place: u8, weight: f32, words: u8) {
        let at = entity as usize;
        let (Some(sum), Some(last), Some(hits)) = (
            self.weights.get_mut(at),
            self.last.get_mut(at),
            self.hits.get_mut(at),
        ) else {
            return;
        };
        if *sum == 0.0 {
            self.touched.push(entity);
        }
        if *last != place {
            *last = place;
            *sum += weight;
            *hits = hits.saturating_add(words);
        }
    }

    /// Entities with their weights; of those that one word of several has pointed to, only the heaviest.
    fn found(&self, words: usize) -> Vec<(f32, u32)> {
        let (mut several, mut single) = (Vec::new(), Vec::new());
        for entity in &self.touched {
            let at = *entity as usize;
            let weight = self.weights.get(at).copied().unwrap_or(0.0);
            let hits = self.hits.get(at).copied().unwrap_or(0);
            if hits >= 2 || words < 2 {
                several.push((weight, *entity))
            } else {
                single.push((weight, *entity))
            }
        }
        if single.len() > MOST_SINGLE {
            single.select_nth_unstable_by(MOST_SINGLE, |a, b| {
                b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
            });
            single.truncate(MOST_SINGLE);
        }
        several.extend(single);
        several
    }

    fn clear(&mut self) {
        for entity in self.touched.drain(..) {
            if let Some(sum) = self.weights.get_mut(entity as usize) {
                *sum = 0.0;
            }
            if let Some(last) = self.last.get_mut(entity as usize) {
                *last = 0;
            }
            if let Some(hits) = self.hits.get_mut(entity as usize) {
                *hits = 0;
            }
        }
    }
}

impl ListIndex {
    /// How much a token says: the logarithm of how few hold it.
    #[expect(clippy::cast_precision_loss, reason = "a weight")]
    pub(super) fn rarity(&self, token: u32) -> f32 {
        let holders = self.postings_of(token).len().max(1) as f32;
        (self.len().max(2) as f32 / holders).ln().max(0.3) + 0.5
    }

    /// The most promising entities for the tokens of one name, the best first, at most `most`.
    pub(super) fn candidates(
        &self,
        name: &[Vec<Variant>],
        asked: &Entity,
        exact: Option<u64>,
        most: usize,
    ) -> Vec<u32> {
        COUNTER.with_borrow_mut(|counter| {
            counter.prepare(self.len());
            self.walk(name, counter);
            self.cut(name, asked, counter);
            self.read_frequent(name, counter);
            let mut found = counter.found(name.len());
            self.prefer_born_then(asked, &mut found);
            counter.clear();
            let whole = exact
                .and_then(|key| self.whole_names.get(&key))
                .map_or(&[][..], Vec::as_slice);
            // Holders of exactly this name come first, whatever their rarity; of very many, those of the right years.
            let mut holders: Vec<(f32, u32)> = whole.iter().map(|entity| (1e6, *entity)).collect();
            self.prefer_born_then(asked, &mut holders);
            holders.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            found.extend(holders.into_iter().take(most));
            if found.len() > 2 * most {
                found.select_nth_unstable_by(2 * most, |a, b| {
                    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
                });
                found.truncate(2 * most);
            }
            found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let mut out: Vec<u32> = Vec::with_capacity(most);
            for (_, entity) in found {
                if out.len() == most {
                    break;
                }
                if !out.contains(&entity) {
                    out.push(entity);
                }
            }
            out
        })
    }

    /// Lifts entities born in a plausible year, so that bearers of one common name do not crowd out the right one.
    fn prefer_born_then(&self, asked: &Entity, found: &mut [(f32, u32)]) {
        if asked.birth_dates.is_empty() {
            return;
        }
        for (weight, entity) in found {
            let born = self.birth_years.get(*entity as usize).copied().unwrap_or(0);
            let plausible = |date: &crate::entity::PartialDate| {
                (date.year - 1..=date.last_year + 1).contains(&born)
            };
            if born == 0 {
                *weight += 1.0;
            } else if asked.birth_dates.iter().any(plausible) {
                *weight += 2.5;
            }
        }
    }

    /// Walks the postings of tokens that few entities hold, the rarest token of the query first.
    fn walk(&self, name: &[Vec<Variant>], counter: &mut Counter) {
        let mut order: Vec<(usize, usize)> = name
            .iter()
            .enumerate()
            .map(|(place, variants)| {
                (
                    variants
                        .iter()
                        .map(|v| self.postings_of(v.token).len())
                        .sum::<usize>(),
                    place,
                )
            })
            .collect();
        order.sort_unstable();
        let mut left = MOST_WALKED;
        for (_, place) in order {
            let Some(variants) = name.get(place) else {
                continue;
            };
            let mark = u8::try_from(place + 1).unwrap_or(u8::MAX);
            for variant in variants {
                if self.heavy.contains_key(&variant.token) {
                    continue;
                }
                let postings = self.postings_of(variant.token);
                if postings.len() > left {
                    continue;
                }
                left -= postings.len();
                let weight =
                    variant.likeness.score * variant.likeness.score * self.rarity(variant.token);
                for entity in postings {
                    counter.count(*entity, mark, weight, 1);
                }
            }
        }
    }

    /// Adds the weight of frequent tokens to entities that a rarer token has pointed to.
    fn read_frequent(&self, name: &[Vec<Variant>], counter: &mut Counter) {
        for (place, variants) in name.iter().enumerate() {
            let mark = u8::try_from(place + 101).unwrap_or(u8::MAX);
            let frequent: Vec<(&Bits, f32)> = variants
                .iter()
                .filter(|variant| variant.likeness.score >= LEAST_FREQUENT)
                .filter_map(|variant| {
                    let weight = variant.likeness.score
                        * variant.likeness.score
                        * self.rarity(variant.token);
                    self.heavy.get(&variant.token).map(|bits| (bits, weight))
                })
                .take(6)
                .collect();
            if frequent.is_empty() {
                continue;
            }
            for at in 0..counter.touched.len() {
                let Some(entity) = counter.touched.get(at).copied() else {
                    break;
                };
                if let Some((_, weight)) = frequent.iter().find(|(bits, _)| bits.contains(entity)) {
                    counter.count(entity, mark, *weight, 1);
                }
            }
        }
    }

    /// Cuts frequent tokens of different places with each other, and with the plausible years of birth where they are
    /// still too many.
    fn cut(&self, name: &[Vec<Variant>], asked: &Entity, counter: &mut Counter) {
        let frequent: Vec<Vec<(&Bits, f32)>> = name
            .iter()
            .map(|variants| {
                let close = variants
                    .iter()
                    .filter(|variant| variant.likeness.score >= LEAST_FREQUENT);
                close
                    .filter_map(|v| {
                        self.heavy
                            .get(&v.token)
                            .map(|bits| (bits, v.likeness.score * self.rarity(v.token)))
                    })
                    .take(2)
                    .collect()
            })
            .collect();
        if frequent.iter().filter(|tokens| !tokens.is_empty()).count() == 0 {
            return;
        }
        let kept = std::cell::OnceCell::new();
        let years = || kept.get_or_init(|| self.plausible_years(asked)).as_ref();
        let mut cuts = MOST_CUTS;
        for first in 0..frequent.len() {
            for second in first + 1..frequent.len() {
                let (Some(left), Some(right)) = (frequent.get(first), frequent.get(second)) else {
                    continue;
                };
                for (a, x) in left {
                    for (b, y) in right {
                        if cuts == 0 {
                            return;
                        }
                        cuts -= 1;
                        let others = frequent
                            .iter()
                            .enumerate()
                            .filter(|(at, _)| *at != first && *at != second);
                        let third: Vec<&Bits> = others
                            .filter_map(|(_, tokens)| tokens.first().map(|token| token.0))
                            .take(1)
                            .collect();
                        for entity in narrowed(a, b, &third, &years) {
                            // One mark for both: the entity holds them together.
                            counter.count(
                                entity,
                                u8::try_from(200 + first % 40).unwrap_or(255),
                                x + y,
                                2,
                            );
                        }
                    }
                }
            }
        }
    }

    /// Entities born in a year that the query does not rule out: the year itself, its neighbours, one digit apart, or
    /// unknown.
    fn plausible_years(&self, asked: &Entity) -> Option<Bits> {
        if asked.birth_dates.is_empty() {
            return None;
        }
        let mut bits = self.no_year.clone();
        for date in &asked.birth_dates {
            for year in date.year - 1..=date.last_year.min(date.year + 10) + 1 {
                if let Some(born) = self.years.get(&year) {
                    bits.add(born);
                }
            }
        }
        Some(bits)
    }

    /// Key of a whole name in this list, if all its tokens are in the dictionary.
    pub(super) fn whole_name_of(&self, texts: &[&str]) -> Option<u64> {
        let mut tokens: Vec<u32> = texts
            .iter()
            .map(|text| self.dictionary.find(text))
            .collect::<Option<_>>()?;
        (!tokens.is_empty()).then(|| whole_name(&mut tokens))
    }
}

/// Holders of two frequent tokens: if they are too many, those of a plausible year, or with a third token.
fn narrowed<'a>(
    a: &Bits,
    b: &Bits,
    third: &[&Bits],
    years: &dyn Fn() -> Option<&'a Bits>,
) -> Vec<u32> {
    let (all, more) = Bits::common(&[a, b], MOST_CUT);
    if !more {
        return all;
    }
    let mut out = Vec::new();
    if let Some(years) = years() {
        out.extend(Bits::common(&[a, b, years], MOST_CUT).0);
    }
    if let Some(third) = third.first() {
        out.extend(Bits::common(&[a, b, third], MOST_CUT).0);
    }
    if out.is_empty() { all } else { out }
}
