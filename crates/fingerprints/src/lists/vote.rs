//! Votes on a record: who confirms, disputes or rejects it, and what standing that gives.
//!
//! The rule of three follows the practice of the United Kingdom's Child Abuse Image Database, where a grade is
//! trusted after three independent undisputed votes (see the domain sheet's sources; unverified here, so it is data).

use std::collections::BTreeMap;

use cordon_vocabulary::{BureauId, Instant};
use serde::{Deserialize, Serialize};

use crate::Algorithm;

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 2_000;

/// What a confirmation rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Basis {
    /// The bureau's own assessors saw the material.
    OwnAssessment,
    /// The bureau trusts another's assessment: it is recorded, and counts for nothing more.
    ReliesOn {
        /// The bureau relied on.
        bureau: BureauId,
    },
}

/// What a bureau says of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "say")]
pub enum Say {
    /// The hash belongs to known material as graded.
    Confirms {
        /// What that rests on.
        basis: Basis,
    },
    /// The grade or the identification is in doubt.
    Disputes {
        /// Why.
        reason: String,
    },
    /// The down-vote: the record does not belong on the list.
    Rejects {
        /// Why.
        reason: String,
    },
    /// The bureau takes its last word back.
    TakesBack,
}

/// One vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Who votes.
    pub bureau: BureauId,
    /// What it says.
    pub say: Say,
    /// The hash it speaks of, where a source votes on single hashes.
    pub about: Option<Algorithm>,
    /// When; a source may not say.
    pub at: Option<Instant>,
}

/// How many independent bureaus make a record trusted. Data, not law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustRule {
    /// Bureaus with an assessment of their own.
    pub independent_bureaus: usize,
    /// True once someone checked the number against the primary text.
    pub verified: bool,
}

impl Default for TrustRule {
    fn default() -> Self {
        Self {
            independent_bureaus: 3,
            verified: false,
        }
    }
}

/// What the votes give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "standing")]
pub enum Standing {
    /// No bureau has confirmed it by its own assessment.
    Reported,
    /// Some have, too few to trust it.
    Confirmed {
        /// Those with their own assessment.
        by: Vec<BureauId>,
    },
    /// Enough independent bureaus have, and nobody objects.
    Trusted {
        /// Those with their own assessment.
        by: Vec<BureauId>,
    },
    /// Somebody disputes or rejects it: it is not trusted until that is settled.
    Disputed {
        /// The objectors.
        by: Vec<BureauId>,
        /// Those who confirm it by their own assessment.
        confirmed_by: Vec<BureauId>,
    },
}

/// Why a vote was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VoteRefusal {
    /// A down-vote or dispute needs a reason.
    #[error("say why: a dispute or a down-vote without a reason helps nobody")]
    ReasonMissing,
    /// The reason is too long.
    #[error("the reason has more than {LONGEST_REASON} characters")]
    ReasonTooLong,
    /// The bureau's last word was the same.
    #[error("the bureau's last vote says the same already")]
    SameAgain,
    /// A bureau cannot rely on itself.
    #[error("a bureau cannot rely on its own assessment as another's; vote with own assessment")]
    ReliesOnItself,
    /// There is nothing to take back.
    #[error("the bureau has no vote to take back")]
    NothingToTakeBack,
    /// The vote would stand before the bureau's last one.
    #[error("the vote is dated before the bureau's last vote")]
    OutOfOrder,
}

impl VoteRefusal {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ReasonMissing => "reason-missing",
            Self::ReasonTooLong => "reason-too-long",
            Self::SameAgain => "same-vote-again",
            Self::ReliesOnItself => "relies-on-itself",
            Self::NothingToTakeBack => "nothing-to-take-back",
            Self::OutOfOrder => "vote-out-of-order",
        }
    }
}

