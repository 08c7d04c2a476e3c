//! Writing a zone from plain fields.

use super::FILLER;
use super::check_digit::check_digit;
use super::dates::{is_birth_date, is_expiry_date};
use super::layout::{Format, Layout, Place};
use super::names::write_name_field;
use super::transliterate::{CyrillicLanguage, cyrillic, encode_arabic, latin_forms};

/// What is to be written. Texts are in any case; names in Latin, Cyrillic or Arabic script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// One or two letters, the first one of the format.
    pub document_code: String,
    /// Up to three letters.
    pub issuer: String,
    /// Letters and digits; more than nine only where the format lets numbers run on (TD1, TD2).
    pub number: String,
    /// Up to three letters.
    pub nationality: String,
    /// Six digits, year first; unknown parts as `<<` or left out at the end.
    pub birth_date: String,
    /// `M`, `F`, or anything else for unspecified.
    pub sex: String,
    /// Six digits, year first, or empty where the document does not expire.
    pub expiry_date: String,
    /// Optional data; a space separates the two fields of a TD1 only when they do not fit into the first.
    pub optional: String,
    /// Primary identifier.
    pub surname: String,
    /// Secondary identifier.
    pub given_names: String,
}

/// Why a draft cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteRefusal {
    /// The text is longer than the cells that the format has for it.
    #[error("{field} has {length} characters, {format} has room for {room}")]
    TooLong {
        /// Field of the draft.
        field: &'static str,
        /// Characters given.
        length: usize,
        /// Cells there are.
        room: usize,
        /// Name of the format.
        format: &'static str,
    },
    /// A character that the zone cannot hold and that no table of the standard turns into letters.
    #[error("{field} holds {character:?}, which a machine-readable zone cannot")]
    Character {
        /// Field of the draft.
        field: &'static str,
        /// The character.
        character: char,
    },
    /// Not a day of the calendar.
    #[error("{field} {value:?} is not six digits of a day of the calendar")]
    Date {
        /// Field of the draft.
        field: &'static str,
        /// What was given.
        value: String,
    },
    /// A document code of another format.
    #[error("document code {code:?} does not belong to {format}")]
    DocumentCode {
        /// What was given.
        code: String,
        /// Name of the format.
        format: &'static str,
    },
    /// A field that every document has is empty.
    #[error("{field} is empty")]
    Missing {
        /// Field of the draft.
        field: &'static str,
    },
}

impl WriteRefusal {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "mrz.too_long",
            Self::Character { .. } => "mrz.character",
            Self::Date { .. } => "mrz.date",
            Self::DocumentCode { .. } => "mrz.document_code",
            Self::Missing { .. } => "mrz.missing",
        }
    }
}

/// Writes the lines of a zone with all check digits.
///
/// # Errors
/// Refuses what the format cannot hold; names are never refused for length, they are cut by the standard's rule.
pub fn write(format: Format, draft: &Draft) -> Result<Vec<String>, WriteRefusal> {
    let layout = format.layout();
    let (count, width) = format.size();
    let mut lines = vec![vec![FILLER; width]; count];
    let code = letters("document_code", &draft.document_code, 2, format)?;
    if !code.first().is_some_and(|first| format.takes_code(*first)) {
        return Err(WriteRefusal::DocumentCode {
            code: draft.document_code.clone(),
            format: format.name(),
        });
    }
    put(&mut lines, &layout.code, &code);
    put(
        &mut lines,
        &layout.issuer,
        &letters("issuer", &draft.issuer, 3, format)?,
    );
    put(
        &mut lines,
        &layout.nationality,
        &letters("nationality", &draft.nationality, 3, format)?,
    );
    put_dates(&mut lines, &layout, draft)?;
    let sex = draft.sex.trim().to_ascii_uppercase();
    put(
        &mut lines,
        &layout.sex,
        if matches!(sex.as_str(), "M" | "F") {
            sex.as_bytes()
        } else {
            b"<"
        },
    );
    put_number_and_optional(&mut lines, &layout, draft, format)?;
    let primary = name_components("surname", &draft.surname)?;
    if primary.is_empty() {
        return Err(WriteRefusal::Missing { field: "surname" });
    }
    let secondary = name_components("given_names", &draft.given_names)?;
    put(
        &mut lines,
        &layout.name,
        &write_name_field(&primary, &secondary, format.name_cells()),
    );
    put_check(&mut lines, &layout.birth, &layout.birth_check);
    put_check(&mut lines, &layout.expiry, &layout.expiry_check);
    if let (Some(check), Some(optional)) = (&layout.optional_check, layout.optional.first()) {
        put_check(&mut lines, optional, check);
    }
    if let Some((places, check)) = &layout.composite {
        let all: Vec<u8> = places.iter().flat_map(|place| cells(&lines, place)).collect();
        put(&mut lines, check, &digit(&all));
    }
    Ok(lines
        .into_iter()
        .map(|line| line.into_iter().map(char::from).collect())
        .collect())
}

fn cells(lines: &[Vec<u8>], place: &Place) -> Vec<u8> {
    super::read::cells(lines, place).to_vec()
}

fn put(lines: &mut [Vec<u8>], place: &Place, content: &[u8]) {
    let Some(target) = lines
        .get_mut(place.line)
        .and_then(|line| line.get_mut(place.columns.clone()))
    else {
        return;
    };
    for (cell, byte) in target.iter_mut().zip(content) {
        *cell = *byte;
    }
}

fn digit(content: &[u8]) -> [u8; 1] {
    [check_digit(content).unwrap_or(FILLER)]
}

