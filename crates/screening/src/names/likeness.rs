//! How alike two tokens are, and why.

use serde::{Deserialize, Serialize};

use super::edit::{Spelt, edit_cost};
use super::script::Writing;
use super::token::{Kind, Token};
use crate::crossscript::Models;

/// Why two tokens are taken for one name, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Equal in their own script.
    Equal,
    /// Equal once both are written in Latin letters.
    SameRomanisation,
    /// Spellings of one name in the lexicon.
    SameName,
    /// One sounds like the other across scripts.
    AcrossScripts,
    /// A slip or a spelling apart.
    Similar,
    /// One is the initial of the other.
    Initial,
    /// One is cut short.
    Cut,
    /// Written in one word on one side and in several on the other.
    Joined,
    /// Different names.
    Different,
}

/// Likeness from 0 to 1, and the relation behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// 1 for the same, 0 for nothing in common.
    pub score: f32,
    /// Why.
    pub relation: Relation,
}

const DIFFERENT: Likeness = Likeness {
    score: 0.0,
    relation: Relation::Different,
};
/// Steepness: share of a token's letters that may differ before nothing is left is one over this.
const STEEPNESS: f32 = 3.0;

/// Compares two tokens.
#[must_use]
pub fn likeness(a: &Token, b: &Token) -> Likeness {
    if a.text == b.text {
        return Likeness {
            score: 1.0,
            relation: Relation::Equal,
        };
    }
    if a.kind == Kind::Initial || b.kind == Kind::Initial {
        return initial(a, b);
    }
    if a.kind == Kind::Particle && b.kind == Kind::Particle {
        // All articles are one article; the other small words are much alike.
        return Likeness {
            score: 0.8,
            relation: Relation::Similar,
        };
    }
    let spelled = spelling(a, b);
    if spelled.score >= 0.98 {
        return spelled;
    }
    let named = a.groups.iter().any(|group| b.groups.contains(group));
    if named {
        let score = if too_short_for_groups(a, b) { 0.35 } else { 0.95 };
        if score > spelled.score {
            return Likeness {
                score,
                relation: Relation::SameName,
            };
        }
    }
    spelled
}

/// Short Latin names (Li, Lu) stand in one group because they render one name of another script, not each other.
fn too_short_for_groups(a: &Token, b: &Token) -> bool {
    a.writing == Writing::Latin && b.writing == Writing::Latin && a.plain().len().min(b.plain().len()) <= 3
}

fn initial(a: &Token, b: &Token) -> Likeness {
    let agrees = a
        .latin
        .iter()
        .any(|x| b.latin.iter().any(|y| x.bytes().next() == y.bytes().next()));
    if agrees {
        Likeness {
            score: 0.85,
            relation: Relation::Initial,
        }
    } else {
        DIFFERENT
    }
}

fn spelling(a: &Token, b: &Token) -> Likeness {
    match (a.writing, b.writing) {
        (x, y) if x == y => within_script(a, b),
        (Writing::Latin | Writing::Other, Writing::Latin | Writing::Other) => {
            by_forms(a, b, Relation::SameRomanisation)
        }
        _ => across_scripts(a, b),
    }
}

fn within_script(a: &Token, b: &Token) -> Likeness {
    match a.writing {
        Writing::Latin => by_forms(a, b, Relation::Equal),
        Writing::Han => by_characters(a, b),
        Writing::Hangul | Writing::Kana => {
            let own = by_characters(a, b);
            let forms = by_forms(a, b, Relation::Similar);
            if own.score >= forms.score {
                own
            } else {
                Likeness {
                    score: forms.score * 0.97,
                    ..forms
                }
            }
        }
        _ => {
            // Consonant scripts: letters differ less than romanisations, whose vowels are guessed.
            let own = by_letters(&a.letters, &b.letters);
            if matches!(a.writing, Writing::Arabic | Writing::Hebrew) {
                return own;
            }
            let forms = by_forms(a, b, Relation::Similar);
            if own.score >= forms.score { own } else { forms }
        }
    }
}

/// Best of the Latin forms.
fn by_forms(a: &Token, b: &Token, same: Relation) -> Likeness {
    let mut best = DIFFERENT;
    for (i, x) in a.latin.iter().enumerate() {
        for (j, y) in b.latin.iter().enumerate() {
            let handicap = if i + j == 0 { 1.0 } else { 0.99 };
            if x == y {
                let relation = if i + j == 0 { same } else { Relation::SameRomanisation };
                if handicap > best.score {
                    best = Likeness {
                        score: handicap,
                        relation,
                    };
                }
                continue;
            }
            let close = from_letters(x, y, edit_cost_of(x, y));
            let score = handicap * with_skeleton(close, same_skeleton(x, y));
            if score > best.score {
                best = Likeness {
                    score,
                    relation: Relation::Similar,
                };
            }
        }
    }
    best
}

/// Equal consonants lift a likeness by letters, but do not stand for it: Duarte is not Dorrit.
fn with_skeleton(letters: f32, skeleton: f32) -> f32 {
    letters.max(skeleton.min(letters + SKELETON_LIFTS))
}

