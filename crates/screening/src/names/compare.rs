//! The score of two names.

use super::align::{Joins, Match, Places, Scratch, Side, Word, align, split};
use super::likeness::{Likeness, Relation, likeness};
use super::parse::{Name, Role};
use super::token::Kind;

/// Score of two names with the matches behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// From 0 to 1; at or above [`Thresholds::NAME`] the names are taken for one.
    pub score: f32,
    /// Tokens matched.
    pub matches: Vec<Match>,
    /// Places on the first side that nothing stands for.
    pub left_alone: Places,
    /// Places on the second side that nothing stands for.
    pub right_alone: Places,
}

/// Recommended thresholds.
#[derive(Debug, Clone, Copy)]
pub struct Thresholds;

impl Thresholds {
    /// Least score at which two names alone are taken for one.
    pub const NAME: f32 = 0.70;
}

/// What a token that contradicts leaves of a name.
const CONTRADICTED: f32 = 0.07;
/// What is taken off for words that only one side has, when at least two names agree.
const ABSENT: f32 = 0.30;
/// The same when only one name agrees.
const ABSENT_BESIDE_ONE: f32 = 0.95;
/// The same when one name and an initial agree.
const ABSENT_BESIDE_INITIAL: f32 = 0.25;

/// What family names that do not meet leave, where both sides mark them.
const FAMILIES_PART: f32 = 0.8;
/// What a missing first given name leaves, where both sides mark given names.
const FIRST_GIVEN_MISSING: f32 = 0.75;

/// What is left of a name of which one word agrees and the rest is initials.
const BESIDE_INITIAL: f32 = 0.75;
/// Likeness from which on two words are rather one name than two.
const DOUBTFUL: f32 = 0.65;
/// Threshold on the raw scale.
const RAW_THRESHOLD: f32 = 0.57;

/// Compares two names.
#[must_use]
pub fn compare(left: &Name, right: &Name) -> Comparison {
    let (left_words, left_tokens, left_roles) = split(&left.parts);
    let (right_words, right_tokens, right_roles) = split(&right.parts);
    let sides = (
        Side::new(&left_words, &left_tokens, &left_roles, left.truncated),
        Side::new(&right_words, &right_tokens, &right_roles, right.truncated),
    );
    let mut scratch = Scratch::default();
    compare_tokens(sides.0, sides.1, Joins::All, &mut scratch, &mut |i, j| match (
        left_tokens.get(i),
        right_tokens.get(j),
    ) {
        (Some(a), Some(b)) => likeness(a, b),
        _ => Likeness {
            score: 0.0,
            relation: Relation::Different,
        },
    })
}

/// Compares two names whose tokens are kept elsewhere; `judge` gives the likeness of two places and may remember it.
#[must_use]
pub fn compare_tokens(
    left: Side<'_>,
    right: Side<'_>,
    joins: Joins,
    scratch: &mut Scratch,
    judge: &mut dyn FnMut(usize, usize) -> Likeness,
) -> Comparison {
    let score = score_tokens(left, right, joins, scratch, judge);
    let (left_alone, right_alone) = alone(left, right, &scratch.matches);
    Comparison {
        score,
        matches: scratch.matches.clone(),
        left_alone,
        right_alone,
    }
}

/// The score alone; the matches stay in `scratch`.
#[must_use]
pub fn score_tokens(
    left: Side<'_>,
    right: Side<'_>,
    joins: Joins,
    scratch: &mut Scratch,
    judge: &mut dyn FnMut(usize, usize) -> Likeness,
) -> f32 {
    if left.words.is_empty() || right.words.is_empty() {
        scratch.matches.clear();
        return 0.0;
    }
    align(left, right, joins, scratch, judge);
    let (left_alone, right_alone) = alone(left, right, &scratch.matches);
    total(&scratch.matches, (left, left_alone), (right, right_alone))
}

