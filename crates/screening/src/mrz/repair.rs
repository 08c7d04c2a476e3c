//! Corrections of a lenient reading: what optical readers confuse, and only where a column or a check digit decides.

use serde::{Deserialize, Serialize};

use super::FILLER;
use super::check_digit::check_digit;
use super::layout::{Layout, Place};
use super::read::{all_checks, cells, long_number};

/// One correction, with its place counted from one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Line from one.
    pub line: usize,
    /// Column from one.
    pub column: usize,
    /// What stood there; empty for a filler that was put in.
    pub read: String,
    /// What it was taken for; empty for a sign that was left out.
    pub corrected: String,
}

fn corrected(line: usize, column: usize, read: &str, corrected: &str) -> Correction {
    Correction {
        line: line + 1,
        column: column + 1,
        read: read.to_owned(),
        corrected: corrected.to_owned(),
    }
}

/// Most places that a line may be lengthened or shortened by.
const MOST_FILLERS_MOVED: usize = 20;

/// Lines in capital letters with fillers told from their look-alikes, brought to the length of a format.
pub(crate) fn clean_lines(text: &str, corrections: &mut Vec<Correction>) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for raw in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines.push(clean_line(raw, lines.len(), corrections));
    }
    lines.retain(|line| !line.is_empty());
    let mut lines = split_joined(lines);
    let Some(width) = width_meant(&lines) else {
        return lines;
    };
    for (at, line) in lines.iter_mut().enumerate() {
        fit(line, width, at, corrections);
    }
    lines
}

fn clean_line(raw: &str, line: usize, corrections: &mut Vec<Correction>) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    let mut out = Vec::new();
    for sign in raw.chars() {
        let before = out.len();
        match sign {
            'A'..='Z' | '0'..='9' | '<' => {}
            '«' | '≪' | '《' => out.extend_from_slice(b"<<"),
            '‹' | '〈' | '＜' | '(' | '[' | '{' | '⟨' | '˂' => out.push(FILLER),
            ' ' | '\t' | '\u{a0}' | '\u{feff}' => {}
            other => {
                let folded = other.nfkc().next().unwrap_or(other).to_ascii_uppercase();
                let byte = u8::try_from(folded)
                    .ok()
                    .filter(|byte| byte.is_ascii_alphanumeric() || *byte == FILLER);
                out.push(byte.unwrap_or(b'?'));
            }
        }
        if sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '<' {
            out.push(u8::try_from(sign).unwrap_or(b'?'));
        } else {
            let now: String = out
                .get(before..)
                .unwrap_or_default()
                .iter()
                .map(|b| char::from(*b))
                .collect();
            corrections.push(corrected(line, before, &sign.to_string(), &now));
        }
    }
    out
}

/// A zone pasted as one line comes apart by its length.
fn split_joined(lines: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let [line] = lines.as_slice() else {
        return lines;
    };
    let width = match line.len() {
        72 => 36,
        88 => 44,
        90 => 30,
        _ => return lines,
    };
    line.chunks(width).map(<[u8]>::to_vec).collect()
}

/// The width that these lines were meant to have: the nearest one for their number.
fn width_meant(lines: &[Vec<u8>]) -> Option<usize> {
    let longest = lines.iter().map(Vec::len).max()?;
    let near = |width: usize| {
        lines
            .iter()
            .all(|line| line.len().abs_diff(width) <= MOST_FILLERS_MOVED)
    };
    match lines.len() {
        3 => near(30).then_some(30),
        2 if lines.iter().any(|line| line.len() == 44) => near(44).then_some(44),
        2 if lines.iter().any(|line| line.len() == 36) => near(36).then_some(36),
        2 if longest > 39 => near(44).then_some(44),
        2 => near(36).then_some(36),
        _ => None,
    }
}

