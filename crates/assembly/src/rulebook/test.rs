//! Testing facts by a predicate: met or not, and the arithmetic.

use std::fmt::Display;

use jiff::civil::Date;

use super::facts::{Facts, Officer, Post, Service, ThirdBallot};
use super::predicate::{Lead, MotionKind, Predicate, Share, Weight};
use crate::majority::{Majority, measure};
use crate::quorum::Quorum;

/// Outcome of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Met or not.
    pub met: bool,
    /// The arithmetic, or the comparison in words.
    pub arithmetic: String,
}

/// The facts are not of the kind that the predicate tests, or cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the facts given cannot be tested by this rule: {0}")]
pub struct WrongFacts(pub String);

fn found(met: bool, arithmetic: impl Display) -> Result<Finding, WrongFacts> {
    Ok(Finding {
        met,
        arithmetic: arithmetic.to_string(),
    })
}

fn on_time(what: &str, day: Date, latest: Date) -> Finding {
    let sign = if day <= latest { "≤" } else { ">" };
    Finding {
        met: day <= latest,
        arithmetic: format!("{what}: {day} {sign} {latest}"),
    }
}

impl Predicate {
    /// Tests facts.
    ///
    /// # Errors
    /// Refuses facts of another kind.
    pub fn test(&self, facts: &Facts) -> Result<Finding, WrongFacts> {
        self.test_sessions(facts)
            .or_else(|| self.test_members(facts))
            .or_else(|| self.test_votes(facts))
            .or_else(|| self.test_elections(facts))
            .or_else(|| self.test_debate(facts))
            .unwrap_or_else(|| Err(WrongFacts(format!("{facts:?}"))))
    }

