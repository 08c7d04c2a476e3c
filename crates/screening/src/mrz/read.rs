//! Reading a zone: strict, as it stands, or lenient, with every correction reported.

use serde::{Deserialize, Serialize};

use super::FILLER;
use super::check_digit::check_digit;
use super::dates::{is_birth_date, is_expiry_date};
use super::layout::{Format, Layout, Place};
use super::names::read_name_field;
use super::repair::{self, Correction};

/// How much a reader may mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// The zone is taken as it stands.
    #[default]
    Strict,
    /// Signs that optical readers confuse are put right where the column or a check digit says so.
    Lenient,
}

/// Fields of a zone, without fillers; components are separated by one space.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// One or two letters.
    pub document_code: String,
    /// Issuing state or organisation, as the zone spells it.
    pub issuer: String,
    /// Document number, whole even where it runs on into the optional data.
    pub number: String,
    /// Nationality, as the zone spells it.
    pub nationality: String,
    /// Year, month and day in two digits each; unknown parts are missing.
    pub birth_date: String,
    /// `M`, `F`, or empty where unspecified.
    pub sex: String,
    /// Year, month and day in two digits each.
    pub expiry_date: String,
    /// Optional data, in reading order.
    pub optional: String,
    /// Primary identifier.
    pub surname: String,
    /// Secondary identifier.
    pub given_names: String,
}

/// One check digit: what it should be and what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// `number`, `birth_date`, `expiry_date`, `optional` or `composite`.
    pub field: String,
    /// The digit computed, absent when the cells hold a character without value.
    pub expected: Option<String>,
    /// The character found.
    pub found: String,
    /// Whether they agree.
    pub ok: bool,
}

/// What is wrong in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// Number or length of lines belongs to no format.
    UnknownFormat,
    /// A character that the column may not hold.
    CharacterNotAllowed,
    /// A document code that does not belong to this format.
    DocumentCode,
    /// Not a day of the calendar.
    Date,
    /// Neither M, F nor a filler.
    Sex,
    /// No name, or a name that begins with a filler.
    Name,
    /// An empty document number.
    NumberMissing,
    /// A check digit that does not agree.
    CheckDigit,
}

/// One problem, with its place counted from one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable code.
    pub code: ProblemCode,
    /// Field, or `zone`.
    pub field: String,
    /// Line from one; 0 when the whole zone is meant.
    pub line: usize,
    /// First column from one; 0 when the whole line is meant.
    pub column: usize,
    /// One English sentence.
    pub message: String,
}

/// A zone taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Format, where the lines have one.
    pub format: Option<Format>,
    /// No problem was found and every check digit agrees.
    pub valid: bool,
    /// Fields, as far as they could be read.
    pub fields: Fields,
    /// Check digits in the order of the zone.
    pub checks: Vec<Check>,
    /// A letter in the last cell of the name field.
    pub truncated: bool,
    /// What the lenient reader changed.
    pub corrections: Vec<Correction>,
    /// Why the zone is not valid; left out of JSON when there is nothing to say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// Longest text that is looked at: no zone is longer, and a reader must not be kept busy.
const LONGEST_TEXT: usize = 4096;

/// Reads a zone. Never fails: what cannot be read is a [`Problem`] in a reading that is not valid.
#[must_use]
pub fn read(text: &str, mode: Mode) -> Reading {
    if text.len() > LONGEST_TEXT {
        return unreadable("the text is longer than any machine-readable zone");
    }
    let mut corrections = Vec::new();
    let mut lines: Vec<Vec<u8>> = match mode {
        Mode::Strict => text
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(one_byte_per_character)
            .collect(),
        Mode::Lenient => repair::clean_lines(text, &mut corrections),
    };
    let Some(format) = Format::of_lines(&lines) else {
        let sizes: Vec<String> = lines.iter().take(8).map(|line| line.len().to_string()).collect();
        let mut reading = unreadable(&format!(
            "lines of {} characters belong to no format: 3 of 30, 2 of 36 or 2 of 44 are expected",
            if sizes.is_empty() {
                "no".to_owned()
            } else {
                sizes.join(", ")
            }
        ));
        reading.corrections = corrections;
        return reading;
    };
    let layout = format.layout();
    if mode == Mode::Lenient {
        repair::mend(&mut lines, &layout, &mut corrections);
    }
    take_apart(&lines, format, &layout, corrections)
}

