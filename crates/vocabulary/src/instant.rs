//! Points in time, in microseconds UTC.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Malformed;

/// A point in time: microseconds since 1970-01-01T00:00:00Z. Written as RFC 3339 in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Instant(i64);

impl Instant {
    /// From microseconds since the epoch; values outside the years 1900 to 9999 are drawn to the bounds.
    #[must_use]
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(-2_208_988_800_000_000, 253_402_207_200_000_000))
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with an offset.
    ///
    /// # Errors
    /// When the text has no offset or is not a date and time.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let at: Timestamp = text.trim().parse().map_err(|e| {
            Malformed::new(
                "instant",
                format!("'{text}' is not a date and time with offset (RFC 3339): {e}"),
            )
        })?;
        Ok(Self::from_micros(at.as_microsecond()))
    }

    /// This instant as a timestamp of the calendar library.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Later by so many seconds (earlier when negative).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_micros(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Whole seconds from `earlier` to this instant, negative when it lies before.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(1_000_000)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.timestamp())
    }
}

impl TryFrom<String> for Instant {
    type Error = Malformed;
    fn try_from(text: String) -> Result<Self, Malformed> {
        Self::parse(&text)
    }
}

impl From<Instant> for String {
    fn from(at: Instant) -> Self {
        at.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_needs_an_offset() {
        let at = Instant::parse("2026-03-03T02:14:00+01:00").unwrap();
        assert_eq!(at.to_string(), "2026-03-03T01:14:00Z");
        assert!(Instant::parse("2026-03-03T02:14:00").is_err());
        assert_eq!(at.plus_seconds(90).seconds_since(at), 90);
        assert!(Instant::from_micros(i64::MAX).plus_seconds(i64::MAX).seconds_since(at) > 0);
    }
}
