//! What the requester is told: never more than any other refused requester, and never at a telling hour.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{EndReason, Notice, State};
use crate::rulebook::{Check, Rulebook};

/// The wording for every decision on constitutional grounds, sealed facts among them.
pub const COMMON_WORDING: &str = "constitutional_grounds";

/// The state of a notice as its owner is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequesterView {
    /// Where it stands, as far as letters have left.
    pub state: State,
    /// The ground: articles, or [`COMMON_WORDING`].
    pub grounds: BTreeSet<String>,
    /// Since when the owner is told so; none before any letter.
    pub since: Option<Timestamp>,
}

/// What the owner of a notice sees of its state at an instant.
///
/// Decisions on the rows that a person rules on (the constitutional ones) and on sealed facts have one wording, one state
/// and one hour, so that none can be told from another.
#[must_use]
pub fn requester_view(notice: &Notice, now: Timestamp, book: &Rulebook) -> RequesterView {
    let Some(end) = &notice.end else {
        return untold(notice.block.as_ref().map_or(notice.state, |block| block.before));
    };
    if now < end.told_at {
        return untold(end.before);
    }
    let ended_by_desk = matches!(
        notice.state,
        State::Refused | State::Cancelled | State::Deleted | State::Destroyed
    );
    let constitutional = end.sealed
        || matches!(
            end.reason,
            EndReason::RefugeeConfirmed | EndReason::Art2 | EndReason::Art3
        )
        || end.articles.iter().any(|article| is_constitutional(article, book));
    let state = match notice.state {
        State::Destroyed => State::Destroyed,
        _ if ended_by_desk && end.before.is_before_publication() => State::Refused,
        _ if ended_by_desk => State::Cancelled,
        other => other,
    };
    let grounds = if constitutional {
        BTreeSet::from([COMMON_WORDING.to_owned()])
    } else {
        end.articles.clone()
    };
    RequesterView {
        state,
        grounds,
        since: Some(end.told_at),
    }
}

/// The state before any letter. Screening, approval and translation are the desk's own: a step back among them, as a sealed
/// fact can cause, is not seen. Nor is a block by the oversight body.
fn untold(state: State) -> RequesterView {
    let shown = match state {
        State::Screening | State::Approved | State::Translating => State::LegalReview,
        other => other,
    };
    RequesterView {
        state: shown,
        grounds: BTreeSet::new(),
        since: None,
    }
}

/// Rows that only a person rules on, and the row of sealed facts.
fn is_constitutional(article: &str, book: &Rulebook) -> bool {
    book.rows
        .iter()
        .any(|row| row.article == article && matches!(row.check, Check::RulingOnly { .. } | Check::RefugeeProtected {}))
}