/// A character outside ASCII becomes a byte that no column allows, so that columns stay columns.
fn one_byte_per_character(line: &str) -> Vec<u8> {
    line.chars()
        .map(|character| u8::try_from(character).ok().filter(u8::is_ascii).unwrap_or(b'?'))
        .collect()
}

fn unreadable(message: &str) -> Reading {
    let problem = Problem {
        code: ProblemCode::UnknownFormat,
        field: "zone".to_owned(),
        line: 0,
        column: 0,
        message: message.to_owned(),
    };
    Reading {
        problems: vec![problem],
        ..Reading::default()
    }
}

/// Cells of a place; empty when a line is too short, which the format has ruled out.
pub(crate) fn cells<'a>(lines: &'a [Vec<u8>], place: &Place) -> &'a [u8] {
    lines
        .get(place.line)
        .and_then(|line| line.get(place.columns.clone()))
        .unwrap_or_default()
}

/// Text of cells: fillers become single spaces between components, and vanish at both ends.
fn plain(cells: &[u8]) -> String {
    let text: String = cells
        .iter()
        .map(|byte| if *byte == FILLER { ' ' } else { char::from(*byte) })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A long document number: its rest in the optional data, and how many cells of it that takes with the check digit.
pub(crate) struct LongNumber {
    /// All cells of the number.
    pub whole: Vec<u8>,
    /// Its check digit as found.
    pub check: u8,
    /// Cells of the first optional field that belong to the number, check digit included.
    pub taken: usize,
}

/// Parts 5 and 6, note j: a filler in the check digit's cell sends the rest of the number to the optional data.
pub(crate) fn long_number(lines: &[Vec<u8>], layout: &Layout) -> Option<LongNumber> {
    let number = cells(lines, &layout.number);
    if !layout.long_numbers || cells(lines, &layout.number_check) != b"<" || number.contains(&FILLER) {
        return None;
    }
    let optional = cells(lines, layout.optional.first()?);
    let run = optional
        .iter()
        .position(|byte| *byte == FILLER)
        .unwrap_or(optional.len());
    let (rest, check) = optional.get(..run)?.split_at_checked(run.checked_sub(1)?)?;
    if rest.is_empty() {
        return None;
    }
    Some(LongNumber {
        whole: [number, rest].concat(),
        check: *check.first()?,
        taken: run,
    })
}

fn take_apart(lines: &[Vec<u8>], format: Format, layout: &Layout, corrections: Vec<Correction>) -> Reading {
    let name = read_name_field(cells(lines, &layout.name));
    let long = long_number(lines, layout);
    let optional: Vec<String> = layout
        .optional
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let taken = if at == 0 {
                long.as_ref().map_or(0, |long| long.taken)
            } else {
                0
            };
            plain(cells(lines, place).get(taken..).unwrap_or_default())
        })
        .filter(|text| !text.is_empty())
        .collect();
    let number = long
        .as_ref()
        .map_or_else(|| cells(lines, &layout.number), |long| long.whole.as_slice());
    let fields = Fields {
        document_code: plain(cells(lines, &layout.code)),
        issuer: plain(cells(lines, &layout.issuer)),
        number: plain(number),
        nationality: plain(cells(lines, &layout.nationality)),
        birth_date: plain(cells(lines, &layout.birth)),
        sex: plain(cells(lines, &layout.sex)),
        expiry_date: plain(cells(lines, &layout.expiry)),
        optional: optional.join(" "),
        surname: name.primary.join(" "),
        given_names: name.secondary.join(" "),
    };
    let checks = all_checks(lines, layout, long.as_ref());
    let problems = all_problems(lines, format, layout, &checks, &fields);
    Reading {
        format: Some(format),
        valid: problems.is_empty(),
        fields,
        checks,
        truncated: name.truncated,
        corrections,
        problems,
    }
}

/// Every check digit of the format, in the order of the zone.
pub(crate) fn all_checks(lines: &[Vec<u8>], layout: &Layout, long: Option<&LongNumber>) -> Vec<Check> {
    let digit_at = |place: &Place| cells(lines, place).first().copied().unwrap_or(FILLER);
    let mut checks = vec![
        match long {
            Some(long) => check("number", &long.whole, long.check, false),
            None => check(
                "number",
                cells(lines, &layout.number),
                digit_at(&layout.number_check),
                false,
            ),
        },
        check(
            "birth_date",
            cells(lines, &layout.birth),
            digit_at(&layout.birth_check),
            false,
        ),
        check(
            "expiry_date",
            cells(lines, &layout.expiry),
            digit_at(&layout.expiry_check),
            true,
        ),
    ];
    if let (Some(place), Some(optional)) = (&layout.optional_check, layout.optional.first()) {
        checks.push(check("optional", cells(lines, optional), digit_at(place), true));
    }
    if let Some((places, place)) = &layout.composite {
        let all: Vec<u8> = places
            .iter()
            .flat_map(|part| cells(lines, part).iter().copied())
            .collect();
        checks.push(check("composite", &all, digit_at(place), false));
    }
    checks
}

