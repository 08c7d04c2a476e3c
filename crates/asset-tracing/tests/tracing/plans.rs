//! Properties on random graphs: both plans agree, poison bounds every rule, unrelated accounts do not matter.

use std::collections::{BTreeMap, HashSet};

use crate::world::{request, run, with_balances, world};
use cordon_asset_tracing::engine::frontier::{Answer, Frontier, Step};
use cordon_asset_tracing::engine::ledgers::Ledgers;
use cordon_asset_tracing::engine::plan::{Plan, choose, trace};
use cordon_asset_tracing::findings::Findings;
use cordon_asset_tracing::reach::reach;
use cordon_asset_tracing::refusal::Refusal;
use cordon_asset_tracing::rules::{Meeting, Overdraft, Rule};
use cordon_asset_tracing::transfers::Transfers;
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Case {
    rows: Vec<(usize, usize, i64)>,
    opening: Vec<i64>,
    claims: Vec<(usize, i64)>,
    stops: Vec<usize>,
    minimum: i64,
    end: usize,
    oldest: bool,
    overdraft: Overdraft,
}

fn case() -> impl Strategy<Value = Case> {
    let row = (0..25_usize, 0..25_usize, prop_oneof![Just(0), 1..50_i64, 1..5_000_i64]);
    (
        prop::collection::vec(row, 1..400),
        prop::collection::vec(0..2_000_i64, 25),
        prop::collection::vec((any::<prop::sample::Index>(), 0..=100_i64), 1..5),
        prop::collection::vec(0..25_usize, 0..3),
        prop_oneof![Just(0), 0..30_i64],
        (any::<prop::sample::Index>(), any::<bool>()),
        any::<bool>(),
        prop_oneof![4 => Just(Overdraft::Gap), 1 => Just(Overdraft::Clean), 1 => Just(Overdraft::Refuse)],
    )
        .prop_map(
            |(rows, opening, claims, stops, minimum, (end, whole), oldest, overdraft)| {
                let mut seen = HashSet::new();
                let claims = claims
                    .into_iter()
                    .map(|(index, share)| (index.index(rows.len()), share))
                    .filter(|(place, _)| seen.insert(*place))
                    .map(|(place, share)| (place, rows[place].2 * share / 100))
                    .collect();
                let end = if whole { rows.len() } else { end.index(rows.len() + 1) };
                Case {
                    rows,
                    opening,
                    claims,
                    stops,
                    minimum,
                    end,
                    oldest,
                    overdraft,
                }
            },
        )
}

fn build(case: &Case) -> Transfers {
    let names: Vec<String> = (0..25).map(|number| format!("acc-{number}")).collect();
    let rows: Vec<_> = case
        .rows
        .iter()
        .map(|(from, to, amount)| (names[*from].as_str(), names[*to].as_str(), *amount))
        .collect();
    let balances: Vec<_> = names
        .iter()
        .map(String::as_str)
        .zip(case.opening.iter().copied())
        .collect();
    with_balances(&rows, &balances)
}

fn ask(case: &Case, world: &Transfers, rule: Rule) -> cordon_asset_tracing::engine::Request {
    let ids: Vec<(String, i64)> = case
        .claims
        .iter()
        .map(|(place, amount)| ((place + 1).to_string(), *amount))
        .collect();
    let claims: Vec<_> = ids.iter().map(|(id, amount)| (id.as_str(), Some(*amount))).collect();
    let mut asked = request(world, rule, &claims);
    asked.stops = case
        .stops
        .iter()
        .flat_map(|number| world.names().pockets(&format!("acc-{number}")))
        .collect();
    asked.minimum = case.minimum;
    asked.end = case.end;
    asked.meeting = if case.oldest { Meeting::Oldest } else { Meeting::Newest };
    asked.overdraft = case.overdraft;
    asked
}