/// How much equal consonants lift a likeness at most.
const SKELETON_LIFTS: f32 = 0.40;

/// Consonants alike and vowels guessed differently, as romanisations of one name often are; three consonants at least,
/// and not a man's name beside a woman's.
fn same_skeleton(x: &str, y: &str) -> f32 {
    same_skeleton_as(x, crate::crossscript::latin_key(x), y)
}

fn same_skeleton_as(x: &str, key: u64, y: &str) -> f32 {
    if key >> 56 < 3 || key != crate::crossscript::latin_key(y) {
        return 0.0;
    }
    let ending = |text: &str| {
        text.trim_end_matches('h')
            .bytes()
            .last()
            .filter(|last| matches!(last, b'a' | b'o'))
    };
    if ending(x) == ending(y) { 0.82 } else { 0.5 }
}

fn edit_cost_of(x: &str, y: &str) -> f32 {
    let longest = x.len().max(y.len());
    let (short, long) = (x.len().min(y.len()), longest);
    // Too different in length for any likeness.
    if long > 2 * short + 2 {
        return f32::MAX;
    }
    #[expect(clippy::cast_precision_loss, reason = "length of a word")]
    let limit = longest as f32 / STEEPNESS;
    let cost = edit_cost(x, y, limit);
    match feminine(x, y) {
        true => cost.min(0.3),
        false => cost,
    }
}

/// A word of a-z, prepared for many comparisons with others of which nothing but the letters is known.
#[derive(Debug, Clone)]
pub struct PlainWord {
    text: String,
    spelt: Spelt,
    key: u64,
}

impl PlainWord {
    /// Prepares a word of a-z.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            spelt: Spelt::new(text.as_bytes()),
            key: crate::crossscript::latin_key(text),
        }
    }

    /// The consonants of the word in classes.
    #[must_use]
    pub const fn key(&self) -> u64 {
        self.key
    }

    /// The word.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Likeness by spelling, as [`likeness`] finds it between two Latin words of one form each; below `least` any
    /// smaller value may come back.
    #[must_use]
    pub fn likeness(&self, other: &str, least: f32) -> f32 {
        if self.text == other {
            return 1.0;
        }
        let (short, long) = (self.text.len().min(other.len()), self.text.len().max(other.len()));
        let skeleton = same_skeleton_as(&self.text, self.key, other);
        if long > 2 * short + 2 {
            return with_skeleton(0.0, skeleton);
        }
        #[expect(clippy::cast_precision_loss, reason = "length of a word")]
        let limit = long as f32 * (1.0 - least) / STEEPNESS;
        let limit = if skeleton > 0.0 { f32::MAX } else { limit };
        let cost = self.spelt.cost(&Spelt::new(other.as_bytes()), limit);
        let cost = if cost > 0.3 && feminine(&self.text, other) {
            0.3
        } else {
            cost
        };
        with_skeleton(from_letters(&self.text, other, cost), skeleton)
    }
}

/// Petrov and Petrova, Sadovsky and Sadovskaya: one family name.
fn feminine(x: &str, y: &str) -> bool {
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    if long.len() == short.len() || !long.ends_with('a') {
        return false;
    }
    let plain = |male: &str| ["ov", "ev", "in", "yn"].iter().any(|ending| male.ends_with(ending));
    let rest = long.strip_prefix(short);
    if rest == Some("a") && short.len() >= 4 && plain(short) {
        return true;
    }
    let female = stem(long, &["skaya", "skaia", "skaja", "ska"]);
    female.is_some() && female == stem(short, &["skiy", "skii", "skij", "sky", "ski"])
}

fn stem<'a>(text: &'a str, endings: &[&str]) -> Option<&'a str> {
    endings.iter().find_map(|ending| text.strip_suffix(ending))
}

/// Likeness of two words by the cost of turning one into the other, whatever the letters where it is a single slip.
fn from_letters(x: &str, y: &str, cost: f32) -> f32 {
    let long = x.len().max(y.len());
    let close = from_cost(cost, long);
    let least = match long {
        0..=4 => return close,
        5 => 0.47,
        6 => 0.54,
        _ => 0.62,
    };
    if close < least && is_single_slip(x.as_bytes(), y.as_bytes()) {
        least
    } else {
        close
    }
}

/// One letter added, left out or exchanged, or two neighbours exchanged, and neither the first letter nor the last: the
/// last tells Maria from Mario.
fn is_single_slip(x: &[u8], y: &[u8]) -> bool {
    let same = |pair: &(&u8, &u8)| pair.0 == pair.1;
    let before = x.iter().zip(y).take_while(same).count();
    let shorter = x.len().min(y.len());
    let after = x.iter().rev().zip(y.iter().rev()).take_while(same).count();
    let after = after.min(shorter - before);
    if before == 0 || after == 0 {
        return false;
    }
    let middle = |word: &[u8]| word.len() - before - after;
    match (middle(x), middle(y)) {
        (1, 1) | (0, 1) | (1, 0) => true,
        (2, 2) => x.get(before) == y.get(before + 1) && x.get(before + 1) == y.get(before),
        _ => false,
    }
}

