//! From a file to the trace that counts: every refusal is provoked, and a digest is the same by whichever plan.

use crate::world::{findings, request, world};
use cordon_asset_tracing::adoption::{
    Act, Adoption, By, CaseTraces, Facts, MOST_FILES, Outcome, Refusal, Settings, decide,
};
use cordon_asset_tracing::engine::ledgers::Ledgers;
use cordon_asset_tracing::engine::plan::trace;
use cordon_asset_tracing::record;
use cordon_asset_tracing::rules::{Meeting, Rule};

const OPEN: Facts = Facts {
    withdrawn: false,
    lost: Some(100_00),
};

fn by(officer: &str) -> By {
    By {
        officer: officer.into(),
        at_us: 7,
    }
}

fn keep(sha256: &str) -> Act {
    Act::Keep {
        sha256: sha256.into(),
        balances: None,
        bytes: 10,
    }
}

fn settings() -> Settings {
    Settings {
        columns: String::new(),
        scale: 2,
        currency: Some("EUR".into()),
        claims: vec![("T1".into(), None)],
        stops: vec![],
        minimum: None,
        until: None,
        meeting: Meeting::Newest,
        lenient: false,
    }
}

fn outcome() -> Outcome {
    Outcome {
        digest: "d1".into(),
        scale: 2,
        claimed: 80_00,
        tainted: 70_00,
        stopped: 10_00,
        transfers: 3,
        accounts: 2,
        conserved: Some(true),
    }
}

fn adopt(rule: Rule) -> Act {
    Act::Adopt {
        file: 1,
        rule,
        seen: "d1".into(),
        outcome: outcome(),
        grounds: "part".into(),
        grounds_length: 40,
    }
}

fn adopt_with(change: impl Fn(&mut Outcome)) -> Act {
    let mut changed = outcome();
    change(&mut changed);
    let Act::Adopt {
        file,
        rule,
        seen,
        grounds,
        grounds_length,
        ..
    } = adopt(Rule::Fifo)
    else {
        unreachable!()
    };
    Act::Adopt {
        file,
        rule,
        seen,
        outcome: changed,
        grounds,
        grounds_length,
    }
}

fn after(traces: &CaseTraces, act: &Act) -> CaseTraces {
    decide(traces, act, &by("mira"), &OPEN).expect("allowed")
}

fn confirmed() -> CaseTraces {
    let kept = after(&CaseTraces::default(), &keep("a"));
    after(
        &kept,
        &Act::Confirm {
            file: 1,
            settings: settings(),
        },
    )
}

fn refused(traces: &CaseTraces, act: &Act) -> Refusal {
    decide(traces, act, &by("mira"), &OPEN).expect_err("refused")
}

#[test]
fn a_file_is_kept_confirmed_and_its_trace_adopted() {
    let traces = after(&confirmed(), &adopt(Rule::Fifo));
    let in_force = traces.in_force().expect("adopted");
    assert_eq!(
        (in_force.file, in_force.rule, in_force.sha256.as_str()),
        (1, Rule::Fifo, "a")
    );
    assert_eq!(
        (in_force.by.officer.as_str(), in_force.outcome.claimed),
        ("mira", 80_00)
    );
    // Another rule may be adopted later; the earlier one stays on record.
    let other = after(&traces, &adopt(Rule::LowestBalance));
    let rules: Vec<Rule> = other
        .adoptions
        .iter()
        .map(|adoption: &Adoption| adoption.rule)
        .collect();
    assert_eq!(rules, [Rule::Fifo, Rule::LowestBalance]);
    // And the first one again, since it is no longer in force.
    assert_eq!(after(&other, &adopt(Rule::Fifo)).adoptions.len(), 3);
    let text = serde_json::to_string(&other).expect("written");
    assert_eq!(serde_json::from_str::<CaseTraces>(&text).expect("read"), other);
}

