//! Whose money it is: an amount divided among claims.

use crate::rules::apportion::{apportion, rateable_pair};

/// The number of a claim, in the order the claims were given, from 0.
pub type ClaimNumber = u32;

/// An amount in minor units divided among claims. Every share is above zero; an empty value is zero.
///
/// One claim, the usual case, is kept without an allocation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    total: i64,
    sole: ClaimNumber,
    // A thin pointer: these labels stand in every tainted account and transfer, nearly always without it.
    #[allow(clippy::box_collection)]
    many: Option<Box<Vec<(ClaimNumber, i64)>>>,
}

impl Labels {
    /// All of `amount` belongs to `claim`.
    #[must_use]
    pub fn of(claim: ClaimNumber, amount: i64) -> Self {
        if amount == 0 {
            Self::default()
        } else {
            Self {
                total: amount,
                sole: claim,
                many: None,
            }
        }
    }

    /// The sum over all claims.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.total
    }

    /// Whether no claim has any of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// Each claim's share, in the order the claims were given.
    pub fn iter(&self) -> impl Iterator<Item = (ClaimNumber, i64)> + '_ {
        let sole = (self.many.is_none() && self.total > 0).then_some((self.sole, self.total));
        self.many.iter().flat_map(|many| many.iter().copied()).chain(sole)
    }

    /// The share of one claim.
    #[must_use]
    pub fn share(&self, claim: ClaimNumber) -> i64 {
        self.iter()
            .find(|(number, _)| *number == claim)
            .map_or(0, |(_, amount)| amount)
    }

    pub(crate) fn from_shares(shares: Vec<(ClaimNumber, i64)>) -> Self {
        let mut shares = shares;
        shares.retain(|(_, amount)| *amount != 0);
        match shares.as_slice() {
            [] => Self::default(),
            [(claim, amount)] => Self::of(*claim, *amount),
            _ => Self {
                total: shares.iter().map(|(_, amount)| amount).sum(),
                sole: 0,
                many: Some(Box::new(shares)),
            },
        }
    }

    pub(crate) fn add(&mut self, claim: ClaimNumber, amount: i64) {
        if amount == 0 {
            return;
        }
        if self.total == 0 {
            *self = Self::of(claim, amount);
            return;
        }
        if let Some(many) = &mut self.many {
            match many.binary_search_by_key(&claim, |(number, _)| *number) {
                Ok(place) => many[place].1 += amount,
                Err(place) => many.insert(place, (claim, amount)),
            }
        } else if self.sole != claim {
            let mut shares = vec![(self.sole, self.total), (claim, amount)];
            shares.sort_unstable();
            self.sole = 0;
            self.many = Some(Box::new(shares));
        }
        self.total += amount;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (claim, amount) in other.iter() {
            self.add(claim, amount);
        }
    }

    /// Takes away what `taken`, a part of this value, holds.
    pub(crate) fn remove(&mut self, taken: &Self) {
        if taken.is_empty() {
            return;
        }
        self.total -= taken.total;
        if self.total == 0 {
            *self = Self::default();
            return;
        }
        let Some(many) = &mut self.many else { return };
        let mut gone = taken.iter().peekable();
        many.retain_mut(|(claim, amount)| {
            if let Some((_, part)) = gone.next_if(|(number, _)| number == claim) {
                *amount -= part;
            }
            *amount != 0
        });
        if let [(claim, _)] = many.as_slice() {
            self.sole = *claim;
            self.many = None;
        }
    }

    /// Takes `part` out of these labels and `clean` untainted units together, each in proportion; returns the labels
    /// taken (the rest of `part` is clean). Equal remainders: claims in the order given, clean last.
    pub(crate) fn take_rateably(&mut self, part: i64, clean: i64) -> Self {
        let taken = self.rateable_part(part, clean);
        self.remove(&taken);
        taken
    }

    /// What [`Labels::take_rateably`] would take. `part` may exceed the whole: that is how a conversion scales labels.
    pub(crate) fn rateable_part(&self, part: i64, clean: i64) -> Self {
        if self.total == 0 || part == 0 {
            return Self::default();
        }
        if self.many.is_none() {
            return Self::of(self.sole, rateable_pair(part, self.total, clean));
        }
        // With less than half a unit for all claims together every floor is zero, and the one unit left over has its
        // largest remainder with the clean part.
        let exact = i128::from(part) * i128::from(self.total);
        if 2 * exact < i128::from(self.total) + i128::from(clean) {
            return Self::default();
        }
        let mut weights: Vec<i64> = self.iter().map(|(_, amount)| amount).collect();
        weights.push(clean);
        let mut parts = apportion(part, &weights);
        parts.pop();
        if parts.iter().all(|part| *part == 0) {
            return Self::default();
        }
        Self::from_shares(self.iter().map(|(claim, _)| claim).zip(parts).collect())
    }

    /// Takes `part` of the labels alone, divided among the claims in proportion.
    pub(crate) fn take(&mut self, part: i64) -> Self {
        if part == self.total {
            return std::mem::take(self);
        }
        self.take_rateably(part, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(shares: &[(ClaimNumber, i64)]) -> Labels {
        Labels::from_shares(shares.to_vec())
    }

    #[test]
    fn shares_add_up_whatever_the_order() {
        let mut one = labels(&[(0, 5), (2, 7)]);
        one.merge(&labels(&[(1, 1), (2, 3), (9, 4)]));
        assert_eq!(one, labels(&[(0, 5), (1, 1), (2, 10), (9, 4)]));
        assert_eq!(one.total(), 20);
        let mut sole = Labels::of(3, 4);
        sole.add(1, 2);
        assert_eq!(sole, labels(&[(1, 2), (3, 4)]));
        sole.remove(&Labels::of(1, 2));
        assert_eq!(sole, Labels::of(3, 4));
    }

    #[test]
    fn a_rateable_part_gives_equal_remainders_to_claims_in_order_and_to_clean_last() {
        let mut mixed = labels(&[(0, 1), (1, 1)]);
        assert_eq!(mixed.take_rateably(1, 1), Labels::of(0, 1));
        let mut half = Labels::of(0, 1);
        assert_eq!(half.take_rateably(1, 1), Labels::of(0, 1));
        assert!(half.is_empty());
    }
}
