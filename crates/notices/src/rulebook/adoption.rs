//! Adoption row by row: two legal officers, the text they compared, the day. Without it a row asks or warns, never decides.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{RuleNo, RuleRow, Rulebook};
use crate::{ids::OfficerId, request::World};

/// The adoption of one row by an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// The version of the rulebook that was read.
    pub rulebook: String,
    /// The row.
    pub rule: RuleNo,
    /// The two legal officers.
    pub officers: [OfficerId; 2],
    /// The official text that was compared: title, edition, paragraph.
    pub text_compared: String,
    /// The day from which the row decides.
    pub adopted_on: Date,
}

/// Why an adoption is not valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdoptionError {
    /// It speaks of another version.
    #[error("adoption of row {rule}: it was given for the rulebook {given:?}, this one is {here:?}")]
    OtherRulebook {
        /// The row.
        rule: RuleNo,
        /// The version that was adopted.
        given: String,
        /// The version at hand.
        here: String,
    },
    /// No such row.
    #[error("adoption of row {0}: the rulebook has no such row")]
    NoSuchRow(RuleNo),
    /// One person signed twice.
    #[error("adoption of row {0}: two different legal officers are needed")]
    OneOfficer(RuleNo),
    /// The compared text is not named.
    #[error("adoption of row {0}: name the official text that was compared")]
    NoText(RuleNo),
    /// The row is adopted twice.
    #[error("adoption of row {0}: it stands twice")]
    Twice(RuleNo),
}

/// An adoption that one legal officer proposes; the second confirms it on the same text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The version of the rulebook that was read.
    pub rulebook: String,
    /// The row.
    pub rule: RuleNo,
    /// Who proposes.
    pub by: OfficerId,
    /// The official text that was compared.
    pub text_compared: String,
    /// The day from which the row is to decide.
    pub adopted_on: Date,
}

/// Takes a proposal to adopt a row.
///
/// # Errors
/// [`AdoptionError`]: no such row, no text, or the row is adopted already.
pub fn propose(proposal: Proposal, rules: &Rules) -> Result<Proposal, AdoptionError> {
    let (rule, book) = (proposal.rule, rules.book());
    if proposal.rulebook != book.rulebook {
        let (given, here) = (proposal.rulebook, book.rulebook.clone());
        return Err(AdoptionError::OtherRulebook { rule, given, here });
    }
    if !book.rows.iter().any(|row| row.rule == rule) {
        return Err(AdoptionError::NoSuchRow(rule));
    }
    if proposal.text_compared.trim().is_empty() {
        return Err(AdoptionError::NoText(rule));
    }
    if rules.adoptions.iter().any(|a| a.rule == rule) {
        return Err(AdoptionError::Twice(rule));
    }
    Ok(proposal)
}

/// The second legal officer confirms a proposal.
///
/// # Errors
/// [`AdoptionError`]: the same officer, or what [`propose`] refuses.
pub fn confirm(proposal: &Proposal, by: &OfficerId, rules: &Rules) -> Result<Adoption, AdoptionError> {
    let proposal = propose(proposal.clone(), rules)?;
    if proposal.by == *by {
        return Err(AdoptionError::OneOfficer(proposal.rule));
    }
    Ok(Adoption {
        rulebook: proposal.rulebook,
        rule: proposal.rule,
        officers: [proposal.by, by.clone()],
        text_compared: proposal.text_compared,
        adopted_on: proposal.adopted_on,
    })
}

/// A rulebook as it applies in one world: which rows decide there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    book: Rulebook,
    world: World,
    adoptions: Vec<Adoption>,
}

impl AdoptionError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherRulebook { .. } => "other_rulebook",
            Self::NoSuchRow(_) => "no_row",
            Self::OneOfficer(_) => "same_person",
            Self::NoText(_) => "no_text",
            Self::Twice(_) => "adopted_before",
        }
    }
}

impl Rules {
    /// The rulebook as it applies in a world, with the rows that were adopted there. In an exercise every row decides
    /// whether it was adopted or not.
    ///
    /// # Errors
    /// [`AdoptionError`] for the first adoption that is not valid.
    pub fn of(book: Rulebook, world: World, adoptions: Vec<Adoption>) -> Result<Self, AdoptionError> {
        Ok(Self {
            world,
            ..Self::adopted(book, adoptions)?
        })
    }

    /// The adoption of a row, if there is one.
    #[must_use]
    pub fn adoption(&self, rule: RuleNo) -> Option<&Adoption> {
        self.adoptions.iter().find(|a| a.rule == rule)
    }

    /// An exercise world: every row decides.
    #[must_use]
    pub fn exercise(book: Rulebook) -> Self {
        Self {
            book,
            world: World::Exercise,
            adoptions: Vec::new(),
        }
    }