/// Lengthens or shortens the longest run of fillers, the only place where readers lose or gain signs unseen.
fn fit(line: &mut Vec<u8>, width: usize, at: usize, corrections: &mut Vec<Correction>) {
    while line.len() != width {
        let Some((start, length)) = longest_run(line) else {
            return;
        };
        if line.len() < width {
            line.insert(start, FILLER);
            corrections.push(corrected(at, start, "", "<"));
        } else if length > 1 {
            line.remove(start);
            corrections.push(corrected(at, start, "<", ""));
        } else {
            return;
        }
    }
}

/// Start and length of the longest run of fillers, the last one of equals.
fn longest_run(line: &[u8]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let mut start = 0;
    for at in 0..=line.len() {
        if line.get(at) == Some(&FILLER) {
            continue;
        }
        let length = at - start;
        if length > 0 && best.is_none_or(|(_, longest)| length >= longest) {
            best = Some((start, length));
        }
        start = at + 1;
    }
    best
}

/// Puts right what the columns and the check digits decide.
pub(crate) fn mend(lines: &mut [Vec<u8>], layout: &Layout, corrections: &mut Vec<Correction>) {
    for place in [&layout.code, &layout.issuer, &layout.nationality, &layout.name] {
        mend_cells(lines, place, letter_meant, corrections);
    }
    mend_name_tail(lines, &layout.name, corrections);
    for place in [&layout.birth, &layout.birth_check, &layout.expiry, &layout.expiry_check] {
        mend_cells(lines, place, digit_meant, corrections);
    }
    let others = layout
        .optional_check
        .iter()
        .chain(layout.composite.iter().map(|(_, place)| place));
    for place in others.chain(std::iter::once(&layout.number_check)) {
        mend_cells(lines, place, digit_meant, corrections);
    }
    mend_by_check_digit(lines, layout, corrections);
}

fn mend_cells(lines: &mut [Vec<u8>], place: &Place, meant: fn(u8) -> u8, corrections: &mut Vec<Correction>) {
    let Some(row) = lines.get_mut(place.line) else {
        return;
    };
    for column in place.columns.clone() {
        let Some(cell) = row.get_mut(column) else {
            continue;
        };
        let now = meant(*cell);
        if now != *cell {
            corrections.push(corrected(
                place.line,
                column,
                &char::from(*cell).to_string(),
                &char::from(now).to_string(),
            ));
            *cell = now;
        }
    }
}

const fn letter_meant(cell: u8) -> u8 {
    match cell {
        b'0' => b'O',
        b'1' => b'I',
        b'2' => b'Z',
        b'4' => b'A',
        b'5' => b'S',
        b'6' => b'G',
        b'8' => b'B',
        other => other,
    }
}

const fn digit_meant(cell: u8) -> u8 {
    match cell {
        b'O' | b'Q' | b'D' | b'U' => b'0',
        b'I' | b'L' => b'1',
        b'Z' => b'2',
        b'A' => b'4',
        b'S' => b'5',
        b'G' => b'6',
        b'T' => b'7',
        b'B' => b'8',
        other => other,
    }
}

/// Readers take fillers for K or C. In the tail of a name field, letters K and C among runs of fillers are such.
fn mend_name_tail(lines: &mut [Vec<u8>], place: &Place, corrections: &mut Vec<Correction>) {
    let Some(row) = lines.get_mut(place.line) else {
        return;
    };
    let Some(field) = row.get_mut(place.columns.clone()) else {
        return;
    };
    let tail = field
        .iter()
        .rposition(|cell| !matches!(cell, b'<' | b'K' | b'C'))
        .map_or(0, |at| at + 1);
    // The tail begins at its first double filler: what stands before it is a word of its own.
    let Some(gap) = field
        .get(tail..)
        .and_then(|rest| rest.windows(2).position(|pair| pair == b"<<"))
    else {
        return;
    };
    let has_secondary = field
        .get(..tail)
        .is_some_and(|head| head.windows(2).any(|pair| pair == b"<<"));
    let start = tail + gap;
    let fillers = field
        .get(start..)
        .unwrap_or_default()
        .iter()
        .filter(|cell| **cell == FILLER)
        .count();
    let rest = field.len() - start;
    if !has_secondary || fillers * 2 < rest {
        return;
    }
    for column in start..field.len() {
        if let Some(cell) = field.get_mut(column).filter(|cell| **cell != FILLER) {
            let read = char::from(*cell).to_string();
            corrections.push(corrected(place.line, place.columns.start + column, &read, "<"));
            *cell = FILLER;
        }
    }
}

