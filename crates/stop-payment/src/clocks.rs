//! The clocks of a case: what is due when, and who is told when it passes.

use cordon_vocabulary::Instant;
use serde::{Deserialize, Serialize};

use crate::{Ask, AskId, AskState, Case, CaseState, QuestionKind};

/// A clock's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// The receiver should say that it is on it.
    Acknowledgement,
    /// The receiver should answer.
    Answer,
    /// The converting bank should state its rate.
    Rate,
    /// The bank should say where the money went.
    WhereTo,
    /// The hold runs out.
    Expiry,
}

/// How long each clock runs, in seconds. Settings of an organisation, not facts of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockTerms {
    /// Until acknowledgement.
    pub acknowledgement: i64,
    /// Until the answer.
    pub answer: i64,
    /// Until a question is answered.
    pub question: i64,
    /// How often a clock escalates at most: next contact, the bureau's supervisor, the duty desk.
    pub levels: u8,
}

impl Default for ClockTerms {
    fn default() -> Self {
        Self {
            acknowledgement: 15 * 60,
            answer: 60 * 60,
            question: 30 * 60,
            levels: 3,
        }
    }
}

/// One clock that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DueClock {
    /// When it is due.
    pub due: Instant,
    /// When it began.
    pub began: Instant,
    /// The request.
    pub ask: AskId,
    /// Its kind.
    pub kind: ClockKind,
    /// How often it has escalated already.
    pub level: u8,
}

/// Every clock that runs in a case, soonest first. A stopped or withdrawn case keeps the clocks of its holds alone.
#[must_use]
pub fn running(case: &Case, terms: &ClockTerms) -> Vec<DueClock> {
    let mut clocks: Vec<DueClock> = case.asks.iter().flat_map(|ask| of_ask(case, ask, terms)).collect();
    clocks.sort_unstable();
    clocks
}

fn of_ask(case: &Case, ask: &Ask, terms: &ClockTerms) -> Vec<DueClock> {
    let mut clocks = Vec::new();
    let mut run = |kind: ClockKind, began: Instant, seconds: i64| {
        let level = escalated(ask, kind);
        if level < terms.levels {
            let due = began.plus_seconds(seconds.saturating_mul(i64::from(level) + 1));
            clocks.push(DueClock {
                due,
                began,
                ask: ask.id,
                kind,
                level,
            });
        }
    };
    if case.state == CaseState::Pursuing {
        let raised = ask.revisions.last().map_or(ask.clock_began, |r| r.at);
        let asked = ask.sent.map_or(raised, |sent| raised.max(sent));
        let provisional = matches!(ask.state, AskState::HeldBack { .. });
        if ask.state == AskState::Sent || provisional {
            run(ClockKind::Acknowledgement, asked, terms.acknowledgement);
        }
        let open = ask.questions.iter().filter(|q| q.closed.is_none());
        let mut waits = false;
        for question in open {
            waits = true;
            let kind = match question.kind {
                QuestionKind::WhereTo => ClockKind::WhereTo,
                QuestionKind::Rate => ClockKind::Rate,
            };
            run(kind, question.opened, terms.question);
        }
        if matches!(ask.state, AskState::Sent | AskState::Acknowledged) && !waits {
            run(ClockKind::Answer, asked, terms.answer);
        }
    }
    if let Some(hold) = ask.hold.as_ref().filter(|h| h.units > 0) {
        clocks.push(DueClock {
            due: hold.expires,
            began: hold.placed,
            ask: ask.id,
            kind: ClockKind::Expiry,
            level: 0,
        });
    }
    clocks
}

/// How often a request's clock has escalated.
pub(crate) fn escalated(ask: &Ask, kind: ClockKind) -> u8 {
    ask.escalations
        .iter()
        .find(|(k, _)| *k == kind)
        .map_or(0, |(_, level)| *level)
}
