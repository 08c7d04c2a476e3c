//! A second implementation that shares no code: every unit of money is an object with a label, or every division an exact
//! fraction. Random small worlds must agree with it, label by label.

use std::collections::{BTreeMap, HashSet};

use crate::world::{carried, held, request, run, with_balances};
use cordon_asset_tracing::rules::{Meeting, Rule};
use proptest::prelude::*;

const ACCOUNTS: [&str; 5] = ["a", "b", "c", "d", "e"];
type Label = Option<usize>;

#[derive(Debug, Clone)]
pub struct Story {
    pub rows: Vec<(usize, usize, i64)>,
    pub opening: Vec<i64>,
    pub claims: Vec<(usize, i64)>,
    pub oldest: bool,
}

pub fn story() -> impl Strategy<Value = Story> {
    let row = (0..5_usize, 0..5_usize, 0..40_i64);
    (
        prop::collection::vec(row, 1..60),
        prop::collection::vec(0..60_i64, 5),
        prop::collection::vec((any::<prop::sample::Index>(), 0..=100_i64), 1..4),
        any::<bool>(),
    )
        .prop_map(|(rows, opening, claims, oldest)| {
            let mut seen = HashSet::new();
            let claims = claims
                .into_iter()
                .map(|(index, share)| (index.index(rows.len()), share))
                .filter(|(place, _)| seen.insert(*place))
                .map(|(place, share)| (place, rows[place].2 * share / 100))
                .collect();
            Story {
                rows,
                opening,
                claims,
                oldest,
            }
        })
}

struct Told {
    /// By transfer: units by claim.
    carried: Vec<Vec<i64>>,
    held: Vec<Vec<i64>>,
    superseded: Vec<i128>,
    gaps: (u64, i128),
}

fn count(units: &[Label], claims: usize) -> Vec<i64> {
    let mut sums = vec![0; claims];
    units.iter().flatten().for_each(|claim| sums[*claim] += 1);
    sums
}

/// FIFO and LIFO with one object a unit; index 0 is the oldest unit.
fn tell_by_units(story: &Story, lifo: bool) -> Told {
    let claims = story.claims.len();
    let mut accounts: Vec<Vec<Label>> = story.opening.iter().map(|sum| vec![None; *sum as usize]).collect();
    let mut first: Vec<Option<usize>> = vec![None; 5];
    let mut told = Told {
        carried: vec![],
        held: vec![],
        superseded: vec![0; claims],
        gaps: (0, 0),
    };
    let mut shortfalls = vec![];
    for (place, (from, to, amount)) in story.rows.iter().enumerate() {
        let missing = (*amount as usize).saturating_sub(accounts[*from].len());
        shortfalls.push((place, *from, missing));
        accounts[*from].extend(vec![None; missing]);
        let mut taken: Vec<Label> = (0..*amount)
            .map(|_| {
                if lifo {
                    accounts[*from].pop().expect("topped up")
                } else {
                    accounts[*from].remove(0)
                }
            })
            .collect();
        if let Some(claim) = story.claims.iter().position(|(of, _)| *of == place) {
            for unit in taken.iter_mut().take(story.claims[claim].1 as usize) {
                match *unit {
                    Some(_) if story.oldest => told.superseded[claim] += 1,
                    Some(old) => {
                        told.superseded[old] += 1;
                        *unit = Some(claim);
                    }
                    None => *unit = Some(claim),
                }
            }
        }
        told.carried.push(count(&taken, claims));
        if taken.iter().any(Option::is_some) {
            first[*to].get_or_insert(place);
        }
        if lifo {
            taken.reverse();
        }
        accounts[*to].extend(taken);
    }
    told.held = accounts.iter().map(|units| count(units, claims)).collect();
    for (place, account, missing) in shortfalls {
        if missing > 0 && first[account].is_some_and(|first| first <= place) {
            told.gaps.0 += 1;
            told.gaps.1 += missing as i128;
        }
    }
    told
}

/// Largest remainder, by sorting all exact fractions: numerators over one common denominator.
fn share_out(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i64 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let mut parts: Vec<i64> = weights.iter().map(|weight| total * weight / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(total * weights[*place] % sum));
    let left = total - parts.iter().sum::<i64>();
    order
        .into_iter()
        .take(left as usize)
        .for_each(|place| parts[place] += 1);
    parts
}

