//! What a claim takes, and what happens where claims meet.

use crate::world::{carried, findings, held, request, run, with_balances, world};
use cordon_asset_tracing::refusal::Refusal;
use cordon_asset_tracing::rules::{Meeting, Rule};

#[test]
fn a_claim_takes_the_first_units_in_the_order_removed() {
    // `a` holds 40 clean, then 60 of claim 1, then pays 100 of which 70 are claimed as claim 2.
    let rows = [("v", "a", 60), ("a", "b", 100), ("b", "c", 50)];
    let world = with_balances(&rows, &[("a", 40)]);
    let claims = [("1", None), ("2", Some(70))];
    for (rule, newest, superseded) in [
        // First 70 of [clean 40, one 60].
        (Rule::Fifo, [30, 70], 30),
        // First 70 of [one 60, clean 40].
        (Rule::Lifo, [0, 70], 60),
        // 70 of 100 rateably: 42 of claim 1, 28 clean.
        (Rule::ProRata, [18, 70], 42),
        // Clean first: 40 clean, 30 of claim 1.
        (Rule::LowestBalance, [30, 70], 30),
        (Rule::TaintFirst, [30, 70], 30),
    ] {
        let mut asked = request(&world, rule, &claims);
        let found = run(&world, &asked).expect("nothing is refused");
        assert_eq!(carried(&world, &found, "2"), newest, "{rule}");
        assert_eq!(
            (found.tallies[0].superseded, found.tallies[1].superseded),
            (superseded, 0),
            "{rule}"
        );
        asked.meeting = Meeting::Oldest;
        let found = run(&world, &asked).expect("nothing is refused");
        let kept = 70 - i64::try_from(superseded).expect("small");
        assert_eq!(carried(&world, &found, "2"), [60, kept], "{rule}");
        assert_eq!(
            (found.tallies[0].superseded, found.tallies[1].superseded),
            (0, superseded),
            "{rule}"
        );
    }
}

#[test]
fn under_lifo_the_claimed_units_stay_on_top_at_the_payee() {
    let world = world(&[("v", "a", 100), ("a", "b", 30), ("a", "c", 70)]);
    let found = findings(&world, Rule::Lifo, &[("1", Some(30))]);
    // Of the debit the first 30 removed are claimed: at `a` they stand on top.
    assert_eq!(
        (carried(&world, &found, "2"), carried(&world, &found, "3")),
        (vec![30], vec![0])
    );
    let fifo = findings(&world, Rule::Fifo, &[("1", Some(30))]);
    assert_eq!(
        (carried(&world, &fifo, "2"), carried(&world, &fifo, "3")),
        (vec![30], vec![0])
    );
}

#[test]
fn the_claimed_transfer_stands_in_the_list_with_its_claimed_amount() {
    let world = world(&[("x", "y", 5), ("v", "a", 100), ("a", "b", 100)]);
    for rule in Rule::ALL {
        let found = findings(&world, rule, &[("2", Some(30))]);
        assert_eq!(carried(&world, &found, "2"), [30], "{rule}");
        assert_eq!(found.marks.len(), 2, "{rule}");
        assert_eq!(
            carried(&world, &found, "3"),
            [if rule == Rule::Poison { 100 } else { 30 }],
            "{rule}"
        );
    }
}

#[test]
fn poison_clears_when_the_balance_is_zero_and_not_before() {
    let world = with_balances(
        &[
            ("v", "a", 10),
            ("a", "b", 5),
            ("a", "b", 55),
            ("c", "a", 7),
            ("a", "b", 7),
        ],
        &[("a", 50)],
    );
    let found = findings(&world, Rule::Poison, &[("1", None)]);
    let marks: Vec<_> = found
        .marks
        .iter()
        .map(|mark| (world.id(mark.position).into_owned(), mark.labels.total()))
        .collect();
    assert_eq!(marks, [("1".into(), 10), ("2".into(), 5), ("3".into(), 55)]);
    assert_eq!(found.holders.len(), 1);
    // The last 7 are clean money, but `b` is poisoned and its whole balance counts.
    assert_eq!((found.holders[0].balance, found.holders[0].labels.total()), (67, 67));
}

#[test]
fn claims_that_do_not_fit_are_refused() {
    let world = world(&[("v", "a", 100)]);
    let ask = |claims: &[(&str, Option<i64>)]| {
        let claims: Vec<_> = claims.iter().map(|(id, amount)| ((*id).to_owned(), *amount)).collect();
        world.claims(&claims, None).expect_err("refused").code()
    };
    assert_eq!(ask(&[]), "no-claim");
    assert_eq!(ask(&[("9", None)]), "unknown-transfer");
    assert_eq!(ask(&[("1", Some(101))]), "claim-too-large");
    assert_eq!(ask(&[("1", Some(1)), ("1", Some(1))]), "repeated-claim");
}

#[test]
fn an_id_that_stands_twice_names_no_transfer() {
    use cordon_asset_tracing::amount::Scale;
    use cordon_asset_tracing::transfers::Collector;
    let mut collector = Collector::new(Scale::new(2).expect("two decimals"));
    for time in 1..=2 {
        collector.add("pay", time, "a", "b", 5).expect("small");
    }
    let refused = collector
        .finish()
        .claims(&[("pay".to_owned(), None)], None)
        .expect_err("ambiguous");
    assert_eq!(
        refused,
        Refusal::AmbiguousTransfer {
            id: "pay".into(),
            count: 2
        }
    );
}

#[test]
fn three_claims_share_the_odd_unit_in_the_order_given() {
    let world = world(&[
        ("p", "f", 1),
        ("q", "f", 1),
        ("r", "f", 1),
        ("f", "x", 1),
        ("f", "x", 1),
    ]);
    for rule in [Rule::ProRata, Rule::LowestBalance, Rule::TaintFirst] {
        // Given in another order than they happened: the first one given takes the first odd unit.
        let found = findings(&world, rule, &[("3", None), ("1", None), ("2", None)]);
        assert_eq!(carried(&world, &found, "4"), [1, 0, 0], "{rule}");
        assert_eq!(carried(&world, &found, "5"), [0, 1, 0], "{rule}");
        assert_eq!(held(&world, &found, "f"), [0, 0, 1], "{rule}");
    }
}

#[test]
fn a_claim_of_zero_taints_nothing() {
    let world = world(&[("v", "a", 100), ("a", "b", 100)]);
    for rule in Rule::ALL {
        let found = findings(&world, rule, &[("1", Some(0))]);
        assert!(found.marks.is_empty() && found.holders.is_empty(), "{rule}");
    }
}
