//! Papers are issued, checked and recalled. Each is an act with its entry; the file lies encrypted in the store.
//!
//! ```ignore
//! let issued = documents::service::issue(&app, &Issuer::of(&acting), &paper, None).await?;
//! Redirect::to(&issued.address())
//! ```

use cordon_store::note::Verifier;
use cordon_store::{Applied, Change, Entry, Idempotency, NewFile, RecordWrite};
use cordon_vocabulary::Instant;
use serde_json::json;

use crate::answer::No;
use crate::app::{App, World};
use crate::documents::child::HOUSE;
use crate::documents::paper::Paper;
use crate::documents::queries::{self, IssuedPaper, KIND};
use crate::documents::refusal::Refusal;
use crate::documents::seal::{self, Seal, Sealed};
use crate::documents::{key, paper};
use crate::gate::Acting;
use crate::members::queries::At;
use crate::stop_payment::service::Repeat;

/// The reference on a proof.
const NOT_ISSUED: &str = "NOT-ISSUED";

/// Who issues: an officer's call, or a module in its own name.
#[derive(Debug, Clone)]
pub struct Issuer {
    /// The name in the journal.
    pub journal: String,
    /// The bureau.
    pub house: String,
    /// For what purpose.
    pub purpose: String,
}

impl Issuer {
    /// The caller.
    #[must_use]
    pub fn of(acting: &Acting) -> Self {
        Self {
            journal: acting.actor.journal_name(),
            house: acting.house(),
            purpose: acting.actor.purpose.clone(),
        }
    }
}

/// A paper that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Its reference.
    pub reference: String,
    /// SHA-256 of the file, as hexadecimal digits.
    pub sha256: String,
}

impl Issued {
    /// Where it is fetched.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/documents/{}", self.reference)
    }
}

/// Prints, seals, records and keeps a paper.
///
/// # Errors
/// A [`Refusal`]: no adopted key, no printing program, contents that it refuses; or the store fails.
pub async fn issue(app: &App, by: &Issuer, paper: &Paper, repeat: Option<&Repeat>) -> Result<Issued, No> {
    if let Some(repeat) = repeat
        && let Some(kept) = app.store.idempotent(&repeat.client, &repeat.key).await?
        && kept.request_hash == repeat.request
    {
        return before(&kept.answer);
    }
    let adopted = key::adopted(&app.store).await?;
    key::may_issue(
        app.world,
        &app.settings.organisation,
        adopted.as_deref(),
        &app.store.verifier_key(),
    )?;
    let at = app.now();
    let record = record(app, by, paper, at)?;
    let pdf = HOUSE.print(request(app, paper, &record)?).await?;
    let sealed = seal::seal(&app.store, pdf, |sha256| Seal {
        reference: record.reference.clone(),
        template: record.template.clone(),
        issued: record.issued.to_string(),
        exercise: record.exercise,
        sha256,
    })?;
    let record = IssuedPaper {
        sha256: seal::digest(&sealed),
        ..record
    };
    let issued = Issued {
        reference: record.reference.clone(),
        sha256: record.sha256.clone(),
    };
    let mut change = Change::new(entry(by, at, "documents.issued", &record));
    change.records.push(write(&record, 0)?);
    change.files.push(NewFile::new("application/pdf".into(), sealed, None));
    change.idempotency = repeat.map(|r| Idempotency {
        client: r.client.clone(),
        key: r.key.clone(),
        request_hash: r.request,
        status: 201,
        answer: json!({"reference": issued.reference, "sha256": issued.sha256}).to_string(),
        at_us: at.micros(),
    });
    match app.apply(change).await? {
        Applied::Done { .. } => Ok(issued),
        Applied::Replayed { answer, .. } => before(&answer),
    }
}

/// A paper of an exercise that no store issues: printed by the same program, with no seal, no record and a reference that any
/// check calls unknown. For commands that run far from a store.
///
/// # Errors
/// [`Refusal::NoStore`] for a paper that is no exercise's; otherwise as [`issue`].
pub async fn proof(organisation: &str, paper: &Paper, at: Instant) -> Result<Vec<u8>, No> {
    if !paper.drill {
        return Err(Refusal::NoStore.into());
    }
    let languages: Vec<&str> = paper.languages.iter().map(|l| l.code()).collect();
    let request = json!({
        "languages": languages,
        "organisation": organisation,
        "reference": NOT_ISSUED,
        "verify_url": format!("https://cordon.example.org/verify?document={NOT_ISSUED}"),
        "exercise": true,
        "issued": at.to_string(),
        "paper": paper.content,
    });
    Ok(HOUSE.print(serde_json::to_vec(&request)?).await?)
}

/// The file of a paper just issued, for the program that issued it.
///
/// # Errors
/// When the store has lost it or fails.
pub async fn file(app: &App, issued: &Issued) -> Result<Vec<u8>, No> {
    let paper = queries::paper(&app.store, &issued.reference)
        .await?
        .ok_or_else(No::not_found)?;
    let file = app.store.file(&paper.value.file()?).await?.ok_or_else(No::not_found)?;
    Ok(file.bytes)
}

fn before(answer: &str) -> Result<Issued, No> {
    let answer: serde_json::Value = serde_json::from_str(answer)?;
    let text = |name: &str| answer.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    Ok(Issued {
        reference: text("reference"),
        sha256: text("sha256"),
    })
}

/// A reference of 80 random bits: nobody finds a paper by counting.
fn reference() -> Result<String, No> {
    // Without I, L, O and U, which are misread or make words.
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes)?;
    let mut text = String::from("P");
    for (n, byte) in bytes.iter().enumerate() {
        if n % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    Ok(text)
}

