//! Time-respecting reach against the plainest reading of it, on graphs large enough for every way in which rows are skipped.

use std::collections::HashSet;

use crate::world::{request, world};
use cordon_asset_tracing::reach::reach;
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::transfers::Transfers;

/// One row after the other, with sets.
fn plainly(world: &Transfers, first: usize, stops: &HashSet<u32>) -> Vec<(u32, u32)> {
    let mut seen: HashSet<u32> = HashSet::new();
    let mut live: HashSet<u32> = HashSet::new();
    let mut found = Vec::new();
    for (place, row) in world.moves().iter().enumerate().skip(first) {
        let leads = place == first || (live.contains(&row.from) && row.amount > 0);
        if leads && seen.insert(row.to) {
            found.push((row.to, u32::try_from(place).expect("small")));
            if !stops.contains(&row.to) {
                live.insert(row.to);
            }
        }
    }
    found
}

/// Numbers without a pattern, the same in every run.
fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("small")
    }
}

#[test]
fn rows_are_skipped_without_missing_an_account() {
    for (seed, accounts, rows) in [(1, 40, 30_000), (2, 3_000, 60_000), (3, 9_000, 20_000), (4, 700, 2_047)] {
        let mut next = numbers(seed);
        let names: Vec<String> = (0..accounts).map(|n| format!("acc-{n}")).collect();
        let made: Vec<(&str, &str, i64)> = (0..rows)
            .map(|_| {
                let (from, to) = (next(accounts), next(accounts));
                (names[from].as_str(), names[to].as_str(), i64::from(next(10) > 0))
            })
            .collect();
        let world = world(&made);
        for first in [0, rows / 3, rows - 1] {
            let id = (first + 1).to_string();
            let mut asked = request(&world, Rule::Fifo, &[(id.as_str(), None)]);
            if asked.claims[0].amount == 0 {
                continue;
            }
            for stops in [0, accounts / 10] {
                asked.stops = (0..u32::try_from(stops).expect("small")).collect();
                let found: Vec<(u32, u32)> = reach(&world, &asked, false)
                    .iter()
                    .map(|one| (one.account, one.by))
                    .collect();
                assert_eq!(
                    found,
                    plainly(&world, first, &asked.stops),
                    "seed {seed}, from {first}, {stops} stops"
                );
            }
        }
    }
}