/// Decides whether a bureau may cast this vote after those already there; gives the vote to append.
///
/// # Errors
/// [`VoteRefusal`].
pub fn cast(votes: &[Vote], bureau: &BureauId, say: Say, at: Instant) -> Result<Vote, VoteRefusal> {
    match &say {
        Say::Disputes { reason } | Say::Rejects { reason } => {
            if reason.trim().is_empty() {
                return Err(VoteRefusal::ReasonMissing);
            }
            if reason.chars().count() > LONGEST_REASON {
                return Err(VoteRefusal::ReasonTooLong);
            }
        }
        Say::Confirms {
            basis: Basis::ReliesOn { bureau: other },
        } if other == bureau => return Err(VoteRefusal::ReliesOnItself),
        Say::Confirms { .. } | Say::TakesBack => {}
    }
    let last = votes.iter().rev().find(|vote| vote.bureau == *bureau);
    match last {
        Some(last) if last.at.is_some_and(|before| before > at) => {
            return Err(VoteRefusal::OutOfOrder);
        }
        Some(last) if last.say == Say::TakesBack && say == Say::TakesBack => {
            return Err(VoteRefusal::NothingToTakeBack);
        }
        Some(last) if last.say == say => return Err(VoteRefusal::SameAgain),
        None if say == Say::TakesBack => return Err(VoteRefusal::NothingToTakeBack),
        _ => {}
    }
    Ok(Vote {
        bureau: bureau.clone(),
        say,
        about: None,
        at: Some(at),
    })
}

