//! Supporting paths, the freeze list and the JSON report.

use crate::files::load;
use crate::world::{findings, request, run, with_balances, world};
use cordon_asset_tracing::engine::ledgers::Ledgers;
use cordon_asset_tracing::engine::plan::{Choice, Plan};
use cordon_asset_tracing::findings::Findings;
use cordon_asset_tracing::freeze::freeze_list;
use cordon_asset_tracing::path::{Target, find_target, supporting_path};
use cordon_asset_tracing::report::{Report, Stated};
use cordon_asset_tracing::rules::Rule;
use cordon_asset_tracing::transfers::Transfers;
use serde_json::{Value, json};

#[test]
fn a_path_states_each_step_with_what_stood_before_and_after() {
    let rows = [
        ("v", "a", 300),
        ("w", "a", 700),
        ("a", "b", 600),
        ("x", "b", 50),
        ("b", "c", 400),
        ("b", "d", 10),
    ];
    let transfers = with_balances(&rows, &[("b", 100)]);
    let asked = request(&transfers, Rule::Fifo, &[("1", None)]);
    let found = run(&transfers, &asked).expect("nothing is refused");
    let target = find_target(&transfers, &found, "c").expect("c is tainted");
    let ledgers = Ledgers::build(&transfers);
    let path = supporting_path(&transfers, &asked, Some(&ledgers), &found, target).expect("there is a path");
    assert_eq!(
        path,
        supporting_path(&transfers, &asked, None, &found, target).expect("by scan too")
    );
    let steps: Vec<_> = path
        .steps
        .iter()
        .map(|step| {
            (
                transfers.id(step.observation.entry.position).into_owned(),
                step.amount_in,
                step.amount_out,
            )
        })
        .collect();
    assert_eq!(
        steps,
        [("1".into(), 300, 300), ("3".into(), 300, 300), ("5".into(), 300, 300)]
    );
    let payer = path.steps[1].observation.payer_before.as_ref().expect("a was tainted");
    assert_eq!(payer.chunks, [(Some(0), 300), (None, 700)]);
    let payee = path.steps[1].observation.payee_after.as_ref().expect("b is tainted");
    assert_eq!(
        (payee.balance, &payee.chunks[..]),
        (700, &[(None, 100), (Some(0), 300), (None, 300)][..])
    );
    let entries: Vec<usize> = path.pages.iter().map(|page| page.entries.len()).collect();
    assert_eq!(entries, [3, 3]);
}

#[test]
fn a_path_follows_the_claim_with_the_largest_share() {
    let transfers = world(&[
        ("p", "a", 10),
        ("q", "b", 90),
        ("a", "c", 10),
        ("b", "c", 90),
        ("c", "d", 100),
    ]);
    for rule in Rule::ALL {
        let asked = request(&transfers, rule, &[("1", None), ("2", None)]);
        let found = run(&transfers, &asked).expect("nothing is refused");
        let target = find_target(&transfers, &found, "transfer:5").expect("it is tainted");
        let path = supporting_path(&transfers, &asked, None, &found, target).expect("there is a path");
        let ids: Vec<_> = path
            .steps
            .iter()
            .map(|step| transfers.id(step.observation.entry.position).into_owned())
            .collect();
        let expected = if rule == Rule::Poison {
            ["1", "3", "5"]
        } else {
            ["2", "4", "5"]
        };
        assert_eq!(ids, expected, "{rule}");
        assert_eq!(path.claim, u32::from(rule != Rule::Poison), "{rule}");
    }
}

#[test]
fn a_path_to_clean_money_is_refused() {
    let transfers = world(&[("v", "5", 10), ("x", "y", 10)]);
    let found = findings(&transfers, Rule::Lifo, &[("1", None)]);
    for target in ["y", "2", "nobody", "account:1", "transfer:5"] {
        assert_eq!(
            find_target(&transfers, &found, target).expect_err(target).code(),
            "not-tainted"
        );
    }
    assert_eq!(find_target(&transfers, &found, "1"), Ok(Target::Transfer(0)));
    assert!(matches!(find_target(&transfers, &found, "5"), Ok(Target::Account(_))));
}

#[test]
fn every_tainted_account_has_a_path_back_to_its_claim() {
    let mut state = 1_u64;
    let mut draw = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let rows: Vec<(String, String, i64)> = (0..300)
        .map(|_| (draw(13).to_string(), draw(13).to_string(), 1 + draw(97).cast_signed()))
        .collect();
    let rows: Vec<(&str, &str, i64)> = rows
        .iter()
        .map(|(from, to, amount)| (from.as_str(), to.as_str(), *amount))
        .collect();
    let transfers = world(&rows);
    let mut described = 0;
    for rule in Rule::ALL {
        let mut asked = request(&transfers, rule, &[("20", None), ("50", None)]);
        asked.minimum = 2;
        let found = run(&transfers, &asked).expect("nothing is refused");
        described += found.holders.len();
        for holder in &found.holders {
            let target = Target::Account(holder.account);
            let path = supporting_path(&transfers, &asked, None, &found, target).expect("there is a path");
            assert!(["20", "50"].contains(&transfers.id(path.steps[0].observation.entry.position).as_ref()));
            let hops = path.steps.windows(2);
            assert!(hops.into_iter().all(|pair| {
                let (one, two) = (pair[0].observation.entry, pair[1].observation.entry);
                one.transfer.to == two.transfer.from && one.position < two.position
            }));
        }
    }
    assert!(described > 20, "{described} paths");
}