fn from_cost(cost: f32, length: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "length of a word")]
    let length = length.max(1) as f32;
    (1.0 - STEEPNESS * cost / length).clamp(0.0, 0.99)
}

/// Han characters: the same, or of one reading; simplified and traditional forms share it.
fn by_characters(a: &Token, b: &Token) -> Likeness {
    let (x, y) = (&a.letters, &b.letters);
    if x.len() == y.len() && a.writing == Writing::Han {
        let same = x.iter().zip(y).filter(|(p, q)| p == q).count();
        let read = x
            .iter()
            .zip(y)
            .filter(|(p, q)| any_ascii::any_ascii_char(**p) == any_ascii::any_ascii_char(**q))
            .count();
        if read == x.len() {
            let score = if same == x.len() { 1.0 } else { 0.9 };
            return Likeness {
                score,
                relation: Relation::SameRomanisation,
            };
        }
    }
    by_letters(x, y)
}

/// Plain edits of letters, with those that Arabic and Hebrew writers exchange counted less.
fn by_letters(x: &[char], y: &[char]) -> Likeness {
    if x.is_empty() || y.is_empty() {
        return DIFFERENT;
    }
    let mut above: Vec<f32> = vec![0.0];
    for letter in y {
        above.push(above.last().copied().unwrap_or(0.0) + weak(*letter));
    }
    for p in x {
        let mut row = vec![above.first().copied().unwrap_or(0.0) + weak(*p)];
        for (column, q) in y.iter().enumerate() {
            let diagonal = above.get(column).copied().unwrap_or(f32::MAX) + swapped(*p, *q);
            let up = above.get(column + 1).copied().unwrap_or(f32::MAX) + weak(*p);
            let left = row.last().copied().unwrap_or(f32::MAX) + weak(*q);
            row.push(diagonal.min(up).min(left));
        }
        above = row;
    }
    let cost = above.last().copied().unwrap_or(f32::MAX);
    let score = from_cost(cost, x.len().max(y.len()));
    if score > 0.0 {
        Likeness {
            score,
            relation: Relation::Similar,
        }
    } else {
        DIFFERENT
    }
}

const fn weak(letter: char) -> f32 {
    match letter {
        'ا' | 'و' | 'ي' | 'ء' | 'ه' | 'ة' | 'ו' | 'י' | 'א' | 'ה' | 'ー' | 'ь' | 'ъ' => 0.5,
        _ => 1.0,
    }
}

fn swapped(p: char, q: char) -> f32 {
    const ALIKE: [&str; 9] = ["اأإآى", "هة", "يىئ", "وؤ", "تط", "سصث", "ذزظ", "דת", "её"];
    if p == q {
        0.0
    } else if ALIKE.iter().any(|class| class.contains(p) && class.contains(q)) {
        0.2
    } else {
        1.0
    }
}

fn across_scripts(a: &Token, b: &Token) -> Likeness {
    let one = read_by_model(a, b);
    let other = read_by_model(b, a);
    let best = one.max(other);
    let relation = if best > 0.0 {
        Relation::AcrossScripts
    } else {
        Relation::Different
    };
    let plain = by_forms(a, b, Relation::SameRomanisation);
    let trusted = if a.writing == Writing::Cyrillic || b.writing == Writing::Cyrillic {
        1.0
    } else {
        0.95
    };
    if plain.score * trusted > best {
        Likeness {
            score: plain.score * trusted,
            ..plain
        }
    } else {
        Likeness { score: best, relation }
    }
}

/// Likeness of a token of another script with the best Latin form of the other token.
fn read_by_model(token: &Token, latin: &Token) -> f32 {
    let mut best = 0f32;
    for script in token.writing.models() {
        let Some(model) = Models::embedded().get(*script) else {
            continue;
        };
        let aligner = model.aligner(&token.letters);
        for form in &latin.packed {
            best = best.max(model.likeness(aligner.distance(*form)));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str) -> Likeness {
        likeness(&Token::new(a).unwrap(), &Token::new(b).unwrap())
    }

    #[test]
    fn scripts_meet() {
        for (a, b) in [
            ("mannheim", "مانهايم"),
            ("fabien", "ファビアン"),
            ("korbut", "코르부트"),
            ("duszynski", "душинский"),
            ("proctor", "פרוקטור"),
        ] {
            let likeness = like(a, b);
            assert!(likeness.score > 0.7, "{a} {b} {likeness:?}");
        }
        assert!(like("fabien", "코르부트").score < 0.3);
        assert!(like("مانهايم", "фабьен").score < 0.3);
    }

    #[test]
    fn slips_and_other_names_are_told_apart() {
        assert!(like("john", "jon").score > 0.7);
        assert!(like("petrov", "petrova").score > 0.8);
        assert!(like("li", "lu").score < 0.5);
        assert!(like("marvin", "martin").score < 0.6);
        assert!(like("tolander", "toldnder").score > 0.6 && like("hassan", "hussein").score < 0.5);
        assert_eq!(like("j", "john").relation, Relation::Initial);
    }
}
