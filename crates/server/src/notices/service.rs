//! Acts on notices: load, decide, apply. What is allowed is the rulebook's word alone.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use cordon_notices::ids::{BureauId, Country, NoticeId, PayloadId, SubjectId};
use cordon_notices::lifecycle::{
    Act, Evidence, NewNotice, Notice, PayloadRef, Recipients, Refusal, Sight, State, decide, sight,
};
use cordon_notices::request::{Channel, Ruling, read};
use cordon_notices::rulebook::Rules;
use cordon_store::{Applied, ApplyError, Expected, Idempotency, SealedPart};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::answer::No;
use crate::app::{App, new_id};
use crate::members::queries::At;
use crate::notices::by::By;
use crate::notices::change::{self, Around};
use crate::notices::wish::Wish;
use crate::notices::{desk, queries};
use crate::stop_payment::service::Repeat;

/// What an act led to.
#[derive(Debug)]
pub enum Done {
    /// Done now.
    Now(Box<Notice>),
    /// The same call was answered before, with this.
    Before {
        /// The status of that answer.
        status: u16,
        /// Its body.
        answer: String,
    },
}

/// An act as the rulebook takes it, with what goes beside it.
struct Prepared {
    act: Act,
    sealed: Vec<SealedPart>,
    number: Option<String>,
}

fn stale() -> No {
    No::new(
        StatusCode::CONFLICT,
        "stale",
        "this notice is being changed by many at once; try again",
    )
}

fn refused(refusal: Refusal) -> No {
    let status = match &refusal {
        Refusal::NotForYou(_) | Refusal::OwnWork | Refusal::SamePerson => StatusCode::FORBIDDEN,
        Refusal::WrongState { .. } | Refusal::Ended(_) | Refusal::InHand => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let article = match &refusal {
        Refusal::Rule { article, .. } => Some(article.clone()),
        Refusal::RowsAgainst(articles) => Some(articles.join("; ")),
        _ => None,
    };
    No {
        rests_on: article,
        ..No::new(status, refusal.code(), refusal.to_string())
    }
}

/// The request as it is sealed: without anything that only the desk may say.
fn own_words(text: &str, by: &By) -> Result<String, No> {
    let mut value: Value = serde_json::from_str(text)
        .map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    let object = value
        .as_object_mut()
        .ok_or_else(|| No::field("request", "unreadable", "a request is one JSON object"))?;
    object.remove("desk");
    object.remove("at");
    object.insert("author".into(), json!(by.officer));
    let text = value.to_string();
    read(text.as_bytes()).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    Ok(text)
}

fn sealed(person: &str, bytes: Vec<u8>, parts: &mut Vec<SealedPart>) -> PayloadRef {
    let id = PayloadId(Uuid::now_v7());
    let reference = PayloadRef::of(id, &bytes);
    parts.push(SealedPart {
        id: id.to_string(),
        person: person.to_owned(),
        bytes,
    });
    reference
}

/// Files a request as a draft of the caller's bureau.
///
/// # Errors
/// When the text is no request, or the store fails.
pub async fn file(app: &App, text: &str, by: &By, at: Timestamp, repeat: Option<Repeat>) -> Result<Done, No> {
    // The text may name a key twice or be too large: the reader of the format says so.
    read(text.as_bytes()).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    let text = own_words(text, by)?;
    let file = read(text.as_bytes()).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
    let head = &file.request.head;
    let subject = Uuid::now_v7();
    let mut parts = Vec::new();
    let recipients = match head.channel {
        Channel::Notice => Recipients::All,
        Channel::Diffusion => {
            let named: Result<BTreeSet<BureauId>, _> =
                head.recipients.iter().map(|c| BureauId::try_from(c.as_str())).collect();
            Recipients::Only(named.map_err(|e| No::field("recipients", "malformed", e.to_string()))?)
        }
    };
    let new = NewNotice {
        id: NoticeId(Uuid::now_v7()),
        kind: head.kind.clone().ok_or_else(|| No::field("kind", "kind-missing", "name the kind of notice"))?,
        channel: head.channel,
        exercise: app.world == crate::app::World::Demo,
        owner: by.bureau.clone(),
        country: Country::try_from(by.bureau.as_str().to_owned()).ok(),
        author: by.officer.clone(),
        payload: sealed(&subject.to_string(), text.clone().into_bytes(), &mut parts),
        subject: Some(SubjectId(subject)),
        recipients,
        with_warrant: file.request.payload.case.as_ref().is_some_and(|c| c.warrant.is_some()),
    };
    let notice = Notice::draft(new, at);
    let mut change = change::filed(app, &notice, by, at, parts)?;
    change.idempotency = kept(repeat.as_ref(), &notice, 201, at);
    Ok(match app.apply(change).await? {
        Applied::Done { .. } => Done::Now(Box::new(notice)),
        Applied::Replayed { status, answer } => Done::Before { status, answer },
    })
}

fn kept(repeat: Option<&Repeat>, notice: &Notice, status: u16, at: Timestamp) -> Option<Idempotency> {
    repeat.map(|r| Idempotency {
        client: r.client.clone(),
        key: r.key.clone(),
        request_hash: r.request,
        status,
        answer: json!({"id": notice.id}).to_string(),
        at_us: at.as_microsecond(),
    })
}

/// Does one act. A notice that somebody else changed meanwhile is loaded and decided again.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn act(
    app: &App,
    id: &str,
    wish: &Wish,
    by: &By,
    at: Timestamp,
    around: Around,
) -> Result<Done, No> {
    let done = once(app, id, wish, by, at, &around).await?;
    if let Done::Now(notice) = &done
        && notice.state == State::Submitted
    {
        return Ok(Done::Now(Box::new(screen(app, id, at).await?)));
    }
    Ok(done)
}

