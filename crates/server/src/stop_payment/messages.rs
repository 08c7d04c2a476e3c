//! Bank messages as answers: what a camt.029 or pacs.004 says is taken; what a person has to read is kept and shown.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use cordon_iso20022::{BankMessage, Body, LineAnswer, Meaning, Moved, PaymentReturn, Refuser, Resolution, Summary};
use cordon_stop_payment::{Act, Ask, AskId, NoReason};
use cordon_store::{Change, Entry, NewFile, RecordWrite};
use cordon_vocabulary::{Actor, Instant, Money};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answer::No;
use crate::app::{self, App};
use crate::gate::{Acting, idempotency_key};
use crate::members::queries as members;
use crate::stop_payment::api_call::told;
use crate::stop_payment::making;
use crate::stop_payment::queries::{self, Filed, Sight};
use crate::stop_payment::service::{self, Circumstances, Repeat};
use crate::stop_payment::wire::{AccountIn, Amount, AnswerIn, LineIn};

const KIND: &str = "stray_message";

/// Their routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/v1/cases/{id}/asks/{ask}/message", post(to_ask))
        .route("/v1/messages", post(to_any))
}

/// A message that no rule may decide on: kept until a person has read it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stray {
    /// The bureau that reads it.
    pub bureau: String,
    /// The case, where one is known.
    #[serde(default)]
    pub case: Option<String>,
    /// The request, where one is known.
    #[serde(default)]
    pub ask: Option<AskId>,
    /// Which message it is.
    pub kind: String,
    /// Its identifier.
    pub message_id: String,
    /// Why a person has to read it: `unknown_case`, `person_reads`, `not_an_answer`.
    pub why: String,
    /// SHA-256 of the kept bytes.
    pub file: String,
    /// Who handed it in, as the journal names them.
    pub from: String,
    /// When.
    pub received: Instant,
    /// Who has read it, and when.
    #[serde(default)]
    pub read: Option<(String, Instant)>,
}

/// How a message came in.
pub struct Handed<'a> {
    /// Who handed it in.
    pub actor: &'a Actor,
    /// The key of a repeated call.
    pub repeat: Repeat,
    /// Records that change when it counts as an answer, for instance the link through which it came.
    pub also: Vec<RecordWrite>,
}

/// What became of a message.
pub enum Taken {
    /// It was an answer, and it counts.
    Answered(Box<service::Done>),
    /// It is kept for a person.
    Kept {
        /// Its identifier in the store.
        id: String,
        /// Why.
        why: &'static str,
    },
}

async fn to_ask(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    Path((id, ask)): Path<(String, AskId)>,
    bytes: Bytes,
) -> Result<Response, No> {
    let message = read(&bytes)?;
    let (filed, sight) = queries::case_for(&app.store, &id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    let seen = filed
        .case
        .ask(ask)
        .is_some_and(|a| sight == Sight::Own || queries::receives(a, &acting.actor));
    if !seen {
        return Err(No::not_found());
    }
    let path = format!("{id}/{ask}/message");
    let handed = handed(&acting, &headers, &path, &bytes)?;
    let taken = take(&app, handed, &message, &bytes, Some((&filed, ask))).await?;
    said(&app, &acting, taken).await
}

async fn to_any(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, No> {
    let message = read(&bytes)?;
    let handed = handed(&acting, &headers, "messages", &bytes)?;
    let found = find(&app, &acting.actor, &message).await?;
    let place = found.as_ref().map(|(filed, ask)| (filed, *ask));
    let taken = take(&app, handed, &message, &bytes, place).await?;
    said(&app, &acting, taken).await
}

fn handed<'a>(acting: &'a Acting, headers: &HeaderMap, path: &str, bytes: &[u8]) -> Result<Handed<'a>, No> {
    let key = idempotency_key(headers).ok_or_else(|| {
        No::new(
            StatusCode::BAD_REQUEST,
            "idempotency-key",
            "send the header Idempotency-Key with a value of your own for this act",
        )
    })?;
    Ok(Handed {
        actor: &acting.actor,
        repeat: Repeat::new(&acting.client, key, path, bytes),
        also: vec![],
    })
}

async fn said(app: &App, acting: &Acting, taken: Taken) -> Result<Response, No> {
    match taken {
        Taken::Kept { id, why } => Ok((StatusCode::ACCEPTED, Json(json!({"kept": id, "why": why}))).into_response()),
        Taken::Answered(done) => told(app, acting, *done, StatusCode::OK).await,
    }
}

