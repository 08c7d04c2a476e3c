//! Which token of one name stands for which of the other.

use super::likeness::{Likeness, Relation, likeness};
use super::parse::{Part, Role};
use super::token::{Kind, Token};

/// What the comparison of names asks of every word, whether or not its letters are at hand.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Word {
    /// Kind of word.
    pub kind: Kind,
    /// How much it counts.
    pub weight: f32,
}

impl From<&Token> for Word {
    fn from(token: &Token) -> Self {
        Self {
            kind: token.kind,
            weight: token.weight,
        }
    }
}

/// A name as it is compared: words, roles and tokens, wherever they are kept.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Words in order.
    pub words: &'a [Word],
    /// Tokens in order; where there are none, words written together or cut short are not looked for.
    pub tokens: &'a [&'a Token],
    /// Role of each token.
    pub roles: &'a [Role],
    /// The name field of its zone was full.
    pub truncated: bool,
}

/// Places of tokens in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Places(u16);

impl Places {
    /// One place; places beyond the sixteenth are never used, names are cut before.
    #[must_use]
    pub const fn one(at: usize) -> Self {
        if at < 16 { Self(1 << at) } else { Self(0) }
    }

    /// Neighbouring places.
    #[must_use]
    pub fn span(start: usize, length: usize) -> Self {
        (start..start + length).fold(Self::default(), |all, at| all.with(Self::one(at)))
    }

    /// Both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The first without the second.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether a place is among them.
    #[must_use]
    pub const fn contains(self, at: usize) -> bool {
        at < 16 && self.0 >> at & 1 == 1
    }

    /// Whether they have a place in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// How many.
    #[must_use]
    pub const fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The places, the lowest first.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            (left != 0).then(|| {
                let at = left.trailing_zeros() as usize;
                left &= left - 1;
                at
            })
        })
    }
}

/// How far words written together are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joins {
    /// On both sides and across scripts.
    All,
    /// Within one script only: fast enough for every candidate of a list.
    SameScript,
}

/// One token, or a few written together, matched with the other side's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Places on the first side.
    pub left: Places,
    /// Places on the second side.
    pub right: Places,
    /// How alike.
    pub likeness: Likeness,
    /// How much it counts.
    pub weight: f32,
}

/// Least likeness for which tokens are paired at all.
const LEAST: f32 = 0.3;
/// Least likeness for which words written together are taken for one on the other side.
const LEAST_JOINED: f32 = 0.75;

/// Room for a comparison, kept from one to the next so that nothing is allocated.
#[derive(Debug, Default)]
pub struct Scratch {
    pairs: Vec<(f32, Match)>,
    pub(super) matches: Vec<Match>,
}

/// Pairs the words of two names, the most alike first; what stays alone is in no match. The matches stand in `scratch`.
pub(super) fn align(
    left: Side<'_>,
    right: Side<'_>,
    joins: Joins,
    scratch: &mut Scratch,
    judge: &mut dyn FnMut(usize, usize) -> Likeness,
) {
    let pairs = &mut scratch.pairs;
    pairs.clear();
    for (i, a) in left.words.iter().enumerate() {
        for (j, b) in right.words.iter().enumerate() {
            let mut found = judge(i, j);
            if found.score < 0.8 {
                found = cut(left, right, (i, j)).unwrap_or(found);
            }
            if found.score < LEAST || !kinds_meet(a.kind, b.kind) {
                continue;
            }
            let score = found.score * role_factor(left, right, i, j);
            let likeness = Likeness { score, ..found };
            // Longer and rarer words are settled before small ones, equal ones before similar ones.
            let rank = score + 0.001 * (a.weight + b.weight) - 0.0005 * order_gap(i, j, left, right);
            pairs.push((
                rank,
                Match {
                    left: Places::one(i),
                    right: Places::one(j),
                    likeness,
                    weight: f32::midpoint(a.weight, b.weight),
                },
            ));
        }
    }
    settle(pairs, &mut scratch.matches);
    let well = scratch.matches.iter().filter(|one| one.likeness.score > 0.8).count();
    if well >= left.words.len().min(right.words.len()) {
        return;
    }
    let before = pairs.len();
    joined(left, right, false, joins, pairs);
    joined(right, left, true, joins, pairs);
    if pairs.len() != before {
        settle(pairs, &mut scratch.matches);
    }
}

fn settle(pairs: &mut [(f32, Match)], out: &mut Vec<Match>) {
    pairs.sort_unstable_by(|a, b| {
        let place = |one: &Match| (one.left, one.right);
        b.0.total_cmp(&a.0).then(place(&a.1).cmp(&place(&b.1)))
    });
    let mut used = (Places::default(), Places::default());
    out.clear();
    for (_, pair) in pairs.iter() {
        if pair.left.meets(used.0) || pair.right.meets(used.1) {
            continue;
        }
        used = (used.0.with(pair.left), used.1.with(pair.right));
        out.push(*pair);
    }
}

/// How far two tokens stand from each other in their names, from 0 to 1.
fn order_gap(i: usize, j: usize, left: Side<'_>, right: Side<'_>) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few tokens")]
    let share = |at: usize, of: usize| at as f32 / of.max(1) as f32;
    (share(i, left.words.len()) - share(j, right.words.len())).abs()
}

const fn kinds_meet(a: Kind, b: Kind) -> bool {
    matches!((a, b), (Kind::Particle | Kind::Suffix, Kind::Particle | Kind::Suffix))
        || !(matches!(a, Kind::Particle | Kind::Suffix) || matches!(b, Kind::Particle | Kind::Suffix))
}

