//! Characters and names of XML.

use crate::fault::{Fault, FaultCode};

/// The bytes as text, without a byte-order mark.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Fault> {
    let wide = bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if !wide => text,
        Ok(_) => {
            return Err(Fault::whole(
                FaultCode::Encoding,
                "the input is UTF-16; send it as UTF-8",
            ));
        }
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let message = format!("byte {} is not UTF-8; send the message as UTF-8", error.valid_up_to());
            return Err(Fault {
                line: lines(before) + 1,
                ..Fault::whole(FaultCode::Encoding, message)
            });
        }
    };
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

pub(super) fn lines(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// The start of a foreign text, safe to put into a sentence.
pub(crate) fn brief(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

pub(super) fn is_name(name: &str) -> bool {
    let start = |c: char| c.is_alphabetic() || c == '_';
    name.chars().next().is_some_and(start)
        && name
            .chars()
            .all(|c| start(c) || c.is_numeric() || matches!(c, '-' | '.' | '\u{B7}') || !c.is_ascii())
}

pub(super) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

pub(crate) fn is_xml_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}
