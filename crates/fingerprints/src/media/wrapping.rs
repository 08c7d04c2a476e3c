//! Media that does not stand plainly at the start of a body.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::signature::{at_start, has_control_bytes};
use super::{Format, Kind, MediaFound, Wrapping, look};

/// The shortest run of base64 that is looked into: the smallest pictures known are some 35 bytes.
const SHORTEST_BASE64: usize = 40;
/// Hashes are written in hexadecimal digits, the longest (a `PhotoDNA` hash) in 288; runs up to this are left alone.
const LONGEST_HEX_HASH: usize = 600;
/// A run shorter than this begins where it seems to begin.
const GLUED_FROM: usize = 400;
/// Digits read of one run: enough for the signature that lies furthest from a file's start (a disc image's).
const MOST_DIGITS: usize = 48 << 10;
/// Digits that show a signature at the start of a later line.
const LINE_DIGITS: usize = 256;
/// Digits that show most signatures.
const HEAD_DIGITS: usize = 1_024;

/// Signatures long enough to be looked for anywhere in a binary body.
const ANYWHERE: [&[u8]; 14] = [
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"GIF87a",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"PK\x05\x06\0\0\0\0",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\xfd7zXZ\0",
    b"\x1a\x45\xdf\xa3",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    b"RIFF",
    b"\x28\xb5\x2f\xfd",
    b"ftyp",
];

/// Looks behind other bytes: in the parts of a form, for a drawing in a text, and anywhere in what is no text.
pub(super) fn embedded(body: &[u8]) -> Option<MediaFound> {
    part_start(body)
        .or_else(|| drawing(body))
        .or_else(|| in_binary(body))
        .map(|(offset, format)| MediaFound {
            format,
            wrapping: Wrapping::Embedded,
            offset,
        })
}

fn in_binary(body: &[u8]) -> Option<(usize, Format)> {
    if !has_control_bytes(body) && std::str::from_utf8(body).is_ok() {
        return None;
    }
    let starts: [bool; 256] = std::array::from_fn(|byte| {
        ANYWHERE
            .iter()
            .any(|signature| signature.first().is_some_and(|first| usize::from(*first) == byte))
    });
    body.iter()
        .enumerate()
        .filter(|(_, byte)| starts[usize::from(**byte)])
        .find_map(|(at, _)| {
            let rest = body.get(at..)?;
            ANYWHERE.iter().find(|signature| rest.starts_with(signature))?;
            // The type of an MP4 file stands four bytes into it.
            let offset = if rest.starts_with(b"ftyp") {
                at.checked_sub(4)?
            } else {
                at
            };
            Some((offset, at_start(body.get(offset..)?)?))
        })
}

/// An SVG element in a text, for instance in a string of JSON.
fn drawing(body: &[u8]) -> Option<(usize, Format)> {
    let svg = Format {
        kind: Kind::Picture,
        name: "svg",
    };
    body.windows(5)
        .position(|window| {
            window.starts_with(b"<")
                && window[1..4].eq_ignore_ascii_case(b"svg")
                && matches!(window[4], b' ' | b'>' | b'\\' | b'\n' | b'\r' | b'\t')
        })
        .map(|at| (at, svg))
}

/// The content of each part of a multipart body begins behind an empty line.
fn part_start(body: &[u8]) -> Option<(usize, Format)> {
    body.windows(4)
        .enumerate()
        .filter(|(_, window)| *window == b"\r\n\r\n")
        .find_map(|(at, _)| Some((at + 4, at_start(body.get(at + 4..)?)?)))
}

/// Looks into what is written as base64 or as hexadecimal digits.
pub(super) fn encoded(body: &[u8], deeper: usize) -> Option<MediaFound> {
    base64_runs(body, deeper)
        .or_else(|| hex_runs(body, deeper))
        .or_else(|| percent_encoded(body, deeper))
}

fn base64_runs(body: &[u8], deeper: usize) -> Option<MediaFound> {
    let mut at = 0;
    while at < body.len() {
        let run = Run::at(body, at, base64_step, MOST_DIGITS);
        if run.digits.len() >= SHORTEST_BASE64 {
            let whole = of_base64(&run.digits, deeper).map(|format| (at, format));
            let found = whole.or_else(|| on_later_line(body, &run));
            if let Some((offset, format)) = found {
                return Some(MediaFound {
                    format,
                    wrapping: Wrapping::Base64,
                    offset,
                });
            }
        }
        at = run.end.max(at) + 1;
    }
    None
}

/// A run may begin with words and go on with media on a later line.
fn on_later_line(body: &[u8], run: &Run) -> Option<(usize, Format)> {
    run.lines.iter().find_map(|line| {
        let head = Run::at(body, *line, base64_step, LINE_DIGITS);
        let format = at_start(&decoded(&head.digits, 0, LINE_DIGITS)?)?;
        Some((*line, format))
    })
}

/// What a run of base64 holds, at the first of the four possible alignments (it may be glued to a word before it).
fn of_base64(digits: &[u8], deeper: usize) -> Option<Format> {
    let head = decoded(digits, 0, HEAD_DIGITS)?;
    if let Some(format) = at_start(&head) {
        return Some(format);
    }
    let glued = (1..4)
        .filter(|_| digits.len() >= GLUED_FROM)
        .find_map(|skip| at_start(&decoded(digits, skip, HEAD_DIGITS)?));
    // Wrappings inside are sought where the content is text or an unusual container, so not in most runs.
    glued.or_else(|| {
        let whole = decoded(digits, 0, MOST_DIGITS)?;
        look(&whole, deeper).map(|inner| inner.format)
    })
}

