//! Learning the units of a script from pairs of equal tokens.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;

use super::letters::{Latin, class_of, fold_latin, letters_of, window_mask};
use super::model::{INSERTED_FLOOR, Model, Unit, table_key};
use super::syllables::Syllables;

/// A labelled pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Latin letters a-z.
    pub latin: String,
    /// Letters of the script.
    pub other: Vec<char>,
    /// How often the pair was seen.
    pub count: u32,
}

/// Why a pair file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PairRefusal {
    /// A line without two columns.
    #[error("line {line}: expected `latin TAB other-script token TAB count`")]
    Columns {
        /// Line from one.
        line: usize,
    },
    /// No usable pair.
    #[error("the file has no pair with letters on both sides")]
    Empty,
}

/// Reads a file of the training splits' format: Latin token, tab, token of the script with its characters apart, tab,
/// count. The count may be missing; lines without letters on either side are passed over.
///
/// # Errors
/// Names the first line without two columns.
pub fn read_pairs(text: &str) -> Result<Vec<Pair>, PairRefusal> {
    let mut pairs = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r').trim_start_matches('\u{feff}');
        if line.trim().is_empty() {
            continue;
        }
        let mut columns = line.split('\t');
        let (Some(latin), Some(other)) = (columns.next(), columns.next()) else {
            return Err(PairRefusal::Columns { line: at + 1 });
        };
        let count = columns.next().and_then(|count| count.trim().parse().ok()).unwrap_or(1);
        let (latin, other) = (fold_latin(latin), letters_of(other));
        if !latin.is_empty() && !other.is_empty() {
            pairs.push(Pair { latin, other, count });
        }
    }
    if pairs.is_empty() {
        Err(PairRefusal::Empty)
    } else {
        Ok(pairs)
    }
}

/// Hash of packed units: they are already spread, a multiplication is enough.
#[derive(Default)]
struct UnitHasher(u64);

impl Hasher for UnitHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }
    fn write_u128(&mut self, value: u128) {
        #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
        let halves = [value as u64, (value >> 64) as u64];
        self.write_u64(halves[0]);
        self.write_u64(halves[1]);
    }
    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 29);
    }
}

/// Joint weight of a unit: letters of the script (42 bits), then Latin letters (30 bits).
type Weights = HashMap<u128, f64, BuildHasherDefault<UnitHasher>>;

const fn unit_key(letters: u64, latin: u32) -> u128 {
    ((letters as u128) << 30) | latin as u128
}

fn letters_of_key(key: u128) -> u64 {
    u64::try_from(key >> 30).unwrap_or(0)
}

/// Settings of the training.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Rounds of expectation maximisation.
    pub rounds: usize,
    /// Most Latin letters beside one letter.
    pub longest_for_one: usize,
    /// Most Latin letters beside two letters; 0 allows single letters only.
    pub longest_for_two: usize,
    /// Units seen less often are forgotten.
    pub least_count: f64,
    /// Units less probable than this, given their letters, are forgotten.
    pub least_probability: f64,
    /// Weight of what a rare letter borrows from its class or its syllable's parts, in sightings.
    pub borrowed: f64,
    /// Share of pairs that are taken to be labelled wrongly.
    pub left_out: f64,
    /// Pairs used at most, the most frequent first.
    pub most_pairs: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rounds: 8,
            longest_for_one: 4,
            longest_for_two: 3,
            least_count: 1.0,
            least_probability: 0.0015,
            borrowed: 5.0,
            left_out: 0.05,
            most_pairs: 60_000,
        }
    }
}

/// A pair packed for the lattice.
struct Packed {
    latin: Latin,
    letters: Vec<char>,
    classes: Vec<char>,
    weight: f64,
}

/// Learns the units of a script.
///
/// Where letters have classes (Han characters of one reading), the classes are learned first, and each letter's own
/// counts are mixed with its class's, so that a rare character is not read from one example alone.
#[must_use]
pub fn train(pairs: &[Pair], settings: Settings) -> Model {
    let mut sorted: Vec<&Pair> = pairs.iter().collect();
    sorted.sort_by_key(|pair| std::cmp::Reverse(pair.count));
    let packed: Vec<Packed> = sorted
        .iter()
        .take(settings.most_pairs)
        .map(|pair| Packed {
            latin: Latin::pack(&pair.latin),
            classes: pair
                .other
                .iter()
                .map(|letter| class_of(*letter).unwrap_or(*letter))
                .collect(),
            letters: pair.other.clone(),
            weight: 1.0 + f64::from(pair.count).ln(),
        })
        .filter(|pair| !pair.latin.is_empty() && pair.latin.len() <= 20 && pair.letters.len() <= 20)
        .collect();
    let first = learn(&packed, settings);
    // Some pairs are labelled wrongly; what the first model finds least alike is left out of the second.
    let mut judged: Vec<(f32, Packed)> = packed
        .into_par_iter()
        .map(|pair| (first.aligner(&pair.letters).distance(pair.latin), pair))
        .collect();
    judged.sort_by(|a, b| a.0.total_cmp(&b.0));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share"
    )]
    judged.truncate((judged.len() as f64 * (1.0 - settings.left_out)) as usize);
    let kept: Vec<Packed> = judged.into_iter().map(|(_, pair)| pair).collect();
    learn(&kept, settings)
}

