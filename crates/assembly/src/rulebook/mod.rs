//! The rulebook: forty-one rows of versioned data, adopted row by row.
//!
//! A decision never says "the rules allow it": it names the row, its instrument, article and version, whether the row is
//! adopted and verified, and the arithmetic.

mod facts;
mod predicate;
mod test;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use facts::{Authority, Facts, Officer, Post, Proposer, Service, ThirdBallot};
pub use predicate::{Lead, MotionKind, Predicate, Weight};
pub use test::{Finding, WrongFacts};

/// Number of a row of the rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowNumber(pub u8);

impl fmt::Display for RowNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}", self.0)
    }
}

/// How far a row has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowState {
    /// Proposed by this program; applied, and shown as not adopted.
    Model,
    /// Adopted by the organisation.
    Adopted,
    /// No longer applied.
    Withdrawn,
}

/// One version of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number, the same in every version.
    pub row: RowNumber,
    /// Its name.
    pub name: String,
    /// The instrument it comes from.
    pub instrument: String,
    /// The article, as far as it is known.
    pub article: String,
    /// The version of the instrument.
    pub version: String,
    /// From when it applies (1 January where only the year is known).
    pub effective: Date,
    /// How far it has come.
    pub state: RowState,
    /// Whether a published source states the predicate.
    pub verified: bool,
    /// The rule in this project's own words.
    pub statement: String,
    /// What is tested.
    pub predicate: Predicate,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What the source leaves open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

/// A rule as a decision used it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleUsed {
    /// The row.
    pub row: RowNumber,
    /// Its name.
    pub name: String,
    /// The instrument.
    pub instrument: String,
    /// The article.
    pub article: String,
    /// The version applied.
    pub version: String,
    /// Model or adopted.
    pub state: RowState,
    /// Whether a published source states it.
    pub verified: bool,
    /// Whether it was met.
    pub met: bool,
    /// The arithmetic.
    pub arithmetic: String,
}

/// Every version of every row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rulebook {
    versions: BTreeMap<u8, Vec<Row>>,
}

/// Why a row cannot be read, changed or applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulebookFault {
    /// A data file is damaged.
    #[error("the rulebook file {file} cannot be read: {why}")]
    Unreadable {
        /// The file.
        file: &'static str,
        /// What the reader says.
        why: String,
    },
    /// No such row, or none in force.
    #[error("{row} of the rulebook is not in force on {date}")]
    NotInForce {
        /// The row.
        row: RowNumber,
        /// The day.
        date: Date,
    },
    /// The facts are not of the kind that the row tests.
    #[error("{row}: {fault}")]
    WrongFacts {
        /// The row.
        row: RowNumber,
        /// What was expected.
        fault: WrongFacts,
    },
    /// A new version must keep the row's kind of predicate and start after the one in force.
    #[error("{row}: a new version starts after {since} and tests the same kind of fact")]
    NotANewVersion {
        /// The row.
        row: RowNumber,
        /// Start of the version in force.
        since: Date,
    },
}

const FILES: [(&str, &str); 6] = [
    (
        "1-sessions-and-deadlines.json",
        include_str!("../../rulebook/1-sessions-and-deadlines.json"),
    ),
    (
        "2-delegations-and-arrears.json",
        include_str!("../../rulebook/2-delegations-and-arrears.json"),
    ),
    ("3-votes.json", include_str!("../../rulebook/3-votes.json")),
    ("4-elections.json", include_str!("../../rulebook/4-elections.json")),
    ("5-debate.json", include_str!("../../rulebook/5-debate.json")),
    (
        "6-budget-quorum-records.json",
        include_str!("../../rulebook/6-budget-quorum-records.json"),
    ),
];