fn put_check(lines: &mut [Vec<u8>], place: &Place, check: &Place) {
    let content = cells(lines, place);
    put(lines, check, &digit(&content));
}

fn put_dates(lines: &mut [Vec<u8>], layout: &Layout, draft: &Draft) -> Result<(), WriteRefusal> {
    let padded = |text: &str| format!("{:<<6}", text.trim()).into_bytes();
    let birth = padded(&draft.birth_date);
    if birth.len() != 6 || !is_birth_date(&birth) {
        return Err(WriteRefusal::Date {
            field: "birth_date",
            value: draft.birth_date.clone(),
        });
    }
    let expiry = padded(&draft.expiry_date);
    if expiry.len() != 6 || !is_expiry_date(&expiry) {
        return Err(WriteRefusal::Date {
            field: "expiry_date",
            value: draft.expiry_date.clone(),
        });
    }
    put(lines, &layout.birth, &birth);
    put(lines, &layout.expiry, &expiry);
    Ok(())
}

fn put_number_and_optional(
    lines: &mut [Vec<u8>],
    layout: &Layout,
    draft: &Draft,
    format: Format,
) -> Result<(), WriteRefusal> {
    let number = signs("number", &draft.number)?;
    if number.is_empty() {
        return Err(WriteRefusal::Missing { field: "number" });
    }
    let too_long = |field, length, room| WriteRefusal::TooLong {
        field,
        length,
        room,
        format: format.name(),
    };
    let first = layout.optional.first();
    let first_room = first.map_or(0, |place| place.columns.len());
    let mut optional = Vec::new();
    if number.len() <= 9 {
        put(lines, &layout.number, &number);
        put_check(lines, &layout.number, &layout.number_check);
    } else {
        // The rest, its check digit and a filler must fit into the optional data.
        let room = if layout.long_numbers {
            9 + first_room.saturating_sub(2)
        } else {
            9
        };
        if number.len() > room {
            return Err(too_long("number", number.len(), room));
        }
        let (head, rest) = number.split_at(9);
        put(lines, &layout.number, head);
        optional.extend_from_slice(rest);
        optional.extend_from_slice(&digit(&number));
        optional.push(FILLER);
    }
    let reserved = optional.len();
    let plain = signs("optional", &draft.optional)?;
    let second = layout.optional.get(1);
    if reserved + plain.len() <= first_room {
        optional.extend_from_slice(&plain);
        if let Some(place) = first {
            put(lines, place, &optional);
        }
        return Ok(());
    }
    let (head, tail) = match (second, plain.iter().rposition(|byte| *byte == FILLER)) {
        (Some(_), Some(gap)) if reserved + gap <= first_room => (plain.get(..gap), plain.get(gap + 1..)),
        (Some(_), _) if reserved > 0 => (Some(&[][..]), Some(plain.as_slice())),
        _ => {
            return Err(too_long("optional", plain.len(), first_room.saturating_sub(reserved)));
        }
    };
    let tail = tail.unwrap_or_default();
    let second_room = second.map_or(0, |place| place.columns.len());
    if tail.len() > second_room {
        return Err(too_long("optional", tail.len(), second_room));
    }
    optional.extend_from_slice(head.unwrap_or_default());
    if let Some(place) = first {
        put(lines, place, &optional);
    }
    if let Some(place) = second {
        put(lines, place, tail);
    }
    Ok(())
}

/// A-Z and fillers, no more than `room`.
fn letters(field: &'static str, text: &str, room: usize, format: Format) -> Result<Vec<u8>, WriteRefusal> {
    let out = signs(field, text)?;
    if let Some(byte) = out.iter().find(|byte| byte.is_ascii_digit()) {
        return Err(WriteRefusal::Character {
            field,
            character: char::from(*byte),
        });
    }
    if out.len() > room {
        return Err(WriteRefusal::TooLong {
            field,
            length: out.len(),
            room,
            format: format.name(),
        });
    }
    if out.is_empty() {
        return Err(WriteRefusal::Missing { field });
    }
    Ok(out)
}

/// A-Z, 0-9 and fillers for spaces and hyphens.
fn signs(field: &'static str, text: &str) -> Result<Vec<u8>, WriteRefusal> {
    text.trim()
        .chars()
        .map(|sign| match sign {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Ok(u8::try_from(sign.to_ascii_uppercase()).unwrap_or(FILLER)),
            ' ' | '-' | '<' | '/' | '.' => Ok(FILLER),
            character => Err(WriteRefusal::Character { field, character }),
        })
        .collect()
}

/// Components of an identifier in A-Z: hyphens and commas separate, apostrophes join, other punctuation goes.
fn name_components(field: &'static str, text: &str) -> Result<Vec<String>, WriteRefusal> {
    text.split([' ', '-', ',', '<', '\u{2010}', '\u{2011}'])
        .map(|component| component_letters(field, component))
        .filter(|result| result.as_ref().map_or(true, |component| !component.is_empty()))
        .collect()
}

fn component_letters(field: &'static str, component: &str) -> Result<String, WriteRefusal> {
    if let Some(code) = encode_arabic(component) {
        return Ok(code);
    }
    let mut out = String::new();
    for character in component.chars() {
        if let Some(form) = latin_forms(character).first() {
            out.push_str(form);
        } else if let Some(code) = cyrillic(character, CyrillicLanguage::General, out.is_empty()) {
            out.push_str(code);
        } else if character.is_alphanumeric() {
            return Err(WriteRefusal::Character { field, character });
        }
    }
    Ok(out)
}
