//! One traveller, asked of everything in force: lists, lost documents, former decisions. Nothing is answered before the
//! search is written down.

use cordon_screening::action::{Action, Findings, action};
use cordon_screening::lost::Agreement;
use cordon_screening::mrz::Reading;
use cordon_screening::scoring::english;
use cordon_store::{Change, Entry, SealedPart};
use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::{App, new_id};
use crate::gate::Acting;
use crate::screening::asked::Question;
use crate::screening::decisions::{self, Offered};
use crate::screening::lists;
use crate::screening::lost::{self, LostHit};
use crate::screening::shelves::{ListHit, Used};

/// A hit with its explanation and former decisions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The hit and its list.
    #[serde(flatten)]
    pub found: ListHit,
    /// The evidence in English, a line each.
    pub explanation: Vec<String>,
    /// Officers who decided before that this traveller is not the person, the latest first.
    pub not_this_person: Vec<Offered>,
}

/// Answer to one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Screened {
    /// What to do.
    pub action: Action,
    /// Who this may be, the best first.
    pub hits: Vec<Found>,
    /// Stolen and lost documents that agree.
    pub lost: Vec<LostHit>,
    /// The zone as it was read, with every correction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// Lists that were asked.
    pub lists: Vec<Used>,
}

/// Screens travellers, writes the search down, and only then answers.
///
/// # Errors
/// When no list is in force, or the store fails: then nothing is answered.
pub async fn screen(app: &App, acting: &Acting, questions: &[Question]) -> Result<Vec<Screened>, No> {
    let mut answers = Vec::with_capacity(questions.len());
    for question in questions {
        answers.push(one(app, acting, question).await?);
    }
    let count = |wanted: fn(&Screened) -> bool| answers.iter().filter(|a| wanted(a)).count();
    let public = json!({
        "queries": answers.len(),
        "hits": count(|a| a.action == Action::AskSource),
        "documents": count(|a| a.action == Action::KeepDocument),
        "lists": answers.first().map(|a| named(&a.lists)),
    });
    let words = questions.iter().map(|q| q.words.as_str());
    write_down(app, acting, "screening.asked", words, public).await?;
    Ok(answers)
}

/// Lists with their versions, for the journal.
#[must_use]
pub fn named(lists: &[Used]) -> Vec<String> {
    lists
        .iter()
        .map(|used| format!("{}@{}", used.list, used.version))
        .collect()
}

async fn one(app: &App, acting: &Acting, question: &Question) -> Result<Screened, No> {
    let bureau = acting.actor.bureau().map(|bureau| bureau.as_str());
    let police = bureau.is_some();
    let asked = lists::ask(app, &question.entity, bureau).await?;
    let mut hits = Vec::with_capacity(asked.hits.len());
    for found in asked.hits {
        let former = if police && found.hit.alert {
            decisions::offered(app, question, &found.hit.id).await?
        } else {
            vec![]
        };
        hits.push(Found {
            explanation: found.hit.evidence.iter().map(|e| english(e).text).collect(),
            not_this_person: former,
            found,
        });
    }
    // Lost documents are the police's: an institution learns nothing of them.
    let lost = if police {
        lost::ask(app, question).await?
    } else {
        vec![]
    };
    let judged: Vec<_> = hits
        .iter()
        .map(|h| (&h.found.hit, !h.not_this_person.is_empty()))
        .collect();
    let agreements: Vec<Agreement> = lost.iter().map(|l| l.agreement).collect();
    let action = action(Findings {
        hits: &judged,
        lost: &agreements,
        zone_holds: question.reading.as_ref().map(|reading| reading.valid),
    });
    Ok(Screened {
        action,
        hits,
        lost,
        reading: question.reading.clone(),
        lists: asked.lists,
    })
}

/// Longest text of one question that is kept.
const MOST_WORDS: usize = 20_000;

/// Writes a search into the journal: one sealed part a traveller, counts in the open.
///
/// # Errors
/// When the store fails.
pub async fn write_down(
    app: &App,
    acting: &Acting,
    kind: &'static str,
    words: impl Iterator<Item = &str>,
    public: Value,
) -> Result<(), No> {
    let part = |words: &str| SealedPart {
        id: new_id(),
        person: new_id(),
        bytes: words.chars().take(MOST_WORDS).collect::<String>().into_bytes(),
    };
    let entry = Entry {
        kind,
        actor: acting.actor.journal_name(),
        bureau: acting.house(),
        at_us: app.now().micros(),
        purpose: acting.actor.purpose.clone(),
        case: None,
        public,
        sealed: words.map(part).collect(),
    };
    app.apply(Change::new(entry)).await?;
    Ok(())
}
