//! All tokens of a list, and the keys under which each is found.

use std::collections::HashMap;

use rayon::prelude::*;

use super::keytable::{KeyTable, bytes_key, spread};
use crate::crossscript::{Models, Plan, key_deletions, latin_key, shortened, whole};
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

/// All tokens of a list.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    pub tokens: Vec<Token>,
    by_text: HashMap<String, u32>,
    pub keys: KeyTable,
    /// Plain forms with their tokens, sorted, for beginnings.
    pub sorted: Vec<u32>,
    /// Which letters the plain form of each token holds, and how many: enough to pass over most without a look.
    pub signatures: Vec<u32>,
    /// Whether a token of another script than Latin is filed.
    pub has_other: bool,
}

impl Dictionary {
    /// Number of a token, which is added if it is new.
    pub(super) fn intern(&mut self, token: Token) -> u32 {
        if let Some(at) = self.by_text.get(&token.text) {
            return *at;
        }
        let at = u32::try_from(self.tokens.len()).unwrap_or(u32::MAX);
        self.by_text.insert(token.text.clone(), at);
        self.tokens.push(token);
        at
    }

    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.by_text.get(text).copied()
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
                    .map(move |hash| KeyTable::entry(hash, at))
            })
            .collect();
        self.keys = KeyTable::build(entries);
        self.signatures = self
            .tokens
            .iter()
            .map(|token| signature(token.plain()))
            .collect();
        self.has_other = self
            .tokens
            .iter()
            .any(|token| token.writing != Writing::Latin);
        let mut sorted: Vec<u32> =
            (0..u32::try_from(self.tokens.len()).unwrap_or(u32::MAX)).collect();
        sorted.par_sort_unstable_by(|a, b| self.plain(*a).cmp(self.plain(*b)));
        self.sorted = sorted;
    }

    pub(crate) fn plain(&self, token: u32) -> &str {
        self.tokens.get(token as usize).map_or("", Token::plain)
    }

    /// Tokens whose plain form begins so, at most `most`.
    pub(crate) fn beginning_with(&self, start: &str, most: usize) -> impl Iterator<Item = u32> {
        let from = self
            .sorted
            .partition_point(|token| self.plain(*token) < start);
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
    (
        ((a ^ b) & 0x3ff_ffff).count_ones(),
        (a >> 26).abs_diff(b >> 26),
    )
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
    out.extend(
        token
            .groups
            .iter()
            .map(|group| spread(kind::GROUP, u64::from(*group))),
    );
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
