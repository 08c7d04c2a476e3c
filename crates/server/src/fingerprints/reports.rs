//! Reports: a lead becomes a case put to the bureaus concerned.

use axum::http::StatusCode;
use cordon_fingerprints::lists::{MatchRule, NewReport, Outcome, Report, ReportRefusal};
use cordon_store::{Change, Expected};
use cordon_vocabulary::{Audience, BureauId, CaseRef};
use serde_json::json;

use crate::answer::No;
use crate::app::{App, new_id};
use crate::fingerprints::change;
use crate::fingerprints::queries::{self, Filed};
use crate::fingerprints::service;
use crate::fingerprints::sought::SoughtFile;
use crate::journal::act::{By, Done, Tried, crowded, seal};

/// What an officer reports.
pub struct Wish {
    /// The files, by their hashes.
    pub files: Vec<SoughtFile>,
    /// A child is in danger now.
    pub imminent_danger: bool,
    /// What is to be said of it; sealed.
    pub words: String,
}

/// An act on an open report.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Step {
    /// A bureau concerned answers.
    Answer {
        /// What.
        outcome: Outcome,
    },
    /// The reporter closes it.
    Close,
}

fn refused(refusal: &ReportRefusal) -> No {
    let status = match refusal {
        ReportRefusal::NotPutToYou => StatusCode::NOT_FOUND,
        ReportRefusal::NotTheReporter => StatusCode::FORBIDDEN,
        ReportRefusal::Closed | ReportRefusal::SameAgain => StatusCode::CONFLICT,
        ReportRefusal::NobodyConcerned => StatusCode::UNPROCESSABLE_ENTITY,
    };
    No::new(status, refusal.code(), refusal.to_string())
}

/// Opens a report on what the files match now. It reaches everyone its leads name at once.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn open(app: &App, by: &By, wish: Wish) -> Result<Done<Filed>, No> {
    if let Some(before) = by.before(app).await? {
        return Ok(before);
    }
    let compared = wish.files.len();
    let all = wish.files.clone();
    let found = service::matches(app, by, wish.files, MatchRule::default()).await?;
    let mut hashes = Vec::new();
    for ((_, leads), file) in found.iter().zip(&all) {
        if !leads.leads.is_empty() {
            hashes.extend(file.hashes.iter().map(|sought| sought.fingerprint.hex()));
        }
    }
    hashes.sort();
    hashes.dedup();
    let leads: Vec<_> = found.into_iter().flat_map(|(_, leads)| leads.leads).collect();
    for attempt in 0..8 {
        let now = app.now();
        let year = now.timestamp().to_zoned_datetime(jiff::tz::TimeZone::UTC).year();
        let number = queries::reported_in(app, &by.bureau, year).await? + 1 + attempt;
        let reference =
            CaseRef::parse(&format!("{}-CP-{year}-{number:06}", by.bureau)).map_err(|e| No::malformed("bureau", &e))?;
        let mut sealed = Vec::new();
        let words = match wish.words.trim() {
            "" => None,
            words => Some(seal(&mut sealed, words)?),
        };
        let report = Report::open(NewReport {
            reporter: by.bureau.clone(),
            imminent_danger: wish.imminent_danger,
            leads: leads.clone(),
            compared,
            words,
            at: now,
        })
        .map_err(|e| refused(&e))?;
        let filed = Filed {
            id: new_id(),
            reference,
            hashes: hashes.clone(),
            report,
        };
        let mut change = told(app, by, &filed, "fingerprints.reported", "reported", sealed);
        change.records.push(change::report(&filed, 0, year)?);
        change.expects.push(Expected {
            kind: "case_reference",
            id: filed.reference.to_string(),
            revision: 0,
        });
        let answer = json!({"id": filed.id, "reference": filed.reference, "concerned": filed.report.concerned, "queue": filed.report.queue});
        match by.apply(app, change, &answer).await? {
            Tried::Done => return Ok(Done::Now(filed)),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}

fn told(
    app: &App,
    by: &By,
    filed: &Filed,
    kind: &'static str,
    what: &str,
    sealed: Vec<cordon_store::SealedPart>,
) -> Change {
    let report = &filed.report;
    let mut audiences: Vec<String> = report.concerned.iter().map(change::stream).collect();
    audiences.push(change::stream(&report.reporter));
    if report.duty_desk {
        audiences.push(Audience::DutyDesk.to_string());
    }
    let public = json!({"reference": filed.reference, "queue": report.queue, "leads": report.leads.len(), "events": [{"what": what, "queue": report.queue, "to": audiences}]});
    let mut change = Change::new(by.entry(app, kind, Some(&filed.id), public, sealed));
    change.audiences = audiences;
    change
}

/// A report as a bureau may read it.
///
/// # Errors
/// When there is none that this bureau may see, or the store fails.
pub async fn read(app: &App, id: &str, bureau: &BureauId) -> Result<Filed, No> {
    let filed = queries::report(app, id).await?.ok_or_else(No::not_found)?.value;
    if filed.report.readable_by(bureau) {
        Ok(filed)
    } else {
        Err(No::not_found())
    }
}

/// One act on a report.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn step(app: &App, by: &By, id: &str, step: Step) -> Result<Done<Filed>, No> {
    for _ in 0..8 {
        if let Some(before) = by.before(app).await? {
            return Ok(before);
        }
        let now = queries::report(app, id).await?.ok_or_else(No::not_found)?;
        let mut filed = now.value;
        if !filed.report.readable_by(&by.bureau) {
            return Err(No::not_found());
        }
        let (kind, what, decided) = match step {
            Step::Answer { outcome } => (
                "fingerprints.answered",
                outcome.word(),
                filed.report.answer(&by.bureau, outcome, app.now()),
            ),
            Step::Close => (
                "fingerprints.closed",
                "closed",
                filed.report.close(&by.bureau, app.now()),
            ),
        };
        decided.map_err(|e| refused(&e))?;
        let year = filed
            .report
            .opened
            .timestamp()
            .to_zoned_datetime(jiff::tz::TimeZone::UTC)
            .year();
        let mut change = told(app, by, &filed, kind, what, vec![]);
        change.records.push(change::report(&filed, now.revision, year)?);
        match by
            .apply(app, change, &json!({"id": id, "reference": filed.reference}))
            .await?
        {
            Tried::Done => return Ok(Done::Now(filed)),
            Tried::Before(status, answer) => return Ok(Done::Before { status, answer }),
            Tried::Again => {}
        }
    }
    Err(crowded())
}