#[test]
fn files_are_numbered_and_the_same_bytes_are_kept_once() {
    let one = after(&CaseTraces::default(), &keep("a"));
    let two = after(&one, &keep("b"));
    assert_eq!(two.files.iter().map(|file| file.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(refused(&two, &keep("b")), Refusal::KeptAlready(2));
    // The same transfers with other opening balances are another input.
    let with_balances = Act::Keep {
        sha256: "b".into(),
        balances: Some("c".into()),
        bytes: 10,
    };
    assert_eq!(after(&two, &with_balances).files.len(), 3);
}

#[test]
fn nothing_is_done_in_a_case_that_was_taken_back() {
    let withdrawn = Facts {
        withdrawn: true,
        lost: None,
    };
    let traces = confirmed();
    for act in [
        keep("z"),
        Act::Confirm {
            file: 1,
            settings: settings(),
        },
        adopt(Rule::Fifo),
    ] {
        let no = decide(&traces, &act, &by("mira"), &withdrawn).expect_err("refused");
        assert_eq!(no, Refusal::CaseWithdrawn);
    }
}

#[test]
fn what_cannot_be_kept_or_read_is_refused() {
    let empty = Act::Keep {
        sha256: "a".into(),
        balances: None,
        bytes: 0,
    };
    assert_eq!(refused(&CaseTraces::default(), &empty), Refusal::EmptyFile);
    let full = (0..MOST_FILES).fold(CaseTraces::default(), |traces, n| after(&traces, &keep(&n.to_string())));
    assert_eq!(refused(&full, &keep("one more")), Refusal::TooManyFiles);
    let confirm = |file| Act::Confirm {
        file,
        settings: settings(),
    };
    assert_eq!(refused(&confirmed(), &confirm(9)), Refusal::NoSuchFile(9));
    // The columns of the adopted trace do not change under it.
    let adopted = after(&confirmed(), &adopt(Rule::ProRata));
    assert_eq!(refused(&adopted, &confirm(1)), Refusal::InForce(1));
    let other = after(&after(&adopted, &keep("b")), &confirm(2));
    assert_eq!(other.settings(2), Ok(&settings()));
}

#[test]
fn what_is_no_legal_trace_is_not_adopted() {
    let traces = confirmed();
    let kept = after(&CaseTraces::default(), &keep("a"));
    assert_eq!(refused(&kept, &adopt(Rule::Fifo)), Refusal::NotConfirmed(1));
    assert_eq!(
        refused(&CaseTraces::default(), &adopt(Rule::Fifo)),
        Refusal::NoSuchFile(1)
    );
    assert_eq!(refused(&traces, &adopt(Rule::Poison)), Refusal::PoisonIsABound);
    assert_eq!(
        refused(&traces, &adopt_with(|o| o.digest = "d2".into())),
        Refusal::ChangedSince
    );
    assert_eq!(refused(&traces, &adopt_with(|o| o.claimed = 0)), Refusal::NothingTraced);
    assert_eq!(
        refused(&traces, &adopt_with(|o| o.transfers = 0)),
        Refusal::NothingTraced
    );
    assert_eq!(
        refused(&traces, &adopt_with(|o| o.conserved = Some(false))),
        Refusal::SumsDoNotAddUp
    );
    assert_eq!(
        refused(&traces, &adopt_with(|o| o.claimed = 100_01)),
        Refusal::MoreThanLost
    );
    let exactly = adopt_with(|o| o.claimed = 100_00);
    assert_eq!(after(&traces, &exactly).adoptions.len(), 1);
    let Act::Adopt {
        file,
        rule,
        seen,
        outcome,
        grounds,
        ..
    } = adopt(Rule::Fifo)
    else {
        unreachable!()
    };
    let silent = Act::Adopt {
        file,
        rule,
        seen,
        outcome,
        grounds,
        grounds_length: 7,
    };
    assert_eq!(refused(&traces, &silent), Refusal::GroundsMissing);
    assert_eq!(
        refused(&after(&traces, &adopt(Rule::Fifo)), &adopt(Rule::Fifo)),
        Refusal::AlreadyAdopted
    );
}

#[test]
fn codes_are_stable_and_distinct() {
    let all = [
        (Refusal::CaseWithdrawn, "case-withdrawn"),
        (Refusal::NoSuchFile(1), "no-such-file"),
        (Refusal::KeptAlready(1), "file-kept-already"),
        (Refusal::TooManyFiles, "too-many-files"),
        (Refusal::EmptyFile, "empty-file"),
        (Refusal::NotConfirmed(1), "not-confirmed"),
        (Refusal::InForce(1), "trace-in-force"),
        (Refusal::ChangedSince, "trace-changed"),
        (Refusal::PoisonIsABound, "poison-is-a-bound"),
        (Refusal::NothingTraced, "nothing-traced"),
        (Refusal::SumsDoNotAddUp, "sums-do-not-add-up"),
        (Refusal::MoreThanLost, "more-than-lost"),
        (Refusal::AlreadyAdopted, "already-adopted"),
        (Refusal::GroundsMissing, "grounds-missing"),
    ];
    for (refusal, code) in all {
        assert_eq!(refusal.code(), code);
    }
}

#[test]
fn a_record_is_the_same_by_either_plan_and_another_for_another_result() {
    let world = world(&[("v", "a", 300), ("w", "a", 700), ("a", "b", 400), ("b", "c", 900)]);
    let text = |rule: Rule, by_index: bool, minimum: i64| {
        let mut asked = request(&world, rule, &[("1", None)]);
        asked.minimum = minimum;
        let ledgers = Ledgers::build(&world);
        let found = trace(&world, &asked, by_index.then_some(&ledgers)).expect("nothing is refused");
        let mut text = Vec::new();
        record::write(&world, &asked, &found, &mut text).expect("memory takes all");
        String::from_utf8(text).expect("text")
    };
    let mut seen = std::collections::BTreeSet::new();
    for rule in Rule::ALL {
        assert_eq!(text(rule, true, 0), text(rule, false, 0), "{rule}");
        assert!(seen.insert(text(rule, false, 0)), "{rule}");
        assert_ne!(
            text(rule, false, 0),
            text(rule, false, 1),
            "policies stand in the record"
        );
    }
    let fifo = text(Rule::Fifo, false, 0);
    assert!(fifo.contains("carries\t3\t3\ta\tb\t4.00\t0=3.00\n"), "{fifo}");
    assert!(fifo.contains("gap\t4\tb\t5.00\n"), "{fifo}");
    let outcome = Outcome::of(&findings(&world, Rule::Fifo, &[("1", None)]), world.scale(), "d".into());
    assert_eq!(
        (outcome.claimed, outcome.tainted, outcome.conserved),
        (300, 300, Some(true))
    );
}
