//! Adoption of the rulebook row by row: one legal officer names the text that was compared, a second one confirms.

use axum::http::StatusCode;
use cordon_notices::lifecycle::Role;
use cordon_notices::request::World as RulesWorld;
use cordon_notices::rulebook::{Adoption, AdoptionError, Proposal, Rulebook, Rules, confirm, propose};
use cordon_store::{Change, Entry, RecordWrite};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::{App, World};
use crate::members::queries::{read, read_all};
use crate::notices::by::By;
use crate::notices::change::DESK;

/// The record of an adopted row.
const ADOPTED: &str = "notice_adoption";
/// The record of a proposal that waits for its second officer.
const PROPOSED: &str = "notice_adoption_proposal";

fn refused(error: &AdoptionError) -> No {
    let status = match error {
        AdoptionError::OneOfficer(_) => StatusCode::FORBIDDEN,
        AdoptionError::Twice(_) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    No::new(status, error.code(), error.to_string())
}

/// The rules of this world: in an exercise every row decides, elsewhere only the rows that were adopted.
///
/// # Errors
/// When the rulebook or an adoption cannot be read.
pub async fn rules(app: &App) -> Result<Rules, No> {
    let ours = |e: &dyn std::fmt::Display| No::new(StatusCode::INTERNAL_SERVER_ERROR, "rulebook", e.to_string());
    let book = Rulebook::model().map_err(|e| ours(&e))?;
    let mut adopted: Vec<Adoption> = read_all(&app.store, ADOPTED).await?;
    // A newer rulebook has to be adopted anew.
    adopted.retain(|a| a.rulebook == book.rulebook);
    let world = match app.world {
        World::Demo => RulesWorld::Exercise,
        World::Real => RulesWorld::Real,
    };
    Rules::of(book, world, adopted).map_err(|e| ours(&e))
}

/// The proposals that wait for a second officer.
///
/// # Errors
/// When the store fails.
pub async fn proposals(app: &App) -> Result<Vec<Proposal>, No> {
    Ok(read_all(&app.store, PROPOSED).await?)
}

fn change(by: &By, at: Timestamp, public: Value) -> Change {
    let mut change = Change::new(Entry {
        kind: "notices.adoption",
        actor: by.journal.clone(),
        bureau: by.bureau.to_string(),
        at_us: at.as_microsecond(),
        purpose: by.purpose.clone(),
        case: None,
        public,
        sealed: vec![],
    });
    change.audiences.push(DESK.to_owned());
    change
}

/// The first officer proposes a row; a newer proposal replaces an older one.
///
/// # Errors
/// When the account does not review, the row is none or adopted already, no text is named, or the store fails.
pub async fn first(
    app: &App,
    rule: u16,
    text_compared: &str,
    adopted_on: Date,
    by: &By,
    at: Timestamp,
) -> Result<(), No> {
    by.require(&[Role::Reviewer])?;
    let rules = rules(app).await?;
    let proposal = Proposal {
        rulebook: rules.book().rulebook.clone(),
        rule,
        by: by.officer.clone(),
        text_compared: text_compared.trim().to_owned(),
        adopted_on,
    };
    let proposal = propose(proposal, &rules).map_err(|e| refused(&e))?;
    let old = read::<Proposal>(&app.store, PROPOSED, &rule.to_string()).await?;
    let mut change = change(by, at, json!({"act": "propose", "proposal": proposal}));
    change.records.push(RecordWrite {
        kind: PROPOSED,
        id: rule.to_string(),
        expected_revision: old.map_or(0, |o| o.revision),
        body: serde_json::to_string(&proposal)?,
        keys: vec![],
    });
    app.apply(change).await?;
    Ok(())
}

/// The second officer confirms: from its day on the row decides.
///
/// # Errors
/// When the account does not review, nothing was proposed, the officer is the first one, or the store fails.
pub async fn second(app: &App, rule: u16, by: &By, at: Timestamp) -> Result<Adoption, No> {
    by.require(&[Role::Reviewer])?;
    let rules = rules(app).await?;
    let proposal = read::<Proposal>(&app.store, PROPOSED, &rule.to_string())
        .await?
        .ok_or_else(|| {
            No::new(
                StatusCode::CONFLICT,
                "no_proposal",
                format!("nobody has proposed row {rule}; propose it first"),
            )
        })?;
    let adoption = confirm(&proposal.value, &by.officer, &rules).map_err(|e| refused(&e))?;
    let mut change = change(by, at, json!({"act": "adopt", "adoption": adoption}));
    change.expects.push(cordon_store::Expected {
        kind: PROPOSED,
        id: rule.to_string(),
        revision: proposal.revision,
    });
    let old = read::<Adoption>(&app.store, ADOPTED, &rule.to_string()).await?;
    change.records.push(RecordWrite {
        kind: ADOPTED,
        id: rule.to_string(),
        expected_revision: old.map_or(0, |o| o.revision),
        body: serde_json::to_string(&adoption)?,
        keys: vec![],
    });
    app.apply(change).await?;
    Ok(adoption)
}