/// The machine takes a submitted request up and says what it found.
///
/// # Errors
/// See [`act`].
pub async fn screen(app: &App, id: &str, at: Timestamp) -> Result<Notice, No> {
    let system = By::system()?;
    once(app, id, &Wish::Screen, &system, at, &Around::default()).await?;
    match once(app, id, &Wish::Screened, &system, at, &Around::default()).await? {
        Done::Now(notice) => Ok(*notice),
        Done::Before { .. } => Err(stale()),
    }
}

async fn once(app: &App, id: &str, wish: &Wish, by: &By, at: Timestamp, around: &Around) -> Result<Done, No> {
    if let Some(repeat) = &around.repeat
        && let Some(kept) = app.store.idempotent(&repeat.client, &repeat.key).await?
        && kept.request_hash == repeat.request
    {
        return Ok(Done::Before { status: kept.status, answer: kept.answer });
    }
    let rules = desk::rules(app)?;
    for attempt in 0..12 {
        let now = queries::load(app, id).await?;
        if sight(&now.value, &by.viewer()) == Sight::Nothing {
            return Err(No::not_found());
        }
        let (notice, change) = match wish.kind() {
            None => (now.value.clone(), rule(app, &now.value, wish, by, at, &rules).await?),
            Some(kind) => {
                let prepared = prepare(app, &now, wish, by, at, &rules, attempt).await?;
                let actor = by.actor(kind)?;
                let decision = decide(&now.value, &prepared.act, &actor, at, &rules).map_err(refused)?;
                let mut change = change::decided(app, &now, &decision, kind, by, at, prepared.sealed)?;
                change.records.extend(desk::remembered(app, &decision, at).await?);
                crate::documents::follow::notice_decided(app, &mut change, &decision).await?;
                if let Act::Destroy { second } = &prepared.act {
                    change::erase(app, &mut change, &decision, by, second.as_str()).await?;
                    crate::documents::follow::notice_destroyed(app, &mut change, id).await?;
                }
                if let Some(number) = prepared.number {
                    change.expects.push(Expected { kind: "notice_number", id: number, revision: 0 });
                }
                (decision.notice, change)
            }
        };
        let mut change = change;
        change.done_jobs.extend(around.job.clone());
        change.idempotency = kept(around.repeat.as_ref(), &notice, 200, at);
        match app.apply(change).await {
            Ok(Applied::Done { .. }) => return Ok(Done::Now(Box::new(notice))),
            Ok(Applied::Replayed { status, answer }) => return Ok(Done::Before { status, answer }),
            Err(ApplyError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(stale())
}

/// Turns a wish into an act: seals its texts, finds its evidence, gives its number.
async fn prepare(
    app: &App,
    now: &At<Notice>,
    wish: &Wish,
    by: &By,
    at: Timestamp,
    rules: &Rules,
    attempt: usize,
) -> Result<Prepared, No> {
    let notice = &now.value;
    let person = notice.subject.map_or_else(|| notice.id.to_string(), |s| s.to_string());
    let mut parts = Vec::new();
    let mut number = None;
    let mut seal = |text: &str| sealed(&person, text.as_bytes().to_vec(), &mut parts);
    let act = match wish.clone() {
        Wish::Submit => Act::Submit,
        Wish::Amend { request } => Act::Amend { payload: seal(&own_words(&request.to_string(), by)?) },
        Wish::ProposeUpdate { request } => {
            Act::ProposeUpdate { payload: seal(&own_words(&request.to_string(), by)?) }
        }
        Wish::AskQuestion { fields, text } => Act::AskQuestion { fields, text: seal(&text).id },
        Wish::AnswerQuestion { number, text } => Act::AnswerQuestion { number, answer: seal(&text).id },
        Wish::Approve { answered } => Act::Approve {
            evidence: Evidence::of(&desk::report(app, notice, at, rules, false).await?, notice.revision),
            answered_asks: answered,
        },
        Wish::ApproveUpdate { answered } => {
            let revision = notice.pending.as_ref().map_or(notice.revision, |p| p.revision);
            Act::ApproveUpdate {
                evidence: Evidence::of(&desk::report(app, notice, at, rules, true).await?, revision),
                answered_asks: answered,
            }
        }
        Wish::Refuse { articles } => Act::Refuse { articles },
        Wish::RejectUpdate { articles } => Act::RejectUpdate { articles },
        Wish::BeginTranslation => Act::BeginTranslation,
        Wish::SetText { language, text } => Act::SetText { language, text: seal(&text) },
        Wish::CheckText { language } => Act::CheckText { language },
        Wish::Publish { urgent } => {
            let next = queries::next_number(app, &notice.kind, at.to_zoned_datetime(TimeZone::UTC).year(), attempt).await?;
            number = Some(next.clone());
            Act::Publish { number: next, bureaus: queries::bureaus(app).await?, urgent }
        }
        Wish::AddAddendum { text, sealed_from_owner } => Act::AddAddendum { text: seal(&text), sealed_from_owner },
        Wish::Suspend { until, reason } => Act::Suspend { until, reason },
        Wish::Resume => Act::Resume,
        Wish::Withdraw { reason, text } => Act::Withdraw { reason, text },
        Wish::Cancel { reason, text, articles, broken_rows, silent_days, ruled } => {
            Act::Cancel { reason, text, articles, broken_rows, silent_days, ruled }
        }
        Wish::Destroy { second } => Act::Destroy { second },
        Wish::Restrict { deny } => Act::Restrict { deny },
        Wish::LiftRestriction { allow } => Act::LiftRestriction { allow },
        Wish::AnswerRetention { until, reason, warrant_checked } => {
            Act::AnswerRetention { until, reason, warrant_checked }
        }
        Wish::AnswerWarrant { answer } => Act::AnswerWarrant { answer },
        Wish::ConfirmReceipt => Act::ConfirmReceipt,
        Wish::ConfirmPurge => Act::ConfirmPurge,
        Wish::Screen => Act::Screen,
        Wish::Screened => {
            let report = desk::report(app, notice, at, rules, false).await?;
            let file = desk::request(app, notice, &notice.payload.id.to_string(), notice.revision).await?;
            let evidence = Evidence::of(&report, notice.revision);
            let list: Vec<String> = report.findings().map(|f| format!("{}: {}", f.field, f.message)).collect();
            Act::Screened {
                list_of_missing: seal(&list.join("\n")).id,
                recognised: desk::recognised(app, &file).await?,
                evidence,
            }
        }
        Wish::Tick | Wish::Rule { .. } => Act::Tick,
    };
    Ok(Prepared { act, sealed: parts, number })
}

/// Puts a reviewer's ruling beside the notice.
async fn rule(app: &App, notice: &Notice, wish: &Wish, by: &By, at: Timestamp, rules: &Rules) -> Result<cordon_store::Change, No> {
    let Wish::Rule { rule, outcome, grounds, items, sources } = wish.clone() else {
        return Err(No::not_found());
    };
    if !by.reviewer {
        return Err(No::new(StatusCode::FORBIDDEN, "not_for_you", "this act is not for your role"));
    }
    if by.officer == notice.author {
        return Err(refused(Refusal::OwnWork));
    }
    let open = matches!(notice.state, State::LegalReview | State::InformationRequested) || notice.pending.is_some();
    if !open {
        return Err(No::new(StatusCode::CONFLICT, "wrong_state", "a ruling is given while the request is under review"));
    }
    if !rules.book().rows.iter().any(|row| row.rule == rule) {
        return Err(No::field("rule", "no_row", "the rulebook has no such row"));
    }
    let revision = notice.pending.as_ref().map_or(notice.revision, |p| p.revision);
    let ruling = Ruling { rule, by: by.officer.clone(), at, revision, outcome, grounds, items, sources };
    let part = SealedPart {
        id: new_id(),
        person: notice.subject.map_or_else(|| notice.id.to_string(), |s| s.to_string()),
        bytes: serde_json::to_vec(&ruling)?,
    };
    let mut held = desk::held(app, &notice.id.to_string()).await?;
    held.value.rulings.push(part.id.clone());
    change::ruled(app, notice, &held, by, at, part, rule)
}
