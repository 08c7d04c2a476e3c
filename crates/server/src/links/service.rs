//! Links: values found as a reader may know them, requests to owners, values declared common, decisions on persons.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use cordon_links::normalise::{LinkValue, Locale, ValueKind, guess, normalise};
use cordon_links::request::{AskersView, OwnersAnswer, ask};
use cordon_links::{CommonReason, Found, KeyMaker, LinkRefusal, Neighbourhood, Page, SharedValue};
use cordon_store::{Change, RecordWrite};
use cordon_vocabulary::{BureauId, CaseRef};
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::{App, new_id, secret};
use crate::fingerprints::change::stream;
use crate::fingerprints::index::changed_now;
use crate::journal::act::{By, Done, Tried, crowded, seal, unsealed};
use crate::links::arriving::case_write;
use crate::links::queries::{self, Asked, COMMON, Declared, REQUEST, Text, name_of};

/// A request stays open for so long.
const OPEN_FOR: i64 = 14 * 86_400;

/// The installation's own key maker; its secret is made once and never leaves the store.
///
/// # Errors
/// When the store fails.
pub async fn keys(app: &App) -> Result<KeyMaker, No> {
    let kept = match app.store.meta("links_secret").await? {
        Some(kept) => kept,
        None => {
            app.store.set_meta("links_secret", &secret()?).await?;
            app.store.meta("links_secret").await?.unwrap_or_default()
        }
    };
    let mut bytes = [0u8; 32];
    hex::decode_to_slice(&kept, &mut bytes)
        .map_err(|e| No::new(StatusCode::INTERNAL_SERVER_ERROR, "links-secret", e.to_string()))?;
    Ok(KeyMaker::new(&bytes))
}

