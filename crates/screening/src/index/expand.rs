//! From one token of a query to the tokens of the list that may stand for it.

use super::build::ListIndex;
use super::dictionary::{Compact, apart, deletions, kind, other_deletions, signature};
use super::keytable::{bytes_key, spread};
use super::names::Partners;
use crate::crossscript::{Aligner, Latin, Model, Models, Script, key_deletions, latin_key, shortened, whole};
use crate::fast::FastMap;
use crate::names::{Kind, Likeness, PlainWord, Relation, Token, Writing, likeness};

/// A token of the list that a token of the query may mean, with what the search asks of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variant {
    pub token: u32,
    pub likeness: Likeness,
    /// Square of the likeness by rarity.
    pub weight: f32,
    /// Words that stand beside it.
    pub partners: Partners,
}

/// A token of a query, prepared for many comparisons.
pub(super) struct Reader<'a> {
    token: &'a Token,
    /// The token itself, if it is Latin and of one form.
    plain: Option<PlainWord>,
    aligners: Vec<(&'a Model, Aligner<'a>)>,
    signatures: Vec<u32>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(token: &'a Token) -> Self {
        let models = token
            .writing
            .models()
            .iter()
            .filter_map(|script| Models::embedded().get(*script));
        let plain = token.writing == Writing::Latin && token.latin.len() == 1;
        Self {
            token,
            plain: plain.then(|| PlainWord::new(token.plain())),
            signatures: token.latin.iter().take(4).map(|form| signature(form)).collect(),
            aligners: models.map(|model| (model, model.aligner(&token.letters))).collect(),
        }
    }

    /// Likeness of two Latin words by their letters alone; `None` where more has to be looked at.
    fn by_letters(&self, listed: &Compact) -> Option<Likeness> {
        let plain = self.plain.as_ref().filter(|_| listed.plain)?;
        let score = plain.likeness(listed.text(), LEAST);
        let relation = if score >= 1.0 {
            Relation::Equal
        } else {
            Relation::Similar
        };
        Some(Likeness { score, relation })
    }

    /// Likeness across scripts by the prepared aligners; `None` where there is none.
    fn by_aligners(&self, listed: &Compact, latin: Latin) -> Option<Likeness> {
        if self.aligners.is_empty() || !listed.latin || latin.is_empty() {
            return None;
        }
        if self.token.writing == Writing::Cyrillic && self.token.latin.iter().any(|form| form == listed.text()) {
            return Some(Likeness {
                score: 0.98,
                relation: Relation::SameRomanisation,
            });
        }
        let read = self
            .aligners
            .iter()
            .map(|(model, aligner)| model.likeness(aligner.distance_within(latin, model.distance_of(LEAST))));
        Some(Likeness {
            score: read.fold(0.0, f32::max),
            relation: Relation::AcrossScripts,
        })
    }

    /// Whether a Latin token's letters are near enough to one of this token's romanisations to be worth aligning.
    fn worth_reading(&self, listed: u32) -> bool {
        self.signatures.iter().any(|own| {
            let (letters, length) = apart(*own, listed);
            letters <= 4 && length <= 3
        })
    }

    /// Whether a token's letters are near enough to this token's plain form for a slip or two.
    fn worth_comparing(&self, listed: u32) -> bool {
        self.signatures.first().is_none_or(|own| {
            let (letters, length) = apart(*own, listed);
            letters <= 4 && length <= 2
        })
    }
}

/// Least likeness at which a token of the list is followed.
const LEAST: f32 = 0.45;
/// Most tokens of the list that are verified for one token of the query.
const MOST_VERIFIED: usize = 200;
/// Most tokens of one group that are looked at.
const MOST_OF_GROUP: usize = 300;
/// Tokens of one group in different scripts.
const SAME_NAME: Likeness = Likeness {
    score: 0.95,
    relation: Relation::SameName,
};
/// Most that are verified across scripts, where one check costs less.
const MOST_READ: usize = 500;
/// Most variants of a token that may be cut short.
const MOST_CUT: usize = 400;
/// Most variants that are followed.
const MOST_VARIANTS: usize = 40;

impl ListIndex {
    /// Variants of a token, the most alike first.
    pub(super) fn variants(&self, asked: &Token, truncated: bool) -> Vec<Variant> {
        let mut found: FastMap<u32, Likeness> = FastMap::with_capacity_and_hasher(128, Default::default());
        let reader = Reader::new(asked);
        if let Some(token) = self.dictionary.find(&asked.text) {
            found.insert(
                token,
                Likeness {
                    score: 1.0,
                    relation: Relation::Equal,
                },
            );
        }
        self.by_group(&reader, &mut found);
        self.by_spelling(&reader, &mut found);
        match asked.writing {
            Writing::Latin | Writing::Other => self.by_key_from_latin(&reader, &mut found),
            _ => self.by_key_from_other(&reader, &mut found),
        }
        if truncated {
            self.by_beginning(asked, &mut found);
        }
        self.by_initial(asked, &mut found);
        let mut variants: Vec<Variant> = found
            .into_iter()
            .filter(|(_, likeness)| likeness.score >= LEAST)
            .map(|(token, likeness)| self.variant(token, likeness))
            .collect();
        variants.sort_unstable_by(|a, b| {
            b.likeness
                .score
                .total_cmp(&a.likeness.score)
                .then(a.token.cmp(&b.token))
        });
        variants.truncate(if truncated { MOST_CUT } else { MOST_VARIANTS });
        variants
    }

    /// A variant with all that the search asks of it.
    pub(super) fn variant(&self, token: u32, likeness: Likeness) -> Variant {
        Variant {
            token,
            likeness,
            weight: likeness.score * likeness.score * self.rarity(token),
            partners: self.partners_of(token),
        }
    }

