//! Amounts, as the message writes them.

use serde::Serialize;

use crate::cursor::Cursor;

/// An amount with its currency. The value is the decimal number as the message writes it, never a binary fraction.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Amount {
    /// The decimal number, such as `591636` or `654489.98`.
    pub value: String,
    /// The currency: three capital letters of ISO 4217.
    pub currency: String,
}

impl Amount {
    /// An amount; nothing is checked until it is written.
    #[must_use]
    pub fn new(value: impl Into<String>, currency: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            currency: currency.into(),
        }
    }

    /// The amount as a whole number of the smallest unit, for a currency with `scale` digits after the point (two for
    /// EUR, none for JPY, three for KWD). `None` if the amount is finer than that unit, does not fit, or is no number.
    ///
    /// ```
    /// # use cordon_iso20022::Amount;
    /// assert_eq!(Amount::new("654489.98", "EUR").units(2), Some(65_448_998));
    /// assert_eq!(Amount::new("136500", "USD").units(2), Some(13_650_000));
    /// assert_eq!(Amount::new("0.5", "JPY").units(0), None);
    /// ```
    #[must_use]
    pub fn units(&self, scale: u8) -> Option<i64> {
        let (negative, digits) = match self.value.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, self.value.strip_prefix('+').unwrap_or(&self.value)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && part.is_empty() {
            return None;
        }
        let part = part.trim_end_matches('0');
        let missing = usize::from(scale).checked_sub(part.len())?;
        let mut units = 0_i64;
        for digit in whole
            .chars()
            .chain(part.chars())
            .chain(std::iter::repeat_n('0', missing))
        {
            let digit = i64::from(digit.to_digit(10)?);
            units = units.checked_mul(10)?.checked_add(digit)?;
        }
        if negative { units.checked_neg() } else { Some(units) }
    }

    pub(crate) fn read(cursor: &Cursor<'_>, path: &[&str]) -> Option<Self> {
        let element = cursor.at(path)?;
        Some(Self {
            value: element.own_text()?,
            currency: element.attribute("Ccy")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;

    #[test]
    fn units_are_exact_or_nothing() {
        let rows = [
            ("1.10", 2, Some(110)),
            ("1.1000", 2, Some(110)),
            ("1.101", 2, None),
            (".5", 1, Some(5)),
            ("5.", 2, Some(500)),
            ("+7", 0, Some(7)),
            ("-0.01", 2, Some(-1)),
            ("92233720368547758.07", 2, Some(i64::MAX)),
            ("92233720368547758.08", 2, None),
            ("99999999999999999999", 0, None),
            ("", 2, None),
            (".", 2, None),
            ("1,5", 2, None),
        ];
        for (value, scale, units) in rows {
            assert_eq!(Amount::new(value, "EUR").units(scale), units, "{value}");
        }
    }
}
