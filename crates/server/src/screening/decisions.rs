//! "Not this person" in the store: a hash of what the decision is bound to in the open, the text sealed.

use axum::http::StatusCode;
use cordon_screening::decision::{Decision, DecisionRefusal, Revocation, decide, found_under, is_offered};
use cordon_store::{Applied, Change, Entry, Idempotency, RecordWrite, SealedPart};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::{App, fingerprint, new_id};
use crate::gate::Acting;
use crate::members::queries::read;
use crate::screening::asked::{Question, Wire};
use crate::screening::lists;
use crate::stop_payment::service::Repeat;

/// The records' kind.
const KIND: &str = "screening_decision";
/// The key under which decisions on a listed entity and a document are found.
const ABOUT: &str = "about";

/// A decision as an officer states it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// The traveller, as asked.
    pub question: Wire,
    /// The listed entity that he or she is not.
    pub listed: String,
    /// Why.
    pub reason: String,
    /// For how many days.
    pub days: i32,
}

/// What the store keeps in the open.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    id: String,
    listed: String,
    bound: String,
    officer: String,
    bureau: String,
    decided: Date,
    expires: Date,
    part: String,
    /// Since when it is offered no more; the reason is sealed.
    revoked: Option<Date>,
}

/// A decision offered at a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// Identifier.
    pub id: String,
    /// Who decided.
    pub officer: String,
    /// For which bureau.
    pub bureau: String,
    /// Why.
    pub reason: String,
    /// When.
    pub decided: Date,
    /// Last day on which it is offered.
    pub expires: Date,
}

impl From<DecisionRefusal> for No {
    fn from(refusal: DecisionRefusal) -> Self {
        let status = match refusal {
            DecisionRefusal::Revoked | DecisionRefusal::Expired => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, refusal.code(), refusal.to_string())
    }
}

/// Records that a traveller is not a listed entity. Gives the decision's identifier.
///
/// # Errors
/// A refusal of the rule, or a failure of the store.
pub async fn record(app: &App, acting: &Acting, stated: &Stated, repeat: Option<Repeat>) -> Result<String, No> {
    let question = stated.question.question(app.today().year())?;
    let asked = lists::ask(
        app,
        &question.entity,
        acting.actor.bureau().map(|bureau| bureau.as_str()),
    )
    .await?;
    let hits: Vec<&str> = asked
        .hits
        .iter()
        .filter(|h| h.hit.alert)
        .map(|h| h.hit.id.as_str())
        .collect();
    let today = app.today();
    let expires = today.checked_add(stated.days.days()).unwrap_or(today);
    let officer = acting.actor.journal_name();
    let decision = decide(
        &question.entity,
        (&hits, &stated.listed),
        &officer,
        &stated.reason,
        today,
        expires,
    )?;
    let kept = Kept {
        id: new_id(),
        listed: decision.listed.clone(),
        bound: fingerprint(&decision.bound_values()),
        officer,
        bureau: acting.house(),
        decided: decision.decided,
        expires: decision.expires,
        part: new_id(),
        revoked: None,
    };
    let mut change = change(app, acting, &kept, 0, "screening.not_this_person")?;
    change.entry.sealed.push(sealed(kept.part.clone(), &decision)?);
    if let (Some(record), Some(document)) = (change.records.first_mut(), question.entity.documents.first()) {
        record.keys = vec![(ABOUT, fingerprint(&found_under(&decision.listed, document)))];
    }
    change.idempotency = repeat.map(|r| Idempotency {
        client: r.client,
        key: r.key,
        request_hash: r.request,
        status: 201,
        answer: json!({"id": kept.id}).to_string(),
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

/// Takes a decision back: it is offered no more from the next hit on.
///
/// # Errors
/// A refusal of the rule, or a failure of the store.
pub async fn revoke(app: &App, acting: &Acting, id: &str, reason: &str) -> Result<(), No> {
    let now = read::<Kept>(&app.store, KIND, id).await?.ok_or_else(No::not_found)?;
    let mut parts = app.store.sealed(std::slice::from_ref(&now.value.part)).await?;
    let part = parts.pop().flatten().ok_or_else(No::not_found)?;
    let decision: Decision = serde_json::from_slice(&part)?;
    let before = now.value.revoked.map(|day| Revocation {
        officer: String::new(),
        reason: String::new(),
        day,
    });
    let officer = acting.actor.journal_name();
    let revocation = decision.revoke(before.as_ref(), &officer, reason, app.today())?;
    let kept = Kept {
        revoked: Some(revocation.day),
        ..now.value
    };
    let mut change = change(app, acting, &kept, now.revision, "screening.decision_revoked")?;
    change.entry.sealed.push(sealed(new_id(), &revocation)?);
    app.apply(change).await?;
    Ok(())
}

fn sealed<T: Serialize>(id: String, text: &T) -> Result<SealedPart, No> {
    Ok(SealedPart {
        id,
        person: new_id(),
        bytes: serde_json::to_vec(text)?,
    })
}

fn change(app: &App, acting: &Acting, kept: &Kept, revision: i64, kind: &'static str) -> Result<Change, No> {
    let mut change = Change::new(Entry {
        kind,
        actor: acting.actor.journal_name(),
        bureau: acting.house(),
        at_us: app.now().micros(),
        purpose: acting.actor.purpose.clone(),
        case: None,
        public: json!({"decision": kept.id, "listed": kept.listed, "bound": kept.bound, "expires": kept.expires}),
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

/// Decisions to be offered at a hit on a listed entity, the latest first.
///
/// # Errors
/// When the store fails.
pub async fn offered(app: &App, question: &Question, listed: &str) -> Result<Vec<Offered>, No> {
    let mut out = Vec::new();
    for document in &question.entity.documents {
        let key = fingerprint(&found_under(listed, document));
        let records = app.store.find(KIND, ABOUT, &key).await?;
        let kept: Vec<Kept> = records
            .iter()
            .map(|r| serde_json::from_str(&r.body))
            .collect::<Result<_, _>>()?;
        let parts: Vec<String> = kept.iter().map(|k| k.part.clone()).collect();
        if parts.is_empty() {
            continue;
        }
        for (kept, part) in kept.into_iter().zip(app.store.sealed(&parts).await?) {
            let Some(part) = part else { continue };
            let decision: Decision = serde_json::from_slice(&part)?;
            if is_offered(&decision, &question.entity, listed, app.today()) {
                out.push(Offered {
                    id: kept.id,
                    officer: kept.officer,
                    bureau: kept.bureau,
                    reason: decision.reason,
                    decided: kept.decided,
                    expires: kept.expires,
                });
            }
        }
    }
    out.sort_by(|a, b| b.id.cmp(&a.id));
    Ok(out)
}
