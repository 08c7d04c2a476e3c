//! A decision on a notice as one change: the record, the entry, who is told, the jobs, what is erased.

use cordon_notices::hit::HitCase;
use cordon_notices::ids::BureauId;
use cordon_notices::lifecycle::{
    ActKind, Audience, Decision, Event, Notice, Recipients, Sight, Viewer, outstanding, sight,
};
use cordon_store::{Change, Entry, Erasure, NewFile, NewJob, RecordWrite, SealedPart};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::members::queries::At;
use crate::notices::by::By;
use crate::notices::desk::{self, Held};
use crate::stop_payment::service::Repeat;

/// The record of a notice.
pub const KIND: &str = "notice";
/// The desk of the headquarters, as streams name it.
pub const DESK: &str = "desk:hq";

/// What goes around an act: the key of a repeated call, the job it completes.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The key of a repeated call.
    pub repeat: Option<Repeat>,
    /// The job that this act completes.
    pub job: Option<String>,
    /// Files that come with the act, kept in the same change.
    pub files: Vec<NewFile>,
}

/// The code of a value that is written as one word.
#[must_use]
pub fn code<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The streams of an audience.
fn streams(notice_owner: &str, audience: &Audience) -> Vec<String> {
    match audience {
        Audience::Owner => vec![format!("bureau:{notice_owner}")],
        Audience::Desk | Audience::Oversight => vec![DESK.to_owned()],
        Audience::Bureaus(bureaus) => bureaus.iter().map(|b| format!("bureau:{b}")).collect(),
    }
}

fn entry(app: &App, id: &str, by: &By, at: Timestamp, public: Value, sealed: Vec<SealedPart>) -> Entry {
    let mut public = public;
    if let Some(object) = public.as_object_mut() {
        object.insert("exercise".into(), json!(app.world.exercise()));
    }
    Entry {
        // One word for all acts: streams show it, and which act it was must not be read from it.
        kind: "notices.act",
        actor: by.journal.clone(),
        bureau: by.bureau.to_string(),
        at_us: at.as_microsecond(),
        purpose: by.purpose.clone(),
        case: Some(id.to_owned()),
        public,
        sealed,
    }
}

/// Where a notice to everybody stands among those that a bureau sees: one key for all, not one for each.
pub const EVERYBODY: &str = "*";

/// The newest first: keys compare byte by byte.
fn newest_first(notice: &Notice) -> String {
    let at = notice.published.as_ref().map_or(0, |p| p.at.as_microsecond());
    format!("{:020}", i64::MAX - at)
}

/// The keys under which a notice is found: whom it belongs to, who may see it, who has to purge it.
fn keys(notice: &Notice) -> Vec<(&'static str, String)> {
    let mut keys = vec![
        ("owner", notice.owner.to_string()),
        ("state", code(&notice.state)),
        ("kind", notice.kind.clone()),
    ];
    keys.extend(notice.country.iter().map(|c| ("country", c.to_string())));
    keys.extend(notice.number.iter().map(|n| ("number", n.clone())));
    let sees = |bureau: &BureauId| sight(notice, &Viewer::Bureau(bureau.clone())) == Sight::Content;
    let plain = notice.recipients == Recipients::All
        && notice.denied.is_empty()
        && notice.copies.values().all(|copy| copy.purge.is_none());
    let place = newest_first(notice);
    if plain && notice.copies.keys().next().is_some_and(sees) {
        keys.push(("sees", format!("{EVERYBODY}|{place}")));
    } else {
        keys.extend(
            notice
                .copies
                .keys()
                .filter(|b| sees(b))
                .map(|b| ("sees", format!("{b}|{place}"))),
        );
    }
    let open = outstanding(notice);
    keys.extend(open.iter().map(|o| ("recall", o.bureau.to_string())));
    keys.extend((!open.is_empty()).then(|| ("recall", EVERYBODY.to_owned())));
    keys
}

/// A notice as a record, found by its keys.
///
/// # Errors
/// Never in practice: the value can be written.
pub fn record(notice: &Notice, revision: i64) -> Result<RecordWrite, No> {
    Ok(RecordWrite {
        kind: KIND,
        id: notice.id.to_string(),
        expected_revision: revision,
        body: serde_json::to_string(notice)?,
        keys: keys(notice),
    })
}

/// A new draft.
///
/// # Errors
/// When the notice cannot be written.
pub fn filed(app: &App, notice: &Notice, by: &By, at: Timestamp, sealed: Vec<SealedPart>) -> Result<Change, No> {
    let id = notice.id.to_string();
    let public = json!({"act": "draft", "revision": notice.revision, "events": []});
    let mut change = Change::new(entry(app, &id, by, at, public, sealed));
    change.records.push(record(notice, 0)?);
    Ok(change)
}

/// Events of now with their readers, and letters that leave later as jobs.
fn tell(change: &mut Change, id: &str, owner: &str, version: u64, events: &[Event], at: Timestamp) {
    let mut told = Vec::new();
    for (n, event) in events.iter().enumerate() {
        let to = streams(owner, &event.audience);
        if event.at <= at {
            told.push(json!({"at": event.at, "kind": event.kind, "to": to}));
            change.audiences.extend(to);
        } else {
            change.jobs.push(NewJob {
                kind: "notices.letter",
                key: format!("{id}/{version}/{n}"),
                due_us: event.at.as_microsecond(),
                body: json!({"notice": id, "to": to, "kind": event.kind}).to_string(),
            });
        }
    }
    change.audiences.sort();
    change.audiences.dedup();
    if let Some(object) = change.entry.public.as_object_mut() {
        object.insert("events".into(), json!(told));
    }
}

