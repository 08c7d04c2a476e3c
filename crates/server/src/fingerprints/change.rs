//! A decision on a record or list as rows of one change.

use cordon_fingerprints::lists::{KnownList, Say};
use cordon_store::{RecordWrite, SealedPart};
use cordon_vocabulary::BureauId;

use crate::answer::No;
use crate::fingerprints::index::{Written, changed_now};
use crate::fingerprints::queries::{Filed, Held, LIST, RECORD, REPORT, place_on_list};
use crate::journal::act::seal;

/// A record as it now stands.
///
/// # Errors
/// When it cannot be written.
pub fn record(id: &str, revision: i64, held: &Held) -> Result<RecordWrite, No> {
    let changed = changed_now();
    let mut keys = vec![("changed", changed.clone())];
    if let Some(key) = held.key() {
        match held.withdrawn_at.filter(|_| held.record.is_none()) {
            Some(at) => keys.push(("gone", format!("{}/{:020}", key.list, at.micros()))),
            None => keys.push(("list", place_on_list(key))),
        }
    }
    let written = Written {
        changed,
        held: held.clone(),
    };
    Ok(RecordWrite {
        kind: RECORD,
        id: id.to_owned(),
        expected_revision: revision,
        body: serde_json::to_string(&written)?,
        keys,
    })
}

/// A list as it now stands.
///
/// # Errors
/// When it cannot be written.
pub fn list(list: &KnownList, revision: i64) -> Result<RecordWrite, No> {
    Ok(RecordWrite {
        kind: LIST,
        id: list.name.clone(),
        expected_revision: revision,
        body: serde_json::to_string(list)?,
        keys: vec![("source", list.source.to_string())],
    })
}

/// A report as it now stands.
///
/// # Errors
/// When it cannot be written.
pub fn report(filed: &Filed, revision: i64, year: i16) -> Result<RecordWrite, No> {
    let report = &filed.report;
    let mut keys = vec![
        ("year", format!("{}-{year}", report.reporter)),
        ("reads", report.reporter.to_string()),
    ];
    keys.extend(report.concerned.iter().map(|bureau| ("reads", bureau.to_string())));
    if report.duty_desk && report.closed.is_none() {
        keys.push(("desk", "open".to_owned()));
    }
    Ok(RecordWrite {
        kind: REPORT,
        id: filed.id.clone(),
        expected_revision: revision,
        body: serde_json::to_string(filed)?,
        keys,
    })
}

/// Takes the reasons of votes out of a record: they may speak of a person, so they are sealed, and their places stay.
///
/// # Errors
/// Never in practice.
pub fn seal_reasons(held: &mut Held, from: usize, sealed: &mut Vec<SealedPart>) -> Result<(), No> {
    let votes = held
        .record
        .iter_mut()
        .flat_map(|record| record.votes.iter_mut().skip(from));
    for vote in votes {
        if let Say::Disputes { reason } | Say::Rejects { reason } = &mut vote.say
            && uuid::Uuid::parse_str(reason).is_err()
        {
            *reason = seal(sealed, reason)?.to_string();
        }
    }
    Ok(())
}

/// The stream of a bureau.
#[must_use]
pub fn stream(bureau: &BureauId) -> String {
    format!("bureau:{bureau}")
}
