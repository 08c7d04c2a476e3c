//! The table of units of one script, and the score of a pair of tokens.

use std::collections::HashMap;

use super::letters::{Latin, class_of, window_mask};

/// One or two letters of the script beside Latin letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Latin letters, five bits each.
    pub latin: u32,
    /// Number of Latin letters, 0 to 4.
    pub length: u8,
    /// Natural logarithm of the probability of the Latin letters given the script's.
    pub forward: f32,
}

/// Units of one script.
#[derive(Debug, Clone, Default)]
pub struct Model {
    table: HashMap<u64, Vec<Unit>>,
    /// Distances that one random pair in 5,000, 500 and 50 undercuts.
    pub(crate) chance: [f32; 3],
    /// Cost of a Latin letter that no unit explains, by letter; index 0 is not used.
    pub(crate) inserted: [f32; 27],
}

/// Logarithm of the probability that a letter of the script has no counterpart and is in no unit.
pub(crate) const DROPPED: f32 = -6.5;
/// Least probable insertion of a Latin letter.
pub(crate) const INSERTED_FLOOR: f32 = -7.0;

/// Key of one or two letters in the table.
pub(crate) fn table_key(letters: &[char]) -> u64 {
    letters
        .iter()
        .take(2)
        .fold(0, |key, letter| (key << 21) | u64::from(u32::from(*letter)))
}

impl Model {
    pub(crate) fn new(table: HashMap<u64, Vec<Unit>>, inserted: [f32; 27]) -> Self {
        Self {
            table,
            chance: [1.0, 1.5, 2.2],
            inserted,
        }
    }

    /// Units of one or two letters, the most probable first.
    #[must_use]
    pub fn units(&self, letters: &[char]) -> &[Unit] {
        if let Some(units) = self.table.get(&table_key(letters)) {
            return units;
        }
        let class = match letters {
            [letter] => class_of(*letter),
            _ => None,
        };
        class
            .and_then(|class| self.table.get(&table_key(&[class])))
            .map_or(&[], Vec::as_slice)
    }

    pub(crate) const fn table(&self) -> &HashMap<u64, Vec<Unit>> {
        &self.table
    }

    /// Distances that one random pair in 5,000, in 500 and in 50 undercuts: the scale on which a distance is judged.
    #[must_use]
    pub const fn chance(&self) -> [f32; 3] {
        self.chance
    }

    /// Sets the scale on which distances are judged.
    pub const fn set_chance(&mut self, chance: [f32; 3]) {
        self.chance = chance;
    }

    /// How alike a pair at this distance is, from 0 to 1: the rarer the distance by chance, the more.
    #[must_use]
    pub fn likeness(&self, distance: f32) -> f32 {
        let [rare, seldom, often] = self.chance;
        let between = |from: f32, to: f32, high: f32, low: f32| {
            high - (high - low) * ((distance - from) / (to - from).max(1e-3)).clamp(0.0, 1.0)
        };
        if distance <= rare {
            between(0.0, rare, 0.98, 0.88)
        } else if distance <= seldom {
            between(rare, seldom, 0.88, 0.68)
        } else if distance <= often {
            between(seldom, often, 0.68, 0.30)
        } else {
            between(often, often * 1.5, 0.30, 0.0)
        }
    }

    /// Number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.values().map(Vec::len).sum()
    }

    /// Whether nothing has been learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The distance at which the likeness is just this, for values between 0.3 and 0.68; nothing beyond is as alike.
    #[must_use]
    pub fn distance_of(&self, likeness: f32) -> f32 {
        let [_, seldom, often] = self.chance;
        seldom + (often - seldom) * ((0.68 - likeness) / 0.38).clamp(0.0, 1.0)
    }

    /// Prepares a token for many comparisons.
    #[must_use]
    pub fn aligner<'a>(&'a self, letters: &[char]) -> Aligner<'a> {
        let spans = (0..letters.len())
            .map(|at| {
                let one = letters.get(at..=at).map_or(&[][..], |span| self.units(span));
                let two = letters.get(at..at + 2).map_or(&[][..], |span| self.units(span));
                [ByLetter::new(one), ByLetter::new(two)]
            })
            .collect();
        let mut aligner = Aligner {
            model: self,
            spans,
            ideals: Vec::new(),
        };
        aligner.ideals = aligner.best_possible();
        aligner
    }
}

/// A token of the script, ready to be compared with Latin ones.
#[derive(Debug, Clone)]
pub struct Aligner<'a> {
    model: &'a Model,
    spans: Vec<[ByLetter; 2]>,
    /// Best score that the letters from each place to the end can reach.
    ideals: Vec<f32>,
}

/// Units of a span by their first Latin letter, those without any first.
#[derive(Debug, Clone)]
struct ByLetter {
    units: Vec<Unit>,
    starts: [u16; 33],
}

