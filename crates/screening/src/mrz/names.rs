//! The name field: two identifiers, their components, and what truncation leaves of them
//! (Doc 9303 part 3 section 4.6, parts 4 to 7 section 4.2.3).

use super::FILLER;
use super::transliterate::decode_arabic;

/// A name field taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameField {
    /// Components of the primary identifier, usually the family name.
    pub primary: Vec<String>,
    /// Components of the secondary identifier, usually the given names; empty where the holder has none.
    pub secondary: Vec<String>,
    /// A letter stands in the last cell: the name may be cut.
    pub truncated: bool,
}

/// Takes a name field apart. Bytes other than letters separate like fillers.
#[must_use]
pub fn read_name_field(cells: &[u8]) -> NameField {
    let truncated = cells.last().is_some_and(u8::is_ascii_uppercase);
    let split = cells.windows(2).position(|pair| pair == b"<<").unwrap_or(cells.len());
    let (primary, secondary) = cells.split_at(split);
    NameField {
        primary: components(primary),
        secondary: components(secondary),
        truncated,
    }
}

fn components(cells: &[u8]) -> Vec<String> {
    cells
        .split(|cell| *cell == FILLER)
        .filter(|part| !part.is_empty())
        .map(|part| part.iter().map(|byte| char::from(*byte)).collect())
        .collect()
}

/// Writes a name field of `width` cells, cut by the standard's rule when it is too long.
///
/// Components hold only A-Z. When the name does not fit, the primary identifier is cut so far that two fillers and
/// one letter of the secondary still fit, and the last cell always ends up as a letter.
#[must_use]
pub fn write_name_field(primary: &[String], secondary: &[String], width: usize) -> Vec<u8> {
    let mut first = primary.join("<").into_bytes();
    let mut second = secondary.join("<").into_bytes();
    let gap = if second.is_empty() { 0 } else { 2 };
    if first.len() + gap + second.len() <= width {
        let mut cells = joined(&first, &second);
        cells.resize(width, FILLER);
        return cells;
    }
    if second.is_empty() {
        cut_to_letter(&mut first, width);
        return first;
    }
    if first.len() + 3 > width {
        first.truncate(width.saturating_sub(3));
        while first.last() == Some(&FILLER) {
            first.pop();
        }
    }
    let room = width.saturating_sub(first.len() + 2);
    cut_to_letter(&mut second, room);
    let mut cells = joined(&first, &second);
    // A second identifier shorter than the room left by a cut first one: give the room back to the fillers' end.
    cells.resize(width, FILLER);
    cells
}

fn joined(first: &[u8], second: &[u8]) -> Vec<u8> {
    if second.is_empty() {
        return first.to_vec();
    }
    [first, b"<<", second].concat()
}

/// Cuts to `width` so that the last cell is a letter: where a cut would end on a filler, the component before it
/// loses one letter and the next component's first letter moves in.
fn cut_to_letter(cells: &mut Vec<u8>, width: usize) {
    if cells.len() <= width {
        return;
    }
    if width > 0 && cells.get(width - 1) == Some(&FILLER) {
        let donor = (0..width - 1).rev().find(|at| {
            cells[*at] != FILLER && *at > 0 && cells[*at - 1] != FILLER && cells.get(*at + 1) == Some(&FILLER)
        });
        if let Some(at) = donor {
            cells.remove(at);
        }
    }
    cells.truncate(width);
}

/// Whether a component read from a zone can stand for a full one: equal, an initial, or a cut beginning.
///
/// Only a zone marked as truncated may be read this way.
#[must_use]
pub fn component_agrees(in_zone: &str, full: &str) -> bool {
    !in_zone.is_empty() && full.starts_with(in_zone)
}

/// Components that are Arabic written in the reversible code with X escapes, in Arabic script; `None` for a component
/// which does not parse as that code.
#[must_use]
pub fn decode_arabic_components(components: &[String]) -> Vec<Option<String>> {
    components.iter().map(|component| decode_arabic(component)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        text.split(' ')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn written(primary: &str, secondary: &str, width: usize) -> String {
        String::from_utf8(write_name_field(&parts(primary), &parts(secondary), width)).unwrap()
    }

    #[test]
    fn identifiers_and_components_come_apart() {
        let field = read_name_field(b"VAN<DER<MUELLEN<<ANNA<MARIA<<<<<<<<<<<<");
        assert_eq!(field.primary, parts("VAN DER MUELLEN"));
        assert_eq!(field.secondary, parts("ANNA MARIA"));
        assert!(!field.truncated);
    }

    #[test]
    fn a_holder_may_have_one_identifier_only() {
        let field = read_name_field(b"ARKFREITH<<<<<<<<<<<<<<<<<<<<<<");
        assert_eq!((field.primary, field.secondary), (parts("ARKFREITH"), Vec::new()));
    }

    #[test]
    fn cut_names_end_in_a_letter_and_keep_one_letter_of_the_second_identifier() {
        let long = written("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", 39);
        assert_eq!(long, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
        let wide = written("BENNELONGWOOLOOMOOLOOWARRANDYTEWARNAMBOOLX", "DINGO POTOROO", 39);
        assert_eq!(wide.len(), 39);
        assert!(wide.ends_with("<<D"), "{wide}");
        for width in [30, 31, 39] {
            let text = written("ABCDEFGHIJ KLMNOPQRST", "UVWXYZ ABCDEFG HIJKLMNOP QRSTUVWX", width);
            assert_eq!(text.len(), width);
            assert!(read_name_field(text.as_bytes()).truncated, "{text}");
        }
    }

    #[test]
    fn a_component_in_a_cut_zone_may_be_an_initial() {
        assert!(component_agrees("K", "KRASUANG") && component_agrees("DEJ", "DEJTHAMRONG"));
        assert!(!component_agrees("", "KRASUANG") && !component_agrees("KRX", "KRASUANG"));
    }
}
