//! A whole session as a list of acts: "Answer within the hour", from convocation to the commitments it opens.
//!
//! The caller replays the acts through its own doors and checks each against what the scene expects. Members are exercise
//! states (`QM` … `QT`, seats 1 to 8) and numbered exercise seats (`S009` …); nobody in it is real.

mod before;
mod decisions;
mod hall;
mod hour;
mod script;
mod texts;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::actor::Actor;
use crate::assembly::{Act, Assembly};
use crate::rulebook::RulebookFault;

/// What a scene must lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "expect", content = "code", rename_all = "kebab-case")]
pub enum Expect {
    /// The act is allowed.
    Done,
    /// The act is refused with this code.
    Refused(&'static str),
}

/// One act of the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scene {
    /// When.
    pub at: Timestamp,
    /// The part of the story, in kebab case: a key for whoever tells it.
    pub beat: &'static str,
    /// Who acts.
    pub actor: Actor,
    /// The act.
    pub act: Act,
    /// What must come of it.
    pub expect: Expect,
}

/// A story: where it starts, and what is done.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The assembly before the first act.
    pub start: Assembly,
    /// The acts, in order of time.
    pub scenes: Vec<Scene>,
}

/// Why a story cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioFault {
    /// The opening day leaves no room for the months before and after it.
    #[error("the story cannot open on {0}: the calendar does not reach far enough around it")]
    Calendar(Date),
    /// The rulebook that ships with the program is damaged.
    #[error(transparent)]
    Rulebook(#[from] RulebookFault),
    /// A name in the story is not well formed.
    #[error("a name in the story is not well formed: {0}")]
    Name(String),
}

/// The story "Answer within the hour", for a session of 196 seats that opens on a day.
///
/// # Errors
/// Refuses days too near the ends of the calendar, and a damaged rulebook.
pub fn answer_within_the_hour(opening: Date) -> Result<Scenario, ScenarioFault> {
    let hall = hall::Hall::new()?;
    let start = hall.assembly(opening)?;
    let mut script = script::Script::new(opening, &hall);
    before::contributions(&mut script)?;
    before::convocation(&mut script)?;
    before::credentials(&mut script)?;
    before::opening(&mut script)?;
    hour::debate(&mut script)?;
    hour::amendments(&mut script)?;
    hour::adoption(&mut script)?;
    decisions::arrears_paid(&mut script)?;
    decisions::budget(&mut script)?;
    decisions::president(&mut script)?;
    decisions::commitments(&mut script)?;
    Ok(Scenario {
        start,
        scenes: script.into_scenes(),
    })
}
