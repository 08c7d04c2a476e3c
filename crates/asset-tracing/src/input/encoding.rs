//! Texts that are not UTF-8: UTF-16 with its mark, and the Western code page of older bank exports.

/// The characters of Windows-1252 from 0x80 to 0x9f; unused ones are replaced.
const UPPER: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// How an input is encoded, from its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16 { little: bool },
    Western,
}

impl Encoding {
    pub(crate) fn of(head: &[u8]) -> Self {
        match head {
            [0xff, 0xfe, ..] => Self::Utf16 { little: true },
            [0xfe, 0xff, ..] => Self::Utf16 { little: false },
            // An incomplete character at the end of the head is no fault.
            _ => match std::str::from_utf8(head) {
                Err(error) if error.error_len().is_some() => Self::Western,
                _ => Self::Utf8,
            },
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 { .. } => "UTF-16",
            Self::Western => "Windows-1252",
        }
    }

    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Utf16 { little } => {
                let units = bytes.get(2..).unwrap_or_default().chunks(2).map(|pair| match pair {
                    [one, two] if little => u16::from_le_bytes([*one, *two]),
                    [one, two] => u16::from_be_bytes([*one, *two]),
                    _ => 0xfffd,
                });
                char::decode_utf16(units)
                    .map(|unit| unit.unwrap_or('\u{fffd}'))
                    .collect()
            }
            Self::Western => bytes
                .iter()
                .map(|byte| match byte {
                    0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
                    _ => char::from(*byte),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_encodings_give_the_same_text() {
        let text = "Währung €";
        let utf16: Vec<u8> = [0xfeff]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(Encoding::of(&utf16).decode(&utf16), text);
        assert_eq!(Encoding::of(b"W\xe4hrung \x80").decode(b"W\xe4hrung \x80"), text);
        assert_eq!(Encoding::of(text.as_bytes()), Encoding::Utf8);
        assert_eq!(
            Encoding::of("Wä".as_bytes().get(..2).expect("three bytes")),
            Encoding::Utf8
        );
    }
}
