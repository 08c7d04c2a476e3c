//! One test per row of the model rulebook: cases that pass, that fail, and that stand on the boundary.

mod debate;
mod elections;
mod guide;
mod members;
mod records;
mod sessions;
mod votes;

use std::collections::BTreeMap;

use cordon_assembly::delegation::CredentialsState;
use cordon_assembly::language::Language;
use cordon_assembly::majority::{Count, Majority};
use cordon_assembly::member::{MemberCode, Region};
use cordon_assembly::quorum::Quorum;
use cordon_assembly::rulebook::{
    Authority, Facts, MotionKind, Officer, Post, Predicate, Proposer, RowNumber, RowState, Rulebook, RulebookFault,
    Service, ThirdBallot,
};
use jiff::civil::{Date, date};
use serde_json::Value;

const TODAY: Date = date(2026, 11, 23);
const OPENING: Date = date(2026, 11, 24);

fn book() -> Rulebook {
    Rulebook::model().expect("the data files are readable")
}

/// The cases of a row: facts, and whether the rule is met. Some rows are tested under an adopted parameter too.
pub struct Row {
    number: u8,
    tried: Vec<(Rulebook, Vec<(Facts, bool)>)>,
}

impl Row {
    /// Cases under the model rulebook.
    pub fn new(number: u8, cases: Vec<(Facts, bool)>) -> Self {
        Self {
            number,
            tried: vec![(book(), cases)],
        }
    }

    /// Adds cases under the row as an organisation adopted it.
    pub fn and_adopted(mut self, predicate: Predicate, cases: Vec<(Facts, bool)>) -> Self {
        let mut book = book();
        let mut adopted = book.in_force(RowNumber(self.number), TODAY).expect("in force").clone();
        adopted.effective = date(2026, 1, 1);
        adopted.version = "exercise".to_owned();
        adopted.predicate = predicate;
        book.replace(adopted).expect("a new version");
        self.tried.push((book, cases));
        self
    }

    /// Tests every case.
    fn hold(&self) {
        for (book, cases) in &self.tried {
            for (facts, expected) in cases {
                let used = book
                    .test(RowNumber(self.number), facts, TODAY)
                    .unwrap_or_else(|fault| panic!("row {}: {facts:?}: {fault}", self.number));
                assert_eq!(
                    used.met, *expected,
                    "row {}: {facts:?}: {}",
                    self.number, used.arithmetic
                );
                assert!(!used.arithmetic.is_empty(), "row {}: {facts:?}", self.number);
            }
        }
    }

    fn has(&self, outcome: bool) -> bool {
        self.tried
            .iter()
            .flat_map(|(_, cases)| cases)
            .any(|(_, expected)| *expected == outcome)
    }

    /// Whether two of its cases stand on the two sides of the boundary: one passes, the other fails, and between them lies
    /// one fact and its smallest step: one vote, one day, one member of a list, another word.
    fn has_boundary(&self) -> bool {
        self.tried.iter().any(|(_, cases)| {
            let written: Vec<_> = cases
                .iter()
                .map(|(facts, met)| (serde_json::to_value(facts).expect("facts"), *met))
                .collect();
            written
                .iter()
                .any(|(a, met)| written.iter().any(|(b, other)| met != other && steps(a, b) == 1))
        })
    }
}

/// A difference that is no smallest step.
const WIDE: u64 = 1_000;

/// How many smallest steps lie between two written facts.
fn steps(a: &Value, b: &Value) -> u64 {
    match (a, b) {
        _ if a == b => 0,
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => a
            .iter()
            .map(|(name, value)| b.get(name).map_or(WIDE, |other| steps(value, other)))
            .sum(),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a.iter().zip(b).map(|(a, b)| steps(a, b)).sum(),
        (Value::Array(a), Value::Array(b)) if a.len().abs_diff(b.len()) == 1 => {
            if a.iter().zip(b).all(|(a, b)| a == b) { 1 } else { WIDE }
        }
        (Value::Object(_) | Value::Array(_), Value::Object(_) | Value::Array(_)) => WIDE,
        (Value::Number(a), Value::Number(b)) => match (a.as_u64(), b.as_u64()) {
            (Some(a), Some(b)) if a.abs_diff(b) == 1 => 1,
            _ => WIDE,
        },
        (Value::String(a), Value::String(b)) => match (a.parse::<Date>(), b.parse::<Date>()) {
            (Ok(a), Ok(b)) if a.tomorrow().ok() == Some(b) || b.tomorrow().ok() == Some(a) => 1,
            (Ok(_), Ok(_)) => WIDE,
            _ => 1,
        },
        _ => 1,
    }
}