/// A family name that meets a given name is worth less where both sides say which is which.
fn role_factor(left: Side<'_>, right: Side<'_>, i: usize, j: usize) -> f32 {
    let roles = (
        left.roles.get(i).copied().unwrap_or_default(),
        right.roles.get(j).copied().unwrap_or_default(),
    );
    match roles {
        (Role::Family, Role::Given) | (Role::Given, Role::Family) => 0.9,
        _ if out_of_order(left, right, i, j) => 0.6,
        _ => 1.0,
    }
}

/// An initial among given names stands for the given name at its own place, not for another one.
fn out_of_order(left: Side<'_>, right: Side<'_>, i: usize, j: usize) -> bool {
    let is_initial = |side: Side<'_>, at: usize| side.words.get(at).is_some_and(|word| word.kind == Kind::Initial);
    let place = |side: Side<'_>, at: usize| -> Option<usize> {
        if side.roles.get(at) != Some(&Role::Given) {
            return None;
        }
        let before = side.words.iter().zip(side.roles).take(at);
        Some(
            before
                .filter(|(word, role)| **role == Role::Given && word.kind != Kind::Particle)
                .count(),
        )
    };
    if !is_initial(left, i) && !is_initial(right, j) {
        return false;
    }
    matches!((place(left, i), place(right, j)), (Some(a), Some(b)) if a != b)
}

/// In a full name field a component may be cut: its beginning then stands for the whole.
fn cut(left: Side<'_>, right: Side<'_>, (i, j): (usize, usize)) -> Option<Likeness> {
    if !left.truncated && !right.truncated {
        return None;
    }
    let (a, b) = (left.tokens.get(i)?, right.tokens.get(j)?);
    let begins = |short: &Token, long: &Token| {
        short.latin.iter().any(|x| {
            x.len() >= 2
                && long
                    .latin
                    .iter()
                    .any(|y| y.len() > x.len() && y.starts_with(x.as_str()))
        })
    };
    let left_cut = left.truncated && i + 2 >= left.tokens.len() && begins(a, b);
    let right_cut = right.truncated && j + 2 >= right.tokens.len() && begins(b, a);
    (left_cut || right_cut).then_some(Likeness {
        score: 0.82,
        relation: Relation::Cut,
    })
}

/// Two neighbours of `several`, with a particle between them or not, beside one token of `single`.
fn joined(several: Side<'_>, single: Side<'_>, swapped: bool, joins: Joins, pairs: &mut Vec<(f32, Match)>) {
    for start in 0..several.tokens.len().saturating_sub(1) {
        for length in 2..=3 {
            let Some(span) = several.tokens.get(start..start + length) else {
                continue;
            };
            if length == 3 && span.get(1).is_none_or(|middle| middle.kind != Kind::Particle) {
                continue;
            }
            if span.iter().all(|token| token.kind == Kind::Particle) {
                continue;
            }
            let mut whole = None;
            for (at, other) in single.tokens.iter().enumerate() {
                if other.kind == Kind::Particle || !could_join(span, other, joins) {
                    continue;
                }
                let whole = whole.get_or_insert_with(|| glued(span));
                let Some(found) = whole
                    .as_ref()
                    .filter(|whole| lengths_meet(whole, other))
                    .map(|whole| likeness(whole, other))
                else {
                    continue;
                };
                if found.score < LEAST_JOINED {
                    continue;
                }
                let weight: f32 = span.iter().map(|token| token.weight).sum::<f32>().max(other.weight);
                let score = found.score * 0.98;
                let places = Places::span(start, length);
                let (left, right) = if swapped {
                    (Places::one(at), places)
                } else {
                    (places, Places::one(at))
                };
                let likeness = Likeness {
                    score,
                    relation: Relation::Joined,
                };
                // A join must beat the pairs that it replaces, not just one of them.
                pairs.push((
                    score - 0.1,
                    Match {
                        left,
                        right,
                        likeness,
                        weight,
                    },
                ));
            }
        }
    }
}

fn glued(span: &[&Token]) -> Option<Token> {
    Token::new(&span.iter().map(|token| token.text.as_str()).collect::<String>())
}

/// Whether a join is worth making: in one script the lengths must fit and the first letters agree.
fn could_join(span: &[&Token], other: &Token, joins: Joins) -> bool {
    let same = span.iter().all(|token| token.writing == other.writing);
    if !same {
        return joins == Joins::All;
    }
    let letters: usize = span.iter().map(|token| token.text.len()).sum();
    let begins = span.first().and_then(|token| token.first_letter()) == other.first_letter();
    letters.abs_diff(other.text.len()) <= 4 && (begins || joins == Joins::All)
}

fn lengths_meet(a: &Token, b: &Token) -> bool {
    if a.writing == b.writing {
        let (x, y) = (a.text.chars().count(), b.text.chars().count());
        return x.abs_diff(y) <= 2;
    }
    let (x, y) = (a.plain().len(), b.plain().len());
    x.abs_diff(y) <= 6
}

impl<'a> Side<'a> {
    /// A side over words, tokens and roles.
    #[must_use]
    pub const fn new(words: &'a [Word], tokens: &'a [&'a Token], roles: &'a [Role], truncated: bool) -> Self {
        Self {
            words,
            tokens,
            roles,
            truncated,
        }
    }
}

/// Words, tokens and roles of parts.
pub(super) fn split(parts: &[Part]) -> (Vec<Word>, Vec<&Token>, Vec<Role>) {
    (
        parts.iter().map(|part| Word::from(&part.token)).collect(),
        parts.iter().map(|part| &part.token).collect(),
        parts.iter().map(|part| part.role).collect(),
    )
}
