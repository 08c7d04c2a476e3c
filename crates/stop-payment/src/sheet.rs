//! The sheet: the stolen amount by bucket, always adding up.

use cordon_vocabulary::{Asset, Money};
use serde::{Deserialize, Serialize};

use crate::{Bucket, Part};

/// What stands in each bucket, in the stolen currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The stolen currency.
    pub currency: Asset,
    /// What was lost, in ledger units.
    pub lost: i64,
    sums: [i64; 11],
}

impl Sheet {
    /// Adds the parts up.
    #[must_use]
    pub fn of(lost: Money, parts: &[Part]) -> Self {
        let mut sums = [0i64; 11];
        for part in parts {
            let place = part.bucket as usize;
            sums[place] = sums[place].saturating_add(part.units);
        }
        Self {
            currency: lost.asset,
            lost: lost.units,
            sums,
        }
    }

    /// The units in one bucket.
    #[must_use]
    pub fn units(&self, bucket: Bucket) -> i64 {
        self.sums[bucket as usize]
    }

    /// The money in one bucket.
    #[must_use]
    pub fn money(&self, bucket: Bucket) -> Money {
        Money::new(self.units(bucket), self.currency)
    }

    /// Whether the buckets add up to what was lost. A sheet that does not is never shown.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.sums.iter().map(|s| i128::from(*s)).sum::<i128>() == i128::from(self.lost)
    }
}