/// A refusal of the engine as an answer: what a reader may not know is nowhere to be found.
pub(super) fn refused(refusal: &LinkRefusal) -> No {
    let status = match refusal {
        LinkRefusal::NoSuchCase | LinkRefusal::NoSuchPage | LinkRefusal::NotHolding => StatusCode::NOT_FOUND,
        LinkRefusal::RequestClosed => StatusCode::CONFLICT,
        LinkRefusal::NothingToAsk | LinkRefusal::PurposeMissing => StatusCode::UNPROCESSABLE_ENTITY,
        LinkRefusal::Full | LinkRefusal::OtherCompartment(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    No::new(status, refusal.code(), refusal.to_string())
}

/// The value behind a text, in each kind that it may be.
///
/// # Errors
/// When the text is no such value.
pub fn values_of(kind: Option<ValueKind>, text: &str) -> Result<Vec<LinkValue>, No> {
    let locale = Locale::default();
    let values = match kind {
        Some(kind) => normalise(kind, text, &locale).map(|value| vec![value]),
        None => guess(text, &locale),
    };
    values.map_err(|e| No::field("value", e.code(), e.to_string()))
}

/// What a reader learns of one value.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Answer {
    /// The value in its one spelling.
    #[serde(flatten)]
    pub value: LinkValue,
    /// Cases he may read, and whether more exist.
    #[serde(flatten)]
    pub found: Found,
}

/// Looks values up as one bureau may know them.
///
/// # Errors
/// When a page begins at a case that is not in the answer, or the store fails.
pub async fn find(app: &App, reader: &BureauId, values: Vec<LinkValue>, page: &Page) -> Result<Vec<Answer>, No> {
    find_for(app, Some(reader), values, page).await
}

/// The same; without a bureau, as the operator of the store, who reads everything.
///
/// # Errors
/// See [`find`].
pub async fn find_for(
    app: &App,
    reader: Option<&BureauId>,
    values: Vec<LinkValue>,
    page: &Page,
) -> Result<Vec<Answer>, No> {
    let keys = keys(app).await?;
    app.links.refresh(app).await?;
    let inner = app.links.read();
    let rights = inner.rights_of(reader);
    values
        .into_iter()
        .map(|value| {
            let found = inner
                .index
                .find(keys.key(&value), &rights, page)
                .map_err(|e| refused(&e))?;
            Ok(Answer { value, found })
        })
        .collect()
}

/// What other cases share with a case, with the texts of its values.
pub struct Shared {
    /// Values, those that identify few cases first.
    pub values: Vec<SharedValue>,
    /// The texts of the case's values, by the name of their keys.
    pub texts: BTreeMap<String, Text>,
}

/// "Others share this", for a reader of the case.
///
/// # Errors
/// When the reader may not read the case, or the store fails.
pub async fn others_share(app: &App, reader: &BureauId, case: &CaseRef) -> Result<Shared, No> {
    super::follow::briefly(app).await?;
    app.links.refresh(app).await?;
    let values = {
        let inner = app.links.read();
        let rights = inner.rights(reader);
        inner.index.others_share(case, &rights, 5).map_err(|e| refused(&e))?
    };
    Ok(Shared {
        values,
        texts: queries::texts(app, case).await?,
    })
}

/// The neighbourhood of a case, for a reader of it, with the texts of its values.
///
/// # Errors
/// When the reader may not read the case, or the store fails.
pub async fn neighbourhood(
    app: &App,
    reader: &BureauId,
    case: &CaseRef,
) -> Result<(Neighbourhood, BTreeMap<String, Text>), No> {
    super::follow::briefly(app).await?;
    app.links.refresh(app).await?;
    let around = {
        let inner = app.links.read();
        let rights = inner.rights(reader);
        inner.index.neighbourhood(case, &rights).map_err(|e| refused(&e))?
    };
    Ok((around, queries::texts(app, case).await?))
}

/// The page of a case, for those who may read it.
///
/// # Errors
/// When the store fails.
pub async fn page_of(app: &App, case: &CaseRef) -> Result<Option<String>, No> {
    Ok(queries::case(app, case).await?.and_then(|at| at.value.page))
}

/// What is asked of the owners of a link.
#[derive(Debug, Clone, Deserialize)]
pub struct WishToAsk {
    /// What the value is.
    pub kind: ValueKind,
    /// The value.
    pub value: String,
    /// The asker's own case.
    pub for_case: CaseRef,
    /// What for; sealed.
    pub purpose: String,
}

/// Asks the owners of a link of which only the existence is known.
///
/// # Errors
/// A refusal of the engine, or a failure of the store.
pub async fn ask_owners(app: &App, by: &By, wish: &WishToAsk) -> Result<Done<Asked>, No> {
    if let Some(before) = by.before(app).await? {
        return Ok(before);
    }
    let keys = keys(app).await?;
    let value = values_of(Some(wish.kind), &wish.value)?
        .pop()
        .ok_or_else(No::not_found)?;
    let key = keys.key(&value);
    app.links.refresh(app).await?;
    let (found, holders) = {
        let inner = app.links.read();
        let rights = inner.rights(&by.bureau);
        // The asker's case must be one that he may read.
        inner
            .index
            .others_share(&wish.for_case, &rights, 0)
            .map_err(|e| refused(&e))?;
        let found = inner
            .index
            .find(key, &rights, &Page::default())
            .map_err(|e| refused(&e))?;
        (found, inner.index.holders_to_ask(key, &rights))
    };
    let mut owners = Vec::new();
    for case in holders {
        if let Some(at) = queries::case(app, &case).await? {
            owners.push((at.value.audience.owner, case));
        }
    }
    let now = app.now();
    let until = now.plus_seconds(OPEN_FOR);
    let mut request = ask(
        &found,
        key,
        (&by.bureau, &wish.for_case, &wish.purpose),
        (now, until),
        owners,
    )
    .map_err(|e| refused(&e))?;
    let mut sealed = Vec::new();
    request.purpose = seal(&mut sealed, &request.purpose)?.to_string();
    let asked = Asked {
        id: new_id(),
        kind: wish.kind,
        value: seal(&mut sealed, wish.value.trim())?.to_string(),
        request,
    };
    let owners: Vec<String> = asked.request.owners().map(stream).collect();
    // Each owner is told for himself: nobody reads how many were asked.
    let events: Vec<_> = owners
        .iter()
        .map(|to| json!({"what": "link_asked", "request": asked.id, "to": [to]}))
        .collect();
    let public = json!({"request": asked.id, "kind": asked.kind, "events": events});
    let mut change = Change::new(by.entry(app, "links.asked", None, public, sealed));
    change.audiences = owners;
    change.records.push(request_write(&asked, 0)?);
    match by.apply(app, change, &json!({"request": asked.id})).await? {
        Tried::Done => Ok(Done::Now(asked)),
        Tried::Before(status, answer) => Ok(Done::Before { status, answer }),
        Tried::Again => Err(crowded()),
    }
}

fn request_write(asked: &Asked, revision: i64) -> Result<RecordWrite, No> {
    let mut keys = vec![("asker", asked.request.asker.to_string())];
    keys.extend(asked.request.owners().map(|owner| ("owner", owner.to_string())));
    Ok(RecordWrite {
        kind: REQUEST,
        id: asked.id.clone(),
        expected_revision: revision,
        body: serde_json::to_string(asked)?,
        keys,
    })
}

/// What an owner answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum WishToAnswer {
    /// These cases are shared: their link values may be read by the asker from here on.
    Share {
        /// Which.
        cases: Vec<CaseRef>,
    },
    /// Nothing is shared. The reason stays with the owner.
    Decline {
        /// Why; sealed.
        reason: String,
    },
}

