//! Votes files: honest, careless and hostile.

use std::fs::File;
use std::path::PathBuf;

use cordon_assembly::majority::Majority;
use cordon_assembly::tally::{Fault, TallyError, tally};
use proptest::prelude::*;

fn faults(text: impl AsRef<[u8]>) -> Vec<Fault> {
    match tally(text.as_ref(), Majority::Simple, None) {
        Err(TallyError::Faults { faults, .. }) => faults,
        other => panic!("expected faults, got {other:?}"),
    }
}

fn code(text: impl AsRef<[u8]>) -> &'static str {
    tally(text.as_ref(), Majority::Simple, Some(195))
        .expect_err("a refused file")
        .code()
}

#[test]
fn ballots_are_tallied_in_order_of_appearance_even_when_their_rows_are_mixed() {
    let text = "ballot_id,member,vote\nB2,QM,yes\nB1,QM,no\nB2,QN,yes\nB1,QN,abstain\nB2,QO,no\n";
    let ballots = tally(text.as_bytes(), Majority::TwoThirdsCast, None).expect("an honest file");
    let shown: Vec<_> = ballots
        .iter()
        .map(|b| (b.ballot_id.as_str(), b.yes, b.no, b.abstain, b.carried))
        .collect();
    assert_eq!(shown, [("B2", 2, 1, 0, true), ("B1", 0, 1, 1, false)]);
    assert_eq!(ballots[0].why, "two thirds of yes and no: 3 × 2 ≥ 2 × 3 (6 ≥ 6)");
}

#[test]
fn the_fixture_of_195_seats_carries_by_exactly_two_thirds() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/assembly/roll-call.csv");
    let ballots = tally(
        File::open(path).expect("the fixture"),
        Majority::TwoThirdsMembers,
        Some(195),
    )
    .expect("an honest file");
    assert_eq!((ballots[0].yes, ballots[0].no, ballots[0].carried), (130, 65, true));
    assert_eq!((ballots[1].yes, ballots[1].no, ballots[1].carried), (129, 66, false));
}

#[test]
fn quoting_line_ends_order_of_columns_and_a_mark_at_the_start_make_no_difference() {
    let plain = tally("ballot_id,member,vote\nB1,QM,yes\n".as_bytes(), Majority::Simple, None).expect("plain");
    for text in [
        "\u{FEFF}ballot_id,member,vote\r\nB1,QM,yes\r\n",
        "\n\nballot_id,member,vote\n\n\nB1,QM,yes",
        "vote,note,member,ballot_id\nyes,\"a, b\",QM,B1\n",
        "\"ballot_id\",\"member\",\"vote\"\n\"B1\",\"QM\",\"YES\"\n",
        "ballot_id , member , vote\n B1 , QM , yes \n",
    ] {
        assert_eq!(
            tally(text.as_bytes(), Majority::Simple, None).expect(text),
            plain,
            "{text:?}"
        );
    }
}

#[test]
fn a_member_voting_twice_is_named_with_both_lines() {
    let found = faults("ballot_id,member,vote\nB1,QM,yes\nB2,QM,yes\nB1,QN,no\nB1,QM,yes\n");
    let twice = Fault::VotedTwice {
        line: 5,
        first_line: 2,
        member: "QM".into(),
        ballot: "B1".into(),
    };
    assert_eq!(found, [twice]);
    assert_eq!(
        found[0].to_string(),
        "line 5: QM votes a second time in ballot B1 (first on line 2)"
    );
}

#[test]
fn a_second_vote_does_not_hide_behind_case_blanks_or_distance() {
    for second in ["qm", " QM ", "\u{A0}QM", "Qm"] {
        let text = format!("ballot_id,member,vote\nB1,QM,yes\nB1,{second},no\n");
        assert_eq!(code(text), "voted-twice", "{second:?}");
    }
    let mut far = String::from("ballot_id,member,vote\nB0,QM,yes\n");
    for ballot in 1..20_000 {
        far.push_str(&format!("B{ballot},QM,yes\n"));
    }
    far.push_str("B0,QM,no\n");
    assert_eq!(code(far), "voted-twice");
}

