//! What changes between two texts, word by word: what a yes would do, shown before the vote.
//!
//! Longest common subsequence over words (Wagner and Fischer's table), bounded in size: beyond the bound the middle is
//! shown as replaced as a whole, which is coarser and never wrong.

use serde::Serialize;

/// Most cells of the comparison table.
const CELL_LIMIT: usize = 4_000_000;

/// A piece of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", content = "text", rename_all = "kebab-case")]
pub enum Piece {
    /// Stands in both.
    Kept(String),
    /// Stands in the old text only.
    Gone(String),
    /// Stands in the new text only.
    New(String),
}

/// Compares two texts. Joining all kept and gone pieces gives the words of the old text, all kept and new pieces those of the
/// new one, with single blanks between.
///
/// ```
/// use cordon_assembly::difference::{difference, Piece};
/// let pieces = difference("answer within two hours", "answer within one hour");
/// assert_eq!(pieces, [
///     Piece::Kept("answer within".into()), Piece::Gone("two hours".into()), Piece::New("one hour".into()),
/// ]);
/// ```
#[must_use]
pub fn difference(old: &str, new: &str) -> Vec<Piece> {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (
        old.get(start..).unwrap_or_default(),
        new.get(start..).unwrap_or_default(),
    );
    let end = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old_middle, tail) = old_rest.split_at(old_rest.len() - end);
    let (new_middle, _) = new_rest.split_at(new_rest.len() - end);
    let mut pieces = Vec::new();
    push(&mut pieces, Kind::Kept, old.get(..start).unwrap_or_default());
    compare(&mut pieces, old_middle, new_middle);
    push(&mut pieces, Kind::Kept, tail);
    pieces
}

/// How many words differ: those gone and those new.
#[must_use]
pub fn distance(old: &str, new: &str) -> u64 {
    difference(old, new)
        .iter()
        .map(|piece| match piece {
            Piece::Kept(_) => 0,
            Piece::Gone(text) | Piece::New(text) => text.split_whitespace().count() as u64,
        })
        .sum()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Kept,
    Gone,
    New,
}

fn push(pieces: &mut Vec<Piece>, kind: Kind, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    let words = words.join(" ");
    match (kind, pieces.last_mut()) {
        (Kind::Kept, Some(Piece::Kept(text)))
        | (Kind::Gone, Some(Piece::Gone(text)))
        | (Kind::New, Some(Piece::New(text))) => {
            text.push(' ');
            text.push_str(&words);
        }
        (Kind::Kept, _) => pieces.push(Piece::Kept(words)),
        (Kind::Gone, _) => pieces.push(Piece::Gone(words)),
        (Kind::New, _) => pieces.push(Piece::New(words)),
    }
}

fn compare(pieces: &mut Vec<Piece>, old: &[&str], new: &[&str]) {
    let width = new.len() + 1;
    if old.is_empty() || new.is_empty() || (old.len() + 1).saturating_mul(width) > CELL_LIMIT {
        push(pieces, Kind::Gone, old);
        push(pieces, Kind::New, new);
        return;
    }
    // common[i * width + j]: longest common subsequence of old[i..] and new[j..].
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let at = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, old_word) in old.iter().enumerate().rev() {
        for (j, new_word) in new.iter().enumerate().rev() {
            let best = if old_word == new_word {
                at(&common, i + 1, j + 1) + 1
            } else {
                at(&common, i + 1, j).max(at(&common, i, j + 1))
            };
            if let Some(cell) = common.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(old_word), Some(new_word)) if old_word == new_word => {
                push(pieces, Kind::Kept, &[*old_word]);
                (i, j) = (i + 1, j + 1);
            }
            (Some(old_word), Some(_)) if at(&common, i + 1, j) >= at(&common, i, j + 1) => {
                push(pieces, Kind::Gone, &[*old_word]);
                i += 1;
            }
            (_, Some(new_word)) => {
                push(pieces, Kind::New, &[*new_word]);
                j += 1;
            }
            (Some(old_word), None) => {
                push(pieces, Kind::Gone, &[*old_word]);
                i += 1;
            }
            (None, None) => return,
        }
    }
}