/// An owner answers a request on his desk. To share a case is an act on the case too.
///
/// # Errors
/// A refusal of the engine, or a failure of the store.
pub async fn answer_request(app: &App, by: &By, id: &str, wish: &WishToAnswer) -> Result<Done<()>, No> {
    for _ in 0..8 {
        if let Some(before) = by.before(app).await? {
            return Ok(before);
        }
        let now = queries::request(app, id).await?.ok_or_else(No::not_found)?;
        let mut asked = now.value;
        let (at, mut sealed) = (app.now(), Vec::new());
        let answer = match wish {
            WishToAnswer::Share { cases } => OwnersAnswer::Shares {
                cases: cases.clone(),
                at,
            },
            WishToAnswer::Decline { reason } => OwnersAnswer::Declines {
                reason: seal(&mut sealed, reason)?.to_string(),
                at,
            },
        };
        asked.request.answer(&by.bureau, answer).map_err(|e| refused(&e))?;
        let mut events = vec![json!({"what": "link_answered", "request": id, "to": [stream(&by.bureau)]})];
        let mut audiences = vec![stream(&by.bureau)];
        let mut records = vec![request_write(&asked, now.revision)?];
        if let WishToAnswer::Share { cases } = wish {
            for case in cases {
                let at = queries::case(app, case).await?.ok_or_else(No::not_found)?;
                let mut linked = at.value;
                linked.shared.insert(asked.request.asker.clone());
                linked.changed = changed_now();
                records.push(case_write(&linked, at.revision)?);
            }
            // Only sharing is told: a refusal and a silence look alike to the asker.
            let asker = stream(&asked.request.asker);
            events.push(json!({"what": "link_shared", "request": id, "to": [asker]}));
            audiences.push(asker);
        }
        let public = json!({"request": id, "events": events});
        let mut change = Change::new(by.entry(app, "links.answered", None, public, sealed));
        change.audiences = audiences;
        change.records = records;
        match by.apply(app, change, &json!({"request": id})).await? {
            Tried::Done => return Ok(Done::Now(())),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

/// A request as its asker sees it.
pub struct OwnRequest {
    /// The identifier.
    pub id: String,
    /// What kind of value it is about.
    pub kind: ValueKind,
    /// The value.
    pub value: String,
    /// The asker's case.
    pub for_case: CaseRef,
    /// What he sees of it now.
    pub view: AskersView,
}

/// The requests of a bureau, as it sees them.
///
/// # Errors
/// When the store fails.
pub async fn own_requests(app: &App, bureau: &BureauId) -> Result<Vec<OwnRequest>, No> {
    let all = queries::requests(app, "asker", bureau).await?;
    let places: Vec<String> = all.iter().map(|asked| asked.value.clone()).collect();
    let texts = unsealed(app, &places).await?;
    Ok(all
        .into_iter()
        .zip(texts)
        .map(|(asked, text)| OwnRequest {
            view: asked.request.as_asker_sees_it(app.now()),
            id: asked.id,
            kind: asked.kind,
            value: text.unwrap_or_default(),
            for_case: asked.request.for_case,
        })
        .collect())
}

/// A request as one of the owners sees it.
pub struct PutRequest {
    /// The identifier.
    pub id: String,
    /// Who asks.
    pub asker: BureauId,
    /// What kind of value it is about.
    pub kind: ValueKind,
    /// The value.
    pub value: String,
    /// The asker's case.
    pub for_case: CaseRef,
    /// What for.
    pub purpose: String,
    /// When it was asked.
    pub asked_at: cordon_vocabulary::Instant,
    /// When it closes.
    pub closes_at: cordon_vocabulary::Instant,
    /// The owner's own cases that hold the value.
    pub cases: Vec<CaseRef>,
    /// Whether it still waits for this owner.
    pub open: bool,
}

/// The requests put to a bureau, those that wait first.
///
/// # Errors
/// When the store fails.
pub async fn put_requests(app: &App, bureau: &BureauId) -> Result<Vec<PutRequest>, No> {
    let mut put = Vec::new();
    for asked in queries::requests(app, "owner", bureau).await? {
        let Some(part) = asked.request.as_owner_sees_it(bureau) else {
            continue;
        };
        let texts = unsealed(app, &[asked.value.clone(), asked.request.purpose.clone()]).await?;
        let text = |n: usize| texts.get(n).cloned().flatten().unwrap_or_default();
        let over = asked.request.withdrawn || app.now() > asked.request.closes_at;
        put.push(PutRequest {
            cases: part.cases.clone(),
            open: part.answer.is_none() && !over,
            value: text(0),
            purpose: text(1),
            id: asked.id,
            asker: asked.request.asker,
            kind: asked.kind,
            for_case: asked.request.for_case,
            asked_at: asked.request.asked_at,
            closes_at: asked.request.closes_at,
        });
    }
    put.sort_by_key(|request| !request.open);
    Ok(put)
}

/// Declares a value common for every reader, or takes the declaration back.
///
/// # Errors
/// When the text is no such value, or the store fails.
pub async fn declare(
    app: &App,
    by: &By,
    kind: ValueKind,
    text: &str,
    reason: Option<CommonReason>,
) -> Result<Done<()>, No> {
    if reason == Some(CommonReason::InManyCases) {
        return Err(No::field(
            "reason",
            "counted",
            "this is counted for each reader by itself; declare another reason",
        ));
    }
    let value = values_of(Some(kind), text)?.pop().ok_or_else(No::not_found)?;
    let key = name_of(keys(app).await?.key(&value));
    for _ in 0..8 {
        if let Some(before) = by.before(app).await? {
            return Ok(before);
        }
        let revision = app.store.record(COMMON, &key).await?.map_or(0, |row| row.revision);
        let declared = Declared {
            key: key.clone(),
            reason,
            changed: changed_now(),
        };
        let mut sealed = Vec::new();
        seal(&mut sealed, &value.canonical)?;
        let mut change = Change::new(by.entry(
            app,
            "links.declared_common",
            None,
            json!({"kind": kind, "reason": reason}),
            sealed,
        ));
        change.records.push(RecordWrite {
            kind: COMMON,
            id: key.clone(),
            expected_revision: revision,
            body: serde_json::to_string(&declared)?,
            keys: vec![("changed", declared.changed.clone())],
        });
        match by.apply(app, change, &json!({"kind": kind, "reason": reason})).await? {
            Tried::Done => return Ok(Done::Now(())),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}