/// Where the number (or a passport's optional data) fails its check digit, one confusable sign may be exchanged, if
/// exactly one exchange makes the digit agree.
fn mend_by_check_digit(lines: &mut [Vec<u8>], layout: &Layout, corrections: &mut Vec<Correction>) {
    let checks = all_checks(lines, layout, long_number(lines, layout).as_ref());
    let wrong = |field: &str| checks.iter().any(|check| check.field == field && !check.ok);
    if wrong("number") && cells(lines, &layout.number_check) != b"<" {
        exchange_one(lines, &layout.number, &layout.number_check, corrections);
    }
    if let (true, Some(check), Some(optional)) = (wrong("optional"), &layout.optional_check, layout.optional.first()) {
        exchange_one(lines, optional, check, corrections);
    }
}

fn exchange_one(lines: &mut [Vec<u8>], place: &Place, check: &Place, corrections: &mut Vec<Correction>) {
    let Some(digit) = cells(lines, check).first().copied() else {
        return;
    };
    let before = cells(lines, place).to_vec();
    let mut fitting = Vec::new();
    for (at, cell) in before.iter().enumerate() {
        for other in confusable(*cell) {
            let mut tried = before.clone();
            if let Some(slot) = tried.get_mut(at) {
                *slot = *other;
            }
            if check_digit(&tried) == Some(digit) {
                fitting.push((at, *cell, *other));
            }
        }
    }
    let [(at, read, other)] = fitting.as_slice() else {
        return;
    };
    let column = place.columns.start + at;
    if let Some(cell) = lines.get_mut(place.line).and_then(|line| line.get_mut(column)) {
        *cell = *other;
        corrections.push(corrected(
            place.line,
            column,
            &char::from(*read).to_string(),
            &char::from(*other).to_string(),
        ));
    }
}

/// Signs that optical readers take for one another.
const fn confusable(cell: u8) -> &'static [u8] {
    match cell {
        b'0' => b"OQDU",
        b'O' => b"0QD",
        b'Q' => b"0O",
        b'D' => b"0O",
        b'U' => b"0",
        b'1' => b"IL",
        b'I' => b"1L",
        b'L' => b"1I",
        b'2' => b"Z",
        b'Z' => b"2",
        b'5' => b"S",
        b'S' => b"5",
        b'8' => b"B",
        b'B' => b"8",
        b'6' => b"G",
        b'G' => b"6",
        b'4' => b"A",
        b'A' => b"4",
        b'7' => b"T",
        b'T' => b"7",
        b'K' => b"<",
        _ => b"",
    }
}

/// A document number with every sign replaced by the head of its class of confusion, so that two numbers which an
/// optical reader may exchange have one form. The signs K, A and U, to which check digits are blind, join zero's class.
///
/// Equal forms are a weaker finding than equal numbers and are told apart in every answer.
///
/// ```
/// use cordon_screening::mrz::confusable_numbers;
/// assert_eq!(confusable_numbers("X0B1234"), confusable_numbers("XO81Z34"));
/// ```
#[must_use]
pub fn confusable_numbers(number: &str) -> String {
    number
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| match sign.to_ascii_uppercase() {
            'O' | 'Q' | 'D' | 'U' | 'A' | 'K' => '0',
            'I' | 'L' => '1',
            'Z' => '2',
            'S' => '5',
            'G' => '6',
            'T' => '7',
            'B' => '8',
            other => other,
        })
        .collect()
}
