//! The demonstration as a stranger runs it: one object, sums that add up, and the same night for the same seed.

use std::process::Command;

use serde_json::Value;

use crate::world::adds_up;

fn night(seed: &str) -> Value {
    let ran = Command::new(env!("CARGO_BIN_EXE_cordon"))
        .args(["demo", "--headless", "--json", "--seed", seed])
        .output()
        .expect("the program runs");
    let out = String::from_utf8(ran.stdout).expect("text");
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{:?}: {err}", ran.status);
    assert_eq!(out.lines().count(), 1, "exactly one JSON object: {out}");
    serde_json::from_str(&out).expect("a JSON object")
}

#[test]
fn a_headless_night_adds_up_and_is_the_same_for_the_same_seed() {
    let first = night("7");
    adds_up(&first["case"]);
    assert_eq!(first["case"]["lost"], "2320000.00");
    assert_eq!(first["case"]["currency"], "EUR");
    for bucket in [
        "held",
        "returned",
        "chased",
        "cash",
        "charges",
        "refused",
        "not_found",
        "lapsed",
        "released",
        "withdrawn",
        "below_minimum",
    ] {
        assert!(first["case"][bucket].is_string(), "{bucket} is missing");
    }
    assert_eq!(first["journal"]["verified"], true);
    assert!(first["journal"]["entries"].as_i64() > Some(30), "{first}");
    assert_eq!((&first["requests"], &first["countries"]), (&14.into(), &7.into()));
    assert!(first["hops"].as_i64() > Some(2), "{first}");
    assert!(first["seconds_to_first_ask"].as_i64() < Some(60), "{first}");
    assert!(first["seconds_to_first_hold"].as_i64() < Some(3600), "{first}");
    assert!(first["wall_seconds"].as_f64() < Some(30.0), "{first}");
    assert_eq!(first["case"], night("7")["case"]);
    adds_up(&night("8")["case"]);
}