/// Places of either side that no match covers.
fn alone(left: Side<'_>, right: Side<'_>, matches: &[Match]) -> (Places, Places) {
    let rest = |count: usize, used: Places| {
        (0..count)
            .filter(|at| !used.contains(*at))
            .fold(Places::default(), |all, at| all.with(Places::one(at)))
    };
    let used = matches
        .iter()
        .fold((Places::default(), Places::default()), |used, one| {
            (used.0.with(one.left), used.1.with(one.right))
        });
    (rest(left.words.len(), used.0), rest(right.words.len(), used.1))
}

/// Weighted geometric mean of the likenesses, with what stands against what on both sides as a contradiction, and what
/// only one side has as an absence: a missing patronymic is not a wrong one.
fn total(matches: &[Match], left: (Side<'_>, Places), right: (Side<'_>, Places)) -> f32 {
    let weigh = |side: Side<'_>, places: Places| -> f32 {
        places
            .iter()
            .filter_map(|at| side.words.get(at))
            .map(|word| word.weight)
            .sum()
    };
    let (left_extra, right_extra) = (weigh(left.0, left.1), weigh(right.0, right.1));
    let contradicted = contradiction(left, right);
    let matched: f32 = matches.iter().map(counted_weight).sum();
    if matched <= 0.0 {
        return 0.0;
    }
    let agreed: f32 = matches
        .iter()
        .map(|one| counted_weight(one) * doubted(one.likeness.score).ln())
        .sum();
    let mean = ((agreed + contradicted * CONTRADICTED.ln()) / (matched + contradicted)).exp();
    let absent = (left_extra.max(right_extra) - contradicted).max(0.0);
    let share = absent / (matched + contradicted + absent);
    let names_agreed = matches.iter().map(|one| names_in(one, left.0)).sum::<usize>();
    // An initial beside a single whole name is thin: that name must be all but equal.
    let thin = names_agreed < 2 && matches.iter().any(|one| one.likeness.relation == Relation::Initial);
    let factor = match (names_agreed, thin) {
        (2.., _) => ABSENT,
        (_, true) if family_met(matches, left.0, right.0) => ABSENT_BESIDE_INITIAL,
        _ => ABSENT_BESIDE_ONE,
    };
    // A full name field is known to leave words out.
    let factor = if left.0.truncated || right.0.truncated {
        factor * 0.4
    } else {
        factor
    };
    let mean = if thin { mean * mean * BESIDE_INITIAL } else { mean };
    let structure = families_part(matches, left.0, right.0) * first_given_missing(matches, left, right);
    on_scale(mean * structure * (1.0 - factor * share))
}

/// Brings the raw mean, whose best threshold on development pairs is [`RAW_THRESHOLD`], onto the scale of the answer.
fn on_scale(raw: f32) -> f32 {
    let raw = raw.clamp(0.0, 1.0);
    if raw < RAW_THRESHOLD {
        raw / RAW_THRESHOLD * Thresholds::NAME
    } else {
        Thresholds::NAME + (raw - RAW_THRESHOLD) / (1.0 - RAW_THRESHOLD) * (1.0 - Thresholds::NAME)
    }
}

/// A common name says little when it agrees, but as much as any when it does not.
fn counted_weight(one: &Match) -> f32 {
    let missing = (1.0 - one.weight).max(0.0) * (1.0 - one.likeness.score).max(0.0);
    if one.weight < 0.5 {
        one.weight
    } else {
        one.weight + missing
    }
}

/// Below [`DOUBTFUL`] a likeness counts for ever less: a pair of words half alike is rather two names than one.
fn doubted(likeness: f32) -> f32 {
    let share = (likeness / DOUBTFUL).min(1.0);
    (likeness * share * share).clamp(0.02, 1.0)
}

