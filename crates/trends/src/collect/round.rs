//! One sending of the questionnaire: who is asked, by when, and who is chased.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::questionnaire::{Questionnaire, Respondent};

const DAY_US: i64 = 86_400_000_000;
/// Days before (negative) or after the due day at which those who have not answered are written to.
const REMINDERS: [i64; 3] = [-7, 0, 7];
/// Days after the due day at which the round closes.
const CLOSES: i64 = 14;

/// Who sends: facts about the sender that the rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sender {
    /// Acts for the headquarters.
    pub headquarters: bool,
    /// Has the mandate to work on trends.
    pub analyst: bool,
}

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// The year that the assessment is about.
    pub year: i32,
    /// Everyone who is asked, each with a region.
    pub asked: Vec<Respondent>,
    /// Days to answer.
    pub days: i64,
    /// Whether this is a drill.
    pub exercise: bool,
}

/// A questionnaire on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The year that it is about.
    pub year: i32,
    /// The questionnaire's name.
    pub questionnaire: String,
    /// Its version.
    pub version: u32,
    /// Everyone who was asked, whether they answer or not.
    pub asked: Vec<Respondent>,
    /// Whether this is a drill.
    pub exercise: bool,
    /// When it was sent.
    pub sent_us: i64,
    /// When answers are due.
    pub due_us: i64,
    /// The letters written so far, in order.
    pub chased: Vec<Chased>,
    /// When it was closed.
    pub closed_us: Option<i64>,
}

/// One round of letters to those who had not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chased {
    /// When.
    pub at_us: i64,
    /// Who was written to.
    pub bureaus: Vec<String>,
}

/// What a due clock led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticked {
    /// The round as it now stands.
    pub round: Round,
    /// Bureaus that are written to.
    pub chase: Vec<String>,
    /// Whether the round was closed now.
    pub closed: bool,
}

/// Sends the questionnaire of a year. `there` are the bureaus that exist; `before` is the year's round if there is one.
///
/// # Errors
/// A [`Refusal`]: not the headquarters, sent already, an unknown bureau, a bad term.
pub fn send(
    sending: Sending,
    sender: Sender,
    before: Option<&Round>,
    there: &BTreeSet<String>,
    questionnaire: &Questionnaire,
    now_us: i64,
) -> Result<Round, Refusal> {
    let Sending {
        year,
        asked,
        days,
        exercise,
    } = sending;
    if !(sender.headquarters && sender.analyst) {
        return Err(Refusal::NotHeadquarters);
    }
    if before.is_some() {
        return Err(Refusal::SentAlready { year });
    }
    if !(1990..=2200).contains(&year) {
        return Err(Refusal::BadYear { year });
    }
    if !(7..=180).contains(&days) {
        return Err(Refusal::BadTerm { days });
    }
    if asked.is_empty() {
        return Err(Refusal::NobodyToAsk);
    }
    if let Some(unknown) = asked.iter().find(|r| !there.contains(&r.id)) {
        return Err(Refusal::UnknownBureau {
            bureau: unknown.id.clone(),
        });
    }
    Ok(Round {
        year,
        questionnaire: questionnaire.id.clone(),
        version: questionnaire.version,
        asked,
        exercise,
        sent_us: now_us,
        due_us: now_us.saturating_add(days * DAY_US),
        chased: vec![],
        closed_us: None,
    })
}

impl Round {
    /// Whether nobody answers any more: what was collected is whole.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed_us.is_some()
    }

    /// When the round closes.
    #[must_use]
    pub fn closes_us(&self) -> i64 {
        self.due_us.saturating_add(CLOSES * DAY_US)
    }

    /// When the clock calls next; none once closed.
    #[must_use]
    pub fn next_clock_us(&self) -> Option<i64> {
        if self.closed_us.is_some() {
            return None;
        }
        let next = REMINDERS
            .get(self.chased.len())
            .map(|days| self.due_us.saturating_add(days * DAY_US));
        Some(next.unwrap_or_else(|| self.closes_us()))
    }

    /// Whether a bureau stands on the list of those asked.
    #[must_use]
    pub fn asks(&self, bureau: &str) -> bool {
        self.asked.iter().any(|r| r.id == bureau)
    }

    /// Holds that a bureau may answer now.
    pub(super) fn open_to(&self, bureau: &str) -> Result<(), Refusal> {
        if !self.asks(bureau) {
            return Err(Refusal::NotAsked {
                bureau: bureau.to_owned(),
            });
        }
        if self.closed_us.is_some() {
            return Err(Refusal::Closed { year: self.year });
        }
        Ok(())
    }
}

/// The clock calls: whoever has not handed in is written to; after the last letter the round closes.
///
/// # Errors
/// [`Refusal::NothingDue`], also when the round is closed.
pub fn tick(round: &Round, handed_in: &BTreeSet<String>, now_us: i64) -> Result<Ticked, Refusal> {
    match round.next_clock_us() {
        Some(due) if due <= now_us => {}
        _ => return Err(Refusal::NothingDue),
    }
    let mut after = round.clone();
    if round.chased.len() >= REMINDERS.len() {
        after.closed_us = Some(now_us);
        return Ok(Ticked {
            round: after,
            chase: vec![],
            closed: true,
        });
    }
    let silent = round.asked.iter().filter(|r| !handed_in.contains(&r.id));
    let chase: Vec<String> = silent.map(|r| r.id.clone()).collect();
    after.chased.push(Chased {
        at_us: now_us,
        bureaus: chase.clone(),
    });
    Ok(Ticked {
        round: after,
        chase,
        closed: false,
    })
}
