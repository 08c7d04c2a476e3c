//! Rows 1 to 12: sessions, their agenda and last days, observers.

use super::*;

pub fn row_01_one_ordinary_session_a_year() -> Row {
    let held = |already_held_this_year| Facts::OrdinarySessions { already_held_this_year };
    Row::new(1, vec![(held(0), true), (held(1), false), (held(2), false)])
}

pub fn row_02_extraordinary_session_by_the_committee_or_more_than_half_of_the_members() -> Row {
    let asked = |by_committee, supporters, members| Facts::ExtraordinaryRequest {
        by_committee,
        supporters,
        members,
    };
    Row::new(
        2,
        vec![
            (asked(true, 0, 195), true),
            (asked(false, 98, 195), true),
            (asked(false, 97, 195), false),
            (asked(false, 98, 196), false),
            (asked(false, 99, 196), true),
        ],
    )
}

pub fn row_03_extraordinary_session_opens_30_to_90_days_after_the_request_on_one_subject() -> Row {
    let opens = |requested, subjects| Facts::OpeningWindow {
        requested,
        opening: OPENING,
        subjects,
    };
    Row::new(
        3,
        vec![
            (opens(date(2026, 10, 25), 1), true),
            (opens(date(2026, 10, 26), 1), false),
            (opens(date(2026, 8, 26), 1), true),
            (opens(date(2026, 8, 25), 1), false),
            (opens(date(2026, 9, 30), 2), false),
            (opens(date(2026, 9, 30), 0), false),
            (opens(date(2026, 12, 24), 1), false),
        ],
    )
}

pub fn row_04_notice_four_months_before() -> Row {
    // Four months before the last of June is the last of February, in a leap year too.
    let june = |sent| Facts::SentBeforeOpening {
        sent,
        opening: date(2028, 6, 30),
        proposer: None,
        opinion: false,
    };
    Row::new(
        4,
        vec![
            (sent(date(2026, 7, 24)), true),
            (sent(date(2026, 7, 25)), false),
            (sent(date(2026, 1, 1)), true),
            (june(date(2028, 2, 29)), true),
            (june(date(2028, 3, 1)), false),
        ],
    )
}

pub fn row_05_provisional_agenda_90_days_before() -> Row {
    Row::new(
        5,
        vec![(sent(date(2026, 8, 26)), true), (sent(date(2026, 8, 27)), false)],
    )
}

pub fn row_06_added_items_30_days_before() -> Row {
    Row::new(
        6,
        vec![(sent(date(2026, 10, 25)), true), (sent(date(2026, 10, 26)), false)],
    )
}

pub fn row_07_working_papers_30_days_before() -> Row {
    Row::new(
        7,
        vec![(sent(date(2026, 10, 25)), true), (sent(date(2026, 10, 26)), false)],
    )
}

pub fn row_08_the_agenda_as_a_whole_and_item_by_item() -> Row {
    let adopted = |as_a_whole| Facts::AgendaAdoption { as_a_whole };
    // The model lets the agenda be voted both ways, so that it refuses nothing; an organisation that votes it as a whole
    // alone adopts the row with that parameter, and then the second way fails.
    let whole_alone = Predicate::AgendaAdoption {
        whole: true,
        item_by_item: false,
    };
    Row::new(8, vec![(adopted(true), true), (adopted(false), true)])
        .and_adopted(whole_alone, vec![(adopted(true), true), (adopted(false), false)])
}

pub fn row_09_constitution_changes_three_months_before_by_a_member_or_the_committee() -> Row {
    let draft = |sent, proposer| Facts::SentBeforeOpening {
        sent,
        opening: OPENING,
        proposer,
        opinion: false,
    };
    Row::new(
        9,
        vec![
            (draft(date(2026, 8, 24), Some(Proposer::Member)), true),
            (draft(date(2026, 8, 24), Some(Proposer::ExecutiveCommittee)), true),
            (draft(date(2026, 8, 25), Some(Proposer::Member)), false),
            (draft(date(2026, 8, 1), Some(Proposer::SecretaryGeneral)), false),
            (draft(date(2026, 8, 1), None), false),
        ],
    )
}

pub fn row_10_drafts_on_basic_texts_90_days_before_with_an_opinion() -> Row {
    let draft = |sent, opinion| Facts::SentBeforeOpening {
        sent,
        opening: OPENING,
        proposer: None,
        opinion,
    };
    Row::new(
        10,
        vec![
            (draft(date(2026, 8, 26), true), true),
            (draft(date(2026, 8, 27), true), false),
            (draft(date(2026, 8, 1), false), false),
        ],
    )
}

pub fn row_11_membership_requests_by_31_january() -> Row {
    let received = |received| Facts::ReceivedByDay {
        received,
        session_year: 2026,
    };
    Row::new(
        11,
        vec![
            (received(date(2026, 1, 31)), true),
            (received(date(2026, 2, 1)), false),
            (received(date(2025, 11, 1)), true),
        ],
    )
}

pub fn row_12_observers_have_the_floor_and_never_a_ballot() -> Row {
    Row::new(
        12,
        vec![(Facts::ObserverAsksForFloor, true), (Facts::ObserverVotes, false)],
    )
}
