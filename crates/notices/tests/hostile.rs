//! Hostile files: any bytes, any damage to an honest request. Nothing panics, and every answer is a verdict or a clear error.

mod bench;

use std::{fs, path::PathBuf};

use bench::{book, now};
use cordon_notices::{
    check::check_request,
    readiness::readiness,
    request::read,
    rulebook::{Rulebook, Rules},
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn honest() -> Vec<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/notices/requests");
    [
        "red-complete-and-ruled",
        "silver-exactly-48-months",
        "art-stolen-painting",
        "black-body-found",
    ]
    .iter()
    .map(|name| fs::read_to_string(folder.join(format!("{name}.json"))).unwrap_or_else(|e| panic!("{name}: {e}")))
    .map(|text| serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}")))
    .collect()
}

fn damage() -> Vec<Value> {
    let long = "a".repeat(5000);
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(1e308),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(""),
        json!("\u{0}"),
        json!("\u{202e}\u{200b}"),
        json!(long),
        json!([]),
        json!({}),
        json!([[[]]]),
        json!([null]),
        json!({"months": 65535}),
        json!({"years": 65535, "months": 65535, "days": 65535}),
        json!("9999-12-31"),
        json!("-9999-01-01"),
        json!("2199-12-31"),
        json!("1850"),
        json!("9999-12-31T23:59:59Z"),
        json!({"": {"": ""}}),
        json!(["red", "red"]),
    ]
}

/// Puts a value at the `n`-th place of a tree.
fn put(tree: &mut Value, n: &mut usize, value: &Value) -> bool {
    if *n == 0 {
        *tree = value.clone();
        return true;
    }
    *n -= 1;
    match tree {
        Value::Object(map) => map.values_mut().any(|below| put(below, n, value)),
        Value::Array(list) => list.iter_mut().any(|below| put(below, n, value)),
        _ => false,
    }
}

fn places(tree: &Value) -> usize {
    1 + match tree {
        Value::Object(map) => map.values().map(places).sum::<usize>(),
        Value::Array(list) => list.iter().map(places).sum(),
        _ => 0,
    }
}

#[test]
fn every_single_damage_to_every_field_gets_an_answer() {
    let rules = Rules::exercise(book());
    let mut answers = 0;
    for tree in honest() {
        for place in 1..places(&tree) {
            for value in damage() {
                let mut damaged = tree.clone();
                let mut n = place;
                put(&mut damaged, &mut n, &value);
                if let Ok(file) = read(damaged.to_string().as_bytes()) {
                    let view = check_request(&file, now(), &rules).view(true);
                    assert!(
                        view.findings
                            .iter()
                            .all(|f| f.message.chars().count() < 2000 && !f.message.contains('\u{202e}'))
                    );
                    let _ = readiness(&file.request, &file.faults, now(), &rules);
                    answers += 1;
                }
            }
        }
    }
    assert!(answers > 3000, "only {answers}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
        let _ = Rulebook::from_json(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_text_in_a_name_gets_an_answer(name in ".{0,80}", months in any::<u16>(), days in any::<u16>(), at in any::<i64>()) {
        let mut tree = honest().remove(0);
        tree["subject"]["family_name"] = json!(name);
        tree["case"]["offences"][0]["max_penalty"] = json!({"months": months, "days": days});
        let file = read(tree.to_string().as_bytes());
        prop_assert!(file.is_ok());
        if let (Ok(file), Ok(now)) = (file, jiff::Timestamp::from_microsecond(at)) {
            let _ = check_request(&file, now, &Rules::exercise(book()));
        }
    }
}