impl Rulebook {
    /// The model rulebook that ships with the program.
    ///
    /// # Errors
    /// Names the data file that cannot be read.
    pub fn model() -> Result<Self, RulebookFault> {
        let mut versions: BTreeMap<u8, Vec<Row>> = BTreeMap::new();
        for (file, text) in FILES {
            let rows: Vec<Row> = serde_json::from_str(text).map_err(|error| RulebookFault::Unreadable {
                file,
                why: error.to_string(),
            })?;
            for row in rows {
                versions.entry(row.row.0).or_default().push(row);
            }
        }
        Ok(Self { versions })
    }

    /// The version of a row in force on a day: the latest that has taken effect and is not withdrawn.
    ///
    /// # Errors
    /// Refuses a row that is unknown, not yet in effect, or withdrawn.
    pub fn in_force(&self, row: RowNumber, date: Date) -> Result<&Row, RulebookFault> {
        let latest = self
            .versions
            .get(&row.0)
            .and_then(|all| all.iter().rev().find(|one| one.effective <= date));
        match latest {
            Some(found) if found.state != RowState::Withdrawn => Ok(found),
            _ => Err(RulebookFault::NotInForce { row, date }),
        }
    }

    /// Every row in force on a day, by number.
    #[must_use]
    pub fn rows(&self, date: Date) -> Vec<&Row> {
        self.versions
            .keys()
            .filter_map(|row| self.in_force(RowNumber(*row), date).ok())
            .collect()
    }

    /// Tests facts by a row.
    ///
    /// # Errors
    /// Refuses rows not in force and facts of another kind than the row tests.
    pub fn test(&self, row: RowNumber, facts: &Facts, date: Date) -> Result<RuleUsed, RulebookFault> {
        let rule = self.in_force(row, date)?;
        let finding = rule
            .predicate
            .test(facts)
            .map_err(|fault| RulebookFault::WrongFacts { row, fault })?;
        Ok(rule.used(finding))
    }

    /// Marks the version in force as adopted by the organisation.
    ///
    /// # Errors
    /// Refuses a row that is not in force.
    pub fn adopt(&mut self, row: RowNumber, date: Date) -> Result<(), RulebookFault> {
        self.set_state(row, date, RowState::Adopted)
    }

    /// Withdraws the version in force; nothing that needs the row can be decided until a new version comes.
    ///
    /// # Errors
    /// Refuses a row that is not in force.
    pub fn withdraw(&mut self, row: RowNumber, date: Date) -> Result<(), RulebookFault> {
        self.set_state(row, date, RowState::Withdrawn)
    }

    /// Adds a version of a row. Earlier versions stay, so that earlier decisions can be read with their own rule.
    ///
    /// # Errors
    /// Refuses a version that does not start after the last one or that tests another kind of fact.
    pub fn replace(&mut self, new: Row) -> Result<(), RulebookFault> {
        let row = new.row;
        let unknown = RulebookFault::NotInForce {
            row,
            date: new.effective,
        };
        let all = self.versions.get_mut(&row.0).ok_or(unknown.clone())?;
        let last = all.last().ok_or(unknown)?;
        let same_kind = std::mem::discriminant(&last.predicate) == std::mem::discriminant(&new.predicate);
        if new.effective <= last.effective || !same_kind {
            return Err(RulebookFault::NotANewVersion {
                row,
                since: last.effective,
            });
        }
        all.push(new);
        Ok(())
    }

    fn set_state(&mut self, row: RowNumber, date: Date, state: RowState) -> Result<(), RulebookFault> {
        self.in_force(row, date)?;
        let found = self
            .versions
            .get_mut(&row.0)
            .and_then(|all| all.iter_mut().rev().find(|one| one.effective <= date))
            .ok_or(RulebookFault::NotInForce { row, date })?;
        found.state = state;
        Ok(())
    }
}

impl Row {
    /// The row as a decision records it.
    #[must_use]
    pub fn used(&self, finding: Finding) -> RuleUsed {
        RuleUsed {
            row: self.row,
            name: self.name.clone(),
            instrument: self.instrument.clone(),
            article: self.article.clone(),
            version: self.version.clone(),
            state: self.state,
            verified: self.verified,
            met: finding.met,
            arithmetic: finding.arithmetic,
        }
    }
}
