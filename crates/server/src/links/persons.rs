//! "The same person", or "two persons": decisions on record, that can be taken back. Nothing is ever merged.

use axum::http::StatusCode;
use cordon_links::normalise::{Locale, ValueKind, normalise};
use cordon_links::persons::{Decision, PersonRefusal, SubjectRef, Verdict};
use cordon_links::{Page, Rights};
use cordon_store::{Change, RecordWrite};
use cordon_vocabulary::{BureauId, CaseRef};
use serde::Deserialize;
use serde_json::json;

use crate::answer::No;
use crate::app::App;
use crate::journal::act::{By, Done, Tried, crowded, seal, unsealed};
use crate::links::index::Inner;
use crate::links::queries::{self, PERSON, PERSONS};
use crate::links::service::{keys, refused};

/// What is decided: the persons of a name in two cases.
#[derive(Debug, Clone, Deserialize)]
pub struct WishToDecide {
    /// The one case.
    pub case: CaseRef,
    /// The other.
    pub other: CaseRef,
    /// The name that both cases hold.
    pub name: String,
    /// The same person, or two.
    pub verdict: Verdict,
    /// On what ground; sealed.
    pub reason: String,
}

fn no(refusal: &PersonRefusal) -> No {
    let status = match refusal {
        PersonRefusal::NoSuchDecision(_) => StatusCode::NOT_FOUND,
        PersonRefusal::AlreadyDecided(_) | PersonRefusal::Contradicts(_) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    No::new(status, refusal.code(), refusal.to_string())
}

/// The person of a name in a case.
fn subject(case: &CaseRef, key: &str) -> SubjectRef {
    SubjectRef(format!("{case}#{key}"))
}

/// The case of a subject.
fn case_of(subject: &SubjectRef) -> Option<CaseRef> {
    CaseRef::parse(subject.0.split_once('#')?.0).ok()
}

fn may_read(inner: &Inner, rights: &Rights, case: &CaseRef) -> bool {
    inner.index.others_share(case, rights, 0).is_ok()
}

/// Decides on the persons of a name in two cases that the decider may read.
///
/// # Errors
/// A refusal of the engine, or a failure of the store.
pub async fn decide(app: &App, by: &By, wish: &WishToDecide) -> Result<Done<usize>, No> {
    let value = normalise(ValueKind::Name, &wish.name, &Locale::default())
        .map_err(|e| No::field("name", e.code(), e.to_string()))?;
    let key = keys(app).await?.key(&value);
    app.links.refresh(app).await?;
    {
        let inner = app.links.read();
        let rights = inner.rights(&by.bureau);
        for case in [&wish.case, &wish.other] {
            // Both cases hold the name, and the decider may read both.
            let from = Page {
                after: Some(case.clone()),
                size: 0,
            };
            inner.index.find(key, &rights, &from).map_err(|e| refused(&e))?;
        }
    }
    let name = queries::name_of(key);
    for _ in 0..8 {
        if let Some(before) = by.before(app).await? {
            return Ok(before);
        }
        let mut now = queries::persons(app).await?;
        let (a, b) = (subject(&wish.case, &name), subject(&wish.other, &name));
        let number = now
            .value
            .decide((&a, &b), wish.verdict, (&by.bureau, app.now(), &wish.reason))
            .map_err(|e| no(&e))?;
        let Some(mut decision) = now.value.decisions().get(number).cloned() else {
            return Err(crowded());
        };
        let mut sealed = Vec::new();
        decision.reason = seal(&mut sealed, &decision.reason)?.to_string();
        let public = json!({"decision": number, "verdict": decision.verdict, "cases": [wish.case, wish.other]});
        let mut change = Change::new(by.entry(app, "links.person_decided", None, public, sealed));
        change.records.push(write(&decision, 0)?);
        change.records.push(fence(now.revision));
        match by.apply(app, change, &json!({"decision": number})).await? {
            Tried::Done => return Ok(Done::Now(number)),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

/// Takes a decision back, for a reason. The record keeps both.
///
/// # Errors
/// A refusal of the engine, or a failure of the store.
pub async fn take_back(app: &App, by: &By, number: usize, reason: &str) -> Result<Done<()>, No> {
    for _ in 0..8 {
        if let Some(before) = by.before(app).await? {
            return Ok(before);
        }
        if !readable(app, &by.bureau)
            .await?
            .iter()
            .any(|(decision, _)| decision.number == number)
        {
            return Err(no(&PersonRefusal::NoSuchDecision(number)));
        }
        let mut now = queries::persons(app).await?;
        now.value
            .take_back(number, (&by.bureau, app.now(), reason))
            .map_err(|e| no(&e))?;
        let Some(mut decision) = now.value.decisions().get(number).cloned() else {
            return Err(crowded());
        };
        let mut sealed = Vec::new();
        if let Some((_, _, reason)) = &mut decision.taken_back {
            *reason = seal(&mut sealed, reason)?.to_string();
        }
        let mut change = Change::new(by.entry(
            app,
            "links.person_taken_back",
            None,
            json!({"decision": number}),
            sealed,
        ));
        change.records.push(write(&decision, 1)?);
        change.records.push(fence(now.revision));
        match by.apply(app, change, &json!({"decision": number})).await? {
            Tried::Done => return Ok(Done::Now(())),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

fn write(decision: &Decision, revision: i64) -> Result<RecordWrite, No> {
    Ok(RecordWrite {
        kind: PERSON,
        id: format!("{:012}", decision.number),
        expected_revision: revision,
        body: serde_json::to_string(decision)?,
        keys: vec![],
    })
}

fn fence(revision: i64) -> RecordWrite {
    RecordWrite {
        kind: PERSONS,
        id: "all".into(),
        expected_revision: revision,
        body: "{}".into(),
        keys: vec![],
    }
}

/// The decisions on subjects of cases that a bureau may read, with their grounds.
///
/// # Errors
/// When the store fails.
pub async fn readable(app: &App, reader: &BureauId) -> Result<Vec<(Decision, String)>, No> {
    let all = queries::persons(app).await?.value;
    app.links.refresh(app).await?;
    let shown: Vec<Decision> = {
        let inner = app.links.read();
        let rights = inner.rights(reader);
        let reads = |subject: &SubjectRef| case_of(subject).is_some_and(|case| may_read(&inner, &rights, &case));
        all.decisions()
            .iter()
            .filter(|d| reads(&d.a) && reads(&d.b))
            .cloned()
            .collect()
    };
    let places: Vec<String> = shown.iter().map(|decision| decision.reason.clone()).collect();
    let texts = unsealed(app, &places).await?;
    Ok(shown
        .into_iter()
        .zip(texts)
        .map(|(decision, text)| (decision, text.unwrap_or_default()))
        .collect())
}

/// The decisions that touch a case, as a bureau may read them, each with the other case.
///
/// # Errors
/// When the store fails.
pub async fn of_case(app: &App, reader: &BureauId, case: &CaseRef) -> Result<Vec<(Decision, CaseRef, String)>, No> {
    let mut of = Vec::new();
    for (decision, reason) in readable(app, reader).await? {
        let (a, b) = (case_of(&decision.a), case_of(&decision.b));
        if a.as_ref() == Some(case)
            && let Some(other) = b
        {
            of.push((decision, other, reason));
        } else if b.as_ref() == Some(case)
            && let Some(other) = a
        {
            of.push((decision, other, reason));
        }
    }
    Ok(of)
}