fn by_transfer(world: &Transfers, findings: &Findings) -> BTreeMap<String, i64> {
    findings
        .marks
        .iter()
        .map(|mark| (world.id(mark.position).into_owned(), mark.labels.total()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn scan_and_frontier_agree_and_poison_bounds_every_rule(case in case()) {
        let world = build(&case);
        let mut poisoned = ask(&case, &world, Rule::Poison);
        poisoned.overdraft = Overdraft::Gap;
        let poison = run(&world, &poisoned).expect("gaps are listed");
        let bound = by_transfer(&world, &poison);
        let reached: HashSet<_> = reach(&world, &poisoned, false).iter().map(|found| found.account).collect();
        for rule in Rule::ALL {
            let Ok(found) = run(&world, &ask(&case, &world, rule)) else { continue };
            for (id, tainted) in by_transfer(&world, &found) {
                prop_assert!(bound.get(&id).is_some_and(|most| tainted <= *most), "{} transfer {}", rule, id);
            }
            for holder in &found.holders {
                let most = poison.holders.iter().find(|other| other.account == holder.account);
                prop_assert!(most.is_some_and(|most| holder.labels.total() <= most.labels.total()), "{}", rule);
                prop_assert!(holder.labels.total() <= holder.balance);
                prop_assert!(reached.contains(&holder.account), "{}", rule);
            }
        }
    }

    #[test]
    fn the_order_of_unrelated_accounts_does_not_matter(case in case(), picks in prop::collection::vec(any::<prop::sample::Index>(), 60)) {
        let world = build(&case);
        let mut order: Vec<usize> = (0..case.rows.len()).collect();
        for pick in &picks {
            if order.len() < 2 {
                break;
            }
            let place = pick.index(order.len() - 1);
            let (one, two) = (case.rows[order[place]], case.rows[order[place + 1]]);
            if HashSet::from([one.0, one.1]).is_disjoint(&HashSet::from([two.0, two.1])) {
                order.swap(place, place + 1);
            }
        }
        let names: Vec<String> = (0..25).map(|number| format!("acc-{number}")).collect();
        let mut collector = cordon_asset_tracing::transfers::Collector::new(world.scale());
        for (time, place) in (0_i64..).zip(&order) {
            let (from, to, amount) = case.rows[*place];
            collector.add(&(place + 1).to_string(), time, &names[from], &names[to], amount).expect("small");
        }
        let mut other = collector.finish();
        for (name, balance) in names.iter().zip(&case.opening) {
            for account in other.names().pockets(name) {
                other.set_opening_balance(account, *balance);
            }
        }
        for rule in Rule::ALL {
            let whole = Case { end: case.rows.len(), overdraft: Overdraft::Gap, ..case.clone() };
            let one = run(&world, &ask(&whole, &world, rule)).expect("gaps are listed");
            let two = run(&other, &ask(&whole, &other, rule)).expect("gaps are listed");
            prop_assert_eq!(by_transfer(&world, &one), by_transfer(&other, &two), "{}", rule);
            prop_assert_eq!((one.tallies, one.gap_amount), (two.tallies, two.gap_amount), "{}", rule);
        }
    }
}

#[test]
fn a_caller_may_answer_one_entry_at_a_time() {
    let world = with_balances(
        &[
            ("v", "a", 50),
            ("a", "b", 20),
            ("c", "b", 5),
            ("b", "a", 25),
            ("a", "d", 55),
        ],
        &[("a", 9)],
    );
    let ledgers = Ledgers::build(&world);
    for rule in Rule::ALL {
        let asked = request(&world, rule, &[("1", None)]);
        let mut frontier = Frontier::new(&world, &asked);
        let mut needs = 0;
        while let Step::Need(mut need) = frontier.step().expect("nothing is refused") {
            needs += 1;
            need.limit = 1;
            frontier
                .answer(ledgers.answer(&world, &need))
                .expect("nothing is refused");
        }
        assert!(needs > 5, "pages of one entry take many steps");
        assert_eq!(frontier.finish(), trace(&world, &asked, None), "{rule}");
    }
}

#[test]
fn a_frontier_that_is_not_done_gives_no_result() {
    let world = world(&[("v", "a", 50), ("a", "b", 20)]);
    let asked = request(&world, Rule::Fifo, &[("1", None)]);
    let mut frontier = Frontier::new(&world, &asked);
    assert!(matches!(frontier.step(), Ok(Step::Need(need)) if need.balance));
    assert_eq!(frontier.finish(), Err(Refusal::Unfinished));
    let mut early = Frontier::new(&world, &asked);
    let nothing = Answer {
        balance: 0,
        entries: Vec::new(),
        more: false,
    };
    early
        .answer(nothing)
        .expect("an answer nobody asked for changes nothing");
    assert_eq!(early.finish(), Err(Refusal::Unfinished));
}

#[test]
fn the_planner_says_which_plan_and_why() {
    let mut rows = vec![("v", "a", 50), ("a", "b", 20)];
    rows.extend(std::iter::repeat_n(("x", "y", 1), 500));
    let world = world(&rows);
    let asked = request(&world, Rule::Fifo, &[("1", None)]);
    let cold = choose(&world, &asked, 1, false);
    assert_eq!(cold.plan, Plan::Scan);
    let warm = choose(&world, &asked, 1, true);
    assert_eq!(warm.plan, Plan::Frontier);
    assert!(warm.to_string().starts_with("frontier: 2 of 502 transfers"), "{warm}");
    assert_eq!(choose(&world, &asked, 6, false).plan, Plan::Frontier);
}
