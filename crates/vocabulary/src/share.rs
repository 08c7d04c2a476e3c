//! Dividing a sum without losing a unit.

/// Divides `total` in proportion to `weights`: floors in 128-bit arithmetic, then one unit each by largest remainder,
/// equal remainders in the order given. The shares add up to `total` whenever any weight is positive; otherwise all are zero.
///
/// Negative totals and weights count as zero: money parts are never negative.
#[must_use]
pub fn divide(total: i64, weights: &[i64]) -> Vec<i64> {
    let total = i128::from(total.max(0));
    let weights: Vec<i128> = weights.iter().map(|w| i128::from((*w).max(0))).collect();
    let sum: i128 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let mut shares: Vec<i128> = weights.iter().map(|w| total * w / sum).collect();
    let mut left = total - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(total * weights[i] % sum));
    for i in order {
        if left == 0 {
            break;
        }
        shares[i] += 1;
        left -= 1;
    }
    shares
        .into_iter()
        .map(|s| i64::try_from(s).unwrap_or(i64::MAX))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_largest_remainder_takes_the_odd_unit() {
        assert_eq!(divide(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(divide(100, &[33, 67, 0]), [33, 67, 0]);
        assert_eq!(divide(5, &[0, 0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(total in 0..i64::MAX, weights in proptest::collection::vec(0..i64::MAX, 1..9)) {
            let shares = divide(total, &weights);
            let expected = if weights.iter().any(|w| *w > 0) { i128::from(total) } else { 0 };
            prop_assert_eq!(shares.iter().map(|s| i128::from(*s)).sum::<i128>(), expected);
        }
    }
}