fn learn(packed: &[Packed], settings: Settings) -> Model {
    let mut weights: Option<Weights> = None;
    for _ in 0..settings.rounds {
        let counts = expected_counts(packed, weights.as_ref(), settings, Names::Classes);
        weights = Some(normalised(counts));
    }
    let classes = expected_counts(packed, weights.as_ref(), settings, Names::Classes);
    let letters = expected_counts(packed, weights.as_ref(), settings, Names::Letters);
    conditional(&letters, &classes, settings)
}

/// Under which name a unit is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Classes,
    Letters,
}

fn expected_counts(pairs: &[Packed], weights: Option<&Weights>, settings: Settings, names: Names) -> Weights {
    pairs
        .par_chunks(2_000)
        .map(|chunk| {
            let mut counts = Weights::default();
            for pair in chunk {
                add_expected(pair, weights, settings, names, &mut counts);
            }
            counts
        })
        .reduce(Weights::default, |mut all, part| {
            for (key, count) in part {
                *all.entry(key).or_default() += count;
            }
            all
        })
}

/// Every edge of the lattice with its weight.
fn edges(pair: &Packed, weights: Option<&Weights>, settings: Settings) -> Vec<(usize, usize, usize, usize, u128, f64)> {
    let (height, width) = (pair.letters.len(), pair.latin.len());
    let mut edges = Vec::new();
    for at in 0..=height {
        for column in 0..=width {
            for step in 0..=2usize {
                let longest = match step {
                    0 => 1,
                    1 => settings.longest_for_one,
                    _ => settings.longest_for_two,
                };
                if at + step > height || (step == 2 && longest == 0) {
                    continue;
                }
                let least = usize::from(step != 1);
                for length in least..=longest {
                    if column + length > width {
                        break;
                    }
                    let letters = table_key(&pair.classes[at..at + step]);
                    let key = unit_key(letters, pair.latin.window(column) & window_mask(length));
                    let weight = match weights {
                        Some(weights) => weights.get(&key).copied().unwrap_or(0.0),
                        None => first_guess(at, step, height, column, length, width),
                    };
                    if weight > 0.0 {
                        edges.push((at, column, step, length, key, weight));
                    }
                }
            }
        }
    }
    edges
}

/// Before anything is known, units near the diagonal and of even length are likelier.
fn first_guess(at: usize, step: usize, height: usize, column: usize, length: usize, width: usize) -> f64 {
    let share = |part: usize, whole: usize| {
        #[expect(clippy::cast_precision_loss, reason = "lengths of words")]
        let share = part as f64 / whole.max(1) as f64;
        share
    };
    let off = (share(2 * at + step, 2 * height) - share(2 * column + length, 2 * width)).abs();
    let shape = match step {
        0 => 0.02,
        1 => [0.03, 1.0, 0.3, 0.08, 0.02, 0.01, 0.005]
            .get(length)
            .copied()
            .unwrap_or(0.01),
        _ => [0.0, 0.1, 0.05, 0.02, 0.01].get(length).copied().unwrap_or(0.01),
    };
    shape * (-6.0 * off).exp() * 1e-2
}

fn add_expected(pair: &Packed, weights: Option<&Weights>, settings: Settings, names: Names, counts: &mut Weights) {
    let edges = edges(pair, weights, settings);
    let width = pair.latin.len() + 1;
    let cells = (pair.letters.len() + 1) * width;
    let mut forward = vec![0.0f64; cells];
    let mut backward = vec![0.0f64; cells];
    forward[0] = 1.0;
    backward[cells - 1] = 1.0;
    for (at, column, step, length, _, weight) in &edges {
        forward[(at + step) * width + column + length] += forward[at * width + column] * weight;
    }
    let total = forward[cells - 1];
    if total <= 1e-290 {
        return;
    }
    for (at, column, step, length, _, weight) in edges.iter().rev() {
        backward[at * width + column] += backward[(at + step) * width + column + length] * weight;
    }
    for (at, column, step, length, key, weight) in edges {
        let share = forward[at * width + column] * weight * backward[(at + step) * width + column + length] / total;
        if share > 1e-4 {
            let key = match names {
                Names::Classes => key,
                Names::Letters => unit_key(table_key(&pair.letters[at..at + step]), (key & 0x3fff_ffff) as u32),
            };
            *counts.entry(key).or_default() += share * pair.weight;
        }
    }
}

fn normalised(mut counts: Weights) -> Weights {
    counts.retain(|_, count| *count >= 0.3);
    let total: f64 = counts.values().sum();
    for count in counts.values_mut() {
        *count /= total.max(1e-9);
    }
    counts
}

