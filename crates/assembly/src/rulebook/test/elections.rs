//! Rows on elections of persons.

use super::{Tested, found, sent_before};
use crate::rulebook::facts::{Facts, Officer, Post, ThirdBallot};
use crate::rulebook::predicate::{Lead, Predicate};

pub(super) fn ballots(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (Predicate::SecretForPersons, Facts::ElectionOfPersons { secret }) => found(
            *secret,
            if *secret {
                "the ballot is secret"
            } else {
                "the ballot is not secret"
            },
        ),
        (Predicate::PresidentLadder { two_thirds_ballots, .. }, Facts::PresidentBallot { .. }) => {
            return ladder(*two_thirds_ballots, facts);
        }
        (
            Predicate::CommitteeComposition {
                presidents,
                vice_presidents,
                delegates,
                ..
            },
            Facts::CommitteeSeat {
                seated,
                candidate,
                leaves_same_post,
            },
        ) => {
            let seats = match candidate.post {
                Post::President => *presidents,
                Post::VicePresident => *vice_presidents,
                _ => *delegates,
            };
            composition(seats, seated, candidate, *leaves_same_post)
        }
        _ => return None,
    })
}

pub(super) fn candidates(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (Predicate::CommitteeComposition { candidacy_days, .. }, Facts::Candidacy { filed, opening }) => {
            sent_before(Lead::Days(*candidacy_days), *filed, *opening, None)
        }
        (
            Predicate::OneCandidatePerPost { .. },
            Facts::CandidatePerPost {
                others_by_member: others,
            },
        ) => found(
            *others == 0,
            format!("other candidates of this member for this post: {others}"),
        ),
        (
            Predicate::SingleCandidate { proposer, .. },
            Facts::SingleCandidate {
                candidates,
                proposer: by,
            },
        ) => found(
            *candidates == 1 && by == proposer,
            format!("candidates: {candidates}; proposed by {by:?}"),
        ),
        (Predicate::Auditor { office }, Facts::Auditor { national_audit_office }) => {
            let kind = if *national_audit_office { "is" } else { "is not" };
            found(*national_audit_office, format!("the candidate {kind} a {office}"))
        }
        _ => return None,
    })
}

fn ladder(two_thirds_ballots: u32, facts: &Facts) -> Option<Tested> {
    let Facts::PresidentBallot {
        ballot,
        votes,
        valid,
        leads_alone,
        third_ballot,
    } = facts
    else {
        return None;
    };
    let (votes, valid) = (u128::from(*votes), u128::from(*valid));
    Some(if *ballot <= two_thirds_ballots {
        let (left, right) = (3 * votes, 2 * valid);
        let sign = if left >= right { "≥" } else { "<" };
        let text = format!("ballot {ballot}: 3 × {votes} {sign} 2 × {valid} ({left} {sign} {right})");
        found(valid > 0 && left >= right, text)
    } else if *third_ballot == ThirdBallot::Plurality {
        let state = if *leads_alone { "leads" } else { "does not lead alone" };
        found(
            votes > 0 && *leads_alone,
            format!("ballot {ballot}: {votes} of {valid} {state}"),
        )
    } else {
        let sign = if 2 * votes > valid { ">" } else { "≤" };
        found(
            2 * votes > valid,
            format!("ballot {ballot}: 2 × {votes} {sign} {valid}"),
        )
    })
}

fn composition(seats: u64, seated: &[Officer], candidate: &Officer, leaves_same_post: bool) -> Tested {
    let leads = |post: Post| matches!(post, Post::President | Post::VicePresident);
    let taken = seated.iter().filter(|officer| officer.post == candidate.post).count() as u64;
    let region_taken = |officer: &Officer| leads(officer.post) && officer.region == candidate.region;
    if leaves_same_post {
        found(false, "no immediate return to the same post")
    } else if taken >= seats {
        found(false, format!("seats filled: {taken} of {seats}"))
    } else if seated.iter().any(|officer| officer.member == candidate.member) {
        found(false, format!("{} already holds a seat", candidate.member))
    } else if leads(candidate.post) && seated.iter().any(region_taken) {
        found(
            false,
            format!("the region {:?} already holds one of these posts", candidate.region),
        )
    } else {
        found(
            true,
            format!("seats filled: {taken} of {seats}; country and region are free"),
        )
    }
}
