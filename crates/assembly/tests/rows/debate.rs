//! Rows 33 to 37: debates.

use super::*;

pub fn row_33_the_whole_is_voted_once_and_falls_with_its_last_operative_part() -> Row {
    let whole = |whole_votes_held, operative, operative_fallen| Facts::WholeVote {
        whole_votes_held,
        operative,
        operative_fallen,
    };
    Row::new(
        33,
        vec![
            (whole(0, 3, 0), true),
            (whole(0, 3, 2), true),
            (whole(0, 3, 3), false),
            (whole(1, 3, 0), false),
        ],
    )
}

pub fn row_34_amendments_in_the_chairs_order() -> Row {
    let vote = |is_next| Facts::AmendmentVote { is_next };
    Row::new(34, vec![(vote(true), true), (vote(false), false)])
}

pub fn row_35_points_of_order_interrupt_everything_but_a_ballot() -> Row {
    let point = |ballot_open| Facts::PointOfOrder { ballot_open };
    Row::new(35, vec![(point(false), true), (point(true), false)])
}

pub fn row_36_precedence_of_motions_and_two_against_closure() -> Row {
    use MotionKind::{AdjournDebate, AdjournMeeting, CloseDebate, SuspendMeeting};
    let motion = |asked, pending: &[MotionKind]| Facts::Motion {
        asked,
        pending: pending.to_vec(),
    };
    let closure = |speakers_against, more_ask| Facts::Closure {
        speakers_against,
        more_ask,
    };
    Row::new(
        36,
        vec![
            (
                motion(SuspendMeeting, &[AdjournMeeting, AdjournDebate, CloseDebate]),
                true,
            ),
            (motion(AdjournMeeting, &[SuspendMeeting]), false),
            (motion(AdjournMeeting, &[AdjournDebate, CloseDebate]), true),
            (motion(AdjournDebate, &[AdjournMeeting]), false),
            (motion(AdjournDebate, &[CloseDebate]), true),
            (motion(CloseDebate, &[AdjournDebate]), false),
            (motion(CloseDebate, &[]), true),
            (closure(0, false), true),
            (closure(1, true), false),
            (closure(2, true), true),
        ],
    )
}

pub fn row_37_reconsideration_by_two_thirds_of_all_members() -> Row {
    let vote = |yes, members| Facts::Reconsideration {
        count: count(yes, 0, 0),
        members,
    };
    Row::new(
        37,
        vec![(vote(130, 195), true), (vote(129, 195), false), (vote(131, 196), true)],
    )
}