    fn test_sessions(&self, facts: &Facts) -> Option<Result<Finding, WrongFacts>> {
        Some(match (self, facts) {
            (
                Self::OrdinarySessions { per_year, .. },
                Facts::OrdinarySessions {
                    already_held_this_year,
                },
            ) => {
                let sign = if already_held_this_year < per_year {
                    "<"
                } else {
                    "≥"
                };
                found(
                    already_held_this_year < per_year,
                    format!(
                        "ordinary sessions held this year: {already_held_this_year} {sign} {per_year}"
                    ),
                )
            }
            (
                Self::ExtraordinaryRequest {
                    committee_alone,
                    share,
                },
                Facts::ExtraordinaryRequest {
                    by_committee,
                    supporters,
                    members,
                },
            ) => extraordinary(
                *committee_alone && *by_committee,
                *share,
                *supporters,
                *members,
            ),
            (
                Self::OpeningWindow {
                    min_days,
                    max_days,
                    subjects,
                },
                Facts::OpeningWindow {
                    requested,
                    opening,
                    subjects: asked,
                },
            ) => window(
                *min_days, *max_days, *subjects, *requested, *opening, *asked,
            ),
            (
                Self::SentBeforeOpening {
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
                let proposer_fits =
                    proposers.is_empty() || proposer.is_some_and(|one| proposers.contains(&one));
                let extra = if !proposer_fits {
                    Some("the proposer may not propose this")
                } else if *opinion_required && !opinion {
                    Some("the opinion it needs has not been given")
                } else {
                    None
                };
                sent_before(*lead, *sent, *opening, extra)
            }
            (
                Self::AgendaAdoption {
                    whole,
                    item_by_item,
                },
                Facts::AgendaAdoption { as_a_whole },
            ) => {
                let way = if *as_a_whole {
                    "as a whole"
                } else {
                    "item by item"
                };
                found(
                    if *as_a_whole { *whole } else { *item_by_item },
                    format!("the agenda is put {way}"),
                )
            }
            (
                Self::ReceivedByDay { month, day },
                Facts::ReceivedByDay {
                    received,
                    session_year,
                },
            ) => match Date::new(*session_year, *month, *day) {
                Ok(latest) => Ok(on_time("received", *received, latest)),
                Err(error) => Err(WrongFacts(error.to_string())),
            },
            (Self::ObserverRights { floor, .. }, Facts::ObserverAsksForFloor) => {
                found(*floor, "an observer asks for the floor")
            }
            (Self::ObserverRights { ballot, .. }, Facts::ObserverVotes) => {
                found(*ballot, "an observer has no ballot")
            }
            _ => return None,
        })
    }

    fn test_members(&self, facts: &Facts) -> Option<Result<Finding, WrongFacts>> {
        Some(match (self, facts) {
            (
                Self::DelegationShape { heads, authority },
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
            (Self::Credentials { voting }, Facts::Credentials { state }) => found(
                voting.contains(state),
                format!("credentials are {}", state.name()),
            ),
            (
                Self::OneVote {
                    alternates,
                    proxies,
                },
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
                    found(
                        *proxies,
                        format!("a delegate of {voter} votes for {votes_for}"),
                    )
                } else {
                    let who = if *head {
                        "the head"
                    } else {
                        "another delegate"
                    };
                    found(
                        *head || *alternates,
                        format!("{who} of the delegation of {voter} votes"),
                    )
                }
            }
            (
                Self::Arrears { unpaid_years },
                Facts::Arrears {
                    unpaid_years_in_a_row,
                },
            ) => {
                let met = unpaid_years_in_a_row >= unpaid_years;
                let sign = if met { "≥" } else { "<" };
                found(
                    met,
                    format!("years unpaid in a row: {unpaid_years_in_a_row} {sign} {unpaid_years}"),
                )
            }
            (
                Self::ArrearsEffects {
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
                let kept =
                    *constitutional_vote && *constitution_vote_kept && *service == Service::Vote;
                let waived = *waived && waivable.contains(service);
                let passes =
                    always_pass.contains(service) || kept || waived || !withdrawn.contains(service);
                let state = if passes { "stays open" } else { "is withdrawn" };
                found(passes, format!("{service:?} {state} during arrears"))
            }
            (
                Self::ArrearsAppeal { min_days, .. },
                Facts::ArrearsAppeal {
                    filed,
                    committee_meets,
                    second,
                    leave_on_new_fact,
                },
            ) => {
                if *second && !leave_on_new_fact {
                    return Some(found(
                        false,
                        "a second appeal needs leave on a decisive new fact",
                    ));
                }
                match days_between(*filed, *committee_meets) {
                    Some(days) => {
                        let sign = if days >= *min_days { "≥" } else { "<" };
                        found(
                            days >= *min_days,
                            format!("days before the committee meets: {days} {sign} {min_days}"),
                        )
                    }
                    None => Err(WrongFacts("the dates are too far apart".to_owned())),
                }
            }
            (Self::ProvisionalBudget, Facts::ProvisionalBudget { adopted, previous }) => found(
                !adopted && *previous,
                format!("budget adopted: {adopted}; a previous budget to follow: {previous}"),
            ),
            (Self::AuthenticLanguages { authentic, .. }, Facts::AuthenticLanguage { language }) => {
                let state = if authentic.contains(language) {
                    "authentic"
                } else {
                    "a working language only"
                };
                found(
                    authentic.contains(language),
                    format!("{language} is {state}"),
                )
            }
            (Self::Visibility { open_by_default }, Facts::Visibility { opened }) => found(
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

    fn test_votes(&self, facts: &Facts) -> Option<Result<Finding, WrongFacts>> {
        Some(match (self, facts) {
            (Self::DecisionForm { normal }, Facts::DecisionForm { resolution }) => found(
                *resolution,
                format!("the normal form of a decision is a {normal}"),
            ),
            (Self::LanguagesOut { languages }, Facts::LanguagesOut { revision, out }) => {
                let behind: Vec<_> = languages
                    .iter()
                    .filter(|language| out.get(language) != Some(revision))
                    .map(|language| language.code())
                    .collect();
                let text = if behind.is_empty() {
                    format!(
                        "revision {revision} is out in all {} languages",
                        languages.len()
                    )
                } else {
                    format!("revision {revision} is not out in {}", behind.join(", "))
                };
                found(behind.is_empty(), text)
            }
            (Self::OralAmendment { paper_on, .. }, Facts::OralAmendment { paper_asked_by }) => {
                match paper_asked_by {
                    None => found(true, "nobody asked for the amendment on paper"),
                    Some(count) => margin(*paper_on, *count, None).map(|asked| Finding {
                        met: !asked.met,
                        arithmetic: format!("asked for on paper: {}", asked.arithmetic),
                    }),
                }
            }
            (
                Self::OralAmendment {
                    cost_needs_opinion, ..
                },
                Facts::CostOpinion { costs, opinion },
            ) => found(
                !(*cost_needs_opinion && *costs) || *opinion,
                format!("has a cost: {costs}; opinion of the Executive Committee given: {opinion}"),
            ),
            (Self::Majority { majority }, Facts::Majority { count, members }) => {
                margin(*majority, *count, *members)
            }
            (Self::Reconsideration { majority }, Facts::Reconsideration { count, members }) => {
                margin(*majority, *count, Some(*members))
            }
            (
                Self::SecondBallot {
                    ballots,
                    only_two_thirds,
                },
                Facts::SecondBallot {
                    ballots_held,
                    majority,
                },
            ) => {
                let open_to = !only_two_thirds || *majority != Majority::Simple;
                let sign = if ballots_held < ballots { "<" } else { "≥" };
                let text =
                    format!("ballots held under {majority}: {ballots_held} {sign} {ballots}");
                found(open_to && ballots_held < ballots, text)
            }
            (
                Self::VoteModes { record_on_request },
                Facts::RecordVote {
                    requested,
                    voting_began,
                },
            ) => found(
                !requested || (*record_on_request && !voting_began),
                format!("record vote asked for: {requested}; voting had begun: {voting_began}"),
            ),
            (Self::Quorum { fixed_at_opening }, Facts::Quorum { setting }) => found(
                !fixed_at_opening || setting.is_some(),
                match setting {
                    Some(Quorum::None) => {
                        "the session has fixed that no quorum is asked".to_owned()
                    }
                    Some(quorum) => format!("the session has fixed the quorum {quorum}"),
                    None => "the session has not fixed its quorum".to_owned(),
                },
            ),
            _ => return None,
        })
    }

    fn test_elections(&self, facts: &Facts) -> Option<Result<Finding, WrongFacts>> {
        Some(match (self, facts) {
            (Self::SecretForPersons, Facts::ElectionOfPersons { secret }) => found(
                *secret,
                if *secret {
                    "the ballot is secret"
                } else {
                    "the ballot is not secret"
                },
            ),
            (
                Self::PresidentLadder {
                    two_thirds_ballots, ..
                },
                Facts::PresidentBallot {
                    ballot,
                    votes,
                    valid,
                    leads_alone,
                    third_ballot,
                },
            ) => ladder(
                *two_thirds_ballots,
                *ballot,
                *votes,
                *valid,
                *leads_alone,
                *third_ballot,
            ),
            (
                Self::CommitteeComposition {
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
            (
                Self::CommitteeComposition { candidacy_days, .. },
                Facts::Candidacy { filed, opening },
            ) => sent_before(Lead::Days(*candidacy_days), *filed, *opening, None),
            (Self::OneCandidatePerPost { .. }, Facts::CandidatePerPost { others_by_member }) => {
                found(
                    *others_by_member == 0,
                    format!("other candidates of this member for this post: {others_by_member}"),
                )
            }
            (
                Self::SingleCandidate { proposer, .. },
                Facts::SingleCandidate {
                    candidates,
                    proposer: by,
                },
            ) => found(
                *candidates == 1 && by == proposer,
                format!("candidates: {candidates}; proposed by {by:?}"),
            ),
            (
                Self::Auditor { office },
                Facts::Auditor {
                    national_audit_office,
                },
            ) => {
                let kind = if *national_audit_office {
                    "is"
                } else {
                    "is not"
                };
                found(
                    *national_audit_office,
                    format!("the candidate {kind} a {office}"),
                )
            }
            _ => return None,
        })
    }

    fn test_debate(&self, facts: &Facts) -> Option<Result<Finding, WrongFacts>> {
        Some(match (self, facts) {
            (
                Self::Division {
                    whole_votes,
                    falls_without_operative,
                },
                Facts::WholeVote {
                    whole_votes_held,
                    operative,
                    operative_fallen,
                },
            ) => {
                let empty =
                    *falls_without_operative && *operative > 0 && operative_fallen >= operative;
                let once = whole_votes_held < whole_votes;
                found(
                    once && !empty,
                    format!(
                        "votes on the whole: {whole_votes_held} of {whole_votes}; \
                         operative parts fallen: {operative_fallen} of {operative}"
                    ),
                )
            }
            (Self::AmendmentsFirst { .. }, Facts::AmendmentVote { is_next }) => found(
                *is_next,
                if *is_next {
                    "it is next in the chair's order"
                } else {
                    "another amendment comes first"
                },
            ),
            (Self::PointOfOrder { during_ballot }, Facts::PointOfOrder { ballot_open }) => found(
                *during_ballot || !ballot_open,
                if *ballot_open {
                    "a ballot is open"
                } else {
                    "no ballot is open"
                },
            ),
            (Self::MotionPrecedence { order, .. }, Facts::Motion { asked, pending }) => {
                precedence(order, *asked, pending)
            }
            (
                Self::MotionPrecedence {
                    closure_speakers_against,
                    ..
                },
                Facts::Closure {
                    speakers_against,
                    more_ask,
                },
            ) => found(
                !more_ask || speakers_against >= closure_speakers_against,
                format!(
                    "heard against closure: {speakers_against} of {closure_speakers_against}; more ask: {more_ask}"
                ),
            ),
            _ => return None,
        })
    }

    /// What missing the deadline means, for predicates that are deadlines.
    #[must_use]
    pub const fn weight(&self) -> Weight {
        match self {
            Self::SentBeforeOpening { weight, .. } => *weight,
            _ => Weight::Binding,
        }
    }
}

fn margin(
    majority: Majority,
    count: crate::majority::Count,
    members: Option<u64>,
) -> Result<Finding, WrongFacts> {
    match measure(majority, count, members) {
        Ok(margin) => found(
            margin.reached,
            format!("{}: {}", majority.measure(), margin.arithmetic),
        ),
        Err(error) => Err(WrongFacts(error.to_string())),
    }
}

fn extraordinary(
    alone: bool,
    share: Share,
    supporters: u64,
    members: u64,
) -> Result<Finding, WrongFacts> {
    if alone {
        return found(true, "requested by the Executive Committee");
    }
    let (left, right) = (
        u128::from(share.denominator) * u128::from(supporters),
        u128::from(share.numerator) * u128::from(members),
    );
    let sign = if left > right { ">" } else { "≤" };
    found(
        left > right,
        format!(
            "{} × {supporters} {sign} {} × {members}",
            share.denominator, share.numerator
        ),
    )
}

fn window(
    min_days: i32,
    max_days: i32,
    subjects: u64,
    requested: Date,
    opening: Date,
    asked: u64,
) -> Result<Finding, WrongFacts> {
    let days = days_between(requested, opening)
        .ok_or(WrongFacts("the dates are too far apart".to_owned()))?;
    let inside = (min_days..=max_days).contains(&days);
    found(
        inside && asked == subjects,
        format!(
            "{days} days after the request, allowed {min_days} to {max_days}; subjects: {asked} of {subjects}"
        ),
    )
}

fn sent_before(
    lead: Lead,
    sent: Date,
    opening: Date,
    extra: Option<&str>,
) -> Result<Finding, WrongFacts> {
    let latest = lead
        .before(opening)
        .ok_or(WrongFacts("the opening is outside the calendar".to_owned()))?;
    let mut finding = on_time("sent", sent, latest);
    if let Some(extra) = extra {
        finding.met = false;
        finding.arithmetic = format!("{}; {extra}", finding.arithmetic);
    }
    Ok(finding)
}

fn ladder(
    two_thirds_ballots: u32,
    ballot: u32,
    votes: u64,
    valid: u64,
    leads_alone: bool,
    third: ThirdBallot,
) -> Result<Finding, WrongFacts> {
    let (votes, valid) = (u128::from(votes), u128::from(valid));
    if ballot <= two_thirds_ballots {
        let sign = if 3 * votes >= 2 * valid { "≥" } else { "<" };
        let met = valid > 0 && 3 * votes >= 2 * valid;
        return found(
            met,
            format!(
                "ballot {ballot}: 3 × {votes} {sign} 2 × {valid} ({} {sign} {})",
                3 * votes,
                2 * valid
            ),
        );
    }
    match third {
        ThirdBallot::Plurality => {
            let state = if leads_alone {
                "leads"
            } else {
                "does not lead alone"
            };
            found(
                votes > 0 && leads_alone,
                format!("ballot {ballot}: {votes} of {valid} {state}"),
            )
        }
        ThirdBallot::MoreThanHalf => {
            let sign = if 2 * votes > valid { ">" } else { "≤" };
            found(
                2 * votes > valid,
                format!("ballot {ballot}: 2 × {votes} {sign} {valid}"),
            )
        }
    }
}

fn composition(
    seats: u64,
    seated: &[Officer],
    candidate: &Officer,
    leaves_same_post: bool,
) -> Result<Finding, WrongFacts> {
    let leads = |post: Post| matches!(post, Post::President | Post::VicePresident);
    let taken = seated
        .iter()
        .filter(|officer| officer.post == candidate.post)
        .count() as u64;
    if leaves_same_post {
        return found(false, "no immediate return to the same post");
    }
    if taken >= seats {
        return found(false, format!("seats filled: {taken} of {seats}"));
    }
    if seated
        .iter()
        .any(|officer| officer.member == candidate.member)
    {
        return found(false, format!("{} already holds a seat", candidate.member));
    }
    let region_taken =
        |officer: &Officer| leads(officer.post) && officer.region == candidate.region;
    if leads(candidate.post) && seated.iter().any(region_taken) {
        return found(
            false,
            format!(
                "the region {:?} already holds one of these posts",
                candidate.region
            ),
        );
    }
    found(
        true,
        format!("seats filled: {taken} of {seats}; country and region are free"),
    )
}

fn precedence(
    order: &[MotionKind],
    asked: MotionKind,
    pending: &[MotionKind],
) -> Result<Finding, WrongFacts> {
    let rank = |kind: &MotionKind| {
        order
            .iter()
            .position(|one| one == kind)
            .unwrap_or(order.len())
    };
    match pending.iter().find(|other| rank(other) < rank(&asked)) {
        Some(first) => found(false, format!("{first:?} goes before {asked:?}")),
        None => found(true, format!("nothing pending goes before {asked:?}")),
    }
}

fn days_between(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}
