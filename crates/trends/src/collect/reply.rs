//! One bureau's reply: every answer with its author and time, several hands, one sign-off.

use serde::{Deserialize, Serialize};

use super::{Refusal, Round};
use crate::questionnaire::{Answer, Questionnaire, check_answer};

/// One answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The item.
    pub item: String,
    /// The scale.
    pub scale: String,
    /// The scale's version.
    pub scale_version: u32,
    /// The code as given: a point of the scale or an answer apart.
    pub code: String,
    /// The officer who gave it, an identifier.
    pub by: String,
    /// When, in microseconds UTC.
    pub at_us: i64,
}

/// The sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// The officer who signed, an identifier.
    pub by: String,
    /// When, in microseconds UTC.
    pub at_us: i64,
}

/// A bureau's reply to a round. Only a reply that was handed in is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The year of the round.
    pub year: i32,
    /// The bureau.
    pub respondent: String,
    /// The answers, in the order of the questionnaire.
    pub given: Vec<Given>,
    /// The sign-off; a later change of an answer takes it away.
    pub handed_in: Option<HandedIn>,
}

impl Reply {
    /// The code given to a question.
    #[must_use]
    pub fn code(&self, item: &str, scale: &str) -> Option<&str> {
        let found = self.given.iter().find(|g| g.item == item && g.scale == scale);
        found.map(|g| g.code.as_str())
    }
}

/// Writes answers into a bureau's reply. An answer that says the same keeps its author; a changed one takes the sign-off away.
///
/// # Errors
/// A [`Refusal`]: not asked, closed, an answer that the questionnaire does not have.
pub fn save(
    round: &Round,
    questionnaire: &Questionnaire,
    before: Option<&Reply>,
    answers: &[Answer],
    (bureau, by, now_us): (&str, &str, i64),
) -> Result<Reply, Refusal> {
    round.open_to(bureau)?;
    let mut reply = before.cloned().unwrap_or_else(|| Reply {
        year: round.year,
        respondent: bureau.to_owned(),
        given: vec![],
        handed_in: None,
    });
    for answer in answers {
        check_answer(
            questionnaire,
            &[bureau].into(),
            answer,
            &format!("{} / {}", answer.item, answer.scale),
        )?;
        if reply.code(&answer.item, &answer.scale) == Some(&answer.code) {
            continue;
        }
        reply.handed_in = None;
        reply
            .given
            .retain(|g| (&g.item, &g.scale) != (&answer.item, &answer.scale));
        reply.given.push(Given {
            item: answer.item.clone(),
            scale: answer.scale.clone(),
            scale_version: questionnaire.scale(&answer.scale).map_or(0, |s| s.version),
            code: answer.code.clone(),
            by: by.to_owned(),
            at_us: now_us,
        });
    }
    let place = |g: &Given| {
        let item = questionnaire.items.iter().position(|i| i.id == g.item);
        (item, questionnaire.scales.iter().position(|s| s.id == g.scale))
    };
    reply.given.sort_by_key(place);
    Ok(reply)
}

/// Signs a bureau's reply off. Every question needs an answer; "don't know" is one.
///
/// # Errors
/// A [`Refusal`]: not asked, closed, questions open.
pub fn hand_in(
    round: &Round,
    questionnaire: &Questionnaire,
    before: Option<&Reply>,
    (bureau, by, now_us): (&str, &str, i64),
) -> Result<Reply, Refusal> {
    round.open_to(bureau)?;
    let all = questionnaire.items.len() * questionnaire.scales.len();
    let given = before.map_or(0, |reply| reply.given.len());
    let Some(before) = before.filter(|_| given == all) else {
        return Err(Refusal::Open {
            open: all - given.min(all),
            all,
        });
    };
    Ok(Reply {
        handed_in: Some(HandedIn {
            by: by.to_owned(),
            at_us: now_us,
        }),
        ..before.clone()
    })
}
