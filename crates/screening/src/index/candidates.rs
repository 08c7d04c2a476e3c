//! From variants of tokens to the names worth scoring.
//!
//! A name must hold two of the words asked for, each as itself or as a variant: so the pairs of variants are looked up, and
//! no posting of a frequent word is ever walked. One word is evidence enough only where it is rare, or all that is asked.

use super::build::ListIndex;
use super::expand::Variant;
use super::names::{Partners, alone, pair, whole};
use super::years::Plausible;

/// Most names that are looked at for one name of a query.
const MOST_WALKED: usize = 2_500;
/// Most names that are looked at though their birth year is ruled out: they can come near, but never alert.
const MOST_RULED_OUT: usize = 16;
/// Most entries of one key that are passed over for their birth year.
const MOST_PASSED: usize = 20_000;
/// Most pairs of variants that are tried.
const MOST_TRIED: usize = 24_000;
/// Least product of the likenesses of two words.
const LEAST_PAIR: f32 = 0.35;
/// Most names that only one word of several has pointed to.
const MOST_SINGLE: usize = 16;
/// A word says enough alone when at most so many names hold it.
const FEW: usize = 120;
/// Least likeness of a word that says enough alone.
const LEAST_SINGLE: f32 = 0.6;
/// Most names that are walked for a query of one word.
const MOST_OF_ONE_WORD: usize = 6_000;

/// What is looked for at one place of the name asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Words of the list that may stand there, the most alike first.
    pub variants: &'a [Variant],
    /// The place stands for neighbours written together, or for a part of one word.
    pub joined: bool,
}

/// A name of the list that may be meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub name: u32,
    pub weight: f32,
    /// Found through words written together.
    pub joined: bool,
}

/// Room for the search, kept between queries so that nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// Weight, key, joined.
    keys: Vec<(f32, u64, bool)>,
    found: Vec<Found>,
    /// Place of each name in `found`, by a hash of its number; a place of another round is free.
    places: Vec<(u32, u32)>,
    round: u32,
    /// How many more names of ruled-out years may be taken.
    ruled_out: usize,
}

/// Places of the table of names found: four times what is ever found.
const PLACES: usize = 1 << 14;

impl Trail {
    fn begin(&mut self) {
        self.keys.clear();
        self.found.clear();
        self.places.resize(PLACES, (0, 0));
        self.ruled_out = MOST_RULED_OUT;
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.places.fill((0, 0));
            self.round = 1;
        }
    }

    /// Adds to the weight of a name; false where a name of a ruled-out year finds no more room.
    fn add(&mut self, name: u32, weight: f32, joined: bool, possible: bool) -> bool {
        let mut place = (name.wrapping_mul(0x9e37_79b1) >> 18) as usize;
        loop {
            let Some(slot) = self.places.get_mut(place % PLACES) else {
                return false;
            };
            if slot.0 != self.round {
                if !possible {
                    if self.ruled_out == 0 {
                        return false;
                    }
                    self.ruled_out -= 1;
                }
                *slot = (self.round, u32::try_from(self.found.len()).unwrap_or(0));
                self.found.push(Found { name, weight, joined });
                return true;
            }
            if let Some(found) = self.found.get_mut(slot.1 as usize).filter(|one| one.name == name) {
                found.weight += weight;
                found.joined |= joined;
                return true;
            }
            place += 1;
        }
    }
}

/// What the search asks beside the words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search<'a> {
    /// Key of the whole name, if the list has all its words.
    pub whole: Option<u64>,
    /// First letters that stand for names.
    pub initials: &'a [u8],
    /// Years of birth that the query leaves possible.
    pub years: &'a Plausible,
    /// Most names wanted.
    pub most: usize,
}

