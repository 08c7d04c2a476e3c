//! Rows 13 to 18: delegations and arrears.

use super::*;

pub fn row_13_one_head_named_by_the_government() -> Row {
    let named = |heads, authority| Facts::Delegation { heads, authority };
    Row::new(
        13,
        vec![
            (named(1, Authority::Government), true),
            (named(0, Authority::Government), false),
            (named(2, Authority::Government), false),
            (named(1, Authority::Other), false),
        ],
    )
}

pub fn row_14_only_accepted_and_provisional_credentials_vote() -> Row {
    use CredentialsState as S;
    let state = |state| Facts::Credentials { state };
    Row::new(
        14,
        vec![
            (state(S::Accepted), true),
            (state(S::Provisional), true),
            (state(S::Announced), false),
            (state(S::Submitted), false),
            (state(S::Examined), false),
            (state(S::Contested), false),
        ],
    )
}

pub fn row_15_one_member_one_vote_and_never_for_another() -> Row {
    let vote = |votes_for: &str, head, already_voted| Facts::OneVote {
        voter: member("QM"),
        votes_for: member(votes_for),
        head,
        already_voted,
    };
    Row::new(
        15,
        vec![
            (vote("QM", true, false), true),
            (vote("QM", false, false), true),
            (vote("QM", true, true), false),
            (vote("QN", true, false), false),
        ],
    )
}

pub fn row_16_arrears_for_the_current_and_the_previous_year() -> Row {
    let years = |unpaid_years_in_a_row| Facts::Arrears { unpaid_years_in_a_row };
    Row::new(
        16,
        vec![(years(2), true), (years(1), false), (years(0), false), (years(5), true)],
    )
}

pub fn row_17_stop_requests_recalls_hits_and_missing_children_always_pass() -> Row {
    let uses = |service, waived, constitutional_vote| Facts::ServiceDuringArrears {
        service,
        waived,
        constitutional_vote,
    };
    Row::new(
        17,
        vec![
            (uses(Service::StopRequest, false, false), true),
            (uses(Service::Recall, false, false), true),
            (uses(Service::Hit, false, false), true),
            (uses(Service::MissingChild, false, false), true),
            (uses(Service::Vote, false, false), false),
            (uses(Service::Vote, false, true), true),
            (uses(Service::Vote, true, false), false),
            (uses(Service::Hosting, false, false), false),
            (uses(Service::Secondment, false, false), false),
            (uses(Service::Training, false, false), false),
            (uses(Service::Training, true, false), true),
            (uses(Service::OtherServices, false, false), false),
        ],
    )
}

pub fn row_18_appeals_30_days_before_the_committee_meets_and_once() -> Row {
    let appeal = |filed, second, leave_on_new_fact| Facts::ArrearsAppeal {
        filed,
        committee_meets: OPENING,
        second,
        leave_on_new_fact,
    };
    Row::new(
        18,
        vec![
            (appeal(date(2026, 10, 25), false, false), true),
            (appeal(date(2026, 10, 26), false, false), false),
            (appeal(date(2026, 9, 1), true, false), false),
            (appeal(date(2026, 9, 1), true, true), true),
        ],
    )
}