/// A decided act.
///
/// # Errors
/// When the notice cannot be written.
pub fn decided(
    app: &App,
    before: &At<Notice>,
    decision: &Decision,
    kind: ActKind,
    by: &By,
    at: Timestamp,
    sealed: Vec<SealedPart>,
) -> Result<Change, No> {
    let notice = &decision.notice;
    let id = notice.id.to_string();
    // A number is public only once the notice is.
    // A sealed fact must not be told by the name of its act.
    let kind = if kind == ActKind::SealedFact {
        "recorded".to_owned()
    } else {
        code(&kind)
    };
    let public = json!({
        "act": kind,
        "reference": notice.number,
        "revision": notice.revision,
        "rulebook": decision.rulebook,
        "asks": decision.asks.len(),
    });
    let mut change = Change::new(entry(app, &id, by, at, public, sealed));
    tell(
        &mut change,
        &id,
        notice.owner.as_str(),
        notice.version,
        &decision.events,
        at,
    );
    change.records.push(record(notice, before.revision)?);
    if let Some(due) = decision.next_due {
        change.jobs.push(NewJob {
            kind: "notices.tick",
            key: format!("{id}/{}/{}", notice.version, due.as_microsecond()),
            due_us: due.as_microsecond(),
            body: json!({"notice": id}).to_string(),
        });
    }
    if notice.state == cordon_notices::lifecycle::State::Submitted {
        change.jobs.push(NewJob {
            kind: "notices.screen",
            key: format!("{id}/{}", notice.version),
            due_us: at.as_microsecond(),
            body: json!({"notice": id}).to_string(),
        });
    }
    Ok(change)
}

/// Erases all that a destruction demands: payloads, rulings and files, each once. A file that another notice uses stays.
///
/// # Errors
/// When the store fails.
pub async fn erase(app: &App, change: &mut Change, before: &Notice, by: &By, second: &str) -> Result<(), No> {
    let id = before.id.to_string();
    let held = desk::held(app, &id).await?;
    // Everything sealed about the subject of this notice goes, also lists of what was missing that no question carries,
    // contents that were proposed and never approved, and what the sequencer has not numbered yet.
    let mut parts: Vec<String> = before.payloads().iter().map(ToString::to_string).collect();
    let person = before.subject.map_or_else(|| id.clone(), |s| s.to_string());
    parts.extend(app.store.parts_of_person(&person).await?);
    parts.extend(held.value.parts());
    for entry in app.store.entries_of_case(&id).await? {
        parts.extend(entry.sealed.iter().map(|s| s.id.clone()));
    }
    parts.sort();
    parts.dedup();
    let there = app.store.sealed(&parts).await?;
    let parts = parts
        .into_iter()
        .zip(there)
        .filter_map(|(id, bytes)| bytes.map(|_| id))
        .collect();
    let mut files = Vec::new();
    for name in &held.value.files {
        let others = app.store.find(desk::KIND, "file", name).await?;
        let hash = crate::notices::files::hash_of(name);
        if let (Some(hash), true) = (hash, others.iter().all(|o| o.id == id)) {
            files.push(hash);
        }
    }
    if held.revision > 0 {
        change.records.push(Held::default().record(&id, held.revision)?);
    }
    change.erasures.push(Erasure {
        ground: "the notice is destroyed".into(),
        persons: [by.officer.to_string(), second.to_owned()],
        parts,
        files,
    });
    Ok(())
}

/// An entry of the desk beside a notice: a ruling, an approval, the exception.
///
/// # Errors
/// When the record cannot be written.
pub fn beside(
    app: &App,
    notice: &Notice,
    held: &At<Held>,
    by: &By,
    at: Timestamp,
    part: SealedPart,
    said: Value,
) -> Result<Change, No> {
    let id = notice.id.to_string();
    let public = json!({"act": "record", "said": said, "revision": notice.revision, "events": [{"at": at, "kind": "recorded", "to": [DESK]}]});
    let mut change = Change::new(entry(app, &id, by, at, public, vec![part]));
    change.audiences.push(DESK.to_owned());
    change.records.push(held.value.record(&id, held.revision)?);
    Ok(change)
}

/// A step of a positive-query case.
///
/// # Errors
/// When the case cannot be written.
#[allow(clippy::too_many_arguments, reason = "each is a fact of the step")]
pub fn hit(
    app: &App,
    case: &HitCase,
    revision: i64,
    events: &[Event],
    next_due: Option<Timestamp>,
    act: &str,
    by: &By,
    at: Timestamp,
) -> Result<Change, No> {
    let id = case.notice.to_string();
    let public = json!({"act": act, "hit": case.id, "state": case.state});
    let mut change = Change::new(entry(app, &id, by, at, public, vec![]));
    tell(
        &mut change,
        &case.id.to_string(),
        case.source.as_str(),
        case.version,
        events,
        at,
    );
    let querying = format!("bureau:{}", case.querying);
    if let Some(told) = change.entry.public.get_mut("events").and_then(Value::as_array_mut) {
        told.push(json!({"at": at, "kind": {"hit": case.state}, "to": [querying]}));
    }
    change.audiences.push(querying);
    change.records.push(RecordWrite {
        kind: "notice_hit",
        id: case.id.to_string(),
        expected_revision: revision,
        body: serde_json::to_string(case)?,
        keys: vec![
            ("notice", id),
            ("querying", case.querying.to_string()),
            ("source", case.source.to_string()),
        ],
    });
    if let Some(due) = next_due {
        change.jobs.push(NewJob {
            kind: "notices.hit_tick",
            key: format!("{}/{}/{}", case.id, case.version, due.as_microsecond()),
            due_us: due.as_microsecond(),
            body: json!({"hit": case.id}).to_string(),
        });
    }
    Ok(change)
}
