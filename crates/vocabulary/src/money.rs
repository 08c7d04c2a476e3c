//! Sums of money: whole units of one asset, never a float.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Asset, Malformed};

/// A sum: `units` of the asset's smallest ledger unit (cents for EUR). Never negative when parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Money {
    /// Whole ledger units.
    pub units: i64,
    /// The asset they are units of.
    pub asset: Asset,
}

/// The form in JSON: a decimal string and a code.
#[derive(Debug, Serialize, Deserialize)]
struct Written {
    value: String,
    currency: String,
}

impl Money {
    /// So many ledger units of an asset.
    #[must_use]
    pub fn new(units: i64, asset: Asset) -> Self {
        Self { units, asset }
    }

    /// Reads a decimal such as `2320000.00` in the asset's scale.
    ///
    /// # Errors
    /// When it is not a plain decimal, is negative, has more digits after the point than the asset, or is too large.
    pub fn parse(value: &str, currency: &str) -> Result<Self, Malformed> {
        let asset = Asset::parse(currency)?;
        Ok(Self::new(parse_units(value, asset.scale())?, asset))
    }

    /// The amount alone, with every digit of the asset's scale: `2320000.00`.
    #[must_use]
    pub fn decimal(&self) -> String {
        write_units(self.units, self.asset.scale())
    }
}

/// Reads a non-negative decimal into whole units at a scale.
///
/// # Errors
/// See [`Money::parse`].
pub fn parse_units(text: &str, scale: u8) -> Result<i64, Malformed> {
    let bad = |rule: String| Malformed::new("amount", rule);
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) || text.ends_with('.') {
        return Err(bad(format!(
            "'{text}' is not a plain decimal: digits, and at most one point"
        )));
    }
    let significant = fraction.trim_end_matches('0');
    if significant.len() > usize::from(scale) {
        return Err(bad(format!(
            "'{text}' has {} digits after the point; this asset has {scale}",
            significant.len()
        )));
    }
    let mut units: i64 = 0;
    let padding = usize::from(scale) - significant.len();
    let digits = whole
        .bytes()
        .chain(significant.bytes())
        .chain(std::iter::repeat_n(b'0', padding));
    for digit in digits {
        units = units
            .checked_mul(10)
            .and_then(|u| u.checked_add(i64::from(digit - b'0')))
            .ok_or_else(|| bad(format!("'{text}' is larger than a ledger can hold")))?;
    }
    Ok(units)
}

/// Writes whole units as a decimal with every digit of the scale.
#[must_use]
pub fn write_units(units: i64, scale: u8) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let digits = units.unsigned_abs().to_string();
    let scale = usize::from(scale);
    if scale == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    format!("{sign}{whole}.{fraction}")
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.asset)
    }
}

impl TryFrom<Written> for Money {
    type Error = Malformed;
    fn try_from(written: Written) -> Result<Self, Malformed> {
        Self::parse(&written.value, &written.currency)
    }
}

impl From<Money> for Written {
    fn from(money: Money) -> Self {
        Self {
            value: money.decimal(),
            currency: money.asset.code().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_keep_to_the_assets_scale() {
        assert_eq!(Money::parse("2320000.00", "EUR").unwrap().units, 232_000_000);
        assert_eq!(Money::parse("7", "JPY").unwrap().to_string(), "7 JPY");
        assert_eq!(Money::parse("1.5", "KWD").unwrap().decimal(), "1.500");
        assert_eq!(Money::parse("1.500", "EUR").unwrap().units, 150);
        for bad in ["1.234", "-1", "1e3", "1,00", ".5", "5.", "", "99999999999999999999"] {
            assert!(Money::parse(bad, "EUR").is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(units in 0..i64::MAX, scale in 0u8..9) {
            prop_assert_eq!(parse_units(&write_units(units, scale), scale).unwrap(), units);
        }
        #[test]
        fn no_text_panics(text in ".*", scale in 0u8..9) {
            let _ = parse_units(&text, scale);
        }
    }
}
