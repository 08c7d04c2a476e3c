//! Random walks through the rulebook: whatever is done in whatever order, the sheet adds up, every part has moved by
//! the table alone, and no hold counts more than its parts.

mod world;

use std::collections::BTreeMap;

use cordon_stop_payment::*;
use cordon_vocabulary::*;
use proptest::prelude::*;
use world::*;

#[derive(Debug, Clone)]
struct Step {
    what: u8,
    ask: prop::sample::Index,
    amounts: Vec<(u8, i64, u8)>,
    minutes: i64,
    proven: bool,
}

fn step() -> impl Strategy<Value = Step> {
    (
        0u8..16,
        any::<prop::sample::Index>(),
        prop::collection::vec((0u8..8, 0i64..120_000, 0u8..7), 0..5),
        0i64..600,
        any::<bool>(),
    )
        .prop_map(|(what, ask, amounts, minutes, proven)| Step {
            what,
            ask,
            amounts,
            minutes,
            proven,
        })
}

fn lines(step: &Step, ask: &Ask, minute: i64) -> Vec<Line> {
    let money = |units| Money::new(units, ask.currency);
    step.amounts
        .iter()
        .map(|(kind, units, n)| {
            let n = u32::from(*n) + 2;
            let there = to(&format!("b{n}"), ["QN", "QO", "QP", "QQ"][n as usize % 4], n);
            match kind {
                0 => held(money(*units)),
                1 => Line::Spent {
                    executed: at(minute),
                    amount: money(*units),
                    how: SpentHow::Cash,
                },
                2 => Line::Returned {
                    amount: money(*units),
                    uetr: None,
                },
                3 => Line::NotFound,
                4 => Line::Refused {
                    reason: NoReason::Customer,
                },
                5 => Line::MovedUnsaid,
                6 => Line::Moved {
                    uetr: None,
                    executed: at(minute),
                    debited: money(*units),
                    credited: Some(Money::new(
                        units / 2 * 3,
                        if n % 2 == 0 { usd(0).asset } else { ask.currency },
                    ))
                    .filter(|c| c.asset != ask.currency),
                    rate: Some("1.5".into()),
                    charge: Some(money(units / 50)),
                    arrives_in: None,
                    to: there,
                },
                _ => moved(money(*units), minute, there),
            }
        })
        .collect()
}

fn act(step: &Step, case: &Case, minute: i64) -> (Act, Actor) {
    let ask = &case.asks[step.ask.index(case.asks.len())];
    let id = ask.id;
    let holder = cordon_stop_payment::acts::asked_institution(ask).map_or("b1".to_owned(), ToString::to_string);
    let bank = bank_by(&holder, if step.proven { Means::Token } else { Means::Link });
    let mira = officer("mira", "QM");
    let units = step.amounts.first().map_or(1, |a| a.1);
    let amount = Money::new(units, ask.currency);
    match step.what {
        0 => (Act::StopPursuit, mira),
        1 => (Act::ResumePursuit, officer("noor", "QM")),
        2 => (Act::ReleaseAsk { ask: id }, mira),
        3 => (Act::Confirm { ask: id }, mira),
        4 => (
            Act::Return {
                ask: id,
                amount,
                uetr: None,
            },
            bank,
        ),
        5 => (
            Act::ReleaseHold {
                ask: id,
                amount: Some(amount),
            },
            mira,
        ),
        6 => (Act::Lapse { ask: id }, mira),
        7 => (Act::Reopen { ask: id }, mira),
        8 => {
            let payment = Payment {
                amount: eur(units.max(1)),
                ..case.filing.payment.clone()
            };
            (
                Act::Correct {
                    payment: Box::new(payment),
                },
                mira,
            )
        }
        9 if units % 5 == 0 => (Act::Withdraw, mira),
        10 => (
            Act::Appeal {
                ask: id,
                words: None,
                permitted: true,
            },
            bank,
        ),
        11 => (
            Act::DecideAppeal {
                ask: id,
                granted: step.proven,
            },
            mira,
        ),
        _ => {
            let reply = Reply {
                revision: ask.revision(),
                ..reply(lines(step, ask, minute))
            };
            (
                Act::Answer {
                    ask: id,
                    reply,
                    rules: rules(),
                    others: vec![],
                },
                bank,
            )
        }
    }
}

/// Every part that kept its number went from its old bucket to its new one by steps that the table allows.
fn moved_by_the_table(before: &Case, after: &Case) {
    let reachable = |from: Bucket, to: Bucket| {
        let mut known = vec![from];
        let mut i = 0;
        while i < known.len() {
            for movement in Movement::ALL {
                if let Some(bucket) = next(known[i], movement).filter(|b| !known.contains(b)) {
                    known.push(bucket);
                }
            }
            i += 1;
        }
        known.contains(&to)
    };
    let old: BTreeMap<PartId, Bucket> = before.parts.iter().map(|p| (p.id, p.bucket)).collect();
    for part in &after.parts {
        if let Some(from) = old.get(&part.id) {
            assert!(
                reachable(*from, part.bucket),
                "part {} went from {from:?} to {:?}",
                part.id,
                part.bucket
            );
        }
    }
}

fn invariants(case: &Case) {
    assert!(case.sheet().adds_up());
    let mut seen = std::collections::BTreeSet::new();
    for part in &case.parts {
        assert!(part.units >= 0 && part.local_units() >= 0);
        assert!(seen.insert(part.id), "part {} twice", part.id);
        assert_eq!(part.path.last().map(|h| h.ask), Some(part.ask));
    }
    let mut accounts = std::collections::BTreeSet::new();
    for ask in &case.asks {
        assert!(accounts.insert(ask.account.key()), "two requests at one account");
        let held: i64 = case
            .parts_at(ask.id)
            .filter(|p| p.bucket == Bucket::Held)
            .map(Part::local_units)
            .sum();
        let hold = ask.hold.as_ref().map_or(0, |h| h.units);
        assert_eq!(held, hold, "the hold at request {} is the sum of its parts", ask.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn the_sheet_adds_up_on_every_walk(steps in prop::collection::vec(step(), 1..40), lost in 1i64..200_000) {
        let mut case = released(lost);
        let mut minute = 2;
        let mut done = 0;
        for step in &steps {
            minute += step.minutes;
            let (act, actor) = act(step, &case, minute);
            if let Ok(decision) = decide(&case, &act, &actor, at(minute)) {
                moved_by_the_table(&case, &decision.case);
                case = decision.case;
                invariants(&case);
                done += 1;
            }
        }
        prop_assert!(done > 0 || steps.len() < 40);
    }
}
