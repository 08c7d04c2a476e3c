//! Testing facts by a predicate: met or not, and the arithmetic.

mod debate;
mod elections;
mod members;
mod sessions;
mod votes;

use std::fmt::Display;

use jiff::civil::Date;

use super::facts::Facts;
use super::predicate::{Lead, Predicate, Weight};

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

type Tested = Result<Finding, WrongFacts>;

impl Predicate {
    /// Tests facts.
    ///
    /// # Errors
    /// Refuses facts of another kind.
    pub fn test(&self, facts: &Facts) -> Result<Finding, WrongFacts> {
        const TESTS: [fn(&Predicate, &Facts) -> Option<Tested>; 10] = [
            sessions::calling,
            sessions::days,
            members::delegations,
            members::arrears,
            members::records,
            votes::gates,
            votes::majorities,
            elections::ballots,
            elections::candidates,
            debate::conduct,
        ];
        let tested = TESTS.iter().find_map(|test| test(self, facts));
        tested.unwrap_or_else(|| Err(WrongFacts(format!("{facts:?}"))))
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

fn found(met: bool, arithmetic: impl Display) -> Tested {
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

fn sent_before(lead: Lead, sent: Date, opening: Date, hindrance: Option<&str>) -> Tested {
    let latest = lead
        .before(opening)
        .ok_or(WrongFacts("the opening is outside the calendar".to_owned()))?;
    let mut finding = on_time("sent", sent, latest);
    if let Some(hindrance) = hindrance {
        finding.met = false;
        finding.arithmetic = format!("{}; {hindrance}", finding.arithmetic);
    }
    Ok(finding)
}

fn days_between(from: Date, to: Date) -> Result<i32, WrongFacts> {
    let span = from.until(to).map_err(|error| WrongFacts(error.to_string()))?;
    Ok(span.get_days())
}
