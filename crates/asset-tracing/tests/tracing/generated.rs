//! Generated worlds: the planted truth under every rule, both plans, poison, on a graph with hubs and equal times.

use std::collections::BTreeMap;

use crate::files::{load, load_with};
use crate::world::run;
use cordon_asset_tracing::engine::Request;
use cordon_asset_tracing::generate::{Generator, Truth};
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::transfers::Transfers;

fn generated(transfers: u64, accounts: u32, seed: u64) -> (Transfers, Vec<Truth>) {
    let generator = Generator::new(transfers, accounts, seed).expect("a size that works");
    let (mut file, mut balances) = (Vec::new(), Vec::new());
    generator
        .write_transfers(&mut file, &mut |_| {})
        .expect("memory takes all");
    generator.write_balances(&mut balances).expect("memory takes all");
    (load_with(&file, Some(&balances)).transfers, generator.truth().collect())
}

#[test]
fn every_planted_theft_is_traced_to_the_unit() {
    for (transfers, accounts, seed) in [(12, 12, 1), (40_000, 900, 2), (15_000, 5_000, 3)] {
        let (world, truth) = generated(transfers, accounts, seed);
        let mut claims: Vec<u64> = truth.iter().map(|line| line.claim).collect();
        claims.dedup();
        claims.truncate(40);
        let wanted: Vec<_> = claims.iter().map(|claim| (claim.to_string(), None)).collect();
        for rule in Rule::ALL {
            let request = Request::new(rule, world.claims(&wanted, None).expect("planted"), &world);
            let found = run(&world, &request).expect("nothing is refused");
            let marks: BTreeMap<u64, i64> = found
                .marks
                .iter()
                .map(|mark| (world.id(mark.position).parse().expect("a number"), mark.labels.total()))
                .collect();
            for line in truth
                .iter()
                .filter(|line| line.rule == rule && claims.contains(&line.claim))
            {
                let tainted = marks.get(&line.transfer).copied().unwrap_or(0);
                assert_eq!(
                    tainted, line.tainted,
                    "{rule} theft {} transfer {}",
                    line.claim, line.transfer
                );
            }
            assert_eq!(found.gap_count, 0, "the stories never overdraw");
        }
    }
}

#[test]
fn public_thefts_spread_and_both_plans_agree() {
    let (world, _) = generated(30_000, 400, 9);
    for id in ["100", "15000"] {
        for rule in Rule::ALL {
            let claims = world.claims(&[(id.to_owned(), None)], None).expect("there");
            let found = run(&world, &Request::new(rule, claims, &world)).expect("nothing is refused");
            assert!(!found.marks.is_empty());
        }
    }
}

#[test]
fn the_file_has_equal_times_and_busy_accounts() {
    let mut file = Vec::new();
    Generator::new(20_000, 1_000, 4)
        .expect("a size that works")
        .write_transfers(&mut file, &mut |_| {})
        .expect("memory");
    let world = load(&file).transfers;
    assert!(!world.was_unsorted());
    let times = world.times().values();
    let equal = times.windows(2).filter(|pair| pair[0] == pair[1]).count();
    assert!((3_000..7_000).contains(&equal), "{equal}");
    let mut degrees = vec![0_u32; world.names().len()];
    world.moves().iter().for_each(|row| degrees[row.from as usize] += 1);
    degrees.sort_unstable();
    assert!(
        degrees[degrees.len() - 1] > 20 * degrees[degrees.len() / 2],
        "few accounts are very busy"
    );
}