/// Counts by the letters of the script, then by Latin letters.
fn grouped(counts: &Weights) -> BTreeMap<u64, BTreeMap<u32, f64>> {
    let mut groups: BTreeMap<u64, BTreeMap<u32, f64>> = BTreeMap::new();
    for (key, count) in counts {
        let latin = u32::try_from(key & 0x3fff_ffff).unwrap_or(0);
        *groups
            .entry(letters_of_key(*key))
            .or_default()
            .entry(latin)
            .or_default() += count;
    }
    groups
}

/// From counts to probabilities of the Latin side given the script's.
fn conditional(letters: &Weights, classes: &Weights, settings: Settings) -> Model {
    let (letters, classes) = (grouped(letters), grouped(classes));
    let syllables = Syllables::of(&letters);
    let total = |key: u64| letters.get(&key).map_or(0.0, |units| units.values().sum::<f64>());
    let everything: f64 = letters
        .iter()
        .filter(|(key, _)| **key != 0)
        .flat_map(|(_, units)| units.values())
        .sum();
    let mut table: HashMap<u64, Vec<Unit>> = HashMap::new();
    for (key, units) in &letters {
        if *key == 0 {
            continue;
        }
        let class = class_key(*key).and_then(|class| classes.get(&class));
        let own: f64 = units.values().sum();
        // A pair of letters competes with the two single ones: its share is what its use is among its first.
        let share = if key >> 21 == 0 {
            1.0
        } else {
            own / (total(key >> 21) + own)
        };
        let mixed = mixed(units, class, &syllables, *key, settings);
        let least = if key >> 21 == 0 { 0.0 } else { settings.least_count };
        let kept = kept(&mixed, share, settings.least_probability, least / own.max(1e-9));
        if !kept.is_empty() {
            table.insert(*key, kept);
        }
    }
    for (class, units) in classes
        .iter()
        .filter(|(class, _)| **class >> 21 == 0 && **class >= 0xf_0000)
    {
        let own: f64 = units.values().sum();
        let shares: BTreeMap<u32, f64> = units.iter().map(|(latin, count)| (*latin, count / own)).collect();
        table.insert(*class, kept(&shares, 1.0, settings.least_probability * 2.0, 0.0));
    }
    for (key, shares) in syllables.unseen(&letters) {
        table.insert(key, kept(&shares, 1.0, settings.least_probability * 2.0, 0.0));
    }
    let mut inserted = [INSERTED_FLOOR; 27];
    for (latin, count) in letters.get(&0).into_iter().flatten() {
        if let Some(cost) = inserted.get_mut((latin & 31) as usize) {
            *cost = logarithm(count / everything).max(INSERTED_FLOOR);
        }
    }
    Model::new(table, inserted)
}

fn class_key(key: u64) -> Option<u64> {
    let letter = u32::try_from(key).ok().and_then(char::from_u32)?;
    class_of(letter).map(|class| table_key(&[class]))
}

/// Probabilities of a letter's units: its own counts, and its class's or its syllable's as so many more sightings.
fn mixed(
    units: &BTreeMap<u32, f64>,
    class: Option<&BTreeMap<u32, f64>>,
    syllables: &Syllables,
    key: u64,
    settings: Settings,
) -> BTreeMap<u32, f64> {
    let prior = match class {
        Some(class) => {
            let total: f64 = class.values().sum();
            class
                .iter()
                .map(|(latin, count)| (*latin, count / total.max(1e-9)))
                .collect()
        }
        None => syllables.prior(key),
    };
    let own: f64 = units.values().sum();
    let borrowed = if prior.is_empty() { 0.0 } else { settings.borrowed };
    let mut out: BTreeMap<u32, f64> = units
        .iter()
        .map(|(latin, count)| (*latin, count / (own + borrowed)))
        .collect();
    for (latin, share) in prior {
        *out.entry(latin).or_default() += share * borrowed / (own + borrowed);
    }
    out
}

fn kept(shares: &BTreeMap<u32, f64>, scale: f64, least: f64, least_share: f64) -> Vec<Unit> {
    let mut units: Vec<Unit> = shares
        .iter()
        .filter(|(_, share)| **share * scale >= least && **share >= least_share)
        .map(|(latin, share)| Unit {
            latin: *latin,
            length: length_of(*latin),
            forward: logarithm(share * scale),
        })
        .collect();
    units.sort_by(|a, b| b.forward.total_cmp(&a.forward).then(a.latin.cmp(&b.latin)));
    units
}

#[expect(clippy::cast_possible_truncation, reason = "a logarithm needs no more")]
fn logarithm(probability: f64) -> f32 {
    probability.max(1e-30).ln() as f32
}

const fn length_of(latin: u32) -> u8 {
    let mut length = 0;
    let mut rest = latin;
    while rest != 0 {
        length += 1;
        rest >>= 5;
    }
    length
}
