//! Rows on calling a session, its agenda, its last days, and observers.

use jiff::civil::Date;

use super::{Tested, WrongFacts, days_between, found, on_time, sent_before};
use crate::rulebook::facts::Facts;
use crate::rulebook::predicate::{Predicate, Share};

pub(super) fn calling(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (
            Predicate::OrdinarySessions { per_year, .. },
            Facts::OrdinarySessions {
                already_held_this_year: held,
            },
        ) => {
            let sign = if held < per_year { "<" } else { "≥" };
            found(
                held < per_year,
                format!("ordinary sessions held this year: {held} {sign} {per_year}"),
            )
        }
        (
            Predicate::ExtraordinaryRequest { committee_alone, share },
            Facts::ExtraordinaryRequest {
                by_committee,
                supporters,
                members,
            },
        ) => extraordinary(*committee_alone && *by_committee, *share, *supporters, *members),
        (
            Predicate::OpeningWindow {
                min_days,
                max_days,
                subjects: allowed,
            },
            Facts::OpeningWindow {
                requested,
                opening,
                subjects,
            },
        ) => window((*min_days, *max_days), *allowed, *requested, *opening, *subjects),
        (Predicate::AgendaAdoption { whole, item_by_item }, Facts::AgendaAdoption { as_a_whole }) => {
            let (met, way) = if *as_a_whole {
                (*whole, "as a whole")
            } else {
                (*item_by_item, "item by item")
            };
            found(met, format!("the agenda is put {way}"))
        }
        (Predicate::ObserverRights { floor, .. }, Facts::ObserverAsksForFloor) => {
            found(*floor, "an observer asks for the floor")
        }
        (Predicate::ObserverRights { ballot, .. }, Facts::ObserverVotes) => found(*ballot, "an observer has no ballot"),
        _ => return None,
    })
}

pub(super) fn days(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (
            Predicate::SentBeforeOpening {
                lead,
                proposers,
                opinion_required,
                ..
            },
            Facts::SentBeforeOpening {
                sent,
                opening,
                proposer,
                opinion,
            },
        ) => {
            let may_propose = proposers.is_empty() || proposer.is_some_and(|one| proposers.contains(&one));
            let hindrance = if !may_propose {
                Some("the proposer may not propose this")
            } else if *opinion_required && !opinion {
                Some("the opinion it needs has not been given")
            } else {
                None
            };
            sent_before(*lead, *sent, *opening, hindrance)
        }
        (Predicate::ReceivedByDay { month, day }, Facts::ReceivedByDay { received, session_year }) => {
            match Date::new(*session_year, *month, *day) {
                Ok(latest) => Ok(on_time("received", *received, latest)),
                Err(error) => Err(WrongFacts(error.to_string())),
            }
        }
        _ => return None,
    })
}

fn extraordinary(alone: bool, share: Share, supporters: u64, members: u64) -> Tested {
    if alone {
        return found(true, "requested by the Executive Committee");
    }
    let Share { numerator, denominator } = share;
    let left = u128::from(denominator) * u128::from(supporters);
    let right = u128::from(numerator) * u128::from(members);
    let sign = if left > right { ">" } else { "≤" };
    found(
        left > right,
        format!("{denominator} × {supporters} {sign} {numerator} × {members}"),
    )
}

fn window(allowed_days: (i32, i32), allowed: u64, requested: Date, opening: Date, subjects: u64) -> Tested {
    let (least, most) = allowed_days;
    let days = days_between(requested, opening)?;
    found(
        (least..=most).contains(&days) && subjects == allowed,
        format!("{days} days after the request, allowed {least} to {most}; subjects: {subjects} of {allowed}"),
    )
}
