//! Keys under which tokens of any script meet: the consonants of a Latin writing, in classes.

use super::model::Model;

/// A key: up to twelve classes, four bits each, the first lowest.
type Key = u64;

/// Most classes in a key.
const LONGEST_KEY: u32 = 12;

/// Class of a consonant after the letter before it; `None` for letters that leave no trace.
///
/// `h` only changes the letter before it; vowels and `y` vanish; a class is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct KeyState {
    key: Key,
    length: u32,
    last_letter: u8,
}

impl KeyState {
    fn push(&mut self, class: u8) {
        let last = if self.length == 0 {
            0
        } else {
            (self.key >> (4 * (self.length - 1))) & 15
        };
        if last == u64::from(class) && self.last_letter != 0 {
            return;
        }
        if self.length < LONGEST_KEY {
            self.key |= u64::from(class) << (4 * self.length);
            self.length += 1;
        }
    }

    fn replace_last(&mut self, class: u8) {
        if let Some(at) = self.length.checked_sub(1) {
            self.key &= !(15 << (4 * at));
            self.key |= u64::from(class) << (4 * at);
        }
    }

    /// Takes one letter, coded 1-26.
    pub(crate) fn take(&mut self, letter: u8) {
        let byte = letter + b'a' - 1;
        match byte {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => self.last_letter = 0,
            b'h' => {
                if matches!(self.last_letter, b's' | b'c' | b'z') {
                    self.replace_last(HUSHING);
                }
                if self.last_letter == b'p' {
                    self.replace_last(FRICATIVE);
                }
            }
            b'x' => {
                self.push(VELAR);
                self.last_letter = b'x';
                self.push(SIBILANT);
            }
            _ => {
                self.push(class_of(byte));
                self.last_letter = byte;
            }
        }
    }

    pub(crate) const fn key(self) -> Key {
        self.key | ((self.length as u64) << 56)
    }
}

const FRICATIVE: u8 = 2;
const VELAR: u8 = 4;
const SIBILANT: u8 = 6;
const HUSHING: u8 = 8;

const fn class_of(byte: u8) -> u8 {
    match byte {
        b'b' => 1,
        b'f' | b'v' | b'w' => FRICATIVE,
        b't' => 3,
        b'k' | b'q' | b'c' => VELAR,
        b'g' => 5,
        b's' | b'z' => SIBILANT,
        b'l' => 7,
        b'j' => HUSHING,
        b'n' => 9,
        b'r' => 10,
        b'm' => 11,
        b'p' => 12,
        _ => 13,
    }
}

/// The key of a token of Latin letters a-z.
#[must_use]
pub fn latin_key(latin: &str) -> u64 {
    let mut state = KeyState::default();
    for byte in latin.bytes().filter(u8::is_ascii_lowercase) {
        state.take(byte - b'a' + 1);
    }
    state.key()
}

/// How far around its keys a token is looked up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Most keys.
    pub keys: usize,
    /// Of these, the first so many are looked up with one class left out on either side.
    pub shortened: usize,
    /// Largest distance at which a token found is kept.
    pub distance: f32,
}

/// The number under which a whole key is stored and looked up.
#[must_use]
pub const fn whole(key: u64) -> u64 {
    key
}

/// The number under which a key with one class left out is stored and looked up.
#[must_use]
pub const fn shortened(key: u64) -> u64 {
    key | (1 << 63)
}

/// Everything under which the holder of a key is found with at most one class added, left out or exchanged.
pub(crate) fn around(key: u64, out: &mut Vec<u64>) {
    out.push(shortened(key));
    for deleted in key_deletions(key) {
        out.push(whole(deleted));
        out.push(shortened(deleted));
    }
}

impl Model {
    /// Where a token is looked up, the most probable places first.
    #[must_use]
    pub fn places(&self, letters: &[char], plan: Plan) -> Vec<u64> {
        let keys = self.keys(letters, plan.keys);
        let mut places: Vec<u64> = keys.iter().map(|(key, _)| whole(*key)).collect();
        for (key, _) in keys.iter().take(plan.shortened) {
            around(*key, &mut places);
        }
        places
    }

    /// The most probable keys of a token, with the share of probability of each, the best first.
    #[must_use]
    pub fn keys(&self, letters: &[char], most: usize) -> Vec<(u64, f32)> {
        let beam = most.max(32);
        let mut columns: Vec<Vec<(KeyState, f32)>> = vec![Vec::new(); letters.len() + 1];
        if let Some(first) = columns.first_mut() {
            first.push((KeyState::default(), 1.0));
        }
        for at in 0..letters.len() {
            let mut here = columns.get_mut(at).map(std::mem::take).unwrap_or_default();
            merge(&mut here, beam);
            for step in 1..=2 {
                let (Some(span), Some(column)) = (letters.get(at..at + step), columns.get_mut(at + step)) else {
                    continue;
                };
                self.extend(span, &here, column);
            }
        }
        let mut last = columns.pop().unwrap_or_default();
        for (state, _) in &mut last {
            state.last_letter = 0;
        }
        merge(&mut last, most);
        let total: f32 = last.iter().map(|(_, weight)| weight).sum();
        last.into_iter()
            .map(|(state, weight)| (state.key(), weight / total.max(1e-30)))
            .collect()
    }

    fn extend(&self, span: &[char], from: &[(KeyState, f32)], to: &mut Vec<(KeyState, f32)>) {
        let units = self.units(span);
        for (state, weight) in from {
            if units.is_empty() && span.len() == 1 {
                to.push((*state, *weight));
            }
            for unit in units.iter().take_while(|unit| unit.forward > LEAST_FOR_KEYS) {
                let mut next = *state;
                for slot in 0..u32::from(unit.length) {
                    next.take(u8::try_from((unit.latin >> (5 * slot)) & 31).unwrap_or(0));
                }
                to.push((next, weight * unit.forward.exp()));
            }
        }
    }
}

/// Units less probable than this write no keys: one in a hundred.
const LEAST_FOR_KEYS: f32 = -4.6;

/// Adds up equal states and keeps the strongest, strongest first.
fn merge(states: &mut Vec<(KeyState, f32)>, beam: usize) {
    states.sort_unstable_by_key(|(state, _)| (state.key, state.length, state.last_letter));
    states.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 += later.1;
        }
        same
    });
    if states.len() > beam && beam > 0 {
        states.select_nth_unstable_by(beam - 1, |a, b| b.1.total_cmp(&a.1).then(a.0.key.cmp(&b.0.key)));
        states.truncate(beam);
    }
    states.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.key.cmp(&b.0.key)));
}

/// Keys with one class left out, tagged so that they never equal a whole key.
#[must_use]
pub fn key_deletions(key: u64) -> Vec<u64> {
    let length = (key >> 56) as u32;
    let classes = key & ((1 << 56) - 1);
    let mut out: Vec<u64> = (0..length)
        .map(|at| {
            let low = classes & ((1 << (4 * at)) - 1);
            let high = (classes >> (4 * (at + 1))) << (4 * at);
            low | high | (u64::from(length - 1) << 56)
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}