/// `filler_allowed`: an empty field may leave the cell of its check digit empty too.
fn check(field: &str, cells: &[u8], found: u8, filler_allowed: bool) -> Check {
    let expected = check_digit(cells);
    let empty = filler_allowed && found == FILLER && cells.iter().all(|cell| *cell == FILLER);
    Check {
        field: field.to_owned(),
        expected: expected.map(|digit| char::from(digit).to_string()),
        found: char::from(found).to_string(),
        ok: empty || expected == Some(found),
    }
}

fn all_problems(lines: &[Vec<u8>], format: Format, layout: &Layout, checks: &[Check], fields: &Fields) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tell = |code, field: &str, place: &Place, message: String| {
        problems.push(Problem {
            code,
            field: field.to_owned(),
            line: place.line + 1,
            column: place.columns.start + 1,
            message,
        });
    };
    let letters = |byte: &u8| byte.is_ascii_uppercase() || *byte == FILLER;
    let signs = |byte: &u8| letters(byte) || byte.is_ascii_digit();
    for (field, place) in [
        ("document_code", &layout.code),
        ("issuer", &layout.issuer),
        ("nationality", &layout.nationality),
        ("name", &layout.name),
    ] {
        if !cells(lines, place).iter().all(letters) {
            tell(
                ProblemCode::CharacterNotAllowed,
                field,
                place,
                format!("{field} may hold A-Z and < only"),
            );
        }
    }
    for (field, place) in
        std::iter::once(("number", &layout.number)).chain(layout.optional.iter().map(|p| ("optional", p)))
    {
        if !cells(lines, place).iter().all(signs) {
            tell(
                ProblemCode::CharacterNotAllowed,
                field,
                place,
                format!("{field} may hold A-Z, 0-9 and < only"),
            );
        }
    }
    if !cells(lines, &layout.code)
        .first()
        .is_some_and(|first| format.takes_code(*first))
    {
        let message = format!(
            "document code {:?} does not belong to {}",
            fields.document_code,
            format.name()
        );
        tell(ProblemCode::DocumentCode, "document_code", &layout.code, message);
    }
    if fields.number.is_empty() {
        tell(
            ProblemCode::NumberMissing,
            "number",
            &layout.number,
            "the document number is empty".to_owned(),
        );
    }
    if !is_birth_date(cells(lines, &layout.birth)) {
        tell(
            ProblemCode::Date,
            "birth_date",
            &layout.birth,
            "the date of birth is not a day of the calendar".to_owned(),
        );
    }
    if !is_expiry_date(cells(lines, &layout.expiry)) {
        tell(
            ProblemCode::Date,
            "expiry_date",
            &layout.expiry,
            "the date of expiry is not a day of the calendar".to_owned(),
        );
    }
    if !matches!(cells(lines, &layout.sex), b"M" | b"F" | b"<") {
        tell(ProblemCode::Sex, "sex", &layout.sex, "sex is M, F or <".to_owned());
    }
    if cells(lines, &layout.name).first().is_none_or(|first| *first == FILLER) {
        tell(
            ProblemCode::Name,
            "name",
            &layout.name,
            "the name is empty or begins with a filler".to_owned(),
        );
    }
    for wrong in checks.iter().filter(|check| !check.ok) {
        let expected = wrong.expected.as_deref().unwrap_or("none");
        let message = format!(
            "check digit of {} is {:?}, computed {expected}",
            wrong.field, wrong.found
        );
        tell(
            ProblemCode::CheckDigit,
            &wrong.field,
            &check_place(layout, &wrong.field),
            message,
        );
    }
    problems
}

fn check_place(layout: &Layout, field: &str) -> Place {
    match field {
        "number" => layout.number_check.clone(),
        "birth_date" => layout.birth_check.clone(),
        "expiry_date" => layout.expiry_check.clone(),
        "optional" => layout
            .optional_check
            .clone()
            .unwrap_or_else(|| layout.number_check.clone()),
        _ => layout
            .composite
            .as_ref()
            .map_or_else(|| layout.number_check.clone(), |(_, place)| place.clone()),
    }
}
