//! What money is made of: currencies and tokens, each with its ledger scale.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::Malformed;

/// The registry: versioned data, one row an asset.
const REGISTRY: &str = include_str!("../data/assets.csv");

static SCALES: LazyLock<BTreeMap<&'static str, u8>> = LazyLock::new(|| {
    REGISTRY
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("code,"))
        .filter_map(|line| {
            let mut fields = line.split(',');
            Some((fields.next()?, fields.next()?.parse().ok()?))
        })
        .collect()
});

/// A currency (ISO 4217) or token of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct Asset {
    code: &'static str,
    scale: u8,
}

impl Asset {
    /// Finds the asset in the registry.
    ///
    /// # Errors
    /// When the registry has no such code.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let wanted = text.trim().to_ascii_uppercase();
        SCALES
            .get_key_value(wanted.as_str())
            .map(|(code, scale)| Self { code, scale: *scale })
            .ok_or_else(|| Malformed::new("currency", format!("'{text}' is not in the asset registry")))
    }

    /// The code, for instance `EUR`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// Digits after the point: EUR 2, JPY 0, KWD 3, CLF 4.
    #[must_use]
    pub fn scale(self) -> u8 {
        self.scale
    }
}

impl fmt::Display for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

// Written by hand: the derived form would tie the registry's texts to the input's lifetime.
impl<'de> Deserialize<'de> for Asset {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let code = String::deserialize(input)?;
        Self::parse(&code).map_err(serde::de::Error::custom)
    }
}

impl From<Asset> for String {
    fn from(asset: Asset) -> Self {
        asset.code.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_those_of_the_standard() {
        for (code, scale) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("USDT", 6)] {
            assert_eq!(Asset::parse(code).unwrap().scale(), scale, "{code}");
        }
        assert!(Asset::parse("EURO").is_err());
    }
}
