//! Shortfalls, stops, the minimum, the end, self-transfers, zero amounts, equal times.

use std::collections::HashSet;

use crate::world::{carried, findings, held, request, run, with_balances, world};
use cordon_asset_tracing::findings::StopReason;
use cordon_asset_tracing::reach::reach;
use cordon_asset_tracing::refusal::Refusal;
use cordon_asset_tracing::rules::{Overdraft, Rule};

#[test]
fn money_missing_from_the_data_comes_in_clean_and_last() {
    // `a` holds 60 stolen and pays 100: 40 are missing.
    let world = world(&[("v", "a", 60), ("a", "b", 100), ("b", "c", 50)]);
    for (rule, onward) in [
        // b's chunks: [stolen 60, clean 40].
        (Rule::Fifo, 50),
        // The missing money lay on top at a, so it lies on top at b: [clean 40, stolen 60] from the top.
        (Rule::Lifo, 10),
        (Rule::ProRata, 30),
        (Rule::LowestBalance, 10),
        (Rule::TaintFirst, 50),
    ] {
        let found = findings(&world, rule, &[("1", None)]);
        assert_eq!(carried(&world, &found, "2"), [60], "{rule}");
        assert_eq!(carried(&world, &found, "3"), [onward], "{rule}");
        assert_eq!((found.gap_count, found.gap_amount), (1, 40), "{rule}");
    }
}

#[test]
fn only_shortfalls_at_or_after_the_first_taint_are_gaps() {
    let world = world(&[
        ("a", "b", 10),
        ("v", "a", 60),
        ("a", "b", 60),
        ("a", "b", 5),
        ("q", "r", 9),
    ]);
    for rule in Rule::ALL {
        let found = findings(&world, rule, &[("2", None)]);
        assert_eq!((found.gap_count, found.gap_amount), (1, 5), "{rule}");
    }
}

#[test]
fn overdraft_policies_differ_in_the_report_alone() {
    let world = world(&[("v", "a", 60), ("a", "b", 100), ("b", "c", 50)]);
    for rule in Rule::ALL {
        let mut asked = request(&world, rule, &[("1", None)]);
        let gap = run(&world, &asked).expect("listed");
        asked.overdraft = Overdraft::Clean;
        let clean = run(&world, &asked).expect("not listed");
        assert_eq!((&gap.marks, &gap.holders), (&clean.marks, &clean.holders), "{rule}");
        assert_eq!((clean.gap_count, clean.gap_amount), (0, 0), "{rule}");
        asked.overdraft = Overdraft::Refuse;
        let refused = run(&world, &asked).expect_err("refused");
        let Refusal::Shortfall {
            account,
            transfer,
            shortfall,
            ..
        } = refused
        else {
            panic!("{refused:?}")
        };
        assert_eq!(
            (account.as_str(), transfer.as_str(), shortfall.as_str()),
            ("a", "2", "0.40"),
            "{rule}"
        );
    }
}

#[test]
fn a_stop_is_reported_with_the_sum_that_ended_there() {
    let world = world(&[("v", "a", 100), ("a", "hub", 70), ("hub", "c", 70), ("a", "d", 30)]);
    for rule in Rule::ALL {
        let mut asked = request(&world, rule, &[("1", None)]);
        let hub = world.names().pockets("hub");
        asked.stops = HashSet::from_iter(hub.iter().copied());
        let found = run(&world, &asked).expect("nothing is refused");
        assert_eq!(carried(&world, &found, "2"), [70], "{rule}");
        assert_eq!(carried(&world, &found, "3"), [0], "{rule}");
        assert_eq!(held(&world, &found, "d"), [30], "{rule}");
        assert_eq!(found.stops.len(), 1, "{rule}");
        assert_eq!(
            (found.stops[0].reason, found.stops[0].amount),
            (StopReason::Account(hub[0]), 70),
            "{rule}"
        );
        assert_eq!(found.total.stopped, 70, "{rule}");
    }
}

#[test]
fn less_than_the_minimum_is_not_followed_but_counted() {
    let world = world(&[("v", "a", 100), ("a", "b", 10), ("a", "c", 90), ("b", "d", 10)]);
    let mut asked = request(&world, Rule::Fifo, &[("1", None)]);
    asked.minimum = 11;
    let found = run(&world, &asked).expect("nothing is refused");
    assert_eq!(
        (carried(&world, &found, "2"), carried(&world, &found, "4")),
        (vec![10], vec![0])
    );
    assert_eq!(
        (found.stops[0].reason, found.stops[0].amount),
        (StopReason::Minimum, 10)
    );
    asked.minimum = 10;
    let found = run(&world, &asked).expect("nothing is refused");
    assert_eq!(carried(&world, &found, "4"), [10]);
}

