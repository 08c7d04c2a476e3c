//! Collecting: who may send, what is taken, who is chased, what is printed of the organisation's own work.

use std::collections::BTreeSet;

use cordon_trends::collect::*;
use cordon_trends::counts::{CountRecord, read_counts};
use cordon_trends::questionnaire::{Answer, Questionnaire, Respondent, read_answers};
use cordon_trends::report::{build, read_inputs};

const DAY: i64 = 86_400_000_000;
const HEADQUARTERS: Sender = Sender {
    headquarters: true,
    analyst: true,
};

fn questionnaire() -> Questionnaire {
    Questionnaire::world_threat_assessment().unwrap()
}

fn asked(ids: &[&str]) -> Vec<Respondent> {
    ids.iter()
        .map(|id| Respondent {
            id: (*id).into(),
            region: "R1".into(),
        })
        .collect()
}

fn sending(ids: &[&str]) -> Sending {
    Sending {
        year: 2026,
        asked: asked(ids),
        days: 30,
        exercise: true,
    }
}

fn there() -> BTreeSet<String> {
    ["QM", "QN", "QO"].iter().map(|id| (*id).to_owned()).collect()
}

fn round() -> Round {
    send(
        sending(&["QM", "QN", "QO"]),
        HEADQUARTERS,
        None,
        &there(),
        &questionnaire(),
        0,
    )
    .unwrap()
}

fn every(code: &str, respondent: &str) -> Vec<Answer> {
    let q = questionnaire();
    let questions = q
        .items
        .iter()
        .flat_map(|item| q.scales.iter().map(move |scale| (item, scale)));
    questions
        .map(|(item, scale)| Answer {
            respondent: respondent.into(),
            item: item.id.clone(),
            scale: scale.id.clone(),
            code: code.into(),
        })
        .collect()
}

#[test]
fn the_headquarters_analyst_alone_sends_once_to_bureaus_that_exist() {
    let (q, now) = (questionnaire(), 0);
    let bureau = Sender {
        headquarters: false,
        analyst: true,
    };
    let desk = Sender {
        headquarters: true,
        analyst: false,
    };
    let code =
        |sending, sender, before: Option<&Round>| send(sending, sender, before, &there(), &q, now).unwrap_err().code();
    assert_eq!(code(sending(&["QM"]), bureau, None), "not_headquarters");
    assert_eq!(code(sending(&["QM"]), desk, None), "not_headquarters");
    assert_eq!(code(sending(&["QM"]), HEADQUARTERS, Some(&round())), "sent_already");
    assert_eq!(code(sending(&[]), HEADQUARTERS, None), "nobody_to_ask");
    assert_eq!(code(sending(&["QZ"]), HEADQUARTERS, None), "unknown_bureau");
    assert_eq!(
        code(
            Sending {
                days: 6,
                ..sending(&["QM"])
            },
            HEADQUARTERS,
            None
        ),
        "bad_term"
    );
    assert_eq!(
        code(
            Sending {
                year: 1900,
                ..sending(&["QM"])
            },
            HEADQUARTERS,
            None
        ),
        "bad_year"
    );
    assert_eq!((round().due_us, round().version), (30 * DAY, q.version));
}

#[test]
fn every_answer_keeps_its_author_and_a_change_takes_the_sign_off_away() {
    let (q, round) = (questionnaire(), round());
    let half = &every("4", "QM")[..10];
    let draft = save(&round, &q, None, half, ("QM", "lea", 1)).unwrap();
    assert_eq!(
        hand_in(&round, &q, Some(&draft), ("QM", "noor", 2)).unwrap_err().code(),
        "open_questions"
    );
    assert_eq!(
        hand_in(&round, &q, None, ("QM", "noor", 2)).unwrap_err().code(),
        "open_questions"
    );
    let whole = save(&round, &q, Some(&draft), &every("4", "QM"), ("QM", "noor", 3)).unwrap();
    assert_eq!(
        (whole.given[0].by.as_str(), whole.given[25].by.as_str()),
        ("lea", "noor")
    );
    assert_eq!(whole.given[0].item, q.items[0].id);
    let signed = hand_in(&round, &q, Some(&whole), ("QM", "noor", 4)).unwrap();
    assert_eq!(signed.handed_in.as_ref().unwrap().by, "noor");
    let same = save(&round, &q, Some(&signed), &every("4", "QM"), ("QM", "lea", 5)).unwrap();
    assert_eq!(same, signed);
    let changed = save(&round, &q, Some(&signed), &every("DK", "QM")[..1], ("QM", "lea", 6)).unwrap();
    assert_eq!((changed.handed_in, changed.given.len()), (None, 26));
}

#[test]
fn a_stranger_a_foreign_code_and_a_closed_round_are_refused() {
    let (q, open) = (questionnaire(), round());
    let code = |round: &Round, bureau: &str, answers: &[Answer]| {
        save(round, &q, None, answers, (bureau, "x", 1)).unwrap_err().code()
    };
    assert_eq!(code(&open, "QZ", &every("4", "QZ")), "not_asked");
    assert_eq!(code(&open, "QM", &every("9", "QM")), "unknown");
    assert_eq!(code(&open, "QM", &every("4", "QN")), "unknown");
    let closed = Round {
        closed_us: Some(1),
        ..open
    };
    assert_eq!(code(&closed, "QM", &every("4", "QM")), "closed");
    assert_eq!(hand_in(&closed, &q, None, ("QM", "x", 1)).unwrap_err().code(), "closed");
}