/// The rules without an order inside: an account is a list of parts, claims in order, clean last.
fn tell_by_parts(story: &Story, rule: Rule) -> Told {
    let claims = story.claims.len();
    let clean = claims;
    let mut accounts: Vec<Vec<i64>> = story
        .opening
        .iter()
        .map(|sum| [vec![0; claims], vec![*sum]].concat())
        .collect();
    let mut first: Vec<Option<usize>> = vec![None; 5];
    let mut told = Told {
        carried: vec![],
        held: vec![],
        superseded: vec![0; claims],
        gaps: (0, 0),
    };
    let mut shortfalls = vec![];
    for (place, (from, to, amount)) in story.rows.iter().enumerate() {
        let missing = (amount - accounts[*from].iter().sum::<i64>()).max(0);
        shortfalls.push((place, *from, missing));
        accounts[*from][clean] += missing;
        let mut taken = take(rule, &accounts[*from], *amount);
        accounts[*from]
            .iter_mut()
            .zip(&taken)
            .for_each(|(have, part)| *have -= part);
        if let Some(claim) = story.claims.iter().position(|(of, _)| *of == place) {
            let wanted = story.claims[claim].1;
            let hit = match rule {
                Rule::ProRata => share_out(wanted, &taken),
                _ => take(Rule::LowestBalance, &taken, wanted),
            };
            for part in 0..=clean {
                if part == clean || !story.oldest {
                    taken[part] -= hit[part];
                    taken[claim] += hit[part];
                }
                if part != clean {
                    let loser = if story.oldest { claim } else { part };
                    told.superseded[loser] += i128::from(hit[part]);
                }
            }
        }
        told.carried.push(taken[..claims].to_vec());
        if taken[..claims].iter().any(|part| *part > 0) {
            first[*to].get_or_insert(place);
        }
        accounts[*to]
            .iter_mut()
            .zip(&taken)
            .for_each(|(have, part)| *have += part);
    }
    told.held = accounts.iter().map(|parts| parts[..claims].to_vec()).collect();
    for (place, account, missing) in shortfalls {
        if missing > 0 && first[account].is_some_and(|first| first <= place) {
            told.gaps.0 += 1;
            told.gaps.1 += i128::from(missing);
        }
    }
    told
}

fn take(rule: Rule, parts: &[i64], amount: i64) -> Vec<i64> {
    let (clean, tainted) = parts.split_last().expect("the clean part is there");
    let all: i64 = tainted.iter().sum();
    let dirty = match rule {
        Rule::ProRata => return share_out(amount, parts),
        Rule::LowestBalance => (amount - clean).max(0),
        _ => amount.min(all),
    };
    [share_out(dirty, tainted), vec![amount - dirty]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_label_agrees_with_the_second_implementation(story in story()) {
        let rows: Vec<_> = story.rows.iter().map(|(from, to, amount)| (ACCOUNTS[*from], ACCOUNTS[*to], *amount)).collect();
        let balances: Vec<_> = ACCOUNTS.into_iter().zip(story.opening.iter().copied()).collect();
        let world = with_balances(&rows, &balances);
        let ids: Vec<(String, i64)> = story.claims.iter().map(|(place, amount)| ((place + 1).to_string(), *amount)).collect();
        let claims: Vec<_> = ids.iter().map(|(id, amount)| (id.as_str(), Some(*amount))).collect();
        for rule in Rule::ALL.into_iter().filter(|rule| rule.keeps_the_sum()) {
            let told = match rule {
                Rule::Fifo => tell_by_units(&story, false),
                Rule::Lifo => tell_by_units(&story, true),
                _ => tell_by_parts(&story, rule),
            };
            let mut asked = request(&world, rule, &claims);
            asked.meeting = if story.oldest { Meeting::Oldest } else { Meeting::Newest };
            let found = run(&world, &asked).expect("nothing is refused");
            for (place, expected) in told.carried.iter().enumerate() {
                prop_assert_eq!(&carried(&world, &found, &(place + 1).to_string()), expected, "{} transfer {}", rule, place + 1);
            }
            for (account, expected) in ACCOUNTS.iter().zip(&told.held) {
                prop_assert_eq!(&held(&world, &found, account), expected, "{} account {}", rule, account);
            }
            let superseded: Vec<_> = found.tallies.iter().map(|tally| tally.superseded).collect();
            prop_assert_eq!(superseded, told.superseded, "{}", rule);
            prop_assert_eq!((found.gap_count, found.gap_amount), told.gaps, "{}", rule);
        }
    }
}

#[test]
fn the_second_implementation_knows_the_cambridge_vector() {
    let story = Story {
        rows: vec![(0, 1, 3), (2, 1, 7), (1, 3, 4), (1, 4, 6)],
        opening: vec![3, 0, 7, 0, 0],
        claims: vec![(0, 3)],
        oldest: false,
    };
    let moved =
        |told: Told| -> BTreeMap<usize, i64> { told.carried.iter().map(|parts| parts[0]).enumerate().collect() };
    assert_eq!(
        moved(tell_by_units(&story, false)),
        BTreeMap::from([(0, 3), (1, 0), (2, 3), (3, 0)])
    );
    assert_eq!(
        moved(tell_by_units(&story, true)),
        BTreeMap::from([(0, 3), (1, 0), (2, 0), (3, 3)])
    );
    assert_eq!(
        moved(tell_by_parts(&story, Rule::LowestBalance)),
        BTreeMap::from([(0, 3), (1, 0), (2, 0), (3, 3)])
    );
}
