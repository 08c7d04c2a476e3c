//! Rows 1 to 12: sessions, their agenda and last days, observers.

use super::*;

#[test]
fn row_01_one_ordinary_session_a_year() {
    let held = |already_held_this_year| Facts::OrdinarySessions {
        already_held_this_year,
    };
    row(1, &[(held(0), true), (held(1), false), (held(2), false)]);
}

#[test]
fn row_02_extraordinary_session_by_the_committee_or_more_than_half_of_the_members() {
    let asked = |by_committee, supporters, members| Facts::ExtraordinaryRequest {
        by_committee,
        supporters,
        members,
    };
    row(
        2,
        &[
            (asked(true, 0, 195), true),
            (asked(false, 98, 195), true),
            (asked(false, 97, 195), false),
            (asked(false, 98, 196), false),
            (asked(false, 99, 196), true),
        ],
    );
}

#[test]
fn row_03_extraordinary_session_opens_30_to_90_days_after_the_request_on_one_subject() {
    let opens = |requested, subjects| Facts::OpeningWindow {
        requested,
        opening: OPENING,
        subjects,
    };
    row(
        3,
        &[
            (opens(date(2026, 10, 25), 1), true),
            (opens(date(2026, 10, 26), 1), false),
            (opens(date(2026, 8, 26), 1), true),
            (opens(date(2026, 8, 25), 1), false),
            (opens(date(2026, 9, 30), 2), false),
            (opens(date(2026, 9, 30), 0), false),
            (opens(date(2026, 12, 24), 1), false),
        ],
    );
}

#[test]
fn row_04_notice_four_months_before() {
    row(
        4,
        &[
            (sent(date(2026, 7, 24)), true),
            (sent(date(2026, 7, 25)), false),
            (sent(date(2026, 1, 1)), true),
        ],
    );
    // Four months before the last of June is the last of February, in a leap year too.
    let end = |sent| Facts::SentBeforeOpening {
        sent,
        opening: date(2028, 6, 30),
        proposer: None,
        opinion: false,
    };
    row(
        4,
        &[
            (end(date(2028, 2, 29)), true),
            (end(date(2028, 3, 1)), false),
        ],
    );
}

#[test]
fn row_05_provisional_agenda_90_days_before() {
    row(
        5,
        &[
            (sent(date(2026, 8, 26)), true),
            (sent(date(2026, 8, 27)), false),
        ],
    );
}

#[test]
fn row_06_added_items_30_days_before() {
    row(
        6,
        &[
            (sent(date(2026, 10, 25)), true),
            (sent(date(2026, 10, 26)), false),
        ],
    );
}

#[test]
fn row_07_working_papers_30_days_before() {
    row(
        7,
        &[
            (sent(date(2026, 10, 25)), true),
            (sent(date(2026, 10, 26)), false),
        ],
    );
}

#[test]
fn row_08_the_agenda_as_a_whole_and_item_by_item() {
    let mut book = book();
    for as_a_whole in [true, false] {
        let used = book
            .test(RowNumber(8), &Facts::AgendaAdoption { as_a_whole }, TODAY)
            .expect("a test");
        assert!(used.met);
    }
    // A session that adopts the row without voting by item refuses the second way.
    let mut stricter = book
        .in_force(RowNumber(8), TODAY)
        .expect("in force")
        .clone();
    stricter.effective = date(2026, 1, 1);
    stricter.version = "exercise".to_owned();
    stricter.predicate = cordon_assembly::rulebook::Predicate::AgendaAdoption {
        whole: true,
        item_by_item: false,
    };
    book.replace(stricter).expect("a new version");
    let used = book
        .test(
            RowNumber(8),
            &Facts::AgendaAdoption { as_a_whole: false },
            TODAY,
        )
        .expect("a test");
    assert!(!used.met);
    assert_eq!(used.version, "exercise");
}

#[test]
fn row_09_constitution_changes_three_months_before_by_a_member_or_the_committee() {
    let draft = |sent, proposer| Facts::SentBeforeOpening {
        sent,
        opening: OPENING,
        proposer,
        opinion: false,
    };
    row(
        9,
        &[
            (draft(date(2026, 8, 24), Some(Proposer::Member)), true),
            (
                draft(date(2026, 8, 24), Some(Proposer::ExecutiveCommittee)),
                true,
            ),
            (draft(date(2026, 8, 25), Some(Proposer::Member)), false),
            (
                draft(date(2026, 8, 1), Some(Proposer::SecretaryGeneral)),
                false,
            ),
            (draft(date(2026, 8, 1), None), false),
        ],
    );
}

#[test]
fn row_10_drafts_on_basic_texts_90_days_before_with_an_opinion() {
    let draft = |sent, opinion| Facts::SentBeforeOpening {
        sent,
        opening: OPENING,
        proposer: None,
        opinion,
    };
    row(
        10,
        &[
            (draft(date(2026, 8, 26), true), true),
            (draft(date(2026, 8, 27), true), false),
            (draft(date(2026, 8, 1), false), false),
        ],
    );
}

#[test]
fn row_11_membership_requests_by_31_january() {
    let received = |received| Facts::ReceivedByDay {
        received,
        session_year: 2026,
    };
    row(
        11,
        &[
            (received(date(2026, 1, 31)), true),
            (received(date(2026, 2, 1)), false),
            (received(date(2025, 11, 1)), true),
        ],
    );
}

#[test]
fn row_12_observers_have_the_floor_and_never_a_ballot() {
    row(
        12,
        &[
            (Facts::ObserverAsksForFloor, true),
            (Facts::ObserverVotes, false),
        ],
    );
}