/// What the votes give under a rule. Each bureau counts once, with its last word (on each hash it spoke of; an
/// objection to one hash is an objection).
#[must_use]
pub fn standing(votes: &[Vote], rule: TrustRule) -> Standing {
    let mut last: BTreeMap<(&BureauId, Option<Algorithm>), &Say> = BTreeMap::new();
    for vote in votes {
        if vote.say == Say::TakesBack && vote.about.is_none() {
            last.retain(|(bureau, _), _| **bureau != vote.bureau);
        }
        last.insert((&vote.bureau, vote.about), &vote.say);
    }
    let bureaus = |wanted: fn(&Say) -> bool| -> Vec<BureauId> {
        let mut found: Vec<BureauId> = last
            .iter()
            .filter(|(_, say)| wanted(say))
            .map(|((bureau, _), _)| (*bureau).clone())
            .collect();
        found.dedup();
        found
    };
    let objectors = bureaus(|say| matches!(say, Say::Disputes { .. } | Say::Rejects { .. }));
    let mut confirmed_by = bureaus(|say| {
        matches!(
            say,
            Say::Confirms {
                basis: Basis::OwnAssessment
            }
        )
    });
    confirmed_by.retain(|bureau| !objectors.contains(bureau));
    if !objectors.is_empty() {
        Standing::Disputed {
            by: objectors,
            confirmed_by,
        }
    } else if confirmed_by.is_empty() {
        Standing::Reported
    } else if confirmed_by.len() >= rule.independent_bureaus.max(1) {
        Standing::Trusted { by: confirmed_by }
    } else {
        Standing::Confirmed { by: confirmed_by }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bureau(name: &str) -> BureauId {
        BureauId::parse(name).expect("a bureau")
    }

    fn own() -> Say {
        Say::Confirms {
            basis: Basis::OwnAssessment,
        }
    }

    fn at(second: i64) -> Instant {
        Instant::from_micros(second * 1_000_000)
    }

    fn vote(votes: &mut Vec<Vote>, name: &str, say: Say) {
        let next = at(votes.len() as i64);
        let vote = cast(votes, &bureau(name), say, next).expect("a vote");
        votes.push(vote);
    }

    #[test]
    fn three_own_assessments_make_trust_and_borrowed_ones_do_not() {
        let mut votes = Vec::new();
        assert_eq!(standing(&votes, TrustRule::default()), Standing::Reported);
        vote(&mut votes, "QM", own());
        let relies = Say::Confirms {
            basis: Basis::ReliesOn { bureau: bureau("QM") },
        };
        vote(&mut votes, "QN", relies.clone());
        vote(&mut votes, "QO", relies);
        assert_eq!(
            standing(&votes, TrustRule::default()),
            Standing::Confirmed { by: vec![bureau("QM")] }
        );
        vote(&mut votes, "QN", own());
        vote(&mut votes, "QP", own());
        assert_eq!(
            standing(&votes, TrustRule::default()),
            Standing::Trusted {
                by: vec![bureau("QM"), bureau("QN"), bureau("QP")]
            }
        );
    }

    #[test]
    fn a_dispute_suspends_trust_until_it_is_taken_back() {
        let mut votes = Vec::new();
        for name in ["QM", "QN", "QO"] {
            vote(&mut votes, name, own());
        }
        vote(
            &mut votes,
            "QP",
            Say::Disputes {
                reason: "a drawing".into(),
            },
        );
        assert!(matches!(
            standing(&votes, TrustRule::default()),
            Standing::Disputed { confirmed_by, .. } if confirmed_by.len() == 3
        ));
        vote(&mut votes, "QP", Say::TakesBack);
        assert!(matches!(
            standing(&votes, TrustRule::default()),
            Standing::Trusted { .. }
        ));
        vote(
            &mut votes,
            "QO",
            Say::Rejects {
                reason: "an adult, identified".into(),
            },
        );
        assert!(matches!(
            standing(&votes, TrustRule::default()),
            Standing::Disputed { by, confirmed_by } if by == vec![bureau("QO")] && confirmed_by.len() == 2
        ));
    }

    #[test]
    fn each_refusal_has_its_cause() {
        let mut votes = Vec::new();
        let try_cast = |votes: &[Vote], say: Say, second: i64| {
            cast(votes, &bureau("QM"), say, at(second)).expect_err("refused").code()
        };
        assert_eq!(
            try_cast(&votes, Say::Rejects { reason: " ".into() }, 0),
            "reason-missing"
        );
        let long = "x".repeat(LONGEST_REASON + 1);
        assert_eq!(try_cast(&votes, Say::Disputes { reason: long }, 0), "reason-too-long");
        let itself = Say::Confirms {
            basis: Basis::ReliesOn { bureau: bureau("QM") },
        };
        assert_eq!(try_cast(&votes, itself, 0), "relies-on-itself");
        assert_eq!(try_cast(&votes, Say::TakesBack, 0), "nothing-to-take-back");
        votes.push(cast(&votes, &bureau("QM"), own(), at(9)).expect("a vote"));
        assert_eq!(try_cast(&votes, own(), 10), "same-vote-again");
        assert_eq!(try_cast(&votes, Say::TakesBack, 8), "vote-out-of-order");
        votes.push(cast(&votes, &bureau("QM"), Say::TakesBack, at(10)).expect("a vote"));
        assert_eq!(try_cast(&votes, Say::TakesBack, 11), "nothing-to-take-back");
    }

    proptest! {
        /// A bureau counts once however often it votes, and any open objection stops trust.
        #[test]
        fn trust_is_at_most_the_number_of_confirming_bureaus(acts in proptest::collection::vec((0_u8..5, 0_u8..4), 0..40)) {
            let mut votes = Vec::new();
            let mut word: BTreeMap<u8, u8> = BTreeMap::new();
            for (second, (who, what)) in acts.into_iter().enumerate() {
                let say = match what {
                    0 | 1 => own(),
                    2 => Say::Rejects { reason: "no".into() },
                    _ => Say::TakesBack,
                };
                if let Ok(vote) = cast(&votes, &bureau(&format!("Q{who}")), say, at(second as i64)) {
                    votes.push(vote);
                    word.insert(who, what.max(1));
                }
            }
            let confirming = word.values().filter(|what| **what == 1).count();
            let objecting = word.values().filter(|what| **what == 2).count();
            match standing(&votes, TrustRule::default()) {
                Standing::Trusted { by } => prop_assert!(by.len() == confirming && confirming >= 3 && objecting == 0),
                Standing::Confirmed { by } => prop_assert!(by.len() == confirming && confirming < 3 && objecting == 0),
                Standing::Reported => prop_assert!(confirming == 0 && objecting == 0),
                Standing::Disputed { by, confirmed_by } => {
                    prop_assert_eq!((by.len(), confirmed_by.len()), (objecting, confirming));
                }
            }
        }
    }
}