#[test]
fn the_end_shows_the_state_at_an_instant() {
    let world = world(&[("v", "a", 100), ("a", "b", 100), ("w", "b", 50)]);
    let mut asked = request(&world, Rule::Fifo, &[("1", None), ("3", None)]);
    for (until, at_a, at_b, claimed) in [(0, 0, 0, 0), (1, 100, 0, 100), (2, 0, 100, 100), (3, 0, 150, 150)] {
        asked.end = world.end(Some(until));
        let found = run(&world, &asked).expect("nothing is refused");
        let sum = |account| held(&world, &found, account).iter().sum::<i64>();
        assert_eq!(
            (sum("a"), sum("b"), found.total.claimed),
            (at_a, at_b, claimed),
            "until {until}"
        );
    }
}

#[test]
fn a_self_transfer_is_a_debit_then_a_credit() {
    let rows = [("v", "a", 30), ("a", "a", 20), ("a", "b", 40)];
    let world = with_balances(&rows, &[("a", 20)]);
    // FIFO: the 20 clean go to the tail, so the stolen 30 leave first.
    let fifo = findings(&world, Rule::Fifo, &[("1", None)]);
    assert_eq!(
        (carried(&world, &fifo, "2"), carried(&world, &fifo, "3")),
        (vec![0], vec![30])
    );
    // LIFO: the stack is restored.
    let lifo = findings(&world, Rule::Lifo, &[("1", None)]);
    assert_eq!(
        (carried(&world, &lifo, "2"), carried(&world, &lifo, "3")),
        (vec![20], vec![30])
    );
    for rule in [Rule::ProRata, Rule::LowestBalance, Rule::TaintFirst] {
        assert_eq!(
            held(&world, &findings(&world, rule, &[("1", None)]), "a").len(),
            1,
            "{rule}"
        );
    }
    // A claimed self-transfer of more than the balance: the shortfall stands at the first taint, so it is a gap.
    let own = with_balances(&[("a", "a", 50), ("a", "b", 25)], &[("a", 20)]);
    for rule in Rule::ALL {
        let found = findings(&own, rule, &[("1", Some(50))]);
        assert_eq!((found.gap_count, found.gap_amount), (1, 30), "{rule}");
        assert_eq!(carried(&own, &found, "2"), [25], "{rule}");
    }
}

#[test]
fn zero_amounts_carry_nothing() {
    let world = world(&[("v", "a", 100), ("a", "b", 0), ("b", "c", 10), ("a", "a", 0)]);
    for rule in Rule::ALL {
        let found = findings(&world, rule, &[("1", None)]);
        assert_eq!(found.marks.len(), 1, "{rule}");
    }
    assert_eq!(
        reach(&world, &request(&world, Rule::Fifo, &[("1", None)]), false).len(),
        1
    );
}

#[test]
fn equal_times_chain_in_file_order_unless_reach_is_strict() {
    use cordon_asset_tracing::amount::Scale;
    use cordon_asset_tracing::transfers::Collector;
    let mut collector = Collector::new(Scale::new(2).expect("two decimals"));
    for (id, time, from, to) in [
        ("late", 9, "c", "d"),
        ("1", 5, "v", "a"),
        ("2", 5, "a", "b"),
        ("0", 5, "b", "v"),
        ("x", 6, "b", "e"),
    ] {
        collector.add(id, time, from, to, 10).expect("small");
    }
    let world = collector.finish();
    assert!(world.was_unsorted());
    assert_eq!(world.id(0), "1");
    let asked = request(&world, Rule::Fifo, &[("1", None)]);
    let names = |strict| -> Vec<String> {
        reach(&world, &asked, strict)
            .iter()
            .map(|found| world.names().account(found.account).to_owned())
            .collect()
    };
    assert_eq!(names(false), ["a", "b", "v", "e"]);
    assert_eq!(names(true), ["a"]);
}

#[test]
fn the_transfer_that_first_brought_taint_is_kept() {
    let world = world(&[("v", "a", 100), ("a", "b", 40), ("b", "z", 40), ("a", "b", 60)]);
    for rule in Rule::ALL {
        let found = findings(&world, rule, &[("1", None)]);
        let b = found
            .holders
            .iter()
            .find(|holder| world.names().account(holder.account) == "b")
            .expect("b holds taint");
        assert_eq!(world.id(b.first), "2", "{rule}");
    }
}
