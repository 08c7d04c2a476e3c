//! What a ballot decides, and the row that gives its majority.

use serde::{Deserialize, Serialize};

use crate::assembly::Assembly;
use crate::member::MemberCode;
use crate::resolution::Matter;

/// What a ballot decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "subject", rename_all = "kebab-case")]
pub enum Subject {
    /// The agenda as a whole.
    Agenda,
    /// One item of it, or leave for an item that came late.
    AgendaItem {
        /// The item.
        item: u32,
    },
    /// An amendment.
    Amendment {
        /// The resolution.
        resolution: u32,
        /// The amendment.
        amendment: u32,
    },
    /// Whether an amendment moved by word of mouth is wanted on paper before it is voted.
    OnPaper {
        /// The resolution.
        resolution: u32,
        /// The amendment.
        amendment: u32,
    },
    /// A part of a divided resolution.
    Part {
        /// The resolution.
        resolution: u32,
        /// Place of the part, from 0.
        part: usize,
    },
    /// A whole resolution.
    Whole {
        /// The resolution.
        resolution: u32,
    },
    /// Reconsidering a decided resolution.
    Reconsider {
        /// The resolution.
        resolution: u32,
    },
    /// A motion on the conduct of the meeting.
    Motion {
        /// The motion.
        motion: u32,
    },
    /// An appeal against the chair's ruling on a point of order: yes overrules the chair.
    Ruling {
        /// The point of order.
        point: u32,
    },
    /// An upheld appeal against a sanction for arrears: yes lifts it.
    ArrearsAppeal {
        /// The member.
        member: MemberCode,
    },
    /// The vote of a member in arrears for causes beyond its control: yes waives the sanction.
    Waiver {
        /// The member.
        member: MemberCode,
    },
    /// A round of an election.
    Round {
        /// The election.
        election: u32,
    },
}

impl Subject {
    /// The row that gives the majority.
    pub(crate) fn row(&self, assembly: &Assembly) -> u8 {
        match self {
            Self::Whole { resolution } => assembly.resolutions.get(resolution).map_or(22, |one| one.matter.row()),
            Self::Reconsider { .. } => 37,
            _ => 22,
        }
    }

    /// Whether members in arrears keep their vote.
    pub(crate) fn is_constitutional(&self, assembly: &Assembly) -> bool {
        match self {
            Self::Whole { resolution } | Self::Part { resolution, .. } | Self::Amendment { resolution, .. } => assembly
                .resolutions
                .get(resolution)
                .is_some_and(|one| matches!(one.matter, Matter::Constitution { .. })),
            _ => false,
        }
    }

    /// The resolution concerned, if one.
    #[must_use]
    pub const fn resolution(&self) -> Option<u32> {
        match self {
            Self::Amendment { resolution, .. }
            | Self::OnPaper { resolution, .. }
            | Self::Part { resolution, .. }
            | Self::Whole { resolution }
            | Self::Reconsider { resolution } => Some(*resolution),
            _ => None,
        }
    }
}
