//! Majorities: the three ways of counting a yes, in whole numbers only.
//!
//! Two thirds is `3 × yes ≥ 2 × base`, more than half is `2 × yes > base`. Nothing is divided, rounded or turned into a
//! percentage, because a rounded two thirds of nine has cost others a wrong result. Nought to nought never carries.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::quorum::{Quorum, QuorumNeeds};

/// A majority rule: what the yes votes are measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Majority {
    /// More yes than no; a tie fails. Base: yes and no.
    Simple,
    /// At least two thirds of the yes and no votes; abstentions are outside the base.
    TwoThirdsCast,
    /// At least two thirds of all members of the organisation; whoever is absent or abstains weighs as a no.
    TwoThirdsMembers,
}

impl Majority {
    /// The three majorities, in the order in which they are printed.
    pub const ALL: [Self; 3] = [Self::Simple, Self::TwoThirdsCast, Self::TwoThirdsMembers];

    /// What the base is made of, in words.
    #[must_use]
    pub const fn measure(self) -> &'static str {
        match self {
            Self::Simple => "simple majority of yes and no",
            Self::TwoThirdsCast => "two thirds of yes and no",
            Self::TwoThirdsMembers => "two thirds of all members",
        }
    }

    /// The name used on the command line and in data files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::TwoThirdsCast => "two-thirds-cast",
            Self::TwoThirdsMembers => "two-thirds-members",
        }
    }
}

impl fmt::Display for Majority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no majority that this program knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no majority rule is called {0:?}: use simple, two-thirds-cast or two-thirds-members")]
pub struct UnknownMajority(pub String);

impl FromStr for Majority {
    type Err = UnknownMajority;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|majority| majority.name() == text)
            .ok_or_else(|| UnknownMajority(text.to_owned()))
    }
}

/// Votes counted in one ballot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Votes for.
    pub yes: u64,
    /// Votes against.
    pub no: u64,
    /// Abstentions: cast, but neither for nor against.
    pub abstain: u64,
}

impl Count {
    /// Yes and no together: the "present and voting" base.
    #[must_use]
    pub fn yes_and_no(self) -> u128 {
        u128::from(self.yes) + u128::from(self.no)
    }

    /// Every vote cast, abstentions included.
    #[must_use]
    pub fn cast(self) -> u128 {
        self.yes_and_no() + u128::from(self.abstain)
    }
}

/// Who could have voted, as far as it is known. The three figures are never mixed: each rule names its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hall {
    /// Members of the organisation.
    pub members: Option<u64>,
    /// Members entitled to vote now.
    pub entitled: Option<u64>,
    /// Entitled members present.
    pub present: Option<u64>,
}

/// Why no decision can be computed from the figures given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undecidable {
    /// More votes were counted than there were members who could have cast them.
    #[error(
        "impossible count: {cast} votes were cast (yes, no and abstentions together) by {limit} {who}; \
         count again or correct the number of {who}"
    )]
    MoreVotesThanVoters {
        /// Votes cast.
        cast: u128,
        /// How many could have voted.
        limit: u64,
        /// Which figure is exceeded.
        who: &'static str,
    },
    /// A part of the hall is larger than the whole it belongs to.
    #[error("impossible count: {part} {part_name} out of {whole} {whole_name}; correct one of the two figures")]
    PartAboveWhole {
        /// The smaller group's figure.
        part: u64,
        /// The smaller group.
        part_name: &'static str,
        /// The larger group's figure.
        whole: u64,
        /// The larger group.
        whole_name: &'static str,
    },
    /// More votes than can be added up.
    #[error("impossible count: more votes than {limit} in all", limit = u64::MAX)]
    TooLarge,
    /// An organisation without members decides nothing.
    #[error("impossible count: an assembly of 0 members cannot vote; give the number of members")]
    NoMembers,
    /// The rule's base is a figure that was not given.
    #[error("{rule} is measured against the {missing}, which is not known: give the number")]
    BaseMissing {
        /// The rule that needs it.
        rule: String,
        /// The figure that is missing.
        missing: &'static str,
    },
}

impl Undecidable {
    /// Stable code of this refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MoreVotesThanVoters { .. } => "more-votes-than-voters",
            Self::PartAboveWhole { .. } => "part-above-whole",
            Self::TooLarge => "too-large",
            Self::NoMembers => "no-members",
            Self::BaseMissing { .. } => "base-missing",
        }
    }
}

/// The outcome of one vote, with the arithmetic that anyone can redo by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether the question is carried: the majority is reached and the quorum is met.
    pub carried: bool,
    /// Whether the quorum is met; true where none is asked.
    pub quorate: bool,
    /// The arithmetic in words and figures.
    pub why: String,
    /// The smallest number of yes votes that carries on this base.
    pub threshold: u64,
    /// What the yes votes are measured against.
    pub base: u64,
}

