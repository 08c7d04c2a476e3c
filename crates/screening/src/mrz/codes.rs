//! Issuer and nationality codes: ISO 3166-1 alpha-3 and the codes that Doc 9303 part 3 section 5 adds.

use crate::nationality::is_alpha3;

/// What is known about a three-letter code in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeStanding {
    /// A country of ISO 3166-1, or `D` for Germany.
    Country,
    /// An organisation or a status of Doc 9303: `UNO`, `XPO`, `XXA` and the like.
    Special,
    /// The specimen state `UTO`.
    Specimen,
    /// In no list known here: not an error by itself, since lists grow.
    Unknown,
}

/// Doc 9303 part 3 section 5, parts A to H.
const SPECIAL: [&str; 28] = [
    "ANT", "EUE", "GBD", "GBN", "GBO", "GBP", "GBS", "IAO", "NTZ", "RKS", "UNA", "UNK", "UNO", "XBA", "XCC", "XCE",
    "XCO", "XDC", "XEC", "XES", "XIM", "XMP", "XOM", "XPO", "XXA", "XXB", "XXC", "XXX",
];

/// Standing of a code given without fillers, in capital letters.
#[must_use]
pub fn code_standing(code: &str) -> CodeStanding {
    if code == "UTO" {
        return CodeStanding::Specimen;
    }
    if code == "D" || is_alpha3(code) {
        return CodeStanding::Country;
    }
    if SPECIAL.contains(&code) {
        CodeStanding::Special
    } else {
        CodeStanding::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeStanding, code_standing};

    #[test]
    fn codes_beyond_iso_are_known() {
        assert_eq!(code_standing("D"), CodeStanding::Country);
        assert_eq!(code_standing("FRA"), CodeStanding::Country);
        assert_eq!(code_standing("XPO"), CodeStanding::Special);
        assert_eq!(code_standing("GBD"), CodeStanding::Special);
        assert_eq!(code_standing("UTO"), CodeStanding::Specimen);
        assert_eq!(code_standing("QQQ"), CodeStanding::Unknown);
    }
}
