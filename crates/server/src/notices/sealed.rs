//! Sealed facts: confirmed refugees and refused extraditions. They act at once on alerts of the state concerned, and are
//! never shown to it.

use cordon_notices::check::acting_facts;
use cordon_notices::lifecycle::{Notice, Role};
use cordon_notices::request::{SealedFact, SealedFactKind};
use cordon_store::{Change, Entry, RecordWrite, SealedPart};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answer::No;
use crate::app::{App, new_id};
use crate::members::queries::read_all;
use crate::notices::by::By;
use crate::notices::change::Around;
use crate::notices::wish::Wish;
use crate::notices::{desk, queries, service};

/// The record of a sealed fact.
const KIND: &str = "notice_sealed_fact";

/// The open side of a fact: no person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: SealedFactKind,
    /// The state whose alerts it acts on.
    pub against: String,
    /// Its sealed part.
    pub part: String,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The facts that act on alerts of a state.
///
/// # Errors
/// When the store fails or a fact cannot be read.
pub async fn against(app: &App, country: &str) -> Result<Vec<SealedFact>, No> {
    let mut all = Vec::new();
    for record in app.store.find(KIND, "against", country).await? {
        let kept: Kept = serde_json::from_str(&record.body)?;
        for part in app.store.sealed(&[kept.part]).await?.into_iter().flatten() {
            all.push(serde_json::from_slice(&part)?);
        }
    }
    Ok(all)
}

/// All facts with their persons, for those who may know: reviewers and the oversight body.
///
/// # Errors
/// When the caller may not, or the store fails.
pub async fn list(app: &App, by: &By) -> Result<Vec<(Kept, Option<SealedFact>)>, No> {
    by.require(&[Role::Reviewer, Role::Oversight])?;
    let kept: Vec<Kept> = read_all(&app.store, KIND).await?;
    let parts: Vec<String> = kept.iter().map(|k| k.part.clone()).collect();
    let texts = app.store.sealed(&parts).await?;
    Ok(kept
        .into_iter()
        .zip(texts)
        .map(|(kept, text)| (kept, text.and_then(|t| serde_json::from_slice(&t).ok())))
        .collect())
}

/// Enters a fact and lets it act; gives the number of alerts it acted on.
///
/// # Errors
/// When the caller may not enter it, or the store fails.
pub async fn enter(app: &App, fact: &SealedFact, by: &By, at: Timestamp) -> Result<usize, No> {
    by.require(&[Role::Reviewer, Role::Oversight])?;
    let kept = Kept {
        id: new_id(),
        kind: fact.kind,
        against: fact.against.to_string(),
        part: new_id(),
        by: by.officer.to_string(),
        at,
    };
    // Neither kind nor state stand in the open part: who reads the journal must not infer who knows what.
    let mut change = Change::new(Entry {
        kind: "notices.sealed_fact",
        actor: by.journal.clone(),
        bureau: by.bureau.to_string(),
        at_us: at.as_microsecond(),
        purpose: by.purpose.clone(),
        case: None,
        public: json!({"exercise": app.world.exercise()}),
        sealed: vec![SealedPart {
            id: kept.part.clone(),
            person: kept.id.clone(),
            bytes: serde_json::to_vec(fact)?,
        }],
    });
    change.records.push(RecordWrite {
        kind: KIND,
        id: kept.id.clone(),
        expected_revision: 0,
        body: serde_json::to_string(&kept)?,
        keys: vec![("against", kept.against.clone())],
    });
    app.apply(change).await?;
    let mut acted = 0;
    for notice in queries::asked_by_country(app, &kept.against).await? {
        acted += usize::from(acts_on(app, &notice, std::slice::from_ref(fact), at).await?);
    }
    Ok(acted)
}

/// Lets every known fact act on a notice.
///
/// # Errors
/// When the store fails.
pub async fn let_act(app: &App, notice: &Notice, at: Timestamp) -> Result<bool, No> {
    let Some(country) = &notice.country else {
        return Ok(false);
    };
    let facts = against(app, country.as_str()).await?;
    acts_on(app, notice, &facts, at).await
}

async fn acts_on(app: &App, notice: &Notice, facts: &[SealedFact], at: Timestamp) -> Result<bool, No> {
    let file = desk::request(app, notice, &notice.payload.id.to_string(), notice.revision).await?;
    let system = By::system()?;
    let mut acted = false;
    for fact in acting_facts(&file.request, facts) {
        let wish = Wish::Sealed {
            kind: fact.kind,
            against: fact.against.clone(),
        };
        match service::once(app, &notice.id.to_string(), &wish, &system, at, &Around::default()).await {
            Ok(_) => acted = true,
            // A draft, or a notice that another fact has ended meanwhile: nothing left to act on.
            Err(no) if matches!(no.code.as_str(), "wrong_state" | "ended") => {}
            Err(no) => return Err(no),
        }
    }
    Ok(acted)
}