#[test]
fn the_freeze_list_is_by_taint_then_by_speed() {
    let transfers = world(&[
        ("v", "a", 300),
        ("a", "slow", 150),
        ("a", "fast", 150),
        ("fast", "x", 50),
        ("w", "w", 1),
        ("slow", "x", 50),
    ]);
    let asked = request(&transfers, Rule::Fifo, &[("1", None)]);
    let found = run(&transfers, &asked).expect("nothing is refused");
    let list = freeze_list(&transfers, &asked, &found);
    let names: Vec<_> = list
        .iter()
        .map(|line| transfers.names().account(line.account))
        .collect();
    assert_eq!(names, ["fast", "slow", "x"]);
    assert_eq!((list[0].received, list[0].departed, list[0].elapsed), (150, 50, 1));
}

fn report(
    transfers: &Transfers,
    found: &Findings,
    asked: &cordon_asset_tracing::engine::Request,
    stated: &Stated,
) -> Value {
    let choice = Choice {
        plan: Plan::Scan,
        reason: "asked for".into(),
    };
    let report = Report {
        transfers,
        request: asked,
        choice: &choice,
        findings: found,
        stated,
    };
    serde_json::to_value(report).expect("it is JSON")
}

#[test]
fn the_report_has_the_shape_that_callers_rely_on() {
    let transfers = load(b"id,time,from,to,amount\nT1,2026-01-01T00:00:00Z,v,a,3\nT2,2026-01-02T00:00:00Z,w,a,7\nT3,2026-01-03T00:00:00Z,a,b,4\n").transfers;
    let asked = request(&transfers, Rule::ProRata, &[("T1", None)]);
    let found = run(&transfers, &asked).expect("nothing is refused");
    let json = report(&transfers, &found, &asked, &Stated::default());
    assert_eq!(json["claims"], json!([{"id": "T1", "amount": "3.00"}]));
    assert_eq!(
        json["transfers"],
        json!([
            {"id": "T1", "time": "2026-01-01T00:00:00Z", "from": "v", "to": "a", "amount": "3.00", "tainted": "3.00"},
            {"id": "T3", "time": "2026-01-03T00:00:00Z", "from": "a", "to": "b", "amount": "4.00", "tainted": "1.20"},
        ])
    );
    assert_eq!(
        json["accounts"],
        json!([
            {"account": "a", "balance": "6.00", "tainted": "1.80", "first_tainted_by": "T1"},
            {"account": "b", "balance": "4.00", "tainted": "1.20", "first_tainted_by": "T3"},
        ])
    );
    assert_eq!(
        json["totals"],
        json!({"claimed": "3.00", "tainted": "3.00", "stopped": "0.00", "superseded": "0.00"})
    );
    assert_eq!(
        (&json["conserved"], &json["gaps"]),
        (&json!(true), &json!({"count": 0, "amount": "0.00"}))
    );
    let summary = report(
        &transfers,
        &found,
        &asked,
        &Stated {
            summary: true,
            ..Stated::default()
        },
    );
    assert!(summary.get("transfers").is_none() && summary.get("accounts").is_none());
    let top = report(
        &transfers,
        &found,
        &asked,
        &Stated {
            summary: true,
            top: Some(1),
            ..Stated::default()
        },
    );
    assert_eq!(top["accounts"].as_array().map(Vec::len), Some(1));
}

#[test]
fn several_claims_are_divided_in_the_report_but_never_under_poison() {
    let transfers = world(&[("p", "f", 100), ("q", "f", 50), ("f", "x", 75)]);
    for rule in [Rule::ProRata, Rule::Poison] {
        let asked = request(&transfers, rule, &[("1", None), ("2", None)]);
        let found = run(&transfers, &asked).expect("nothing is refused");
        let json = report(&transfers, &found, &asked, &Stated::default());
        let last = &json["transfers"][2];
        if rule == Rule::Poison {
            assert!(last.get("by_claim").is_none() && json["conserved"].is_null());
        } else {
            assert_eq!(last["by_claim"], json!({"1": "0.50", "2": "0.25"}));
            assert_eq!(
                (&json["transfers"][0]["time"], &json["conserved"]),
                (&json!(1), &json!(true))
            );
        }
    }
}
