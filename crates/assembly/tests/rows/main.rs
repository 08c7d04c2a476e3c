//! One test per row of the model rulebook: cases that pass, that fail, and that stand on the boundary.

mod debate;
mod elections;
mod members;
mod records;
mod sessions;
mod votes;

use std::collections::{BTreeMap, BTreeSet};

use cordon_assembly::delegation::CredentialsState;
use cordon_assembly::language::Language;
use cordon_assembly::majority::{Count, Majority};
use cordon_assembly::member::{MemberCode, Region};
use cordon_assembly::quorum::Quorum;
use cordon_assembly::rulebook::{
    Authority, Facts, MotionKind, Officer, Post, Proposer, RowNumber, RowState, Rulebook,
    RulebookFault, Service, ThirdBallot,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);
const OPENING: Date = date(2026, 11, 24);

fn book() -> Rulebook {
    Rulebook::model().expect("the data files are readable")
}

/// Tests every case of a row; a row without a passing and a failing case proves nothing.
fn row(number: u8, cases: &[(Facts, bool)]) {
    let book = book();
    for (facts, expected) in cases {
        let used = book
            .test(RowNumber(number), facts, TODAY)
            .unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(
            used.met, *expected,
            "row {number}: {facts:?}: {}",
            used.arithmetic
        );
        assert!(!used.arithmetic.is_empty());
    }
    let outcomes: BTreeSet<bool> = cases.iter().map(|(_, expected)| *expected).collect();
    assert_eq!(
        outcomes.len(),
        2,
        "row {number} needs a passing and a failing case"
    );
}

fn member(code: &str) -> MemberCode {
    MemberCode::new(code).expect("a code")
}

fn sent(day: Date) -> Facts {
    Facts::SentBeforeOpening {
        sent: day,
        opening: OPENING,
        proposer: None,
        opinion: false,
    }
}

fn count(yes: u64, no: u64, abstain: u64) -> Count {
    Count { yes, no, abstain }
}

fn majority(yes: u64, no: u64, members: u64) -> Facts {
    Facts::Majority {
        count: count(yes, no, 0),
        members: Some(members),
    }
}

#[test]
fn there_are_forty_one_rows_each_with_its_standing() {
    let book = book();
    let rows = book.rows(TODAY);
    assert_eq!(
        rows.iter().map(|row| row.row.0).collect::<Vec<_>>(),
        (1..=41).collect::<Vec<_>>()
    );
    for row in rows {
        assert_eq!(row.state, RowState::Model);
        assert!(!row.instrument.is_empty() && !row.article.is_empty() && !row.version.is_empty());
        assert!(
            row.verified || row.doubt.is_some(),
            "row {}: unverified without a stated doubt",
            row.row.0
        );
        assert!(
            !row.verified || row.source.is_some(),
            "row {}: verified without a source",
            row.row.0
        );
    }
    let verified: Vec<u8> = book
        .rows(TODAY)
        .iter()
        .filter(|row| row.verified)
        .map(|row| row.row.0)
        .collect();
    assert_eq!(
        verified,
        [
            9, 10, 11, 13, 18, 19, 20, 22, 23, 24, 27, 28, 29, 30, 31, 38, 39
        ]
    );
}

#[test]
fn rows_are_adopted_one_by_one_and_earlier_versions_stay_readable() {
    let mut book = book();
    book.adopt(RowNumber(22), TODAY).expect("in force");
    let adopted = |book: &Rulebook| {
        book.rows(TODAY)
            .iter()
            .filter(|row| row.state == RowState::Adopted)
            .map(|row| row.row.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(adopted(&book), [22]);
    let mut new = book
        .in_force(RowNumber(22), TODAY)
        .expect("in force")
        .clone();
    new.effective = date(2027, 1, 1);
    new.version = "2027".to_owned();
    book.replace(new.clone()).expect("a new version");
    let version = |book: &Rulebook, day| {
        book.in_force(RowNumber(22), day)
            .expect("in force")
            .version
            .clone()
    };
    assert_ne!(version(&book, TODAY), "2027");
    assert_eq!(version(&book, date(2027, 1, 1)), "2027");
    assert!(matches!(
        book.replace(new),
        Err(RulebookFault::NotANewVersion { .. })
    ));
}

#[test]
fn withdrawn_rows_decide_nothing_and_facts_of_another_kind_are_refused() {
    let mut book = book();
    let facts = Facts::ElectionOfPersons { secret: true };
    assert!(matches!(
        book.test(RowNumber(1), &facts, TODAY),
        Err(RulebookFault::WrongFacts { .. })
    ));
    book.withdraw(RowNumber(27), TODAY).expect("in force");
    assert!(matches!(
        book.test(RowNumber(27), &facts, TODAY),
        Err(RulebookFault::NotInForce { .. })
    ));
    assert!(matches!(
        book.test(RowNumber(99), &facts, TODAY),
        Err(RulebookFault::NotInForce { .. })
    ));
    assert!(book.in_force(RowNumber(22), date(1900, 1, 1)).is_err());
}
