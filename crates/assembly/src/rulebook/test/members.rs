//! Rows on delegations, arrears, and what is kept of a meeting.

use super::{Tested, days_between, found};
use crate::rulebook::facts::{Facts, Service};
use crate::rulebook::predicate::Predicate;

pub(super) fn delegations(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (
            Predicate::DelegationShape { heads, authority },
            Facts::Delegation {
                heads: named,
                authority: by,
            },
        ) => {
            let sign = if named == heads { "=" } else { "≠" };
            found(
                named == heads && by == authority,
                format!("heads of delegation: {named} {sign} {heads}; named by {by:?}"),
            )
        }
        (Predicate::Credentials { voting }, Facts::Credentials { state }) => {
            found(voting.contains(state), format!("credentials are {}", state.name()))
        }
        (
            Predicate::OneVote { alternates, proxies },
            Facts::OneVote {
                voter,
                votes_for,
                head,
                already_voted,
            },
        ) => {
            if *already_voted {
                found(false, format!("{votes_for} has voted already"))
            } else if voter != votes_for {
                found(*proxies, format!("a delegate of {voter} votes for {votes_for}"))
            } else {
                let who = if *head { "the head" } else { "another delegate" };
                found(
                    *head || *alternates,
                    format!("{who} of the delegation of {voter} votes"),
                )
            }
        }
        _ => return None,
    })
}

pub(super) fn arrears(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (
            Predicate::Arrears { unpaid_years },
            Facts::Arrears {
                unpaid_years_in_a_row: years,
            },
        ) => {
            let sign = if years >= unpaid_years { "≥" } else { "<" };
            found(
                years >= unpaid_years,
                format!("years unpaid in a row: {years} {sign} {unpaid_years}"),
            )
        }
        (
            Predicate::ArrearsEffects {
                withdrawn,
                waivable,
                always_pass,
                constitution_vote_kept,
            },
            Facts::ServiceDuringArrears {
                service,
                waived,
                constitutional_vote,
            },
        ) => {
            let kept = *constitutional_vote && *constitution_vote_kept && *service == Service::Vote;
            let waived = *waived && waivable.contains(service);
            let passes = always_pass.contains(service) || kept || waived || !withdrawn.contains(service);
            let state = if passes { "stays open" } else { "is withdrawn" };
            found(passes, format!("{service:?} {state} during arrears"))
        }
        (
            Predicate::ArrearsAppeal { min_days, .. },
            Facts::ArrearsAppeal {
                filed,
                committee_meets,
                second,
                leave_on_new_fact,
            },
        ) => {
            if *second && !leave_on_new_fact {
                return Some(found(false, "a second appeal needs leave on a decisive new fact"));
            }
            days_between(*filed, *committee_meets).and_then(|days| {
                let sign = if days >= *min_days { "≥" } else { "<" };
                found(
                    days >= *min_days,
                    format!("days before the committee meets: {days} {sign} {min_days}"),
                )
            })
        }
        _ => return None,
    })
}

pub(super) fn records(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (Predicate::ProvisionalBudget, Facts::ProvisionalBudget { adopted, previous }) => found(
            !adopted && *previous,
            format!("budget adopted: {adopted}; a previous budget to follow: {previous}"),
        ),
        (Predicate::AuthenticLanguages { authentic, .. }, Facts::AuthenticLanguage { language }) => {
            let met = authentic.contains(language);
            let state = if met { "authentic" } else { "a working language only" };
            found(met, format!("{language} is {state}"))
        }
        (Predicate::Visibility { open_by_default }, Facts::Visibility { opened }) => found(
            *open_by_default || *opened,
            if *opened {
                "the meeting was opened to the public"
            } else {
                "meetings are closed by default"
            },
        ),
        _ => return None,
    })
}