#[test]
fn the_clock_writes_to_the_silent_three_times_and_then_closes() {
    let mut round = round();
    let mut handed_in = BTreeSet::from(["QM".to_owned()]);
    assert_eq!(tick(&round, &handed_in, 22 * DAY).unwrap_err().code(), "nothing_due");
    for (day, silent) in [(23, vec!["QN", "QO"]), (30, vec!["QO"]), (37, vec!["QO"])] {
        assert_eq!(round.next_clock_us(), Some(day * DAY));
        let ticked = tick(&round, &handed_in, day * DAY).unwrap();
        assert_eq!(
            (
                ticked.chase.iter().map(String::as_str).collect::<Vec<_>>(),
                ticked.closed
            ),
            (silent, false)
        );
        round = ticked.round;
        handed_in.insert("QN".to_owned());
    }
    let ticked = tick(&round, &handed_in, 44 * DAY).unwrap();
    assert!(ticked.closed && ticked.chase.is_empty());
    assert_eq!(ticked.round.next_clock_us(), None);
    assert_eq!(
        tick(&ticked.round, &handed_in, 99 * DAY).unwrap_err().code(),
        "nothing_due"
    );
}

fn held() -> Vec<CountRecord> {
    read_counts(b"area,iccs,period,count,counting_unit,counting_rule\nQM,0401,2024,90,offence,principal\nQM,0401,2025,95,offence,principal\n", 0).unwrap()
}

#[test]
fn a_bureau_hands_in_its_own_counts_and_a_change_of_rule_is_a_break() {
    let code = |text: &str| take_counts("QM", &held(), text.as_bytes()).unwrap_err().code();
    assert_eq!(code("area,iccs,period,count\nQN,0401,2025,3\n"), "other_area");
    assert_eq!(code("area,iccs,period,count\n"), "malformed");
    assert_eq!(code("area,iccs,period,count\nQM,0401,2025,-3\n"), "malformed");
    assert_eq!(
        code("area,iccs,period,count\nQM,0401,2025,3\nQM,0401,2025,4\n"),
        "malformed"
    );
    let new = b"area,iccs,period,count,counting_unit,counting_rule\nQM,0401,2025,99,offence,principal\nQM,0401,2026,140,victim,all\n";
    let all = take_counts("QM", &held(), new).unwrap();
    let seen: Vec<(i32, u64, bool)> = all.iter().map(|c| (c.year, c.count, c.after_break)).collect();
    assert_eq!(seen, [(2024, 90, false), (2025, 99, false), (2026, 140, true)]);
}

#[test]
fn small_cells_are_not_printed_nor_totals_that_give_them_away() {
    let mut tallied = Tallied::new();
    tallied.insert((Work::Case, 2026, 1, false), 7);
    tallied.insert((Work::Case, 2026, 2, false), 6);
    tallied.insert((Work::Hit, 2026, 1, false), 3);
    tallied.insert((Work::Hit, 2026, 2, false), 9);
    tallied.insert((Work::Case, 2026, 1, true), 100);
    let table = tabulate(&tallied, false);
    assert_eq!(table.periods, [(2026, 1), (2026, 2)]);
    let row = |work| table.rows.iter().find(|r| r.work == work).unwrap();
    assert_eq!(row(Work::Case).total, OperationCell::Count(13));
    assert_eq!(
        row(Work::Hit).cells,
        [OperationCell::Suppressed, OperationCell::Count(9)]
    );
    assert_eq!(row(Work::Hit).total, OperationCell::Suppressed);
    assert_eq!(row(Work::Notice).total, OperationCell::Count(0));
    assert_eq!(tabulate(&tallied, true).rows[0].total, OperationCell::Count(100));
}

#[test]
fn what_was_collected_becomes_a_report_and_a_draft_does_not_count() {
    let (q, round) = (questionnaire(), round());
    let signed = |bureau: &str, code: &str| {
        let reply = save(&round, &q, None, &every(code, bureau), (bureau, "x", 1)).unwrap();
        hand_in(&round, &q, Some(&reply), (bureau, "x", 2)).unwrap()
    };
    let draft = save(&round, &q, None, &every("5", "QO"), ("QO", "x", 1)).unwrap();
    let replies = [signed("QM", "5"), signed("QN", "2"), draft];
    let files = input_files(&Collected {
        round: &round,
        replies: &replies,
        counts: &held(),
        interception: &[],
        lists: None,
        occurrences: None,
    });
    let report = build(read_inputs(2026, &files).unwrap(), &|_| {}).unwrap();
    assert_eq!((report.response, report.exercise), ((3, 2), true));
    let tally = report.tally(&q.items[0].id, &q.scales[0].id, None).unwrap();
    assert_eq!(
        (tally.top, tally.responses.answered, tally.responses.no_answer()),
        (1, 2, 1)
    );
    assert_eq!(read_inputs(2025, &files).unwrap_err().code(), "other_year");
}

#[test]
fn the_file_to_fill_in_reads_back_and_an_empty_place_is_no_answer_yet() {
    let (q, round) = (questionnaire(), round());
    let draft = save(&round, &q, None, &every("3", "QM")[..4], ("QM", "x", 1)).unwrap();
    let file = form_csv(&q, "QM", Some(&draft));
    let read = read_answers(&q, asked(&["QM"]), &file).unwrap();
    assert_eq!(read.answers, every("3", "QM")[..4]);
}