    /// A real organisation with the rows it adopted.
    ///
    /// # Errors
    /// [`AdoptionError`] for the first adoption that is not valid.
    pub fn adopted(book: Rulebook, adoptions: Vec<Adoption>) -> Result<Self, AdoptionError> {
        for (at, adoption) in adoptions.iter().enumerate() {
            let rule = adoption.rule;
            if adoption.rulebook != book.rulebook {
                let (given, here) = (adoption.rulebook.clone(), book.rulebook.clone());
                return Err(AdoptionError::OtherRulebook { rule, given, here });
            }
            if !book.rows.iter().any(|row| row.rule == rule) {
                return Err(AdoptionError::NoSuchRow(rule));
            }
            if adoption.officers[0] == adoption.officers[1] {
                return Err(AdoptionError::OneOfficer(rule));
            }
            if adoption.text_compared.trim().is_empty() {
                return Err(AdoptionError::NoText(rule));
            }
            if adoptions.iter().skip(at + 1).any(|other| other.rule == rule) {
                return Err(AdoptionError::Twice(rule));
            }
        }
        Ok(Self {
            book,
            world: World::Real,
            adoptions,
        })
    }

    /// The rulebook.
    #[must_use]
    pub fn book(&self) -> &Rulebook {
        &self.book
    }

    /// The world in which it applies.
    #[must_use]
    pub fn world(&self) -> World {
        self.world
    }

    /// Whether a row decides on a day, or only asks or warns.
    #[must_use]
    pub fn decides(&self, row: &RuleRow, on: Date) -> bool {
        let adopted = self.adoptions.iter().any(|a| a.rule == row.rule && a.adopted_on <= on);
        self.world == World::Exercise || row.adopted || adopted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn adoption() -> Adoption {
        let officer = |name: &str| OfficerId::try_from(name).unwrap_or_else(|e| panic!("{e}"));
        Adoption {
            rulebook: "model-2026.1".into(),
            rule: 23,
            officers: [officer("legal-1"), officer("legal-2")],
            text_compared: "Invented statute, edition 3, paragraph 23".into(),
            adopted_on: date(2026, 6, 1),
        }
    }

    fn book() -> Rulebook {
        Rulebook::model().unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn a_row_decides_from_the_day_of_its_adoption_and_no_other_row_does() {
        let rules = Rules::adopted(book(), vec![adoption()]).unwrap_or_else(|e| panic!("{e}"));
        let decides = |rule, on| rules.book().row(rule, on).map(|row| rules.decides(row, on));
        assert_eq!(decides(23, date(2026, 6, 1)), Some(true));
        assert_eq!(decides(23, date(2026, 5, 31)), Some(false));
        assert_eq!(decides(24, date(2026, 6, 1)), Some(false));
    }

    #[test]
    fn every_row_decides_in_an_exercise_world() {
        let rules = Rules::exercise(book());
        assert!(rules.book().rows.iter().all(|row| rules.decides(row, date(2026, 6, 1))));
    }

    fn proposal() -> Proposal {
        let Adoption {
            rulebook,
            rule,
            officers: [by, _],
            text_compared,
            adopted_on,
        } = adoption();
        Proposal {
            rulebook,
            rule,
            by,
            text_compared,
            adopted_on,
        }
    }

    #[test]
    fn a_row_is_adopted_by_two_officers_on_one_text() {
        let rules = Rules::adopted(book(), vec![]).unwrap_or_else(|e| panic!("{e}"));
        let second = OfficerId::try_from("legal-2").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(propose(proposal(), &rules), Ok(proposal()));
        assert_eq!(confirm(&proposal(), &second, &rules), Ok(adoption()));
        let code = |refused: Result<Adoption, AdoptionError>| refused.map_err(|e| e.code());
        assert_eq!(code(confirm(&proposal(), &proposal().by, &rules)), Err("same_person"));
        let changed = |change: fn(&mut Proposal)| {
            let mut bad = proposal();
            change(&mut bad);
            code(confirm(&bad, &second, &rules))
        };
        assert_eq!(changed(|p| p.rule = 99), Err("no_row"));
        assert_eq!(changed(|p| p.text_compared.clear()), Err("no_text"));
        assert_eq!(changed(|p| p.rulebook = "model-2025.1".into()), Err("other_rulebook"));
        let adopted = Rules::adopted(book(), vec![adoption()]).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(code(confirm(&proposal(), &second, &adopted)), Err("adopted_before"));
    }

    #[test]
    fn in_an_exercise_every_row_decides_beside_those_that_were_adopted() {
        let rules = Rules::of(book(), World::Exercise, vec![adoption()]).unwrap_or_else(|e| panic!("{e}"));
        assert!(rules.book().rows.iter().all(|row| rules.decides(row, date(2026, 1, 1))));
        assert!(rules.adoption(23).is_some() && rules.adoption(24).is_none());
    }

    #[test]
    fn invalid_adoptions_are_refused() {
        let refused = |change: fn(&mut Adoption)| {
            let mut bad = adoption();
            change(&mut bad);
            Rules::adopted(book(), vec![bad]).err()
        };
        assert!(matches!(
            refused(|a| a.rulebook = "model-2025.1".into()),
            Some(AdoptionError::OtherRulebook { .. })
        ));
        assert_eq!(refused(|a| a.rule = 99), Some(AdoptionError::NoSuchRow(99)));
        assert_eq!(
            refused(|a| a.officers[1] = a.officers[0].clone()),
            Some(AdoptionError::OneOfficer(23))
        );
        assert_eq!(
            refused(|a| a.text_compared = "  ".into()),
            Some(AdoptionError::NoText(23))
        );
        assert_eq!(
            Rules::adopted(book(), vec![adoption(), adoption()]).err(),
            Some(AdoptionError::Twice(23))
        );
    }
}