#[test]
fn every_double_vote_is_listed_up_to_twenty_and_the_rest_counted() {
    let mut text = String::from("ballot_id,member,vote\n");
    for _ in 0..2 {
        for seat in 0..25 {
            text.push_str(&format!("B1,S{seat},no\n"));
        }
    }
    match tally(text.as_bytes(), Majority::Simple, None) {
        Err(TallyError::Faults { faults, more }) => assert_eq!((faults.len(), more), (20, 5)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_malformed_file_is_refused_for_its_own_reason() {
    let header = "ballot_id,member,vote\n";
    let long = "x".repeat(5_000);
    let table: Vec<(Vec<u8>, &str)> = vec![
        (b"".to_vec(), "empty-file"),
        (b"\xEF\xBB\xBF".to_vec(), "empty-file"),
        (b"ballot,member,vote\nB1,QM,yes\n".to_vec(), "missing-column"),
        (b"B1,QM,yes\n".to_vec(), "missing-column"),
        (b"b\0a\0l\0".to_vec(), "missing-column"),
        (
            b"ballot_id,member,vote,member\nB1,QM,yes,QN\n".to_vec(),
            "repeated-column",
        ),
        (format!("{header}B1,QM\n").into_bytes(), "wrong-width"),
        (format!("{header}B1,QM,yes,no\n").into_bytes(), "wrong-width"),
        (
            format!("{header}{}\n", "a,".repeat(40)).into_bytes(),
            "too-many-columns",
        ),
        (format!("{header}B1,\"{long}\n").into_bytes(), "row-too-long"),
        (
            format!("{header}B1,{},yes\n", "x".repeat(300)).into_bytes(),
            "name-too-long",
        ),
        (format!("{header}B1,,yes\n").into_bytes(), "empty-field"),
        (format!("{header} ,QM,yes\n").into_bytes(), "empty-field"),
        ([header.as_bytes(), b"B1,Q\xFF,yes\n"].concat(), "not-text"),
        (format!("{header}B1,Q\u{200B}M,yes\n").into_bytes(), "hidden-character"),
        (format!("{header}B1,Q\u{7}M,yes\n").into_bytes(), "hidden-character"),
        (format!("{header}B1,QM,maybe\n").into_bytes(), "unknown-vote"),
        (format!("{header}B1,QM,\n").into_bytes(), "unknown-vote"),
        (format!("{header}B1,QM,yes no\n").into_bytes(), "unknown-vote"),
    ];
    for (bytes, expected) in table {
        assert_eq!(code(&bytes), expected, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn an_unclosed_quotation_mark_is_reported_where_it_starts() {
    let text = format!(
        "ballot_id,member,vote\nB1,QM,yes\nB1,\"QN,no\n{}",
        "B1,QO,yes\n".repeat(1_000)
    );
    assert!(matches!(faults(text)[0], Fault::RowTooLong { line: 3, .. }));
}

#[test]
fn more_votes_than_members_are_refused_with_the_ballot() {
    let text = "ballot_id,member,vote\nB1,QM,yes\nB1,QN,no\n";
    let refused = tally(text.as_bytes(), Majority::Simple, Some(1)).expect_err("two votes by one member");
    assert_eq!(refused.code(), "more-votes-than-voters");
    assert!(refused.to_string().starts_with("ballot B1: "));
}

#[test]
fn a_header_without_votes_gives_no_ballots() {
    let ballots = tally("ballot_id,member,vote\n".as_bytes(), Majority::Simple, None).expect("an empty session");
    assert!(ballots.is_empty());
}

struct Failing;

impl std::io::Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

#[test]
fn a_file_that_cannot_be_read_says_so() {
    let refused = tally(Failing, Majority::Simple, None).expect_err("unreadable");
    assert_eq!(refused.code(), "unreadable");
}

/// Hands out a few bytes at a time, so that every row crosses a border between two reads.
struct Drip<'a>(&'a [u8], usize);

impl std::io::Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = self.1.min(self.0.len()).min(buffer.len());
        buffer[..size].copy_from_slice(&self.0[..size]);
        self.0 = &self.0[size..];
        Ok(size)
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic_and_alike_in_any_portions(
        bytes in proptest::collection::vec(
            proptest::sample::select(b"ballot_id,member,vote\nB1,\"QMyesno\r\n \xEF\xBB\xBF\0".to_vec()), 0..400),
        portion in 1_usize..9,
    ) {
        let mut file = b"ballot_id,member,vote\n".to_vec();
        file.extend_from_slice(&bytes);
        let whole = tally(file.as_slice(), Majority::Simple, Some(195));
        let dripped = tally(Drip(&file, portion), Majority::Simple, Some(195));
        prop_assert_eq!(format!("{whole:?}"), format!("{dripped:?}"));
    }

    #[test]
    fn the_tally_counts_each_row_once(votes in proptest::collection::vec((0_u8..4, 0_u8..3), 0..200)) {
        let mut text = String::from("ballot_id,member,vote\n");
        let mut expected = [[0_u64; 3]; 4];
        for (seat, (ballot, vote)) in votes.iter().enumerate() {
            let word = ["yes", "no", "abstain"][usize::from(*vote)];
            text.push_str(&format!("B{ballot},S{seat},{word}\n"));
            expected[usize::from(*ballot)][usize::from(*vote)] += 1;
        }
        for ballot in tally(text.as_bytes(), Majority::Simple, None).expect("no seat votes twice") {
            let number: usize = ballot.ballot_id[1..].parse().expect("a number");
            prop_assert_eq!([ballot.yes, ballot.no, ballot.abstain], expected[number]);
            prop_assert_eq!(ballot.carried, ballot.yes > ballot.no);
        }
    }
}
