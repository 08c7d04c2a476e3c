//! Acts on notices: load, decide, apply. What is allowed is the rulebook's word alone.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use cordon_members::bureau::Bureau;
use cordon_notices::ids::{BureauId, Country, NoticeId, PayloadId, SubjectId};
use cordon_notices::lifecycle::{
    Act, ActKind, NewNotice, Notice, PayloadRef, Recipients, Refusal, Role, Sight, State, decide, sight,
};
use cordon_notices::request::{Channel, read};
use cordon_notices::rulebook::Rules;
use cordon_store::{Applied, ApplyError, Change, Idempotency, SealedPart};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::answer::No;
use crate::app::App;
use crate::members::queries::{At, read as read_member};
use crate::notices::by::By;
use crate::notices::change::{self, Around};
use crate::notices::wish::Wish;
use crate::notices::{adoption, beside, desk, files, prepare, queries, sealed};
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

fn stale() -> No {
    No::new(
        StatusCode::CONFLICT,
        "stale",
        "this notice is being changed by many at once; try again",
    )
}

/// A refusal of the life cycle as an answer.
pub(crate) fn refused(refusal: Refusal) -> No {
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
pub(crate) fn own_words(text: &str, by: &By) -> Result<String, No> {
    let mut value: Value = serde_json::from_str(text).map_err(|e| No::field("request", "unreadable", e.to_string()))?;
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

pub(crate) fn seal(person: &str, bytes: Vec<u8>, parts: &mut Vec<SealedPart>) -> PayloadRef {
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
    by.require(&[Role::Officer])?;
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
    // The headquarters has no country: it asks in its own name, or in that of an entity.
    let bureau = read_member::<Bureau>(&app.store, "bureau", by.bureau.as_str()).await?;
    let country = bureau.and_then(|b| Country::try_from(b.value.country?.to_string()).ok());
    let new = NewNotice {
        id: NoticeId(Uuid::now_v7()),
        kind: head
            .kind
            .clone()
            .ok_or_else(|| No::field("kind", "kind-missing", "name the kind of notice"))?,
        channel: head.channel,
        exercise: app.world == crate::app::World::Demo,
        owner: by.bureau.clone(),
        country,
        author: by.officer.clone(),
        payload: seal(&subject.to_string(), text.clone().into_bytes(), &mut parts),
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
pub async fn act(app: &App, id: &str, wish: &Wish, by: &By, at: Timestamp, around: Around) -> Result<Done, No> {
    let done = once(app, id, wish, by, at, &around).await?;
    let Done::Now(notice) = done else {
        return Ok(done);
    };
    match wish {
        Wish::LiftRestriction { .. } => {
            match once(app, id, &Wish::Deliver, &By::system()?, at, &Around::default()).await {
                Ok(done) => Ok(done),
                // Not in force now: they receive it when it is published or wakes.
                Err(no) if no.code == "wrong_state" => Ok(Done::Now(notice)),
                Err(no) => Err(no),
            }
        }
        _ if notice.state == State::Submitted => Ok(Done::Now(Box::new(Box::pin(screen(app, id, at)).await?))),
        _ => Ok(Done::Now(notice)),
    }
}

/// The machine takes a submitted request up and says what it found. The officer's call and the waiting job may both
/// come here, and a program may have died between the two acts: whoever finds one done goes on from there.
///
/// # Errors
/// See [`act`].
pub async fn screen(app: &App, id: &str, at: Timestamp) -> Result<Notice, No> {
    let system = By::system()?;
    for wish in [Wish::Screen, Wish::Screened] {
        match once(app, id, &wish, &system, at, &Around::default()).await {
            Ok(_) => {}
            Err(no) if matches!(no.code.as_str(), "wrong_state" | "ended") => {}
            Err(no) => return Err(no),
        }
    }
    let notice = queries::load(app, id).await?.value;
    if sealed::let_act(app, &notice, at).await? {
        return Ok(queries::load(app, id).await?.value);
    }
    Ok(notice)
}

/// When an act happened: at the instant it was begun, and not before what another act, begun later, has already done.
/// Only a moment is forgiven, so that a clock that goes wrong is still refused.
pub(crate) fn not_before(at: Timestamp, touched: Timestamp) -> Timestamp {
    const MOMENT: SignedDuration = SignedDuration::from_secs(5);
    if touched.duration_since(at) <= MOMENT {
        at.max(touched)
    } else {
        at
    }
}

/// One act, loaded and decided again while others change the notice.
pub(crate) async fn once(
    app: &App,
    id: &str,
    wish: &Wish,
    by: &By,
    at: Timestamp,
    around: &Around,
) -> Result<Done, No> {
    if let Some(repeat) = &around.repeat
        && let Some(kept) = app.store.idempotent(&repeat.client, &repeat.key).await?
        && kept.request_hash == repeat.request
    {
        return Ok(Done::Before {
            status: kept.status,
            answer: kept.answer,
        });
    }
    let rules = adoption::rules(app).await?;
    for _ in 0..12 {
        let now = queries::load(app, id).await?;
        if sight(&now.value, &by.viewer()) == Sight::Nothing {
            return Err(No::not_found());
        }
        let at = not_before(at, now.value.touched_at);
        let (notice, mut change) = match wish.kind() {
            ActKind::Record => (
                now.value.clone(),
                beside::change(app, &now.value, wish, by, at, &rules).await?,
            ),
            // On the heap: what a decision looks at is large, and callers stand several deep.
            kind => Box::pin(decided(app, &now, wish, kind, by, at, &rules)).await?,
        };
        if !around.files.is_empty() {
            files::kept(app, &mut change, &notice, &around.files).await?;
        }
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

/// Load is done; decide, and put everything that follows into one change.
async fn decided(
    app: &App,
    now: &At<Notice>,
    wish: &Wish,
    kind: ActKind,
    by: &By,
    at: Timestamp,
    rules: &Rules,
) -> Result<(Notice, Change), No> {
    let actor = by.actor(kind)?;
    let prepared = prepare::act(app, &now.value, wish, by, at, rules).await?;
    let decision = decide(&now.value, &prepared.act, &actor, at, rules).map_err(refused)?;
    let mut change = change::decided(app, now, &decision, kind, by, at, prepared.sealed)?;
    change.records.extend(prepared.records);
    change.records.extend(desk::remembered(app, &decision, at).await?);
    crate::documents::follow::notice_decided(app, &mut change, &decision).await?;
    if let Act::Destroy { second } = &prepared.act {
        change::erase(app, &mut change, &now.value, by, second.as_str()).await?;
        crate::documents::follow::notice_destroyed(app, &mut change, &now.value.id.to_string()).await?;
    }
    Ok((decision.notice, change))
}
