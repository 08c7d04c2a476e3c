//! Quorum: how many must be present for a vote to be worth anything.
//!
//! The number and the base of this organisation's quorum are not known from a published text, so the quorum is a setting
//! that a session fixes at its opening, never a constant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::majority::{Count, Hall};

/// What a quorum is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuorumBase {
    /// All members of the organisation.
    Members,
    /// Members entitled to vote now.
    Entitled,
    /// Members where their number is known, otherwise the entitled: the stricter of what is known.
    Either,
}

/// A quorum rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quorum {
    /// None is asked.
    None,
    /// More than half of the base must be present.
    Majority(QuorumBase),
    /// At least `numerator / denominator` of the base must be present; `0 < numerator ≤ denominator`.
    Fraction {
        /// Upper part.
        numerator: u32,
        /// Lower part.
        denominator: u32,
        /// What it is a part of.
        of: QuorumBase,
    },
}

/// Whether a quorum is met, and by which arithmetic (none where no quorum is asked).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuorumFinding {
    /// Met or not.
    pub met: bool,
    /// The arithmetic in words and figures.
    pub arithmetic: Option<String>,
}

/// The figure a quorum needs and does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuorumNeeds(pub &'static str);

/// The text is not a quorum.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a quorum: use none, majority-members, majority-entitled, or a fraction above 0 and up to 1 \
     such as 1/3, 1/3-members or 1/3-entitled"
)]
pub struct NotAQuorum(pub String);

impl Quorum {
    /// Tests presence. Where presence is not given, those who voted are present.
    ///
    /// # Errors
    /// Says which figure is missing.
    pub fn test(self, count: Count, hall: Hall) -> Result<QuorumFinding, QuorumNeeds> {
        let (of, upper, lower) = match self {
            Self::None => {
                return Ok(QuorumFinding {
                    met: true,
                    arithmetic: None,
                });
            }
            Self::Majority(of) => (of, 1, 2),
            Self::Fraction {
                numerator,
                denominator,
                of,
            } => (of, u128::from(numerator), u128::from(denominator)),
        };
        let (base, of_whom) = base_of(of, hall)?;
        let (present, presence) = match hall.present {
            Some(present) => (u128::from(present), ""),
            None => (
                count.cast(),
                ", presence not given, so only those who voted count as present",
            ),
        };
        let (left, right) = (lower * present, upper * base);
        let strict = matches!(self, Self::Majority(_));
        let met = base > 0 && if strict { left > right } else { left >= right };
        let sign = match (strict, met) {
            (true, true) => ">",
            (true, false) => "≤",
            (false, true) => "≥",
            (false, false) => "<",
        };
        let left = format!("{lower} × {present}");
        let right = if upper == 1 {
            base.to_string()
        } else {
            format!("{upper} × {base}")
        };
        let words = if strict {
            "more than half".to_owned()
        } else {
            format!("at least {upper}/{lower}")
        };
        let state = if met { "quorum met" } else { "no quorum" };
        Ok(QuorumFinding {
            met,
            arithmetic: Some(format!(
                "{state}: {words} of {of_whom}: {left} {sign} {right}{presence}"
            )),
        })
    }
}

fn base_of(of: QuorumBase, hall: Hall) -> Result<(u128, &'static str), QuorumNeeds> {
    let members = hall.members.map(|n| (u128::from(n), "all members"));
    let entitled = hall.entitled.map(|n| (u128::from(n), "those entitled to vote"));
    match of {
        QuorumBase::Members => members.ok_or(QuorumNeeds("number of members")),
        QuorumBase::Entitled => entitled.ok_or(QuorumNeeds("number of members entitled to vote")),
        QuorumBase::Either => members
            .or(entitled)
            .ok_or(QuorumNeeds("number of members or of those entitled to vote")),
    }
}

impl fmt::Display for Quorum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Majority(QuorumBase::Members | QuorumBase::Either) => f.write_str("majority-members"),
            Self::Majority(QuorumBase::Entitled) => f.write_str("majority-entitled"),
            Self::Fraction {
                numerator,
                denominator,
                of,
            } => {
                write!(f, "{numerator}/{denominator}")?;
                match of {
                    QuorumBase::Members => f.write_str("-members"),
                    QuorumBase::Entitled => f.write_str("-entitled"),
                    QuorumBase::Either => Ok(()),
                }
            }
        }
    }
}

impl FromStr for Quorum {
    type Err = NotAQuorum;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => return Ok(Self::None),
            "majority-members" => return Ok(Self::Majority(QuorumBase::Members)),
            "majority-entitled" => return Ok(Self::Majority(QuorumBase::Entitled)),
            _ => {}
        }
        let (fraction, of) = if let Some(fraction) = text.strip_suffix("-members") {
            (fraction, QuorumBase::Members)
        } else if let Some(fraction) = text.strip_suffix("-entitled") {
            (fraction, QuorumBase::Entitled)
        } else {
            (text, QuorumBase::Either)
        };
        let (numerator, denominator) = parse_fraction(fraction).ok_or_else(|| NotAQuorum(text.to_owned()))?;
        Ok(Self::Fraction {
            numerator,
            denominator,
            of,
        })
    }
}

/// Reads `1/3` or an exact decimal such as `0.5`; the decimal is kept as a fraction, never as a floating-point number.
fn parse_fraction(text: &str) -> Option<(u32, u32)> {
    let (numerator, denominator) = if let Some((upper, lower)) = text.split_once('/') {
        (digits(upper)?, digits(lower)?)
    } else if let Some((whole, decimals)) = text.split_once('.') {
        let scale = 10_u32.checked_pow(u32::try_from(decimals.len()).ok()?)?;
        (
            digits(whole)?.checked_mul(scale)?.checked_add(digits(decimals)?)?,
            scale,
        )
    } else {
        return None;
    };
    (numerator > 0 && numerator <= denominator).then_some((numerator, denominator))
}

fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

impl Serialize for Quorum {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quorum {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