/// One majority applied to one count: reached or not, and by which arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margin {
    /// The majority measured.
    pub majority: Majority,
    /// Whether it is reached.
    pub reached: bool,
    /// The arithmetic.
    pub arithmetic: String,
    /// The smallest number of yes votes that reaches it on this base.
    pub threshold: u64,
    /// What the yes votes are measured against.
    pub base: u64,
}

/// Decides a vote by a majority and a quorum.
///
/// Where presence is asked for but not given, those who cast a vote are counted as present and nobody else.
///
/// # Errors
/// Refuses counts that cannot be (more votes than voters, a part larger than its whole) and rules whose base is unknown.
pub fn decide(majority: Majority, count: Count, hall: Hall, quorum: Quorum) -> Result<Verdict, Undecidable> {
    check_possible(count, hall)?;
    let margin = measure(majority, count, hall.members)?;
    let finding = quorum
        .test(count, hall)
        .map_err(|QuorumNeeds(missing)| Undecidable::BaseMissing {
            rule: format!("the quorum {quorum}"),
            missing,
        })?;
    let mut why = format!("{}: {}", majority.measure(), margin.arithmetic);
    if let Some(text) = &finding.arithmetic {
        why.push_str("; ");
        why.push_str(text);
    }
    if margin.reached && !finding.met {
        why.push_str("; not carried, because there is no quorum");
    }
    Ok(Verdict {
        carried: margin.reached && finding.met,
        quorate: finding.met,
        why,
        threshold: margin.threshold,
        base: margin.base,
    })
}

/// All the margins that can be computed from a count, so that a reader sees what another base would have said.
#[must_use]
pub fn margins(count: Count, members: Option<u64>) -> Vec<Margin> {
    Majority::ALL
        .into_iter()
        .filter_map(|majority| measure(majority, count, members).ok())
        .collect()
}

/// Measures a count by one majority, without a quorum.
///
/// # Errors
/// Refuses when the rule's base is unknown or nought members.
pub fn measure(majority: Majority, count: Count, members: Option<u64>) -> Result<Margin, Undecidable> {
    let base = u64::try_from(count.cast())
        .map_err(|_| Undecidable::TooLarge)
        .map(|_| count.yes + count.no)?;
    let (yes, no) = (count.yes, count.no);
    let (reached, arithmetic, threshold, base) = match majority {
        Majority::Simple => {
            let sign = if yes > no { ">" } else { "≤" };
            (yes > no, format!("{yes} {sign} {no}"), base / 2 + 1, base)
        }
        Majority::TwoThirdsCast => two_thirds(yes, base),
        Majority::TwoThirdsMembers => match members {
            Some(0) => return Err(Undecidable::NoMembers),
            Some(members) => two_thirds(yes, members),
            None => {
                return Err(Undecidable::BaseMissing {
                    rule: "two thirds of all members".to_owned(),
                    missing: "number of members",
                });
            }
        },
    };
    let arithmetic = if yes == 0 && no == 0 {
        format!("{arithmetic}; nobody voted yes or no, so nothing is carried")
    } else {
        arithmetic
    };
    Ok(Margin {
        majority,
        reached,
        arithmetic,
        threshold,
        base,
    })
}

fn two_thirds(yes: u64, base: u64) -> (bool, String, u64, u64) {
    let (left, right) = (3 * u128::from(yes), 2 * u128::from(base));
    let reached = base > 0 && left >= right;
    let sign = if left >= right { "≥" } else { "<" };
    let arithmetic = format!("3 × {yes} {sign} 2 × {base} ({left} {sign} {right})");
    // Two thirds of a number that fits, rounded up, fits.
    let threshold = u64::try_from(right.div_ceil(3).max(1)).unwrap_or(base);
    (reached, arithmetic, threshold, base)
}

fn check_possible(count: Count, hall: Hall) -> Result<(), Undecidable> {
    if hall.members == Some(0) {
        return Err(Undecidable::NoMembers);
    }
    let groups = [
        (hall.present, "present"),
        (hall.entitled, "entitled to vote"),
        (hall.members, "members"),
    ];
    for (index, (part, part_name)) in groups.iter().enumerate() {
        for (whole, whole_name) in groups.iter().skip(index + 1) {
            if let (Some(part), Some(whole)) = (*part, *whole)
                && part > whole
            {
                return Err(Undecidable::PartAboveWhole {
                    part,
                    part_name,
                    whole,
                    whole_name,
                });
            }
        }
    }
    for (limit, who) in groups {
        if let Some(limit) = limit
            && count.cast() > u128::from(limit)
        {
            return Err(Undecidable::MoreVotesThanVoters {
                cast: count.cast(),
                limit,
                who,
            });
        }
    }
    Ok(())
}