fn decoded(digits: &[u8], skip: usize, most: usize) -> Option<Vec<u8>> {
    let rest = digits.get(skip..)?;
    let length = rest.len().min(most);
    lenient().decode(rest.get(..length - length % 4)?).ok()
}

fn lenient() -> GeneralPurpose {
    GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent),
    )
}

fn hex_runs(body: &[u8], deeper: usize) -> Option<MediaFound> {
    let mut at = 0;
    while at < body.len() {
        let run = Run::at(body, at, hex_step, MOST_DIGITS);
        if run.digits.len() > LONGEST_HEX_HASH {
            let even = run.digits.len() - run.digits.len() % 2;
            let decoded = hex::decode(run.digits.get(..even).unwrap_or(&[])).ok();
            if let Some(inner) = decoded.and_then(|bytes| look(&bytes, deeper)) {
                return Some(MediaFound {
                    format: inner.format,
                    wrapping: Wrapping::Hex,
                    offset: at,
                });
            }
        }
        at = run.end.max(at) + 1;
    }
    None
}

/// One step of a run: a digit, bytes to pass over, or the end.
enum Step {
    Digit(u8, usize),
    Pass(usize),
    End,
}

/// Digits of an encoding that stand together, line breaks among them passed over.
struct Run {
    digits: Vec<u8>,
    /// Where the lines after the first begin.
    lines: Vec<usize>,
    end: usize,
}

impl Run {
    /// The run that begins at `at`. Reading goes to its end; `most` digits are kept.
    fn at(body: &[u8], at: usize, step: fn(&[u8]) -> Step, most: usize) -> Self {
        let mut run = Self {
            digits: Vec::new(),
            lines: Vec::new(),
            end: at,
        };
        let only_head = most <= LINE_DIGITS;
        while let Some(rest) = body.get(run.end..).filter(|rest| !rest.is_empty()) {
            match step(rest) {
                Step::Digit(digit, width) => {
                    if run.digits.len() < most {
                        run.digits.push(digit);
                    } else if only_head {
                        break;
                    }
                    run.end += width;
                }
                Step::Pass(width) if !run.digits.is_empty() => {
                    run.end += width;
                    run.lines.push(run.end);
                }
                Step::Pass(_) | Step::End => break,
            }
        }
        run
    }
}

/// Line breaks may stand inside a run, as such, as JSON writes them (`\n`, `\/`), or percent-encoded.
fn base64_step(rest: &[u8]) -> Step {
    match rest {
        [digit, ..] if digit.is_ascii_alphanumeric() => Step::Digit(*digit, 1),
        [b'+' | b'-', ..] => Step::Digit(b'+', 1),
        [b'/' | b'_', ..] => Step::Digit(b'/', 1),
        [b'\\', b'/', ..] => Step::Digit(b'/', 2),
        [b'\\', b'n' | b'r' | b't', ..] => Step::Pass(2),
        [b'%', b'2', b'B' | b'b', ..] => Step::Digit(b'+', 3),
        [b'%', b'2', b'F' | b'f', ..] => Step::Digit(b'/', 3),
        [b'%', b'0', b'A' | b'a' | b'D' | b'd', ..] => Step::Pass(3),
        [b'\\', b'u', b'0', b'0', b'2', b'b' | b'B', ..] => Step::Digit(b'+', 6),
        [b'\\', b'u', b'0', b'0', b'2', b'f' | b'F', ..] => Step::Digit(b'/', 6),
        [b'\r' | b'\n', ..] => Step::Pass(1),
        _ => Step::End,
    }
}

fn hex_step(rest: &[u8]) -> Step {
    match rest {
        [b'\\', b'x', ..] => Step::Pass(2),
        [b'0', b'x', ..] => Step::Pass(2),
        [digit, ..] if digit.is_ascii_hexdigit() => Step::Digit(*digit, 1),
        [b'\\', b'n' | b'r' | b't', ..] => Step::Pass(2),
        [b'\r' | b'\n' | b' ' | b'\t' | b':', ..] => Step::Pass(1),
        _ => Step::End,
    }
}

/// A form sends bytes as `%89PNG%0D%0A`.
fn percent_encoded(body: &[u8], deeper: usize) -> Option<MediaFound> {
    let escapes = body.iter().filter(|byte| **byte == b'%').count();
    if escapes < 4 {
        return None;
    }
    let mut offset = 0;
    for value in body.split(|byte| matches!(byte, b'&' | b'=' | b'"' | b'\n' | b',')) {
        if let Some(inner) = percent_decoded(value).and_then(|decoded| look(&decoded, deeper)) {
            return Some(MediaFound {
                format: inner.format,
                wrapping: Wrapping::Embedded,
                offset,
            });
        }
        offset += value.len() + 1;
    }
    None
}

fn percent_decoded(value: &[u8]) -> Option<Vec<u8>> {
    if !value.contains(&b'%') {
        return None;
    }
    let mut decoded = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((first, tail)) = rest.split_first() {
        let escaped = (*first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|digits| hex::decode(digits).ok());
        match (escaped.as_deref(), tail.get(2..)) {
            (Some([byte]), Some(after)) => {
                decoded.push(*byte);
                rest = after;
            }
            _ => {
                decoded.push(if *first == b'+' { b' ' } else { *first });
                rest = tail;
            }
        }
    }
    Some(decoded)
}
