//! All tokens of a list, and the keys under which each is found.

use rayon::prelude::*;

use super::keytable::{KeyTable, bytes_key, spread};
use crate::crossscript::{Latin, Models, Plan, key_deletions, latin_key, shortened, whole};
use crate::names::{Kind, Token, Writing};

/// Kinds of key.
pub(super) mod kind {
    /// A spelling in its own script.
    pub const TEXT: u64 = 1;
    /// A Latin form with letters left out.
    pub const DELETED: u64 = 2;
    /// A group of the lexicon.
    pub const GROUP: u64 = 3;
    /// A learned key of a Latin token.
    pub const LATIN_KEY: u64 = 4;
    /// A learned key of a token of another script.
    pub const OTHER_KEY: u64 = 5;
    /// A spelling of another script with letters left out.
    pub const OTHER_DELETED: u64 = 6;
}

/// How a token of another script is filed: few keys, since the query brings its own neighbourhood.
const FILED: Plan = Plan {
    keys: 8,
    shortened: 0,
    distance: 0.0,
};
/// Letters of a form that deletions are taken from.
const DELETION_LETTERS: usize = 14;

/// Bits of a token's number.
pub(super) const TOKEN_BITS: u32 = 24;

/// Letters that a compact token has room for.
const COMPACT_LETTERS: usize = 20;

/// A token in half a cache line: enough to pass over most, and to compare nearly all others.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Compact {
    /// Which letters the plain form holds, and how many.
    pub signature: u32,
    /// How much the word counts in a name.
    pub weight: f32,
    letters: [u8; COMPACT_LETTERS],
    length: u8,
    /// Kind of word.
    pub kind: Kind,
    /// Latin, of one form, and all its letters are here.
    pub plain: bool,
    /// Latin letters.
    pub latin: bool,
}

impl Compact {
    fn of(token: &Token) -> Self {
        let plain = token.plain().as_bytes();
        let mut letters = [0; COMPACT_LETTERS];
        for (cell, letter) in letters.iter_mut().zip(plain) {
            *cell = *letter;
        }
        let whole = plain.len() <= COMPACT_LETTERS;
        Self {
            signature: signature(token.plain()),
            weight: token.weight,
            letters,
            length: u8::try_from(plain.len().min(COMPACT_LETTERS)).unwrap_or(0),
            kind: token.kind,
            plain: whole
                && token.writing == Writing::Latin
                && token.latin.len() == 1
                && matches!(token.kind, Kind::Name | Kind::Patronymic),
            latin: token.writing == Writing::Latin,
        }
    }

    /// The letters of the plain form, as far as there is room.
    pub(crate) fn text(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length));
        std::str::from_utf8(letters.unwrap_or_default()).unwrap_or_default()
    }

    /// First letter of the plain form; 0 where there is none.
    pub(crate) const fn first(&self) -> u8 {
        self.letters[0]
    }
}

/// All tokens of a list.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    pub tokens: Vec<Token>,
    pub keys: KeyTable<TOKEN_BITS>,
    /// Plain forms with their tokens, sorted, for beginnings.
    pub sorted: Vec<u32>,
    /// What most checks ask of a token, side by side.
    pub compacts: Vec<Compact>,
    /// Plain forms as the learned models read them.
    pub packed: Vec<Latin>,
    /// Whether a token of another script than Latin is filed.
    pub has_other: bool,
}

impl Dictionary {
    /// Adds a token that is not there yet, and says its number.
    pub(super) fn add(&mut self, token: Token) -> u32 {
        let at = u32::try_from(self.tokens.len()).unwrap_or(u32::MAX);
        self.tokens.push(token);
        at
    }

