//! The check digit of Doc 9303 part 3, section 4.9.

/// Value of one character: 0-9 as they are, A-Z as 10-35, the filler as 0. Other bytes have no value.
fn value(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A') + 10),
        b'<' => Some(0),
        _ => None,
    }
}

/// Check digit of the characters given, as `b'0'..=b'9'`: weights 7, 3, 1 from the left, the sum modulo 10.
///
/// `None` when a byte is outside A-Z, 0-9 and `<`.
///
/// ```
/// use cordon_screening::mrz::check_digit;
/// assert_eq!(check_digit(b"520727"), Some(b'3'));
/// assert_eq!(check_digit(b"AB2134<<<"), Some(b'5'));
/// ```
#[must_use]
pub fn check_digit(cells: &[u8]) -> Option<u8> {
    let mut sum = 0u32;
    for (cell, weight) in cells.iter().zip([7u32, 3, 1].into_iter().cycle()) {
        sum = (sum + value(*cell)? * weight) % 10;
    }
    u8::try_from(sum).ok().map(|digit| b'0' + digit)
}

#[cfg(test)]
mod tests {
    use super::check_digit;

    #[test]
    fn published_vectors_hold() {
        for (cells, digit) in [
            ("520727", b'3'),
            ("AB2134<<<", b'5'),
            ("L898902C3", b'6'),
            ("ZE184226B<<<<<", b'1'),
            ("740812", b'2'),
            ("120415", b'9'),
            ("HA672242<", b'6'),
            ("D23145890734", b'9'),
            ("D23145890", b'7'),
            ("", b'0'),
        ] {
            assert_eq!(check_digit(cells.as_bytes()), Some(digit), "{cells}");
        }
    }

    #[test]
    fn blind_spots_are_what_the_standard_leaves_blind() {
        let digits: Vec<_> = ["K1", "01", "A1", "U1", "<1"]
            .iter()
            .map(|c| check_digit(c.as_bytes()))
            .collect();
        assert!(digits.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn bytes_outside_the_alphabet_have_no_digit() {
        assert_eq!(check_digit(b"a1"), None);
        assert_eq!(check_digit(&[0xff]), None);
    }
}
