//! Rows on the conduct of debates and the order of votes.

use super::{Tested, found};
use crate::rulebook::facts::Facts;
use crate::rulebook::predicate::{MotionKind, Predicate};

pub(super) fn conduct(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (
            Predicate::Division {
                whole_votes,
                falls_without_operative,
            },
            Facts::WholeVote {
                whole_votes_held: held,
                operative,
                operative_fallen: fallen,
            },
        ) => {
            let empty = *falls_without_operative && *operative > 0 && fallen >= operative;
            let text =
                format!("votes on the whole: {held} of {whole_votes}; operative parts fallen: {fallen} of {operative}");
            found(held < whole_votes && !empty, text)
        }
        (Predicate::AmendmentsFirst { .. }, Facts::AmendmentVote { is_next }) => found(
            *is_next,
            if *is_next {
                "it is next in the chair's order"
            } else {
                "another amendment comes first"
            },
        ),
        (Predicate::PointOfOrder { during_ballot }, Facts::PointOfOrder { ballot_open }) => found(
            *during_ballot || !ballot_open,
            if *ballot_open {
                "a ballot is open"
            } else {
                "no ballot is open"
            },
        ),
        (Predicate::MotionPrecedence { order, .. }, Facts::Motion { asked, pending }) => {
            precedence(order, *asked, pending)
        }
        (
            Predicate::MotionPrecedence {
                closure_speakers_against: most,
                ..
            },
            Facts::Closure {
                speakers_against: heard,
                more_ask,
            },
        ) => found(
            !more_ask || heard >= most,
            format!("heard against closure: {heard} of {most}; more ask: {more_ask}"),
        ),
        _ => return None,
    })
}

fn precedence(order: &[MotionKind], asked: MotionKind, pending: &[MotionKind]) -> Tested {
    let rank = |kind: &MotionKind| order.iter().position(|one| one == kind).unwrap_or(order.len());
    match pending.iter().find(|other| rank(other) < rank(&asked)) {
        Some(first) => found(false, format!("{first:?} goes before {asked:?}")),
        None => found(true, format!("nothing pending goes before {asked:?}")),
    }
}
