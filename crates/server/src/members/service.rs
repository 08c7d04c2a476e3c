//! Acts on members: enrolling, signing in, importing the directory.

use cordon_members::bureau::Bureau;
use cordon_members::directory::{self, DirectoryRow};
use cordon_members::institution::Institution;
use cordon_members::officer::Officer;
use cordon_store::{Change, Entry, RecordWrite};
use cordon_vocabulary::{Instant, Means, OfficerId};
use serde::Serialize;
use serde_json::json;

use crate::answer::No;
use crate::app::{App, fingerprint, secret};
use crate::members::queries::{self, Client, Enrolment, Session};

/// Sessions end after so many seconds: one shift.
const SHIFT: i64 = 12 * 3600;
/// An enrolment link ends after so many seconds.
const ENROLMENT: i64 = 24 * 3600;

/// Rows of one write, at the revision that was read.
fn record<T: Serialize>(
    kind: &'static str,
    id: &str,
    revision: i64,
    value: &T,
    keys: Vec<(&'static str, String)>,
) -> Result<RecordWrite, No> {
    Ok(RecordWrite {
        kind,
        id: id.to_owned(),
        expected_revision: revision,
        body: serde_json::to_string(value)?,
        keys,
    })
}

fn entry(
    kind: &'static str,
    actor: &str,
    bureau: &str,
    now: Instant,
    purpose: &str,
    public: serde_json::Value,
) -> Entry {
    Entry {
        kind,
        actor: actor.to_owned(),
        bureau: bureau.to_owned(),
        at_us: now.micros(),
        purpose: purpose.to_owned(),
        case: None,
        public,
        sealed: vec![],
    }
}

/// Opens a session for an officer who has proven himself; gives the cookie's secret.
///
/// # Errors
/// When the account is suspended or the store fails.
pub async fn open_session(app: &App, officer: &Officer, means: Means) -> Result<String, No> {
    if officer.suspended.is_some() {
        return Err(cordon_members::refusal::Refusal::Suspended(officer.id.clone()).into());
    }
    let now = app.now();
    let secret = secret()?;
    let session = Session {
        officer: officer.id.clone(),
        means,
        until: now.plus_seconds(SHIFT),
        ended: None,
    };
    let mut change = Change::new(entry(
        "members.signed_in",
        &format!("officer:{}", officer.id),
        officer.bureau.as_str(),
        now,
        "sign in",
        json!({"officer": officer.id, "means": means}),
    ));
    change.records.push(record(
        "session",
        &fingerprint(&secret),
        0,
        &session,
        vec![("officer", officer.id.to_string())],
    )?);
    app.apply(change).await?;
    Ok(secret)
}

/// Ends a session.
///
/// # Errors
/// When the store fails.
pub async fn end_session(app: &App, secret: &str) -> Result<(), No> {
    let id = fingerprint(secret);
    let Some(at) = queries::read::<Session>(&app.store, "session", &id).await? else {
        return Ok(());
    };
    let now = app.now();
    let session = Session {
        ended: Some(now),
        ..at.value
    };
    let actor = format!("officer:{}", session.officer);
    let mut change = Change::new(entry(
        "members.signed_out",
        &actor,
        "",
        now,
        "sign out",
        json!({"officer": session.officer}),
    ));
    change
        .records
        .push(record("session", &id, at.revision, &session, vec![])?);
    app.apply(change).await?;
    Ok(())
}

/// Makes a one-time enrolment link's secret for an officer.
///
/// # Errors
/// When the officer does not exist or the store fails.
pub async fn enrolment_link(app: &App, officer: &OfficerId, by: &str) -> Result<String, No> {
    queries::read::<Officer>(&app.store, "officer", officer.as_str())
        .await?
        .ok_or_else(No::not_found)?;
    let now = app.now();
    let secret = secret()?;
    let enrolment = Enrolment {
        officer: officer.clone(),
        until: now.plus_seconds(ENROLMENT),
        spent: None,
    };
    let mut change = Change::new(entry(
        "members.enrolment_offered",
        by,
        "",
        now,
        "enrol an officer",
        json!({"officer": officer}),
    ));
    change.records.push(record(
        "enrolment",
        &fingerprint(&secret),
        0,
        &enrolment,
        vec![("officer", officer.to_string())],
    )?);
    app.apply(change).await?;
    Ok(secret)
}

/// Gives an institution a machine client; the token is shown once and never kept.
///
/// # Errors
/// When the store fails.
pub async fn add_client(app: &App, client: &Client, by: &str) -> Result<String, No> {
    let secret = secret()?;
    let public = json!({"client": client.name, "institution": client.institution});
    let mut change = Change::new(entry(
        "members.client_added",
        by,
        "",
        app.now(),
        "connect an institution",
        public,
    ));
    let keys = vec![("institution", client.institution.to_string())];
    change
        .records
        .push(record("client", &fingerprint(&secret), 0, client, keys)?);
    app.apply(change).await?;
    Ok(secret)
}

/// Writes bureaus, officers and institutions of a founding: the first entry of a store.
///
/// # Errors
/// When a record exists already or the store fails.
pub async fn found(
    app: &App,
    bureaus: &[Bureau],
    officers: &[Officer],
    institutions: &[Institution],
    profile: &str,
) -> Result<(), No> {
    let counts = json!({"profile": profile, "world": if app.world == crate::app::World::Demo { "demo" } else { "real" },
        "bureaus": bureaus.len(), "officers": officers.len(), "institutions": institutions.len()});
    let mut change = Change::new(entry(
        "members.founded",
        "operator",
        "HQ",
        app.now(),
        "found the organisation",
        counts,
    ));
    for bureau in bureaus {
        let keys = bureau.country.map(|c| ("country", c.to_string())).into_iter().collect();
        change
            .records
            .push(record("bureau", bureau.id.as_str(), 0, bureau, keys)?);
    }
    for officer in officers {
        let keys = vec![("bureau", officer.bureau.to_string())];
        change
            .records
            .push(record("officer", officer.id.as_str(), 0, officer, keys)?);
    }
    for institution in institutions {
        let keys = vec![("country", institution.country.to_string())];
        change
            .records
            .push(record("institution", institution.id.as_str(), 0, institution, keys)?);
    }
    app.apply(change).await?;
    Ok(())
}

/// Takes a directory file whole, or not at all; gives the number of rows.
///
/// # Errors
/// The first line that cannot be taken, or a failure of the store.
pub async fn import_directory(app: &App, bytes: &[u8], by: &str) -> Result<usize, No> {
    let rows =
        directory::read(bytes).map_err(|bad| No::field(&format!("line {}", bad.line), "directory", bad.reason))?;
    // One change per thousand rows: a big directory must not hold the writer for long.
    for some in rows.chunks(1000) {
        let mut change = Change::new(entry(
            "members.directory_imported",
            by,
            "",
            app.now(),
            "keep the directory",
            json!({"rows": some.len()}),
        ));
        for row in some {
            let id = directory::key(row.country.code(), &row.scheme, &row.code);
            let old = queries::read::<DirectoryRow>(&app.store, "directory", &id).await?;
            let keys = vec![("institution", row.institution.to_string())];
            change
                .records
                .push(record("directory", &id, old.map_or(0, |o| o.revision), row, keys)?);
        }
        app.apply(change).await?;
    }
    Ok(rows.len())
}