impl ListIndex {
    /// The most promising names for the words of one name, the best first.
    pub(super) fn candidates<'t>(
        &self,
        places: &[Place<'_>],
        search: &Search<'_>,
        trail: &'t mut Trail,
    ) -> &'t [Found] {
        trail.begin();
        let own = places.iter().filter(|place| !place.joined).count();
        trail.keys.extend(search.whole.map(|key| (WHOLE_WEIGHT, key, false)));
        self.pair_up(places, trail);
        self.follow(search.years, trail);
        if own < 2 {
            self.by_one_word(places, search, trail);
        } else {
            self.by_rare_words(places, search.years, trail);
        }
        self.ranked(search, trail)
    }

    /// Keys of all pairs of variants that the list may hold.
    fn pair_up(&self, places: &[Place<'_>], trail: &mut Trail) {
        let mut left = MOST_TRIED;
        for (at, first) in places.iter().enumerate() {
            for second in places.iter().skip(at + 1) {
                let joined = first.joined || second.joined;
                for a in first.variants {
                    let least = LEAST_PAIR / a.likeness.score.max(LEAST_PAIR);
                    let bit = Partners::bit(a.token);
                    for b in second.variants {
                        if b.likeness.score < least || left == 0 {
                            break;
                        }
                        left -= 1;
                        if !b.partners.may_have(bit) || !a.partners.may_have(Partners::bit(b.token)) {
                            continue;
                        }
                        let key = pair(a.token, b.token);
                        if self.held.may_hold(key) {
                            trail.keys.push((a.weight + b.weight, key, joined));
                        }
                    }
                }
            }
        }
    }

    /// Names under the keys, the heaviest key first; of very many under one key, those born in a possible year.
    fn follow(&self, years: &Plausible, trail: &mut Trail) {
        trail
            .keys
            .sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut left = MOST_WALKED;
        let keys = std::mem::take(&mut trail.keys);
        for (weight, key, joined) in &keys {
            for name in self.held.names(*key).take(MOST_PASSED) {
                if left == 0 {
                    break;
                }
                let possible = years.allows(self.birth_of(name));
                left -= usize::from(trail.add(name, *weight, *joined, possible));
            }
        }
        trail.keys = keys;
    }

    /// A few names that hold one rare word.
    fn by_rare_words(&self, places: &[Place<'_>], years: &Plausible, trail: &mut Trail) {
        let mut rare: Vec<(f32, u32)> = Vec::new();
        for place in places.iter().filter(|place| !place.joined) {
            for variant in place.variants {
                if variant.likeness.score < LEAST_SINGLE {
                    break;
                }
                if self.postings_of(variant.token).len() <= FEW {
                    rare.push((variant.weight, variant.token));
                }
            }
        }
        rare.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut left = MOST_SINGLE;
        for (weight, token) in rare {
            for name in self.postings_of(token) {
                if left == 0 {
                    return;
                }
                let possible = years.allows(self.birth_of(*name));
                left -= usize::from(trail.add(*name, weight, false, possible));
            }
        }
    }

    /// All that a query of one word, with initials or without, can find.
    fn by_one_word(&self, places: &[Place<'_>], search: &Search<'_>, trail: &mut Trail) {
        let mut left = MOST_OF_ONE_WORD;
        for place in places {
            for variant in place.variants {
                let weight = variant.weight;
                // Names of this word alone come before longer ones.
                for name in self.held.names(alone(variant.token)).take(left) {
                    left -= 1;
                    let possible = search.years.allows(self.birth_of(name));
                    trail.add(name, weight + 2.0, place.joined, possible);
                }
                for name in self.postings_of(variant.token).iter().take(left) {
                    left -= 1;
                    let possible = search.years.allows(self.birth_of(*name));
                    if !possible && trail.ruled_out == 0 {
                        continue;
                    }
                    let initials = self.initials_met(*name, search.initials);
                    trail.add(*name, weight + 2.0 * initials, place.joined, possible);
                }
                if left == 0 {
                    return;
                }
            }
        }
    }

    /// How many of the initials begin a word of a name.
    fn initials_met(&self, name: u32, initials: &[u8]) -> f32 {
        let mut met = 0.0;
        for initial in initials {
            let mut words = self.tokens_of(name).iter();
            if words.any(|token| self.compact(*token).first() == *initial) {
                met += 1.0;
            }
        }
        met
    }

    /// Prefers possible years, and keeps the heaviest.
    fn ranked<'t>(&self, search: &Search<'_>, trail: &'t mut Trail) -> &'t [Found] {
        let found = &mut trail.found;
        for one in found.iter_mut() {
            let birth = self.birth_of(one.name);
            if search.years.is_given() && search.years.allows(birth) {
                one.weight += if birth.is_known() { 4.0 } else { 2.0 };
            }
        }
        let order = |a: &Found, b: &Found| b.weight.total_cmp(&a.weight).then(a.name.cmp(&b.name));
        if found.len() > search.most {
            found.select_nth_unstable_by(search.most, order);
            found.truncate(search.most);
        }
        found.sort_unstable_by(order);
        found
    }

    /// Key of a whole name in this list, if all its tokens are in the dictionary.
    pub(super) fn whole_name_of<'w>(&self, texts: impl Iterator<Item = &'w str>) -> Option<u64> {
        let mut tokens: Vec<u32> = texts.map(|text| self.dictionary.find(text)).collect::<Option<_>>()?;
        (!tokens.is_empty()).then(|| whole(&mut tokens))
    }
}

/// What a whole name weighs: more than any of its parts.
const WHOLE_WEIGHT: f32 = 100.0;
