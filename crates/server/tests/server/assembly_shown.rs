//! What the assembly shows on a command line: its story from convocation to commitments, one decision, a file of votes.

use std::process::{Command, Output};

use serde_json::{Value, json};

fn run(arguments: &[&str]) -> Output {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let ran = Command::new(env!("CARGO_BIN_EXE_cordon"))
        .current_dir(root)
        .args(arguments)
        .output();
    ran.expect("the program runs")
}

/// Exit code, the JSON lines on standard output, the text on standard error.
fn said(arguments: &[&str]) -> (Option<i32>, Vec<Value>, String) {
    let ran = run(arguments);
    let out = String::from_utf8(ran.stdout).expect("text");
    let lines = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")));
    (
        ran.status.code(),
        lines.collect(),
        String::from_utf8(ran.stderr).expect("text"),
    )
}

fn decide(figures: &str) -> (Option<i32>, Value, String) {
    let mut arguments = vec!["assembly", "decide", "--json"];
    arguments.extend(figures.split(' '));
    let (code, lines, error) = said(&arguments);
    (code, lines.into_iter().next().unwrap_or(Value::Null), error)
}

#[test]
fn the_story_shows_every_element_of_a_session() {
    let (code, lines, error) = said(&["demo", "--story", "assembly", "--headless", "--json"]);
    assert_eq!((code, lines.len()), (Some(0), 1), "{error}");
    let story = &lines[0]["assembly"];
    let beats: Vec<&str> = story["beats"]
        .as_array()
        .expect("beats")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let mut rest = beats.iter();
    for beat in [
        "convocation",
        "credentials",
        "opening",
        "debate",
        "amendments",
        "contested-amendment",
        "answer-within-the-hour",
        "arrears-paid",
        "budget",
        "president",
        "closing",
        "commitments-fed",
    ] {
        assert!(
            rest.any(|one| *one == beat),
            "{beat} is missing or out of order: {beats:?}"
        );
    }
    // Convoked in time, with what no rule gives fixed at the opening.
    assert!(story["convocation"]["sent"]["notice"].is_string(), "{story}");
    assert!(
        story["convocation"]["settings"]
            .as_object()
            .expect("settings")
            .values()
            .all(|one| !one.is_null())
    );
    assert_eq!(
        story["credentials"],
        json!({"accepted": 195, "provisional": 1, "were_contested": 1})
    );
    // A contested amendment: two tellers disagreed, counted again, and it fell by two votes.
    let contested = &story["contested_amendment"];
    assert_eq!(
        (&contested["count"], &contested["carried"], &contested["recounts"]),
        (&json!({"yes": 94, "no": 96, "abstain": 5}), &json!(false), &json!(1))
    );
    let hour = &story["answer_within_the_hour"];
    assert_eq!(
        (&hour["count"], &hour["carried"]),
        (&json!({"yes": 130, "no": 65, "abstain": 0}), &json!(true))
    );
    let why = hour["why"].as_str().expect("why");
    assert!(why.starts_with("two thirds of yes and no: 3 × 130 ≥ 2 × 195"), "{why}");
    // Votes stand by seat; the seat in arrears had none, paid in the middle of the session, and voted on the budget.
    let seats = |choice: &str| {
        story["hour_by_seat"][choice]
            .as_array()
            .expect("seats")
            .iter()
            .map(|seat| seat.as_u64().expect("a number"))
            .collect::<Vec<_>>()
    };
    let (yes, no) = (seats("yes"), seats("no"));
    assert_eq!((yes.len(), no.len(), seats("abstain").len()), (130, 65, 0));
    assert_eq!(story["arrears_paid_by_seats"], json!([8]));
    assert!(!yes.contains(&8) && !no.contains(&8));
    assert_eq!(
        (&story["entitled_at_the_hour"], &story["entitled_at_the_budget"]),
        (&json!(195), &json!(196))
    );
    assert_eq!(
        (&story["budget"]["count"], &story["budget"]["carried"]),
        (&json!({"yes": 151, "no": 22, "abstain": 23}), &json!(true))
    );
    // Three ballots: two thirds missed twice, and the leader of the third.
    assert_eq!(
        (&story["election_rounds"], &story["elected_seats"]),
        (&json!(3), &json!([1]))
    );
    let rounds = story["election_arithmetic"].as_array().expect("rounds");
    for (round, figures) in rounds
        .iter()
        .zip(["3 × 88 < 2 × 190 (264 < 380)", "3 × 117 < 2 × 191 (351 < 382)", "121"])
    {
        assert!(
            round.as_str().is_some_and(|round| round.contains(figures)),
            "{round}: {figures}"
        );
    }
    assert_eq!(
        (&story["commitments"], &story["commitments_fed"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(lines[0]["journal"]["verified"], json!(true));
}

#[test]
fn one_decision_prints_its_arithmetic_and_what_decided() {
    let keys = |value: &Value| {
        value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let (code, hour, _) = decide(
        "--rule two-thirds-cast --yes 130 --no 65 --members 196 --entitled 195 --present 195 --quorum majority-members",
    );
    assert_eq!(code, Some(0));
    assert_eq!(keys(&hour), ["base", "carried", "quorate", "threshold", "why"]);
    assert_eq!(
        (&hour["carried"], &hour["quorate"], &hour["threshold"], &hour["base"]),
        (&json!(true), &json!(true), &json!(130), &json!(195))
    );
    assert!(
        hour["why"]
            .as_str()
            .is_some_and(|why| why.starts_with("two thirds of yes and no: 3 × 130 ≥ 2 × 195")),
        "{hour}"
    );
    for (figures, carried) in [
        ("--rule two-thirds-cast --yes 129 --no 66", false),
        ("--rule two-thirds-members --yes 130 --no 0 --members 195", true),
        ("--rule two-thirds-members --yes 129 --no 0 --members 195", false),
        ("--rule two-thirds-members --yes 130 --no 0 --members 196", false),
        ("--rule two-thirds-cast --yes 6 --no 3", true),
        ("--rule simple --yes 0 --no 0", false),
        ("--rule two-thirds-cast --yes 0 --no 0", false),
        ("--rule simple --yes 50 --no 50", false),
        ("--rule two-thirds-cast --yes 76 --no 56 --abstain 22", false),
        ("--rule simple --yes 60 --no 10 --members 195 --quorum 1/3", true),
        ("--rule simple --yes 40 --no 10 --members 195 --quorum 1/3", false),
    ] {
        let (code, verdict, error) = decide(figures);
        assert_eq!(
            (code, &verdict["carried"]),
            (Some(0), &json!(carried)),
            "{figures}: {verdict} {error}"
        );
    }
}

#[test]
fn impossible_counts_exit_1_with_their_reason() {
    for (figures, refused) in [
        (
            "--rule simple --yes 100 --no 96 --members 195",
            "more-votes-than-voters",
        ),
        ("--rule simple --yes 6 --no 5 --present 10", "more-votes-than-voters"),
        (
            "--rule simple --yes 1 --no 0 --entitled 10 --present 11",
            "part-above-whole",
        ),
        (
            "--rule simple --yes 1 --no 0 --members 195 --entitled 196",
            "part-above-whole",
        ),
        ("--rule simple --yes 0 --no 0 --members 0", "no-members"),
        ("--rule simple --yes -1 --no 0", "impossible-count"),
        ("--rule simple --yes 1 --no 18446744073709551616", "impossible-count"),
    ] {
        let (code, verdict, error) = decide(figures);
        assert_eq!(
            (code, &verdict["refused"]),
            (Some(1), &json!(refused)),
            "{figures}: {verdict}"
        );
        let why = verdict["why"].as_str().expect("a reason");
        assert!(!why.is_empty() && error.contains(why), "{figures}: {error}");
    }
    // What is asked wrongly is not a refused count.
    assert_eq!(decide("--rule half --yes 1 --no 0").0, Some(2));
    assert_eq!(decide("--rule two-thirds-members --yes 1 --no 0").0, Some(2));
}

#[test]
fn a_file_of_votes_gives_one_line_a_ballot_and_names_who_voted_twice() {
    let tally = |file: &str, rule: &str| said(&["assembly", "tally", "--votes", file, "--rule", rule, "--json"]);
    let (code, lines, error) = tally("fixtures/assembly/roll-call.csv", "two-thirds-cast");
    assert_eq!((code, lines.len()), (Some(0), 2), "{error}");
    let counts: Vec<_> = lines
        .iter()
        .map(|one| (one["yes"].as_u64(), one["no"].as_u64(), one["carried"].as_bool()))
        .collect();
    assert_eq!(
        counts,
        [(Some(130), Some(65), Some(true)), (Some(129), Some(66), Some(false))]
    );
    assert!(
        lines
            .iter()
            .all(|one| one["ballot_id"].is_string() && one["abstain"].is_u64() && one["why"].is_string())
    );
    let (code, lines, error) = tally("fixtures/assembly/voted-twice.csv", "simple");
    assert_eq!((code, &lines[0]["refused"]), (Some(1), &json!("voted-twice")));
    for text in [error.as_str(), lines[0]["why"].as_str().expect("a reason")] {
        assert!(text.contains("QM votes a second time in ballot first"), "{text}");
    }
    let (code, _, error) = tally("fixtures/assembly/none.csv", "simple");
    assert!(code != Some(0) && error.contains("none.csv"), "{error}");
}
