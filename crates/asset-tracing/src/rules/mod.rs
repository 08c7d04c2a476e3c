//! The legal rules as small machines, one per account.

pub(crate) mod apportion;
pub(crate) mod blend;
pub(crate) mod chunks;
pub mod labels;
pub(crate) mod method;
pub(crate) mod poison;
pub mod sources;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// By which rule a debit takes tainted money out of a mixed account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// First in, first out (*Clayton's Case*).
    Fifo,
    /// Last in, first out.
    Lifo,
    /// Rolling charge (haircut): every debit takes each claim in proportion to the balance at that instant.
    ProRata,
    /// Lowest intermediate balance: clean money is spent first (*Hallett*, *Roscoe v Winder*).
    LowestBalance,
    /// Tainted money is spent first (*Oatway* election).
    TaintFirst,
    /// A bound, not a sum: one tainted unit taints the whole balance until the account is empty.
    Poison,
}

impl Rule {
    /// All rules, in the order in which results are listed.
    pub const ALL: [Self; 6] = [
        Self::Fifo,
        Self::Lifo,
        Self::ProRata,
        Self::LowestBalance,
        Self::TaintFirst,
        Self::Poison,
    ];

    /// The stable name on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fifo => "fifo",
            Self::Lifo => "lifo",
            Self::ProRata => "pro-rata",
            Self::LowestBalance => "lowest-balance",
            Self::TaintFirst => "taint-first",
            Self::Poison => "poison",
        }
    }

    /// One sentence that a reader of a printed page needs to re-compute a step.
    #[must_use]
    pub fn statement(self) -> &'static str {
        match self {
            Self::Fifo => "First in, first out: a debit takes the oldest money in the account first.",
            Self::Lifo => "Last in, first out: a debit takes the newest money in the account first.",
            Self::ProRata => {
                "Rolling charge: a debit takes each claim's money in proportion to the balance at that instant; floors, then one unit each by largest remainder, claims in the order given, clean last."
            }
            Self::LowestBalance => {
                "Lowest intermediate balance: a debit takes clean money first; tainted money leaves only when the clean part is used up."
            }
            Self::TaintFirst => "Taint first: a debit takes tainted money first.",
            Self::Poison => {
                "Poison, a bound and never a sum: from its first tainted credit until its balance is zero, an account's whole balance and every debit are counted as tainted."
            }
        }
    }

    /// Where the rule is known, for a reader who must say by which law a step was taken. A name, not advice: which rule a court
    /// applies is for the court.
    #[must_use]
    pub fn known_from(self) -> &'static str {
        match self {
            Self::Fifo => "England and Wales: Clayton's Case, Devaynes v Noble (1816)",
            Self::Lifo => {
                "research on traced coins; compare the order of preference in In re Bolognesi, 254 F. 770 (2d Cir. 1918)"
            }
            Self::ProRata => {
                "North America: the rolling charge, considered in Barlow Clowes International v Vaughan (1992, England and Wales); haircut in research on traced coins"
            }
            Self::LowestBalance => {
                "England and Wales: Re Hallett's Estate (1880), James Roscoe (Bolton) Ltd v Winder [1915] 1 Ch 62; Alberta: Easy Loan Corp v Wiseman 2017 ABCA 58"
            }
            Self::TaintFirst => "England and Wales: the claimant's election in Re Oatway [1903] 2 Ch 356",
            Self::Poison => "research on traced coins; no rule of law: a bound for a search",
        }
    }

    /// Whether tainted sums are kept, so that they may be stated as amounts. False for poison alone.
    #[must_use]
    pub fn keeps_the_sum(self) -> bool {
        self != Self::Poison
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that is not in a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not one of {allowed}")]
pub struct UnknownWord {
    found: String,
    allowed: &'static str,
}

impl FromStr for Rule {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|rule| rule.name() == text)
            .ok_or_else(|| UnknownWord {
                found: text.into(),
                allowed: "fifo, lifo, pro-rata, lowest-balance, taint-first, poison",
            })
    }
}

/// Who keeps a unit that two claims meet on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meeting {
    /// The newer claim takes the unit; it is added to the older claim's `superseded`.
    #[default]
    Newest,
    /// The older claim keeps the unit; it is added to the newer claim's `superseded`.
    Oldest,
}

impl Meeting {
    /// The stable name on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}

/// What to do when an account that was ever tainted pays more than it holds.
///
/// Money missing from the data is always untainted: the policies differ in what they report, never in the taint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Overdraft {
    /// List the shortfall as a gap.
    #[default]
    Gap,
    /// Stop at the first shortfall.
    Refuse,
    /// Take the missing money as clean, without listing it.
    Clean,
}

impl Overdraft {
    /// The stable name on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Refuse => "refuse",
            Self::Clean => "clean",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_known_by_its_name() {
        for rule in Rule::ALL {
            assert_eq!(rule.name().parse(), Ok(rule));
        }
        let unknown = "FIFO".parse::<Rule>().expect_err("names are lower case");
        assert!(unknown.to_string().contains("lowest-balance"));
    }
}
