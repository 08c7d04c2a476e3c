//! Ranks, shares and odds ratios against published numbers and claims.

use std::collections::BTreeSet;

use cordon_trends::association::*;
use cordon_trends::ranking::{self, *};

fn close(found: f64, expected: f64, relative: f64) {
    assert!(
        (found - expected).abs() <= relative * expected.abs(),
        "found {found}, expected {expected}"
    );
}

fn share(name: &str, numerator: u64, denominator: u64) -> Unit {
    Unit {
        name: name.into(),
        measure: Some(Measure::Share { numerator, denominator }),
        responses: None,
    }
}

const PLAN: RankPlan = RankPlan {
    draws: 10_000,
    seed: 1,
    top: 10,
};

#[test]
fn wilson_interval() {
    // statsmodels: 131 of 195.
    let (lower, upper) = wilson(131, 195).unwrap();
    close(lower, 0.603126, 1e-6);
    close(upper, 0.733826, 1e-6);
    assert_eq!(wilson(0, 0), None);
    assert_eq!(wilson(3, 2), None);
    assert!(wilson(0, 10).unwrap().0.abs() < 1e-12 && (wilson(10, 10).unwrap().1 - 1.0).abs() < 1e-12);
}

#[test]
fn sixty_seven_and_sixty_six_per_cent_of_195_are_tied() {
    // Ranks 1 and 2 of the 2022 table, had all 195 countries answered.
    for also in [
        vec![],
        vec![
            share("fraud", 122, 195),
            share("phishing", 119, 195),
            share("firearms", 40, 195),
        ],
    ] {
        let mut units = vec![share("money laundering", 131, 195), share("ransomware", 129, 195)];
        units.extend(also);
        let ranking = rank(units, PLAN).unwrap();
        let group = |name: &str| ranking.placed.iter().find(|p| p.name == name).unwrap().tie_group;
        assert_eq!(group("money laundering"), group("ransomware"));
    }
}

#[test]
fn shares_far_apart_are_told_apart() {
    let units = vec![share("a", 20, 195), share("b", 180, 195), share("c", 100, 195)];
    let ranking = rank(units, PLAN).unwrap();
    for (place, (placed, name)) in ranking.placed.iter().zip(["b", "c", "a"]).enumerate() {
        assert_eq!(placed.name, name);
        assert_eq!(
            (placed.places, placed.band),
            ((place + 1, place + 1), (place + 1, place + 1))
        );
        assert_eq!(placed.p_top, 1.0);
    }
}

#[test]
fn probabilities_of_the_top_list_add_up_to_its_length() {
    let units = (0..30).map(|i| share(&format!("type {i}"), 30 + 2 * i, 120)).collect();
    let ranking = rank(units, PLAN).unwrap();
    close(ranking.placed.iter().map(|p| p.p_top).sum::<f64>(), 10.0, 1e-9);
    close(ranking.placed.iter().map(|p| p.mean_rank).sum::<f64>(), 465.0, 1e-9);
    assert!(ranking.prior.estimated);
}

#[test]
fn a_silent_country_is_listed_and_not_ranked() {
    let text = "country,cases,population\nQM,12,100000\nQN,,250000\nQO,90,90000\nQP,0,50000\n";
    let ranking = rank(read_units(text.as_bytes()).unwrap(), PLAN).unwrap();
    assert_eq!(ranking.not_ranked.len(), 1);
    assert_eq!(ranking.not_ranked[0].name, "QN");
    assert_eq!(ranking.placed.last().unwrap().name, "QP");
    assert!(ranking.placed.last().unwrap().interval.1 > 0.0);
}

#[test]
fn responses_are_carried_along() {
    let text = "item,high,answered,asked,dont_know\nfraud,80,120,195,20\ntheft,30,110,195,5\n";
    let ranking = rank(read_units(text.as_bytes()).unwrap(), PLAN).unwrap();
    let first = ranking.placed[0].responses.unwrap();
    assert_eq!((first.no_answer(), first.dont_know), (55, 20));
    close(first.response_rate().unwrap(), 120.0 / 195.0, 1e-12);
    close(first.dont_know_share().unwrap(), 20.0 / 140.0, 1e-12);
}

#[test]
fn the_same_seed_gives_the_same_ranking() {
    let units = || {
        vec![
            share("a", 60, 195),
            share("b", 62, 195),
            share("c", 61, 195),
            share("d", 59, 190),
        ]
    };
    assert_eq!(rank(units(), PLAN).unwrap(), rank(units(), PLAN).unwrap());
    assert_ne!(
        rank(units(), PLAN).unwrap(),
        rank(units(), RankPlan { seed: 2, ..PLAN }).unwrap()
    );
}

#[test]
fn every_refusal_of_ranking() {
    assert_eq!(rank(vec![share("a", 1, 2)], PLAN).unwrap_err().code(), "too_few_units");
    assert_eq!(
        rank(vec![share("a", 3, 2), share("b", 1, 2)], PLAN).unwrap_err().code(),
        "impossible"
    );
    let rate = Unit {
        name: "r".into(),
        measure: Some(Measure::Rate {
            events: 1,
            exposure: 2.0,
        }),
        responses: None,
    };
    assert_eq!(
        rank(vec![share("a", 1, 2), rate], PLAN).unwrap_err().code(),
        "impossible"
    );
    let many = (0..2001).map(|i| share(&i.to_string(), 1, 2)).collect();
    assert_eq!(rank(many, PLAN).unwrap_err().code(), "too_many_units");
    let few = RankPlan { draws: 10, ..PLAN };
    assert_eq!(
        rank(vec![share("a", 1, 2), share("b", 1, 2)], few).unwrap_err().code(),
        "bad_setting"
    );
    for text in [
        "item\nx\n",
        "item,share\nx,0.4\n",
        "item,high,answered\nx,-1,5\n",
        "item,high,answered\nx,7,5\n",
        "item,high,answered\nx,NaN,5\n",
        "item,percent,n\nx,120,5\n",
        "item,count,population\nx,4,0\n",
        "item,high,answered,asked\nx,4,50,20\n",
        "item,high,answered\n,4,50\n",
    ] {
        let refused: ranking::Refusal = read_units(text.as_bytes()).unwrap_err();
        assert_eq!(refused.code(), "malformed", "{text}");
    }
}

