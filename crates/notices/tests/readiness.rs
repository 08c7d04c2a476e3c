//! The live word beside the form.

mod bench;

use bench::{book, now, request, unadopted};
use cordon_notices::{
    readiness::{Readiness, readiness},
    rulebook::Rules,
};
use serde_json::{Value, json};

fn ready(base: &str, change: fn(&mut Value)) -> Readiness {
    let file = request(base, change);
    readiness(&file.request, &file.faults, now(), &Rules::exercise(book()))
}

#[test]
fn a_complete_request_is_ready_in_all_rows_and_awaits_its_rulings() {
    let answer = ready("red-complete-before-review", |_| {});
    assert_eq!(answer.ready, answer.of);
    assert_eq!(answer.rulings_to_come, [1, 2, 5, 19, 27]);
    assert_eq!(answer.to_string(), format!("{} of {} ready", answer.of, answer.of));
}

#[test]
fn what_is_missing_and_why_it_would_be_refused_are_said_at_once() {
    let answer = ready("red-complete-before-review", |v| {
        v["case"]["acts"] = json!([]);
        v["case"]["offences"][0]["max_penalty"] = json!({"months": 12});
    });
    assert_eq!(
        (
            answer.of - answer.ready,
            answer.refused_because.len(),
            answer.missing.len()
        ),
        (2, 1, 1)
    );
    let line = answer.to_string();
    assert!(line.contains("would be refused because 83(1)(a)(ii)"), "{line}");
}

#[test]
fn the_form_cannot_be_used_to_probe_for_sealed_facts_or_earlier_cases() {
    let plain = ready("red-complete-before-review", |_| {});
    let sealed = ready("refugee-from-the-requesting-state", |_| {});
    assert_eq!(plain, sealed);
    let blue = ready("blue-suspect", |_| {});
    assert_eq!(blue, ready("refused-case-returning-as-blue", |_| {}));
}

#[test]
fn an_empty_form_is_ready_in_almost_nothing_and_says_what_comes_first() {
    let answer = ready("empty-request", |_| {});
    assert!(answer.ready < answer.of / 2, "{answer}");
    assert!(answer.to_string().contains("still missing"), "{answer}");
}

#[test]
fn where_nothing_was_adopted_nothing_is_called_a_refusal() {
    let file = request("threshold-23-months-and-27-days", |_| {});
    let answer = readiness(&file.request, &file.faults, now(), &unadopted());
    assert_eq!(answer.refused_because, []);
    assert!(answer.ready < answer.of);
}
