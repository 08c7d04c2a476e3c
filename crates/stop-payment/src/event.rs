//! What happened, in the order in which it happened: written to the journal's public part, without a person.

use cordon_vocabulary::{Instant, Money};
use serde::{Deserialize, Serialize};

use crate::{AskId, Bucket, ClockKind, HeldBack, QuestionKind};

/// One thing that an act brought about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are named after what they are")]
pub enum Event {
    /// A case was filed.
    Filed { amount: Money },
    /// Another bureau has filed the same payment: the duty desk knows both, neither bureau learns more of the other.
    ReportedElsewhere,
    /// A second officer released it.
    Released,
    /// The pursuit was stopped by one key.
    PursuitStopped,
    /// The pursuit goes on.
    PursuitResumed,
    /// A request was prepared and waits for an officer.
    AskHeldBack { ask: AskId, why: HeldBack },
    /// A request goes out.
    AskSent { ask: AskId, revision: u32, asked: Money },
    /// A request was raised: money of another branch arrived at the same account.
    AskRaised { ask: AskId, revision: u32, asked: Money },
    /// A request was taken back.
    AskWithdrawn { ask: AskId },
    /// A request was passed to another office.
    AskForwarded { ask: AskId },
    /// The receiver is on it.
    Acknowledged { ask: AskId },
    /// A reply came in.
    Answered { ask: AskId, answer: u32, proven: bool },
    /// A reply was confirmed by call-back or by the receiving bureau.
    Confirmed { ask: AskId },
    /// Parts went into a bucket at a request.
    Placed { ask: AskId, bucket: Bucket, amount: Money },
    /// More is frozen than was asked: its release is demanded.
    ExcessFrozen { ask: AskId, excess: Money },
    /// The holder had said "held" and now says "moved".
    HoldBroken { ask: AskId, amount: Money },
    /// A question was asked.
    QuestionOpened {
        ask: AskId,
        question: u32,
        kind: QuestionKind,
    },
    /// The country's financial intelligence unit is asked the same where-to question.
    FiuAsked { ask: AskId, question: u32 },
    /// A question was answered.
    QuestionClosed { ask: AskId, question: u32 },
    /// A hold's end was moved.
    HoldExtended { ask: AskId, expires: Instant },
    /// A court or authority ordered the held money.
    HoldOrdered { ask: AskId },
    /// Release of a hold is asked of the holder.
    ReleaseAsked { ask: AskId, amount: Money },
    /// An innocent holder appeals.
    AppealOpened { ask: AskId },
    /// The appeal is decided.
    AppealDecided { ask: AskId, granted: bool },
    /// A clock ran out and someone else is told.
    Escalated { ask: AskId, clock: ClockKind, level: u8 },
    /// The filing was corrected.
    Corrected { amount: Money },
    /// The case was taken back.
    CaseWithdrawn,
}

impl Event {
    /// The request concerned, if one is.
    #[must_use]
    pub fn ask(&self) -> Option<AskId> {
        match self {
            Self::AskHeldBack { ask, .. }
            | Self::AskSent { ask, .. }
            | Self::AskRaised { ask, .. }
            | Self::AskWithdrawn { ask }
            | Self::AskForwarded { ask }
            | Self::Acknowledged { ask }
            | Self::Answered { ask, .. }
            | Self::Confirmed { ask }
            | Self::Placed { ask, .. }
            | Self::ExcessFrozen { ask, .. }
            | Self::HoldBroken { ask, .. }
            | Self::QuestionOpened { ask, .. }
            | Self::FiuAsked { ask, .. }
            | Self::QuestionClosed { ask, .. }
            | Self::HoldExtended { ask, .. }
            | Self::HoldOrdered { ask }
            | Self::ReleaseAsked { ask, .. }
            | Self::AppealOpened { ask }
            | Self::AppealDecided { ask, .. }
            | Self::Escalated { ask, .. } => Some(*ask),
            Self::Filed { .. }
            | Self::ReportedElsewhere
            | Self::Released
            | Self::PursuitStopped
            | Self::PursuitResumed
            | Self::Corrected { .. }
            | Self::CaseWithdrawn => None,
        }
    }
}