/// Reads a message; a fault says where it lies.
///
/// # Errors
/// Code, element path, line and what to do.
pub fn read(bytes: &[u8]) -> Result<BankMessage, No> {
    cordon_iso20022::read(bytes).map_err(|fault| {
        No::field(
            &fault.path,
            "message",
            format!("line {}: {}", fault.line, fault.message),
        )
    })
}

/// The request that a message speaks of: by the payment's number, else by the case's reference in it.
async fn find(app: &App, actor: &Actor, message: &BankMessage) -> Result<Option<(Filed, AskId)>, No> {
    let summary = Summary::of(message);
    let mut cases = Vec::new();
    if let Some(uetr) = &summary.first.uetr {
        cases.extend(queries::by_key(&app.store, "uetr", uetr).await?);
    }
    let named = summary.first.case_id.as_deref().and_then(|id| id.rsplit_once('-'));
    if let Some((reference, _)) = named {
        cases.extend(queries::by_key(&app.store, "reference", reference).await?);
    }
    let number = named.and_then(|(_, ask)| ask.parse::<AskId>().ok());
    for filed in cases {
        let mine = |a: &&Ask| queries::receives(a, actor) || queries::sight(&filed.case, actor) == Some(Sight::Own);
        let by_number = filed.case.asks.iter().filter(mine).find(|a| Some(a.id) == number);
        let by_uetr = filed
            .case
            .asks
            .iter()
            .filter(mine)
            .find(|a| a.uetr.is_some() && a.uetr == summary.first.uetr);
        if let Some(ask) = by_uetr.or(by_number).map(|a| a.id) {
            return Ok(Some((filed, ask)));
        }
    }
    Ok(None)
}

/// Takes a message as an answer, or keeps it.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn take(
    app: &App,
    handed: Handed<'_>,
    message: &BankMessage,
    bytes: &[u8],
    place: Option<(&Filed, AskId)>,
) -> Result<Taken, No> {
    let Some((filed, ask)) = place else {
        return keep(app, handed, message, bytes, None, "unknown_case").await;
    };
    let asked = filed.case.ask(ask).ok_or_else(No::not_found)?;
    let lines = match &message.body {
        Body::Resolution(resolution) => of_resolution(resolution, filed, asked),
        Body::PaymentReturn(sent_back) => of_return(sent_back, asked),
        Body::CreditTransfer(transfer) => of_transfer(transfer, asked),
        Body::CancellationRequest(_) => None,
    };
    let Some(lines) = lines else {
        let why = match message.body {
            Body::CancellationRequest(_) => "not_an_answer",
            _ => "person_reads",
        };
        return keep(app, handed, message, bytes, Some((filed, ask)), why).await;
    };
    let (act, sealed) = act(app, filed, asked, lines).await?;
    let about = Circumstances {
        repeat: Some(handed.repeat),
        sealed,
        also: handed.also,
        ..Circumstances::of(handed.actor)
    };
    let done = service::act(app, &filed.id, &act, about).await?;
    Ok(Taken::Answered(Box::new(done)))
}

/// The act of these lines: money that comes back from a hold is a return, everything else an answer.
async fn act(
    app: &App,
    filed: &Filed,
    ask: &Ask,
    lines: Vec<LineIn>,
) -> Result<(Act, Vec<cordon_store::SealedPart>), No> {
    let holds = ask.hold.as_ref().is_some_and(|h| h.units > 0);
    if let ([LineIn::Returned { amount, uetr }], true) = (lines.as_slice(), holds) {
        let amount = amount.money("RtrdIntrBkSttlmAmt")?;
        let uetr = uetr.clone();
        return Ok((
            Act::Return {
                ask: ask.id,
                amount,
                uetr,
            },
            vec![],
        ));
    }
    let reply = AnswerIn {
        revision: ask.revision(),
        lines,
        account_total: None,
        accounts_for: None,
        holder: None,
    };
    making::answer(app, &filed.id, ask.id, &reply).await
}

/// The lines of a camt.029, where it says one clear thing about this request.
fn of_resolution(resolution: &Resolution, filed: &Filed, ask: &Ask) -> Option<Vec<LineIn>> {
    let answers = resolution.answers();
    let about: Vec<&LineAnswer> = answers
        .iter()
        .filter(|a| a.uetr.is_none() || a.uetr == ask.uetr)
        .collect();
    let [one] = about.as_slice() else {
        return None;
    };
    if one.contradictory {
        return None;
    }
    let open: i64 = filed
        .case
        .parts_at(ask.id)
        .filter(|p| p.bucket == cordon_stop_payment::Bucket::Chased)
        .map(cordon_stop_payment::Part::local_units)
        .sum();
    Some(vec![line(&one.meaning, one, open, ask)?])
}