fn record(app: &App, by: &Issuer, paper: &Paper, at: Instant) -> Result<IssuedPaper, No> {
    Ok(IssuedPaper {
        reference: reference()?,
        sha256: String::new(),
        template: paper.content.template().to_owned(),
        about: paper.about.clone(),
        audience: paper.audience.clone(),
        house: by.house.clone(),
        languages: paper.languages.iter().map(|l| l.code().to_owned()).collect(),
        // In an invented world every paper is an exercise's; no flag takes that away.
        exercise: app.world == World::Demo || paper.drill,
        issued: at,
        recalled: None,
        erased: false,
    })
}

/// The request as the printing program takes it.
fn request(app: &App, paper: &Paper, record: &IssuedPaper) -> Result<Vec<u8>, No> {
    Ok(serde_json::to_vec(&json!({
        "languages": record.languages,
        "organisation": app.settings.organisation,
        "reference": record.reference,
        "verify_url": format!("{}/verify?document={}", app.settings.origin, record.reference),
        "exercise": record.exercise,
        "issued": record.issued.to_string(),
        "paper": paper.content,
    }))?)
}

fn entry(by: &Issuer, at: Instant, kind: &'static str, record: &IssuedPaper) -> Entry {
    Entry {
        kind,
        actor: by.journal.clone(),
        bureau: by.house.clone(),
        at_us: at.micros(),
        purpose: by.purpose.clone(),
        case: None,
        public: json!({
            "reference": record.reference,
            "sha256": record.sha256,
            "template": record.template,
            "about": record.about.key(),
            "audience": record.audience,
            "exercise": record.exercise,
        }),
        sealed: vec![],
    }
}

pub(super) fn write(record: &IssuedPaper, revision: i64) -> Result<RecordWrite, No> {
    Ok(RecordWrite {
        kind: KIND,
        id: record.reference.clone(),
        expected_revision: revision,
        body: serde_json::to_string(record)?,
        keys: vec![
            ("about", record.about.key()),
            ("sha256", record.sha256.clone()),
            ("house", record.house.clone()),
        ],
    })
}

/// A paper's file for somebody who may fetch it. Reading is an act, but for what is public.
///
/// # Errors
/// When there is none for this caller, or it was recalled.
pub async fn fetch(app: &App, acting: Option<&Acting>, reference: &str) -> Result<Vec<u8>, No> {
    let found = queries::paper(&app.store, reference).await?.map(|p| p.value);
    let found = found.filter(|p| p.is_for(acting)).ok_or_else(No::not_found)?;
    if found.erased || found.is_recalled(app.now()) {
        return Err(Refusal::Recalled.into());
    }
    if let Some(acting) = acting.filter(|_| found.audience != paper::Audience::Public) {
        let entry = entry(&Issuer::of(acting), app.now(), "documents.read", &found);
        app.apply(Change::new(entry)).await?;
    }
    let file = app.store.file(&found.file()?).await?.ok_or(Refusal::Recalled)?;
    Ok(file.bytes)
}

/// Recalls a paper by hand. Only the house that issued it may.
///
/// # Errors
/// When there is none, it is another house's, or the store fails.
pub async fn recall(app: &App, by: &Issuer, reference: &str) -> Result<(), No> {
    let At { revision, value } = queries::paper(&app.store, reference).await?.ok_or_else(No::not_found)?;
    if value.house != by.house {
        return Err(Refusal::NotYours.into());
    }
    let at = app.now();
    if value.is_recalled(at) {
        return Err(Refusal::Recalled.into());
    }
    let value = IssuedPaper {
        recalled: Some(at),
        ..value
    };
    let mut change = Change::new(entry(by, at, "documents.recalled", &value));
    change.records.push(write(&value, revision)?);
    app.apply(change).await?;
    Ok(())
}

/// What a check found. It reveals nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Issued, as it stands.
    Genuine,
    /// Issued in another wording.
    Changed,
    /// Issued, and recalled since.
    Recalled,
    /// Never issued here.
    Unknown,
}

/// Checks a reference.
///
/// # Errors
/// When the store fails.
pub async fn check_reference(app: &App, reference: &str) -> Result<Finding, No> {
    let wanted = reference.trim().to_uppercase();
    Ok(match queries::paper(&app.store, &wanted).await? {
        Some(paper) if paper.value.is_recalled(app.now()) => Finding::Recalled,
        Some(_) => Finding::Genuine,
        None => Finding::Unknown,
    })
}

/// Checks a file: by its hash, and where that is unknown by the seal inside.
///
/// # Errors
/// When the store fails.
pub async fn check_file(store: &cordon_store::Store, file: &[u8], now: Instant) -> Result<(Finding, Option<Seal>), No> {
    let own = Verifier::parse(&store.verifier_key()).map_err(cordon_store::StoreError::Invalid)?;
    let sealed = seal::read(file, &own);
    let found = queries::by_hash(store, &seal::digest(file)).await?;
    Ok(match (found, sealed) {
        (Some(paper), sealed) => {
            let finding = if paper.is_recalled(now) {
                Finding::Recalled
            } else {
                Finding::Genuine
            };
            let seal = match sealed {
                Sealed::Whole(seal) | Sealed::Changed(seal) => Some(seal),
                Sealed::None => None,
            };
            (finding, seal)
        }
        // Sealed here, yet not recorded: the store is older than the paper. The seal is the organisation's word.
        (None, Sealed::Whole(seal)) => (Finding::Genuine, Some(seal)),
        (None, Sealed::Changed(seal)) => (Finding::Changed, Some(seal)),
        (None, Sealed::None) => (Finding::Unknown, None),
    })
}
