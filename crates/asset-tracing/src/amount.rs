//! Money as whole minor units: how many decimals a file may have, and how a sum is read and printed.

use thiserror::Error;

/// How many decimals an amount may have: 2 makes `12.34` the integer 1234.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scale(u8);

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AmountFault {
    /// The text holds something other than digits and one decimal sign.
    #[error("is not an amount")]
    NotANumber,
    /// The amount is below zero.
    #[error("is negative")]
    Negative,
    /// The text has more decimals than the scale.
    #[error("has {found} decimals where the scale allows {allowed}")]
    TooManyDecimals {
        /// Decimals found in the text.
        found: usize,
        /// Decimals that the scale allows.
        allowed: u8,
    },
    /// The amount in minor units does not fit in a signed 64-bit integer.
    #[error("is larger than 9223372036854775807 minor units")]
    TooLarge,
}

impl Scale {
    /// The largest scale: 18 decimals still leave room for 9 whole units in 64 bits.
    pub const MAX: u8 = 18;

    /// A scale of `decimals`, or none when above [`Scale::MAX`].
    #[must_use]
    pub fn new(decimals: u8) -> Option<Self> {
        (decimals <= Self::MAX).then_some(Self(decimals))
    }

    /// The number of decimals.
    #[must_use]
    pub fn decimals(self) -> u8 {
        self.0
    }

    /// Reads a plain amount (`12`, `12.3`, `.30`, `+12.30`) into minor units; blanks around it are ignored.
    ///
    /// Decimals beyond the scale are refused even when they are zeros: the file then promises a
    /// precision that this trace would not keep.
    ///
    /// # Errors
    /// See [`AmountFault`].
    pub fn parse(self, text: &[u8]) -> Result<i64, AmountFault> {
        let (negative, digits) = match text.trim_ascii() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let units = self.parse_unsigned(digits)?;
        if negative && units != 0 {
            return Err(AmountFault::Negative);
        }
        Ok(units)
    }

    fn parse_unsigned(self, text: &[u8]) -> Result<i64, AmountFault> {
        let mut units: i64 = 0;
        let mut decimals: Option<usize> = None;
        let mut digits = 0_usize;
        let mut overflow = false;
        for &byte in text {
            match byte {
                b'0'..=b'9' => {
                    digits += 1;
                    decimals = decimals.map(|count| count + 1);
                    overflow |= self.push_digit(&mut units, byte - b'0');
                }
                b'.' if decimals.is_none() => decimals = Some(0),
                _ => return Err(AmountFault::NotANumber),
            }
        }
        if digits == 0 {
            return Err(AmountFault::NotANumber);
        }
        let found = decimals.unwrap_or(0);
        if found > usize::from(self.0) {
            return Err(AmountFault::TooManyDecimals { found, allowed: self.0 });
        }
        for _ in found..usize::from(self.0) {
            overflow |= self.push_digit(&mut units, 0);
        }
        if overflow {
            Err(AmountFault::TooLarge)
        } else {
            Ok(units)
        }
    }

    fn push_digit(self, units: &mut i64, digit: u8) -> bool {
        match units
            .checked_mul(10)
            .and_then(|tens| tens.checked_add(i64::from(digit)))
        {
            Some(next) => {
                *units = next;
                false
            }
            None => true,
        }
    }

    /// Prints minor units as a decimal text with exactly this scale's decimals.
    #[must_use]
    pub fn show(self, units: i128) -> String {
        let sign = if units < 0 { "-" } else { "" };
        let digits = units.unsigned_abs().to_string();
        let decimals = usize::from(self.0);
        if decimals == 0 {
            return format!("{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, part) = padded.split_at(padded.len() - decimals);
        format!("{sign}{whole}.{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents() -> Scale {
        Scale::new(2).expect("two decimals are allowed")
    }

    #[test]
    fn amounts_become_minor_units_and_come_back() {
        for (text, units, shown) in [
            ("0", 0, "0.00"),
            ("12", 1200, "12.00"),
            (" 12.3 ", 1230, "12.30"),
            (".05", 5, "0.05"),
            ("+7.", 700, "7.00"),
            ("-0.00", 0, "0.00"),
            ("92233720368547758.07", i64::MAX, "92233720368547758.07"),
        ] {
            assert_eq!(cents().parse(text.as_bytes()), Ok(units), "{text}");
            assert_eq!(cents().show(i128::from(units)), shown);
        }
    }

    #[test]
    fn bad_amounts_are_refused_with_the_reason() {
        let too_many = AmountFault::TooManyDecimals { found: 3, allowed: 2 };
        for (text, fault) in [
            ("", AmountFault::NotANumber),
            (".", AmountFault::NotANumber),
            ("1e5", AmountFault::NotANumber),
            ("NaN", AmountFault::NotANumber),
            ("1,50", AmountFault::NotANumber),
            ("1.2.3", AmountFault::NotANumber),
            ("--1", AmountFault::NotANumber),
            ("-1", AmountFault::Negative),
            ("1.230", too_many),
            ("92233720368547758.08", AmountFault::TooLarge),
            ("99999999999999999999999999999999", AmountFault::TooLarge),
        ] {
            assert_eq!(cents().parse(text.as_bytes()), Err(fault), "{text}");
        }
    }

    #[test]
    fn the_scale_has_a_limit_and_prints_negative_sums() {
        assert!(Scale::new(19).is_none());
        assert_eq!(cents().show(-5), "-0.05");
        assert_eq!(Scale::new(0).expect("zero decimals").show(-5), "-5");
    }
}
