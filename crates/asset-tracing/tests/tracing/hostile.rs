//! Amounts at the integers' edge, hubs, parallel edges: exact answers or a clear refusal.

use crate::world::{carried, findings, held, world};
use cordon_asset_tracing::amount::Scale;
use cordon_asset_tracing::engine::Request;
use cordon_asset_tracing::engine::ledgers::Ledgers;
use cordon_asset_tracing::engine::plan::trace;
use cordon_asset_tracing::refusal::Refusal;
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::transfers::Collector;

#[test]
fn the_largest_amount_is_divided_exactly() {
    let world = world(&[
        ("v", "a", i64::MAX - 1),
        ("w", "a", 1),
        ("a", "b", i64::MAX - 2),
        ("b", "c", 3),
    ]);
    for rule in Rule::ALL {
        let found = findings(&world, rule, &[("1", None), ("2", None)]);
        assert_eq!(found.total.claimed, i128::from(i64::MAX));
        if rule == Rule::ProRata {
            assert_eq!(carried(&world, &found, "3"), [i64::MAX - 3, 1]);
        }
        if rule == Rule::Fifo {
            assert_eq!(held(&world, &found, "a"), [1, 1]);
        }
    }
}

#[test]
fn a_balance_beyond_64_bits_is_refused_by_name() {
    let mut collector = Collector::new(Scale::new(0).expect("no decimals"));
    for (time, from) in [(1, "x"), (2, "y")] {
        collector
            .add(&time.to_string(), time, from, "rich", i64::MAX)
            .expect("fits");
    }
    let mut transfers = collector.finish();
    let refusal = Refusal::BalanceTooLarge {
        account: "rich".into(),
        transfer: "2".into(),
    };
    assert_eq!(transfers.check_balances(), Err(refusal.clone()));
    let claims = transfers.claims(&[("1".into(), None)], None).expect("stands");
    let request = Request::new(Rule::Fifo, claims, &transfers);
    assert_eq!(trace(&transfers, &request, None), Err(refusal.clone()));
    assert_eq!(
        trace(&transfers, &request, Some(&Ledgers::build(&transfers))),
        Err(refusal)
    );
}

#[test]
fn sums_beyond_64_bits_are_exact_where_no_balance_is() {
    let mut rows = vec![("x", "a", i64::MAX); 1];
    for _ in 0..20 {
        rows.extend([("a", "b", i64::MAX), ("b", "a", i64::MAX)]);
    }
    let world = world(&rows);
    for rule in Rule::ALL {
        let found = findings(&world, rule, &[("1", None)]);
        assert_eq!(
            (found.marks.len(), held(&world, &found, "a")),
            (41, vec![i64::MAX]),
            "{rule}"
        );
    }
}

#[test]
fn a_hundred_thousand_parallel_edges_alternate_labels() {
    let mut rows = vec![("v", "src", 100_000), ("w", "clean", 100_000)];
    for _ in 0..50_000 {
        rows.extend([("src", "hub", 1), ("clean", "hub", 1)]);
    }
    rows.extend(std::iter::repeat_n(("hub", "out", 1), 100_000));
    let world = world(&rows);
    for rule in Rule::ALL {
        let found = findings(&world, rule, &[("1", None)]);
        let out = held(&world, &found, "out")[0];
        assert_eq!(out, if rule == Rule::Poison { 100_000 } else { 50_000 }, "{rule}");
    }
}

#[test]
fn payments_to_oneself_do_not_multiply_money() {
    let mut rows = vec![("v", "a", 7)];
    rows.extend(std::iter::repeat_n(("a", "a", 5), 20_000));
    rows.push(("a", "b", 7));
    let world = world(&rows);
    for rule in Rule::ALL {
        let found = findings(&world, rule, &[("1", None)]);
        assert_eq!(held(&world, &found, "b"), [7], "{rule}");
    }
}

#[test]
fn no_transfers_at_all_is_no_panic() {
    let mut empty = Collector::new(Scale::new(2).expect("two decimals")).finish();
    empty.check_balances().expect("nothing to overflow");
    assert!(empty.is_empty() && Ledgers::build(&empty).entries(0).is_empty());
    assert_eq!(
        empty
            .claims(&[("1".into(), None)], None)
            .expect_err("nothing there")
            .code(),
        "unknown-transfer"
    );
    let request = Request::new(Rule::Poison, Vec::new(), &empty);
    let found = trace(&empty, &request, None).expect("nothing to refuse");
    assert!(found.marks.is_empty());
}
