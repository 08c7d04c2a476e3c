//! What can be done to a resolution, and the gates before its votes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::amendment::Change;
use super::{Matter, Resolution, ResolutionNumber, Role, adoption, amending, drafting};
use crate::language::{Language, Texts};
use crate::member::MemberCode;
use crate::refusal::Refusal;
use crate::turn::Turn;

/// A paragraph of a new draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewParagraph {
    /// Its role.
    pub role: Role,
    /// Its texts.
    pub texts: Texts,
}

/// Acts on resolutions. Every vote on them is a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum ResolutionAct {
    /// Files a draft.
    Draft {
        /// Title.
        title: Texts,
        /// What it is about.
        about: Matter,
        /// Sponsors.
        sponsors: BTreeSet<MemberCode>,
        /// Whether it costs anything.
        costs: bool,
        /// Paragraphs, numbered from 1 in this order.
        paragraphs: Vec<NewParagraph>,
    },
    /// The sponsors change a paragraph before the draft is tabled.
    Change {
        /// The resolution.
        resolution: u32,
        /// The paragraph.
        paragraph: u32,
        /// New texts; languages left out fall behind.
        texts: Texts,
    },
    /// Brings a paragraph up to date in a language.
    Translate {
        /// The resolution.
        resolution: u32,
        /// The paragraph.
        paragraph: u32,
        /// The language.
        language: Language,
        /// The text.
        text: String,
    },
    /// Sends this revision out in a language.
    Distribute {
        /// The resolution.
        resolution: u32,
        /// The language.
        language: Language,
    },
    /// The Executive Committee gives its opinion on the cost.
    GiveOpinion {
        /// The resolution.
        resolution: u32,
    },
    /// The chair puts the draft before the assembly.
    Table {
        /// The resolution.
        resolution: u32,
    },
    /// A delegate moves an amendment.
    Amend {
        /// The resolution.
        resolution: u32,
        /// Whether by word of mouth.
        oral: bool,
        /// What it would do.
        change: Change,
    },
    /// Brings an amendment moved by word of mouth into another language.
    TranslateAmendment {
        /// The resolution.
        resolution: u32,
        /// The amendment.
        amendment: u32,
        /// The language.
        language: Language,
        /// The text.
        text: String,
    },
    /// The mover takes it back.
    WithdrawAmendment {
        /// The resolution.
        resolution: u32,
        /// The amendment.
        amendment: u32,
    },
    /// The chair rules on the order of amendments.
    OrderAmendments {
        /// The resolution.
        resolution: u32,
        /// The order; the computed one where nothing is given.
        ruled: Option<Vec<u32>>,
        /// Why, where it differs from the computed one.
        reason: Option<String>,
    },
    /// The chair finds that an amendment has nothing left to change.
    RuleMoot {
        /// The resolution.
        resolution: u32,
        /// The amendment.
        amendment: u32,
        /// Why.
        reason: String,
    },
    /// A delegate asks that parts be voted separately.
    Divide {
        /// The resolution.
        resolution: u32,
        /// The parts.
        parts: Vec<BTreeSet<u32>>,
    },
    /// The sponsors take the draft back.
    Withdraw {
        /// The resolution.
        resolution: u32,
    },
    /// The number of an adopted resolution is corrected.
    Renumber {
        /// The resolution.
        resolution: u32,
        /// The right number.
        number: ResolutionNumber,
        /// Why.
        reason: String,
    },
}

pub(crate) fn apply(turn: &mut Turn<'_>, act: &ResolutionAct) -> Result<(), Refusal> {
    use ResolutionAct as A;
    match act {
        A::Draft {
            title,
            about,
            sponsors,
            costs,
            paragraphs,
        } => drafting::draft(turn, title, *about, sponsors, *costs, paragraphs),
        A::Change {
            resolution,
            paragraph,
            texts,
        } => drafting::change(turn, *resolution, *paragraph, texts),
        A::Translate {
            resolution,
            paragraph,
            language,
            text,
        } => drafting::translate(turn, *resolution, *paragraph, *language, text),
        A::Distribute { resolution, language } => drafting::distribute(turn, *resolution, *language),
        A::GiveOpinion { resolution } => drafting::give_opinion(turn, *resolution),
        A::Table { resolution } => drafting::table(turn, *resolution),
        A::Withdraw { resolution } => drafting::withdraw(turn, *resolution),
        A::Amend {
            resolution,
            oral,
            change,
        } => amending::amend(turn, *resolution, *oral, change),
        A::TranslateAmendment {
            resolution,
            amendment,
            language,
            text,
        } => amending::translate(turn, *resolution, *amendment, *language, text),
        A::WithdrawAmendment { resolution, amendment } => amending::withdraw_amendment(turn, *resolution, *amendment),
        A::OrderAmendments {
            resolution,
            ruled,
            reason,
        } => amending::order(turn, *resolution, ruled.as_deref(), reason.as_deref()),
        A::RuleMoot {
            resolution,
            amendment,
            reason,
        } => amending::moot(turn, *resolution, *amendment, reason),
        A::Divide { resolution, parts } => amending::divide(turn, *resolution, parts),
        A::Renumber {
            resolution,
            number,
            reason,
        } => adoption::renumber(turn, *resolution, *number, reason),
    }
}

pub(super) fn find<'a>(turn: &'a mut Turn<'_>, id: u32) -> Result<&'a mut Resolution, Refusal> {
    let missing = || Refusal::Unknown {
        what: "resolution",
        id: id.to_string(),
    };
    turn.next.resolutions.get_mut(&id).ok_or_else(missing)
}

/// A text that is being voted on stands still.
pub(super) fn no_ballot(turn: &Turn<'_>) -> Result<(), Refusal> {
    match turn.next.ballots.open_id() {
        Some(ballot) => Err(Refusal::BallotOpen { ballot }),
        None => Ok(()),
    }
}
