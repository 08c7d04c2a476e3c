//! One act being decided: the next state under construction, and the record of what was used to decide.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Capacity};
use crate::assembly::Assembly;
use crate::language::Texts;
use crate::member::MemberCode;
use crate::refusal::Refusal;
use crate::rulebook::{Facts, RowNumber, RuleUsed, Weight};

/// Longest text accepted in one field, in characters.
pub const TEXT_LIMIT: usize = 20_000;

/// What happened, for the journal: a kind and its public facts (ids, codes, amounts, counts; no person).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Kind of event, in kebab case.
    pub kind: String,
    /// Public facts by name.
    pub facts: BTreeMap<String, String>,
}

/// An act that was allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The state after the act.
    pub state: Assembly,
    /// What happened, in order.
    pub entries: Vec<Entry>,
    /// Rules applied, with their arithmetic.
    pub rules: Vec<RuleUsed>,
    /// What was let pass and should be looked at.
    pub warnings: Vec<String>,
}

pub(crate) struct Turn<'a> {
    pub(crate) next: Assembly,
    pub(crate) actor: &'a Actor,
    pub(crate) now: Timestamp,
    pub(crate) rules: Vec<RuleUsed>,
    entries: Vec<Entry>,
    warnings: Vec<String>,
}

impl<'a> Turn<'a> {
    pub(crate) fn new(state: &Assembly, actor: &'a Actor, now: Timestamp) -> Self {
        Self {
            next: state.clone(),
            actor,
            now,
            rules: vec![],
            entries: vec![],
            warnings: vec![],
        }
    }

    pub(crate) fn finish(self) -> Decision {
        Decision {
            state: self.next,
            entries: self.entries,
            rules: self.rules,
            warnings: self.warnings,
        }
    }

    /// The day, in UTC.
    pub(crate) fn today(&self) -> Date {
        day_of(self.now)
    }

    /// Tests facts by a row and records the test, met or not.
    pub(crate) fn consult(&mut self, row: u8, facts: &Facts) -> Result<RuleUsed, Refusal> {
        let used = self.next.rulebook.test(RowNumber(row), facts, self.today())?;
        self.rules.push(used.clone());
        Ok(used)
    }

    /// Tests facts by a row and refuses where it is not met.
    pub(crate) fn require(
        &mut self,
        row: u8,
        facts: &Facts,
        refusal: impl FnOnce(String) -> Refusal,
    ) -> Result<(), Refusal> {
        let used = self.consult(row, facts)?;
        if used.met {
            Ok(())
        } else {
            Err(refusal(used.arithmetic))
        }
    }

    /// Tests a deadline and answers whether leave of the assembly is needed; advisory ones only warn.
    pub(crate) fn deadline(
        &mut self,
        row: u8,
        facts: &Facts,
        refusal: impl FnOnce(String) -> Refusal,
    ) -> Result<bool, Refusal> {
        let weight = self
            .next
            .rulebook
            .in_force(RowNumber(row), self.today())?
            .predicate
            .weight();
        let used = self.consult(row, facts)?;
        if used.met {
            return Ok(false);
        }
        match weight {
            Weight::Binding => Err(refusal(used.arithmetic)),
            Weight::LeaveOfAssembly => Ok(true),
            Weight::Advisory => {
                self.warn(format!("{}: {}", used.name, used.arithmetic));
                Ok(false)
            }
        }
    }

    pub(crate) fn warn(&mut self, text: String) {
        self.warnings.push(text);
    }

    pub(crate) fn enter<const N: usize>(&mut self, kind: &str, facts: [(&str, String); N]) {
        let facts = facts
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        self.entries.push(Entry {
            kind: kind.to_owned(),
            facts,
        });
    }

    /// Refuses everybody but the capacities given.
    pub(crate) fn only(&self, allowed: &[Capacity], act: &'static str) -> Result<(), Refusal> {
        if allowed.contains(&self.actor.capacity) {
            Ok(())
        } else {
            Err(Refusal::NotYourPart {
                capacity: self.actor.capacity.name(),
                act,
            })
        }
    }

    /// The member for which the actor sits, or a refusal.
    pub(crate) fn delegate(&self, act: &'static str) -> Result<MemberCode, Refusal> {
        match &self.actor.capacity {
            Capacity::Delegate { member } => {
                if self.next.delegations.is_delegate(member, &self.actor.person) {
                    Ok(member.clone())
                } else {
                    Err(Refusal::NotOfDelegation {
                        person: self.actor.person.clone(),
                        member: member.clone(),
                    })
                }
            }
            other => Err(Refusal::NotYourPart {
                capacity: other.name(),
                act,
            }),
        }
    }

    pub(crate) fn known(&self, member: &MemberCode) -> Result<(), Refusal> {
        if self.next.roll.contains(member) {
            Ok(())
        } else {
            Err(Refusal::UnknownMember { member: member.clone() })
        }
    }
}

/// The day of an instant, in UTC.
#[must_use]
pub fn day_of(instant: Timestamp) -> Date {
    Offset::UTC.to_datetime(instant).date()
}

/// Refuses empty and overlong texts.
pub(crate) fn check_text(what: &'static str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::EmptyText { what });
    }
    if text.chars().nth(TEXT_LIMIT).is_some() {
        return Err(Refusal::TooLong {
            what,
            limit: TEXT_LIMIT,
        });
    }
    Ok(())
}

/// Refuses a text that stands in no language, and empty and overlong ones.
pub(crate) fn check_texts(what: &'static str, texts: &Texts) -> Result<(), Refusal> {
    if texts.0.is_empty() {
        return Err(Refusal::EmptyText { what });
    }
    texts.0.values().try_for_each(|text| check_text(what, text))
}

/// The next free number of a numbered collection, starting at 1.
pub(crate) fn next_id<T>(collection: &BTreeMap<u32, T>) -> u32 {
    collection
        .last_key_value()
        .map_or(1, |(last, _)| last.saturating_add(1))
}
