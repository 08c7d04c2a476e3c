//! Stolen and lost documents in the store. A number lies in a sealed part alone; a document is found by hashes.

use axum::http::StatusCode;
use cordon_members::bureau::Bureau;
use cordon_screening::lost::{Agreement, Happened, LostDocument, LostRefusal, agreement, enter, found_under, withdraw};
use cordon_store::{Applied, Change, Entry, Idempotency, RecordWrite, SealedPart};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::{App, fingerprint, new_id};
use crate::gate::Acting;
use crate::members::queries::read;
use crate::screening::asked::Question;
use crate::stop_payment::service::Repeat;

/// The records' kind.
const KIND: &str = "lost_document";
/// The key under which a number, and all that readers may take it for, is found.
const ALIKE: &str = "alike";

/// A document as a bureau reports it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Issuer, as the document spells it.
    pub issuer: String,
    /// Number.
    pub number: String,
    /// What happened.
    pub happened: Happened,
    /// On which day.
    pub since: Date,
}

/// What the store keeps in the open.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    id: String,
    issuer: String,
    happened: Happened,
    since: Date,
    bureau: String,
    part: String,
    withdrawn: Option<Date>,
}

/// A lost document that agrees with one in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LostHit {
    /// Identifier of the report.
    pub id: String,
    /// How well it agrees.
    pub agreement: Agreement,
    /// Issuer.
    pub issuer: String,
    /// What happened.
    pub happened: Happened,
    /// On which day.
    pub since: Date,
    /// The bureau to ask.
    pub bureau: String,
}

impl From<LostRefusal> for No {
    fn from(refusal: LostRefusal) -> Self {
        let status = match refusal {
            LostRefusal::NotTheIssuer => StatusCode::FORBIDDEN,
            LostRefusal::Withdrawn => StatusCode::CONFLICT,
            LostRefusal::Number | LostRefusal::Future => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, refusal.code(), refusal.to_string())
    }
}

/// The country that the caller's bureau stands for; a bureau without one has issued nothing.
async fn country(app: &App, acting: &Acting) -> Result<String, No> {
    let bureau = &acting.officer()?.bureau;
    let bureau = read::<Bureau>(&app.store, "bureau", bureau.as_str()).await?;
    let country = bureau.and_then(|b| b.value.country);
    Ok(country.map_or_else(String::new, |c| c.to_string()))
}

/// Enters a document that the caller's country has issued. Gives the identifier of the report.
///
/// # Errors
/// A refusal of the rule, or a failure of the store.
pub async fn report(app: &App, acting: &Acting, report: &Report, repeat: Option<Repeat>) -> Result<String, No> {
    let by = country(app, acting).await?;
    let document = enter(
        &by,
        &report.issuer,
        &report.number,
        report.happened,
        report.since,
        app.today(),
    )?;
    let kept = Kept {
        id: new_id(),
        issuer: document.issuer.clone(),
        happened: document.happened,
        since: document.since,
        bureau: acting.house(),
        part: new_id(),
        withdrawn: None,
    };
    let mut change = change(app, acting, &kept, 0, "screening.document_entered")?;
    change.entry.sealed.push(SealedPart {
        id: kept.part.clone(),
        person: new_id(),
        bytes: serde_json::to_vec(&document)?,
    });
    if let Some(record) = change.records.first_mut() {
        record.keys = vec![(ALIKE, fingerprint(&found_under(&document.number)))];
    }
    let answer = json!({"id": kept.id}).to_string();
    change.idempotency = repeat.map(|r| Idempotency {
        client: r.client,
        key: r.key,
        request_hash: r.request,
        status: 201,
        answer,
        at_us: app.now().micros(),
    });
    match app.apply(change).await? {
        Applied::Done { .. } => Ok(kept.id),
        Applied::Replayed { answer, .. } => {
            let answer: Value = serde_json::from_str(&answer)?;
            Ok(answer["id"].as_str().unwrap_or_default().to_owned())
        }
    }
}

/// Withdraws a document: it is found no more from the next query on.
///
/// # Errors
/// A refusal of the rule, or a failure of the store.
pub async fn take_back(app: &App, acting: &Acting, id: &str) -> Result<(), No> {
    let by = country(app, acting).await?;
    let now = read::<Kept>(&app.store, KIND, id).await?.ok_or_else(No::not_found)?;
    withdraw(&by, &now.value.issuer, now.value.withdrawn.is_some())?;
    let kept = Kept {
        withdrawn: Some(app.today()),
        ..now.value
    };
    app.apply(change(
        app,
        acting,
        &kept,
        now.revision,
        "screening.document_withdrawn",
    )?)
    .await?;
    Ok(())
}

fn change(app: &App, acting: &Acting, kept: &Kept, revision: i64, kind: &'static str) -> Result<Change, No> {
    let mut change = Change::new(Entry {
        kind,
        actor: acting.actor.journal_name(),
        bureau: acting.house(),
        at_us: app.now().micros(),
        purpose: acting.actor.purpose.clone(),
        case: None,
        public: json!({"document": kept.id, "issuer": kept.issuer, "happened": kept.happened, "since": kept.since}),
        sealed: vec![],
    });
    change.records.push(RecordWrite {
        kind: KIND,
        id: kept.id.clone(),
        expected_revision: revision,
        body: serde_json::to_string(kept)?,
        keys: vec![],
    });
    Ok(change)
}

/// Lost documents that agree with those of a question, the best agreement first.
///
/// # Errors
/// When the store fails.
pub async fn ask(app: &App, question: &Question) -> Result<Vec<LostHit>, No> {
    let mut hits = Vec::new();
    for (issuer, number) in question.documents() {
        let key = fingerprint(&found_under(&number));
        let records = app.store.find(KIND, ALIKE, &key).await?;
        let kept: Vec<Kept> = records
            .iter()
            .map(|r| serde_json::from_str(&r.body))
            .collect::<Result<_, _>>()?;
        let parts: Vec<String> = kept.iter().map(|k| k.part.clone()).collect();
        if parts.is_empty() {
            continue;
        }
        for (kept, part) in kept.into_iter().zip(app.store.sealed(&parts).await?) {
            // An erased number is no longer a lost document.
            let Some(part) = part else { continue };
            let document: LostDocument = serde_json::from_slice(&part)?;
            if let Some(agreement) = agreement(issuer.as_deref(), &number, &document) {
                hits.push(LostHit {
                    id: kept.id,
                    agreement,
                    issuer: kept.issuer,
                    happened: kept.happened,
                    since: kept.since,
                    bureau: kept.bureau,
                });
            }
        }
    }
    hits.sort_by(|a, b| a.agreement.cmp(&b.agreement).then_with(|| a.id.cmp(&b.id)));
    Ok(hits)
}