/// What one meaning says as a line; nothing where a person has to read it.
fn line(meaning: &Meaning, answer: &LineAnswer, open: i64, ask: &Ask) -> Option<LineIn> {
    let code = || {
        answer
            .reasons
            .first()
            .map_or_else(|| "PDCR".to_owned(), |r| r.as_str().to_owned())
    };
    let refused = |reason| Some(LineIn::Refused { reason });
    match meaning {
        Meaning::Held if open > 0 => Some(LineIn::Held {
            amount: Amount {
                value: Money::new(open, ask.currency).decimal(),
                currency: ask.currency.code().to_owned(),
            },
            basis: "camt.029 CNCL".into(),
            term: None,
        }),
        Meaning::Waiting(_) => Some(LineIn::Waiting { code: code() }),
        Meaning::NeedsLegalBasis => refused(NoReason::Law),
        // A return is matched by its own pacs.004, not believed from its announcement.
        Meaning::AlreadyMoved(Moved::Returned) => None,
        Meaning::AlreadyMoved(_) | Meaning::FollowNextAgent => Some(LineIn::MovedUnsaid),
        Meaning::NotFound => Some(LineIn::NotFound),
        Meaning::Refused(Refuser::Beneficiary) => refused(NoReason::Customer),
        Meaning::Refused(Refuser::Institution) => refused(NoReason::Agent),
        Meaning::Refused(Refuser::Unsaid) => refused(NoReason::Other),
        Meaning::Held | Meaning::PartlyHeld { .. } | Meaning::NotAboutCancellation | Meaning::PersonReads => None,
    }
}

/// The line of a pacs.004 that returns this request's payment in this account's currency.
fn of_return(sent_back: &PaymentReturn, ask: &Ask) -> Option<Vec<LineIn>> {
    let about: Vec<_> = sent_back
        .transactions
        .iter()
        .filter(|t| t.original.uetr.is_none() || t.original.uetr == ask.uetr)
        .collect();
    let [one] = about.as_slice() else {
        return None;
    };
    (one.returned.currency == ask.currency.code()).then(|| {
        vec![LineIn::Returned {
            amount: Amount {
                value: one.returned.value.clone(),
                currency: one.returned.currency.clone(),
            },
            uetr: None,
        }]
    })
}

/// Onward payments: each pacs.008 line that says when, how much and where to.
fn of_transfer(transfer: &cordon_iso20022::CreditTransfer, ask: &Ask) -> Option<Vec<LineIn>> {
    transfer
        .transactions
        .iter()
        .map(|t| {
            let at = [&t.debited, &t.accepted, &t.credited]
                .into_iter()
                .flatten()
                .find_map(cordon_iso20022::MessageTime::instant)?;
            let account = t.parties.creditor_account.as_ref()?;
            let agent = t.parties.creditor_agent.as_ref().and_then(|a| a.bic.clone());
            let to = match (&account.id, &agent) {
                (cordon_iso20022::AccountId::Iban(iban), _) => iban.clone(),
                (cordon_iso20022::AccountId::Other { id, .. }, Some(bic)) => format!("{bic}/{id}"),
                _ => return None,
            };
            (t.amount.currency == ask.currency.code()).then(|| LineIn::Moved {
                uetr: t.uetr.clone(),
                executed: at.to_string(),
                amount: Amount {
                    value: t.amount.value.clone(),
                    currency: t.amount.currency.clone(),
                },
                credited: None,
                rate: None,
                charge: None,
                arrives_in: None,
                to: AccountIn::Text(to),
                to_code: agent.unwrap_or_default(),
                to_country: None,
                to_flags: vec![],
                holder_country: None,
            })
        })
        .collect::<Option<Vec<_>>>()
        .filter(|lines| !lines.is_empty())
}

/// Keeps a message for a person. Its bytes are sealed, because they may name persons.
async fn keep(
    app: &App,
    handed: Handed<'_>,
    message: &BankMessage,
    bytes: &[u8],
    place: Option<(&Filed, AskId)>,
    why: &'static str,
) -> Result<Taken, No> {
    let id = app::new_id();
    let summary = Summary::of(message);
    let file = NewFile::new("application/xml".into(), bytes.to_vec(), Some(app::new_id()));
    let bureau = match place {
        Some((filed, _)) => filed.case.bureau.to_string(),
        None => home(app, handed.actor).await?,
    };
    let stray = Stray {
        bureau: bureau.clone(),
        case: place.map(|(filed, _)| filed.id.clone()),
        ask: place.map(|(_, ask)| ask),
        kind: view_kind(&summary),
        message_id: summary.message_id.clone(),
        why: why.to_owned(),
        file: hex::encode(<sha2::Sha256 as sha2::Digest>::digest(bytes)),
        from: handed.actor.journal_name(),
        received: app.now(),
        read: None,
    };
    let mut change = change(app, handed.actor, &id, 0, &stray, "stop_payment.message_kept")?;
    change.files.push(file);
    change.audiences.push(format!("bureau:{bureau}"));
    change.idempotency = Some(cordon_store::Idempotency {
        client: handed.repeat.client,
        key: handed.repeat.key,
        request_hash: handed.repeat.request,
        status: 202,
        answer: json!({"kept": id, "why": why}).to_string(),
        at_us: app.now().micros(),
    });
    match app.apply(change).await? {
        cordon_store::Applied::Done { .. } => Ok(Taken::Kept { id, why }),
        cordon_store::Applied::Replayed { answer, .. } => {
            let before: serde_json::Value = serde_json::from_str(&answer)?;
            let id = before["kept"].as_str().unwrap_or_default().to_owned();
            Ok(Taken::Kept { id, why })
        }
    }
}

