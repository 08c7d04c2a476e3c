//! Rows on votes: the gates before them and the majorities that decide them.

use super::{Finding, Tested, WrongFacts, found};
use crate::majority::{Count, Majority, measure};
use crate::quorum::Quorum;
use crate::rulebook::facts::Facts;
use crate::rulebook::predicate::Predicate;

pub(super) fn gates(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (Predicate::DecisionForm { normal }, Facts::DecisionForm { resolution }) => {
            found(*resolution, format!("the normal form of a decision is a {normal}"))
        }
        (Predicate::LanguagesOut { languages }, Facts::LanguagesOut { revision, out }) => {
            let behind: Vec<_> = languages
                .iter()
                .filter(|language| out.get(language) != Some(revision))
                .map(|language| language.code())
                .collect();
            let text = if behind.is_empty() {
                format!("revision {revision} is out in all {} languages", languages.len())
            } else {
                format!("revision {revision} is not out in {}", behind.join(", "))
            };
            found(behind.is_empty(), text)
        }
        (Predicate::OralAmendment { paper_on, .. }, Facts::OralAmendment { paper_asked_by }) => match paper_asked_by {
            None => found(true, "nobody asked for the amendment on paper"),
            Some(count) => margin(*paper_on, *count, None).map(|asked| Finding {
                met: !asked.met,
                arithmetic: format!("asked for on paper: {}", asked.arithmetic),
            }),
        },
        (Predicate::OralAmendment { cost_needs_opinion, .. }, Facts::CostOpinion { costs, opinion }) => found(
            !(*cost_needs_opinion && *costs) || *opinion,
            format!("has a cost: {costs}; opinion of the Executive Committee given: {opinion}"),
        ),
        (
            Predicate::VoteModes { record_on_request },
            Facts::RecordVote {
                requested,
                voting_began,
            },
        ) => found(
            !requested || (*record_on_request && !voting_began),
            format!("record vote asked for: {requested}; voting had begun: {voting_began}"),
        ),
        (Predicate::Quorum { fixed_at_opening }, Facts::Quorum { setting }) => found(
            !fixed_at_opening || setting.is_some(),
            match setting {
                Some(Quorum::None) => "the session has fixed that no quorum is asked".to_owned(),
                Some(quorum) => format!("the session has fixed the quorum {quorum}"),
                None => "the quorum and its base".to_owned(),
            },
        ),
        _ => return None,
    })
}

pub(super) fn majorities(predicate: &Predicate, facts: &Facts) -> Option<Tested> {
    Some(match (predicate, facts) {
        (Predicate::Majority { majority }, Facts::Majority { count, members }) => margin(*majority, *count, *members),
        (Predicate::Reconsideration { majority }, Facts::Reconsideration { count, members }) => {
            margin(*majority, *count, Some(*members))
        }
        (
            Predicate::SecondBallot {
                ballots,
                only_two_thirds,
            },
            Facts::SecondBallot {
                ballots_held: held,
                majority,
            },
        ) => {
            let open_to = !only_two_thirds || *majority != Majority::Simple;
            let sign = if held < ballots { "<" } else { "≥" };
            found(
                open_to && held < ballots,
                format!("ballots held under {majority}: {held} {sign} {ballots}"),
            )
        }
        _ => return None,
    })
}

fn margin(majority: Majority, count: Count, members: Option<u64>) -> Tested {
    match measure(majority, count, members) {
        Ok(margin) => found(margin.reached, format!("{}: {}", majority.measure(), margin.arithmetic)),
        Err(error) => Err(WrongFacts(error.to_string())),
    }
}
