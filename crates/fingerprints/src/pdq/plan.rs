//! How a search is made: which parts are probed, how far, or whether a plain scan is cheaper.
//!
//! With parts of the 256 bits, two hashes within distance `d` must differ by at most `r_i` bits in some part `i`, as
//! soon as the sum of all `r_i + 1` exceeds `d` (otherwise every part would differ by `r_i + 1` or more, which adds up
//! to more than `d`). This is the general pigeonhole of multi-index hashing (Norouzi, Punjani, Fleet: Fast exact search
//! in Hamming space with multi-index hashing, 2014), with a radius of its own for each part.

/// Cost of reading one bucket's bounds, against one candidate's hash (1.0). Neighbouring buckets share a cache line.
const PROBE_COST: f64 = 0.5;
/// Cost of one hash in a plain scan, against one candidate read at random.
const SCAN_COST: f64 = 0.12;
/// No plan probes more buckets than this; a scan is better long before.
const MOST_PROBES: f64 = 4_000_000.0;
/// Sets smaller than this are scanned: the index would cost more than it saves.
pub(crate) const SCANNED_BELOW: usize = 2_048;

/// Radius per part (`None`: the part is not probed), and what it costs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Radii {
    pub(crate) per_part: Vec<Option<u32>>,
    pub(crate) cost: f64,
}

/// Chooses the cheapest radii that find every pair within `distance`, or `None` when a scan is cheaper.
pub(crate) fn radii(part_bits: &[u32], entries: usize, distance: u32) -> Option<Radii> {
    let mut per_part: Vec<Option<u32>> = vec![None; part_bits.len()];
    let (mut cost, mut probes) = (0.0, 0.0);
    let most = (entries as f64 * SCAN_COST).max(64.0);
    for _step in 0..=distance {
        let (part, step_probes, step_cost) = part_bits
            .iter()
            .enumerate()
            .map(|(part, bits)| {
                let next = per_part[part].map_or(0, |radius| radius + 1);
                let step_probes = binomial(*bits, next);
                let bucket = entries as f64 / f64::from(*bits).exp2();
                (part, step_probes, step_probes * (PROBE_COST + bucket))
            })
            .filter(|(part, _, _)| per_part[*part].is_none_or(|radius| radius < part_bits[*part]))
            .min_by(|a, b| a.2.total_cmp(&b.2))?;
        per_part[part] = Some(per_part[part].map_or(0, |radius| radius + 1));
        cost += step_cost;
        probes += step_probes;
        if cost > most || probes > MOST_PROBES {
            return None;
        }
    }
    Some(Radii { per_part, cost })
}

/// The number of parts for a set of this size, chosen for searches at `distance`.
pub(crate) fn part_count(entries: usize, distance: u32) -> u32 {
    let hash_bytes = entries.saturating_mul(32);
    let most_bytes = (hash_bytes + hash_bytes / 2).max(8 << 20);
    let mut best = (16, f64::INFINITY);
    for count in 9..=24_u32 {
        let bits = part_bits(count);
        let bounds_bytes: usize = bits.iter().map(|bits| 4_usize << bits).sum();
        if bounds_bytes > most_bytes {
            continue;
        }
        // More parts also mean a longer build and more memory: a little is charged for each.
        let charged =
            radii(&bits, entries, distance).map_or(f64::INFINITY, |radii| radii.cost * (1.0 + 0.02 * f64::from(count)));
        if charged < best.1 {
            best = (count, charged);
        }
    }
    best.0
}

/// How many bits each of so many parts gets.
pub(crate) fn part_bits(count: u32) -> Vec<u32> {
    (0..count)
        .map(|part| (256_u32.saturating_sub(part)).div_ceil(count))
        .collect()
}

/// Every number below `2^bits` with at most `radius` bits set, fewest bits first.
pub(crate) fn masks(bits: u32, radius: u32) -> Vec<u32> {
    let mut all = vec![0_u32];
    let mut ring = vec![(0_u32, 0_u32)];
    for _ in 0..radius.min(bits) {
        let mut next = Vec::new();
        for (mask, from) in ring {
            for bit in from..bits {
                next.push((mask | 1 << bit, bit + 1));
            }
        }
        all.extend(next.iter().map(|(mask, _)| *mask));
        ring = next;
    }
    all
}

fn binomial(n: u32, k: u32) -> f64 {
    (0..k).fold(1.0, |value, i| {
        value * f64::from(n.saturating_sub(i)) / f64::from(i + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radii_always_satisfy_the_pigeonhole() {
        for count in 9..=24_u32 {
            let bits: Vec<u32> = (0..count).map(|part| (256 - part).div_ceil(count)).collect();
            assert_eq!(bits.iter().sum::<u32>(), 256);
            for distance in [0, 1, 7, 15, 31, 40] {
                let Some(radii) = radii(&bits, 100_000_000, distance) else {
                    continue;
                };
                let sum: u32 = radii
                    .per_part
                    .iter()
                    .map(|radius| radius.map_or(0, |radius| radius + 1))
                    .sum();
                assert_eq!(sum, distance + 1);
            }
        }
    }

    #[test]
    fn a_wide_distance_is_scanned() {
        let bits = vec![16; 16];
        assert!(radii(&bits, 1_000_000, 31).is_some());
        assert_eq!(radii(&bits, 1_000_000, 120), None);
        assert_eq!(radii(&bits, 1_000_000, 256), None);
    }

    #[test]
    fn part_counts_follow_the_size_of_the_set() {
        assert_eq!(part_count(100_000, 31), 16);
        assert_eq!(part_count(10_000_000, 31), 11);
        assert!(part_count(100_000_000, 31) <= 11);
    }

    #[test]
    fn masks_are_complete_and_without_repetition() {
        let mut masks = masks(24, 2);
        assert_eq!(masks.len(), 1 + 24 + 276);
        assert!(masks.iter().all(|mask| mask.count_ones() <= 2 && *mask < 1 << 24));
        masks.sort_unstable();
        masks.dedup();
        assert_eq!(masks.len(), 301);
        assert_eq!(super::masks(3, 9).len(), 8);
    }
}