macro_rules! rows {
    ($($module:ident::$row:ident,)*) => {
        $(#[test] fn $row() { $module::$row().hold(); })*

        /// Every row of the guide, in its order, with its cases.
        const ROWS: &[fn() -> Row] = &[$($module::$row),*];
    };
}

rows! {
    sessions::row_01_one_ordinary_session_a_year,
    sessions::row_02_extraordinary_session_by_the_committee_or_more_than_half_of_the_members,
    sessions::row_03_extraordinary_session_opens_30_to_90_days_after_the_request_on_one_subject,
    sessions::row_04_notice_four_months_before,
    sessions::row_05_provisional_agenda_90_days_before,
    sessions::row_06_added_items_30_days_before,
    sessions::row_07_working_papers_30_days_before,
    sessions::row_08_the_agenda_as_a_whole_and_item_by_item,
    sessions::row_09_constitution_changes_three_months_before_by_a_member_or_the_committee,
    sessions::row_10_drafts_on_basic_texts_90_days_before_with_an_opinion,
    sessions::row_11_membership_requests_by_31_january,
    sessions::row_12_observers_have_the_floor_and_never_a_ballot,
    members::row_13_one_head_named_by_the_government,
    members::row_14_only_accepted_and_provisional_credentials_vote,
    members::row_15_one_member_one_vote_and_never_for_another,
    members::row_16_arrears_for_the_current_and_the_previous_year,
    members::row_17_stop_requests_recalls_hits_and_missing_children_always_pass,
    members::row_18_appeals_30_days_before_the_committee_meets_and_once,
    votes::row_19_decisions_are_normally_resolutions,
    votes::row_20_no_vote_before_four_languages_of_the_same_revision_are_out,
    votes::row_21_oral_amendments_at_once_unless_a_majority_asks_for_paper_and_costs_need_an_opinion,
    votes::row_22_simple_majority,
    votes::row_23_two_thirds_of_yes_and_no,
    votes::row_24_two_thirds_of_all_members,
    votes::row_25_one_second_ballot_where_two_thirds_were_missed,
    votes::row_26_record_votes_are_asked_for_before_voting_begins,
    votes::row_27_persons_in_secret,
    elections::row_28_the_president_by_two_thirds_and_after_the_second_ballot_by_a_simple_majority,
    elections::row_29_committee_from_different_countries_and_leaders_from_different_regions,
    elections::row_30_one_candidate_for_a_post,
    elections::row_31_one_candidate_for_secretary_general_by_the_committee,
    elections::row_32_the_auditor_is_a_national_audit_office,
    debate::row_33_the_whole_is_voted_once_and_falls_with_its_last_operative_part,
    debate::row_34_amendments_in_the_chairs_order,
    debate::row_35_points_of_order_interrupt_everything_but_a_ballot,
    debate::row_36_precedence_of_motions_and_two_against_closure,
    debate::row_37_reconsideration_by_two_thirds_of_all_members,
    records::row_38_the_previous_budget_is_followed_where_none_was_adopted,
    records::row_39_arabic_is_a_working_language_of_the_constitution_only,
    records::row_40_every_session_fixes_its_quorum,
    records::row_41_meetings_are_closed_unless_opened,
}

#[test]
fn every_row_has_cases_that_pass_that_fail_and_on_both_sides_of_the_boundary() {
    let rows: Vec<Row> = ROWS.iter().map(|row| row()).collect();
    let tested: Vec<u8> = rows.iter().map(|row| row.number).collect();
    let in_force: Vec<u8> = book().rows(TODAY).iter().map(|row| row.row.0).collect();
    assert_eq!(
        tested, in_force,
        "a row of the rulebook without cases, or cases without a row"
    );
    for row in &rows {
        assert!(row.has(true), "row {} has no case that passes", row.number);
        assert!(row.has(false), "row {} has no case that fails", row.number);
        assert!(
            row.has_boundary(),
            "row {} has no two cases on the two sides of its boundary",
            row.number
        );
    }
}

#[test]
fn the_boundary_is_one_smallest_step_and_no_more() {
    let opens = |requested| Facts::OpeningWindow {
        requested,
        opening: OPENING,
        subjects: 1,
    };
    let row = |cases| Row::new(3, cases);
    assert!(
        row(vec![
            (opens(date(2026, 10, 25)), true),
            (opens(date(2026, 10, 26)), false)
        ])
        .has_boundary()
    );
    assert!(
        !row(vec![
            (opens(date(2026, 10, 24)), true),
            (opens(date(2026, 10, 26)), false)
        ])
        .has_boundary()
    );
    assert!(
        !row(vec![
            (opens(date(2026, 10, 25)), true),
            (opens(date(2026, 10, 24)), true)
        ])
        .has_boundary()
    );
    let twice = Row::new(
        23,
        vec![(majority(130, 65, 195), true), (majority(129, 66, 195), false)],
    );
    assert!(!twice.has_boundary(), "two votes moved are two steps");
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
        [9, 10, 11, 13, 18, 19, 20, 22, 23, 24, 27, 28, 29, 30, 31, 38, 39]
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
    let mut new = book.in_force(RowNumber(22), TODAY).expect("in force").clone();
    new.effective = date(2027, 1, 1);
    new.version = "2027".to_owned();
    book.replace(new.clone()).expect("a new version");
    let version = |book: &Rulebook, day| book.in_force(RowNumber(22), day).expect("in force").version.clone();
    assert_ne!(version(&book, TODAY), "2027");
    assert_eq!(version(&book, date(2027, 1, 1)), "2027");
    assert!(matches!(book.replace(new), Err(RulebookFault::NotANewVersion { .. })));
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
