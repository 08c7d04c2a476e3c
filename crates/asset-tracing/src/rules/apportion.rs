//! Dividing whole units in proportion: floors in 128 bits, then one unit each by largest remainder.

/// Divides `total` in proportion to `weights` (none negative): every part is the floor of its exact share, and the units
/// left over go one each to the largest remainders. Equal remainders are served in the order of the list, so the caller puts
/// claims in the order given and untainted money last. The parts sum to `total`, and with `total` at most the sum of the
/// weights no part exceeds its weight. All weights zero: all parts zero.
#[must_use]
pub fn apportion(total: i64, weights: &[i64]) -> Vec<i64> {
    let ranks: Vec<usize> = (0..weights.len()).collect();
    apportion_ranked(total, weights, &ranks)
}

/// Like [`apportion`]; equal remainders are served by ascending rank instead of by place.
pub(crate) fn apportion_ranked<R: Ord>(total: i64, weights: &[i64], ranks: &[R]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let most = weights.iter().copied().max().unwrap_or(0);
    // Dividing in 64 bits, where everything fits, is ten times faster and gives the same.
    let (mut parts, remainders): (Vec<i64>, Vec<i128>) = match (i64::try_from(sum), total.checked_mul(most)) {
        (Ok(sum), Some(_)) => weights
            .iter()
            .map(|weight| (total * weight / sum, i128::from(total * weight % sum)))
            .unzip(),
        _ => floors(total, weights, sum),
    };
    let floored: i128 = parts.iter().map(|part| i128::from(*part)).sum();
    // Fewer than there are remainders above zero.
    let left = usize::try_from(i128::from(total) - floored).unwrap_or(0);
    if left > 0 {
        let mut order: Vec<usize> = (0..weights.len()).collect();
        let by_remainder = |a: &usize, b: &usize| {
            remainders[*b]
                .cmp(&remainders[*a])
                .then_with(|| ranks[*a].cmp(&ranks[*b]))
                .then(a.cmp(b))
        };
        if left < order.len() {
            order.select_nth_unstable_by(left, by_remainder);
        }
        order.into_iter().take(left).for_each(|place| parts[place] += 1);
    }
    parts
}

fn floors(total: i64, weights: &[i64], sum: i128) -> (Vec<i64>, Vec<i128>) {
    let share = |weight: &i64| {
        let product = i128::from(total) * i128::from(*weight);
        // A floor is at most `total`, so it fits.
        (i64::try_from(product / sum).unwrap_or(i64::MAX), product % sum)
    };
    weights.iter().map(share).unzip()
}

/// The tainted part of `part` units out of `tainted` and `clean` together. Of two remainders that are not zero the sum is the
/// divisor, so largest remainder with a tie for the claim is rounding half up.
pub(crate) fn rateable_pair(part: i64, tainted: i64, clean: i64) -> i64 {
    if clean == 0 {
        return part;
    }
    if let (Some(product), Some(whole)) = (part.checked_mul(tainted), tainted.checked_add(clean)) {
        let (floor, rest) = (product / whole, product % whole);
        return floor + i64::from(rest != 0 && rest >= whole - rest);
    }
    let product = i128::from(part) * i128::from(tainted);
    let whole = i128::from(tainted) + i128::from(clean);
    let (floor, rest) = (product / whole, product % whole);
    // The floor is at most `part`; where a unit is added the floor was below it.
    i64::try_from(floor).unwrap_or(part) + i64::from(rest != 0 && rest >= whole - rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn left_over_units_go_to_the_largest_remainders_then_by_order() {
        assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(apportion(5, &[1, 2, 4]), [1, 1, 3]);
        assert_eq!(apportion(0, &[3, 4]), [0, 0]);
        assert_eq!(apportion(7, &[0, 0]), [0, 0]);
        assert_eq!(
            apportion(i64::MAX, &[i64::MAX, i64::MAX]),
            [i64::MAX / 2 + 1, i64::MAX / 2]
        );
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_total_and_stay_below_their_weights(weights in prop::collection::vec(0..i64::MAX / 8, 1..6), seed in 0..i64::MAX) {
            let sum: i64 = weights.iter().sum();
            let total = if sum == 0 { 0 } else { seed % (sum + 1) };
            let parts = apportion(total, &weights);
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
            prop_assert!(parts.iter().zip(&weights).all(|(part, weight)| part <= weight));
        }

        #[test]
        fn the_pair_is_the_same_division(tainted in 1..i64::MAX / 2, clean in 0..i64::MAX / 2, seed in 0..i64::MAX) {
            let part = seed % (tainted + clean + 1);
            prop_assert_eq!(rateable_pair(part, tainted, clean), apportion(part, &[tainted, clean])[0]);
        }
    }
}
