//! No reader learns a case outside his rights, by answer, count or order.

use std::collections::{BTreeMap, BTreeSet};

use cordon_links::normalise::{Locale, ValueKind, normalise};
use cordon_links::request::{LinkRequest, OwnersAnswer, ask};
use cordon_links::{
    CommonReason, CompartmentId, CountBand, Entered, KeyMaker, Level, LinkIndex, LinkKey, LinkRefusal, Page, Place,
    Rights,
};
use cordon_vocabulary::{BureauId, CaseRef, Instant};
use proptest::prelude::*;

fn key(value: u32) -> LinkKey {
    let value = normalise(ValueKind::Account, &format!("1000{value}"), &Locale::default()).expect("an account");
    KeyMaker::new(&[3; 32]).key(&value)
}

fn case(number: u32) -> CaseRef {
    CaseRef::parse(&format!("case-{number}")).expect("a case")
}

fn place(role: u32) -> Place {
    Place {
        module: "stop-payment".into(),
        role: format!("role-{role}"),
    }
}

/// Compartments 0 and 1 may be read, 2 and 3 are known to exist, 4 and 5 are nothing to this reader.
fn reader() -> Rights {
    (0..6)
        .map(|compartment| {
            let level = [Level::Read, Level::HitOnly, Level::Nothing][compartment as usize / 2];
            (CompartmentId(compartment), level)
        })
        .collect()
}

#[derive(Debug, Clone)]
struct Act {
    case: u32,
    value: u32,
    role: u32,
}

/// Which compartment a case lies in is part of its number, so that two worlds agree on it.
fn build(acts: &[Act]) -> LinkIndex {
    let mut index = LinkIndex::new();
    for act in acts {
        let compartment = CompartmentId(act.case % 6);
        index
            .open_case(&case(act.case), compartment)
            .expect("the same compartment");
        index
            .enter(&case(act.case), key(act.value), &place(act.role))
            .expect("an open case");
    }
    index
}

/// Everything that this reader can get out of an index.
fn everything(index: &LinkIndex, cases: u32, values: u32) -> Vec<String> {
    let rights = reader();
    let mut all = Vec::new();
    for value in 0..values {
        for size in [0, 2, 500] {
            let mut page = Page { after: None, size };
            loop {
                let found = index.find(key(value), &rights, &page).expect("a page");
                all.push(format!("{found:?}"));
                match found.cases.last() {
                    Some(last) if found.more => page.after = Some(last.case.clone()),
                    _ => break,
                }
            }
        }
        for start in 0..cases {
            let page = Page {
                after: Some(case(start)),
                size: 2,
            };
            all.push(format!("{:?}", index.find(key(value), &rights, &page)));
        }
    }
    for number in 0..cases {
        all.push(format!("{:?}", index.others_share(&case(number), &rights, 3)));
        all.push(format!("{:?}", index.neighbourhood(&case(number), &rights)));
    }
    all
}