    /// Compares two tokens, by letters alone where that is all there is to compare.
    fn verify(&self, asked: &Reader<'_>, token: u32, found: &mut FastMap<u32, Likeness>) {
        if found.contains_key(&token) {
            return;
        }
        let compact = self.compact(token);
        let packed = self.dictionary.packed.get(token as usize);
        let quick = asked
            .by_letters(&compact)
            .or_else(|| asked.by_aligners(&compact, packed.copied().unwrap_or_default()));
        let likeness = match quick {
            Some(likeness) => Some(likeness),
            None => self.token(token).map(|listed| likeness(asked.token, listed)),
        };
        if let Some(likeness) = likeness {
            found.insert(token, likeness);
        }
    }

    fn signature(&self, token: u32) -> u32 {
        self.dictionary
            .compacts
            .get(token as usize)
            .map_or(0, |compact| compact.signature)
    }

    /// Tokens of the same group of the lexicon. They are compared in full: a group says more than letters do.
    fn by_group(&self, asked: &Reader<'_>, found: &mut FastMap<u32, Likeness>) {
        for group in &asked.token.groups {
            let key = spread(kind::GROUP, u64::from(*group));
            for token in self.dictionary.keys.get(key).take(MOST_OF_GROUP) {
                if found.contains_key(&token) {
                    continue;
                }
                let across = !asked.aligners.is_empty() && self.compact(token).latin;
                let likeness = if across {
                    Some(SAME_NAME)
                } else {
                    self.token(token).map(|listed| likeness(asked.token, listed))
                };
                if let Some(likeness) = likeness {
                    found.insert(token, likeness);
                }
            }
        }
    }

    /// A name of the query may stand as an initial in the list.
    fn by_initial(&self, asked: &Token, found: &mut FastMap<u32, Likeness>) {
        if asked.kind != Kind::Name || asked.writing != Writing::Latin {
            return;
        }
        let initial = asked.plain().get(..1).and_then(|first| self.dictionary.find(first));
        if let Some(token) = initial {
            found.entry(token).or_insert(Likeness {
                score: 0.85,
                relation: Relation::Initial,
            });
        }
    }

    fn by_spelling(&self, asked: &Reader<'_>, found: &mut FastMap<u32, Likeness>) {
        let mut hashes = Vec::new();
        if let Some(plain) = asked.token.latin.first() {
            deletions(plain.as_bytes(), &mut hashes);
        }
        hashes.extend(
            asked
                .token
                .latin
                .iter()
                .skip(1)
                .map(|form| spread(kind::DELETED, bytes_key(form.bytes()))),
        );
        if asked.token.writing != Writing::Latin {
            other_deletions(&asked.token.letters, &mut hashes);
        }
        let mut left = MOST_VERIFIED;
        for hash in hashes {
            for token in self.dictionary.keys.get(hash) {
                // Two letters left out on both sides make four apart: most of those are no likeness at all.
                if !asked.worth_comparing(self.signature(token)) || found.contains_key(&token) {
                    continue;
                }
                self.verify(asked, token, found);
                left -= 1;
                if left == 0 {
                    return;
                }
            }
        }
    }

    /// A Latin token finds tokens of other scripts that are filed under its key, or nearly so.
    fn by_key_from_latin(&self, asked: &Reader<'_>, found: &mut FastMap<u32, Likeness>) {
        let key = latin_key(asked.token.plain());
        for token in self
            .dictionary
            .keys
            .get(spread(kind::LATIN_KEY, whole(key)))
            .take(MOST_VERIFIED / 2)
        {
            if key >> 56 >= 3 && asked.worth_reading(self.signature(token)) {
                self.verify(asked, token, found);
            }
        }
        if !self.dictionary.has_other {
            return;
        }
        let mut left = MOST_READ;
        let places = std::iter::once(whole(key)).chain(key_deletions(key));
        for place in places {
            for token in self.dictionary.keys.get(spread(kind::OTHER_KEY, place)) {
                self.verify(asked, token, found);
                left -= 1;
                if left == 0 {
                    return;
                }
            }
        }
    }

    /// A token of another script finds Latin tokens by its keys and their neighbourhood, and tokens of third scripts.
    fn by_key_from_other(&self, asked: &Reader<'_>, found: &mut FastMap<u32, Likeness>) {
        for script in asked.token.writing.models() {
            self.by_key_of_script(asked, *script, found);
        }
    }

    fn by_key_of_script(&self, asked: &Reader<'_>, script: Script, found: &mut FastMap<u32, Likeness>) {
        let models = Models::embedded();
        let Some(model) = models.get(script) else {
            return;
        };
        let plan = models.plan(script);
        let mut left = MOST_READ;
        for place in model.places(&asked.token.letters, plan) {
            for token in self.dictionary.keys.get(spread(kind::LATIN_KEY, place)) {
                if found.contains_key(&token) || !asked.worth_reading(self.signature(token)) {
                    continue;
                }
                self.verify(asked, token, found);
                left -= 1;
                if left == 0 {
                    return;
                }
            }
            if self.dictionary.has_other && place != shortened(place) {
                for token in self.dictionary.keys.get(spread(kind::OTHER_KEY, place)).take(100) {
                    self.verify(asked, token, found);
                }
            }
        }
    }

    /// A token that may be cut short finds all that begin with it.
    fn by_beginning(&self, asked: &Token, found: &mut FastMap<u32, Likeness>) {
        let plain = asked.plain();
        if plain.len() < 3 {
            return;
        }
        for token in self.dictionary.beginning_with(plain, 400) {
            found.entry(token).or_insert(Likeness {
                score: 0.82,
                relation: Relation::Cut,
            });
        }
    }
}
