//! What a session must fix for itself at its opening, because no published rule gives it.

use serde::{Deserialize, Serialize};

use crate::quorum::Quorum;
use crate::rulebook::ThirdBallot;

/// Settings as they are prepared. Nothing has a default: an unknown is decided by people, in the open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The quorum and its base.
    pub quorum: Option<Quorum>,
    /// Who wins from the third ballot on.
    pub third_ballot: Option<ThirdBallot>,
    /// Whether blank papers count as valid in elections.
    pub blanks_are_valid: Option<bool>,
    /// Seconds for one speech.
    pub speech_seconds: Option<u32>,
    /// Seconds for one reply.
    pub reply_seconds: Option<u32>,
    /// Seconds that one delegation may speak in one debate.
    pub debate_seconds: Option<u32>,
}

/// Settings once all are fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedSettings {
    /// The quorum and its base.
    pub quorum: Quorum,
    /// Who wins from the third ballot on.
    pub third_ballot: ThirdBallot,
    /// Whether blank papers count as valid in elections.
    pub blanks_are_valid: bool,
    /// Seconds for one speech.
    pub speech_seconds: u32,
    /// Seconds for one reply.
    pub reply_seconds: u32,
    /// Seconds that one delegation may speak in one debate.
    pub debate_seconds: u32,
}

impl Settings {
    /// The settings if all are fixed, otherwise the names of those that are not.
    ///
    /// # Errors
    /// Lists what is missing.
    pub fn fixed(&self) -> Result<FixedSettings, Vec<&'static str>> {
        match self {
            Self {
                quorum: Some(quorum),
                third_ballot: Some(third_ballot),
                blanks_are_valid: Some(blanks_are_valid),
                speech_seconds: Some(speech_seconds @ 1..),
                reply_seconds: Some(reply_seconds @ 1..),
                debate_seconds: Some(debate_seconds @ 1..),
            } => Ok(FixedSettings {
                quorum: *quorum,
                third_ballot: *third_ballot,
                blanks_are_valid: *blanks_are_valid,
                speech_seconds: *speech_seconds,
                reply_seconds: *reply_seconds,
                debate_seconds: *debate_seconds,
            }),
            _ => Err(self.missing()),
        }
    }

    fn missing(&self) -> Vec<&'static str> {
        let positive = |seconds: Option<u32>| seconds.is_some_and(|seconds| seconds > 0);
        let fixed = [
            (self.quorum.is_some(), "the quorum and its base"),
            (self.third_ballot.is_some(), "who wins from the third ballot on"),
            (self.blanks_are_valid.is_some(), "whether blank papers are valid"),
            (positive(self.speech_seconds), "the time for a speech"),
            (positive(self.reply_seconds), "the time for a reply"),
            (positive(self.debate_seconds), "the time of a delegation in a debate"),
        ];
        fixed
            .into_iter()
            .filter(|(is_fixed, _)| !is_fixed)
            .map(|(_, name)| name)
            .collect()
    }
}
