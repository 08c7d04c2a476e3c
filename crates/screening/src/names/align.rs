//! Which token of one name stands for which of the other.

use super::likeness::{Likeness, Relation, likeness};
use super::parse::{Part, Role};
use super::token::{Kind, Token};

/// A name as it is compared: tokens and roles, wherever they are kept.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Tokens in order.
    pub tokens: &'a [&'a Token],
    /// Role of each token.
    pub roles: &'a [Role],
    /// The name field of its zone was full.
    pub truncated: bool,
}

/// One token, or a few written together, matched with the other side's.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Places on the first side.
    pub left: Vec<usize>,
    /// Places on the second side.
    pub right: Vec<usize>,
    /// How alike.
    pub likeness: Likeness,
    /// How much it counts.
    pub weight: f32,
}

/// Least likeness for which tokens are paired at all.
const LEAST: f32 = 0.3;
/// Least likeness for which words written together are taken for one on the other side.
const LEAST_JOINED: f32 = 0.75;

/// Pairs the tokens of two names, the most alike first; what stays alone is in no match.
pub(super) fn align(
    left: Side<'_>,
    right: Side<'_>,
    judge: &mut dyn FnMut(usize, usize) -> Likeness,
) -> Vec<Match> {
    let mut pairs: Vec<(f32, Match)> = Vec::new();
    for (i, a) in left.tokens.iter().enumerate() {
        for (j, b) in right.tokens.iter().enumerate() {
            let mut found = judge(i, j);
            if found.score < 0.8 {
                found = cut(a, b, left, right, (i, j)).unwrap_or(found);
            }
            if found.score < LEAST || !kinds_meet(a.kind, b.kind) {
                continue;
            }
            let score = found.score * role_factor(left, right, i, j);
            let likeness = Likeness { score, ..found };
            // Longer and rarer words are settled before small ones, equal ones before similar ones.
            let rank =
                score + 0.001 * (a.weight + b.weight) - 0.0005 * order_gap(i, j, left, right);
            pairs.push((
                rank,
                Match {
                    left: vec![i],
                    right: vec![j],
                    likeness,
                    weight: f32::midpoint(a.weight, b.weight),
                },
            ));
        }
    }
    let settled = settle(&mut pairs, left, right);
    if settled
        .iter()
        .filter(|one| one.likeness.score > 0.8)
        .count()
        >= left.tokens.len().min(right.tokens.len())
    {
        return settled;
    }
    let before = pairs.len();
    joined(left, right, false, &mut pairs);
    joined(right, left, true, &mut pairs);
    if pairs.len() == before {
        settled
    } else {
        settle(&mut pairs, left, right)
    }
}

fn settle(pairs: &mut [(f32, Match)], left: Side<'_>, right: Side<'_>) -> Vec<Match> {
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut used = (
        vec![false; left.tokens.len()],
        vec![false; right.tokens.len()],
    );
    let mut out = Vec::new();
    for (_, pair) in pairs.iter() {
        let taken = |places: &[usize], used: &[bool]| {
            places
                .iter()
                .any(|at| used.get(*at).copied().unwrap_or(true))
        };
        if taken(&pair.left, &used.0) || taken(&pair.right, &used.1) {
            continue;
        }
        for at in &pair.left {
            if let Some(slot) = used.0.get_mut(*at) {
                *slot = true;
            }
        }
        for at in &pair.right {
            if let Some(slot) = used.1.get_mut(*at) {
                *slot = true;
            }
        }
        out.push(pair.clone());
    }
    out
}

/// How far two tokens stand from each other in their names, from 0 to 1.
fn order_gap(i: usize, j: usize, left: Side<'_>, right: Side<'_>) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few tokens")]
    let share = |at: usize, of: usize| at as f32 / of.max(1) as f32;
    (share(i, left.tokens.len()) - share(j, right.tokens.len())).abs()
}

const fn kinds_meet(a: Kind, b: Kind) -> bool {
    matches!(
        (a, b),
        (Kind::Particle | Kind::Suffix, Kind::Particle | Kind::Suffix)
    ) || !(matches!(a, Kind::Particle | Kind::Suffix) || matches!(b, Kind::Particle | Kind::Suffix))
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
    let is_initial = |side: Side<'_>, at: usize| {
        side.tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Initial)
    };
    let place = |side: Side<'_>, at: usize| -> Option<usize> {
        if side.roles.get(at) != Some(&Role::Given) {
            return None;
        }
        let before = side.tokens.iter().zip(side.roles).take(at);
        Some(
            before
                .filter(|(token, role)| **role == Role::Given && token.kind != Kind::Particle)
                .count(),
        )
    };
    if !is_initial(left, i) && !is_initial(right, j) {
        return false;
    }
    matches!((place(left, i), place(right, j)), (Some(a), Some(b)) if a != b)
}

/// In a full name field a component may be cut: its beginning then stands for the whole.
fn cut(
    a: &Token,
    b: &Token,
    left: Side<'_>,
    right: Side<'_>,
    (i, j): (usize, usize),
) -> Option<Likeness> {
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
fn joined(several: Side<'_>, single: Side<'_>, swapped: bool, pairs: &mut Vec<(f32, Match)>) {
    if several.tokens.len() < 2 {
        return;
    }
    for start in 0..several.tokens.len() - 1 {
        for length in 2..=3 {
            let Some(span) = several.tokens.get(start..start + length) else {
                continue;
            };
            if length == 3
                && span
                    .get(1)
                    .is_none_or(|middle| middle.kind != Kind::Particle)
            {
                continue;
            }
            if span.iter().all(|token| token.kind == Kind::Particle) {
                continue;
            }
            let Some(whole) = glued(span, single) else {
                continue;
            };
            let places: Vec<usize> = (start..start + length).collect();
            for (at, other) in single.tokens.iter().enumerate() {
                if other.kind == Kind::Particle || !lengths_meet(&whole, other) {
                    continue;
                }
                let found = likeness(&whole, other);
                if found.score < LEAST_JOINED {
                    continue;
                }
                let weight: f32 = span
                    .iter()
                    .map(|token| token.weight)
                    .sum::<f32>()
                    .max(other.weight);
                let score = found.score * 0.98;
                let (left, right) = if swapped {
                    (vec![at], places.clone())
                } else {
                    (places.clone(), vec![at])
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

fn glued(span: &[&Token], single: Side<'_>) -> Option<Token> {
    let text: String = span.iter().map(|token| token.text.as_str()).collect();
    let letters = text.chars().count();
    let fits = single.tokens.iter().any(|token| {
        !token.latin.is_empty()
            && letters <= 2 * token.text.chars().count().max(token.plain().len()) + 2
    });
    if fits { Token::new(&text) } else { None }
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
    /// A side over tokens and roles.
    #[must_use]
    pub const fn new(tokens: &'a [&'a Token], roles: &'a [Role], truncated: bool) -> Self {
        Self {
            tokens,
            roles,
            truncated,
        }
    }
}

/// Tokens and roles of parts.
pub(super) fn split(parts: &[Part]) -> (Vec<&Token>, Vec<Role>) {
    (
        parts.iter().map(|part| &part.token).collect(),
        parts.iter().map(|part| part.role).collect(),
    )
}