fn acts(cases: u32, values: u32, most: usize) -> impl Strategy<Value = Vec<Act>> {
    let act = (0..cases, 0..values, 0_u32..3).prop_map(|(case, value, role)| Act { case, value, role });
    proptest::collection::vec(act, 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Two worlds that agree on the readable cases, and on which values have a link the reader may know of, are one
    /// world to him: hidden cases removed, known-of cases replaced by other ones, in other numbers, at other times.
    #[test]
    fn worlds_that_differ_in_what_is_hidden_look_the_same(
        world in acts(240, 3, 400),
        other in acts(240, 3, 300),
        hidden_first in any::<bool>(),
    ) {
        let level = |act: &Act| reader().level(CompartmentId(act.case % 6));
        let readable: Vec<Act> = world.iter().filter(|act| level(act) == Level::Read).cloned().collect();
        let known: BTreeSet<u32> = world.iter().filter(|act| level(act) == Level::HitOnly).map(|act| act.value).collect();
        // Other hidden cases, other known-of cases for the same values, at least one each.
        let mut changed: Vec<Act> = other
            .into_iter()
            .filter(|act| match level(act) {
                Level::Read => false,
                Level::HitOnly => known.contains(&act.value),
                Level::Nothing => true,
            })
            .collect();
        changed.extend(known.iter().map(|value| Act { case: 398 + 6 * 100, value: *value, role: 0 }));
        prop_assert_eq!(reader().level(CompartmentId((398 + 600) % 6)), Level::HitOnly);
        let second: Vec<Act> = if hidden_first {
            changed.into_iter().chain(readable).collect()
        } else {
            let mut second = readable;
            for (at, act) in changed.into_iter().enumerate() {
                let place = (at * 7) % (second.len() + 1);
                second.insert(place, act);
            }
            second
        };
        let (one, two) = (everything(&build(&world), 240, 3), everything(&build(&second), 240, 3));
        let differing = one.iter().zip(&two).find(|(one, two)| one != two);
        prop_assert_eq!(differing, None);
        prop_assert_eq!(one.len(), two.len());
    }

    /// Answers equal those of a plain list, through any acts: entering again, taking back, moving, removing.
    #[test]
    fn answers_equal_a_plain_model(steps in proptest::collection::vec((0_u8..10, 0_u32..90, 0_u32..3, 0_u32..2), 0..400)) {
        let mut index = LinkIndex::new();
        let mut compartments: BTreeMap<u32, u32> = BTreeMap::new();
        let mut order: Vec<u32> = Vec::new();
        let mut plain: BTreeSet<(u32, u32, u32)> = BTreeSet::new();
        for (what, number, value, role) in steps {
            let known = compartments.contains_key(&number);
            match what {
                0 if known => {
                    let to = value * 2 + role;
                    index.move_case(&case(number), CompartmentId(to)).expect("known");
                    compartments.insert(number, to);
                }
                1 if known => {
                    index.take_back(&case(number), key(value), &place(role)).expect("known");
                    plain.remove(&(number, value, role));
                }
                2 if known && role == 1 => {
                    index.remove_case(&case(number)).expect("known");
                    compartments.remove(&number);
                    order.retain(|other| *other != number);
                    plain.retain(|(other, _, _)| *other != number);
                }
                _ => {
                    if !known {
                        index.open_case(&case(number), CompartmentId(number % 6)).expect("new");
                        compartments.insert(number, number % 6);
                        order.push(number);
                    }
                    let entered = index.enter(&case(number), key(value), &place(role)).expect("known");
                    let fresh = plain.insert((number, value, role));
                    prop_assert_eq!(entered == Entered::Known, !fresh);
                }
            }
        }
        for value in 0..3 {
            let holds = |number: &u32| plain.iter().any(|(case, other, _)| case == number && *other == value);
            let level = |number: &u32| reader().level(CompartmentId(compartments[number]));
            let readable: Vec<CaseRef> = order.iter().rev().filter(|n| holds(n) && level(n) == Level::Read).map(|n| case(*n)).collect();
            let found = index.find(key(value), &reader(), &Page { after: None, size: 500 }).expect("a page");
            prop_assert_eq!(found.cases.iter().map(|found| found.case.clone()).collect::<Vec<_>>(), readable.clone());
            prop_assert_eq!(found.count, readable.len());
            prop_assert_eq!(found.elsewhere, order.iter().any(|n| holds(n) && level(n) == Level::HitOnly));
            let asked: BTreeSet<CaseRef> = index.holders_to_ask(key(value), &reader()).into_iter().collect();
            let expected: BTreeSet<CaseRef> = order.iter().filter(|n| holds(n) && level(n) == Level::HitOnly).map(|n| case(*n)).collect();
            prop_assert_eq!(asked, expected);
        }
        prop_assert_eq!(index.size().occurrences, plain.len());
        prop_assert_eq!(index.size().cases, compartments.len());
    }
}

#[test]
fn a_common_value_is_a_state_with_band_and_reason() {
    let acts: Vec<Act> = (0..600)
        .map(|case| Act {
            case,
            value: 1,
            role: 0,
        })
        .collect();
    let mut index = build(&acts);
    let found = index.find(key(1), &reader(), &Page::default()).expect("a page");
    let common = found.common.expect("200 cases");
    assert_eq!(
        (found.count, common.band, common.reason),
        (200, CountBand::Hundreds, CommonReason::InManyCases)
    );
    let line = &index.others_share(&case(0), &reader(), 5).expect("readable")[0];
    assert!(line.common.is_some() && line.cases.is_empty() && line.count == 199);
    index.declare_common(key(2), CommonReason::Institution, "a bank's own account");
    let nobody = index.find(key(2), &Rights::none(), &Page::default()).expect("a page");
    let common = nobody.common.expect("declared");
    assert_eq!(
        (nobody.count, common.band, common.reason),
        (0, CountBand::None, CommonReason::Institution)
    );
    index.undeclare_common(key(2));
    assert_eq!(
        index
            .find(key(2), &Rights::none(), &Page::default())
            .expect("a page")
            .common,
        None
    );
}

#[test]
fn a_drawing_stays_small_and_says_what_it_leaves_out() {
    let mut acts: Vec<Act> = (0..90)
        .map(|value| Act {
            case: 0,
            value,
            role: 0,
        })
        .collect();
    for value in 0..90 {
        for other in 0..3 {
            acts.push(Act {
                case: 6 * (1 + value * 3 + other),
                value,
                role: 0,
            });
        }
    }
    let index = build(&acts);
    let neighbourhood = index.neighbourhood(&case(0), &reader()).expect("readable");
    let drawing = &neighbourhood.drawing;
    assert_eq!(neighbourhood.table.len(), 90);
    assert!(1 + drawing.values.len() + drawing.cases.len() < 150);
    assert_eq!(drawing.values.len() + drawing.values_left_out, 90);
    assert!(drawing.values_left_out > 0 && drawing.edges.len() == drawing.values.len() * 3);
}

fn bureau(name: &str) -> BureauId {
    BureauId::parse(name).expect("a bureau")
}

fn at(second: i64) -> Instant {
    Instant::from_micros(second * 1_000_000)
}

/// One readable case, one each of two owners to ask, one hidden.
fn four_cases() -> LinkIndex {
    let acts: Vec<Act> = [0, 2, 3, 4]
        .into_iter()
        .map(|case| Act {
            case,
            value: 1,
            role: 0,
        })
        .collect();
    build(&acts)
}

fn request_for(value: u32, purpose: &str) -> Result<LinkRequest, LinkRefusal> {
    let index = four_cases();
    let found = index.find(key(value), &reader(), &Page::default()).expect("a page");
    let holders = index
        .holders_to_ask(key(value), &reader())
        .into_iter()
        .map(|held| (bureau(if held == case(2) { "QN" } else { "QO" }), held))
        .collect();
    ask(
        &found,
        key(value),
        (&bureau("QM"), &case(0), purpose),
        (at(0), at(100)),
        holders,
    )
}

#[test]
fn a_request_shows_the_asker_only_what_is_shared() {
    let mut request = request_for(1, "who owns the account").expect("a request");
    assert_eq!(request.owners().count(), 2);
    let declines = |second| OwnersAnswer::Declines {
        reason: "a live operation".into(),
        at: at(second),
    };
    let shares = |number| OwnersAnswer::Shares {
        cases: vec![case(number)],
        at: at(6),
    };
    request.answer(&bureau("QO"), declines(5)).expect("in time");
    assert_eq!(request.as_asker_sees_it(at(6)).shared, Vec::new());
    assert!(request.as_owner_sees_it(&bureau("QM")).is_none());
    let code = |outcome: Result<(), LinkRefusal>| outcome.expect_err("refused").code();
    assert_eq!(code(request.answer(&bureau("QO"), shares(3))), "request-closed");
    assert_eq!(code(request.answer(&bureau("QN"), shares(3))), "not-holding");
    assert_eq!(code(request.answer(&bureau("QP"), declines(6))), "not-holding");
    assert_eq!(code(request.answer(&bureau("QN"), declines(101))), "request-closed");
    request.answer(&bureau("QN"), shares(2)).expect("in time");
    let view = request.as_asker_sees_it(at(7));
    assert_eq!((view.shared, view.open), (vec![case(2)], true));
    assert!(!request.as_asker_sees_it(at(101)).open);
}

#[test]
fn a_request_needs_a_hit_and_a_purpose() {
    assert_eq!(request_for(1, " ").expect_err("no purpose").code(), "purpose-missing");
    assert_eq!(request_for(9, "who").expect_err("no hit").code(), "nothing-to-ask");
}

#[test]
fn refusals_do_not_tell_hidden_from_absent() {
    let mut index = build(&[
        Act {
            case: 4,
            value: 1,
            role: 0,
        },
        Act {
            case: 0,
            value: 1,
            role: 0,
        },
    ]);
    let hidden = index.others_share(&case(4), &reader(), 5).expect_err("hidden");
    assert_eq!(
        hidden,
        index.others_share(&case(777), &reader(), 5).expect_err("absent")
    );
    let page = |number| Page {
        after: Some(case(number)),
        size: 5,
    };
    let hidden = index.find(key(1), &reader(), &page(4)).expect_err("hidden");
    assert_eq!(hidden, index.find(key(1), &reader(), &page(777)).expect_err("absent"));
    assert_eq!(hidden.code(), "no-such-page");
    assert_eq!(
        index.enter(&case(778), key(1), &place(0)).expect_err("not open").code(),
        "no-such-case"
    );
    let refused = index.open_case(&case(4), CompartmentId(0)).expect_err("elsewhere");
    assert_eq!(refused.code(), "other-compartment");
}
