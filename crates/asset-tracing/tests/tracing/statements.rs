//! The printed statement: each step follows from the one before by the rule's words alone.

use std::collections::HashMap;

use crate::world::{request, run, with_balances, world};
use cordon_asset_tracing::engine::ledgers::Ledgers;
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::statement::{statement, taken};
use cordon_asset_tracing::transfers::Transfers;

fn busy() -> Transfers {
    let rows = [
        ("v", "a", 60_00),
        ("x", "a", 40_00),
        ("a", "b", 30_00),
        ("q", "r", 5_00),
        ("b", "c", 10_00),
        ("w", "b", 15_00),
        ("b", "b", 5_00),
        ("b", "c", 40_00),
        ("c", "a", 1_00),
        ("a", "d", 90_00),
    ];
    with_balances(&rows, &[("b", 7_00), ("c", 3_00)])
}

/// A reader with a pencil: the sheet says what stood before, and one sentence of the rule gives what was taken.
#[test]
fn a_reader_computes_every_step_again() {
    let world = busy();
    let index = Ledgers::build(&world);
    for rule in Rule::ALL {
        let asked = request(&world, rule, &[("1", None)]);
        let found = run(&world, &asked).expect("nothing is refused");
        let stated = statement(&world, &asked, &index, &found, 100).expect("nothing is refused");
        assert_eq!(stated.omitted, 0);
        let cited: Vec<_> = stated.steps.iter().map(|step| world.id(step.entry.position)).collect();
        assert!(
            found.marks.iter().all(|mark| cited.contains(&world.id(mark.position))),
            "{rule}"
        );
        assert!(
            !cited.iter().any(|id| id == "4"),
            "a transfer between strangers is nobody's step: {rule}"
        );
        if rule == Rule::Poison {
            assert_eq!(cited.len(), 9, "every other transfer: {rule}");
        }
        let mut balances: HashMap<u32, i64> = HashMap::new();
        for step in &stated.steps {
            let (from, to) = (step.entry.transfer.from, step.entry.transfer.to);
            let amount = step.entry.transfer.amount;
            let claimed = world.id(step.entry.position) == "1";
            if let Some(before) = &step.payer_before {
                // What stands before is what the last step left, with what was missing put in.
                if let Some(known) = balances.get(&from) {
                    assert_eq!(before.balance, known + step.shortfall, "{rule}");
                }
                let (tainted, clean) = (before.tainted.total(), before.balance - before.tainted.total());
                let by_hand = match rule {
                    Rule::Fifo | Rule::Lifo => taken(before, amount)
                        .iter()
                        .filter(|(claim, _)| claim.is_some())
                        .map(|(_, part)| part)
                        .sum(),
                    Rule::ProRata => {
                        let exact = i128::from(amount) * i128::from(tainted) * 2 + i128::from(before.balance);
                        i64::try_from(exact / (2 * i128::from(before.balance).max(1))).expect("small")
                    }
                    Rule::LowestBalance => (amount - clean).max(0),
                    Rule::TaintFirst => amount.min(tainted),
                    Rule::Poison => {
                        if tainted > 0 {
                            amount
                        } else {
                            0
                        }
                    }
                };
                assert_eq!(
                    step.carried.total(),
                    by_hand,
                    "{rule} transfer {}",
                    world.id(step.entry.position)
                );
            } else {
                assert_eq!(step.carried.total(), if claimed { amount } else { 0 }, "{rule}");
            }
            for (account, after) in [(from, &step.payer_after), (to, &step.payee_after)] {
                if let Some(after) = after {
                    balances.insert(account, after.balance);
                    let chunks: i64 = after.chunks.iter().map(|(_, part)| part).sum();
                    assert!(after.chunks.is_empty() || chunks == after.balance, "{rule}");
                }
            }
        }
    }
}

#[test]
fn too_many_steps_are_cut_to_the_leading_paths_and_counted() {
    let mut rows = vec![("v", "a", 100_00), ("a", "b", 60_00)];
    rows.extend(std::iter::repeat_n(("b", "c", 1), 300));
    rows.extend(std::iter::repeat_n(("c", "b", 1), 300));
    let world = world(&rows);
    let index = Ledgers::build(&world);
    for rule in Rule::ALL {
        let asked = request(&world, rule, &[("1", None)]);
        let found = run(&world, &asked).expect("nothing is refused");
        let stated = statement(&world, &asked, &index, &found, 50).expect("nothing is refused");
        assert!(!stated.steps.is_empty() && stated.steps.len() < 602, "{rule}");
        assert_eq!(stated.steps.len() + stated.omitted, 602, "{rule}");
    }
}
