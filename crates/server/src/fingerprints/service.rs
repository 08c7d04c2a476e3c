//! Acts on known material: load, decide, apply. What is trusted, withdrawn or grave is the rulebook's word alone.

use axum::http::StatusCode;
use cordon_fingerprints::lists::{
    GravestAssessment, GravestCriteria, KnownList, KnownMaterial, KnownRefusal, Leads, ListRefusal, MatchRule,
    RecordKey, Say, Standing, Tombstone, TrustRule, assess, standing,
};
use cordon_store::{Change, SealedPart};
use cordon_vocabulary::Country;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::fingerprints::change;
use crate::fingerprints::queries::{self, Held};
use crate::fingerprints::sought::SoughtFile;
use crate::journal::act::{By, Done, Tried, crowded, seal};
use crate::members::queries::At;

/// A refusal of the rulebook as an answer.
pub(super) fn refused(refusal: &KnownRefusal) -> No {
    let status = match refusal {
        KnownRefusal::NoSuchRecord => StatusCode::NOT_FOUND,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    No::new(status, refusal.code(), refusal.to_string())
}

/// A refusal about a list as an answer.
pub(super) fn list_refused(refusal: &ListRefusal) -> No {
    let status = match refusal {
        ListRefusal::NotTheSource(_) => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    No::new(status, refusal.code(), refusal.to_string())
}

async fn load(app: &App, id: &str) -> Result<(At<Held>, RecordKey), No> {
    let held = queries::held(app, id).await?.ok_or_else(No::not_found)?;
    let key = held.value.key().cloned().ok_or_else(No::not_found)?;
    Ok((held, key))
}

async fn load_list(app: &App, name: &str) -> Result<At<KnownList>, No> {
    queries::list(app, name).await?.ok_or_else(No::not_found)
}

/// The record after an engine's decision on it.
fn after(mut held: Held, key: &RecordKey, material: &KnownMaterial) -> Held {
    held.record = material.ledger().get(key).cloned();
    held
}

/// Casts a bureau's vote on a record.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn vote(app: &App, by: &By, id: &str, say: &Say) -> Result<Done<Standing>, No> {
    for _ in 0..8 {
        if let Some(before) = by.before(app).await? {
            return Ok(before);
        }
        let (now, key) = load(app, id).await?;
        let mut material = now.value.material()?;
        let voted = material
            .vote(&key, &by.bureau, say.clone(), app.now())
            .map_err(|e| refused(&e))?;
        let mut sealed = Vec::new();
        let mut held = after(now.value, &key, &material);
        change::seal_reasons(&mut held, 0, &mut sealed)?;
        let answer = json!({"record": id, "standing": voted});
        let public = json!({"list": key.list, "record": id, "say": said(say), "events": [{"what": "voted", "record": id, "standing": voted}]});
        let mut change = Change::new(by.entry(app, "fingerprints.voted", None, public, sealed));
        change.audiences.push(change::stream(&by.bureau));
        change.records.push(change::record(id, now.revision, &held)?);
        match by.apply(app, change, &answer).await? {
            Tried::Done => return Ok(Done::Now(voted)),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

/// What was said, without its reason.
fn said(say: &Say) -> Value {
    let mut value = serde_json::to_value(say).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object.remove("reason");
    }
    value
}

/// The source withdraws a record: it matches no more, and everyone who holds a copy is told to take it out.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn withdraw(app: &App, by: &By, id: &str, reason: &str) -> Result<Done<usize>, No> {
    for _ in 0..8 {
        if let Some(before) = by.before(app).await? {
            return Ok(before);
        }
        let (now, key) = load(app, id).await?;
        let list = load_list(app, &key.list).await?.value;
        list.may_withdraw(&by.bureau, reason).map_err(|e| list_refused(&e))?;
        let mut sealed = Vec::new();
        let stone = Tombstone {
            key: key.clone(),
            at: Some(app.now()),
            reason: Some(seal(&mut sealed, reason.trim())?.to_string()),
        };
        let (held, told) = withdrawn(now.value, &key, stone, &list, app)?;
        let answer = json!({"record": id, "told": told.len()});
        let public =
            json!({"list": key.list, "record": id, "events": [{"what": "withdrawn", "list": key.list, "record": id}]});
        let mut change = Change::new(by.entry(app, "fingerprints.withdrawn", None, public, sealed));
        change.audiences.extend(told.iter().map(change::stream));
        change.records.push(change::record(id, now.revision, &held)?);
        match by.apply(app, change, &answer).await? {
            Tried::Done => return Ok(Done::Now(told.len())),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

/// The record after its withdrawal, and who is told: the holders of copies, and those who voted on it.
fn withdrawn(
    mut held: Held,
    key: &RecordKey,
    stone: Tombstone,
    list: &KnownList,
    app: &App,
) -> Result<(Held, Vec<cordon_vocabulary::BureauId>), No> {
    let mut told: Vec<_> = list.holders.keys().cloned().collect();
    told.extend(
        held.record
            .iter()
            .flat_map(|record| record.votes.iter().map(|vote| vote.bureau.clone())),
    );
    told.sort();
    told.dedup();
    let mut material = held.material()?;
    let effect = material.withdraw(stone.clone());
    if effect != cordon_fingerprints::lists::Effect::Withdrawn {
        return Err(refused(&KnownRefusal::NoSuchRecord));
    }
    held.record = material.ledger().get(key).cloned();
    held.gravest = None;
    held.stone = Some(stone);
    held.withdrawn_at = Some(app.now());
    Ok((held, told))
}

/// What an assessor found, for the gravest list.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
pub struct Found {
    /// A real child.
    pub real_child: bool,
    /// Apparent age in years.
    pub apparent_age: u8,
    /// Severe abuse.
    pub severe: bool,
}

/// Takes a bureau's assessment for the gravest list; with the one that completes the countries, the record goes on it.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn assess_for_gravest(app: &App, by: &By, id: &str, found: Found) -> Result<Done<bool>, No> {
    let country = Country::parse(by.bureau.as_str().split('-').next().unwrap_or_default())
        .map_err(|e| No::malformed("bureau", &e))?;
    for _ in 0..8 {
        if let Some(before) = by.before(app).await? {
            return Ok(before);
        }
        let (now, key) = load(app, id).await?;
        let mut held = now.value;
        let record = held
            .record
            .as_ref()
            .ok_or_else(|| refused(&KnownRefusal::NoSuchRecord))?;
        let new = GravestAssessment {
            bureau: by.bureau.clone(),
            country,
            real_child: found.real_child,
            apparent_age: found.apparent_age,
            severe: found.severe,
        };
        let stands = standing(&record.votes, TrustRule::default());
        let criteria = GravestCriteria::published();
        let decided =
            assess(&key, &stands, &held.assessments, new, &criteria, app.now()).map_err(|e| refused(&e.into()))?;
        let admitted = decided.membership.is_some();
        held.assessments = decided.assessments;
        held.gravest = decided.membership;
        let answer = json!({"record": id, "gravest": admitted});
        let public =
            json!({"list": key.list, "record": id, "criteria": criteria.version, "admitted": admitted, "events": []});
        let mut change = Change::new(by.entry(app, "fingerprints.assessed_for_gravest", None, public, vec![]));
        change.audiences.push(change::stream(&by.bureau));
        change.records.push(change::record(id, now.revision, &held)?);
        match by.apply(app, change, &answer).await? {
            Tried::Done => return Ok(Done::Now(admitted)),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

/// Takes a record off the gravest list, for a reason. Its assessments go with it.
///
/// # Errors
/// When it is not on the list, gives no reason, or the store fails.
pub async fn strike_from_gravest(app: &App, by: &By, id: &str, reason: &str) -> Result<Done<()>, No> {
    if reason.trim().is_empty() {
        return Err(list_refused(&ListRefusal::ReasonMissing));
    }
    for _ in 0..8 {
        if let Some(before) = by.before(app).await? {
            return Ok(before);
        }
        let (now, key) = load(app, id).await?;
        let mut held = now.value;
        if !held.material()?.remove_from_gravest(&key) {
            return Err(No::new(
                StatusCode::CONFLICT,
                "not-gravest",
                "the record is not on the gravest list",
            ));
        }
        held.gravest = None;
        held.assessments.clear();
        let mut sealed = Vec::new();
        seal(&mut sealed, reason.trim())?;
        let public = json!({"list": key.list, "record": id, "events": []});
        let mut change = Change::new(by.entry(app, "fingerprints.struck_from_gravest", None, public, sealed));
        change.records.push(change::record(id, now.revision, &held)?);
        match by.apply(app, change, &json!({"record": id, "gravest": false})).await? {
            Tried::Done => return Ok(Done::Now(())),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

/// Hands a copy of a list out: who has it is on record from here on, so that withdrawals reach him.
///
/// # Errors
/// When there is no such list, or the store fails.
pub async fn hand_out(app: &App, by: &By, name: &str) -> Result<(), No> {
    on_list(app, by, name, "fingerprints.handed_out", |list, by, app| {
        list.hand_out(&by.bureau, app.now());
        Ok(())
    })
    .await
}

/// A holder says that every withdrawal is out of his copy.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn purged(app: &App, by: &By, name: &str) -> Result<(), No> {
    on_list(app, by, name, "fingerprints.purged", |list, by, app| {
        list.purged(&by.bureau, app.now()).map_err(|e| list_refused(&e))
    })
    .await
}

async fn on_list(
    app: &App,
    by: &By,
    name: &str,
    kind: &'static str,
    decide: impl Fn(&mut KnownList, &By, &App) -> Result<(), No>,
) -> Result<(), No> {
    for _ in 0..8 {
        let mut list = load_list(app, name).await?;
        decide(&mut list.value, by, app)?;
        let public = json!({"list": name, "events": [{"what": kind, "list": name, "bureau": by.bureau}]});
        let mut change = Change::new(by.entry(app, kind, None, public, vec![]));
        change.audiences.push(change::stream(&list.value.source));
        change.records.push(change::list(&list.value, list.revision)?);
        match by.apply(app, change, &json!({"list": name})).await? {
            Tried::Done | Tried::Before(..) => return Ok(()),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

/// Looks for files by their hashes. To look is an act: the journal says who looked for how many before anything is
/// searched, with the hashes sealed.
///
/// # Errors
/// When the store fails.
pub async fn matches(app: &App, by: &By, files: Vec<SoughtFile>, rule: MatchRule) -> Result<Vec<(String, Leads)>, No> {
    let hashes: Vec<String> = files
        .iter()
        .flat_map(|file| file.hashes.iter().map(|sought| format!("{:?}", sought.fingerprint)))
        .collect();
    let part = SealedPart {
        id: crate::app::new_id(),
        person: crate::app::new_id(),
        bytes: hashes.join("\n").into_bytes(),
    };
    let public = json!({"files": files.len(), "distance": rule.distance});
    app.apply(Change::new(by.entry(
        app,
        "fingerprints.matched",
        None,
        public,
        vec![part],
    )))
    .await?;
    app.known.leads(app, files, rule).await
}