fn view_kind(summary: &Summary) -> String {
    serde_json::to_value(summary.kind)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The bureau that reads what has no case: the officer's own, or that of the institution's country.
async fn home(app: &App, actor: &Actor) -> Result<String, No> {
    if let Some(bureau) = actor.bureau() {
        return Ok(bureau.to_string());
    }
    let institution = match actor.institution() {
        Some(id) => members::institution(&app.store, id).await?,
        None => None,
    };
    Ok(institution.map_or_else(|| "HQ".to_owned(), |i| i.country.to_string()))
}

fn change(app: &App, actor: &Actor, id: &str, revision: i64, stray: &Stray, kind: &'static str) -> Result<Change, No> {
    let mut change = Change::new(Entry {
        kind,
        actor: actor.journal_name(),
        bureau: stray.bureau.clone(),
        at_us: app.now().micros(),
        purpose: actor.purpose.clone(),
        case: stray.case.clone(),
        public: json!({"message": id, "kind": stray.kind, "why": stray.why, "request": stray.ask}),
        sealed: vec![],
    });
    let mut keys = vec![("bureau", stray.bureau.clone())];
    keys.extend(stray.case.iter().map(|case| ("case", case.clone())));
    if stray.read.is_none() {
        keys.push(("unread", stray.bureau.clone()));
    }
    change.records.push(RecordWrite {
        kind: KIND,
        id: id.to_owned(),
        expected_revision: revision,
        body: serde_json::to_string(stray)?,
        keys,
    });
    Ok(change)
}

/// The messages that this bureau has not read yet.
///
/// # Errors
/// When the store fails.
pub async fn unread(app: &App, actor: &Actor) -> Result<Vec<(String, Stray)>, No> {
    match actor.bureau() {
        Some(bureau) => find_by(app, "unread", bureau.as_str()).await,
        None => Ok(vec![]),
    }
}

/// The unread messages of a case.
///
/// # Errors
/// When the store fails.
pub async fn of_case(app: &App, case: &str) -> Result<Vec<(String, Stray)>, No> {
    let mut found = find_by(app, "case", case).await?;
    found.retain(|(_, stray)| stray.read.is_none());
    Ok(found)
}

async fn find_by(app: &App, key: &str, value: &str) -> Result<Vec<(String, Stray)>, No> {
    let records = app.store.find(KIND, key, value).await?;
    let mut found = Vec::new();
    for record in records {
        found.push((record.id, serde_json::from_str(&record.body)?));
    }
    Ok(found)
}

/// One kept message with its record and bytes, for the bureau that reads it.
///
/// # Errors
/// When it is not this bureau's, or the store fails.
pub async fn kept(app: &App, actor: &Actor, id: &str) -> Result<(members::At<Stray>, Summary), No> {
    let stray = members::read::<Stray>(&app.store, KIND, id)
        .await?
        .filter(|s| actor.bureau().is_some_and(|b| b.as_str() == s.value.bureau))
        .ok_or_else(No::not_found)?;
    let hash: [u8; 32] = hex::decode(&stray.value.file)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(No::not_found)?;
    let file = app.store.file(&hash).await?.ok_or_else(No::not_found)?;
    let message = read(&file.bytes)?;
    Ok((stray, Summary::of(&message)))
}

/// Marks a message as read.
///
/// # Errors
/// When it is not this bureau's, or the store fails.
pub async fn mark_read(app: &App, actor: &Actor, id: &str) -> Result<(), No> {
    let (at, _) = kept(app, actor, id).await?;
    let mut stray = at.value;
    stray.read = Some((actor.journal_name(), app.now()));
    let change = change(app, actor, id, at.revision, &stray, "stop_payment.message_read")?;
    app.apply(change).await?;
    Ok(())
}