    /// Number of a token by its text.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let key = spread(kind::TEXT, bytes_key(text.bytes()));
        let same = |token: &u32| self.tokens.get(*token as usize).is_some_and(|known| known.text == text);
        self.keys.get(key).find(same)
    }

    /// Files all tokens; called once, after the last one is added.
    pub(super) fn file(&mut self) {
        let entries: Vec<u64> = self
            .tokens
            .par_iter()
            .enumerate()
            .flat_map_iter(|(at, token)| {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                filed_under(token)
                    .into_iter()
                    .map(move |hash| KeyTable::<TOKEN_BITS>::entry(hash, at))
            })
            .collect();
        self.keys = KeyTable::build(entries);
        self.compacts = self.tokens.iter().map(Compact::of).collect();
        self.packed = self
            .tokens
            .iter()
            .map(|token| token.packed.first().copied().unwrap_or_default())
            .collect();
        self.has_other = self.tokens.iter().any(|token| token.writing != Writing::Latin);
        let mut sorted: Vec<u32> = (0..u32::try_from(self.tokens.len()).unwrap_or(u32::MAX)).collect();
        sorted.par_sort_unstable_by(|a, b| self.plain(*a).cmp(self.plain(*b)));
        self.sorted = sorted;
    }

    pub(crate) fn plain(&self, token: u32) -> &str {
        self.tokens.get(token as usize).map_or("", Token::plain)
    }

    /// Tokens whose plain form begins so, at most `most`.
    pub(crate) fn beginning_with(&self, start: &str, most: usize) -> impl Iterator<Item = u32> {
        let from = self.sorted.partition_point(|token| self.plain(*token) < start);
        self.sorted
            .iter()
            .skip(from)
            .take(most)
            .copied()
            .take_while(move |token| self.plain(*token).starts_with(start))
    }
}

/// Letters of a plain form as bits 0 to 25, its length above.
pub(super) fn signature(plain: &str) -> u32 {
    let letters = plain
        .bytes()
        .filter(u8::is_ascii_lowercase)
        .fold(0u32, |bits, byte| bits | 1 << (byte - b'a'));
    letters | u32::try_from(plain.len().min(63)).unwrap_or(63) << 26
}

/// Letters that only one of two forms holds, and the difference of their lengths.
pub(super) const fn apart(a: u32, b: u32) -> (u32, u32) {
    (((a ^ b) & 0x3ff_ffff).count_ones(), (a >> 26).abs_diff(b >> 26))
}

fn filed_under(token: &Token) -> Vec<u64> {
    let mut out = vec![spread(kind::TEXT, bytes_key(token.text.bytes()))];
    if matches!(token.kind, Kind::Particle | Kind::Suffix) {
        return out;
    }
    if let Some(plain) = token.latin.first() {
        deletions(plain.as_bytes(), &mut out);
    }
    for form in token.latin.iter().skip(1) {
        out.push(spread(kind::DELETED, bytes_key(form.bytes())));
    }
    out.extend(token.groups.iter().map(|group| spread(kind::GROUP, u64::from(*group))));
    match token.writing {
        Writing::Latin | Writing::Other => {
            let key = latin_key(token.plain());
            out.push(spread(kind::LATIN_KEY, whole(key)));
            out.extend(
                key_deletions(key)
                    .into_iter()
                    .map(|key| spread(kind::LATIN_KEY, shortened(key))),
            );
        }
        _ => {
            other_deletions(&token.letters, &mut out);
            for script in token.writing.models() {
                let Some(model) = Models::embedded().get(*script) else {
                    continue;
                };
                out.extend(
                    model
                        .places(&token.letters, FILED)
                        .into_iter()
                        .map(|place| spread(kind::OTHER_KEY, place)),
                );
            }
        }
    }
    out
}

/// How many letters may be missing: none in a word of two, one up to six letters, two in longer ones.
const fn band(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    }
}

/// Hashes of a word with up to its band of letters left out.
pub(super) fn deletions(word: &[u8], out: &mut Vec<u64>) {
    let word = word.get(..word.len().min(DELETION_LETTERS)).unwrap_or(word);
    let left_out = |first: usize, second: usize| {
        let kept = word
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != first && *at != second)
            .map(|(_, byte)| *byte);
        spread(kind::DELETED, bytes_key(kept))
    };
    out.push(left_out(usize::MAX, usize::MAX));
    let band = band(word.len());
    if band >= 1 {
        out.extend((0..word.len()).map(|first| left_out(first, usize::MAX)));
    }
    if band >= 2 {
        for first in 0..word.len() {
            out.extend((first + 1..word.len()).map(|second| left_out(first, second)));
        }
    }
}

/// Hashes of a word of another script, whole and with one letter left out.
pub(super) fn other_deletions(letters: &[char], out: &mut Vec<u64>) {
    let hash = |left: usize| {
        let kept = letters.iter().enumerate().filter(|(at, _)| *at != left);
        spread(
            kind::OTHER_DELETED,
            bytes_key(kept.flat_map(|(_, letter)| u32::from(*letter).to_le_bytes())),
        )
    };
    out.push(hash(usize::MAX));
    if letters.len() >= 3 {
        out.extend((0..letters.len()).map(hash));
    }
}