#[test]
fn doll_and_hill() {
    // R epitools on Doll and Hill: 688, 650 / 21, 59.
    let found = odds_ratio(TwoByTwo {
        a: 688,
        b: 650,
        c: 21,
        d: 59,
    })
    .unwrap();
    close(found.ratio, 2.9737729, 1e-7);
    close(found.interval.0, 1.7867370, 1e-7);
    close(found.interval.1, 4.9494274, 1e-7);
    assert!(!found.haldane);
}

#[test]
fn a_zero_cell_is_marked() {
    let found = odds_ratio(TwoByTwo {
        a: 10,
        b: 0,
        c: 3,
        d: 8,
    })
    .unwrap();
    close(found.ratio, 10.5 * 8.5 / (0.5 * 3.5), 1e-12);
    assert!(found.haldane && found.interval.1.is_finite());
    assert_eq!(
        odds_ratio(TwoByTwo { a: 0, b: 0, c: 0, d: 0 }).unwrap_err().code(),
        "empty_table"
    );
}

#[test]
fn false_discovery_control() {
    // By hand: p·n/rank, made monotone from the largest down.
    let found = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
    for (q, expected) in found.iter().zip([0.02, 0.04, 0.04, 0.02]) {
        close(*q, expected, 1e-12);
    }
    assert!(benjamini_hochberg(&[]).is_empty());
}

#[test]
fn a_confounder_is_taken_out_by_strata() {
    // Within each stratum the odds ratio is exactly 1; pooled it is far above.
    let strata = [
        TwoByTwo {
            a: 81,
            b: 9,
            c: 9,
            d: 1,
        },
        TwoByTwo {
            a: 1,
            b: 9,
            c: 9,
            d: 81,
        },
    ];
    close(mantel_haenszel(&strata).unwrap().ratio, 1.0, 1e-12);
    let pooled = TwoByTwo {
        a: 82,
        b: 18,
        c: 18,
        d: 82,
    };
    assert!(odds_ratio(pooled).unwrap().interval.0 > 10.0);
    // One stratum: the common odds ratio is the odds ratio.
    let one = TwoByTwo {
        a: 688,
        b: 650,
        c: 21,
        d: 59,
    };
    close(mantel_haenszel(&[one]).unwrap().ratio, 2.9737729, 1e-7);
    assert_eq!(mantel_haenszel(&[TwoByTwo { a: 0, b: 0, c: 0, d: 0 }]), None);
}

#[test]
fn small_cells_of_the_matrix_are_suppressed() {
    let case = |types: &[&str]| types.iter().map(|t| (*t).to_owned()).collect::<BTreeSet<String>>();
    let mut cases = vec![case(&["0601", "0701"]); 30];
    cases.extend(vec![case(&["0601"]); 20]);
    cases.extend(vec![case(&["0701"]); 20]);
    cases.extend(vec![case(&[]); 60]);
    cases.extend(vec![case(&["0204", "0601"]); 3]);
    let found = interconnection(&cases).unwrap();
    assert_eq!(found.cases, 133);
    let pair = |a: &str, b: &str| found.cells.iter().find(|c| c.first == a && c.second == b).unwrap();
    assert_eq!(pair("0601", "0701").together, Some(30));
    assert!(pair("0601", "0701").odds_ratio.unwrap().interval.0 > 1.0);
    assert_eq!(pair("0204", "0601").together, None);
    assert!(found.suppressed >= 1);
    assert_eq!(found.types.iter().find(|(t, _)| t == "0204").unwrap().1, None);
    let refused = interconnection(&[(0..201).map(|i| i.to_string()).collect()]).unwrap_err();
    assert_eq!(refused.code(), "too_many_types");
}

#[test]
fn tables_are_read_or_refused() {
    assert_eq!(
        read_tables(b"name,a,b,c,d\nx,1,2,3,4\n").unwrap()[0].1,
        TwoByTwo { a: 1, b: 2, c: 3, d: 4 }
    );
    assert_eq!(
        read_tables(b"group,case,control\nyes,688,650\nno,21,59\n").unwrap()[0]
            .1
            .d,
        59
    );
    for text in [
        "a,b,c,d\n1,2,3,-4\n",
        "a,b,c,d\n1,2,3,NaN\n",
        "a,b,c\n1,2,3\n",
        "a,b,c,d\n1,2,3,4.5\n",
    ] {
        assert_eq!(read_tables(text.as_bytes()).unwrap_err().code(), "malformed", "{text}");
    }
    let coded = read_tables(b"first,second,a,b,c,d\n0701,0903,1,2,3,4\n").unwrap();
    assert_eq!((coded[0].0.as_str(), coded[0].1.d), ("0701", 4));
    let placed = read_units(b"crime,x,of\nfraud,3,9\ntheft,4,9\n").unwrap();
    assert_eq!(
        placed[1].measure,
        Some(Measure::Share {
            numerator: 4,
            denominator: 9
        })
    );
    let cases = read_occurrences(b"case,type\n1,0601\n1,0701\n2,\n3,0601\n").unwrap();
    assert_eq!(cases.len(), 3);
    assert_eq!(read_occurrences(b"case,type\n,0601\n").unwrap_err().code(), "malformed");
}
