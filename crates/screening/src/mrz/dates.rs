//! Dates as a zone carries them: six characters, year first, unknown parts as fillers.

/// Whether six cells can be a date of birth: digits, or fillers for unknown parts (Doc 9303 part 3, 4.8).
pub(crate) fn is_birth_date(cells: &[u8]) -> bool {
    let [y1, y2, m1, m2, d1, d2] = cells else {
        return false;
    };
    let part = |a: u8, b: u8, range: std::ops::RangeInclusive<u8>| match (a, b) {
        (b'<', b'<') => true,
        (b'0'..=b'9', b'0'..=b'9') => range.contains(&((a - b'0') * 10 + (b - b'0'))),
        _ => false,
    };
    part(*y1, *y2, 0..=99) && part(*m1, *m2, 1..=12) && part(*d1, *d2, 1..=31) && day_exists(cells)
}

/// Whether six cells can be a date of expiry: a full date, or all fillers where a document has no end.
pub(crate) fn is_expiry_date(cells: &[u8]) -> bool {
    cells.iter().all(|cell| *cell == b'<') || (cells.iter().all(u8::is_ascii_digit) && is_birth_date(cells))
}

/// A zone has no century, so 29 February stands in any year; 30 February and 31 April in none.
fn day_exists(cells: &[u8]) -> bool {
    let [_, _, m1, m2, d1, d2] = cells else {
        return false;
    };
    if !cells.get(2..6).is_some_and(|rest| rest.iter().all(u8::is_ascii_digit)) {
        return true;
    }
    let month = (m1 - b'0') * 10 + (m2 - b'0');
    let day = (d1 - b'0') * 10 + (d2 - b'0');
    day <= match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The four-digit year of birth behind two digits: the latest one that is not after `this_year`.
///
/// Doc 9303 leaves the century to the reader; a traveller of over a hundred years is read a century too young.
///
/// ```
/// use cordon_screening::mrz::resolve_birth_year;
/// assert_eq!(resolve_birth_year(74, 2026), 1974);
/// assert_eq!(resolve_birth_year(26, 2026), 2026);
/// assert_eq!(resolve_birth_year(27, 2026), 1927);
/// ```
#[must_use]
pub fn resolve_birth_year(two_digits: u8, this_year: i16) -> i16 {
    let year = this_year - this_year.rem_euclid(100) + i16::from(two_digits % 100);
    if year > this_year { year - 100 } else { year }
}

#[cfg(test)]
mod tests {
    use super::{is_birth_date, is_expiry_date};

    #[test]
    fn unknown_parts_of_a_birth_date_are_fillers() {
        for good in ["740812", "7408<<", "74<<<<", "<<<<<<", "000229"] {
            assert!(is_birth_date(good.as_bytes()), "{good}");
        }
        for bad in ["741312", "740832", "740230", "740431", "7<0812", "74081", "74O812"] {
            assert!(!is_birth_date(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn an_expiry_date_is_whole_or_absent() {
        assert!(is_expiry_date(b"120415") && is_expiry_date(b"<<<<<<"));
        assert!(!is_expiry_date(b"1204<<"));
    }
}