impl ByLetter {
    fn new(units: &[Unit]) -> Self {
        let mut units = units.to_vec();
        units.sort_by_key(|unit| unit.latin & 31);
        let mut starts = [0u16; 33];
        for (letter, start) in starts.iter_mut().enumerate() {
            let at = units.partition_point(|unit| ((unit.latin & 31) as usize) < letter);
            *start = u16::try_from(at).unwrap_or(u16::MAX);
        }
        Self { units, starts }
    }

    /// Units that begin with a letter; 0 gives those without letters.
    fn of(&self, letter: u8) -> &[Unit] {
        let at = |place: usize| self.starts.get(place).copied().map_or(0, usize::from);
        self.units
            .get(at(usize::from(letter))..at(usize::from(letter) + 1))
            .unwrap_or_default()
    }
}

const NEVER: f32 = -1e9;

impl Aligner<'_> {
    /// Number of letters of the token.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether the token has no letters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Logarithm of the probability of the best alignment of these Latin letters.
    #[must_use]
    pub fn score(&self, latin: Latin) -> f32 {
        self.score_above(latin, NEVER)
    }

    /// The same; where it would not reach `least`, any smaller value may come back.
    fn score_above(&self, latin: Latin, least: f32) -> f32 {
        let width = latin.len() + 1;
        let mut rows = [[NEVER; super::letters::LONGEST_LATIN + 1]; super::letters::LONGEST_OTHER + 1];
        rows[0][0] = 0.0;
        let height = self.spans.len().min(super::letters::LONGEST_OTHER);
        for at in 0..=height {
            let floor = least - self.ideals.get(at).copied().unwrap_or(0.0);
            let mut alive = false;
            for column in 1..width {
                let cost = self.model.inserted[usize::from(latin.letter(column - 1))];
                let inserted = rows[at][column - 1] + cost;
                if inserted > rows[at][column] {
                    rows[at][column] = inserted;
                }
            }
            let Some(spans) = self.spans.get(at).filter(|_| at < height) else {
                continue;
            };
            for column in 0..width {
                let here = rows[at][column];
                if here <= NEVER || here < floor {
                    continue;
                }
                alive = true;
                let dropped = here + DROPPED;
                if dropped > rows[at + 1][column] {
                    rows[at + 1][column] = dropped;
                }
                let window = latin.window(column);
                for (step, units) in spans.iter().enumerate() {
                    let below = at + step + 1;
                    if below > height {
                        break;
                    }
                    let letter = latin.letter(column);
                    let silent = if letter == 0 { &[][..] } else { units.of(0) };
                    for unit in units.of(letter).iter().chain(silent) {
                        let length = usize::from(unit.length);
                        if column + length < width && window & window_mask(length) == unit.latin {
                            let next = here + unit.forward;
                            if next > rows[below][column + length] {
                                rows[below][column + length] = next;
                            }
                        }
                    }
                }
            }
            // Two rows on may still be reached over this one, so only what has gone silent for good ends the search.
            if !alive && rows[at + 1].iter().all(|cell| *cell <= NEVER) {
                return NEVER;
            }
        }
        rows[height][width - 1]
    }

    /// The score that the token's own best romanisation reaches.
    #[must_use]
    pub fn ideal(&self) -> f32 {
        self.ideals.first().copied().unwrap_or(0.0)
    }

    /// How far a Latin token is from the best romanisation, per letter of the longer token and three more, so that one
    /// slip in a short token does not weigh like several: 0 is the best, and the larger the less likely.
    #[must_use]
    pub fn distance(&self, latin: Latin) -> f32 {
        let letters = latin.len().max(self.spans.len()) + 3;
        #[expect(clippy::cast_precision_loss, reason = "at most 25")]
        let letters = letters as f32;
        (self.ideal() - self.score(latin)).max(0.0) / letters
    }

    /// The same; any larger value may come back for what lies beyond `most`, which takes far less time.
    #[must_use]
    pub fn distance_within(&self, latin: Latin, most: f32) -> f32 {
        let letters = latin.len().max(self.spans.len()) + 3;
        #[expect(clippy::cast_precision_loss, reason = "at most 28")]
        let letters = letters as f32;
        let least = self.ideal() - most * letters;
        (self.ideal() - self.score_above(latin, least)).max(0.0) / letters
    }

    fn best_possible(&self) -> Vec<f32> {
        let count = self.spans.len();
        let mut best = vec![NEVER; count + 2];
        best[count] = 0.0;
        for at in (0..count).rev() {
            best[at] = best[at + 1] + DROPPED;
            for step in 0..2 {
                let top = self.spans[at][step]
                    .units
                    .iter()
                    .map(|unit| unit.forward)
                    .fold(NEVER, f32::max);
                if at + step < count {
                    best[at] = best[at].max(best[at + step + 1] + top);
                }
            }
        }
        best.truncate(count + 1);
        best
    }
}
