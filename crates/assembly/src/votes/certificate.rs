//! The certificate: the one record in which every way of voting ends.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Choice, HallChange, Mode, Subject};
use crate::language::Texts;
use crate::majority::{Count, Hall, Majority, Margin, Verdict, decide, margins};
use crate::member::{MemberCode, PersonId, Roll};
use crate::quorum::Quorum;
use crate::rulebook::RuleUsed;

/// What a ballot decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// A question was carried or not.
    Question {
        /// The verdict.
        verdict: Verdict,
        /// What every majority would have said; the verdict's rule is the one that decided.
        margins: Vec<Margin>,
    },
    /// A round of an election.
    Round {
        /// Votes by candidate.
        #[serde(with = "crate::number_keys")]
        votes: BTreeMap<u32, u64>,
        /// Papers that count as valid.
        valid: u64,
        /// Who was elected in this round.
        elected: Vec<u32>,
        /// The arithmetic, candidate by candidate.
        why: Vec<String>,
    },
}

/// The certificate of a closed ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The ballot.
    pub ballot: u32,
    /// What it decided upon.
    pub subject: Subject,
    /// The question, in four languages.
    pub question: Texts,
    /// How votes were given.
    pub mode: Mode,
    /// The majority needed; for elections the election's own rule decides.
    pub majority: Majority,
    /// The quorum asked.
    pub quorum: Quorum,
    /// First or second ballot.
    pub number: u32,
    /// The ballot before it on the same question.
    pub previous: Option<u32>,
    /// The revision of the text voted on.
    pub revision: Option<u32>,
    /// Members on the roll.
    pub members: u64,
    /// Members entitled.
    pub entitled: u64,
    /// Members entitled and present.
    pub present: u64,
    /// Votes or papers given.
    pub cast: u64,
    /// Yes, no, abstain.
    pub count: Count,
    /// Blank papers.
    pub blank: u64,
    /// Invalid papers.
    pub invalid: u64,
    /// What was decided, with the arithmetic.
    pub outcome: Outcome,
    /// Rules applied, with version and standing.
    pub rules: Vec<RuleUsed>,
    /// Who voted how, in modes that say so.
    pub names: Option<BTreeMap<MemberCode, Choice>>,
    /// Who joined or left the voters since the ballot before.
    pub changes: Vec<HallChange>,
    /// The tellers, where tellers counted.
    pub tellers: Vec<PersonId>,
    /// Times that a teller counted again.
    pub recounts: u32,
    /// When it was opened.
    pub opened: Timestamp,
    /// When it was closed.
    pub closed: Timestamp,
}

impl Certificate {
    /// Whether the question was carried; for elections, whether anybody was elected.
    #[must_use]
    pub fn carried(&self) -> bool {
        match &self.outcome {
            Outcome::Question { verdict, .. } => verdict.carried,
            Outcome::Round { elected, .. } => !elected.is_empty(),
        }
    }

    /// What does not add up when the certificate is computed again from its own counts: nothing where it is sound.
    ///
    /// Every finding is listed, so that a reader sees all that is wrong with it and not only that something is.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.entitled > self.members || self.present > self.entitled {
            found.push(format!(
                "{} present of {} entitled of {} members",
                self.present, self.entitled, self.members
            ));
        }
        if self.cast > self.present {
            found.push(format!("{} votes by {} present", self.cast, self.present));
        }
        if let Some(names) = &self.names {
            let of = |wanted| names.values().filter(|one| **one == wanted).count() as u64;
            let named = Count {
                yes: of(Choice::Yes),
                no: of(Choice::No),
                abstain: of(Choice::Abstain),
            };
            if named != self.count || names.len() as u64 != self.cast {
                found.push("the names and the counts differ".to_owned());
            }
        }
        match &self.outcome {
            Outcome::Question {
                verdict,
                margins: printed,
            } => self.check_question(verdict, printed, &mut found),
            Outcome::Round {
                votes, valid, elected, ..
            } => {
                if *valid > self.cast || votes.values().any(|one| one > valid) {
                    found.push(format!("{valid} valid papers of {} in the box", self.cast));
                }
                if elected.iter().any(|one| !votes.contains_key(one)) {
                    found.push("somebody was elected without a vote".to_owned());
                }
            }
        }
        found
    }

    fn check_question(&self, verdict: &Verdict, printed: &[Margin], found: &mut Vec<String>) {
        let papers = self.count.cast() + u128::from(self.blank) + u128::from(self.invalid);
        if papers != u128::from(self.cast) {
            found.push(format!("the parts give {papers}, the total is {}", self.cast));
        }
        let hall = Hall {
            members: Some(self.members),
            entitled: Some(self.entitled),
            present: Some(self.present),
        };
        match decide(self.majority, self.count, hall, self.quorum) {
            Ok(again) if again == *verdict => {}
            Ok(again) => found.push(format!(
                "the certificate says \"{}\", its counts say \"{}\"",
                verdict.why, again.why
            )),
            Err(reason) => found.push(reason.to_string()),
        }
        if margins(self.count, Some(self.members)) != printed {
            found.push("the margins printed are not those of the counts".to_owned());
        }
    }

    /// Who voted how, by seat number instead of name.
    #[must_use]
    pub fn by_seat(&self, roll: &Roll) -> Option<BTreeMap<u16, Choice>> {
        let names = self.names.as_ref()?;
        Some(
            names
                .iter()
                .filter_map(|(member, choice)| Some((roll.seat(member)?.number, *choice)))
                .collect(),
        )
    }

    /// The bytes that are signed: compact JSON with fields in the order of this type and maps in the order of their keys.
    ///
    /// # Errors
    /// None is known; the serialiser's error is handed on.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// SHA-256 of [`Certificate::to_bytes`], in hexadecimal digits.
    ///
    /// # Errors
    /// None is known; the serialiser's error is handed on.
    pub fn digest(&self) -> Result<String, serde_json::Error> {
        Ok(hex::encode(Sha256::digest(self.to_bytes()?)))
    }
}