/// Where both sides say which words are the family name, one of them should stand for one of the other's.
fn families_part(matches: &[Match], left: Side<'_>, right: Side<'_>) -> f32 {
    let family = |side: Side<'_>, at: usize| side.roles.get(at) == Some(&Role::Family);
    let has = |side: Side<'_>| side.roles.contains(&Role::Family);
    let meet = matches.iter().any(|one| {
        one.left.iter().any(|at| family(left, at) && !is_particle(left, at))
            && one.right.iter().any(|at| family(right, at) && !is_particle(right, at))
    });
    if has(left) && has(right) && !meet {
        FAMILIES_PART
    } else {
        1.0
    }
}

/// Whether the family name of each side that marks one stands in a match of whole words.
fn family_met(matches: &[Match], left: Side<'_>, right: Side<'_>) -> bool {
    let whole = matches.iter().filter(|one| one.likeness.relation != Relation::Initial);
    let met = |side: Side<'_>, places: &dyn Fn(&Match) -> Places| {
        !side.roles.contains(&Role::Family)
            || whole.clone().any(|one| {
                let mut own = places(one).iter();
                own.any(|at| side.roles.get(at) == Some(&Role::Family) && !is_particle(side, at))
            })
    };
    met(left, &|one| one.left) && met(right, &|one| one.right)
}

fn is_particle(side: Side<'_>, at: usize) -> bool {
    side.words.get(at).is_some_and(|word| word.kind == Kind::Particle)
}

/// A father and his child share all names but the first: a first given name that the other side lacks, where that side
/// begins with one that stands second here, is no mere omission.
fn first_given_missing(matches: &[Match], left: (Side<'_>, Places), right: (Side<'_>, Places)) -> f32 {
    let first = |side: Side<'_>| {
        let known = side.roles.contains(&Role::Given);
        let telling = |at: &usize| !is_particle(side, *at) && (!known || side.roles.get(*at) == Some(&Role::Given));
        (0..side.words.len()).find(telling)
    };
    let (Some(a), Some(b)) = (first(left.0), first(right.0)) else {
        return 1.0;
    };
    let second = |mine: usize, theirs: usize, swapped: bool| {
        matches.iter().any(|one| {
            let (here, there) = if swapped {
                (one.right, one.left)
            } else {
                (one.left, one.right)
            };
            there.contains(theirs) && here.iter().any(|at| at > mine)
        })
    };
    let lacking = (left.1.contains(a) && second(a, b, false)) || (right.1.contains(b) && second(b, a, true));
    let known = left.0.roles.contains(&Role::Given) && right.0.roles.contains(&Role::Given);
    match (lacking && matches.len() >= 2, known) {
        (false, _) => 1.0,
        (true, true) => FIRST_GIVEN_MISSING,
        (true, false) => f32::midpoint(FIRST_GIVEN_MISSING, 1.0),
    }
}

fn names_in(one: &Match, left: Side<'_>) -> usize {
    if one.likeness.relation == Relation::Initial {
        return 0;
    }
    let words = one.left.iter().filter_map(|at| left.words.get(at));
    // Words written together are one name, however many there are on either side.
    words
        .filter(|word| matches!(word.kind, Kind::Name | Kind::Patronymic))
        .count()
        .min(1)
}

/// Weight of the words that stand against each other: both sides have one there, and they are different.
fn contradiction(left: (Side<'_>, Places), right: (Side<'_>, Places)) -> f32 {
    let (mut a, mut b) = (Lone::of(left), Lone::of(right));
    // A patronymic stands against a patronymic, a name against a name; a patronymic beside a middle name is no quarrel
    // but each is something the other side lacks.
    let mut weight = 0.0;
    for kind in [Kind::Patronymic, Kind::Name, Kind::Initial, Kind::Suffix] {
        while let (Some(x), Some(y)) = (a.weight_of(kind), b.weight_of(kind)) {
            a.take(kind);
            b.take(kind);
            weight += f32::midpoint(x, y);
        }
    }
    weight + 0.6 * a.rest().min(b.rest())
}

/// Words of one side that nothing stands for, particles left out.
struct Lone<'a> {
    words: &'a [Word],
    places: Places,
}

