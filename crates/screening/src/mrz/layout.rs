//! Columns of the five formats (Doc 9303 parts 4 to 7, section 4.2.2 of each), counted from zero here.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Format of a machine-readable zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Card of 3 lines of 30.
    #[serde(rename = "TD1")]
    Td1,
    /// Card of 2 lines of 36.
    #[serde(rename = "TD2")]
    Td2,
    /// Passport book: 2 lines of 44.
    #[serde(rename = "TD3")]
    Td3,
    /// Visa of 2 lines of 44.
    #[serde(rename = "MRV-A")]
    MrvA,
    /// Visa of 2 lines of 36.
    #[serde(rename = "MRV-B")]
    MrvB,
}

/// One field: line and columns, both from zero.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub line: usize,
    pub columns: Range<usize>,
}

/// Where everything stands in one format.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub code: Place,
    pub issuer: Place,
    pub name: Place,
    pub number: Place,
    pub number_check: Place,
    pub nationality: Place,
    pub birth: Place,
    pub birth_check: Place,
    pub sex: Place,
    pub expiry: Place,
    pub expiry_check: Place,
    /// Optional data, in reading order; the first one may open with the rest of a long number.
    pub optional: Vec<Place>,
    pub optional_check: Option<Place>,
    pub composite: Option<(Vec<Place>, Place)>,
    /// Parts 5 and 6 let a long number run on into the optional data; parts 4 and 7 do not.
    pub long_numbers: bool,
}

const fn at(line: usize, columns: Range<usize>) -> Place {
    Place { line, columns }
}

impl Format {
    /// All formats, in the order of their names.
    pub const ALL: [Self; 5] = [Self::Td1, Self::Td2, Self::Td3, Self::MrvA, Self::MrvB];

    /// Number of lines and cells in each.
    #[must_use]
    pub const fn size(self) -> (usize, usize) {
        match self {
            Self::Td1 => (3, 30),
            Self::Td2 | Self::MrvB => (2, 36),
            Self::Td3 | Self::MrvA => (2, 44),
        }
    }

    /// Cells that hold the name.
    #[must_use]
    pub const fn name_cells(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 | Self::MrvB => 31,
            Self::Td3 | Self::MrvA => 39,
        }
    }

    /// Name as the standard writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Td1 => "TD1",
            Self::Td2 => "TD2",
            Self::Td3 => "TD3",
            Self::MrvA => "MRV-A",
            Self::MrvB => "MRV-B",
        }
    }

    /// The format of lines of these lengths; visas tell themselves from books and cards by their first letter.
    pub(crate) fn of_lines(lines: &[Vec<u8>]) -> Option<Self> {
        let visa = lines.first().and_then(|line| line.first()) == Some(&b'V');
        let lengths: Vec<usize> = lines.iter().map(Vec::len).collect();
        match lengths.as_slice() {
            [30, 30, 30] => Some(Self::Td1),
            [36, 36] if visa => Some(Self::MrvB),
            [36, 36] => Some(Self::Td2),
            [44, 44] if visa => Some(Self::MrvA),
            [44, 44] => Some(Self::Td3),
            _ => None,
        }
    }

    /// Whether the first letter of the document code belongs to this format.
    pub(crate) const fn takes_code(self, first: u8) -> bool {
        match self {
            Self::Td1 | Self::Td2 => matches!(first, b'A' | b'C' | b'I'),
            Self::Td3 => first == b'P',
            Self::MrvA | Self::MrvB => first == b'V',
        }
    }

    pub(crate) fn layout(self) -> Layout {
        match self {
            Self::Td1 => card_of_three_lines(),
            Self::Td2 => Layout {
                optional: vec![at(1, 28..35)],
                composite: Some((vec![at(1, 0..10), at(1, 13..20), at(1, 21..35)], at(1, 35..36))),
                long_numbers: true,
                ..two_lines(36)
            },
            Self::Td3 => Layout {
                optional: vec![at(1, 28..42)],
                optional_check: Some(at(1, 42..43)),
                composite: Some((vec![at(1, 0..10), at(1, 13..20), at(1, 21..43)], at(1, 43..44))),
                ..two_lines(44)
            },
            Self::MrvA => Layout {
                optional: vec![at(1, 28..44)],
                ..two_lines(44)
            },
            Self::MrvB => Layout {
                optional: vec![at(1, 28..36)],
                ..two_lines(36)
            },
        }
    }
}

const fn two_lines(width: usize) -> Layout {
    Layout {
        code: at(0, 0..2),
        issuer: at(0, 2..5),
        name: at(0, 5..width),
        number: at(1, 0..9),
        number_check: at(1, 9..10),
        nationality: at(1, 10..13),
        birth: at(1, 13..19),
        birth_check: at(1, 19..20),
        sex: at(1, 20..21),
        expiry: at(1, 21..27),
        expiry_check: at(1, 27..28),
        optional: Vec::new(),
        optional_check: None,
        composite: None,
        long_numbers: false,
    }
}

fn card_of_three_lines() -> Layout {
    Layout {
        code: at(0, 0..2),
        issuer: at(0, 2..5),
        number: at(0, 5..14),
        number_check: at(0, 14..15),
        birth: at(1, 0..6),
        birth_check: at(1, 6..7),
        sex: at(1, 7..8),
        expiry: at(1, 8..14),
        expiry_check: at(1, 14..15),
        nationality: at(1, 15..18),
        name: at(2, 0..30),
        optional: vec![at(0, 15..30), at(1, 18..29)],
        optional_check: None,
        composite: Some((
            vec![at(0, 5..30), at(1, 0..7), at(1, 8..15), at(1, 18..29)],
            at(1, 29..30),
        )),
        long_numbers: true,
    }
}