impl<'a> Lone<'a> {
    fn of((side, places): (Side<'a>, Places)) -> Self {
        let kept = places
            .iter()
            .filter(|at| !is_particle(side, *at))
            .fold(Places::default(), |all, at| all.with(Places::one(at)));
        Self {
            words: side.words,
            places: kept,
        }
    }

    fn first(&self, kind: Kind) -> Option<(usize, f32)> {
        let words = self.places.iter().filter_map(|at| Some((at, self.words.get(at)?)));
        words
            .filter(|(_, word)| word.kind == kind)
            .map(|(at, word)| (at, word.weight))
            .next()
    }

    fn weight_of(&self, kind: Kind) -> Option<f32> {
        self.first(kind).map(|(_, weight)| weight)
    }

    fn take(&mut self, kind: Kind) {
        if let Some((at, _)) = self.first(kind) {
            self.places = self.places.without(Places::one(at));
        }
    }

    fn rest(&self) -> f32 {
        let words = self.places.iter().filter_map(|at| self.words.get(at));
        words.map(|word| word.weight).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(a: &str, b: &str) -> f32 {
        let (x, y) = (Name::parse(a), Name::parse(b));
        let forth = compare(&x, &y).score;
        let back = compare(&y, &x).score;
        assert!((forth - back).abs() < 0.05, "{a} / {b}: {forth} {back}");
        forth
    }

    #[test]
    fn one_person_written_in_many_ways() {
        for (a, b) in [
            ("Ivan Petrovich Abelard", "ABELARD, Ivan"),
            ("Jon Smith", "John Smith"),
            ("Jean-Pierre Dupontel", "Dupontel Jeanpierre"),
            ("Abd al-Rahman al-Khalili", "Abdurrahman Khalili"),
            ("J. Tolander", "Johanna Tolander"),
            ("Müllerin, Jörg", "Joerg Muellerin"),
            ("Фабьен Душинский", "Fabien Duszynski"),
            ("김민아", "Kim Min-ah"),
            ("Vladimr Abelard", "Vladimir Abelard"),
            ("محمد الحمداني", "Mohammed al-Hamdani"),
            ("HADDARI, Abdul", "Abdul Haddari"),
            ("Haddari Abdul", "Abd al-Haddari"),
            ("CHARAMI, Youssouf", "Sharami, Yusuf"),
            ("Djamel Tolander", "Jamal Tolander"),
            ("Mohd Tolander", "Mohammed Tolander"),
            ("N. Tolander", "TOLANDER, Nils Erik"),
        ] {
            assert!(score(a, b) >= Thresholds::NAME, "{a} / {b}: {}", score(a, b));
        }
    }

    #[test]
    fn different_persons_stay_apart() {
        for (a, b) in [
            ("Li Wu", "Lu Wu"),
            ("Ivan Abelard", "Ivan Benedek"),
            ("Ivan Petrovich Abelard", "Ivan Sergeevich Abelard"),
            ("Maria Tolander", "Mario Tolander"),
            ("Ivan", "Ivan Abelard"),
            ("Mohammed Ali Hassan", "Mohammed Ali Hussein"),
            ("محمد الحمداني", "Karim al-Hamdani"),
            ("Nadim Sommerling", "TOLANDER, S. Nadim"),
            ("Joze Dorrit", "TOLANDER FONTANERA, Jose Duarte"),
        ] {
            assert!(score(a, b) < Thresholds::NAME, "{a} / {b}: {}", score(a, b));
        }
    }

    #[test]
    fn a_missing_patronymic_is_not_a_wrong_one() {
        let missing = score("Ivan Petrovich Abelard", "Ivan Abelard");
        let wrong = score("Ivan Petrovich Abelard", "Ivan Sergeevich Abelard");
        assert!(missing > wrong + 0.2, "{missing} {wrong}");
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert!(score("", "Ivan") < 1e-6 && score("", "") < 1e-6);
    }
}
